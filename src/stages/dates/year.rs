//! What year a number is: its calendar by what stands beside it, or by plausibility.

use super::slots::Number;
use super::words::Era;
use crate::calendar::Calendar;

/// A year placed in a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) calendar: Calendar,
    pub(super) year: i32,
    /// Another calendar would be as good.
    pub(super) doubtful: bool,
    /// Before Christ: no day of it can be counted here.
    pub(super) ancient: bool,
}

impl Year {
    /// The year of another calendar that has a day within this one: people write «رمضان ۹۸» of the Ramadan in the solar
    /// year. That it is meant so is doubtful.
    pub(super) fn of_day(self, calendar: Calendar, month: u8, day: u8) -> Option<Self> {
        let around = self.calendar.year(self.year)?;
        let (first, ..) = calendar.parts(around.first);
        let inside = |year: &i32| calendar.day(*year, month, day).is_some_and(|day| around.contains(day));
        let year = (first..=first.saturating_add(1)).find(inside)?;
        Some(Self { calendar, year, doubtful: true, ancient: false })
    }
}

/// Whether a year is written without its century.
pub(super) fn is_short(number: &Number) -> bool {
    number.integer().is_some_and(|year| year < 100) && number.digits.is_none_or(|count| count <= 2)
}

/// Whether a year is a single digit or word, with which no century is left out.
fn is_single(number: &Number, written: i32) -> bool {
    written < 10 && (number.words || number.digits == Some(1))
}

/// The imperial calendar of Iran counts from the founding of the Achaemenid state.
const IMPERIAL: i32 = 1180;

/// Places a year. `month` is the calendar of the month beside it, which is stronger than any other
/// sign; without month and calendar word 1200 to 1450 is solar and 1500 to 2100 Gregorian, as people
/// write of their own time, and two digits are solar.
pub(super) fn place(number: &Number, era: Option<Era>, month: Option<Calendar>) -> Option<Year> {
    let written = number.integer()?;
    // «سال ۹ خورشیدی» is the ninth year.
    let short = is_short(number) && !(era.is_some() && is_single(number, written));
    let year = |calendar, year| Some(Year { calendar, year, doubtful: false, ancient: false });
    if let Some(calendar) = month {
        return match (calendar, era) {
            (Calendar::Solar, Some(Era::Imperial)) => year(calendar, written - IMPERIAL),
            (Calendar::Solar, None) if (2500..2560).contains(&written) => year(calendar, written - IMPERIAL),
            // A Gregorian year cannot stand behind a month of another calendar.
            (Calendar::Solar | Calendar::Lunar, _) if written > 1600 => None,
            (_, Some(Era::BeforeChrist)) => {
                Some(Year { calendar, year: -written, doubtful: false, ancient: true })
            }
            // «محرم سال ۶۱ هجری» is no year of our time.
            (_, Some(Era::Lunar | Era::Hijri)) if calendar == Calendar::Lunar => year(calendar, written),
            (Calendar::Gregorian, Some(Era::Gregorian)) => year(calendar, written),
            _ => year(calendar, if short { widen(written, calendar) } else { written }),
        };
    }
    match era {
        Some(Era::Gregorian) => year(Calendar::Gregorian, written),
        Some(Era::Solar) => {
            year(Calendar::Solar, if short { widen(written, Calendar::Solar) } else { written })
        }
        Some(Era::Lunar) => year(Calendar::Lunar, written),
        // Plain «هجری» is lunar in history and solar in our time.
        Some(Era::Hijri) if written < 1250 => year(Calendar::Lunar, written),
        Some(Era::Hijri) => {
            Some(Year { calendar: Calendar::Solar, year: written, doubtful: true, ancient: false })
        }
        Some(Era::Imperial) => year(Calendar::Solar, written - IMPERIAL),
        Some(Era::BeforeChrist) => {
            Some(Year { calendar: Calendar::Gregorian, year: -written, doubtful: false, ancient: true })
        }
        None if short => year(Calendar::Solar, widen(written, Calendar::Solar)),
        None => match written {
            1200..=1450 => year(Calendar::Solar, written),
            1500..=2100 => year(Calendar::Gregorian, written),
            100..1200 | 1451..1500 => {
                Some(Year { calendar: Calendar::Gregorian, year: written, doubtful: true, ancient: false })
            }
            _ => None,
        },
    }
}

/// The year that two digits stand for.
pub(super) const fn widen(short: i32, calendar: Calendar) -> i32 {
    match calendar {
        Calendar::Solar if short < 20 => 1400 + short,
        Calendar::Solar => 1300 + short,
        Calendar::Gregorian if short < 30 => 2000 + short,
        Calendar::Gregorian => 1900 + short,
        Calendar::Lunar if short < 60 => 1400 + short,
        Calendar::Lunar => 1300 + short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: i64, digits: u8) -> Number {
        Number { value: value.into(), digits: Some(digits), words: false, ordinal: false, last: 0 }
    }

    fn read(value: i64, digits: u8, era: Option<Era>, month: Option<Calendar>) -> Option<(Calendar, i32)> {
        place(&number(value, digits), era, month).map(|year| (year.calendar, year.year))
    }

    #[test]
    fn plausible_years_name_their_calendar() {
        assert_eq!(read(1399, 4, None, None), Some((Calendar::Solar, 1399)));
        assert_eq!(read(1992, 4, None, None), Some((Calendar::Gregorian, 1992)));
        assert_eq!(read(57, 2, None, None), Some((Calendar::Solar, 1357)));
        assert_eq!(read(2, 2, None, Some(Calendar::Solar)), Some((Calendar::Solar, 1402)));
        assert_eq!(read(82, 2, None, Some(Calendar::Gregorian)), Some((Calendar::Gregorian, 1982)));
        assert_eq!(read(2020, 4, None, Some(Calendar::Solar)), None);
    }

    #[test]
    fn eras_decide() {
        assert_eq!(read(61, 2, Some(Era::Lunar), None), Some((Calendar::Lunar, 61)));
        assert_eq!(read(61, 2, Some(Era::Hijri), Some(Calendar::Lunar)), Some((Calendar::Lunar, 61)));
        assert_eq!(read(99, 2, Some(Era::Solar), Some(Calendar::Solar)), Some((Calendar::Solar, 1399)));
        assert_eq!(read(2535, 4, Some(Era::Imperial), None), Some((Calendar::Solar, 1355)));
        assert_eq!(read(1300, 4, Some(Era::Gregorian), None), Some((Calendar::Gregorian, 1300)));
        assert!(place(&number(550, 3), Some(Era::BeforeChrist), None).is_some_and(|year| year.ancient));
    }
}
