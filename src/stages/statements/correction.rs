//! Statements as people correct them.

use super::Statements;
use super::model::{Act, Form, Statement, StatementRow};
use crate::stages::correct::Corrector;
use crate::stages::extractor::Input;
use crate::stages::values::Values;
use crate::table::RowsOf;
use crate::text::Span;

impl<A: RowsOf<StatementRow>> Corrector<A, Statement> for Statements {
    const COLUMNS: &'static [&'static str] = &["form", "act", "hearsay"];

    fn blank(&self) -> Statement {
        Statement {
            cue: Span::new(0, 0),
            speaker: None,
            speakers: Vec::new(),
            form: Form::Indirect,
            act: Act::Assert,
            hearsay: false,
            parent: None,
            medium: None,
            addressee: None,
            date: None,
        }
    }

    fn set(&self, row: &mut StatementRow, values: &Values<'_>, _: &mut A) -> Result<(), String> {
        let statement = &mut row.value;
        statement.form = values.word("form")?.unwrap_or(statement.form);
        statement.act = values.word("act")?.unwrap_or(statement.act);
        statement.hearsay = values.flag("hearsay")?.unwrap_or(statement.hearsay);
        Ok(())
    }

    fn added(&self, _: Span, _: &Values<'_>, _: &mut A, _: &Input<'_>) -> Result<Statement, String> {
        Err("verdict add: expected a table whose rows stand alone, found statements, which need the words that attribute them"
            .to_owned())
    }

    fn renumber(&self, analysis: &mut A, moved: &[Option<usize>], old: &[StatementRow]) {
        let left = |row: usize| {
            let mut next = Some(row);
            // As many steps as there are rows end a circle, which there is none of.
            for _ in 0..=old.len() {
                let row = next?;
                if let Some(new) = moved.get(row).copied().flatten() {
                    return Some(new);
                }
                next = old.get(row)?.value.parent;
            }
            None
        };
        for row in analysis.rows_of_mut() {
            row.value.parent = row.value.parent.and_then(left);
        }
    }
}
