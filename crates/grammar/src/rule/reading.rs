//! What rules can mean: the readings of each table, the slots that each of them reads, and its senses.

/// A folder of rules, and the table that they make rows of.
#[derive(Clone, Copy, Debug)]
pub struct RuleTable {
    /// The folder that its rules stand in.
    pub name: &'static str,
    /// The table of a dataset that has the rows.
    pub rows: &'static str,
    /// What its rules can mean.
    pub readings: &'static [ReadingKind],
}

/// A reading that rules can name.
#[derive(Clone, Copy, Debug)]
pub struct ReadingKind {
    /// Its name in rule files.
    pub name: &'static str,
    /// The slots that it reads, in lists that several readings may share.
    slots: &'static [&'static [&'static str]],
    /// The slots that every match must fill, some of them in the place of each other: without one of each list there is
    /// nothing to read.
    needs: &'static [&'static [&'static str]],
    /// Senses with a slot that every match must fill in them.
    needs_of_senses: &'static [(&'static str, &'static str)],
    /// What its rules can mean by it, each one of these; nothing where it has one meaning alone.
    pub senses: &'static [&'static str],
    /// Whether it only keeps other rules from words: what it reads is no row.
    pub silent: bool,
}

impl ReadingKind {
    /// A reading of this name that reads these slots.
    #[must_use]
    pub const fn new(name: &'static str, slots: &'static [&'static [&'static str]]) -> Self {
        Self { name, slots, needs: &[], needs_of_senses: &[], senses: &[], silent: false }
    }

    /// The same reading, of which every match must fill one slot of each of these lists.
    #[must_use]
    pub const fn needing(self, needs: &'static [&'static [&'static str]]) -> Self {
        Self { needs, ..self }
    }

    /// The same reading, of which every match in a sense must fill the slot beside it.
    #[must_use]
    pub const fn needing_in(self, needs_of_senses: &'static [(&'static str, &'static str)]) -> Self {
        Self { needs_of_senses, ..self }
    }

    /// The same reading, of which each rule says in which of these senses.
    #[must_use]
    pub const fn with_senses(self, senses: &'static [&'static str]) -> Self {
        Self { senses, ..self }
    }

    /// The same reading, whose matches take their words and make no rows of them.
    #[must_use]
    pub const fn silent(self) -> Self {
        Self { silent: true, ..self }
    }

    /// Whether it reads a slot.
    #[must_use]
    pub fn reads(&self, slot: &str) -> bool {
        self.slots().any(|known| known == slot)
    }

    /// The slots that every match of a rule with this sense must fill, one of each list.
    pub fn needs<'s>(&'s self, sense: Option<&'s str>) -> impl Iterator<Item = &'s [&'static str]> {
        let of_sense = self.needs_of_senses.iter().filter(move |(of, _)| Some(*of) == sense);
        self.needs.iter().copied().chain(of_sense.map(|(_, slot)| std::slice::from_ref(slot)))
    }

    /// The slots that it reads.
    pub fn slots(&self) -> impl Iterator<Item = &'static str> {
        self.slots.iter().flat_map(|list| list.iter().copied())
    }
}
