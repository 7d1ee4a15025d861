//! Numeric dates: three numbers, and the order and calendar that are possible for them.

use super::placing::place;
use super::slots::{Digits, Parts};
use super::words::Era;
use super::year::{Year, widen};
use super::{Doubt, Kind, Precision, Resolution, TemporalExpression, Unit, Written};
use crate::calendar::Calendar;
use crate::rule::{Match, View};
use crate::text::{Gap, TokenKind};

/// A date of three numbers, or a range of two. A date that its calendar does not have is one without days.
pub(super) fn date(
    view: &View<'_>,
    found: &Match,
    opens: bool,
    both: &[Parts; 2],
) -> Option<TemporalExpression> {
    let (first, last) = (found.first, found.last);
    if goes_on(view, first, last) || opens && is_section(view, first, last, &both[0]) {
        return None;
    }
    let [parts, until] = both;
    if until.numbers[0].is_some() {
        return range(parts, until);
    }
    let (calendar, written, doubt) =
        message(view, found, parts).or_else(|| read(parts)).or_else(|| misread(parts))?;
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
    date.period = place(calendar, &written, Unit::Day);
    if date.period.is_none() {
        if !has_full_year(parts) {
            return None;
        }
        date.shape.doubt.impossible = true;
        date.resolution = Resolution::Unresolved;
    }
    Some(date)
}

/// A day of three numbers of which one is a full year, whatever stands around it.
pub(super) fn three(parts: &Parts) -> Option<TemporalExpression> {
    let (calendar, written, doubt) = read(parts).filter(|_| has_full_year(parts))?;
    let mut date = TemporalExpression::new(Kind::Date, Precision::Day);
    date.calendar = Some(calendar);
    date.written = written;
    date.shape.doubt = doubt;
    date.period = Some(place(calendar, &written, Unit::Day)?);
    Some(date)
}

/// A month by year and number, in either order: «۱۳۹۹/۱۲».
pub(super) fn month(view: &View<'_>, found: &Match, parts: &Parts) -> Option<TemporalExpression> {
    let [Some(a), Some(b), _] = parts.numbers else { return None };
    let (year, month) = if a.count == 4 { (a, b) } else { (b, a) };
    let of_our_time = (1300..=1450).contains(&year.value) || (1900..=2100).contains(&year.value);
    // «ماه ۷ سال ۱۳۹۹»
    let named = parts.unit.is_some();
    if year.count != 4 || month.count != 2 && !named || !of_our_time || goes_on(view, found.first, found.last)
    {
        return None;
    }
    let calendar = calendar_of(year.value, parts.era)?;
    let mut date = TemporalExpression::new(Kind::Date, Precision::Month);
    date.calendar = Some(calendar);
    date.written = Written { day: None, ..written(year.value, month.value, 1)? };
    date.shape.unit = Unit::Month;
    date.period = Some(place(calendar, &date.written, Unit::Month)?);
    Some(date)
}

fn has_full_year(parts: &Parts) -> bool {
    parts.numbers.iter().flatten().any(|digits| digits.count == 4)
}

/// A date in the usual order whose month or day no calendar has: «۱۴۰۰/۱۳/۰۵».
fn misread(parts: &Parts) -> Option<(Calendar, Written, Doubt)> {
    let [Some(year), Some(month), Some(day)] = parts.numbers else { return None };
    let looks_like_one = year.count == 4
        && (month.count, day.count) == (2, 2)
        && (1300..=1450).contains(&year.value) | (1900..=2100).contains(&year.value)
        && month.value <= 31
        && day.value <= 39;
    let written = Written { year: i16::try_from(year.value).ok(), ..Written::default() };
    looks_like_one.then_some((calendar_of(year.value, parts.era)?, written, Doubt::default()))
}

/// Whether three numbers at the beginning of a sentence number it: «۲-۴-۱۱) متقاضی …».
fn is_section(view: &View<'_>, first: u32, last: u32, parts: &Parts) -> bool {
    if has_full_year(parts) || parts.weekday.is_some() || parts.era.is_some() || parts.month.is_some() {
        return false;
    }
    let dotted = matches!(view.token(first + 1), "-" | "." | "–");
    let small = parts.numbers.iter().flatten().all(|digits| digits.value <= 31);
    view.token(last) == ")" || dotted && small
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
    if range.period.is_none() {
        if !has_full_year(from) {
            return None;
        }
        range.shape.doubt.impossible = true;
        range.resolution = Resolution::Unresolved;
    }
    Some(range)
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

/// The day of a message as Telegram writes it in English, the month first: «[11/28/26 8:41 PM]».
fn message(view: &View<'_>, found: &Match, parts: &Parts) -> Option<(Calendar, Written, Doubt)> {
    let [Some(month), Some(day), Some(year)] = parts.numbers else { return None };
    let bracket = found.first.checked_sub(1).map(|at| view.token(at)) == Some("[");
    let clock = view.token(found.last + 1) == ":" && matches!(view.token(found.last + 3), "AM" | "PM");
    if !bracket || !clock || year.count != 2 || month.count > 2 || day.count > 2 {
        return None;
    }
    let doubt = Doubt { order: day.value <= 12 && day.value != month.value, ..Doubt::default() };
    Some((
        Calendar::Gregorian,
        written(widen(year.value, Calendar::Gregorian), month.value, day.value)?,
        doubt,
    ))
}

/// Order and calendar of three numbers.
fn read(parts: &Parts) -> Option<(Calendar, Written, Doubt)> {
    let [Some(a), b, Some(c)] = parts.numbers else { return None };
    if let Some((calendar, month)) = parts.month {
        let (year, day) = if a.count == 4 { (a, c) } else { (c, a) };
        let mut doubt = Doubt::default();
        let year = match year.count {
            2 if calendar == Calendar::Lunar && parts.era.is_none() => {
                doubt.calendar = true;
                lunar_year(widen(year.value, Calendar::Solar), month, day.value)?
            }
            2 => widen(year.value, calendar),
            _ => year.value,
        };
        return Some((calendar, written(year, i32::from(month), day.value)?, doubt));
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

/// The lunar year whose day lies in a solar year.
fn lunar_year(solar: i32, month: u8, day: i32) -> Option<i32> {
    let year = Year { calendar: Calendar::Solar, year: solar, doubtful: true, ancient: false };
    Some(year.of_day(Calendar::Lunar, month, u8::try_from(day).ok()?)?.year)
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
