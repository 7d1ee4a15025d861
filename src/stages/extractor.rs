//! What a stage is to the engine.

use crate::calendar::Day;
use crate::corrections::{Correction, Line};
use crate::error::Result;
use crate::rule::{Grammar, RuleTable, TokenSet, View};
use crate::segment::Segments;
use crate::syntax::VerbsRead;
use crate::table::TableRows;
use std::sync::Arc;

/// A document as the stages see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a> {
    /// Its text, tokens and what each can begin.
    pub(crate) view: &'a View<'a>,
    /// Its headings, paragraphs, list items and sentences.
    pub(crate) segments: &'a Segments,
    /// The verbs of its sentences, as far as a stage has asked for them.
    pub(crate) verbs: &'a VerbsRead,
    /// "Today" for relative dates.
    pub(crate) reference: Option<Day>,
    /// Its id.
    pub(crate) doc_id: &'a str,
    /// SHA-256 of its source, where that is known.
    pub(crate) sha256: &'a str,
    /// What people said of its rows.
    pub(crate) corrections: &'a [Arc<Line>],
}

/// A stage: finds rows sentence by sentence, then relates them over the whole document. `A` is the analysis that takes the
/// rows, which has those of the stages before.
pub(crate) trait Extractor<A: 'static>: Sized {
    /// The tables whose rules are matched in sentences.
    const FINDS_BY: &'static [RuleTable];

    /// Those whose rules are matched where a document has list items alone.
    const FINDS_IN_ITEMS_BY: &'static [RuleTable] = &[];

    /// The tables of its rows.
    const TABLES: &'static [&'static dyn TableRows<A>];

    /// Those of them whose rows people can correct, with the columns that can be set.
    const CORRECTED: &'static [(&'static str, &'static [&'static str])] = &[];

    /// Of those, the columns that only rows which people add can be given.
    const OF_ADDED: &'static [(&'static str, &'static [&'static str])] = &[];

    /// What one document needs to be known between finding and relating.
    type Pending;

    /// Reads what the lexicon and the rules say to this stage.
    ///
    /// # Errors
    /// An entry or a rule that lacks what its class or reading needs.
    fn new(grammar: &Grammar) -> Result<Self>;

    /// Finds rows in the sentences of a document; their tokens are taken.
    fn find(&self, input: &Input<'_>, taken: &mut TokenSet) -> Self::Pending;

    /// Relates what all stages have found, and adds the stage's rows and findings to the analysis.
    fn resolve(&self, input: &Input<'_>, pending: Self::Pending, analysis: &mut A);

    /// Does what people said of the stage's rows, before later stages relate theirs to them.
    fn correct(&self, _input: &Input<'_>, _analysis: &mut A) {}

    /// Whether values can be those of a row of one of its tables.
    ///
    /// # Errors
    /// Which value cannot, and why.
    fn sound(&self, _correction: &Correction) -> std::result::Result<(), String> {
        Ok(())
    }
}
