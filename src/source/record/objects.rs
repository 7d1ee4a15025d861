//! A corpus as a JSON file: a list of objects, or objects one after the other over any number of lines.

use super::json::{parse, pointer};
use super::model::{Entry, Found, Records};
use crate::source::{Defect, Reading};
use crate::text::OriginPlace;

/// The objects of a file in memory.
pub(in crate::source) struct Objects {
    bytes: Vec<u8>,
    at: usize,
    line: u64,
    /// Objects so far.
    count: u64,
}

impl Objects {
    pub(in crate::source) fn new(bytes: Vec<u8>) -> Self {
        let at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self { bytes, at, line: 1, count: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) {
        self.line += u64::from(self.peek() == Some(b'\n'));
        self.at += 1;
    }

    /// Goes behind the object that begins here; at the end of the file where it has none.
    fn pass(&mut self) {
        let (mut depth, mut quoted) = (0_usize, false);
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' if quoted => self.step(),
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.step();
            if depth == 0 && !quoted {
                return;
            }
        }
    }
}

impl Records for Objects {
    fn next(&mut self, reading: &Reading) -> Option<Result<Entry, Defect>> {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace() || b"[],".contains(&byte)) {
            self.step();
        }
        let (start, line) = (self.at, self.line);
        match self.peek()? {
            b'{' => self.pass(),
            // Where something else begins, nobody knows where the next object does.
            found => {
                self.at = self.bytes.len();
                let message = format!("line {line}: expected a JSON object, found «{}»", char::from(found));
                return Some(Err(Defect::new("bad-json", message).at(start as u64)));
            }
        }
        let end = self.at.min(self.bytes.len());
        let object = self.bytes.get(start..end).unwrap_or_default();
        let record = parse(object, &reading.columns, line, start as u64);
        self.count += 1;
        Some(record.map(|record| {
            Entry::Record(Found {
                record,
                line: self.count,
                start: Some(start as u64),
                bytes: object.len() as u64,
                sha256: None,
                place: OriginPlace::Record { line, pointer: pointer(&reading.columns.text) },
            })
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(json: &str) -> Vec<Result<(String, u64), &'static str>> {
        let mut objects = Objects::new(json.as_bytes().to_vec());
        let reading = Reading::default();
        std::iter::from_fn(|| objects.next(&reading))
            .map(|entry| match entry {
                Ok(Entry::Record(found)) => Ok((found.record.text, found.line)),
                Ok(Entry::File(_)) => panic!("a file"),
                Err(defect) => Err(defect.code),
            })
            .collect()
    }

    #[test]
    fn objects_of_a_list_and_of_several_lines_are_records() {
        let some = |text: &str, line| Ok((text.to_owned(), line));
        let list = "\u{FEFF}[{\"text\": \"a\\\"}\"},\n{\"x\": {\"y\": [1]},\n \"text\": \"b\"}]\n";
        assert_eq!(texts(list), [some("a\"}", 1), some("b", 2)]);
        assert_eq!(texts("{\n\"text\":\"a\"\n}\n{\"text\":\"b\"}"), [some("a", 1), some("b", 2)]);
        assert_eq!(texts("[{\"id\": 1}, {\"text\": \"b\""), [Err("missing-text"), Err("bad-json")]);
        assert_eq!(texts("[1, 2]"), [Err("bad-json")]);
    }
}
