//! The words that say how real something is, which statements, figures and events are asked by alike: «تکذیب», «دروغ», «اگر», «فردا».

use crate::error::Result;
use crate::lexicon::ClassSet;
use crate::rule::Grammar;
use serde::Deserialize;

/// The reader of these words, as the schema names it.
const READER: &str = "reality";

/// Words that deny, suppose and plan, by their features.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RealityWords {
    /// «خبر», «ادعا», of which all that they hold is denied.
    pub(super) claim: ClassSet,
    /// «پیشنهاد», «درخواست», which are rejected.
    pub(super) proposal: ClassSet,
    /// «وقوع», before what may be or is.
    pub(super) occurrence: ClassSet,
    /// «دروغ», which is said of what is not so.
    pub(super) falsehood: ClassSet,
    /// «صحت», which is not said of it.
    pub(super) truth: ClassSet,
    /// «تکذیب»: nominal parts of the verbs by which something is denied.
    pub(super) denying: ClassSet,
    /// «رد»: those by which it is rejected.
    pub(super) rejecting: ClassSet,
    /// «تأیید»: those by which it is confirmed.
    pub(super) confirming: ClassSet,
    /// «اگر», which makes all behind it a supposition.
    pub(super) supposed: ClassSet,
    pub(super) planned: ClassSet,
    /// «توانست», before a wish that came true.
    pub(super) managed: ClassSet,
    /// «امکان», before what did not happen.
    pub(super) unreal: ClassSet,
    /// «اقدام به», «موفق به»: the subject does what stands behind.
    pub(super) undertaken: ClassSet,
    /// «فردا», of what is to come.
    pub(super) ahead: ClassSet,
}

impl RealityWords {
    /// Those of a grammar.
    ///
    /// # Errors
    /// Features of the lexicon that nobody asks for.
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        grammar.lexicon.features(READER)
    }
}
