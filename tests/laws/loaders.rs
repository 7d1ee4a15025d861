//! What loaders refuse of rules that people write, and how they say it.

use jadval::example::check_names;
use jadval::extract::Engine;

#[test]
fn a_phrase_is_named_by_a_pattern_or_by_one_below_it() {
    let phrases = "[[phrase]]\nname = \"a\"\nsummary = \"s\"\npattern = \"{full-year}\"\n\
                   [[phrase]]\nname = \"b\"\nsummary = \"s\"\npattern = \"{season} <a:2>?\"\n";
    let built = |pattern: &str| {
        let rule = format!(
            "name = \"odd\"\nsummary = \"s\"\npattern = '{pattern}'\nreading = \"civil-date\"\n\
             [[example]]\ntext = \"a\"\nrow = {{}}\n[[counterexample]]\ntext = \"b\"\nbecause = \"c\"\n"
        );
        let engine =
            Engine::builder().rule_file("mine/phrases.toml", phrases).rule_file("dates/odd.toml", rule);
        engine.build().map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(built("{season} <b>"), Ok(()));
    // Neither one that only the other names, nor a mark before words in braces.
    for pattern in ["{season} <a>", "{season} <a> \\< {season} \\>"] {
        let problem = built(pattern).unwrap_err();
        assert!(problem.contains("\"b\", which none does") && problem.contains("phrases.toml"), "{problem}");
    }
}

/// What is told of lexicon files of a user and of his rules; nothing where they load.
fn told(lexicons: &[(&str, &str)], rules: &[(&str, &str)]) -> String {
    let mut engine = Engine::builder();
    for (name, text) in lexicons {
        engine = engine.lexicon_file(*name, *text);
    }
    for (path, text) in rules {
        engine = engine.rule_file(*path, *text);
    }
    let checked = engine.build().and_then(|engine| check_names(&engine));
    checked.map_or_else(|error| error.to_string(), |()| String::new())
}

#[test]
fn values_of_words_make_sense_and_name_what_is_there() {
    for (class, lines, expected) in [
        ("unit-of-measure", "code = \"{x}\"\nkind = \"mass\"\nbase = \"kg\"\nfactor = 2.5", &[][..]),
        (
            "unit-of-measure",
            "code = \"{x}\"\nkind = \"mass\"\nbase = \"kg\"\nfactor = 0",
            &["factor: expected 1e-30", "found 0"],
        ),
        (
            "unit-of-measure",
            "code = \"{x}\"\nkind = \"mass\"\nbase = \"kg\"\nfactor = -1",
            &["factor: ", "found -1"],
        ),
        (
            "unit-of-measure",
            "code = \"{x}\"\nkind = \"mass\"\nbase = \"kg\"\nfactor = nan",
            &["factor: expected a number, found float nan"],
        ),
        (
            "unit-of-measure",
            "code = \"{x}\"\nkind = \"mass\"\nbase = \"kg\"\nfactor = inf",
            &["factor: expected a number"],
        ),
        ("unit-of-measure", "code = \"{x}\"\nkind = \"mass\"\nscale = 0", &["scale: "]),
        (
            "unit-of-measure",
            "code = \"{x}\"\nkind = \"mass\"\nfactor = 2",
            &["expected `base` beside `factor`"],
        ),
        (
            "unit-of-measure",
            "code = \"{x}\"\nkind = \"mass\"\nbase = \"kgg\"",
            &["base: ", "\"kgg\"", "mean \"kg\"?"],
        ),
        (
            "unit-of-measure",
            "code = \"{x}\"\nkind = \"length\"\nbase = \"cm\"",
            &["base: expected a unit by itself, found \"cm\", whose base is \"m\""],
        ),
        ("unit-of-measure", "code = \"\"\nkind = \"mass\"", &["code: expected a code"]),
        ("unit-of-measure", "code = \"{x}\"\nkind = \"maas\"", &["unknown variant `maas`", "mean \"mass\"?"]),
        ("unit-of-measure", "code = \"{x}\"\nkind = \"mass\"\ntold_by = [\"monye\"]", &["mean \"money\"?"]),
        ("fraction-word", "parts = 0", &["parts: expected more than 0, found 0"]),
        ("scale-word", "value = -5", &["value: expected more than 0, found -5"]),
        ("vague", "value = 0", &["value: expected more than 0"]),
        ("numeral", "role = \"number\"\nvalue = -1", &["value: expected 0 or more, found -1"]),
        ("numeral", "role = \"scale\"", &["value: expected more than 0 for a scale, found 0"]),
        ("enumerator", "value = -5", &["expected value and abjad from 1 to 2147483647"]),
        ("rate-word", "code = \"mino\"", &["code: expected one of s, min", "mean \"min\"?"]),
        ("numeral", "role = \"nubmer\"", &["mean \"number\"?"]),
        ("common-month", "calendar = \"solar\"\nmonth = 13", &["month: expected 1 to 12, found 13"]),
        ("common-month", "calendar = \"sloar\"\nmonth = 1", &["mean \"solar\"?"]),
        ("named-day", "calendar = \"solar\"\nmonth = 1\nday = 40", &["day: expected 1 to 31, found 40"]),
        ("hour-fraction", "minutes = 0", &["minutes: expected 1 to 59, found 0"]),
        ("relative-day", "days = 2000000000", &["days: expected -10000 to 10000"]),
        ("glued-length", "count = 0\nunit = \"day\"", &["count: expected 1 or more"]),
        ("place", "part_of = \"irann\"", &["part_of: ", "mean \"iran\"?"]),
        ("place", "capital_of = \"nowhere-land\"", &["capital_of: expected the id of an entry (entity)"]),
        ("place", "cue = \"nobody-knows\"", &["cue: expected the id of an entry (cue)"]),
        ("place", "latitude = 91.0", &["latitude: expected -90 to 90, found 91"]),
        ("place", "wikidata = \"Q1;DROP\"", &["wikidata: expected an item such as Q794"]),
        ("place", "iso3166 = \"Iran\"", &["iso3166: expected a code such as IR"]),
        ("place", "population = -1", &["population: ", "invalid value"]),
        (
            "place",
            "row = { kind = \"place\" }\ntable = \"mention\"",
            &["row: expected a table of datasets, found \"mention\"", "mean \"mentions\"?"],
        ),
        (
            "place",
            "row = { knid = \"place\" }\ntable = \"mentions\"",
            &["row: expected columns of mentions, found \"knid\"", "mean \"kind\"?"],
        ),
        ("plase", "name_en = \"x\"", &["unknown class \"plase\"", "mean \"place\"?"]),
        ("tree", "", &["mine.toml:1: expected a class that a rule or stage reads, found \"tree\""]),
    ] {
        let file = format!(
            "class = \"{class}\"\nsummary = \"s\"\nframe = \"{{}}\"\n[[entry]]\nid = \"odd\"\nforms = [\"قژغژ\"]\n{lines}\n"
        );
        let told = told(&[("mine.toml", &file)], &[]);
        assert_eq!(told.is_empty(), expected.is_empty(), "{class} {lines}: {told}");
        assert!(told.is_empty() || told.starts_with("mine.toml:"), "{class} {lines}: {told}");
        for part in expected {
            assert!(told.contains(part), "{class} {lines}: expected {part:?} in {told:?}");
        }
    }
}

#[test]
fn tables_of_entities_are_held_to_the_same() {
    for (row, expected) in [
        ("a,place,قژغژ,iran,35", &[][..]),
        ("a,place,قژغژ,irann,35", &["mine.csv:2, entry \"a\": part_of: ", "mean \"iran\"?"]),
        ("a,place,قژغژ,iran,95", &["mine.csv:2, entry \"a\": latitude: expected -90 to 90"]),
        ("a,place,؟؟,iran,35", &["mine.csv:2, entry \"a\": form \"؟؟\""]),
        ("a,place,\"قژ\u{7}غژ\",iran,35", &["mine.csv:2, entry \"a\": forms: ", "control characters"]),
    ] {
        let told = told(&[("mine.csv", &format!("id,class,forms,part_of,latitude\n{row}\n"))], &[]);
        assert_eq!(told.is_empty(), expected.is_empty(), "{row}: {told}");
        for part in expected {
            assert!(told.contains(part), "{row}: expected {part:?} in {told:?}");
        }
    }
}

#[test]
fn examples_name_columns_of_their_table() {
    for (lines, expected) in [
        ("row = { kind = \"date\" }", &[][..]),
        (
            "row = { knid = \"date\" }",
            &["dates/odd.toml:5: row: expected columns of dates, found \"knid\"", "mean \"kind\"?"],
        ),
        (
            "row = { kind = \"date\" }\nothers = [{ kind = \"date\" }, { rul = \"x\" }]",
            &["dates/odd.toml:5: others: ", "mean \"rule\"?"],
        ),
        (
            "row = { kind = \"date\" }\nreference_date = 10:00:00",
            &["reference_date: expected a day such as 2020-12-10, found 10:00:00"],
        ),
        (
            "row = { kind = [1] }",
            &["row: kind: expected a text, a number, a day or true or false, found array"],
        ),
        ("rwo = {}", &["mean \"row\"?"]),
    ] {
        let rule = format!(
            "name = \"odd\"\nsummary = \"s\"\npattern = '{{part}} {{season}}'\nreading = \"civil-date\"\n\
             [[example]]\ntext = \"a\"\n{lines}\n[[counterexample]]\ntext = \"b\"\nbecause = \"c\"\n"
        );
        let told = told(&[], &[("dates/odd.toml", &rule)]);
        assert_eq!(told.is_empty(), expected.is_empty(), "{lines}: {told}");
        for part in expected {
            assert!(told.contains(part), "{lines}: expected {part:?} in {told:?}");
        }
    }
}

#[test]
fn the_fingerprint_changes_with_each_of_the_programs_own_files() {
    let fingerprint = |path: &str, text: &str| {
        Engine::builder().own_file(path, text).build().expect("it loads").fingerprint().to_owned()
    };
    let plain = Engine::builder().build().expect("it loads").fingerprint().to_owned();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in ["lexicon/schema.toml", "rules/phrases.toml", "lexicon/quantity/units.toml"] {
        let text = std::fs::read_to_string(root.join(path)).expect("it is there");
        assert_eq!(fingerprint(path, &text), plain, "{path}");
        assert_ne!(fingerprint(path, &format!("{text}\n# more\n")), plain, "{path}");
    }
}
