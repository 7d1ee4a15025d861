//! Says of each figure what it is a figure of.

use super::clause::{Clause, clause};
use super::conflict::conflicts;
use super::property;
use super::property::{Cue, Figures};
use super::roles::Search;
use super::words::Scene;
use super::words::{AgentPlace, Words};
use crate::error::Result;
use crate::finding::Finding;
use crate::lexicon::Particle;
use crate::rule::{Grammar, RuleTable, TokenSet};
use crate::segment::SegmentKind;
use crate::stages::actors::{Entity, EntityKind, MentionRow};
use crate::stages::clauses::ClauseRow;
use crate::stages::dates::{DateRow, Kind as DateKind};
use crate::stages::extractor::{Extractor, Input};
use crate::stages::figures::{Fact, FigureRow, Kind, Measure, Status};
use crate::stages::scene::{Places, innermost};
use crate::stages::statements::StatementRow;
use crate::syntax::{LONGEST, Mood, VerbGroup, tokens_of};
use crate::table::{RowsOf, TableRows};
use crate::text::{Span, TokenKind, TokenRange};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Longest counted phrase, in tokens.
const ITEM: u32 = 8;
/// The properties that forms alone tell, as the lexicon calls them.
const DISTANCE: &str = "distance";
const SHARE: &str = "share";
const GROWTH: &str = "growth";
const MASS: &str = "mass";
const VOLUME: &str = "volume";
const AREA: &str = "area";
/// Longest label of a figure, in tokens.
const LABEL: u32 = 8;
/// How far behind the colon of a label its figure begins, in tokens: two prices may stand there.
const BEHIND_LABEL: u32 = 8;
/// Most segments of a list that are passed on the way to its heading.
const LIST: u32 = 64;
/// How far behind a distance the place stands that it is measured from, in tokens.
const FROM: u32 = 6;
/// How far behind the preposition of a clause without a subject its figure begins, in tokens: «و به روزی ۵ هزار تومان رسید».
const LED: u32 = 3;
/// The largest number that may only refer to things that were named: «هفت منطقه».
const SMALL: i64 = 12;

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Facts {
    words: Words,
}

impl<A> Extractor<A> for Facts
where
    A: RowsOf<FigureRow>
        + RowsOf<Entity>
        + RowsOf<DateRow>
        + RowsOf<MentionRow>
        + RowsOf<StatementRow>
        + RowsOf<ClauseRow>
        + RowsOf<Finding>
        + 'static,
{
    const FINDS_BY: &'static [RuleTable] = &[];
    const TABLES: &'static [&'static dyn TableRows<A>] = &[];
    type Pending = ();

    fn new(grammar: &Grammar) -> Result<Self> {
        Ok(Self { words: Words::new(grammar)? })
    }

    fn find(&self, _: &Input<'_>, _: &mut TokenSet) {}

    fn resolve(&self, input: &Input<'_>, (): (), analysis: &mut A) {
        let figures: &[FigureRow] = analysis.rows_of();
        if figures.is_empty() {
            return;
        }
        let mentions: &[MentionRow] = analysis.rows_of();
        let dates: &[DateRow] = analysis.rows_of();
        let scene = Scene::new(input.view, &self.words, mentions, dates);
        let laws = Places::laws(input.view, analysis.rows_of());
        let statements: &[StatementRow] = analysis.rows_of();
        let mut reader = Reader {
            scene: &scene,
            dates,
            statements,
            entities: analysis.rows_of(),
            contents: statements.iter().map(|row| row.span).collect(),
            laws,
            input,
            figures: Figures::new(input.view, figures),
            sentence: None,
            last: None,
        };
        let facts: Vec<Fact> = figures.iter().map(|row| reader.fact(row)).collect();
        let mut findings = Vec::new();
        conflicts(&scene, figures, &facts, &mut findings);
        for (row, fact) in RowsOf::<FigureRow>::rows_of_mut(analysis).iter_mut().zip(facts) {
            row.value.fact = fact;
        }
        RowsOf::<Finding>::rows_of_mut(analysis).append(&mut findings);
    }
}

struct Reader<'r> {
    scene: &'r Scene<'r>,
    dates: &'r [DateRow],
    statements: &'r [StatementRow],
    entities: &'r [Entity],
    /// Where the contents of statements stand.
    contents: Vec<Span>,
    laws: Places,
    input: &'r Input<'r>,
    figures: Figures,
    /// The verbs of the sentence that was read last.
    sentence: Option<(u32, Vec<VerbGroup>)>,
    /// What the last figure was of, its kind and sentence, and whose it was.
    last: Option<(Kind, u32, Cue, Option<Arc<str>>)>,
}

impl Reader<'_> {
    fn fact(&mut self, row: &FigureRow) -> Fact {
        let scene = self.scene;
        let Some(sentence) = self.input.segments.list.get(row.segment as usize).map(|segment| segment.tokens)
        else {
            return Fact::default();
        };
        if sentence.len() > LONGEST {
            return Fact::default();
        }
        let groups = match self.sentence.take() {
            Some((segment, groups)) if segment == row.segment => groups,
            _ => scene.verbs(&scene.words.auxiliaries, &scene.words.features.verb_pair, sentence),
        };
        let fact = self.of(row, sentence, &groups);
        self.sentence = Some((row.segment, groups));
        fact
    }

    fn of(&mut self, row: &FigureRow, sentence: TokenRange, groups: &[VerbGroup]) -> Fact {
        let scene = self.scene;
        let figure = tokens_of(scene.view, row.span);
        let head = row.value.item.map(|span| tokens_of(scene.view, span));
        let clause = clause(scene, sentence, groups, figure, head);
        let item = self.item(figure, head, &clause, row.value.kind == Kind::Count);
        let statement = innermost(&self.contents, row.span);
        let mut fact = Fact {
            item: item.map(|item| scene.view.span(item.first, item.end)),
            statement,
            status: Status::Actual,
            ..Fact::default()
        };
        if self.refers(row, head) {
            return fact;
        }
        fact.status = self.status(row, sentence, &clause, statement);
        let found = property::property(scene, &clause, figure, head, row.value.kind, &self.figures);
        let found = found.or_else(|| self.by_form(row, figure, sentence));
        let found = found.or_else(|| self.topic(row, sentence, figure, &clause));
        let labelled = if found.is_none() { self.labelled(row, sentence, groups, figure) } else { None };
        let found = found.or_else(|| labelled.map(|(cue, _)| cue));
        let weighed = if found.is_none() {
            item.and_then(|item| self.weighed(row, figure, item, &clause))
        } else {
            None
        };
        let found = found.or_else(|| weighed.map(|(cue, _)| cue));
        let points = item.is_some_and(|item| self.points_back(item));
        let found = found.or_else(|| self.carried(row, &clause, points));
        let found = found.or_else(|| self.gone_on(row, sentence, figure, &clause));
        let Some(cue) = found.or_else(|| self.plain(row, &clause)) else { return fact };
        let Some(known) = scene.words.list.get(cue.property).filter(|known| !known.none) else { return fact };
        fact.property = Some(known.name.clone());
        let search = Search {
            scene,
            clause,
            figure,
            item_end: item.map_or(figure.end, |item| item.end),
            entities: self.entities,
            figures: &self.figures,
            is_part: matches!(row.value.kind, Kind::Percent | Kind::Ratio),
            went: &*known.name == DISTANCE,
            sentence: sentence.first,
            last_state: self.last_state(sentence.first),
            speaker: statement
                .and_then(|at| self.statements.get(at)?.value.speakers.first())
                .map(|speaker| speaker.entity),
        };
        if let Some((_, what)) = labelled.or(weighed).filter(|(_, what)| !what.is_empty()) {
            let named = scene.mention_at(what.first).filter(|(_, name)| name.end == what.end);
            fact.subject = self.id(named.and_then(|(mention, _)| scene.entity(mention)));
            fact.subject_words = Some(scene.view.span(what.first, what.end));
        } else if let Some(place) = known.subject {
            let filled = search.subject(place, &cue);
            fact.subject = self.id(filled.entity);
            fact.subject_words = filled.words.map(|words| scene.view.span(words.first, words.end));
        }
        if let Some((_, segment, _, subject)) = &self.last
            && fact.subject.is_none()
            && *segment == row.segment
            && points
        {
            fact.subject.clone_from(subject);
        }
        if matches!(row.value.kind, Kind::Percent | Kind::Ratio) && &*known.name == SHARE {
            let (subject, of) = search.share();
            fact.subject = self.id(subject);
            fact.of = of.map(|of| scene.view.span(of.first, of.end));
        }
        if known.agent == Some(AgentPlace::Actor) {
            fact.agent = self.id(search.actor());
            fact.recipient = self.id(search.recipient());
        }
        let measured = (&*known.name == DISTANCE).then(|| search.measured_from()).flatten();
        fact.place = self.id(measured.or_else(|| search.place()));
        fact.date = self.date(&clause);
        self.last = Some((row.value.kind, row.segment, cue, fact.subject.clone()));
        fact
    }

    /// «۱۰۰ تن از آنها»: whether a phrase points at who was counted before.
    fn points_back(&self, item: TokenRange) -> bool {
        let view = self.scene.view;
        item.positions()
            .any(|at| view.is(at, Particle::ThatOne) || view.begins(at, &self.scene.words.features.pronoun))
    }

    fn id(&self, entity: Option<usize>) -> Option<Arc<str>> {
        self.entities.get(entity?).map(|entity| entity.id.as_str().into())
    }

    /// «دو طرف»: a small number of what was named only refers to it.
    fn refers(&self, row: &FigureRow, head: Option<TokenRange>) -> bool {
        let small = matches!(row.value.measure, Measure::Single(number) if number <= Decimal::from(SMALL));
        // «۱۱ کشور عضو» counts members.
        let told = |at| self.scene.view.meanings_at(&self.scene.words.properties, at).next().is_some();
        let noun = head.is_some_and(|head| {
            self.scene.view.begins(head.first, &self.scene.words.features.refers) && !told(head.end)
        });
        small && noun && row.value.kind == Kind::Count
    }

    /// What the form of a measure alone tells: «در ۲۰ کیلومتری X» is a distance, «۱۵ درصد آن» a share.
    fn by_form(&self, row: &FigureRow, figure: TokenRange, sentence: TokenRange) -> Option<Cue> {
        let scene = self.scene;
        let named = |name: &str| scene.words.list.iter().position(|known| &*known.name == name);
        let name = match row.value.kind {
            Kind::Length => {
                let led = figure
                    .first
                    .checked_sub(1)
                    .is_some_and(|at| scene.view.begins(at, &scene.words.features.at));
                let near = TokenRange::new(figure.end, figure.end + FROM);
                let plain = |end: u32| (figure.end..end).all(|at| scene.mark(at).is_none());
                let from = scene.mentions_in(near).next().is_some_and(|(_, name)| plain(name.first));
                (led && from).then_some(DISTANCE)?
            }
            // «یک‌سوم جمعیت», but not «دو برابر».
            Kind::Ratio => {
                let part = matches!(row.value.measure, Measure::Single(number) if number < Decimal::ONE);
                (part && self.has_whole(figure, sentence)).then_some(SHARE)?
            }
            Kind::Percent => {
                let grows = |at: u32| scene.view.begins(at, &scene.words.features.change);
                if sentence.positions().any(grows) {
                    GROWTH
                } else if self.has_whole(figure, sentence) {
                    SHARE
                } else {
                    return None;
                }
            }
            _ => return None,
        };
        Some(Cue { property: named(name)?, tokens: TokenRange::new(figure.end, figure.end) })
    }

    /// What stands behind a label in a list or beside one: «نان: ۵۰ افغانی» under «نرخ خوراک». The heading says what all of
    /// them are, the label whose it is.
    fn labelled(
        &self,
        row: &FigureRow,
        sentence: TokenRange,
        groups: &[VerbGroup],
        figure: TokenRange,
    ) -> Option<(Cue, TokenRange)> {
        let scene = self.scene;
        // The label begins behind the last «؛».
        let before = sentence.first..figure.first;
        let first =
            before.clone().rev().find(|&at| scene.mark(at) == Some("؛")).map_or(before.start, |at| at + 1);
        let colon = (first..figure.first).rev().find(|&at| scene.mark(at) == Some(":"))?;
        let told = |group: &VerbGroup| group.tokens.first < figure.end;
        let beside = scene.dates_in(TokenRange::new(first, colon)).next().is_some();
        if figure.first > colon + BEHIND_LABEL || beside || groups.iter().any(told) {
            return None;
        }
        let label = scene.trimmed(self.named_by(TokenRange::new(first, colon)));
        if label.is_empty() || label.len() > LABEL {
            return None;
        }
        // «مساحت زمین: ۲۰۰ متر مربع»: the label itself says so.
        if let Some(cue) = self.word_in(label, row.value.kind) {
            let behind = scene.trimmed(TokenRange::new(cue.tokens.end, label.end));
            let before = scene.trimmed(TokenRange::new(label.first, cue.tokens.first));
            return Some((cue, if behind.is_empty() { before } else { behind }));
        }
        Some((self.word_in(self.heading(row.segment)?, row.value.kind)?, label))
    }

    /// The first word of some tokens that can say what a figure of a kind is of.
    fn word_in(&self, tokens: TokenRange, kind: Kind) -> Option<Cue> {
        let scene = self.scene;
        let fits =
            |property: usize| scene.words.list.get(property).is_some_and(|known| known.kinds.contains(&kind));
        tokens.positions().find_map(|at| {
            let mut words = scene.view.meanings_at(&scene.words.properties, at).filter(|(_, p)| fits(**p));
            let (edge, &property) = words.next()?;
            Some(Cue { property, tokens: TokenRange::new(at, at + u32::from(edge.length)) })
        })
    }

    /// The words of a label that name a thing: no number, unit or classifier before it, nothing behind a comma or bracket.
    fn named_by(&self, label: TokenRange) -> TokenRange {
        let scene = self.scene;
        let mut first = label.first;
        let mut inside = self.figures.within(label);
        if let Some(figure) = inside.next().filter(|figure| figure.first == label.first) {
            // «یک دالر امریکایی»: what is one of something is the unit itself.
            let words = (figure.first + 1).min(figure.end);
            first = if figure.end < label.end { figure.end } else { words };
        }
        let ends = |at: &u32| matches!(scene.mark(*at), Some("،" | "," | "("));
        TokenRange::new(first, (first..label.end).find(ends).unwrap_or(label.end))
    }

    /// The heading or the line above the list that a sentence stands in.
    fn heading(&self, sentence: u32) -> Option<TokenRange> {
        let list = &self.input.segments.list;
        let block = list.get(sentence as usize)?.parent.unwrap_or(sentence);
        let mut at = block;
        // A list has its heading above the first of its items.
        for _ in 0..LIST {
            at = at.checked_sub(1)?;
            let segment = list.get(at as usize)?;
            let inside = segment.kind == SegmentKind::Sentence
                && segment
                    .parent
                    .and_then(|parent| list.get(parent as usize))
                    .is_some_and(|parent| parent.kind == SegmentKind::ListItem);
            if segment.kind == SegmentKind::ListItem || inside {
                continue;
            }
            return Some(segment.tokens);
        }
        None
    }

    /// «۵ لیتر روغن»: a weight, a volume or an area with what there is so much of.
    fn weighed(
        &self,
        row: &FigureRow,
        figure: TokenRange,
        item: TokenRange,
        clause: &Clause,
    ) -> Option<(Cue, TokenRange)> {
        let name = match row.value.kind {
            Kind::Mass => MASS,
            Kind::Volume => VOLUME,
            Kind::Area => AREA,
            _ => return None,
        };
        let property = self.scene.words.list.iter().position(|known| &*known.name == name)?;
        let cue = Cue { property, tokens: TokenRange::new(figure.end, figure.end) };
        let end = clause.verb_start(self.scene).clamp(item.first, item.end);
        (item.first == figure.end).then_some((cue, TokenRange::new(item.first, end)))
    }

    /// Whether a percentage is said to be of something: «۲۰ درصد از X», «۲۰ درصد X».
    fn has_whole(&self, figure: TokenRange, sentence: TokenRange) -> bool {
        let (scene, words) = (self.scene, &self.scene.words.features);
        let at = figure.end;
        let word = scene.view.tokens.list.get(at as usize).is_some_and(|token| token.kind == TokenKind::Word);
        let from = scene.view.is(at, Particle::From);
        let stops = [&words.preposition, &words.object, &words.connective];
        let other = stops.into_iter().any(|classes| scene.view.begins(at, classes));
        let verb = scene.view.verb(at, scene.word_end(at, sentence.end)).is_some();
        at < sentence.end && word && (from || !other && !verb)
    }

    /// What the figure before it in the sentence is of, where it is of the same kind and nothing else is said: «۶۰۰ لیر و
    /// ۳۵۰۰ دلار».
    fn carried(&self, row: &FigureRow, clause: &Clause, points: bool) -> Option<Cue> {
        let (kind, segment, cue) = self.last.as_ref().map(|&(kind, segment, cue, _)| (kind, segment, cue))?;
        (kind == row.value.kind && segment == row.segment && (kind != Kind::Count || points))
            .then_some(Cue { tokens: TokenRange::new(clause.tokens.first, clause.tokens.first), ..cue })
    }

    /// «قیمت نان بالا رفت و به ۵ هزار تومان رسید»: what the sentence is about, where the clause has no subject of its own.
    fn topic(
        &self,
        row: &FigureRow,
        sentence: TokenRange,
        figure: TokenRange,
        clause: &Clause,
    ) -> Option<Cue> {
        let scene = self.scene;
        let words = &scene.words.features;
        let passed = [&words.connective, &words.filler];
        let mut at = clause.tokens.first;
        while at < figure.first {
            at = match passed.into_iter().find_map(|classes| scene.words_at(at, classes)) {
                Some(behind) => behind,
                None if scene.mark(at).is_some() || scene.view.is(at, Particle::And) => at + 1,
                None => break,
            };
        }
        let led = at == figure.first || scene.view.begins(at, &words.preposition) && figure.first <= at + LED;
        let kind = row.value.kind;
        // «فروش نفت که به ۵ میلیون دلار می‌رسد» tells of the noun before it, whichever that is.
        let relative = clause.tokens.first.checked_sub(1).is_some_and(|at| scene.view.is(at, Particle::That));
        if kind == Kind::Count || !led || relative || clause.tokens.first == sentence.first {
            return None;
        }
        let before = TokenRange::new(sentence.first, clause.tokens.first);
        let fits =
            |property: usize| scene.words.list.get(property).is_some_and(|known| known.kinds.contains(&kind));
        before.positions().rev().find_map(|at| {
            let mut words = scene.view.meanings_at(&scene.words.properties, at).filter(|(_, p)| fits(**p));
            let (edge, &property) = words.next()?;
            Some(Cue { property, tokens: TokenRange::new(at, at + u32::from(edge.length)) })
        })
    }

    /// «قیمت سکه ۱۵ میلیون تومان است. سال پیش ۱۲ میلیون تومان بود.»: what the figure of the sentence before is of, where this
    /// sentence of the same paragraph says nothing but that it was so much, or names it by «این رقم».
    fn gone_on(
        &self,
        row: &FigureRow,
        sentence: TokenRange,
        figure: TokenRange,
        clause: &Clause,
    ) -> Option<Cue> {
        let scene = self.scene;
        let (kind, segment, cue, _) = self.last.as_ref()?;
        let (kind, segment, cue) = (*kind, *segment, *cue);
        let list = &self.input.segments.list;
        let parent = |at: u32| list.get(at as usize).and_then(|segment| segment.parent);
        let next =
            segment == row.segment || parent(segment).is_some() && parent(segment) == parent(row.segment);
        if kind != row.value.kind || !next {
            return None;
        }
        let before = TokenRange::new(clause.tokens.first, figure.first);
        let named = before.positions().any(|at| {
            scene.view.is(at, Particle::ThisOne)
                && scene.view.begins(at + 1, &scene.words.features.named_number)
        });
        let is = clause.verb.is_some_and(|verb| Some(verb.lemma) == scene.words.auxiliaries.be);
        // When it was, and nothing else: «سال پیش ۱۲ میلیون تومان بود».
        let dates = scene.dates_in(before).map(|(_, date)| date).collect::<Vec<_>>();
        let bare = before.positions().all(|at| {
            let dated = dates.iter().any(|date| date.contains(at));
            let word =
                scene.view.tokens.list.get(at as usize).is_some_and(|token| token.kind == TokenKind::Word);
            let passed = [
                &scene.words.features.filler,
                &scene.words.features.connective,
                &scene.words.features.preposition,
            ];
            dated || !word || passed.into_iter().any(|classes| scene.view.begins(at, classes))
        });
        let again = is && bare && kind != Kind::Count && !dates.is_empty() && sentence.first <= figure.first;
        let tokens = TokenRange::new(clause.tokens.first, clause.tokens.first);
        (named || again).then_some(Cue { tokens, ..cue })
    }

    /// A weight or a volume that nothing is done with is one: «روغن ۱۶ لیتری».
    fn plain(&self, row: &FigureRow, clause: &Clause) -> Option<Cue> {
        let scene = self.scene;
        let name = match row.value.kind {
            Kind::Mass => MASS,
            Kind::Volume => VOLUME,
            Kind::Area => AREA,
            _ => return None,
        };
        let property = scene.words.list.iter().position(|known| &*known.name == name)?;
        let tokens = TokenRange::new(clause.tokens.first, clause.tokens.first);
        clause.verb.is_none().then_some(Cue { property, tokens })
    }

    /// The counted phrase: from the head to what no longer belongs to it.
    fn item(
        &self,
        figure: TokenRange,
        head: Option<TokenRange>,
        clause: &Clause,
        counts: bool,
    ) -> Option<TokenRange> {
        let scene = self.scene;
        let head = head?;
        if head.first < figure.end {
            return Some(head);
        }
        let end = clause.verb_start(scene).max(head.end);
        let mut at = head.end;
        while at < end && at < head.first + ITEM {
            if let Some((_, place)) = scene.mention_at(at).filter(|(_, place)| place.end <= end) {
                at = place.end;
                break;
            }
            let word =
                scene.view.tokens.list.get(at as usize).is_some_and(|token| token.kind == TokenKind::Word);
            // «۵۰ نفر از سربازان X»
            if at == head.end && counts && scene.view.is(at, Particle::From) {
                at += 1;
                continue;
            }
            let stops = !word
                || scene.view.is(at, Particle::That)
                || scene.view.begins(at, &scene.words.features.preposition)
                || scene.view.begins(at, &scene.words.features.object)
                || scene.view.begins(at, &scene.words.features.connective)
                || scene.date_at(at).is_some();
            if stops {
                break;
            }
            at = scene.word_end(at, end);
        }
        Some(TokenRange::new(head.first, at))
    }

    /// The state that was named last before a token.
    fn last_state(&self, before: u32) -> Option<usize> {
        let first = before.saturating_sub(200);
        let state = |(mention, _): &(usize, TokenRange)| self.scene.kind(*mention) == Some(EntityKind::State);
        let (mention, _) = self.scene.mentions_in(TokenRange::new(first, before)).rev().find(state)?;
        self.scene.entity(mention)
    }

    /// When it was: a date or a range in the clause.
    fn date(&self, clause: &Clause) -> Option<usize> {
        let dated = |(row, _): &(usize, TokenRange)| {
            self.dates
                .get(*row)
                .is_some_and(|date| matches!(date.value.kind, DateKind::Date | DateKind::Range))
        };
        self.scene.dates_in(clause.tokens).find(dated).map(|(row, _)| row)
    }

    fn status(
        &self,
        row: &FigureRow,
        sentence: TokenRange,
        clause: &Clause,
        statement: Option<usize>,
    ) -> Status {
        let scene = self.scene;
        let subjunctive = clause.verb.is_some_and(|verb| verb.mood == Mood::Subjunctive);
        // A wish has what governs it in the clause before.
        let first = if subjunctive { sentence.first } else { clause.tokens.first };
        let has = |classes| (first..clause.tokens.end).any(|at| scene.view.begins(at, classes));
        let features = &scene.words.features;
        if clause.verb.is_some_and(|verb| verb.mood == Mood::Future) || self.laws.hold(row.span) {
            return Status::Planned;
        }
        if has(&features.hypothetical) {
            return Status::Hypothetical;
        }
        let cue = statement.and_then(|at| self.statements.get(at)).map(|row| row.value.cue);
        let reckoned = cue.is_some_and(|cue| {
            tokens_of(scene.view, cue).positions().any(|at| scene.view.begins(at, &features.estimated))
        });
        if has(&features.estimated) || reckoned {
            return Status::Estimated;
        }
        if has(&features.planned) {
            return Status::Planned;
        }
        match clause.verb {
            Some(verb) if verb.negated => Status::Denied,
            _ if subjunctive => Status::Hypothetical,
            _ => Status::Actual,
        }
    }
}
