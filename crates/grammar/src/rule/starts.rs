//! Where the rules of several tables can begin in a sentence, found in one pass over the rows of its tokens.

use super::id::RuleId;
use super::input::MatchInput;
use super::kind::SEVERAL;
use super::prefilter::{AHEAD, Prefilter, place};
use super::prospect::Prospect;
use super::row::{BLOCK, Block, NONE, Requirements, and, any, or};
use crate::lexicon::Place;
use crate::text::fold::as_mark;
use crate::text::{Gap, Token};

/// Where rules can begin in a sentence; one serves many sentences.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// By token, and then by block.
    pub(super) begun: Vec<Start>,
    /// Tokens, counted in the sentence, that are marks before which rules begin.
    marks: Vec<u32>,
    /// Those at which rules begin by such a mark.
    ahead: Vec<(usize, RuleId)>,
    /// The rules that begin somewhere, by block.
    left: Vec<Block>,
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
        let met = self.begin(input, asked, starts);
        let Starts { begun, marks, ahead, left } = starts;
        ahead.clear();
        for &at in &*marks {
            self.look_back(input, at as usize, ahead);
        }
        for &(at, rule) in &*ahead {
            let (block, lane, bit) = place(rule);
            if asked.get(block).is_some_and(|asked| asked[lane] & bit != 0) {
                let mut rules = NONE;
                rules[lane] = bit;
                begun.push(Start { at: (input.first + at) as u32, block: block as u32, rules });
            }
        }
        if !ahead.is_empty() {
            put_together(begun);
        }
        // Few rules are left by now, so that it is quickest to ask here what else they need.
        left.clear();
        left.resize(asked.len(), NONE);
        for start in &*begun {
            if let Some(left) = left.get_mut(start.block as usize) {
                *left = or(left, &start.rules);
            }
        }
        for (block, left) in left.iter_mut().enumerate() {
            *left = self.with_all_met(*left, block, met);
        }
        begun.retain_mut(|start| {
            let can = left.get(start.block as usize).unwrap_or(&NONE);
            start.rules = and(&start.rules, can);
            any(&start.rules)
        });
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

    /// Writes down where those rules that are asked for can begin with one token and go on with the next, by token and then by block,
    /// and notes the marks before which rules begin; returns the requirements that are met in the sentence.
    fn begin(&self, input: MatchInput<'_>, asked: &[Block], starts: &mut Starts) -> Requirements {
        let Starts { begun, marks, .. } = starts;
        begun.clear();
        marks.clear();
        let (tokens, places) = (input.sentence(), places(input));
        let rows_of = |at: usize| places.get(at).map_or(&[][..], |place| input.lattice.rows(place.kind));
        let (mut met, mut rows) = (0, rows_of(0));
        for (at, (token, place)) in tokens.iter().zip(places).enumerate() {
            let (here, next) = (rows, rows_of(at + 1));
            rows = next;
            let meets = here.first().map_or(0, |row| row.meets);
            met |= meets;
            if meets & AHEAD != 0 {
                marks.push(at as u32);
            }
            if token.gap == Gap::Joiner {
                continue;
            }
            for (block, (row, asked)) in here.iter().zip(asked).enumerate() {
                let begins = if at == 0 { or(&row.begins, &row.opens) } else { row.begins };
                let begins = and(&begins, asked);
                if !any(&begins) {
                    continue;
                }
                let mut follows = if place.kind & SEVERAL == 0 {
                    let ending = || self.ending.block(block);
                    let follows = next.get(block).map_or_else(ending, |next| next.follows);
                    or(&follows, &self.single.block(block))
                } else {
                    self.goes_on(input, at, block)
                };
                if tokens.get(at + 1).is_some_and(|next| next.gap == Gap::Joiner) {
                    follows = or(&follows, &self.joined.block(block));
                }
                let rules = and(&begins, &follows);
                if any(&rules) {
                    begun.push(Start { at: (input.first + at) as u32, block: block as u32, rules });
                }
            }
        }
        met
    }

    /// Notes the tokens at which rules begin that go on to the mark at a token.
    #[inline(never)] // Few sentences have such marks.
    fn look_back(&self, input: MatchInput<'_>, at: usize, ahead: &mut Vec<(usize, RuleId)>) {
        let tokens = input.sentence();
        let Some(token) = tokens.get(at) else { return };
        let mark =
            input.text.get(token.span().range()).and_then(|written| written.chars().next()).map(as_mark);
        let of_mark = self.before_marks.iter().filter(|found| Some(found.mark) == mark);
        let goes_on = |prospect: Prospect| {
            let behind = input.first + at + 1;
            prospect == Prospect::ANYTHING || behind < input.last && input.lattice.goes_on(behind, prospect)
        };
        for found in of_mark.filter(|found| goes_on(found.behind)) {
            ahead.extend(words_before(tokens, at, found.words).map(|first| (first, found.rule)));
        }
    }

    /// The rules of a block that a token which begins something of several tokens can begin: they end behind it, or go on
    /// with what stands there.
    #[inline(never)] // Few tokens do.
    fn goes_on(&self, input: MatchInput<'_>, at: usize, block: usize) -> Block {
        let places = places(input);
        let behind = |length: usize| {
            let ending = || self.ending.block(block);
            places.get(at + length).map_or_else(ending, |next| input.lattice.row(next.kind, block).follows)
        };
        let sightings = input.lattice.sightings(input.first + at).iter();
        let known = or(&behind(1), &self.single.block(block));
        sightings.fold(known, |all, found| or(&all, &behind(usize::from(found.length))))
    }
}

/// Puts together what begins at one token.
fn put_together(begun: &mut Vec<Start>) {
    begun.sort_unstable_by_key(|start| (start.at, start.block));
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
