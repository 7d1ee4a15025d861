//! The names of the checks, each once: stable, so that reports can be filtered by them.

/// A check that datasets are put to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name in reports.
    pub name: &'static str,
    /// What it asks for, as a sentence.
    pub summary: &'static str,
}

macro_rules! checks {
    ($($constant:ident $name:literal $summary:literal)+) => {
        $(pub(crate) const $constant: Kind = Kind { name: $name, summary: $summary };)+
        /// Every check, in the order in which reports have them.
        pub const CHECKS: &[Kind] = &[$($constant),+];
    };
}

checks! {
    TABLE_PRESENT "table-present" "Every table has its file."
    READABLE "readable" "Every file can be read to its end."
    COLUMNS "columns" "A table has the declared columns, in order, with their types."
    CHECKSUMS "checksums" "Every file is listed in `SHA256SUMS` and has the sum that stands there."
    DESCRIPTIONS "descriptions" "`datapackage.json` and `croissant.json` name the files that are there, with their sizes, sums and columns."
    CSV_AGREES "csv-agrees" "A CSV file has, cell for cell, what the Parquet file has; one for spreadsheets begins with a byte order mark and defuses formulas."
    CSV_FORMULA "csv-formula" "In CSV files for spreadsheets no cell begins like a formula."
    NOT_NULL "not-null" "Required columns have a value in every row."
    VOCABULARY "vocabulary" "Columns with a closed list of values hold values of the list."
    UNIQUE_ID "unique-id" "No two rows of a table share an id."
    REFERENCE "reference" "What refers to a row (segments, documents, entities, clauses, mentions, pairs, anchors, rows of findings) names one that is there."
    ORDER "order" "Bounds are in order: first and last day, lower bound, value and upper bound, begin and end of spans."
    SAME_DAY "same-day" "`solar_start` and `solar_end` are the days of `start_date` and `end_date`."
    EDTF "edtf" "`edtf` is EDTF, and its bounds are `start_date` and `end_date`."
    WRITTEN_PARTS "written-parts" "Months lie in 1..12, days in 1..31; `written_*` parts make the first or last day of an explicit date."
    DURATION "duration" "Durations are ISO 8601."
    CLOCK "clock" "`hour`, `minute` and `second` of a time are those of a clock of 24 hours; no other date has them."
    INSTANT "instant" "Time zones are IANA names, and an instant is that of the row's day and clock there."
    UNIT "unit" "`unit`, `unit_base` and `per` are codes that the lexicon knows: of UCUM, of ISO 4217, `IRT`, or names in braces."
    BASE_VALUE "base-value" "`value_base` and `unit_base` are `value` and `unit` converted."
    CODE "code" "Wikidata and ISO 3166 codes have their form; coordinates lie on the globe."
    COUNTS "counts" "The counts of `documents`, `actors`, `places` and `products` are those of the rows."
    DOCUMENT_ORDER "document-order" "Rows stand in the order of the documents."
    SOURCE_UNCHANGED "source-unchanged" "The source files are those that were read, by their SHA-256."
    GROUNDING "grounding" "Each text is its slice of the text layer, in bytes and in characters."
    LAYER "layer" "A document that is no UTF-8 text file of its own has its text in `texts`, and every text is as long as its document says."
    IDS "ids" "Each row id is what the row and its surroundings give."
    WITHIN "within" "A row begins in the segment, block, clause and statement that it names, and names no row for itself."
    QUOTED "quoted" "The words that a row takes from its text (units, items, labels, roles, conditions, speakers) stand in it."
    ENTITY_KIND "entity-kind" "A mention is of the kind of its entity, and every entity is mentioned."
    HEADING "heading" "`heading_id` of a segment is the last heading before it; of a heading, the last one of a lower level."
    CLAUSE_TREE "clause-tree" "Clauses nest: a part lies in its parent, one level below it, and siblings do not overlap."
    CORRECTION_STALE "correction-stale" "Every correction finds its row: its document and words are there, in one place. A warning: the other rows are sound."
    CORRECTION_CONFLICT "correction-conflict" "No two people say different things of one row. A warning."
    RE_EXTRACTED "re-extracted" "With `--re-extract`: the rows of some documents are what they give when they are extracted again."
    EXPECTATION "expectation" "What the pipeline file expects; the name is the expectation's own, where it has one."
}

/// Checks whose failure leaves the data as sound as they were without them.
const MILD: [Kind; 2] = [CORRECTION_STALE, CORRECTION_CONFLICT];

impl Kind {
    /// Whether its failure is a warning, and no error.
    #[must_use]
    pub fn is_mild(self) -> bool {
        MILD.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_can_be_typed() {
        let mut names: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CHECKS.len());
    }
}
