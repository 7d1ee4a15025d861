//! Reading files of corrections: a mistake is told with its line, and never passed over.

use super::model::{Correction, Line, Verdict};
use crate::error::{Error, Result};
use crate::suggestion::{with_nearest, with_nearest_listed};
use std::sync::Arc;

/// Reads the lines of a file; `tables` are the tables whose rows can be corrected, with the columns that can be set. Empty
/// lines are passed over.
///
/// # Errors
/// A line that is no correction: no JSON, an unknown key, verdict, table or column, or values that do not go with its
/// verdict.
pub fn read(file: &str, text: &str, tables: &[(&'static str, &'static [&'static str])]) -> Result<Vec<Line>> {
    let name: Arc<str> = file.into();
    let lines = text.strip_prefix('\u{FEFF}').unwrap_or(text).lines().zip(1..);
    let mut out = Vec::new();
    for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty()) {
        let at = |message: &str| Error::configuration(message).at(format!("{file}:{number}"));
        let correction: Correction =
            serde_json::from_str(line).map_err(|cause| at(&with_nearest_listed(&cause.to_string())))?;
        sound(&correction, tables).map_err(|message| at(&message))?;
        out.push(Line { file: Arc::clone(&name), number, correction });
    }
    Ok(out)
}

/// Whether the parts of a correction go together.
fn sound(
    correction: &Correction,
    tables: &[(&'static str, &'static [&'static str])],
) -> std::result::Result<(), String> {
    let names = || tables.iter().map(|(name, _)| *name);
    let Some((_, columns)) = tables.iter().find(|(name, _)| *name == correction.table) else {
        let known: Vec<&str> = names().collect();
        let message = format!("table: expected one of {}, found {:?}", known.join(", "), correction.table);
        return Err(with_nearest(message, &correction.table, names()));
    };
    if let Some(column) = correction.set.keys().find(|column| !columns.contains(&column.as_str())) {
        let message = format!(
            "set: expected columns of {} that people can set ({}), found {column:?}",
            correction.table,
            columns.join(", ")
        );
        return Err(with_nearest(message, column, columns.iter().copied()));
    }
    if let Some((column, value)) =
        correction.set.iter().chain(&correction.was).find(|(_, value)| value.is_array() || value.is_object())
    {
        return Err(format!("{column}: expected a value of a cell, found {value}"));
    }
    let quote = &correction.quote;
    match correction.verdict {
        Verdict::Correct if correction.set.is_empty() => {
            Err("verdict correct: expected values in `set`, found none".to_owned())
        }
        Verdict::Accept | Verdict::Reject | Verdict::Unsure if !correction.set.is_empty() => {
            Err("set: expected it with the verdicts correct and add alone, found it with another".to_owned())
        }
        Verdict::Accept | Verdict::Reject | Verdict::Correct if correction.row_id.is_none() => {
            Err("row_id: expected the id of the row, found none".to_owned())
        }
        _ if quote.exact.trim().is_empty() => {
            Err("quote.exact: expected the words of the row, found none".to_owned())
        }
        _ if quote.char_end < quote.char_start => {
            let (start, end) = (quote.char_start, quote.char_end);
            Err(format!("quote: expected char_end from {start} on, found {end}"))
        }
        _ if correction.reviewer.trim().is_empty() => {
            Err("reviewer: expected the name of who says it, found none".to_owned())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: &[(&str, &[&str])] = &[("dates", &["edtf", "kind"]), ("figures", &["value"])];

    const GOOD: &str = r#"{"table":"dates","row_id":"d-1","verdict":"correct","set":{"edtf":"2020-11-09"},"was":{"edtf":"2019-11-10"},"doc_id":"a","quote":{"exact":"روز","prefix":"","suffix":"","char_start":1,"char_end":4},"reviewer":"مینا"}"#;

    #[test]
    fn a_line_is_read_and_empty_ones_are_passed_over() {
        let lines = read("c.jsonl", &format!("\u{FEFF}{GOOD}\n\n{GOOD}\r\n"), TABLES).unwrap();
        assert_eq!(lines.iter().map(Line::place).collect::<Vec<_>>(), ["c.jsonl:1", "c.jsonl:3"]);
        assert_eq!(lines[0].correction, lines[1].correction);
        let written = serde_json::to_string(&lines[0].correction).unwrap();
        assert_eq!(read("c", &written, TABLES).unwrap()[0].correction, lines[0].correction);
    }

    #[test]
    fn each_mistake_is_told_with_its_line_and_the_nearest_name() {
        for (from, to, words) in [
            ("\"row_id\"", "\"rowid\"", "did you mean \"row_id\""),
            ("\"correct\"", "\"corect\"", "did you mean \"correct\""),
            ("\"dates\"", "\"date\"", "did you mean \"dates\""),
            ("{\"edtf\":\"2020-11-09\"}", "{\"edft\":\"2020-11-09\"}", "did you mean \"edtf\""),
            ("{\"edtf\":\"2020-11-09\"}", "{\"edtf\":[1]}", "a value of a cell"),
            ("\"set\":{\"edtf\":\"2020-11-09\"},", "", "expected values in `set`"),
            ("\"correct\"", "\"accept\"", "with another"),
            ("\"row_id\":\"d-1\",", "", "the id of the row"),
            ("\"exact\":\"روز\"", "\"exact\":\" \"", "the words of the row"),
            ("\"char_end\":4", "\"char_end\":0", "from 1 on"),
            ("\"مینا\"", "\"\"", "the name of who says it"),
            ("{\"table\"", "\"table\"", "c.jsonl:2"),
        ] {
            let wrong = GOOD.replacen(from, to, 1);
            assert_ne!(wrong, GOOD, "{from}");
            let error = read("c.jsonl", &format!("{GOOD}\n{wrong}"), TABLES).unwrap_err();
            let said = error.to_string();
            assert!(said.contains("c.jsonl:2") && said.contains(words), "{from}: {said}");
        }
    }
}
