//! Why a text was read as it was: tokens and what each can begin, the forms that fit and what became of them, and for
//! every row of every table where its values come from.

mod document;
mod forms;
mod rows;

pub use document::{Derived, derived, explain};
