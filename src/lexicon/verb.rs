//! Verb forms that no list could hold.

/// Whether a word is a present or imperfect form of a verb by its prefix, alone or glued: «می», «میکنند»,
/// «نمیرسد», «بازمیگردد».
#[must_use]
pub fn is_imperfective(word: &str) -> bool {
    const PREVERBS: [&str; 5] = ["باز", "بر", "در", "فرو", "فرا"];
    imperfective(word) || PREVERBS.iter().any(|preverb| word.strip_prefix(preverb).is_some_and(imperfective))
}

fn imperfective(word: &str) -> bool {
    let stem = word.strip_prefix("نمی").or_else(|| word.strip_prefix("می"));
    stem.is_some_and(|stem| {
        stem.is_empty()
            || (stem.chars().count() >= 3
                && stem.ends_with(['د', 'م'])
                && !matches!(word, "میلاد" | "میعاد" | "میزبانم"))
    })
}

/// Whether a word has an ending that no name ends in: a subjunctive («بسازند»), an infinitive («کشاندن») or a
/// plural («کشورهایی»).
#[must_use]
pub fn is_inflected(word: &str) -> bool {
    let long = |least: usize| word.chars().count() >= least;
    let subjunctive = (word.starts_with('ب') || word.starts_with("نب"))
        && long(5)
        && (word.ends_with("ند") || word.ends_with("یم") || word.ends_with("ید"))
        && !word.ends_with("وند");
    let infinitive =
        long(5) && ["اندن", "یدن", "ستن", "شتن", "ختن", "فتن"].iter().any(|end| word.ends_with(end));
    let plural = long(6) && ["هایی", "هایش", "هایشان"].iter().any(|end| word.ends_with(end));
    let first_person = long(4) && ["ستم", "شتم", "فتم", "ردم", "ودم"].iter().any(|end| word.ends_with(end))
        || word.starts_with("خواه") && ["م", "یم", "ند", "ید"].iter().any(|end| word.ends_with(end));
    let past = long(5)
        && ["شتند", "ختند", "فتند", "ستند", "ردند", "ودند", "یدند", "اندند", "کندند"]
            .iter()
            .any(|end| word.ends_with(end));
    let perfect = [
        "\u{200c}است",
        "\u{200c}اند",
        "\u{200c}ایم",
        "\u{200c}ام",
        "\u{200c}باشد",
        "\u{200c}شد",
        "\u{200c}بود",
    ]
    .iter()
    .any(|end| word.ends_with(end));
    (subjunctive && !matches!(word, "بلژیم" | "بهمئید" | "بایزید" | "بیرجند" | "بروجند"))
        || past
        || perfect
        || infinitive && !matches!(word, "رستن")
        || plural
        || first_person && !matches!(word, "مردم" | "رستم" | "هفتم" | "هشتم" | "گندم")
}

#[cfg(test)]
mod tests {
    use super::{is_imperfective, is_inflected};

    #[test]
    fn by_ending() {
        let inflected = [
            "بسازند",
            "بیایند",
            "بگیریم",
            "کشاندن",
            "رسیدن",
            "کشورهایی",
            "خواهیم",
            "خواستم",
            "نداشتند",
            "شده‌است",
        ];
        assert!(inflected.into_iter().all(is_inflected));
        let names = ["بیرجند", "بایزید", "میدان", "لندن", "مردم", "رستم", "بابایی", "کلهر", "وطن", "الوند"];
        assert!(!names.into_iter().any(is_inflected));
    }

    #[test]
    fn by_prefix_and_ending() {
        assert!(
            ["می", "میکنند", "میباشد", "نمیرسد", "میروم", "بازمی", "برمیدارند", "درنمییابد"]
                .into_iter()
                .all(is_imperfective)
        );
        assert!(
            !["میلاد", "میوه", "میدان", "نمی‌گویی", "کرد", "درمیان", "فرامین", "برمکی", "درمان"]
                .into_iter()
                .any(is_imperfective)
        );
    }
}
