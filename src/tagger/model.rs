//! The weights of a model, as they are stored.

use super::decode::{self, Fits, Transitions};
use super::feature::{CLUSTERINGS, cluster};
use super::label::{LABELS, Label};
use crate::error::{Error, Result};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How many tokens to either side what is known of a token speaks for.
pub const REACH: usize = 2;
/// The weights of a feature: a label for each token within its reach, from the second one before it on.
pub const SLOTS: usize = (2 * REACH + 1) * LABELS;

/// Stands for a slot where what follows is the cluster of a word, in the first clustering and so on.
const CLUSTER: u8 = 250;

/// Weights that are stored as less say nothing.
const LEAST: i8 = 6;

const MAGIC: &[u8; 4] = b"JNM1";
/// Bytes before the transitions: the mark, and the number of bits of a bucket.
const HEAD: usize = 8;
const TRANSITIONS: usize = 2 * LABELS * LABELS;

/// The sums of weights for the tokens around one.
pub(super) type Sums = [i16; SLOTS];

/// Slots and what is stored of their weights.
pub type Slots = Vec<(u8, i8)>;

/// What a model was trained to.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// By feature, the slots that have a weight.
    pub features: BTreeMap<u32, Slots>,
    /// By the number of a word, its cluster in each clustering.
    pub clusters: BTreeMap<u32, [u8; CLUSTERINGS]>,
    /// How well a label stands behind another one, by the number of the one before and then its own.
    pub transitions: Vec<i16>,
}

/// A trained model: weights in the order in which they are looked up.
#[derive(Clone, Debug)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    bits: u32,
    pub(super) transitions: Transitions,
}

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
        let model = Self { bytes, bits, transitions: Transitions::new(&transitions) };
        let end = model.start(1 << bits).map(|end| model.data() + end);
        if end != Some(model.bytes.len()) {
            return Err(fault(&format!("{} bytes and not {}", model.bytes.len(), end.unwrap_or(0))));
        }
        Ok(model)
    }

    /// The labels of a sentence of whose tokens this is known, with the borders before and behind it.
    #[must_use]
    pub fn labels(&self, features: &[Vec<u32>]) -> Vec<Label> {
        let mut fits = vec![[0; LABELS]; features.len().saturating_sub(2)];
        for (place, features) in features.iter().enumerate() {
            let mut sums = [0; SLOTS];
            features.iter().for_each(|feature| self.add(*feature, &mut sums));
            speak(&mut fits, place, &sums);
        }
        decode::best(&self.transitions, &fits, |_| false).0
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

    /// Adds the weights of a feature, and of the clusters that it is in as a word.
    #[inline]
    pub(super) fn add(&self, feature: u32, sums: &mut Sums) {
        for (clustering, number) in self.add_own(feature, sums).into_iter().enumerate() {
            if let Some(number) = number {
                self.add_own(cluster(clustering, number), sums);
            }
        }
    }

    /// Adds the weights of a feature by itself; the clusters that it is in.
    #[inline]
    fn add_own(&self, feature: u32, sums: &mut Sums) -> [Option<u8>; CLUSTERINGS] {
        let mut clusters = [None; CLUSTERINGS];
        let bucket = feature as usize & ((1 << self.bits) - 1);
        let key = ((feature >> 16) as u16).to_le_bytes();
        let (Some(start), Some(end)) = (self.start(bucket), self.start(bucket + 1)) else { return clusters };
        let data = self.data();
        let mut rest = self.bytes.get(data + start..data + end).unwrap_or_default();
        while let [low, high, count, after @ ..] = rest {
            let whole = *count == ALL;
            let bytes = if whole { SLOTS } else { 2 * usize::from(*count) };
            let Some((weights, next)) = after.split_at_checked(bytes) else { return clusters };
            if [*low, *high] == key {
                if whole {
                    let weights = weights.iter().map(|stored| weight(*stored as i8));
                    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum = sum.saturating_add(weight));
                    return clusters;
                }
                for pair in weights.chunks_exact(2) {
                    if let Some(sum) = sums.get_mut(usize::from(pair[0])) {
                        *sum = sum.saturating_add(weight(pair[1] as i8));
                    } else if let Some(number) = clusters.get_mut(usize::from(pair[0].wrapping_sub(CLUSTER)))
                    {
                        *number = Some(pair[1]);
                    }
                }
                return clusters;
            }
            rest = next;
        }
        clusters
    }
}

/// Adds what the token at a place says of those around it; the border before the first token has place 0.
#[inline]
pub(super) fn speak(fits: &mut [Fits], place: usize, sums: &Sums) {
    for (slot, sums) in sums.chunks_exact(LABELS).enumerate() {
        if let Some(fit) = (place + slot).checked_sub(REACH + 1).and_then(|at| fits.get_mut(at)) {
            fit.iter_mut().zip(sums).for_each(|(fit, sum)| *fit += i32::from(*sum));
        }
    }
}

/// A weight as it is stored: great ones need not be told as exactly as small ones.
const fn weight(stored: i8) -> i16 {
    let stored = stored as i16;
    stored * stored.abs() / PART
}

const PART: i16 = 4;

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
    use super::*;

    #[test]
    fn what_is_stored_is_what_is_found() {
        let feature = |n: u32| n.wrapping_mul(0x9e37_79b1);
        let mut features: BTreeMap<u32, Slots> =
            (0..5000).map(|n| (feature(n), vec![((n % 95) as u8, (n % 7) as i8 - 3)])).collect();
        features.insert(feature(6000), (0..95).map(|slot| (slot, slot as i8 - 40)).collect());
        features.insert(cluster(1, 200), vec![(5, 60)]);
        let clusters = [(feature(6000), [7, 200]), (feature(7000), [7, 200])].into();
        let weights = Weights { features, clusters, transitions: vec![7; LABELS * LABELS] };
        let bytes = weights.to_bytes();
        let model = Model::from_bytes(bytes.clone()).unwrap();
        for n in 0..5000 {
            let mut sums = [0; SLOTS];
            model.add(feature(n), &mut sums);
            let at = n as usize % 95;
            assert_eq!(sums[at], weight((n % 7) as i8 - 3), "{n}");
        }
        let mut sums = [0; SLOTS];
        model.add(feature(6000), &mut sums);
        let of_cluster = |slot| if slot == 5 { weight(60) } else { 0 };
        assert!(
            (0_i8..).zip(sums).all(|(slot, sum)| sum == weight(slot - 40) + of_cluster(slot)),
            "{sums:?}"
        );
        let mut sums = [0; SLOTS];
        model.add(feature(7000), &mut sums);
        assert!((0_i8..).zip(sums).all(|(slot, sum)| sum == of_cluster(slot)), "{sums:?}");
        for cut in [0, 3, 7, 100, bytes.len() / 2, bytes.len() - 1] {
            assert!(Model::from_bytes(bytes[..cut].to_vec()).is_err(), "{cut}");
        }
    }
}
