//! What the labels of annotation tools stand for.

use super::super::marked::JUDGED;
use crate::suggestion::with_nearest;
use std::collections::BTreeMap;

/// Labels that tools and corpora have, with the table and the kind of their rows.
const USUAL: [(&str, &str, Option<&str>); 26] = [
    ("date", "dates", None),
    ("time", "dates", None),
    ("duration", "dates", Some("duration")),
    ("range", "dates", Some("range")),
    ("timex3", "dates", None),
    ("figure", "figures", None),
    ("quantity", "figures", None),
    ("cardinal", "figures", None),
    ("number", "figures", None),
    ("money", "figures", Some("money")),
    ("percent", "figures", Some("percent")),
    ("mention", "mentions", None),
    ("per", "mentions", Some("person")),
    ("person", "mentions", Some("person")),
    ("pers", "mentions", Some("person")),
    ("org", "mentions", None),
    ("organisation", "mentions", Some("organisation")),
    ("organization", "mentions", Some("organisation")),
    ("company", "mentions", Some("company")),
    ("loc", "mentions", None),
    ("location", "mentions", None),
    ("gpe", "mentions", None),
    ("place", "mentions", Some("place")),
    ("clause", "clauses", None),
    ("statement", "statements", None),
    ("event", "events", None),
];

/// What labels stand for: a table, and the kind of its rows where the label tells one.
#[derive(Clone, Debug, Default)]
pub struct Labels(BTreeMap<String, (String, Option<String>)>);

impl Labels {
    /// Adds what a label stands for: `LABEL=table` or `LABEL=table:kind`.
    ///
    /// # Errors
    /// Another form, or a table that is not evaluated.
    pub fn add(&mut self, written: &str) -> Result<(), String> {
        let (label, target) = written
            .split_once('=')
            .filter(|(label, _)| !label.is_empty())
            .ok_or_else(|| format!("expected LABEL=table or LABEL=table:kind, found {written:?}"))?;
        let (table, kind) =
            target.split_once(':').map_or((target, None), |(table, kind)| (table, Some(kind)));
        known(table)?;
        self.0.insert(label.to_owned(), (table.to_owned(), kind.map(ToOwned::to_owned)));
        Ok(())
    }

    /// The table and the kind that a label stands for.
    pub(super) fn of(&self, label: &str) -> Result<(String, Option<String>), String> {
        if let Some(target) = self.0.get(label) {
            return Ok(target.clone());
        }
        let lower = label.to_lowercase();
        let (table, kind) =
            lower.split_once(':').map_or((lower.as_str(), None), |(table, kind)| (table, Some(kind)));
        if known(table).is_ok() {
            return Ok((table.to_owned(), kind.map(ToOwned::to_owned)));
        }
        if let Some((_, table, kind)) = USUAL.iter().find(|(usual, ..)| *usual == lower) {
            return Ok(((*table).to_owned(), kind.map(ToOwned::to_owned)));
        }
        let names = USUAL.iter().map(|(usual, ..)| *usual).chain(JUDGED.iter().map(|(table, _)| *table));
        let message = format!(
            "label: expected the name of a table, a usual label or one that --label tells of, found {label:?}"
        );
        Err(with_nearest(message, &lower, names))
    }
}

/// Whether a table is evaluated.
pub(super) fn known(table: &str) -> Result<(), String> {
    if JUDGED.iter().any(|(name, _)| *name == table) {
        return Ok(());
    }
    let names: Vec<&str> = JUDGED.iter().map(|(name, _)| *name).collect();
    let message = format!("table: expected one of {}, found {table:?}", names.join(", "));
    Err(with_nearest(message, table, names.iter().copied()))
}
