//! Names of persons that are spelled in several ways: «علی‌یف», «علی‌اف», «علیاوف».

use crate::text::fold::{ALEF, Code, FEH, VAV, YEH};
use std::borrow::Cow;

/// Fewest letters before an ending that is spelled in several ways.
const STEM: usize = 4;

/// What the spellings of one name have in common: its letters, with one spelling of the endings «اف» and «اوا».
/// Spaces and ZWNJ are no letters.
pub(super) fn likeness(name: &[Code]) -> Cow<'_, [Code]> {
    let (ending, rest): (&[Code], _) = match name {
        [rest @ .., FEH] => (&[FEH], rest),
        [rest @ .., VAV, ALEF] => (&[VAV, ALEF], rest),
        _ => return Cow::Borrowed(name),
    };
    let vowels = rest.iter().rev().take_while(|letter| matches!(**letter, ALEF | VAV | YEH)).count();
    let stem = &rest[..rest.len() - vowels];
    // «شریف» is another name than «شرف».
    let one = vowels == 1 && rest.ends_with(&[YEH]);
    if vowels == 0 || one || stem.len() < STEM {
        Cow::Borrowed(name)
    } else {
        Cow::Owned([stem, ending].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokenizer;

    fn alike(one: &str, other: &str) -> bool {
        let tokenizer = Tokenizer::new();
        likeness(&tokenizer.codes(one)) == likeness(&tokenizer.codes(other))
    }

    #[test]
    fn spellings_of_an_ending_are_alike_and_other_letters_are_not() {
        for name in ["رستم علی‌اف", "رستم علیاوف", "رستم علیوف"] {
            assert!(alike("رستم علی‌یف", name), "{name}");
        }
        assert!(alike("لیلا علی‌یوا", "لیلا علیاوا"));
        assert!(!alike("رضا شریف", "رضا شرف"));
        assert!(!alike("رستم علی‌اف", "رستم ولی‌اف"));
        assert!(!alike("رستم علی‌اف", "رستم علی‌یوا"));
    }
}
