//! Brat's standoff: `T1<TAB>LABEL START END<TAB>words` beside a text.

use super::offsets::RawSpan;
use super::raw::{MOST, RawDocument};
use crate::error::{Error, Result};
use crate::source::read_settings;
use std::path::{Path, PathBuf};

/// Reads all `.ann` files of a folder.
pub(super) fn read(folder: &Path, files: &[PathBuf]) -> Result<Vec<RawDocument>> {
    let mut out = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "ann")) {
        let place = file.display().to_string();
        let text = file.with_extension("txt");
        let text = if text.is_file() { Some(read_settings(&text, "gold", MOST)?) } else { None };
        let text = text.map(|text| text.strip_prefix('\u{FEFF}').map(ToOwned::to_owned).unwrap_or(text));
        let mut spans = Vec::new();
        for (line, number) in read_settings(file, "gold", MOST)?.lines().zip(1..) {
            // Relations, events, attributes and notes are about spans that stand in lines of their own.
            if line.starts_with('T') {
                let place = format!("{place}:{number}");
                spans.push(span(line, &place).ok_or_else(|| {
                    let message = format!("expected T, a label with two numbers and words, with tabs between them, found {line:?}");
                    Error::configuration(message).at(&place)
                })?);
            }
        }
        let stem = file.strip_prefix(folder).unwrap_or(file).with_extension("");
        let id = Some(stem.to_string_lossy().replace('\\', "/"));
        out.push(RawDocument { place, id, text, spans });
    }
    Ok(out)
}

/// A span; one in several pieces goes from the first to the last, and its words are not compared.
fn span(line: &str, place: &str) -> Option<RawSpan> {
    let mut parts = line.splitn(3, '\t');
    let (_, head, words) = (parts.next()?, parts.next()?, parts.next());
    let (label, numbers) = head.split_once(' ')?;
    let pieces: Vec<(u64, u64)> = numbers
        .split(';')
        .map(|piece| {
            piece
                .trim()
                .split_once(' ')
                .and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)))
        })
        .collect::<Option<_>>()?;
    Some(RawSpan {
        place: place.to_owned(),
        label: label.to_owned(),
        start: pieces.first()?.0,
        end: pieces.last()?.1,
        words: words.filter(|_| pieces.len() == 1).map(ToOwned::to_owned),
        ..RawSpan::default()
    })
}
