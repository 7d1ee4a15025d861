//! `jadval review`: pages on which people look at rows in their text.

use super::args::ReviewArgs;
use super::terminal::Terminal;
use super::{Failure, Verdict};
use crate::dataset::Dataset;
use crate::pipeline::{Request as EngineRequest, engine};
use crate::review::{self, Request};

/// Bytes of text in many documents, above which somebody may rather have the page of one.
const MUCH: usize = 20_000_000;

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
    let mut known = match &args.pipeline {
        Some(file) => EngineRequest::from_file(file)?,
        None => EngineRequest::new("review", Vec::new(), Default::default()),
    };
    known.lexicons.extend(args.lexicon.iter().cloned());
    known.rules.extend(args.rules.iter().cloned());
    let engine = engine(&known)?;
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
    if written.other_rules {
        terminal.tell(
            "the rows were found with other words and rules than these, so the page may not tell why they have their values; \
             --pipeline names the file of the dataset's pipeline, --lexicon and --rules what the built-in ones lack",
        );
    }
    for doc in &written.large {
        terminal.tell(format_args!("{doc} is large, and a browser may take seconds to open its page"));
    }
    if written.documents > 1 && written.text > MUCH {
        terminal.tell(format_args!(
            "these are {} MB of text; --doc writes the page of one document alone",
            written.text / 1_000_000
        ));
    }
    Ok(Verdict::Fine)
}
