//! PDF files: letters are put together from where they are printed.
//!
//! A page is a set of glyphs on paper. [`content`] runs a page's program and collects them, [`line`](self::line) makes lines of
//! them, [`order`] reads a line from right to left and decides by the shapes of letters where joiners stand, [`column`] finds
//! columns, and [`blocks`] puts lines together to paragraphs and rows of tables.

mod actual;
mod blocks;
mod column;
mod content;
mod furniture;
mod glyph;
mod guess;
mod ink;
mod letters;
mod line;
mod order;
mod page;
mod program;
mod read;
mod split;
mod suspect;
mod trigram;

pub(super) use read::read;
