//! What the figures and words before a figure tell of it.

use super::clause::Clause;
use super::property::Cue;
use super::reader::Reader;
use super::roles::NAME;
use super::words::passed;
use crate::lexicon::Particle;
use crate::stages::figures::{FigureRow, Kind};
use crate::syntax::tokens_of;
use crate::text::{TokenKind, TokenRange};

/// How far behind the preposition of a clause without a subject its figure begins, in tokens: «و به روزی ۵ هزار تومان رسید».
const LED: u32 = 3;

impl Reader<'_> {
    /// What the figure before it in the sentence is of, where it is of the same kind and nothing else is said: «۶۰۰ لیر و
    /// ۳۵۰۰ دلار».
    pub(super) fn carried(&self, row: &FigureRow, clause: &Clause, points: bool) -> Option<Cue> {
        let last = self.last.as_ref().filter(|last| last.kind == row.value.kind)?;
        // «۵ متر عمق دارد، سواحل آن ۶ کیلومتر است»: another clause with words of its own tells of something else.
        // «همچنین ۳۰ بشکه میعانات تولید می‌کند»: a measure of a thing of its own.
        let thing =
            row.value.item.is_some() && !matches!(row.value.kind, Kind::Count | Kind::Money | Kind::Percent);
        let other = !points && last.end <= clause.tokens.first && (thing || self.has_words(clause));
        // «بودجه X را دارد (۶۰ میلیارد دلار) و به Y می‌فروشد (۷۰ میلیارد دلار)»: each bracket tells of what stands before it.
        let first = tokens_of(self.scene.view, row.span).first;
        let mark = |mark: &'static str| move |at: &u32| self.scene.mark(*at) == Some(mark);
        let close = (last.end..first).find(mark(")"));
        let open = close.and_then(|close| (close..first).find(mark("(")));
        // «مساحت X (۳ هکتار) یا Y (۴ هکتار)»
        let apart = open.is_some_and(|open| !self.scene.is_behind_name_or_date(open, NAME));
        let other = other || apart;
        // «۱۳ نفر دستگیر و ۱۲ نفر از آنان اعدام شدند»: another verb tells what befell these.
        let own = clause
            .verb
            .is_some_and(|verb| !self.scene.words.auxiliaries.plain_present.contains(&Some(verb.lemma)));
        let other = other || last.kind == Kind::Count && own;
        (last.segment == row.segment && !other && (last.kind != Kind::Count || points))
            .then(|| Cue::carried(last.property, clause))
    }

    /// «شمار آنان را ۵۰ نفر دانست»: whose number is given again, by a pronoun: what the count before it is of, if there is one.
    pub(super) fn counts_again(&self, row: &FigureRow, cue: &Cue) -> Option<Option<Cue>> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let named = !cue.tokens.is_empty() && view.begins(cue.tokens.first, &words.named_number);
        let pronoun = self.scene.words_at(cue.tokens.end, &words.pronoun).is_some();
        if row.value.kind != Kind::Count || !named || !pronoun {
            return None;
        }
        let near = |segment: u32| segment == row.segment || segment + 1 == row.segment;
        let last = self.last.as_ref().filter(|last| last.kind == Kind::Count && near(last.segment));
        Some(last.map(|last| Cue { property: last.property, ..*cue }))
    }

    /// Whether a noun begins a clause: what no preposition leads, and is no filler.
    fn has_words(&self, clause: &Clause) -> bool {
        let scene = self.scene;
        let mut at = clause.tokens.first;
        while let Some(behind) = passed(scene, at).filter(|_| at < clause.tokens.end) {
            at = behind;
        }
        let word = scene.view.token_kind(at) == Some(TokenKind::Word);
        word && !scene.view.begins(at, &scene.words.features.preposition) && scene.date_at(at).is_none()
    }

    /// «قیمت نان بالا رفت و به ۵ هزار تومان رسید»: what the sentence is about, where the clause has no subject of its own.
    pub(super) fn topic(
        &self,
        row: &FigureRow,
        sentence: TokenRange,
        figure: TokenRange,
        clause: &Clause,
    ) -> Option<Cue> {
        let scene = self.scene;
        let words = &scene.words.features;
        let mut at = clause.tokens.first;
        while let Some(behind) = passed(scene, at).filter(|_| at < figure.first) {
            at = behind;
        }
        let led = at == figure.first || scene.view.begins(at, &words.preposition) && figure.first <= at + LED;
        let kind = row.value.kind;
        // «فروش نفت که به ۵ میلیون دلار می‌رسد» tells of the noun before it, whichever that is.
        let relative = scene.that_before(clause.tokens.first).is_some();
        // «… و کالا صادر می‌کند (۷۰ میلیارد دلار)», «و روزانه ۳۰ بشکه میعانات تولید می‌کند»: it has what it is of beside it.
        let bracket = figure.first.checked_sub(1).is_some_and(|at| scene.mark(at) == Some("("));
        let bracket = bracket && (sentence.first..figure.first).any(|at| scene.mark(at) == Some(")"));
        let thing = row.value.item.is_some() && !matches!(kind, Kind::Money | Kind::Percent);
        let other = relative || bracket || thing;
        if kind == Kind::Count || !led || other || clause.tokens.first == sentence.first {
            return None;
        }
        let before = TokenRange::new(sentence.first, clause.tokens.first);
        before.positions().rev().find_map(|at| self.word_in(TokenRange::new(at, at + 1), kind))
    }

    /// «قیمت سکه ۱۵ میلیون تومان است. سال پیش ۱۲ میلیون تومان بود.»: what the figure of the sentence before is of, where this
    /// sentence of the same paragraph says nothing but that it was so much, or names it by «این رقم».
    pub(super) fn gone_on(&self, row: &FigureRow, figure: TokenRange, clause: &Clause) -> Option<Cue> {
        let scene = self.scene;
        let last = self.last.as_ref().filter(|last| last.kind == row.value.kind)?;
        let list = &self.input.segments.list;
        let parent = |at: u32| list.get(at as usize).and_then(|segment| segment.parent);
        let shared = || parent(last.segment).is_some() && parent(last.segment) == parent(row.segment);
        if last.segment != row.segment && !shared() {
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
            let word = scene.view.token_kind(at) == Some(TokenKind::Word);
            let passed = [
                &scene.words.features.filler,
                &scene.words.features.connective,
                &scene.words.features.preposition,
            ];
            dated || !word || passed.into_iter().any(|classes| scene.view.begins(at, classes))
        });
        let again = is && bare && last.kind != Kind::Count && !dates.is_empty();
        (named || again).then(|| Cue::carried(last.property, clause))
    }
}
