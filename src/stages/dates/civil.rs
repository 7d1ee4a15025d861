//! Dates by their parts: days, months, years and larger units, and ranges of them.

use super::placing::place;
use super::slots::{Number, Parts};
use super::words::{Era, Portion};
use super::year::{self, Year};
use super::{Doubt, Kind, Modifier, Precision, Resolution, Shift, TemporalExpression, Unit, Written};
use crate::calendar::{Calendar, DurationUnit, Period};

/// How many years a range runs at most whose second year leaves its century out.
const ABBREVIATED: i32 = 60;

/// One end of a date, read: what it names and in which calendar.
struct Named {
    calendar: Option<Calendar>,
    written: Written,
    unit: Unit,
    doubt: Doubt,
}

/// A date that its parts name, `None` where they name none.
pub(super) fn date(parts: &Parts) -> Option<TemporalExpression> {
    if parts.is_of_any_month() {
        return day_of_any_month(parts);
    }
    let named = name(parts, parts.era)?;
    let mut date = TemporalExpression::new(Kind::Date, named.unit.precision());
    date.calendar = named.calendar;
    date.written = named.written;
    date.modifier = modifier(parts);
    date.shape.unit = named.unit;
    date.shape.doubt = named.doubt;
    date.shape.from_today = parts.days;
    if named.written.year.is_some() {
        settle(&mut date, |date| place(date.calendar?, &date.written, named.unit));
    } else {
        date.resolution = Resolution::Relative;
        date.shape.shift = shift(parts);
        date.shape.narrative = parts.narrative;
        let open = matches!(
            named.unit,
            Unit::Day
                | Unit::Month
                | Unit::HalfMonth(_)
                | Unit::ThirdOfMonth(_)
                | Unit::WeekOfMonth(_)
                | Unit::Season(_)
                | Unit::HalfYear(_)
                | Unit::Quarter(_)
                | Unit::FirstMonths(_)
        );
        if date.shape.shift.is_none() && !open {
            return None;
        }
        if date.shape.shift.is_some() && named.written.month.is_none() {
            date.calendar = parts.era.and_then(Era::calendar);
        }
    }
    Some(date)
}

/// A day of a month that has no name here: «پنجم هر ماه», «پانزدهم ماه بعد».
fn day_of_any_month(parts: &Parts) -> Option<TemporalExpression> {
    let mut date = TemporalExpression::new(Kind::Date, Precision::Day);
    date.written.day = Some(parts.day?.small()? as i8);
    date.resolution = Resolution::Relative;
    Some(date)
}

/// A range between two dates; what one end leaves out it shares with the other.
pub(super) fn range(parts: [Parts; 2]) -> Option<TemporalExpression> {
    let [mut from, mut to] = parts;
    open_year(&mut from, &mut to)?;
    from.month = from.month.or(to.month);
    to.month = to.month.or(from.month);
    let era = to.era.or(from.era);
    if from.year.is_none() {
        from.year = to.year;
    }
    let shared = to.year.is_none();
    if shared {
        to.year = from.year;
    } else if let (Some(first), Some(last)) = (from.year, &mut to.year)
        && let (Some(a), Some(b)) = (first.integer(), last.integer())
        && a >= 100
        && b < 100
        && b > a % 100
        && b - a % 100 <= ABBREVIATED
    {
        // «۱۳۹۸-۹۹» leaves the century out.
        last.value = (a / 100 * 100 + b).into();
        last.digits = Some(4);
    }
    // «۱۴۱ پیش از میلاد تا ۲۲۴ میلادی»: years before Christ keep their own word.
    let own = from.era.filter(|&era| era == Era::BeforeChrist);
    let (first, mut last) = (name(&from, own.or(era))?, name(&to, era)?);
    // «۲۰ آذر تا نیمه دی»: a day, and a month to its end.
    let into_month = (first.unit, last.unit) == (Unit::Day, Unit::Month);
    if first.calendar != last.calendar || first.unit.precision() != last.unit.precision() && !into_month {
        return None;
    }
    // «۲۵ آذر ۱۳۹۸ تا ۵ فروردین» ends in the year after.
    if shared && first.written.month > last.written.month {
        last.written.year = last.written.year.map(|year| year + 1);
    }
    if let Some(month) = from.year_from.filter(|_| runs_over(&first, &last)) {
        return year_over_two(&first, month);
    }
    let mut range = TemporalExpression::new(Kind::Range, first.unit.precision());
    range.calendar = first.calendar;
    range.written = first.written;
    range.modifier = modifier(&from);
    range.shape.unit = first.unit;
    range.shape.until = Some((last.written, last.unit));
    range.shape.doubt = first.doubt;
    if range.written.year.is_some() {
        settle(&mut range, whole_range);
    } else {
        range.resolution = Resolution::Relative;
        range.shape.shift = shift(&from).or_else(|| shift(&to));
        range.shape.narrative = from.narrative || to.narrative;
        if !matches!(first.unit, Unit::Day | Unit::Month) {
            return None;
        }
    }
    Some(range)
}

/// Whether two solar years are one after the other.
fn runs_over(first: &Named, last: &Named) -> bool {
    let next = first.written.year.zip(last.written.year).is_some_and(|(first, last)| last == first + 1);
    next && (first.unit, last.unit) == (Unit::Year, Unit::Year) && first.calendar == Some(Calendar::Solar)
}

/// «سال تحصیلی ۱۴۰۲-۱۴۰۳»: the twelve months from one of the first year on.
fn year_over_two(first: &Named, month: u8) -> Option<TemporalExpression> {
    let begin = Written { month: Some(month as i8), ..first.written };
    let end = Written {
        year: first.written.year.map(|year| year + 1),
        month: Some(month as i8 - 1),
        ..first.written
    };
    let mut date = TemporalExpression::new(Kind::Date, Precision::Year);
    date.calendar = first.calendar;
    date.written = first.written;
    date.shape.unit = Unit::Year;
    date.shape.doubt = first.doubt;
    settle(&mut date, |_| {
        let months = [begin, end].map(|written| place(Calendar::Solar, &written, Unit::Month));
        months[0]?.through(months[1]?)
    });
    Some(date)
}

/// «از ابتدای سال تا ۲۰ آبان»: a year begins with its first month, or the first day of that. `None` where a whole year is one
/// end of a range of months.
fn open_year(from: &mut Parts, to: &mut Parts) -> Option<()> {
    let bare =
        from.month.is_none() && from.day.is_none() && from.named_day.is_none() && from.season.is_none();
    let whole_year = bare && (from.year.is_some() || from.years.is_some());
    let Some((calendar, _)) = to.month.filter(|_| whole_year) else { return Some(()) };
    if from.part != Some(Modifier::Start) {
        return None;
    }
    (from.month, from.part) = (Some((calendar, 1)), None);
    from.day = to.day.map(|_| Number::in_words(1));
    to.years = None;
    Some(())
}

/// The days of a range as written; one that runs backwards is turned and marked.
pub(crate) fn whole_range(range: &mut TemporalExpression) -> Option<Period> {
    let calendar = range.calendar?;
    let (until, unit) = range.shape.until?;
    let first = place(calendar, &range.written, range.shape.unit)?;
    let last = place(calendar, &until, unit)?;
    first.through(last).or_else(|| {
        range.shape.doubt.reversed = true;
        Period::new(first.first.min(last.first), first.last.max(last.last))
    })
}

/// Fills the period in, and marks a date that does not exist.
fn settle(date: &mut TemporalExpression, period: impl FnOnce(&mut TemporalExpression) -> Option<Period>) {
    if date.shape.doubt.ancient {
        return;
    }
    date.period = period(date);
    if date.period.is_none() {
        date.shape.doubt.impossible = true;
        date.resolution = Resolution::Unresolved;
    }
}

fn name(parts: &Parts, era: Option<Era>) -> Option<Named> {
    let mut written = Written { weekday: parts.weekday, ..Written::default() };
    let mut doubt = Doubt::default();
    let month = parts.month.or_else(|| parts.named_day.map(|(calendar, month, _)| (calendar, month)));
    written.month = month.map(|(_, month)| month as i8);
    written.day = match (parts.day, parts.named_day) {
        (Some(day), _) => Some(day.small()? as i8),
        (None, named) => named.map(|(.., day)| day as i8),
    };
    let half = match parts.portion {
        Some(Portion::Half(half)) => Some(half),
        _ => None,
    };
    let placed = match (parts.decade, parts.century) {
        (Some(number), _) => Some(decade(&number, era, &mut doubt)?),
        (_, Some(number)) => Some(century(number.integer()?, era)?),
        _ => match parts.year {
            Some(number) => Some(match parts.named_day {
                Some(day) => year_of_named_day(&number, era, day)?,
                None => match month {
                    Some((Calendar::Lunar, month)) if era.is_none() && year::is_short(&number) => {
                        year::place(&number, None, None)?.of_day(
                            Calendar::Lunar,
                            month,
                            parts.day_or_first()?,
                        )?
                    }
                    _ => year::place(&number, era, month.map(|(calendar, _)| calendar))?,
                },
            }),
            None => None,
        },
    };
    if let Some(year) = placed {
        doubt.calendar |= year.doubtful;
        doubt.assumed = era.is_none() && month.is_none() && year.calendar == Calendar::Solar;
        doubt.short = doubt.assumed && parts.year.is_some_and(|number| year::is_short(&number));
        doubt.ancient = year.ancient;
        written.year = Some(i16::try_from(year.year).ok()?);
    }
    let unit = match (parts.portion, parts.decade, parts.century, month) {
        (Some(Portion::ThirdOfMonth(third)), None, None, Some(_)) if written.day.is_none() => {
            Unit::ThirdOfMonth(third)
        }
        (Some(Portion::WeekOfMonth(week)), None, None, Some(_)) if written.day.is_none() => {
            Unit::WeekOfMonth(week)
        }
        (Some(Portion::ThirdOfMonth(_) | Portion::WeekOfMonth(_)), ..) => return None,
        (Some(_), Some(_), ..) => Unit::HalfDecade(half?),
        (Some(_), _, Some(_), _) => Unit::HalfCentury(half?),
        (None, Some(_), ..) => Unit::Decade,
        (None, _, Some(_), _) => Unit::Century,
        (Some(_), None, None, Some(_)) if written.day.is_none() => Unit::HalfMonth(half?),
        (Some(Portion::Half(half)), ..) => Unit::HalfYear(half),
        (Some(Portion::Quarter(quarter)), ..) => Unit::Quarter(quarter),
        (Some(Portion::FirstMonths(months)), ..) => Unit::FirstMonths(months),
        (None, None, None, Some(_)) if written.day.is_some() => Unit::Day,
        (None, None, None, Some(_)) => Unit::Month,
        (None, None, None, None) => match parts.season {
            Some(season) => Unit::Season(season),
            None => Unit::Year,
        },
    };
    let calendar = month.map(|(calendar, _)| calendar).or(placed.map(|year| year.calendar));
    // The lunar year has no seasons; an unusual day of month is left to whoever looks for the year.
    if matches!(unit, Unit::Season(_)) && calendar == Some(Calendar::Lunar) {
        return None;
    }
    Some(Named { calendar, written, unit, doubt })
}

fn decade(number: &Number, era: Option<Era>, doubt: &mut Doubt) -> Option<Year> {
    let first = number.integer()?;
    if first % 10 != 0 {
        return None;
    }
    doubt.decade = first < 100 && era.is_none();
    match era {
        Some(Era::Gregorian) if first < 100 => {
            Some(Year { calendar: Calendar::Gregorian, year: 1900 + first, doubtful: false, ancient: false })
        }
        _ if first < 100 => {
            Some(Year { calendar: Calendar::Solar, year: 1300 + first, doubtful: false, ancient: false })
        }
        _ => year::place(number, era, None),
    }
}

fn century(number: i32, era: Option<Era>) -> Option<Year> {
    let by_year = (1000..=2000).contains(&number) && number % 100 == 0;
    if !(1..=40).contains(&number) && !by_year {
        return None;
    }
    let (calendar, doubtful, ancient) = match era {
        Some(Era::Gregorian) => (Calendar::Gregorian, false, false),
        Some(Era::BeforeChrist) => (Calendar::Gregorian, false, true),
        Some(Era::Solar | Era::Imperial) => (Calendar::Solar, false, false),
        Some(Era::Lunar | Era::Hijri) => (Calendar::Lunar, false, false),
        // Without a calendar word the centuries up to the fourteenth could be either.
        None => (Calendar::Gregorian, number < 15 || (1000..1500).contains(&number), false),
    };
    let year = match number {
        _ if ancient => -100 * number,
        // «سده ۱۷۰۰» is the eighteenth.
        100.. => number + 1,
        _ => 100 * number - 99,
    };
    Some(Year { calendar, year, doubtful, ancient })
}

/// The lunar years of our time, which no solar year of our time is.
const LUNAR_NOW: std::ops::RangeInclusive<i32> = 1421..=1460;

/// The year of a named day in the calendar that the day belongs to. The year beside it is often one of another:
/// «عاشورای ۱۳۹۹» lies in the solar year 1399, «کریسمس ۱۳۹۹» and «نوروز ۲۰۲۰» are days too.
fn year_of_named_day(
    number: &Number,
    era: Option<Era>,
    (calendar, month, day): (Calendar, u8, u8),
) -> Option<Year> {
    let lunar = match era {
        None => number.integer().is_some_and(|year| LUNAR_NOW.contains(&year)),
        era => era == Some(Era::Hijri),
    };
    let own = (calendar == Calendar::Lunar && lunar).then_some(calendar);
    let year = year::place(number, era, own)?;
    if year.calendar == calendar || year.ancient {
        return Some(year);
    }
    let own = year.of_day(calendar, month, day)?;
    Some(Year { doubtful: era.is_none(), ..own })
}

fn shift(parts: &Parts) -> Option<Shift> {
    if parts.same_year {
        return Some(Shift::SameYear);
    }
    if let Some(years) = parts.years {
        return Some(Shift::InYear(years));
    }
    let steps = parts.steps?;
    parts.month.is_some().then_some(Shift::OfMonth(steps))
}

fn modifier(parts: &Parts) -> Modifier {
    parts.part.or(parts.bound).unwrap_or_default()
}

/// A lone weekday («روز جمعه», «شنبه آینده»).
pub(super) fn weekday(parts: &Parts) -> Option<TemporalExpression> {
    let weekday = parts.weekday?;
    // «روزهای یکشنبه» are no day.
    if parts.unit_suffix != 0 && !parts.weekly {
        return None;
    }
    let mut date = TemporalExpression::new(Kind::Date, Precision::Day);
    date.written.weekday = Some(weekday);
    date.resolution = Resolution::Relative;
    date.shape.narrative = parts.narrative;
    if parts.weekly {
        return Some(date);
    }
    date.shape.shift = Some(match (parts.unit, parts.steps) {
        (Some(DurationUnit::Week), Some(steps)) => Shift::InWeek(weekday, steps),
        _ => Shift::OfWeekday(weekday, parts.steps),
    });
    Some(date)
}
