//! A dataset of the release before: what is said of its schema, and that it can still be read.

use super::Project;
use std::path::Path;

/// The folder of `tests/older`, which says where it comes from.
fn older(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/older").join(name).display().to_string()
}

/// The project of the older dataset, extracted anew.
fn anew() -> Project {
    let project = Project::new(&[]);
    let raw = older("raw");
    project.jadval(&["extract", &raw, "--out", "new", "--format", "parquet,csv", "--quiet"]).says(0, &[]);
    project
}

#[test]
fn each_change_that_breaks_its_readers_is_named() {
    let project = anew();
    let told = project.jadval(&["schema", "diff", &older("dataset"), "new"]);
    told.says(1, &["changes break readers of the old schema"]);
    let lines: Vec<&str> = told.stdout.lines().collect();
    for line in [
        "breaking CSV cells are exactly the values; they were for spreadsheets, with an apostrophe before what is like a formula",
        "breaking documents.bytes: the type is int64, it was uint64",
        "breaking documents.clauses: the type is int32, it was uint32",
        "breaking segments.ordinal: the type is int32, it was uint32",
        "breaking dates.char_start: the type is int32, it was uint32",
        "breaking clause_references.byte_end: the type is int32, it was uint32",
        "breaking actors.mentions: the type is int64, it was uint64",
        "breaking rejects.byte_offset: the type is int64, it was uint64",
        "breaking dates.solar_start: the pattern is ^[0-9]{4}/[0-9]{2}/[0-9]{2}$, it was ^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "breaking dates.solar_end: the pattern is ^[0-9]{4}/[0-9]{2}/[0-9]{2}$, it was ^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "breaking dates: the columns stand in another order",
        "breaking figures: the columns stand in another order",
        "breaking mentions: the columns stand in another order",
        "additive segments.heading_id: the column is new (string)",
        "additive segments.heading_id: is a reference to segments.segment_id",
        "additive dates.hour: the column is new (int8)",
        "additive dates.minute: the column is new (int8)",
        "additive dates.second: the column is new (int8)",
        "additive documents.reference_source: has a closed list of values",
    ] {
        assert!(lines.contains(&line), "{line}\n{}", told.stdout);
    }
    // Every count and every offset, and nothing else, has another type.
    let types = |line: &&&str| line.contains("the type is ");
    assert_eq!(lines.iter().filter(types).count(), 45, "{}", told.stdout);
    assert!(!lines.iter().any(|line| line.contains("is gone")), "{}", told.stdout);
    // What this version writes is the same without a dataset of it, whatever the mode of its CSV files.
    assert_eq!(project.jadval(&["schema", "diff", &older("dataset")]).stdout, told.stdout);
    project
        .jadval(&[
            "extract",
            &older("raw"),
            "--out",
            "sheets",
            "--format",
            "csv",
            "--csv",
            "spreadsheet",
            "--quiet",
        ])
        .says(0, &[]);
    project.jadval(&["schema", "diff", "sheets"]).says(0, &[]);
    let told = project.jadval(&["schema", "diff", &older("dataset"), "sheets"]).stdout;
    assert!(told.contains("breaking CSV files begin with a byte order mark, which they did not\n"), "{told}");
    let told = project.jadval(&["schema", "diff", "sheets", "new", "--format", "json"]).stdout;
    assert!(told.contains("\"table\": null") && told.contains("\"breaking\": true"), "{told}");
}

#[test]
fn a_described_schema_of_the_release_before_is_read_too() {
    let project = anew();
    let now = project.jadval(&["schema", "--json"]).stdout;
    // It promised no patterns, and its counts had no sign.
    let mut tables: serde_json::Value = serde_json::from_str(&now).expect("JSON");
    for column in tables
        .as_array_mut()
        .into_iter()
        .flatten()
        .flat_map(|table| table["columns"].as_array_mut())
        .flatten()
    {
        column.as_object_mut().expect("an object").remove("pattern");
        if column["name"] == "char_start" {
            column["type"] = "uint32".into();
        }
    }
    project.write("old.json", tables.to_string().as_bytes());
    let told = project.jadval(&["schema", "diff", "old.json", "new"]);
    told.says(1, &[]);
    for line in [
        "breaking dates.char_start: the type is int32, it was uint32",
        "breaking dates.solar_end: the pattern is",
    ] {
        assert!(told.stdout.contains(line), "{}", told.stdout);
    }
}

#[test]
fn its_cells_are_read_as_they_were_written() {
    let project = anew();
    // Of two formats the Parquet files are read, and the CSV files beside them agree.
    let checked = project.jadval(&["validate", &older("dataset"), "--sources", &older("")]);
    checked.says(1, &[]);
    assert!(checked.stdout.contains("FAILED    dates columns: "), "{}", checked.stdout);
    for name in ["csv-agrees", "csv-formula"] {
        assert!(!checked.stdout.contains(name), "{}", checked.stdout);
    }
    assert_eq!(project.column(&older("dataset"), "clauses", "label"), ["-", "-"]);
    // CSV files alone, with apostrophes and no byte order mark.
    for name in ["clauses.csv", "datapackage.json"] {
        let bytes = std::fs::read(Path::new(&older("dataset")).join(name)).expect("a file");
        project.write(&format!("csv/{name}"), &bytes);
    }
    assert_eq!(project.column("csv", "clauses", "label"), ["-", "-"]);
    // Rows are the same ones under other ids.
    let told = project.jadval(&["diff", &older("dataset"), "new"]).stdout;
    assert!(
        told.contains(
            "figures: 2 added, 2 removed, columns new: block_id, page, coords, statement_id, review, item_text, "
        ) && !told.contains("places: "),
        "{told}"
    );
}
