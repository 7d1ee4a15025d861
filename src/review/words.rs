//! The words of the page, which are data (`words/`): a file for each language, and for Persian the sentences and the rules too,
//! which are English elsewhere.

use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) const PERSIAN: &str = include_str!("words/fa.json");
pub(super) const ENGLISH: &str = include_str!("words/en.json");
const SENTENCES: &str = include_str!("words/sentences-fa.json");
const RULES: &str = include_str!("words/rules-fa.json");

/// The words of both languages, as the program of a page has them.
pub(super) static WORDS: LazyLock<String> = LazyLock::new(|| {
    format!("const WORDS_FA = {};\nconst WORDS_EN = {};\n", compact(PERSIAN), compact(ENGLISH))
});

/// The sentences that are told in English, and how Persian tells them.
pub(super) static TOLD: LazyLock<String> =
    LazyLock::new(|| format!("const SENTENCES = {};\n", compact(SENTENCES)));

static SUMMARIES: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| serde_json::from_str(RULES).unwrap_or_default());

/// What a rule is for, in Persian, by table and name: `dates/day-and-month`.
pub(super) fn summary(rule: &str) -> Option<&'static str> {
    SUMMARIES.get(rule).map(String::as_str)
}

/// A text of the page, in one of its languages.
pub(super) fn text(language: &str, key: &str) -> String {
    let words = serde_json::from_str::<Value>(language).unwrap_or_default();
    words.pointer(&format!("/page/{key}")).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// JSON without the spaces that are for people.
fn compact(json: &str) -> String {
    serde_json::from_str::<Value>(json).map_or_else(|_| json.to_owned(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::extract::{Document, Engine};
    use crate::review::writer::PLACED;
    use crate::tables::{derived, table};
    use regex::Regex;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn words(language: &str) -> Value {
        serde_json::from_str(language).expect("JSON")
    }

    fn keys(words: &Value, part: &str) -> BTreeSet<String> {
        words[part].as_object().unwrap_or_else(|| panic!("{part}")).keys().cloned().collect()
    }

    fn is_persian(text: &str) -> bool {
        text.chars().any(|c| ('\u{620}'..='\u{6cc}').contains(&c))
    }

    /// All files below a folder of this crate whose names end so.
    fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let entries = walkdir::WalkDir::new(root).into_iter().map(|entry| entry.expect("a folder"));
        let wanted = entries.filter(|entry| entry.path().to_string_lossy().ends_with(ending));
        wanted
            .map(|entry| {
                (
                    entry.path().display().to_string(),
                    String::from_utf8_lossy(&fs::read(entry.path()).expect("a file")).into_owned(),
                )
            })
            .collect()
    }

    #[test]
    fn both_languages_have_every_word_that_the_program_says() {
        let [persian, english] = [PERSIAN, ENGLISH].map(words);
        for part in ["tables", "columns", "page", "checks"] {
            assert_eq!(keys(&persian, part), keys(&english, part), "{part}");
        }
        for part in ["tables", "columns", "values", "reasons", "checks", "docs", "page"] {
            for (key, text) in persian[part].as_object().expect("words") {
                // The name of a standard is the same in all languages.
                let text = text.as_str().expect("a text");
                assert!(is_persian(text) || key == "edtf", "{part}.{key}: {text}");
            }
        }
        let page = keys(&english, "page");
        let said = Regex::new(r#"\bsay\("([\w-]+)"|"(key[A-Z]\w+)""#).expect("a pattern");
        let mut count = 0;
        for (file, text) in files("src/review/page", ".js") {
            for found in said.captures_iter(&text) {
                let key = found.get(1).or(found.get(2)).expect("a key").as_str();
                assert!(page.contains(key), "{file}: «{key}» is in no language");
                count += 1;
            }
        }
        assert!(count > 120, "{count}");
    }

    #[test]
    fn whatever_a_row_may_hold_has_its_persian_name() {
        let (persian, mut lacking) = (words(PERSIAN), Vec::new());
        let has = |part: &str, key: &str| persian[part][key].is_string();
        let places = ["doc_id", "segment_id", "char_start", "char_end", "byte_start", "byte_end", "text"];
        let corrected = Engine::corrected_tables();
        for name in PLACED {
            let table = table(name).expect("a table");
            let settable =
                corrected.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, columns)| columns);
            if !has("tables", name) {
                lacking.push(name.to_owned());
            }
            for column in table.columns().filter(|column| !places.contains(&column.name)) {
                let key = table.primary_key.contains(&column.name);
                if !key && !has("columns", column.name) {
                    lacking.push(format!("{name}.{}", column.name));
                }
                if settable.contains(&column.name) && !has("docs", column.name) {
                    lacking.push(format!("what {name}.{} is", column.name));
                }
                lacking.extend(
                    column
                        .words
                        .iter()
                        .filter(|word| !has("values", word))
                        .map(|word| format!("{name}.{}: {word}", column.name)),
                );
            }
        }
        for name in ["provision_parties", "event_participants", "findings", "corrections"] {
            let columns = table(name).expect("a table").columns();
            let closed = columns.filter(|column| ["role", "severity", "verdict"].contains(&column.name));
            lacking.extend(
                closed
                    .flat_map(|column| column.words)
                    .filter(|word| !has("values", word))
                    .map(|word| format!("{name}: {word}")),
            );
        }
        // What figures say of their subjects is named by entries of the lexicon.
        let engine = Engine::builder().names_model(None).build().expect("the built-in words");
        for file in ["counts", "measures", "money"] {
            let entries = engine.grammar().lexicon.entries();
            let name = format!("lexicon/facts/{file}.toml");
            let of_file: Vec<_> = entries.iter().filter(|entry| *entry.file == name).collect();
            assert!(!of_file.is_empty(), "{file}");
            lacking.extend(
                of_file.iter().filter(|entry| !has("values", &entry.id)).map(|entry| entry.id.to_string()),
            );
        }
        assert!(lacking.is_empty(), "{lacking:?}");
    }

    #[test]
    fn every_check_that_may_find_something_has_a_name() {
        let persian = words(PERSIAN);
        let name = Regex::new(r#""([a-z]+(?:-[a-z]+)+)""#).expect("a pattern");
        let lone = Regex::new(r#"check: "([a-z-]+)""#).expect("a pattern");
        let mut found = BTreeSet::new();
        for (_, text) in files("src/stages", ".rs").iter().filter(|(_, text)| text.contains("Severity::")) {
            for pattern in [&name, &lone] {
                found.extend(pattern.captures_iter(text).map(|found| found[1].to_owned()));
            }
        }
        // Names of how a value is written down are no checks.
        found.remove("kebab-case");
        assert_eq!(found, keys(&persian, "checks"));
    }

    /// What a hole of a sentence looks like, and the sentences in both languages.
    fn told() -> (Regex, Vec<[String; 2]>) {
        let hole = Regex::new(r"\{([=#!~]?)([a-z]+)\}").expect("a pattern");
        (hole, serde_json::from_str(SENTENCES).expect("pairs"))
    }

    /// How a sentence is known, and how Persian tells it.
    struct Pair {
        form: Regex,
        holes: Vec<(char, String)>,
    }

    fn pairs() -> Vec<Pair> {
        let (hole, told) = told();
        let names = |text: &str| -> BTreeSet<String> {
            hole.captures_iter(text).map(|found| found[0].to_owned()).collect()
        };
        told.iter()
            .map(|[english, persian]| {
                assert_eq!(names(english), names(persian), "{english}");
                let called: BTreeSet<String> =
                    hole.captures_iter(english).map(|found| found[2].to_owned()).collect();
                assert_eq!(
                    called.len(),
                    hole.captures_iter(english).count(),
                    "two holes of one name: {english}"
                );
                let (mut form, mut holes, mut at) = ("(?s)^".to_owned(), Vec::new(), 0);
                for found in hole.captures_iter(english) {
                    let whole = found.get(0).expect("a hole");
                    form += &regex::escape(english.get(at..whole.start()).expect("letters"));
                    at = whole.end();
                    let kind = found[1].chars().next().unwrap_or(' ');
                    form += match kind {
                        '=' => "([a-z_-]+|[A-Z][a-z]+day)",
                        '#' => r"([-+\d.,:/ ]*\d)",
                        '!' => r"(\S+?)",
                        '~' => "(.+?)",
                        _ => "(.*?)",
                    };
                    holes.push((kind, found[2].to_owned()));
                }
                form += &regex::escape(english.get(at..).expect("letters"));
                Pair { form: Regex::new(&(form + "$")).expect("a form"), holes }
            })
            .collect()
    }

    #[test]
    fn every_english_sentence_is_one_that_the_program_says() {
        let sources = ["src/stages", "src/language"].into_iter().flat_map(|folder| files(folder, ".rs"));
        let sources: String = sources.map(|(_, text)| text).collect();
        let (hole, told) = told();
        for [english, _] in &told {
            // What stands between marks may be written apart from the sentence.
            let parts = hole
                .split(english)
                .flat_map(|part| part.split(['«', '»', ',', ';', ':', '=']))
                .map(str::trim);
            for part in parts.filter(|part| part.len() > 3) {
                assert!(sources.contains(part), "{english}: «{part}» is said nowhere");
            }
        }
    }

    /// Whether a sentence can be told in Persian, as the program of the page does it (`page/sentences.js`).
    fn is_told(pairs: &[Pair], persian: &Value, text: &str) -> bool {
        let fits = |pair: &Pair| {
            pair.form.captures(text).is_some_and(|found| {
                pair.holes.iter().enumerate().all(|(n, (kind, _))| {
                    let filled = &found[n + 1];
                    match kind {
                        '~' => is_told(pairs, persian, filled),
                        '=' => persian["values"][filled.to_lowercase()].is_string(),
                        _ => true,
                    }
                })
            })
        };
        pairs.iter().any(fits) || !text.contains(char::is_whitespace)
    }

    #[test]
    fn findings_and_reasons_of_every_example_are_told_in_persian() {
        let engine = Engine::builder().names_model(None).build().expect("the built-in words");
        let (pairs, persian) = (pairs(), words(PERSIAN));
        let mut texts: Vec<String> = engine
            .rules()
            .rules()
            .iter()
            .flat_map(|rule| rule.examples().iter().map(|example| example.text.clone()))
            .collect();
        texts.extend(files("raw", ".txt").into_iter().map(|(_, text)| text));
        let (mut untold, mut told) = (BTreeSet::new(), 0);
        for (text, reference) in
            texts.iter().flat_map(|text| [(text, None), (text, Day::from_iso("2020-12-10"))])
        {
            let document = Document { doc_id: "a", text, reference, ..Document::default() };
            let findings = engine.analyse(&document).findings.into_iter().map(|found| found.message);
            let reasons = derived(&engine, &document)
                .expect("reasons")
                .into_iter()
                .filter(|one| PLACED.contains(&one.table))
                .flat_map(|one| one.reasons);
            let reasons = reasons.map(|(what, reason)| {
                assert!(persian["reasons"][what].is_string(), "reasons.{what}");
                reason
            });
            for sentence in findings.chain(reasons.collect::<Vec<_>>()) {
                told += 1;
                if !is_told(&pairs, &persian, &sentence) {
                    untold.insert(sentence);
                }
            }
        }
        assert!(untold.is_empty() && told > 2000, "{told}: {untold:#?}");
        assert!(!is_told(&pairs, &persian, "a sentence that nobody has told"));
    }

    /// The least share of the program's own rules that Persian tells of; of others the page has their English.
    const TOLD_RULES: f64 = 0.95;

    #[test]
    fn rules_are_told_of_in_persian_by_names_that_there_are() {
        let engine = Engine::builder().names_model(None).build().expect("the built-in words");
        let names: BTreeSet<String> =
            engine.rules().rules().iter().map(|rule| format!("{}/{}", rule.table, rule.name)).collect();
        let gone: Vec<&String> = SUMMARIES.keys().filter(|name| !names.contains(*name)).collect();
        assert!(gone.is_empty(), "no such rules: {gone:?}");
        assert!(SUMMARIES.values().all(|text| is_persian(text)));
        // The page has no rows of references.
        let shown: Vec<&String> = names.iter().filter(|name| !name.starts_with("references/")).collect();
        let lacking: Vec<_> = shown.iter().filter(|name| !SUMMARIES.contains_key(**name)).collect();
        assert!((lacking.len() as f64) < (1.0 - TOLD_RULES) * shown.len() as f64, "{lacking:?}");
    }
}
