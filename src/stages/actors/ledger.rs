//! The entities of one document, each once, in order of first mention.

use super::pending::{EntityRef, PendingMention};
use super::registry::Registry;
use super::{Entity, EntityKind};
use crate::text::fold::Code;
use rustc_hash::FxHashMap;

/// The entities found so far.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) list: Vec<Entity>,
    by_entry: FxHashMap<u32, usize>,
    by_id: FxHashMap<(EntityKind, String), usize>,
    by_likeness: FxHashMap<Box<[Code]>, usize>,
}

impl Ledger {
    /// The index of an entity, which is added where it is new.
    pub(super) fn index(&mut self, registry: &Registry, who: EntityRef) -> Option<usize> {
        match who {
            EntityRef::Known(entry) => {
                if let Some(&at) = self.by_entry.get(&entry) {
                    return Some(at);
                }
                let at = self.add(registry.get(entry)?.entity());
                self.by_entry.insert(entry, at);
                Some(at)
            }
            EntityRef::Made(entity, None) => Some(self.add(*entity)),
            EntityRef::Made(entity, Some(likeness)) => {
                if let Some(&at) = self.by_likeness.get(&likeness) {
                    return Some(at);
                }
                let at = self.add(*entity);
                self.by_likeness.insert(likeness, at);
                Some(at)
            }
        }
    }

    /// The index of an entity that was mentioned already.
    pub(super) fn find(&self, registry: &Registry, who: &EntityRef) -> Option<usize> {
        let (kind, id) = match who {
            EntityRef::Known(entry) if self.by_entry.contains_key(entry) => {
                return self.by_entry.get(entry).copied();
            }
            EntityRef::Known(entry) => {
                let known = registry.get(*entry)?;
                (known.kind, known.id())
            }
            EntityRef::Made(entity, _) => (entity.kind?, entity.id.as_str()),
        };
        self.by_id.get(&(kind, id.to_owned())).copied()
    }

    /// Forgets entities whose mentions were all given to others.
    pub(super) fn drop_unmentioned(&mut self, held: &mut [PendingMention]) {
        let mut places: Vec<Option<usize>> = vec![None; self.list.len()];
        held.iter().for_each(|mention| places[mention.entity] = Some(0));
        for (count, place) in places.iter_mut().flatten().enumerate() {
            *place = count;
        }
        let place = |entity: usize| places.get(entity).copied().flatten();
        for mention in held {
            mention.entity = place(mention.entity).unwrap_or(mention.entity);
        }
        let mut at = 0..;
        self.list.retain(|_| at.next().is_some_and(|entity| place(entity).is_some()));
        let moved = |entity: &mut usize| place(*entity).map(|to| *entity = to).is_some();
        self.by_entry.retain(|_, entity| moved(entity));
        self.by_id.retain(|_, entity| moved(entity));
        self.by_likeness.retain(|_, entity| moved(entity));
    }

    fn add(&mut self, entity: Entity) -> usize {
        let key = (entity.kind.unwrap_or(EntityKind::Organisation), entity.id.clone());
        if let Some(&at) = self.by_id.get(&key) {
            return at;
        }
        self.by_id.insert(key, self.list.len());
        self.list.push(entity);
        self.list.len() - 1
    }
}
