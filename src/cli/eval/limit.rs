//! Numbers that are not to be lower.

use crate::error::{Error, Result};
use crate::suggestion::with_nearest;
use std::collections::BTreeMap;

/// `dates.value=0.92`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Limit {
    pub(super) name: String,
    pub(super) least: f64,
}

/// A limit, and the number that is there; none where no row tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Held {
    pub(super) limit: Limit,
    pub(super) found: Option<f64>,
}

impl Held {
    pub(super) fn holds(&self) -> bool {
        self.found.is_some_and(|found| found >= self.limit.least)
    }

    /// What is wrong, in a sentence.
    pub(super) fn told(&self) -> String {
        let found = self.found.map_or("no row that tells".to_owned(), |found| format!("{found:.4}"));
        format!("{}: expected at least {}, found {found}", self.limit.name, self.limit.least)
    }
}

impl Limit {
    fn parse(written: &str) -> Option<Self> {
        let (name, least) = written.split_once('=')?;
        let least = least.trim().parse().ok().filter(|least| (0.0..=1.0).contains(least))?;
        name.contains('.').then(|| Self { name: name.trim().to_owned(), least })
    }
}

/// Puts numbers to limits.
///
/// # Errors
/// A limit of another form, or on a number that is not there.
pub(super) fn held(written: &[String], numbers: &BTreeMap<String, Option<f64>>) -> Result<Vec<Held>> {
    let one = |written: &String| {
        let limit = Limit::parse(written).ok_or_else(|| {
            let message = format!("--fail-under: expected TABLE.NUMBER=X with X from 0 to 1, such as dates.value=0.92, found {written:?}");
            Error::configuration(message)
        })?;
        let Some(found) = numbers.get(&limit.name).copied() else {
            let known: Vec<&str> = numbers.keys().map(String::as_str).collect();
            let message =
                format!("--fail-under: expected one of {}, found {:?}", known.join(", "), limit.name);
            return Err(Error::configuration(with_nearest(message, &limit.name, known.iter().copied())));
        };
        Ok(Held { limit, found })
    };
    written.iter().map(one).collect()
}
