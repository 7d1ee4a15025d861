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
    Middle,
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

    fn with_all(self, letters: &[Code]) -> Self {
        letters.iter().fold(self.with(letters.len() as u64), |hash, letter| hash.with(u64::from(*letter)))
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

/// Reports what is known of a token by itself.
pub(super) fn alone(view: &View<'_>, classes: &Classes, at: u32, mut report: impl FnMut(u32)) {
    let Some(token) = view.tokens.list.get(at as usize) else { return };
    let letters = view.tokens.codes_of(at as usize);
    let shape = Hash::new(About::Shape).with(token.kind as u64);
    match token.kind {
        TokenKind::Word | TokenKind::Latin => {
            report(shape.with(letters.len().min(LONG) as u64).end());
            word(view, at).into_iter().for_each(&mut report);
            for length in 1..=AFFIX.min(letters.len().saturating_sub(1)) {
                if length > 1 {
                    report(Hash::new(About::Beginning).with_all(&letters[..length]).end());
                }
                report(Hash::new(About::End).with_all(&letters[letters.len() - length..]).end());
            }
            // What stands between the longest beginning and the longest end: foreign names have letters side by side that
            // other words do not.
            let middle = letters.windows(AFFIX).skip(1).take(letters.len().saturating_sub(AFFIX + 1));
            middle.for_each(|part| report(Hash::new(About::Middle).with_all(part).end()));
            let mut known: SmallVec<[u32; 16]> = SmallVec::new();
            for edge in view.entries_at(at).filter(|edge| edge.last() == at + 1) {
                if let Some(class) =
                    classes.0.get(usize::from(edge.class.0)).filter(|class| !known.contains(class))
                {
                    known.push(*class);
                    report(*class);
                }
            }
            if known.is_empty() {
                report(Hash::new(About::Class).end());
                unknown(letters, &mut report);
            }
            // A word of several classes is another one than a word of each.
            known.sort_unstable();
            let together = Hash::new(About::Class).with(TOGETHER);
            report(known.iter().fold(together, |hash, class| hash.with(u64::from(*class))).end());
        }
        TokenKind::Digits => report(shape.with(letters.len().min(LONG) as u64).end()),
        _ => {
            report(shape.end());
            word(view, at).into_iter().for_each(&mut report);
        }
    }
}

/// Reports the letters and the length of a word that the lexicon does not have: of such a word they tell more than of others.
fn unknown(letters: &[Code], report: &mut impl FnMut(u32)) {
    for length in 1..=UNKNOWN_AFFIX.min(letters.len()) {
        let (beginning, end) = (&letters[..length], &letters[letters.len() - length..]);
        report(Hash::new(About::Beginning).with(UNKNOWN).with_all(beginning).end());
        report(Hash::new(About::End).with(UNKNOWN).with_all(end).end());
    }
    report(Hash::new(About::Class).with(UNKNOWN).with(letters.len().min(LONG) as u64).end());
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
            Some(Hash::new(About::Word).with_all(view.tokens.codes_of(at as usize)).end())
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
