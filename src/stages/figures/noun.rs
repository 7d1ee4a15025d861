//! What a word can be beside a number: a counted noun, a classifier, money, a verb or a particle.

use super::ambiguity::Sense;
use super::context::Context;
use super::model::Kind;
use super::words::Word;
use crate::lexicon::{Particle, Verb, VerbForm};
use crate::numeral::{Numeral, Script};
use crate::text::{Gap, TokenKind, TokenRange};
use rust_decimal::Decimal;

impl Context<'_> {
    /// Whether the token is a part of compounds that may stand apart before its noun.
    pub(super) fn is_noun_prefix(&self, at: u32) -> bool {
        self.view.begins(at, &self.kinds().noun_prefix)
    }

    /// Whether a classifier is itself what is counted: «نفر».
    pub(super) fn is_counted_itself(&self, at: u32) -> bool {
        let mut words = self.meanings_at(at);
        words.any(|(edge, word)| edge.suffix == 0 && matches!(word, Word::Classifier { counted: true, .. }))
    }

    /// Whether an adjective of number begins at the token: «قسمتی», «نفره».
    pub(super) fn is_number_adjective(&self, at: u32) -> bool {
        self.is_classifier(at)
            && self.meanings_at(at).any(|(_, word)| matches!(word, Word::Classifier { adjective: true, .. }))
    }

    /// Whether a word stands at the token behind which a short number word is a number.
    pub(super) fn is_number_leader(&self, at: u32) -> bool {
        self.view.begins(at, &self.features().leader)
    }

    /// Whether a token is the ending of a plural, which stands apart or behind a ZWNJ.
    pub(super) fn is_plural_ending(&self, at: u32) -> bool {
        let token = self.view.tokens.codes_of(at as usize);
        let ending = self.words.plural.and_then(|set| self.view.grammar.lexicon.suffix_of(set, token));
        ending.is_some_and(|ending| ending == token)
    }

    pub(super) fn is_function_word(&self, at: u32) -> bool {
        self.view.begins(at, &self.features().function)
            || self.view.grammar.verbs.is_imperfective(self.view.tokens.codes_of(at as usize))
            || self.view.grammar.verbs.is_spoken_present(self.view.tokens.codes_of(at as usize))
            || self.is_clear_verb(at)
    }

    /// Whether the token is a form of a verb that no noun is: «بریزید», «دیدیم», «رفتم», but not «برخورد», «نبرد» or «مردم».
    fn is_clear_verb(&self, at: u32) -> bool {
        let (codes, verbs) = (self.view.tokens.codes_of(at as usize), &self.view.grammar.verbs);
        let clear = |verb: Verb| !verb.negated && !verb.preverb;
        // «۳٫۲ آمده است»
        let perfect =
            |verb: Verb| verb.form == VerbForm::Participle && self.view.begins(at + 1, &self.features().be);
        let verb = self.view.verb(at, at + 1);
        verb.is_some_and(clear)
            && (verbs.is_verb(codes) || verbs.is_first_person(codes) || verb.is_some_and(perfect))
            && !self.begins(Sense::People, at)
    }

    /// Whether the token is a word that can name something: neither a particle nor a single letter.
    pub(super) fn is_nameable(&self, at: u32) -> bool {
        self.token_kind(at) == Some(TokenKind::Word)
            && self.view.tokens.codes_of(at as usize).len() > 1
            // «نقداً»: adverbs alone end so.
            && !self.slice(at).ends_with(['\u{64b}'])
            && !self.slice(at).ends_with("\u{64b}\u{627}")
            && (!self.is_function_word(at) || self.is_joined_prefix(at) || self.is_compound(at))
    }

    /// «پس‌لرزه», «پیش‌شرط», «هم‌تیمی»: whether a preposition or particle is the first part of a noun that ZWNJ joins to it.
    fn is_joined_prefix(&self, at: u32) -> bool {
        self.gap(at + 1) == Gap::Joiner
            && self.token_kind(at + 1) == Some(TokenKind::Word)
            && self.view.begins(at, &self.features().joined_prefix)
            && !self.is_function_word(at + 1)
            && !self.is_plural_ending(at + 1)
    }

    /// «پنج تا کتاب»: whether the word at a token, which says «until» too, stands between a small number and what it counts.
    pub(super) fn is_pieces(&self, at: u32) -> bool {
        // «با ۲ تا گلدان», but «از ۲ تا شیراز», «به ۲ تا پایان فصل».
        let led = |first: u32| {
            let before = first.checked_sub(1).and_then(|before| self.view.particle(before));
            matches!(before, Some(Particle::From | Particle::To | Particle::Toward | Particle::Over))
        };
        // «۳تا خواهر», «دوتا خواهر»
        let glued = || at.checked_sub(1).is_some_and(|before| self.view.number_at(before).is_some());
        // «صد تا صندلی» in words alone: digits of that size stand between «از» and «تا».
        let small = |number: &Numeral| {
            let words = number.script == Script::Words && number.value < Decimal::ONE_THOUSAND;
            (words || number.value < Decimal::ONE_HUNDRED) && !number.ordinal
        };
        let number = || self.view.numbers_before(at, at.saturating_sub(5)).max_by_key(|n| n.last - n.first);
        self.view.is(at, Particle::To)
            && self.is_classifier(at)
            && (self.gap(at) != Gap::None || glued())
            && self.is_noun(at + 1)
            && !self.view.begins(at + 1, &self.features().period)
            && number().is_some_and(|number| small(number) && !led(number.first))
    }

    /// Whether the word at a token, without an ending, may be a currency.
    pub(super) fn is_money(&self, at: u32) -> bool {
        let money = |word: &Word| matches!(word, Word::Unit(unit) if unit.kind == Kind::Money);
        self.meanings_at(at).any(|(edge, word)| edge.last() == at + 1 && edge.suffix == 0 && money(word))
    }

    /// Whether a head speaks of what something costs: «قیمت واحد», but not «فروش», which goods have too.
    pub(super) fn is_of_prices(&self, head: TokenRange) -> bool {
        self.speaks_of(Sense::Price, head) && !self.speaks_of(Sense::Goods, head)
    }

    /// Whether the token is a comparative: «بیشتر», «مهم‌|تر», but not «خاکستر».
    pub(super) fn is_comparative(&self, at: u32) -> bool {
        self.words.is_comparative(self.view.tokens.codes_of(at as usize))
    }

    /// Whether a token is part of a date.
    pub(super) fn is_dated(&self, at: u32) -> bool {
        self.dates.any(at, at + 1)
    }

    /// Whether a word begins at the token that can be a counted noun.
    pub(super) fn is_noun(&self, at: u32) -> bool {
        self.is_nameable(at) && self.view.number_at(at).is_none() && !self.is_dated(at)
    }

    /// Whether a noun of two words begins at a token that is also written apart: «پیش نویس».
    fn is_compound(&self, at: u32) -> bool {
        self.view.begins(at, &self.features().compound)
    }

    /// «۴۲ لغو می‌شود», «۴۵ مثقال کم است»: whether the word at a token is the nominal part of the verb that stands behind it.
    pub(super) fn is_nominal_part(&self, at: u32) -> bool {
        self.view.begins(at, &self.features().verb_noun)
            && (self.is_half_verb(at + 1) || self.view.begins(at + 1, &self.features().be))
    }

    /// Whether a noun stands right behind a byte at which a token ends.
    pub(super) fn is_noun_behind(&self, end: u32) -> bool {
        let at = self.view.tokens.list.partition_point(|token| token.span().start < end) as u32;
        self.is_noun(at)
    }
}
