//! Whether the words beside a form that is an ordinary word too say that it is a name.

use super::EntityKind;
use super::entry::TitleKind;
use super::reading::Reader;
use super::registry::RegistryEntry;
use super::vocabulary::Word;
use crate::lexicon::Particle;
use crate::rule::Edge;
use crate::text::TokenRange;

/// How far on in a list a place must be named beyond doubt for the ones before it to be places too.
const LISTED: usize = 3;

impl Reader<'_> {
    /// Whether the words beside an ambiguous form say that it is a name.
    pub(super) fn cued(&self, known: &RegistryEntry, edge: &Edge) -> bool {
        let kind = known.kind;
        let TokenRange { first: floor, end } = self.sentence;
        let told = |word: &Word| match word {
            Word::Cue(id, kinds) => kinds.contains(&kind) && known.told_by(id),
            // «دکتر طبری» is none of history.
            Word::Title(..) => kind == EntityKind::Person && known.is_told_by_any(),
            Word::CalamityLeader => known.is_told_by_events(),
            Word::ProductHead { kind } => known.product_kind() == Some(*kind),
            Word::Settlements => kind == EntityKind::Place && known.is_told_by_any(),
            _ => false,
        };
        if self.vocabulary.before(self.view, floor, edge.first, told).is_some() {
            return true;
        }
        if kind == EntityKind::Product {
            return self.behind_product(known.product_kind(), edge.first, LISTED);
        }
        if kind == EntityKind::Person {
            return self.given(edge.first).is_some_and(|(last, _)| last < edge.last())
                || known.is_told_by_any() && self.title_follows(edge.last());
        }
        // «شرق: توافق امضا شد»: a newspaper's headline.
        if kind == EntityKind::Media {
            let first = (floor..edge.first).all(|at| self.slice(at) == "«");
            let last = edge.last() + u32::from(self.slice(edge.last()) == "»");
            let writes = || self.vocabulary.any(self.view, last, |word| matches!(word, Word::Writes));
            // «شرق - توافق امضا شد»: the head of a document says where it is from.
            let heads = || edge.first == 0 && matches!(self.slice(last), "-" | "–" | "—");
            return first && last < end && (self.slice(last) == ":" || writes() || heads());
        }
        if !matches!(kind, EntityKind::Place | EntityKind::State) {
            return false;
        }
        if known.is_told_by_events() && self.befallen(edge) {
            return true;
        }
        self.listed_before(edge.last(), LISTED) || self.listed_behind(edge.first, LISTED)
    }

    /// Whether something befalls what the edge names: «در X سیل آمد».
    fn befallen(&self, edge: &Edge) -> bool {
        let within = |word: &Word| matches!(word, Word::Within);
        self.vocabulary.any(self.view, edge.last(), |word| matches!(word, Word::Calamity))
            && self.vocabulary.before(self.view, self.sentence.first, edge.first, within).is_some()
    }

    /// Whether the names of settlements follow the word before token `at`: «استان‌های».
    fn heads_list(&self, at: u32) -> bool {
        let heads = |word: &Word| matches!(word, Word::Settlements);
        self.vocabulary.before(self.view, self.sentence.first, at, heads).is_some()
    }

    /// Whether a comma or «و» at token `at` goes on to a place that is named beyond doubt, over a few in doubt.
    fn listed_before(&self, at: u32, steps: usize) -> bool {
        steps > 0
            && self.joins(at)
            && at + 1 < self.sentence.end
            && self.registry.names_at(self.view, at + 1).any(|(edge, known)| match self.place(&edge, known) {
                Some(doubtful) => !doubtful || self.listed_before(edge.last(), steps - 1),
                None => false,
            })
    }

    /// The same backwards, of the comma or «و» that ends before token `at`.
    fn listed_behind(&self, at: u32, steps: usize) -> bool {
        let floor = self.sentence.first;
        steps > 0
            && at > floor + 1
            && self.joins(at - 1)
            && (floor.max(at.saturating_sub(6))..at - 1).any(|first| {
                let names = self.registry.names_at(self.view, first);
                let mut names = names.filter(|(edge, _)| edge.last() + 1 == at);
                names.any(|(edge, known)| match self.place(&edge, known) {
                    // «استان‌های فارس، گلستان»
                    Some(doubtful) => {
                        !doubtful || self.heads_list(edge.first) || self.listed_behind(edge.first, steps - 1)
                    }
                    None => false,
                })
            })
    }

    /// Of a place or state without ending, whether its name may mean something else.
    fn place(&self, edge: &Edge, known: &RegistryEntry) -> Option<bool> {
        (edge.suffix == 0 && matches!(known.kind, EntityKind::Place | EntityKind::State))
            .then(|| self.registry.ambiguous(edge.value, &self.view.tokens, edge.first, edge.last()))
    }

    /// Whether token `at` is a comma or «و».
    pub(super) fn joins(&self, at: u32) -> bool {
        matches!(self.slice(at), "،" | "-" | "–" | ",") || self.view.is(at, Particle::And)
    }

    fn title_follows(&self, at: u32) -> bool {
        let at = at + u32::from(self.slice(at) == "،");
        at < self.sentence.end
            && self.vocabulary.any(self.view, at, |word| matches!(word, Word::Title(TitleKind::Office, _)))
    }
}
