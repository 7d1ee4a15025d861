//! Web pages: the article and its parts, without what surrounds it.

mod append;
mod charset;
mod cleaning;
mod element;
mod head;
mod linked;
mod page;
mod piece;
mod table;
mod token;

pub(super) use page::{chapter, read};
