//! Statements as people correct them.

use super::Statements;
use super::chain::chain;
use super::model::{Act, Form, Speaker, Statement, StatementRow};
use crate::corrections::nearest;
use crate::rule::{Review, RuleId};
use crate::segment::SegmentKind;
use crate::stages::actors::{Entity, MentionRow};
use crate::stages::correct::Corrector;
use crate::stages::extractor::Input;
use crate::stages::values::Values;
use crate::suggestion::with_nearest;
use crate::table::RowsOf;
use crate::text::Span;

impl<A: RowsOf<StatementRow> + RowsOf<MentionRow> + RowsOf<Entity>> Corrector<A, Statement> for Statements {
    const COLUMNS: &'static [&'static str] =
        &["cue_text", "speaker_text", "speaker_id", "form", "act", "hearsay"];

    fn blank(&self) -> Statement {
        Statement {
            cue: Span::new(0, 0),
            speaker: None,
            speakers: Vec::new(),
            form: Form::Indirect,
            act: Act::Assert,
            denial: None,
            hearsay: false,
            parent: None,
            medium: None,
            addressee: None,
            date: None,
        }
    }

    fn set(
        &self,
        row: &mut StatementRow,
        values: &Values<'_>,
        analysis: &mut A,
        document: Option<&Input<'_>>,
    ) -> Result<(), String> {
        let statement = &mut row.value;
        statement.form = values.word("form")?.unwrap_or(statement.form);
        statement.act = values.word("act")?.unwrap_or(statement.act);
        statement.hearsay = values.flag("hearsay")?.unwrap_or(statement.hearsay);
        let place = |column: &str, words: &str| match document {
            Some(input) => near(input, row.span, column, words).map(Some),
            None => Ok(None),
        };
        match values.text("cue_text")? {
            Some(None) => return Err(NO_CUE.to_owned()),
            Some(Some(words)) => statement.cue = place("cue_text", words)?.unwrap_or(statement.cue),
            None => {}
        }
        if let Some(words) = values.text("speaker_text")? {
            statement.speaker = words.map(|words| place("speaker_text", words)).transpose()?.flatten();
            statement.speakers = statement.speaker.map(|span| named(analysis, span)).unwrap_or_default();
        }
        if let (Some(id), Some(_)) = (values.text("speaker_id")?, document) {
            let speaker = id.map(|id| speaker(analysis, id, statement.speaker)).transpose()?;
            statement.speakers = speaker.into_iter().collect();
        }
        Ok(())
    }

    fn added(
        &self,
        span: Span,
        values: &Values<'_>,
        analysis: &mut A,
        input: &Input<'_>,
    ) -> Result<Statement, String> {
        if !values.has("cue_text") {
            return Err(NO_CUE.to_owned());
        }
        let value = Corrector::<A, Statement>::blank(self);
        let (rule, review) = (RuleId::PERSON, Review::Added);
        let mut row = StatementRow { span, segment: 0, rule, review, value };
        self.set(&mut row, values, analysis, Some(input))?;
        Ok(row.value)
    }

    fn renumber(&self, analysis: &mut A, _: &Input<'_>, moved: &[Option<usize>], old: &[StatementRow]) {
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
        let rows: &mut Vec<StatementRow> = analysis.rows_of_mut();
        for row in rows.iter_mut() {
            row.value.parent = row.value.parent.and_then(left);
        }
        if rows.len() > moved.iter().flatten().count() {
            chain(rows);
        }
    }
}

const NO_CUE: &str = "cue_text: expected the words that attribute the statement, found none";

/// Words of the paragraph of a span, those that stand nearest to it.
fn near(input: &Input<'_>, span: Span, column: &str, words: &str) -> Result<Span, String> {
    let list = &input.segments.list;
    let innermost = list.get(input.segments.innermost(Span::new(span.start, span.start + 1)) as usize);
    let sentence = innermost.filter(|segment| segment.kind == SegmentKind::Sentence);
    let block = sentence.and_then(|sentence| list.get(sentence.parent? as usize)).or(innermost);
    let range =
        block.map_or(span, |block| Span::new(block.span.start.min(span.start), block.span.end.max(span.end)));
    nearest(input.view.text, range, words, span)
        .ok_or_else(|| format!("{column}: expected words of the paragraph of the statement, found «{words}»"))
}

/// Whom the names in a span stand for.
fn named<A: RowsOf<MentionRow>>(analysis: &A, span: Span) -> Vec<Speaker> {
    let mentions: &[MentionRow] = analysis.rows_of();
    let inside = mentions.iter().enumerate().filter(|(_, row)| span.contains(row.span));
    let mut speakers: Vec<Speaker> = Vec::new();
    for (at, row) in inside {
        if !speakers.iter().any(|known| known.entity == row.value.entity) {
            speakers.push(Speaker { entity: row.value.entity, mention: Some(at) });
        }
    }
    speakers
}

/// An entity of the document as a speaker, by its id; `words` are those for the speaker, which may name it.
fn speaker<A: RowsOf<MentionRow> + RowsOf<Entity>>(
    analysis: &A,
    id: &str,
    words: Option<Span>,
) -> Result<Speaker, String> {
    let entities: &[Entity] = analysis.rows_of();
    let entity = entities.iter().position(|entity| entity.id == id).ok_or_else(|| {
        let message = format!("speaker_id: expected an entity that the document names, found {id:?}");
        with_nearest(message, id, entities.iter().map(|entity| entity.id.as_str()))
    })?;
    let mentions: &[MentionRow] = analysis.rows_of();
    let is_its =
        |row: &MentionRow| row.value.entity == entity && words.is_some_and(|words| words.contains(row.span));
    Ok(Speaker { entity, mention: mentions.iter().position(is_its) })
}
