//! Names that the model is not sure of where they stand: the document has them elsewhere, or they are as likely time and again.

use super::learned::Late;
use super::ledger::Ledger;
use super::model::{EntityKind, Method};
use super::pending::PendingMention;
use super::registry::Registry;
use crate::rule::{RuleId, TokenSet, View};
use crate::text::fold::Code;
use rustc_hash::FxHashMap;

/// How sure the model is to be, all times added up, of a name that it is never sure of.
const TOGETHER: i32 = 1000;

/// What the document says of the letters of a name.
#[derive(Clone, Copy)]
enum Told {
    /// Somebody is named so elsewhere.
    Named(usize, EntityKind),
    /// How often that is likely, how sure the model is all times together, and of which kind.
    Likely(usize, i32, EntityKind),
    /// It is likely to be of several kinds.
    Apart,
    /// Several are named so elsewhere.
    Several,
}

/// Whether what is of one kind may be what is of another one elsewhere: «شهرداری» the club is no town.
fn agree(one: EntityKind, other: EntityKind) -> bool {
    use EntityKind::{ArmedForce, Company, Media, Organisation, Place, State};
    let of = |kinds: &[EntityKind]| kinds.contains(&one) && kinds.contains(&other);
    one == other || of(&[Place, State]) || of(&[Organisation, Company, Media, ArmedForce])
}

/// Adds the names that are told elsewhere, where the rule `named` stands for what only the document explains.
pub(super) fn add(
    view: &View<'_>,
    (registry, named): (&Registry, RuleId),
    taken: &mut TokenSet,
    ledger: &mut Ledger,
    held: &mut Vec<PendingMention>,
    likely: Vec<Late>,
) {
    if likely.is_empty() {
        return;
    }
    let letters = |first: u32, last: u32| view.tokens.codes_between(first, last);
    let mut told: FxHashMap<&[Code], Told> = FxHashMap::default();
    for Late { first, last, candidate, likely, .. } in &likely {
        let score = likely.unwrap_or_default();
        let first_time = Told::Likely(0, 0, candidate.kind);
        let told = told.entry(letters(*first, *last)).or_insert(first_time);
        *told = match *told {
            Told::Likely(times, sum, kind) if kind == candidate.kind => {
                Told::Likely(times + 1, sum.saturating_add(score), kind)
            }
            _ => Told::Apart,
        };
    }
    for mention in held.iter() {
        if let Some(told) = told.get_mut(letters(mention.first, mention.last)) {
            *told = match *told {
                Told::Several => Told::Several,
                Told::Named(entity, _) if entity != mention.entity => Told::Several,
                _ => Told::Named(mention.entity, mention.kind),
            };
        }
    }
    for Late { first, last, segment, candidate, .. } in likely {
        if taken.any(first, last) {
            continue;
        }
        let (entity, kind, method, rule) = match told.get(letters(first, last)) {
            Some(Told::Named(entity, kind)) if agree(*kind, candidate.kind) => {
                (Some(*entity), *kind, Method::Coreference, named)
            }
            Some(Told::Likely(2.., TOGETHER.., _)) => {
                (ledger.index(registry, candidate.who), candidate.kind, candidate.method, RuleId::MODEL)
            }
            _ => continue,
        };
        let Some(entity) = entity else { continue };
        taken.take(first, last);
        held.push(PendingMention {
            first,
            last,
            segment,
            rule,
            kind,
            entity,
            method,
            short: candidate.short,
        });
    }
}
