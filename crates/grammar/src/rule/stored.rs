//! Rules as bytes, so that the files of the program's own are read once, when the program is built.

use super::file::Rule;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Rules that were read from their files, in the order of their paths.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct StoredRules(pub Vec<Rule>);

impl StoredRules {
    /// The rules as bytes for [`StoredRules::from_bytes`] of the same release: the same bytes for the same rules.
    ///
    /// # Errors
    /// Examples that TOML cannot hold; none of rules that were read from TOML.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        postcard::to_allocvec(self).map_err(|cause| unusable(&cause))
    }

    /// The rules that [`StoredRules::to_bytes`] gave.
    ///
    /// # Errors
    /// Bytes that are no rules.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        postcard::from_bytes(bytes).map_err(|cause| unusable(&cause))
    }
}

fn unusable(cause: &postcard::Error) -> Error {
    Error::configuration(format!("the stored rules cannot be used: {cause}"))
}
