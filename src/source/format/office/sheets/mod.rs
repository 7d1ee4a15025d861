//! Workbooks: the sheets of Excel files and of OpenDocument spreadsheets.

mod ods;
mod style;
mod value;
mod xlsx;

pub(in crate::source::format) use ods::read as ods;
pub(in crate::source::format) use xlsx::read as xlsx;
