//! The readings that rules about dates can name, and the slots that each of them reads.

use crate::rule::{ReadingKind, RuleTable};
use serde::Deserialize;

/// How a rule is read; [`READINGS`] names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kinds {
    CivilDate,
    CivilRange,
    NumericDate,
    NumericMonth,
    IsoTime,
    FromNow,
    Duration,
    ClockTime,
    RaceTime,
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
/// A length of time, with the second part of its sum, or with the upper end of a range.
const LENGTH: &[&str] = &[
    "bound",
    "denied-bound",
    "count",
    "again",
    "unit",
    "fraction",
    "glued-length",
    "count2",
    "unit2",
    "fraction2",
    "lower-unit",
    "joint",
    "one-or",
    "upper",
    "upper-length",
    "option",
    "rest",
    "again2",
    "time-length-after",
];
/// The three numbers of a numeric date or a clock time, and those of the other end of a range.
const NUMBERS: &[&str] = &["a", "b", "c"];
const NUMBERS_2: &[&str] = &["a2", "b2", "c2"];
/// The letters of an ISO 8601 moment, and the distance of its clock from UTC.
const OFFSET: &[&str] = &["time-mark", "utc-mark", "offset-hour", "offset-minute"];
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
    "story-year",
    "relative-year",
    "this-year",
    "same-year",
];
const DATED_2: &[&str] =
    &["day2", "month2", "named-day2", "season2", "year2", "decade2", "century2", "portion2"];
/// What tells how long a length is.
const COUNTED: &[&str] = &["count", "one-or", "glued-length"];
/// An hour in words, or by what is left to it: minutes, or so many quarters.
const CLOCK: &[&str] = &["hour-word", "hour", "minute", "second", "fraction", "day-part", "left", "count"];
/// The hour at the other end of a stretch of time, which says what half of the day the first one is of, too.
const CLOCK_2: &[&str] = &["hour2", "minute2", "fraction2", "day-part2"];
/// A time by its distance from the one that runs.
const DISTANCE: &[&str] = &[
    "relative-day",
    "weekday",
    "weekday2",
    "weekdays",
    "neighbour",
    "this",
    "day-word",
    "week-word",
    "told-unit",
    "part",
];
/// What tells which way the distance goes, or that there is none.
const DIRECTED: &[&str] =
    &["relative-day", "weekday", "weekdays", "neighbour", "this", "told-unit", "time-length-after"];

const READINGS: &[ReadingKind] = &[
    // Of the second year only that it was told is read, of `told-year` whether it was told before.
    ReadingKind::new(
        "civil-date",
        &[CIVIL, ERA, RELATIVE, UNITS, &["year2", "told-year", "lunar-year", "story-year"]],
    )
    .needing(&[DATED]),
    ReadingKind::new("civil-range", &[CIVIL, CIVIL_2, ERA, ERA_2, RELATIVE, UNITS])
        .needing(&[DATED, DATED_2]),
    ReadingKind::new("numeric-date", &[NUMBERS, NUMBERS_2, ERA, &["weekday", "month"]]).needing(&[
        &["a"],
        &["b", "month"],
        &["c"],
    ]),
    ReadingKind::new("numeric-month", &[&["a", "b"], ERA, UNITS]).needing(&[&["a"], &["b"]]),
    ReadingKind::new("iso-time", &[NUMBERS, NUMBERS_2, OFFSET]).needing(&[
        &["a"],
        &["b"],
        &["c"],
        &["a2"],
        &["b2"],
    ]),
    ReadingKind::new("from-now", &[DISTANCE, LENGTH, ERA]).needing(&[DIRECTED]),
    ReadingKind::new("duration", &[LENGTH]).needing(&[COUNTED, &["unit", "glued-length", "upper-length"]]),
    ReadingKind::new("clock-time", &[NUMBERS, CLOCK, NUMBERS_2, CLOCK_2, &["weekday", "weekdays"]])
        .needing(&[&["hour", "a"]]),
    ReadingKind::new("race-time", &[&["a", "b", "second"]]).needing(&[&["a"], &["second"]]),
];

/// The table's name, which is the folder of its rules.
pub(crate) const TABLE: &str = "dates";

/// The table of these rules.
pub(crate) const RULES: RuleTable = RuleTable { name: TABLE, rows: TABLE, readings: READINGS };
