//! Sentences with words that rules of a table match, kept from finding to relating.

use super::extractor::Input;
use super::scene::Places;
use crate::rule::{Capture, Match, RuleId, TokenSet};
use crate::segment::Segment;
use crate::syntax::LONGEST;

/// The sentences in which rules of a table match, with the matches. A text has one for every third sentence or so, most of
/// them of one match with one slot or none, so all of them stand in three lists.
#[derive(Debug, Default)]
pub(crate) struct Suspects {
    /// Each sentence by its place among the segments, and where its matches end.
    sentences: Vec<(u32, u32)>,
    matches: Vec<Place>,
    captures: Vec<Capture>,
}

/// A match without what its slots hold, and where that ends.
#[derive(Debug)]
struct Place {
    rule: RuleId,
    first: u32,
    last: u32,
    from: u32,
    to: u32,
    captures: u32,
}

impl Suspects {
    /// Those of a document. The words are parts of names and figures too, and none of theirs are taken.
    pub(super) fn find(input: &Input<'_>, table: &str, wanted: impl Fn(&Segment) -> bool) -> Self {
        let mut taken = TokenSet::new(input.view.tokens.list.len());
        let mut out = Self::default();
        for (n, segment) in input.segments.sentences().filter(|(_, segment)| wanted(segment)) {
            let found = input.view.read(table, segment.tokens, &mut taken, |found| Some(found.clone()));
            if !found.is_empty() {
                found.iter().for_each(|reading| out.push(&reading.found));
                out.sentences.push((n, out.matches.len() as u32));
            }
        }
        out
    }

    fn push(&mut self, found: &Match) {
        let &Match { rule, first, last, from, to, ref captures } = found;
        self.captures.extend_from_slice(captures);
        self.matches.push(Place { rule, first, last, from, to, captures: self.captures.len() as u32 });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// Hands over each sentence with its matches, in text order, but those of laws and those that are too long, until somebody
    /// ends the analysis; `take` says how many rows of a type it made, which the analysis then holds.
    pub(super) fn each_outside<R>(
        &self,
        input: &Input<'_>,
        laws: &Places,
        mut take: impl FnMut(u32, &Segment, &[Match]) -> usize,
    ) {
        let watch = &input.view.watch;
        self.each(|n, matches| {
            let wanted =
                |one: &&Segment| !laws.hold(one.span) && one.tokens.len() <= LONGEST && !watch.ended();
            if let Some(sentence) = input.segments.list.get(n as usize).filter(wanted) {
                // A list of rows may have grown to twice what it holds.
                watch.hold((take(n, sentence, matches) * 2 * size_of::<R>()) as u64);
            }
        });
    }

    /// Hands over each sentence by its place among the segments, with its matches, in text order.
    fn each(&self, mut take: impl FnMut(u32, &[Match])) {
        let (mut done, mut slots, mut matches) = (0, 0, Vec::new());
        for &(n, end) in &self.sentences {
            matches.clear();
            for place in self.matches.get(done..end as usize).unwrap_or_default() {
                let held = self.captures.get(slots..place.captures as usize).unwrap_or_default();
                let &Place { rule, first, last, from, to, captures } = place;
                slots = captures as usize;
                matches.push(Match { rule, first, last, from, to, captures: held.into() });
            }
            done = end as usize;
            take(n, &matches);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Captures;

    #[test]
    fn matches_come_back_as_they_were_put_in() {
        let capture = |slot| Capture { first: 1, last: 2, edge: None, slot };
        let found = |rule, slots: &[u16]| Match {
            rule: RuleId(rule),
            first: 3,
            last: 5,
            from: 2,
            to: 6,
            captures: slots.iter().map(|slot| capture(*slot)).collect::<Captures>(),
        };
        let given = [
            (4, vec![found(1, &[])]),
            (7, vec![found(2, &[0, 1, 2, 3, 4]), found(3, &[9])]),
            (9, vec![found(1, &[5])]),
        ];
        let mut suspects = Suspects::default();
        assert!(suspects.is_empty());
        for (n, matches) in &given {
            matches.iter().for_each(|one| suspects.push(one));
            suspects.sentences.push((*n, suspects.matches.len() as u32));
        }
        let mut back = Vec::new();
        suspects.each(|n, matches| back.push((n, matches.to_vec())));
        assert_eq!(back, given);
    }
}
