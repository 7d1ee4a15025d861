//! Which numbers are quantities: not designations, references, footnote marks, phone or version
//! numbers, nor homographs of small number words.

use super::context::Context;
use crate::lexicon::Particle;
use crate::numeral::{Numeral, Script};
use crate::text::{Gap, TokenKind, TokenRange};
use rust_decimal::Decimal;

/// The short vowel that tells «نُه» from «نه», and «شُش» from «شش».
const DAMMA: char = '\u{64f}';

/// Within how many tokens behind «تا» the length of time stands whose end a number is.
const LEAD: u32 = 3;

/// Whether a number can be a year of our calendars.
pub(super) fn is_year(value: i64) -> bool {
    (1200..=1450).contains(&value) || (1800..=2100).contains(&value)
}

/// How sure the form around a number makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Support {
    /// A unit, a percent sign, a partner in a range.
    Unit,
    /// A word such as «حدود».
    Bound,
    /// A sentence that says how many there are: «تعدادشان ۵۰ است».
    Stated,
    /// Nothing but its own looks and what follows.
    None,
}

/// A number in its sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) sentence: TokenRange,
}

/// Two digits from which on they are hardly anything but a year behind a place: «آتلانتا ۹۶».
const LATE: i64 = 50;

/// Most digits of what a side has in a match.
const SCORE_DIGITS: usize = 3;

/// Fewest digits behind a slash that make no decimal of a number in the hundreds.
const LONG_FRACTION: u32 = 4;

/// Most letters of the name of a value: «P=۰/۰۳», «SD=۱۲».
const SYMBOL: usize = 3;

/// Fewest digits of a number that begins with a zero and is a telephone number or a code.
const TELEPHONE: u8 = 8;

impl Place<'_> {
    /// Why the numeral is no quantity here, as a clause; nothing where it can be one.
    pub(super) fn doubt(&self, numeral: &Numeral, support: Support) -> Option<&'static str> {
        let (first, last) = (numeral.first, numeral.last);
        if numeral.ordinal {
            return Some("the number counts the place in a row");
        }
        if self.is_behind_letters(first) {
            return Some("letters stand among its digits");
        }
        if self.is_year_of_place(numeral) {
            return Some("it is the year of what the name before it tells");
        }
        if self.is_torn(numeral) {
            return Some("a comma parts it from three digits that may belong to it");
        }
        if self.context.view.begins(last, &self.context.features().doubtful_scale) {
            return Some("the scale word behind it has two values");
        }
        // «تعداد اعضای گروه ۳۴ است»: the head of a reference is what is counted.
        if self.context.is_named(first, last) && support != Support::Stated {
            return Some("the number is part of a label, a name or a reference");
        }
        if support != Support::Unit && self.context.is_cell(first, last, self.sentence) {
            return self.is_key(numeral).then_some("the number in the cell names its row");
        }
        if !self.stands_free(numeral, support) {
            return Some("the number is written together with other words");
        }
        if self.is_ordinal_or_plural(numeral, support) {
            return Some("the number has an ending that makes it an ordinal or a plural");
        }
        // «میلیارد دلار»: how many, nothing says.
        let bare = numeral.script == Script::Words
            && last - first == 1
            && numeral.scale == numeral.value
            && numeral.value > Decimal::ONE_THOUSAND;
        if bare && !self.alone(first, last) {
            return Some("a scale without a number before it does not say how many");
        }
        if self.is_of_power(first, last) {
            return Some("it is part of a power of ten");
        }
        if self.is_two_numbers(numeral) {
            return Some("the slash parts two numbers");
        }
        if matches!(numeral.script, Script::Digits { count: TELEPHONE.., padded: true }) {
            return Some("a number that begins with a zero and is so long is no quantity");
        }
        if support == Support::Unit {
            return None;
        }
        if self.ends_length(last) {
            return Some("it is an end of the length of time behind it");
        }
        if self.is_lung(numeral) {
            return Some("the vowel makes the word another one");
        }
        if self.is_beside_digits(numeral) {
            return Some("other digits stand beside the number");
        }
        if self.is_label(numeral) {
            return Some("the number is a label");
        }
        if support == Support::Stated {
            return None;
        }
        let no_count = "nothing beside the number says that it counts";
        if self.alone(first, last) {
            return (!self.counts_alone(numeral)).then_some(no_count);
        }
        // «۲۰۲۱ سال‌های سختی بود»: nothing counted is in the plural.
        if self.context.is_plural_time(last) {
            return Some("what is counted does not stand in the plural");
        }
        // «نیم فصل», «نیم رخ»: half of a noun is another noun.
        let half =
            numeral.script == Script::Words && last - first == 1 && numeral.value == Decimal::new(5, 1);
        if half {
            return Some("half of a noun is another noun");
        }
        if self.is_score(first, last) {
            return Some("two numbers that stand against each other are a score");
        }
        if numeral.value.is_integer() && !numeral.fraction && numeral.value.abs() < Decimal::TWO {
            return Some("one of a thing is no count");
        }
        let counts = match numeral.script {
            Script::Words => self.word_counts(numeral, support),
            Script::Digits { count, padded } => {
                !padded && count < 10 && !self.in_brackets(first, last) && self.digits_count(numeral, support)
            }
            Script::Marked | Script::Mixed => true,
        };
        (!counts).then_some(no_count)
    }

    /// «۹۵۰/۱۴۲۵ دور در دقیقه»: so many digits stand behind no decimal mark.
    fn is_two_numbers(&self, numeral: &Numeral) -> bool {
        numeral.swapped().is_some()
            && numeral.scale == Decimal::ONE
            && numeral.value.scale() >= LONG_FRACTION
            && numeral.value >= Decimal::ONE_HUNDRED
    }

    /// «۱۰^۲۴»: whether a caret stands at one of its sides.
    fn is_of_power(&self, first: u32, last: u32) -> bool {
        let caret = |at: u32| self.context.slice(at) == "^";
        caret(last) || first.checked_sub(1).is_some_and(caret)
    }

    /// «دویست هزار تا حدود دوازده هزار سال»: whether the length of time behind a number is what is told.
    fn ends_length(&self, to: u32) -> bool {
        let (context, view) = (self.context, self.context.view);
        let word = |at: &u32| matches!(context.token_kind(*at), Some(TokenKind::Word | TokenKind::Digits));
        let ends = |at: u32| context.dates.any(at, at + 1) && view.number_at(at).is_some();
        view.is(to, Particle::To) && (to + 1..=to + LEAD).take_while(word).any(ends)
    }

    /// «شُش»: the lung, and no six.
    fn is_lung(&self, numeral: &Numeral) -> bool {
        numeral.script == Script::Words
            && numeral.value == Decimal::from(6)
            && self.context.slice(numeral.first).contains(DAMMA)
    }

    /// Whether a number that fills a cell says which row it is, or whose: a year, an account, a telephone.
    fn is_key(&self, numeral: &Numeral) -> bool {
        let Script::Digits { count, padded } = numeral.script else { return false };
        let year = |at: u32| {
            let number = self.token(at).then(|| self.context.view.number_at(at)).flatten();
            number.and_then(Numeral::integer).is_some_and(is_year)
        };
        let beside = || year(numeral.last) || numeral.first.checked_sub(1).is_some_and(year);
        padded
            || count >= 10
            || numeral.integer().is_some_and(is_year)
                && (self.context.begins_line(numeral.first, self.sentence) || beside())
    }

    /// «۴۰۰امین سالگرد», «۷۴۷های شرکت»: an ending of the number itself.
    fn is_ordinal_or_plural(&self, numeral: &Numeral, support: Support) -> bool {
        let last = numeral.last;
        if support == Support::Unit || last >= self.sentence.end || self.context.gap(last) == Gap::Space {
            return false;
        }
        self.context.is_plural_ending(last)
            || self
                .context
                .view
                .numbers_at(numeral.first)
                .any(|longer| longer.last == last + 1 && longer.ordinal)
    }

    /// «۱۰۵۵ ۴۰۶۷ ۰۲۰»: digits beside digits are one long number, of a telephone or an account.
    fn is_beside_digits(&self, numeral: &Numeral) -> bool {
        let digits = |at: u32| self.token(at) && self.context.token_kind(at) == Some(TokenKind::Digits);
        let apart = |at: u32| self.context.is_set_apart(at, self.sentence);
        // «در سرشماری ۱۳۹۵ ۲۳۱۰۹ نفر»: a year is another number.
        let other = |at: u32| digits(at) && !self.context.is_dated(at);
        let before = || numeral.first.checked_sub(1).is_some_and(other) && !apart(numeral.first);
        matches!(numeral.script, Script::Digits { .. })
            && (digits(numeral.last) && !apart(numeral.last) || before())
    }

    /// «۱) راه؛ ۲) پل»: a bracket that nothing opened ends a label.
    fn is_label(&self, numeral: &Numeral) -> bool {
        let (first, last) = (numeral.first, numeral.last);
        if numeral.value >= Decimal::ONE_HUNDRED || !self.token(last) || self.context.slice(last) != ")" {
            return false;
        }
        let nearest = (self.sentence.first.max(first.saturating_sub(60))..first).rev();
        nearest.map(|at| self.context.slice(at)).find(|word| matches!(*word, "(" | ")")) != Some("(")
    }

    /// «۷OO هزار»: whether Latin letters that are glued to digits stand right before it, as damaged text has them for zeros.
    fn is_behind_letters(&self, first: u32) -> bool {
        let context = self.context;
        let Some(digits) = first.checked_sub(2).filter(|&at| self.token(at)) else { return false };
        context.token_kind(first) == Some(TokenKind::Word)
            && context.token_kind(first - 1) == Some(TokenKind::Latin)
            && context.gap(first - 1) == Gap::None
            && context.token_kind(digits) == Some(TokenKind::Digits)
    }

    /// «(سیدنی ۲۰۰۰، ۵۸ کیلو)»: whether four digits between a name and a comma are the year of games there, whatever is measured behind.
    fn is_year_of_place(&self, numeral: &Numeral) -> bool {
        let context = self.context;
        let Some(place) = numeral.first.checked_sub(1).filter(|&at| self.token(at)) else { return false };
        if context.slice(numeral.last) != "،" || context.token_kind(place) != Some(TokenKind::Word) {
            return false;
        }
        let opened = place.checked_sub(1).is_some_and(|at| context.slice(at) == "(");
        match numeral.script {
            Script::Digits { count: 4, padded: false } => {
                numeral.integer().is_some_and(is_year)
                    && (opened && context.is_noun(place) || context.is_name(place))
            }
            // «(آتلانتا ۹۶، ۹۰ کیلوگرم)»
            Script::Digits { count: 2, padded: false } => {
                opened && context.is_name(place) && numeral.value >= Decimal::from(LATE)
            }
            _ => false,
        }
    }

    /// «۱ ,۲۰۰ تومان»: whether a comma with a blank before it and none behind parts a number from three digits, as scans show
    /// thousands: it may be one number or two.
    fn is_torn(&self, numeral: &Numeral) -> bool {
        let context = self.context;
        let digits = |at: u32| self.token(at) && context.token_kind(at) == Some(TokenKind::Digits);
        let group = |at: u32| digits(at) && context.view.tokens.codes_of(at as usize).len() == 3;
        let mark = |at: u32| {
            context.slice(at) == "," && context.gap(at) == Gap::Space && context.gap(at + 1) == Gap::None
        };
        let before = |at: u32| mark(at) && at.checked_sub(1).is_some_and(digits);
        let behind = mark(numeral.last) && group(numeral.last + 1);
        behind && digits(numeral.last - 1)
            || group(numeral.first) && numeral.first.checked_sub(1).is_some_and(before)
    }

    /// «(P=۰/۰۳)», «n=۴۵»: whether the sign of equality before a number stands behind a short name of a value.
    fn is_value_of(&self, sign: u32) -> bool {
        let context = self.context;
        let Some(name) = sign.checked_sub(1).filter(|&at| self.token(at)) else { return false };
        let begins = || {
            let before = name.checked_sub(1).filter(|&at| self.token(at));
            name == 0
                || context.gap(name) == Gap::Space
                || before.is_some_and(|at| matches!(context.slice(at), "(" | "[" | "،" | "؛"))
        };
        context.slice(sign) == "="
            && context.token_kind(name) == Some(TokenKind::Latin)
            && context.view.tokens.codes_of(name as usize).len() <= SYMBOL
            && begins()
    }

    /// «چای,250,10,3200000»: whether a number is two fields of an exported line, or one that may be the thousands of the next.
    fn is_of_fields(&self, first: u32, last: u32) -> bool {
        let context = self.context;
        let comma = |at: u32| context.slice(at) == "," && context.gap(at) == Gap::None;
        let group = |at: u32| {
            comma(at)
                && context.token_kind(at + 1) == Some(TokenKind::Digits)
                && context.gap(at + 1) == Gap::None
                && context.view.tokens.codes_of(at as usize + 1).len() == 3
        };
        let quoted = first.checked_sub(1).is_some_and(|at| context.slice(at) == "\"");
        let joined = last == first + 3 && comma(first + 1);
        let doubtful = last == first + 1
            && group(last)
            && !comma(last + 2)
            && context.view.tokens.codes_of(first as usize).len() <= 3;
        (joined || doubtful) && !quoted && context.is_exported_line(first)
    }

    /// Whether nothing is glued to the number that makes it part of something else.
    fn stands_free(&self, numeral: &Numeral, support: Support) -> bool {
        let context = self.context;
        let (first, last) = (numeral.first, numeral.last);
        if context.is_choice_of_sizes(first) || self.is_of_fields(first, last) {
            return false;
        }
        if first > self.sentence.first && context.gap(first) == Gap::None {
            let before = first - 1;
            let outer = before.checked_sub(1).filter(|_| context.gap(before) == Gap::None);
            let outer_kind = outer.and_then(|at| context.token_kind(at));
            let part = match context.token_kind(before) {
                // «4x2.40 GHz»
                Some(TokenKind::Latin)
                    if support == Support::Unit
                        && matches!(context.slice(before), "x" | "X")
                        && outer_kind == Some(TokenKind::Digits) =>
                {
                    false
                }
                Some(TokenKind::Latin | TokenKind::Foreign) => true,
                // «اس-۳۰۰», «۰۲۱-۸۸۷۷»
                Some(TokenKind::Hyphen) => {
                    matches!(outer_kind, Some(TokenKind::Word | TokenKind::Latin | TokenKind::Digits))
                }
                // «م.کا.۲», «۱.۲.۳»
                Some(TokenKind::Stop) => match outer_kind {
                    Some(TokenKind::Word) => {
                        outer.is_some_and(|at| context.view.tokens.codes_of(at as usize).len() <= 3)
                    }
                    Some(TokenKind::Digits | TokenKind::Latin) => true,
                    _ => false,
                },
                // A footnote mark behind its word, a letter and a number; damaged text glues longer ones.
                Some(TokenKind::Word) => {
                    let letters = context.view.tokens.codes_of(before as usize).len();
                    let short = matches!(numeral.script, Script::Digits { count: ..=2, .. });
                    // «از۴۰ خانه»: a preposition that the blank behind was lost of.
                    let leads = context.is_number_leader(before) && context.is_noun(last);
                    letters <= 2 && !leads || (short && support != Support::Unit && !context.is_noun(last))
                }
                Some(TokenKind::Punctuation) => {
                    let mark = context.slice(before);
                    (matches!(mark, "/" | ":" | "٫" | "," | "٬" | "+")
                        && outer_kind == Some(TokenKind::Digits))
                        || matches!(mark, "@" | "#" | "_" | "=" | "&") && !self.is_value_of(before)
                        // «۱۴۰۳/ق/۸۸», «VI/6»: a part of a code.
                        || mark == "/" && matches!(outer_kind, Some(TokenKind::Word | TokenKind::Latin))
                }
                _ => false,
            };
            if part {
                return false;
            }
        }
        if last < self.sentence.end {
            let glued = context.gap(last) == Gap::None;
            let kind = context.token_kind(last);
            let digits_behind =
                context.token_kind(last + 1) == Some(TokenKind::Digits) && context.gap(last + 1) == Gap::None;
            match kind {
                Some(TokenKind::Latin) if support != Support::Unit => {
                    let short = context.view.tokens.codes_of(last as usize).len() <= 2;
                    // «PR: ۸۸ RR: ۱۸»: the label of the next number.
                    let label = matches!(context.slice(last + 1), ":" | "=");
                    return !glued && (!short || label);
                }
                Some(TokenKind::Hyphen | TokenKind::Stop) => return !(glued && digits_behind),
                Some(TokenKind::Punctuation) => {
                    let mark = context.slice(last);
                    return !(glued
                        && ((matches!(mark, "/" | ":" | "+") && digits_behind)
                            || matches!(mark, "@" | "_" | "=")));
                }
                _ => {}
            }
        }
        true
    }

    /// Whether the sentence holds nothing else.
    fn alone(&self, first: u32, last: u32) -> bool {
        let rest = last..self.sentence.end;
        first == self.sentence.first
            && rest.into_iter().all(|at| self.context.token_kind(at) == Some(TokenKind::Stop))
    }

    /// A number by itself is a quantity in words; in digits (a page number), or where the word is
    /// another one too, only if it is the whole document.
    fn counts_alone(&self, numeral: &Numeral) -> bool {
        let whole = numeral.first == 0 && self.context.view.tokens.list.len() as u32 <= numeral.last + 2;
        let sure = numeral.script == Script::Words && numeral.last - numeral.first > 1;
        (whole || sure) && (numeral.value.abs() >= Decimal::TWO || !numeral.value.is_integer())
    }

    /// «۴ بر ۲»: what one side has against the other.
    fn is_score(&self, first: u32, last: u32) -> bool {
        let number = |at: u32| self.token(at) && self.context.view.numbers_at(at).any(|other| !other.ordinal);
        self.is_second_of_score(first, last)
            || (self.context.view.is(last, Particle::Over) && number(last + 1))
            || (first >= self.sentence.first + 2
                && self.context.view.is(first - 1, Particle::Over)
                && number(first - 2))
    }

    /// «ملوانان ۵ - ۲ شهرداری»: no range runs backwards or stays where it is, and no pieces are counted.
    fn is_second_of_score(&self, first: u32, last: u32) -> bool {
        let context = self.context;
        let dash = first.checked_sub(1).filter(|&at| context.token_kind(at) == Some(TokenKind::Hyphen));
        let Some(other) = dash.and_then(|dash| dash.checked_sub(1)).filter(|&at| self.token(at)) else {
            return false;
        };
        let points = |at: u32| {
            let digits = context.token_kind(at) == Some(TokenKind::Digits);
            digits.then(|| context.digits(at, SCORE_DIGITS)).flatten()
        };
        let (Some(told), Some(own)) = (points(other), points(first)) else { return false };
        let led = other > self.sentence.first && context.token_kind(other - 1) == Some(TokenKind::Word);
        own <= told
            && last == first + 1
            && led
            && !context.is_classifier(last)
            && !context.is_named(other, other + 1)
    }

    fn token(&self, at: u32) -> bool {
        (self.sentence.first..self.sentence.end).contains(&at)
    }

    fn in_brackets(&self, first: u32, last: u32) -> bool {
        let before = first.checked_sub(1).map_or("", |at| self.context.slice(at));
        // «[و ۳۹]»: a footnote mark with its letter.
        let outer = first.checked_sub(2).map_or("", |at| self.context.slice(at));
        if outer == "[" && self.context.slice(last) == "]" {
            return true;
        }
        matches!(
            (before, self.context.slice(last)),
            ("*", _) | (_, "*") | ("[", "]") | ("(", ")") | ("«", "»") | ("\"", "\"") | ("{", "}")
        )
    }

    /// Small number words are other words too («ده», «نه», «سی», «شش»): a noun must follow.
    fn word_counts(&self, numeral: &Numeral, support: Support) -> bool {
        let context = self.context;
        let (first, last) = (numeral.first, numeral.last);
        // «هر دو محکوم شدند»: those that were named before are not counted again.
        let before = first.checked_sub(1).filter(|&at| at >= self.sentence.first);
        let again =
            before.is_some_and(|at| context.view.is(at, Particle::Each)) && context.is_nominal_part(last);
        let noun = last < self.sentence.end && context.is_noun(context.behind_link(last)) && !again;
        let single = last - first == 1 && context.view.tokens.codes_of(first as usize).len() <= 6;
        if !single || numeral.fraction {
            return true;
        }
        if numeral.value == Decimal::from(9) {
            // «نُه» with its vowel is nothing else.
            let vowelled = context.slice(first).contains(DAMMA);
            return noun && (vowelled || self.is_nine(first, last));
        }
        noun || (support == Support::Bound && !context.is_function_word(last))
            || last < self.sentence.end && context.is_pieces(last)
    }

    /// «نه» is mostly "no": nine only before a classifier, or behind a preposition or demonstrative.
    fn is_nine(&self, first: u32, last: u32) -> bool {
        let before = first.checked_sub(1).filter(|&at| at >= self.sentence.first);
        self.context.is_classifier(last) || before.is_some_and(|at| self.context.is_number_leader(at))
    }

    /// «لاته ۹۰», where the text says in what its prices are, or the line above a list in what its numbers are, and nothing but
    /// the next one stands behind it.
    fn is_listed_price(&self, last: u32) -> bool {
        let ends = last >= self.sentence.end
            || matches!(
                self.context.slice(last),
                "/" | "|" | ")" | "،" | "؛" | ";" | "—" | "–" | "." | "+" | "="
            );
        ends && (self.context.states_prices() || self.context.is_below_unit(last))
    }

    /// A bare number behind a noun names a thing («شاه دنیز ۲»); a bare year is a year.
    fn digits_count(&self, numeral: &Numeral, support: Support) -> bool {
        let context = self.context;
        let (first, last) = (numeral.first, numeral.last);
        let Some(value) = numeral.integer() else { return true };
        let year = is_year(value);
        // «در ۱۳۹۰ مصاحبه‌های طولانی داشت»: nothing counted is in the plural.
        let plural = context.gap(last + 1) == Gap::Joiner && context.is_plural_ending(last + 1);
        if year && support == Support::None && plural {
            return false;
        }
        // «انقلاب ۱۹۱۷ روسیه»
        if year && support == Support::None && context.is_name(last) {
            return false;
        }
        let behind_latin =
            first > self.sentence.first && context.token_kind(first - 1) == Some(TokenKind::Latin);
        // «محصول ۱۹۹۹ بازی کرد»: what follows is a verb of two words.
        let verb = support == Support::None && (year || behind_latin) && context.is_half_verb(last + 1);
        // «عملکرد ۱۴۰۰      درصد تحقق»: what stands in the next cell is counted by nothing here.
        let result = context.view.begins(last, &context.features().match_result);
        let noun = last < self.sentence.end
            && (context.is_noun(last) || result && !context.is_half_verb(last + 1))
            && !context.is_set_apart(last, self.sentence)
            && !context.is_nominal_part(last);
        if support == Support::Bound || (!verb && noun) {
            return true;
        }
        // «کد خبر: 8840213»: so long a number without marks and without a noun is a name.
        // «پنجشنبه‌ها تا ۱۲»: an hour.
        let led = first > self.sentence.first && context.view.is(first - 1, Particle::To)
            || context.view.is(last, Particle::To) && context.view.number_at(last + 1).is_some();
        if led && (1..=24).contains(&value) && context.speaks_of_hours(first, self.sentence) {
            return false;
        }
        let long = value >= 100_000 && support == Support::None && !context.states_prices();
        // «معدل ۱۸», «ESR ۳۵»: a value, and no name.
        let valued = !year
            && context
                .view
                .words_before(first, self.sentence.first, &context.features().valued_noun)
                .is_some();
        if valued {
            return true;
        }
        if year || behind_latin || long {
            return false;
        }
        let behind_noun = first > self.sentence.first
            && context.token_kind(first - 1) == Some(TokenKind::Word)
            && context.is_noun(first - 1);
        // «تار- ۲»: a hyphen between a name and its number.
        let behind_hyphen = first >= self.sentence.first + 2
            && context.token_kind(first - 1) == Some(TokenKind::Hyphen)
            && context.gap(first - 1) == Gap::None
            && matches!(context.token_kind(first - 2), Some(TokenKind::Word | TokenKind::Latin));
        !behind_hyphen && (!behind_noun || value >= 100 || self.is_listed_price(last))
    }
}
