//! Checks against corpora and suites that lie beside the checkout; where they are absent, each says so.

mod actors;
mod clauses;
mod dates;
mod figures;
mod numerals;
mod resolve;
