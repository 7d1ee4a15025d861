//! `jadval validate`: what a dataset falls short of.

use super::args::{FailOn, ReportFormat, ValidateArgs};
use super::plain::results;
use super::{Failure, Verdict};
use crate::extract::Engine;
use crate::pipeline::{self, Expectation, Request, Severity};
use crate::validate::{self, Against, Demands, Format, Report};
use std::io::{ErrorKind, Write, stdout};
use std::path::Path;

pub(super) fn validate(args: &ValidateArgs) -> Result<Verdict, Failure> {
    let reports = args
        .datasets
        .iter()
        .map(|folder| {
            let (engine, expectations) = expected(args, folder)?;
            let lexicon = &engine.grammar().lexicon;
            let demands = Demands {
                require_sources: args.require_sources,
                untrusted: args.untrusted,
                re_extract: args.re_extract.map(|most| (&engine, most)),
            };
            let against = Against { sources: &args.sources, lexicon, expectations: &expectations, demands };
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
    let at_least = match args.fail_on {
        FailOn::Warn => Severity::Warn,
        FailOn::Error => Severity::Error,
    };
    let failed = reports.iter().filter(|report| report.failures(at_least).next().is_some());
    let failed: Vec<&str> = failed.map(|report| report.dataset.as_str()).collect();
    let written = validate::write(format, &reports);
    let printed = match args.format {
        ReportFormat::Human => results().write_all(written.as_bytes()),
        _ => stdout().lock().write_all(written.as_bytes()),
    };
    if failed.is_empty() {
        printed?;
        return Ok(Verdict::Fine);
    }
    // Whoever closes the pipe has read enough, and the verdict stands.
    match printed {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => Err(cause.into()),
        _ => Ok(Verdict::Short(format!("error: checks failed in {}", failed.join(", ")))),
    }
}

/// The engine and the expectations of the pipeline that is given, or that is named like the dataset.
fn expected(args: &ValidateArgs, folder: &Path) -> crate::Result<(Engine, Vec<Expectation>)> {
    let named = folder.file_name().map(|name| {
        let mut file = name.to_owned();
        file.push(".toml");
        Path::new("pipelines").join(file)
    });
    match args.pipeline.clone().or(named.filter(|file| !args.untrusted && file.exists())) {
        None => Ok((Engine::builder().build()?, Vec::new())),
        Some(file) => {
            let request = Request::from_file(&file)?;
            let engine = pipeline::engine(&request).map_err(|error| error.at(file.display()))?;
            Ok((engine, request.expectations))
        }
    }
}
