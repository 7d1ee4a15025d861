//! The classes that code reads by name, and the keys that their entries may have.
//!
//! A class that stands neither here nor in a rule's pattern is read by nobody; a key that does not stand with its class
//! has no effect. Neither loads.

use super::file::{EntryText, LexiconFile};
use crate::error::{Error, Result};
use crate::suggestion::with_nearest;

/// A class, and what its entries may say of themselves beside their words.
#[derive(Clone, Copy, Debug)]
pub struct ClassSchema {
    /// Its name.
    pub class: &'static str,
    /// The keys that a reader reads.
    keys: &'static [&'static str],
    /// Those that it reads besides what several classes have.
    further: &'static [&'static str],
    /// Keys that are for people alone: where a value comes from, or what an entry is called in English.
    pub notes: &'static [&'static str],
    /// Whether its forms are parts of words, which are not looked for in texts: stems and endings.
    pub parts: bool,
}

const fn class(class: &'static str, keys: &'static [&'static str]) -> ClassSchema {
    ClassSchema { class, keys, further: &[], notes: &[], parts: false }
}

const fn parts(class: &'static str) -> ClassSchema {
    ClassSchema { class, keys: &[], further: &[], notes: &[], parts: true }
}

impl ClassSchema {
    const fn and(self, further: &'static [&'static str]) -> Self {
        Self { further, ..self }
    }

    const fn notes(self, notes: &'static [&'static str]) -> Self {
        Self { notes, ..self }
    }

    /// The keys that a reader reads.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().chain(self.further).copied()
    }

    /// All keys that its entries may have.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        self.keys().chain(self.notes.iter().copied())
    }
}

/// Keys of every entity.
const ENTITY: &[&str] = &["name_en", "name_fa", "wikidata", "iso3166", "part_of", "ambiguous_forms", "cue"];
/// Further keys of an entity that lies somewhere.
const PLACE: &[&str] = &["capital_of", "latitude", "longitude", "population"];
const MONTH: &[&str] = &["calendar", "month"];

/// Every class that code reads by name, by the module that reads it first.
pub const SCHEMA: &[ClassSchema] = &[
    // lexicon
    class(SUFFIX, &["spaced"]),
    parts("present-stem"),
    parts("past-stem"),
    parts("verb-prefix"),
    parts("verb-ending"),
    // particles
    class("and", &[]),
    class("or", &[]),
    class("that", &[]),
    class("from", &[]),
    class("to", &[]),
    class("toward", &[]),
    class("over", &[]),
    class("for", &[]),
    class("this-one", &[]),
    class("that-one", &[]),
    class("each", &[]),
    // numeral
    class(NUMERAL, &["role", "value"]),
    // segment
    class("provision-head", &["rank"]),
    class("enumerator", &["value", "abjad"]),
    class("instrument", &[]),
    class("instrument-closing", &[]),
    class("signing-word", &[]),
    class("language-word", &[]),
    // dates
    class("clear-month", MONTH),
    class("common-month", MONTH),
    class("risky-month", MONTH),
    class("glued-month", MONTH),
    class("weekday", &["weekday"]),
    class("named-day", &["calendar", "month", "day"]),
    class("season", &["season"]),
    class("era-name", &["era"]),
    class("before-christ", &["era"]),
    class("era-letter", &["era"]),
    class("hijri-letter", &["era"]),
    class("year-kind", &["era"]),
    class("part", &["modifier"]),
    class("portion", &["half", "quarter", "months"]),
    class("relative-day", &["days"]),
    class("relative-year", &["years"]),
    class("neighbour", &["steps", "narrative"]),
    class("this", &["steps", "narrative"]),
    class("ago", &["direction"]),
    class("lately", &[]),
    class("glued-length", &["count", "unit"]),
    class("indefinite-unit-word", &["unit"]),
    class("millennium-word", &["unit"]),
    class("century-word", &["unit"]),
    class("decade-word", &["unit"]),
    class("year-word", &["unit"]),
    class("month-word", &["unit"]),
    class("week-word", &["unit"]),
    class("day-word", &["unit"]),
    class("night-word", &["unit"]),
    class("hour-word", &["unit"]),
    class("minute-word", &["unit"]),
    class("second-word", &["unit"]),
    class("hour-fraction", &["minutes"]),
    class("day-part", &["half"]),
    class("zone", &["zone"]),
    class("zone-word", &[]),
    class("approx", &[]),
    class("more-than", &[]),
    class("at-least", &[]),
    class("less-than", &[]),
    class("at-most", &[]),
    class("not-date", &[]),
    class("in-time", &[]),
    class("street-head", &[]),
    class("arc-word", &[]),
    class("number-head", &[]),
    // resolve
    class("pair-word", &[]),
    // figures
    class(
        "unit-of-measure",
        &[
            "code",
            "kind",
            "base",
            "factor",
            "offset",
            "scale",
            "ambiguous_forms",
            "told_by",
            "number",
            "unless",
            "becomes",
            "not_written",
        ],
    ),
    class(
        "currency",
        &[
            "code",
            "base",
            "factor",
            "scale",
            "ambiguous_forms",
            "told_by",
            "number",
            "unless",
            "becomes",
            "not_written",
        ],
    )
    .notes(&["name_en"]),
    class("percent", &["code", "kind"]),
    class("vague", &["value"]),
    class("scale-word", &["value"]),
    class("fraction-word", &["parts"]),
    class("per", &["code"]),
    class("rate-word", &["code", "beside"]),
    class("figure-context", &["senses"]),
    class("reference-head", &["loose"]),
    class("number-idiom", &[]),
    class("classifier", &["counted"]),
    class("function-word", &[]),
    class("number-leader", &[]),
    class("light-verb", &[]),
    class("below-zero", &[]),
    parts("comparative"),
    class("total-word", &[]),
    class("parts-word", &[]),
    // actors
    class("state", ENTITY),
    class("place", ENTITY).and(PLACE).notes(&["geonames"]),
    class("organisation", ENTITY),
    class("armed-force", ENTITY),
    class("company", ENTITY),
    class("media", ENTITY),
    class("group", ENTITY),
    class("person", ENTITY),
    class("given-name", &["ambiguous_forms"]).notes(&["gender"]),
    class("title", &["kind", "doubtful"]),
    class("title-modifier", &[]),
    class("name-tail", &[]),
    class("boundary", &[]),
    class("common-word", &[]),
    class("description", &[]),
    class("cue", &["kinds"]),
    class("body-head", &["kind", "name_en", "led"]),
    class("name-head", &["kind", "words", "outside", "same"]),
    class("portfolio", &["name_en"]),
    class("that-state", &[]),
    class("determiner", &[]),
    class("speech", &[]),
    class("according", &[]),
    class("office-leader", &[]),
    class("descent", &[]),
    class("writes", &[]),
    class("name-bridge", &[]),
    class("alias-leader", &[]),
    class("naming", &[]),
    class("noun-ending", &[]),
    class("place-ending", &[]),
    parts("plural-ending"),
    parts("family-article"),
    class("surname-ending", &["weak", "open"]),
    // clauses
    class("provision-plural", &[]),
    class("reference-joint", &[]),
    class("repeated-provision", &[]),
    class("present-word", &[]),
    class("condition-opener", &["until"]),
    class("obligation-word", &[]),
    class("permission-word", &[]),
    class("prohibition-word", &[]),
    class("future-auxiliary", &[]),
    class("negated-future", &[]),
    class("present-verb", &[]),
    class("copula", &[]),
    class("negative-copula", &[]),
    class("body-noun", &[]),
    class("demonstrative", &[]),
    class("adverbial-opener", &[]),
    class("supervision-opener", &[]),
    class("recipient-opener", &[]),
    class("delivery-opener", &[]),
    class("transfer-word", &[]),
    class("agent-opener", &[]),
    class("deadline-opener", &[]),
    class("effect-opener", &[]),
    class("span-opener", &[]),
    class("definition-opener", &[]),
    class("passive-verb", &[]),
    class("passive-participle", &[]),
    class("undergone-verb", &[]),
    class("individually", &[]),
    class("together", &[]),
    class("phrase-end", &[]),
    class("recurrence", &[]),
];

/// What is known of a class that code reads.
#[must_use]
pub fn schema(class: &str) -> Option<&'static ClassSchema> {
    SCHEMA.iter().find(|known| known.class == class)
}

/// Refuses an entry with a key that its class does not have, or that calls a form ambiguous which it does not have.
pub(super) fn check_entries(name: &str, file: &LexiconFile) -> Result<()> {
    for entry in &file.entries {
        check_keys(&file.class, entry)
            .and_then(|()| check_ambiguous(entry))
            .map_err(|cause| cause.at(format!("{name}, entry {:?}", entry.id)))?;
    }
    Ok(())
}

fn check_keys(class: &str, entry: &EntryText) -> Result<()> {
    let schema = schema(class);
    let known = || schema.iter().flat_map(|schema| schema.all());
    let unknown = |key: &&String| !known().any(|known| known == key.as_str());
    let Some(key) = entry.attributes.keys().find(unknown) else { return Ok(()) };
    let expected: Vec<&str> = ["id", "forms", "example"].into_iter().chain(known()).collect();
    let message = format!(
        "unknown key {key:?}: expected one of {} for an entry of class {class:?}",
        expected.join(", ")
    );
    Err(Error::configuration(with_nearest(message, key, expected)))
}

fn check_ambiguous(entry: &EntryText) -> Result<()> {
    let ambiguous = entry.attributes.get("ambiguous_forms").and_then(toml::Value::as_array);
    let mut ambiguous = ambiguous.into_iter().flatten().filter_map(toml::Value::as_str);
    let forms = || entry.forms.iter().map(String::as_str);
    let Some(lost) = ambiguous.find(|form| !forms().any(|known| known == *form)) else { return Ok(()) };
    let message = format!("ambiguous_forms: expected some of the entry's forms, found {lost:?}");
    Err(Error::configuration(with_nearest(message, lost, forms())))
}

/// The class of number words, which [`crate::numeral`] reads.
pub const NUMERAL: &str = "numeral";

/// The class whose entries are suffix sets, not words.
pub(super) const SUFFIX: &str = "suffix";
