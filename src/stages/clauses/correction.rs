//! Clauses and provisions as people correct them.

use super::Clauses;
use super::grafted;
use super::model::{Clause, ClauseKind, ClauseRow, Modality, Provision, ProvisionRow, ReferenceRow};
use crate::calendar::Duration;
use crate::stages::correct::Corrector;
use crate::stages::extractor::Input;
use crate::stages::values::Values;
use crate::table::RowsOf;
use crate::text::Span;

impl<A: RowsOf<ClauseRow> + RowsOf<ProvisionRow> + RowsOf<ReferenceRow>> Corrector<A, Clause> for Clauses {
    const COLUMNS: &'static [&'static str] = &["ordinal", "kind", "label", "level"];
    const OF_ADDED: &'static [&'static str] = &["label", "level"];

    fn blank(&self) -> Clause {
        Clause {
            kind: ClauseKind::Item,
            instrument: None,
            list: 0,
            label: Span::new(0, 0),
            ordinal: 1,
            level: 1,
            parent: None,
            eid: String::new(),
            heading: None,
        }
    }

    fn set(
        &self,
        row: &mut ClauseRow,
        values: &Values<'_>,
        _: &mut A,
        _: Option<&Input<'_>>,
    ) -> Result<(), String> {
        let clause = &mut row.value;
        clause.kind = values.word("kind")?.unwrap_or(clause.kind);
        if let Some(ordinal) = values.whole("ordinal", 1..=i64::from(i32::MAX))? {
            let ordinal = ordinal.and_then(|ordinal| u32::try_from(ordinal).ok());
            clause.ordinal = ordinal.ok_or("ordinal: expected a number from 1 on, found null")?;
        }
        grafted::level(values)?;
        values.text("label").map(|_| ())
    }

    fn added(
        &self,
        span: Span,
        values: &Values<'_>,
        analysis: &mut A,
        input: &Input<'_>,
    ) -> Result<Clause, String> {
        let mut row = grafted::clause(input.view.text, analysis.rows_of(), span, values)?;
        self.set(&mut row, values, analysis, Some(input))?;
        Ok(row.value)
    }

    fn beside(&self, row: &ClauseRow, other: &ClauseRow) -> Result<(), String> {
        grafted::beside(row, other)
    }

    /// The parts of a clause that is gone are those of the clause that held it, and so are its provisions.
    fn renumber(&self, analysis: &mut A, input: &Input<'_>, moved: &[Option<usize>], old: &[ClauseRow]) {
        let exact = |row: usize| moved.get(row).copied().flatten();
        let left = |row: usize| {
            let mut next = Some(row);
            while let Some(row) = next {
                if let Some(new) = exact(row) {
                    return Some(new);
                }
                // A parent stands before its parts, so the walk ends.
                next = old.get(row).and_then(|row| row.value.parent).filter(|&parent| parent < row);
            }
            None
        };
        let rows: &mut Vec<ClauseRow> = analysis.rows_of_mut();
        for row in rows.iter_mut() {
            row.value.parent = row.value.parent.and_then(left);
        }
        let is_grafted = rows.len() > moved.iter().flatten().count();
        if is_grafted {
            let mut new = vec![true; rows.len()];
            for &at in moved.iter().flatten() {
                if let Some(new) = new.get_mut(at) {
                    *new = false;
                }
            }
            grafted::graft(input.view.text, rows, &new);
        }
        let mut levels = Vec::with_capacity(rows.len());
        for row in rows.iter_mut() {
            let above: Option<u8> = row.value.parent.and_then(|parent| levels.get(parent).copied());
            row.value.level = above.map_or(1, |level| level.saturating_add(1));
            levels.push(row.value.level);
        }
        let places: Vec<Span> = rows.iter().map(|row| row.span).collect();
        let holder = |span: Span, clause: usize| {
            if is_grafted { grafted::innermost(&places, span).unwrap_or(clause) } else { clause }
        };
        let provisions: &mut Vec<ProvisionRow> = analysis.rows_of_mut();
        provisions.retain_mut(|row| {
            let clause = left(row.value.clause);
            clause.map(|clause| row.value.clause = holder(row.span, clause)).is_some()
        });
        let references: &mut Vec<ReferenceRow> = analysis.rows_of_mut();
        references.retain_mut(|row| {
            row.value.resolved = row.value.resolved.and_then(exact);
            let clause = left(row.value.clause);
            clause.map(|clause| row.value.clause = holder(row.span, clause)).is_some()
        });
    }
}

impl<A: RowsOf<ClauseRow> + RowsOf<ProvisionRow>> Corrector<A, Provision> for Clauses {
    const COLUMNS: &'static [&'static str] = &["modality", "effective_date", "deadline_date", "duration"];

    fn blank(&self) -> Provision {
        provision(0)
    }

    fn set(
        &self,
        row: &mut ProvisionRow,
        values: &Values<'_>,
        _: &mut A,
        _: Option<&Input<'_>>,
    ) -> Result<(), String> {
        set(&mut row.value, values)
    }

    fn added(
        &self,
        span: Span,
        values: &Values<'_>,
        analysis: &mut A,
        _: &Input<'_>,
    ) -> Result<Provision, String> {
        let clauses: &[ClauseRow] = analysis.rows_of();
        let holding = clauses.iter().rposition(|clause| clause.span.contains(span));
        let mut added =
            provision(holding.ok_or("quote: expected the words of a clause, found them in none")?);
        set(&mut added, values)?;
        Ok(added)
    }

    fn renumber(&self, _: &mut A, _: &Input<'_>, _: &[Option<usize>], _: &[ProvisionRow]) {}
}

fn provision(clause: usize) -> Provision {
    Provision {
        clause,
        modality: Modality::Statement,
        effective: None,
        deadline: None,
        duration: None,
        condition: None,
        parties: Vec::new(),
    }
}

fn set(provision: &mut Provision, values: &Values<'_>) -> Result<(), String> {
    provision.modality = values.word("modality")?.unwrap_or(provision.modality);
    provision.effective = values.day("effective_date")?.unwrap_or(provision.effective);
    provision.deadline = values.day("deadline_date")?.unwrap_or(provision.deadline);
    if let Some(duration) = values.read("duration", "an ISO 8601 duration such as P45D", Duration::parse)? {
        provision.duration = duration;
    }
    Ok(())
}
