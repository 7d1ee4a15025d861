//! The folder where runs keep their states.

use std::path::PathBuf;
use std::time::SystemTime;

/// Where runs keep what they know for the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    /// The folder of the state files, one for each dataset.
    pub folder: PathBuf,
    /// Names the build of this program: what another one found is not taken over.
    pub tool: String,
    /// The time of day, taken before the files are looked at: what changed about then or later is looked into again.
    pub now: SystemTime,
}
