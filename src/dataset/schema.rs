//! The schemas of two datasets, and whether readers of the old one can read the new one.

use super::{CsvForm, Dataset, csv_form};
use crate::error::{Error, Result};
use crate::sink::{CsvMode, DESCRIPTION_BYTES, Format};
use crate::source::read_regular;
use crate::table::ColumnType;
use crate::tables;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;

/// The tables of a dataset, and how its CSV files are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    tables: Vec<TableSchema>,
    /// The forms that CSV files have, or may have; none where there are none.
    csv: Vec<CsvForm>,
}

/// A table as `jadval schema --json` describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
struct TableSchema {
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
    pattern: Option<String>,
    #[serde(default)]
    unit: Option<String>,
}

/// What tells two schemas apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SchemaChange {
    /// Whether readers of the old schema can be misled.
    pub breaking: bool,
    /// The table; `None` where it is about the files of all.
    pub table: Option<String>,
    /// The column, where it is about one.
    pub column: Option<String>,
    /// What changed.
    pub what: String,
}

/// Reads a schema: of a dataset folder, or of a file that `jadval schema --json` wrote.
///
/// # Errors
/// A configuration error for a path that is neither.
pub fn read_schema(path: &Path) -> Result<Schema> {
    if path.is_dir() {
        return of_dataset(&Dataset::open(path)?);
    }
    let bytes =
        read_regular(path, DESCRIPTION_BYTES).map_err(|cause| Error::io("read this schema", path, &cause))?;
    let mut tables: Vec<TableSchema> = serde_json::from_slice(&bytes).map_err(|cause| {
        let message = format!(
            "expected a dataset folder or what `jadval schema --json` prints, found neither: {cause}"
        );
        Error::configuration(message).at(path.display())
    })?;
    let columns =
        tables.iter_mut().filter(|table| table.name == "dates").flat_map(|table| &mut table.columns);
    columns.for_each(fill_in);
    Ok(Schema { tables, csv: Vec::new() })
}

/// What descriptions of older datasets leave unsaid: their solar days have hyphens.
fn fill_in(column: &mut ColumnSchema) {
    if column.pattern.is_none() && ["solar_start", "solar_end"].contains(&column.name.as_str()) {
        column.pattern = Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}$".to_owned());
    }
}

/// Types and nulls as the files have them, the rest as the dataset describes itself.
fn of_dataset(dataset: &Dataset) -> Result<Schema> {
    let described =
        read_regular(&dataset.folder().join("datapackage.json"), DESCRIPTION_BYTES).unwrap_or_default();
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
            let found = known.into_iter().find(|known| known["name"] == field.name().as_str());
            let known = found.unwrap_or(&Value::Null);
            let required = known["constraints"]["required"] == true;
            let mut column = ColumnSchema {
                name: field.name().clone(),
                kind: ColumnType::of(field.data_type()).map_or_else(
                    || field.data_type().to_string().to_lowercase(),
                    |kind| kind.name().to_owned(),
                ),
                nullable: if format == Some(Format::Csv) { !required } else { field.is_nullable() },
                unique: known["constraints"]["unique"] == true,
                values: texts(&known["constraints"]["enum"]),
                pattern: known["constraints"]["pattern"].as_str().map(str::to_owned),
                unit: known["unit"].as_str().map(str::to_owned),
            };
            // Of a column that is not described nothing is known.
            if found.is_some() && table.name == "dates" {
                fill_in(&mut column);
            }
            column
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
    let csv = dataset.tables().flat_map(|table| dataset.files(table.name, Format::Csv)).next();
    let csv = csv.map(|file| csv_form(&file)).transpose()?;
    Ok(Schema { tables, csv: csv.into_iter().collect() })
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// The schema that this version declares.
#[must_use]
pub fn declared_schema() -> Schema {
    // What we write ourselves has the form that we read.
    let tables = serde_json::from_value(tables::json()).unwrap_or_default();
    Schema { tables, csv: CsvMode::ALL.map(CsvForm::of).to_vec() }
}

/// What changed from one schema to another, breaking changes first. What was there and means the same to a
/// reader stays; new tables and columns, new words of a closed list and stricter promises are additive.
#[must_use]
pub fn diff_schemas(old: &Schema, new: &Schema) -> Vec<SchemaChange> {
    let mut changes = Changes::default();
    changes.0.extend(csv(&old.csv, &new.csv));
    let (old, new) = (&old.tables, &new.tables);
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

/// What changed of the CSV files, where both have some.
fn csv(old: &[CsvForm], new: &[CsvForm]) -> Option<SchemaChange> {
    let (old, new) = (old.first().filter(|old| !new.contains(old))?, new.first()?);
    let what = if old.mode == new.mode {
        let (now, then) = if new.marked { ("begin", "did not") } else { ("do not begin", "did") };
        format!("CSV files {now} with a byte order mark, which they {then}")
    } else {
        let told = |form: &CsvForm| match form.mode {
            CsvMode::Exact => "exactly the values",
            CsvMode::Spreadsheet => "for spreadsheets, with an apostrophe before what is like a formula",
        };
        format!("CSV cells are {}; they were {}", told(new), told(old))
    };
    Some(SchemaChange { breaking: true, table: None, column: None, what })
}

#[derive(Default)]
struct Changes(Vec<SchemaChange>);

impl Changes {
    fn add(&mut self, breaking: bool, table: &str, column: Option<&str>, what: String) {
        self.0.push(SchemaChange {
            breaking,
            table: Some(table.to_owned()),
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
    match (&old.pattern, &new.pattern) {
        (Some(old), Some(new)) if old != new => add(true, format!("the pattern is {new}, it was {old}")),
        (Some(old), None) => add(true, format!("has no pattern any more, which was {old}")),
        (None, Some(new)) => add(false, format!("has the pattern {new}")),
        _ => {}
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
        change(&mut new.tables);
        diff_schemas(&declared_schema(), &new)
    }

    #[test]
    fn a_schema_is_not_different_from_itself() {
        assert!(!declared_schema().tables.is_empty());
        assert_eq!(changed(|_| {}), []);
    }

    #[test]
    fn each_change_is_additive_or_breaking() {
        type Change = fn(&mut Vec<TableSchema>);
        fn solar(tables: &mut [TableSchema]) -> &mut Option<String> {
            let mut columns = tables[2].columns.iter_mut();
            &mut columns.find(|column| column.name == "solar_end").expect("a column").pattern
        }
        let cases: [(bool, &str, Change); 13] = [
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
            (true, "the pattern is x, it was ^[0-9]{4}/", |t| *solar(t) = Some("x".into())),
            (true, "has no pattern any more", |t| *solar(t) = None),
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
