//! Finds the figures of a document.

use super::checks;
use super::checks::Placed;
use super::context::Context;
use super::model::FigureRow;
use super::rates;
use super::reading::{Draft, Form, READINGS, Reader};
use super::slash;
use super::slash::DecimalSlash;
use super::spelling::Spelling;
use super::words::Words;
use crate::error::Result;
use crate::finding::Finding;
use crate::rule::{ByRule, Grammar, RuleTable, TokenSet, View};
use crate::segment::Segments;

/// The rules' folder.
pub(crate) const TABLE: &str = "figures";

/// The table of these rules.
pub(crate) const RULES: RuleTable = RuleTable { name: TABLE, rows: TABLE, readings: READINGS };

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Figures {
    words: Words,
    spelling: Spelling,
    forms: ByRule<Form>,
}

impl Figures {
    /// Reads what the lexicon says of this stage's words.
    ///
    /// # Errors
    /// An entry that lacks what its class needs.
    pub fn new(grammar: &Grammar) -> Result<Self> {
        let words = Words::new(&grammar.lexicon)?;
        let spelling = Spelling::new(&grammar.lexicon, &words);
        let forms = grammar.rules.readings(TABLE)?;
        Ok(Self { words, spelling, forms })
    }

    /// The figures of a document; their tokens are taken.
    #[must_use]
    pub fn extract(
        &self,
        view: &View<'_>,
        segments: &Segments,
        slash: DecimalSlash,
        taken: &mut TokenSet,
        findings: &mut Vec<Finding>,
    ) -> Vec<FigureRow> {
        let context = Context::new(view, &self.words, segments, taken);
        let count = view.candidate_count(TABLE);
        let mut drafts: Vec<(Draft, FigureRow)> = Vec::with_capacity(count);
        let mut places = Vec::with_capacity(count);
        for (at, segment) in segments.sentences() {
            let reader = Reader { context: &context, spelling: &self.spelling, sentence: segment.tokens };
            let mut readings = view.read(TABLE, segment.tokens, taken, |found| {
                let form = self.forms.get(found.rule)?;
                reader.read(form, found)
            });
            rates::periods(&context, segment.tokens, &mut readings);
            rates::currencies(&context, segment.tokens, &mut readings);
            for reading in readings {
                let found = &reading.found;
                places.push(Placed {
                    from: found.from.min(found.first),
                    first: found.first,
                    last: found.last,
                });
                let row = FigureRow {
                    span: view.span(found.first, found.last),
                    segment: at,
                    rule: found.rule,
                    value: reading.value.quantity.clone(),
                };
                drafts.push((reading.value, row));
            }
        }
        if let Some(evidence) = slash.evidence(view, &drafts) {
            for (at, (draft, row)) in drafts.iter_mut().enumerate() {
                findings.extend(slash::repair(draft, row, at, &evidence));
            }
        }
        let rows: Vec<FigureRow> = drafts.into_iter().map(|(_, row)| row).collect();
        checks::run(&context, segments, &rows, &places, findings);
        rows
    }
}
