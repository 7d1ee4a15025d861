//! `jadval merge`: datasets of parts, joined.

use super::args::JoinArgs;
use super::compute::dataset_name;
use super::signals::stop_on_signal;
use super::terminal::Terminal;
use super::{Failure, Verdict};
use crate::pipeline::Merge;
use crate::sink::Options;

pub(super) fn merge(args: JoinArgs, terminal: &Terminal) -> Result<Verdict, Failure> {
    let JoinArgs { parts, out, format, .. } = args;
    let mut formats = format;
    formats.dedup();
    let name = dataset_name(&out);
    let merge = Merge { parts, out, name, formats, part_rows: Options::PART_ROWS };
    let summary = merge.run(&stop_on_signal())?;
    let documents = summary.rows_of("documents");
    terminal.tell(format_args!(
        "{}: {documents} documents of {} parts",
        merge.out.display(),
        merge.parts.len()
    ));
    Ok(Verdict::Fine)
}
