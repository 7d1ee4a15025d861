//! The questions that come with the program.

use crate::error::{Error, Result};
use crate::suggestion;

/// A question with its query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// By which it is asked.
    pub name: &'static str,
    /// The file: comments that say what it asks, and the query.
    pub sql: &'static str,
}

impl Saved {
    /// What it asks, in a line: the first comment.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.sql.lines().next().unwrap_or_default().trim_start_matches("--").trim()
    }

    /// What its answer is, and how to read it: the comments behind the first.
    pub fn explanation(&self) -> impl Iterator<Item = &'static str> {
        let comments = self.sql.lines().take_while(|line| line.starts_with("--"));
        comments.skip(1).map(|line| line.trim_start_matches("--").trim())
    }
}

/// Declares the files of `docs/questions`.
macro_rules! questions {
    ($($name:literal),+ $(,)?) => {
        /// All saved questions, in the order in which they are listed.
        pub const SAVED: &[Saved] = &[
            $(Saved { name: $name, sql: include_str!(concat!("../../docs/questions/", $name, ".sql")) },)+
        ];
    };
}

questions!(
    "timeline",
    "who-said-what",
    "denials",
    "demands",
    "warnings",
    "promises",
    "accusations",
    "figures-by-property",
    "figures-by-source",
    "casualties",
    "displaced",
    "people",
    "money",
    "shares",
    "measures",
    "contradictions",
    "territory",
    "transfers",
    "deployments",
    "meetings",
    "agreements",
    "attacks",
    "obligations",
    "late",
    "mistakes",
    "relative-dates",
    "instants",
    "media",
    "sources",
    "network",
    "sections",
);

/// The saved question of a name.
///
/// # Errors
/// A configuration error with the nearest name, where there is none of this.
pub fn saved(name: &str) -> Result<&'static Saved> {
    SAVED.iter().find(|saved| saved.name == name).ok_or_else(|| {
        let names = SAVED.iter().map(|saved| saved.name);
        let message = format!("expected a query in SQL or the name of a saved one, found «{name}»");
        Error::configuration(suggestion::with_nearest(message, name, names))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_says_what_it_asks() {
        for saved in SAVED {
            assert!(saved.sql.starts_with("-- "), "{}", saved.name);
            assert!(saved.explanation().count() > 0, "{}", saved.name);
        }
    }
}
