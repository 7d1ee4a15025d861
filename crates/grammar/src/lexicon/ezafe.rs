//! The ezafe of words in «ه», which a text may spell out between the words of a form: «کره‌ی جنوبی» beside «کره جنوبی».

use super::form::Joints;
use crate::text::fold::{ALEF, Code, HEH, VAV, YEH};
use crate::text::{Gap, Tokens};

/// Letters that a word has at least behind which it is spelled out; «به», «که» and «سه» have none.
const LETTERS: usize = 3;
/// Of more words than these all have it or none.
const APART: usize = 2;

/// The letters and joints of a form with the ezafe spelled out behind some of its words, all but the last of which may have one.
pub(super) fn spelled_out(tokens: &Tokens, joints: Joints) -> Vec<(Vec<Code>, Joints)> {
    let places = places(tokens);
    let all = (1_u32 << places.len().min(u32::BITS as usize - 1)) - 1;
    let least = if places.len() > APART { all } else { 1 };
    let chosen = |set: u32| {
        let here = (0_u32..).zip(&places).filter(move |(n, _)| set >> n & 1 == 1).map(|(_, place)| *place);
        here.collect::<Vec<usize>>()
    };
    let with = |places: Vec<usize>| with(&tokens.codes, joints, &places);
    if places.is_empty() { Vec::new() } else { (least..=all).map(chosen).map(with).collect() }
}

/// How many letters stand before each ezafe that a form may have.
fn places(tokens: &Tokens) -> Vec<usize> {
    let mut places = Vec::new();
    let mut first = 0;
    for (at, next) in tokens.list.iter().enumerate().skip(1) {
        if next.gap == Gap::Joiner {
            continue;
        }
        let end = next.code as usize;
        let word = tokens.codes.get(first..end).unwrap_or_default();
        // Behind «اه» and «وه» the letter is a consonant.
        let vowel = matches!(word, [.., before, HEH] if ![ALEF, VAV].contains(before));
        if next.gap == Gap::Space && vowel && word.len() >= LETTERS {
            places.push(end);
        }
        first = tokens.list.get(at).map_or(first, |token| token.code as usize);
    }
    places
}

fn with(codes: &[Code], joints: Joints, places: &[usize]) -> (Vec<Code>, Joints) {
    let (mut letters, mut cuts) = (Vec::with_capacity(codes.len() + places.len()), 0);
    for (at, letter) in codes.iter().enumerate() {
        if places.contains(&at) {
            cuts |= 1 << letters.len().min(127);
            letters.push(YEH);
        }
        cuts |= (joints >> at.min(127) & 1) << letters.len().min(127);
        letters.push(*letter);
    }
    (letters, cuts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Layout, Tokenizer};

    #[test]
    fn an_ezafe_is_spelled_out_behind_words_that_may_have_one() {
        let tokenizer = Tokenizer::new();
        let read = |form: &str| {
            let tokens = tokenizer.tokens(form, Layout::LinePerParagraph);
            let joints: Joints = tokens.list.iter().skip(1).fold(0, |joints, token| joints | 1 << token.code);
            (tokens, joints)
        };
        let spelled = |form: &str| {
            let (tokens, joints) = read(form);
            spelled_out(&tokens, joints)
        };
        let written = |form: &str| {
            let (tokens, joints) = read(form);
            (tokens.codes, joints)
        };
        assert_eq!(spelled("کره جنوبی"), [written("کره‌ی جنوبی")]);
        assert_eq!(
            spelled("کرانه رودخانه کارون"),
            ["کرانه‌ی رودخانه کارون", "کرانه رودخانه‌ی کارون", "کرانه‌ی رودخانه‌ی کارون"].map(written)
        );
        for none in ["دانشگاه تهران", "گروه ملی", "سه کشور", "تهران", "ارومیه", "خانه‌سازی"]
        {
            assert!(spelled(none).is_empty(), "{none}");
        }
    }
}
