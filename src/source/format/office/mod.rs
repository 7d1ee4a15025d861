//! Documents that are archives of XML: Word, Excel, OpenDocument, EPUB.

mod docx;
mod epub;
mod item;
mod odt;
mod package;
mod sheets;
mod xml;

pub(super) use docx::read as docx;
pub(super) use epub::read as epub;
pub(super) use odt::read as odt;
pub(super) use sheets::{ods, xlsx};
