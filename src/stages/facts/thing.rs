//! The thing whose measure, price or share a figure is: what stands beside it, and not what measures it.

use super::property::{Cue, GROWTH};
use super::roles::{Filled, NAME, PHRASE, Search};
use super::words::{Property, SubjectPlace};
use crate::lexicon::{Particle, VerbForm};
use crate::stages::actors::EntityKind;
use crate::stages::figures::Kind;
use crate::stages::scene::ends_with_yeh;
use crate::text::{TokenKind, TokenRange};

impl Search<'_> {
    /// What is measured: behind the word that says so («طول X», «رشد ۵ درصدی X»), else what begins the clause.
    pub(super) fn thing(&self, cue: &Cue) -> Filled {
        let view = self.scene.view;
        let end = self.clause.tokens.end;
        let behind = if cue.tokens.end <= self.figure.first {
            // «طول‌موج», «سرعت‌هایی»
            let joined = !view.tokens.begins_word(cue.tokens.end as usize);
            let end_of_cue = if joined { self.scene.word_end(cue.tokens.end, end) } else { cue.tokens.end };
            let first = self.behind_fillers(end_of_cue);
            let beside = self.is_part && first >= self.figure.first && !cue.tokens.is_empty();
            let whole = |own: &TokenRange| own.len() > 1 || self.behind_measure(*own).is_some();
            // «X بودجه دفاعی بزرگی دارد (۶۰ میلیارد دلار)»: a verb stands between.
            let told = |own: &TokenRange| {
                let between = |at: u32| own.end <= at && at < self.figure.first;
                !view.is(own.end, Particle::That)
                    && self.groups.iter().any(|group| group.closes && between(group.tokens.first))
            };
            // «ارتفاع مناسب برای پل ۵ متر است»: an adjective is nothing that is measured.
            let described = |own: &TokenRange| {
                let one = self.scene.word_end(own.first, own.end) == own.end;
                one && view.is(own.end, Particle::For) && self.named(*own).is_none()
            };
            let own = self.phrase(first, self.figure.first).filter(whole).filter(|own| !told(own));
            let own = own.filter(|own| !described(own));
            // «قیمت طلا از ۲ میلیون تومان به ۳ میلیون تومان رسید»: what another figure was of.
            let carried = cue.tokens.is_empty() && first < self.figure.first;
            let own = if carried { own.and_then(|own| self.behind_measure(own)) } else { own };
            let verb = self.clause.verb_start(self.scene);
            own.or_else(|| beside.then(|| self.phrase(self.figure.end, verb)).flatten())
        } else {
            // «۵۰ کیلومتر از X»
            let from = view.is(self.figure.end, Particle::From) && !self.went && !self.is_money;
            let whole = from.then(|| self.phrase(self.figure.end + 1, end)).flatten();
            let whole = whole.filter(|whole| whole.first <= cue.tokens.first || cue.tokens.is_empty());
            // «با ۵ میلیون تومان خانه‌ای خرید»
            let verb = self.groups.iter().find(|group| group.tokens.contains(cue.tokens.first));
            let verb = verb.map_or(cue.tokens.first, |verb| verb.tokens.first).max(self.figure.end);
            let bought = self.phrase(self.figure.end, verb);
            let is_item = |bought: &TokenRange| bought.first < self.item_end;
            // «۶ میلیارد دلار کالا از X خرید»
            let led = |bought: &TokenRange| {
                bought.end == verb
                    || self.is_money && view.begins(bought.end, &self.scene.words.features.preposition)
            };
            whole.or(bought.filter(|bought| led(bought) && !is_item(bought)))
        };
        // «مسافت ۵ کیلومتر را رفت»: who goes is not measured.
        let object = (self.figure.end..end).any(|at| view.begins(at, &self.scene.words.features.object));
        // «X مسیر ۵ کیلومتری را دوید»
        let does = |own: &TokenRange| {
            self.went
                || !self.is_part
                    && self.scene.mention_at(own.first).is_some_and(|(mention, name)| {
                        name.end == own.end && self.scene.kind(mention).is_some_and(EntityKind::acts)
                    })
        };
        let subject = || {
            let words = self.phrase(self.start(), cue.tokens.first.min(self.figure.first));
            // «در ارتفاع ۵ متری»: where it is, and not how high.
            let features = &self.scene.words.features;
            let site = cue.tokens.first.checked_sub(1).is_some_and(|at| view.begins(at, &features.inside));
            if site && !self.went && !cue.tokens.is_empty() && cue.tokens.first < self.figure.first {
                return None;
            }
            if let Some(beside) = self.beside(cue, words) {
                return Some(beside);
            }
            if self.is_of_other(cue, words) {
                return None;
            }
            // «با دادن ۵ میلیون تومان، پل را خرید»
            let last = cue.tokens.first.max(self.figure.end);
            let marker = (self.figure.end..last).find(|&at| view.begins(at, &features.object));
            if let Some(marker) = marker.filter(|_| self.is_money) {
                let comma = self.scene.mark(self.figure.end) == Some("،");
                let bought = self.phrase(self.figure.end + u32::from(comma), marker);
                return bought.filter(|bought| bought.end == marker);
            }
            let words = words?;
            let own = self.has_own(words)?;
            // «میانگین وزن»: an amount is not what is measured.
            let amount = own.len() == 1 && view.begins(own.first, &self.scene.words.features.named_number);
            // «چین ۹ میلیارد دلار کالا خرید»: who pays is not what is bought.
            let payer = self.is_money
                && self.scene.mention_at(own.first).is_some_and(|(mention, name)| {
                    name.end == own.end && self.scene.kind(mention) != Some(EntityKind::Place)
                });
            // «دولت X ۵ میلیارد دلار هزینه کرد»
            let spends = self.is_money && !self.has() && cue.tokens.first >= self.figure.end;
            let kinds = [&features.mouthpiece, &features.person];
            let payer = payer || spends && kinds.into_iter().any(|classes| view.begins(own.first, classes));
            // «دمای محیط در فاصلهٔ ۳ متر»: a measure of another kind is of something else.
            let own_measure =
                view.meanings_at(&self.scene.words.properties, own.first).all(|(_, property)| {
                    let known = |at: usize| self.scene.words.list.get(at);
                    let measure = known(*property).filter(|known| known.subject == Some(SubjectPlace::Thing));
                    // «ارزش X ۲ درصد افت کرد»: whatever is measured grows and falls.
                    let fits = |own: &Property, measure: &Property| {
                        own.kinds == measure.kinds || &*own.name == GROWTH
                    };
                    measure.is_none_or(|measure| known(cue.property).is_some_and(|own| fits(own, measure)))
                });
            let other = amount || payer || !own_measure || object && does(&own);
            // «ارزش یورو ۳ درصد افت کرد»: the measure itself grows and falls, but «رشد اقتصادی ۳ درصد کاهش یافت».
            let is_growth = |property: usize| {
                self.scene.words.list.get(property).is_some_and(|known| &*known.name == GROWTH)
            };
            let mut said = view.meanings_at(&self.scene.words.properties, own.first);
            let whole = is_growth(cue.property) && !said.any(|(_, property)| is_growth(*property));
            let own = if whole { Some(own) } else { self.behind_measure(own) };
            own.filter(|_| !other)
        };
        // «پیش‌بینی X برای رشد سال آینده ۳ درصد است» is not what grows.
        let reckoned =
            |words: &TokenRange| self.scene.view.begins(words.first, &self.scene.words.features.estimated);
        // «در فشار کم (عمق ۶ متر)»: what stands in brackets is of what stands right before them.
        let open = (self.clause.tokens.first..self.figure.first)
            .rev()
            .find(|&at| matches!(self.scene.mark(at), Some("(" | ")")));
        let open = open.filter(|&at| self.scene.mark(at) == Some("("));
        let outside = |words: &TokenRange| open.is_some_and(|open| words.end < open);
        let subject = || {
            let subject = subject().filter(|words| !self.is_of_another(*words) && !outside(words));
            subject.filter(|_| !self.went || self.locates())
        };
        // «به اندازه مساحت X (۵ هکتار) یا Y (۶ هکتار)»: what stands right before the bracket.
        let bracketed = || {
            let open = open?;
            let near = TokenRange::new(open.saturating_sub(NAME), open);
            let (_, name) = self.scene.mentions_in(near).next_back().filter(|(_, name)| name.end == open)?;
            Some(name)
        };
        let aside = open.is_some_and(|open| cue.tokens.end <= open) && bracketed().is_some();
        // «گذرگاه X (به عرض ۵ متر) بسته شد», «این مرز ۱۳۰ کیلومتری»
        if let Some(words) = self.measured_aside(cue, open).or_else(|| self.pointed()) {
            return Filled { entity: self.named(words), words: Some(words) };
        }
        let behind =
            behind.filter(|words| !(aside && outside(words))).or_else(|| bracketed().filter(|_| aside));
        let words = behind
            .or_else(subject)
            .filter(|words| !reckoned(words) && (self.is_money || !self.is_measure(*words)))
            .filter(|words| !self.is_behind_measure(*words) && !self.is_of_owner(*words));
        // «جمعیت بومی به ۵ هزار نفر می‌رسد»: an adjective of those who are counted is not where they live.
        let adjective = |words: &TokenRange| {
            let text = view.slice(view.span(words.first, words.end));
            let one = self.scene.word_end(words.first, words.end) == words.end;
            self.is_count && one && ends_with_yeh(text) && self.named(*words).is_none()
        };
        let words = words.filter(|words| !adjective(words));
        // «ساخت پل X با طول ۵۰ متر»: the bridge is long, and not that it was built.
        let made = |words: TokenRange| {
            let mut done = view.meanings_at(&self.scene.words.properties, words.first);
            let done = done.find(|(_, property)| {
                self.scene.words.list.get(**property).is_some_and(|known| known.agent.is_some())
            });
            let behind = done.map(|(edge, _)| words.first + u32::from(edge.length));
            let behind = behind.filter(|&end| end < words.end && !self.is_money && !self.is_part);
            behind.map_or(words, |end| TokenRange::new(end, words.end))
        };
        let words = words.map(made);
        let words = words.filter(|words| !self.is_vague(*words)).or_else(|| self.relative_thing(cue));
        let Some(words) = words else { return Filled::default() };
        Filled { entity: self.named(words), words: Some(words) }
    }

    /// «X در ۵ کیلومتری Y چاه کند»: whether the clause says where something lies, and not what somebody did there.
    fn locates(&self) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let inside = self.figure.first.checked_sub(1).is_some_and(|at| view.begins(at, &words.inside));
        let lies = |verb: &crate::syntax::VerbGroup| {
            let first = verb.tokens.first;
            let located = view.words_before(first, first.saturating_sub(2), &words.located);
            Some(verb.lemma) == self.scene.words.auxiliaries.be || located.is_some()
        };
        !inside || self.clause.verb.is_none_or(|verb| lies(&verb))
    }

    /// «طول X ۵ متر و Y با طول ۸ متر است»: whether words stand between another figure and this one that may name what it is of.
    fn is_of_another(&self, words: TokenRange) -> bool {
        let (view, features) = (self.scene.view, &self.scene.words.features);
        let before = TokenRange::new(words.end, self.figure.first);
        let Some(other) = self.figures.within(before).last() else { return false };
        let mut at = other.end;
        while at < self.figure.first {
            // «واردات ۹ درصد»: what is counted is no measure of a percentage.
            let fits = |property: usize| {
                let kinds = self.scene.words.list.get(property).map(|known| &known.kinds);
                !self.is_part || kinds.is_some_and(|kinds| kinds.contains(&Kind::Percent))
            };
            let measure = view
                .meanings_at(&self.scene.words.properties, at)
                .filter(|(_, property)| fits(**property))
                .map(|(edge, _)| at + u32::from(edge.length))
                .max();
            let passed = [
                &features.preposition,
                &features.filler,
                &features.connective,
                &features.pronoun,
                &features.average,
                &features.classifier,
            ];
            let behind =
                measure.or_else(|| passed.into_iter().find_map(|classes| self.scene.words_at(at, classes)));
            let that =
                view.is(at, Particle::ThatOne) || view.is(at, Particle::And) || self.scene.mark(at).is_some();
            let dated = self.scene.date_at(at).map(|(_, date)| date.end);
            match behind.or(that.then_some(at + 1)).or(dated) {
                Some(behind) => at = behind,
                None => return true,
            }
        }
        false
    }

    /// «مصرف ۳۰ گرم گردو کلسترول را»: whether words stand right behind another measure that is of a noun before it, where nothing tells
    /// where the object begins.
    fn is_behind_measure(&self, words: TokenRange) -> bool {
        let near = TokenRange::new(words.first.saturating_sub(NAME), words.first);
        let other = self.figures.within(near).find(|other| other.end == words.first);
        let object = self.scene.view.begins(words.end, &self.scene.words.features.object);
        object && other.is_some_and(|other| self.is_noun(other.first.saturating_sub(1)))
    }

    /// «این باشگاه مهاجم خود را فروخت»: whether words before «را» hold a subject and what is its own, and nothing tells where that
    /// begins.
    fn is_of_owner(&self, words: TokenRange) -> bool {
        let (view, features) = (self.scene.view, &self.scene.words.features);
        let last = (words.first..words.end).rev().find(|&at| view.tokens.begins_word(at as usize));
        let own = last.is_some_and(|at| view.begins(at, &features.own));
        // «در تابستان آن سال X را خرید»
        let points = view.is(words.first, Particle::ThatOne) || view.is(words.first, Particle::ThisOne);
        let named = self.scene.mentions_in(words).any(|(_, name)| name.end == words.end);
        let own = own || points && named;
        own && words.len() > 2 && self.is_money && view.begins(words.end, &features.object)
    }

    /// Whether words only say what is measured, and of nothing: «نرخ رشد».
    fn is_measure(&self, words: TokenRange) -> bool {
        let (view, features) = (self.scene.view, &self.scene.words.features);
        let mut at = words.first;
        while at < words.end {
            let said = view.meanings_at(&self.scene.words.properties, at).filter(|(_, property)| {
                let known = self.scene.words.list.get(**property);
                known.is_some_and(|known| known.subject == Some(SubjectPlace::Thing))
            });
            let measure = said.map(|(edge, _)| at + u32::from(edge.length)).max();
            let passed = [&features.change, &features.named_number, &features.average];
            match measure.or_else(|| passed.into_iter().find_map(|classes| self.scene.words_at(at, classes)))
            {
                Some(behind) => at = behind,
                None => return false,
            }
        }
        true
    }

    /// «در زمینی به مساحت ۵ هکتار»: the words right before the preposition of a cue, where these are not what begins the clause.
    fn beside(&self, cue: &Cue, begins: Option<TokenRange>) -> Option<TokenRange> {
        let (view, features) = (self.scene.view, &self.scene.words.features);
        let led = |at: &u32| view.begins(*at, &features.preposition) && !view.is(*at, Particle::From);
        let before = cue.tokens.first.checked_sub(1);
        let at = Some(cue.tokens.first).filter(led).or(before.filter(led))?;
        let begun = begins.is_some_and(|words| words.end == at);
        if cue.tokens.is_empty() || cue.tokens.first >= self.figure.first || begun {
            return None;
        }
        let stops = |at: &u32| {
            let stopped = [&features.preposition, &features.object, &features.filler, &features.connective];
            self.scene.view.token_kind(*at) != Some(TokenKind::Word)
                || stopped.into_iter().any(|classes| view.begins(*at, classes))
                || view.is(*at, Particle::And)
                || view.is(*at, Particle::That)
                || self.groups.iter().any(|group| group.closes && group.tokens.contains(*at))
        };
        let floor = self.clause.tokens.first.max(at.saturating_sub(PHRASE));
        let first = (floor..at).rev().find(stops).map_or(floor, |at| at + 1);
        let words = TokenRange::new(first, at);
        // «در نهایت به ارزش»
        let adverbial = first
            .checked_sub(1)
            .is_some_and(|before| self.scene.words_at(before, &features.connective) == Some(at));
        let near = TokenRange::new(first.saturating_sub(NAME), at);
        // «در استانبول به قیمت ۵ میلیون دلار»: where it was.
        let place = self.scene.mention_at(first).is_some_and(|(mention, name)| {
            name.end == at && self.scene.kind(mention) == Some(EntityKind::Place)
        });
        let site = place && first.checked_sub(1).is_some_and(|before| view.begins(before, &features.inside));
        // «قلهٔ X در Y با ارتفاع ۳ کیلومتر»: where what begins the clause is.
        let of_other = begins.is_some_and(|own| {
            let acts = self
                .scene
                .mention_at(own.first)
                .is_some_and(|(mention, _)| self.scene.kind(mention).is_some_and(EntityKind::acts));
            !acts && !view.begins(own.first, &features.pronoun) && own.end + 1 == first && !self.is_count
        });
        if site && (self.is_money || of_other) {
            return None;
        }
        // «پیمانی با X به ارزش ۵ میلیون دلار»: with whom it was made.
        let partner = self.scene.mention_at(first).is_some_and(|(mention, name)| {
            name.end == at && self.scene.kind(mention).is_some_and(EntityKind::acts)
        });
        let with = first.checked_sub(1).is_some_and(|before| view.begins(before, &features.together));
        if partner && with {
            return None;
        }
        // «به راحتی به سرعت ۱٫۵ ماخ رسید»
        let manner = first.checked_sub(1).is_some_and(|before| view.is(before, Particle::Toward));
        let single = first < at && self.scene.word_end(first, at) == at && !manner;
        let plain = self.scene.dates_in(near).all(|(_, date)| date.end <= first)
            && self.figures.within(near).all(|figure| figure.end <= first);
        (single && plain && !adverbial).then_some(words)
    }

    /// «هدف پرتاب توپ به سبدهایی به قطر ۴۶ سانتی‌متر است»: whether another noun than what begins the clause stands right before the
    /// preposition of a cue, neither a name nor a date.
    fn is_of_other(&self, cue: &Cue, begins: Option<TokenRange>) -> bool {
        let (view, features) = (self.scene.view, &self.scene.words.features);
        let Some(at) = cue.tokens.first.checked_sub(1) else { return false };
        let led = view.is(at, Particle::Toward) || view.begins(at, &features.together);
        let Some(begins) = begins.filter(|words| led && !cue.tokens.is_empty() && words.end < at) else {
            return false;
        };
        if cue.tokens.first >= self.figure.first {
            return false;
        }
        let between = TokenRange::new(begins.end, at);
        let last = at - 1;
        // «به راحتی به سرعت ۹۰۰ کیلومتر رسید»: how it came.
        let begins_word = |word: &u32| view.tokens.begins_word(*word as usize);
        let start = (between.first..at).rev().find(begins_word).unwrap_or(last);
        if start.checked_sub(1).is_some_and(|before| view.is(before, Particle::Toward)) {
            return false;
        }
        let word = view.token_kind(last) == Some(TokenKind::Word);
        let function = [&features.preposition, &features.connective, &features.filler, &features.object];
        let function = function.into_iter().any(|classes| view.begins(last, classes));
        let verb = self.groups.iter().any(|group| group.tokens.contains(last));
        let leads = view.begins(between.first, &features.preposition);
        leads && word && !function && !verb && !self.scene.is_behind_name_or_date(at, NAME)
    }

    /// What is measured, of the words that begin the clause: the object, where it has one before the figure, and of «X سپری به
    /// طول ۵ متر» what stands behind the name.
    fn has_own(&self, words: TokenRange) -> Option<TokenRange> {
        let (view, features) = (self.scene.view, &self.scene.words.features);
        let until = self.figure.first;
        let marker = (words.first..until).rev().find(|&at| view.begins(at, &features.object));
        // «نهر X نهری به طول ۵ کیلومتر است»
        let led = view.begins(words.end, &features.preposition);
        let actor = self.scene.mention_at(words.first).or_else(|| self.led_name(words.first));
        // «شهرداری X پارکی به وسعت ۳ هکتار ساخت»: what stands behind a name is another thing.
        let within = || {
            let last = self.scene.mentions_in(words).next_back()?;
            (led && last.1.end + 1 == words.end).then_some(last)
        };
        let actor = actor.or_else(within);
        let actor = actor.filter(|(mention, _)| {
            led || self.scene.kind(*mention).is_some_and(|kind| kind != EntityKind::Place)
        });
        let named = actor.map(|(_, name)| name.end);
        let Some(marker) = marker else {
            let rest = named.filter(|&end| end < words.end && !view.is(end, Particle::And));
            let rest = rest.filter(|_| self.scene.date_at(words.end).is_none());
            // «آرامگاه اردشیر یکم در فاصلهٔ …»: a number belongs to the name.
            let counts = |at: u32| view.counts(at);
            let rest = rest.filter(|&end| !counts(end));
            return Some(rest.map_or(words, |end| TokenRange::new(end, words.end)));
        };
        // «X این پل را با ۵ میلیون تومان ساخت»: nothing else tells where the subject ends.
        // «پیش از آن X را»: what a preposition leads is none of it.
        let led = |at: u32| at > words.first && view.begins(at - 1, &self.scene.words.features.preposition);
        let opens =
            |at: &u32| view.is(*at, Particle::ThisOne) || view.is(*at, Particle::ThatOne) && !led(*at);
        let counted =
            || self.figures.within(TokenRange::new(words.first, marker)).last().map(|figure| figure.end);
        let comma =
            || (words.first..marker).rev().find(|&at| self.scene.mark(at) == Some("،")).map(|at| at + 1);
        let dated = || {
            let dates = self.scene.dates_in(TokenRange::new(words.first, marker));
            dates.last().map(|(_, date)| date.end)
        };
        let pointed = || (words.first..marker).find(opens);
        // «X پل را بست و راه را تا ۵ متر کند»: a clause that goes on has no subject of its own.
        let goes_on = words.first > self.clause.tokens.first
            && words.end == marker
            && (view.is(words.first - 1, Particle::And) || self.scene.mark(words.first - 1) == Some("،"))
            && self.groups.iter().any(|group| group.closes && group.tokens.end == words.first - 1);
        let first = counted().or_else(comma).or_else(dated).or_else(pointed).or(named);
        let first = first.or(goes_on.then_some(words.first))?;
        self.phrase(first, marker).filter(|own| own.end == marker)
    }

    /// «بلندی دیوار»: what is measured by a word that measures; none of «وزن» alone.
    fn behind_measure(&self, words: TokenRange) -> Option<TokenRange> {
        let measures = |at: u32| {
            let mut said = self.scene.view.meanings_at(&self.scene.words.properties, at);
            said.find(|(_, property)| {
                let known = self.scene.words.list.get(**property);
                known.is_some_and(|known| known.subject == Some(SubjectPlace::Thing))
            })
            .map(|(edge, _)| at + u32::from(edge.length))
        };
        // «میانگین فاصلهٔ زمین»
        let average = self.scene.words_at(words.first, &self.scene.words.features.average);
        let start = average.filter(|&behind| measures(behind).is_some()).unwrap_or(words.first);
        let first = measures(start).map_or(start, |behind| self.behind_fillers(behind));
        (first < words.end).then(|| TokenRange::new(first, words.end))
    }

    /// «آن», and what no noun phrase is.
    pub(super) fn is_vague(&self, words: TokenRange) -> bool {
        let view = self.scene.view;
        words.len() == 1
            && (view.is(words.first, Particle::ThatOne)
                || view.is(words.first, Particle::Each)
                || view.is(words.first, Particle::ThisOne)
                || view.begins(words.first, &self.scene.words.features.own)
                || view.counts(words.first)
                || view.begins(words.first, &self.scene.words.features.pronoun))
            || view.begins(words.first, &self.scene.words.features.filler)
            || words.positions().any(|at| view.begins(at, &self.scene.words.features.spoken))
            || view.is(words.end - 1, Particle::ThisOne)
            || self.is_cut(words)
            || self.scene.is_open_plural(words.end)
            || self.is_told(words)
    }

    /// Whether words are no whole noun phrase: a date reaches into them, an infinitive stands in them, or «از» parts some from the
    /// rest: «برخی از درها».
    fn is_cut(&self, words: TokenRange) -> bool {
        let view = self.scene.view;
        let near = TokenRange::new(words.first.saturating_sub(NAME), words.end + NAME);
        let dated =
            self.scene.dates_in(near).any(|(_, date)| date.first < words.end && words.first < date.end);
        let part = view.is(words.end, Particle::From)
            && self.scene.words_at(words.first, &self.scene.words.features.partitive) == Some(words.end);
        dated || part || (words.first + 1..words.end).any(|at| self.scene.is_infinitive(at, words.end))
    }

    /// «ثبت شده»: what no noun phrase ends with.
    fn is_told(&self, words: TokenRange) -> bool {
        let begins = |at: &u32| self.scene.view.tokens.begins_word(*at as usize);
        let last = words.positions().rev().find(begins).unwrap_or(words.first);
        let verb = self.scene.view.verb(last, words.end);
        verb.is_some_and(|verb| {
            verb.form == VerbForm::Participle && self.scene.words.auxiliaries.is_becoming(verb.lemma)
        })
    }

    fn behind_fillers(&self, mut at: u32) -> u32 {
        while let Some(behind) = self.scene.words_at(at, &self.scene.words.features.filler) {
            at = behind;
        }
        at
    }
}
