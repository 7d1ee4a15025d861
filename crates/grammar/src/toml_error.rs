//! Errors that point into a TOML file: `file:line:column`, the sentence, and the line itself.

use crate::Error;
use crate::suggestion::with_nearest_listed;
use std::ops::Range;
use std::sync::Arc;

/// Most characters of a line that an error shows.
const SHOWN: usize = 200;

/// Where the lines of a text end, so that the line of each of many places is found without a count from its beginning.
#[derive(Debug)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// The lines of a text.
    #[must_use]
    pub fn new(source: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', source.as_bytes()).collect())
    }

    /// The number of the line, from 1, on which a byte of the text stands.
    #[must_use]
    pub fn of(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }
}

/// A configuration error about this range of bytes of a TOML file.
pub fn point(file: &str, source: &str, span: Range<usize>, message: &str) -> Error {
    let before = source.get(..span.start).unwrap_or(source);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    let text = source.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let marked =
        source.get(span.clone()).unwrap_or_default().lines().next().unwrap_or_default().chars().count();
    let gutter = " ".repeat(line.to_string().len());
    let message = message.trim().replace('\n', ", ").replace(unprintable, "\u{FFFD}");
    let place = format!("{file}:{line}:{column}");
    // Nobody reads a line of a megabyte, nor one of control characters.
    if column + marked > SHOWN || text.chars().nth(SHOWN).is_some() || text.contains(unprintable) {
        return Error::configuration(message).at(place);
    }
    let snippet = format!(
        "{message}\n{gutter} |\n{line} | {text}\n{gutter} | {}{}",
        " ".repeat(column - 1),
        "^".repeat(marked.max(1))
    );
    Error::configuration(snippet).at(place)
}

/// Whether a character would do something to a terminal.
fn unprintable(c: char) -> bool {
    c.is_control() && c != '\t'
}

/// A place in a TOML file, for mistakes that show later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlPlace {
    file: String,
    source: Arc<str>,
    span: Range<usize>,
}

impl TomlPlace {
    /// A place in a file of this name and text.
    pub fn new(file: &str, source: &Arc<str>, span: Range<usize>) -> Self {
        Self { file: file.to_owned(), source: Arc::clone(source), span }
    }

    /// A configuration error about this place.
    pub fn error(&self, message: &str) -> Error {
        point(&self.file, &self.source, self.span.clone(), message)
    }
}

/// What the TOML reader refuses.
pub fn refused(file: &str, source: &str, error: &toml::de::Error) -> Error {
    point(file, source, error.span().unwrap_or(0..0), &with_nearest_listed(error.message()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_counted_from_one_and_in_characters() {
        let source = "name = \"a\"\nنام = 5\n";
        let error = point("p.toml", source, 18..19, "expected «name»");
        assert_eq!(error.to_string(), "p.toml:2:5: expected «name»\n  |\n2 | نام = 5\n  |     ^");
    }

    #[test]
    fn a_place_outside_the_file_is_its_end() {
        assert!(point("p.toml", "a = 1", 90..91, "x").to_string().starts_with("p.toml:1:6"));
    }
}
