//! A person's title beside the name, and the state or body it is held in.

use super::EntityKind;
use super::pending::PendingMention;
use super::vocabulary::{TitleKind, Vocabulary, Word, ends_word};
use crate::rule::Scene;
use crate::text::Span;

/// Most tokens between a title and the name it belongs to («رئیس‌جمهور ترکیه، X»).
const REACH: usize = 3;

/// A title and the mention (by index) that says whose it is.
pub(super) type Role = (Span, Option<usize>);

/// The title right before or after the person of mention `at`.
pub(super) fn role(
    scene: &Scene<'_>,
    words: &Vocabulary,
    held: &[PendingMention],
    at: usize,
    sentence: (u32, u32),
) -> Option<Role> {
    let (first, last) = (held[at].first, held[at].last);
    before(scene, words, held, at, first, sentence).or_else(|| after(scene, words, held, at, last, sentence))
}

fn is_role(word: &Word) -> bool {
    matches!(word, Word::Title(TitleKind::Office | TitleKind::Rank))
}

/// «نخست‌وزیر X», «نخست‌وزیر Y X», «نخست‌وزیر Y، X».
fn before(
    scene: &Scene<'_>,
    words: &Vocabulary,
    held: &[PendingMention],
    at: usize,
    first: u32,
    (start, _): (u32, u32),
) -> Option<Role> {
    let mut end = first;
    if mark(scene, end.checked_sub(1)?, &["«", "\""]) && end > start {
        end -= 1;
    }
    if let Some(from) = ending(scene, words, start, end) {
        // «Z، صدراعظم X»: the title is that of Z.
        let another = at.checked_sub(1).and_then(|before| held.get(before)).is_some_and(|other| {
            other.kind == EntityKind::Person
                && other.last + 1 == from
                && mark(scene, other.last, &["،", ","])
                && end == first
        });
        return (!another).then(|| (scene.span(from, end), None));
    }
    if end > start && mark(scene, end - 1, &["،", ","]) {
        end -= 1;
    }
    let owner = at.checked_sub(1)?;
    if held[owner].last != end || held[owner].kind == EntityKind::Person {
        return None;
    }
    let from = ending(scene, words, start, held[owner].first)?;
    // «Z، وزیر دفاع Y، X»: the title is that of Z.
    let another = owner.checked_sub(1).is_some_and(|other| {
        held[other].kind == EntityKind::Person
            && held[other].last + 1 == from
            && mark(scene, held[other].last, &["،", ","])
    });
    if another {
        return None;
    }
    Some((scene.span(from, held[owner].first), Some(owner)))
}

/// Where the title that ends before token `end` begins; forms of address between are skipped.
fn ending(scene: &Scene<'_>, words: &Vocabulary, start: u32, mut end: u32) -> Option<u32> {
    for _ in 0..REACH {
        if let Some((mut from, _)) = words.before(scene, start, end, is_role) {
            // «دستیار رئیس‌جمهور X»
            while let Some((further, _)) = words.before(scene, start, from, is_role) {
                from = further;
            }
            return Some(from);
        }
        let other = |word: &Word| matches!(word, Word::Title(TitleKind::Honorific) | Word::TitleModifier);
        let (from, _) = words.before(scene, start, end, other)?;
        end = from;
    }
    None
}

/// «X، نخست‌وزیر Y», «X نخست‌وزیر سابق Y».
fn after(
    scene: &Scene<'_>,
    words: &Vocabulary,
    held: &[PendingMention],
    at: usize,
    last: u32,
    (_, stop): (u32, u32),
) -> Option<Role> {
    let mut from = last;
    while from < stop && from < last + 2 && mark(scene, from, &["»", "\"", "،", ",", "("]) {
        from += 1;
    }
    let mut end = words.longest(scene, from, |word| matches!(word, Word::Title(TitleKind::Office)))?;
    if end > stop || !ends_word(&scene.tokens, end) {
        return None;
    }
    // «معاون سابق رئیس‌جمهور»
    let more = |word: &Word| matches!(word, Word::TitleModifier | Word::Title(TitleKind::Office));
    while let Some(next) = words.longest(scene, end, more) {
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
        return Some((scene.span(from, body.first), Some(at + 1)));
    }
    // The title of the person named next: «X، رئیس‌جمهور Y، Z …» stays with X; «X و نخست‌وزیر Z» has «و».
    let next = held.get(at + 1);
    if next.is_some_and(|next| next.first == end && next.kind == EntityKind::Person) && from == last {
        return None;
    }
    let owner = next.filter(|next| next.first == end && next.kind != EntityKind::Person).map(|_| at + 1);
    Some((scene.span(from, end), owner))
}

fn mark(scene: &Scene<'_>, at: u32, marks: &[&str]) -> bool {
    scene.tokens.list.get(at as usize).is_some_and(|token| marks.contains(&scene.slice(token.span())))
}
