//! The corrections of a run, by document.

use super::model::Line;
use super::renamed::Renamed;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3;

/// The corrections of one document, in the order of their files.
pub type DocumentCorrections = Vec<Arc<Line>>;

/// The corrections of a run.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    lines: Vec<Arc<Line>>,
    by_id: FxHashMap<String, Vec<u32>>,
    by_sum: FxHashMap<String, Vec<u32>>,
    /// Places of lines about a document of which several may be what it is called now.
    undecided: Vec<u32>,
}

impl Corrections {
    /// Puts lines in order by document.
    #[must_use]
    pub fn new(lines: impl IntoIterator<Item = Line>) -> Self {
        let lines: Vec<Arc<Line>> = lines.into_iter().map(Arc::new).collect();
        let (mut by_id, mut by_sum) =
            (FxHashMap::<_, Vec<u32>>::default(), FxHashMap::<_, Vec<u32>>::default());
        for (line, at) in lines.iter().zip(0..) {
            by_id.entry(line.correction.doc_id.clone()).or_default().push(at);
            if let Some(sum) = line.correction.doc_sha256.as_ref().filter(|sum| !sum.is_empty()) {
                by_sum.entry(sum.clone()).or_default().push(at);
            }
        }
        Self { lines, by_id, by_sum, undecided: Vec::new() }
    }

    /// The same, and where the lines belong whose documents were renamed and changed.
    pub(crate) fn with(&self, renamed: Renamed) -> Self {
        let mut out = self.clone();
        for (now, places) in renamed.now {
            out.by_id.entry(now).or_default().extend(places);
        }
        out.undecided = renamed.undecided;
        out
    }

    /// Whether several documents may be what the document of a line is called now; `place` is among [`Self::lines`].
    pub(crate) fn is_undecided(&self, place: u32) -> bool {
        self.undecided.binary_search(&place).is_ok()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// All of them, in the order of their files.
    #[must_use]
    pub fn lines(&self) -> &[Arc<Line>] {
        &self.lines
    }

    /// The places, among [`Self::lines`], of those that are about a document: that name it, or that were written about the
    /// same source under another name.
    #[must_use]
    pub fn places_of(&self, doc_id: &str, sha256: &str) -> Vec<u32> {
        let named = self.by_id.get(doc_id).map_or(&[][..], Vec::as_slice);
        let same = self.by_sum.get(sha256).map_or(&[][..], Vec::as_slice);
        let mut both: Vec<u32> = named.iter().chain(same).copied().collect();
        both.sort_unstable();
        both.dedup();
        both
    }

    /// Those that are about a document.
    #[must_use]
    pub fn of(&self, doc_id: &str, sha256: &str) -> DocumentCorrections {
        let places = self.places_of(doc_id, sha256);
        places.iter().filter_map(|&at| self.lines.get(at as usize)).cloned().collect()
    }

    /// A sum over some of them and where they are written: equal sums, equal corrections.
    #[must_use]
    pub fn sum<'l>(lines: impl IntoIterator<Item = &'l Arc<Line>>) -> u128 {
        let mut sum = Xxh3::new();
        for line in lines {
            sum.update(line.place().as_bytes());
            // Maps of strings, which always serialise.
            sum.update(&serde_json::to_vec(&line.correction).unwrap_or_default());
            sum.update(&[0]);
        }
        sum.digest128()
    }
}
