//! Clock times.

use super::slots::Parts;
use super::words::{DayPart, Word, Words};
use super::{Clock, Kind, Precision, Resolution, TemporalExpression};
use crate::lexicon::ClassSet;
use crate::rule::{Match, View};
use crate::text::{Gap, TokenKind};
use rust_decimal::prelude::ToPrimitive;

/// A clock time, or the first one of a stretch of time; `led`: words before it say that it is an hour.
pub(super) fn time(both: &[Parts; 2], led: bool) -> Option<TemporalExpression> {
    let [parts, until] = both;
    if let Some(left) = parts.left {
        return before(parts, left);
    }
    let (hour, minute, second) = match parts.numbers {
        [Some(a), Some(b), c] => {
            // Two digits of minutes: «۲:۱» is a score.
            if a.count > 2 || b.count != 2 || c.is_some_and(|c| c.count != 2) {
                return None;
            }
            (a.value, b.value, c.map_or(0, |c| c.value))
        }
        _ => words(parts)?,
    };
    // «۹ و نیم شب» is no number of nights.
    let parted = minute != 0 || parts.minute.is_some();
    let part = parts.day_part.or_else(|| shared(hour, until));
    let lasts = (until.hour.is_some() || until.numbers[0].is_some()) && until.day_part.is_some();
    let mut row = at(turned(hour, part, led || parted || lasts || is_announced(parts))?, minute, second)?;
    // «شنبه تا چهارشنبه ۸ تا ۱۶»: each week.
    row.shape.recurs = parts.weekday.is_some();
    Some(row)
}

/// The part of the day that an hour shares with the one that a stretch of time lasts until: «۲ تا ۴ عصر», but
/// «۱۰ تا ۲ عصر» begins in the morning.
fn shared(hour: i32, until: &Parts) -> Option<DayPart> {
    let last = match until.numbers {
        [Some(a), ..] => a.value,
        _ => until.hour?.value.trunc().to_i32()?,
    };
    until.day_part.filter(|part| match part {
        DayPart::Noon => hour <= last && last < 10,
        DayPart::Night | DayPart::Midnight => true,
        DayPart::Am | DayPart::Pm => hour <= last,
    })
}

/// Whether «ساعت» or a colon says that it is a time.
pub(super) fn is_announced(parts: &Parts) -> bool {
    parts.unit.is_some() || parts.numbers[0].is_some()
}

/// «گوشی S21: ۱۸٬۵۰۰٬۰۰۰», «SHAD20: ۲۰٪»: whether what looks like minutes is the first group of a larger number, or what looks like
/// an hour the end of a name.
pub(super) fn is_behind_label(view: &View<'_>, found: &Match) -> bool {
    let kind = |at: u32| view.tokens.list.get(at as usize).map(|token| (token.kind, token.gap));
    let glued = kind(found.first).is_some_and(|(_, gap)| gap == Gap::None);
    let name = found.first.checked_sub(1).and_then(kind).is_some_and(|(kind, _)| kind == TokenKind::Latin);
    let mark = matches!(view.token(found.last), "٬" | "," | "،" | "/" | "." | "٫")
        && kind(found.last).is_some_and(|(_, gap)| gap == Gap::None);
    let group = kind(found.last + 1) == Some((TokenKind::Digits, Gap::None))
        && view.token(found.last + 1).chars().count() == 3;
    glued && name
        || mark && group && kind(found.last.saturating_sub(1)).is_some_and(|(_, gap)| gap == Gap::Space)
}

/// «نساء ۴: ۱۱», «احمد رضایی ۲:۱۷:۰۵»: whether two numbers with a blank behind their colon are a chapter and a verse, or an hour
/// of one digit with seconds behind a name is how long somebody took. «ساعت» or a part of the day says otherwise.
pub(super) fn is_told_by_nothing(view: &View<'_>, found: &Match, both: &[Parts; 2]) -> bool {
    let [parts, until] = both;
    let ([Some(hour), Some(_), second], None) = (parts.numbers, until.numbers[0]) else { return false };
    let digits = |at: u32| view.token_kind(at) == Some(TokenKind::Digits);
    if found.first >= 2 && view.token(found.first - 1) == ":" && digits(found.first - 2) {
        return true;
    }
    if parts.unit.is_some() || parts.day_part.is_some() || found.from < found.first || until.hour.is_some() {
        return false;
    }
    // Where a blank stands on both sides, as tokenised text has it, nothing is told by it.
    let gap = |at: usize| view.tokens.list.get(found.first as usize + at).map(|token| token.gap);
    let spaced = gap(1) == Some(Gap::None) && gap(2) == Some(Gap::Space);
    let named = || found.first.checked_sub(1).and_then(|at| view.token_kind(at)) == Some(TokenKind::Word);
    spaced && second.is_none() || hour.count == 1 && second.is_some() && named()
}

/// «UTC+3:30»: whether what looks like a time is how far a time zone is from another one.
pub(super) fn is_offset(view: &View<'_>, found: &Match) -> bool {
    let Some(sign) = found.first.checked_sub(1) else { return false };
    let Some(zone) = sign.checked_sub(1) else { return false };
    let glued = |at: u32| view.tokens.list.get(at as usize).is_some_and(|token| token.gap == Gap::None);
    matches!(view.token(sign), "+" | "-" | "−")
        && view.token_kind(zone) == Some(TokenKind::Latin)
        && glued(sign)
        && glued(found.first)
}

/// An hour by the minutes that are left to it: «ربع به شش» is 5:45, and «دو ربع به شش» 5:30.
fn before(parts: &Parts, left: u8) -> Option<TemporalExpression> {
    let hour = parts.hour.filter(|hour| !hour.ordinal)?.integer()?;
    let left = parts.count.map_or(Some(1), |n| n.integer())?.checked_mul(i32::from(left))?;
    if !(1..60).contains(&left) {
        return None;
    }
    let hour = match turned(hour, parts.day_part, true)? {
        0 => 23,
        hour => hour - 1,
    };
    at(hour, 60 - left, 0)
}

/// A clock reading of a day that is not told.
pub(super) fn at(hour: i32, minute: i32, second: i32) -> Option<TemporalExpression> {
    let mut row = TemporalExpression::new(Kind::Time, Precision::Day);
    row.clock = Some(Clock::new(hour, minute, second)?);
    row.resolution = Resolution::Relative;
    Some(row)
}

/// The clock reading that a stretch of time lasts until, `None` where only its beginning is told.
pub(super) fn until(last: &Parts) -> Option<Clock> {
    let (hour, minute, second) = match last.numbers {
        [Some(a), b, c] => (a.value, b.map_or(0, |b| b.value), c.map_or(0, |c| c.value)),
        _ => words(last)?,
    };
    Clock::new(turned(hour, last.day_part, true)?, minute, second)
}

fn words(parts: &Parts) -> Option<(i32, i32, i32)> {
    let number = parts.hour?;
    if number.ordinal {
        return None;
    }
    let whole = number.value.trunc();
    // «۸ و نیم» is one number.
    let fraction = (number.value - whole) * rust_decimal::Decimal::from(60);
    let hour = super::slots::Number { value: whole, ..number }.integer()?;
    let fraction = super::slots::Number { value: fraction, ..number }.integer()?;
    // «نیم شب» is no half an hour past midnight.
    if hour == 0 && fraction != 0 {
        return None;
    }
    let part = |number: Option<super::slots::Number>| number.map_or(Some(0), |n| n.integer());
    let minute = part(parts.minute)? + fraction + parts.fraction.map_or(0, i32::from);
    Some((hour, minute, part(parts.second)?))
}

/// A reading of a clock of 12 hours in the part of the day that its day is named with.
pub(super) fn in_part(clock: Clock, part: Option<DayPart>) -> Clock {
    let hour = turned(i32::from(clock.hour), part, true);
    let (minute, second) = (i32::from(clock.minute), i32::from(clock.second));
    hour.and_then(|hour| Clock::new(hour, minute, second)).unwrap_or(clock)
}

/// The hour of 24 that a part of the day makes of an hour of 12.
fn turned(hour: i32, part: Option<DayPart>, head: bool) -> Option<i32> {
    Some(match (part, hour) {
        // «20 صبح»: so many of something else, in the morning.
        (Some(DayPart::Am), 13..=24) if !head => return None,
        (_, 13..=24) | (None, _) => hour,
        (Some(DayPart::Am), 12) => 0,
        (Some(DayPart::Am), _) => hour,
        (Some(DayPart::Noon), 10..=12) => hour,
        (Some(DayPart::Pm), 12) => 12,
        (Some(DayPart::Noon | DayPart::Pm), _) => hour + 12,
        // Without «ساعت» these are nights («۸ شب»).
        (Some(DayPart::Night), _) if !head => return None,
        (Some(DayPart::Night | DayPart::Midnight), 12) => 0,
        // «ساعت ۱۱ نیمه‌شب», but «ساعت ۲ نیمه‌شب».
        (Some(DayPart::Night), 5..=11) | (Some(DayPart::Midnight), 9..=11) => hour + 12,
        (Some(DayPart::Night | DayPart::Midnight), _) => hour,
    })
}

/// The time zone that stands behind token `last`: «به وقت مسکو».
pub(super) fn zone(words: &Words, leaders: &ClassSet, view: &View<'_>, last: u32) -> Option<&'static str> {
    let after = |at: u32| {
        let zones = view.meanings_at(&words.meanings, at).filter_map(|(_, word)| match word {
            Word::Zone(zone) => Some(*zone),
            _ => None,
        });
        zones.last()
    };
    let leaders = view.entries_at(last).filter(|edge| leaders.has(edge.class));
    leaders.filter_map(|edge| after(edge.last())).last()
}
