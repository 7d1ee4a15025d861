//! What loaders refuse of files that people write, one file for each kind of file: where it is, what was found, what was
//! expected, and the nearest name.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod classes;
mod lexicons;
mod limits;
mod patterns;
mod phrases;
mod rules;

use jadval_grammar::Error;
use jadval_grammar::lexicon::{Lexicon, LexiconBuilder, Schema};
use jadval_grammar::rule::{ReadingKind, RuleSet, RuleSetBuilder, RuleTable};

const TABLES: [RuleTable; 2] = [
    RuleTable {
        name: "things",
        rows: "things",
        readings: &[
            ReadingKind::new("thing", &[&["thing", "thing2", "size"]]),
            ReadingKind::new("sized", &[&["thing", "size"]]).needing(&[&["thing"], &["size", "thing2"]]),
            ReadingKind::new("told", &[&["thing"]])
                .needing_in(&[("loud", "thing")])
                .with_senses(&["loud", "silent"]),
        ],
    },
    RuleTable { name: "places", rows: "places", readings: &[ReadingKind::new("place", &[&["place"]])] },
];

const SCHEMA: &str = "[[class]]\nname = \"thing\"\nmeans = \"entity\"\n\
    keys = { size = \"integer\", weight = \"number\", part_of = \"entry of entity\" }\n\
    [[class]]\nname = \"place\"\nmeans = \"entity\"\n\
    [[class]]\nname = \"numeral\"\nkeys = { role = \"text\", value = \"integer\" }\n";

/// The lexicon of one word for each class, and of the files of a user.
fn lexicon(added: &[(&str, &str)]) -> Result<Lexicon, Error> {
    let mut builder = LexiconBuilder::new(Schema::parse("schema.toml", SCHEMA)?);
    for (class, id, word) in [("thing", "bridge", "پل"), ("place", "hill", "کوه"), ("joint", "from", "از")]
    {
        let text = format!(
            "class = \"{class}\"\nsummary = \"s\"\nframe = \"{{}}\"\n[[entry]]\nid = \"{id}\"\nforms = [\"{word}\"]"
        );
        builder.add("lexicon/words.toml", &text, false)?;
    }
    added.iter().try_for_each(|(name, text)| builder.add(name, text, true))?;
    builder.build()
}

/// A rule of this name, which is to have some lines.
fn rule(name: &str, lines: &str) -> String {
    let pattern = if lines.contains("pattern") { "" } else { "pattern = '{thing}'\n" };
    let reading = if lines.contains("reading") { "" } else { "reading = \"thing\"\n" };
    format!(
        "name = \"{name}\"\nsummary = \"s\"\n{pattern}{reading}{lines}\n\
         [[example]]\ntext = \"a\"\nrow = {{}}\n[[counterexample]]\ntext = \"b\"\nbecause = \"c\"\n"
    )
}

/// What comes of the program's own rules and of the files of a user.
fn rules(own: &[(&str, &str)], added: &[(&str, &str)]) -> Result<RuleSet, Error> {
    let mut builder = RuleSetBuilder::new(&TABLES);
    own.iter().try_for_each(|(path, text)| builder.add(path, text, false))?;
    added.iter().try_for_each(|(path, text)| builder.add(path, text, true))?;
    builder.build(&lexicon(&[])?)
}

/// What is told of the files of a user; nothing where they load.
fn told(added: &[(&str, &str)]) -> String {
    rules(&[], added).map_or_else(|error| error.to_string(), |_| String::new())
}

/// Asserts that a message says several things.
#[track_caller]
fn says(message: &str, expected: &[&str]) {
    for part in expected {
        assert!(message.contains(part), "expected {part:?} in {message:?}");
    }
}
