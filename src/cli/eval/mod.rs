//! `jadval eval`: how good a dataset is.

mod command;
mod limit;
mod page;
mod report;

pub(super) use command::eval;
