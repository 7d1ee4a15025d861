//! Who was told of so far, to whom pronouns refer.

use super::model::Speaker;

/// Who was named last, to whom pronouns and verbs without a subject refer.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// The paragraph of the last statement.
    pub(super) block: Option<u32>,
    pub(super) speakers: Vec<Speaker>,
    /// Who said something last, in whatever paragraph: whose «این بیانیه» is.
    pub(super) last: Vec<Speaker>,
    /// The persons of the paragraph, and of the last one that had any.
    pub(super) persons: Vec<Speaker>,
    pub(super) persons_before: Vec<Speaker>,
    pub(super) body: Option<Speaker>,
    /// Whether that body was named in the paragraph.
    pub(super) named_here: bool,
}

impl Told {
    /// Goes on to a paragraph.
    pub(super) fn enter(&mut self, block: u32) {
        if self.block == Some(block) {
            return;
        }
        self.speakers.clear();
        self.named_here = false;
        if !self.persons.is_empty() {
            self.persons_before = std::mem::take(&mut self.persons);
        }
        self.block = Some(block);
    }

    /// Whom «او» means: the only person of the paragraph, else who spoke last in it; where nobody is named in it, the only person of
    /// the paragraph before, else who spoke last.
    pub(super) fn person(&self) -> Option<Speaker> {
        let spoke = |among: &[Speaker], by: &[Speaker]| match by {
            [one] => among.iter().find(|person| person.entity == one.entity).copied(),
            _ => None,
        };
        let (among, by) = if self.persons.is_empty() {
            (&self.persons_before, &self.last)
        } else {
            (&self.persons, &self.speakers)
        };
        match among.as_slice() {
            [one] => Some(*one),
            several => spoke(several, by),
        }
    }
}
