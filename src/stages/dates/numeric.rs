//! Numeric dates: three numbers, and the order and calendar that are possible for them.

use super::placing::place;
use super::slots::{Digits, Parts};
use super::words::Era;
use super::year::widen;
use super::{Doubt, Kind, Precision, Resolution, TemporalExpression, Unit, Written};
use crate::calendar::Calendar;
use crate::rule::View;
use crate::text::{Gap, TokenKind};

/// A date of three numbers, or a range of two.
pub(super) fn date(view: &View<'_>, first: u32, last: u32, both: &[Parts; 2]) -> Option<TemporalExpression> {
    if goes_on(view, first, last) {
        return None;
    }
    let [parts, until] = both;
    if until.numbers[0].is_some() {
        return range(parts, until);
    }
    let (calendar, written, doubt) = read(parts)?;
    // With spaces between them only a full year tells a date from a list.
    let spread = view.tokens.list.get(first as usize + 1..last as usize).unwrap_or_default();
    if parts.weekday.is_none()
        && parts.numbers.iter().flatten().all(|digits| digits.count < 4)
        && spread.iter().any(|token| token.gap == Gap::Space)
    {
        return None;
    }
    let mut date = TemporalExpression::new(Kind::Date, Precision::Day);
    date.calendar = Some(calendar);
    date.written = Written { weekday: parts.weekday, ..written };
    date.shape.doubt = doubt;
    date.period = Some(place(calendar, &written, Unit::Day)?);
    Some(date)
}

/// A range of two such dates.
fn range(from: &Parts, to: &Parts) -> Option<TemporalExpression> {
    let (calendar, written, doubt) = read(from)?;
    let (same, until, _) = read(to)?;
    if calendar != same {
        return None;
    }
    let mut range = TemporalExpression::new(Kind::Range, Precision::Day);
    range.calendar = Some(calendar);
    range.written = written;
    range.shape.until = Some((until, Unit::Day));
    range.shape.doubt = doubt;
    range.resolution = Resolution::Explicit;
    range.period = super::civil::whole_range(&mut range);
    range.period.is_some().then_some(range)
}

/// Whether more numbers follow or precede: a version, an address, a telephone number.
fn goes_on(view: &View<'_>, first: u32, last: u32) -> bool {
    let tokens = &view.tokens.list;
    let glued = |mark: usize, digits: usize, inner: usize| {
        let (Some(mark), Some(digits)) = (tokens.get(mark), tokens.get(digits)) else { return false };
        let joined = |at: usize| tokens.get(at).is_some_and(|token| token.gap == Gap::None);
        matches!(mark.kind, TokenKind::Hyphen | TokenKind::Stop | TokenKind::Punctuation)
            && matches!(view.slice(mark.span()), "/" | "\\" | "-" | ".")
            && matches!(digits.kind, TokenKind::Digits | TokenKind::Latin)
            && joined(inner)
    };
    let (first, last) = (first as usize, last as usize);
    let after = glued(last, last + 1, last) && tokens.get(last + 1).is_some_and(|t| t.gap == Gap::None);
    let before = first >= 2
        && glued(first - 1, first - 2, first)
        && tokens.get(first - 1).is_some_and(|t| t.gap == Gap::None);
    let latin = first >= 1
        && tokens.get(first - 1).is_some_and(|t| t.kind == TokenKind::Latin)
        && tokens.get(first).is_some_and(|t| t.gap == Gap::None);
    after || before || latin
}

/// Order and calendar of three numbers.
fn read(parts: &Parts) -> Option<(Calendar, Written, Doubt)> {
    let [Some(a), b, Some(c)] = parts.numbers else { return None };
    if let Some((calendar, month)) = parts.month {
        let (year, day) = if a.count == 4 { (a, c) } else { (c, a) };
        let year = if year.count == 2 { widen(year.value, calendar) } else { year.value };
        return Some((calendar, written(year, i32::from(month), day.value)?, Doubt::default()));
    }
    let b = b?;
    let mut doubt = Doubt::default();
    if a.count == 4 {
        let calendar = calendar_of(a.value, parts.era)?;
        return Some((calendar, written(a.value, b.value, c.value)?, doubt));
    }
    if c.count == 4 {
        let calendar = calendar_of(c.value, parts.era)?;
        let (day, month) = if b.value > 12 { (b.value, a.value) } else { (a.value, b.value) };
        // People write the day first; in English order the month would be.
        doubt.order = calendar == Calendar::Gregorian && a.value <= 12 && b.value <= 12 && a.value != b.value;
        return Some((calendar, written(c.value, month, day)?, doubt));
    }
    let short = |d: Digits| d.count == 1 || d.count == 2;
    if !(short(a) && short(b) && short(c)) {
        return None;
    }
    let calendar = match parts.era {
        Some(Era::Gregorian) => Calendar::Gregorian,
        Some(Era::Lunar) => Calendar::Lunar,
        _ => Calendar::Solar,
    };
    doubt.calendar = parts.era.is_none();
    // A year of two digits has two digits.
    let year_first = a.count == 2 && (1..=31).contains(&c.value);
    let year_last = c.count == 2 && (1..=31).contains(&a.value);
    let (year, day) = match (year_first, year_last) {
        (true, false) => (a.value, c.value),
        (false, true) => (c.value, a.value),
        (true, true) => {
            doubt.order = a.value != c.value;
            (a.value, c.value)
        }
        (false, false) => return None,
    };
    Some((calendar, written(widen(year, calendar), b.value, day)?, doubt))
}

fn calendar_of(year: i32, era: Option<Era>) -> Option<Calendar> {
    Some(match era {
        Some(Era::Gregorian) => Calendar::Gregorian,
        Some(Era::Lunar) => Calendar::Lunar,
        Some(Era::Solar | Era::Hijri) => Calendar::Solar,
        Some(Era::BeforeChrist | Era::Imperial) => return None,
        None => match year {
            1000..=1650 | 2201..=3000 => Calendar::Solar,
            1651..=2200 => Calendar::Gregorian,
            _ => return None,
        },
    })
}

fn written(year: i32, month: i32, day: i32) -> Option<Written> {
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some(Written {
        year: i16::try_from(year).ok(),
        month: i8::try_from(month).ok(),
        day: i8::try_from(day).ok(),
        weekday: None,
    })
}
