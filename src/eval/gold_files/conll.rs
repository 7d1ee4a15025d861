//! CoNLL: a token and its label a line, an empty line behind each sentence. Places are found by reading the text along.

use super::super::marked::Marked;
use super::offsets::RawSpan;
use super::raw::RawDocument;
use crate::error::{Error, Result};
use std::collections::BTreeMap;

/// A document in work.
#[derive(Default)]
struct Tokens {
    id: Option<String>,
    first_line: usize,
    list: Vec<(String, String, usize)>,
}

/// Reads a file; documents begin at `-DOCSTART-` or `# newdoc id = …`. One without an id is the first whose text has all its
/// tokens.
pub(super) fn read(name: &str, text: &str, documents: &BTreeMap<String, Marked>) -> Result<Vec<RawDocument>> {
    let mut out = Vec::new();
    let mut open = Tokens { first_line: 1, ..Tokens::default() };
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim_end();
        let id = line.strip_prefix("# newdoc id =").map(str::trim);
        if line.starts_with("-DOCSTART-") || id.is_some() {
            let next = Tokens { id: id.map(ToOwned::to_owned), first_line: number, ..Tokens::default() };
            let before = std::mem::replace(&mut open, next);
            out.extend(document(name, before, documents)?);
        } else if line.is_empty() {
            // A name ends with its sentence.
            if let Some((_, label, _)) = open.list.last_mut().filter(|(_, label, _)| !label.is_empty()) {
                label.push(' ');
            }
        } else if !line.starts_with("# ") {
            let mut parts = line.split(['\t', ' ']).filter(|part| !part.is_empty());
            let (Some(token), Some(label)) = (parts.next(), parts.next_back()) else {
                let message = format!("expected a token and its label, found {line:?}");
                return Err(Error::configuration(message).at(format!("{name}:{number}")));
            };
            open.list.push((token.to_owned(), label.to_owned(), number));
        }
    }
    out.extend(document(name, open, documents)?);
    Ok(out)
}

fn document(name: &str, tokens: Tokens, documents: &BTreeMap<String, Marked>) -> Result<Option<RawDocument>> {
    if tokens.list.is_empty() {
        return Ok(None);
    }
    let place = format!("{name}:{}", tokens.first_line);
    let known = match &tokens.id {
        Some(id) => documents.get_key_value(id).map(|(id, has)| (id, has, along(&has.text, &tokens.list))),
        None => {
            let mut tried = documents.iter().map(|(id, has)| (id, has, along(&has.text, &tokens.list)));
            tried.find(|(_, _, found)| found.is_ok())
        }
    };
    let Some((id, has, found)) = known else {
        let message = "expected the tokens of a document of the dataset, found those of none";
        return Err(Error::configuration(message).at(place));
    };
    let places = found.map_err(|at| {
        let (token, line) = tokens.list.get(at).map_or(("", 0), |(token, _, line)| (token.as_str(), *line));
        let message = format!("expected a token of the text of {id:?} in its order, found «{token}»");
        Error::configuration(message).at(format!("{name}:{line}"))
    })?;
    let spans = spans(name, &tokens.list, &places);
    Ok(Some(RawDocument { place, id: Some(id.clone()), text: Some(has.text.to_string()), spans }))
}

/// The characters of each token in a text, which may have spaces between them and nothing else; the first that is not
/// there.
fn along(text: &str, tokens: &[(String, String, usize)]) -> std::result::Result<Vec<(u64, u64)>, usize> {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let mut out = Vec::with_capacity(tokens.len());
    for (n, (token, ..)) in tokens.iter().enumerate() {
        while chars.get(at).is_some_and(|c| c.is_whitespace() || *c == '\u{200c}') {
            at += 1;
        }
        let length = token.chars().count();
        let there = chars.get(at..at + length).is_some_and(|there| there.iter().copied().eq(token.chars()));
        if !there {
            return Err(n);
        }
        out.push((at as u64, (at + length) as u64));
        at += length;
    }
    Ok(out)
}

/// Names from the labels of their tokens: `B-`, `I-`, `E-`, `S-` and `O`, or labels alone.
fn spans(name: &str, tokens: &[(String, String, usize)], places: &[(u64, u64)]) -> Vec<RawSpan> {
    let mut out: Vec<RawSpan> = Vec::new();
    let mut open = false;
    for ((_, label, line), (start, end)) in tokens.iter().zip(places) {
        let (mark, what) = label.trim_end().split_once('-').unwrap_or(("I", label.trim_end()));
        let goes_on = open && mark != "B" && mark != "S" && out.last().is_some_and(|last| last.label == what);
        if what == "O" || what == "_" {
            open = false;
            continue;
        }
        if goes_on {
            if let Some(last) = out.last_mut() {
                last.end = *end;
            }
        } else {
            let place = format!("{name}:{line}");
            out.push(RawSpan {
                place,
                label: what.to_owned(),
                start: *start,
                end: *end,
                ..RawSpan::default()
            });
        }
        open = !label.ends_with(' ') && mark != "E" && mark != "S";
    }
    out
}
