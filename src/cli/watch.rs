//! `jadval run --watch`: after each change of documents, lexicons, rules or the pipeline file, another run.

use super::args::RunArgs;
use super::terminal::{Terminal, complain};
use super::{Failure, Verdict, compute};
use crate::Error;
use crate::pipeline::{Request, watched};
use crate::source::Stamp;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(400);

/// Runs whenever something changes, until Ctrl-C. What stops a single run is said, and waits for the next change.
pub(super) fn watch(args: &RunArgs, stop: &Arc<AtomicBool>, terminal: &Terminal) -> Result<Verdict, Failure> {
    let mut seen: Vec<Option<State>> = vec![None; args.pipelines.len()];
    loop {
        for (path, seen) in args.pipelines.iter().zip(&mut seen) {
            // Taken before the run, so that a change during it is one.
            let now = state(path);
            if seen.as_ref() == Some(&now) {
                continue;
            }
            *seen = Some(now);
            match compute::run_one(path, args, stop, terminal) {
                Ok(Verdict::Fine) => {}
                Ok(Verdict::Short(why)) => terminal.tell(why),
                Err(Failure::Error(error)) if error.is_interrupted() => return Err(error.into()),
                Err(failure) => complain(&failure),
            }
            terminal.tell(format_args!("watching {} (Ctrl-C ends)", path.display()));
        }
        if stop.load(Ordering::Relaxed) {
            return Err(Error::interrupted().into());
        }
        thread::sleep(PAUSE);
    }
}

/// What a run of a pipeline depends on: the file of the pipeline and, where it can be read, what it names.
type State = (Option<Stamp>, Option<u128>);

fn state(pipeline: &Path) -> State {
    (Stamp::of_file(pipeline), Request::from_file(pipeline).ok().map(|request| watched(&request)))
}
