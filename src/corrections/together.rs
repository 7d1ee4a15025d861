//! Files of several people put together.

use super::model::{Correction, Line, Verdict};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What tells a row: its table, document and id, or of a missing row its words and place.
type Subject<'l> = (&'l str, &'l str, Option<&'l str>, &'l str, u32);

/// Where a row stands: its table, the bytes that its document was read from, its words and their first character.
type Place<'l> = (&'l str, &'l str, &'l str, u32);

/// The lines of several files as one file has them: each once, and of what one person said of a row the last.
#[must_use]
pub fn merged(lines: &[Line]) -> Vec<&Line> {
    let rows = Rows::of(lines.iter());
    let mut last: BTreeMap<(Subject<'_>, &str), usize> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let key = (rows.subject(&line.correction), line.correction.reviewer.as_str());
        last.entry(key)
            .and_modify(|known| {
                let before = lines.get(*known).and_then(|line| line.correction.at.as_ref());
                if line.correction.at.as_ref() >= before {
                    *known = at;
                }
            })
            .or_insert(at);
    }
    let mut kept: Vec<usize> = last.into_values().collect();
    kept.sort_unstable();
    kept.into_iter().filter_map(|at| lines.get(at)).collect()
}

/// The rows that people say different things of, each with the lines that say them; who is unsure disagrees with nobody.
#[must_use]
pub fn disagreements<'l>(lines: &[&'l Line]) -> Vec<Vec<&'l Line>> {
    let rows = Rows::of(lines.iter().copied());
    let mut by_subject: BTreeMap<Subject<'l>, Vec<&'l Line>> = BTreeMap::new();
    for &line in lines.iter().filter(|line| line.correction.verdict != Verdict::Unsure) {
        by_subject.entry(rows.subject(&line.correction)).or_default().push(line);
    }
    let differ = |lines: &Vec<&Line>| {
        let mut said = lines.iter().map(|line| says(&line.correction));
        let first = said.next();
        said.any(|other| Some(other) != first)
    };
    by_subject.into_values().filter(differ).collect()
}

/// The rows that lines are about. Releases may call a row by different ids, and people look at datasets of different
/// releases: where two ids stand at one place of one source, and nobody names both, they are of one row.
struct Rows<'l> {
    /// The first id that is named for a place; none where somebody names two for it.
    at: BTreeMap<Place<'l>, Option<Subject<'l>>>,
}

impl<'l> Rows<'l> {
    fn of(lines: impl Iterator<Item = &'l Line>) -> Self {
        let mut named: BTreeMap<(Place<'l>, &str), Subject<'l>> = BTreeMap::new();
        let mut at: BTreeMap<Place<'l>, Option<Subject<'l>>> = BTreeMap::new();
        for correction in lines.map(|line| &line.correction) {
            let Some(place) = place(correction) else { continue };
            let subject = named_subject(correction);
            at.entry(place).or_insert(Some(subject));
            let known = *named.entry((place, &correction.reviewer)).or_insert(subject);
            if known != subject {
                at.insert(place, None);
            }
        }
        Self { at }
    }

    fn subject(&self, correction: &'l Correction) -> Subject<'l> {
        let known = place(correction).and_then(|place| *self.at.get(&place)?);
        known.unwrap_or_else(|| named_subject(correction))
    }
}

/// The place of a row that has an id, where its source is told.
fn place(correction: &Correction) -> Option<Place<'_>> {
    let source = correction.doc_sha256.as_deref().filter(|_| correction.row_id.is_some())?;
    Some((&correction.table, source, &correction.quote.exact, correction.quote.char_start))
}

fn named_subject(correction: &Correction) -> Subject<'_> {
    let place = if correction.row_id.is_some() { 0 } else { correction.quote.char_start };
    let words = if correction.row_id.is_some() { "" } else { correction.quote.exact.as_str() };
    (&correction.table, &correction.doc_id, correction.row_id.as_deref(), words, place)
}

fn says(correction: &Correction) -> (Verdict, &Map<String, Value>) {
    (correction.verdict, &correction.set)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corrections::read;

    fn lines(said: &[(&str, &str, &str, &str)]) -> Vec<Line> {
        let written: Vec<String> = said
            .iter()
            .map(|(row, verdict, who, at)| {
                format!(r#"{{"table":"dates","row_id":"{row}","verdict":"{verdict}","doc_id":"a","quote":{{"exact":"x","char_start":0,"char_end":1}},"reviewer":"{who}","at":"{at}"}}"#)
            })
            .collect();
        read("c", &written.join("\n"), &[("dates", &["edtf"])]).unwrap()
    }

    #[test]
    fn the_last_word_of_each_person_is_kept_and_disagreements_are_found() {
        let all = lines(&[
            ("d-1", "accept", "a", "2"),
            ("d-1", "reject", "a", "1"),
            ("d-1", "accept", "b", "1"),
            ("d-2", "accept", "a", "1"),
            ("d-2", "reject", "b", "1"),
            ("d-3", "accept", "a", "1"),
            ("d-3", "unsure", "b", "1"),
            ("d-3", "accept", "a", "1"),
        ]);
        let kept = merged(&all);
        let told: Vec<u32> = kept.iter().map(|line| line.number).collect();
        assert_eq!(told, [1, 3, 4, 5, 7, 8]);
        let rows = disagreements(&kept);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].iter().map(|line| line.number).collect::<Vec<_>>(), [4, 5]);
    }

    #[test]
    fn ids_of_two_releases_at_one_place_are_one_row() {
        let line = |row: &str, verdict: &str, who: &str, sum: &str, at: u32| {
            format!(
                r#"{{"table":"dates","row_id":"{row}","verdict":"{verdict}","doc_id":"a","doc_sha256":"{sum}","quote":{{"exact":"x","char_start":{at},"char_end":{}}},"reviewer":"{who}"}}"#,
                at + 1
            )
        };
        let disagree = |said: &[String]| {
            let all = read("c", &said.join("\n"), &[("dates", &["edtf"])]).unwrap();
            disagreements(&merged(&all)).len()
        };
        let sum = "0".repeat(64);
        let mine = line("d-1", "accept", "a", &sum, 3);
        assert_eq!(disagree(&[mine.clone(), line("d-9", "reject", "b", &sum, 3)]), 1);
        // The same words elsewhere, and in another source.
        assert_eq!(disagree(&[mine.clone(), line("d-9", "reject", "b", &sum, 4)]), 0);
        assert_eq!(disagree(&[mine.clone(), line("d-9", "reject", "b", &"1".repeat(64), 3)]), 0);
        // Who names both ids has seen two rows there.
        let both = [mine, line("d-9", "accept", "a", &sum, 3), line("d-9", "reject", "b", &sum, 3)];
        assert_eq!(disagree(&both), 1);
        let both = [both[0].clone(), both[1].clone(), line("d-1", "accept", "b", &sum, 3)];
        assert_eq!(disagree(&both), 0);
    }
}
