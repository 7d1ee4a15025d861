//! The schemas of two datasets, and whether readers of the old one can read the new one.

use super::Dataset;
use crate::error::{Error, Result};
use crate::sink::Format;
use crate::table::{self, ColumnType};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;

/// A table as `jadval schema --json` describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct TableSchema {
    name: String,
    #[serde(default)]
    primary_key: Vec<String>,
    #[serde(default)]
    references: Vec<ReferenceSchema>,
    columns: Vec<ColumnSchema>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct ReferenceSchema {
    column: String,
    table: String,
    to: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
struct ColumnSchema {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    nullable: bool,
    #[serde(default)]
    unique: bool,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    unit: Option<String>,
}

/// What tells two schemas apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SchemaChange {
    /// Whether readers of the old schema can be misled.
    pub breaking: bool,
    /// The table.
    pub table: String,
    /// The column, where it is about one.
    pub column: Option<String>,
    /// What changed.
    pub what: String,
}

/// Reads a schema: of a dataset folder, or of a file that `jadval schema --json` wrote.
///
/// # Errors
/// A configuration error for a path that is neither.
pub fn read_schema(path: &Path) -> Result<Vec<TableSchema>> {
    if path.is_dir() {
        return of_dataset(&Dataset::open(path)?);
    }
    let bytes = std::fs::read(path).map_err(|cause| Error::io("read this schema", path, &cause))?;
    serde_json::from_slice(&bytes).map_err(|cause| {
        let message = format!(
            "expected a dataset folder or what `jadval schema --json` prints, found neither: {cause}"
        );
        Error::configuration(message).at(path.display())
    })
}

/// Types and nulls as the files have them, the rest as the dataset describes itself.
fn of_dataset(dataset: &Dataset) -> Result<Vec<TableSchema>> {
    let described = std::fs::read(dataset.folder().join("datapackage.json")).unwrap_or_default();
    let described: Value = serde_json::from_slice(&described).unwrap_or_default();
    let resources: &[Value] = described["resources"].as_array().map_or(&[], Vec::as_slice);
    let mut tables = Vec::new();
    for table in dataset.tables() {
        let format = dataset.format_of(table.name);
        let schema = dataset.pieces(table.name)?.first().map(|piece| piece.schema().clone());
        let resource = resources.iter().find(|resource| resource["name"] == table.name);
        let described = resource.map_or(&Value::Null, |resource| &resource["schema"]);
        let columns = schema.iter().flat_map(|schema| schema.fields()).map(|field| {
            let known = described["fields"].as_array().into_iter().flatten();
            let known = known.into_iter().find(|known| known["name"] == field.name().as_str());
            let known = known.unwrap_or(&Value::Null);
            let required = known["constraints"]["required"] == true;
            ColumnSchema {
                name: field.name().clone(),
                kind: ColumnType::of(field.data_type())
                    .map_or_else(|| field.data_type().to_string(), |kind| kind.name().to_owned()),
                nullable: if format == Some(Format::Csv) { !required } else { field.is_nullable() },
                unique: known["constraints"]["unique"] == true,
                values: texts(&known["constraints"]["enum"]),
                unit: known["unit"].as_str().map(str::to_owned),
            }
        });
        let references = described["foreignKeys"].as_array().into_iter().flatten().filter_map(|key| {
            Some(ReferenceSchema {
                column: key["fields"][0].as_str()?.to_owned(),
                table: key["reference"]["resource"].as_str().unwrap_or(table.name).to_owned(),
                to: key["reference"]["fields"][0].as_str()?.to_owned(),
            })
        });
        tables.push(TableSchema {
            name: table.name.to_owned(),
            primary_key: texts(&described["primaryKey"]),
            references: references.collect(),
            columns: columns.collect(),
        });
    }
    Ok(tables)
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// The schema that this version declares.
#[must_use]
pub fn declared_schema() -> Vec<TableSchema> {
    // What we write ourselves has the form that we read.
    serde_json::from_value(table::json()).unwrap_or_default()
}

/// What changed from one schema to another, breaking changes first. What was there and means the same to a
/// reader stays; new tables and columns, new words of a closed list and stricter promises are additive.
#[must_use]
pub fn diff_schemas(old: &[TableSchema], new: &[TableSchema]) -> Vec<SchemaChange> {
    let mut changes = Changes::default();
    for before in old {
        match new.iter().find(|table| table.name == before.name) {
            None => changes.add(true, &before.name, None, "the table is gone".to_owned()),
            Some(after) => tables(before, after, &mut changes),
        }
    }
    for after in new.iter().filter(|after| !old.iter().any(|table| table.name == after.name)) {
        changes.add(false, &after.name, None, "the table is new".to_owned());
    }
    changes.0.sort_by_key(|change| !change.breaking);
    changes.0
}

#[derive(Default)]
struct Changes(Vec<SchemaChange>);

impl Changes {
    fn add(&mut self, breaking: bool, table: &str, column: Option<&str>, what: String) {
        self.0.push(SchemaChange {
            breaking,
            table: table.to_owned(),
            column: column.map(str::to_owned),
            what,
        });
    }
}

fn tables(before: &TableSchema, after: &TableSchema, changes: &mut Changes) {
    let table = before.name.as_str();
    for old in &before.columns {
        match after.columns.iter().find(|column| column.name == old.name) {
            None => changes.add(true, table, Some(&old.name), "the column is gone".to_owned()),
            Some(new) => columns(table, old, new, changes),
        }
    }
    for new in after.columns.iter().filter(|new| !before.columns.iter().any(|old| old.name == new.name)) {
        changes.add(false, table, Some(&new.name), format!("the column is new ({})", new.kind));
    }
    let order = |these: &TableSchema, others: &TableSchema| -> Vec<String> {
        let names = these.columns.iter().map(|column| column.name.clone());
        names.filter(|name| others.columns.iter().any(|column| column.name == *name)).collect()
    };
    if order(before, after) != order(after, before) {
        changes.add(true, table, None, "the columns stand in another order".to_owned());
    }
    if before.primary_key != after.primary_key {
        let what = format!(
            "the primary key is ({}), it was ({})",
            after.primary_key.join(", "),
            before.primary_key.join(", ")
        );
        changes.add(!before.primary_key.is_empty(), table, None, what);
    }
    for gone in before.references.iter().filter(|reference| !after.references.contains(reference)) {
        let what = format!("is no reference to {}.{} any more", gone.table, gone.to);
        changes.add(true, table, Some(&gone.column), what);
    }
    for new in after.references.iter().filter(|reference| !before.references.contains(reference)) {
        changes.add(false, table, Some(&new.column), format!("is a reference to {}.{}", new.table, new.to));
    }
}

fn columns(table: &str, old: &ColumnSchema, new: &ColumnSchema, changes: &mut Changes) {
    let mut add = |breaking, what| changes.add(breaking, table, Some(&new.name), what);
    if old.kind != new.kind {
        add(true, format!("the type is {}, it was {}", new.kind, old.kind));
    }
    match (old.nullable, new.nullable) {
        (false, true) => add(true, "may be null, which it could not".to_owned()),
        (true, false) => add(false, "cannot be null any more".to_owned()),
        _ => {}
    }
    match (old.unique, new.unique) {
        (true, false) => add(true, "need not be unique any more".to_owned()),
        (false, true) => add(false, "is unique".to_owned()),
        _ => {}
    }
    if old.unit != new.unit {
        let unit = |unit: &Option<String>| unit.clone().unwrap_or_else(|| "none".to_owned());
        add(true, format!("the unit is {}, it was {}", unit(&new.unit), unit(&old.unit)));
    }
    match (old.values.is_empty(), new.values.is_empty()) {
        (true, false) => add(false, "has a closed list of values".to_owned()),
        (false, true) => add(true, "has no closed list of values any more".to_owned()),
        _ => {
            let gone: Vec<&str> = missing(&old.values, &new.values);
            let more: Vec<&str> = missing(&new.values, &old.values);
            if !gone.is_empty() {
                add(true, format!("has no longer the values {}", gone.join(", ")));
            }
            if !more.is_empty() {
                add(false, format!("has the new values {}", more.join(", ")));
            }
        }
    }
}

fn missing<'v>(these: &'v [String], others: &[String]) -> Vec<&'v str> {
    these.iter().filter(|value| !others.contains(value)).map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(change: impl Fn(&mut Vec<TableSchema>)) -> Vec<SchemaChange> {
        let mut new = declared_schema();
        change(&mut new);
        diff_schemas(&declared_schema(), &new)
    }

    #[test]
    fn a_schema_is_not_different_from_itself() {
        assert!(!declared_schema().is_empty());
        assert_eq!(changed(|_| {}), []);
    }

    #[test]
    fn each_change_is_additive_or_breaking() {
        type Change = fn(&mut Vec<TableSchema>);
        let cases: [(bool, &str, Change); 11] = [
            (true, "the table is gone", |t| {
                t.remove(2);
            }),
            (false, "the table is new", |t| {
                t.push(TableSchema { name: "x".into(), ..TableSchema::default() })
            }),
            (true, "the column is gone", |t| {
                t[2].columns.remove(3);
            }),
            (false, "the column is new (int8)", |t| {
                t[2].columns.push(ColumnSchema {
                    name: "x".into(),
                    kind: "int8".into(),
                    ..ColumnSchema::default()
                });
            }),
            (true, "the columns stand in another order", |t| t[2].columns.swap(0, 1)),
            (true, "the type is int8, it was string", |t| t[2].columns[0].kind = "int8".into()),
            (true, "may be null", |t| t[2].columns[0].nullable = true),
            (false, "cannot be null any more", |t| t[2].columns[2].nullable = false),
            (true, "need not be unique", |t| t[2].columns[0].unique = false),
            (true, "is no reference to documents.doc_id", |t| {
                t[2].references.remove(0);
            }),
            (false, "has the new values x", |t| {
                let kind = t[2].columns.iter_mut().find(|c| c.name == "kind").expect("a column");
                kind.values.push("x".into());
            }),
        ];
        for (breaking, words, change) in cases {
            let found = changed(change);
            assert_eq!(found.len(), 1, "{words}: {found:?}");
            assert!(found[0].what.contains(words) && found[0].breaking == breaking, "{words}: {found:?}");
        }
    }
}
