//! The one loop: documents in, what was found in them out, in their order.
//!
//! An [`Extraction`] is an engine and how it is to work: when to stop, who hears how far it is, how long one document may
//! take, how many threads there are, and what becomes of documents that cannot be read. Runs over files go through it
//! ([`crate::pipeline`]), and so do programs that have their documents in memory; the methods that
//! give them tables are implemented where tables are built (`table/batch.rs`, `table/documents.rs`).
//!
//! ```
//! use jadval::extract::{Document, Engine};
//! use jadval::extraction::Extraction;
//!
//! let engine = Engine::builder().build()?;
//! let note = |doc_id, text| Document { doc_id, text, ..Document::default() };
//! let tables = Extraction::new(&engine).threads(2).documents([
//!     note("a", "توافق در ۱۹ آبان ۱۳۹۹ امضا شد."),
//!     note("b", "پنج کیلومتر از راه بسته است."),
//!     note("a", "این شناسه دوم است."),
//! ])?;
//! let rows = |table| tables.get(table).map(|batch| batch.num_rows());
//! assert_eq!((rows("documents"), rows("dates"), rows("figures")), (Some(2), Some(1), Some(1)));
//! // The second «a» is not read, and the others go on.
//! assert_eq!(rows("rejects"), Some(1));
//! # Ok::<(), jadval::Error>(())
//! ```
//!
//! # How it goes
//!
//! Documents are cut into groups, by numbers that do not depend on the machine. One thread reads, a gate lets in as many
//! groups as memory is meant to hold, the threads of a pool analyse them, and the thread that began takes what they
//! found in the order of the documents. So rows do not depend on the number of threads, and nothing is held by document.
//!
//! A panic while one document is analysed is caught, and the document a [`Reject`](crate::source::Reject) like one that
//! cannot be decoded.

mod analyst;
mod builder;
mod event;
mod gate;
mod group;
mod order;

#[cfg(test)]
pub(crate) use analyst::BREAKING;
pub(crate) use analyst::{Analyst, Before};
pub use builder::{Extraction, OnReject};
pub(crate) use event::Outcome;
pub use event::{Event, Observer};
pub use group::LARGE;
pub(crate) use group::{GROUP, Groups};
pub(crate) use order::{catch_panic, no_threads, recv_or_stop};
