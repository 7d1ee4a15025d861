//! `jadval validate`: what a dataset falls short of.

use super::args::{FailOn, ReportFormat, ValidateArgs};
use super::{Failure, Verdict};
use crate::extract::Engine;
use crate::pipeline::{self, Expectation, Request, Severity};
use crate::validate::{self, Against, Format, Report};
use std::io::{Write, stdout};
use std::path::Path;

pub(super) fn validate(args: &ValidateArgs) -> Result<Verdict, Failure> {
    let reports = args
        .datasets
        .iter()
        .map(|folder| {
            let (engine, expectations) = expected(args, folder)?;
            let lexicon = &engine.grammar().lexicon;
            let against = Against { sources: &args.sources, lexicon, expectations: &expectations };
            validate::validate(folder, against)
        })
        .collect::<crate::Result<Vec<Report>>>()?;
    let format = match args.format {
        ReportFormat::Human => Format::Human,
        ReportFormat::Json => Format::Json,
        ReportFormat::Junit => Format::Junit,
        ReportFormat::Github => Format::Github,
        ReportFormat::Sarif => Format::Sarif,
    };
    stdout().lock().write_all(validate::write(format, &reports).as_bytes())?;
    let at_least = match args.fail_on {
        FailOn::Warn => Severity::Warn,
        FailOn::Error => Severity::Error,
    };
    let failed = reports.iter().filter(|report| report.failures(at_least).next().is_some());
    let failed: Vec<&str> = failed.map(|report| report.dataset.as_str()).collect();
    if failed.is_empty() {
        return Ok(Verdict::Fine);
    }
    Ok(Verdict::Short(format!("error: checks failed in {}", failed.join(", "))))
}

/// The engine and the expectations of the pipeline that is given, or that is named like the dataset.
fn expected(args: &ValidateArgs, folder: &Path) -> crate::Result<(Engine, Vec<Expectation>)> {
    let named = folder.file_name().map(|name| {
        let mut file = name.to_owned();
        file.push(".toml");
        Path::new("pipelines").join(file)
    });
    match args.pipeline.clone().or(named.filter(|file| file.exists())) {
        None => Ok((Engine::builder().build()?, Vec::new())),
        Some(file) => {
            let request = Request::from_file(&file)?;
            let engine = pipeline::engine(&request).map_err(|error| error.at(file.display()))?;
            Ok((engine, request.expectations))
        }
    }
}
