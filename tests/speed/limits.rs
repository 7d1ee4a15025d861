//! What instructions may come to, and what is left for work that is to come.

use super::counted::Counted;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How far a count may lie over its limit: compilers differ by that much from release to release.
const TOLERANCE: f64 = 0.01;

/// How far below its limit a count is worth a new one.
const WORTH: f64 = 0.002;

/// The file.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    limit: BTreeMap<String, f64>,
    work: BTreeMap<String, Work>,
}

/// A kind of work that may add instructions.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Work {
    #[allow(dead_code, reason = "for readers of the file")]
    about: String,
    /// What it may add for a byte, by the amount of work (`analysis`).
    may: BTreeMap<String, f64>,
    /// What it has added to each measure.
    #[serde(default)]
    added: BTreeMap<String, f64>,
}

fn place() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/speed/limits.toml")
}

impl Limits {
    pub(crate) fn read() -> Result<Self, String> {
        let text = std::fs::read_to_string(place()).map_err(|cause| cause.to_string())?;
        toml::from_str(&text).map_err(|cause| cause.to_string())
    }

    /// Says which counts are over their limits, and which have none.
    pub(crate) fn judge(&self, counted: &Counted) -> Result<(), String> {
        let over = counted.0.iter().filter_map(|(measure, count)| match self.limit.get(measure) {
            None => Some(format!("{measure}: no limit, counted {count:.1}")),
            Some(limit) if *count > limit * (1.0 + TOLERANCE) => {
                Some(format!("{measure}: expected at most {limit:.1}, counted {count:.1}"))
            }
            Some(_) => None,
        });
        let over: Vec<String> = over.collect();
        if over.is_empty() { Ok(()) } else { Err(over.join("\n")) }
    }

    /// Takes lower counts, and those that have no limit yet. What is higher is booked on the allowance of a kind of work.
    ///
    /// # Errors
    /// Counts that are higher than that allows; an unknown kind of work.
    pub(crate) fn take(&mut self, counted: &Counted, work: Option<&str>) -> Result<(), String> {
        let known = || self.work.keys().cloned().collect::<Vec<_>>().join(", ");
        if let Some(name) = work.filter(|name| !self.work.contains_key(*name)) {
            return Err(format!("expected one of {}, found {name:?}", known()));
        }
        let mut work = work.and_then(|name| self.work.get_mut(name));
        let mut over = Vec::new();
        for (measure, count) in &counted.0 {
            let limit = self.limit.entry(measure.clone()).or_insert(*count);
            if *count < *limit * (1.0 - WORTH) {
                *limit = *count;
            } else if *count > *limit * (1.0 + WORTH) {
                let more = *count - *limit;
                match work.as_mut().map(|work| work.book(measure, more)) {
                    Some(true) => *limit = *count,
                    None if *count <= *limit * (1.0 + TOLERANCE) => {}
                    _ => over.push(format!("{measure}: {more:.1} more than the limit {limit:.1}")),
                }
            }
        }
        if over.is_empty() { Ok(()) } else { Err(over.join("\n")) }
    }

    /// Puts the numbers back into the file, whose other lines stay.
    pub(crate) fn write(&self) -> Result<(), String> {
        let old = std::fs::read_to_string(place()).map_err(|cause| cause.to_string())?;
        let mut new = String::new();
        let mut table = String::new();
        for line in old.lines() {
            if let Some(name) = line.strip_prefix('[') {
                name.trim_end_matches(']').clone_into(&mut table);
            }
            let is_number = table == "limit" && line.contains(" = ") || line.starts_with("added = ");
            if !is_number {
                new.push_str(line);
                new.push('\n');
            }
            if line == "[limit]" {
                new.extend(self.limit.iter().map(|(name, limit)| format!("{name} = {limit:.2}\n")));
            }
            if line.starts_with("may = ")
                && let Some(work) = table.strip_prefix("work.").and_then(|name| self.work.get(name))
                && !work.added.is_empty()
            {
                let added: Vec<String> =
                    work.added.iter().map(|(name, added)| format!("{name} = {added:.2}")).collect();
                new.push_str(&format!("added = {{ {} }}\n", added.join(", ")));
            }
        }
        std::fs::write(place(), new).map_err(|cause| cause.to_string())
    }
}

impl Work {
    /// Books what was added to a measure, as far as the allowance goes.
    fn book(&mut self, measure: &str, more: f64) -> bool {
        let amount = measure.split_once('-').map_or(measure, |(amount, _)| amount);
        let added = self.added.get(measure).copied().unwrap_or_default() + more;
        let allowed = self.may.get(amount).is_some_and(|may| added <= *may);
        if allowed {
            self.added.insert(measure.to_owned(), added);
        }
        allowed
    }
}
