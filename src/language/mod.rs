//! Which language a document is in, by the letters and the function words that tell.
//!
//! Languages that are written with the Arabic letters share most of their words' looks, and folding takes the rest: so
//! what is read as Persian in a text of another language is wrong without a word. The language is told for the document as
//! a whole, and what nothing tells apart from Persian is Persian.

mod alphabet;
mod model;
mod tell;

pub use model::{Language, Told};
pub use tell::Languages;
