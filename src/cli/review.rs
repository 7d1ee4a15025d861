//! `jadval review`: pages on which people look at rows in their text.

use super::args::ReviewArgs;
use super::terminal::Terminal;
use super::{Failure, Verdict};
use crate::dataset::Dataset;
use crate::pipeline::{Request as EngineRequest, engine};
use crate::review::{self, Request};

pub(super) fn review(args: &ReviewArgs, terminal: &Terminal) -> Result<Verdict, Failure> {
    let dataset = Dataset::open(&args.dataset)?;
    let request = Request {
        docs: args.docs.clone(),
        tables: args.tables.clone(),
        only: args.only.unwrap_or_default(),
        reviewer: args.reviewer.clone(),
        corrections: args.corrections.clone(),
        sources: args.sources.clone(),
    };
    let engine = engine(&EngineRequest::new("review", Vec::new(), Default::default()))?;
    let written = review::review(&dataset, &request, &engine, &args.out)?;
    let rows = match written.rows {
        1 => "1 row".to_owned(),
        rows => format!("{rows} rows"),
    };
    terminal.tell(format_args!(
        "{}: {rows} of {} to review; open it in a browser",
        written.file.display(),
        if written.documents == 1 {
            "1 document".to_owned()
        } else {
            format!("{} documents", written.documents)
        }
    ));
    for doc in &written.large {
        terminal.tell(format_args!("{doc} is large, and a browser may take seconds to open its page"));
    }
    if written.large.len() > 1 {
        terminal.tell("--doc writes the page of one document alone");
    }
    Ok(Verdict::Fine)
}
