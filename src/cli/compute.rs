//! A request, its plan, and how it went: what `jadval run` and `jadval extract` have in common, and `extract` itself.

use super::args::{EngineArgs, ExtractArgs, RunArgs, WorkArgs};
use super::cache;
use super::plain::results;
use super::progress::Progress;
use super::signals::stop_on_signal;
use super::terminal::Terminal;
use super::{Failure, Verdict, diff, report};
use crate::pipeline::{Plan, Request, Summary};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// Reads a pipeline file and does what it says.
pub(super) fn run_one(
    path: &Path,
    args: &RunArgs,
    stop: &Arc<AtomicBool>,
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    carry_out(Request::from_file(path)?, path, args, stop, terminal)
}

/// Does what a request asks for; `path` is its pipeline file.
pub(super) fn carry_out(
    mut request: Request,
    path: &Path,
    args: &RunArgs,
    stop: &Arc<AtomicBool>,
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    work(&mut request, &args.work);
    let plan = Plan::resolve(request).map_err(|error| error.at(path.display()))?;
    if args.check { check(&plan, path, stop, terminal) } else { write(&plan, &args.work, stop, terminal) }
}

pub(super) fn extract(args: ExtractArgs, terminal: &Terminal) -> Result<Verdict, Failure> {
    let mut request = Request::new(dataset_name(&args.out), args.inputs, args.out);
    ask(&mut request, args.engine);
    request.formats = args.format;
    request.formats.dedup();
    request.encoding = args.encoding;
    request.columns = args.columns.columns();
    request.parts = args.parts.parts();
    request.revisions = args.parts.revisions.unwrap_or_default();
    request.pages = args.parts.pages;
    request.password = args.parts.password;
    request.with_text = args.with_text;
    request.corrections = args.corrections;
    request.csv = args.csv;
    request.compression = args.compression;
    request.max_document_bytes = args.max_document_bytes;
    request.max_document_memory = args.max_document_memory;
    work(&mut request, &args.work);
    let plan = Plan::resolve(request)?;
    write(&plan, &args.work, &stop_on_signal(), terminal)
}

/// Sets what the options of the work ask for.
fn work(request: &mut Request, args: &WorkArgs) {
    request.jobs = args.jobs;
    request.cache = if args.no_cache { None } else { cache::of_runs() };
    request.timeout_per_document = args.timeout_per_document.or(request.timeout_per_document);
}

/// Sets what the options of the engine ask for.
pub(super) fn ask(request: &mut Request, engine: EngineArgs) {
    let told = engine.reference_date.unwrap_or_default();
    (request.reference_from, request.reference) = (told.from, told.otherwise);
    request.decimal_slash = engine.decimal_slash.unwrap_or_default();
    request.lexicons = engine.lexicon;
    request.rules = engine.rules;
}

fn write(
    plan: &Plan,
    work: &WorkArgs,
    stop: &Arc<AtomicBool>,
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    let started = Instant::now();
    let progress = Progress::new(terminal);
    let summary = plan.run(&progress, stop)?;
    progress.clear();
    terminal.tell(report::Report { summary: &summary, took: started.elapsed() });
    Ok(verdict(&summary, work.strict))
}

fn verdict(summary: &Summary, strict: bool) -> Verdict {
    match (summary.rejected, summary.documents) {
        (0, _) => Verdict::Fine,
        (rejected, 0) => Verdict::Short(format!(
            "error: no document could be read, {rejected} rejected; the table `rejects` says why{}",
            first(summary)
        )),
        (rejected, _) if strict => Verdict::Short(format!(
            "error: {rejected} documents rejected, which --strict does not allow{}",
            first(summary)
        )),
        _ => Verdict::Fine,
    }
}

fn first(summary: &Summary) -> String {
    summary.first_rejects.first().map_or(String::new(), |reject| format!("; the first is {reject}"))
}

fn check(
    plan: &Plan,
    pipeline: &Path,
    stop: &Arc<AtomicBool>,
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    let progress = Progress::new(terminal);
    let comparison = plan.check(&progress, stop)?;
    progress.clear();
    let out = comparison.out.display();
    let Some(differences) = &comparison.differences else {
        return Ok(Verdict::Short(format!(
            "error: {out}: expected the dataset of {0}, found none; `jadval run {0}` writes it",
            pipeline.display()
        )));
    };
    if differences.is_empty() {
        terminal.tell(format_args!("{out} is what {} gives", pipeline.display()));
        return Ok(Verdict::Fine);
    }
    let mut results = results();
    for difference in differences {
        writeln!(results, "{out}/{difference}")?;
    }
    if let Some(rows) = comparison.rows.as_ref().filter(|rows| !rows.is_empty()) {
        write!(results, "{}", diff::human(rows))?;
    }
    Ok(Verdict::Short(format!(
        "error: {out} is not what {0} gives; `jadval run {0}` writes it anew",
        pipeline.display()
    )))
}

/// The folder's name, in the letters that dataset names may have.
pub(super) fn dataset_name(out: &Path) -> String {
    let folder = out.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let name: String = folder
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' })
        .collect();
    if name.trim_matches('-').is_empty() { "dataset".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Reject;

    #[test]
    fn names_are_made_of_the_folder() {
        assert_eq!(dataset_name(Path::new("a/Tables 1")), "tables-1");
        assert_eq!(dataset_name(Path::new("جدول")), "dataset");
        assert_eq!(dataset_name(Path::new("/")), "dataset");
    }

    #[test]
    fn rejected_documents_fall_short_when_asked_or_when_nothing_is_left() {
        let reject = Reject {
            path: "a.txt".into(),
            stage: "source",
            code: "binary",
            message: "expected text".into(),
            byte_offset: None,
        };
        let summary = |documents, rejected: u64| Summary {
            documents,
            rejected,
            first_rejects: (0..rejected).map(|_| reject.clone()).collect(),
            ..Summary::default()
        };
        assert_eq!(verdict(&summary(3, 0), true), Verdict::Fine);
        assert_eq!(verdict(&summary(3, 1), false), Verdict::Fine);
        assert!(matches!(verdict(&summary(3, 1), true), Verdict::Short(why) if why.contains("a.txt")));
        assert!(matches!(verdict(&summary(0, 1), false), Verdict::Short(_)));
        assert_eq!(verdict(&summary(0, 0), false), Verdict::Fine);
    }
}
