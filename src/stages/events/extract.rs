//! Finds the events of a document.

use super::late::late;
use super::model::{Event, EventRow, EventType, Participant, Role};
use super::occurrence::is_same;
use super::phrases;
use super::reality::Reality;
use super::roles::Search;
use super::table::{EventFigures, EventParticipants};
use super::turns::{is_private, of_what, settle};
use super::words::{Behind, RULES, Reading, Scene, TABLE, Words};
use crate::calendar::Day;
use crate::corrections::{Applied, Correction};
use crate::error::Result;
use crate::finding::Finding;
use crate::lexicon::{Particle, VerbForm};
use crate::rule::{Found, Grammar, Match, Review, RuleTable, TokenSet};
use crate::segment::{Segment, SegmentKind, Segments};
use crate::stages::actors::{Entity, MentionRow};
use crate::stages::clauses::{ClauseRow, ProvisionRow};
use crate::stages::correct::{self, Corrector};
use crate::stages::dates::{DateRow, Kind as DateKind};
use crate::stages::enclosing::{Places, innermost};
use crate::stages::extractor::{Extractor, Input};
use crate::stages::figures::{FigureRow, Status};
use crate::stages::statements::StatementRow;
use crate::stages::suspects::each_suspect;
use crate::syntax::{Mood, RowsAt, VerbGroup, tokens_of};
use crate::table::{Rows, RowsOf, TableRows};
use crate::text::{Span, TokenRange};
use std::cell::LazyCell;

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Events {
    words: Words,
}

/// How far behind a noun its date stands, in tokens.
const DATE_REACH: u32 = 12;
/// Longest title of a document, in tokens.
const TITLE: u32 = 24;
/// How far from a sentence words of sport stand that make one of it, in tokens.
const SPORT: u32 = 60;
/// Longest title in quotation marks, in tokens with them.
const TITLED: u32 = 8;
/// How far before a participle the marks open that make a term of it, in tokens.
const TERM: u32 = 4;
/// How far a name reaches that a trigger may be part of, in tokens.
const NAME: u32 = 8;

impl<A> Extractor<A> for Events
where
    A: RowsOf<EventRow> + RowsOf<FigureRow> + RowsOf<Entity> + RowsOf<DateRow> + RowsOf<MentionRow>,
    A: RowsOf<StatementRow> + RowsOf<ClauseRow> + RowsOf<ProvisionRow> + RowsOf<Finding> + 'static,
    A: RowsOf<Applied> + Default,
{
    const FINDS_BY: &'static [RuleTable] = &[RULES];
    const TABLES: &'static [&'static dyn TableRows<A>] =
        &[&Rows::<EventRow>::NEW, &EventParticipants, &EventFigures];
    const CORRECTED: &'static [(&'static str, &'static [&'static str])] =
        &[("events", <Self as Corrector<A, Event>>::COLUMNS)];
    type Pending = ();

    fn new(grammar: &Grammar) -> Result<Self> {
        Ok(Self { words: Words::new(grammar)? })
    }

    fn find(&self, _: &Input<'_>, _: &mut TokenSet) {}

    fn resolve(&self, input: &Input<'_>, (): (), analysis: &mut A) {
        let (mentions, dates) =
            (RowsOf::<MentionRow>::rows_of(analysis), RowsOf::<DateRow>::rows_of(analysis));
        let laws = Places::laws(input.view, analysis.rows_of());
        let figures: &[FigureRow] = analysis.rows_of();
        let scene = Scene::new(input, &self.words, mentions, dates);
        let reader = Reader {
            scene: &scene,
            dates,
            reference: input.reference,
            segments: input.segments,
            statements: analysis.rows_of(),
            contents: RowsOf::<StatementRow>::rows_of(analysis).iter().map(|row| row.span).collect(),
            figures,
            entities: analysis.rows_of(),
            figures_at: RowsAt::new(input.view, figures.iter().map(|row| row.span)),
            titled_calamity: names_calamity(&scene, input),
        };
        let mut rows = Vec::new();
        let wanted = |segment: &Segment| matches!(segment.kind, SegmentKind::Sentence | SegmentKind::Heading);
        each_suspect::<EventRow>(input, TABLE, &laws, wanted, |n, sentence, matches| {
            let before = rows.len();
            reader.sentence(n, sentence, matches, &mut rows);
            rows.len().saturating_sub(before)
        });
        let mut findings = Vec::new();
        late(&rows, analysis.rows_of(), mentions, dates, &mut findings);
        *analysis.rows_of_mut() = rows;
        RowsOf::<Finding>::rows_of_mut(analysis).append(&mut findings);
    }

    fn correct(&self, input: &Input<'_>, analysis: &mut A) {
        correct::correct::<A, Event, _>(self, input, analysis);
    }

    fn sound(&self, correction: &Correction) -> std::result::Result<(), String> {
        correct::sound::<A, Event, _>(self, correction)
    }
}

pub(super) struct Reader<'r> {
    pub(super) scene: &'r Scene<'r>,
    dates: &'r [DateRow],
    /// The day of the document.
    reference: Option<Day>,
    segments: &'r Segments,
    pub(super) statements: &'r [StatementRow],
    /// Where the contents of statements stand.
    contents: Vec<Span>,
    figures: &'r [FigureRow],
    pub(super) entities: &'r [Entity],
    pub(super) figures_at: RowsAt,
    /// Whether the title of the document names a disaster.
    pub(super) titled_calamity: bool,
}

impl Reader<'_> {
    fn sentence(&self, n: u32, sentence: &Segment, matches: &[Match], rows: &mut Vec<EventRow>) {
        let scene = self.scene;
        let sport = &scene.words.features.sport;
        if sentence.tokens.positions().any(|at| scene.view.begins(at, sport)) {
            return;
        }
        let groups = scene.verbs(
            &scene.words.auxiliaries,
            &scene.words.features.verb_pair,
            &scene.words.reality.contrast,
            sentence.tokens,
        );
        let first = rows.len();
        let near_sport = LazyCell::new(|| self.is_near_sport(sentence.tokens));
        for found in matches {
            let Some(row) = self.event(n, sentence.tokens, found, &groups, rows) else { continue };
            // Teams beat and meet each other.
            let plays = matches!(
                row.value.kind,
                EventType::Assault | EventType::Consult | EventType::Seize | EventType::Transfer
            );
            if plays && *near_sport {
                continue;
            }
            match rows.get(first..).into_iter().flatten().position(|other| is_same(other, &row)) {
                None => rows.push(row),
                // «توافق میان X و Y امضا شد»: the verb tells it.
                Some(at) if self.has_verb(&row, &groups) => {
                    if let Some(other) =
                        rows.get_mut(first + at).filter(|other| !self.has_verb(other, &groups))
                    {
                        *other = row;
                    }
                }
                Some(_) => {}
            }
        }
    }

    /// Whether a few words in marks end with a trigger.
    fn is_term(&self, trigger: TokenRange) -> bool {
        let scene = self.scene;
        let closed = matches!(scene.mark(trigger.end), Some("»" | "\"" | "”"));
        let marks = (trigger.first.saturating_sub(TERM)..trigger.first).rev().find_map(|at| scene.mark(at));
        closed && matches!(marks, Some("«" | "\"" | "“"))
    }

    /// Whether several words of sport stand near a sentence.
    fn is_near_sport(&self, sentence: TokenRange) -> bool {
        let view = self.scene.view;
        let near =
            sentence.first.saturating_sub(SPORT)..(sentence.end + SPORT).min(view.tokens.list.len() as u32);
        near.into_iter().filter(|&at| view.begins(at, &self.scene.words.features.sport)).nth(1).is_some()
    }

    fn has_verb(&self, row: &EventRow, groups: &[VerbGroup]) -> bool {
        let tokens = tokens_of(self.scene.view, row.span);
        groups.iter().any(|group| group.tokens.end == tokens.end)
    }

    /// «۲۰ نفر کشته و ۵۰ نفر زخمی شدند»: whether a participle has the «شدن» of the next verb.
    fn shares_passive(&self, verb: &VerbGroup, groups: &[VerbGroup]) -> bool {
        let view = self.scene.view;
        let participle = view
            .verb(verb.tokens.first, verb.tokens.end)
            .is_some_and(|word| word.form == VerbForm::Participle && !word.perfect);
        let next = groups.iter().find(|group| group.closes && group.tokens.first >= verb.tokens.end);
        let becomes =
            |group: &VerbGroup| group.passive || self.scene.words.auxiliaries.is_becoming(group.lemma);
        participle && view.is(verb.tokens.end, Particle::And) && next.is_some_and(becomes)
    }

    /// The paragraph of a sentence, or the sentence where it stands alone.
    fn block(&self, n: u32) -> usize {
        let sentence = self.segments.list.get(n as usize);
        sentence.and_then(|sentence| sentence.parent).unwrap_or(n) as usize
    }

    /// Where it begins.
    fn block_start(&self, n: u32) -> u32 {
        self.segments.list.get(self.block(n)).map_or(0, |block| block.tokens.first)
    }

    /// Where the paragraph before that of a sentence begins.
    pub(super) fn near(&self, n: u32) -> u32 {
        let list = &self.segments.list;
        let before =
            list.get(..self.block(n)).unwrap_or_default().iter().rfind(|segment| segment.parent.is_none());
        before.map_or(0, |before| before.tokens.first)
    }

    fn event(
        &self,
        n: u32,
        sentence: TokenRange,
        found: &Match,
        groups: &[VerbGroup],
        before: &[EventRow],
    ) -> Option<EventRow> {
        let scene = self.scene;
        let told = self.trigger(found, groups)?;
        let (frame, trigger, verb, infinitive) = (told.frame, told.tokens, told.verb, told.infinitive);
        // A noun that tells nothing by itself, without its verb: most are.
        if verb.is_none() && !infinitive && frame.behind == Behind::None {
            return None;
        }
        // «در انتخابات نامزد حزب را شکست داد»
        let contest = |at: u32| scene.view.begins(at, &scene.words.reality.contest);
        if frame.contest && sentence.positions().any(contest) {
            return None;
        }
        // «این حمله» points at what was told before.
        let points = |at: u32| scene.view.is(at, Particle::ThisOne) || scene.view.is(at, Particle::ThatOne);
        if verb.is_none() && trigger.first.checked_sub(1).is_some_and(points) {
            return None;
        }
        // «سازمان امنیت و همکاری» is a name.
        let reach = TokenRange::new(trigger.first.saturating_sub(NAME), trigger.end + NAME);
        // «به وزارت دارایی رسید»
        let office = frame.kind == EventType::Appoint && frame.split;
        let part = |name: TokenRange| {
            let apart = office && name.first > trigger.first;
            name.first < trigger.end && trigger.first < name.end && !apart
        };
        if scene.mentions_in(reach).any(|(_, name)| part(name)) {
            return None;
        }
        // «نشست خبری», «کنفرانس مطبوعاتی»: where something was said.
        let built = frame.kind == EventType::Build;
        if verb.is_none() && !built && scene.view.begins(trigger.end, &scene.words.features.otherwise) {
            return None;
        }
        // «محرومیت سه جلسه‌ای X»
        let counted = || {
            let near = TokenRange::new(trigger.first.saturating_sub(NAME), trigger.first);
            self.figures_at.within(near).any(|(_, figure)| figure.end == trigger.first)
        };
        if verb.is_none() && frame.behind == Behind::Between && counted() {
            return None;
        }
        if verb.is_none() && self.is_title(trigger, sentence, groups) {
            return None;
        }
        // «اکثریت را تشکیل می‌دادند»: what makes up something founds nothing.
        let usual = |verb: &VerbGroup| {
            scene.view.grammar.verbs.is_imperfective(scene.view.tokens.codes_of(verb.tokens.first as usize))
        };
        if frame.kind == EventType::Found && verb.is_some_and(|verb| !verb.passive && usual(&verb)) {
            return None;
        }
        // «آب‌انبار در زیرزمین ساخته می‌شود», «شهردار از سوی شورا انتخاب می‌شود»: what always is done so, where no time is told.
        let done = |verb: VerbGroup| verb.passive || scene.words.auxiliaries.is_becoming(verb.lemma);
        let always = |verb: VerbGroup| verb.present && verb.mood == Mood::Told && done(verb);
        let lasting = matches!(frame.kind, EventType::Build | EventType::Appoint | EventType::Found);
        if lasting && verb.is_some_and(always) && self.date(sentence, trigger).is_none() {
            return None;
        }
        // «تصمیم به جنگ گرفتند»: what is taken is marked, or a relative clause tells of it.
        let marked = |verb: VerbGroup| {
            let first = scene.clause_start(sentence, groups, trigger);
            let object = &scene.words.features.object;
            let relative = scene.that_before(first).is_some();
            relative || (first..verb.tokens.first).any(|at| scene.view.begins(at, object))
        };
        let simple = scene.words.readings.get(found.rule) == Some(Reading::Verb);
        let takes = frame.kind == EventType::Seize && simple && !infinitive;
        if takes && verb.is_some_and(|verb| !verb.passive && !marked(verb)) {
            return None;
        }
        // «عبارت «به کلی ویران شده» را به کار بردند»: words that are quoted tell of nobody.
        if verb.is_some_and(|verb| !verb.sure) && self.is_term(trigger) {
            return None;
        }
        let span = scene.view.span(trigger.first, trigger.end);
        let statement = innermost(&self.contents, span);
        let said = statement.and_then(|at| self.statements.get(at)).map(|row| &row.value);
        let said_at = statement.and_then(|at| self.contents.get(at)).map(|span| tokens_of(scene.view, *span));
        // «از دستگیری باندی خبر داد که …»: what is said may run over the words that say so.
        let cue = said.map(|said| tokens_of(scene.view, said.cue).first);
        let told_at = cue.filter(|&cue| cue >= trigger.end).unwrap_or(sentence.end);
        let speakers: Vec<usize> =
            said.map(|said| said.speakers.iter().map(|speaker| speaker.entity).collect()).unwrap_or_default();
        // «انفجار ۹ کشته و ۱۲ زخمی برجا گذاشت»: the dead are no verb of their own.
        let reader = phrases::Reader { scene, figures: &self.figures_at, groups };
        let hurt = if frame.leaves_dead() { reader.hurt_before(trigger.first) } else { None };
        let whole = hurt.map_or(trigger, |first| TokenRange::new(first, trigger.end));
        let start = scene.clause_start(sentence, groups, whole);
        let passive = |verb: VerbGroup| {
            let becomes = scene.words.auxiliaries.is_becoming(verb.lemma) && !frame.acts;
            verb.passive || becomes || frame.undergoes.contains(&verb.lemma)
        };
        let end = if verb.is_some() { trigger.end } else { sentence.end };
        let search = Search {
            reader,
            frame,
            clause: TokenRange::new(start, end),
            trigger,
            hurt,
            passive: verb.is_some_and(|verb| passive(verb) || self.shares_passive(&verb, groups)),
            infinitive,
            entities: self.entities,
            sentence,
            limit: said_at.map_or(sentence.end, |content| content.end.min(sentence.end)).min(told_at),
            speakers: &speakers,
            said_by: said.and_then(|said| said.speaker),
            said_from: said_at.map(|content| content.first),
            block: self.block_start(n),
            cited: said.is_some_and(|said| said.speaker.is_some_and(|by| said.cue.end <= by.start)),
        };
        let mut reality = Reality { scene, sentence, groups, trigger, start, act: said.map(|said| said.act) };
        // «سفر رضا به قم» above a text says what it is about; «زلزله ۹ کشته بر جا گذاشت» and «۳ مه: سقوط X» tell.
        let heads = self.segments.list.get(n as usize).is_some_and(|one| one.kind == SegmentKind::Heading);
        let dated = verb.is_none() && reality.is_dated();
        if heads && verb.is_none() && !dated {
            return None;
        }
        let status = match verb {
            Some(verb) => reality.of_verb(&verb)?,
            None => reality.of_noun(frame)?,
        };
        let label = || TokenRange::new(sentence.first, scene.behind_label(sentence, groups));
        // «وارد X شد», «معاهده X در ۱۸۲۸ بسته شد»
        let apart = || verb.map(|verb| TokenRange::new(trigger.end, verb.tokens.first.max(trigger.end)));
        // «در ۱۳۱۷ تأسیس و ساختمان آن در ۱۳۵۲ ساخته شد»: each has its own.
        let joined = verb.and_then(|_| search.shared_verb());
        let date = joined.and_then(|joined| self.date(TokenRange::new(joined.behind, trigger.end), trigger));
        let date = date.or_else(|| self.date_of(sentence, start, trigger, verb.is_none(), said_at));
        let date = date.or_else(|| apart().and_then(|between| self.date(between, trigger)));
        let date = date.or_else(|| self.date(label(), trigger));
        // «فردا می‌فرستد»
        let present = verb.is_some_and(|verb| verb.present && verb.mood == Mood::Told);
        let ahead = present
            && date
                .and_then(|row| self.dates.get(row))
                .is_some_and(|row| scene.words.reality.is_ahead(scene.view, row, self.reference));
        let status = match status {
            _ if self.is_denied(statement, trigger, verb.is_none()) => Status::Denied,
            _ if verb.is_none() && self.is_dismissed(trigger, start, groups) => Status::Denied,
            Status::Actual if ahead => Status::Planned,
            status => status,
        };
        let mut participants = match verb {
            Some(verb) => {
                let mut found = search.of_verb();
                // «تسلیم X شد»: what stands between the noun and its verb.
                if verb.tokens.first > trigger.end && frame.split {
                    found.extend(search.between(verb.tokens.first, &found));
                }
                found
            }
            None => search.of_noun(reality.is_undertaken()),
        };
        // «سه هزار دستگاه آن از چین وارد شد»: whence something comes does not go.
        let whence = |part: &Participant| {
            let first = tokens_of(scene.view, part.span).first;
            first.checked_sub(1).is_some_and(|at| scene.view.is(at, Particle::From))
        };
        let comes = frame.kind == EventType::Mobilize && verb.is_some();
        participants.retain(|part| !(comes && part.role == Role::Agent && whence(part)));
        let status = status_of(&participants, status, verb)?;
        if !self.holds(&search, &mut participants, verb, dated) {
            return None;
        }
        let kind = of_what(&search, &mut participants);
        let calamity = self.is_calamity(n, sentence, kind, frame, &participants, before);
        if frame.accident && !calamity {
            return None;
        }
        if !calamity && is_private(&search, kind, &participants) {
            return None;
        }
        let kind = if calamity { EventType::Disaster } else { kind };
        settle(&search, kind, &mut participants);
        let place = participants
            .iter()
            .find(|participant| participant.role == Role::Place)
            .and_then(|place| place.entity);
        participants.sort_by_key(|participant| (participant.role, participant.span));
        let value = Event {
            kind,
            status,
            date,
            place,
            statement,
            figures: self.figures(&participants),
            participants,
        };
        Some(Found { span, segment: n, rule: found.rule, review: Review::None, value })
    }

    /// «کتاب «آخرین سفر شاه»»: whether a noun stands in a short quotation without a verb.
    fn is_title(&self, trigger: TokenRange, sentence: TokenRange, groups: &[VerbGroup]) -> bool {
        let near = TokenRange::new(
            sentence.first.max(trigger.first.saturating_sub(TITLED)),
            sentence.end.min(trigger.end + TITLED),
        );
        let mark = |at: u32, marks: &[&str]| self.scene.mark(at).is_some_and(|mark| marks.contains(&mark));
        let open = (near.first..trigger.first).rev().find(|&at| mark(at, &["«", "»", "“"]));
        let close = (trigger.end..near.end).find(|&at| mark(at, &["«", "»", "”"]));
        let Some((open, close)) = open.zip(close) else { return false };
        let quoted = mark(open, &["«", "“"]) && mark(close, &["»", "”"]);
        let verb = groups.iter().any(|group| open < group.tokens.first && group.tokens.end <= close);
        // «محصول «تسلیم» X» puts no more than the word in marks.
        let alone = open + 1 == trigger.first && trigger.end == close;
        quoted && !verb && !alone && close - open <= TITLED
    }

    /// When it was. What a statement names by a noun has no date outside of it: «دیروز از سقوط X خبر داد».
    fn date_of(
        &self,
        sentence: TokenRange,
        start: u32,
        trigger: TokenRange,
        noun: bool,
        said: Option<TokenRange>,
    ) -> Option<usize> {
        if !noun {
            return self.date(TokenRange::new(start, trigger.end), trigger);
        }
        let first = said.map_or(start, |said| said.first.max(start));
        let end = sentence.end.min(trigger.end + DATE_REACH);
        let behind = TokenRange::new(trigger.end, said.map_or(end, |said| said.end.min(end)));
        let before = self.date(TokenRange::new(first, trigger.first), trigger);
        // «در سال ۱۹۲۰، پس از تصرف X، به Y رفت»: the date is of what came then.
        let (view, preposition) = (self.scene.view, &self.scene.words.features.preposition);
        let lead = view.words_before(trigger.first, trigger.first.saturating_sub(2), preposition);
        let later = lead.is_some_and(|lead| {
            lead + 1 < trigger.first && view.is(trigger.first - 1, Particle::From) && lead > first
        });
        let before = before.filter(|_| !later);
        let behind = || {
            let led = |at: u32| {
                self.scene.mark(at).is_some()
                    || self.scene.view.is(at, Particle::That)
                    || self.scene.view.is(at, Particle::And) && self.scene.view.is(at + 1, Particle::From)
            };
            let end = behind.positions().find(|&at| led(at)).unwrap_or(behind.end);
            self.date(TokenRange::new(behind.first, end), trigger)
        };
        // «در سخنرانی ۱۳ آبان درباره آتش‌بس گفت»: what is spoken of has no date of when that was.
        let before = before.filter(|&row| {
            let Some(date) = self.dates.get(row).map(|row| tokens_of(self.scene.view, row.span)) else {
                return true;
            };
            let (view, about) = (self.scene.view, &self.scene.words.features.about);
            !(date.end..trigger.first).any(|at| view.begins(at, about))
        });
        // «در سال ۱۹۹۱ تأسیس و آخرین نشست آن در ۱۹۹۹ برگزار شد»: what «و» parts from the noun is of another one.
        let apart = before.and_then(|row| self.dates.get(row)).is_some_and(|row| {
            let end = tokens_of(self.scene.view, row.span).end;
            (end..trigger.first).any(|at| self.scene.view.is(at, Particle::And))
        });
        if apart { behind().or(before) } else { before.or_else(behind) }
    }

    /// The first date of some tokens that is none of a noun alone: «قرارداد ۱۹۱۹».
    pub(super) fn date(&self, clause: TokenRange, trigger: TokenRange) -> Option<usize> {
        let dated = |(row, _): &(usize, TokenRange)| {
            self.dates
                .get(*row)
                .is_some_and(|date| matches!(date.value.kind, DateKind::Date | DateKind::Range))
        };
        let words = &self.scene.words.features;
        let leads = [&words.preposition, &words.connective, &words.adverb];
        let own = |found: &(usize, TokenRange)| {
            let date = found.1;
            let other = self.scene.is_of_noun(date, trigger, &leads, &words.inside)
                || self.scene.is_in_aside(date, trigger)
                || self.scene.is_of_life(date, &self.scene.words.reality.life);
            dated(found) && !other
        };
        let mut dates = self.scene.dates_in(clause).filter(own);
        let first = dates.next()?;
        let next = if self.is_of_other_time(first.1, clause) { dates.next() } else { None };
        Some(next.unwrap_or(first).0)
    }

    /// «دو ماه پس از حادثهٔ ماه تیر، به تاریخ ۸ شهریور»: whether a date stands behind «پس از» or the like, before a comma.
    fn is_of_other_time(&self, date: TokenRange, clause: TokenRange) -> bool {
        let (scene, words) = (self.scene, &self.scene.words.features);
        let comma = |at: &u32| scene.mark(*at) == Some("،");
        let floor = (clause.first..date.first).rev().find(comma).unwrap_or(clause.first);
        let after = |at: u32| {
            let end = scene.words_at(at, &words.preposition).filter(|&end| end > at + 1);
            end.is_some_and(|end| end < date.first && scene.view.is(end - 1, Particle::From))
        };
        scene.mark(date.end) == Some("،") && (floor..date.first).any(after)
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

/// Whether the first line of a document of several is a title that names a disaster, of which the whole then tells.
fn names_calamity(scene: &Scene<'_>, input: &Input<'_>) -> bool {
    let mut blocks = input.segments.list.iter().filter(|segment| segment.parent.is_none());
    let Some(title) = blocks.next().filter(|title| title.tokens.len() <= TITLE) else { return false };
    let calamity = |at: u32| scene.view.begins(at, &scene.words.features.calamity);
    blocks.next().is_some() && title.tokens.positions().any(calamity)
}

/// What is denied or wished is told of a named party.
fn status_of(participants: &[Participant], status: Status, verb: Option<VerbGroup>) -> Option<Status> {
    let named = participants.iter().any(|part| part.entity.is_some());
    let needs = status == Status::Denied
        || status == Status::Planned && verb.is_some_and(|verb| verb.mood == Mood::Subjunctive);
    (named || !needs).then_some(status)
}
