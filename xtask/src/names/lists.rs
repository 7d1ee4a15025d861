//! What lists of words say of words: of which kind they are, whether somebody is named so, and how common they are. A word that the
//! sentences do not have is known by that too.

use jadval::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where the lists stand in the checkout: of each word, what it is and how common.
pub(crate) const LISTS: &str = "corpus/words/words.tsv";

/// How many clusterings lists make.
pub(crate) const LISTED: usize = 2;

/// What lists say of words, by the number of each word: the number of its kind, and how many digits its frequency has.
pub(crate) type Lists = BTreeMap<u32, [u8; LISTED]>;

/// Reads the lists; `number` says by which number a word is known.
pub(crate) fn read(root: &Path, number: impl Fn(&str) -> Option<u32>) -> Result<Lists> {
    let path = root.join(LISTS);
    let text = std::fs::read_to_string(&path)
        .map_err(|cause| Error::io("read the lists of words", &path, &cause))?;
    let fault = |line: usize| {
        Error::configuration("expected a word, its kind and a digit").at(format!(
            "{}:{}",
            path.display(),
            line + 1
        ))
    };
    let mut rows: Vec<(&str, &str, u8)> = Vec::new();
    for (line, row) in text.lines().enumerate() {
        let mut cells = row.split('\t');
        let (Some(word), Some(kind), Some(digits), None) =
            (cells.next(), cells.next(), cells.next().and_then(|digits| digits.parse().ok()), cells.next())
        else {
            return Err(fault(line));
        };
        rows.push((word, kind, digits));
    }
    let kinds: BTreeSet<&str> = rows.iter().map(|(_, kind, _)| *kind).collect();
    let kinds: BTreeMap<&str, u8> = kinds.into_iter().zip(0..).collect();
    let mut lists = Lists::new();
    for (word, kind, digits) in rows {
        if let (Some(word), Some(kind)) = (number(word), kinds.get(kind)) {
            lists.entry(word).or_insert([*kind, digits]);
        }
    }
    Ok(lists)
}
