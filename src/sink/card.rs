//! `README.md`: the dataset card, with the front matter that Hugging Face reads and the codebook.

use std::fmt::Write as _;

use super::csv::CsvMode;
use super::dataset::Dataset;
use super::file::SUMS;
use super::format::Format;
use super::provenance::VERSION;
use crate::tables;

pub(super) const FILE: &str = "README.md";

pub(super) fn write(dataset: &Dataset<'_>) -> String {
    let provenance = dataset.provenance;
    let mut card = front_matter(dataset);
    // Writing to a string cannot fail.
    let _ = write!(card, "# {}\n\n{}\n\n## Tables\n\n", provenance.title(), provenance.described());
    card.push_str("| table | rows | one row |\n|---|---:|---|\n");
    for written in dataset.tables {
        let table = written.table;
        let summary = table.summary.strip_prefix("One row is ").unwrap_or(table.summary);
        let _ = writeln!(card, "| [`{0}`](#{0}) | {1} | {2} |", table.name, written.rows, summary);
    }
    card.push_str("\nEvery row of a table of spans holds its place in the source: `text` is exactly ");
    card.push_str(
        "`layer[char_start:char_end]` in code points and `layer[byte_start:byte_end]` in UTF-8 bytes. ",
    );
    card.push_str("The layer of a UTF-8 `.txt` document is the file itself (without a byte order mark); ");
    card.push_str("of every other document it is kept in `texts`. ");
    card.push_str("Row ids are a function of content: an expression keeps its id when other parts change.\n");
    if dataset.formats.contains(&Format::Csv) {
        card.push_str("\nIn the CSV files an empty cell is null and a quoted empty cell an empty string. ");
        card.push_str(match provenance.csv {
            CsvMode::Exact => {
                "Cells are exactly the values of the tables. A spreadsheet takes a text that begins with `=`, `+`, `-` or \
                 `@` for a formula: import the file there with all columns as text. "
            }
            CsvMode::Spreadsheet => {
                "They are for spreadsheets: a byte order mark stands before the header, and a text that would be taken \
                 for a formula, since it begins with `=`, `+`, `-`, `@`, one of their wide forms, a tab or a line end, has \
                 an apostrophe before it, and one that begins with apostrophes and then like a formula one more: take one \
                 off what matches `^'+[=+\\-@＝＋－＠\\t\\r\\n]`, and the text is as it was. "
            }
        });
        card.push_str(
            "Readers that guess types may take a label such as «۱» for a number, and a column of solar days for Gregorian \
             ones where none of them is a day that only the solar calendar has: give them the types of ",
        );
        card.push_str("`datapackage.json`, or read all columns as text (polars: `infer_schema=False`).\n");
    }
    let _ = write!(
        card,
        "\n## Provenance\n\nWritten by jadval {VERSION}; the same documents, rules and settings give the same bytes.\n\n\
         | | |\n|---|---|\n| rules and lexicons | `{}` |\n",
        provenance.rules_hash
    );
    if let Some(hash) = &provenance.pipeline_hash {
        let _ = writeln!(card, "| pipeline | `{hash}` |");
    }
    let _ = write!(
        card,
        "| licence of the documents | {} |\n\nThe table `documents` names every source with its SHA-256. \
         `sha256sum -c {}` checks the files.\n\n## Codebook\n\nA question mark after a type: the column may be null.\n\n",
        provenance.license.as_deref().unwrap_or("unknown"),
        SUMS
    );
    card.push_str(&tables::markdown(3));
    card
}

/// One configuration for each table; quoted, so that any title is valid YAML.
fn front_matter(dataset: &Dataset<'_>) -> String {
    let provenance = dataset.provenance;
    let license = provenance.license.as_deref().map_or_else(|| "unknown".to_owned(), str::to_lowercase);
    let mut out = format!(
        "---\nlicense: {}\nlanguage:\n- fa\npretty_name: {}\ntags:\n- persian\n- information-extraction\nconfigs:\n",
        quoted(&license),
        quoted(provenance.title())
    );
    // A reader that knows kinds of files by their rows fails at a table that has none.
    let with_rows = |written: &&super::dataset::WrittenTable| written.rows > 0;
    for written in dataset.tables.iter().filter(with_rows) {
        if let Some((files, format)) = written.files.first().zip(dataset.formats.first()) {
            let name = written.table.name;
            let data = match &files[..] {
                [file] => file.name.clone(),
                _ => format!("{name}/*.{}", format.name()),
            };
            let _ = writeln!(out, "- config_name: {name}\n  data_files: {data}");
        }
    }
    out.push_str("---\n\n");
    out
}

/// A double-quoted YAML scalar; JSON strings are a subset of them.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
