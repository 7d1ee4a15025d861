//! Examples: what rule and lexicon files say of themselves, put to an engine.
//!
//! A rule's example expects all rows that its text has in the rule's table; a counterexample expects that the rule
//! makes none. A lexicon entry must be found in its example, or in its example or its file's frame with each of its
//! forms; where it has a `row`, each of these texts has a row with those cells in the entry's or the file's table.

mod entry;
mod names;
mod rows;
mod rule;
mod table_of;

pub use entry::check_entry;
pub use names::check_names;
pub use rule::check_rule;
