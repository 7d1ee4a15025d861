//! Evaluation: rows against those that people say there should be, and what people said of rows.
//!
//! Rows are paired one to one where their spans overlap. A row is *found* where it has a partner, *exact* where the
//! spans are equal, *right* where the value is; a row that should not be, or whose value is wrong, is a *silent* error
//! unless a finding stands beside it.
//!
//! [`compare`] puts one text to an engine, [`measure`] a dataset to gold of any form ([`read_gold`]), and [`reviewed`] says
//! what the corrections of a dataset tell of it without any gold.

mod cluster;
mod compare;
mod gold;
mod gold_files;
mod interval;
mod judge;
mod marked;
mod measure;
mod pairing;
mod resample;
mod reviewed;
mod score;

pub use cluster::{Clusters, b_cubed};
pub use compare::{Outcome, TABLES, agreement, compare};
pub use gold::{About, GoldRow, read};
pub use gold_files::{Labels, read_gold};
pub use interval::{more_rows, wilson};
pub use marked::{Marked, dataset_rows};
pub use measure::{ColumnScore, Evaluation, Miss, RuleScore, TableEvaluation, measure};
pub use pairing::overlapping;
pub use resample::{Change, resampled};
pub use reviewed::{Precision, Reviewed, reviewed};
pub use score::Score;
