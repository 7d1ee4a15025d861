//! What the lexicon says of the words of time, read once.

use super::{Modifier, Weekday};
use crate::calendar::{Calendar, DurationUnit, Half, Season, zones};
use crate::error::Result;
use crate::lexicon::{Entry, EntryMap, Lexicon};
use crate::rule::Edge;
use serde::Deserialize;

/// What a word of time stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Month(Calendar, u8),
    Weekday(Weekday),
    Era(Era),
    /// A kind of year that begins in this month of two calendar years: «تحصیلی».
    YearFrom(u8),
    Season(Season),
    Part(Modifier),
    Unit(DurationUnit),
    /// A number and a unit in one word.
    Length(u8, DurationUnit),
    Portion(Portion),
    Days(i32),
    Years(i32),
    /// After a counted length: before or after now; `true` where the length itself is meant.
    Direction {
        direction: i32,
        length: bool,
        narrative: bool,
    },
    Steps {
        steps: i32,
        narrative: bool,
    },
    DayPart(DayPart),
    NamedDay(Calendar, u8, u8),
    Minutes(u8),
    Zone(&'static str),
    Bound(Modifier),
    Tense(TenseWord),
    /// «هر سال»: the day comes back.
    Recurrence,
    /// «روز جهانی»: what is kept on its day each year.
    Celebration,
    /// «دیشب»: a day that is named by its night.
    Night,
    /// What is named after the day on which it was.
    Memory,
    /// A person, a people or a thing of an age whose centuries are counted in a calendar.
    Age(Calendar),
}

/// What a word says with the verb of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum TenseWord {
    /// A finite verb of the past.
    Past,
    /// A finite verb of what is to come.
    Ahead,
    /// A finite verb that says nothing of the time of its sentence.
    Now,
    /// A clause with a verb of its own begins.
    Clause,
    /// A clause ends before it.
    Next,
    /// A finite verb of what holds in these times.
    Lasting,
    /// A noun stands behind it.
    Noun,
}

/// The era that a word gives a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Era {
    Gregorian,
    Solar,
    Lunar,
    /// Hijri, solar or lunar.
    Hijri,
    BeforeChrist,
    /// The imperial Iranian years of 1355 to 1357: solar years and 1180.
    Imperial,
}

impl Era {
    /// The calendar that the word names for certain.
    pub(super) const fn calendar(self) -> Option<Calendar> {
        match self {
            Self::Gregorian => Some(Calendar::Gregorian),
            Self::Solar => Some(Calendar::Solar),
            Self::Lunar => Some(Calendar::Lunar),
            Self::Hijri | Self::BeforeChrist | Self::Imperial => None,
        }
    }
}

/// An exact part of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Portion {
    Half(Half),
    Quarter(u8),
    FirstMonths(u8),
    /// Ten days of a month, or what is left of it behind twenty.
    ThirdOfMonth(u8),
    /// Seven days of a month, 1 to 4; 5 are its last ones.
    WeekOfMonth(u8),
}

/// A part of the day, as it decides between the two hours of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum DayPart {
    Am,
    Noon,
    Pm,
    Night,
    Midnight,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PartName {
    Start,
    Mid,
    End,
}

/// What an entry means to this stage, as the lexicon has it.
#[derive(Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
enum WordText {
    Month {
        calendar: Calendar,
        month: u8,
    },
    Weekday {
        weekday: Weekday,
    },
    /// The kinds of year that name no era («مالی») are words without a value.
    Era {
        era: Option<Era>,
        /// The month in which such a year begins.
        begins: Option<u8>,
    },
    Season {
        season: u8,
    },
    Part {
        modifier: PartName,
    },
    Unit {
        unit: DurationUnit,
    },
    Length {
        count: u8,
        unit: DurationUnit,
    },
    Portion(PortionText),
    Days {
        days: i32,
    },
    Years {
        years: i32,
    },
    /// Zero where the length is no point in time, on whichever side of now it lies.
    Direction {
        direction: i32,
        /// Whether it is counted from what a story has reached: «بعد», but not «دیگر».
        #[serde(default)]
        narrative: bool,
    },
    Steps {
        steps: i32,
        #[serde(default)]
        narrative: bool,
    },
    DayPart {
        half: DayPart,
    },
    NamedDay {
        calendar: Calendar,
        month: u8,
        day: u8,
    },
    Minutes {
        minutes: u8,
    },
    Zone {
        zone: String,
    },
    Bound {
        bound: BoundName,
    },
    Tense {
        tense: TenseWord,
    },
    Recurrence {},
    Celebration {},
    Night {},
    Memory {},
    Age {
        calendar: Calendar,
    },
}

#[derive(Deserialize)]
struct PortionText {
    half: Option<u8>,
    quarter: Option<u8>,
    months: Option<u8>,
    third: Option<u8>,
    week: Option<u8>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum BoundName {
    Approx,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
}

/// The words of time of a lexicon, by position of the entry.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) meanings: EntryMap<Word>,
}

impl Words {
    /// Reads the entries of this stage's classes.
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self> {
        Ok(Self { meanings: lexicon.read("dates", word)? })
    }

    /// What the entry of an edge stands for.
    pub(super) fn get(&self, edge: &Edge) -> Option<Word> {
        if edge.is_number() {
            return None;
        }
        self.meanings.get(edge.value).copied()
    }
}

/// How far from now a word can lie at most, in days, years or other units.
const MOST: i32 = 10_000;
const LEAST: i32 = -MOST;

fn word(entry: &Entry, text: WordText) -> Result<Option<Word>> {
    let within = || format!("{LEAST} to {MOST}");
    let refuse = |key: &str, expected: &str, found: &dyn std::fmt::Display| {
        Err(entry.refuse(&format!("{key}: expected {expected}, found {found}")))
    };
    Ok(Some(match text {
        WordText::Month { calendar, month: month @ 1..=12 } => Word::Month(calendar, month),
        WordText::Month { month, .. } => return refuse("month", "1 to 12", &month),
        WordText::Weekday { weekday } => Word::Weekday(weekday),
        WordText::Era { begins: Some(month @ 2..=12), .. } => Word::YearFrom(month),
        WordText::Era { begins: Some(month), .. } => return refuse("begins", "2 to 12", &month),
        WordText::Era { era, begins: None } => return Ok(era.map(Word::Era)),
        WordText::Season { season } => match Season::from_number(season) {
            Some(season) => Word::Season(season),
            None => return refuse("season", "1 to 4", &season),
        },
        WordText::Part { modifier } => Word::Part(match modifier {
            PartName::Start => Modifier::Start,
            PartName::Mid => Modifier::Mid,
            PartName::End => Modifier::End,
        }),
        WordText::Unit { unit } => Word::Unit(unit),
        WordText::Length { count: count @ 1.., unit } => Word::Length(count, unit),
        WordText::Length { count, .. } => return refuse("count", "1 or more", &count),
        WordText::Portion(text) => match portion(&text) {
            Some(portion) => Word::Portion(portion),
            None => {
                let expected =
                    "half, 1 or 2, quarter, 1 to 4, months, 1 to 12, third, 1 to 3, and week, 1 to 5";
                return Err(entry.refuse(&format!("expected one of {expected}")));
            }
        },
        WordText::Days { days: days @ LEAST..=MOST } => Word::Days(days),
        WordText::Days { days } => return refuse("days", &within(), &days),
        WordText::Years { years: years @ LEAST..=MOST } => Word::Years(years),
        WordText::Years { years } => return refuse("years", &within(), &years),
        WordText::Direction { direction: direction @ -1..=1, narrative } => {
            Word::Direction { direction, length: direction == 0, narrative }
        }
        WordText::Direction { direction, .. } => return refuse("direction", "-1, 0 or 1", &direction),
        WordText::Steps { steps: steps @ LEAST..=MOST, narrative } => Word::Steps { steps, narrative },
        WordText::Steps { steps, .. } => return refuse("steps", &within(), &steps),
        WordText::DayPart { half } => Word::DayPart(half),
        WordText::NamedDay { calendar, month: month @ 1..=12, day: day @ 1..=31 } => {
            Word::NamedDay(calendar, month, day)
        }
        WordText::NamedDay { month, day: 1..=31, .. } => return refuse("month", "1 to 12", &month),
        WordText::NamedDay { day, .. } => return refuse("day", "1 to 31", &day),
        WordText::Minutes { minutes: minutes @ 1..=59 } => Word::Minutes(minutes),
        WordText::Minutes { minutes } => return refuse("minutes", "1 to 59", &minutes),
        WordText::Zone { zone } => match zones::name(&zone) {
            Some(zone) => Word::Zone(zone),
            None => return refuse("zone", "a time zone of IANA", &zone),
        },
        WordText::Bound { bound } => Word::Bound(match bound {
            BoundName::Approx => Modifier::Approx,
            BoundName::MoreThan => Modifier::MoreThan,
            BoundName::AtLeast => Modifier::AtLeast,
            BoundName::LessThan => Modifier::LessThan,
            BoundName::AtMost => Modifier::AtMost,
        }),
        WordText::Tense { tense } => Word::Tense(tense),
        WordText::Recurrence {} => Word::Recurrence,
        WordText::Celebration {} => Word::Celebration,
        WordText::Night {} => Word::Night,
        WordText::Memory {} => Word::Memory,
        WordText::Age { calendar } => Word::Age(calendar),
    }))
}

/// The part of a unit that one key of an entry says.
fn portion(text: &PortionText) -> Option<Portion> {
    match (text.half, text.quarter, text.months, text.third, text.week) {
        (Some(1), None, None, None, None) => Some(Portion::Half(Half::First)),
        (Some(2), None, None, None, None) => Some(Portion::Half(Half::Second)),
        (None, Some(quarter @ 1..=4), None, None, None) => Some(Portion::Quarter(quarter)),
        (None, None, Some(months @ 1..=12), None, None) => Some(Portion::FirstMonths(months)),
        (None, None, None, Some(third @ 1..=3), None) => Some(Portion::ThirdOfMonth(third)),
        (None, None, None, None, Some(week @ 1..=5)) => Some(Portion::WeekOfMonth(week)),
        _ => None,
    }
}
