//! Questions in SQL over written datasets, and those that come with the program.
//!
//! A `Query` sees the tables that it names, of one dataset or of several one below the other, and answers with rows of
//! cells. The saved ones (`SAVED`) are files of `docs/questions`, which hold for any dataset.

#[cfg(feature = "sql")]
mod answer;
#[cfg(feature = "sql")]
mod frame;
#[cfg(feature = "sql")]
mod query;
mod saved;

#[cfg(feature = "sql")]
pub use answer::{Answer, Cell};
#[cfg(feature = "sql")]
pub use query::Query;
pub use saved::{SAVED, Saved, saved};
