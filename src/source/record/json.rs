//! A corpus of JSON lines: `{"doc_id": …, "text": …, "reference_date": …?, "title": …?}`, under these keys or others.

use super::Columns;
use super::model::{Entry, Found, Given, Picked, Record, Records};
use crate::source::sum::sha256;
use crate::source::{Defect, Reading};
use crate::text::OriginPlace;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufRead, Read};

/// The lines of a file.
pub(in crate::source) struct Lines {
    lines: Box<dyn BufRead + Send>,
    line: u64,
    start: u64,
    /// Whether the file cannot be read again for its sum.
    sums: bool,
}

impl Lines {
    pub(in crate::source) fn new(lines: Box<dyn BufRead + Send>, sums: bool) -> Self {
        Self { lines, line: 0, start: 0, sums }
    }

    /// The next line with its end; a byte order mark before the first is dropped. A line above the limit
    /// is passed over without ever being held.
    fn next_line(&mut self, limit: u64) -> Option<Result<Vec<u8>, Defect>> {
        if self.line == 0
            && let Ok(start) = self.lines.fill_buf()
            && start.starts_with(b"\xEF\xBB\xBF")
        {
            self.lines.consume(3);
            self.start = 3;
        }
        let mut line = Vec::new();
        // The line end does not count against the limit.
        let read = (&mut self.lines).take(limit.saturating_add(2)).read_until(b'\n', &mut line);
        self.line += 1;
        let start = self.start;
        match read {
            Ok(0) => return None,
            Ok(length) => self.start += length as u64,
            Err(cause) => {
                self.lines = Box::new(io::empty());
                return Some(Err(Defect::unreadable(cause).at(start)));
            }
        }
        let body = line.strip_suffix(b"\n").unwrap_or(&line);
        if body.strip_suffix(b"\r").unwrap_or(body).len() as u64 > limit {
            if !line.ends_with(b"\n") {
                match self.lines.skip_until(b'\n') {
                    Ok(rest) => self.start += rest as u64,
                    Err(cause) => return Some(Err(Defect::unreadable(cause).at(start))),
                }
            }
            let mut defect = Defect::too_large(self.start - start, limit).at(start);
            defect.message = format!("line {}: {}", self.line, defect.message);
            return Some(Err(defect));
        }
        Some(Ok(line))
    }

    fn found(&self, line: &[u8], reading: &Reading) -> Result<Found, Defect> {
        let start = self.start - line.len() as u64;
        let body = line.strip_suffix(b"\n").unwrap_or(line);
        let body = body.strip_suffix(b"\r").unwrap_or(body);
        let record = parse(body, &reading.columns, self.line, start)?;
        Ok(Found {
            record,
            line: self.line,
            start: Some(start),
            bytes: body.len() as u64,
            sha256: self.sums.then(|| sha256(body)),
            place: OriginPlace::Record { line: self.line, pointer: pointer(&reading.columns.text) },
        })
    }
}

impl Records for Lines {
    fn next(&mut self, reading: &Reading) -> Option<Result<Entry, Defect>> {
        loop {
            return match self.next_line(reading.max_document_bytes)? {
                Ok(line) if line.trim_ascii().is_empty() => continue,
                Ok(line) => Some(self.found(&line, reading).map(Entry::Record)),
                Err(defect) => Some(Err(defect)),
            };
        }
    }
}

/// The JSON Pointer of a key.
pub(super) fn pointer(key: &str) -> Cow<'static, str> {
    match key {
        "text" => Cow::Borrowed("/text"),
        _ => Cow::Owned(format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
    }
}

/// Picks the keys that columns name; a corpus may carry any others.
struct Picker<'c>(&'c Columns);

impl<'de> DeserializeSeed<'de> for Picker<'_> {
    type Value = Picked;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Picked, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Picker<'_> {
    type Value = Picked;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Picked, A::Error> {
        let (columns, mut picked, mut seen) = (self.0, Picked::default(), [false; 4]);
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let named = [&columns.text, &columns.id, &columns.date, &columns.title];
            let Some(at) = named.iter().position(|name| **name == key) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if std::mem::replace(&mut seen[at], true) {
                return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
            }
            match at {
                0 => picked.text = Some(map.next_value()?),
                1 => picked.doc_id = map.next_value::<Option<Scalar>>()?.map(Scalar::text),
                2 => picked.date = map.next_value::<Option<Scalar>>()?.map(Scalar::given),
                _ => picked.title = map.next_value::<Option<Scalar>>()?.map(Scalar::text),
            }
        }
        Ok(picked)
    }
}

/// A string or a number.
enum Scalar {
    Text(String),
    Whole(i64),
    Number(f64),
}

impl<'de> Deserialize<'de> for Scalar {
    /// Whatever else is there is never held, however long it is.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl Visitor<'_> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a number")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Whole(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Scalar, E> {
        Ok(i64::try_from(number).map_or(Scalar::Number(number as f64), Scalar::Whole))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number))
    }
}

/// The keys of an object that has no text, as many as are worth telling of; its values are never held.
struct Keys(Vec<String>);

/// The most of them.
const KEYS: usize = 1000;

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(KeysVisitor)
    }
}

struct KeysVisitor;

impl<'de> Visitor<'de> for KeysVisitor {
    type Value = Keys;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
        let mut keys: Vec<String> = Vec::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            map.next_value::<IgnoredAny>()?;
            if keys.len() < KEYS && !keys.iter().any(|known| **known == key) {
                keys.push(key.into_owned());
            }
        }
        Ok(Keys(keys))
    }
}

impl Scalar {
    fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
        }
    }

    fn given(self) -> Given {
        match self {
            Self::Text(text) => Given::Text(text),
            Self::Whole(number) => Given::Number(number as f64),
            Self::Number(number) => Given::Number(number),
        }
    }
}

/// Reads one line; `number` counts from 1 and `start` is the line's first byte in the file.
pub(super) fn parse(line: &[u8], columns: &Columns, number: u64, start: u64) -> Result<Record, Defect> {
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
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let picked =
        Picker(columns).deserialize(&mut deserializer).and_then(|picked| deserializer.end().map(|()| picked));
    let picked = picked.map_err(|e| {
        // serde_json counts columns in bytes, from 1; 0 stands for the start.
        let column = e.column().saturating_sub(1);
        let reason = e.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        match e.classify() {
            Category::Data => here("wrong-type", format!("{reason} (column {})", column + 1), column),
            _ => here(
                "bad-json",
                format!("expected a JSON object, found: {reason} (column {})", column + 1),
                column,
            ),
        }
    })?;
    let has_text = picked.text.is_some();
    let keys =
        if has_text { Vec::new() } else { serde_json::from_str(text).map_or(Vec::new(), |Keys(keys)| keys) };
    let keys = || keys.iter().map(String::as_str).collect();
    picked.record(columns, "key", keys).map_err(|(code, what)| here(code, what, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;

    #[test]
    fn a_record_with_all_keys_and_others() {
        let line =
            r#"{"doc_id":"n/1","text":"خبر","reference_date":"2020-12-10","title":"تیتر","lang":["fa"]}"#;
        let record = parse(line.as_bytes(), &Columns::default(), 1, 0).expect("record");
        assert_eq!(record.doc_id.as_deref(), Some("n/1"));
        assert_eq!((record.text.as_str(), record.reference), ("خبر", Some(Day(18606))));
        assert_eq!(record.title.as_deref(), Some("تیتر"));
    }

    #[test]
    fn other_keys_numeric_ids_and_days_of_any_form_are_read() {
        let columns =
            Columns { text: "body".into(), id: "id".into(), date: "published".into(), title: "head".into() };
        for (published, day) in [
            ("\"1399-09-20\"", Some(Day(18_606))),
            ("1607558400", Some(Day(18_606))),
            ("\"2020-12-10T10:00:00Z\"", Some(Day(18_606))),
            ("\"\"", None),
            ("null", None),
        ] {
            let line = format!(r#"{{"id": 17, "body": "خبر", "published": {published}, "text": 5}}"#);
            let record = parse(line.as_bytes(), &columns, 1, 0).expect("record");
            assert_eq!(
                (record.doc_id.as_deref(), record.text.as_str(), record.reference),
                (Some("17"), "خبر", day)
            );
        }
        assert_eq!(pointer("a/b~"), "/a~1b~0");
    }

    #[test]
    fn every_defect_names_its_line_and_byte() {
        for (line, code, words) in [
            (&b"not json"[..], "bad-json", "JSON object"),
            (br#"{"text": "a""#, "bad-json", "JSON object"),
            (br#"{"doc_id": "a"}"#, "missing-text", "\"text\""),
            (br#"{"text": 5}"#, "wrong-type", "expected a string"),
            (br#"["a", "b", null, null]"#, "wrong-type", "JSON object"),
            (br#"{"text": "a", "reference_date": "1442-03-20"}"#, "bad-date", "1442"),
            (br#"{"text": "a", "doc_id": [5]}"#, "wrong-type", "column"),
            (br#"{"text": "a", "text": "b"}"#, "wrong-type", "duplicate"),
            (br#"{"content": "a", "id": 5}"#, "missing-text", "--text-column content"),
            (b"{\"text\": \"\xFF\"}", "broken-utf8", "byte 10"),
            (br#"{"text": "a\u0000"}"#, "binary", "NUL"),
        ] {
            let defect = parse(line, &Columns::default(), 7, 100).expect_err("defect");
            assert_eq!(defect.code, code, "{defect:?}");
            assert!(defect.message.starts_with("line 7: ") && defect.message.contains(words), "{defect:?}");
            assert!(defect.byte_offset.is_some_and(|at| (100..=112 + 100).contains(&at)), "{defect:?}");
        }
    }
}
