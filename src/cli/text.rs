//! `jadval text`: the text layer of a document, as its reader makes it.

use super::args::TextArgs;
use super::plain::results;
use super::{Failure, Verdict};
use crate::source::{Documents, Reading, discover};
use crate::table::Vocabulary;
use std::io::{IsTerminal, Write, stdout};

pub(super) fn text(args: &TextArgs) -> Result<Verdict, Failure> {
    let reading = Reading {
        encoding: args.encoding,
        columns: args.columns.clone().columns(),
        parts: args.parts.parts(),
        revisions: args.parts.revisions.unwrap_or_default(),
        pages: args.parts.pages,
        password: args.parts.password.clone(),
        ..Reading::default()
    };
    let files = discover(std::slice::from_ref(&args.document))?;
    // A screen is a person's; a pipe is to have the text to the letter.
    let mut out: Box<dyn Write> =
        if stdout().is_terminal() { Box::new(results()) } else { Box::new(stdout().lock()) };
    let mut rejects = Vec::new();
    for document in Documents::new(files, reading) {
        let document = match document {
            Ok(document) => document,
            Err(reject) => {
                rejects.push(reject);
                continue;
            }
        };
        if !args.blocks {
            out.write_all(document.text.as_bytes())?;
            continue;
        }
        for part in &document.structure.blocks {
            let block = part.block;
            let text = document.text.get(block.span.range()).unwrap_or_default().replace('\n', "\\n");
            let boxes = document.structure.boxes(block.span).map(|at| at.to_string()).collect::<Vec<_>>();
            let place = if boxes.is_empty() {
                part.xpath.as_ref().map(ToString::to_string).unwrap_or_default()
            } else {
                boxes.join(";")
            };
            writeln!(out, "{}\t{}\t{place}\t{}", block.role.word(), block.level, text.replace('\t', " | "))?;
        }
        for edit in &document.structure.edits {
            writeln!(
                out,
                "edit\t{}\t{}\t{}",
                edit.kind.word(),
                edit.span.start,
                edit.source.replace('\n', "\\n")
            )?;
        }
    }
    match rejects.first() {
        None => Ok(Verdict::Fine),
        Some(first) => Ok(Verdict::Short(format!("error: {first}"))),
    }
}
