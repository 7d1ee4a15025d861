//! Numbers whose paragraph ends in their middle: of lines that somebody has broken the first is taken for a paragraph, where nothing tells
//! that the next one goes on with it.

use crate::lexicon::Particle;
use crate::numeral::Numeral;
use crate::rule::View;
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// Most tokens of a number that ends a line.
const LONGEST: u32 = 8;

/// What the check `broken-number` says of rows beside which a line ends in the middle of a number.
pub(crate) const BROKEN: &str =
    "a line ends beside it where a number may go on, and nothing says that the lines belong together";

fn is_line(view: &View<'_>, at: u32) -> bool {
    view.tokens.list.get(at as usize).is_some_and(|token| token.kind == TokenKind::Line)
}

/// The number that ends the line above the one that begins at a token, and whether «و» stands behind it, with a hyphen as of
/// words that are cut or without.
pub(crate) fn number_above<'v>(view: &'v View<'_>, at: u32) -> Option<(&'v Numeral, bool)> {
    let line = at.checked_sub(1).filter(|line| is_line(view, *line))?;
    let kind = |at: u32| view.tokens.list.get(at as usize).map(|token| token.kind);
    let hyphen = line.checked_sub(1).is_some_and(|last| kind(last) == Some(TokenKind::Hyphen));
    let line = line - u32::from(hyphen);
    let joined = line.checked_sub(1).is_some_and(|last| view.is(last, Particle::And));
    if hyphen && !joined {
        return None;
    }
    let end = line - u32::from(joined);
    let number = view.numbers_before(end, end.saturating_sub(LONGEST)).next()?;
    Some((number, joined))
}

/// The number that begins the line below, where tokens end a line at a place, and whether «و» ends it.
pub(crate) fn number_below<'v>(view: &'v View<'_>, end: u32) -> Option<(&'v Numeral, bool)> {
    let joined = view.is(end, Particle::And);
    let line = Some(end + u32::from(joined)).filter(|line| is_line(view, *line))?;
    Some((view.number_at(line + 1)?, joined))
}

/// The first token of the line below, where tokens end a line at a place.
pub(crate) fn line_below(view: &View<'_>, end: u32) -> Option<u32> {
    is_line(view, end).then_some(end + 1)
}

/// Whether a number is a scale word, «هزار», which another number goes before.
pub(crate) fn is_scale(number: &Numeral) -> bool {
    number.scale > Decimal::ONE && number.value == number.scale
        || number.first + 1 == number.last && number.value == Decimal::ONE_THOUSAND
}
