//! Gold: what people say a document's tables should hold.
//!
//! A document is a text file and a file of JSON lines beside it. The first line may be about the document (`about`,
//! `reference_date`); each other one is a row: `line` (1-based), `table`, `text` (exactly the span, which begins in that line), `nth` (which of its
//! occurrences in the line, 1 where it is left out), and the cells that the row should have. A clause has no `text`:
//! it stands where its `label` does.

use crate::error::{Error, Result};
use crate::text::Span;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What the first line of a gold file says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// What the document is, in one line.
    pub about: String,
    /// "Today" of the document, in ISO 8601.
    pub reference_date: Option<String>,
}

/// A row that a document should have.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldRow {
    /// The table.
    pub table: String,
    /// The span in bytes; of a clause, its line.
    pub span: Span,
    /// The cells, by the names that the gold gives them.
    pub cells: Map<String, Value>,
}

impl GoldRow {
    /// A cell as text; a missing or null one is the empty string.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        self.cells.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// A cell as a number.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<f64> {
        self.cells.get(key).and_then(Value::as_f64)
    }
}

/// Reads the rows of one document. `name` stands in messages.
///
/// # Errors
/// A line that is no JSON object of this form, or a text that its line does not have.
pub fn read(name: &str, text: &str, lines: &str) -> Result<(About, Vec<GoldRow>)> {
    let starts = line_starts(text);
    let mut about = About::default();
    let mut rows = Vec::new();
    for (n, line) in lines.lines().enumerate() {
        let place = || format!("{name}, line {}", n + 1);
        let malformed = |cause: serde_json::Error| Error::configuration(cause.to_string()).at(place());
        let cells: Map<String, Value> = serde_json::from_str(line).map_err(malformed)?;
        if n == 0 && cells.contains_key("about") {
            about = serde_json::from_value(Value::Object(cells)).map_err(malformed)?;
            continue;
        }
        rows.push(row(text, &starts, cells).map_err(|problem| Error::configuration(problem).at(place()))?);
    }
    Ok((about, rows))
}

fn row(text: &str, starts: &[usize], mut cells: Map<String, Value>) -> std::result::Result<GoldRow, String> {
    let table = match cells.remove("table") {
        Some(Value::String(table)) => table,
        other => return Err(format!("expected a table, found {}", other.unwrap_or(Value::Null))),
    };
    let number = cells.remove("line").as_ref().and_then(Value::as_u64).unwrap_or(0) as usize;
    let start = number.checked_sub(1).and_then(|at| starts.get(at)).copied();
    let Some(start) = start else {
        return Err(format!("expected a line from 1 to {}, found {number}", starts.len()));
    };
    let end = starts.get(number).map_or(text.len(), |next| next - 1);
    let nth = cells.remove("nth").as_ref().and_then(Value::as_u64).unwrap_or(1) as usize;
    let Some(Value::String(words)) = cells.remove("text") else {
        return Ok(GoldRow { table, span: Span::new(start as u32, end as u32), cells });
    };
    let behind = text.get(start..).unwrap_or_default();
    let found = occurrences(behind, &words).nth(nth.saturating_sub(1)).filter(|at| start + at < end);
    let Some(at) = found else {
        let line = text.get(start..end).unwrap_or_default();
        return Err(format!("expected «{words}» (number {nth}) in line {number}, found «{line}»"));
    };
    let span = Span::new((start + at) as u32, (start + at + words.len()) as u32);
    Ok(GoldRow { table, span, cells })
}

/// Where words begin in a text, occurrences that overlap included.
fn occurrences<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = usize> + 't {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(words)?;
        from = at + text.get(at..)?.chars().next().map_or(1, char::len_utf8);
        Some(at)
    })
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "دو شهر\nدو پل و دو راه\n";

    fn spans(lines: &str) -> Result<Vec<String>> {
        let (_, rows) = read("gold", TEXT, &format!("{{\"about\":\"roads\"}}\n{lines}"))?;
        Ok(rows.iter().map(|row| format!("{}-{}", row.span.start, row.span.end)).collect())
    }

    #[test]
    fn rows_stand_where_their_words_do() {
        let rows = r#"{"line":2,"table":"figures","text":"دو","nth":2,"value":2}"#;
        assert_eq!(spans(rows).unwrap(), ["25-29"]);
        let broken_line = r#"{"line":1,"table":"figures","text":"شهر\nدو"}"#;
        assert_eq!(spans(broken_line).unwrap(), ["5-16"]);
    }

    #[test]
    fn what_the_line_does_not_have_is_an_error() {
        for (row, expected) in [
            (r#"{"line":1,"table":"figures","text":"دو","nth":2}"#, "(number 2) in line 1"),
            (r#"{"line":9,"table":"figures","text":"دو"}"#, "from 1 to 3"),
            (r#"{"line":1,"text":"دو"}"#, "expected a table"),
            ("{", "line 2"),
        ] {
            let message = spans(row).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
        }
    }
}
