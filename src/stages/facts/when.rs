//! When it was that a figure tells of.

use super::clause::Clause;
use super::reader::{ITEM, Reader};
use super::roles::own_part;
use crate::lexicon::{Particle, VerbForm};
use crate::stages::dates::Kind as DateKind;
use crate::stages::enclosing::innermost;
use crate::syntax::{Mood, VerbGroup};
use crate::text::{TokenKind, TokenRange};

/// Most tokens of the words before a time that something is compared with.
const COMPARED: u32 = 8;
/// Most tokens of the words that lead a time: «در طول».
const LEAD: u32 = 3;

impl Reader<'_> {
    /// When it was: a date or a range in the clause, else the only one that the sentence has before it.
    pub(super) fn date(
        &self,
        clause: &Clause,
        sentence: TokenRange,
        figure: TokenRange,
        statement: Option<usize>,
        groups: &[VerbGroup],
    ) -> Option<usize> {
        let dated = |(row, _): &(usize, TokenRange)| {
            self.dates
                .get(*row)
                .is_some_and(|date| matches!(date.value.kind, DateKind::Date | DateKind::Range))
        };
        let compared = &self.scene.words.features.compared;
        let dated = |found: &(usize, TokenRange)| {
            let date = found.1.first;
            let led = self.scene.view.words_before(date, date.saturating_sub(COMPARED), compared);
            let words = &self.scene.words.features;
            let leads = [&words.preposition, &words.connective, &words.filler, &words.leading];
            let other = self.scene.is_of_noun(found.1, figure, &leads, &words.inside)
                || self.scene.is_in_aside(found.1, figure)
                || self.scene.is_of_life(found.1, &self.scene.words.reality.life);
            dated(found) && led.is_none() && !other
        };
        // «X که بازسازی فیلمی از سال ۱۹۹۷ بود، با فروش ۵ میلیون دلار»: what a relative clause tells that ends before.
        let relative = |date: TokenRange| {
            let words = &self.scene.words.features;
            let that = self.scene.clause_start(sentence, groups, date).saturating_sub(1);
            // «بر اساس سرشماری که در ۲۰۱۰ انجام شد» leads what it tells.
            let led = (clause.tokens.first..that).any(|at| self.scene.view.begins(at, &words.preposition));
            !led && self.scene.is_in_relative(sentence, groups, date, figure.first)
        };
        let dated = |found: &(usize, TokenRange)| dated(found) && !relative(found.1);
        let dates: Vec<(usize, TokenRange)> = self.scene.dates_in(clause.tokens).filter(dated).collect();
        // «از ۴۹ درصد در سال ۲۰۲۲ به ۴۱ درصد در سال ۲۰۲۳»: each has the time right behind it.
        let behind = |date: TokenRange, figure: TokenRange| {
            let floor = date.first.saturating_sub(LEAD);
            let lead =
                self.scene.view.words_before(date.first, floor, &self.scene.words.features.preposition);
            lead.is_some_and(|lead| {
                // «۳۰ نفر در سال ۱۴۰۰», but not «۵۰٪ و تا ظهر»
                let noun = self.scene.view.token_kind(figure.end) == Some(TokenKind::Word)
                    && self.scene.view.particle(figure.end).is_none();
                lead == figure.end || lead == figure.end + 1 && noun
            })
        };
        // «از ۴۹ درصد در سال ۲۰۲۲ به ۴۱ درصد»
        let other = |date: TokenRange| {
            let near = TokenRange::new(date.first.saturating_sub(ITEM), date.first);
            date.end + 1 == figure.first
                && self.scene.view.is(date.end, Particle::Toward)
                && self.figures.within(near).any(|other| behind(date, other))
        };
        // «رشد سال ۲۰۲۳ را ۴ درصد اعلام کرد»
        let object = |date: TokenRange| {
            date.end + 1 == figure.first
                && self.scene.view.begins(date.end, &self.scene.words.features.object)
        };
        let nearest = || dates.iter().find(|(_, date)| behind(*date, figure) || object(*date));
        let free = |(_, date): &&(usize, TokenRange)| !other(*date);
        let part = own_part(self.scene, &self.figures, clause, figure);
        let coordinated = (part != clause.tokens).then(|| self.scene.dates_in(part).find(dated)).flatten();
        let own = nearest().copied().or(coordinated).or_else(|| dates.iter().find(free).copied());
        // «در ۱۳۸۵ تأسیس شد و ۳۵۰ کارمند دارد», «در ۱۳۱۳ ثبت و دو بار مرمت شده است»: what is so now was told of no day before.
        let lasts = |verb: VerbGroup| verb.present || self.is_perfect(&verb);
        let now = clause.verb.is_some_and(|verb| lasts(verb) && verb.mood == Mood::Told);
        let first = clause.tokens.first + u32::from(self.scene.mark(clause.tokens.first) == Some("،"));
        let joined = self.scene.view.is(first, Particle::And);
        let before = TokenRange::new(sentence.first, clause.tokens.first);
        // «در ۱۹۶۰ تشکیل شد و ۵۰ آلبوم فروخت»
        let begun = joined && self.scene.is_begun(clause.tokens.first, sentence.first);
        // «X روز شنبه گفت», «گفت: «امسال …» او افزود»: when it was said, and what was said before, tell of no other time.
        let apart = |(row, _): &(usize, TokenRange)| {
            let span = self.dates.get(*row).map(|date| date.span);
            let within = span.and_then(|span| innermost(&self.contents, span));
            let figure = self.scene.view.span(figure.first, figure.end);
            let other =
                within.and_then(|at| self.contents.get(at)).is_some_and(|held| !held.contains(figure));
            let said_on = statement.and_then(|at| self.statements.get(at)).and_then(|said| said.value.date);
            other || said_on == Some(*row)
        };
        let only = || {
            let mut before = self.scene.dates_in(before).filter(|found| dated(found) && !apart(found));
            before.next().filter(|_| before.next().is_none() && !(now && joined) && !begun)
        };
        // «جمعیت در ۲۰۰۶ ۵ نفر بود اما در سرشماری ۲۰۱۶ این مرکز به ۶ نفر رسید»: a clause with a time of its own is of no other one.
        let timed = || {
            self.scene.dates_in(clause.tokens).any(|(row, _)| {
                self.dates
                    .get(row)
                    .is_some_and(|date| matches!(date.value.kind, DateKind::Date | DateKind::Range))
            })
        };
        own.or_else(|| if timed() { None } else { only() }).map(|(row, _)| row)
    }

    /// «مرمت شده است»: whether a verb tells what lasts.
    fn is_perfect(&self, verb: &VerbGroup) -> bool {
        let view = self.scene.view;
        let word = |at: u32| view.verb(at, self.scene.word_end(at, verb.tokens.end));
        let begins = |at: &u32| view.tokens.begins_word(*at as usize);
        let last = verb.tokens.positions().rev().find(begins).unwrap_or(verb.tokens.first);
        let past = word(last).is_some_and(|word| matches!(word.form, VerbForm::Past | VerbForm::BarePast));
        word(verb.tokens.first).is_some_and(|word| word.form == VerbForm::Participle) && !past
    }
}
