//! What is known of a token by itself, as numbers that a model has weights for.

use crate::lexicon::Lexicon;
use crate::rule::View;
use crate::text::TokenKind;
use crate::text::fold::Code;
use smallvec::SmallVec;

/// What a feature is about; a model's weights belong to these numbers.
#[derive(Clone, Copy)]
enum About {
    Word = 1,
    Beginning,
    End,
    Shape,
    Class,
    Border,
    Proposal,
    Joint,
    Cluster,
}

/// The hash of a feature.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    const fn new(about: About) -> Self {
        Self(about as u64).with(0x9e37_79b9)
    }

    const fn with(self, part: u64) -> Self {
        Self((self.0.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95))
    }

    const fn with_letter(self, letter: Code) -> Self {
        self.with(letter as u64)
    }

    fn with_letters(self, letters: &[Code]) -> Self {
        letters.iter().fold(self, |hash, letter| hash.with_letter(*letter))
    }

    const fn end(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

/// Most letters of a beginning or an end that is a feature.
const AFFIX: usize = 4;
/// Most of those of a word that the lexicon does not have, which are a feature of their own.
const UNKNOWN_AFFIX: usize = 3;
/// Parts of the features of such words, and of those of all classes of a word together.
const UNKNOWN: u64 = 99;
const TOGETHER: u64 = 77;
/// Words of more letters are of one length.
const LONG: usize = 9;

/// The classes of a lexicon as features.
#[derive(Debug)]
pub(super) struct Classes(Vec<u32>);

impl Classes {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let hash = |name: &String| {
            name.bytes().fold(Hash::new(About::Class), |hash, byte| hash.with(u64::from(byte))).end()
        };
        Self(lexicon.classes().iter().map(hash).collect())
    }
}

/// The borders of a sentence: what stands before its first token, and behind its last.
pub(super) const BORDER: u32 = Hash::new(About::Border).end();

/// A label that rules give a token.
pub(super) const fn proposal(label: usize) -> u32 {
    Hash::new(About::Proposal).with(label as u64).end()
}

/// Reports what is known of a token by itself, and returns the number of its word, which is reported too.
pub(super) fn alone(view: &View<'_>, classes: &Classes, at: u32, mut report: impl FnMut(u32)) -> Option<u32> {
    let token = view.tokens.list.get(at as usize)?;
    let letters = view.tokens.codes_of(at as usize);
    let shape = Hash::new(About::Shape).with(token.kind as u64);
    let word = match token.kind {
        TokenKind::Word | TokenKind::Latin => {
            report(shape.with(letters.len().min(LONG) as u64).end());
            let is_known = of_classes(view, classes, at, &mut report);
            of_letters(letters, is_known, &mut report);
            word(view, at)
        }
        TokenKind::Digits => {
            report(shape.with(letters.len().min(LONG) as u64).end());
            None
        }
        _ => {
            report(shape.end());
            word(view, at)
        }
    };
    word.into_iter().for_each(report);
    word
}

/// Reports the classes that the lexicon has of a word, each and all together, and returns whether there are any.
fn of_classes(view: &View<'_>, classes: &Classes, at: u32, report: &mut impl FnMut(u32)) -> bool {
    let mut known: SmallVec<[u32; 16]> = SmallVec::new();
    for edge in view.entries_at(at).filter(|edge| edge.last() == at + 1) {
        if let Some(class) = classes.0.get(usize::from(edge.class.0)).filter(|class| !known.contains(class)) {
            known.push(*class);
            report(*class);
        }
    }
    if known.is_empty() {
        report(Hash::new(About::Class).end());
    }
    // A word of several classes is another one than a word of each.
    known.sort_unstable();
    let together = Hash::new(About::Class).with(TOGETHER);
    report(known.iter().fold(together, |hash, class| hash.with(u64::from(*class))).end());
    !known.is_empty()
}

/// Reports the letters that a word begins and ends with; of one that the lexicon does not have they tell more than of others.
fn of_letters(letters: &[Code], is_known: bool, report: &mut impl FnMut(u32)) {
    let (mut beginning, mut end) = (Hash::new(About::Beginning), Hash::new(About::End));
    for (length, (first, last)) in (1..=AFFIX).zip(letters.iter().zip(letters.iter().rev())) {
        (beginning, end) = (beginning.with_letter(*first), end.with_letter(*last));
        if length < letters.len() {
            if length > 1 {
                report(beginning.end());
            }
            report(end.end());
        }
        if !is_known && length <= UNKNOWN_AFFIX {
            report(beginning.with(UNKNOWN).end());
            report(end.with(UNKNOWN).end());
        }
    }
    if !is_known {
        report(Hash::new(About::Class).with(UNKNOWN).with(letters.len().min(LONG) as u64).end());
    }
}

/// By what it is known again what there is to know of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// The number of a word.
    Word(u32),
    /// A token that is no word, and its first character or how many digits it has.
    Mark(TokenKind, u32),
    /// A word of the Persian alphabet without a number, which its letters tell.
    Letters,
    /// A token that is met too seldom to be kept.
    None,
}

/// By what it is known again what there is to know of a token by itself: [`alone`] reports the same of tokens of one name.
#[inline]
pub(super) fn name(view: &View<'_>, at: u32) -> Name {
    match view.tokens.list.get(at as usize) {
        None => Name::None,
        Some(token) if token.word != 0 => Name::Word(token.word),
        Some(token) => match token.kind {
            TokenKind::Word => Name::Letters,
            TokenKind::Latin => Name::None,
            TokenKind::Digits => {
                Name::Mark(token.kind, view.tokens.codes_of(at as usize).len().min(LONG) as u32)
            }
            _ => Name::Mark(token.kind, view.token(at).chars().next().map_or(0, u32::from)),
        },
    }
}

/// How many clusterings a word may be known by, each of which has a number for it: two learned from running text, and what lists of
/// words say of its kind and of how common it is.
pub const CLUSTERINGS: usize = 4;

/// Stands for the cluster of a word that a clustering does not have.
pub const NO_CLUSTER: u8 = u8::MAX;

/// That a word is one of a cluster: of those that stand beside the same words.
#[must_use]
pub const fn cluster(clustering: usize, cluster: u8) -> u32 {
    Hash::new(About::Cluster).with(clustering as u64).with(cluster as u64).end()
}

/// The number of a word among features.
pub(super) fn word(view: &View<'_>, at: u32) -> Option<u32> {
    let token = view.tokens.list.get(at as usize)?;
    match token.kind {
        TokenKind::Word | TokenKind::Latin => {
            Some(Hash::new(About::Word).with_letters(view.tokens.codes_of(at as usize)).end())
        }
        TokenKind::Digits => Some(Hash::new(About::Shape).with(token.kind as u64).end()),
        _ => {
            let first = view.token(at).chars().take(1);
            Some(first.fold(Hash::new(About::Word), |hash, c| hash.with(c.into())).end())
        }
    }
}

/// That a token is joined to the one before it.
pub(super) const JOINT: u32 = Hash::new(About::Joint).end();
