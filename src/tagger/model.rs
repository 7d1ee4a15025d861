//! A trained model: its bytes, and its weights where they are looked up.

use super::decode::{self, Transitions};
use super::feature::{CLUSTERINGS, cluster};
use super::label::{LABELS, Label};
use super::lookup::{GROUPS, Lookup, REST};
use super::sums::{Adding, REACH, ROOM, SPOKEN, Sums, add, weight};
use super::weights::{HEAD, MAGIC, SIZES};
use crate::error::{Error, Result};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// Features of at least so many weights have one for each slot where they are looked up: common ones, which many words have.
const MANY: u8 = 28;

/// A trained model.
#[derive(Clone, Debug)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    parts: Parts,
    /// Made when it is first asked.
    unpacked: OnceLock<Unpacked>,
    pub(super) transitions: Transitions,
}

/// Where the parts of a model stand in its bytes.
#[derive(Clone, Debug, Default)]
struct Parts {
    /// How many weights each feature has.
    counts: Range<usize>,
    /// The slots of weights and the weights, feature by feature.
    slots: Range<usize>,
    weights: Range<usize>,
    /// In each clustering, the clusters of words.
    clusters: [Range<usize>; CLUSTERINGS],
    /// The features and the words: how many of each group there are, and what tells those of a group apart.
    features: [Range<usize>; 2],
    words: [Range<usize>; 2],
}

/// What makes looking weights up quick.
#[derive(Clone, Debug, Default)]
struct Unpacked {
    features: Lookup,
    /// Where the weights of each feature are.
    places: Vec<Place>,
    /// Those of features that have many.
    whole: Vec<Sums>,
    words: Lookup,
    /// Where the weights of clusters are, by clustering and number.
    clusters: Vec<[Place; CLUSTERS]>,
}

/// Clusters of a clustering.
const CLUSTERS: usize = 1 << u8::BITS;

/// Where the weights of a feature are.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    first: u32,
    /// How many they are, one after the other; [`WHOLE`] where they are such a row.
    count: u8,
}

const WHOLE: u8 = u8::MAX;

impl Model {
    /// The model that bytes hold.
    ///
    /// # Errors
    /// Bytes that are no model, or one of other labels.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self> {
        let bytes = bytes.into();
        let fault = |what: &str| Error::configuration(format!("expected a model of names, found {what}"));
        let few = || fault("too few bytes");
        let (magic, rest) = bytes.split_first_chunk::<4>().ok_or_else(few)?;
        if magic != MAGIC {
            return Err(fault("another mark at its beginning"));
        }
        let labels = rest.first().copied().unwrap_or_default();
        if usize::from(labels) != LABELS {
            return Err(fault(&format!("one of {labels} labels and not {LABELS}")));
        }
        let sizes = bytes.get(HEAD - 4 * SIZES..HEAD).ok_or_else(few)?;
        let mut sizes = sizes.as_chunks().0.iter().map(|size| u32::from_le_bytes(*size) as usize);
        let [features, words, weights] = std::array::from_fn(|_| sizes.next().unwrap_or(0));
        let mut end = HEAD;
        let mut part = |size: usize| {
            let first = end;
            end = first.saturating_add(size);
            first..end
        };
        let of_transitions = part(2 * LABELS * LABELS);
        let parts = Parts {
            counts: part(features),
            slots: part(weights),
            weights: part(weights),
            clusters: std::array::from_fn(|_| part(words)),
            features: [GROUPS, features.saturating_mul(REST)].map(&mut part),
            words: [GROUPS, words.saturating_mul(REST)].map(&mut part),
        };
        if end != bytes.len() {
            return Err(fault(&format!("{} bytes and not {end}", bytes.len())));
        }
        let mut transitions = [[0; LABELS]; LABELS];
        let numbers = bytes.get(of_transitions).unwrap_or_default().as_chunks().0;
        for (to, number) in transitions.iter_mut().flatten().zip(numbers) {
            *to = i16::from_le_bytes(*number).into();
        }
        let transitions = Transitions::new(&transitions);
        Ok(Self { bytes, parts, unpacked: OnceLock::new(), transitions })
    }

    fn part(&self, part: &Range<usize>) -> &[u8] {
        self.bytes.get(part.clone()).unwrap_or_default()
    }

    /// Its weights, to be added up.
    pub(super) fn ready(&self) -> Ready<'_> {
        let Parts { slots, weights, clusters, features: [_, features], words: [_, words], .. } = &self.parts;
        Ready {
            unpacked: self.unpacked.get_or_init(|| self.unpack()),
            slots: self.part(slots),
            weights: self.part(weights),
            clusters: std::array::from_fn(|clustering| self.part(&clusters[clustering])),
            features: self.part(features),
            words: self.part(words),
        }
    }

    fn unpack(&self) -> Unpacked {
        let Parts { counts, slots, weights, features: [groups, rests], words: [words, _], .. } = &self.parts;
        let [counts, slots, weights] = [counts, slots, weights].map(|part| self.part(part));
        let (mut places, mut whole) = (Vec::with_capacity(counts.len()), Vec::new());
        let mut first = 0;
        for &count in counts {
            let next = first + usize::from(count);
            if count < MANY {
                places.push(Place { first: first as u32, count });
            } else {
                places.push(Place { first: whole.len() as u32, count: WHOLE });
                let mut row = [0; ROOM];
                let pairs = slots.get(first..next).zip(weights.get(first..next)).unwrap_or_default();
                for (slot, stored) in pairs.0.iter().zip(pairs.1) {
                    if let Some(to) = row.get_mut(usize::from(*slot)) {
                        *to = weight(*stored as i8);
                    }
                }
                whole.push(row);
            }
            first = next;
        }
        let [features, words] = [groups, words].map(|groups| Lookup::new(self.part(groups)));
        let rests = self.part(rests);
        let place = |clustering: usize, number: usize| {
            let at = features.find(rests, cluster(clustering, number as u8));
            at.and_then(|at| places.get(at)).copied().unwrap_or_default()
        };
        let clusters = (0..CLUSTERINGS)
            .map(|clustering| std::array::from_fn(|number| place(clustering, number)))
            .collect();
        Unpacked { features, places, whole, words, clusters }
    }

    /// The labels of a sentence of whose tokens this is known, with the borders before and behind it.
    #[must_use]
    pub fn labels(&self, features: &[Vec<u32>]) -> Vec<Label> {
        let ready = self.ready();
        let mut fits = vec![[0; LABELS]; features.len().saturating_sub(2)];
        for (place, features) in features.iter().enumerate() {
            let sums = ready.sums(features);
            for slot in 0..SPOKEN {
                // Places are counted with the border before the first token.
                let spoken = (place + slot).checked_sub(REACH + 1).and_then(|at| fits.get_mut(at));
                spoken.into_iter().for_each(|fit| add(fit, &sums, slot));
            }
        }
        decode::best_labels(&self.transitions, &fits)
    }
}

/// The weights of a model.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ready<'m> {
    unpacked: &'m Unpacked,
    slots: &'m [u8],
    weights: &'m [u8],
    clusters: [&'m [u8]; CLUSTERINGS],
    /// What tells features and words apart.
    features: &'m [u8],
    words: &'m [u8],
}

impl Ready<'_> {
    /// The sums of the weights of some features.
    pub(super) fn sums(&self, features: &[u32]) -> Sums {
        let mut sums = Adding::new([0; ROOM]);
        features.iter().for_each(|feature| self.add(*feature, &mut sums));
        sums.sums()
    }

    /// Adds the weights of a feature.
    #[inline]
    pub(super) fn add(&self, feature: u32, sums: &mut Adding) {
        let found = self.unpacked.features.find(self.features, feature);
        if let Some(place) = found.and_then(|at| self.unpacked.places.get(at)) {
            self.add_at(*place, sums);
        }
    }

    /// Adds the weights of the clusters that a word is in.
    #[inline]
    pub(super) fn add_clusters(&self, word: u32, sums: &mut Adding) {
        let Some(at) = self.unpacked.words.find(self.words, word) else { return };
        for (of_words, places) in self.clusters.iter().zip(&self.unpacked.clusters) {
            if let Some(number) = of_words.get(at) {
                self.add_at(places[usize::from(*number)], sums);
            }
        }
    }

    #[inline]
    fn add_at(&self, Place { first, count }: Place, sums: &mut Adding) {
        let first = first as usize;
        if count == WHOLE {
            if let Some(row) = self.unpacked.whole.get(first) {
                sums.add_all(row);
            }
            return;
        }
        let of = first..first + usize::from(count);
        if let Some((slots, weights)) = self.slots.get(of.clone()).zip(self.weights.get(of)) {
            slots.iter().zip(weights).for_each(|(slot, stored)| sums.add(*slot, *stored));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::feature::NO_CLUSTER;
    use super::super::sums::SLOTS;
    use super::super::weights::{Slots, Weights};
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_is_stored_is_what_is_found() {
        let feature = |n: u32| n.wrapping_mul(0x9e37_79b1);
        let mut features: BTreeMap<u32, Slots> =
            (0..5000).map(|n| (feature(n), vec![((n % 95) as u8, (n % 7) as i8 - 3)])).collect();
        let all = |first: i8| (0..SLOTS as u8).map(|slot| (slot, slot as i8 - first)).collect();
        features.insert(feature(6000), all(40));
        features.insert(cluster(1, 200), vec![(5, 60)]);
        features.insert(cluster(2, 7), all(50));
        let numbers = [7, 200, 7, NO_CLUSTER];
        let clusters = [(feature(6000), numbers), (feature(7000), numbers)].into();
        let weights = Weights { features, clusters, transitions: vec![7; LABELS * LABELS] };
        let bytes = weights.to_bytes();
        let model = Model::from_bytes(bytes.clone()).unwrap();
        let ready = model.ready();
        for n in 0..5000 {
            let sums = ready.sums(&[feature(n)]);
            let at = n as usize % 95;
            assert_eq!(sums[at], weight((n % 7) as i8 - 3), "{n}");
            assert!((0..ROOM).all(|slot| slot == at || sums[slot] == 0), "{n}");
        }
        assert_eq!(ready.sums(&[feature(8000)]), [0; ROOM]);
        let of_clusters = |slot: usize| weight(slot as i8 - 50) + if slot == 5 { weight(60) } else { 0 };
        for (word, own) in [(6000, 40), (7000, i8::MAX)] {
            let mut sums = Adding::new([0; ROOM]);
            ready.add(feature(word), &mut sums);
            ready.add_clusters(feature(word), &mut sums);
            let sums = sums.sums();
            for (slot, sum) in sums.iter().enumerate().take(SLOTS) {
                let own = if own == i8::MAX { 0 } else { weight(slot as i8 - own) };
                assert_eq!(*sum, own + of_clusters(slot), "{word} {slot}");
            }
        }
        for cut in [0, 3, 7, 20, 100, bytes.len() / 2, bytes.len() - 1] {
            assert!(Model::from_bytes(bytes[..cut].to_vec()).is_err(), "{cut}");
        }
    }
}
