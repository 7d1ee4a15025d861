//! Names that the text itself gives to an entity: «سازمان … (X)», «Y که آن را «X» می‌نامند».

use super::EntityKind;
use super::pending::PendingMention;
use super::vocabulary::{Vocabulary, Word, word_end};
use crate::lexicon::Particle;
use crate::rule::{NUMBER, Scene, TokenSet};
use crate::text::TokenKind;

/// Most tokens of a name between brackets or quotation marks.
const LENGTH: u32 = 4;

/// A name given in the text: its tokens, and the mention (by index) whose entity it names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alias {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) of: usize,
}

/// The names that a document defines; `held` is in text order.
pub(super) fn defined(
    scene: &Scene<'_>,
    words: &Vocabulary,
    taken: &TokenSet,
    held: &[PendingMention],
) -> Vec<Alias> {
    let mut out: Vec<Alias> =
        (0..held.len()).filter_map(|of| bracketed(scene, words, taken, held, of)).collect();
    out.extend((0..held.len()).filter_map(|of| led(scene, words, taken, held, of)));
    scene.lattice.report_class(words.naming, |edge| out.extend(named(scene, taken, held, edge.first)));
    out
}

/// «سازمان … (X)»: the short name of a body.
fn bracketed(
    scene: &Scene<'_>,
    words: &Vocabulary,
    taken: &TokenSet,
    held: &[PendingMention],
    of: usize,
) -> Option<Alias> {
    let body =
        matches!(held[of].kind, EntityKind::Organisation | EntityKind::ArmedForce | EntityKind::Company);
    let open = held[of].last;
    if !body || scene.token(open) != "(" {
        return None;
    }
    let first = open + 1;
    let last = word_end(&scene.tokens, first);
    let token = scene.tokens.list.get(first as usize)?;
    let name = matches!(token.kind, TokenKind::Word | TokenKind::Latin)
        && scene.token(last) == ")"
        && !taken.any(first, last)
        && !scene
            .lattice
            .at(first as usize)
            .any(|edge| edge.class == NUMBER || matches!(words.word(&edge), Some(Word::Boundary)));
    name.then_some(Alias { first, last, of })
}

/// «Y، معروف به X», «Y (به اختصار X)»: a word that no lexicon knows, or what stands between marks.
fn led(
    scene: &Scene<'_>,
    words: &Vocabulary,
    taken: &TokenSet,
    held: &[PendingMention],
    of: usize,
) -> Option<Alias> {
    let mut at = held[of].last;
    let inside = scene.token(at) == "(";
    at += u32::from(inside || scene.token(at) == "،");
    let mut first = words.longest(scene, at, |word| matches!(word, Word::AliasLeader))?;
    first += u32::from(scene.token(first) == ":");
    let quoted = scene.token(first) == "«";
    first += u32::from(quoted);
    let mut last = first;
    if quoted || inside {
        let end = if quoted { "»" } else { ")" };
        while last < first + LENGTH && scene.token(last) != end {
            last += 1;
        }
        if scene.token(last) != end {
            return None;
        }
    } else {
        last = word_end(&scene.tokens, first);
        // A word that a lexicon knows is described, not named.
        if scene.lattice.at(first as usize).any(|edge| edge.last() >= last) {
            return None;
        }
    }
    let name = (first..last).all(|at| {
        let token = scene.tokens.list.get(at as usize);
        token.is_some_and(|token| {
            matches!(token.kind, TokenKind::Word | TokenKind::Latin | TokenKind::Digits | TokenKind::Hyphen)
        })
    });
    (first < last && name && !taken.any(first, last)).then_some(Alias { first, last, of })
}

/// «Y که … آن را «X» می‌نامند»: X is Y, the name before «که».
fn named(scene: &Scene<'_>, taken: &TokenSet, held: &[PendingMention], verb: u32) -> Option<Alias> {
    let last = verb.checked_sub(1)?;
    if scene.token(last) != "»" {
        return None;
    }
    let open = (last.saturating_sub(LENGTH + 1)..last).rev().find(|&at| scene.token(at) == "«")?;
    let first = open + 1;
    if first >= last || taken.any(first, last) {
        return None;
    }
    let end = held.partition_point(|mention| mention.last <= open);
    let of = (end.saturating_sub(4)..end).rev().find(|&n| {
        let comma = u32::from(scene.token(held[n].last) == "،");
        scene.is(held[n].last + comma, Particle::That)
    })?;
    // «X و Y که … «طرف‌ها» خوانده می‌شوند» names both, which are no one entity.
    if let Some(other) = of.checked_sub(1).and_then(|n| held.get(n))
        && other.last + 1 == held[of].first
        && scene.is(other.last, Particle::And)
    {
        return None;
    }
    // What is far off is in another sentence.
    (open - held[of].last < 20).then_some(Alias { first, last, of })
}
