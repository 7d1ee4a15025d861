//! `jadval validate`: what a dataset falls short of.

use super::args::{FailOn, ReportFormat, ValidateArgs};
use super::plain::results;
use super::{Failure, Verdict};
use crate::Error;
use crate::extract::Engine;
use crate::extraction::no_threads;
use crate::pipeline::{self, Expectation, Request, Severity};
use crate::validate::{self, Against, Demands, Format, Limits, Report};
use std::io::{ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How long a stranger's dataset may take, where nobody has said.
const UNTRUSTED: Duration = Duration::from_secs(600);

pub(super) fn validate(args: &ValidateArgs) -> Result<Verdict, Failure> {
    let reports = match args.timeout.or(args.untrusted.then_some(UNTRUSTED)) {
        None => reports(args)?,
        Some(limit) => reports_within(args, limit)?,
    };
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

/// The reports of all datasets.
fn reports(args: &ValidateArgs) -> crate::Result<Vec<Report>> {
    if !args.sources.is_dir() {
        let message = "expected the folder that the paths of source files start from, found none";
        return Err(Error::configuration(message).at(args.sources.display().to_string()));
    }
    let limits = args.untrusted.then_some(Limits::UNTRUSTED);
    let unlimited = Limits { bytes: u64::MAX, rows: u64::MAX };
    let limits = (limits.is_some() || args.max_bytes.is_some() || args.max_rows.is_some()).then(|| {
        let usual = limits.unwrap_or(unlimited);
        Limits { bytes: args.max_bytes.unwrap_or(usual.bytes), rows: args.max_rows.unwrap_or(usual.rows) }
    });
    let report = |folder: &PathBuf| {
        let (engine, expectations) = expected(args, folder)?;
        let lexicon = &engine.grammar().lexicon;
        let demands = Demands {
            require_sources: args.require_sources,
            untrusted: args.untrusted,
            limits,
            re_extract: args.re_extract.map(|most| (&engine, most)),
        };
        let against = Against { sources: &args.sources, lexicon, expectations: &expectations, demands };
        validate::validate(folder, against)
    };
    args.datasets.iter().map(report).collect()
}

/// The same on a thread that nobody waits for any longer than this: whatever it is at then ends with the program.
fn reports_within(args: &ValidateArgs, limit: Duration) -> crate::Result<Vec<Report>> {
    let (done, reported) = channel();
    let args = args.clone();
    thread::Builder::new()
        .spawn(move || {
            let _ = done.send(reports(&args));
        })
        .map_err(no_threads)?;
    reported.recv_timeout(limit).unwrap_or_else(|why| {
        Err(Error::output(match why {
            RecvTimeoutError::Timeout => format!(
                "expected the validation to take at most {} s, found it at work after that; --timeout sets the limit",
                limit.as_secs_f64()
            ),
            RecvTimeoutError::Disconnected => {
                "expected a report, found the validation broken off; please report it".to_owned()
            }
        }))
    })
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
