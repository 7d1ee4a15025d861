//! The entities of one document, each once, in order of first mention.

use super::registry::Registry;
use super::{Entity, EntityKind};
use rustc_hash::FxHashMap;

/// Which entity a name stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum EntityRef {
    /// A lexicon entry, by position.
    Known(u32),
    /// One made from its name.
    Made(Box<Entity>),
}

/// The entities found so far.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) list: Vec<Entity>,
    by_entry: FxHashMap<u32, usize>,
    by_id: FxHashMap<(EntityKind, String), usize>,
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
            EntityRef::Made(entity) => Some(self.add(*entity)),
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
            EntityRef::Made(entity) => (entity.kind?, entity.id.as_str()),
        };
        self.by_id.get(&(kind, id.to_owned())).copied()
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
