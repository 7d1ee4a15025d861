//! The phrases of a clause: what stands between its prepositions, marks and dates, and whom it names.

use super::model::EventType;
use super::words::Scene;
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::{RowsAt, VerbGroup, tokens_of};
use crate::text::{TokenKind, TokenRange};

/// Longest phrase, in tokens; names are passed whole.
const PHRASE: u32 = 16;
/// How far behind a comma the «و» of a list stands, in tokens.
const LIST: u32 = 14;
/// Longest words in brackets, in tokens with them.
const BRACKETED: u32 = 24;
/// Longest number with a word for the dead, in tokens.
const HURT: u32 = 8;
/// How far behind a name its title begins, in tokens.
const TITLE: u32 = 2;

/// The word before a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// None: it is a subject, an object without «را», or a predicate.
    Bare,
    From,
    Toward,
    With,
    Inside,
    Between,
    By,
    For,
    Against,
    Other,
}

/// Some words of a clause that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) lead: Lead,
    pub(super) tokens: TokenRange,
    /// Whether «را» stands behind it.
    pub(super) object: bool,
}

/// Whom a phrase names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) entity: usize,
    pub(super) mention: usize,
    pub(super) tokens: TokenRange,
}

/// Where phrases are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) figures: &'a RowsAt,
    pub(super) groups: &'a [VerbGroup],
}

impl Reader<'_> {
    /// «۹ کشته و ۱۲ زخمی» right before a token: where the first number of such a list stands.
    pub(super) fn hurt_before(&self, end: u32) -> Option<u32> {
        let view = self.scene.view;
        let ends = |figure: u32, end: u32| {
            let mut nouns = view.meanings_at(&self.scene.words.nouns, figure);
            nouns.any(|(edge, noun)| {
                noun.frame.nature
                    && noun.frame.kind == EventType::Assault
                    && figure + u32::from(edge.length) == end
            })
        };
        let (mut first, mut end) = (None, end);
        loop {
            let near = TokenRange::new(end.saturating_sub(HURT), end);
            let Some((_, figure)) = self.figures.within(near).last().filter(|(_, one)| ends(one.end, end))
            else {
                return first;
            };
            first = Some(figure.first);
            match figure.first.checked_sub(1).filter(|&and| view.is(and, Particle::And)) {
                Some(and) => end = and,
                None => return first,
            }
        }
    }

    /// The phrases of some tokens, in text order.
    pub(super) fn phrases(&self, clause: TokenRange) -> Vec<Phrase> {
        let words = &self.scene.words.features;
        let (mut found, mut lead, mut at) = (Vec::new(), Lead::Bare, clause.first);
        while at < clause.end {
            let within = |behind: &u32| *behind <= clause.end;
            let loose = self.scene.words_at(at, &words.approximate).filter(within);
            if let Some(behind) = loose.filter(|behind| self.figures.at(*behind).is_some()) {
                at = behind;
            // «به آن دانشگاه (دانشگاه X) داد»
            } else if let Some(behind) = self.scene.behind_brackets(at, clause.end.min(at + BRACKETED)) {
                at = behind;
            } else if let Some(behind) =
                self.passed(at).filter(within).filter(|end| !self.leads_name(at, *end))
            {
                // «به ده سال زندان», «با سه روز تأخیر»: a length is of the noun behind it.
                let length = self.scene.date_at(at).is_some() && self.scene.view.counts(at);
                let goes_on = length && matches!(lead, Lead::Toward | Lead::With);
                let joined = self.joined_lead(at, clause.first, &found);
                (lead, at) = (joined.unwrap_or(if goes_on { lead } else { Lead::Bare }), behind);
            // «به بین‌النهرین حمله کرد»: what begins a name leads nothing.
            } else if let Some(behind) = self.scene.words_at(at, &words.preposition).filter(within)
                && self.scene.mention_at(at).is_none()
            {
                (lead, at) = (self.lead(at, behind), behind);
            // «سید X رفت»: a form of address is no part of the name.
            } else if let Some(behind) = self.scene.words_at(at, &words.adjective).filter(within)
                && self.scene.mention_at(behind).is_some()
            {
                at = behind;
            } else {
                // «X، فرمانده Y، را»: an apposition stands between a name and its mark.
                let apposed = self.scene.view.begins(at, &words.object)
                    && at.checked_sub(1).is_some_and(|comma| self.scene.mark(comma) == Some("،"));
                if apposed {
                    self.mark_apposed(at - 1, &mut found);
                }
                let end = self.noun_phrase(at, clause.end).max(at + 1);
                let others = self.behind_others(lead, end, clause.end, &found);
                let object = end < clause.end && self.scene.view.begins(end, &words.object);
                let tokens = self.scene.trimmed(TokenRange::new(at, end));
                if tokens.first < tokens.end && !self.scene.view.begins(at, &words.object) {
                    let parted = self.object_within(lead, tokens, object);
                    let split = parted.unwrap_or(tokens.first);
                    found.extend(parted.map(|end| {
                        let tokens = TokenRange::new(tokens.first, end);
                        Phrase { lead, tokens, object: false }
                    }));
                    let lead = if parted.is_some() { Lead::Bare } else { lead };
                    found.push(Phrase { lead, tokens: TokenRange::new(split, tokens.end), object });
                }
                (lead, at) = (Lead::Bare, others.unwrap_or(end + u32::from(object)));
            }
        }
        found
    }

    /// «در مقابل X کشته شد»: whether words that may be a conjunction lead a name.
    fn leads_name(&self, at: u32, end: u32) -> bool {
        let led =
            end > at + 1 && self.scene.words_at(at, &self.scene.words.features.preposition) == Some(end);
        led && self.scene.mention_at(end).is_some()
    }

    /// «بر X (شرق Y) و Z»: the preposition of the phrase before a bracket, where «و» and a name go on behind that.
    fn joined_lead(&self, and: u32, first: u32, before: &[Phrase]) -> Option<Lead> {
        let scene = self.scene;
        let bracket = and.checked_sub(1).is_some_and(|at| at > first && scene.mark(at) == Some(")"));
        let (_, name) = scene.mention_at(and + 1).filter(|_| bracket && scene.view.is(and, Particle::And))?;
        let last = before.last().filter(|last| last.lead != Lead::Bare && !last.object)?;
        (!scene.view.begins(name.end, &scene.words.features.object)).then_some(last.lead)
    }

    /// «برای X و ۱۲ نفر دیگر»: one past so many others whom the same preposition leads, where nobody is counted before: not behind
    /// «۲۰ نفر در X و ۳۰ نفر در Y».
    fn behind_others(&self, lead: Lead, end: u32, limit: u32, before: &[Phrase]) -> Option<u32> {
        let and = self.scene.view.is(end, Particle::And) && end + 1 < limit;
        let counted = before.iter().any(|phrase| self.figures.at(phrase.tokens.first).is_some());
        let others = and && lead != Lead::Bare && !counted && self.figures.at(end + 1).is_some();
        let behind = others.then(|| self.noun_phrase(end + 1, limit))?;
        // «در X و ۳۰ نفر را»
        let marked = self.scene.view.begins(behind, &self.scene.words.features.object);
        // «برای X و ۱۲ نفر حکم صادر کرد»: nothing tells where they end.
        (behind < limit && !marked).then_some(behind)
    }

    /// Makes an object of the phrase that a comma parts from its apposition, which ends at another one.
    fn mark_apposed(&self, comma: u32, found: &mut Vec<Phrase>) {
        let ends =
            |phrase: &Phrase| phrase.lead == Lead::Bare && self.scene.mark(phrase.tokens.end) == Some("،");
        let Some(last) = found.last().copied().filter(|last| last.tokens.end == comma) else { return };
        let before = found.len().checked_sub(2).and_then(|at| found.get_mut(at));
        match before.filter(|before| ends(before) && before.tokens.end + 1 == last.tokens.first) {
            Some(before) => {
                before.object = true;
                found.pop();
            }
            None => {
                if let Some(last) = found.last_mut() {
                    last.object = true;
                }
            }
        }
    }

    /// One past what belongs to no phrase: a mark, a date, an adverb, a conjunction.
    fn passed(&self, at: u32) -> Option<u32> {
        let words = &self.scene.words.features;
        if let Some(behind) = self.scene.behind_date(at) {
            return Some(behind);
        }
        let joins = matches!(self.scene.view.particle(at), Some(Particle::And | Particle::Or));
        if self.scene.mark(at).is_some() || joins {
            return Some(at + 1);
        }
        // «دو بار زخمی شد»: how often is nobody.
        let counted = self.figures.at(at).map(|(_, figure)| figure.end);
        let often = counted.and_then(|end| self.scene.whole_at(end, &self.scene.words.reality.times));
        if often.is_some() {
            return often;
        }
        let adverb = [&words.connective, &words.adverb];
        let behind = adverb.into_iter().find_map(|classes| self.scene.whole_at(at, classes));
        // «پس از این شکست»: what «این» points at is of the preposition.
        let points = |end: u32| {
            let nouns = &self.scene.words.nouns;
            end > at + 1
                && (self.scene.view.is(end - 1, Particle::ThisOne)
                    || self.scene.view.is(end - 1, Particle::ThatOne))
                && self.scene.view.meanings_at(nouns, end).next().is_some()
        };
        let behind = behind.filter(|&end| !points(end));
        // «در پایان سال ۱۳۹۰»
        let dated = self.scene.date_at(at + 1).is_some();
        behind.filter(|_| !dated).or_else(|| self.scene.adverb_at(at))
    }

    pub(super) fn lead(&self, at: u32, behind: u32) -> Lead {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let one = behind == at + 1;
        let begins = |classes| self.scene.words_at(at, classes) == Some(behind);
        match view.particle(at).filter(|_| one) {
            Some(Particle::From) => Lead::From,
            Some(Particle::Toward) => Lead::Toward,
            Some(Particle::For) => Lead::For,
            _ if begins(&words.toward) => Lead::Toward,
            _ if begins(&words.by) || begins(&words.headed) => Lead::By,
            _ if begins(&words.between) => Lead::Between,
            _ if begins(&words.against) => Lead::Against,
            _ if begins(&words.together) => Lead::With,
            _ if begins(&words.inside) => Lead::Inside,
            _ => Lead::Other,
        }
    }

    /// One past the noun phrase that begins at a token.
    fn noun_phrase(&self, first: u32, end: u32) -> u32 {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        // «آنان این پل را»: a pronoun is a phrase by itself.
        if let Some(behind) = self.scene.words_at(first, &words.pronoun).filter(|&behind| behind < end) {
            return behind;
        }
        // «به موجب آن X رفت»: no name has «آن» before it.
        let points = view.is(first, Particle::ThatOne) || view.is(first, Particle::ThisOne);
        if points && first + 1 < end && self.scene.mention_at(first + 1).is_some() {
            return first + 1;
        }
        let mut at = first;
        while at < end && at < first + PHRASE {
            let within = |(_, place): &(usize, TokenRange)| place.end <= end;
            if let Some((mention, name)) = self.scene.mention_at(at).filter(within) {
                at = self.behind_title(mention, name.end, end);
                while let Some(next) = self.scene.behind_dash(at, end) {
                    at = next;
                }
                match self.next_name(first, at, end) {
                    Some(next) => at = next,
                    None => break,
                }
            } else if let Some((_, figure)) = self.figures.at(at).filter(within) {
                // «از ۱۲ موشک ۹ فروند را»
                let counted = self.figures.at(first).is_some_and(|(_, figure)| figure.end < at);
                if counted && !view.is(at - 1, Particle::And) && !self.is_joint(at - 1) {
                    break;
                }
                at = figure.end.max(at + 1);
            // «به خانواده‌های آنان ۵ میلیون تومان»: a pronoun ends a phrase.
            } else if at > first
                && let Some(behind) = self.scene.words_at(at, &words.pronoun).filter(|&behind| behind <= end)
            {
                at = behind;
                if !view.is(at, Particle::And) {
                    break;
                }
            } else if let Some(pointed) = self.pointed(at, end) {
                at = pointed;
                break;
            } else if at > first && view.is(at, Particle::And) {
                // «بازسازی شهر و جلوگیری از سیل»
                let doing =
                    view.begins(at + 1, &words.complemented) && self.scene.mention_at(at + 1).is_none();
                if at + 1 >= end || self.stops(at + 1) || doing {
                    break;
                }
                at += 1;
            } else if self.goes_on(first, at) {
                at += 1;
            } else if self.stops(at)
                || at > first && self.scene.is_behind_plural(at)
                || at > first && (view.begins(at, &words.object) || self.bounds(at))
            {
                break;
            } else {
                at = self.scene.word_end(at, end);
            }
        }
        at.min(end)
    }

    /// Whether a phrase goes on at a token that is no word of it by itself: «گروهی از», a quotation mark, «اس-۳۰۰».
    fn goes_on(&self, first: u32, at: u32) -> bool {
        let quotes = matches!(self.scene.mark(at), Some("«" | "»" | "\""));
        let partitive = self.scene.view.is(at, Particle::From) && self.is_partitive(first, at);
        quotes || at > first && (partitive || self.is_joint(at))
    }

    /// «این دو کشور», «این توافق» before a name: what «این» points at ends there.
    fn pointed(&self, first: u32, end: u32) -> Option<u32> {
        let view = self.scene.view;
        if !view.is(first, Particle::ThisOne) && !view.is(first, Particle::ThatOne) {
            return None;
        }
        let counted = self.figures.at(first + 1).map(|(_, figure)| figure.end);
        let noun = counted.unwrap_or(first + 1);
        let behind = self.scene.word_end(noun, end);
        let grouped = counted.is_some() && view.begins(noun, &self.scene.words.features.group);
        let ends = behind < end
            && (grouped || self.scene.mention_at(behind).is_some() || self.figures.at(behind).is_some());
        (ends && !view.is(behind, Particle::And)).then_some(behind)
    }

    /// Whether a hyphen joins what stands beside it: «اس-۳۰۰».
    fn is_joint(&self, at: u32) -> bool {
        self.scene.view.token_kind(at) == Some(TokenKind::Hyphen)
    }

    /// «بیش از سی هزار»: whether words at a token bound the number behind them.
    fn bounds(&self, at: u32) -> bool {
        let behind = self.scene.words_at(at, &self.scene.words.features.approximate);
        behind.is_some_and(|behind| self.figures.at(behind).is_some())
    }

    pub(super) fn stops(&self, at: u32) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        self.scene.mark(at).is_some()
            || view.is(at, Particle::That)
            || view.begins(at, &words.object)
            || view.begins(at, &words.preposition)
            || view.begins(at, &words.connective)
            || view.begins(at, &words.adverb)
            || self.scene.date_at(at).is_some()
    }

    /// «گروهی از X», «۲۰ نفر از X»: what stands before «از» is a part of what stands behind it.
    fn is_partitive(&self, first: u32, from: u32) -> bool {
        let words = &self.scene.words.features;
        // «۲ میلیون دلار گندم از X» has its seller there.
        // «نیروهای مرزی ۲۰ نفر از X را»
        let counted = self.figures.within(TokenRange::new(first, from)).any(|(_, figure)| {
            figure.end == from && figure.first == first
                || figure.end + 1 == from && self.scene.view.begins(figure.end, &words.classifier)
        });
        // «۲۰ نفر از خانه‌های خود رفتند»
        let site = [&words.works, &words.territory];
        let left = site.into_iter().any(|classes| self.scene.view.begins(from + 1, classes));
        counted && !left || self.scene.words_at(first, &words.partitive) == Some(from)
    }

    /// One past the title behind a name: «X، نخست‌وزیر Y».
    fn behind_title(&self, mention: usize, name_end: u32, end: u32) -> u32 {
        let role = self.scene.mentions.get(mention).and_then(|row| row.value.role);
        let Some(role) = role.map(|role| tokens_of(self.scene.view, role)) else { return name_end };
        if role.first < name_end || role.first > name_end + TITLE || role.end > end {
            return name_end;
        }
        let state = self.scene.mention_at(role.end).filter(|(_, place)| place.end <= end);
        state.map_or(role.end, |(_, place)| place.end)
    }

    /// Where a phrase goes on behind a name: at the next one of a list, or at the person whose title begins the phrase.
    fn next_name(&self, first: u32, at: u32, end: u32) -> Option<u32> {
        let comma = self.scene.mark(at) == Some("،");
        let next = if comma { at + 1 } else { at };
        if let Some((mention, _)) = self.scene.mention_at(next).filter(|(_, place)| place.end <= end) {
            let role = self.scene.mentions.get(mention).and_then(|row| row.value.role);
            if role.is_some_and(|role| tokens_of(self.scene.view, role).first == first) {
                return Some(next);
            }
        }
        let joined = self.scene.view.is(at, Particle::And);
        // «بیشکک قرقیزستان»: a place in a state.
        let placed = |at: u32| {
            let mention = self.scene.mention_at(at).filter(|(_, place)| place.end <= end);
            mention.and_then(|(mention, _)| self.scene.kind(mention)) == Some(EntityKind::State)
        };
        let before = self.scene.mentions_in(TokenRange::new(first, at)).next_back();
        let place = before.and_then(|(mention, _)| self.scene.kind(mention)) == Some(EntityKind::Place);
        if !joined && !comma {
            return (place && placed(at)).then_some(at);
        }
        let listed = |at: u32| {
            self.scene.mention_at(at).is_some_and(|(_, place)| place.end <= end)
                || self.scene.view.begins(at, &self.scene.words.features.mouthpiece)
        };
        // «X، Y گفت» is no list without «و».
        // «X، نخست‌وزیر Y، و Z»
        if comma && self.scene.view.is(next, Particle::And) {
            let named = |at: u32| self.scene.mention_at(at).is_some_and(|(_, place)| place.end <= end);
            return (next + 1 < end && named(next + 1)).then_some(next + 1);
        }
        let goes_on = joined || (next..end.min(next + LIST)).any(|at| self.scene.view.is(at, Particle::And));
        (goes_on && at + 1 < end && listed(at + 1)).then_some(at + 1)
    }

    /// Whom a phrase names, where it does nothing but name: «X و Y», «نیروهای X», «دو کشور X و Y», «X، نخست‌وزیر Y».
    pub(super) fn named(&self, phrase: TokenRange) -> Vec<Named> {
        let scene = self.scene;
        let all: Vec<(usize, TokenRange)> = scene.mentions_in(phrase).collect();
        let titles: Vec<TokenRange> = all
            .iter()
            .filter_map(|(mention, _)| scene.mentions.get(*mention)?.value.role)
            .map(|role| tokens_of(scene.view, role))
            .map(|role| {
                let state = scene.mention_at(role.end).map_or(role.end, |(_, place)| place.end);
                TokenRange::new(role.first, state)
            })
            .collect();
        let titled = |place: TokenRange| {
            titles.iter().any(|title| title.first <= place.first && place.end <= title.end)
        };
        // «۶۰۰ لیر ترکیه»
        let money =
            |place: TokenRange| self.figures.within(phrase).any(|(_, figure)| figure.contains(place.first));
        let named: Vec<Named> = all
            .into_iter()
            .filter(|(_, place)| !money(*place))
            .filter(|(mention, place)| scene.kind(*mention) == Some(EntityKind::Person) || !titled(*place))
            .filter_map(|(mention, tokens)| Some(Named { entity: scene.entity(mention)?, mention, tokens }))
            .collect();
        let mut at = phrase.first;
        while at < phrase.end {
            if let Some(name) = named.iter().find(|name| name.tokens.first == at) {
                at = name.tokens.end;
            } else if let Some(title) = titles.iter().find(|title| title.contains(at)) {
                at = title.end;
            } else if let Some(behind) = self.transparent(at) {
                at = behind;
            } else {
                // «همتای ایرانی خود X»
                let person = |name: &Named| {
                    scene.kind(name.mention) == Some(EntityKind::Person) && name.tokens.end == phrase.end
                };
                // «همسر X»
                let words = &scene.words.features;
                let related = scene.view.begins(phrase.first, &words.related);
                let described = scene.view.begins(phrase.first, &words.person) && !related;
                // «متهم به نام X فرزند Y» is not Y.
                let single = named.iter().filter(|name| scene.kind(name.mention) == Some(EntityKind::Person));
                let single = single.count() == 1;
                let last = named.last().copied().filter(|name| described && person(name) && single);
                return last.into_iter().collect();
            }
        }
        named
    }

    /// Where the head of a phrase stands: behind «این», numbers, «شمار» and «گروهی از».
    pub(super) fn head(&self, phrase: TokenRange) -> u32 {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let mut at = phrase.first;
        while at < phrase.end {
            let figure = self.figures.at(at).map(|(_, figure)| figure.end.max(at + 1));
            let part = || {
                let from = self.scene.words_at(at, &words.partitive)?;
                view.is(from, Particle::From).then_some(from + 1)
            };
            let points = view.is(at, Particle::ThisOne) || view.is(at, Particle::ThatOne);
            let amount = self.scene.words_at(at, &words.amount);
            let behind = figure.or_else(part).or(amount).or(points.then_some(at + 1));
            match behind.filter(|&behind| behind < phrase.end) {
                Some(behind) => at = behind,
                None => break,
            }
        }
        at
    }

    /// One past what may stand beside names without changing whom a phrase is about.
    fn transparent(&self, at: u32) -> Option<u32> {
        let words = &self.scene.words.features;
        if self.scene.mark(at).is_some() || self.scene.view.is(at, Particle::And) {
            return Some(at + 1);
        }
        let figure = || self.figures.at(at).map(|(_, figure)| figure.end.max(at + 1));
        let classes = [&words.mouthpiece, &words.group];
        classes.into_iter().find_map(|classes| self.scene.words_at(at, classes)).or_else(figure)
    }

    /// Whether a phrase may stand for one who takes part: it is a noun phrase, and no verb is in it.
    pub(super) fn is_plain(&self, phrase: TokenRange) -> bool {
        let word = |at: u32| self.scene.view.token_kind(at) == Some(TokenKind::Word);
        // «۹ کشته» counts the dead.
        let counted = |group: &VerbGroup| {
            let figure = self.figures.at(phrase.first);
            group.tokens.end == phrase.end
                && figure.is_some_and(|(_, figure)| figure.end == group.tokens.first)
        };
        let verb = self.groups.iter().any(|group| {
            let inside = group.tokens.first < phrase.end && phrase.first < group.tokens.end;
            group.closes && inside && !counted(group)
        });
        // «سران آن حزب و ممنوع اعلام کردن فعالیت آنها», «مدیر شدن او» are nobody.
        let other = phrase.positions().any(|at| self.scene.is_infinitive(at, phrase.end));
        phrase.positions().any(word) && !verb && !other
    }
}
