//! The text layer: the decoded document, its tokens, and the folded view that is for matching only.
//!
//! The *layer* is the text that every offset points into; it is never altered. The *folded view*
//! ([`fold`]) takes spelling accidents away: joiners, diacritics, Arabic letters, digit sets. A
//! [`Token`] ties the two together, so what matched in the folded view is always a [`Span`] of the layer.

pub mod fold;

mod arabic;
mod aside;
mod block;
mod cell;
mod char_index;
mod layout;
mod line;
mod origin;
mod pairs;
mod span;
mod token;
mod token_kind;
mod token_range;
mod waiting;
mod word_index;
mod wrapped;

pub use arabic::ArabicBlock;
pub use block::{Block, BlockRole, block_at};
pub use cell::{TableCell, cell_at, cells_before, is_frame};
pub use char_index::CharIndex;
pub use layout::Layout;
pub use origin::{Origin, OriginPlace, origin_at};
pub use pairs::LetterPairs;
pub use span::{MAX_TEXT_BYTES, Span};
pub use token::{Gap, Token, Tokenizer, Tokens};
pub use token_kind::TokenKind;
pub use token_range::TokenRange;
pub use waiting::Waiting;
pub use word_index::WordIndex;
