//! Decimals written with «/», whose digits PDF extraction may have swapped.

use serde::Deserialize;

/// How decimals written with «/» are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecimalSlash {
    /// Swapped or not, by the document's own evidence.
    #[default]
    Auto,
    /// The digits before the slash are the whole part.
    AsWritten,
    /// The digits behind the slash are the whole part, as PDF extraction leaves them.
    Swapped,
}
