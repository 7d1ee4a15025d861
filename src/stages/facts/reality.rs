//! How real a figure is: what is denied, said to be false, or to come; and which way it went.

use super::clause::Clause;
use super::property::Cue;
use super::reader::Reader;
use super::words::passed;
use crate::lexicon::Particle;
use crate::stages::figures::{FigureRow, Kind, Status};
use crate::stages::scene::ends_with_yeh;
use crate::syntax::{Mood, VerbGroup, tokens_of};
use crate::text::{TokenRange, cell_at};

/// How far from a percentage the words stand that say that it is how sure something is, in tokens.
const SURE: u32 = 4;
/// Longest words for what is not so, in tokens.
const FALSE: u32 = 6;
/// How far before a figure the noun stands that says that it is claimed, in tokens.
const NEAR: u32 = 6;

impl Reader<'_> {
    /// What is told of a figure: so, denied, reckoned, planned or supposed.
    pub(super) fn status(
        &self,
        row: &FigureRow,
        sentence: TokenRange,
        clause: &Clause,
        statement: Option<usize>,
        date: Option<usize>,
    ) -> Status {
        let scene = self.scene;
        if self.is_denied(row, statement) || self.is_falsified(row, clause) {
            return Status::Denied;
        }
        // «۵۵ وات | ندارد»: what the next cell says is of another matter.
        let cell = cell_at(&scene.view.cells, row.span.start);
        let inside = |verb: &VerbGroup| {
            let verb = scene.view.span(verb.tokens.first, verb.tokens.end);
            cell.is_none_or(|cell| cell.span.contains(verb))
        };
        let verb = clause.verb.filter(inside);
        let subjunctive = verb.is_some_and(|verb| verb.mood == Mood::Subjunctive);
        // A wish has what governs it in the clause before.
        let first = if subjunctive { sentence.first } else { clause.tokens.first };
        let has = |classes| (first..clause.tokens.end).any(|at| scene.view.begins(at, classes));
        let features = &scene.words.features;
        let reality = &scene.words.reality;
        let cue = statement.and_then(|at| self.statements.get(at)).map(|row| row.value.cue);
        let reckoned = cue.is_some_and(|cue| {
            tokens_of(scene.view, cue).positions().any(|at| scene.view.begins(at, &features.estimated))
        });
        // «پیش‌بینی می‌شود که به ۵ درصد خواهد رسید»
        let future = verb.is_some_and(|verb| verb.mood == Mood::Future);
        let forecast = |at: u32| scene.view.begins(at, &features.estimated);
        if future && (reckoned || (sentence.first..clause.tokens.end).any(forecast)) {
            return Status::Estimated;
        }
        // What somebody says has happened binds nobody.
        if future || self.laws.hold(row.span) && statement.is_none() {
            return Status::Planned;
        }
        // «اگر X بیاید، Y ۵ تن می‌دهد», but not «اگرچه».
        let supposes = |at: u32, words| {
            let behind = scene.words_at(at, words);
            behind.is_some() && scene.words_at(at, &features.connective).is_none_or(|end| Some(end) <= behind)
        };
        if (first..clause.tokens.end).any(|at| supposes(at, &features.hypothetical))
            || (sentence.first..clause.tokens.first).any(|at| supposes(at, &reality.supposed))
        {
            return Status::Hypothetical;
        }
        if has(&features.estimated) || reckoned {
            return Status::Estimated;
        }
        if has(&reality.planned) {
            return Status::Planned;
        }
        // «در ۱۲ بازی نباخت»: so many there were.
        let before = tokens_of(scene.view, row.span).first.checked_sub(1);
        let within = before.is_some_and(|at| scene.view.begins(at, &features.inside));
        let date = date.and_then(|row| self.dates.get(row));
        let ahead = || date.is_some_and(|date| reality.is_ahead(scene.view, date, self.reference));
        match verb {
            _ if self.is_left_open(tokens_of(scene.view, row.span), clause) => Status::Hypothetical,
            Some(verb) if verb.negated && within => Status::Actual,
            // «نیمی از ساکنان آب ندارند»: so many there are of whom something is not so.
            Some(verb) if verb.negated && self.begins_clause(row, clause) => Status::Actual,
            // «بیش از ۳۰ درصد نیست» is 30 at most.
            Some(verb) if verb.negated && !row.value.denied_bound => Status::Denied,
            Some(verb) if verb.present && verb.mood == Mood::Told && ahead() => Status::Planned,
            // «توانست ۲۰۰ رأی کسب کند»
            _ if subjunctive && has(&reality.managed) => Status::Actual,
            _ if subjunctive => Status::Hypothetical,
            _ => Status::Actual,
        }
    }

    /// Whether a share is the subject of its clause, which it begins with its own words.
    fn begins_clause(&self, row: &FigureRow, clause: &Clause) -> bool {
        let scene = self.scene;
        let figure = tokens_of(scene.view, row.span);
        let (mut at, words) = (clause.tokens.first, &scene.words.features);
        while at < figure.first {
            let mark = (scene.mark(at).is_some() || scene.view.is(at, Particle::And)).then_some(at + 1);
            let passed =
                [&words.filler, &words.connective].into_iter().find_map(|one| scene.words_at(at, one));
            match passed.or(mark) {
                Some(behind) => at = behind,
                None => return false,
            }
        }
        matches!(row.value.kind, Kind::Percent | Kind::Ratio)
    }

    /// Whether somebody denies it in what he says, or in what holds that; but not how many said so: «ادعای سه شاهد را رد کرد».
    pub(super) fn is_denied(&self, row: &FigureRow, statement: Option<usize>) -> bool {
        let mut at = statement;
        while let Some(said) = at.and_then(|at| self.statements.get(at)) {
            if said.value.refutes() {
                return !self.counts_claims(
                    row,
                    said.span.start < said.value.cue.start,
                    tokens_of(self.scene.view, said.span),
                );
            }
            at = said.value.parent;
        }
        false
    }

    /// Whether a count is of claims, or of who makes them: it begins what is denied, or stands right behind the noun for it.
    fn counts_claims(&self, row: &FigureRow, before: bool, content: TokenRange) -> bool {
        let (scene, claim) = (self.scene, &self.scene.words.reality.claim);
        let figure = tokens_of(scene.view, row.span);
        let plain = row.value.kind == Kind::Count && !ends_with_yeh(scene.view.slice(row.span));
        let begins = |at: &u32| scene.view.tokens.begins_word(*at as usize);
        let noun = (content.first..figure.first).rev().find(begins);
        let told = noun.is_some_and(|noun| scene.view.begins(noun, claim));
        let first = figure.first == content.first && scene.view.begins(figure.end, claim);
        // «خبر ۵ کشته»
        let victims = scene.view.meanings_at(&scene.words.properties, figure.end).next().is_some();
        // «درخواست تجدیدنظر ۳ متهم», but not «پیشنهاد اعزام ۵۰ سرباز»
        let floor = content.first.min(figure.first.saturating_sub(NEAR));
        let act =
            noun.is_some_and(|noun| scene.view.meanings_at(&scene.words.properties, noun).next().is_some());
        let asked = || (floor..figure.first).any(|at| scene.view.begins(at, &scene.words.reality.proposal));
        plain && before && (told && !victims || first || !act && asked())
    }

    /// «کشته شدن ۵ نفر دروغ است»
    pub(super) fn is_falsified(&self, row: &FigureRow, clause: &Clause) -> bool {
        let (view, falsehood) = (self.scene.view, &self.scene.words.reality.falsehood);
        let figure = tokens_of(view, row.span);
        let Some(verb) = clause.verb else { return false };
        let is = self.scene.words.auxiliaries.be == Some(verb.lemma);
        let floor = figure.end.max(verb.tokens.first.saturating_sub(FALSE));
        let word = || view.words_before(verb.tokens.first, floor, falsehood);
        is && !verb.negated && verb.mood == Mood::Told && word().is_some() || self.is_dismissed(row, clause)
    }

    /// «سخنگوی X کشته شدن ۵ نفر را تکذیب کرد», whoever says so; but not «صلاحیت ۵ نفر را رد کرد».
    fn is_dismissed(&self, row: &FigureRow, clause: &Clause) -> bool {
        let (scene, words) = (self.scene, &self.scene.words.features);
        let reality = &self.scene.words.reality;
        let figure = tokens_of(scene.view, row.span);
        let Some(verb) = clause.verb else { return false };
        let by =
            |classes| scene.is_dismissed(&verb, figure.end, scene.words.auxiliaries, &words.object, classes);
        // What is denied begins near the figure: with an infinitive, or with the noun for what is claimed.
        let floor = clause.tokens.first.max(figure.first.saturating_sub(NEAR));
        let leads = |at: u32| scene.view.begins(at, &words.preposition) || scene.mark(at).is_some();
        let near = || (floor..figure.first).rev().take_while(|&at| !leads(at));
        let claim = |at: u32| scene.is_infinitive(at, figure.first) || reality.claims(scene.view, at);
        // «مرگ ۵ نفر», but not «۵ کشور دخالت در جنگ را تکذیب کردند».
        let told =
            |at: u32| claim(at) || scene.view.meanings_at(&scene.words.properties, at).next().is_some();
        let begins = |at: &u32| scene.view.tokens.begins_word(*at as usize);
        let first = (floor..figure.first).rev().find(begins).unwrap_or(figure.first);
        let denied = (by(&reality.denying) || by(&reality.falsehood)) && near().any(told)
            || by(&reality.rejecting) && near().any(claim);
        denied && !self.counts_claims(row, true, TokenRange::new(first, figure.end))
    }

    /// «خبر کشته شدن ۵ نفر را تأیید نکرد»: whether a clause leaves open whether what it tells is so.
    pub(super) fn is_left_open(&self, figure: TokenRange, clause: &Clause) -> bool {
        let view = self.scene.view;
        let reality = &self.scene.words.reality;
        let Some(verb) = clause.verb.filter(|verb| verb.negated) else { return false };
        let first = verb.tokens.first;
        let floor = figure.end.max(first.saturating_sub(NEAR));
        let nouns = [&reality.confirming, &reality.denying, &reality.rejecting];
        nouns.into_iter().any(|classes| view.words_before(first, floor, classes).is_some())
    }

    /// «فاصله اطمینان ۹۵ درصد»: whether a percentage is how sure something is.
    pub(super) fn is_of_confidence(&self, figure: TokenRange) -> bool {
        let (view, confidence) = (self.scene.view, &self.scene.words.features.confidence);
        view.words_before(figure.first, figure.first.saturating_sub(SURE), confidence).is_some()
            || view.begins(figure.end, confidence)
    }

    /// Whether a change is a fall: the nearest word of change around it says so. What it came to is none: «به ۵ درصد کاهش یافت».
    pub(super) fn is_fall(&self, cue: &Cue, figure: TokenRange, clause: &Clause) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let before = figure.first.checked_sub(1);
        let level = before.is_some_and(|at| {
            let from = view.is(at, Particle::From) && view.is(figure.end, Particle::Toward);
            view.is(at, Particle::Toward) || from
        });
        let changes = |at: &u32| view.begins(*at, &words.change) || view.begins(*at, &words.falls);
        let distance =
            |at: u32| if at < figure.first { figure.first - at } else { at.saturating_sub(figure.end) };
        let own = Some(cue.tokens.first).filter(|_| !cue.tokens.is_empty());
        // «رشد منفی ۵ درصد»
        let signed = before.filter(|&at| view.begins(at, &words.falls));
        let near = || clause.tokens.positions().filter(changes).min_by_key(|&at| distance(at));
        let word = signed.or(own).or_else(near);
        !level && word.is_some_and(|at| view.begins(at, &words.falls))
    }

    /// Whether the word for a figure stands behind «و», and another figure before that.
    pub(super) fn is_coordinate(&self, cue: &Cue, clause: &Clause, figure: TokenRange) -> bool {
        let behind = !cue.tokens.is_empty() && cue.tokens.end <= figure.first;
        let and = cue.tokens.first.checked_sub(1).filter(|&and| self.scene.view.is(and, Particle::And));
        let before = |and: u32| TokenRange::new(clause.tokens.first, and.max(clause.tokens.first));
        // «این دریاچه با طول ۱۲۰ و عرض ۳۰ کیلومتر», «بلندی دیوار ۲۶ و پهنایش ۱۰ متر» have both.
        let mut first = clause.tokens.first;
        while let Some(behind) = passed(self.scene, first).filter(|&behind| behind < figure.first) {
            first = behind;
        }
        let mut words = self.scene.view.meanings_at(&self.scene.words.properties, first);
        let bare = words.any(|(edge, _)| self.figures.begins(first + u32::from(edge.length)));
        behind && bare && and.is_some_and(|and| self.figures.within(before(and)).next().is_some())
    }
}
