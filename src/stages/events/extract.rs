//! Finds the events of a document.

use super::model::{Event, EventRow, EventType, Participant, Role};
use super::roles::Search;
use super::table::{EventFigures, EventParticipants};
use super::words::{RULES, Reading, Scene, TABLE, Words};
use crate::error::Result;
use crate::lexicon::ClassSet;
use crate::rule::{Found, Grammar, Match, RuleTable, TokenSet};
use crate::segment::{Segment, SegmentKind};
use crate::stages::actors::{Entity, EntityKind, MentionRow};
use crate::stages::clauses::ClauseRow;
use crate::stages::dates::{DateRow, Kind as DateKind};
use crate::stages::extractor::{Extractor, Input};
use crate::stages::figures::{FigureRow, Status};
use crate::stages::scene::{Places, Suspect, innermost, suspects};
use crate::stages::statements::StatementRow;
use crate::syntax::{LONGEST, Mood, VerbGroup, tokens_of};
use crate::table::{Rows, RowsOf, TableRows};
use crate::text::{Span, TokenRange};

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Events {
    words: Words,
}

/// How near two triggers of one type stand that tell of one occurrence, in bytes.
const SAME: u32 = 24;
/// How far a name reaches that a trigger may be part of, in tokens.
const NAME: u32 = 8;

impl<A> Extractor<A> for Events
where
    A: RowsOf<EventRow> + RowsOf<FigureRow> + RowsOf<Entity> + RowsOf<DateRow> + RowsOf<MentionRow>,
    A: RowsOf<StatementRow> + RowsOf<ClauseRow> + 'static,
{
    const FINDS_BY: &'static [RuleTable] = &[RULES];
    const TABLES: &'static [&'static dyn TableRows<A>] =
        &[&Rows::<EventRow>::NEW, &EventParticipants, &EventFigures];
    type Pending = Vec<Suspect>;

    fn new(grammar: &Grammar) -> Result<Self> {
        Ok(Self { words: Words::new(grammar)? })
    }

    fn find(&self, input: &Input<'_>, _: &mut TokenSet) -> Vec<Suspect> {
        suspects(input, TABLE, |segment| segment.kind == SegmentKind::Sentence)
    }

    fn resolve(&self, input: &Input<'_>, suspects: Vec<Suspect>, analysis: &mut A) {
        let (mentions, dates) =
            (RowsOf::<MentionRow>::rows_of(analysis), RowsOf::<DateRow>::rows_of(analysis));
        let laws = Places::laws(analysis.rows_of());
        let scene = Scene::new(input.view, &self.words, mentions, dates);
        let reader = Reader {
            scene: &scene,
            dates,
            contents: RowsOf::<StatementRow>::rows_of(analysis).iter().map(|row| row.span).collect(),
            figures: analysis.rows_of(),
        };
        let mut rows = Vec::new();
        for (n, matches) in suspects {
            let Some(sentence) = input.segments.list.get(n as usize) else { continue };
            if !laws.hold(sentence.span) && sentence.tokens.len() <= LONGEST {
                reader.sentence(n, sentence, &matches, &mut rows);
            }
        }
        *analysis.rows_of_mut() = rows;
    }
}

struct Reader<'r> {
    scene: &'r Scene<'r>,
    dates: &'r [DateRow],
    /// Where the contents of statements stand.
    contents: Vec<Span>,
    figures: &'r [FigureRow],
}

impl Reader<'_> {
    fn sentence(&self, n: u32, sentence: &Segment, matches: &[Match], rows: &mut Vec<EventRow>) {
        let scene = self.scene;
        let groups = scene.verbs(&scene.words.auxiliaries, sentence.tokens);
        let first = rows.len();
        for found in matches {
            let Some(row) = self.event(n, sentence.tokens, found, &groups) else { continue };
            // «امضای توافق آتش‌بس» is one occurrence.
            let same = rows.get(first..).into_iter().flatten().any(|other| {
                other.value.kind == row.value.kind && row.span.start.saturating_sub(other.span.end) <= SAME
            });
            if !same {
                rows.push(row);
            }
        }
    }

    fn event(&self, n: u32, sentence: TokenRange, found: &Match, groups: &[VerbGroup]) -> Option<EventRow> {
        let scene = self.scene;
        let tokens = TokenRange::new(found.first, found.last);
        let becoming = scene.words.auxiliaries.become_;
        let (kind, trigger, verb, noun, moves) = match scene.words.readings.get(found.rule)? {
            Reading::Verb => {
                let group = *groups.iter().find(|group| group.tokens.contains(tokens.first))?;
                let (_, kind) = scene.words.verbs.iter().find(|(lemma, _)| *lemma == group.lemma)?;
                (*kind, group.tokens, Some(group), None, false)
            }
            Reading::Word => {
                let noun = scene.words.nouns.get(scene.view.slot(found, "trigger")?.value)?;
                let fits = |group: &&VerbGroup| noun.with.contains(&group.lemma);
                let beside = groups.iter().find(|group| group.tokens.first == tokens.end).filter(fits);
                let apart = || groups.iter().find(|group| group.tokens.first > tokens.end).filter(fits);
                let verb = beside.or_else(|| noun.split.then(apart).flatten());
                let trigger = beside.map_or(tokens, |verb| TokenRange::new(tokens.first, verb.tokens.end));
                (noun.kind, trigger, verb.copied(), Some(noun), noun.moves)
            }
        };
        // «سازمان امنیت و همکاری» is a name.
        let reach = TokenRange::new(trigger.first.saturating_sub(NAME), trigger.end + NAME);
        if scene.mentions_in(reach).any(|(_, name)| name.first < trigger.end && trigger.first < name.end) {
            return None;
        }
        let start = scene.clause_start(sentence, groups, trigger);
        let passive = verb.is_some_and(|verb| verb.passive || becoming.contains(&Some(verb.lemma)));
        let end = if verb.is_some() { trigger.end } else { sentence.end };
        let clause = TokenRange::new(start, end);
        let search = Search { scene, kind, clause, trigger, passive, sentence, groups };
        let mut participants = match verb {
            Some(_) => search.of_verb(),
            None => search.of_noun(noun?.behind),
        };
        // «وارد شهر شد»: only who is named is known to have moved there.
        let split = noun.is_some_and(|noun| noun.split);
        if participants.is_empty()
            || split && participants.iter().all(|part| part.role != Role::Agent || part.entity.is_none())
        {
            return None;
        }
        let status = match verb {
            Some(verb) if verb.negated => return None,
            Some(verb) if verb.mood == Mood::Future => Status::Planned,
            // «توافق کرد که برود»: what is agreed or intended is planned, and what else is wished did not happen.
            Some(verb) if verb.mood == Mood::Subjunctive => {
                if !self.leads(sentence, trigger, &scene.words.features.planned) {
                    return None;
                }
                Status::Planned
            }
            _ => Status::Actual,
        };
        if self.leads(sentence, trigger, &scene.words.features.hypothetical) {
            return None;
        }
        let kind = of_what(scene, kind, moves, &participants);
        let place = participants
            .iter()
            .find(|participant| participant.role == Role::Place)
            .and_then(|place| place.entity);
        participants.sort_by_key(|participant| (participant.role, participant.span));
        let span = scene.view.span(trigger.first, trigger.end);
        let value = Event {
            kind,
            status,
            date: self.date(TokenRange::new(start, trigger.end)),
            place,
            statement: innermost(&self.contents, span),
            figures: self.figures(&participants),
            participants,
        };
        Some(Found { span, segment: n, rule: found.rule, value })
    }

    /// Whether words of some classes stand before a trigger in its sentence.
    fn leads(&self, sentence: TokenRange, trigger: TokenRange, classes: &ClassSet) -> bool {
        (sentence.first..trigger.first).any(|at| self.scene.view.begins(at, classes))
    }

    fn date(&self, clause: TokenRange) -> Option<usize> {
        let dated = |(row, _): &(usize, TokenRange)| {
            self.dates
                .get(*row)
                .is_some_and(|date| matches!(date.value.kind, DateKind::Date | DateKind::Range))
        };
        self.scene.dates_in(clause).find(dated).map(|(row, _)| row)
    }

    /// The figures in the words of those who take part.
    fn figures(&self, participants: &[Participant]) -> Vec<usize> {
        let places = || participants.iter().map(|participant| participant.span);
        let ends = places().map(|span| span.start).min().zip(places().map(|span| span.end).max());
        let Some((first, last)) = ends else { return Vec::new() };
        let from = self.figures.partition_point(|row| row.span.start < first);
        let behind = self.figures.get(from..).unwrap_or(&[]).iter().take_while(|row| row.span.start < last);
        let inside = |row: &FigureRow| places().any(|place| place.contains(row.span));
        (from..).zip(behind).filter(|(_, row)| inside(row)).map(|(at, _)| at).collect()
    }
}

/// The type that what takes part makes of a transfer: land is handed over, and what is sent and nobody gets is moved.
fn of_what(scene: &Scene<'_>, kind: EventType, moves: bool, participants: &[Participant]) -> EventType {
    if kind != EventType::Transfer {
        return kind;
    }
    let of = |role: Role| participants.iter().find(move |part| part.role == role);
    let is_land = |part: &Participant| {
        let tokens = tokens_of(scene.view, part.span);
        let place =
            scene.mention_at(tokens.first).filter(|(_, name)| *name == tokens).map(|(mention, _)| mention);
        place.and_then(|mention| scene.kind(mention)) == Some(EntityKind::Place)
            || tokens.positions().take(2).any(|at| scene.view.begins(at, &scene.words.features.territory))
    };
    if of(Role::Goods).is_some_and(is_land) {
        EventType::Concede
    } else if moves && of(Role::Recipient).is_none() {
        EventType::Mobilize
    } else {
        kind
    }
}
