//! `jadval clauses`: the instruments of a dataset as readable trees, or one of them as Akoma Ntoso.

mod akn;
mod command;
mod model;
mod tree;

pub(super) use command::clauses;
