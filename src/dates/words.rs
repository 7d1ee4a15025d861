//! What the lexicon says of the words of time, read once.

use super::{Modifier, Weekday};
use crate::calendar::{Calendar, DurationUnit, Half, Season, zones};
use crate::error::{Error, Result};
use crate::lexicon::{Entry, Lexicon, Meanings};
use crate::rule::Edge;
use serde::Deserialize;

/// What a word of time stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Month(Calendar, u8),
    Weekday(Weekday),
    Era(Era),
    Season(Season),
    Part(Modifier),
    Unit(DurationUnit),
    /// A number and a unit in one word.
    Length(u8, DurationUnit),
    Portion(Portion),
    Days(i32),
    Years(i32),
    /// After a counted length: before or after now; `true` where the length itself is meant.
    Direction(i32, bool),
    Steps {
        steps: i32,
        narrative: bool,
    },
    DayPart(DayPart),
    NamedDay(Calendar, u8, u8),
    Minutes(u8),
    Zone(&'static str),
    Bound(Modifier),
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

/// All attributes that entries of this stage's classes can have; each class uses its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attributes {
    calendar: Option<Calendar>,
    month: Option<u8>,
    day: Option<u8>,
    weekday: Option<Weekday>,
    era: Option<Era>,
    season: Option<u8>,
    modifier: Option<PartName>,
    unit: Option<DurationUnit>,
    half: Option<toml::Value>,
    quarter: Option<u8>,
    months: Option<u8>,
    days: Option<i32>,
    years: Option<i32>,
    direction: Option<i32>,
    count: Option<u8>,
    steps: Option<i32>,
    #[serde(default)]
    narrative: bool,
    minutes: Option<u8>,
    zone: Option<String>,
}

/// The classes of units that lengths are counted in.
const UNITS: [&str; 12] = [
    "millennium-word",
    "century-word",
    "decade-word",
    "year-word",
    "month-word",
    "week-word",
    "day-word",
    "night-word",
    "hour-word",
    "minute-word",
    "second-word",
    "indefinite-unit-word",
];

/// The words of time of a lexicon, by position of the entry.
#[derive(Debug, Default)]
pub(super) struct Words {
    meanings: Meanings<Word>,
}

impl Words {
    /// Reads the entries of this stage's classes.
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self> {
        let classes = lexicon.classes();
        let meanings = lexicon
            .entries()
            .iter()
            .map(|entry| word(classes.get(entry.class.0 as usize).map_or("", String::as_str), entry))
            .collect::<Result<_>>()?;
        Ok(Self { meanings })
    }

    /// What the entry of an edge stands for.
    pub(super) fn get(&self, edge: &Edge) -> Option<Word> {
        if edge.class == crate::rule::NUMBER {
            return None;
        }
        self.meanings.get(edge.value).copied()
    }
}

fn word(class: &str, entry: &Entry) -> Result<Option<Word>> {
    let bound = match class {
        "approx" => Some(Modifier::Approx),
        "more-than" => Some(Modifier::MoreThan),
        "at-least" => Some(Modifier::AtLeast),
        "less-than" => Some(Modifier::LessThan),
        "at-most" => Some(Modifier::AtMost),
        _ => None,
    };
    if bound.is_some() {
        return Ok(bound.map(Word::Bound));
    }
    let reads: fn(&Attributes) -> Option<Word> = match class {
        "clear-month" | "common-month" | "risky-month" | "glued-month" => {
            |a| Some(Word::Month(a.calendar?, a.month.filter(|n| (1..=12).contains(n))?))
        }
        "weekday" => |a| Some(Word::Weekday(a.weekday?)),
        "era-name" | "before-christ" | "era-letter" | "hijri-letter" => |a| a.era.map(Word::Era),
        "season" => |a| Season::from_number(a.season?).map(Word::Season),
        "part" => |a| {
            Some(Word::Part(match a.modifier? {
                PartName::Start => Modifier::Start,
                PartName::Mid => Modifier::Mid,
                PartName::End => Modifier::End,
            }))
        },
        "glued-length" => |a| Some(Word::Length(a.count?, a.unit?)),
        "portion" => |a| portion(a).map(Word::Portion),
        "relative-day" => |a| a.days.map(Word::Days),
        "relative-year" => |a| a.years.map(Word::Years),
        "ago" => |a| Some(Word::Direction(a.direction.filter(|sign| sign.abs() == 1)?, false)),
        // The length is no point in time, on whichever side of now it lies.
        "lately" => |_| Some(Word::Direction(0, true)),
        "neighbour" | "this" => |a| a.steps.map(|steps| Word::Steps { steps, narrative: a.narrative }),
        "day-part" => |a| DayPart::deserialize(a.half.clone()?).ok().map(Word::DayPart),
        "named-day" => |a| Some(Word::NamedDay(a.calendar?, a.month?, a.day?)),
        "hour-fraction" => |a| a.minutes.map(Word::Minutes),
        "zone" => |a| zones::name(a.zone.as_deref()?).map(Word::Zone),
        // The kinds of year that name no era («مالی») are words without a value.
        "year-kind" => return read(entry).map(|a| a.era.map(Word::Era)),
        _ if UNITS.contains(&class) => |a| a.unit.map(Word::Unit),
        _ => return Ok(None),
    };
    match reads(&read(entry)?) {
        Some(word) => Ok(Some(word)),
        None => Err(Error::configuration(format!(
            "an attribute that class {class:?} needs is missing or has no such value"
        ))
        .at(format!("{}, entry {:?}", entry.file, entry.id))),
    }
}

fn read(entry: &Entry) -> Result<Attributes> {
    entry.read()
}

fn portion(a: &Attributes) -> Option<Portion> {
    match (&a.half, a.quarter, a.months) {
        (Some(half), ..) => Some(Portion::Half(match half.as_integer()? {
            1 => Half::First,
            2 => Half::Second,
            _ => return None,
        })),
        (_, Some(quarter @ 1..=4), _) => Some(Portion::Quarter(quarter)),
        (_, _, Some(months @ 1..=12)) => Some(Portion::FirstMonths(months)),
        _ => None,
    }
}
