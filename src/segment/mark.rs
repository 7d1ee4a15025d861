//! The marks that close a label: «-», «)», «.», «:», also behind the signs of bold words.

use crate::rule::View;
use crate::text::{Gap, TokenKind};

/// Most signs that make words bold, and slanted too.
const BOLD: usize = 3;

/// Whether a bracket stands where the mark would, with what amended the article: «ماده ۷ (اصلاحی ۱۳۸۳)», «ماده ۷ [منسوخ]».
pub(super) fn opens_bracket(view: &View<'_>, end: usize) -> bool {
    matches!(mark(view, end), Some('(' | '['))
}

/// The token behind the mark at `end`, and the mark; none where that is no list mark.
pub(super) fn behind(view: &View<'_>, end: usize, last: usize) -> Option<(usize, char)> {
    // «۳ـ متن»: a tatweel stands for the dash, and is part of the token before it.
    let stretched = end.checked_sub(1).and_then(|n| view.tokens.list.get(n));
    let stretched = stretched.is_some_and(|token| view.slice(token.span()).ends_with('ـ'));
    // «1️⃣ متن»: the frame of a key closes the number in it.
    if end < last && view.token(end as u32).starts_with('\u{20E3}') {
        return Some((end + 1, ')'));
    }
    // «1\. متن»: Markdown takes a number with a stop for an item of its own unless a stroke stands before the stop.
    let end = end + usize::from(end < last && view.token(end as u32) == "\\");
    let sign = match mark(view, end).filter(|_| end < last) {
        Some(sign) if matches!(sign, '-' | '–' | '—' | '−' | '‐' | ')' | '.' | '۔' | ':' | 'ـ' | '_') => {
            sign
        }
        _ if stretched => return Some((end, '-')),
        _ => return None,
    };
    let mut body = end + 1;
    // «۱.-», «ماده ۱ـ -»: marks may be doubled.
    while body < last && matches!(mark(view, body), Some('-' | '–' | '—' | 'ـ' | '_')) {
        body += 1;
    }
    let next = view.tokens.list.get(body).filter(|_| body < last);
    let decimal = next.is_some_and(|token| token.kind == TokenKind::Digits && token.gap == Gap::None);
    // All dashes are one mark: «۱۰-» and «۱۱–» stand in the same list.
    let sign = match sign {
        '–' | '—' | '−' | '‐' | 'ـ' | '_' => '-',
        '۔' => '.',
        sign => sign,
    };
    (!decimal).then_some((body, sign))
}

/// The character of the punctuation token at `at`.
pub(super) fn mark(view: &View<'_>, at: usize) -> Option<char> {
    let token = view.tokens.list.get(at)?;
    match token.kind {
        TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop => {
            view.slice(token.span()).chars().next()
        }
        _ => None,
    }
}

/// The token behind the stars or strokes that end bold words, where such stand at `at`.
pub(super) fn behind_bold(view: &View<'_>, at: usize, last: usize) -> usize {
    let signs = (at..last).take_while(|at| matches!(view.token(*at as u32), "*" | "_"));
    at + signs.take(BOLD).count()
}
