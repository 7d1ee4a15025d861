//! Rich Text Format: control words between the letters.

mod charset;
mod document;
mod token;

pub(super) use document::read;
