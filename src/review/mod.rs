//! The page on which people look at rows in their text and say what is right.
//!
//! [`review`] writes one file of HTML for each document of a dataset, which holds everything that it shows: the text, the
//! rows of all tables, the rules that made them, what reviewers have said, an outline for the map, the font and the program
//! of the page (`page/`, plain JavaScript and CSS). It asks for nothing, anywhere: its policy allows no request, and no
//! program but its own. What people decide stays in their browser until they save it as a file of corrections.
//!
//! Offsets are UTF-16 code units in the page, as JavaScript counts, and code points in what it saves. The same dataset gives
//! the same bytes.

mod columns;
mod cursor;
mod document;
mod entities;
mod html;
mod index;
mod layer;
mod lines;
mod outline;
mod payload;
mod polygon;
mod reasons;
mod rules;
mod selection;
mod units;
mod words;
mod writer;

pub use selection::{Only, Request};
pub use writer::{Written, review};
