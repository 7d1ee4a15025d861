//! The numbers and letters of items that stand side by side in a line: «مزایا: ۱- ضمانت ۲- ۱۰ روز مهلت».

use super::list::counts_on;
use super::marker::Markers;
use crate::rule::View;
use crate::text::fold::{DIGIT_ZERO, is_digit};
use crate::text::{Gap, Span, Token, TokenKind, TokenRange, block_at};

/// Digits of such a number.
const DIGITS: usize = 2;
/// Fewest items where nothing parts the first one from the words before it.
const PLAINLY: usize = 3;

/// A number with the mark of a list behind it.
#[derive(Clone, Copy)]
struct Label {
    at: u32,
    number: u32,
    sign: char,
    /// Whether the line, or a mark, stands before it.
    apart: bool,
    /// Whether the line begins with it.
    first: bool,
}

/// The numbers of items within the lines of a document, in text order: at least two that count on; and the lines, of
/// which those behind a colon («مزایا: ۱- …») are cut where their items begin.
pub(super) fn cut(
    view: &View<'_>,
    markers: &Markers,
    blocks: Vec<(usize, usize)>,
) -> (Vec<TokenRange>, Vec<(usize, usize)>) {
    let mut found = Vec::new();
    let mut out = Vec::with_capacity(blocks.len());
    let mut run: Vec<Label> = Vec::new();
    let digits = |at: usize| view.tokens.list.get(at).is_some_and(|token| token.kind == TokenKind::Digits);
    for (first, last) in blocks {
        if view.watch.ended() {
            break;
        }
        run.clear();
        let mut cuts = Vec::new();
        for label in (first..last).filter(|at| digits(*at)).filter_map(|at| label(view, at, first, last)) {
            if run.last().is_some_and(|before| before.sign == label.sign && before.number + 1 == label.number)
            {
                run.push(label);
                continue;
            }
            keep(view, &run, &mut found, &mut cuts);
            run.clear();
            run.push(label);
        }
        keep(view, &run, &mut found, &mut cuts);
        letters(view, markers, (first, last), &mut cuts);
        let start = view.span(first as u32, last as u32).start;
        let prose = || block_at(view.blocks, start).is_none_or(|block| block.role.can_be_labelled());
        let mut from = first;
        if !cuts.is_empty() && prose() {
            cuts.sort_unstable();
            for at in cuts.into_iter().filter(|at| (first + 1..last).contains(at)) {
                out.push((from, at));
                from = at;
            }
        }
        out.push((from, last));
    }
    found.sort_unstable();
    (found, out)
}

/// Keeps a run of numbers that begins a list, and where they cut the line.
fn keep(view: &View<'_>, run: &[Label], found: &mut Vec<TokenRange>, cuts: &mut Vec<usize>) {
    let Some(head) = run.first().filter(|_| run.len() > 1) else { return };
    let parted = head.apart || (run.len() >= PLAINLY && head.sign != '.');
    if head.first || head.number == 1 && parted {
        found.extend(run.iter().map(|label| TokenRange::new(label.at, label.at + 1)));
        // In brackets they stand inside a sentence.
        let listed = head.first || head.at.checked_sub(1).is_some_and(|at| view.token(at) == ":");
        if head.sign != '(' && head.number == 1 && listed {
            cuts.extend(run.iter().map(|label| label.at as usize));
        }
    }
}

/// Where the items of a list by letters begin behind a colon («پرداخت: الف) نیمی نقد ب) نیمی با چک»), or behind one that
/// the line begins with («الف) سیب  ب) گلابی  ج) انار»): there by three or more, or with a mark or wide gap before each.
fn letters(view: &View<'_>, markers: &Markers, (first, last): (usize, usize), cuts: &mut Vec<usize>) {
    let text = view.text.as_bytes();
    // «)», «-», «–» and «ـ», whichever token they begin.
    let signs = |sign: &Token| {
        let written = text.get(sign.span().start as usize..).unwrap_or_default();
        matches!(written, [b')' | b'-', ..] | [0xD9, 0x80, ..] | [0xE2, 0x80, 0x93, ..])
    };
    let mut run: Vec<(usize, TokenKind, [Option<i64>; 2])> = Vec::new();
    // «بند ب) این ماده»: a letter that is spoken of.
    let named = |at: usize| at > first && markers.head_at(view, at - 1);
    let tokens = view.tokens.list.get(first..last).unwrap_or_default();
    for (at, near) in (first..).zip(tokens.windows(3)) {
        let [token, sign, body] = near else { continue };
        let joined = at > first && token.gap == Gap::None;
        if !signs(sign) || joined || !matches!(body.kind, TokenKind::Word | TokenKind::Digits) {
            continue;
        }
        let sign = sign.kind;
        let Some(values) = markers.letter_at(view, at) else { continue };
        let opens = at == first || view.token(at as u32 - 1) == ":";
        match run.last() {
            None if values[0] == Some(1) && opens => {}
            Some((_, before, [value, abjad]))
                if *before == sign
                    && (counts_on(*value, values[0]) || counts_on(*abjad, values[1]))
                    && !named(at) => {}
            _ => continue,
        }
        run.push((at, sign, values));
    }
    let behind_colon = run.first().is_some_and(|(at, ..)| *at > first);
    let several = run.len() > 2 || behind_colon || run.iter().skip(1).all(|(at, ..)| is_parted(view, *at));
    if run.len() > 1 && several {
        cuts.extend(run.into_iter().map(|(at, ..)| at));
    }
}

/// Whether a mark or a gap wider than one blank stands before a token.
fn is_parted(view: &View<'_>, at: usize) -> bool {
    let token = |at: usize| view.tokens.list.get(at);
    let Some((before, token)) = at.checked_sub(1).and_then(token).zip(token(at)) else { return true };
    let gap = Span::new(before.span().end, token.span().start);
    matches!(before.kind, TokenKind::Punctuation | TokenKind::Stop) || view.slice(gap).chars().count() > 1
}

/// The label that a number of the line `first..last` is.
fn label(view: &View<'_>, at: usize, first: usize, last: usize) -> Option<Label> {
    let list = &view.tokens.list;
    let token = list.get(at)?;
    let codes = view.tokens.codes_of(at);
    if codes.len() > DIGITS || !codes.iter().all(|code| is_digit(*code)) {
        return None;
    }
    let number = codes.iter().fold(0, |number, code| 10 * number + u32::from(code - DIGIT_ZERO));
    let before = at.checked_sub(1).filter(|before| *before >= first).and_then(|before| list.get(before));
    let kind = |at: usize| list.get(at).filter(|_| at < last).map(|token| token.kind);
    let gap = |at: usize| list.get(at).filter(|_| at < last).map(|token| token.gap);
    let mark = |at: usize| view.token(at as u32).chars().next();
    let opened = before.is_some_and(|token| view.slice(token.span()) == "(");
    let stretched = view.token(at as u32).ends_with('ـ');
    let (sign, body) = match mark(at + 1).filter(|_| at + 1 < last) {
        _ if stretched => ('-', at + 1),
        Some(')') if opened => ('(', at + 2),
        Some(')') => (')', at + 2),
        Some('.') if gap(at + 1) == Some(Gap::None) => ('.', at + 2),
        Some('-' | '–' | '—' | '−' | 'ـ') => ('-', at + 2),
        _ => return None,
    };
    let follows = kind(body)?;
    // «۲-۳», «۲.۵», and «۲ - ۳», a range; «۱- ۲ روز» is one too.
    let range = sign == '-'
        && follows == TokenKind::Digits
        && (gap(at + 1) != Some(Gap::None) || next(view, body) == Some(number + 1));
    let glued = gap(body) == Some(Gap::None) && follows != TokenKind::Word;
    let inside = token.gap != Gap::Space
        && !opened
        && at > first
        && before.is_some_and(|b| b.kind != TokenKind::Punctuation);
    if number == 0 || range || glued || inside {
        return None;
    }
    let apart = |token: &Token| matches!(token.kind, TokenKind::Punctuation | TokenKind::Stop);
    Some(Label { at: at as u32, number, sign, apart: before.is_none_or(apart), first: before.is_none() })
}

/// The number in digits at a token.
fn next(view: &View<'_>, at: usize) -> Option<u32> {
    let codes = view.tokens.codes_of(at);
    let short = codes.len() <= DIGITS + 1;
    short.then(|| {
        codes.iter().fold(0, |number, code| 10 * number + u32::from(code.saturating_sub(DIGIT_ZERO)))
    })
}
