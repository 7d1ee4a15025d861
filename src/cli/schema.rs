//! `jadval schema`: the tables and their columns, as their declaration has them.

use super::args::{SchemaArgs, SchemaCommand};
use super::{Failure, Verdict, diff};
use crate::table;
use std::io::{Write, stdout};

pub(super) fn schema(args: &SchemaArgs) -> Result<Verdict, Failure> {
    if let Some(SchemaCommand::Diff(args)) = &args.command {
        return diff::schema_diff(args);
    }
    let described = match (args.json, args.markdown) {
        (true, _) => format!("{:#}\n", table::json()),
        (_, true) => table::markdown(2),
        _ => table::text(),
    };
    stdout().lock().write_all(described.as_bytes())?;
    Ok(Verdict::Fine)
}
