//! Ids of rows and groups, and the counts that tell equal rows apart.

use super::letters;
use crate::table::schema::{Group, Table};
use crate::text::Span;
use arrayvec::ArrayString;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Crockford's base 32: no letter that can be taken for a digit.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters of an id behind its hyphen.
const ID_DIGITS: usize = 13;

/// Length of the longest id: a table's name, a hyphen, and thirteen characters.
const LONGEST: usize = 31;

/// A row's id. Rows are many and ids short, so none has memory of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowId(ArrayString<LONGEST>);

impl RowId {
    fn new(prefix: &str, hash: u64) -> Self {
        let mut digits = [b'-'; 1 + ID_DIGITS];
        for (n, place) in digits.iter_mut().rev().take(ID_DIGITS).enumerate() {
            *place = DIGITS[((hash >> (5 * n)) & 31) as usize];
        }
        let mut id = ArrayString::new();
        let name = prefix.get(..LONGEST - digits.len()).unwrap_or(prefix);
        for part in [name, std::str::from_utf8(&digits).unwrap_or_default()] {
            // Both together are never longer.
            let _ = id.try_push_str(part);
        }
        Self(id)
    }

    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Gives the rows of one document their ids.
#[derive(Debug, Default)]
pub(crate) struct RowIds {
    seen: FxHashMap<u64, u64>,
    key: Vec<u8>,
}

impl RowIds {
    /// Forgets the counts; the next rows belong to another document.
    pub(crate) fn next_document(&mut self) {
        self.seen.clear();
    }

    /// Makes room for the counts of so many further rows.
    pub(crate) fn expect(&mut self, rows: usize) {
        self.seen.reserve(rows);
    }

    /// The id of the row of `table` that stands at `span`. Rows that may share a span are told apart by
    /// `aspect`, a word of the row's own.
    pub(crate) fn of_span(
        &mut self,
        table: &Table,
        doc_id: &str,
        aspect: &str,
        text: &str,
        span: Span,
    ) -> RowId {
        self.begin(table.name, doc_id, aspect, text, span);
        if !table.whole {
            let before = text.get(..span.start as usize).unwrap_or_default();
            let behind = text.get(span.end as usize..).unwrap_or_default();
            letters::push_context(&mut self.key, before, behind);
        }
        self.finish(table.id_prefix.unwrap_or(table.name))
    }

    /// The id of the group whose first row stands at `span`.
    pub(crate) fn of_group(&mut self, group: &Group, doc_id: &str, text: &str, span: Span) -> RowId {
        self.begin(group.name, doc_id, "", text, span);
        self.finish(group.id_prefix)
    }

    /// The id of a row of a table of whole sentences and more, by the letters of its words ([`letters::push_words`]).
    pub(crate) fn of_letters(&mut self, table: &Table, doc_id: &str, aspect: &str, letters: &[u8]) -> RowId {
        self.begin_with(table.name, doc_id, aspect);
        self.key.extend_from_slice(letters);
        self.key.push(0);
        self.finish(table.id_prefix.unwrap_or(table.name))
    }

    /// Begins the key of what stands at a span.
    fn begin(&mut self, space: &str, doc_id: &str, aspect: &str, text: &str, span: Span) {
        self.begin_with(space, doc_id, aspect);
        letters::push_words(&mut self.key, text.get(span.range()).unwrap_or_default());
        self.key.push(0);
    }

    fn begin_with(&mut self, space: &str, doc_id: &str, aspect: &str) {
        self.key.clear();
        for part in [space, doc_id, aspect] {
            self.push(part);
        }
    }

    /// The id of a row that is about another row.
    pub(crate) fn of_row(&mut self, table: &Table, doc_id: &str, aspect: &str, row_id: &str) -> RowId {
        self.key.clear();
        for part in [table.name, doc_id, aspect, row_id] {
            self.push(part);
        }
        self.finish(table.id_prefix.unwrap_or(table.name))
    }

    fn push(&mut self, part: &str) {
        self.key.extend_from_slice(part.as_bytes());
        self.key.push(0);
    }

    fn finish(&mut self, prefix: &str) -> RowId {
        let mut hash = xxh3_64(&self.key);
        let count = self.seen.entry(hash).or_insert(0);
        if *count > 0 {
            hash = xxh3_64_with_seed(&self.key, *count);
        }
        *count += 1;
        RowId::new(prefix, hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::table;
    use proptest::prelude::*;

    fn ids(text: &str, spans: &[Span]) -> Vec<String> {
        let table = table("dates").unwrap();
        let mut ids = RowIds::default();
        spans.iter().map(|&span| ids.of_span(table, "doc", "", text, span).as_str().to_owned()).collect()
    }

    /// The words of a text as spans.
    fn words(text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut start = 0;
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            if !word.is_empty() {
                spans.push(Span::new(start as u32, (start + word.len()) as u32));
            }
            start += part.len();
        }
        spans
    }

    fn shifted(spans: &[Span], by: usize) -> Vec<Span> {
        let by = by as u32;
        spans.iter().map(|span| Span::new(span.start + by, span.end + by)).collect()
    }

    proptest! {
        #[test]
        fn no_two_rows_share_an_id(text in "[ابپ۱۲ \n.]{0,80}") {
            let mut found = ids(&text, &words(&text));
            let count = found.len();
            found.sort();
            found.dedup();
            prop_assert_eq!(found.len(), count);
        }

        #[test]
        fn sentences_and_paragraphs_beside_it_change_no_id(
            text in "[ابپ۱۲ \n]{1,80}",
            extra in "[a-z ۳]{0,40}",
        ) {
            let spans = words(&text);
            for (head, tail) in [(". ", ". "), (".\n", ".\n"), ("\n\n", "\n\n"), ("\r\n\r\n", "\n \n")] {
                let head = format!("{extra}{head}");
                let grown = format!("{head}{text}{tail}{extra}");
                prop_assert_eq!(ids(&text, &spans), ids(&grown, &shifted(&spans, head.len())));
            }
        }

        #[test]
        fn lines_that_are_broken_elsewhere_change_no_id(
            text in proptest::collection::vec("[ابپ۱۲.]{1,6}", 1..30),
            breaks in proptest::collection::vec(any::<bool>(), 30),
        ) {
            let broken: String =
                text.iter().zip(&breaks).flat_map(|(word, end)| [word.as_str(), if *end { "\n" } else { " " }]).collect();
            let whole = text.join(" ") + " ";
            prop_assert_eq!(ids(&whole, &words(&whole)), ids(&broken, &words(&broken)));
            // A span that the end of a line cuts is one with a space there.
            let all = [Span::new(0, whole.len() as u32)];
            prop_assert_eq!(ids(&whole, &all), ids(&broken, &all));
        }

        #[test]
        fn ids_have_the_form_of_their_table(text in "\\PC{1,40}") {
            for id in ids(&text, &words(&text)) {
                prop_assert_eq!(id.len(), 15);
                prop_assert!(id.starts_with("d-"));
                prop_assert!(id.bytes().skip(2).all(|b| DIGITS.contains(&b)));
            }
        }
    }

    #[test]
    fn marks_and_spaces_around_do_not_matter() {
        let plain = "در سال ۱۳۹۹ بود";
        let marked = "در  سالِ، ۱۳۹۹ «بو\u{640}د»";
        let at = |text: &str| {
            let start = text.find('۱').unwrap() as u32;
            ids(text, &[Span::new(start, start + 8)])
        };
        assert_eq!(at(plain), at(marked));
    }

    #[test]
    fn whole_sentences_are_known_by_their_words_alone() {
        let table = table("segments").unwrap();
        let span = Span::new(0, 4);
        let id = |text: &str| RowIds::default().of_span(table, "doc", "sentence", text, span);
        assert_eq!(id("2020 a"), id("2020 b"));
        // A second one is told apart.
        let mut ids = RowIds::default();
        let [one, other] = [0, 5]
            .map(|start| ids.of_span(table, "doc", "sentence", "2020 2020", Span::new(start, start + 4)));
        assert_ne!(one, other);
    }

    #[test]
    fn document_and_neighbours_do_matter() {
        let table = table("dates").unwrap();
        let span = Span::new(0, 4);
        let id = |doc: &str, text: &str| RowIds::default().of_span(table, doc, "", text, span);
        assert_ne!(id("one", "2020"), id("two", "2020"));
        assert_ne!(id("one", "2020 a"), id("one", "2020 b"));
    }
}
