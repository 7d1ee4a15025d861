//! Documents that were renamed and changed: which of those that are there the corrections of an absent one are about.
//!
//! The name of such a document is gone, and so is the sum of its source. What is left are the quotations: where more than
//! half of those of an absent document stand in another one, letter for letter with all that stood around them, and in no
//! third one nearly as many, that one is it.

use super::model::{Line, Quote};
use crate::table::push_words;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Letters of a quotation, with what stands around it, below which it may stand anywhere.
const TELLING: usize = 24;

/// Letters by which quotations are looked up in a text.
const WINDOW: usize = 16;

/// A quotation of an absent document: the number of the document, and its letters with those around it.
#[derive(Debug)]
struct Quoted {
    document: usize,
    letters: Vec<u8>,
}

/// A search for the documents that corrections name and that are not there by name or sum.
#[derive(Debug)]
pub(crate) struct Search {
    /// The absent documents, with the places of their lines.
    absent: Vec<(String, Vec<u32>)>,
    quoted: Vec<Quoted>,
    by_window: FxHashMap<[u8; WINDOW], Vec<u32>>,
    /// By absent document: which documents have how many of its quotations.
    found: Vec<BTreeMap<String, usize>>,
}

/// Where the lines of absent documents belong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Renamed {
    /// The documents that they are called by now, with the places of the lines.
    pub(crate) now: Vec<(String, Vec<u32>)>,
    /// The places of lines that several documents may be meant by.
    pub(crate) undecided: Vec<u32>,
}

impl Search {
    /// A search for what some of the lines name. `is_there` knows documents by their id and sum.
    pub(crate) fn new(lines: &[Arc<Line>], is_there: impl Fn(&str, Option<&str>) -> bool) -> Self {
        let mut absent: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (line, place) in lines.iter().zip(0..) {
            let said = &line.correction;
            if !is_there(&said.doc_id, said.doc_sha256.as_deref()) {
                absent.entry(&said.doc_id).or_default().push(place);
            }
        }
        let mut search = Self {
            found: vec![BTreeMap::new(); absent.len()],
            quoted: Vec::new(),
            by_window: FxHashMap::default(),
            absent: Vec::new(),
        };
        let mut known: FxHashSet<(usize, Vec<u8>)> = FxHashSet::default();
        for (document, (id, places)) in absent.into_iter().enumerate() {
            for line in places.iter().filter_map(|&place| lines.get(place as usize)) {
                let letters = letters(&line.correction.quote);
                if letters.len() >= TELLING && known.insert((document, letters.clone())) {
                    search.add(Quoted { document, letters });
                }
            }
            search.absent.push((id.to_owned(), places));
        }
        search
    }

    fn add(&mut self, quoted: Quoted) {
        if let Some(window) = quoted.letters.first_chunk::<WINDOW>() {
            let number = u32::try_from(self.quoted.len()).unwrap_or(u32::MAX);
            self.by_window.entry(*window).or_default().push(number);
            self.quoted.push(quoted);
        }
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.quoted.is_empty()
    }

    /// Looks for the quotations in a document.
    pub(crate) fn look(&mut self, doc_id: &str, text: &str) {
        let mut letters = Vec::with_capacity(text.len() / 2);
        push_words(&mut letters, text);
        let mut here: FxHashSet<u32> = FxHashSet::default();
        for (at, window) in letters.windows(WINDOW).enumerate() {
            let Some(window) = window.first_chunk::<WINDOW>() else { continue };
            for &number in self.by_window.get(window).map_or(&[][..], Vec::as_slice) {
                let quoted = self.quoted.get(number as usize);
                let stands = quoted.is_some_and(|quoted| {
                    letters.get(at..).is_some_and(|rest| rest.starts_with(&quoted.letters))
                });
                if stands {
                    here.insert(number);
                }
            }
        }
        for quoted in here.iter().filter_map(|&number| self.quoted.get(number as usize)) {
            if let Some(found) = self.found.get_mut(quoted.document) {
                *found.entry(doc_id.to_owned()).or_default() += 1;
            }
        }
    }

    /// What the documents that were looked at tell.
    pub(crate) fn decided(self) -> Renamed {
        let mut all = vec![0_usize; self.absent.len()];
        for quoted in &self.quoted {
            if let Some(count) = all.get_mut(quoted.document) {
                *count += 1;
            }
        }
        let mut out = Renamed::default();
        for (((_, places), found), all) in self.absent.into_iter().zip(self.found).zip(all) {
            let most = found.values().copied().max().unwrap_or_default();
            if 2 * most <= all {
                continue;
            }
            let near: Vec<String> =
                found.into_iter().filter(|(_, count)| 2 * count > most).map(|(id, _)| id).collect();
            match <[String; 1]>::try_from(near) {
                Ok([now]) => out.now.push((now, places)),
                Err(_) => out.undecided.extend(places),
            }
        }
        out.undecided.sort_unstable();
        out
    }
}

/// The letters of a quotation with those around it.
fn letters(quote: &Quote) -> Vec<u8> {
    let mut letters = Vec::new();
    [&quote.prefix, &quote.exact, &quote.suffix].into_iter().for_each(|part| push_words(&mut letters, part));
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corrections::read;

    const TEXT: &str =
        "دولت در سال ۱۳۹۹ برنامه را نوشت. مجلس در مهر ۱۴۰۰ آن را تصویب کرد و رفت. او ۵ کیلومتر راه رفت.";

    /// Lines about some words of the text.
    fn lines(words: &[&str]) -> Vec<Arc<Line>> {
        let chars: Vec<char> = TEXT.chars().collect();
        let one = |words: &&str| {
            let start = TEXT[..TEXT.find(words).unwrap()].chars().count();
            let end = start + words.chars().count();
            let part = |from: usize, to: usize| chars[from..to.min(chars.len())].iter().collect::<String>();
            serde_json::json!({"table": "dates", "row_id": "d-1", "verdict": "accept", "doc_id": "old", "doc_sha256": "00",
                "reviewer": "a", "quote": {"exact": words, "prefix": part(start.saturating_sub(32), start),
                "suffix": part(end, end + 32), "char_start": start, "char_end": end}})
            .to_string()
        };
        let written: Vec<String> = words.iter().map(one).collect();
        let lines = read("c", &written.join("\n"), &[("dates", &[])]).unwrap();
        lines.into_iter().map(Arc::new).collect()
    }

    fn told(lines: &[Arc<Line>], documents: &[(&str, &str)]) -> Renamed {
        let mut search = Search::new(lines, |id, sum| {
            documents.iter().any(|(known, _)| *known == id) || sum == Some("11")
        });
        documents.iter().for_each(|(id, text)| search.look(id, text));
        search.decided()
    }

    #[test]
    fn the_document_that_has_most_of_the_quotations_is_it() {
        let lines = lines(&["سال ۱۳۹۹", "مهر ۱۴۰۰", "۵ کیلومتر"]);
        let edited = TEXT.replace('ی', "ي").replace("۱۳۹۹", "1399").replace(' ', "\n").replace("راه", "جاده");
        let other = "سال ۱۳۹۹ بود، و مهر ۱۴۰۰ آمد؛ او ۵ کیلومتر رفت.";
        assert_eq!(
            told(&lines, &[("new", &edited), ("other", other)]).now,
            [("new".to_owned(), vec![0, 1, 2])]
        );
        assert_eq!(told(&lines, &[("other", other)]), Renamed::default());
        let both = told(&lines, &[("new", &edited), ("copy", TEXT)]);
        assert_eq!((both.now.len(), both.undecided), (0, vec![0, 1, 2]));
        assert_eq!(told(&lines, &[("old", "هیچ"), ("new", TEXT)]), Renamed::default());
    }

    #[test]
    fn what_could_stand_anywhere_tells_nothing() {
        let mut lines = lines(&["سال ۱۳۹۹"]);
        let mut bare = Line::clone(&lines[0]);
        (bare.correction.quote.prefix, bare.correction.quote.suffix) = (String::new(), String::new());
        lines = vec![Arc::new(bare)];
        assert_eq!(told(&lines, &[("new", TEXT)]), Renamed::default());
    }
}
