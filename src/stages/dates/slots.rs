//! What a match holds, by what each slot of its pattern means.

use super::words::{DayPart, Era, Portion, Word, Words};
use super::{Modifier, Weekday};
use crate::calendar::{Calendar, DurationUnit, Season};
use crate::numeral::Script;
use crate::rule::{Match, RuleId, RuleSet, View};
use crate::text::fold::{DIGIT_ZERO, is_digit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The slots that patterns of this stage can name. A `2` behind a name is the other end of a range,
/// or the second part of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Day,
    Year,
    Decade,
    Century,
    /// The neighbour word («گذشته») that counts years where the head is another unit.
    YearSteps,
    /// «سال» that stands for the one that runs.
    ThisYear,
    /// «هفته», «ماه» that stand for the one that runs, or a word that points to it.
    This,
    /// «سال» behind «همان», the one told before.
    SameYear,
    /// A unit behind «همان», the one told before.
    Told,
    /// A year that must have been told before.
    ToldYear,
    /// A year of history, which stands behind a lunar month alone.
    LunarYear,
    /// A number that is a year where the document tells years near it.
    StoryYear,
    Count,
    /// «یکی», the lower end of «یکی دو روز».
    One,
    Again,
    /// A part of a second behind the seconds of a length.
    Rest,
    /// The unit of the lower end of a range of lengths.
    LowerUnit,
    Upper,
    Option,
    /// A weekday that comes again: «جمعه‌ها».
    Weekdays,
    /// «کمتر از» before a length that a negation turns round.
    DeniedBound,
    /// What is left to an hour.
    Left,
    Hour,
    Minute,
    Second,
    /// The three numbers of a numeric date.
    Number(usize),
    /// Hours and minutes of a clock's distance from UTC.
    Offset(usize),
    /// What the lexicon says of the word is all there is to know.
    Word,
}

/// For each rule, what its slots mean.
#[derive(Debug, Default)]
pub(super) struct Slots {
    by_rule: Vec<Vec<(Role, usize)>>,
}

impl Slots {
    pub(super) fn new(rules: &RuleSet) -> Self {
        let by_rule = (0..rules.rules().len())
            .map(|n| {
                (0..)
                    .map(|slot| rules.slot(RuleId(n as u16), slot))
                    .take_while(|name| !name.is_empty())
                    .map(role)
                    .collect()
            })
            .collect();
        Self { by_rule }
    }

    /// Everything that a match holds, and the same of the other end.
    pub(super) fn read(&self, words: &Words, view: &View<'_>, found: &Match) -> [Parts; 2] {
        let mut both = [Parts::default(), Parts::default()];
        let Some(roles) = self.by_rule.get(found.rule.0 as usize) else { return both };
        for capture in &found.captures {
            let Some(&(role, end)) = roles.get(capture.slot as usize) else { continue };
            let parts = &mut both[end];
            let Some(edge) = capture.edge else {
                match role {
                    Role::Number(n) => parts.numbers[n] = Digits::at(view, capture.first),
                    Role::Offset(n) => parts.offset[n] = Digits::at(view, capture.first),
                    _ => {}
                }
                continue;
            };
            match view.number(&edge) {
                Some(numeral) => {
                    let number = Number {
                        value: numeral.value,
                        digits: match numeral.script {
                            Script::Digits { count, .. } => Some(count),
                            _ => None,
                        },
                        words: numeral.script == Script::Words,
                        ordinal: numeral.ordinal,
                        last: capture.last,
                    };
                    match role {
                        Role::Day => parts.day = Some(number),
                        Role::Year => parts.year = Some(number),
                        Role::StoryYear => {
                            parts.year = Some(number);
                            parts.of_story = true;
                        }
                        Role::LunarYear => {
                            parts.year = Some(number);
                            parts.of_history = true;
                        }
                        Role::Decade => parts.decade = Some(number),
                        Role::Century => parts.century = Some(number),
                        Role::Count => parts.count = Some(number),
                        Role::ToldYear => parts.told_year = Some(number),
                        Role::Again => parts.again = Some(number.value),
                        Role::Rest => parts.rest = Some(number.value),
                        Role::Upper => parts.upper = Some(number),
                        Role::Option => parts.option = Some(number.value),
                        Role::Left => parts.left = number.small(),
                        Role::Hour => parts.hour = Some(number),
                        Role::Minute => parts.minute = Some(number),
                        Role::Second => parts.second = Some(number),
                        _ => {}
                    }
                }
                None if role == Role::One => parts.count = Some(Number::in_words(1)),
                None => {
                    if let Some(word) = words.get(&edge) {
                        parts.take(word, role, edge.suffix);
                    }
                }
            }
        }
        both
    }
}

fn role(name: &str) -> (Role, usize) {
    let (name, end) = match name.strip_suffix('2') {
        Some(name) => (name, 1),
        None => (name, 0),
    };
    let role = match name {
        "day" => Role::Day,
        "year" => Role::Year,
        "decade" => Role::Decade,
        "century" => Role::Century,
        "year-steps" => Role::YearSteps,
        "this-year" => Role::ThisYear,
        "this" => Role::This,
        "same-year" => Role::SameYear,
        "count" => Role::Count,
        "one-or" => Role::One,
        "told-year" => Role::ToldYear,
        "told-unit" => Role::Told,
        "lunar-year" => Role::LunarYear,
        "story-year" => Role::StoryYear,
        "again" => Role::Again,
        "rest" => Role::Rest,
        "lower-unit" => Role::LowerUnit,
        "upper" | "upper-length" => Role::Upper,
        "option" => Role::Option,
        "left" => Role::Left,
        "denied-bound" => Role::DeniedBound,
        "weekdays" => Role::Weekdays,
        "hour" => Role::Hour,
        "minute" => Role::Minute,
        "second" => Role::Second,
        "a" => Role::Number(0),
        "b" => Role::Number(1),
        "c" => Role::Number(2),
        "offset-hour" => Role::Offset(0),
        "offset-minute" => Role::Offset(1),
        _ => Role::Word,
    };
    (role, end)
}

/// A number that a slot holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) value: Decimal,
    /// Number of digits, where it is one run of digits.
    pub(super) digits: Option<u8>,
    /// Whether it is written in words alone.
    pub(super) words: bool,
    pub(super) ordinal: bool,
    /// One past its last token.
    pub(super) last: u32,
}

impl Number {
    /// A number that a word says beside something else.
    pub(super) fn in_words(value: u8) -> Self {
        Self { value: value.into(), digits: None, words: true, ordinal: false, last: 0 }
    }

    pub(super) fn integer(&self) -> Option<i32> {
        if self.value.is_integer() { self.value.to_i32() } else { None }
    }

    pub(super) fn small(&self) -> Option<u8> {
        u8::try_from(self.integer()?).ok()
    }
}

/// A run of digits of a numeric date.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Digits {
    pub(super) value: i32,
    pub(super) count: usize,
}

impl Digits {
    /// The digits at a token, up to four of them.
    fn at(view: &View<'_>, token: u32) -> Option<Self> {
        let codes = view.tokens.codes_of(token as usize);
        let digits = codes.iter().take_while(|&&code| is_digit(code));
        let count = digits.clone().count();
        let value = digits.take(5).fold(0, |n, &code| n * 10 + i32::from(code - DIGIT_ZERO));
        (count <= 4).then_some(Self { value, count })
    }
}

/// Everything that one end of a match holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    pub(super) weekday: Option<Weekday>,
    /// Whether the weekday comes again, and is none of one week.
    pub(super) weekly: bool,
    pub(super) day: Option<Number>,
    pub(super) month: Option<(Calendar, u8)>,
    pub(super) year: Option<Number>,
    /// The year that it follows in a list.
    pub(super) told_year: Option<Number>,
    pub(super) era: Option<Era>,
    /// The month in which the year begins, where it runs into the next one.
    pub(super) year_from: Option<u8>,
    pub(super) season: Option<Season>,
    pub(super) named_day: Option<(Calendar, u8, u8)>,
    pub(super) decade: Option<Number>,
    pub(super) century: Option<Number>,
    pub(super) portion: Option<Portion>,
    /// «اواخر» and the like.
    pub(super) part: Option<Modifier>,
    /// «حدود», «بیش از» and the like.
    pub(super) bound: Option<Modifier>,
    /// Distance in days of «دیروز».
    pub(super) days: Option<i32>,
    /// Distance in years of «پارسال», or of «سال گذشته» behind another unit.
    pub(super) years: Option<i32>,
    /// «همان سال»: it is the year told before.
    pub(super) same_year: bool,
    /// «گذشته», «جاری», «بعد»: how many units.
    pub(super) steps: Option<i32>,
    /// Whether it is counted from an event («سال بعد»).
    pub(super) narrative: bool,
    /// Whether it is counted from what was told, and never from today.
    pub(super) told_only: bool,
    /// A part of a second behind whole ones.
    pub(super) rest: Option<Decimal>,
    /// Whether the year is one of history, which the month must be lunar for.
    pub(super) of_history: bool,
    /// Whether the year is one only where the document tells years near it.
    pub(super) of_story: bool,
    /// «پیش», «آینده»: before or after now, and whether the length itself is meant.
    pub(super) direction: Option<(i32, bool)>,
    pub(super) count: Option<Number>,
    /// The upper end of a range of counts.
    pub(super) upper: Option<Number>,
    /// How much longer a length may become, by choice: «قرارداد ۲+۱ ساله».
    pub(super) option: Option<Decimal>,
    /// The count once more, in digits.
    pub(super) again: Option<Decimal>,
    pub(super) unit: Option<DurationUnit>,
    /// The suffix set of the unit word.
    pub(super) unit_suffix: u8,
    /// The unit of the lower end alone.
    pub(super) lower_unit: Option<DurationUnit>,
    pub(super) hour: Option<Number>,
    pub(super) minute: Option<Number>,
    pub(super) second: Option<Number>,
    /// «و نیم», «و ربع»: minutes of an hour.
    pub(super) fraction: Option<u8>,
    /// The minutes that are left to an hour, or those of each fraction that is counted.
    pub(super) left: Option<u8>,
    pub(super) day_part: Option<DayPart>,
    pub(super) numbers: [Option<Digits>; 3],
    /// Hours and minutes of a clock's distance from UTC.
    pub(super) offset: [Option<Digits>; 2],
}

impl Parts {
    /// The day of the month, the first where only the month is named; `None` where the number is no day.
    pub(super) fn day_or_first(&self) -> Option<u8> {
        self.day.map_or(Some(1), |day| day.small())
    }

    /// Whether it names a day, and says «ماه» in place of a month.
    pub(super) fn is_of_any_month(&self) -> bool {
        self.day.is_some()
            && self.unit == Some(DurationUnit::Month)
            && self.month.is_none()
            && self.named_day.is_none()
            && self.year.is_none()
    }

    fn take(&mut self, word: Word, role: Role, suffix: u8) {
        match word {
            Word::Month(calendar, number) => self.month = Some((calendar, number)),
            Word::Weekday(weekday) => {
                self.weekday = Some(weekday);
                self.weekly = role == Role::Weekdays;
            }
            Word::Era(era) => self.era = Some(era),
            Word::YearFrom(month) => self.year_from = Some(month),
            Word::Season(season) => self.season = Some(season),
            Word::Part(part) => self.part = Some(part),
            Word::Bound(bound) if role == Role::DeniedBound => self.bound = Some(bound.denied()),
            Word::Bound(bound) => self.bound = Some(bound),
            Word::Portion(portion) => self.portion = Some(portion),
            Word::Days(days) => self.days = Some(days),
            Word::Years(years) => self.years = Some(years),
            Word::Steps { steps, narrative } if role == Role::YearSteps => {
                self.years = Some(steps);
                self.narrative = narrative;
            }
            Word::Steps { steps, narrative } => {
                self.steps = Some(steps);
                self.narrative = narrative;
            }
            Word::Direction { direction, length, narrative } => {
                self.direction = Some((direction, length));
                self.narrative = narrative;
            }
            Word::NamedDay(calendar, month, day) => self.named_day = Some((calendar, month, day)),
            Word::Minutes(minutes) if role == Role::Left => self.left = Some(minutes),
            Word::Minutes(minutes) => self.fraction = Some(minutes),
            Word::DayPart(part) => self.day_part = Some(part),
            Word::Length(count, unit) => {
                let number = Some(Number::in_words(count));
                // «ششماه تا یکسال»: each end has its unit.
                if role == Role::Upper {
                    self.lower_unit = self.lower_unit.or(self.unit);
                }
                *(if role == Role::Upper { &mut self.upper } else { &mut self.count }) = number;
                self.unit = Some(unit);
                self.unit_suffix = suffix;
            }
            // Only the bare word: «سال‌ها» are several.
            Word::Unit(DurationUnit::Year) if role == Role::ThisYear => {
                // «اواخر سال» in a story is of the year that the story has reached.
                self.years = (suffix == 0).then_some(0);
                self.narrative = true;
            }
            // «آخر هفته», «اول ماه»: of the one that runs, or that the story has reached.
            Word::Unit(unit) if role == Role::This => {
                self.unit = Some(unit);
                self.steps = (suffix == 0).then_some(0);
                self.narrative = true;
            }
            // «همان روز», «فردای آن روز»: of the day told before, and of no other.
            Word::Unit(unit) if role == Role::Told => {
                self.unit = Some(unit);
                self.unit_suffix = suffix;
                self.steps = self.steps.or(Some(0));
                self.narrative = true;
                self.told_only = true;
            }
            Word::Unit(DurationUnit::Year) if role == Role::SameYear => self.same_year = suffix == 0,
            Word::Unit(unit) if role == Role::LowerUnit => self.lower_unit = Some(unit),
            Word::Unit(unit) => {
                self.unit = Some(unit);
                self.unit_suffix = suffix;
            }
            Word::Zone(_)
            | Word::Tense(_)
            | Word::Recurrence
            | Word::Celebration
            | Word::Night
            | Word::Memory
            | Word::Age(_) => {}
        }
    }
}
