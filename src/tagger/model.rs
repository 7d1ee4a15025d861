//! The weights of a model, as they are stored.

use super::decode::{self, Transitions};
use super::feature::{CLUSTERINGS, cluster};
use super::label::{LABELS, Label};
use super::sums::{Adding, REACH, SLOTS, SPOKEN, Sums, add};
use crate::error::{Error, Result};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Stands for a slot where what follows is the cluster of a word, in the first clustering and so on.
const CLUSTER: u8 = 250;

/// Weights that are stored as less say nothing.
const LEAST: i8 = 6;

const MAGIC: &[u8; 4] = b"JNM1";
/// Bytes before the transitions: the mark, and the number of bits of a bucket.
const HEAD: usize = 8;
const TRANSITIONS: usize = 2 * LABELS * LABELS;

/// Slots and what is stored of their weights.
pub type Slots = Vec<(u8, i8)>;

/// What a model was trained to.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// By feature, the slots that have a weight.
    pub features: BTreeMap<u32, Slots>,
    /// By the number of a word, its cluster in each clustering, which [`NO_CLUSTER`](super::NO_CLUSTER) stands for where it is in none.
    pub clusters: BTreeMap<u32, [u8; CLUSTERINGS]>,
    /// How well a label stands behind another one, by the number of the one before and then its own.
    pub transitions: Vec<i16>,
}

/// A trained model: weights in the order in which they are looked up.
#[derive(Clone, Debug)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    bits: u32,
    /// Made when a text first has a word: what labels and borders say is known from the start, and needs none of it.
    unpacked: OnceLock<Unpacked>,
    pub(super) transitions: Transitions,
}

/// What makes looking features up quick.
#[derive(Clone, Debug)]
struct Unpacked {
    /// A bit for what features may have weights: most of those of a new word have none, and are not looked for.
    present: Vec<u64>,
    /// The weights of features that have all, in the order of the buckets, and how many stand before each bucket: common features,
    /// which many words have.
    whole: Vec<Sums>,
    whole_before: Vec<u32>,
}

/// How many bits of a feature say, beside those of its bucket, whether it may have weights: one in a dozen of those that have none
/// may.
const FURTHER: u32 = 5;

impl Model {
    /// The model that bytes hold.
    ///
    /// # Errors
    /// Bytes that are no model, or one of other labels.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self> {
        let bytes = bytes.into();
        let fault = |what: &str| Error::configuration(format!("expected a model of names, found {what}"));
        let (Some(magic), Some(bits)) = (bytes.get(..4), bytes.get(4)) else {
            return Err(fault("too few bytes"));
        };
        let (bits, labels) = (u32::from(*bits), bytes.get(5).copied().unwrap_or_default());
        if magic != MAGIC {
            return Err(fault("another mark at its beginning"));
        }
        if usize::from(labels) != LABELS || bits > 24 {
            return Err(fault(&format!("one of {labels} labels and not {LABELS}")));
        }
        let Some(stored) = bytes.get(HEAD..HEAD + TRANSITIONS) else { return Err(fault("too few bytes")) };
        let mut transitions = [[0; LABELS]; LABELS];
        let numbers = stored.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]]));
        for (to, number) in transitions.iter_mut().flatten().zip(numbers) {
            *to = number.into();
        }
        let transitions = Transitions::new(&transitions);
        let model = Self { bytes, bits, unpacked: OnceLock::new(), transitions };
        let end = model.start(1 << bits).map(|end| model.data() + end);
        if end != Some(model.bytes.len()) {
            return Err(fault(&format!("{} bytes and not {}", model.bytes.len(), end.unwrap_or(0))));
        }
        Ok(model)
    }

    /// Makes what lets many features be looked up quickly; what they say does not depend on it.
    pub(super) fn unpack(&self) {
        let _ = self.unpacked.get_or_init(|| self.unpacked());
    }

    fn unpacked(&self) -> Unpacked {
        let mut present = vec![0; 1 << (self.bits + FURTHER).saturating_sub(u64::BITS.ilog2())];
        let (mut whole, mut whole_before) = (Vec::new(), Vec::with_capacity(1 << self.bits));
        for bucket in 0..1 << self.bits {
            whole_before.push(whole.len() as u32);
            for record in self.bucket(bucket) {
                let at = self.bit(bucket as u32 | u32::from(record.key) << 16);
                if let Some(bits) = present.get_mut(at / 64) {
                    *bits |= 1_u64 << (at % 64);
                }
                if record.whole {
                    whole.push(record.all());
                }
            }
        }
        whole.shrink_to_fit();
        Unpacked { present, whole, whole_before }
    }

    /// Which bit says whether a feature may have weights.
    const fn bit(&self, feature: u32) -> usize {
        let bucket = feature & ((1 << self.bits) - 1);
        let further = feature >> 16 & ((1 << FURTHER) - 1);
        (bucket | further << self.bits) as usize
    }

    /// What a bucket has, one after the other.
    fn bucket(&self, bucket: usize) -> Records<'_> {
        let data = self.data();
        let ends = self.start(bucket).zip(self.start(bucket + 1));
        let rest = ends.and_then(|(start, end)| self.bytes.get(data + start..data + end));
        Records { rest: rest.unwrap_or_default() }
    }

    /// The labels of a sentence of whose tokens this is known, with the borders before and behind it.
    #[must_use]
    pub fn labels(&self, features: &[Vec<u32>]) -> Vec<Label> {
        let mut fits = vec![[0; LABELS]; features.len().saturating_sub(2)];
        for (place, features) in features.iter().enumerate() {
            let sums = self.sums(features.iter().copied());
            for slot in 0..SPOKEN {
                // Places are counted with the border before the first token.
                let spoken = (place + slot).checked_sub(REACH + 1).and_then(|at| fits.get_mut(at));
                spoken.into_iter().for_each(|fit| add(fit, &sums, slot));
            }
        }
        decode::best_labels(&self.transitions, &fits)
    }

    /// Where the buckets begin.
    const fn data(&self) -> usize {
        HEAD + TRANSITIONS + 4 * ((1 << self.bits) + 1)
    }

    /// Where a bucket begins among them.
    fn start(&self, bucket: usize) -> Option<usize> {
        let at = HEAD + TRANSITIONS + 4 * bucket;
        let bytes = self.bytes.get(at..at + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    }

    /// The sums of the weights of some features.
    pub(super) fn sums(&self, features: impl IntoIterator<Item = u32>) -> Sums {
        let mut sums = Adding::new([0; SLOTS]);
        features.into_iter().for_each(|feature| self.add(feature, &mut sums));
        sums.sums()
    }

    /// Adds the weights of a feature, and of the clusters that it is in as a word.
    #[inline]
    pub(super) fn add(&self, feature: u32, sums: &mut Adding) {
        for (clustering, number) in self.add_own(feature, sums).into_iter().enumerate() {
            if let Some(number) = number {
                self.add_own(cluster(clustering, number), sums);
            }
        }
    }

    /// Adds the weights of a feature by itself; the clusters that it is in.
    #[inline]
    fn add_own(&self, feature: u32, sums: &mut Adding) -> [Option<u8>; CLUSTERINGS] {
        let mut clusters = [None; CLUSTERINGS];
        let bit = self.bit(feature);
        let unpacked = self.unpacked.get();
        let is_absent = |unpacked: &Unpacked| {
            unpacked.present.get(bit / 64).is_none_or(|bits| bits >> (bit % 64) & 1 == 0)
        };
        if unpacked.is_some_and(is_absent) {
            return clusters;
        }
        let (bucket, key) = (feature as usize & ((1 << self.bits) - 1), (feature >> 16) as u16);
        let before = unpacked.and_then(|unpacked| unpacked.whole_before.get(bucket));
        let mut whole = before.map_or(0, |before| *before as usize);
        let mut records = self.bucket(bucket);
        let Some(record) = records.find(|record| {
            let found = record.key == key;
            whole += usize::from(!found && record.whole);
            found
        }) else {
            return clusters;
        };
        if record.whole {
            if let Some(weights) = unpacked.and_then(|unpacked| unpacked.whole.get(whole)) {
                sums.add_all(weights);
            } else {
                sums.add_all(&record.all());
            }
            return clusters;
        }
        for pair in record.weights.chunks_exact(2) {
            sums.add(pair[0], WEIGHTS[usize::from(pair[1])]);
        }
        // Clusters stand behind all weights.
        let of_clusters = record.weights.rchunks_exact(2).take_while(|pair| pair[0] >= CLUSTER);
        for pair in of_clusters.take(CLUSTERINGS) {
            if let Some(number) = clusters.get_mut(usize::from(pair[0] - CLUSTER)) {
                *number = Some(pair[1]);
            }
        }
        clusters
    }
}

/// A feature of a bucket.
struct Record<'m> {
    /// The upper half of the feature.
    key: u16,
    /// Pairs of a slot and what is stored of its weight, or the weights of all slots.
    weights: &'m [u8],
    whole: bool,
}

impl Record<'_> {
    /// The weights of all slots, where it has them.
    fn all(&self) -> Sums {
        let mut weights = [0; SLOTS];
        weights.iter_mut().zip(self.weights).for_each(|(to, stored)| *to = weight(*stored as i8));
        weights
    }
}

/// What is left of a bucket.
struct Records<'m> {
    rest: &'m [u8],
}

impl<'m> Iterator for Records<'m> {
    type Item = Record<'m>;

    #[inline]
    fn next(&mut self) -> Option<Record<'m>> {
        let [low, high, count, after @ ..] = self.rest else { return None };
        let whole = *count == ALL;
        let bytes = if whole { SLOTS } else { 2 * usize::from(*count) };
        let (weights, rest) = after.split_at_checked(bytes)?;
        self.rest = rest;
        Some(Record { key: u16::from_le_bytes([*low, *high]), weights, whole })
    }
}

/// A weight as it is stored: great ones need not be told as exactly as small ones.
const fn weight(stored: i8) -> i16 {
    let stored = stored as i16;
    stored * stored.abs() / PART
}

const PART: i16 = 4;

/// The weights by the bytes that they are stored as.
static WEIGHTS: [i32; 256] = {
    let mut weights = [0; 256];
    let mut stored = 0;
    while stored < weights.len() {
        weights[stored] = weight(stored as u8 as i8) as i32;
        stored += 1;
    }
    weights
};

/// What stands for the number of weights where all slots have theirs, in order.
const ALL: u8 = u8::MAX;

impl Weights {
    /// What is stored of a weight; 0 of one that is too small.
    #[must_use]
    pub fn stored(weight: f64) -> i8 {
        let size = (weight.abs() * f64::from(PART)).sqrt().round().clamp(0.0, f64::from(i8::MAX)) as i8;
        if size < LEAST { 0 } else { size * weight.signum() as i8 }
    }

    /// All features, and with words the clusters of which something is known.
    fn with_clusters(&self) -> BTreeMap<u32, Slots> {
        let mut features = self.features.clone();
        for (word, clusters) in &self.clusters {
            for (clustering, number) in clusters.iter().enumerate() {
                if self.features.contains_key(&cluster(clustering, *number)) {
                    features.entry(*word).or_default().push((CLUSTER + clustering as u8, *number as i8));
                }
            }
        }
        features
    }

    /// The bytes of a model of these weights; the same weights make the same bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let features = self.with_clusters();
        // A key has the upper half of a feature, and the bucket the lower one.
        let bits = features.len().next_power_of_two().ilog2().saturating_sub(2).min(16);
        let mut buckets: Vec<Vec<(u32, Slots)>> = vec![Vec::new(); 1 << bits];
        for feature in features {
            buckets[feature.0 as usize & ((1 << bits) - 1)].push(feature);
        }
        let mut out = MAGIC.to_vec();
        out.extend([bits as u8, LABELS as u8, 0, 0]);
        out.extend(self.transitions.iter().flat_map(|weight| weight.to_le_bytes()));
        let (mut starts, mut data) = (Vec::new(), Vec::new());
        for bucket in &buckets {
            starts.extend((data.len() as u32).to_le_bytes());
            for (feature, weights) in bucket {
                data.extend(((feature >> 16) as u16).to_le_bytes());
                let in_cluster = weights.last().is_some_and(|(slot, _)| *slot >= CLUSTER);
                if in_cluster || 2 * weights.len() < SLOTS {
                    data.push(weights.len() as u8);
                    data.extend(weights.iter().flat_map(|(slot, weight)| [*slot, *weight as u8]));
                    continue;
                }
                let mut all = [0; SLOTS];
                for (slot, weight) in weights {
                    if let Some(to) = all.get_mut(usize::from(*slot)) {
                        *to = *weight as u8;
                    }
                }
                data.push(ALL);
                data.extend(all);
            }
        }
        starts.extend((data.len() as u32).to_le_bytes());
        out.extend(starts);
        out.extend(data);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::feature::NO_CLUSTER;
    use super::*;

    #[test]
    fn what_is_stored_is_what_is_found() {
        let feature = |n: u32| n.wrapping_mul(0x9e37_79b1);
        let mut features: BTreeMap<u32, Slots> =
            (0..5000).map(|n| (feature(n), vec![((n % 95) as u8, (n % 7) as i8 - 3)])).collect();
        features.insert(feature(6000), (0..95).map(|slot| (slot, slot as i8 - 40)).collect());
        features.insert(cluster(1, 200), vec![(5, 60)]);
        let numbers = [7, 200, NO_CLUSTER, NO_CLUSTER];
        let clusters = [(feature(6000), numbers), (feature(7000), numbers)].into();
        let weights = Weights { features, clusters, transitions: vec![7; LABELS * LABELS] };
        let bytes = weights.to_bytes();
        let model = Model::from_bytes(bytes.clone()).unwrap();
        let said = |feature: u32| model.sums([feature]);
        let packed: Vec<Sums> = (0..9000).map(|n| said(feature(n))).collect();
        model.unpack();
        assert!(packed.iter().zip(0..).all(|(packed, n)| *packed == said(feature(n))));
        for n in 0..5000 {
            let at = n as usize % 95;
            assert_eq!(said(feature(n))[at], weight((n % 7) as i8 - 3), "{n}");
        }
        let sums = said(feature(6000));
        let of_cluster = |slot| if slot == 5 { weight(60) } else { 0 };
        assert!(
            (0_i8..).zip(sums).all(|(slot, sum)| sum == weight(slot - 40) + of_cluster(slot)),
            "{sums:?}"
        );
        let sums = said(feature(7000));
        assert!((0_i8..).zip(sums).all(|(slot, sum)| sum == of_cluster(slot)), "{sums:?}");
        for cut in [0, 3, 7, 100, bytes.len() / 2, bytes.len() - 1] {
            assert!(Model::from_bytes(bytes[..cut].to_vec()).is_err(), "{cut}");
        }
    }
}
