//! Persian documents into tables.
//!
//! jadval reads Persian text and gives tables of dates (Solar Hijri, lunar and Gregorian, all
//! normalized), figures, mentions of actors and places, and the clauses of agreements and laws. Each
//! row is tied to its exact place in the source, and names the rule that made it.
//!
//! # Terms
//!
//! - The *text layer* is the decoded document; every offset points into it and nothing alters it.
//! - A *lexicon entry* is a thing that words stand for; a *rule* is a form that words make; both are
//!   data ([`lexicon`], [`rule`]).
//! - A *stage* gives the forms of its tables their meaning: [`stages::dates`], [`stages::figures`],
//!   [`stages::actors`], [`stages::clauses`].
//! - A *finding* is what the source itself has wrong or leaves open; it stands beside the value that
//!   is written and never replaces it.
//!
//! # An example
//!
//! ```
//! use jadval::extract::{Document, Engine};
//!
//! let engine = Engine::builder().build()?;
//! let text = "توافق در ۱۹ آبان ۱۳۹۹ امضا شد.";
//! let analysis = engine.analyse(&Document { doc_id: "note", text, ..Document::default() });
//! let date = &analysis.dates[0];
//! assert_eq!(&text[date.span.range()], "۱۹ آبان ۱۳۹۹");
//! assert_eq!(date.value.day().map(|day| day.to_iso()).as_deref(), Some("2020-11-09"));
//! # Ok::<(), jadval::Error>(())
//! ```
//!
//! [`tables::extract_one`] does the same and gives one record batch for each table, [`tables::extract`]
//! those of an Arrow batch of documents; [`extraction::Extraction`] is the loop behind both and behind every run, with
//! threads, limits, somebody who hears how far it is, and a way to stop. The stages, in the order data pass through them: [`source`],
//! [`text`], [`segment`], [`stages`], [`tables`], [`sink`]; [`extract`] holds the engine
//! that runs them and [`pipeline`] the batches; [`dataset`] and [`validate`] read what was written. [`example`] puts
//! what rule and lexicon files say of themselves to an engine, [`eval`] what people say of documents.

pub mod calendar;
mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod corrections;
pub mod dataset;
pub mod eval;
pub mod example;
pub mod extract;
pub mod extraction;
pub mod finding;
pub mod language;
pub mod pipeline;
pub mod question;
pub mod review;
pub mod segment;
pub mod sink;
pub mod source;
pub mod stages;
mod syntax;
pub mod table;
pub mod tables;
pub mod tagger;
pub mod validate;
mod xml;

pub use jadval_grammar::{Error, Result, error, lexicon, numeral, rule, text};
use jadval_grammar::{limits, suggestion, toml_error};
