//! Lexicon files.

use super::{lexicon, says};

/// What is told of the files of a user; nothing where they load.
fn told(files: &[(&str, &str)]) -> String {
    lexicon(files).map_or_else(|error| error.to_string(), |_| String::new())
}

const HEAD: &str = "class = \"thing\"\nsummary = \"s\"\nframe = \"{}\"\n";

/// What is told of a file of a class with entries of these lines, the first of which stands in line 5.
fn of(entries: &[&str]) -> String {
    let entries: String = entries.iter().map(|lines| format!("[[entry]]\n{lines}\n")).collect();
    told(&[("mine.toml", &format!("{HEAD}{entries}"))])
}

#[test]
fn sections_are_toml_however_they_are_written() {
    let entry = "[[class.entry]]\nid = \"a\"\nforms = [\"رود\"]\n";
    for head in [
        "[[class]] # things",
        "  [[class]]",
        "[[ class ]]",
        "[[\"class\"]]",
        "\u{FEFF}[[class]]",
        "# a\r\n[[class]]\r",
    ] {
        let file = format!("{head}\nname = \"thing\"\nsummary = \"s\"\nframe = \"{{}}\"\n{entry}");
        assert_eq!(told(&[("mine.toml", &file)]), "", "{head}");
    }
    let inline = "class = [{ name = \"thing\", summary = \"s\", frame = \"{}\", entry = [{ id = \"a\", forms = [\"رود\"] }] }]";
    assert_eq!(told(&[("mine.toml", inline)]), "");
    // What only looks like one.
    assert_eq!(of(&["id = \"a\"\nforms = [\"رود\"]\nexample = \"\"\"\n[[class]]\n{}\"\"\""]), "");
    says(&told(&[("mine.toml", "class = []")]), &["mine.toml: expected at least one [[class]]"]);
    says(&told(&[("mine.toml", "")]), &["mine.toml:1:1: missing field `class`"]);
    says(&told(&[("mine.toml", "class = 5")]), &["mine.toml:1:9: invalid type"]);
}

#[test]
fn a_mistake_is_told_with_the_line_of_its_entry() {
    let good = "id = \"a\"\nforms = [\"رود\"]";
    for (entry, expected) in [
        ("id = 5\nforms = [\"دره\"]", &["mine.toml:", "invalid type: integer `5`, expected a string"][..]),
        ("id = \"b\"\nforms = \"دره\"", &["mine.toml:", "invalid type: string", "expected a sequence"]),
        ("id = \"b\"\nforms = [5]", &["mine.toml:", "invalid type: integer `5`"]),
        ("id = \"b\"", &["mine.toml:7:", "missing field `forms`"]),
        ("id = \"b\"\nforms = []", &["mine.toml:7, entry \"b\": the entry has no forms"]),
        ("id = \"\"\nforms = [\"دره\"]", &["mine.toml:7, entry \"\": id: expected a name"]),
        (
            "id = \"b \"\nforms = [\"دره\"]",
            &["mine.toml:7, ", "id: expected a name without spaces around it"],
        ),
        ("id = \"a\"\nforms = [\"دره\"]", &["mine.toml:7, entry \"a\": ", "once", "first in mine.toml:4"]),
        (
            "id = \"b\"\nforms = [\"رود\"]",
            &["mine.toml:7: forms \"رود\" of entry \"a\" and \"رود\" of entry \"b\""],
        ),
        ("id = \"b\"\nforms = [\"\"]", &["mine.toml:7, entry \"b\": form \"\" has no letters"]),
        ("id = \"b\"\nforms = [\" \\u200C\\u064B\"]", &["mine.toml:7, entry \"b\": ", "has no letters"]),
        (
            "id = \"b\"\nforms = [\"در\\u0007ه\"]",
            &["mine.toml:7, ", "without control characters, found \"در\\u{7}ه\""],
        ),
        ("id = \"b\"\nforms = [\"در\\nه\"]", &["mine.toml:7, ", "without control characters"]),
        ("id = \"b\"\nforms = [\"دره؛ تپه\"]", &["mine.toml:7, entry \"b\": ", "holds punctuation"]),
        (
            "id = \"b\"\nforms = [\"دره\"]\nsize = \"5\"",
            &["mine.toml:7, entry \"b\": size: expected a whole number"],
        ),
        ("id = \"b\"\nforms = [\"دره\"]\nsize = nan", &["size: expected a whole number, found float"]),
        ("id = \"b\"\nforms = [\"دره\"]\nweight = nan", &["weight: expected a number, found float nan"]),
        ("id = \"b\"\nforms = [\"دره\"]\nweight = -inf", &["weight: expected a number, found float -inf"]),
        (
            "id = \"b\"\nforms = [\"دره\"]\nsiez = 5",
            &["mine.toml:7, ", "unknown key \"siez\"", "mean \"size\"?"],
        ),
        (
            "id = \"b\"\nforms = [\"دره\"]\npart_of = \"hil\"",
            &["mine.toml:7, ", "part_of: ", "\"hil\"", "mean \"hill\"?"],
        ),
        (
            "id = \"b\"\nforms = [\"دره\"]\npart_of = \"b\"",
            &["part_of: expected the id of another entry, found \"b\", which is its own"],
        ),
        (
            "id = \"b\"\nforms = [\"دره\"]\npart_of = \"from\"",
            &["part_of: expected the id of an entry (entity)"],
        ),
        (
            "id = \"b\"\nforms = [\"دره\"]\nrow = { a = 1 }",
            &["mine.toml:7, entry \"b\": the entry has a row and no table"],
        ),
    ] {
        says(&of(&[good, entry]), expected);
    }
    assert_eq!(of(&[good, "id = \"b\"\nforms = [\"دره\"]\npart_of = \"hill\"\nweight = 2.5"]), "");
}

#[test]
fn an_unknown_class_is_told_as_that() {
    for (class, key, expected) in [
        (
            "thign",
            "size = 1",
            &["mine.toml:4, entry \"a\": unknown class \"thign\"", "\"size\"", "mean \"thing\"?"][..],
        ),
        ("tree", "size = 1", &["unknown class \"tree\""]),
        ("word", "", &["mine.toml:1: class: expected another name, found \"word\""]),
        ("", "", &["mine.toml:1: class: expected a name, found \"\""]),
        ("a b", "", &["mine.toml:1: class: expected a name of letters"]),
    ] {
        let file = format!(
            "class = \"{class}\"\nsummary = \"s\"\nframe = \"{{}}\"\n[[entry]]\nid = \"a\"\nforms = [\"رود\"]\n{key}"
        );
        says(&told(&[("mine.toml", &file)]), expected);
    }
}

#[test]
fn a_user_replaces_entries_of_the_program_and_none_of_his_own() {
    let file = |id: &str, word: &str| format!("{HEAD}[[entry]]\nid = \"{id}\"\nforms = [\"{word}\"]\n");
    let replaced = lexicon(&[("mine.toml", &file("bridge", "گذر"))]).unwrap();
    let entry = replaced.entries().iter().find(|entry| entry.id == "bridge").unwrap();
    assert_eq!((entry.forms[0].as_str(), entry.added, entry.line), ("گذر", true, 4));
    let told = told(&[("mine.toml", &file("bridge", "گذر")), ("more.toml", &file("bridge", "معبر"))]);
    says(&told, &["more.toml:4, entry \"bridge\": ", "once", "first in mine.toml:4"]);
}

#[test]
fn lines_are_counted_through_a_whole_file() {
    let mut text = String::from(HEAD);
    (0..3000).for_each(|n| text += &format!("[[entry]]\nid = \"a{n}\"\nforms = [\"رود{n}\"]\n\n"));
    text += "[[entry]]\nid = \"last\"\nforms = []\n";
    says(&told(&[("mine.toml", &text)]), &["mine.toml:12004, entry \"last\""]);
}
