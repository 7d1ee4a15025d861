//! What a temporal expression means (TIMEX3's date, duration and time, and ranges of dates).

pub use crate::calendar::Weekday;
use crate::calendar::{Calendar, Day, Duration, Period};
use crate::rule::Found;

/// The reading of one temporal expression.
#[derive(Clone, Debug, PartialEq)]
pub struct TemporalExpression {
    /// Which kind of expression it is.
    pub kind: Kind,
    /// The calendar it is written in; `None` for durations and relative expressions.
    pub calendar: Option<Calendar>,
    /// How much of it is written and how much was found elsewhere.
    pub resolution: Resolution,
    /// First and last day of what is written, inclusive.
    pub period: Option<Period>,
    /// The unit that the expression names.
    pub precision: Precision,
    /// The parts as written.
    pub written: Written,
    /// For times: microseconds since 1970-01-01T00:00Z, when day and zone are known.
    pub instant: Option<i64>,
    /// The IANA zone that the text names.
    pub time_zone: Option<&'static str>,
    /// For times: the clock reading as written.
    pub clock: Option<Clock>,
    /// For durations: the length.
    pub duration: Option<Duration>,
    /// How the expression narrows or loosens its value.
    pub modifier: Modifier,
    /// Index (in the document's dates) of the row that states the same date in another calendar.
    pub paired_with: Option<usize>,
    /// What completed or resolved this one.
    pub anchor: Option<Anchor>,
}

/// A date row: the expression, where it stands and which rule read it.
pub type DateRow = Found<TemporalExpression>;

/// TIMEX3's kinds, with ranges apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A day or a larger unit of a calendar.
    Date,
    /// From one date to another.
    Range,
    /// A countable length of time.
    Duration,
    /// A clock time.
    Time,
}

/// Whether a value is wholly written or was inferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// All written.
    Explicit,
    /// A missing year or month was found in the context.
    Completed,
    /// Counted from a reference day or another row.
    Relative,
    /// Incomplete, and nothing in the context completes it.
    Unresolved,
}

/// The calendar unit an expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Precision {
    Day,
    Month,
    Season,
    Year,
    Decade,
    Century,
    Other,
}

/// How words beside or inside the expression change its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Modifier {
    #[default]
    None,
    Approx,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    Before,
    After,
    Start,
    Mid,
    End,
}

/// The parts as written, in the expression's calendar; a two-digit year is widened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct Written {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub weekday: Option<Weekday>,
}

/// A reading of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Clock {
    pub hour: i8,
    pub minute: i8,
    pub second: i8,
}

/// Where a missing part came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The document's reference day.
    Reference,
    /// Another row of the document's dates, by index.
    Row(usize),
}

impl TemporalExpression {
    /// The single day this expression names, if it names one.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.period.filter(|p| p.first == p.last).map(|p| p.first)
    }
}
