//! The facts stage: what a figure is a figure of.
//!
//! Figures say how many; facts say of what, whose, where, when and who claims it. Words of the clause around a figure tell
//! its *property* (`killed`, `length`, `price`: `lexicon/facts`), and the property tells where its subject, agent and
//! recipient stand. What cannot be told stays empty.

mod aside;
mod carried;
mod cell;
mod clause;
mod conflict;
mod extract;
mod form;
mod given;
mod label;
mod placed;
mod property;
mod reader;
mod reality;
mod roles;
mod share;
mod site;
mod thing;
mod when;
mod whose;
mod words;

pub use extract::Facts;
