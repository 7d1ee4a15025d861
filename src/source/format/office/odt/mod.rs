//! Text documents of OpenDocument.

mod body;
mod lists;
mod package;

pub(in crate::source::format) use package::read;
