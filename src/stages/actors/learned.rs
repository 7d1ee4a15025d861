//! Names that a model finds, beside those that rules do.
//!
//! What rules read is a proposal to the model, and the model's names are candidates beside them. A name of the registry
//! stays what it is, but where the model has a longer one around it; a name in doubt is one where the model says so; and a
//! name that no rule has is one where the model is sure enough of it.

use super::likeness::likeness;
use super::pending::EntityRef;
use super::reading::{Candidate, Reader};
use super::registry::RegistryEntry;
use super::slug::slug;
use super::vocabulary::{Word, word_end};
use super::{EntityKind, Method, ProductKind};
use crate::rule::{self, Captures, Edge, Match, RuleId, TokenSet};
use crate::table::Vocabulary as _;
use crate::tagger::{KINDS, NameSpan, Tagged, Tagger};
use crate::text::fold::{YEH, is_digit};
use crate::text::{TokenKind, TokenRange};

/// How sure the model is to be of a name that no rule has, and of one around what rules only guess; and of a single word.
const SURE: i32 = 460;
const SURE_OF_A_WORD: i32 = 760;
/// How sure of one that the document has elsewhere, or of which it is as likely time and again.
const LIKELY: i32 = 300;
/// How sure of one that is longer than a known one in it; and of one that a word for what bears names begins.
const LONGER_THAN_KNOWN: i32 = 1000;
const HEADED: i32 = 800;
/// How sure of one that crosses what rules only guess.
const CROSSING: i32 = 400;
/// How sure that what rules only guess is no name.
const NO_NAME: i32 = 150;
/// How sure that a person of several words is none whom a rule only guesses.
const NOBODY: i32 = 1000;
/// How sure that one is none which a rule has in a list of names.
const NO_LISTED_NAME: i32 = 1000;
/// How sure to be of a product behind a word for its kind, which its name does not describe.
const SURE_OF_A_LED_PRODUCT: i32 = 500;
/// How sure of one that nothing else tells.
const SURE_OF_A_PRODUCT: i32 = 1200;
/// How sure that what a rule has beside a name in its own is no part of it: «جروم پاول | نرخ بهره».
const NO_PART: i32 = 200;
/// How sure of what is taken from the name of somebody, or stands before that of a place.
const NO_BEGINNING: i32 = 600;
/// How sure that a body that a rule has begins too early: «پلیس | عراق».
const NO_HEAD: i32 = 1000;
/// From so many words on a head is a part of its body's name.
const LONG_HEAD: usize = 3;
/// How sure of another kind than the rule says that made the name.
const OTHER_KIND: i32 = 1000;

/// The sets of endings that a ZWNJ may join to a name.
const CLITICS: [&str; 2] = ["its", "glued-copula"];

/// A name that waits until the rest of the document has said whose it is.
#[derive(Debug)]
pub(super) struct Late {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) segment: u32,
    pub(super) candidate: Candidate,
    /// How sure the model is, where that is not enough for a name by itself.
    pub(super) likely: Option<i32>,
}

/// What the rules and the model find in a sentence.
#[derive(Default)]
pub(super) struct Joined {
    pub(super) readings: Vec<rule::Reading<Candidate>>,
    /// Names of one word that nothing but the model has: somebody may have been named so in full. And names that the model is
    /// not sure of, with how sure it is: the document may have them elsewhere.
    pub(super) late: Vec<(u32, u32, Candidate, Option<i32>)>,
}

/// What the kinds of the model are, in the order of [`KINDS`].
const OF_MODEL: [Option<EntityKind>; KINDS.len()] = [
    Some(EntityKind::Person),
    Some(EntityKind::Place),
    Some(EntityKind::State),
    Some(EntityKind::Organisation),
    Some(EntityKind::Company),
    Some(EntityKind::Media),
    Some(EntityKind::ArmedForce),
    Some(EntityKind::Group),
    Some(EntityKind::Product),
];

/// Whether a rule has a name in a list: it has another one beside it, but for what stands between the names of a list.
fn is_listed(readings: &[rule::Reading<Candidate>], at: usize) -> bool {
    let joined = |(one, next): (&rule::Reading<Candidate>, &rule::Reading<Candidate>)| {
        one.found.rule == next.found.rule && one.found.last + 1 == next.found.first
    };
    let pair = |first: usize| readings.get(first).zip(readings.get(first + 1)).is_some_and(joined);
    pair(at) || at.checked_sub(1).is_some_and(pair)
}

/// The position of a kind in [`KINDS`].
pub(super) fn position(kind: EntityKind) -> Option<usize> {
    OF_MODEL.iter().position(|known| *known == Some(kind))
}

impl Reader<'_> {
    /// Puts what rules read in a sentence beside what the model says of it.
    pub(super) fn learned(
        &self,
        tagger: &Tagger,
        mut readings: Vec<rule::Reading<Candidate>>,
        doubtful: &mut Vec<(Match, Candidate)>,
        taken: &mut TokenSet,
    ) -> Joined {
        let proposal = |reading: &rule::Reading<Candidate>| {
            let kind = position(reading.value.kind)?;
            Some(NameSpan { first: reading.found.first, end: reading.found.last, kind, score: 0 })
        };
        let proposals: Vec<NameSpan> = readings.iter().filter_map(proposal).collect();
        let Tagged { names, outside, rest } = tagger.names(self.view, self.sentence, &proposals);
        self.shorten(&mut readings, taken, &names, &rest);
        // What rules only guess needs the model not to be sure of the contrary.
        let mut kept = outside
            .iter()
            .enumerate()
            .map(|(at, outside)| {
                let reading = &readings[at];
                let sure = match reading.value.kind {
                    EntityKind::Person
                        if word_end(&self.view.tokens, reading.found.first) < reading.found.last =>
                    {
                        NOBODY
                    }
                    EntityKind::Person => i32::MAX,
                    _ if is_listed(&readings, at) => NO_LISTED_NAME,
                    _ => NO_NAME,
                };
                reading.value.method != Method::Pattern || *outside < sure
            })
            .collect::<Vec<bool>>()
            .into_iter();
        readings.retain(|reading| {
            let kept = kept.next().unwrap_or(true);
            if !kept {
                taken.release(reading.found.first, reading.found.last);
            }
            kept
        });
        let mut late = Vec::new();
        let foreign = !names.is_empty() && self.is_latin();
        for mut name in names {
            let Some(kind) = OF_MODEL.get(name.kind).copied().flatten() else { continue };
            if kind == EntityKind::Person {
                name.first = self.behind_form_of_address(name.first, name.end);
                name.first = self.behind_address(name.first, name.end);
                name.end = self.before_words(name.first, name.end);
            }
            // The model has learned Persian.
            let latin = |at: u32| self.view.token_kind(at) == Some(TokenKind::Latin);
            let guess = kind == EntityKind::Person && name.end == name.first + 1 && latin(name.first);
            if foreign || guess || self.has_small_latin(&name) {
                continue;
            }
            let over = |found: &Match| found.first < name.end && name.first < found.last;
            let same = |found: &Match| (found.first, found.last) == (name.first, name.end);
            if let Some(reading) = readings.iter_mut().find(|reading| same(&reading.found)) {
                // «کلیسای X»: a word for a building says what it is.
                let built = reading.value.kind == EntityKind::Place
                    && reading.value.method == Method::Pattern
                    && kind == EntityKind::Organisation;
                if reading.value.kind != kind && name.score >= OTHER_KIND && !built {
                    // «پل مک‌کارتنی» is no bridge.
                    let called = kind == EntityKind::Person
                        && reading.value.method == Method::Pattern
                        && self.given(name.first).is_some()
                        && self
                            .vocabulary
                            .any(self.view, name.first, |word| matches!(word, Word::Head { .. }));
                    match self.of_model(&name, kind).filter(|_| called) {
                        Some(person) => reading.value = person,
                        None => reading.value.become_kind(kind),
                    }
                }
                continue;
            }
            // «آیت‌الله | X»: what rules read behind titles is the whole name.
            let bare = self.behind_titles(name.first, name.end);
            if bare > name.first
                && readings.iter().any(|one| (one.found.first, one.found.last) == (bare, name.end))
            {
                continue;
            }
            let within = |found: &Match| name.first <= found.first && found.last <= name.end;
            let mut others = readings.iter().filter(|reading| over(&reading.found)).peekable();
            let alone = others.peek().is_none();
            let headed = || {
                let head = |word: &Word| matches!(word, Word::Body { .. } | Word::Head { .. });
                self.vocabulary.any(self.view, name.first, head)
            };
            let single = readings.iter().filter(|reading| over(&reading.found)).count() == 1;
            let longer = |reading: &rule::Reading<Candidate>| {
                if !within(&reading.found) {
                    let holds = reading.found.first <= name.first && name.end <= reading.found.last;
                    return !holds && reading.value.method == Method::Pattern && name.score >= CROSSING;
                }
                // «دانشگاه شهید X», «آناتولی سولونیتسین»: a known name is part of a longer one.
                if reading.value.method != Method::Lexicon {
                    return name.score >= SURE;
                }
                // «نیروهای | روسیه», «جمهوری | آذربایجان», «تأمین امنیت | ارمنستان»: a state stays what it is, but in bodies that are
                // told by the words that they begin with.
                let around = match kind {
                    EntityKind::Person => single,
                    EntityKind::State | EntityKind::ArmedForce | EntityKind::Group => false,
                    _ => reading.value.kind != EntityKind::State,
                };
                around && name.score >= LONGER_THAN_KNOWN || name.score >= HEADED && headed()
            };
            if !alone && !others.all(longer) {
                continue;
            }
            let word = !self.has_words(&name);
            let sure = match kind {
                EntityKind::Product if self.is_product_led(name.first) && !self.may_describe(&name) => {
                    SURE_OF_A_LED_PRODUCT
                }
                EntityKind::Product => SURE_OF_A_PRODUCT,
                _ if word => SURE_OF_A_WORD,
                _ => SURE,
            };
            let likely = (name.score < sure).then_some(name.score);
            if likely.is_some_and(|score| !alone || score < LIKELY || kind == EntityKind::Product) {
                continue;
            }
            // That somebody is named does not say that it is who is known by works alone: «طبری» may be anybody.
            let who = |candidate: &Candidate| {
                kind != EntityKind::Person
                    || self.registered_as(candidate).is_none_or(RegistryEntry::is_told_by_any)
            };
            if let Some(at) = doubtful
                .iter()
                .position(|(found, candidate)| same(found) && candidate.kind == kind && who(candidate))
            {
                if likely.is_some() {
                    continue;
                }
                let (found, candidate) = doubtful.remove(at);
                taken.take(found.first, found.last);
                readings.push(rule::Reading { found, value: candidate });
                continue;
            }
            let free = |at: u32| {
                !taken.any(at, at + 1)
                    || readings.iter().any(|one| (one.found.first..one.found.last).contains(&at))
            };
            if !(name.first..name.end).all(free) || self.is_no_name(name.first, name.end) {
                continue;
            }
            let Some(candidate) = self.of_model(&name, kind) else { continue };
            if likely.is_some() || alone && word && kind != EntityKind::Product {
                late.push((name.first, name.end, candidate, likely));
                continue;
            }
            readings.retain(|reading| {
                let stays = !over(&reading.found);
                if !stays {
                    taken.release(reading.found.first, reading.found.last);
                }
                stays
            });
            taken.take(name.first, name.end);
            readings.push(rule::Reading { found: of(&name), value: candidate });
        }
        readings.sort_by_key(|reading| reading.found.first);
        Joined { readings, late }
    }

    /// The entity of the registry that a name is.
    fn registered_as(&self, candidate: &Candidate) -> Option<&RegistryEntry> {
        match &candidate.who {
            EntityRef::Known(entry) => self.registry.get(*entry),
            EntityRef::Made(..) => None,
        }
    }

    /// Takes from names that rules read what the model is sure that it is no part of them.
    fn shorten(
        &self,
        readings: &mut [rule::Reading<Candidate>],
        taken: &mut TokenSet,
        names: &[NameSpan],
        rest: &[i32],
    ) {
        for (reading, rest) in readings.iter_mut().zip(rest) {
            let (first, last) = (reading.found.first, reading.found.last);
            if *rest < NO_PART || reading.value.method != Method::Pattern {
                continue;
            }
            let mut parts = names.iter().filter(|name| first <= name.first && name.end <= last);
            let (Some(name), None) = (parts.next(), parts.next()) else { continue };
            let Some(kind) = OF_MODEL.get(name.kind).copied().flatten() else { continue };
            let begins = name.first == first && kind == reading.value.kind && self.has_words(name);
            // «تیم ملی فوتبال | X»: so long a head says for certain which body of X it is.
            let head = || (first..name.first).filter(|at| self.view.tokens.begins_word(*at as usize)).count();
            let ends = name.end == last
                && reading.value.kind == EntityKind::Organisation
                && *rest >= NO_HEAD
                && head() < LONG_HEAD;
            // «ولی | طیبه جابری»: what stands before is no part of the name of somebody, or of a place.
            let behind = name.end == last
                && kind == reading.value.kind
                && matches!(kind, EntityKind::Person | EntityKind::Place)
                && *rest >= NO_BEGINNING;
            // Of somebody's name more may be missed than the end of a body's.
            let begins = begins && (kind != EntityKind::Person || *rest >= NO_BEGINNING);
            if !begins && !ends && !behind {
                continue;
            }
            let known = self.entity(name.first);
            let known = known.filter(|(known, doubtful)| !doubtful && known.last() == name.end);
            let known =
                known.and_then(|(known, _)| Some((known.value, self.registry.get(known.value)?.kind)));
            let mut found = of(name);
            let value = match known {
                Some((entry, of)) if of == kind => {
                    found.rule = reading.found.rule;
                    let who = EntityRef::Known(entry);
                    Some(Candidate { kind, who, method: Method::Lexicon, doubtful: false, short: None })
                }
                _ => self.of_model(name, kind),
            };
            if let Some(value) = value {
                taken.release(first, last);
                taken.take(name.first, name.end);
                *reading = rule::Reading { found, value };
            }
        }
    }

    /// Where a name ends whose last words are none of names: «رضا | علیه‌السلام».
    fn before_words(&self, first: u32, end: u32) -> u32 {
        let tail = self.no_names.iter().find(|words| first < words.first && words.end == end);
        tail.map_or(end, |words| words.first)
    }

    /// Whether a name is a single word that may tell what a thing is like: «خودروی انحصاری».
    fn may_describe(&self, name: &NameSpan) -> bool {
        let letters = self.view.tokens.codes_between(name.first, name.end);
        !self.has_words(name)
            && !letters.iter().any(|letter| is_digit(*letter))
            && (self.view.knows(name.first) || letters.ends_with(&[YEH]))
    }

    /// Whether most words of the sentence are in Latin letters.
    fn is_latin(&self) -> bool {
        let tokens = &self.view.tokens.list;
        let of = |kind| {
            let same = |at: &u32| tokens.get(*at as usize).is_some_and(|token| token.kind == kind);
            self.sentence.positions().filter(same).count()
        };
        of(TokenKind::Latin) > of(TokenKind::Word)
    }

    /// Whether a word in Latin letters begins with a small one.
    fn has_small_latin(&self, name: &NameSpan) -> bool {
        (name.first..name.end).any(|at| self.slice(at).starts_with(|c: char| c.is_ascii_lowercase()))
    }

    /// Whether a name has several words.
    fn has_words(&self, name: &NameSpan) -> bool {
        (name.first + 1..name.end).any(|at| self.view.tokens.begins_word(at as usize))
    }

    /// Whether a token is all that a ZWNJ joins to the word before it, and no part of a name: «مازندران‌ | اند».
    fn is_clitic(&self, at: u32) -> bool {
        let (tokens, lexicon) = (&self.view.tokens, &self.view.grammar.lexicon);
        let codes = tokens.codes_of(at as usize);
        let all = |set: &&str| {
            let ending = lexicon.suffix_number(set).and_then(|set| lexicon.suffix_of(set, codes));
            ending.is_some_and(|ending| ending.len() == codes.len())
        };
        !tokens.begins_word(at as usize) && tokens.begins_word(at as usize + 1) && CLITICS.iter().any(all)
    }

    /// A name that the model finds, where it may be one: it has letters and is no part of a word.
    fn of_model(&self, name: &NameSpan, kind: EntityKind) -> Option<Candidate> {
        let tokens = &self.view.tokens;
        let letters = (name.first..name.end).any(|at| {
            tokens
                .list
                .get(at as usize)
                .is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Latin))
        });
        let ends = tokens.begins_word(name.end as usize) || self.is_clitic(name.end);
        let whole = tokens.begins_word(name.first as usize) && ends;
        // The cells of two columns are two names.
        let cells = || self.view.slice(self.view.span(name.first, name.end)).contains('\t');
        // «میگ- | ۲۹»: what goes on behind a hyphen is no name without it.
        if !letters || !whole || self.is_hyphen(name.end - 1) || self.is_hyphen(name.first) || cells() {
            return None;
        }
        if kind == EntityKind::Product {
            // The kind of product is no part of its name.
            if self.has_product_head(TokenRange::new(name.first, name.end))
                || self.is_within_product_head(name.first)
            {
                return None;
            }
            // «نرم‌افزار اپل» is of the firm.
            let firm = |(known, _): (Edge, bool)| {
                let kind = self.registry.get(known.value).map(|known| known.kind);
                known.last() == name.end && kind.is_some_and(EntityKind::acts)
            };
            if self.entity(name.first).is_some_and(firm) {
                return None;
            }
            let lead = self.product_lead(name.first);
            // «قرص X ۸۰» tells the dose.
            let dosed = || self.written(name.first, name.end).ends_with(char::is_numeric);
            if lead == Some(ProductKind::Medicine) && dosed() {
                return None;
            }
            let made = self.made_product(&of(name), lead)?;
            return Some(Candidate { method: Method::Model, ..made });
        }
        let id = slug(&self.view.grammar.tokenizer, self.written(name.first, name.end));
        let id = if kind == EntityKind::Person { id } else { format!("{}-{id}", slug_of(kind)) };
        let mut candidate =
            Candidate { method: Method::Model, ..self.made(&of(name), kind, id, None, None)? };
        if kind == EntityKind::Person && self.has_words(name) {
            candidate.short = (name.first..name.end).rev().find(|at| tokens.begins_word(*at as usize));
            if let EntityRef::Made(_, like) = &mut candidate.who {
                *like = Some(likeness(tokens.codes_between(name.first, name.end)).into());
            }
        }
        Some(candidate)
    }
}

/// What begins the ids of names of a kind, so that those of persons are no others'.
fn slug_of(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::ArmedForce => "force",
        kind => kind.word(),
    }
}

impl Candidate {
    /// Takes the name for one of another kind, where it is not the registry that knows it.
    fn become_kind(&mut self, kind: EntityKind) {
        if let EntityRef::Made(entity, like) = &mut self.who
            && ![self.kind, kind].contains(&EntityKind::Person)
            && ![self.kind, kind].contains(&EntityKind::Product)
        {
            entity.kind = Some(kind);
            *like = None;
            self.kind = kind;
        }
    }
}

/// A match of the model.
fn of(name: &NameSpan) -> Match {
    Match {
        first: name.first,
        last: name.end,
        from: name.first,
        to: name.end,
        rule: RuleId::MODEL,
        captures: Captures::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_of_the_model_are_those_of_the_table() {
        for (name, kind) in KINDS.iter().zip(OF_MODEL) {
            assert!(kind.is_none_or(|kind| kind.word() == *name), "{name}");
        }
    }
}
