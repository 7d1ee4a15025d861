//! One line of a `.jsonl` corpus: `{"doc_id": …, "text": …, "reference_date": …?, "title": …?}`.

use super::{Defect, parse_day};
use crate::calendar::Day;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::error::Category;

/// The JSON Pointer of a record's text.
pub(super) const TEXT: &str = "/text";

/// What one line holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) doc_id: Option<String>,
    pub(super) text: String,
    pub(super) reference: Option<Day>,
    pub(super) title: Option<String>,
}

/// The keys we know; a corpus may carry any others.
#[derive(Deserialize)]
struct Keys {
    #[serde(default)]
    doc_id: Option<String>,
    text: String,
    #[serde(default)]
    reference_date: Option<String>,
    #[serde(default)]
    title: Option<String>,
}

/// Reads one line; `number` counts from 1 and `start` is the line's first byte in the file.
pub(super) fn parse(line: &[u8], number: u64, start: u64) -> Result<Record, Defect> {
    let here = |code, what: String, column: usize| {
        Defect::new(code, format!("line {number}: {what}")).at(start + column as u64)
    };
    let text = simdutf8::compat::from_utf8(line).map_err(|e| {
        let what = format!("expected UTF-8, found a broken sequence at byte {} of the line", e.valid_up_to());
        here("broken-utf8", what, e.valid_up_to())
    })?;
    // Serde would also read a list as the keys in their order.
    if !text.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok() {
        return Err(here("wrong-type", "expected a JSON object, found another JSON value".into(), 0));
    }
    let keys: Keys = serde_json::from_str(text).map_err(|e| {
        // serde_json counts columns in bytes, from 1; 0 stands for the start.
        let column = e.column().saturating_sub(1);
        let reason = e.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        match e.classify() {
            Category::Data if reason.starts_with("missing field") => {
                here("missing-text", "expected the key \"text\", found a record without it".into(), 0)
            }
            Category::Data => here("wrong-type", format!("{reason} (column {})", column + 1), column),
            _ => here(
                "bad-json",
                format!("expected a JSON object, found: {reason} (column {})", column + 1),
                column,
            ),
        }
    })?;
    if keys.text.contains('\0') {
        return Err(here("binary", "expected text, found a NUL character in it".into(), 0));
    }
    let reference = keys
        .reference_date
        .map(|written| parse_day(&written))
        .transpose()
        .map_err(|what| here("bad-date", format!("reference_date: {what}"), 0))?;
    let doc_id = keys.doc_id.filter(|id| !id.trim().is_empty());
    Ok(Record { doc_id, text: keys.text, reference, title: keys.title })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_with_all_keys_and_others() {
        let line =
            r#"{"doc_id":"n/1","text":"خبر","reference_date":"2020-12-10","title":"تیتر","lang":["fa"]}"#;
        let record = parse(line.as_bytes(), 1, 0).expect("record");
        assert_eq!(record.doc_id.as_deref(), Some("n/1"));
        assert_eq!((record.text.as_str(), record.reference), ("خبر", Some(Day(18606))));
        assert_eq!(record.title.as_deref(), Some("تیتر"));
    }

    #[test]
    fn every_defect_names_its_line_and_byte() {
        for (line, code, words) in [
            (&b"not json"[..], "bad-json", "JSON object"),
            (br#"{"text": "a""#, "bad-json", "JSON object"),
            (br#"{"doc_id": "a"}"#, "missing-text", "\"text\""),
            (br#"{"text": 5}"#, "wrong-type", "expected a string"),
            (br#"["a", "b", null, null]"#, "wrong-type", "JSON object"),
            (br#"{"text": "a", "reference_date": "1399-09-20"}"#, "bad-date", "Hijri"),
            (b"{\"text\": \"\xFF\"}", "broken-utf8", "byte 10"),
            (br#"{"text": "a\u0000"}"#, "binary", "NUL"),
        ] {
            let defect = parse(line, 7, 100).expect_err("defect");
            assert_eq!(defect.code, code, "{defect:?}");
            assert!(defect.message.starts_with("line 7: ") && defect.message.contains(words), "{defect:?}");
            assert!(defect.byte_offset.is_some_and(|at| (100..=112 + 100).contains(&at)), "{defect:?}");
        }
    }
}
