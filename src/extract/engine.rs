//! The engine: the stages in their order over one document.

use super::analysis::{Analysis, Document};
use super::settings::{Settings, Stage};
use crate::actors::{self, Actors};
use crate::clauses::{self, Clauses};
use crate::dates::{self, Dates};
use crate::figures::{self, Figures};
use crate::finding::{Finding, Severity};
use crate::language::Languages;
use crate::resolve::Resolver;
use crate::rule::{Grammar, RuleSet, RuleTable, TokenSet, View, Watch};
use crate::segment::{self, LABEL_RULES, Markers};
use crate::text::{MAX_TEXT_BYTES, Span};

/// The tables whose rows rules make, with what their rules can mean.
pub const RULE_TABLES: [RuleTable; 6] = [
    dates::RULES,
    figures::RULES,
    actors::RULES,
    LABEL_RULES,
    clauses::PROVISION_RULES,
    clauses::REFERENCE_RULES,
];

/// Everything that extraction needs, compiled once; share it between threads.
#[derive(Debug)]
pub struct Engine {
    pub(super) grammar: Grammar,
    pub(super) languages: Languages,
    pub(super) resolver: Resolver,
    pub(super) markers: Markers,
    pub(super) dates: Dates,
    pub(super) figures: Figures,
    pub(super) actors: Actors,
    pub(super) clauses: Clauses,
    pub(super) settings: Settings,
    pub(super) fingerprint: String,
}

impl Engine {
    /// The compiled words and forms.
    #[must_use]
    pub const fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// The rules.
    #[must_use]
    pub const fn rules(&self) -> &RuleSet {
        &self.grammar.rules
    }

    /// SHA-256 over all lexicon and rule files it was built from, in hexadecimal.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The settings it was built with.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Finds everything in one document. For a text of 2 GiB or more, whose offsets cannot be written, it returns one
    /// finding that says so.
    #[must_use]
    pub fn analyse(&self, document: &Document<'_>) -> Analysis {
        self.analyse_under(document, Watch::default()).unwrap_or_default()
    }

    /// As [`Self::analyse`], but returns `None` where `give_up` returns true before the end. It is asked between the
    /// stages and every few sentences.
    #[must_use]
    pub fn analyse_until(&self, document: &Document<'_>, give_up: &dyn Fn() -> bool) -> Option<Analysis> {
        self.analyse_under(document, Watch::new(give_up))
    }

    fn analyse_under(&self, document: &Document<'_>, watch: Watch<'_>) -> Option<Analysis> {
        if document.text.len() > MAX_TEXT_BYTES {
            return Some(Analysis { findings: vec![too_long(document.text)], ..Analysis::default() });
        }
        let mut view = View::watched(&self.grammar, document.text, watch);
        if view.watch.ask() {
            return None;
        }
        let told = self.languages.tell(&view);
        view.foreign = told.foreign;
        let segments = segment::segment(&view, &self.markers);
        let of_stages =
            [(Stage::Dates, dates::TABLE), (Stage::Figures, figures::TABLE), (Stage::Actors, actors::TABLE)];
        let tables: Vec<&str> =
            of_stages.into_iter().filter(|(stage, _)| self.runs(*stage)).map(|(_, table)| table).collect();
        let sentences = || segments.sentences().map(|(_, segment)| segment.tokens);
        view.expect(&tables, sentences());
        let mut analysis = Analysis { language: told.language, ..Analysis::default() };
        analysis.findings.extend(told.finding(view.text));
        let mut taken = TokenSet::new(view.tokens.list.len());
        let findings = &mut analysis.findings;
        if self.runs(Stage::Dates) && !view.watch.ask() {
            analysis.dates = fitted(self.dates.extract(&view, &segments, &mut taken));
            self.resolver.dates(&view, &segments, document.reference, &mut analysis.dates, findings);
        }
        if self.runs(Stage::Figures) && !view.watch.ask() {
            let slash = self.settings.decimal_slash;
            analysis.figures = fitted(self.figures.extract(&view, &segments, slash, &mut taken, findings));
        }
        if self.runs(Stage::Actors) && !view.watch.ask() {
            let (entities, mentions) = self.actors.extract(&view, &segments, &taken);
            (analysis.entities, analysis.mentions) = (fitted(entities), fitted(mentions));
        }
        if self.runs(Stage::Clauses) && !view.watch.ask() {
            // Apart from the other tables, whose candidates take memory in a long document and are not needed any more.
            if !segments.items.is_empty() {
                view.expect(&clauses::TABLES, sentences());
            }
            let known = clauses::Known {
                reference: document.reference,
                dates: &analysis.dates,
                entities: &analysis.entities,
                mentions: &analysis.mentions,
            };
            let found = self.clauses.extract(&view, &segments, &known, findings);
            (analysis.clauses, analysis.provisions) = (fitted(found.clauses), fitted(found.provisions));
            analysis.references = fitted(found.references);
        }
        analysis.segments = fitted(segments.list);
        (!view.watch.ask()).then_some(analysis)
    }

    fn runs(&self, stage: Stage) -> bool {
        self.settings.stages.contains(&stage)
    }
}

fn too_long(text: &str) -> Finding {
    Finding {
        check: "too-long",
        severity: Severity::Error,
        row: None,
        span: Span::new(0, 0),
        message: format!("expected at most {MAX_TEXT_BYTES} bytes of text, found {}", text.len()),
    }
}

/// Returns rows without spare capacity, which a stage reserves for all that may match: an analysis may wait in memory
/// until it is written.
fn fitted<T>(mut rows: Vec<T>) -> Vec<T> {
    rows.shrink_to_fit();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The prefilter must not lose matches: the texts of all rules, under the rules of all tables.
    #[test]
    fn rules_match_where_trying_them_everywhere_says() {
        let engine = Engine::builder().build().unwrap();
        let rules = engine.rules();
        let examples = |rule: &crate::rule::Rule| {
            let right = rule.examples.iter().map(|example| example.text.clone());
            let wrong = rule.counterexamples.iter().map(|example| example.text.clone());
            right.chain(wrong).collect::<Vec<String>>()
        };
        let tables = RULE_TABLES.map(|table| table.name);
        let texts: Vec<String> = rules.rules().iter().flat_map(examples).collect();
        assert!(texts.len() > 300, "{}", texts.len());
        // Two by two, so that the words of one stand beside those of the next.
        for pair in texts.windows(2) {
            let text = pair.join(" ");
            let mut view = View::new(&engine.grammar, &text);
            let sentence = (0, view.tokens.list.len() as u32);
            for expected in [&[][..], &["actors", "dates"], &tables] {
                view.expect(expected, [sentence].into_iter());
                for table in tables {
                    let mut found = Vec::new();
                    view.matches(table, sentence, |one| found.push(one));
                    let all = view.matches_tried_everywhere(table, sentence);
                    assert_eq!(found, all, "{table}: {text}");
                }
            }
        }
    }
}
