//! Faults planted one at a time in copies of a dataset.

use super::damage::{Damaged, edit};
use super::{Written, failed};
use arrow::array::AsArray;
use arrow::datatypes::DataType;
use jadval::validate::{Format, write};
use std::fs;
use std::path::Path;

/// What is planted in a dataset folder, and the checks that speak of it, besides those of the files' sums.
type Fault = (&'static str, &'static [&'static str], fn(&Path));

const FAULTS: &[Fault] = &[
    ("a table is gone", &["table-present", "descriptions", "checksums"], |dataset| {
        fs::remove_file(dataset.join("rejects.parquet")).unwrap();
        fs::remove_file(dataset.join("rejects.csv")).unwrap();
    }),
    ("a Parquet file is truncated", &["readable"], |dataset| {
        let path = dataset.join("figures.parquet");
        let bytes = fs::read(&path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    }),
    ("a page of a Parquet file is overwritten", &["readable"], |dataset| {
        let path = dataset.join("dates.parquet");
        let mut bytes = fs::read(&path).unwrap();
        let half = bytes.len() / 2;
        bytes[4..half].fill(0xA5);
        fs::write(path, bytes).unwrap();
    }),
    ("a column is dropped", &["columns"], |dataset| Damaged::open(dataset, "dates").drop_column("edtf")),
    ("a column is renamed", &["columns"], |dataset| {
        Damaged::open(dataset, "figures").rename("value", "number")
    }),
    ("a type is changed", &["columns"], |dataset| {
        Damaged::open(dataset, "dates").retype("written_year", &DataType::Int64);
    }),
    ("a sum is wrong", &["checksums"], |dataset| {
        let sums = fs::read_to_string(dataset.join("SHA256SUMS")).unwrap();
        let other = if sums.starts_with('0') { "1" } else { "0" };
        fs::write(dataset.join("SHA256SUMS"), format!("{other}{}", &sums[1..])).unwrap();
    }),
    ("a sum is missing", &["checksums"], |dataset| {
        let sums = fs::read_to_string(dataset.join("SHA256SUMS")).unwrap();
        let rest: String = sums
            .lines()
            .filter(|line| !line.ends_with("dates.parquet"))
            .map(|line| format!("{line}\n"))
            .collect();
        fs::write(dataset.join("SHA256SUMS"), rest).unwrap();
    }),
    ("a description has another sum", &["descriptions"], |dataset| {
        edit(&dataset.join("datapackage.json"), "\"hash\": \"sha256:", "\"hash\": \"sha256:f");
    }),
    ("a description has another column", &["descriptions"], |dataset| {
        edit(&dataset.join("datapackage.json"), "\"name\": \"edtf\"", "\"name\": \"etdf\"");
    }),
    ("a required value is null", &["not-null", "grounding"], |dataset| {
        Damaged::open(dataset, "segments").set_text("text", 0, None);
    }),
    ("a word is not in the vocabulary", &["vocabulary"], |dataset| {
        Damaged::open(dataset, "dates").set_text("precision", 0, Some("minute"));
    }),
    ("an id comes twice", &["ids", "unique-id"], |dataset| {
        let table = Damaged::open(dataset, "figures");
        let id = table.texts("figure_id")[0].clone();
        table.set_text("figure_id", 1, id.as_deref());
    }),
    ("a row comes twice", &["counts", "ids", "unique-id"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let rows = table.batch.num_rows();
        table.rows([0].into_iter().chain(0..rows));
    }),
    ("a row is missing", &["counts"], |dataset| {
        let table = Damaged::open(dataset, "figures");
        let rows = table.batch.num_rows();
        table.rows(0..rows - 1);
    }),
    ("a segment is not there", &["reference"], |dataset| {
        Damaged::open(dataset, "dates").set_text("segment_id", 0, Some("s-0000000000000"));
    }),
    ("a document is not there", &["reference", "counts"], |dataset| {
        Damaged::open(dataset, "figures").set_text("doc_id", 0, Some("nowhere"));
    }),
    ("an entity is not there", &["reference", "counts"], |dataset| {
        Damaged::open(dataset, "mentions").set_text("entity_id", 0, Some("nobody"));
    }),
    ("a pair is not there", &["reference"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.first("paired_with");
        table.set_text("paired_with", row, Some("d-0000000000000"));
    }),
    ("an anchor is not there", &["reference"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.first("anchor_id");
        table.set_text("anchor_id", row, Some("d-0000000000000"));
    }),
    ("the row of a finding is not there", &["ids", "reference"], |dataset| {
        let table = Damaged::open(dataset, "findings");
        let row = table.first("row_id");
        table.set_text("row_id", row, Some("f-0000000000000"));
    }),
    ("the target of a reference is not there", &["reference"], |dataset| {
        let table = Damaged::open(dataset, "clause_references");
        let row = table.first("target_clause_id");
        table.set_text("target_clause_id", row, Some("c-0000000000000"));
    }),
    ("a span is shifted", &["grounding"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let bytes =
            table.batch.column_by_name("byte_start").unwrap().as_primitive::<arrow::datatypes::Int32Type>();
        let row = (0..bytes.len()).find(|&row| bytes.value(row) > 0).unwrap();
        table.set_count("byte_start", row, |start| start - 1);
    }),
    ("a span begins before the text", &["grounding"], |dataset| {
        Damaged::open(dataset, "dates").set_count("byte_start", 0, |_| -1);
    }),
    ("characters are counted wrong", &["grounding"], |dataset| {
        Damaged::open(dataset, "figures").set_count("char_end", 0, |end| end + 1);
    }),
    ("a text is edited", &["grounding"], |dataset| {
        Damaged::open(dataset, "mentions").set_text("text", 0, Some("کسی دیگر"));
    }),
    ("a kept text is edited", &["grounding", "layer"], |dataset| {
        let table = Damaged::open(dataset, "texts");
        let text = table.texts("text")[0].clone().unwrap();
        table.set_text("text", 0, Some(&text.replacen(' ', "  ", 1)));
    }),
    ("a source is edited", &["source-unchanged"], |dataset| {
        let raw = dataset.parent().unwrap().join("raw/economy");
        let source = fs::read_dir(raw).unwrap().next().unwrap().unwrap().path();
        edit(&source, " ", "  ");
    }),
    ("a range ends before it starts", &["order", "edtf", "same-day"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.first("end_date");
        table.shift_day("end_date", row, -100_000);
    }),
    ("a day is another", &["edtf", "same-day"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let (kinds, precisions) = (table.texts("kind"), table.texts("precision"));
        let row = (0..kinds.len())
            .find(|&row| kinds[row].as_deref() == Some("date") && precisions[row].as_deref() == Some("month"))
            .unwrap();
        table.shift_day("end_date", row, 1);
    }),
    ("the solar day is another", &["same-day"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.first("solar_start");
        table.set_text("solar_start", row, Some("1399/08/19"));
    }),
    ("the solar day is written like a Gregorian one", &["same-day"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.first("solar_end");
        let dashed = table.texts("solar_end")[row].as_deref().unwrap().replace('/', "-");
        table.set_text("solar_end", row, Some(&dashed));
    }),
    ("EDTF is none", &["edtf"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.first("edtf");
        table.set_text("edtf", row, Some("2020-13-01"));
    }),
    ("EDTF is of another day", &["edtf"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.first("edtf");
        table.set_text("edtf", row, Some("1917-11-07"));
    }),
    ("a duration is none", &["duration"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.first("duration");
        table.set_text("duration", row, Some("5 years"));
    }),
    ("a time zone is none", &["instant"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        table.set_text("time_zone", 0, Some("Asia/Karabakh"));
    }),
    ("an instant is another", &["instant"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.first("instant");
        table.set_part("hour", row, Some(3));
    }),
    ("a clock shows no such time", &["clock", "instant"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.first("instant");
        table.set_part("minute", row, Some(60));
    }),
    ("a time has no clock time", &["clock", "instant"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.first("instant");
        table.set_part("second", row, None);
    }),
    ("a day has a clock time", &["clock"], |dataset| {
        let table = Damaged::open(dataset, "dates");
        let row = table.texts("kind").iter().position(|kind| kind.as_deref() == Some("date")).unwrap();
        table.set_part("hour", row, Some(8));
    }),
    ("a unit is none", &["unit"], |dataset| {
        let table = Damaged::open(dataset, "figures");
        let row = table.first("unit");
        table.set_text("unit", row, Some("parsang"));
    }),
    ("a currency is none", &["unit"], |dataset| {
        let table = Damaged::open(dataset, "figures");
        let row = table.texts("unit").iter().position(|unit| unit.as_deref() == Some("USD")).unwrap();
        table.set_text("unit", row, Some("DOLLAR"));
    }),
    ("the base value is wrong", &["base-value"], |dataset| {
        let table = Damaged::open(dataset, "figures");
        let row = table.first("value_base");
        table.set_number("value_base", row, |value| value * 1.001);
    }),
    ("the base unit is another", &["base-value"], |dataset| {
        let table = Damaged::open(dataset, "figures");
        let row = table.first("unit_base");
        table.set_text("unit_base", row, Some("K"));
    }),
    ("a lower bound is above the upper one", &["order"], |dataset| {
        let table = Damaged::open(dataset, "figures");
        let row = table.texts("modifier").iter().position(|word| word.as_deref() == Some("range")).unwrap();
        table.set_number("lower", row, |lower| lower + 1e15);
    }),
    ("coordinates are off the globe", &["code"], |dataset| {
        let table = Damaged::open(dataset, "places");
        let row = table.first("latitude");
        table.set_number("latitude", row, |_| 195.0);
    }),
    ("a code of a state is none", &["code"], |dataset| {
        let table = Damaged::open(dataset, "places");
        let row = table.first("iso3166");
        table.set_text("iso3166", row, Some("Iran"));
    }),
    ("a count of mentions is wrong", &["counts"], |dataset| {
        Damaged::open(dataset, "documents").set_count("mentions", 0, |count| count + 1);
    }),
    ("an id is made up", &["ids", "reference", "clause-tree"], |dataset| {
        let table = Damaged::open(dataset, "clauses");
        let row = table.texts("parent_id").iter().position(Option::is_some).unwrap();
        let parent = table.texts("parent_id")[row].clone();
        let row = table.texts("clause_id").iter().position(|id| *id == parent).unwrap();
        table.set_text("clause_id", row, Some("c-1111111111111"));
    }),
    ("siblings overlap", &["clause-tree", "grounding"], |dataset| {
        let table = Damaged::open(dataset, "clauses");
        let parents = table.texts("parent_id");
        let row = (1..parents.len())
            .find(|&row| parents[row].is_some() && parents[row] == parents[row - 1])
            .unwrap();
        table.set_count("byte_end", row - 1, |end| end + 2);
    }),
    ("a segment stands under no heading", &["heading"], |dataset| {
        let table = Damaged::open(dataset, "segments");
        let row = table.first("heading_id");
        table.set_text("heading_id", row, None);
    }),
    ("a segment stands under another heading", &["heading"], |dataset| {
        let table = Damaged::open(dataset, "segments");
        let headings = table.texts("heading_id");
        let first = headings[table.first("heading_id")].clone();
        let row = headings.iter().position(|heading| heading.is_some() && *heading != first).unwrap();
        table.set_text("heading_id", row, first.as_deref());
    }),
    ("a heading is not there", &["heading", "reference"], |dataset| {
        let table = Damaged::open(dataset, "segments");
        let row = table.first("heading_id");
        table.set_text("heading_id", row, Some("s-0000000000000"));
    }),
    ("a clause has another level", &["clause-tree"], |dataset| {
        let table = Damaged::open(dataset, "clauses");
        let row = table.first("parent_id");
        table.set_count("level", row, |level| level + 1);
    }),
    ("documents stand in another order", &["document-order", "counts"], |dataset| {
        let table = Damaged::open(dataset, "mentions");
        let rows = table.batch.num_rows();
        table.rows((1..rows).chain([0]));
    }),
    ("a CSV cell is another", &["csv-agrees"], |dataset| {
        edit(&dataset.join("dates.csv"), "explicit", "relative");
    }),
    ("a CSV row is missing", &["csv-agrees"], |dataset| {
        let path = dataset.join("actors.csv");
        let text = fs::read_to_string(&path).unwrap();
        let end = text.trim_end().rfind('\n').unwrap() + 1;
        fs::write(path, &text[..end]).unwrap();
    }),
];

/// Checks that any change of a file fails, beside those that say what the change is.
const OF_FILES: [&str; 3] = ["checksums", "csv-agrees", "descriptions"];

#[test]
fn a_dataset_as_it_was_written_passes() {
    let report = Written::new().validate(&[]).unwrap();
    assert_eq!(
        failed(&report),
        Vec::<String>::new(),
        "{}",
        write(Format::Human, std::slice::from_ref(&report))
    );
    assert!(report.checks.len() > 150);
}

#[test]
fn each_fault_is_caught_by_its_check_and_no_other() {
    assert!(FAULTS.len() >= 25);
    let written = Written::new();
    let mut missed = Vec::new();
    for (fault, expected, plant) in FAULTS {
        let damaged = written.copied();
        plant(&damaged.dataset());
        let report = damaged.validate(&[]).unwrap();
        let said = write(Format::Human, std::slice::from_ref(&report));
        let found = failed(&report);
        let strange =
            found.iter().any(|name| !expected.contains(&name.as_str()) && !OF_FILES.contains(&name.as_str()));
        let named =
            expected.iter().all(|name| found.iter().any(|found| found == name) && said.contains(name));
        if strange || !named {
            missed.push(format!("{fault}: expected {expected:?}, found {found:?}\n{said}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn offending_rows_are_shown_with_their_place() {
    let damaged = Written::new().copied();
    let table = Damaged::open(&damaged.dataset(), "figures");
    let row = table.first("value_base");
    let (text, doc) =
        (table.texts("text")[row].clone().unwrap(), table.texts("doc_id")[row].clone().unwrap());
    table.set_number("value_base", row, |value| value + 1.0);
    let report = damaged.validate(&[]).unwrap();
    let check = report.checks.iter().find(|check| check.name == "base-value").unwrap();
    let example = &check.examples[0];
    assert_eq!((example.text.as_ref(), example.doc_id.as_ref()), (Some(&text), Some(&doc)));
    let path = example.path.as_ref().expect("a text file");
    let source = fs::read_to_string(damaged.folder.path().join(path)).unwrap();
    let line = source.lines().nth(example.line.unwrap() - 1).unwrap();
    assert!(line.contains(&text), "{line}");
}
