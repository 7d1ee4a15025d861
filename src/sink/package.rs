//! `datapackage.json`: a Data Package (version 2) that describes every file column by column.

use serde_json::{Map, Value, json};

use super::dataset::Dataset;
use super::file::WrittenFile;
use super::format::Format;
use super::provenance::VERSION;
use crate::table::{Column, ColumnType, Reference, Table};

pub(super) const FILE: &str = "datapackage.json";

pub(super) fn write(dataset: &Dataset<'_>) -> Value {
    let provenance = dataset.provenance;
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug(&provenance.name),
        "title": provenance.title(),
        "description": provenance.described(),
    });
    if let (Some(license), Some(package)) = (&provenance.license, package.as_object_mut()) {
        package.insert("licenses".to_owned(), json!([{ "name": license }]));
    }
    let resources: Vec<Value> = dataset
        .tables
        .iter()
        .flat_map(|written| {
            dataset.formats.iter().zip(&written.files).map(|(&format, files)| {
                let sum = |file: &WrittenFile| format!("sha256:{}", file.sha256);
                let mut resource = json!({
                    "name": resource_name(dataset, written.table.name, format),
                    "path": path(files),
                    "type": "table",
                    "description": written.table.summary,
                    "format": format.name(),
                    "mediatype": media_type(format),
                    "encoding": "utf-8",
                    "hash": if let [file] = &files[..] { Some(sum(file)) } else { None },
                });
                if let Some(resource) = resource.as_object_mut() {
                    if format == Format::Csv {
                        resource.insert("dialect".to_owned(), dialect());
                        // frictionless counts the bytes of text formats alone, and refuses what it has not counted.
                        resource.insert(
                            "bytes".to_owned(),
                            json!(files.iter().map(|file| file.bytes).sum::<u64>()),
                        );
                    } else {
                        resource.remove("encoding");
                    }
                    // There is one sum for one file; SHA256SUMS has those of the parts.
                    if files.len() > 1 {
                        resource.remove("hash");
                    }
                    resource.insert("schema".to_owned(), schema(dataset, written.table, format));
                    resource.insert("rows".to_owned(), json!(written.rows));
                }
                resource
            })
        })
        .collect();
    if let Some(package) = package.as_object_mut() {
        package.insert("resources".to_owned(), Value::Array(resources));
        package.insert(
            "jadval".to_owned(),
            json!({
                "version": VERSION,
                "rules": provenance.rules_hash,
                "pipeline": provenance.pipeline_hash,
                "csv": provenance.csv.name(),
                "compression": provenance.compression.name(),
            }),
        );
        let about = package.get_mut("jadval").and_then(Value::as_object_mut);
        if let (Some(reading), Some(about)) = (&provenance.reading, about) {
            about.insert("reading".to_owned(), json!(reading));
        }
    }
    package
}

/// One file, or the list of its parts.
fn path(files: &[WrittenFile]) -> Value {
    match files {
        [file] => json!(file.name),
        parts => parts.iter().map(|part| part.name.as_str()).collect(),
    }
}

/// The first format's files carry the plain table names; a second format's are told apart.
fn resource_name(dataset: &Dataset<'_>, table: &str, format: Format) -> String {
    if dataset.formats.first() == Some(&format) {
        table.to_owned()
    } else {
        format!("{table}-{}", format.name())
    }
}

pub(super) fn media_type(format: Format) -> &'static str {
    match format {
        Format::Parquet => "application/vnd.apache.parquet",
        Format::Csv => "text/csv",
    }
}

/// What RFC 4180 fixes, said aloud.
fn dialect() -> Value {
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json",
        "header": true,
        "delimiter": ",",
        "lineTerminator": "\r\n",
        "quoteChar": "\"",
        "doubleQuote": true,
    })
}

fn schema(dataset: &Dataset<'_>, table: &Table, format: Format) -> Value {
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": table.columns().map(|column| field(column, format)).collect::<Vec<_>>(),
        "missingValues": [""],
    });
    if let Some(schema) = schema.as_object_mut() {
        if !table.primary_key.is_empty() {
            schema.insert("primaryKey".to_owned(), json!(table.primary_key));
        }
        if !table.references.is_empty() {
            let keys = table.references.iter().map(|key| foreign_key(dataset, table, key, format)).collect();
            schema.insert("foreignKeys".to_owned(), Value::Array(keys));
        }
    }
    schema
}

fn field(column: &Column, file: Format) -> Value {
    let (kind, form) = match column.kind {
        ColumnType::Text => ("string", "default"),
        ColumnType::Date => ("date", "default"),
        ColumnType::Instant => ("datetime", "default"),
        ColumnType::Float => ("number", "default"),
        ColumnType::Flag => ("boolean", "default"),
        ColumnType::Int16 | ColumnType::Int8 | ColumnType::Int32 | ColumnType::Int64 => {
            ("integer", "default")
        }
    };
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(column.name));
    field.insert("type".to_owned(), json!(kind));
    field.insert("format".to_owned(), json!(form));
    field.insert("description".to_owned(), json!(column.doc));
    // Through pandas, as frictionless reads Parquet, nulls of numbers and days come out as these.
    if file == Format::Parquet && column.kind != ColumnType::Text {
        field.insert("missingValues".to_owned(), json!(["", "nan", "NaT"]));
    }
    if let Some(unit) = column.unit {
        field.insert("unit".to_owned(), json!(unit));
    }
    let mut constraints = Map::new();
    if column.required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if column.unique {
        constraints.insert("unique".to_owned(), json!(true));
    }
    if !column.words.is_empty() {
        constraints.insert("enum".to_owned(), json!(column.words));
    }
    if let Some(pattern) = column.pattern {
        constraints.insert("pattern".to_owned(), json!(pattern));
    }
    // Counts and offsets.
    if matches!(column.kind, ColumnType::Int32 | ColumnType::Int64) {
        constraints.insert("minimum".to_owned(), json!(0));
    }
    if !constraints.is_empty() {
        field.insert("constraints".to_owned(), Value::Object(constraints));
    }
    Value::Object(field)
}

/// A reference to the same format's file; one within the table names no resource.
fn foreign_key(dataset: &Dataset<'_>, table: &Table, key: &Reference, format: Format) -> Value {
    let target = if key.table == table.name {
        json!({ "fields": [key.to] })
    } else {
        json!({ "resource": resource_name(dataset, key.table, format), "fields": [key.to] })
    };
    json!({ "fields": [key.column], "reference": target })
}

/// A name as Data Packages want it: lower-case ASCII letters, digits, `.`, `-` and `_`.
fn slug(name: &str) -> String {
    let slug: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' })
        .collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "dataset".to_owned() } else { slug.to_owned() }
}
