//! Word documents: what a reader of the printed page sees, with the numbers that Word counts.

mod body;
mod numbering;
mod package;
mod paragraph;
mod styles;

pub(in crate::source::format) use package::read;
