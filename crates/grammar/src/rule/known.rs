//! What is known of a token by itself, before a rule is tried at it.

use crate::lexicon::{ClassId, Lemma, Sighting};
use crate::text::TokenKind;

/// A token as it is met.
#[derive(Clone, Copy, Debug)]
pub(super) struct Met<'m> {
    pub(super) token: TokenKind,
    pub(super) written: &'m str,
    pub(super) verb: OfVerb,
    /// What begins with it.
    pub(super) sightings: &'m [Sighting],
}

/// A token by what it is and what the lexicon has of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'k> {
    pub(super) token: TokenKind,
    /// The mark that it is, where rules name it.
    pub(super) mark: Option<usize>,
    /// The classes of what begins with it.
    pub(super) classes: &'k [ClassId],
    pub(super) verb: OfVerb,
}

/// Which verb of those that rules name the word that begins with a token may be a form of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum OfVerb {
    /// None of them.
    #[default]
    None,
    /// This one.
    Form(Lemma),
    /// Any: the token is a prefix of verbs, and the stem may stand behind it.
    Prefix,
}

impl OfVerb {
    /// Whether it may be a form of one of some verbs.
    pub(super) fn may_be(self, verbs: &[Lemma]) -> bool {
        match self {
            Self::None => false,
            Self::Form(verb) => verbs.contains(&verb),
            Self::Prefix => true,
        }
    }
}
