//! What is asked, and what is read for it.

use super::limit::{Held, held};
use super::page;
use super::report::{Compared, Report, numbers};
use crate::cli::args::{EvalArgs, EvalFormat};
use crate::cli::plain::results;
use crate::cli::{Failure, Verdict};
use crate::dataset::Dataset;
use crate::error::Error;
use crate::eval::{Evaluation, Labels, Score, dataset_rows, measure, read_gold, resampled, reviewed};
use std::collections::BTreeMap;
use std::io::{Write, stdout};
use std::path::Path;

pub(in crate::cli) fn eval(args: &EvalArgs) -> Result<Verdict, Failure> {
    let mut labels = Labels::default();
    for label in &args.label {
        labels.add(label).map_err(|message| Error::configuration(format!("--label: {message}")))?;
    }
    let report = report(args, &labels)?;
    let limits = held(&args.fail_under, &numbers(&report))?;
    let name = args.dataset.display().to_string();
    let written = match args.format {
        EvalFormat::Human => page::human(&name, &report, args.misses),
        EvalFormat::Md => page::markdown(&name, &report, args.misses),
        EvalFormat::Json => format!("{:#}\n", page::json(&name, &report, &limits)),
        EvalFormat::Junit => page::junit(&name, &report, &limits),
    };
    match args.format {
        EvalFormat::Human => results().write_all(written.as_bytes())?,
        _ => stdout().lock().write_all(written.as_bytes())?,
    }
    let failed: Vec<String> = limits.iter().filter(|limit| !limit.holds()).map(Held::told).collect();
    Ok(if failed.is_empty() {
        Verdict::Fine
    } else {
        Verdict::Short(format!("error: {}", failed.join("; ")))
    })
}

fn report(args: &EvalArgs, labels: &Labels) -> crate::Result<Report> {
    let sources: &Path = &args.sources;
    if let [first, second] = &args.agreement[..] {
        let documents = dataset_rows(&args.dataset, sources)?;
        let [first, second] = [first, second].map(|gold| read_gold(gold, &documents, labels, sources));
        return Ok(Report::Agreement(measure(&first?, &second?)));
    }
    let Some(gold) = &args.gold else {
        return Ok(Report::Reviewed(reviewed(&Dataset::open(&args.dataset)?)?));
    };
    let documents = dataset_rows(&args.dataset, sources)?;
    let gold = read_gold(gold, &documents, labels, sources)?;
    let evaluation = measure(&gold, &documents);
    let compared = match &args.compare {
        None => None,
        Some(other) => {
            let other = measure(&gold, &dataset_rows(other, sources)?);
            Some(compared(&evaluation, &other))
        }
    };
    Ok(Report::Gold { evaluation, compared })
}

/// By table, how another dataset differs.
fn compared(first: &Evaluation, second: &Evaluation) -> Vec<Compared> {
    let tables = first.tables.iter().filter_map(|one| {
        let other = second.tables.iter().find(|other| other.table == one.table)?;
        let mut pairs: BTreeMap<&str, (Score, Score)> = BTreeMap::new();
        for (doc_id, score) in &one.documents {
            pairs.entry(doc_id).or_default().0 = *score;
        }
        for (doc_id, score) in &other.documents {
            pairs.entry(doc_id).or_default().1 = *score;
        }
        let pairs: Vec<(Score, Score)> = pairs.into_values().collect();
        let right = |score: &Score| {
            let rows = score.gold + score.predicted;
            if rows == 0 { 1.0 } else { 2.0 * score.right as f64 / rows as f64 }
        };
        Some(Compared {
            table: one.table,
            found: resampled(&pairs, Score::f1)?,
            right: resampled(&pairs, right)?,
        })
    });
    tables.collect()
}
