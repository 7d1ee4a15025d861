//! What jadval reads Persian text with: the text layer and its tokens, the lexicon, numerals, and rules over them.
//!
//! Nothing here knows a table, a file or a calendar: words and forms come in as text ([`lexicon`], [`rule`]), and what
//! forms mean is told by the functions that read their matches. `jadval` is built with this crate twice: its build script
//! compiles the program's own lexicon with it, and the library reads what was compiled.

pub mod error;
pub mod lexicon;
pub mod limits;
pub mod numeral;
pub mod rule;
pub mod suggestion;
pub mod text;
pub mod toml_error;

pub use error::{Error, Result};
