//! Rows keep their ids: whatever their letters are spelt with, wherever lines end, and when other parts change.

use arrow::array::AsArray;
use jadval::extract::{Document, Engine};
use jadval::tables::{self, Tables};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in data load"));

const SENTENCES: [&str; 12] = [
    "سه‌شنبه ۲۰ آبان ۱۳۹۹ کاروان از تهران به راه افتاد و ۳۵ کیلومتر رفت.",
    "وزارت امور خارجه ایران ۱۲ میلیون دلار برای ساختن دو مدرسه پرداخت.",
    "در ۱۳۹۸/۰۴/۱۵ هوا ۷.۵ درجه سردتر شد و برف تا دو متر بالا آمد.",
    "رئیس‌جمهور ترکیه گفت که بیش از ۴۰ درصد از گندم‌ها فروخته شده است.",
    "پاییز ۱۳۹۹ کسانی که از کابل آمده بودند در مشهد ماندند.",
    "ایران و روسیه تا ۱۵ نوامبر ۲۰۲۰ پنج هزار تن گندم داد و ستد کردند.",
    "شرکت ملی نفت ایران بهای هر لیتر را به ۳ هزار تومان رساند!",
    "آیا در سال ۱۳۹۷ یک میلیون و ۲۰۰ هزار نفر به شیراز رفتند؟",
    "یونسکو ساعت ۱۴:۳۰ روز دوشنبه گزارش داد که آب دریاچه ۸۰ سانتی‌متر پایین رفته است.",
    "کشاورزان می‌گویند که از دی ۱۳۹۵ تا خرداد ۱۳۹۶ باران نبارید.",
    "عراق ۴ میلیارد دلار بدهکار است و افغانستان ۲ میلیارد دلار.",
    "در تبریز روز پنج‌شنبه بازار برپا می‌شود: ۵۰۰ نفر می‌آیند.",
];

const LAW: &str = "قانون نگهداری از کتابخانه‌ها\n\nماده ۱ - شهرداری باید تا ۳۰ روز کتابخانه‌های شهر را بشمارد و شمار آنها را به \
    شورای شهر بفرستد.\n\nماده ۲ - هر کتابخانه موظف است گزارش اجرای ماده ۱ این قانون را نگه دارد:\n\n۱- گزارش سالانه را؛\n\n\
    ۲- گزارش ماهانه را.\n\nتبصره - گم شدن گزارش‌ها مانع رسیدگی نیست.\n";

const TABLES: [&str; 3] = ["dates", "figures", "mentions"];

fn tables(text: &str) -> Tables {
    let document = Document { doc_id: "law", text, ..Document::default() };
    tables::extract_one(&ENGINE, &document).expect("a short text fits a batch")
}

/// The ids of a table, in the order of its rows.
fn ids(tables: &Tables, table: &str) -> Vec<String> {
    let batch = tables.get(table).expect("a table");
    let ids = batch.columns().first().expect("a column").as_string::<i32>();
    ids.iter().map(|id| id.expect("an id").to_owned()).collect()
}

/// The ids of a table by the words of its rows, spaces and ends of lines aside.
fn by_words(tables: &Tables, table: &str) -> BTreeMap<String, Vec<String>> {
    let texts = tables.get(table).and_then(|batch| batch.column_by_name("text")).expect("a column");
    let texts =
        texts.as_string::<i32>().iter().map(|text| text.expect("a text").split_whitespace().collect());
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (text, id) in texts.zip(ids(tables, table)) {
        out.entry(text).or_default().push(id);
    }
    out.values_mut().for_each(|ids| ids.sort());
    out
}

/// Another copy of the same words: letters of Arabic, another set of digits, marks, and ZWNJ in another way.
fn copied(text: &str, digits: char, letters: &[u8], joiner: &str) -> String {
    let mut noise = letters.iter().cycle();
    let mut out = String::new();
    for c in text.chars() {
        let chance = noise.next().copied().unwrap_or_default();
        match (c, chance % 4) {
            ('ی', 0 | 1) => out.push('ي'),
            ('ک', 0 | 1) => out.push('ك'),
            ('۰'..='۹', _) => {
                out.push(char::from_u32(digits as u32 + (c as u32 - '۰' as u32)).expect("a digit"));
            }
            ('\u{200c}', _) => out.push_str(joiner),
            ('ب'..='ن', 0) => out.extend([c, '\u{650}']),
            ('ب'..='ن', 1) if chance < 32 => out.extend([c, '\u{640}']),
            (' ', 0) => out.push('\u{a0}'),
            _ => out.push(c),
        }
    }
    out
}

/// A text of paragraphs, wrapped at a width.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for paragraph in text.split("\n\n") {
        let mut length = 0;
        for word in paragraph.split(' ') {
            let letters = word.chars().count();
            if length > 0 {
                let end = length + 1 + letters > width;
                out.push(if end { '\n' } else { ' ' });
                length = if end { 0 } else { length + 1 };
            }
            out.push_str(word);
            length += letters;
        }
        out.push_str("\n\n");
    }
    out
}

/// Paragraphs of some sentences.
fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    let sentences = proptest::collection::vec(proptest::sample::select(&SENTENCES[..]), 3..7);
    proptest::collection::vec(sentences.prop_map(|some| some.join(" ")), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn another_copy_of_the_same_words_has_the_same_ids(
        paragraphs in paragraphs(),
        digits in proptest::sample::select(&['0', '٠', '۰'][..]),
        letters in proptest::collection::vec(any::<u8>(), 40),
        joiner in proptest::sample::select(&["\u{200c}", "", "\u{a0}", "\u{200c}\u{200c}"][..]),
    ) {
        let text = paragraphs.join("\n\n");
        let (one, other) = (tables(&text), tables(&copied(&text, digits, &letters, joiner)));
        for table in TABLES {
            prop_assert_eq!(ids(&one, table), ids(&other, table), "{}", table);
        }
        // A sentence may end with a word that only one copy joins, never its words.
        prop_assert_eq!(ids(&one, "segments"), ids(&other, "segments"));
    }

    #[test]
    fn a_wrapped_copy_has_the_same_ids(paragraphs in paragraphs(), width in 50..90_usize) {
        let text = paragraphs.join("\n\n");
        let (one, other) = (tables(&text), tables(&wrapped(&text, width)));
        for table in TABLES {
            let (one, other) = (by_words(&one, table), by_words(&other, table));
            // Where a line's end is taken for a paragraph's, what it cuts may be lost, and nothing else.
            for (words, ids) in one {
                let same = other.get(&words).is_some_and(|others| others.len() == ids.len());
                prop_assert!(!same || other.get(&words) == Some(&ids), "{table}: {words}");
            }
        }
    }

    #[test]
    fn what_is_said_elsewhere_changes_no_id(
        paragraphs in paragraphs(),
        more in paragraphs(),
        at in 0..5_usize,
        between in proptest::sample::select(&["\n", "\n\n", "\r\n"][..]),
    ) {
        let before = tables(&paragraphs.join(between));
        let mut grown = paragraphs.clone();
        let at = at.min(grown.len());
        // Other words, so that no row is one of a number of equal ones.
        let more = more.iter().map(|paragraph| paragraph.replace(['۱', '۲', '۳'], "۷").replace("ایران", "مغولستان"));
        grown.splice(at..at, more);
        let after = tables(&grown.join(between));
        for table in TABLES.into_iter().chain(["segments"]) {
            let (before, after) = (by_words(&before, table), by_words(&after, table));
            for (words, ids) in before {
                let others = after.get(&words);
                let there = others.is_some_and(|others| others.len() == ids.len());
                prop_assert!(!there || others == Some(&ids), "{table}: {words}");
            }
        }
    }

    #[test]
    fn ids_are_unique_however_often_a_sentence_comes(paragraphs in paragraphs()) {
        let tables = tables(&paragraphs.join(" ").repeat(2));
        for table in TABLES.into_iter().chain(["segments"]) {
            let mut found = ids(&tables, table);
            let count = found.len();
            found.sort();
            found.dedup();
            prop_assert_eq!(found.len(), count, "{}", table);
        }
    }
}

#[test]
fn a_wrapped_document_that_is_seen_as_one_has_all_ids() {
    let text = [SENTENCES[..6].join(" "), SENTENCES[6..].join(" ")].join("\n\n");
    let (one, other) = (tables(&text), tables(&wrapped(&text, 70)));
    for table in TABLES.into_iter().chain(["segments"]) {
        let (one, other) = (ids(&one, table), ids(&other, table));
        assert!(one.len() > 5, "{table}: {one:?}");
        assert_eq!(one, other, "{table}");
    }
    // A line's end and a space are the same in the words of a row.
    let cut = tables(&wrapped(&text, 70));
    let texts = cut.get("dates").and_then(|batch| batch.column_by_name("text")).expect("a column");
    assert!(texts.as_string::<i32>().iter().flatten().any(|text| text.contains('\n')), "{texts:?}");
}

#[test]
fn clauses_and_what_they_say_keep_their_ids_in_every_copy() {
    let (own, more) = ("ماده ۳ - این قانون از فردا اجرا می‌شود.", "قانون دیگری نیست.");
    let one = tables(LAW);
    let copies = [
        copied(LAW, '0', &[0, 3, 1, 2, 7], "\u{200c}"),
        copied(LAW, '٠', &[1, 1, 0], "\u{200c}"),
        LAW.replace("\n\n", "\n"),
        LAW.replace('\n', "\r\n"),
        format!("{LAW}\n{own}\n\n{more}\n"),
    ];
    for copy in &copies {
        let other = tables(copy);
        for table in ["clauses", "provisions", "clause_references"] {
            let (one, other) = (ids(&one, table), ids(&other, table));
            assert!(!one.is_empty() && one.iter().all(|id| other.contains(id)), "{table}: {copy}");
        }
    }
}
