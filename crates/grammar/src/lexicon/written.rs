//! What is written of an entry.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Deref;

/// A text of an entry. Those of the program's own entries stay where the program has them: they are too many to be copied at each
/// start.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Written(#[serde(borrow)] Cow<'static, str>);

impl Written {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Written {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Written {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl From<Written> for String {
    fn from(written: Written) -> Self {
        written.0.into_owned()
    }
}

impl PartialEq<str> for Written {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Written {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

/// As texts are.
impl std::fmt::Debug for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(&*self.0, f)
    }
}

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&*self.0, f)
    }
}
