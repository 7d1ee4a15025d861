//! Finds the clauses of a document, with the provisions and references of their sentences.

use super::cited::{self, References};
use super::frame;
use super::frame::Frame;
use super::model::{ClauseRow, Known, ProvisionRow, ReferenceRow};
use super::party::Definitions;
use super::provision;
use super::provision::Inherited;
use super::tree;
use super::when;
use super::words::{self, Words};
use crate::error::Result;
use crate::finding::{Finding, RowRef};
use crate::rule::{Grammar, TokenSet, View};
use crate::segment::{NOTE_RANK, SegmentKind, Segments};
use crate::text::TokenKind;

/// The folders of rules that are matched over the sentences of clauses.
pub(crate) const TABLES: [&str; 2] = [words::TABLE, cited::TABLE];

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Clauses {
    words: Words,
    references: References,
}

/// What was found in a document.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Its clauses, parents before their parts.
    pub clauses: Vec<ClauseRow>,
    /// The provisions of their sentences.
    pub provisions: Vec<ProvisionRow>,
    /// What their words refer to.
    pub references: Vec<ReferenceRow>,
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
            if let Some(RowRef::Clause(at)) = &mut finding.row {
                *at = moved(*at);
            }
        }
        let mut frames = frames.into_iter().peekable();
        let items = std::mem::take(&mut self.clauses);
        for (n, item) in items.into_iter().enumerate() {
            while let Some(frame) = frames.next_if(|frame| frame.before <= n) {
                self.clauses.push(frame.row);
            }
            self.clauses.push(item);
        }
        self.clauses.extend(frames.map(|frame| frame.row));
        self
    }
}

impl Clauses {
    /// Reads what the lexicon says of this stage's words.
    ///
    /// # Errors
    /// An entry that lacks what its class needs.
    pub fn new(grammar: &Grammar) -> Result<Self> {
        Ok(Self { words: Words::new(grammar)?, references: References::new(grammar)? })
    }

    /// The clauses of a document, with the provisions and references of their sentences.
    #[must_use]
    pub fn extract(
        &self,
        view: &View<'_>,
        segments: &Segments,
        known: &Known<'_>,
        findings: &mut Vec<Finding>,
    ) -> Contents {
        if segments.items.is_empty() {
            return Contents::default();
        }
        let mut taken = TokenSet::new(view.tokens.list.len());
        let mut sentence_of = |tokens| self.words.sentence(view, tokens, &mut taken);
        let speaks = |tokens: (u32, u32)| self.words.speaks(view, tokens);
        let clauses = tree::clauses(view, segments, speaks, findings);
        let near = when::Rows::new(known);
        let definitions = Definitions::new(view, segments, &self.words, &near);
        let owned = tree::owned(segments);
        let (mut provisions, mut references) = (Vec::with_capacity(segments.list.len()), Vec::new());
        let mut reader = self.references.of(view, &clauses);
        let mut inherited: Vec<Option<Inherited>> = Vec::with_capacity(clauses.len());
        for (n, (clause, item)) in clauses.iter().zip(&segments.items).enumerate() {
            // «X موظف است:» binds the items below it, not the notes to them.
            let listed = item.marker.kind.head_rank().is_none_or(|rank| rank > NOTE_RANK);
            let holder = clause.value.parent.filter(|_| listed);
            let from = holder.and_then(|at| inherited.get(at)).cloned().flatten();
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
                    let context = provision::Context {
                        view,
                        words: &self.words,
                        rows: &near,
                        definitions: &definitions,
                        inherited: from.as_ref(),
                    };
                    let (row, inherit) = context.provision(n, at as u32, sentence, &read);
                    provisions.push(row);
                    passed = inherit;
                }
            }
            inherited.push(passed);
        }
        // The sentences of an article behind its items were read before the items.
        // No two rows have one place, so the sort need not be stable, which would take memory.
        provisions.sort_unstable_by_key(|row| (row.span, row.segment));
        references.sort_by_key(|row| row.span);
        let frames = frame::frames(view, segments, &clauses);
        Contents { clauses, provisions, references }.framed(frames, findings)
    }
}

/// Whether a sentence says something: the mark of a footnote, «(۱)», does not.
fn has_words(view: &View<'_>, (first, last): (u32, u32)) -> bool {
    let tokens = view.tokens.list.get(first as usize..last as usize).unwrap_or_default();
    tokens.iter().any(|token| matches!(token.kind, TokenKind::Word | TokenKind::Latin | TokenKind::Foreign))
}
