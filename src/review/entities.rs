//! What the dataset says of the actors and places that rows name.

use crate::dataset::Dataset;
use crate::error::Result;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Names, kinds and coordinates of all entities of a dataset, by their ids.
#[derive(Debug, Default)]
pub(super) struct Entities(BTreeMap<String, Value>);

/// The tables that list entities, and the column of their ids.
const TABLES: [(&str, &str); 3] =
    [("actors", "actor_id"), ("places", "place_id"), ("products", "product_id")];

/// What is said of each.
const COLUMNS: [&str; 8] =
    ["name_fa", "name_en", "kind", "wikidata", "iso3166", "latitude", "longitude", "maker"];

impl Entities {
    pub(super) fn load(dataset: &Dataset) -> Result<Self> {
        let mut all = BTreeMap::new();
        for (table, key) in TABLES {
            if dataset.format_of(table).is_none() {
                continue;
            }
            for batch in dataset.batches(table, None)? {
                let batch = batch?;
                let Some(ids) = super::cursor::text_column(&batch, key) else { continue };
                for (row, id) in ids.iter().enumerate() {
                    let Some(id) = id else { continue };
                    let mut told = Map::new();
                    for column in COLUMNS {
                        let value =
                            batch.column_by_name(column).map(|array| super::columns::cell(array, row));
                        if let Some(value) = value.filter(|value| !value.is_null()) {
                            told.insert(column.to_owned(), value);
                        }
                    }
                    all.insert(id.to_owned(), json!(told));
                }
            }
        }
        Ok(Self(all))
    }

    /// Those of some ids.
    pub(super) fn of(&self, ids: &BTreeSet<&str>) -> Map<String, Value> {
        ids.iter().filter_map(|id| Some(((*id).to_owned(), self.0.get(*id)?.clone()))).collect()
    }

    /// Longitude and latitude of one, where it is a place that has them.
    pub(super) fn point(&self, id: &str) -> Option<[f64; 2]> {
        let told = self.0.get(id)?;
        Some([told.get("longitude")?.as_f64()?, told.get("latitude")?.as_f64()?])
    }
}
