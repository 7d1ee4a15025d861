//! The statements stage: who says what.
//!
//! A *statement* is content that the text attributes to a source by a *cue*: a verb of saying, alone or with its nominal
//! part, a preposition such as «به گزارش», a noun of saying that stands with its source. Rules find the words of cues; what
//! the sentence says by them (content, speaker, addressee, when) is told here, since it takes the whole sentence and the
//! names, dates and statements before it.

mod apposition;
mod chain;
mod content;
mod coordinate;
mod correction;
mod cue;
mod denial;
mod derivation;
mod extract;
mod led;
mod model;
mod object;
mod refusal;
mod relative;
mod said_on;
mod somebody;
mod speaker;
mod table;
mod told;
mod wish;
mod words;

pub use extract::Statements;
pub use model::{Act, Form, Speaker, Statement, StatementRow};
