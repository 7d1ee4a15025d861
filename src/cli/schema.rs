//! `jadval schema`: the tables and their columns, as their declaration has them.

use super::args::{SchemaArgs, SchemaCommand};
use super::{Failure, Verdict, diff};
use crate::tables;
use std::io::{Write, stdout};

pub(super) fn schema(args: &SchemaArgs) -> Result<Verdict, Failure> {
    if let Some(SchemaCommand::Diff(args)) = &args.command {
        return diff::schema_diff(args);
    }
    let described = match (args.json, args.markdown) {
        (true, _) => format!("{:#}\n", tables::json()),
        (_, true) => tables::markdown(2),
        _ => tables::text(),
    };
    stdout().lock().write_all(described.as_bytes())?;
    Ok(Verdict::Fine)
}
