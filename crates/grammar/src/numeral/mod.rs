//! Numerals: digits and number words to exact values.
//!
//! A *numeral* is written in digits («۲۷۸۳»), in words («دو هزار و هفتصد و هشتاد و سه») or in both
//! («دو هزار و ۷۸۳»); it is cardinal, ordinal («سوم», «۱۳ام») or a fraction («سه چهارم»). What it counts
//! or measures is for later stages.

mod counted;
mod digits;
mod glued;
mod grammar;
mod item;
mod model;
mod read;

pub(crate) use glued::part;
pub use item::Words;
pub use model::{Numeral, Script, shared_tens};
pub use read::read;
