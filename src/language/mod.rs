//! Which language a document is in, by the letters and the function words that tell.
//!
//! Languages that are written with the Arabic letters share most of their words' looks, and folding takes the rest: so
//! what is read as Persian in a text of another language is wrong without a word. The language is told for the document as
//! a whole, then for lines, sentences and quotations that have words or letters of another one; what nothing tells apart
//! from Persian is Persian.

mod alphabet;
mod lost;
mod model;
mod passages;
mod tell;

pub use lost::lost_letters;
pub use model::{Language, Passage, Told};
pub use tell::Languages;
