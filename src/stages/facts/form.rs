//! What the form of a measure alone tells.

use super::clause::Clause;
use super::property::{Cue, GROWTH, is_led, is_level};
use super::reader::{DISTANCE, ITEM, Reader, SHARE};
use crate::lexicon::Particle;
use crate::stages::figures::{FigureRow, Kind, Measure};
use crate::stages::scene::ends_with_yeh;
use crate::text::{TokenKind, TokenRange};
use rust_decimal::Decimal;

/// The properties that forms alone tell, as the lexicon calls them.
const MASS: &str = "mass";
const VOLUME: &str = "volume";
const AREA: &str = "area";
const LENGTH: &str = "length";
/// The unit in which roads are told.
const KILOMETRE: &str = "km";
/// How far behind a distance the place stands that it is measured from, in tokens.
const FROM: u32 = 6;

impl Reader<'_> {
    /// What the form of a measure alone tells: «در ۲۰ کیلومتری X» is a distance, «۱۵ درصد آن» a share.
    pub(super) fn by_form(
        &self,
        row: &FigureRow,
        figure: TokenRange,
        sentence: TokenRange,
        clause: &Clause,
    ) -> Option<Cue> {
        let scene = self.scene;
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
                // «دو برابر شد», «نصف شد», but not «به نصف رسید»
                let many = matches!(row.value.measure, Measure::Single(number) if number > Decimal::ONE || number + number == Decimal::ONE);
                let becomes = clause.verb.is_some_and(|verb| {
                    let told = scene.words.auxiliaries.is_becoming(verb.lemma) || verb.passive;
                    told && verb.tokens.first == figure.end
                });
                if many && becomes && !is_led(scene, figure) {
                    let cue = Cue {
                        property: self.property(GROWTH)?,
                        tokens: TokenRange::new(figure.end, figure.end),
                    };
                    return Some(cue);
                }
                let part = matches!(row.value.measure, Measure::Single(number) if number < Decimal::ONE);
                (part && self.has_whole(figure, sentence, clause, true)).then_some(SHARE)?
            }
            Kind::Percent => {
                // «وابستگی که ۸۹ درصد بود کم شود»: a verb right behind it is all that tells of it.
                let next = scene.view.verb(figure.end, scene.word_end(figure.end, sentence.end));
                let be = scene.words.auxiliaries.be;
                let is = figure.end < sentence.end && next.is_some_and(|verb| Some(verb.lemma) == be);
                let grows =
                    |at: u32| scene.view.begins(at, &scene.words.features.change) && !(is && at > figure.end);
                // «با افزایش مالیات، ۱۵ درصد کارگاه‌ها بسته می‌شوند» is a part of them.
                // «جهش این ژن در ۶۰ درصد از بیماران دیده شد»: a part of them, whatever grew before it.
                let part = scene.view.is(figure.end, Particle::From);
                let near = clause.tokens.positions().filter(|&at| grows(at)).any(|at| {
                    let between = at.min(figure.end)..at.max(figure.first);
                    let apart = part && scene.word_end(at, figure.first.max(at + 1)) < figure.first;
                    !apart && !between.into_iter().any(|at| self.scene.mark(at) == Some("،"))
                });
                let level = is_level(scene, clause, figure, &self.figures);
                // «مردم را به گروه‌های ۴ درصدی و ۹۶ درصدی بخش کرد»: what has so many of a hundred stands before it.
                let adjective = ends_with_yeh(scene.view.slice(row.span));
                // «۱۸ درصد بیش از پارسال»
                let compared = scene.view.begins(figure.end, &scene.words.features.compared);
                if (near || compared) && !level {
                    GROWTH
                } else if !adjective && self.has_whole(figure, sentence, clause, false) {
                    SHARE
                } else if !level && sentence.positions().any(grows) {
                    GROWTH
                } else {
                    return None;
                }
            }
            _ => return None,
        };
        Some(Cue { property: self.property(name)?, tokens: TokenRange::new(figure.end, figure.end) })
    }

    /// «۵ لیتر روغن»: a weight, a volume or an area with what there is so much of.
    pub(super) fn weighed(
        &self,
        row: &FigureRow,
        figure: TokenRange,
        item: TokenRange,
        clause: &Clause,
    ) -> Option<(Cue, TokenRange)> {
        let property = self.amount(row.value.kind)?;
        let cue = Cue { property, tokens: TokenRange::new(figure.end, figure.end) };
        let end = clause.verb_start(self.scene).clamp(item.first, item.end);
        (item.first == figure.end).then_some((cue, TokenRange::new(item.first, end)))
    }

    /// «۲۷ کیلومتر جاده»: so many kilometres of what is built, and no way that somebody went.
    pub(super) fn stretch(
        &self,
        row: &FigureRow,
        figure: TokenRange,
        clause: &Clause,
    ) -> Option<(Cue, TokenRange)> {
        let (scene, words) = (self.scene, &self.scene.words.features);
        let far = row.value.unit.as_ref().is_some_and(|unit| &*unit.code == KILOMETRE);
        let led = figure.first.checked_sub(1).is_some_and(|at| scene.view.begins(at, &words.preposition));
        if row.value.kind != Kind::Length || !far || led || !scene.view.begins(figure.end, &words.thing) {
            return None;
        }
        let stops = [&words.preposition, &words.object, &words.connective];
        let stops = |at: u32| {
            scene.view.is(at, Particle::And)
                || stops.into_iter().any(|classes| scene.view.begins(at, classes))
        };
        let end = clause.verb_start(scene).max(figure.end);
        let end = scene.phrase_end(TokenRange::new(figure.end, end), ITEM, stops);
        // «۵ کیلومتر راه رفتیم»: what stands right before a verb of one's own may be part of it.
        let part = clause.verb.is_some_and(|verb| verb.tokens.first == end && !verb.passive);
        let cue = Cue { property: self.property(LENGTH)?, tokens: TokenRange::new(figure.end, figure.end) };
        (figure.end < end && !part).then_some((cue, TokenRange::new(figure.end, end)))
    }

    /// Whether a percentage is said to be of something: «۲۰ درصد از X», «۲۰ درصد X».
    fn has_whole(&self, figure: TokenRange, sentence: TokenRange, clause: &Clause, ratio: bool) -> bool {
        let (scene, words) = (self.scene, &self.scene.words.features);
        let at = figure.end;
        let word = scene.view.token_kind(at) == Some(TokenKind::Word);
        let from = scene.view.is(at, Particle::From);
        let stops = [&words.preposition, &words.object, &words.connective];
        let other = stops.into_iter().any(|classes| scene.view.begins(at, classes));
        let verb = scene.view.verb(at, scene.word_end(at, sentence.end)).is_some();
        // «۹ درصد اعلام شد», «۱۵ درصد کم کرد»
        let told = clause.verb.is_some() && at >= clause.verb_start(scene);
        // «۳ درصد سود»
        // «X یک نهم هند است» compares.
        let compares = ratio && !from && scene.mention_at(at).is_some();
        let yields = compares || scene.view.begins(at, &words.yields) || scene.view.begins(at, &words.change);
        at < sentence.end && word && !yields && (from || !other && !verb && !told)
    }

    /// «با ۴۰ رأی مخالف لایحه را», «مصرف ۳۰ گرم گردو کلسترول را»: whether what «را» marks is something else than what a figure counts,
    /// and nothing tells where it begins.
    pub(super) fn is_before_object(&self, figure: TokenRange, kind: Kind, clause: &Clause) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let Some(before) = figure.first.checked_sub(1) else { return false };
        // «با ۱۸۰ رأی موافق و ۴۰ رأی مخالف»
        let led = |figure: TokenRange| is_led(self.scene, figure);
        let joined = view.is(before, Particle::And) && {
            let first = TokenRange::new(clause.tokens.first, before.max(clause.tokens.first));
            self.figures.within(first).next().is_some_and(led)
        };
        let other = [&words.preposition, &words.filler, &words.connective, &words.object];
        let function = other.into_iter().any(|classes| view.begins(before, classes));
        let noun = view.token_kind(before) == Some(TokenKind::Word) && view.particle(before).is_none();
        let measure = !matches!(kind, Kind::Count | Kind::Percent | Kind::Ratio | Kind::Money);
        let of_noun = measure && noun && !function && !self.scene.is_behind_name_or_date(figure.first, FROM);
        led(figure) || joined || of_noun
    }

    /// A weight or a volume that nothing is done with is one: «روغن ۱۶ لیتری».
    pub(super) fn plain(&self, row: &FigureRow, clause: &Clause) -> Option<Cue> {
        let property = self.amount(row.value.kind)?;
        clause.verb.is_none().then(|| Cue::carried(property, clause))
    }

    /// The property of an amount by its kind alone.
    fn amount(&self, kind: Kind) -> Option<usize> {
        let name = match kind {
            Kind::Mass => MASS,
            Kind::Volume => VOLUME,
            Kind::Area => AREA,
            _ => return None,
        };
        self.property(name)
    }

    fn property(&self, name: &str) -> Option<usize> {
        self.scene.words.list.iter().position(|known| &*known.name == name)
    }
}
