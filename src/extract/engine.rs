//! The engine: the stages in their order over one document.

use super::cells::cells_of;
use super::density::{self, DENSE, GivenUp, SIZES, of_clauses, of_findings};
use super::document::Document;
use super::settings::Settings;
use crate::corrections::{Applied, Correction, Status};
use crate::finding::{Finding, Severity};
use crate::language::{Languages, lost_letters};
use crate::rule::{Effort, Efforts, Grammar, Refusals, RuleSet, RuleTable, TokenSet, View, Watch};
use crate::segment::{self, LABEL_RULES, Markers, Segments};
use crate::stages::{Analysis, Input, Stages};
use crate::syntax::VerbsRead;
use crate::text::{MAX_TEXT_BYTES, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, LazyLock};

/// The tables whose rows rules make, with what their rules can mean.
pub static RULE_TABLES: LazyLock<Vec<RuleTable>> = LazyLock::new(|| {
    let [everywhere, of_items] =
        [0, 1].map(|phase| Stages::RULES.iter().flat_map(move |(_, rules)| rules[phase]));
    everywhere.chain([&LABEL_RULES]).chain(of_items).copied().collect()
});

/// Everything that extraction needs, compiled once; share it between threads.
#[derive(Debug)]
pub struct Engine {
    pub(super) grammar: Grammar,
    pub(super) languages: Languages,
    pub(super) markers: Markers,
    pub(super) stages: Stages,
    pub(super) settings: Settings,
    pub(super) fingerprint: String,
}

/// A document with its analysis, and what the stages saw of it.
pub(crate) struct Inspection<'a> {
    pub(crate) view: View<'a>,
    pub(crate) analysis: Analysis,
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

    /// The tables whose rows people can correct, with the columns that they can set.
    #[must_use]
    pub fn corrected_tables() -> Vec<(&'static str, &'static [&'static str])> {
        Stages::corrected()
    }

    /// Of those, the columns that only rows which people add can be given.
    #[must_use]
    pub fn columns_of_added() -> Vec<(&'static str, &'static [&'static str])> {
        Stages::of_added()
    }

    /// Whether the values of a correction can be those of a row.
    ///
    /// # Errors
    /// Which value cannot, and why.
    pub fn check_correction(&self, correction: &Correction) -> Result<(), String> {
        self.stages.sound(correction)
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

    /// As [`Self::analyse_until`], and gives up too what would hold more than so many bytes in memory.
    ///
    /// # Errors
    /// Why there is no analysis.
    pub(crate) fn analyse_within(
        &self,
        document: &Document<'_>,
        give_up: &dyn Fn() -> bool,
        room: u64,
    ) -> Result<Analysis, GivenUp> {
        // What is far too much is not even cut into tokens.
        let least = if document.text.len() < DENSE { 0 } else { density::least(document.text) };
        if least > room {
            return Err(GivenUp::TooDense { held: least, room });
        }
        let watch = Watch::new(give_up).within(room, &SIZES);
        self.watched(document, watch).map_err(|watch| match watch.is_full() {
            true => GivenUp::TooDense { held: watch.held(), room },
            false => GivenUp::Asked,
        })
    }

    fn analyse_under(&self, document: &Document<'_>, watch: Watch<'_>) -> Option<Analysis> {
        self.watched(document, watch).ok()
    }

    /// # Errors
    /// The watch that ended the analysis.
    fn watched<'w>(&'w self, document: &Document<'w>, watch: Watch<'w>) -> Result<Analysis, Watch<'w>> {
        if document.text.len() > MAX_TEXT_BYTES {
            return Ok(Analysis { findings: vec![too_long(document.text)], ..Analysis::default() });
        }
        let mut view = View::of_blocks(&self.grammar, document.text, document.blocks, watch.clone());
        view.cells = cells_of(document.text, document.cells, !document.blocks.is_empty());
        self.read(&mut view, document).ok_or_else(|| view.watch.clone())
    }

    /// As [`Self::analyse`], and keeps what the stages saw and why they refused what they refused; `None` for a text that
    /// is too long.
    pub(crate) fn inspect<'a>(&'a self, document: &Document<'a>) -> Option<Inspection<'a>> {
        if document.text.len() > MAX_TEXT_BYTES {
            return None;
        }
        let mut view = View::of_blocks(&self.grammar, document.text, document.blocks, Watch::default());
        view.cells = cells_of(document.text, document.cells, !document.blocks.is_empty());
        view.refusals = Refusals::kept();
        let analysis = self.read(&mut view, document)?;
        Some(Inspection { view, analysis })
    }

    /// As [`Self::analyse`], and counts what each rule was put to, in the order of [`RuleSet::rules`].
    #[must_use]
    pub fn analyse_counted(&self, document: &Document<'_>) -> (Analysis, Vec<Effort>) {
        if document.text.len() > MAX_TEXT_BYTES {
            return (self.analyse(document), Vec::new());
        }
        let mut view = View::of_blocks(&self.grammar, document.text, document.blocks, Watch::default());
        view.cells = cells_of(document.text, document.cells, !document.blocks.is_empty());
        view.efforts = Efforts::counted(self.rules().rules().len());
        let analysis = self.read(&mut view, document).unwrap_or_default();
        (analysis, view.efforts.list())
    }

    fn read(&self, view: &mut View<'_>, document: &Document<'_>) -> Option<Analysis> {
        if view.watch.ask() {
            return None;
        }
        let told = self.languages.tell(view);
        view.foreign = told.foreign;
        view.foreign_passages = told.passages.iter().map(|passage| passage.tokens).collect();
        let segments = segment::segment(view, &self.markers);
        let mut analysis =
            Analysis { language: told.language.or_said(document.language), ..Analysis::default() };
        analysis.findings.extend(told.findings(view.text, |tokens| view.span(tokens.first, tokens.end)));
        analysis.findings.extend(view.tokens.markup.map(markup));
        analysis.findings.extend(lost_letters(view.text));
        let sentences = || segments.sentences().map(|(_, segment)| segment.tokens);
        // In a large text the places where rules can begin take as much memory as its tokens, and are found sentence by sentence.
        let is_large = view.text.len() >= density::LARGE;
        if !is_large {
            view.expect(&self.tables(!segments.items.is_empty()), sentences());
        }
        let mut taken = TokenSet::new(view.tokens.list.len());
        // The number of an item within a line says nothing.
        segments.inline.iter().for_each(|label| taken.take(label.first, label.end));
        let wanted = |stage| self.settings.stages.contains(&stage) && !view.watch.ask();
        let verbs = VerbsRead::default();
        let pending = self.stages.find(wanted, &input(view, &segments, &verbs, document), &mut taken);
        drop(taken);
        self.stages.resolve(&input(view, &segments, &verbs, document), pending, &mut analysis);
        drop(verbs);
        view.watch.hold(of_findings(analysis.findings.len()));
        // The tokens are gone when clauses are written with their texts.
        view.release_tokens();
        view.watch.hold(of_clauses(analysis.clauses.iter().map(|row| row.span)));
        settle(document, &mut analysis);
        analysis.segments = segments.list;
        analysis.segments.shrink_to_fit();
        (!view.watch.ask()).then_some(analysis)
    }

    /// The tables of rules of the stages that run, with those of list items or without.
    fn tables(&self, items: bool) -> Vec<&'static str> {
        let stages = Stages::RULES.iter().filter(|(stage, _)| self.settings.stages.contains(stage));
        let of = |rules: &'static [&'static [RuleTable]; 2]| &rules[..=usize::from(items)];
        stages.flat_map(|(_, rules)| of(rules)).copied().flatten().map(|table| table.name).collect()
    }
}

/// A document as the stages see it.
fn input<'a>(
    view: &'a View<'a>,
    segments: &'a Segments,
    verbs: &'a VerbsRead,
    document: &Document<'a>,
) -> Input<'a> {
    let Document { doc_id, reference, sha256, corrections, .. } = *document;
    Input { view, segments, verbs, reference, doc_id, sha256, corrections }
}

/// Adds the corrections of tables whose stage is not run, and puts all in the order in which they were given.
fn settle(document: &Document<'_>, analysis: &mut Analysis) {
    let places: FxHashMap<_, _> =
        document.corrections.iter().enumerate().map(|(at, line)| (Arc::as_ptr(line), at)).collect();
    let heard: FxHashSet<_> = analysis.corrections.iter().map(|one| Arc::as_ptr(&one.line)).collect();
    let unheard = document.corrections.iter().filter(|line| !heard.contains(&Arc::as_ptr(line)));
    analysis.corrections.extend(unheard.map(|line| Applied {
        line: Arc::clone(line),
        status: Status::Stale,
        row: None,
        message: format!("no stage of this run makes rows of {}", line.correction.table),
    }));
    analysis.corrections.sort_by_key(|one| places.get(&Arc::as_ptr(&one.line)).copied());
}

fn markup(span: Span) -> Finding {
    Finding {
        check: "markup",
        severity: Severity::Warning,
        row: None,
        span,
        message: "expected plain text, found a tag or an entity of HTML: it is left out where it is known, and ends a line \
                  where it does in a page"
            .to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TokenRange;
    use std::cell::Cell;

    /// The prefilter must not lose matches: the texts of all rules, under the rules of all tables.
    #[test]
    fn rules_match_where_trying_them_everywhere_says() {
        let engine = Engine::builder().build().unwrap();
        let rules = engine.rules();
        let examples = |rule: &crate::rule::Rule| {
            let right = rule.examples().iter().map(|example| example.text.clone());
            let wrong = rule.counterexamples().iter().map(|example| example.text.clone());
            right.chain(wrong).collect::<Vec<String>>()
        };
        let tables = RULE_TABLES.iter().map(|table| table.name).collect::<Vec<_>>();
        let texts: Vec<String> = rules.rules().iter().flat_map(examples).collect();
        assert!(texts.len() > 300, "{}", texts.len());
        // Two by two, so that the words of one stand beside those of the next.
        for pair in texts.windows(2) {
            let text = pair.join(" ");
            let mut view = View::new(&engine.grammar, &text);
            let sentence = TokenRange::new(0, view.tokens.list.len() as u32);
            for expected in [&[][..], &["actors", "dates"], &*tables] {
                view.expect(expected, [sentence].into_iter());
                for table in &*tables {
                    let mut found = Vec::new();
                    view.matches(table, sentence, |one| found.push(one));
                    let all = view.matches_tried_everywhere(table, sentence);
                    assert_eq!(found, all, "{table}: {text}");
                }
            }
        }
    }

    /// A sentence may be all of a text, so whoever gives up is heard within one.
    #[test]
    fn a_sentence_is_given_up_in_its_middle() {
        let engine = Engine::builder().build().unwrap();
        let text = "12 ".repeat(10_000);
        let sentence = TokenRange::new(0, 10_000);
        let (read, matched) = (Cell::new(0), Cell::new(0));
        let is_over = || read.get() >= 100;
        let view = View::watched(&engine.grammar, &text, Watch::new(&is_over));
        let kept = view.read("figures", sentence, &mut TokenSet::new(10_000), |_| {
            read.set(read.get() + 1);
            Some(())
        });
        assert!(kept.is_empty() && (100..200).contains(&read.get()), "{} of {}", kept.len(), read.get());
        let is_over = || matched.get() >= 100;
        let view = View::watched(&engine.grammar, &text, Watch::new(&is_over));
        view.matches("figures", sentence, |_| matched.set(matched.get() + 1));
        assert!((100..200).contains(&matched.get()), "{}", matched.get());
    }
}
