//! Where a figure was: the places that its sentence names, and what a way is measured from.

use super::roles::Search;
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::VerbGroup;
use crate::text::TokenRange;

/// How far before a place the preposition stands that leads it, in tokens.
const SITE: u32 = 4;

impl Search<'_> {
    /// Whether a way is what somebody goes or what has a length, and is measured from nowhere: «مسافت ۵ کیلومتر را دویدند».
    pub(super) fn is_along(&self) -> bool {
        let near = TokenRange::new(self.figure.end, self.clause.tokens.end);
        let from = self.scene.view.is(self.figure.end, Particle::From);
        !from && near.positions().any(|at| self.scene.view.begins(at, &self.scene.words.features.object))
            || self.measured_from().is_none() && !self.scene.view.is(self.figure.end, Particle::From)
    }

    /// The place that a distance is measured from: «۲۰ کیلومتری شمال X».
    pub(super) fn measured_from(&self) -> Option<usize> {
        let behind = TokenRange::new(self.figure.end, self.clause.tokens.end.min(self.figure.end + 8));
        let (mention, _) = self.scene.mentions_in(behind).next()?;
        self.scene.entity(mention)
    }

    /// Where it was: a place behind «در» or «به» in the clause, behind the figure first, else the only one that the sentence
    /// names before it: «مقام‌های X در Y گفتند که ۵ نفر کشته شدند».
    pub(super) fn place(&self) -> Option<usize> {
        let inside = self.clause.tokens;
        let behind = TokenRange::new(self.figure.end, inside.end);
        let before = TokenRange::new(inside.first, self.figure.first);
        let led = |(mention, place): &(usize, TokenRange)| self.is_site(*mention, *place);
        // «در X رکورد زد: بیش از ۵۰ بار دیدار»
        let joined = |place: TokenRange| {
            !(place.end..self.figure.first).any(|at| matches!(self.scene.mark(at), Some(":" | "؛" | ")")))
        };
        // «رود X که از Y می‌گذرد، ۵ کیلومتر است»: what a relative clause names is of that alone.
        let aside = |place: TokenRange| {
            let first = self.scene.clause_start(self.sentence, self.groups, place);
            first.checked_sub(1).is_some_and(|that| self.is_relative(that))
        };
        // «در X ۵ نفر و در Y ۳ نفر کشته شدند»: what stands before the next figure, behind a joint, is where that was.
        let own = self.own_part();
        let of_next = |place: TokenRange| {
            place.first >= own.end
                && self.figures.within(TokenRange::new(place.end, inside.end.max(place.end))).next().is_some()
        };
        let within = self.scene.mentions_in(own).find(led).filter(|_| own != inside);
        let found = within
            .or_else(|| self.scene.mentions_in(behind).find(|found| led(found) && !of_next(found.1)))
            .or_else(|| self.scene.mentions_in(before).rev().find(|found| led(found) && joined(found.1)));
        if let Some((mention, _)) = found {
            return self.scene.entity(mention);
        }
        // «X در Y گفت که ارزش آن ۵ میلیون دلار است»: where it was said.
        if !self.is_count {
            return None;
        }
        if let Some((mention, _)) = self.harmed(before) {
            return self.scene.entity(mention);
        }
        // «در X تشکیل شد و ۵۰ آلبوم فروخت»
        let joined = self.scene.view.is(inside.first, Particle::And);
        if joined && self.scene.is_begun(inside.first, self.sentence.first) {
            return None;
        }
        let outside = TokenRange::new(self.sentence.first, inside.first);
        let mut sites = self
            .scene
            .mentions_in(outside)
            .filter(led)
            // «X در Y به خبرنگاران گفت ۵ نفر کشته شدند»
            .filter(|(_, place)| !self.told_afar || self.floor <= place.first)
            .filter(|(_, place)| !aside(*place) && !self.is_of_figure(*place))
            .map(|(mention, _)| self.scene.entity(mention));
        let site = sites.next()??;
        sites.all(|other| other == Some(site)).then_some(site)
    }

    /// «کشته‌های جنگ X», «زلزلهٔ شهر X ۵۰ کشته داشت»: the place by which what befell the counted is named, but not «جنگ X و Y».
    fn harmed(&self, before: TokenRange) -> Option<(usize, TokenRange)> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let harm = |at: u32| view.begins(at, &words.harm);
        let named = |(mention, place): &(usize, TokenRange)| {
            let floor = place.first.saturating_sub(SITE).max(before.first);
            let land = view.words_before(place.first, floor, &words.land).unwrap_or(place.first);
            let kind = self.scene.kind(*mention);
            let sides = view.is(place.end, Particle::And) && self.scene.mention_at(place.end + 1).is_some();
            matches!(kind, Some(EntityKind::Place | EntityKind::State))
                && !sides
                && (harm(land) || land.checked_sub(1).is_some_and(harm))
        };
        self.scene.mentions_in(before).rev().find(named)
    }

    /// «سه خدمه در X محاکمه شدند و دو خدمه …»: whether a place stands between another figure and the verb of its clause, and is of that
    /// one alone.
    fn is_of_figure(&self, place: TokenRange) -> bool {
        let first = self.scene.clause_start(self.sentence, self.groups, place);
        let ends = |group: &&VerbGroup| {
            group.closes && group.tokens.first >= place.end && group.tokens.end <= self.clause.tokens.first
        };
        let joined = self.scene.view.is(self.clause.tokens.first, Particle::And)
            || self.scene.mark(self.clause.tokens.first).is_some();
        let counted = self.figures.within(TokenRange::new(first, place.first.max(first))).next().is_some();
        joined && counted && self.groups.iter().any(|group| ends(&group))
    }

    /// Whether a name is of a place in which something is said to be: nothing but words for kinds of place stands behind the
    /// preposition, so not «در لیگ قهرمانان اروپا». An amount goes to whom «به» leads, and what lies between two places is in neither.
    pub(super) fn is_site(&self, mention: usize, place: TokenRange) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let dash = |at: u32| self.scene.is_dash(at);
        let way = dash(place.end) && self.scene.mention_at(place.end + 1).is_some()
            || place.first.checked_sub(1).is_some_and(dash);
        // «در جاده X به Y»: a road lies in neither.
        let to = view.is(place.end, Particle::Toward) && self.scene.mention_at(place.end + 1).is_some();
        let bare = place.first.checked_sub(1).is_some_and(|at| view.begins(at, &words.at));
        let way = way || to && !bare;
        // «به اروپا به ظرفیت ۵ تن»: whither something goes is where no measure is, nor what is counted behind it.
        let within = self.clause.tokens.first <= place.first && place.end <= self.figure.first;
        let toward = self.is_count && !within;
        // «از سراسر X آمدند»
        let from = |at: u32| at.checked_sub(1).is_some_and(|from| view.is(from, Particle::From));
        let led =
            |at: u32| view.begins(at, &words.at) && (toward || !view.is(at, Particle::Toward)) && !from(at);
        let floor = place.first.saturating_sub(SITE);
        let plain = |from: u32| {
            let behind = self.scene.words_at(from, &words.at).unwrap_or(from + 1);
            let mut at = behind;
            while at < place.first {
                let kind = [&words.land, &words.at, &words.refers];
                match kind.into_iter().find_map(|classes| self.scene.words_at(at, classes)) {
                    Some(end) => at = end,
                    None => break,
                }
            }
            at == place.first
        };
        match self.scene.kind(mention) {
            Some(EntityKind::Place) => !way && (floor..place.first).rev().any(|at| led(at) && plain(at)),
            // «در جنگ X و Y»: who fights whom, and not where.
            Some(EntityKind::State) => place.first.checked_sub(1).is_some_and(|at| {
                let several =
                    view.is(place.end, Particle::And) && self.scene.mention_at(place.end + 1).is_some();
                view.begins(at, &words.inside)
                    && !from(at)
                    && (!several || view.begins(at, &words.preposition))
            }),
            _ => false,
        }
    }
}
