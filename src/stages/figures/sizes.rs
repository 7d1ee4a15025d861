//! Sizes of memory to choose from, with a slash between them: «۱۲۸/۲۵۶ گیگابایت» is no decimal.

use super::ambiguity::Sense;
use super::context::Context;
use super::words::Word;
use crate::text::{Gap, TokenKind, TokenRange};

/// Within how many tokens before small sizes the word stands that says of what they are.
const NAMED: u32 = 4;
/// From this size on a slash parts no decimal.
const LARGE: u32 = 16;
/// Most digits of a size.
const DIGITS: usize = 4;
/// The frequencies and voltages of mains.
const FREQUENCIES: [u32; 2] = [50, 60];
const VOLTAGES: [u32; 14] = [12, 24, 100, 110, 115, 120, 127, 208, 220, 230, 240, 380, 400, 440];
/// Most sizes that are listed.
const MOST: usize = 6;

impl Context<'_> {
    /// Whether sizes of memory to choose from begin at a token: two and more in rising order, each one that memory has, before
    /// a unit of data. Small ones («۶/۸ گیگابایت») are decimals unless the words before them speak of memory.
    pub(super) fn is_choice_of_sizes(&self, first: u32) -> bool {
        let joined = |at: u32| self.gap(at) == Gap::None;
        let slash = |at: u32| self.slice(at) == "/" && joined(at) && joined(at + 1);
        if self.token_kind(first) != Some(TokenKind::Digits) || !slash(first + 1) {
            return false;
        }
        let (mut sizes, mut end) = (Vec::new(), first);
        while self.token_kind(end) == Some(TokenKind::Digits) && sizes.len() < MOST {
            let Some(size) = self.digits(end, DIGITS) else { return false };
            sizes.push(size);
            end += 1;
            end += u32::from(slash(end));
        }
        if self.is_mains(&sizes, end) {
            return true;
        }
        let rising = sizes.windows(2).all(|pair| pair.first() < pair.last());
        if sizes.len() < 2 || !rising || !sizes.iter().all(|size| is_size(*size)) {
            return false;
        }
        if !self.is_data_unit(end) {
            // «Galaxy A34 8/128»: main memory and storage behind a name.
            let named =
                (first.saturating_sub(NAMED)..first).any(|at| self.token_kind(at) == Some(TokenKind::Latin));
            return named && sizes.len() == 2 && sizes.last() >= Some(&LARGE) && !self.unit_at(end);
        }
        let before = TokenRange::new(first.saturating_sub(NAMED), first);
        sizes.iter().all(|size| *size >= LARGE) || self.speaks_of(Sense::Memory, before)
    }

    /// «۵۰/۶۰ هرتز», «۱۱۰/۲۲۰ ولت»: whether two numbers before a unit are those of two mains that a device works at.
    fn is_mains(&self, sizes: &[u32], unit: u32) -> bool {
        let known = |code: &str| match code {
            "Hz" => FREQUENCIES.as_slice(),
            "V" => VOLTAGES.as_slice(),
            _ => &[],
        };
        let fits = |word: &Word| match word {
            Word::Unit(word) => sizes.iter().all(|size| known(&word.unit.code).contains(size)),
            _ => false,
        };
        sizes.len() == 2 && self.meanings_at(unit).any(|(_, word)| fits(word))
    }

    fn is_data_unit(&self, at: u32) -> bool {
        let bytes = |word: &Word| matches!(word, Word::Unit(unit) if unit.unit.code.ends_with("By"));
        self.meanings_at(at).any(|(_, word)| bytes(word))
    }
}

/// Whether memory comes in so many units: a power of two, or three of one.
fn is_size(size: u32) -> bool {
    let power = |size: u32| size > 1 && size.count_ones() == 1;
    power(size) || size.is_multiple_of(3) && power(size / 3) || size == 3
}

#[cfg(test)]
mod tests {
    use super::is_size;

    #[test]
    fn memory_comes_in_powers_of_two_and_three_of_them() {
        let sizes: Vec<u32> = (0..=70).filter(|size| is_size(*size)).collect();
        assert_eq!(sizes, [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]);
    }
}
