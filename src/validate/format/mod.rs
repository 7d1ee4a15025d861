//! Reports as text: for people and for the programs that show results of checks.

mod count;
mod github;
mod human;
mod junit;
mod sarif;
mod write;

pub use write::{Format, write};

#[cfg(test)]
mod tests;
