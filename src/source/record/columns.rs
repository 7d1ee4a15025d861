//! Which columns or keys of a record hold what.

use crate::suggestion::with_nearest;
use serde::Serialize;

/// The names of the columns of a table, or keys of a JSON object, that are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Columns {
    /// The text.
    pub text: String,
    /// The id of the document.
    pub id: String,
    /// "Today" for relative dates.
    pub date: String,
    /// The title.
    pub title: String,
}

/// Names that texts often have, first those that little else has.
const TEXTS: [&str; 14] = [
    "text",
    "content",
    "body",
    "article",
    "full_text",
    "article_text",
    "raw_text",
    "paragraph",
    "sentence",
    "abstract",
    "description",
    "document",
    "message",
    "caption",
];

/// How many of them little else has.
const SURE: usize = 7;

impl Default for Columns {
    fn default() -> Self {
        Self {
            text: "text".into(),
            id: "doc_id".into(),
            date: "reference_date".into(),
            title: "title".into(),
        }
    }
}

impl Columns {
    /// Where the columns for text, id, day and title stand among those of a table.
    pub(in crate::source) fn places(&self, heads: &[String]) -> [Option<usize>; 4] {
        let place =
            |name: &String| heads.iter().position(|head| head.trim() == name).filter(|_| !name.is_empty());
        [&self.text, &self.id, &self.date, &self.title].map(place)
    }

    /// Whether a table with these columns is a corpus whose texts nobody has found yet: one was named that it has not, or it
    /// has a column that is called as those of texts are.
    pub(in crate::source) fn wants_text<'n>(&self, mut heads: impl Iterator<Item = &'n str>) -> bool {
        let is_named = self.text != Self::default().text;
        !self.text.is_empty()
            && (is_named
                || heads.any(|head| TEXTS[..SURE].iter().any(|name| head.trim().eq_ignore_ascii_case(name))))
    }

    /// What is wrong where the text is not among the names that there are.
    pub(in crate::source) fn missing_text<'n>(
        &self,
        what: &str,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> String {
        let listed: Vec<String> = names.clone().take(12).map(|name| format!("{name:?}")).collect();
        let listed = if listed.is_empty() { format!("no {what}") } else { listed.join(", ") };
        let message =
            format!("expected the {what} {:?}, found a record without it: it has {listed}", self.text);
        let common = |name: &&str| TEXTS.iter().any(|common| name.eq_ignore_ascii_case(common));
        match names.clone().find(common) {
            Some(name) => format!("{message}; --text-column {name} reads that one"),
            None => with_nearest(message, &self.text, names),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_text_names_what_there_is_and_what_it_may_be() {
        let said = |names: &[&str]| Columns::default().missing_text("key", names.iter().copied());
        assert!(
            said(&["id", "Content"]).ends_with("\"id\", \"Content\"; --text-column Content reads that one")
        );
        assert!(said(&["id", "texts"]).contains("did you mean \"texts\"?"));
        assert!(said(&[]).ends_with("it has no key"));
    }
}
