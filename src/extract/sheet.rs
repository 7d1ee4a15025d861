//! Lexicons as spreadsheets: a CSV table of entities, one a row.
//!
//! The first row names the columns; `id`, `class` (or `kind`) and `forms` must be there. A cell holds several
//! forms with `|` between them; an empty cell says nothing. Fields are divided by commas, or by semicolons or
//! tabs where the first row is.

use crate::error::{Error, Result};
use crate::lexicon::{EntryText, LexiconFile};
use crate::suggestion::with_nearest;
use csv::{ReaderBuilder, StringRecord, Trim};
use rustc_hash::FxHashMap;
use toml::{Table, Value};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Id,
    Class,
    Forms,
    Example,
    /// An attribute that is a word.
    Text,
    /// An attribute that is a list of forms.
    List,
    /// An attribute that is a number.
    Number,
}

/// The names that columns can have.
const COLUMNS: [(&str, Column); 13] = [
    ("id", Column::Id),
    ("class", Column::Class),
    ("forms", Column::Forms),
    ("example", Column::Example),
    ("name_en", Column::Text),
    ("name_fa", Column::Text),
    ("wikidata", Column::Text),
    ("iso3166", Column::Text),
    ("part_of", Column::Text),
    ("capital_of", Column::Text),
    ("latitude", Column::Number),
    ("longitude", Column::Number),
    ("ambiguous_forms", Column::List),
];

impl Column {
    fn named(name: &str) -> Option<Self> {
        // What the tables of datasets call it.
        let name = if name == "kind" { "class" } else { name };
        COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
    }
}

/// Reads a table of entities of these classes: one lexicon file for each class that its rows name, in order of first row.
///
/// # Errors
/// Rows that are no CSV, an unknown or missing column, a cell that cannot be read, an id given twice; with file,
/// line and number of the column.
pub(super) fn read(name: &str, text: &str, classes: &[&str]) -> Result<Vec<LexiconFile>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = text.lines().next().unwrap_or_default();
    let divider = [b',', b';', b'\t'].into_iter().find(|mark| head.as_bytes().contains(mark)).unwrap_or(b',');
    let mut rows = ReaderBuilder::new().delimiter(divider).trim(Trim::All).from_reader(text.as_bytes());
    let refuse = |cause: &csv::Error| {
        let line = cause.position().map_or(1, csv::Position::line);
        let message = match cause.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("expected {expected_len} cells as in the first row, found {len}")
            }
            _ => cause.to_string(),
        };
        Error::configuration(message).at(format!("{name}:{line}"))
    };
    let columns = columns(name, rows.headers().map_err(|cause| refuse(&cause))?)?;
    let mut files: Vec<LexiconFile> = Vec::new();
    let mut lines: FxHashMap<(String, String), u64> = FxHashMap::default();
    for row in rows.records() {
        let row = row.map_err(|cause| refuse(&cause))?;
        let line = row.position().map_or(0, csv::Position::line);
        let (class, mut entry) = entry(&columns, &row, classes).map_err(|fault| fault.at(name, line))?;
        entry.line = line as usize;
        if let Some(first) = lines.insert((class.clone(), entry.id.clone()), line) {
            let message = format!(
                "expected each id of a class once, found {:?} again, first in line {first}",
                entry.id
            );
            return Err(Error::configuration(message).at(format!("{name}:{line}")));
        }
        match files.iter_mut().find(|file| file.class == class) {
            Some(file) => file.entries.push(entry),
            None => files.push(LexiconFile {
                // «ارامنه‌ی», as the built-in groups.
                inflect: if class == "group" { vec!["ezafe".to_owned()] } else { Vec::new() },
                class,
                summary: "Entities of a table.".to_owned(),
                origin: None,
                command: None,
                frame: Some("{}".to_owned()),
                table: None,
                line: entry.line,
                entries: vec![entry],
            }),
        }
    }
    Ok(files)
}

/// The columns that the first row names.
fn columns(name: &str, head: &StringRecord) -> Result<Vec<(String, Column)>> {
    let mut out: Vec<(String, Column)> = Vec::with_capacity(head.len());
    for (n, title) in head.iter().enumerate() {
        let refuse = |message: String| Err(Error::configuration(message).at(format!("{name}:1:{}", n + 1)));
        let Some(column) = Column::named(title) else {
            let known = COLUMNS.map(|(name, _)| name);
            let message =
                format!("expected one of {} as the name of a column, found {title:?}", known.join(", "));
            return refuse(with_nearest(message, title, known));
        };
        let single = matches!(column, Column::Id | Column::Class | Column::Forms | Column::Example);
        if out.iter().any(|(other, kind)| other == title || single && *kind == column) {
            return refuse(format!("the column {title:?} stands twice"));
        }
        out.push((title.to_owned(), column));
    }
    for (needed, called) in [(Column::Id, "id"), (Column::Class, "class"), (Column::Forms, "forms")] {
        if !out.iter().any(|(_, column)| *column == needed) {
            return Err(Error::configuration(format!("expected a column {called:?}, found none"))
                .at(format!("{name}:1")));
        }
    }
    Ok(out)
}

/// What is wrong with a cell.
struct Fault {
    /// Number of the column, from 1.
    column: usize,
    message: String,
}

impl Fault {
    fn at(self, name: &str, line: u64) -> Error {
        Error::configuration(self.message).at(format!("{name}:{line}:{}", self.column))
    }
}

/// The class and the entry of a row.
fn entry(
    columns: &[(String, Column)],
    row: &StringRecord,
    classes: &[&str],
) -> std::result::Result<(String, EntryText), Fault> {
    let (mut id, mut class, mut forms, mut example) = (String::new(), String::new(), Vec::new(), None);
    let mut attributes = Table::new();
    for (n, ((title, column), cell)) in columns.iter().zip(row).enumerate() {
        let refuse = |message: String| Err(Fault { column: n + 1, message });
        let list = || cell.split('|').map(str::trim).filter(|form| !form.is_empty()).map(str::to_owned);
        match column {
            Column::Id if cell.is_empty() => return refuse("expected an id, found an empty cell".to_owned()),
            Column::Id => id = cell.to_owned(),
            Column::Class => {
                class = cell.replace('_', "-");
                if !classes.contains(&class.as_str()) {
                    return refuse(format!("expected one of {}, found {cell:?}", classes.join(", ")));
                }
            }
            Column::Forms => {
                forms.extend(list());
                if forms.is_empty() {
                    return refuse("expected at least one form, found none".to_owned());
                }
            }
            _ if cell.is_empty() => {}
            Column::Example => example = Some(cell.to_owned()),
            Column::Text => drop(attributes.insert(title.clone(), Value::String(cell.to_owned()))),
            Column::List => {
                let forms = list().map(Value::String).collect();
                attributes.insert(title.clone(), Value::Array(forms));
            }
            Column::Number => {
                let Some(number) = cell.parse::<f64>().ok().filter(|number| number.is_finite()) else {
                    return refuse(format!("expected degrees such as 35.7, found {cell:?}"));
                };
                attributes.insert(title.clone(), Value::Float(number));
            }
        }
    }
    Ok((class, EntryText { id, forms, example, table: None, row: Vec::new(), attributes, line: 0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        read("t.csv", text, &["person", "place", "group"])
            .map_or_else(|error| error.to_string(), |files| format!("{files:?}"))
    }

    #[test]
    fn rows_become_entries_of_their_classes() {
        let text = "\u{feff}id;kind;forms;latitude;part_of\nqand;place;قندآباد|قند شهر;35.5;iran\nqandis;group;قندی‌ها;;\n";
        let files = read("t.csv", text, &["person", "place", "group"]).expect("a table");
        assert_eq!(files.len(), 2);
        assert_eq!((files[0].class.as_str(), files[1].class.as_str()), ("place", "group"));
        assert_eq!(files[0].entries[0].forms, ["قندآباد", "قند شهر"]);
        assert_eq!(files[0].entries[0].attributes["latitude"].as_float(), Some(35.5));
        assert!(!files[1].entries[0].attributes.contains_key("latitude"));
    }

    #[test]
    fn a_fault_is_told_with_its_place() {
        for (text, want) in [
            ("id,class,forms,colour\n", "t.csv:1:4: expected one of id, class"),
            ("id,class\n", "t.csv:1: expected a column \"forms\""),
            ("id,class,kind,forms\n", "t.csv:1:3: the column \"kind\" stands twice"),
            ("id,class,forms\na,place,x\nb,palace,x\n", "t.csv:3:2: expected one of person"),
            ("id,class,forms\n,place,x\n", "t.csv:2:1: expected an id"),
            ("id,class,forms\na,place,|\n", "t.csv:2:3: expected at least one form"),
            ("id,class,forms,latitude\na,place,x,north\n", "t.csv:2:4: expected degrees"),
            ("id,class,forms\na,place\n", "t.csv:2: expected 3 cells"),
            ("id,class,forms\na,place,x\na,place,y\n", "t.csv:3: expected each id of a class once"),
        ] {
            assert!(message(text).starts_with(want), "{} is not {want}", message(text));
        }
    }
}
