//! How much of a dataset is read that somebody sent.

use super::report::Report;
use super::tables::OpenTable;
use crate::check::READABLE;
use crate::dataset::Dataset;

/// What a validation may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all files.
    pub bytes: u64,
    /// Rows of all tables.
    pub rows: u64,
}

impl Limits {
    /// Those of a stranger's dataset, where nobody has said.
    pub const UNTRUSTED: Self = Self { bytes: 4 << 30, rows: 20_000_000 };

    /// Whether the files are within the limit; the report says so where they are not.
    pub(super) fn admit_files(self, dataset: &Dataset, report: &mut Report) -> bool {
        let mut bytes = 0_u64;
        for entry in walkdir::WalkDir::new(dataset.folder()).max_depth(2) {
            let metadata = entry.ok().and_then(|entry| entry.metadata().ok());
            // What a folder is long says nothing of its files.
            let length = metadata.filter(|metadata| !metadata.is_dir()).map_or(0, |metadata| metadata.len());
            bytes = bytes.saturating_add(length);
            if bytes > self.bytes {
                break;
            }
        }
        Self::admit(report, "bytes", self.bytes, bytes)
    }

    /// Whether the rows that the files say they have are.
    pub(super) fn admit_rows(self, tables: &[OpenTable], report: &mut Report) -> bool {
        let pieces = tables.iter().flat_map(|open| open.pieces.iter());
        let rows = pieces.fold(0_u64, |rows, piece| rows.saturating_add(piece.rows()));
        Self::admit(report, "rows", self.rows, rows)
    }

    fn admit(report: &mut Report, what: &str, most: u64, found: u64) -> bool {
        let wrong = (found > most).then(|| {
            format!("expected at most {most} {what} in a dataset of a stranger, found {found} or more: --max-{what} allows more")
        });
        let is_admitted = wrong.is_none();
        if !is_admitted {
            report.files(
                READABLE,
                "documents",
                "the dataset is as small as it may be",
                wrong.into_iter().collect(),
            );
        }
        is_admitted
    }
}
