//! What a stage knows of the lexicon's entries.

use super::class_set::ClassSet;
use super::entry::ClassId;

/// Values of some of a lexicon's entries, by position of the entry.
///
/// Every word of a text is asked for, and most entries mean nothing to a given stage. So the positions are
/// kept apart from the values: the table that is asked stays small enough for the processor's cache.
#[derive(Clone, Debug)]
pub struct EntryMap<T> {
    /// For each entry, one more than the position of its value; 0 without.
    slots: Vec<u32>,
    values: Vec<T>,
    /// The classes of the entries that may have a value; nothing where any may.
    classes: Option<ClassSet>,
}

impl<T> Default for EntryMap<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), values: Vec::new(), classes: None }
    }
}

impl<T> EntryMap<T> {
    /// The same, of entries of these classes alone: what is of others need not be asked for.
    pub(super) fn of_classes(self, classes: ClassSet) -> Self {
        Self { classes: Some(classes), ..self }
    }

    /// Whether an entry of a class, or of what the class of a sighting stands for, may have a value.
    #[must_use]
    #[inline]
    pub fn may_have(&self, class: ClassId) -> bool {
        self.classes.as_ref().is_none_or(|classes| classes.has(class))
    }

    /// Adds what the next entry means.
    pub fn push(&mut self, value: Option<T>) {
        let known = value.is_some();
        self.values.extend(value);
        self.slots.push(if known { self.values.len() as u32 } else { 0 });
    }

    /// What the entry at a position means.
    #[must_use]
    #[inline]
    pub fn get(&self, entry: u32) -> Option<&T> {
        let slot = *self.slots.get(entry as usize)?;
        self.values.get(slot.checked_sub(1)? as usize)
    }

    /// The entries that mean something, with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        let known = self.slots.iter().enumerate().filter(|(_, slot)| **slot > 0);
        known.map(|(entry, _)| entry as u32).zip(&self.values)
    }
}

impl<T> FromIterator<Option<T>> for EntryMap<T> {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(values: I) -> Self {
        let mut out = Self::default();
        values.into_iter().for_each(|value| out.push(value));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn gives_back_what_was_put_in(values in proptest::collection::vec(proptest::option::of(any::<u8>()), 0..50)) {
            let meanings: EntryMap<u8> = values.iter().copied().collect();
            for (n, value) in values.iter().enumerate() {
                prop_assert_eq!(meanings.get(n as u32), value.as_ref());
            }
            prop_assert_eq!(meanings.get(values.len() as u32), None);
            let known = values.iter().enumerate().filter_map(|(n, value)| Some((n as u32, value.as_ref()?)));
            prop_assert!(meanings.iter().eq(known));
        }
    }

    #[test]
    fn what_is_of_other_classes_has_no_value() {
        let mut classes = ClassSet::default();
        classes.add(ClassId(3));
        let meanings: EntryMap<u8> = [Some(1), None].into_iter().collect();
        assert!(meanings.may_have(ClassId(4)));
        let meanings = meanings.of_classes(classes);
        assert_eq!([3, 4].map(|class| meanings.may_have(ClassId(class))), [true, false]);
        assert_eq!(meanings.get(0), Some(&1));
    }
}
