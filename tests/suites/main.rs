//! Checks against corpora that lie beside the checkout; where they are absent, each says so.

mod actors;
mod dates;
mod resolve;
