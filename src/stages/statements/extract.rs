//! Finds the statements of a document.

use super::chain::chain;
use super::content::{Around, Content};
use super::cue;
use super::cue::Cue;
use super::model::{Act, Form, Speaker, Statement, StatementRow};
use super::speaker::{Search, Source};
use super::table::StatementSpeakers;
use super::told::Told;
use super::words::Scene;
use super::words::{RULES, Reading, TABLE, Takes, Words};
use crate::corrections::{Applied, Correction};
use crate::error::Result;
use crate::finding::Finding;
use crate::lexicon::Particle;
use crate::rule::{Found, Grammar, Match, Review, RuleTable, TokenSet};
use crate::segment::{Segment, Segments};
use crate::stages::actors::{Entity, EntityKind, MentionRow};
use crate::stages::clauses::ClauseRow;
use crate::stages::correct::{self, Corrector};
use crate::stages::dates::DateRow;
use crate::stages::enclosing::Places;
use crate::stages::extractor::{Extractor, Input};
use crate::stages::suspects::each_suspect;
use crate::syntax::{Quotation, VerbGroup, quotations, tokens_of};
use crate::table::{Rows, RowsOf, TableRows};
use crate::text::{TokenKind, TokenRange};
use std::rc::Rc;

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Statements {
    words: Words,
}

impl<A> Extractor<A> for Statements
where
    A: RowsOf<StatementRow>
        + RowsOf<DateRow>
        + RowsOf<Entity>
        + RowsOf<MentionRow>
        + RowsOf<ClauseRow>
        + RowsOf<Finding>
        + RowsOf<Applied>
        + Default
        + 'static,
{
    const FINDS_BY: &'static [RuleTable] = &[RULES];
    const TABLES: &'static [&'static dyn TableRows<A>] = &[&Rows::<StatementRow>::NEW, &StatementSpeakers];
    const CORRECTED: &'static [(&'static str, &'static [&'static str])] =
        &[("statements", <Self as Corrector<A, Statement>>::COLUMNS)];
    type Pending = ();

    fn new(grammar: &Grammar) -> Result<Self> {
        Ok(Self { words: Words::new(grammar)? })
    }

    fn find(&self, _: &Input<'_>, _: &mut TokenSet) {}

    fn resolve(&self, input: &Input<'_>, (): (), analysis: &mut A) {
        let (mentions, dates) =
            (RowsOf::<MentionRow>::rows_of(analysis), RowsOf::<DateRow>::rows_of(analysis));
        let scene = Scene::new(input, &self.words, mentions, dates);
        let laws = Places::laws(input.view, analysis.rows_of());
        let mut reader = Reader {
            scene: &scene,
            dates,
            entities: RowsOf::<Entity>::rows_of(analysis),
            segments: input.segments,
            told: Told::default(),
            known: 0,
            quoted: (u32::MAX, Rc::default()),
            rows: Vec::new(),
        };
        each_suspect::<StatementRow>(
            input,
            TABLE,
            &laws,
            |_| true,
            |n, sentence, matches| {
                let before = reader.rows.len();
                reader.sentence(n, sentence, matches);
                reader.rows.len().saturating_sub(before)
            },
        );
        let mut rows = reader.rows;
        rows.sort_by_key(|row| (row.span.start, std::cmp::Reverse(row.span.end), row.value.cue));
        chain(&mut rows);
        *analysis.rows_of_mut() = rows;
    }

    fn correct(&self, input: &Input<'_>, analysis: &mut A) {
        correct::correct::<A, Statement, _>(self, input, analysis);
    }

    fn sound(&self, correction: &Correction) -> std::result::Result<(), String> {
        correct::sound::<A, Statement, _>(self, correction)
    }
}

/// Tokens between a sentence and a quotation that may be what it says; there are marks alone between the two.
const APART: u32 = 64;

/// Longest title before a name, in tokens.
const APPOSED: u32 = 3;

/// Through whom and to whom something is said.
#[derive(Clone, Copy, Debug, Default)]
struct Receivers {
    medium: Option<usize>,
    addressee: Option<usize>,
}

pub(super) struct Reader<'r> {
    pub(super) scene: &'r Scene<'r>,
    pub(super) dates: &'r [DateRow],
    entities: &'r [Entity],
    segments: &'r Segments,
    told: Told,
    /// The token up to which it is known who was named.
    known: u32,
    /// The quotations of the paragraph that was read last, by its number: a paragraph may have very many sentences.
    quoted: (u32, Rc<[Quotation]>),
    rows: Vec<StatementRow>,
}

impl Reader<'_> {
    fn sentence(&mut self, n: u32, sentence: &Segment, matches: &[Match]) {
        let at = sentence.parent.unwrap_or(n);
        let block = self.segments.list.get(at as usize).map_or(sentence.tokens, |block| block.tokens);
        self.remember_until(sentence.tokens.first);
        self.told.enter(at);
        if self.quoted.0 != at {
            self.quoted = (at, quotations(self.scene.view, block).into());
        }
        let all = Rc::clone(&self.quoted.1);
        let (first, end) = (sentence.tokens.first, sentence.tokens.end);
        let is_past =
            |quotation: &Quotation| quotation.close.is_some_and(|close| close.saturating_add(APART) < first);
        let from = all.partition_point(is_past);
        let to = all.partition_point(|quotation| quotation.open <= end.saturating_add(APART)).max(from);
        let quotations = all.get(from..to).unwrap_or_default();
        for part in self.parts(sentence.tokens, quotations) {
            self.part(n, part, block, matches, quotations);
        }
    }

    /// A sentence in parts that end with a quotation which ends with a sentence: «… رفت.» او افزود …
    fn parts(&self, sentence: TokenRange, quotations: &[Quotation]) -> Vec<TokenRange> {
        let (mut parts, mut first) = (Vec::new(), sentence.first);
        let ends = |close: u32| matches!(self.scene.mark(close - 1), Some("." | "؟" | "?" | "!"));
        // «علامت «...»» is no sentence.
        let words = |marks: &&Quotation| {
            marks.close.is_some_and(|close| {
                (marks.open..close).any(|at| self.scene.view.token_kind(at) == Some(TokenKind::Word))
            })
        };
        let closes = quotations.iter().filter(words).filter_map(|quotation| quotation.close);
        for close in closes.filter(|&close| close > sentence.first && close + 1 < sentence.end && ends(close))
        {
            parts.push(TokenRange::new(first, close + 1));
            first = close + 1;
        }
        parts.push(TokenRange::new(first, sentence.end));
        parts
    }

    fn part(
        &mut self,
        n: u32,
        part: TokenRange,
        block: TokenRange,
        matches: &[Match],
        quotations: &[Quotation],
    ) {
        let scene = self.scene;
        let groups = scene.verbs(
            &scene.words.auxiliaries,
            &scene.words.features.verb_pair,
            &scene.words.reality.contrast,
            part,
        );
        let inside = matches.iter().filter(|found| part.contains(found.first));
        let mut cues: Vec<Cue> = inside.filter_map(|found| cue::cue(scene, found, &groups, part)).collect();
        // What the writer says is no statement, unless somebody is quoted.
        let quoted = |at: u32| {
            quotations.iter().any(|marks| marks.open < at && marks.close.is_none_or(|close| at < close))
        };
        let own = |cue: &Cue| cue.verb.is_some_and(|verb| scene.is_first_person(&verb));
        // «ما اعلام می‌کنیم», but not «پیش‌تر گفتیم».
        let search = Search { scene, sentence: part, groups: &groups, cues: &[] };
        let several = |cue: &Cue| {
            let unnamed = |source: Source| source.speakers.is_empty() && !source.refers;
            cue.verb.is_some_and(|verb| scene.is_first_persons(&verb))
                && search.source(cue).is_some_and(unnamed)
        };
        cues.retain(|cue| !own(cue) || quoted(cue.tokens.first) || several(cue));
        cues.sort_by_key(|cue| (cue.tokens.first, std::cmp::Reverse(cue.tokens.end)));
        // «سخن گفت» is one cue and «گفت» none beside it.
        let nouns: Vec<_> =
            cues.iter().filter(|cue| cue.reading == Reading::Predicate).map(|cue| cue.verb).collect();
        cues.retain(|cue| {
            cue.reading == Reading::Predicate || cue.verb.is_none() || !nouns.contains(&cue.verb)
        });
        let around = Around { scene, sentence: part, block, quotations, groups: &groups, cues: &cues };
        for cue in &cues {
            self.statement(n, cue, &around, &groups);
        }
        self.remember_until(part.end);
    }

    fn statement(&mut self, n: u32, cue: &Cue, around: &Around<'_>, groups: &[VerbGroup]) {
        let scene = self.scene;
        let search = Search { scene, sentence: around.sentence, groups, cues: around.cues };
        let passive = cue.passive;
        let source = search.source(cue).filter(|_| !(cue.hearsay && cue.reading == Reading::Attribution));
        // «آن را «چیزی که برآمده» توصیف کرد»: what is quoted before the verb begins no clause.
        let quoted = |at: &u32| around.within_quotation(*at) && !around.within_quotation(cue.tokens.first);
        let starts = search.starts(cue.tokens.first);
        let start = starts.into_iter().find(|at| !quoted(at)).unwrap_or(around.sentence.first);
        let floor = source.as_ref().map_or(start, |source| source.end.max(start));
        let floor = if cue.reading == Reading::Attribution {
            source.as_ref().map_or(start, |s| s.end)
        } else {
            floor
        };
        let pronoun = |content: &Content| {
            let behind = scene.words_at(content.tokens.first, &scene.words.features.pronoun);
            // «آن را گفت» says nothing that stands here; «آن را تکذیب کرد» denies what was said, but «درخواستی که X آن را رد کرد» is of
            // its head.
            let relative = scene.that_before(start).is_some();
            let points = (cue.act != Act::Deny || relative)
                && content.tokens.len() == 1
                && (scene.view.is(content.tokens.first, Particle::ThatOne)
                    || scene.view.is(content.tokens.first, Particle::ThisOne));
            points || behind == Some(content.tokens.end)
        };
        let content = around.content(cue, floor).filter(|content| !pronoun(content));
        let Some(Content { tokens, form }) = content else { return };
        // «X کتاب Y را بزرگ می‌داند»: nothing tells where the subject ends.
        let unclear = source.is_none() && around.begins_with_subject(cue, tokens);
        if unclear {
            return;
        }
        // «واژه X به آن اشاره دارد», «آن را «پل شاه» می‌خواندند»
        if self.is_no_source(cue, start) || source.is_none() && around.is_naming(cue, tokens) {
            return;
        }
        let said = matches!(form, Form::Direct | Form::Indirect | Form::Mixed)
            && cue.verb.is_none_or(|verb| !scene.words.auxiliaries.plain_present.contains(&Some(verb.lemma)));
        // «در نیمه پایین به ماهیت باشگاه اشاره شده است»
        // «منظور به آن اشاره دارد»
        let [have, _] = scene.words.auxiliaries.plain_present;
        let has = cue.verb.is_some_and(|verb| Some(verb.lemma) == have);
        let thing = source.as_ref().map_or(cue.passive || has, |source| !self.is_people(source));
        if cue.by_people && !said && thing {
            return;
        }
        // «هر بخش جداگانه شرح داده می‌شود»: what is always told so is no statement.
        let usual = cue.verb.is_some_and(|verb| {
            let mut words = verb.tokens.positions();
            words.any(|at| scene.view.grammar.verbs.is_imperfective(scene.view.tokens.codes_of(at as usize)))
        });
        let before = cue.passive && source.is_none() && tokens.end <= cue.tokens.first;
        if before && usual && cue.reading == Reading::Predicate {
            return;
        }
        // «خسارت ۵ میلیون دلار تخمین زده شده», «۵ میلیون نفر تخمین زده شده، که …»
        let counted = || (start..cue.tokens.first).any(|at| scene.view.counts(at));
        if cue.reckons && (before || cue.passive && counted()) {
            return;
        }
        // «درخواست X رد شد»: by whom nobody tells, and what was asked for is no claim.
        let proposed = scene.view.begins(tokens.first, &scene.words.reality.proposal);
        if before && cue.act == Act::Deny && proposed {
            return;
        }
        // «این یافته‌ها تأیید می‌کند که»: what shows something says nothing.
        let shows = |source: &Source| {
            let own = cue.verb.is_some_and(|verb| scene.is_first_person(&verb));
            !own && !self.is_people(source) && !self.is_somebody(source, cue)
        };
        if cue.act == Act::Confirm && said && source.as_ref().is_some_and(shows) {
            return;
        }
        // «این چرخه آن را توصیف می‌کند», «او راهی نو و دفاع شدیدی پیش‌بینی نمود که …»: nobody but people does so.
        let tells = cue.by_people || cue.reckons || cue.takes.contains(&Takes::As);
        let tells = tells || matches!(cue.reading, Reading::Call | Reading::Aside);
        let thing = tells
            && form != Form::Direct
            // «X معتقد است»: things believe nothing.
            && cue.verb.is_none_or(|verb| Some(verb.lemma) != scene.words.auxiliaries.be)
            && source.as_ref().is_some_and(|source| {
                // «ویلسون آن را زیبا توصیف کرد»: one word may be a name.
                let TokenRange { first, end } = source.tokens;
                shows(source) && scene.word_end(first, end) < end
            });
        if thing {
            return;
        }
        // «(با اشاره به X)»: an aside in brackets is of nobody who is told.
        if cue.reading == Reading::Aside && around.bracket_end(cue.tokens.first, cue.tokens.end).is_some() {
            return;
        }
        // «X را به دربار خود دعوت کرد»: what is one's own is where somebody is asked to come.
        let own = || {
            let last =
                (tokens.first..tokens.end).rev().find(|&at| scene.view.tokens.begins_word(at as usize));
            last.is_some_and(|last| last > tokens.first && scene.view.begins(last, &scene.words.features.own))
        };
        if cue.act == Act::Demand && cue.takes.contains(&Takes::To) && form == Form::Nominal && own() {
            return;
        }
        // «آنان می‌خواستند که باقی بمانند»: what one would do oneself is asked of nobody.
        // «پس از رسیدن» asks nobody.
        let asked = |at: u32| {
            let preposition = &scene.words.features.preposition;
            let first = scene.view.words_before(at + 1, at.saturating_sub(1), preposition);
            scene.view.is(at, Particle::From) && first.is_none_or(|first| first == at)
        };
        let wanted = cue.verb.and_then(|verb| scene.view.verb(verb.tokens.first, verb.tokens.end));
        let wanted = wanted.is_some_and(|verb| verb.imperfective);
        let intends = cue.reading == Reading::Want && wanted && tokens.first >= cue.end();
        if intends && !(start..cue.tokens.first).any(asked) {
            let verb = groups.iter().find(|group| group.closes && group.tokens.first >= tokens.first);
            let alike = |verb: &VerbGroup| {
                let one = cue.verb.is_some_and(|own| scene.is_of_several(&own) == scene.is_of_several(verb));
                one && search.subject(tokens.first, verb.tokens.first).is_none()
            };
            if verb.is_some_and(alike) {
                return;
            }
        }
        // Nouns and judgements are said by people: «همه چیز از رونق خبر می‌داد» says nothing.
        let judged = form == Form::Nominal || form == Form::Indirect && tokens.end <= cue.tokens.first;
        let verbal = cue.verb.is_some() && cue.reading != Reading::Contain;
        if judged && verbal && source.as_ref().is_some_and(|source| !self.is_somebody(source, cue)) {
            return;
        }
        // «برپایه آمار ذکر شده» names nobody.
        let cites = cue.reading == Reading::Attribution && !cue.hearsay;
        // «با اعلام نظر X، …»: an aside is of the subject of its sentence.
        let aside = cue.reading == Reading::Aside && self.told.speakers.is_empty();
        if (cue.reading == Reading::Contain || cites || aside) && source.is_none() {
            return;
        }
        // «با اعلام جنگ توسط X», «با اشاره به X نیروی بیشتری لازم است»: things say nothing.
        let other = source.as_ref().is_some_and(|source| !self.is_people(source));
        if cue.reading == Reading::Aside && other {
            return;
        }
        // «ناآرامی‌های ۵ روزه»: words that are cut name nobody.
        let source = source.filter(|source| {
            !source.speakers.is_empty() || source.refers || !scene.is_open_plural(source.tokens.end)
        });
        if aside && source.is_none() {
            return;
        }
        // «چرا», «یا خیر»: no words for anybody.
        let nobody = source.as_ref().is_some_and(|source| self.is_nobody(source, cue));
        if nobody && tokens.first < cue.tokens.first {
            return;
        }
        // «همه می‌روند و بیشتر نمی‌دهیم. آنجا گفتم»: who speaks of himself is no word before the verb.
        let oneself =
            cue.verb.is_some_and(|verb| scene.is_first_person(&verb) && !scene.is_first_persons(&verb));
        let source =
            source.filter(|source| !(nobody || oneself && source.speakers.is_empty() && !source.refers));
        // A speaker inside what is said is none of it.
        let source = source.filter(|source| source.end <= tokens.first || tokens.end <= source.tokens.first);
        // «X آمد؛ او گفت»: who was named before the pronoun in its own sentence.
        if let Some(source) = source.as_ref().filter(|source| source.refers) {
            let before = TokenRange::new(around.sentence.first, source.tokens.first);
            for (mention, _) in scene.mentions_in(before) {
                self.remember(mention);
            }
        }
        // «سخنگوی X … را بست و گفت»: who is not told there is not who spoke before either.
        // «مرورگرهای دیگری که مدعی بودند …»: a relative clause is of its head, and of nobody who spoke before.
        let of_head = start.checked_sub(1).is_some_and(|that| scene.is_of_head(that, groups));
        let other = source.is_none() && (of_head || self.goes_on_with_other(n, cue, around));
        let cited = if source.is_none() { self.cited_before(cue, around) } else { None };
        let speakers = match cited {
            Some(cited) => cited,
            None if nobody || other => Vec::new(),
            None => self.speakers(source.as_ref(), cue),
        };
        // «سیسیل پیشنهاد داد»: of places capitals speak, and whoever else has the name of one is none.
        let place = |speaker: &Speaker| {
            let kind = speaker.mention.and_then(|mention| scene.kind(mention));
            let capital = self.entities.get(speaker.entity).is_some_and(|known| known.capital_of.is_some());
            kind == Some(EntityKind::Place) && !capital
        };
        let speakers: Vec<Speaker> = speakers.into_iter().filter(|speaker| !place(speaker)).collect();
        let view = scene.view;
        let denial = around.denial(cue, tokens, form);
        let span = view.span(tokens.first, tokens.end);
        let around_cue = self.receivers(cue, TokenRange::new(start, cue.end()), tokens, &speakers);
        let value = Statement {
            cue: view.span(cue.tokens.first, cue.tokens.end),
            speaker: source.as_ref().map(|source| view.span(source.tokens.first, source.tokens.end)),
            hearsay: cue.hearsay || passive && source.is_none(),
            speakers: speakers.clone(),
            form,
            act: if denial.is_some() || around.is_falsified(cue, tokens) { Act::Deny } else { cue.act },
            denial,
            parent: None,
            medium: around_cue.medium,
            addressee: around_cue.addressee,
            date: self.date(around.sentence, tokens, cue, groups),
        };
        if !speakers.is_empty() {
            self.told.last.clone_from(&speakers);
            self.told.speakers = speakers;
        }
        self.rows.push(Found { span, segment: n, rule: cue.rule, review: Review::None, value });
    }

    /// «X از Y روایت کرده است که گفت: …»: where what is told begins with a cue, whom «از» leads says it, and not who tells it.
    fn cited_before(&self, cue: &Cue, around: &Around<'_>) -> Option<Vec<Speaker>> {
        let (scene, at) = (self.scene, cue.tokens.first);
        let outer = self.rows.last().map(|row| tokens_of(scene.view, row.span))?;
        let that =
            at.checked_sub(1).filter(|&that| outer.first == at && scene.view.is(that, Particle::That))?;
        let before = TokenRange::new(around.sentence.first, that);
        let named = scene.mentions_in(before).rev().find(|(_, name)| {
            let floor = name.first.saturating_sub(APPOSED).max(before.first);
            let titled = scene.view.words_before(name.first, floor, &scene.words.features.title);
            let first = titled.unwrap_or(name.first);
            first > before.first && scene.view.is(first - 1, Particle::From)
        });
        let speaker = |(mention, _): (usize, TokenRange)| {
            let entity = scene.entity(mention)?;
            Some(Speaker { entity, mention: Some(mention) })
        };
        Some(named.and_then(speaker).into_iter().collect())
    }

    /// Whether a cue without a subject goes on with that of a clause before it in its sentence, which begins with somebody and is no
    /// statement.
    fn goes_on_with_other(&self, n: u32, cue: &Cue, around: &Around<'_>) -> bool {
        let (scene, words, first) = (self.scene, &self.scene.words.features, around.sentence.first);
        let said = self.rows.last().is_some_and(|row| row.segment == n);
        let told = around.groups.iter().any(|group| group.closes && group.tokens.end <= cue.tokens.first);
        let somebody =
            [&words.title, &words.person].into_iter().any(|classes| scene.view.begins(first, classes));
        !said && told && (somebody || scene.mention_at(first).is_some())
    }

    /// Through whom and to whom something is said: names that prepositions lead in the clause of the cue.
    fn receivers(&self, cue: &Cue, clause: TokenRange, content: TokenRange, by: &[Speaker]) -> Receivers {
        let (scene, words) = (self.scene, &self.scene.words.features);
        let mut found = Receivers::default();
        for (mention, name) in scene.mentions_in(clause) {
            let inside = content.first < name.end && name.first < content.end;
            let Some(row) = scene.mentions.get(mention).filter(|_| !inside) else { continue };
            let entity = Some(row.value.entity).filter(|entity| !by.iter().any(|one| one.entity == *entity));
            let Some(lead) = name.first.checked_sub(1).filter(|&lead| lead >= clause.first) else { continue };
            let media = row.value.kind == EntityKind::Media;
            let place = row.value.kind == EntityKind::Place;
            let to = scene.view.is(lead, Particle::Toward);
            let through =
                to || scene.view.begins(lead, &words.together) || scene.view.begins(lead, &words.inside);
            let to = to && !cue.takes.contains(&Takes::Of);
            let asked = cue.act == Act::Demand && scene.view.is(lead, Particle::From);
            let accused = cue.act == Act::Accuse && scene.view.begins(name.end, &words.object);
            if media && through {
                found.medium = found.medium.or(entity);
            } else if !place && !media && (to || asked || accused) {
                found.addressee = found.addressee.or(entity);
            }
        }
        found
    }

    /// Whom the words for a source stand for.
    fn speakers(&self, source: Option<&Source>, cue: &Cue) -> Vec<Speaker> {
        let passive = cue.passive || cue.hearsay;
        let Some(source) = source else {
            // A verb without a subject goes on with who spoke before.
            // «آنان را دید و گفتند»: several are not the one who spoke.
            let other = cue.verb.is_some_and(|verb| self.scene.is_of_several(&verb));
            let other = other && self.told.speakers.len() == 1 && !self.is_body(&self.told.speakers);
            return if passive || other { Vec::new() } else { self.told.speakers.clone() };
        };
        if !source.speakers.is_empty() {
            return source.speakers.clone();
        }
        let bare = |speaker: &Speaker| Speaker { mention: None, ..*speaker };
        if source.refers {
            let (view, words) = (self.scene.view, &self.scene.words.features);
            if view.begins(source.tokens.first + 1, &words.told_text) && !self.told.last.is_empty() {
                return self.told.last.iter().map(bare).collect();
            }
            // «آنان» are those who spoke together.
            if view.begins(source.tokens.first, &words.several) {
                let together = Some(&self.told.last).filter(|last| last.len() > 1);
                return together.into_iter().flatten().map(bare).collect();
            }
            let pronoun = view.begins(source.tokens.first, &words.pronoun);
            let body = self.told.body.filter(|body| self.is_called(body, source.tokens.first + 1));
            let last = if pronoun { self.told.person() } else { body };
            return last.iter().map(bare).collect();
        }
        let holder = self.scene.holder(source.tokens);
        holder.map(|entity| Speaker { entity, mention: None }).into_iter().collect()
    }

    /// Whether those who spoke are a body, of which one may tell as of several.
    fn is_body(&self, speakers: &[Speaker]) -> bool {
        let kind = |speaker: &Speaker| speaker.mention.and_then(|mention| self.scene.kind(mention));
        speakers.iter().all(|speaker| kind(speaker).is_some_and(|kind| kind != EntityKind::Person))
    }

    /// «این کمیته»: whether the name of a body has the noun in it that points back at it; of the press any noun does, and one such as
    /// «این نهاد» in the same paragraph.
    fn is_called(&self, body: &Speaker, noun: u32) -> bool {
        let view = self.scene.view;
        let Some(row) = body.mention.and_then(|mention| self.scene.mentions.get(mention)) else {
            return false;
        };
        let name = tokens_of(view, row.span);
        let same = |at: u32| view.tokens.codes_of(at as usize) == view.tokens.codes_of(noun as usize);
        let near = self.told.named_here && !view.begins(noun, &self.scene.words.features.kind_of_body);
        near || row.value.kind == EntityKind::Media || name.positions().any(same)
    }

    /// Remembers who is named up to a token, also in sentences that nobody says anything in.
    fn remember_until(&mut self, end: u32) {
        let scene = self.scene;
        for (mention, _) in scene.mentions_in(TokenRange::new(self.known, end)) {
            let Some(row) = scene.mentions.get(mention) else { continue };
            let segment = self.segments.list.get(row.segment as usize);
            self.told.enter(segment.and_then(|found| found.parent).unwrap_or(row.segment));
            self.remember(mention);
        }
        self.known = self.known.max(end);
    }

    fn remember(&mut self, mention: usize) {
        let Some(row) = self.scene.mentions.get(mention) else { return };
        let speaker = Speaker { entity: row.value.entity, mention: Some(mention) };
        match row.value.kind {
            EntityKind::Person if !self.told.persons.iter().any(|one| one.entity == speaker.entity) => {
                self.told.persons.push(speaker)
            }
            EntityKind::Media | EntityKind::Organisation | EntityKind::Company => {
                self.told.body = Some(speaker);
                self.told.named_here = true;
            }
            _ => {}
        }
    }
}
