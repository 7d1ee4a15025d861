//! The words that say how real something is, which statements, figures and events are asked by alike: «تکذیب», «دروغ», «اگر», «فردا».

use super::dates::DateRow;
use crate::calendar::Day;
use crate::error::Result;
use crate::lexicon::ClassSet;
use crate::rule::{Grammar, View};
use crate::syntax::tokens_of;
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
    /// «قرار است», before what is to come.
    pub(super) due: ClassSet,
    /// «متوفای», before a date of somebody's life.
    pub(super) life: ClassSet,
    /// «انتخابات», in which one defeats another without a fight.
    pub(super) contest: ClassSet,
    /// «دانشجو», «زائر»: people who are sent somewhere and are no force.
    pub(super) civil: ClassSet,
    /// «در حالی که», which sets a clause against the one before it.
    pub(super) contrast: ClassSet,
    /// «بار», by which it is told how often something happened.
    pub(super) times: ClassSet,
}

impl RealityWords {
    /// Those of a grammar.
    ///
    /// # Errors
    /// Features of the lexicon that nobody asks for.
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        grammar.lexicon.features(READER)
    }

    /// Whether a noun of what is claimed, asked for or said to have come about begins at a token.
    pub(super) fn claims(&self, view: &View<'_>, at: u32) -> bool {
        [&self.claim, &self.proposal, &self.occurrence].into_iter().any(|classes| view.begins(at, classes))
    }

    /// Whether a date lies behind the day of the document, or says by itself that it is to come.
    pub(super) fn is_ahead(&self, view: &View<'_>, date: &DateRow, today: Option<Day>) -> bool {
        let starts = date.value.period.zip(today).is_some_and(|(period, today)| period.first > today);
        starts || tokens_of(view, date.span).positions().any(|at| view.begins(at, &self.ahead))
    }
}
