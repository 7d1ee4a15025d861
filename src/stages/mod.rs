//! The stages of extraction, and their tables.
//!
//! A stage is one folder: `model.rs` says what its rows mean, the readings give forms their meaning, `extract.rs` is its
//! `Extractor`, and `table.rs` declares its tables and how rows are written. A stage that is added here has its place in the
//! engine, in [`Analysis`], in settings, in the command line and in datasets, their documentation and their checks.

pub mod actors;
pub mod clauses;
mod correct;
pub mod dates;
mod enclosing;
pub mod events;
mod extractor;
pub mod facts;
pub mod figures;
mod label;
mod reality;
mod registry;
mod scene;
pub mod statements;
mod suspects;
mod values;

pub(crate) use extractor::{Extractor, Input};

registry::stages! {
    Dates: dates::Dates {
        /// Temporal expressions.
        dates: dates::DateRow,
    }
    Figures: figures::Figures {
        /// Quantities.
        figures: figures::FigureRow,
    }
    Actors: actors::Actors {
        /// Mentions of actors and places.
        mentions: actors::MentionRow,
        /// The entities that the mentions stand for, in order of first mention.
        entities: actors::Entity,
    }
    Clauses: clauses::Clauses {
        /// Clauses.
        clauses: clauses::ClauseRow,
        /// Provisions.
        provisions: clauses::ProvisionRow,
        /// What the words of clauses refer to.
        references: clauses::ReferenceRow,
    }
    Statements: statements::Statements {
        /// What the text attributes to somebody.
        statements: statements::StatementRow,
    }
    Facts: facts::Facts {}
    Events: events::Events {
        /// What the text says that happened.
        events: events::EventRow,
    }
}
