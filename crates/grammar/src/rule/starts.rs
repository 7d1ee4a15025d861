//! Where the rules of several tables can begin in a sentence, found in one pass over the rows of its tokens.

use super::id::RuleId;
use super::input::MatchInput;
use super::kind::SEVERAL;
use super::prefilter::{AHEAD, Prefilter, place};
use super::prospect::Prospect;
use super::row::{BLOCK, Block, NONE, Requirements, Row, and, any, or};
use crate::lexicon::Place;
use crate::text::fold::as_mark;
use crate::text::{Gap, Token};

/// Where rules can begin in a sentence; one serves many sentences.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// By token, and then by block.
    pub(super) begun: Vec<Start>,
    /// Tokens, counted in the sentence, with which rules begin, if more is there that they need.
    beginnings: Vec<u32>,
    /// Those that are marks before which rules begin.
    marks: Vec<u32>,
    /// Those at which rules begin by such a mark.
    ahead: Vec<(usize, RuleId)>,
}

/// A token, a block of rules and those of them that can begin there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Start {
    pub(super) at: u32,
    pub(super) block: u32,
    pub(super) rules: Block,
}

impl Start {
    /// Of what begins there, the rules of a table, which are given by block.
    #[inline]
    pub(super) fn of(&self, table: &[Block]) -> Option<Self> {
        let rules = and(&self.rules, table.get(self.block as usize)?);
        any(&rules).then_some(Self { rules, ..*self })
    }

    /// Reports them in the order of their ids.
    #[inline]
    pub(super) fn each(&self, mut report: impl FnMut(RuleId)) {
        let mut first = self.block as usize * BLOCK;
        for lane in self.rules {
            for at in bits(lane) {
                report(RuleId((first + at) as u16));
            }
            first += u64::BITS as usize;
        }
    }
}

impl Prefilter {
    /// Writes down where the rules that are asked for, by block, can begin in a sentence, by token.
    pub(super) fn pass(&self, input: MatchInput<'_>, asked: &[Block], starts: &mut Starts) {
        starts.begun.clear();
        for (block, asked) in asked.iter().enumerate() {
            let (can, met) = self.can_begin(input, block, asked, starts);
            if any(&can) {
                self.pass_block(input, block, &can, met, starts);
            }
        }
        if asked.len() > 1 {
            starts.begun.sort_unstable();
        }
    }

    /// Writes down where those rules of a block that can begin do so, among the tokens that were found, if their requirements
    /// are met.
    fn pass_block(
        &self,
        input: MatchInput<'_>,
        block: usize,
        can: &Block,
        met: Requirements,
        starts: &mut Starts,
    ) {
        let Starts { begun, beginnings, ahead, .. } = starts;
        let first = begun.len();
        let (tokens, places) = (input.sentence(), places(input));
        let (single, joined) = (self.single.block(block), self.joined.block(block));
        for &at in &*beginnings {
            let (Some(token), Some(place)) = (tokens.get(at as usize), places.get(at as usize)) else {
                continue;
            };
            let row = input.lattice.row(place.kind, block);
            let begins = if at == 0 { or(&row.begins, &row.opens) } else { row.begins };
            let begins = and(&begins, can);
            if !any(&begins) || token.gap == Gap::Joiner {
                continue;
            }
            let mut follows = if place.kind & SEVERAL == 0 {
                let next = places.get(at as usize + 1);
                let next = next.map_or(&Row::NOTHING, |next| input.lattice.row(next.kind, block));
                or(&next.follows, &single)
            } else {
                self.goes_on(input, at as usize, block)
            };
            if tokens.get(at as usize + 1).is_some_and(|next| next.gap == Gap::Joiner) {
                follows = or(&follows, &joined);
            }
            let rules = and(&begins, &follows);
            if any(&rules) {
                begun.push(Start { at: input.first as u32 + at, block: block as u32, rules });
            }
        }
        for &(at, rule) in &*ahead {
            let (_, lane, bit) = place(rule);
            if can[lane] & bit != 0 {
                let mut rules = NONE;
                rules[lane] = bit;
                begun.push(Start { at: (input.first + at) as u32, block: block as u32, rules });
            }
        }
        if !ahead.is_empty() {
            put_together(begun, first);
        }
        // Few rules are left by now, so that it is quickest to ask here what else they need.
        let left = begun[first..].iter().fold(NONE, |all, start| or(&all, &start.rules));
        let can = self.with_all_met(left, block, met);
        let mut at = first;
        for next in first..begun.len() {
            let rules = and(&begun[next].rules, &can);
            if any(&rules) {
                begun[at] = Start { rules, ..begun[next] };
                at += 1;
            }
        }
        begun.truncate(at);
    }

    /// Those of some rules of a block of which all requirements are met.
    fn with_all_met(&self, rules: Block, block: usize, met: Requirements) -> Block {
        let required = self.required.get(block * BLOCK..).unwrap_or(&[]);
        let mut out = rules;
        for (lane, out) in out.iter_mut().enumerate() {
            let required = required.get(lane * u64::BITS as usize..).unwrap_or(&[]);
            for rule in bits(*out) {
                let unmet = required.get(rule).is_some_and(|required| required & !met != 0);
                *out &= !(u64::from(unmet) << rule);
            }
        }
        out
    }

    /// The rules of a block that can begin with a token of a sentence, and the requirements that are met there. The tokens
    /// with which some begin are noted, and those at which rules begin by a mark further on.
    fn can_begin(
        &self,
        input: MatchInput<'_>,
        block: usize,
        asked: &Block,
        starts: &mut Starts,
    ) -> (Block, Requirements) {
        let Starts { beginnings, marks, ahead, .. } = starts;
        beginnings.clear();
        marks.clear();
        ahead.clear();
        let (mut met, mut can) = (0, NONE);
        for (at, place) in (0..).zip(places(input)) {
            let row = input.lattice.row(place.kind, block);
            met |= row.meets;
            let begins = and(&row.begins, asked);
            can = or(&can, &begins);
            if at == 0 || any(&begins) {
                beginnings.push(at);
            }
            if row.meets & AHEAD != 0 {
                marks.push(at);
            }
        }
        if let Some(first) = places(input).first() {
            can = or(&can, &and(&input.lattice.row(first.kind, block).opens, asked));
        }
        for &at in &*marks {
            self.look_back(input, block, at as usize, ahead);
        }
        for (_, rule) in ahead.iter() {
            let (_, lane, bit) = place(*rule);
            can[lane] |= bit & asked[lane];
        }
        (can, met)
    }

    /// Notes the tokens at which rules of a block begin that go on to the mark at a token.
    #[inline(never)] // Few sentences have such marks.
    fn look_back(&self, input: MatchInput<'_>, block: usize, at: usize, ahead: &mut Vec<(usize, RuleId)>) {
        let tokens = input.sentence();
        let Some(token) = tokens.get(at) else { return };
        let mark =
            input.text.get(token.span().range()).and_then(|written| written.chars().next()).map(as_mark);
        let of_mark = self.before_marks.iter().filter(|found| Some(found.mark) == mark);
        let goes_on = |prospect: Prospect| {
            let behind = input.first + at + 1;
            prospect == Prospect::ANYTHING || behind < input.last && input.lattice.goes_on(behind, prospect)
        };
        for found in of_mark.filter(|found| place(found.rule).0 == block && goes_on(found.behind)) {
            ahead.extend(words_before(tokens, at, found.words).map(|first| (first, found.rule)));
        }
    }

    /// The rules of a block that a token which begins something of several tokens can begin: they end behind it, or go on
    /// with what stands there.
    #[inline(never)] // Few tokens do.
    fn goes_on(&self, input: MatchInput<'_>, at: usize, block: usize) -> Block {
        let places = places(input);
        let behind = |length: usize| {
            places.get(at + length).map_or(NONE, |next| input.lattice.row(next.kind, block).follows)
        };
        let sightings = input.lattice.sightings(input.first + at).iter();
        let known = or(&behind(1), &self.single.block(block));
        sightings.fold(known, |all, found| or(&all, &behind(usize::from(found.length))))
    }
}

/// Puts together what begins at one token, from a position on.
fn put_together(begun: &mut Vec<Start>, first: usize) {
    begun[first..].sort_unstable_by_key(|start| start.at);
    begun.dedup_by(|more, kept| {
        let same = (more.at, more.block) == (kept.at, kept.block);
        if same {
            kept.rules = or(&kept.rules, &more.rules);
        }
        same
    });
}

/// Of the tokens of a sentence, where what begins at them stands, and their kinds.
fn places(input: MatchInput<'_>) -> &[Place] {
    input.lattice.places(input.first, input.last)
}

/// The token that the first of so many words before a token begins with.
fn words_before(tokens: &[Token], at: usize, words: usize) -> Option<usize> {
    let begins = |at: &usize| tokens[*at].gap != Gap::Joiner;
    (0..words).try_fold(at, |at, _| (0..at).rev().find(begins))
}

/// The positions of the bits of a word, lowest first.
fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        word &= word.checked_sub(1)?;
        Some(bit as usize)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_are_the_positions_of_a_word(word: u64) {
            prop_assert_eq!(bits(word).fold(0, |sum, at| sum | 1 << at), word);
            prop_assert_eq!(bits(word).count() as u32, word.count_ones());
        }
    }
}
