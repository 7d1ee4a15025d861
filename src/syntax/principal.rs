//! Whom a document means where it gives a name to one of several that it has just named: «شرکت X به نمایندگی آقای Y، به نشانی
//! تهران، که «کارفرما» نامیده می‌شود» is about X, and «آقای Y به نمایندگی از شرکت X» too.

use crate::lexicon::Particle;
use crate::rule::View;
use crate::text::TokenRange;

/// What stands before a name that tells of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bearing {
    /// «به نمایندگی», «فرزند», «به نشانی»: what follows tells of who was named before.
    Describes,
    /// «به نمایندگی از»: what follows is whom the one before acts for.
    Behalf,
}

/// Which of some names, in text order, are meant for themselves; `bearing` says what begins at a token, and where it ends. All
/// are where none is.
pub(crate) fn principals(
    view: &View<'_>,
    names: &[TokenRange],
    bearing: impl Fn(u32) -> Option<(Bearing, u32)>,
) -> Vec<bool> {
    let mark = |at: u32| matches!(view.token(at), "،" | ",");
    let parts = |at: u32| mark(at) || view.is(at, Particle::And);
    let from = |n: usize| match n.checked_sub(1).and_then(|n| names.get(n)) {
        Some(before) => before.end,
        None => names.get(n).map_or(0, |name| name.first.saturating_sub(GAP)),
    };
    let mut meant: Vec<bool> = Vec::with_capacity(names.len());
    for (n, name) in names.iter().enumerate() {
        let gap = from(n)..name.first;
        let led = gap.clone().rev().find_map(|at| bearing(at).map(|found| (at, found)));
        // «به نشانی تهران، خیابان باغ»: what only a comma parts is told of the same one.
        let goes_on = gap.len() <= 1 && gap.clone().all(mark) && meant.last() == Some(&false);
        let described = match led {
            Some((_, (Bearing::Describes, end))) => !(end..name.first).any(parts),
            Some((_, (Bearing::Behalf, _))) => false,
            None => n > 0 && goes_on,
        };
        let behind = name.end + u32::from(mark(name.end));
        let acts = bearing(behind).is_some_and(|(found, _)| found == Bearing::Behalf) && n + 1 < names.len();
        meant.push(!described && !acts);
    }
    if meant.contains(&true) { meant } else { vec![true; names.len()] }
}

/// How far before the first name what tells of it is looked for, in tokens.
const GAP: u32 = 4;
