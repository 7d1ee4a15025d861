//! Names of sentences that stand beside the checkout, marked apart from them: the text is not ours to keep here, and what is marked in
//! it is.
//!
//! The first line of a file names the source. Each further line is a sentence of it, in cells between tabs: the number of its line,
//! where it begins there and how long it is in characters, the sum of its text, and its names between blanks, each as
//! `kind:start+length` in characters of the sentence.

use super::corpus::{MARKS, Names};
use jadval::{Error, Result};
use sha2::{Digest, Sha256};
use std::path::Path;

/// How many digits of the sum of a text are written.
const DIGITS: usize = 8;

/// The source that a file of marks is of.
pub(super) fn source(marks: &str) -> Option<&str> {
    marks.lines().next()?.strip_prefix("source\t")
}

/// The sentences of a source whose names a file marks.
pub(super) fn read(path: &Path, marks: &str, source: &str) -> Result<Vec<(String, Names)>> {
    let lines: Vec<&str> = source.lines().collect();
    let fault = |n: usize, what: &str| {
        Err(Error::configuration(what.to_owned()).at(format!("{}:{}", path.display(), n + 1)))
    };
    let mut sentences = Vec::new();
    for (n, row) in marks.lines().enumerate().skip(1) {
        let Some(row) = Row::read(row) else {
            return fault(n, "expected line, start, length, sum and names of a sentence");
        };
        let Some(text) = row.text(&lines) else {
            return fault(n, "the source has another text here than the one that was marked");
        };
        let Some(names) = row.names(&text) else {
            return fault(n, "expected names inside of their sentence, kind:start+length each");
        };
        sentences.push((text, names));
    }
    Ok(sentences)
}

/// A line of marks.
struct Row<'m> {
    line: usize,
    start: usize,
    length: usize,
    sum: &'m str,
    names: &'m str,
}

impl<'m> Row<'m> {
    fn read(row: &'m str) -> Option<Self> {
        let mut cells = row.split('\t');
        let mut number = || cells.next()?.parse().ok();
        let (line, start, length) = (number()?, number()?, number()?);
        let read = Self { line, start, length, sum: cells.next()?, names: cells.next()? };
        cells.next().is_none().then_some(read)
    }

    /// The text of the sentence, if it is the one that was marked.
    fn text(&self, lines: &[&str]) -> Option<String> {
        let line = lines.get(self.line.checked_sub(1)?)?;
        let text: String = line.chars().skip(self.start).take(self.length).collect();
        (sum(&text) == self.sum).then_some(text)
    }

    fn names(&self, text: &str) -> Option<Names> {
        let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bytes.push(text.len());
        let name = |name: &str| {
            let (kind, place) = name.split_once(':')?;
            let (start, length) = place.split_once('+')?;
            let (start, length): (usize, usize) = (start.parse().ok()?, length.parse().ok()?);
            let kind = MARKS.iter().position(|known| *known == kind)?;
            Some((*bytes.get(start)?..*bytes.get(start.checked_add(length)?)?, kind))
        };
        self.names.split_ascii_whitespace().map(name).collect()
    }
}

/// The first digits of the sum of a text.
fn sum(text: &str) -> String {
    let mut digits: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    digits.truncate(DIGITS);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "سطر نخست.\nباران بارید. سارا از یزد آمد. برف نیامد.\n";

    fn of(row: &str) -> Result<Vec<(String, Names)>> {
        read(Path::new("marks.tsv"), &format!("source\train.txt\n{row}\n"), SOURCE)
    }

    #[test]
    fn the_text_comes_from_its_source() {
        let text = "سارا از یزد آمد.";
        let sentences = of(&format!("2\t13\t16\t{}\tp:0+4 pl:8+3", sum(text))).unwrap();
        let [(read, names)] = &sentences[..] else { panic!("{} sentences", sentences.len()) };
        assert_eq!(read, text);
        let names: Vec<(&str, &str)> =
            names.iter().map(|(name, kind)| (&text[name.clone()], MARKS[*kind])).collect();
        assert_eq!(names, [("سارا", "p"), ("یزد", "pl")]);
        assert_eq!(source("source\train.txt\n"), Some("rain.txt"));
    }

    #[test]
    fn a_sentence_may_be_without_names() {
        assert_eq!(of(&format!("1\t0\t9\t{}\t", sum("سطر نخست."))).unwrap(), [("سطر نخست.".into(), vec![])]);
    }

    #[test]
    fn another_text_is_told() {
        let sum = sum("سارا از یزد آمد.");
        // Text that has moved, a line that there is not, and marks that are none.
        for (row, told) in [
            (format!("2\t12\t16\t{sum}\tp:0+4"), "another text"),
            (format!("4\t13\t16\t{sum}\tp:0+4"), "another text"),
            (format!("0\t13\t16\t{sum}\tp:0+4"), "another text"),
            (format!("2\t13\t16\t{sum}\tp:0+40"), "inside of their sentence"),
            (format!("2\t13\t16\t{sum}\tx:0+4"), "inside of their sentence"),
            (format!("2\t13\t{sum}\tp:0+4"), "expected line"),
            (format!("2\t13\t16\t{sum}\tp:0+4\tp:0+4"), "expected line"),
        ] {
            let told_is = of(&row).unwrap_err().to_string();
            assert!(told_is.contains(told) && told_is.contains("marks.tsv:2"), "{row}: {told_is}");
        }
    }
}
