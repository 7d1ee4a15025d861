//! What tells that the words of a date are none, or not all of it.

use super::slots;
use crate::calendar::Calendar;
use crate::lexicon::{ClassSet, Particle};
use crate::numeral::{Numeral, Script};
use crate::rule::{Match, View};
use crate::text::{Gap, TokenKind};

/// Whether a number in brackets stands behind another one.
pub(super) fn contradicts_number(view: &View<'_>, found: &Match) -> bool {
    let brackets =
        view.tokens.list.get(found.first as usize).is_some_and(|token| view.slice(token.span()) == "(");
    brackets && view.numbers_before(found.first, found.first.saturating_sub(1)).next().is_some()
}

/// Whether a single word of some classes stands right before a token.
pub(super) fn is_behind(view: &View<'_>, at: u32, words: &ClassSet) -> bool {
    view.words_before(at, at.saturating_sub(1), words).is_some()
}

/// «هر یک دو سال», «هر ۸ ساعت تا ۷ روز»: whether «هر» before what looks like a range of lengths shows that it is none: «یک» counts nothing
/// then, and what comes again goes on for a length of another unit.
pub(super) fn is_each_apart(view: &View<'_>, found: &Match, parts: &slots::Parts) -> bool {
    let each = found.first.checked_sub(1).is_some_and(|before| view.is(before, Particle::Each));
    let (Some(lower), Some(_)) = (parts.count, parts.upper) else { return false };
    let one = lower.words && lower.integer() == Some(1) && view.capture(found, "joint").is_none();
    each && (one || parts.lower_unit.is_some() && parts.lower_unit != parts.unit)
}

/// Whether a day is a number word that says «no» before a comma; the only one of them is the ninth.
pub(super) fn is_denial(view: &View<'_>, found: &Match, parts: &slots::Parts) -> bool {
    let nine = |day: slots::Number| day.words && !day.ordinal && day.integer() == Some(9);
    parts.day.is_some_and(nine)
        && found.last == found.first + 1
        && matches!(view.token(found.last), "،" | ",")
}

/// Whether a number word for a place in a row, without a weekday, stands before a dash and a day with its weekday.
pub(super) fn is_behind_ordinal(view: &View<'_>, found: &Match, [first, second]: &[slots::Parts; 2]) -> bool {
    first.day.is_some_and(|day| day.words && day.ordinal)
        && first.weekday.is_none()
        && second.weekday.is_some()
        && matches!(view.token(found.first + 1), "-" | "–" | "—")
}

/// Whether a day is an ordinal in words with a comma and digits behind it.
pub(super) fn is_ordinal_of_else(view: &View<'_>, found: &Match, parts: &slots::Parts) -> bool {
    let digits =
        |at: u32| view.tokens.list.get(at as usize).is_some_and(|token| token.kind == TokenKind::Digits);
    let alone = view.slot(found, "month").is_none_or(|month| month.first >= found.last);
    parts.day.is_some_and(|day| day.words && day.ordinal)
        && alone
        && view.token(found.last) == "،"
        && digits(found.last + 1)
        && parts.weekday.is_none()
        && parts.unit.is_none()
}

/// Whether the word before a token is written with the ending that joins the next one to it: «قلعهٔ», «قلعه‌ی».
pub(super) fn has_ezafe_before(view: &View<'_>, at: u32) -> bool {
    const MARKS: [char; 2] = ['\u{654}', '\u{6c0}'];
    let Some(before) = at.checked_sub(1) else { return false };
    let joined = view.tokens.list.get(before as usize).is_some_and(|token| token.gap == Gap::Joiner);
    let last = view.token(before);
    last.ends_with(MARKS) || joined && matches!(last, "\u{6cc}" | "\u{64a}")
}

/// Whether the month is one of the lunar year.
pub(super) fn is_lunar(parts: &slots::Parts) -> bool {
    parts.month.is_some_and(|(calendar, _)| calendar == Calendar::Lunar)
}

/// Whether three digits stand right behind a lunar month that has no year.
pub(super) fn is_of_early_year(view: &View<'_>, found: &Match, parts: &slots::Parts) -> bool {
    let lunar = is_lunar(parts);
    let early = |number: &Numeral| matches!(number.script, Script::Digits { count: 3, padded: false, .. });
    let dated = parts.year.is_some() || parts.years.is_some() || parts.same_year || parts.steps.is_some();
    lunar && !dated && view.numbers_at(found.last).any(early)
}

/// «۲۸ آبان ۲۳:۱۰»: whether the two digits that end a day and its month, which look like a year, are the hour of a clock.
pub(super) fn is_before_clock(view: &View<'_>, found: &Match, parts: &slots::Parts) -> bool {
    let Some(year) = parts.year.filter(|year| parts.day.is_some() && year.last == found.last) else {
        return false;
    };
    let bare = parts.month.is_some() && parts.era.is_none() && view.slot(found, "year-word").is_none();
    bare && begins_longer(view, &year) && view.token(found.last) == ":"
}

/// «ب۱۲»: whether a single letter, which is no word, is glued to the digits at a token.
pub(super) fn is_behind_letter(view: &View<'_>, at: u32) -> bool {
    let glued = view.tokens.list.get(at as usize).is_some_and(|token| token.gap == Gap::None);
    let Some(before) = at.checked_sub(1).filter(|_| glued) else { return false };
    view.token_kind(before) == Some(TokenKind::Word)
        && view.tokens.codes_of(before as usize).len() == 1
        && view.particle(before).is_none()
}

/// «طلوع ۶:۵۸ غروب ۱۶:۵۲»: where the word for a part of the day begins that ends a clock reading, if another one right behind
/// it shows that it is the label of that.
pub(super) fn next_clock_label(view: &View<'_>, found: &Match) -> Option<u32> {
    let part = view.capture(found, "day-part").filter(|part| part.last == found.last)?;
    let digits = |at: u32| view.token_kind(at) == Some(TokenKind::Digits);
    let minutes = view.capture(found, "b").is_some();
    let next = digits(found.last) && view.token(found.last + 1) == ":" && digits(found.last + 2);
    (minutes && next).then_some(part.first)
}

/// Whether two years of a list are of two calendars by their numbers, and no names of one year.
pub(super) fn are_of_two_calendars((told, year): (slots::Number, slots::Number)) -> bool {
    const SOLAR: std::ops::RangeInclusive<i32> = 1200..=1450;
    const GREGORIAN: std::ops::RangeInclusive<i32> = 1700..=2100;
    /// By how many a Gregorian year is more than the solar one that most of it lies in, or one less.
    const BETWEEN: std::ops::RangeInclusive<i32> = 620..=622;
    let (Some(told), Some(year)) = (told.integer(), year.integer()) else { return false };
    let (least, most) = (told.min(year), told.max(year));
    SOLAR.contains(&least) && GREGORIAN.contains(&most) && !BETWEEN.contains(&(most - least))
}

/// Whether a year of two digits has a mark and more digits right behind it.
pub(super) fn begins_longer(view: &View<'_>, year: &slots::Number) -> bool {
    let tokens = &view.tokens.list;
    let glued = |at: u32| tokens.get(at as usize).filter(|token| token.gap == Gap::None);
    year.digits == Some(2)
        && glued(year.last)
            .is_some_and(|mark| matches!(view.slice(mark.span()), "٬" | "٫" | "/" | "," | "." | ":"))
        && glued(year.last + 1).is_some_and(|next| next.kind == TokenKind::Digits)
}

pub(super) fn is_clock(number: &Numeral) -> bool {
    !number.ordinal && number.value < rust_decimal::Decimal::from(60)
}

/// Whether a match holds nothing that «همان سال» would be a part of.
pub(super) fn only_same_year(parts: &slots::Parts) -> bool {
    parts.month.is_none()
        && parts.named_day.is_none()
        && parts.season.is_none()
        && parts.portion.is_none()
        && parts.part.is_none()
}

/// «قطعنامه‌های ۵۸۲ و ۵۸۸ سال ۱۹۸۶»: the number names something of the year behind it.
pub(super) fn names_before_year(view: &View<'_>, found: &Match) -> bool {
    let numbered = view.numeral(found, "count").is_some_and(|count| {
        matches!(count.script, Script::Digits { .. }) && count.value >= rust_decimal::Decimal::ONE_HUNDRED
    });
    let dated = |year: &Numeral| {
        matches!(year.script, Script::Digits { count: 4, .. })
            && year.integer().is_some_and(|year| (1200..=2100).contains(&year))
    };
    numbered && view.numbers_at(found.last).any(dated)
}

/// «یک کیف، یک ساعت، یک کتاب»: one of a thing between other things is no length of time.
pub(super) fn is_thing_among_things(view: &View<'_>, found: &Match) -> bool {
    let tokens = &view.tokens.list;
    let slice = |at: usize| tokens.get(at).map_or("", |token| view.slice(token.span()));
    let (first, last) = (found.first as usize, found.last as usize);
    if found.last - found.first != 2 {
        return false;
    }
    let comma = |at: usize| {
        tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation) && slice(at) == "،"
    };
    let same_article = slice(first) == slice(last + 1) && !slice(first).is_empty();
    // «علی، ۵۴ ساله، گفت»: an age between commas.
    let word = tokens.get(first).is_some_and(|token| token.kind == TokenKind::Word);
    let bare = view.entries_at(found.last - 1).all(|edge| edge.suffix == 0);
    (comma(last) && same_article) || (first > 0 && comma(first - 1) && comma(last) && word && bare)
}
