//! The sentences of a text: their tokens, what each can begin, the forms that fit, and what became of each.

use super::rows::Explained;
use crate::extract::{Engine, Inspection, RULE_TABLES};
use crate::rule::{Match, Meaning, Refusal, RuleId, View};
use crate::segment::{Segment, SegmentKind};
use crate::stages::Stages;
use std::fmt::{Result, Write};

/// Writes a paragraph for each sentence and heading.
pub(super) fn write(
    engine: &Engine,
    inspection: &Inspection<'_>,
    rows: &[Explained],
    out: &mut String,
) -> Result {
    let (view, refusals) = (&inspection.view, inspection.view.refusals.list());
    for segment in &inspection.analysis.segments {
        let kind = match segment.kind {
            SegmentKind::Sentence => "sentence",
            SegmentKind::Heading => "heading",
            _ => continue,
        };
        writeln!(out, "{kind} «{}»", view.slice(segment.span))?;
        tokens(engine, view, segment, out)?;
        for table in RULE_TABLES.iter() {
            let mut matches: Vec<Match> = Vec::new();
            view.matches(table.name, segment.tokens, |found| matches.push(found));
            if !matches.is_empty() {
                writeln!(out, "  rules that fit in {}", table.name)?;
            }
            for found in matches {
                let span = view.slice(view.span(found.first, found.last));
                write!(out, "    {} «{span}»", engine.rules().name(found.rule))?;
                for capture in &found.captures {
                    let slot = engine.rules().slot(found.rule, capture.slot);
                    write!(out, "  {slot}=«{}»", view.slice(view.span(capture.first, capture.last)))?;
                }
                writeln!(out, "  {}", outcome(engine, view, &found, rows, &refusals))?;
            }
        }
    }
    Ok(())
}

fn tokens(engine: &Engine, view: &View<'_>, segment: &Segment, out: &mut String) -> Result {
    writeln!(out, "  tokens and what they can begin")?;
    for at in segment.tokens.first as usize..segment.tokens.end as usize {
        let Some(token) = view.tokens.list.get(at) else { continue };
        write!(out, "    {at:>4}  {}", view.slice(token.span()))?;
        for edge in view.lattice.at(at) {
            let words = view.slice(view.span(edge.first, edge.last()));
            match view.meaning(&edge) {
                Some(Meaning::Number(numeral)) => {
                    let kind = if numeral.ordinal { "ordinal" } else { "number" };
                    write!(out, "  [{kind} {} «{words}»]", numeral.value)?;
                }
                Some(Meaning::Entry(entry)) => {
                    let class = engine.grammar().lexicon.classes().get(usize::from(entry.class.0));
                    let class = class.map_or("", String::as_str);
                    write!(out, "  [{class} {} «{words}»]", entry.id)?;
                }
                None => {}
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What became of a form that fits: a row, words of another row, or nothing, and why.
fn outcome(
    engine: &Engine,
    view: &View<'_>,
    found: &Match,
    rows: &[Explained],
    refusals: &[Refusal],
) -> String {
    let span = view.span(found.from.min(found.first), found.to.max(found.last));
    let over = |row: &&Explained| row.span.overlaps(span);
    if rows.iter().filter(over).any(|row| row.rule == Some(found.rule)) {
        return "-> a row".to_owned();
    }
    let refused = |refusal: &&Refusal| {
        refusal.rule == found.rule && refusal.tokens.first < found.to && found.from < refusal.tokens.end
    };
    if let Some(refusal) = refusals.iter().find(refused) {
        return format!("-> refused: {}", refusal.why);
    }
    let words = view.span(found.first, found.last);
    let table = |rule| engine.rules().rule(rule).map_or("", |rule| rule.table.as_str());
    // Stages that find share the words of a sentence.
    let finds =
        |name: &str| Stages::RULES.iter().any(|(_, [finds, _])| finds.iter().any(|table| table.name == name));
    let own = table(found.rule);
    let rivals = |rule: RuleId| table(rule) == own || finds(table(rule)) && finds(own);
    let holder = rows.iter().find(|row| row.rule.is_some_and(rivals) && row.span.overlaps(words));
    match holder.and_then(|row| Some((row, row.rule?))) {
        Some((row, rule)) => {
            let (words, rule) = (view.slice(row.span), engine.rules().name(rule));
            format!("-> no row: its words are in the row of {} «{words}» ({rule})", row.table.name)
        }
        None => "-> refused: its reading gives it no value here".to_owned(),
    }
}
