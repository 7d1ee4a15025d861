//! Finding again, in the state of the last run, what the input brings now.

use super::old::OldState;
use super::record::Record;
use super::{DocumentTrace, FileTrace, Named};
use crate::source::FrontCoding;
use crate::tables::tables;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};
use std::sync::Arc;

/// A document that is as it was.
pub(in crate::pipeline) struct Known {
    pub(in crate::pipeline) trace: DocumentTrace,
    /// Where its rows begin in each table of the old dataset.
    pub(in crate::pipeline) from: Vec<u64>,
}

/// The state of the last run, read forwards beside the input: both have their files in the order of their names.
///
/// What is ahead is seen through a window. Within it everything is found whatever was added, removed or renamed. What
/// lies behind the window comes into it where the order of the names says that the window's beginning is gone, and in one
/// corpus, whose records have no order, where a look at all of it shows that.
pub(in crate::pipeline) struct Recall {
    file: BufReader<File>,
    frame: Vec<u8>,
    names: FrontCoding,
    entities: Vec<Arc<Named>>,
    checks: Vec<Arc<str>>,
    /// Steps that are ahead, and the number of the first of them, counted from the state's beginning.
    window: VecDeque<Step>,
    /// The most that are seen at a time.
    size: usize,
    first: u64,
    at_end: bool,
    /// Numbers of the steps in the window: of files by their sums, of documents by their keys.
    files: FxHashMap<u128, u64>,
    documents: FxHashMap<u128, u64>,
    /// The file of the step before the window.
    file_behind: Box<str>,
    /// Records that were not found, one after the other, and how many it takes before all that is ahead is looked at.
    missed: usize,
    patience: usize,
    /// Where the rows of the next document begin in each table.
    starts: Vec<u64>,
}

/// Records of a corpus that are extracted again before all that is ahead is looked at for the next one.
const PATIENCE: usize = 64;

enum Step {
    File(FileTrace),
    Document(DocumentTrace),
}

/// Steps that a window has where nobody says otherwise, about 20 MB.
const WINDOW: usize = 1 << 16;

impl Recall {
    pub(in crate::pipeline) fn new(state: OldState) -> Option<Self> {
        Self::with_window(state, WINDOW)
    }

    pub(super) fn with_window(state: OldState, size: usize) -> Option<Self> {
        let mut file = state.file;
        file.rewind().ok()?;
        let mut recall = Self {
            file,
            frame: Vec::new(),
            names: FrontCoding::default(),
            entities: Vec::new(),
            checks: Vec::new(),
            window: VecDeque::new(),
            size,
            first: 0,
            at_end: false,
            files: FxHashMap::default(),
            documents: FxHashMap::default(),
            file_behind: Box::default(),
            missed: 0,
            patience: PATIENCE,
            starts: vec![0; tables().len()],
        };
        recall.fill();
        Some(recall)
    }

    /// The document of a text file that surely is as it was.
    pub(in crate::pipeline) fn file(&mut self, file: &FileTrace) -> Option<Known> {
        let at = *self.files.get(&file.sum?)?;
        let next = usize::try_from(at + 1 - self.first).ok()?;
        // Of a file that could not be read there is no document.
        matches!(self.window.get(next)?, Step::Document(_)).then(|| self.take(at + 1))?
    }

    /// The document with this key; it stands in the file of this name.
    pub(in crate::pipeline) fn document(&mut self, key: u128, name: &str) -> Option<Known> {
        let mut comes = false;
        loop {
            if let Some(at) = self.documents.get(&key) {
                return self.take(*at);
            }
            if self.at_end {
                return None;
            }
            let first = match self.window.front()? {
                Step::File(file) => &file.name,
                Step::Document(_) => &self.file_behind,
            };
            match (**first).cmp(name) {
                Ordering::Less => {}
                Ordering::Equal if comes => {}
                Ordering::Equal => {
                    comes = self.comes_behind(key);
                    if !comes {
                        return None;
                    }
                }
                Ordering::Greater => return None,
            }
            self.pass();
            self.fill();
        }
    }

    /// Whether a document comes behind the window, in the file where that ends, if it is time to look.
    fn comes_behind(&mut self, key: u128) -> bool {
        self.missed += 1;
        if self.missed < self.patience {
            return false;
        }
        // Twice as many the next time, so that all looks together take time in proportion.
        (self.missed, self.patience) = (0, 2 * self.patience);
        let Ok(place) = self.file.stream_position() else { return false };
        let mut comes = false;
        while let Some(record) = Record::read(&mut self.file, &mut self.frame) {
            match record {
                Record::Document { key: some, .. } if some == key => comes = true,
                Record::File { .. } => {}
                _ => continue,
            }
            break;
        }
        if self.file.seek(SeekFrom::Start(place)).is_err() {
            self.at_end = true;
        }
        comes
    }

    /// Passes over everything before a document, and over it.
    fn take(&mut self, at: u64) -> Option<Known> {
        (self.missed, self.patience) = (0, PATIENCE);
        while self.first < at {
            self.pass();
        }
        let from = self.starts.clone();
        let step = self.pass();
        self.fill();
        match step? {
            Step::Document(trace) => Some(Known { trace, from }),
            Step::File(_) => None,
        }
    }

    /// Takes the first step out of the window.
    fn pass(&mut self) -> Option<Step> {
        let step = self.window.pop_front()?;
        self.first += 1;
        match &step {
            Step::File(file) => {
                file.sum.map(|sum| self.files.remove(&sum));
                self.file_behind.clone_from(&file.name);
            }
            Step::Document(document) => {
                self.documents.remove(&document.key);
                for (start, rows) in self.starts.iter_mut().zip(&document.rows) {
                    *start += u64::from(*rows);
                }
            }
        }
        Some(step)
    }

    /// Reads on until the window is full.
    fn fill(&mut self) {
        while self.window.len() < self.size && !self.at_end {
            let at = self.first + self.window.len() as u64;
            match self.read() {
                Some(Step::File(file)) => {
                    file.sum.map(|sum| self.files.insert(sum, at));
                    self.window.push_back(Step::File(file));
                }
                Some(Step::Document(document)) => {
                    self.documents.insert(document.key, at);
                    self.window.push_back(Step::Document(document));
                }
                None => self.at_end = true,
            }
        }
    }

    fn read(&mut self) -> Option<Step> {
        loop {
            match Record::read(&mut self.file, &mut self.frame)? {
                Record::File { shared, rest, sum } => {
                    let name = self.names.lengthen(shared, &rest)?.into();
                    return Some(Step::File(FileTrace { name, sum }));
                }
                Record::Entity(entity) => self.entities.push(Arc::new(entity.into_owned())),
                Record::Check(check) => self.checks.push(check.into()),
                Record::Document { key, bytes, language, rows, entities, findings } => {
                    if rows.len() != tables().len() {
                        return None;
                    }
                    let entity =
                        |(at, n): &(u32, u64)| Some((Arc::clone(self.entities.get(*at as usize)?), *n));
                    let check = |(at, n): &(u32, u64)| Some((Arc::clone(self.checks.get(*at as usize)?), *n));
                    return Some(Step::Document(DocumentTrace {
                        key,
                        bytes,
                        language,
                        rows: rows.into_owned(),
                        entities: entities.iter().map(entity).collect::<Option<_>>()?,
                        findings: findings.iter().map(check).collect::<Option<_>>()?,
                    }));
                }
                Record::End(_) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::End;
    use super::super::{Keys, StateWriter, Totals, Trace};
    use super::*;
    use crate::language::Language;
    use crate::pipeline::cache::Cache;
    use proptest::prelude::*;
    use std::time::SystemTime;

    /// A file by its number, and its records by theirs.
    type Corpus = Vec<(u32, Vec<u32>)>;

    fn file(number: u32) -> FileTrace {
        FileTrace { name: format!("{number:04}").into(), sum: Some(number.into()) }
    }

    fn document(file: u32, record: u32) -> DocumentTrace {
        let rows = (0..tables().len() as u32).map(|table| record % 5 + table).collect();
        let (key, bytes) = (u128::from(file) << 32 | u128::from(record), 1);
        let language = Language::Persian;
        DocumentTrace {
            key,
            bytes,
            language,
            rows,
            entities: Vec::new(),
            findings: vec![("a-check".into(), 2)],
        }
    }

    /// What a run over a corpus left, seen through a window.
    fn recall(corpus: &Corpus, window: usize) -> Recall {
        let folder = tempfile::tempdir().expect("a folder");
        let cache =
            Cache { folder: folder.path().to_path_buf(), tool: String::new(), now: SystemTime::UNIX_EPOCH };
        let mut state = StateWriter::create(&cache, folder.path()).expect("a place");
        for (number, records) in corpus {
            state.add(Trace::File(file(*number)));
            records.iter().for_each(|record| state.add(Trace::Document(document(*number, *record))));
        }
        let totals = Totals { rows: vec![0; tables().len()], ..Totals::default() };
        state.finish(End { keys: Keys::default(), sum: String::new(), totals });
        let old = OldState::open(&cache, folder.path()).expect("a state");
        Recall::with_window(old, window).expect("a file")
    }

    /// The documents of a corpus that are found again, with their places.
    fn found(recall: &mut Recall, corpus: &Corpus) -> Vec<Known> {
        let documents = corpus.iter().flat_map(|(file, records)| records.iter().map(move |r| (*file, *r)));
        documents
            .filter_map(|(number, record)| recall.document(document(number, record).key, &file(number).name))
            .collect()
    }

    fn texts(numbers: impl IntoIterator<Item = u32>) -> Corpus {
        numbers.into_iter().map(|number| (number, vec![0])).collect()
    }

    #[test]
    fn more_texts_than_the_window_holds_may_come_and_go() {
        let old = texts(0..500);
        assert_eq!(found(&mut recall(&old, 16), &texts(300..500)).len(), 200);
        assert_eq!(found(&mut recall(&texts(300..500), 16), &old).len(), 200);
        let some = texts((0..500).filter(|number| number % 100 < 50));
        assert_eq!(found(&mut recall(&old, 16), &some).len(), some.len());
        assert_eq!(found(&mut recall(&some, 16), &old).len(), some.len());
    }

    #[test]
    fn of_one_corpus_most_records_are_found_whatever_comes_and_goes() {
        let (old, new) = (vec![(0, (0..500).collect())], vec![(0, (100..500).collect())]);
        assert!(found(&mut recall(&old, 64), &new).len() > 300);
        assert!(found(&mut recall(&new, 64), &old).len() > 300);
    }

    #[test]
    fn a_text_that_was_not_read_is_found_by_its_file() {
        let mut recall = recall(&vec![(0, vec![0]), (1, vec![]), (2, vec![0, 1]), (3, vec![0])], 16);
        assert!(recall.file(&file(1)).is_none());
        assert_eq!(recall.file(&file(2)).expect("a document").trace, document(2, 0));
        assert!(recall.file(&file(0)).is_none());
        assert!(recall.file(&FileTrace { sum: None, ..file(3) }).is_none());
        assert!(recall.file(&file(3)).is_some());
    }

    proptest! {
        #[test]
        fn what_is_found_stands_where_it_stood(
            old in prop::collection::btree_map(0..40_u32, prop::collection::btree_set(0..9_u32, 0..6), 0..30),
            new in prop::collection::btree_map(0..40_u32, prop::collection::btree_set(0..9_u32, 0..6), 0..30),
            window in 1..300_usize,
        ) {
            let corpus = |map: &std::collections::BTreeMap<u32, std::collections::BTreeSet<u32>>| -> Corpus {
                map.iter().map(|(file, records)| (*file, records.iter().copied().collect())).collect()
            };
            let (old, new) = (corpus(&old), corpus(&new));
            let mut starts = vec![0; tables().len()];
            let mut places = Vec::new();
            for (file, records) in &old {
                for record in records {
                    let trace = document(*file, *record);
                    places.push((trace.key, starts.clone()));
                    starts.iter_mut().zip(&trace.rows).for_each(|(start, rows)| *start += u64::from(*rows));
                }
            }
            let known = found(&mut recall(&old, window), &new);
            for known in &known {
                prop_assert!(places.contains(&(known.trace.key, known.from.clone())));
            }
            prop_assert!(known.is_sorted_by(|a, b| a.from < b.from));
            // Whatever a window holds as a whole is found.
            if window == 299 {
                let both = |file: &u32| old.iter().find(|(other, _)| other == file);
                let common = new.iter().filter_map(|(file, records)| {
                    let (_, others) = both(file)?;
                    Some(records.iter().filter(|record| others.contains(record)).count())
                });
                prop_assert_eq!(known.len(), common.sum::<usize>());
            }
        }
    }
}
