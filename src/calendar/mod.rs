//! Calendars as arithmetic: solar Hijri, lunar Hijri and Gregorian days, periods and durations.

/// A calendar that Persian documents date by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// Solar Hijri (Iran and Afghanistan).
    Solar,
    /// Gregorian.
    Gregorian,
    /// Lunar Hijri.
    Lunar,
}

/// A civil day: days since 1970-01-01 (Arrow's `date32`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// First and last day, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// First day.
    pub first: Day,
    /// Last day, not before the first.
    pub last: Day,
}

/// A length of time; written as ISO 8601 (`P45D`, `P28D/P29D`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duration(pub String);
