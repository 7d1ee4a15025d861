//! Names that the text itself gives to an entity: «سازمان … (X)», «Y که آن را «X» می‌نامند».

use super::EntityKind;
use super::pending::PendingMention;
use super::vocabulary::{Vocabulary, Word, word_end};
use crate::lexicon::Particle;
use crate::rule::{TokenSet, View};
use crate::syntax::{Bearing, principals};
use crate::text::{TokenKind, TokenRange};

/// Most tokens of a name between brackets or quotation marks.
const LENGTH: u32 = 4;

/// Fewest letters of a short name.
const LETTERS: usize = 3;

/// How many tokens before a name may hold the noun that is said of it again.
const AGAIN: u32 = 8;

/// Most names that are told of a party before it is given its own.
const TOLD: usize = 8;

/// The sign of an ezafe that is written out: what follows belongs to the word.
const EZAFE: char = '\u{654}';

/// A name given in the text: its tokens, and the mention (by index) whose entity it names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alias {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) of: usize,
}

/// The names that a document defines; `held` is in text order.
pub(super) fn defined(
    view: &View<'_>,
    words: &Vocabulary,
    taken: &TokenSet,
    held: &[PendingMention],
) -> Vec<Alias> {
    let mut out: Vec<Alias> =
        (0..held.len()).filter_map(|of| bracketed(view, words, taken, held, of)).collect();
    out.extend((0..held.len()).filter_map(|of| led(view, words, taken, held, of)));
    view.each_of(&words.features.naming, |edge| out.extend(named(view, words, taken, held, edge.first)));
    out
}

/// «سازمان … (X)»: the short name of a body.
fn bracketed(
    view: &View<'_>,
    words: &Vocabulary,
    taken: &TokenSet,
    held: &[PendingMention],
    of: usize,
) -> Option<Alias> {
    let body =
        matches!(held[of].kind, EntityKind::Organisation | EntityKind::ArmedForce | EntityKind::Company);
    let open = held[of].last;
    if !body || view.token(open) != "(" {
        return None;
    }
    let first = open + 1;
    let last = word_end(&view.tokens, first);
    let token = view.tokens.list.get(first as usize)?;
    // «کمیته امداد امام خمینی (ره)»: what is said of the dead and the holy has one letter or two.
    let short = token.kind == TokenKind::Word && view.tokens.codes_between(first, last).len() < LETTERS;
    let name = matches!(token.kind, TokenKind::Word | TokenKind::Latin)
        && !short
        && view.token(last) == ")"
        && !taken.any(first, last)
        && view.number_at(first).is_none()
        && !words.words_at(view, first).any(|(_, word)| matches!(word, Word::Boundary));
    name.then_some(Alias { first, last, of })
}

/// «Y، معروف به X», «Y (به اختصار X)»: a word that no lexicon knows, or what stands between marks.
fn led(
    view: &View<'_>,
    words: &Vocabulary,
    taken: &TokenSet,
    held: &[PendingMention],
    of: usize,
) -> Option<Alias> {
    let mut at = held[of].last;
    let inside = view.token(at) == "(";
    at += u32::from(inside || view.token(at) == "،");
    let mut first = words.longest(view, at, |word| matches!(word, Word::AliasLeader))?;
    first += u32::from(view.token(first) == ":");
    let quoted = view.token(first) == "«";
    first += u32::from(quoted);
    let mut last = first;
    if quoted || inside {
        let end = if quoted { "»" } else { ")" };
        while last < first + LENGTH && view.token(last) != end {
            last += 1;
        }
        if view.token(last) != end {
            return None;
        }
        // «(که در این قرارداد X نامیده می‌شود)»
        let called = |at: &u32| view.begins(*at, &words.features.naming);
        last = (first + 1..last).find(called).unwrap_or(last);
    } else {
        last = word_end(&view.tokens, first);
        // A word that a lexicon knows is described, not named.
        if view.entries_at(first).any(|edge| edge.last() >= last)
            || view.number_at(first).is_some_and(|number| number.last >= last)
        {
            return None;
        }
    }
    // «گسل شمال تبریز یا همان گسل کهنه»: the noun before the name, once more.
    let again = |at: u32| view.tokens.codes_of(at as usize) == view.tokens.codes_of(first as usize);
    if !quoted && (held[of].first.saturating_sub(AGAIN)..held[of].first).any(again)
        || view.token(last.saturating_sub(1)).ends_with(EZAFE)
    {
        return None;
    }
    let name = (first..last).all(|at| {
        let token = view.tokens.list.get(at as usize);
        token.is_some_and(|token| {
            matches!(token.kind, TokenKind::Word | TokenKind::Latin | TokenKind::Digits | TokenKind::Hyphen)
        })
    });
    (first < last && name && !taken.any(first, last)).then(|| Alias {
        first,
        last,
        of: principal(view, words, held, of),
    })
}

/// «Y که … آن را «X» می‌نامند»: X is Y, the name before «که».
fn named(
    view: &View<'_>,
    words: &Vocabulary,
    taken: &TokenSet,
    held: &[PendingMention],
    verb: u32,
) -> Option<Alias> {
    let last = verb.checked_sub(1)?;
    if view.token(last) != "»" {
        return None;
    }
    let open = (last.saturating_sub(LENGTH + 1)..last).rev().find(|&at| view.token(at) == "«")?;
    let first = open + 1;
    if first >= last || taken.any(first, last) {
        return None;
    }
    let end = held.partition_point(|mention| mention.last <= open);
    let of = (end.saturating_sub(4)..end).rev().find(|&n| {
        let comma = u32::from(view.token(held[n].last) == "،");
        view.is(held[n].last + comma, Particle::That)
    })?;
    // «X و Y که … «طرف‌ها» خوانده می‌شوند» names both, which are no one entity.
    if let Some(other) = of.checked_sub(1).and_then(|n| held.get(n))
        && other.last + 1 == held[of].first
        && view.is(other.last, Particle::And)
    {
        return None;
    }
    // What is far off is in another sentence.
    let near = open - held[of].last < 20;
    near.then(|| Alias { first, last, of: principal(view, words, held, of) })
}

/// Whom a name is for that is given behind the mention `of`: one before it, where that one represents it or is its address.
fn principal(view: &View<'_>, words: &Vocabulary, held: &[PendingMention], of: usize) -> usize {
    let parted =
        |at: u32| matches!(view.token(at), "»" | "؛" | ":") || view.token_kind(at) == Some(TokenKind::Stop);
    let mut from = of;
    while let Some(before) = from.checked_sub(1)
        && of - before < TOLD
        && !(held[before].last..held[from].first).any(parted)
    {
        from = before;
    }
    let names: Vec<TokenRange> =
        held[from..=of].iter().map(|mention| TokenRange::new(mention.first, mention.last)).collect();
    let meant = principals(view, &names, |at| {
        let behalf = words.longest(view, at, |word| matches!(word, Word::OnBehalf));
        let describes = || words.longest(view, at, |word| matches!(word, Word::PartyDescription));
        behalf.map(|end| (Bearing::Behalf, end)).or_else(|| Some((Bearing::Describes, describes()?)))
    });
    let last = meant.iter().rposition(|meant| *meant).unwrap_or(of - from);
    from + last
}
