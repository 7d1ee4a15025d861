//! Names by a trained model: of each token of a sentence, whether a name begins with it, goes on with it, or neither.
//!
//! The model is linear: what is known of a token by itself ([`Tagger::features`]) says with whole numbers how well each label
//! fits to it and to its neighbours, and the best sequence of labels is the one of the greatest sum. All that a word says is
//! added up once and kept for all texts that have the word. `lexicon/model/README.md` says what the model was trained on.

mod decode;
mod feature;
mod kept;
mod label;
mod lookup;
mod model;
mod said;
mod span;
mod sums;
mod tag;
mod weights;

pub use decode::{Transitions, best_labels};
pub use feature::{CLUSTERINGS, NO_CLUSTER, cluster};
pub use label::{KINDS, LABELS, Label};
pub use model::Model;
pub use span::{NameSpan, labels};
pub use sums::{REACH, SLOTS};
pub use tag::{Tagged, Tagger};
pub use weights::{Slots, Weights};
