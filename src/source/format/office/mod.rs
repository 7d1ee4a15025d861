//! Documents that are archives of XML: Word, OpenDocument, EPUB.

mod docx;
mod epub;
mod item;
mod odt;
mod package;
mod xml;

pub(super) use docx::read as docx;
pub(super) use epub::read as epub;
pub(super) use odt::read as odt;
