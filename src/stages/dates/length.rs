//! Lengths of time, and points counted from now.

use super::civil;
use super::slots::{Number, Parts};
use super::words::Era;
use super::{Kind, Precision, Resolution, Shift, TemporalExpression, Weekday};
use crate::calendar::{Duration, DurationUnit};
use crate::numeral::shared_tens;
use rust_decimal::Decimal;

/// The number of a suffix set, and what it says of a unit word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Suffixes {
    /// «روزها»: no counted unit.
    pub(super) plural: Option<u8>,
    /// «هفته‌ی»: the bare word, joined to the next.
    pub(super) joint: Option<u8>,
    /// «ساله»: as long or as old as the number says.
    pub(super) adjective: Option<u8>,
}

impl Suffixes {
    fn countable(self, parts: &Parts) -> bool {
        self.plural != Some(parts.unit_suffix)
    }
}

/// A length of time: one amount, the sum of two («یک سال و سه ماه»), or a range; `joined`: a word or mark says that it
/// is one.
pub(super) fn duration(parts: &[Parts; 2], joined: bool, suffixes: Suffixes) -> Option<TemporalExpression> {
    let [first, second] = parts;
    if let (Some(option), Some(count)) = (first.option, first.count) {
        let upper = Number { value: count.value.checked_add(option)?, ..count };
        return range(first, upper, true, suffixes);
    }
    if let Some(upper) = first.upper {
        // «ده (۱۰) تا پانزده (۱۵) روز»: each number, written twice.
        let same = |count: Option<Number>, again: Option<Decimal>| {
            again.is_none_or(|again| count.is_some_and(|count| count.value == again))
        };
        let agree = same(first.count, first.again) && same(Some(upper), second.again);
        return if agree { range(first, upper, joined, suffixes) } else { None };
    }
    if !suffixes.countable(first) || !suffixes.countable(second) {
        return None;
    }
    // «هجده (۱۸) سال»: one number, written twice.
    if first.again.is_some_and(|again| first.count.is_none_or(|count| count.value != again)) {
        return None;
    }
    let unit = first.unit?;
    // «۵ روزه و ۱۲ ساعته»: two lengths and no sum.
    if second.count.is_some() && first.unit_suffix != 0 && suffixes.adjective == Some(first.unit_suffix) {
        return None;
    }
    let mut amounts = vec![(amount(first)?, unit)];
    if let (Some(count), Some(other)) = (second.count, second.unit) {
        // «سه شب و چهار روز»: the nights are those between the days.
        match amounts.first_mut().filter(|_| other == unit) {
            Some((first, _)) => *first = count.value.max(*first),
            None => amounts.push((count.value, other)),
        }
    }
    // «۱۰ ثانیه و ۱۴ صدم»
    amounts.extend(first.rest.map(|rest| (rest, DurationUnit::Second)));
    let mut row = TemporalExpression::new(Kind::Duration, precision(unit));
    row.duration = Some(Duration::of(&amounts)?);
    row.modifier = first.bound.unwrap_or_default();
    Some(row)
}

/// How long a race took: «۱:۴۵٫۳۸» is a minute and 45.38 seconds, «۲:۰۵:۱۲٫۴» has hours before them.
pub(super) fn race(parts: &Parts) -> Option<TemporalExpression> {
    let second = parts.second?.value;
    let ([Some(first), last, None], false) = (parts.numbers, second.is_integer()) else { return None };
    let (hours, minutes) = last.map_or((0, first), |last| (first.value, last));
    if minutes.value > 59 || last.is_some() && minutes.count != 2 {
        return None;
    }
    let mut row = TemporalExpression::new(Kind::Duration, precision(DurationUnit::Minute));
    row.duration = Some(Duration::of(&[
        (hours.into(), DurationUnit::Hour),
        (minutes.value.into(), DurationUnit::Minute),
        (second, DurationUnit::Second),
    ])?);
    Some(row)
}

/// A choice or range of lengths («۲۸ یا ۲۹ روز»).
fn range(parts: &Parts, upper: Number, joined: bool, suffixes: Suffixes) -> Option<TemporalExpression> {
    if !suffixes.countable(parts) {
        return None;
    }
    let unit = parts.unit?;
    let (Number { value: a, words, .. }, Number { value: b, words: both, .. }) = (parts.count?, upper);
    // «بیست و دو سه سال»: the second takes the tens of the first.
    let b = Some(b).filter(|_| joined || !words || !both).or_else(|| shared_tens(a, b)).unwrap_or(b);
    let a = shared_scale(a, upper).filter(|_| joined && parts.lower_unit.is_none()).unwrap_or(a);
    let lower = Duration::of(&[(a, parts.lower_unit.unwrap_or(unit))])?;
    let upper = Duration::of(&[(b, unit)])?;
    // Side by side («دو سه روز») they are neighbours in words.
    let neighbours = words && both && is_next(a, b);
    if !(joined || neighbours) {
        return None;
    }
    let mut row = TemporalExpression::new(Kind::Duration, precision(unit));
    match parts.direction {
        // «۷۰ تا ۸۰ سال پیش» is a time that no length can tell.
        Some((_, false)) => row.kind = Kind::Date,
        _ => row.duration = Some(Duration::range(&lower, &upper)?),
    }
    if parts.direction.is_some() {
        row.resolution = Resolution::Relative;
    }
    row.modifier = parts.bound.unwrap_or_default();
    Some(row)
}

/// Whether two numbers side by side are said of about as many: «دو سه», «ده پانزده», «بیست سی».
fn is_next(a: Decimal, b: Decimal) -> bool {
    let five = Decimal::from(5);
    let round = |step: Decimal| b - a == step && (a % step).is_zero();
    b == a + Decimal::ONE || round(five) || round(Decimal::TEN)
}

/// «۷ تا ۹ میلیارد سال»: the lower end takes the scale word of the upper one.
fn shared_scale(lower: Decimal, upper: Number) -> Option<Decimal> {
    if upper.digits.is_some() || lower >= Decimal::ONE_THOUSAND {
        return None;
    }
    let mut scale = Decimal::ONE_THOUSAND;
    while upper.value >= scale * Decimal::ONE_THOUSAND {
        scale = scale.checked_mul(Decimal::ONE_THOUSAND)?;
    }
    lower.checked_mul(scale).filter(|scaled| *scaled <= upper.value)
}

/// A time by its distance from now: a day («دیروز»), a weekday, a number of units, or the unit beside the present one.
pub(super) fn from_now(parts: &[Parts; 2], suffixes: Suffixes) -> Option<TemporalExpression> {
    let [first, _] = parts;
    if first.days.is_some() {
        return day(first);
    }
    if let (Some(from), Some(_)) = (first.weekday, parts[1].weekday) {
        return Some(weekdays(from));
    }
    if first.weekday.is_some() {
        return civil::weekday(first);
    }
    if first.direction.is_some() { counted(parts, suffixes) } else { neighbour(first, suffixes) }
}

/// A range of weekdays («یکشنبه تا پنجشنبه»), which mostly comes again each week: it has no days.
fn weekdays(from: Weekday) -> TemporalExpression {
    let mut row = TemporalExpression::new(Kind::Range, Precision::Day);
    row.resolution = Resolution::Relative;
    row.written.weekday = Some(from);
    row
}

/// A length counted from now: a point («سه هفته پیش») or a length («سه سال آینده»).
fn counted(parts: &[Parts; 2], suffixes: Suffixes) -> Option<TemporalExpression> {
    let [first, _] = parts;
    let (direction, length) = first.direction?;
    let unit = first.unit?;
    if !suffixes.countable(first) {
        return None;
    }
    if length {
        let mut row = duration(parts, false, suffixes)?;
        row.resolution = Resolution::Relative;
        return Some(row);
    }
    // «علی ۵۰ ساله بعد از آن گفت»: an age.
    if first.unit_suffix != 0 && suffixes.adjective == Some(first.unit_suffix) {
        return None;
    }
    let mut row = TemporalExpression::new(Kind::Date, precision(unit));
    row.resolution = Resolution::Relative;
    row.modifier = first.bound.unwrap_or_default();
    let whole = first.count.filter(|_| first.fraction.is_none()).and_then(|count| count.integer());
    row.shape.shift = whole.map(|count| Shift::Point { unit, count: count.saturating_mul(direction) });
    row.shape.narrative = first.narrative;
    Some(row)
}

/// «کنسلی تا ۲۴ ساعت قبل»: hours and minutes before what is to come are as long as they are, and no time that is past.
pub(super) fn before_event(row: &mut TemporalExpression, lies_ahead: impl FnOnce() -> bool) {
    let Some(Shift::Point { unit, count }) = row.shape.shift else { return };
    let short = matches!(unit, DurationUnit::Hour | DurationUnit::Minute);
    if row.kind != Kind::Date || !short || count >= 0 || !lies_ahead() {
        return;
    }
    let Some(duration) = Duration::of(&[(Decimal::from(-count), unit)]) else { return };
    row.kind = Kind::Duration;
    row.duration = Some(duration);
    row.resolution = Resolution::Explicit;
    row.shape.shift = None;
    row.shape.narrative = false;
}

/// A unit beside the present one («هفته گذشته»).
fn neighbour(parts: &Parts, suffixes: Suffixes) -> Option<TemporalExpression> {
    let steps = parts.steps?;
    let unit = parts.unit?;
    if parts.unit_suffix != 0 && suffixes.joint != Some(parts.unit_suffix) {
        return None;
    }
    let mut row = TemporalExpression::new(Kind::Date, precision(unit));
    row.resolution = Resolution::Relative;
    row.calendar = parts.era.and_then(Era::calendar);
    row.modifier = parts.part.unwrap_or_default();
    row.shape.shift = Some(Shift::Step { unit, steps });
    row.shape.narrative = parts.narrative;
    row.shape.told_only = parts.told_only;
    Some(row)
}

/// A day by its distance from today («پریروز»).
fn day(parts: &Parts) -> Option<TemporalExpression> {
    let mut row = TemporalExpression::new(Kind::Date, Precision::Day);
    row.resolution = Resolution::Relative;
    row.written.weekday = parts.weekday;
    row.shape.shift = Some(Shift::Point { unit: DurationUnit::Day, count: parts.days? });
    Some(row)
}

/// The count of a unit, with «و نیم» behind the unit.
fn amount(parts: &Parts) -> Option<Decimal> {
    let count = parts.count?.value;
    match parts.fraction {
        Some(minutes) => count.checked_add(Decimal::from(minutes).checked_div(Decimal::from(60))?),
        None => Some(count),
    }
}

/// What the unit of a length is as a precision.
const fn precision(unit: DurationUnit) -> Precision {
    match unit {
        DurationUnit::Century => Precision::Century,
        DurationUnit::Decade => Precision::Decade,
        DurationUnit::Year => Precision::Year,
        DurationUnit::Month => Precision::Month,
        DurationUnit::Day => Precision::Day,
        DurationUnit::Season => Precision::Season,
        DurationUnit::Millennium
        | DurationUnit::Week
        | DurationUnit::Hour
        | DurationUnit::Minute
        | DurationUnit::Second => Precision::Other,
    }
}
