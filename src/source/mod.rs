//! From bytes to documents: finds input files, decodes them, and reads corpora record by record.
//!
//! A *document* is one file (plain text, a web page, a Word document …: [`mod@format`] has the readers) or one record of a `.jsonl` corpus. A document that cannot be read
//! becomes a [`Reject`] that says where and why, and the others go on.
//!
//! ```no_run
//! use jadval::source::{self, Documents, Reading};
//!
//! let files = source::discover(&["raw/news".into()])?;
//! for document in Documents::new(files, Reading::default()) {
//!     match document {
//!         Ok(document) => println!("{}: {} bytes of text", document.doc_id, document.text.len()),
//!         Err(reject) => println!("{}: {}", reject.path, reject.message),
//!     }
//! }
//! # Ok::<(), jadval::Error>(())
//! ```

mod allowance;
mod day;
mod decode;
mod discover;
mod document;
mod file;
mod files;
pub mod format;
mod front_coding;
mod ids;
mod opening;
mod reading;
mod record;
mod regular;
mod reject;
mod settings;
mod stream;
mod sum;
mod when;

pub(crate) use allowance::{TIMEOUT, TOO_DENSE, Timer, too_dense, took_too_long};
pub use day::{References, parse_day};
use decode::decode_within;
pub use decode::{Decoded, Encoding, decode};
pub use discover::{discover, discover_outside, files_with_extension};
pub use document::{Reference, ReferenceSource, SourceDocument};
pub use file::{Access, SourceFile, Stamp};
pub use files::{Files, SourceFiles};
pub use format::Format;
pub(crate) use front_coding::FrontCoding;
pub(crate) use ids::{Ids, Place};
pub use reading::Reading;
pub use record::Columns;
pub use regular::{is_of_machine, open_regular, read_regular};
pub(crate) use reject::UNREADABLE;
pub use reject::{Defect, Reject};
pub use settings::read_settings;
pub use stream::Documents;
pub(crate) use stream::Step;
pub use sum::{Sum, Summing, sha256};
