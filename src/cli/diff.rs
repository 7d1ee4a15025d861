//! `jadval diff` and `jadval schema diff`: what tells two datasets apart.

use super::args::{DiffArgs, DiffFormat, SchemaDiffArgs};
use super::plain::results;
use super::{Failure, Verdict};
use crate::dataset::{self, Dataset, Diff, RowChange, RowDiff, SchemaChange, TableDiff, at_one_time};
use std::fmt::Write as _;
use std::io::{Write, stdout};

pub(super) fn diff(args: &DiffArgs) -> Result<Verdict, Failure> {
    let found: Diff = at_one_time(&[&args.old, &args.new], || {
        dataset::diff(&Dataset::open(&args.old)?, &Dataset::open(&args.new)?)
    })?;
    let (old, new) = (args.old.display().to_string(), args.new.display().to_string());
    let written = match args.format {
        DiffFormat::Human if found.is_empty() => format!("{new}: the rows of {old}\n"),
        DiffFormat::Human => human(&found),
        DiffFormat::Md => markdown(&format!("`{old}` → `{new}`"), &found),
        DiffFormat::Json => {
            format!("{:#}\n", serde_json::json!({ "old": old, "new": new, "tables": found.tables }))
        }
    };
    print(args.format, &written)?;
    Ok(if found.is_empty() {
        Verdict::Fine
    } else {
        Verdict::Short(format!("error: the rows of {new} are not those of {old}"))
    })
}

/// JSON is for programs, and goes out as it is.
fn print(format: DiffFormat, written: &str) -> std::io::Result<()> {
    match format {
        DiffFormat::Json => stdout().lock().write_all(written.as_bytes()),
        DiffFormat::Human | DiffFormat::Md => results().write_all(written.as_bytes()),
    }
}

/// A table's name and what happened to its rows, in one line.
fn headline(table: &TableDiff) -> String {
    let mut parts = Vec::new();
    match (table.rows_before, table.rows_after) {
        (None, _) => parts.push("the table is new".to_owned()),
        (_, None) => parts.push("the table is gone".to_owned()),
        _ => {}
    }
    for (count, word) in [(table.added, "added"), (table.removed, "removed"), (table.changed, "changed")] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    if !table.cells.is_empty() {
        let cells: Vec<String> =
            table.cells.iter().map(|(column, count)| format!("{column} {count}")).collect();
        if let Some(last) = parts.last_mut() {
            let _ = write!(last, " ({})", cells.join(", "));
        }
    }
    for (columns, word) in [(&table.columns_added, "new"), (&table.columns_removed, "gone")] {
        if !columns.is_empty() {
            parts.push(format!("columns {word}: {}", columns.join(", ")));
        }
    }
    parts.join(", ")
}

fn sign(change: RowChange) -> char {
    match change {
        RowChange::Added => '+',
        RowChange::Removed => '-',
        RowChange::Changed => '~',
    }
}

/// The differences for people: counts, and the first rows of each kind.
pub(super) fn human(diff: &Diff) -> String {
    let mut out = String::new();
    for table in &diff.tables {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{}: {}", table.table, headline(table));
        for row in &table.first {
            let _ = writeln!(out, "  {} {}", sign(row.change), told(row));
        }
    }
    out
}

/// Most characters of a cell that are shown.
const CELL: usize = 60;

fn told(row: &RowDiff) -> String {
    let mut out = cut(&row.key);
    if let Some(doc) = &row.doc_id {
        let _ = write!(out, " {doc}");
    }
    if let Some(text) = &row.text {
        let _ = write!(out, " «{}»", cut(text));
    }
    let cells: Vec<String> = row
        .cells
        .iter()
        .map(|cell| {
            let shown = |value: &Option<String>| value.as_deref().map_or("null".to_owned(), cut);
            format!("{} {} -> {}", cell.column, shown(&cell.before), shown(&cell.after))
        })
        .collect();
    if !cells.is_empty() {
        let _ = write!(out, ": {}", cells.join(", "));
    }
    out
}

fn cut(text: &str) -> String {
    let mut out: String = text.chars().take(CELL).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(CELL).is_some() {
        out.push('…');
    }
    out
}

/// A comment on a pull request holds 65536 characters; what is said stays below.
const MOST: usize = 60_000;

/// The differences as Markdown: a table of counts, and the first rows folded away.
fn markdown(title: &str, diff: &Diff) -> String {
    let mut out = format!("### {title}\n\n");
    if diff.is_empty() {
        out.push_str("The rows are the same.\n");
        return out;
    }
    out.push_str("| table | rows before | after | added | removed | changed | changed cells |\n");
    out.push_str("|---|---:|---:|---:|---:|---:|---|\n");
    let number = |count: Option<u64>| count.map_or("–".to_owned(), |count| count.to_string());
    for table in &diff.tables {
        let mut cells: Vec<String> =
            table.cells.iter().map(|(column, count)| format!("`{column}` {count}")).collect();
        for (columns, word) in [(&table.columns_added, "new"), (&table.columns_removed, "gone")] {
            cells.extend(columns.iter().map(|column| format!("`{column}` {word}")));
        }
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {} | {} |",
            table.table,
            number(table.rows_before),
            number(table.rows_after),
            table.added,
            table.removed,
            table.changed,
            cells.join(", ")
        );
    }
    for table in diff.tables.iter().filter(|table| !table.first.is_empty()) {
        let mut part = format!("\n<details><summary>{}: the first rows</summary>\n\n```diff\n", table.table);
        for row in &table.first {
            // In a block of code nothing of a text is markup, once it cannot end the block.
            let sign = if row.change == RowChange::Changed { '!' } else { sign(row.change) };
            let _ = writeln!(part, "{sign} {}", told(row).replace("```", "'''"));
        }
        part.push_str("```\n\n</details>\n");
        if out.len() + part.len() > MOST {
            out.push_str("\nMore rows than fit here differ.\n");
            break;
        }
        out.push_str(&part);
    }
    out
}

pub(super) fn schema_diff(args: &SchemaDiffArgs) -> Result<Verdict, Failure> {
    let old = dataset::read_schema(&args.old)?;
    let new = match &args.new {
        Some(new) => dataset::read_schema(new)?,
        None => dataset::declared_schema(),
    };
    let changes = dataset::diff_schemas(&old, &new);
    let breaking = changes.iter().filter(|change| change.breaking).count();
    let written = match args.format {
        DiffFormat::Json => {
            format!("{:#}\n", serde_json::json!({ "breaking": breaking > 0, "changes": changes }))
        }
        DiffFormat::Human if changes.is_empty() => "the schemas are the same\n".to_owned(),
        DiffFormat::Md if changes.is_empty() => "The schemas are the same.\n".to_owned(),
        DiffFormat::Human => changes.iter().map(|change| format!("{}\n", line(change, ""))).collect(),
        DiffFormat::Md => changes.iter().map(|change| format!("- {}\n", line(change, "`"))).collect(),
    };
    print(args.format, &written)?;
    Ok(match breaking {
        0 => Verdict::Fine,
        1 => Verdict::Short("error: 1 change breaks readers of the old schema".to_owned()),
        more => Verdict::Short(format!("error: {more} changes break readers of the old schema")),
    })
}

fn line(change: &SchemaChange, quote: &str) -> String {
    let level = if change.breaking { "breaking" } else { "additive" };
    let Some(table) = &change.table else { return format!("{level} {}", change.what) };
    let column = change.column.as_ref().map_or(String::new(), |column| format!(".{column}"));
    format!("{level} {quote}{table}{column}{quote}: {}", change.what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::CellDiff;

    #[test]
    fn a_text_cannot_break_out_of_a_comment() {
        let row = RowDiff {
            change: RowChange::Changed,
            key: "d-1".to_owned(),
            doc_id: Some("a".to_owned()),
            text: Some("```\n</details>".to_owned()),
            cells: vec![CellDiff { column: "edtf".to_owned(), before: None, after: Some("2020".to_owned()) }],
        };
        let table = TableDiff {
            table: "dates".to_owned(),
            rows_before: Some(1),
            rows_after: Some(1),
            changed: 1,
            cells: vec![("edtf".to_owned(), 1)],
            first: vec![row; 5],
            ..TableDiff::default()
        };
        let diff = Diff { tables: vec![table; 400] };
        let written = markdown("a", &diff);
        assert!(written.len() < 65_536, "{}", written.len());
        assert_eq!(written.matches("```").count() % 2, 0);
        assert!(written.contains("! d-1 a «''' </details>»: edtf null -> 2020"), "{written}");
        assert!(human(&diff).starts_with("dates: 1 changed (edtf 1)\n  ~ d-1 a «``` </details>»"));
    }
}
