//! Why a text was read as it was: tokens, what each can begin, the rules that fit, the rows that won.

use super::{Document, Engine};
use crate::rule::{Match, NUMBER, Scene};
use crate::segment::{self, SegmentKind};
use std::fmt::Write;

/// The tables whose rows rules make.
const TABLES: [&str; 4] = ["dates", "figures", "actors", "clauses"];

impl Engine {
    /// The derivation of a text, for people: one paragraph for each step.
    #[must_use]
    pub fn explain(&self, document: &Document<'_>) -> String {
        let scene = Scene::new(&self.grammar, document.text);
        let segments = segment::segment(&scene, &self.markers);
        let mut out = String::new();
        // Writing to a string does not fail.
        let _ = self.describe(document, &scene, &segments, &mut out);
        out
    }

    fn describe(
        &self,
        document: &Document<'_>,
        scene: &Scene<'_>,
        segments: &segment::Segments,
        out: &mut String,
    ) -> std::fmt::Result {
        for segment in &segments.list {
            if !matches!(segment.kind, SegmentKind::Sentence | SegmentKind::Heading) {
                continue;
            }
            writeln!(out, "{:?}: {}", segment.kind, scene.slice(segment.span))?;
            let range = segment.tokens.0 as usize..segment.tokens.1 as usize;
            writeln!(out, "  tokens and what they can begin")?;
            for at in range.clone() {
                let Some(token) = scene.tokens.list.get(at) else { continue };
                write!(out, "    {at:>4}  {}", scene.slice(token.span))?;
                for edge in scene.lattice.at(at) {
                    let words = scene.slice(scene.span(edge.first, edge.last));
                    match (edge.class == NUMBER, scene.lattice.numeral(edge), scene.entry(edge)) {
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
            for table in TABLES {
                let mut matches: Vec<Match> = Vec::new();
                self.grammar.rules.matches(
                    table,
                    scene.text,
                    &scene.tokens,
                    &scene.lattice,
                    (range.start, range.end),
                    |m| {
                        matches.push(m);
                    },
                );
                if !matches.is_empty() {
                    writeln!(out, "  rules that fit in {table}")?;
                }
                for found in matches {
                    let span = scene.slice(scene.span(found.first, found.last));
                    write!(out, "    {} «{span}»", self.grammar.rules.name(found.rule))?;
                    for capture in &found.captures {
                        let slot = self.grammar.rules.slot(found.rule, capture.slot);
                        write!(out, "  {slot}=«{}»", scene.slice(scene.span(capture.first, capture.last)))?;
                    }
                    writeln!(out)?;
                }
            }
        }
        self.describe_rows(document, scene, out)
    }

    fn describe_rows(
        &self,
        document: &Document<'_>,
        scene: &Scene<'_>,
        out: &mut String,
    ) -> std::fmt::Result {
        let analysis = self.analyse(document);
        let rules = &self.grammar.rules;
        writeln!(out, "rows")?;
        for row in &analysis.dates {
            writeln!(out, "  date «{}» by {}: {:?}", scene.slice(row.span), rules.name(row.rule), row.value)?;
        }
        for row in &analysis.figures {
            writeln!(
                out,
                "  figure «{}» by {}: {:?}",
                scene.slice(row.span),
                rules.name(row.rule),
                row.value
            )?;
        }
        for row in &analysis.mentions {
            let id = analysis.entities.get(row.value.entity).map_or("", |entity| entity.id.as_str());
            let role = row.value.role.map_or("", |span| scene.slice(span));
            writeln!(
                out,
                "  mention «{}» by {}: {id}, {:?}, {:?}{}{role}",
                scene.slice(row.span),
                rules.name(row.rule),
                row.value.kind,
                row.value.method,
                if role.is_empty() { "" } else { ", role " },
            )?;
        }
        for row in &analysis.clauses {
            writeln!(out, "  clause {} «{}»", row.value.eid, scene.slice(row.value.label))?;
        }
        for row in &analysis.provisions {
            writeln!(out, "  provision {:?} «{}»", row.value.modality, scene.slice(row.span))?;
        }
        for finding in &analysis.findings {
            writeln!(out, "  finding {} ({:?}): {}", finding.check, finding.severity, finding.message)?;
        }
        Ok(())
    }
}
