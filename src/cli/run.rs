//! `jadval run`: the pipelines that were named, once or after each change.

use super::args::RunArgs;
use super::compute::carry_out;
use super::signals::stop_on_signal;
use super::terminal::Terminal;
use super::watch;
use super::{Failure, Verdict};
use crate::pipeline::Request;

pub(super) fn run(args: &RunArgs, terminal: &Terminal) -> Result<Verdict, Failure> {
    // Mistakes in the last file are found before the first has run.
    let requests = args.pipelines.iter().map(|path| Ok((path, Request::from_file(path)?)));
    let requests = requests.collect::<crate::Result<Vec<_>>>()?;
    let stop = stop_on_signal();
    if args.watch {
        return watch::watch(args, &stop, terminal);
    }
    let mut short = Vec::new();
    for (path, request) in requests {
        if let Verdict::Short(why) = carry_out(request, path, args, &stop, terminal)? {
            short.push(why);
        }
    }
    Ok(if short.is_empty() { Verdict::Fine } else { Verdict::Short(short.join("\n")) })
}
