//! Says of each figure what it is a figure of.

use super::conflict::conflicts;
use super::placed::Figures;
use super::reader::Reader;
use super::words::{Scene, Words};
use crate::error::Result;
use crate::finding::{Finding, RowRef, Severity};
use crate::rule::{Grammar, RuleTable, TokenSet};
use crate::stages::actors::{Entity, MentionRow};
use crate::stages::clauses::ClauseRow;
use crate::stages::dates::DateRow;
use crate::stages::enclosing::Places;
use crate::stages::extractor::{Extractor, Input};
use crate::stages::figures::{FIGURES, Fact, FigureRow};
use crate::stages::statements::StatementRow;
use crate::table::{RowsOf, TableRows};

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Facts {
    words: Words,
}

impl<A> Extractor<A> for Facts
where
    A: RowsOf<FigureRow>
        + RowsOf<Entity>
        + RowsOf<DateRow>
        + RowsOf<MentionRow>
        + RowsOf<StatementRow>
        + RowsOf<ClauseRow>
        + RowsOf<Finding>
        + 'static,
{
    const FINDS_BY: &'static [RuleTable] = &[];
    const TABLES: &'static [&'static dyn TableRows<A>] = &[];
    type Pending = ();

    fn new(grammar: &Grammar) -> Result<Self> {
        Ok(Self { words: Words::new(grammar)? })
    }

    fn find(&self, _: &Input<'_>, _: &mut TokenSet) {}

    fn resolve(&self, input: &Input<'_>, (): (), analysis: &mut A) {
        let figures: &[FigureRow] = analysis.rows_of();
        if figures.is_empty() {
            return;
        }
        let mentions: &[MentionRow] = analysis.rows_of();
        let dates: &[DateRow] = analysis.rows_of();
        let scene = Scene::new(input, &self.words, mentions, dates);
        let laws = Places::laws(input.view, analysis.rows_of());
        let statements: &[StatementRow] = analysis.rows_of();
        let mut reader = Reader {
            scene: &scene,
            dates,
            statements,
            entities: analysis.rows_of(),
            contents: statements.iter().map(|row| row.span).collect(),
            laws,
            input,
            figures: Figures::new(input.view, figures),
            sentence: None,
            last: None,
            fell: false,
            reference: input.reference,
        };
        let mut findings = Vec::new();
        let mut facts: Vec<Fact> = Vec::with_capacity(figures.len());
        for (at, row) in figures.iter().enumerate() {
            reader.fell = false;
            facts.push(reader.fact(row));
            if reader.fell {
                findings.push(fall(row, at));
            }
        }
        conflicts(&scene, figures, &facts, &mut findings);
        for (row, fact) in RowsOf::<FigureRow>::rows_of_mut(analysis).iter_mut().zip(facts) {
            row.value.fact = fact;
        }
        RowsOf::<Finding>::rows_of_mut(analysis).append(&mut findings);
    }
}

/// `growth` is how much something changed, either way: that it fell is told beside it.
fn fall(row: &FigureRow, at: usize) -> Finding {
    Finding {
        check: "fall",
        severity: Severity::Info,
        row: Some(RowRef { table: FIGURES.name, index: at }),
        span: row.span,
        message: "it fell by so much; the value has no sign of its own".to_owned(),
    }
}
