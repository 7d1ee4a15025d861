//! What a temporal expression means (TIMEX3's date, duration and time, and ranges of dates).

pub use crate::calendar::Weekday;
use crate::calendar::{Calendar, Day, Duration, DurationUnit, Half, Period, Season};
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
    /// For a stretch of time: the clock reading that it lasts until.
    pub clock_end: Option<Clock>,
    /// For durations: the length.
    pub duration: Option<Duration>,
    /// How the expression narrows or loosens its value.
    pub modifier: Modifier,
    /// Index (in the document's dates) of the row that states the same date in another calendar.
    pub paired_with: Option<usize>,
    /// What completed or resolved this one.
    pub anchor: Option<Anchor>,
    /// What the period is made of, for completing it.
    pub shape: Shape,
}

/// What the words name, apart from where in time it lies: enough to place it once a missing year is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Shape {
    /// The unit that `written` places.
    pub unit: Unit,
    /// For ranges: the parts of the last day as written; `written` holds those of the first.
    pub until: Option<(Written, Unit)>,
    /// For relative expressions: how far from the reference day.
    pub shift: Option<Shift>,
    /// Whether that distance is counted from the event told before («روز بعد») rather than from today.
    pub narrative: bool,
    /// Whether it is counted from an event alone («همان روز»): where none is told, it stays open.
    pub told_only: bool,
    /// How many days from today «امروز» or «دیروز» beside a day lays it.
    pub from_today: Option<i32>,
    /// Whether it stands at the head of what was written on it: a letter, a report, a line of a chat.
    pub heads: bool,
    /// Whether it says nothing of when the text around it takes place: a birth, or what stands in brackets.
    pub aside: bool,
    /// Whether it is the day of a feast named before it, whose year no other sentence tells.
    pub feast: bool,
    /// Index of the row that states the day of a weekday or of «دیروز» («روز سه‌شنبه (۲۰ آبان)»).
    pub same_day: Option<usize>,
    /// The weekday of a day, where a row beside it states it.
    pub weekday: Option<Weekday>,
    /// Whether it stands behind the word for what is named after its day: «کودتای ۲۸ مرداد», «جبهه دوم خرداد».
    pub named: bool,
    /// What the verb beside an expression without a year or week says of when it is.
    pub tense: Option<Tense>,
    /// Whether it comes back every year, and so has none.
    pub recurs: bool,
    /// Whether the reference day alone gave the year, which nothing in the text tells.
    pub guessed: bool,
    /// What of the calendar was decided by plausibility alone.
    pub doubt: Doubt,
}

/// When what a sentence tells takes place, as seen from the day on which it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Before that day or on it.
    Past,
    /// Before that day, or ever since: «آمده است».
    Perfect,
    /// On that day or after it.
    Ahead,
    /// In these times: «امروز … شناخته می‌شود».
    Lasting,
}

/// A unit of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Unit {
    #[default]
    Day,
    Month,
    HalfMonth(Half),
    /// Ten days of a month, or what is left of it behind twenty.
    ThirdOfMonth(u8),
    /// Seven days of a month; 5 are its last ones.
    WeekOfMonth(u8),
    Season(Season),
    Quarter(u8),
    HalfYear(Half),
    /// The first months of a year.
    FirstMonths(u8),
    Year,
    HalfDecade(Half),
    Decade,
    HalfCentury(Half),
    Century,
}

/// A distance from the reference day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// The unit of the calendar so many units before or after the present one («هفته گذشته»).
    Step {
        /// The unit.
        unit: DurationUnit,
        /// How many; 0 is the present one.
        steps: i32,
    },
    /// The day at a length of time from the reference day («سه هفته پیش»).
    Point {
        /// The unit.
        unit: DurationUnit,
        /// How many, negative before.
        count: i32,
    },
    /// A unit of the year so many years before or after the present one («زمستان پارسال»).
    InYear(i32),
    /// A unit of the year that the text told before («آبان همان سال»).
    SameYear,
    /// A month by itself: the last one before (-1), the one nearest to (0) or the next after (1) today.
    OfMonth(i32),
    /// A weekday: the last one before (-1), the first from today on (0), the next after (1); without
    /// such a word the one nearest to today.
    OfWeekday(Weekday, Option<i32>),
    /// A weekday of the week so many weeks before or after this one («سه‌شنبه هفته آینده»).
    InWeek(Weekday, i32),
}

/// Which choices the text itself does not settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Doubt {
    /// The calendar could be another one.
    pub calendar: bool,
    /// Day and month, or day and year, could be the other way round.
    pub order: bool,
    /// The calendar was chosen by plausibility, and the years beside it may say otherwise.
    pub assumed: bool,
    /// A two-digit decade, whose century the years beside it decide.
    pub decade: bool,
    /// A year of two digits without its calendar, which the years told before it may be of another one.
    pub short: bool,
    /// The last end lies before the first.
    pub reversed: bool,
    /// Years before Christ, which have no days here.
    pub ancient: bool,
    /// The date does not exist in its calendar.
    pub impossible: bool,
    /// It is counted from today, but the text around it does not speak of the present.
    pub present: bool,
    /// Its year was taken from another sentence, or from the reference day, and may be another one.
    pub year: bool,
    /// It fills a cell of a table, above which no year is told.
    pub cell: bool,
    /// Nothing tells whether the last weekday of its name is meant or the next.
    pub week: bool,
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

impl Modifier {
    /// What it says where a negation turns it round: «کمتر از ده روز نباشد» is at least as long.
    pub(super) const fn denied(self) -> Self {
        match self {
            Self::LessThan => Self::AtLeast,
            Self::MoreThan => Self::AtMost,
            other => other,
        }
    }
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

impl Clock {
    /// A reading of a clock of 24 hours, of which 24:00 is the midnight that ends the day; `None` of any other numbers.
    #[must_use]
    pub fn new(hour: i32, minute: i32, second: i32) -> Option<Self> {
        let within = |value: i32, end: i32| i8::try_from(value).ok().filter(|_| (0..end).contains(&value));
        let clock =
            Self { hour: within(hour, 25)?, minute: within(minute, 60)?, second: within(second, 60)? };
        (clock.hour < 24 || (clock.minute, clock.second) == (0, 0)).then_some(clock)
    }
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
    /// An expression of a kind with nothing else known.
    #[must_use]
    pub fn new(kind: Kind, precision: Precision) -> Self {
        Self {
            kind,
            calendar: None,
            resolution: Resolution::Explicit,
            period: None,
            precision,
            written: Written::default(),
            instant: None,
            time_zone: None,
            clock: None,
            clock_end: None,
            duration: None,
            modifier: Modifier::None,
            paired_with: None,
            anchor: None,
            shape: Shape::default(),
        }
    }

    /// The single day this expression names, if it names one.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.period.filter(|p| p.first == p.last).map(|p| p.first)
    }
}
