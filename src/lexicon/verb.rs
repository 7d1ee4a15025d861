//! Verb forms that no list could hold.

/// Whether a word is a present or imperfect form of a verb by its prefix, alone or glued: «می», «میکنند»,
/// «نمیرسد».
#[must_use]
pub fn is_imperfective(word: &str) -> bool {
    let stem = word.strip_prefix("نمی").or_else(|| word.strip_prefix("می"));
    stem.is_some_and(|stem| {
        stem.is_empty()
            || (stem.chars().count() >= 3
                && stem.ends_with(['د', 'م'])
                && !matches!(word, "میلاد" | "میعاد" | "میزبانم"))
    })
}

#[cfg(test)]
mod tests {
    use super::is_imperfective;

    #[test]
    fn by_prefix_and_ending() {
        assert!(["می", "میکنند", "میباشد", "نمیرسد", "میروم"].into_iter().all(is_imperfective));
        assert!(!["میلاد", "میوه", "میدان", "نمی‌گویی", "کرد"].into_iter().any(is_imperfective));
    }
}
