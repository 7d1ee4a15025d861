//! `jadval corrections`: files of what people said of rows.

use super::args::{CheckArgs, CorrectionsCommand, MergeArgs, PruneArgs};
use super::plain::results;
use super::report::counted;
use super::{Failure, Verdict};
use crate::corrections::{Line, disagreements, merged};
use crate::dataset::Dataset;
use crate::extract::Engine;
use crate::pipeline;
use crate::sink::replace_file;
use crate::table::Vocabulary;
use crate::tables::rows_of_batch;
use crate::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What became of lines, by file and line.
type Told = BTreeMap<(String, u32), (String, String)>;

/// What calls for somebody to look.
const OPEN: [&str; 4] = ["ambiguous", "outdated", "stale", "conflict"];

pub(super) fn corrections(command: &CorrectionsCommand) -> std::result::Result<Verdict, Failure> {
    match command {
        CorrectionsCommand::Check(args) => check(args),
        CorrectionsCommand::Merge(args) => merge(args),
        CorrectionsCommand::Prune(args) => prune(args),
    }
}

fn lines(files: &[PathBuf]) -> Result<Vec<Line>> {
    pipeline::read_corrections(files, &Engine::builder().build()?)
}

fn check(args: &CheckArgs) -> std::result::Result<Verdict, Failure> {
    let lines = lines(&args.files)?;
    let mut out = String::new();
    let mut by_verdict = BTreeMap::<&str, usize>::new();
    for line in &lines {
        *by_verdict.entry(line.correction.verdict.word()).or_default() += 1;
    }
    let people: BTreeSet<&str> = lines.iter().map(|line| line.correction.reviewer.as_str()).collect();
    let counts: Vec<String> =
        by_verdict.iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
    let _ = writeln!(
        out,
        "{} by {}: {}",
        counted(lines.len() as u64, "correction"),
        counted(people.len() as u64, "reviewer"),
        counts.join(", ")
    );
    let kept = merged(&lines);
    let rows = disagreements(&kept);
    list_disagreements(&mut out, &rows);
    let mut open = 0;
    if let Some(dataset) = &args.dataset {
        let told = told(dataset)?;
        let mut by_status = BTreeMap::<&str, usize>::new();
        for line in &lines {
            match told.get(&(plain_path(&line.file), line.number)) {
                None => *by_status.entry("not heeded by the last run").or_default() += 1,
                Some((status, message)) => {
                    *by_status.entry(status).or_default() += 1;
                    if OPEN.contains(&status.as_str()) {
                        open += 1;
                        let _ = writeln!(out, "{}: {status}: {}: {message}", line.place(), shown(line));
                    }
                }
            }
        }
        let counts: Vec<String> =
            by_status.iter().map(|(status, count)| format!("{count} {status}")).collect();
        let _ = writeln!(out, "{}: {}", dataset.display(), counts.join(", "));
    }
    results().write_all(out.as_bytes())?;
    Ok(match (rows.len(), open) {
        (0, 0) => Verdict::Fine,
        (0, open) => {
            Verdict::Short(format!("error: {} to look at again", counted(open as u64, "correction")))
        }
        (rows, _) => Verdict::Short(format!("error: people disagree on {}", counted(rows as u64, "row"))),
    })
}

fn merge(args: &MergeArgs) -> std::result::Result<Verdict, Failure> {
    let lines = lines(&args.files)?;
    let kept = merged(&lines);
    write(&args.out, &kept)?;
    let mut out =
        format!("{}: {} of {}\n", args.out.display(), counted(kept.len() as u64, "correction"), lines.len());
    let rows = disagreements(&kept);
    list_disagreements(&mut out, &rows);
    results().write_all(out.as_bytes())?;
    Ok(if rows.is_empty() {
        Verdict::Fine
    } else {
        Verdict::Short(format!("error: people disagree on {}", counted(rows.len() as u64, "row")))
    })
}

fn prune(args: &PruneArgs) -> std::result::Result<Verdict, Failure> {
    let lines = lines(&args.files)?;
    let told = told(&args.dataset)?;
    let done = |line: &Line| {
        let status = told.get(&(plain_path(&line.file), line.number));
        status.filter(|(status, _)| ["settled", "stale"].contains(&status.as_str()))
    };
    let mut out = String::new();
    let mut by_file = BTreeMap::<&str, (Vec<&Line>, usize)>::new();
    for line in &lines {
        let (kept, gone) = by_file.entry(&line.file).or_default();
        match done(line) {
            None => kept.push(line),
            Some((status, _)) => {
                *gone += 1;
                let _ = writeln!(out, "{}: {status}: {}", line.place(), shown(line));
            }
        }
    }
    for (file, (kept, gone)) in &by_file {
        let _ = writeln!(out, "{file}: {} kept, {gone} taken out", kept.len());
        if *gone > 0 && !args.dry_run {
            write(Path::new(file), kept)?;
        }
    }
    results().write_all(out.as_bytes())?;
    Ok(Verdict::Fine)
}

/// What the table `corrections` of a dataset says of lines.
fn told(dataset: &Path) -> Result<Told> {
    let mut told = Told::new();
    for batch in Dataset::open(dataset)?.batches("corrections", None)? {
        for row in rows_of_batch(&batch?)? {
            let get = |column: &str| row.get(column).unwrap_or_default();
            // One document's worth is enough where a source is there twice.
            let line = get("line").parse().unwrap_or_default();
            told.entry((plain_path(get("file")), line))
                .or_insert_with(|| (get("status").to_owned(), get("message").to_owned()));
        }
    }
    Ok(told)
}

/// A path without what makes no difference: `./a.jsonl` is `a.jsonl`.
fn plain_path(path: &str) -> String {
    let parts = Path::new(path).components().filter(|part| !matches!(part, std::path::Component::CurDir));
    parts.collect::<PathBuf>().to_string_lossy().into_owned()
}

fn list_disagreements(out: &mut String, rows: &[Vec<&Line>]) {
    for row in rows {
        for line in row {
            let _ = writeln!(out, "{}: {}: {}", line.place(), line.correction.reviewer, shown(line));
        }
    }
}

/// A correction in a line.
fn shown(line: &Line) -> String {
    let said = &line.correction;
    let words: String =
        said.quote.exact.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
    let set = if said.set.is_empty() { String::new() } else { format!(" {}", serde_json::json!(said.set)) };
    format!("{} {} «{words}»{set}", said.verdict.word(), said.table)
}

/// Writes a file of corrections as a whole or not at all.
fn write(path: &Path, lines: &[&Line]) -> Result<()> {
    let mut written = String::new();
    for line in lines {
        written += &serde_json::to_string(&line.correction).map_err(Error::caused)?;
        written.push('\n');
    }
    replace_file("write this file", path, written.as_bytes())
}
