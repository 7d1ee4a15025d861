//! `docs/limits.md`: what is not read or is read wrongly. The texts of its tables stand in `docs/limits/*.toml` with what comes
//! of them, so that a limit which is none any more is seen; the rest of the page is `docs/limits/page.md`.

use super::faults;
use super::score::Quality;
use jadval::calendar::Day;
use jadval::extract::{Document, Engine};
use jadval::tables::{Row, extract_one, rows, table};
use jadval::{Error, Result};
use std::collections::BTreeSet;
use std::path::Path;

/// Where the texts and the rest of the page stand, from the root of the checkout.
const FOLDER: &str = "docs/limits";

/// "Today" in the texts, which the page says too: a Thursday, 20 Azar 1399.
const TODAY: &str = "2020-12-10";

/// The letters that the page explains: a word, a form, a setting, the text before, the notebook.
const HELP: [&str; 5] = ["W", "F", "S", "T", "N"];

const KEYS: [&str; 7] = ["table", "text", "row", "others", "findings", "right", "help"];

const HEAD: &str = "| text | what comes | right | told | do |\n|---|---|---|---|---|\n";

/// A text with all rows that the program makes of it in one table, which are not those that are right.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    /// The file, and which text of it, from 1.
    place: String,
    /// The table of most texts of the file.
    of_file: String,
    table: String,
    text: String,
    /// Cells of each row, in any order.
    rows: Vec<toml::Table>,
    /// The checks of all findings, sorted.
    findings: Vec<String>,
    /// What would be right, in words.
    right: String,
    /// The letters of what helps.
    help: String,
}

impl Limit {
    /// Reads a text of a file whose rows are those of `table`, where it names no other.
    fn parse(place: String, of_file: &str, entry: &toml::Table) -> std::result::Result<Self, String> {
        if let Some(key) = entry.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(format!("expected one of {}, found {key}", KEYS.join(", ")));
        }
        let words = |key: &str| match entry.get(key) {
            None => Ok(None),
            Some(toml::Value::String(words)) => Ok(Some(words.clone())),
            Some(other) => Err(format!("{key}: expected a text, found {}", other.type_str())),
        };
        let wanted = |key: &str| words(key)?.ok_or_else(|| format!("expected the key {key}"));
        let list = |key: &str| match entry.get(key) {
            None => Ok(Vec::new()),
            Some(toml::Value::Array(list)) => Ok(list.clone()),
            Some(other) => Err(format!("{key}: expected a list, found {}", other.type_str())),
        };
        let cells = |value: toml::Value| match value {
            toml::Value::Table(cells) => Ok(cells),
            other => Err(format!("expected cells by column, found {}", other.type_str())),
        };
        let check = |value: toml::Value| match value {
            toml::Value::String(check) => Ok(check),
            other => Err(format!("findings: expected checks, found {}", other.type_str())),
        };
        let mut limit = Self {
            table: words("table")?.unwrap_or_else(|| of_file.to_owned()),
            text: wanted("text")?,
            rows: entry
                .get("row")
                .cloned()
                .into_iter()
                .chain(list("others")?)
                .map(cells)
                .collect::<std::result::Result<_, _>>()?,
            findings: list("findings")?.into_iter().map(check).collect::<std::result::Result<_, _>>()?,
            right: wanted("right")?,
            help: words("help")?.unwrap_or_default(),
            of_file: of_file.to_owned(),
            place,
        };
        limit.findings.sort_unstable();
        if table(&limit.table).is_none() {
            return Err(format!("expected a table of datasets, found {}", limit.table));
        }
        let letters = limit.help.split(", ").filter(|letter| !letter.is_empty());
        match letters.into_iter().find(|letter| !HELP.contains(letter)) {
            Some(letter) => Err(format!("help: expected letters of {}, found {letter}", HELP.join(", "))),
            None => Ok(limit),
        }
    }

    /// What comes of the text, where that is not what the file says; no message where it is.
    ///
    /// # Errors
    /// A table that cannot be built.
    pub(crate) fn problem(&self, engine: &Engine) -> Result<Option<String>> {
        let (doc_id, text) = ("limit", self.text.as_str());
        let document = Document { doc_id, text, reference: Day::from_iso(TODAY), ..Document::default() };
        let tables = extract_one(engine, &document)?;
        let (found, told) = (rows(&tables, &self.table)?, rows(&tables, "findings")?);
        let mut left: Vec<&Row> = found.iter().collect();
        let mut lost = false;
        for cells in &self.rows {
            match left.iter().position(|row| row.holds(cells)) {
                Some(at) => drop(left.remove(at)),
                None => lost = true,
            }
        }
        let mut checks: Vec<&str> = told.iter().filter_map(|row| row.get("check")).collect();
        checks.sort_unstable();
        if !lost && left.is_empty() && checks == self.findings {
            return Ok(None);
        }
        let line = |row: &Row| format!("\n    {row}");
        let found =
            if found.is_empty() { "\n    no row".to_owned() } else { found.iter().map(line).collect() };
        Ok(Some(format!(
            "{}: what comes of «{text}» is no more what the page says; take it off the page if it is right now ({}), else say \
             what comes\n  rows of {}:{found}\n  findings: {}",
            self.place,
            self.right,
            self.table,
            checks.join(", ")
        )))
    }

    /// The limit as a row of the page.
    fn line(&self) -> String {
        let told = |cell: String, none: &str| if cell.is_empty() { none.to_owned() } else { cell };
        let rows = self.rows.iter().map(told_of).collect::<Vec<_>>().join("; ");
        let mut comes = told(rows, "nothing");
        if self.table != self.of_file {
            comes = format!("in `{}`: {comes}", self.table);
        }
        let checks: Vec<String> = self.findings.iter().map(|check| format!("`{check}`")).collect();
        let cells = [
            format!("«{}»", self.text),
            comes,
            self.right.clone(),
            told(checks.join(", "), "–"),
            told(self.help.clone(), "–"),
        ];
        let line = cells
            .map(|cell| cell.replace('|', "\\|").replace("**", "\\*\\*").replace('\n', " ⏎ "))
            .join(" | ");
        format!("| {line} |\n")
    }
}

/// A row's cells for people: its text first, empty cells as such.
fn told_of(cells: &toml::Table) -> String {
    let text = cells.get("text").and_then(toml::Value::as_str).map(|text| format!("«{text}»"));
    let others = cells.iter().filter(|(column, _)| *column != "text").map(|(column, value)| match value {
        toml::Value::String(empty) if empty.is_empty() => format!("no `{column}`"),
        toml::Value::String(words) => format!("`{column}` {words}"),
        other => format!("`{column}` {other}"),
    });
    text.into_iter().chain(others).collect::<Vec<_>>().join(", ")
}

/// The limits of a file, which is called `name` in messages.
///
/// # Errors
/// What is no TOML, or does not say what a text wants.
pub(crate) fn read(name: &str, file: &str) -> Result<Vec<Limit>> {
    let refuse = |place: &str, problem: String| Error::configuration(format!("{place}: {problem}"));
    let file: toml::Table = file.parse().map_err(|cause: toml::de::Error| refuse(name, cause.to_string()))?;
    let table = file.get("table").and_then(toml::Value::as_str);
    let table = table.ok_or_else(|| refuse(name, "expected the key table".to_owned()))?;
    let entries = file.get("limit").and_then(toml::Value::as_array).into_iter().flatten();
    let mut out = Vec::new();
    for (n, entry) in entries.filter_map(toml::Value::as_table).enumerate() {
        let place = format!("{name}, text {}", n + 1);
        out.push(Limit::parse(place.clone(), table, entry).map_err(|problem| refuse(&place, problem))?);
    }
    Ok(out)
}

/// The limits of a file of `docs/limits`, by its name without the end.
fn limits(root: &Path, stem: &str) -> Result<Vec<Limit>> {
    let name = format!("{FOLDER}/{stem}.toml");
    read(&name, &content(&root.join(&name))?)
}

fn content(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|cause| Error::io("read the limits", path, &cause))
}

/// The files of `docs/limits`, without the end of their names.
fn stems(root: &Path) -> Result<BTreeSet<String>> {
    let files = jadval::source::files_with_extension(&root.join(FOLDER), "toml")?;
    Ok(files.iter().filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect())
}

/// One message for each text of the page of which something else comes than the page says.
///
/// # Errors
/// A file that cannot be read, a table that cannot be built.
pub(crate) fn problems(root: &Path) -> Result<Vec<String>> {
    let engine = Engine::builder().build()?;
    let mut out = Vec::new();
    for stem in stems(root)? {
        for limit in limits(root, &stem)? {
            out.extend(limit.problem(&engine)?);
        }
    }
    Ok(out)
}

/// The page without its title.
///
/// # Errors
/// A file that cannot be read, or that the page does not show.
pub(super) fn page(root: &Path, quality: &Quality) -> Result<String> {
    let mut unseen = stems(root)?;
    let mut out = String::new();
    for line in content(&root.join(FOLDER).join("page.md"))?.lines() {
        match line.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) {
            None => out.extend([line, "\n"]),
            Some("faults of tables") => out.push_str(&faults::of_tables(quality)),
            Some("faults of kinds") => out.push_str(&faults::of_kinds(quality)),
            Some("faults of genres") => out.push_str(&faults::of_genres(quality)),
            Some(stem) => {
                unseen.remove(stem);
                out.push_str(HEAD);
                out.extend(limits(root, stem)?.iter().map(Limit::line));
            }
        }
    }
    match unseen.first() {
        Some(stem) => {
            Err(Error::configuration(format!("{FOLDER}/page.md: expected a line {{{{{stem}}}}}, found none")))
        }
        None => Ok(out),
    }
}
