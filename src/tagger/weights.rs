//! What a model was trained to, as it is stored.

use super::feature::{CLUSTERINGS, NO_CLUSTER, cluster};
use super::label::LABELS;
use super::lookup;
use super::sums::SLOTS;
use std::collections::BTreeMap;

/// What a model begins with.
pub(super) const MAGIC: &[u8; 4] = b"JNM2";
/// Sizes that stand behind that and the number of labels: how many features, words and weights there are.
pub(super) const SIZES: usize = 3;
/// Bytes before the transitions, behind which stand the parts of a model: how many weights each feature has, their slots, the
/// weights, the clusters of words in each clustering, the features, and the words.
pub(super) const HEAD: usize = 8 + 4 * SIZES;

/// Weights that are stored as less say nothing.
const LEAST: i8 = 5;
/// No weight is stored as more.
const MOST: i8 = 63;

/// Slots and what is stored of their weights.
pub type Slots = Vec<(u8, i8)>;

/// What a model was trained to.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// By feature, the slots that have a weight.
    pub features: BTreeMap<u32, Slots>,
    /// By the number of a word, its cluster in each clustering, which [`NO_CLUSTER`] stands for where it is in none.
    pub clusters: BTreeMap<u32, [u8; CLUSTERINGS]>,
    /// How well a label stands behind another one, by the number of the one before and then its own.
    pub transitions: Vec<i16>,
}

impl Weights {
    /// What is stored of a weight; 0 of one that is too small.
    #[must_use]
    pub fn stored(weight: f64) -> i8 {
        let size = weight.abs().sqrt().round().clamp(0.0, f64::from(MOST)) as i8;
        if size < LEAST { 0 } else { size * weight.signum() as i8 }
    }

    /// Words with the clusters of which something is known.
    fn words(&self) -> impl Iterator<Item = (u32, [u8; CLUSTERINGS])> {
        self.clusters.iter().filter_map(|(word, clusters)| {
            let known = std::array::from_fn(|clustering| {
                let number = clusters[clustering];
                let told = self.features.contains_key(&cluster(clustering, number));
                if told { number } else { NO_CLUSTER }
            });
            (known != [NO_CLUSTER; CLUSTERINGS]).then_some((*word, known))
        })
    }

    /// The bytes of a model of these weights; the same weights make the same bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let features: Vec<(&u32, &Slots)> =
            self.features.iter().filter(|(_, slots)| (1..=SLOTS).contains(&slots.len())).collect();
        let words: Vec<(u32, [u8; CLUSTERINGS])> = self.words().collect();
        let slots = || features.iter().flat_map(|(_, slots)| slots.iter());
        let sizes = [features.len(), words.len(), slots().count()];
        let mut out = MAGIC.to_vec();
        out.extend([LABELS as u8, 0, 0, 0]);
        out.extend(sizes.into_iter().flat_map(|size| (size as u32).to_le_bytes()));
        out.extend(self.transitions.iter().flat_map(|weight| weight.to_le_bytes()));
        out.extend(features.iter().map(|(_, slots)| slots.len() as u8));
        out.extend(slots().map(|(slot, _)| *slot));
        out.extend(slots().map(|(_, weight)| *weight as u8));
        for clustering in 0..CLUSTERINGS {
            out.extend(words.iter().map(|(_, clusters)| clusters[clustering]));
        }
        let of_features = lookup::write(features.iter().map(|(feature, _)| **feature));
        let of_words = lookup::write(words.iter().map(|(word, _)| *word));
        for (groups, rests) in [of_features, of_words] {
            out.extend(groups);
            out.extend(rests);
        }
        out
    }
}
