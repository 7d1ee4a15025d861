//! Datasets on disk: one folder with a file per table, described for people and machines.
//!
//! A [`DatasetWriter`] takes batches as they come, so memory stays bounded, and works in a temporary folder beside
//! the output. Only [`DatasetWriter::finish`] puts the new folder in the place of the old one; before that a
//! failure, an interruption or a dropped writer leaves the old dataset as it was. What is written depends on the
//! batches and the [`Provenance`] alone: no clock, no machine, no path.

mod access;
mod card;
mod compression;
mod croissant;
mod csv;
mod dataset;
mod encoder;
mod file;
mod folder;
mod format;
mod output;
mod package;
mod pages;
mod parts;
mod properties;
mod provenance;
mod queue;
mod row_groups;
mod scratch;
mod writer;

pub use compression::Compression;
pub use csv::{BYTE_ORDER_MARK, CsvMode, Lines as CsvLines, is_formula, undefuse};
pub(crate) use file::replace_file;
pub use file::{DESCRIPTION_BYTES, SUMS, sum_of, sums_of};
pub(crate) use folder::previous_of;
pub use folder::{DESCRIPTIONS, is_intact};
pub use format::Format;
pub use provenance::{Options, Provenance};
pub use writer::{DatasetWriter, Summary};

#[cfg(test)]
mod tests;
