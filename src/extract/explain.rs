//! Why a text was read as it was: tokens, what each can begin, the rules that fit, and how dates got their days.

use super::derivation;
use super::document::Document;
use super::engine::{Engine, RULE_TABLES};
use crate::calendar::Day;
use crate::rule::{Match, NUMBER, View};
use crate::segment::{self, SegmentKind};
use std::fmt::Write;

impl Engine {
    /// The derivation of a text, for people: one paragraph for each step. Which of the rules win, its tables show.
    #[must_use]
    pub fn explain(&self, text: &str, reference: Option<Day>) -> String {
        let view = View::new(&self.grammar, text);
        let segments = segment::segment(&view, &self.markers);
        let mut out = String::new();
        // Writing to a string does not fail.
        let _ = self.describe(&view, &segments, &mut out);
        let analysis = self.analyse(&Document { doc_id: "text", text, reference });
        let _ = derivation::dates(&view, &analysis, reference, &mut out);
        out
    }

    fn describe(&self, view: &View<'_>, segments: &segment::Segments, out: &mut String) -> std::fmt::Result {
        for segment in &segments.list {
            let kind = match segment.kind {
                SegmentKind::Sentence => "sentence",
                SegmentKind::Heading => "heading",
                _ => continue,
            };
            writeln!(out, "{kind} «{}»", view.slice(segment.span))?;
            writeln!(out, "  tokens and what they can begin")?;
            for at in segment.tokens.0 as usize..segment.tokens.1 as usize {
                let Some(token) = view.tokens.list.get(at) else { continue };
                write!(out, "    {at:>4}  {}", view.slice(token.span()))?;
                for edge in view.lattice.at(at) {
                    let words = view.slice(view.span(edge.first, edge.last()));
                    match (edge.class == NUMBER, view.number(&edge), view.entry(&edge)) {
                        (true, Some(numeral), _) => {
                            let kind = if numeral.ordinal { "ordinal" } else { "number" };
                            write!(out, "  [{kind} {} «{words}»]", numeral.value)?;
                        }
                        (false, _, Some(entry)) => {
                            let class = &self.grammar.lexicon.classes()[edge.class.0 as usize];
                            write!(out, "  [{class} {} «{words}»]", entry.id)?;
                        }
                        _ => {}
                    }
                }
                writeln!(out)?;
            }
            for table in RULE_TABLES.iter().map(|table| table.name) {
                let mut matches: Vec<Match> = Vec::new();
                view.matches(table, segment.tokens, |found| matches.push(found));
                if !matches.is_empty() {
                    writeln!(out, "  rules that fit in {table}")?;
                }
                for found in matches {
                    let span = view.slice(view.span(found.first, found.last));
                    write!(out, "    {} «{span}»", self.grammar.rules.name(found.rule))?;
                    for capture in &found.captures {
                        let slot = self.grammar.rules.slot(found.rule, capture.slot);
                        write!(out, "  {slot}=«{}»", view.slice(view.span(capture.first, capture.last)))?;
                    }
                    writeln!(out)?;
                }
            }
        }
        Ok(())
    }
}
