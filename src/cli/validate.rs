//! `jadval validate`: what a dataset falls short of.

use super::args::{ReportFormat, ValidateArgs};
use super::{Failure, Verdict};
use crate::pipeline::{Expectation, Request};
use crate::validate::{self, Report};
use std::io::{Write, stdout};
use std::path::Path;

pub(super) fn validate(args: &ValidateArgs) -> Result<Verdict, Failure> {
    let reports = args
        .datasets
        .iter()
        .map(|folder| validate::validate(folder, &args.sources, &expectations(args, folder)?))
        .collect::<crate::Result<Vec<Report>>>()?;
    stdout().lock().write_all(render(args.format, &reports).as_bytes())?;
    let failed: Vec<&str> =
        reports.iter().filter(|report| !report.passed()).map(|report| report.dataset.as_str()).collect();
    if failed.is_empty() {
        return Ok(Verdict::Fine);
    }
    Ok(Verdict::Short(format!("checks failed in {}", failed.join(", "))))
}

/// What the pipeline expects that is given, or that is named like the dataset.
fn expectations(args: &ValidateArgs, folder: &Path) -> crate::Result<Vec<Expectation>> {
    let named = folder.file_name().map(|name| Path::new("pipelines").join(name).with_extension("toml"));
    let Some(file) = args.pipeline.clone().or(named.filter(|file| file.exists())) else {
        return Ok(Vec::new());
    };
    Ok(Request::from_file(&file)?.expectations)
}

fn render(format: ReportFormat, reports: &[Report]) -> String {
    match format {
        ReportFormat::Human => reports.iter().map(Report::human).collect(),
        ReportFormat::Junit => reports.iter().map(Report::junit).collect(),
        ReportFormat::Github => reports.iter().map(Report::github).collect(),
        ReportFormat::Json => {
            let reports: Vec<_> = reports.iter().map(Report::json).collect();
            format!("{:#}\n", serde_json::Value::from(reports))
        }
    }
}
