//! Files of several people put together.

use super::model::{Correction, Line, Verdict};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What is said to be the same row: its table, document and id, or of a missing row its place.
type Subject<'l> = (&'l str, &'l str, Option<&'l str>, &'l str, u32);

/// The lines of several files as one file has them: each once, and of what one person said of a row the last.
#[must_use]
pub fn merged(lines: &[Line]) -> Vec<&Line> {
    let mut last: BTreeMap<(Subject<'_>, &str), usize> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let key = (subject(&line.correction), line.correction.reviewer.as_str());
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
    let mut by_subject: BTreeMap<Subject<'l>, Vec<&'l Line>> = BTreeMap::new();
    for &line in lines.iter().filter(|line| line.correction.verdict != Verdict::Unsure) {
        by_subject.entry(subject(&line.correction)).or_default().push(line);
    }
    let differ = |lines: &Vec<&Line>| {
        let mut said = lines.iter().map(|line| says(&line.correction));
        let first = said.next();
        said.any(|other| Some(other) != first)
    };
    by_subject.into_values().filter(differ).collect()
}

fn subject(correction: &Correction) -> Subject<'_> {
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
}
