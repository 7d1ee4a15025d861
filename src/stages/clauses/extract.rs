//! Finds the clauses of a document, with the provisions and references of their sentences.

use super::cited::{self, References};
use super::frame;
use super::frame::Frame;
use super::lead::Leads;
use super::model::{Clause, ClauseRow, Known, Provision, ProvisionRow, ReferenceRow};
use super::party::Definitions;
use super::provision;
use super::provision::Inherited;
use super::table::{CLAUSES, ProvisionParties};
use super::tree;
use super::when;
use super::words::{self, Words};
use crate::corrections::{Applied, Correction};
use crate::error::Result;
use crate::finding::Finding;
use crate::rule::{Grammar, RuleTable, TokenSet, View};
use crate::segment::{NOTE_RANK, SegmentKind};
use crate::stages::actors::{Entity, MentionRow};
use crate::stages::correct::{self, Corrector};
use crate::stages::dates::DateRow;
use crate::stages::extractor::{Extractor, Input};
use crate::table::{Rows, RowsOf, TableRows};
use crate::text::{TokenKind, TokenRange};

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Clauses {
    words: Words,
    references: References,
}

/// The clauses of a document, parents before their parts, with the provisions and references of their sentences.
struct Contents {
    clauses: Vec<ClauseRow>,
    provisions: Vec<ProvisionRow>,
    references: Vec<ReferenceRow>,
}

impl Contents {
    /// Puts preambles and signature parts in their places among the clauses.
    fn framed(mut self, frames: Vec<Frame>, findings: &mut [Finding]) -> Self {
        if frames.is_empty() {
            return self;
        }
        let befores: Vec<usize> = frames.iter().map(|frame| frame.before).collect();
        let moved = |at: usize| at + befores.partition_point(|&before| before <= at);
        for row in &mut self.clauses {
            row.value.parent = row.value.parent.map(moved);
        }
        for row in &mut self.provisions {
            row.value.clause = moved(row.value.clause);
        }
        for row in &mut self.references {
            row.value.clause = moved(row.value.clause);
            row.value.resolved = row.value.resolved.map(moved);
        }
        for finding in findings {
            if let Some(row) = finding.row.as_mut().filter(|row| row.table == CLAUSES.name) {
                row.index = moved(row.index);
            }
        }
        // In their own list, from its end: there may be very many clauses, and a second list of them takes memory.
        let (mut from, mut to) = (self.clauses.len(), self.clauses.len() + frames.len());
        self.clauses.reserve_exact(frames.len());
        self.clauses.extend(frames.iter().map(|frame| frame.row.clone()));
        for frame in frames.into_iter().rev() {
            while from > frame.before {
                (from, to) = (from - 1, to - 1);
                self.clauses.swap(from, to);
            }
            to -= 1;
            if let Some(place) = self.clauses.get_mut(to) {
                *place = frame.row;
            }
        }
        self
    }
}

/// The tree of a document's clauses, and what is wrong with their labels.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    clauses: Vec<ClauseRow>,
    findings: Vec<Finding>,
}

impl<A> Extractor<A> for Clauses
where
    A: RowsOf<ClauseRow> + RowsOf<ProvisionRow> + RowsOf<ReferenceRow> + RowsOf<Finding> + 'static,
    A: RowsOf<DateRow> + RowsOf<Entity> + RowsOf<MentionRow> + RowsOf<Applied> + Default,
{
    const FINDS_BY: &'static [RuleTable] = &[];
    const FINDS_IN_ITEMS_BY: &'static [RuleTable] = &[words::RULES, cited::RULES];
    const TABLES: &'static [&'static dyn TableRows<A>] =
        &[&Rows::<ClauseRow>::NEW, &Rows::<ProvisionRow>::NEW, &ProvisionParties, &Rows::<ReferenceRow>::NEW];
    const CORRECTED: &'static [(&'static str, &'static [&'static str])] = &[
        ("clauses", <Self as Corrector<A, Clause>>::COLUMNS),
        ("provisions", <Self as Corrector<A, Provision>>::COLUMNS),
    ];
    const OF_ADDED: &'static [(&'static str, &'static [&'static str])] =
        &[("clauses", <Self as Corrector<A, Clause>>::OF_ADDED)];
    type Pending = Pending;

    fn new(grammar: &Grammar) -> Result<Self> {
        Ok(Self { words: Words::new(grammar)?, references: References::new(grammar)? })
    }

    fn find(&self, input: &Input<'_>, _: &mut TokenSet) -> Pending {
        if input.segments.items.is_empty() {
            return Pending::default();
        }
        let mut findings = Vec::new();
        let speaks = |tokens: TokenRange| self.words.speaks(input.view, tokens);
        Pending { clauses: tree::clauses(input.view, input.segments, speaks, &mut findings), findings }
    }

    fn resolve(&self, input: &Input<'_>, pending: Pending, analysis: &mut A) {
        let Pending { clauses, mut findings } = pending;
        if clauses.is_empty() {
            return;
        }
        let known = Known { dates: analysis.rows_of(), mentions: analysis.rows_of() };
        let found = self.contents(input, clauses, &known, &mut findings);
        *analysis.rows_of_mut() = found.clauses;
        *analysis.rows_of_mut() = found.provisions;
        *analysis.rows_of_mut() = found.references;
        RowsOf::<Finding>::rows_of_mut(analysis).append(&mut findings);
    }

    fn correct(&self, input: &Input<'_>, analysis: &mut A) {
        correct::correct::<A, Clause, _>(self, input, analysis);
        correct::correct::<A, Provision, _>(self, input, analysis);
    }

    fn sound(&self, correction: &Correction) -> std::result::Result<(), String> {
        match correction.table.as_str() {
            "clauses" => correct::sound::<A, Clause, _>(self, correction),
            _ => correct::sound::<A, Provision, _>(self, correction),
        }
    }
}

impl Clauses {
    /// The provisions and references of clauses.
    fn contents(
        &self,
        input: &Input<'_>,
        clauses: Vec<ClauseRow>,
        known: &Known<'_>,
        findings: &mut [Finding],
    ) -> Contents {
        let (view, segments) = (input.view, input.segments);
        let mut taken = TokenSet::new(view.tokens.list.len());
        let mut sentence_of = |tokens| self.words.sentence(view, tokens, &mut taken);
        let near = when::Rows::new(known);
        let definitions = Definitions::new(view, segments, &self.words, &near);
        let owned = tree::owned(segments);
        let (mut provisions, mut references) = (Vec::with_capacity(segments.list.len()), Vec::new());
        let mut reader = self.references.of(view, &clauses);
        let mut inherited: Vec<Option<Inherited>> = Vec::with_capacity(clauses.len());
        let mut leads = Leads::default();
        let context = provision::Context {
            view,
            words: &self.words,
            rows: &near,
            definitions: &definitions,
            inherited: None,
        };
        for (n, (clause, item)) in clauses.iter().zip(&segments.items).enumerate() {
            // «X موظف است:» binds the items below it, not the notes to them.
            let listed = item.marker.kind.head_rank().is_none_or(|rank| rank > NOTE_RANK);
            let holder = clause.value.parent.filter(|_| listed);
            let from = holder.and_then(|at| inherited.get(at)).cloned().flatten();
            let from = from.or_else(|| listed.then(|| leads.over(item, segments, &context)).flatten());
            let mut passed = None;
            let blocks = std::iter::once(item.segment).chain(owned.get(n).into_iter().flatten().copied());
            for block in blocks {
                if let Some(line) =
                    segments.list.get(block as usize).filter(|s| s.kind == SegmentKind::Heading)
                {
                    reader.read(n, block, line.tokens, &mut references);
                }
                let inside = segments.list.iter().enumerate().skip(block as usize + 1);
                for (at, sentence) in inside.take_while(|(_, segment)| segment.kind == SegmentKind::Sentence)
                {
                    reader.read(n, at as u32, sentence.tokens, &mut references);
                    let heading = clause.value.heading.is_some_and(|heading| heading.overlaps(sentence.span));
                    if heading || !has_words(view, sentence.tokens) {
                        continue;
                    }
                    let read = sentence_of(sentence.tokens);
                    let context = provision::Context { inherited: from.as_ref(), ..context };
                    let (rows, inherit) = context.provisions(n, at as u32, sentence, &read);
                    view.watch.hold((rows.len() * size_of::<ProvisionRow>()) as u64);
                    provisions.extend(rows);
                    passed = inherit;
                }
            }
            inherited.push(passed);
        }
        // Of all this nothing is needed any more, and of a large law it is much.
        drop((reader, inherited, owned));
        // The sentences of an article behind its items were read before the items.
        // No two rows have one place, so the sort need not be stable, which would take memory.
        provisions.sort_unstable_by_key(|row| (row.span, row.segment));
        references.sort_by_key(|row| row.span);
        let frames = frame::frames(view, segments, &clauses);
        Contents { clauses, provisions, references }.framed(frames, findings)
    }
}

/// Whether a sentence says something: the mark of a footnote, «(۱)», does not.
fn has_words(view: &View<'_>, TokenRange { first, end: last }: TokenRange) -> bool {
    let tokens = view.tokens.list.get(first as usize..last as usize).unwrap_or_default();
    tokens.iter().any(|token| matches!(token.kind, TokenKind::Word | TokenKind::Latin | TokenKind::Foreign))
}
