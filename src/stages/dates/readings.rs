//! The readings that rules about dates can name, and the slots that each of them reads.

use crate::rule::{ReadingKind, RuleTable};
use serde::Deserialize;

/// How a rule is read; [`READINGS`] names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kinds {
    CivilDate,
    CivilRange,
    UnroundRange,
    ListedYear,
    NumericDate,
    NumericRange,
    Weekday,
    RelativeDay,
    RelativeUnit,
    CountedFromNow,
    Duration,
    DurationRange,
    ClockTime,
    HourOfDay,
    ClockBefore,
}

/// The words that name the calendar of a year.
const ERA: &[&str] = &["era", "any-era", "era-name", "era-letter", "hijri-letter", "year-kind"];
/// The same behind the other end of a range.
const ERA_2: &[&str] = &["era2"];
/// The parts of a date of the calendar.
const CIVIL: &[&str] = &[
    "weekday",
    "day",
    "day-part",
    "month",
    "named-day",
    "season",
    "year",
    "decade",
    "century",
    "part",
    "portion",
    "bound",
];
/// The same at the other end of a range.
const CIVIL_2: &[&str] =
    &["weekday2", "day2", "month2", "named-day2", "season2", "year2", "decade2", "century2", "portion2"];
/// Words that count a date from the day, the month or the year that runs.
const RELATIVE: &[&str] =
    &["relative-day", "relative-year", "neighbour", "year-steps", "this-year", "same-year"];
/// Units that show that the number beside them is a day, or the month a month.
const UNITS: &[&str] = &["day-word", "month-word", "year-word"];
/// A length of time, and the second part of its sum.
const LENGTH: &[&str] =
    &["bound", "count", "again", "unit", "fraction", "glued-length", "count2", "unit2", "fraction2"];
/// The three numbers of a numeric date or a clock time, and those of the other end of a range.
const NUMBERS: &[&str] = &["a", "b", "c"];
const NUMBERS_2: &[&str] = &["a2", "b2", "c2"];
/// Slots of which one makes a date, and the same at the other end of a range.
const DATED: &[&str] = &[
    "day",
    "month",
    "named-day",
    "season",
    "year",
    "decade",
    "century",
    "portion",
    "relative-year",
    "this-year",
    "same-year",
];
const DATED_2: &[&str] =
    &["day2", "month2", "named-day2", "season2", "year2", "decade2", "century2", "portion2"];
/// What tells how long a length is.
const COUNTED: &[&str] = &["count", "glued-length"];
/// An hour in words.
const CLOCK: &[&str] = &["hour", "minute", "second", "fraction", "day-part"];

const READINGS: &[ReadingKind] = &[
    // Of the second year only that it was told is read.
    ReadingKind::new("civil-date", &[CIVIL, ERA, RELATIVE, UNITS, &["year2"]]).needing(&[DATED]),
    ReadingKind::new("civil-range", &[CIVIL, CIVIL_2, ERA, ERA_2, RELATIVE, UNITS])
        .needing(&[DATED, DATED_2]),
    ReadingKind::new("unround-range", &[CIVIL, CIVIL_2, ERA, ERA_2, RELATIVE, UNITS])
        .needing(&[&["year"], &["year2"]]),
    ReadingKind::new("listed-year", &[&["year"], CIVIL_2, ERA_2]).needing(&[&["year"], DATED_2]),
    ReadingKind::new("numeric-date", &[NUMBERS, ERA, &["weekday", "month"]]).needing(&[
        &["a"],
        &["b", "month"],
        &["c"],
    ]),
    ReadingKind::new("numeric-range", &[NUMBERS, NUMBERS_2, ERA]).needing(&[
        &["a"],
        &["b"],
        &["c"],
        &["a2"],
        &["b2"],
        &["c2"],
    ]),
    ReadingKind::new("weekday", &[&["weekday", "neighbour", "this", "day-word", "week-word"]])
        .needing(&[&["weekday"]]),
    ReadingKind::new("relative-day", &[&["relative-day", "weekday"]]).needing(&[&["relative-day"]]),
    ReadingKind::new("relative-unit", &[&["neighbour", "this", "unit", "part"], ERA])
        .needing(&[&["neighbour", "this"], &["unit"]]),
    ReadingKind::new("counted-from-now", &[LENGTH, &["time-length-after"]]).needing(&[
        COUNTED,
        &["unit", "glued-length"],
        &["time-length-after"],
    ]),
    ReadingKind::new("duration", &[LENGTH]).needing(&[COUNTED, &["unit", "glued-length"]]),
    ReadingKind::new(
        "duration-range",
        &[&["bound", "count", "unit", "joint", "count2", "unit2", "direction2"]],
    )
    .needing(&[&["count"], &["count2"], &["unit2"]]),
    ReadingKind::new("clock-time", &[NUMBERS, CLOCK]).needing(&[&["hour", "a"]]),
    ReadingKind::new("hour-of-day", &[CLOCK]).needing(&[&["hour"]]),
    ReadingKind::new("clock-before", &[CLOCK, &["count"]]).needing(&[&["hour"], &["minute", "fraction"]]),
];

/// The table's name, which is the folder of its rules.
pub(crate) const TABLE: &str = "dates";

/// The table of these rules.
pub(crate) const RULES: RuleTable = RuleTable { name: TABLE, rows: TABLE, readings: READINGS };
