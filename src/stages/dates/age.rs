//! Centuries without a calendar word, in sentences about the Islamic age: «شاعر قرن چهارم».

use super::placing::place;
use super::words::{Era, Word, Words};
use super::{Precision, TemporalExpression, Unit};
use crate::calendar::Calendar;
use crate::rule::View;
use crate::text::TokenRange;

/// The last year of the lunar centuries that texts name so: of later ones they say the Gregorian number.
const LAST: i16 = 1300;

/// Whether an expression is a century that could be a lunar one.
pub(super) fn may_be_lunar(date: &TemporalExpression) -> bool {
    matches!(date.precision, Precision::Century | Precision::Other)
        && matches!(date.shape.unit, Unit::Century | Unit::HalfCentury(_))
        && date.calendar == Some(Calendar::Gregorian)
        && date.shape.doubt.calendar
        && date.shape.until.is_none_or(|(until, _)| until.year.is_some_and(|year| year <= LAST))
        && date.written.year.is_some_and(|year| (1..=LAST).contains(&year))
}

/// Whether a sentence is about people or things of the Islamic age, and nothing in it is of another.
pub(super) fn is_lunar(words: &Words, view: &View<'_>, sentence: TokenRange) -> bool {
    let mut lunar = false;
    for at in sentence.first..sentence.end {
        for (_, word) in view.meanings_at(&words.meanings, at) {
            match word {
                Word::Age(Calendar::Lunar) => lunar = true,
                Word::Age(_) | Word::Era(Era::Gregorian | Era::BeforeChrist) => return false,
                _ => {}
            }
        }
    }
    lunar
}

/// Reads a century as one of the lunar calendar. That it is one stays a matter of judgement.
pub(super) fn make_lunar(date: &mut TemporalExpression) {
    date.calendar = Some(Calendar::Lunar);
    date.period = match date.shape.until {
        None => place(Calendar::Lunar, &date.written, date.shape.unit),
        Some(_) => super::civil::whole_range(date),
    };
}
