//! What tokens say, kept from sentence to sentence and from text to text.

use super::decode::Decoder;
use super::feature::Name;
use super::said::{Bound, Said};
use crate::text::fold::Code;
use rustc_hash::FxHashMap;

/// How much stands together, so that room is made rarely and little is left over.
const SHELF: usize = 64;
/// Of so many marks and digits is kept what they say: a text has few of them.
const MARKS: usize = 1 << 10;
/// Of so many words without a number is kept what they say: those with marks over their letters, and long ones.
const UNNUMBERED: usize = 1 << 11;

/// Where something stands that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot(u32);

impl Spot {
    /// Of what is only kept until the sentence is read.
    const PASSING: u32 = 1 << 31;
}

/// What tokens say.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// By the number of a word, one more than where it stands; 0 where nothing is known.
    words: Vec<u32>,
    marks: FxHashMap<(u8, u32), u32>,
    /// By the letters of words without a number.
    unnumbered: FxHashMap<Box<[Code]>, u32>,
    shelves: Vec<Vec<Said>>,
    passing: Vec<Said>,
    /// What finds labels, with the room that it has used before.
    pub(super) decoder: Decoder,
    /// How far from names tokens are, likewise.
    pub(super) bound: Bound,
    pub(super) least: Vec<i32>,
}

impl Kept {
    /// Where it stands what a token of these letters says, which `find` says where it is not known.
    #[inline]
    pub(super) fn spot(&mut self, name: Name, letters: &[Code], find: impl FnOnce() -> Said) -> Spot {
        let known = match name {
            Name::Word(number) => {
                self.words.get(number as usize).copied().and_then(|known| known.checked_sub(1))
            }
            Name::Mark(kind, mark) => self.marks.get(&(kind as u8, mark)).copied(),
            Name::Letters => self.unnumbered.get(letters).copied(),
            Name::None => None,
        };
        known.map_or_else(|| self.keep(name, letters, find()), Spot)
    }

    #[inline(never)] // Words are new once.
    fn keep(&mut self, name: Name, letters: &[Code], said: Said) -> Spot {
        match name {
            Name::Word(number) => {
                let spot = self.put(said);
                let at = number as usize;
                self.words.resize(self.words.len().max(at + 1), 0);
                self.words[at] = spot.0 + 1;
                spot
            }
            Name::Mark(kind, mark) if self.marks.len() < MARKS => {
                let spot = self.put(said);
                self.marks.insert((kind as u8, mark), spot.0);
                spot
            }
            Name::Letters if self.unnumbered.len() < UNNUMBERED => {
                let spot = self.put(said);
                self.unnumbered.insert(letters.into(), spot.0);
                spot
            }
            _ => {
                self.passing.push(said);
                Spot((self.passing.len() - 1) as u32 | Spot::PASSING)
            }
        }
    }

    fn put(&mut self, said: Said) -> Spot {
        if self.shelves.last().is_none_or(|shelf| shelf.len() == SHELF) {
            self.shelves.push(Vec::with_capacity(SHELF));
        }
        let before = (self.shelves.len().saturating_sub(1)) * SHELF;
        let Some(shelf) = self.shelves.last_mut() else { return Spot(0) };
        shelf.push(said);
        Spot((before + shelf.len() - 1) as u32)
    }

    /// What stands somewhere.
    #[inline]
    pub(super) fn get(&self, Spot(at): Spot) -> Option<&Said> {
        if at & Spot::PASSING != 0 {
            return self.passing.get((at & !Spot::PASSING) as usize);
        }
        self.shelves.get(at as usize / SHELF)?.get(at as usize % SHELF)
    }

    /// The sentence is read.
    pub(super) fn forget_passing(&mut self) {
        self.passing.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::super::sums::ROOM;
    use super::*;
    use crate::text::TokenKind;

    #[test]
    fn what_was_kept_is_found_and_not_asked_for_again() {
        let said = |n: i16| Said::new([n; ROOM]);
        let mut kept = Kept::default();
        let names = (1..200).map(Name::Word).chain((0..200).map(|mark| Name::Mark(TokenKind::Digits, mark)));
        let names: Vec<Name> = names.collect();
        let spots: Vec<Spot> =
            names.iter().zip(0..).map(|(name, n)| kept.spot(*name, &[], || said(n))).collect();
        for ((name, spot), n) in names.iter().zip(&spots).zip(0..) {
            assert_eq!(kept.spot(*name, &[], || unreachable!()), *spot);
            assert_eq!(kept.get(*spot).unwrap().sums, [n; ROOM]);
        }
        let [one, other] = [[40, 41], [40, 42]].map(|letters| kept.spot(Name::Letters, &letters, || said(9)));
        assert_ne!(one, other);
        assert_eq!(kept.spot(Name::Letters, &[40, 42], || unreachable!()), other);
        let [one, other] = [1, 2].map(|n| kept.spot(Name::None, &[], || said(n)));
        assert_eq!([one, other].map(|spot| kept.get(spot).unwrap().sums[0]), [1, 2]);
        kept.forget_passing();
        assert!(kept.get(one).is_none() && kept.get(spots[7]).is_some());
    }
}
