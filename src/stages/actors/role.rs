//! A person's title beside the name, and the state or body it is held in.

use super::EntityKind;
use super::entry::TitleKind;
use super::pending::PendingMention;
use super::person::is_year;
use super::vocabulary::{Vocabulary, Word, ends_word};
use crate::rule::View;
use crate::text::{Span, TokenRange};

/// Most tokens between a title and the name it belongs to («رئیس‌جمهور ترکیه، X»).
const REACH: usize = 3;

/// Signs of an ezafe that is written out.
const EZAFE: [char; 2] = ['\u{654}', '\u{6C0}'];

/// A title and the mention (by index) that says whose it is.
pub(super) type Role = (Span, Option<usize>);

/// The title right before or after the person of mention `at`.
pub(super) fn role(
    view: &View<'_>,
    words: &Vocabulary,
    held: &[PendingMention],
    at: usize,
    sentence: TokenRange,
) -> Option<Role> {
    let (first, last) = (held[at].first, held[at].last);
    before(view, words, held, at, first, sentence).or_else(|| after(view, words, held, at, last, sentence))
}

fn is_role(word: &Word) -> bool {
    matches!(word, Word::Title(TitleKind::Office | TitleKind::Rank, _))
}

/// «نخست‌وزیر X», «نخست‌وزیر Y X», «نخست‌وزیر Y، X».
fn before(
    view: &View<'_>,
    words: &Vocabulary,
    held: &[PendingMention],
    at: usize,
    first: u32,
    TokenRange { first: start, .. }: TokenRange,
) -> Option<Role> {
    let mut end = first;
    if mark(view, end.checked_sub(1)?, &["«", "\""]) && end > start {
        end -= 1;
    }
    if let Some(from) = ending(view, words, start, end) {
        // «نمایندهٔ X», «سه نماینده X»: whom the name's bearer sent.
        if view.slice(view.span(from, end)).ends_with(EZAFE) || is_counted(view, from, start) {
            return None;
        }
        // «Z، صدراعظم X»: the title is that of Z.
        let another = at.checked_sub(1).and_then(|before| held.get(before)).is_some_and(|other| {
            other.kind == EntityKind::Person
                && other.last + 1 == from
                && mark(view, other.last, &["،", ","])
                && end == first
        });
        return (!another).then(|| (view.span(from, end), None));
    }
    if end > start && mark(view, end - 1, &["،", ","]) {
        end -= 1;
    }
    let owner = at.checked_sub(1)?;
    if held[owner].last != end || held[owner].kind == EntityKind::Person {
        return None;
    }
    let from = ending(view, words, start, held[owner].first)?;
    // «Z، وزیر دفاع Y، X»: the title is that of Z.
    let another = owner.checked_sub(1).is_some_and(|other| {
        held[other].kind == EntityKind::Person
            && held[other].last + 1 == from
            && mark(view, held[other].last, &["،", ","])
    });
    if another {
        return None;
    }
    Some((view.span(from, held[owner].first), Some(owner)))
}

/// Whether a number of one token that is no year says how many bear the title at a token.
fn is_counted(view: &View<'_>, at: u32, start: u32) -> bool {
    let Some(before) = at.checked_sub(1).filter(|before| *before >= start) else { return false };
    view.numbers_before(at, before).any(|number| !is_year(number) && !number.ordinal)
}

/// Where the title that ends before token `end` begins; forms of address between are skipped.
fn ending(view: &View<'_>, words: &Vocabulary, start: u32, mut end: u32) -> Option<u32> {
    for _ in 0..REACH {
        if let Some((mut from, _)) = words.before(view, start, end, is_role) {
            // «دستیار رئیس‌جمهور X»
            while let Some((further, _)) = words.before(view, start, from, is_role) {
                from = further;
            }
            return Some(from);
        }
        let other = |word: &Word| {
            matches!(
                word,
                Word::Title(TitleKind::Honorific | TitleKind::Address, _)
                    | Word::TitleModifier
                    | Word::Sayyid
            )
        };
        let (from, _) = words.before(view, start, end, other)?;
        end = from;
    }
    None
}

/// «X، نخست‌وزیر Y», «X نخست‌وزیر سابق Y».
fn after(
    view: &View<'_>,
    words: &Vocabulary,
    held: &[PendingMention],
    at: usize,
    last: u32,
    TokenRange { end: stop, .. }: TokenRange,
) -> Option<Role> {
    let mut from = last;
    while from < stop && from < last + 2 && mark(view, from, &["»", "\"", "،", ",", "("]) {
        from += 1;
    }
    let mut end = words.longest(view, from, |word| matches!(word, Word::Title(TitleKind::Office, _)))?;
    if end > stop || !ends_word(&view.tokens, end) {
        return None;
    }
    // «معاون سابق رئیس‌جمهور»
    let more = |word: &Word| matches!(word, Word::TitleModifier | Word::Title(TitleKind::Office, _));
    while let Some(next) = words.longest(view, end, more) {
        if next > stop {
            break;
        }
        end = next;
    }
    // «رئیس کمیسیون | انرژی مجلس»: a title in the lexicon goes no further than to the body's name.
    if let Some(body) = held.get(at + 1)
        && body.kind != EntityKind::Person
        && (from + 1..end).contains(&body.first)
    {
        return Some((view.span(from, body.first), Some(at + 1)));
    }
    // The title of the person named next: «X، رئیس‌جمهور Y، Z …» stays with X; «X و نخست‌وزیر Z» has «و».
    let next = held.get(at + 1);
    if next.is_some_and(|next| next.first == end && next.kind == EntityKind::Person) && from == last {
        return None;
    }
    let owner = next.filter(|next| next.first == end && next.kind != EntityKind::Person).map(|_| at + 1);
    Some((view.span(from, end), owner))
}

fn mark(view: &View<'_>, at: u32, marks: &[&str]) -> bool {
    view.tokens.list.get(at as usize).is_some_and(|token| marks.contains(&view.slice(token.span())))
}
