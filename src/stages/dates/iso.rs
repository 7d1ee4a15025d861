//! Moments as machines write them (ISO 8601): a date, «T», a clock time, and the distance of its clock from UTC.

use super::numeric;
use super::slots::{Digits, Parts};
use super::{Clock, Kind, TemporalExpression};
use crate::calendar::zones;
use crate::rule::{Match, View};

/// The letter between date and time, in either case.
const TIME_MARK: &str = "T";
/// The letter behind a time of UTC.
const UTC_MARK: &str = "Z";
const MICROS_OF_MINUTE: i64 = 60_000_000;
/// The farthest that clocks are from UTC, in minutes.
const FARTHEST: i64 = 14 * 60;

/// A moment, with its instant where it tells how far its clock is from UTC.
pub(super) fn moment(view: &View<'_>, found: &Match, both: &[Parts; 2]) -> Option<TemporalExpression> {
    let [parts, time] = both;
    let is = |slot: &str, mark: &str| match view.capture(found, slot) {
        Some(letter) => view.token(letter.first).eq_ignore_ascii_case(mark),
        None => true,
    };
    if !is("time-mark", TIME_MARK) || !is("utc-mark", UTC_MARK) {
        return None;
    }
    let mut row = numeric::three(parts)?;
    let [Some(hour), Some(minute), second] = time.numbers else { return None };
    if [Some(hour), Some(minute), second].iter().flatten().any(|digits| digits.count != 2) {
        return None;
    }
    let second = second.map_or(0, |second| second.value);
    row.kind = Kind::Time;
    row.clock = Some(Clock::new(hour.value, minute.value, second)?);
    let distance = match parts.offset {
        [Some(hours), minutes] => Some(signed(view, found, distance(hours, minutes)?)),
        _ => view.capture(found, "utc-mark").map(|_| 0),
    };
    if let (Some(distance), Some(day)) = (distance, row.day()) {
        let part = |value: i32| u8::try_from(value).ok();
        let (hour, minute) = (part(hour.value)?, part(minute.value)?);
        let utc = zones::instant_micros(day, hour, minute, part(second)?, "UTC");
        row.instant = utc.and_then(|utc| utc.checked_sub(distance * MICROS_OF_MINUTE));
    }
    Some(row)
}

/// Minutes from UTC, of «03» and «30» or of «0330».
fn distance(hours: Digits, minutes: Option<Digits>) -> Option<i64> {
    let (hours, minutes) = match (hours.count, minutes) {
        (4, None) => (hours.value / 100, hours.value % 100),
        (2, minutes) => (hours.value, minutes.map_or(0, |minutes| minutes.value)),
        _ => return None,
    };
    let all = i64::from(hours) * 60 + i64::from(minutes);
    (minutes < 60 && all <= FARTHEST).then_some(all)
}

/// The distance with the sign that stands before it.
fn signed(view: &View<'_>, found: &Match, distance: i64) -> i64 {
    let sign = view.capture(found, "offset-hour").and_then(|hours| hours.first.checked_sub(1));
    if sign.is_some_and(|sign| view.token(sign) != "+") { -distance } else { distance }
}
