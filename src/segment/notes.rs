//! Notes that marks in the text point to: «… آباد بود(۱)», and below «۱. نزهةالقلوب، ص ۶۹.»; they are no list of the text.

use super::kind::{ARTICLE_RANK, Marker, MarkerKind};
use super::marker::Markers;
use crate::rule::View;
use crate::text::fold::{DIGIT_ZERO, is_digit};
use crate::text::{Gap, TokenKind};

/// Largest number of a mark.
const LARGEST: usize = 99;

/// Drops the numbers of notes: those that count from 1, where marks with all of them stand before. A law's numbers are
/// never such.
pub(super) fn drop_notes(view: &View<'_>, found: &mut [Option<Box<Marker>>]) {
    let law = |marker: &Marker| marker.kind.head_rank().is_some_and(|rank| rank >= ARTICLE_RANK);
    if found.iter().flatten().any(|marker| law(marker)) {
        return;
    }
    let number = |marker: &Option<Box<Marker>>| {
        let marker = marker.as_deref().filter(|marker| matches!(marker.kind, MarkerKind::Number(_)))?;
        usize::try_from(marker.number?).ok()
    };
    if !found.iter().any(|marker| number(marker).is_some()) {
        return;
    }
    let marks = marks(view);
    let mut from = 0;
    while from < found.len() {
        let rest = &found[from..];
        let run = (1..).zip(rest).take_while(|(expected, marker)| number(marker) == Some(*expected)).count();
        let first = rest.first().and_then(Option::as_deref).map_or(0, |marker| marker.label.first);
        let pointed = |n: usize| marks.get(n).copied().flatten().is_some_and(|at| at < first);
        if run > 0 && (1..=run).all(pointed) {
            found[from..from + run].fill(None);
        }
        from += run.max(1);
    }
}

/// Drops the numbers below the heading of notes, also in a law.
pub(super) fn drop_headed(
    view: &View<'_>,
    markers: &Markers,
    found: &mut [Option<Box<Marker>>],
    blocks: &[(usize, usize)],
) {
    let numbered = |marker: &Option<Box<Marker>>| {
        marker.as_ref().is_some_and(|marker| matches!(marker.kind, MarkerKind::Number(_)))
    };
    for (n, &block) in blocks.iter().enumerate().take(found.len()) {
        if found[n].is_none() && markers.is_over_notes(view, block) {
            found[n + 1..].iter_mut().take_while(|marker| numbered(marker)).for_each(|marker| *marker = None);
        }
    }
}

/// Where a mark with each number first stands: a raised digit, or a number close behind a word, also in brackets.
fn marks(view: &View<'_>) -> Vec<Option<u32>> {
    let mut marks = vec![None; LARGEST + 1];
    let list = &view.tokens.list;
    let kind = |at: usize| list.get(at).map(|token| token.kind);
    let close = |at: usize| list.get(at).is_some_and(|token| token.gap == Gap::None);
    for (at, token) in list.iter().enumerate().skip(1) {
        if token.kind == TokenKind::Word {
            continue;
        }
        if token.kind != TokenKind::Digits {
            let raised = view.slice(token.span()).chars().next().and_then(raised);
            if let Some(place) = raised.and_then(|number| marks.get_mut(number)) {
                place.get_or_insert(at as u32);
            }
            continue;
        }
        let bracket = matches!(view.token(at as u32 - 1), "(" | "[") && close(at);
        let before = if bracket { at.checked_sub(2) } else { Some(at - 1) };
        let word = before.is_some_and(|before| kind(before) == Some(TokenKind::Word));
        if !word || !close(if bracket { at - 1 } else { at }) {
            continue;
        }
        let codes = view.tokens.codes_of(at);
        let digits = codes.iter().copied().filter(|code| is_digit(*code)).take(3);
        let number = digits.fold(0, |value, code| 10 * value + usize::from(code - DIGIT_ZERO));
        if let Some(place) = marks.get_mut(number) {
            place.get_or_insert(at as u32);
        }
    }
    marks
}

/// The value of a raised digit.
fn raised(sign: char) -> Option<usize> {
    match sign {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => usize::try_from(u32::from(sign) - u32::from('⁰')).ok(),
        _ => None,
    }
}
