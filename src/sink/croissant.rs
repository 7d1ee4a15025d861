//! `croissant.json`: the dataset for machine learning tools (Croissant 1.1).

use serde_json::{Map, Value, json};

use super::dataset::Dataset;
use super::file::WrittenFile;
use super::format::Format;
use super::package;
use super::provenance::VERSION;
use crate::table::{Column, ColumnType, Table};

pub(super) const FILE: &str = "croissant.json";

/// How Croissant's own tools name Parquet.
const PARQUET: &str = "application/x-parquet";

pub(super) fn write(dataset: &Dataset<'_>) -> Value {
    let provenance = dataset.provenance;
    let mut root = Map::new();
    root.insert("@context".to_owned(), context());
    root.insert("@type".to_owned(), json!("sc:Dataset"));
    root.insert("conformsTo".to_owned(), json!("http://mlcommons.org/croissant/1.1"));
    root.insert("name".to_owned(), json!(provenance.title()));
    root.insert("description".to_owned(), json!(provenance.described()));
    root.insert("inLanguage".to_owned(), json!("fa"));
    root.insert("version".to_owned(), json!(VERSION));
    if let Some(license) = &provenance.license {
        root.insert("license".to_owned(), json!(format!("https://spdx.org/licenses/{license}")));
    }
    root.insert("distribution".to_owned(), Value::Array(distribution(dataset)));
    let sets = dataset
        .tables
        .iter()
        .filter_map(|written| written.files.first().map(|files| record_set(written.table, files)));
    root.insert("recordSet".to_owned(), sets.collect());
    Value::Object(root)
}

fn distribution(dataset: &Dataset<'_>) -> Vec<Value> {
    dataset
        .tables
        .iter()
        .flat_map(|written| {
            dataset.formats.iter().zip(&written.files).map(|(&format, files)| {
                let encoding = if format == Format::Parquet { PARQUET } else { package::media_type(format) };
                let [file] = &files[..] else {
                    return json!({
                        "@type": "cr:FileSet",
                        "@id": written.table.name,
                        "name": written.table.name,
                        "description": written.table.summary,
                        "encodingFormat": encoding,
                        "includes": format!("{}/*.{}", written.table.name, format.name()),
                    });
                };
                json!({
                    "@type": "cr:FileObject",
                    "@id": file.name,
                    "name": file.name,
                    "description": written.table.summary,
                    "contentUrl": file.name,
                    "contentSize": format!("{} B", file.bytes),
                    "encodingFormat": encoding,
                    "sha256": file.sha256,
                })
            })
        })
        .collect()
}

fn record_set(table: &Table, files: &[WrittenFile]) -> Value {
    let mut set = Map::new();
    set.insert("@type".to_owned(), json!("cr:RecordSet"));
    set.insert("@id".to_owned(), json!(table.name));
    set.insert("name".to_owned(), json!(table.name));
    set.insert("description".to_owned(), json!(table.summary));
    if let [key] = table.primary_key {
        set.insert("key".to_owned(), json!({ "@id": field_id(table.name, key) }));
    }
    let fields = table.columns().map(|column| field(table, column, files)).collect();
    set.insert("field".to_owned(), Value::Array(fields));
    Value::Object(set)
}

fn field(table: &Table, column: &Column, files: &[WrittenFile]) -> Value {
    let mut source = match files {
        [file] => json!({ "fileObject": { "@id": file.name } }),
        _ => json!({ "fileSet": { "@id": table.name } }),
    };
    if let Some(source) = source.as_object_mut() {
        source.insert("extract".to_owned(), json!({ "column": column.name }));
    }
    // References to other tables stand in datapackage.json: mlcroissant joins what a field refers to, and what it
    // then gives are other rows than the table's.
    json!({
        "@type": "cr:Field",
        "@id": field_id(table.name, column.name),
        "name": column.name,
        "description": column.doc,
        "dataType": data_type(column.kind),
        "source": source,
    })
}

fn field_id(table: &str, column: &str) -> String {
    format!("{table}/{column}")
}

fn data_type(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text => "sc:Text",
        ColumnType::Date => "sc:Date",
        ColumnType::Instant => "sc:DateTime",
        ColumnType::Float => "cr:Float64",
        ColumnType::Int16 => "cr:Int16",
        ColumnType::Int8 => "cr:Int8",
        ColumnType::Int32 => "cr:Int32",
        ColumnType::Int64 => "cr:Int64",
        ColumnType::Flag => "sc:Boolean",
    }
}

/// The terms of Croissant 1.1, as its specification lists them.
fn context() -> Value {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "arrayShape": "cr:arrayShape",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "containedIn": "cr:containedIn",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "description": { "@container": "@language" },
        "equivalentProperty": "cr:equivalentProperty",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileProperty": "cr:fileProperty",
        "fileObject": "cr:fileObject",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isArray": "cr:isArray",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "name": { "@container": "@language" },
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}
