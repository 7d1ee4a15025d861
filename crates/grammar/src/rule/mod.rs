//! Rules: forms as data, matched over classes of tokens.
//!
//! A *rule* is a file: a pattern over token classes, the name of the reading that gives it its
//! meaning, examples and counterexamples. The *lattice* holds what each token can begin; a rule
//! starts only at tokens whose classes can start it; of overlapping matches the longest stays.

mod answers;
mod bounds;
mod by_kind;
mod by_rule;
mod cases;
mod class;
mod classes;
mod compile;
mod effort;
mod file;
mod found;
mod id;
mod input;
mod kind;
mod known;
mod lattice;
mod matcher;
mod memory;
mod notes;
mod overlap;
mod parse;
mod pattern;
mod phrase;
mod precedence;
mod prefilter;
mod prospect;
mod prospects;
mod question;
mod reading;
mod refusal;
mod row;
mod set;
mod start_index;
mod starts;
mod stored;
mod view;
mod watch;
mod word;

pub use by_rule::ByRule;
pub use cases::{Counterexample, Example};
pub use effort::{Effort, Efforts};
pub use file::{Rule, RulePlace};
pub use found::{Found, Review};
pub use id::RuleId;
pub use lattice::{Edge, Lattice, Meaning};
pub use matcher::{Capture, Captures, Match};
pub use notes::{Notes, WordAlone};
pub use overlap::{Reading, TokenSet, keep_longest};
pub use reading::{ReadingKind, RuleTable};
pub use refusal::{Refusal, Refusals};
pub use set::{RuleSet, RuleSetBuilder};
pub use stored::StoredRules;
pub use view::{Grammar, View};
pub use watch::{MatchSize, Watch};
