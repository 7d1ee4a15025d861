//! What a figure is a figure of, by the words of its clause.

use super::clause::{Clause, begins_other, clause, predicate, subject_of_having};
use super::placed::Figures;
use super::property::{self, Cue, is_led};
use super::roles::Search;
use super::words::{AgentPlace, Scene, SubjectPlace};
use crate::calendar::Day;
use crate::lexicon::{Particle, VerbForm};
use crate::stages::actors::{Entity, EntityKind};
use crate::stages::dates::DateRow;
use crate::stages::enclosing::{Places, innermost};
use crate::stages::extractor::Input;
use crate::stages::figures::{Fact, FigureRow, Kind, Measure, Status};
use crate::stages::scene::ends_with_yeh;
use crate::stages::statements::StatementRow;
use crate::syntax::{LONGEST, VerbGroup, tokens_of};
use crate::text::{Gap, Span, TokenKind, TokenRange};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Longest counted phrase, in tokens.
pub(super) const ITEM: u32 = 8;
/// Longest title behind the number that begins it, in tokens.
const TITLED: u32 = 5;
/// The largest number that may only refer to things that were named: «هفت منطقه».
const SMALL: i64 = 12;
/// The properties that forms alone tell, as the lexicon calls them.
pub(super) const DISTANCE: &str = "distance";
pub(super) const SHARE: &str = "share";

/// A document whose figures are read.
pub(super) struct Reader<'r> {
    pub(super) scene: &'r Scene<'r>,
    pub(super) dates: &'r [DateRow],
    pub(super) statements: &'r [StatementRow],
    pub(super) entities: &'r [Entity],
    /// Where the contents of statements stand.
    pub(super) contents: Vec<Span>,
    pub(super) laws: Places,
    pub(super) input: &'r Input<'r>,
    pub(super) figures: Figures,
    /// The verbs of the sentence that was read last.
    pub(super) sentence: Option<(u32, Vec<VerbGroup>)>,
    /// The last figure that was of something.
    pub(super) last: Option<Last>,
    /// Whether the figure that was read last is of a fall.
    pub(super) fell: bool,
    /// The day of the document.
    pub(super) reference: Option<Day>,
}

/// A figure before another one, and what it was of.
pub(super) struct Last {
    pub(super) kind: Kind,
    /// The sentence, among the segments.
    pub(super) segment: u32,
    /// The property.
    pub(super) property: usize,
    subject: Option<Arc<str>>,
    /// One past its last token.
    pub(super) end: u32,
}

impl Reader<'_> {
    pub(super) fn fact(&mut self, row: &FigureRow) -> Fact {
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
            _ => scene.verbs(
                &scene.words.auxiliaries,
                &scene.words.features.verb_pair,
                &scene.words.reality.contrast,
                sentence,
            ),
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
        let item = self.item(figure, head, &clause, row.value.kind);
        let statement = innermost(&self.contents, row.span);
        let mut fact = Fact {
            item: item.map(|item| scene.view.span(item.first, item.end)),
            statement,
            status: Status::Actual,
            ..Fact::default()
        };
        if self.refers(row, figure, head) || self.is_titled(figure, groups) {
            return fact;
        }
        let date = self.date(&clause, sentence, figure, statement, groups);
        fact.status = self.status(row, sentence, &clause, statement, date);
        if row.value.kind == Kind::Percent && self.is_of_confidence(figure) {
            return fact;
        }
        let in_table = self.in_table(row);
        let found = in_table.as_ref().map(|cell| cell.cue);
        let found =
            found.or_else(|| property::property(scene, &clause, figure, head, row.value.kind, &self.figures));
        let found = found.or_else(|| self.by_form(row, figure, sentence, &clause));
        // «نرخ بهره را ۲ درصد افزایش داد و به ۲۵ درصد رساند»: where something came to is no growth, whatever was told before.
        let level =
            row.value.kind == Kind::Percent && property::is_level(scene, &clause, figure, &self.figures);
        let fits = |cue: &Cue| {
            let known = scene.words.list.get(cue.property);
            !level || known.is_none_or(|known| &*known.name != property::GROWTH)
        };
        let found = found.or_else(|| self.topic(row, sentence, figure, &clause).filter(fits));
        let labelled = if found.is_none() { self.labelled(row, sentence, groups, figure) } else { None };
        let found = found.or_else(|| labelled.map(|(cue, _)| cue));
        let weighed = if found.is_none() {
            let weighed = item.and_then(|item| self.weighed(row, figure, item, &clause));
            weighed.or_else(|| self.stretch(row, figure, &clause))
        } else {
            None
        };
        let found = found.or_else(|| weighed.map(|(cue, _)| cue));
        let points = match item {
            Some(item) => self.points_back(item),
            None => self.is_of_that(row, figure),
        };
        let found = found.or_else(|| self.carried(row, &clause, points).filter(fits));
        let found = found.or_else(|| self.gone_on(row, figure, &clause).filter(fits));
        let Some(cue) = found.or_else(|| self.plain(row, &clause)) else { return fact };
        // «شمار آنان ۵۰ نفر بود»: what befell them was told before.
        let again = self.counts_again(row, &cue);
        let Some(cue) = again.unwrap_or(Some(cue)) else { return fact };
        // «ذخایر ارزی X ۵ میلیارد دلار است» is of X, though none of the properties fits.
        let Some(known) =
            scene.words.list.get(cue.property).filter(|known| !known.none || known.subject.is_some())
        else {
            return fact;
        };
        // What others of the sentence are of is told by the same word.
        if row.value.kind == Kind::Money && !known.none && self.is_change(figure) {
            let subject = None;
            let (kind, segment, property) = (row.value.kind, row.segment, cue.property);
            self.last = Some(Last { kind, segment, property, subject, end: figure.end });
            return fact;
        }
        fact.property = Some(known.name.clone()).filter(|_| !known.none);
        let search = Search {
            scene,
            clause,
            figure,
            item_end: item.map_or(figure.end, |item| item.end),
            entities: self.entities,
            figures: &self.figures,
            is_part: matches!(row.value.kind, Kind::Percent | Kind::Ratio),
            went: &*known.name == DISTANCE,
            sentence,
            last_state: self.last_state(sentence.first),
            groups,
            floor: statement
                .and_then(|at| self.contents.get(at))
                .map_or(sentence.first, |content| tokens_of(scene.view, *content).first),
            told_afar: self.is_told_afar(statement, groups),
            is_count: row.value.kind == Kind::Count,
            is_money: row.value.kind == Kind::Money,
            speaker: statement
                .and_then(|at| self.statements.get(at)?.value.speakers.first())
                .map(|speaker| speaker.entity),
        };
        if known.none {
            let filled = known.subject.map(|place| search.subject(place, &cue)).unwrap_or_default();
            fact.subject = self.id(filled.entity);
            fact.subject_words = filled.words.map(|words| scene.view.span(words.first, words.end));
            return fact;
        }
        // «درآمد ۵ و هزینه ۳ میلیون تومان»: what stands before «و» is what another figure is of.
        let coordinate =
            known.subject == Some(SubjectPlace::Thing) && self.is_coordinate(&cue, &clause, figure);
        let search = if coordinate {
            let tokens = TokenRange::new(cue.tokens.first, clause.tokens.end);
            Search { clause: Clause { tokens, ..clause }, ..search }
        } else {
            search
        };
        let tabled = in_table.as_ref().map(|cell| (cell.cue, cell.what));
        if let Some((_, what)) = tabled.or(labelled).or(weighed).filter(|(_, what)| !what.is_empty()) {
            let named = scene.mention_at(what.first).filter(|(_, name)| name.end == what.end);
            fact.subject = self.id(named.and_then(|(mention, _)| scene.entity(mention)));
            fact.subject_words = Some(scene.view.span(what.first, what.end));
        } else if let Some(place) = known.subject.filter(|_| in_table.is_none()) {
            let filled = search.subject(place, &cue);
            fact.subject = self.id(filled.entity);
            fact.subject_words = filled.words.map(|words| scene.view.span(words.first, words.end));
        }
        // «به دست یازده دانشجو تأسیس شد»: how many came together is nothing that somebody has.
        let people = head.is_some_and(|head| scene.view.begins(head.first, &scene.words.features.person));
        let owned = fact.subject.is_some() || fact.subject_words.is_some();
        if people && !owned && &*known.name == property::HAS {
            return Fact { property: None, ..fact };
        }
        // «هزینه‌های فروش»: an ending begins no words.
        fact.subject_words = fact.subject_words.and_then(|words| {
            let TokenRange { first, end } = tokens_of(scene.view, words);
            let joined = |at: &u32| {
                scene.view.tokens.list.get(*at as usize).is_some_and(|token| token.gap == Gap::Joiner)
            };
            let first = (first..end).find(|at| !joined(at))?;
            Some(scene.view.span(first, end))
        });
        // «ماسه | تن»: a thing is named in one cell.
        fact.subject_words = fact.subject_words.map(|words| {
            let end = scene.view.slice(words).find('\t').map_or(words.end, |at| words.start + at as u32);
            Span::new(words.start, end)
        });
        if let Some(last) = &self.last
            && fact.subject.is_none()
            && last.segment == row.segment
            && points
        {
            fact.subject.clone_from(&last.subject);
        }
        if matches!(row.value.kind, Kind::Percent | Kind::Ratio) && &*known.name == SHARE {
            let (subject, of) = search.share(&cue);
            fact.subject = self.id(subject);
            fact.of = of.map(|of| scene.view.span(of.first, of.end));
        }
        let becomes = |verb: VerbGroup| scene.words.auxiliaries.is_becoming(verb.lemma);
        let passive = clause.verb.is_some_and(|verb| verb.passive || becomes(verb));
        let agent = match known.agent.filter(|_| !passive) {
            Some(AgentPlace::Actor) => Some(search.actor()),
            Some(AgentPlace::Giver) => search.giver().map(Some),
            Some(AgentPlace::Importer) => {
                fact.agent = self.id(search.source());
                // «واردات ۵ تن گندم را تصویب کرد»: who allows it gets nothing.
                let does = clause.verb.is_some_and(|verb| verb.tokens.end == cue.tokens.end);
                fact.recipient = self.id(search.actor().filter(|_| does));
                None
            }
            Some(AgentPlace::Buyer) | None => None,
        };
        if let Some(agent) = agent {
            fact.agent = self.id(agent);
            fact.recipient = self.id(search.recipient());
        }
        if known.agent == Some(AgentPlace::Buyer) && !passive {
            let (payer, payee) = search.trade();
            fact.agent = self.id(payer);
            fact.recipient = self.id(payee);
        }
        let growth = known.name.as_ref() == property::GROWTH;
        self.fell = growth && self.is_fall(&cue, figure, &clause);
        // Where a way is measured from, and not where it lies.
        let measured = &*known.name == DISTANCE && !search.is_along();
        fact.place = self.id(if measured { search.measured_from() } else { search.place() });
        fact.date = in_table.and_then(|cell| cell.date).or(date);
        self.last = Some(Last {
            kind: row.value.kind,
            segment: row.segment,
            property: cue.property,
            subject: fact.subject.clone(),
            end: figure.end,
        });
        fact
    }

    /// Whether a verb tells a statement, and not of several whom no name tells: these are told of where they are.
    fn is_told_afar(&self, statement: Option<usize>, groups: &[VerbGroup]) -> bool {
        let Some(said) = statement.and_then(|at| self.statements.get(at)) else { return false };
        let cue = tokens_of(self.scene.view, said.value.cue);
        let verb = groups.iter().find(|group| group.tokens.first < cue.end && cue.first < group.tokens.end);
        let locals = said.value.speaker.is_some() && said.value.speakers.is_empty();
        verb.is_some_and(|verb| !(locals && self.scene.is_of_several(verb)))
    }

    /// «۱۰۰ تن از آنها»: whether a phrase points at who was counted before.
    fn points_back(&self, item: TokenRange) -> bool {
        let view = self.scene.view;
        item.positions()
            .any(|at| view.is(at, Particle::ThatOne) || view.begins(at, &self.scene.words.features.pronoun))
    }

    /// «۷۵۰ کیلومتر مرز دارد که ۱۳۰ کیلومتر آن بسته است»: whether a measure is of what one of its kind was of before it.
    fn is_of_that(&self, row: &FigureRow, figure: TokenRange) -> bool {
        let (view, last) = (self.scene.view, self.last.as_ref());
        let part = matches!(row.value.kind, Kind::Count | Kind::Percent | Kind::Ratio);
        let again = last.is_some_and(|last| last.kind == row.value.kind && last.segment == row.segment);
        // «پنج متر آن پل»: what «آن» points at is named.
        let behind = figure.end + 1;
        let named = view.token_kind(behind) == Some(TokenKind::Word)
            && !view.begins(behind, &self.scene.words.features.preposition)
            && view.verb(behind, self.scene.word_end(behind, behind + ITEM)).is_none();
        !part && again && view.is(figure.end, Particle::ThatOne) && !named
    }

    fn id(&self, entity: Option<usize>) -> Option<Arc<str>> {
        self.entities.get(entity?).map(|entity| entity.id.as_str().into())
    }

    /// «آلبوم «هزار خورشید»»: whether a number begins a short quotation without a verb, which is what something is called.
    fn is_titled(&self, figure: TokenRange, groups: &[VerbGroup]) -> bool {
        let opens = |at: u32| matches!(self.scene.mark(at), Some("«" | "\"" | "“"));
        let closes = |at: &u32| matches!(self.scene.mark(*at), Some("»" | "\"" | "”"));
        if !figure.first.checked_sub(1).is_some_and(opens) {
            return false;
        }
        let close = (figure.end..figure.end + TITLED).find(closes);
        let told = |close: u32| {
            groups.iter().any(|group| group.tokens.first >= figure.end && group.tokens.end <= close)
        };
        close.is_some_and(|close| !told(close))
    }

    /// «دو طرف»: a small number of what was named only refers to it.
    fn refers(&self, row: &FigureRow, figure: TokenRange, head: Option<TokenRange>) -> bool {
        // «هر دو نگاره», «این سه سد»
        let points = figure.first.checked_sub(1).is_some_and(|at| {
            matches!(self.scene.view.particle(at), Some(Particle::Each | Particle::ThisOne))
        });
        let small = matches!(row.value.measure, Measure::Single(number) if number <= Decimal::from(SMALL));
        // «۱۱ کشور عضو» counts members.
        let told = |at| self.scene.view.meanings_at(&self.scene.words.properties, at).next().is_some();
        let noun = head.is_some_and(|head| {
            let words = &self.scene.words.features;
            // «دو کشور اسرا را مبادله کردند» counts none of these.
            let next = self.scene.word_end(head.end, head.end + ITEM);
            let marked = self.scene.view.begins(next, &words.object);
            [&words.refers, &words.way].into_iter().any(|classes| self.scene.view.begins(head.first, classes))
                && (marked || !told(head.end))
        });
        small && (noun || points) && row.value.kind == Kind::Count
    }

    /// «با ۳۰۰ هزار تومان افزایش به ۱۴ میلیون رسید»: by how much a price has changed is no price, but «به ۵ میلیون تومان افزایش یافت».
    fn is_change(&self, figure: TokenRange) -> bool {
        let (view, change) = (self.scene.view, &self.scene.words.features.change);
        let before = figure.first.checked_sub(1);
        let led = before.is_some_and(|at| {
            matches!(view.particle(at), Some(Particle::From | Particle::Toward | Particle::To))
        });
        let behind = view.begins(figure.end, change) && !led;
        behind || view.words_before(figure.first, figure.first.saturating_sub(2), change).is_some()
    }

    /// The counted phrase: from the head to what no longer belongs to it.
    fn item(
        &self,
        figure: TokenRange,
        head: Option<TokenRange>,
        clause: &Clause,
        kind: Kind,
    ) -> Option<TokenRange> {
        let (counts, percent) = (kind == Kind::Count, kind == Kind::Percent);
        let scene = self.scene;
        let head = head?;
        if head.first < figure.end {
            return Some(head);
        }
        // «شمار آنها را به پنج رسانده‌اند» counts nothing by itself.
        let verb = scene.view.verb(head.first, head.end);
        if verb.is_some_and(|verb| verb.imperfective || verb.perfect || verb.form == VerbForm::Past) {
            return None;
        }
        let words = &scene.words.features;
        let reality = &scene.words.reality;
        // «در وزن ۸۶ کیلوگرم مقابل X برد»
        if scene.view.begins(head.first, &words.preposition) {
            return None;
        }
        // «شش تن جان باخته‌اند»
        let told = scene.view.meanings_at(&scene.words.properties, head.first).any(|(edge, _)| {
            clause.verb.is_some_and(|verb| verb.tokens.first < head.first + u32::from(edge.length))
        });
        if told && figure.end == head.first {
            return None;
        }
        // «به ۳۷۸ کیلومتر تقلیل یافت»
        let part = [&words.verb_noun, &words.change];
        let part = part.into_iter().any(|classes| scene.words_at(head.first, classes) == Some(head.end));
        // «۱۱ درصد افت و ۹ درصد رشد کرد»
        let shared = !counts && scene.view.is(head.end, Particle::And);
        if part && (shared || clause.verb.is_some_and(|verb| verb.tokens.first == head.end)) {
            return None;
        }
        // «با ۳۱ رأی رکورددار است»: what somebody is by so many is told of him.
        let led = figure.first.checked_sub(1).is_some_and(|at| scene.view.begins(at, &words.together));
        let is = clause.verb.is_some_and(|verb| {
            let auxiliaries = &scene.words.auxiliaries;
            Some(verb.lemma) == auxiliaries.be || auxiliaries.is_becoming(verb.lemma)
        });
        if led && is && counts {
            return Some(head);
        }
        // «اورانیوم ۶۰ درصدی X»: what has so much of it stands before it.
        let adjective = ends_with_yeh(scene.view.slice(scene.view.span(figure.first, figure.end)));
        let grows = |at: u32| scene.view.begins(at, &words.change);
        let before = (figure.first.saturating_sub(ITEM)..figure.first).any(grows);
        if percent && adjective && !before {
            return None;
        }
        // «شش بار برنده جایزه شد»: times are of nothing.
        if scene.view.begins(head.first, &words.times) {
            return Some(head);
        }
        let classified = scene.view.begins(head.first, &words.classifier);
        // «برای ۲۰۰ نفر شغل ایجاد شد»: what is made for people is none of them.
        let aimed = figure.first.checked_sub(1).is_some_and(|at| scene.view.is(at, Particle::For));
        let people = classified && scene.view.begins(head.first, &words.person);
        let goes_on = |at: u32| scene.view.is(at, Particle::From) || scene.view.begins(at, &words.person);
        if aimed && people && !goes_on(head.end) {
            return Some(head);
        }
        let becomes = |verb: VerbGroup| scene.words.auxiliaries.is_becoming(verb.lemma);
        // «۴۰ کیلو مواد مخدر کشف و سه نفر دستگیر شدند»: a noun that has the verb of the next one, too.
        let joined = |at: u32| {
            let passive = clause.verb.is_some_and(|verb| verb.passive || becomes(verb));
            let behind = scene.words_at(at, &words.verb_noun).filter(|_| passive);
            behind.is_some_and(|behind| scene.view.is(behind, Particle::And))
        };
        let end = clause.verb_start(scene).max(head.end);
        // «مرگ و میر»
        let pair = scene.words_at(head.first, &words.verb_pair).filter(|&pair| pair <= end);
        let mut at = pair.unwrap_or(head.end).max(head.end);
        let mut last = at;
        while at < end && at < head.first + ITEM {
            if let Some((_, place)) = scene.mention_at(at).filter(|(_, place)| place.end <= end) {
                at = place.end;
                break;
            }
            let word = scene.view.token_kind(at) == Some(TokenKind::Word);
            // «۵۰ نفر از سربازان X», but not «۱۵ امتیاز از ۶ بازی».
            let noun = |at: u32| {
                let token = scene.view.tokens.list.get(at as usize);
                token.is_some_and(|token| token.kind == TokenKind::Word) && !self.figures.begins(at)
            };
            if at == head.end && counts && classified && scene.view.is(at, Particle::From) && noun(at + 1) {
                at += 1;
                if let Some(behind) = scene.words_at(at, &words.pronoun) {
                    at = behind;
                    break;
                }
                continue;
            }
            // «۱۴ نفر آنان زن هستند»
            if let Some(behind) = scene.words_at(at, &words.pronoun).filter(|_| counts && classified) {
                at = behind;
                break;
            }
            // «جان خود را از دست دادند» tells what befell them.
            let told = scene.view.meanings_at(&scene.words.properties, at).any(|(edge, &property)| {
                let behind = at + u32::from(edge.length);
                // «سه سرنشین ظرفیت دارد»
                let known = scene.words.list.get(property);
                let measure = known.is_some_and(|known| known.subject == Some(SubjectPlace::Thing));
                // «سه تن از آنان دستگیر و چند تن زخمی شدند»
                let shared = !measure
                    && scene.view.is(behind, Particle::And)
                    && clause.verb.is_some_and(|verb| verb.passive || becomes(verb));
                clause.verb.is_some_and(|verb| verb.tokens.first < behind + u32::from(measure))
                    || shared
                    || (at..behind).any(|at| scene.view.begins(at, &words.object))
            });
            // «از دو طرف خواست جنگ را متوقف کنند»
            let asks = scene.view.verb(at, scene.word_end(at, end)).is_some_and(|verb| {
                Some(verb.lemma) == scene.words.auxiliaries.want
                    && matches!(verb.form, VerbForm::Past | VerbForm::BarePast)
            });
            let stops = !word
                || begins_other(scene, clause, at, end)
                || told
                || joined(at)
                || asks
                || scene.view.is(at, Particle::That)
                || scene.view.begins(at, &words.preposition)
                || scene.view.begins(at, &words.object)
                || scene.view.begins(at, &words.connective)
                || scene.view.begins(at, &words.filler) && scene.behind_adjective(at, end).is_none()
                || scene.view.begins(at, &words.opening)
                || scene.view.begins(at, &words.modal)
                || scene.date_at(at).is_some()
                || scene.view.begins(at, &reality.falsehood)
                || scene.is_behind_plural(at)
                // «در دو مرحله سه و چهار نفر»: another number counts something else.
                || self.figures.begins(at);
            if stops {
                break;
            }
            last = at;
            at = scene.word_end(at, end);
        }
        // «با ۵۰ گل رکورد بیشترین گل را شکست»: of what «با» leads nothing tells where the object begins.
        let object = |at: u32| scene.view.begins(at, &words.object);
        let marked = object(at) || is_led(scene, figure) && (at..clause.verb_start(scene)).any(object);
        if marked && self.is_before_object(figure, kind, clause) {
            at = head.end;
        }
        // «چهار کرسی صورت پذیرفت»
        // «دو کشور ابراز «امید» کردند»
        let quoted = scene.mark(at) == Some("«") && clause.verb.is_some_and(|verb| at < verb.tokens.first);
        let verb = quoted || clause.verb.is_some_and(|verb| verb.tokens.first == at);
        if verb && last > head.end.saturating_sub(1) && scene.view.begins(last, &words.verb_noun) {
            at = last.max(head.end);
        }
        // «۶۵ درصد سدها خالی است»
        let own = TokenRange::new(head.first, at.max(head.first));
        if let Some(said) = predicate(scene, clause, figure, own).filter(|&said| said >= head.end) {
            at = said;
        }
        if let Some(own) = subject_of_having(scene, clause, figure, TokenRange::new(head.end, at)) {
            at = own;
        }
        // «۵۴ سیم‌کارت کشف و ضبط کردند»: a verb may have two nominal parts.
        let two = scene.view.is(at, Particle::And) && at + 1 == clause.verb_start(scene);
        if two && clause.verb.is_some_and(|verb| at + 1 < verb.tokens.first) {
            at = last.max(head.end);
        }
        let joins =
            |at: u32| matches!(scene.view.particle(at), Some(Particle::And | Particle::Or | Particle::From));
        while at > head.end && joins(at - 1) {
            at -= 1;
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
}
