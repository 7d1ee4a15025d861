//! Datasets to pages.

use super::cursor::{Cursor, text_column};
use super::document::Document;
use super::entities::Entities;
use super::index::{Listed as ListedPage, index};
use super::layer::{Listed, layer};
use super::selection::{Candidate, Only, Request, sample};
use super::units::Units;
use super::{columns, html, lines, outline, payload, reasons, rules};
use crate::corrections::{Correction, Line};
use crate::dataset::{Dataset, no_document};
use crate::error::{Error, Result};
use crate::extract::Engine;
use crate::sink::replace_file;
use crate::source::sha256;
use crate::table::Table;
use crate::tables;
use arrow::array::{Array, RecordBatch};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Tables whose rows have places in the text, in the order in which the page numbers them.
pub(super) const PLACED: [&str; 7] =
    ["dates", "figures", "mentions", "clauses", "provisions", "statements", "events"];

/// Tables of links, each with its key and the table that has it.
const LINKS: [(&str, &str, &str); 4] = [
    ("provision_parties", "provision_id", "provisions"),
    ("statement_speakers", "statement_id", "statements"),
    ("event_participants", "event_id", "events"),
    ("event_figures", "event_id", "events"),
];

/// Characters of the largest document that a browser shows without a wait.
const LARGE: usize = 10_000_000;

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The file to open.
    pub file: PathBuf,
    /// How many documents have a page.
    pub documents: usize,
    /// How many rows there are to look at.
    pub rows: usize,
    /// Documents whose text is larger than browsers like.
    pub large: Vec<String>,
    /// How much text the pages have, in bytes of UTF-8.
    pub text: usize,
    /// Whether the rows were found with other words and rules than the engine has.
    pub other_rules: bool,
}

/// Writes pages for the documents of a dataset: to `out` where there is one, else a list of them there and the pages in a
/// folder beside it, of the same name.
///
/// # Errors
/// A configuration error for documents and tables that are not there, an I/O error where something cannot be read or
/// written, an error of output where sources or tables are not what the dataset says.
pub fn review(dataset: &Dataset, request: &Request, engine: &Engine, out: &Path) -> Result<Written> {
    request.check(&PLACED)?;
    let given = lines::read(&request.corrections)?;
    let documents = read(dataset, request, &given)?;
    let shown = selected(&documents, request);
    let name = name_of(dataset);
    let entities = Entities::load(dataset)?;
    let mut written = Written {
        file: out.to_owned(),
        documents: documents.len(),
        other_rules: rules::of_dataset(dataset).is_some_and(|rules| rules != engine.fingerprint()),
        ..Written::default()
    };
    let mut pages = Vec::new();
    let folder = out.with_extension("");
    let several = documents.len() > 1;
    if several {
        fs::create_dir_all(&folder).map_err(|cause| Error::io("make this folder", &folder, &cause))?;
    }
    for (number, (document, shown)) in documents.iter().zip(&shown).enumerate() {
        let all: usize = document.tables.iter().map(|table| table.ids.len()).sum();
        written.rows += shown.as_ref().map_or(all, |shown| shown.iter().map(Vec::len).sum());
        written.text += document.text.len();
        if document.text.len() > LARGE {
            written.large.push(document.doc_id.clone());
        }
        let mut data = data(document, shown.as_deref(), request, &name, &entities, engine)?;
        data["several"] = json!(several);
        let html = html::page(&document.doc_id, &payload::pack(&data)?);
        let file =
            if several { folder.join(file_name(number + 1, &document.doc_id)) } else { out.to_owned() };
        replace_file("write this page", &file, html.as_bytes())?;
        pages.push(listed(document, &folder, &file));
    }
    if several {
        replace_file("write this page", out, index(&name, &pages).as_bytes())?;
    }
    Ok(written)
}

/// The documents that are asked for, with their rows.
fn read(dataset: &Dataset, request: &Request, given: &[Arc<Line>]) -> Result<Vec<Document>> {
    let declared = |name: &str| {
        let table = tables::table(name)?;
        dataset.format_of(name).map(|_| table)
    };
    let open = |name: &str, key| declared(name).map(|table| Cursor::open(dataset, table, key)).transpose();
    let mut placed: Vec<Cursor> = Vec::new();
    for name in PLACED {
        placed.extend(open(name, "doc_id")?);
    }
    let mut links = Vec::new();
    for (name, key, owner) in LINKS {
        links.extend(open(name, key)?.map(|cursor| (cursor, owner)));
    }
    let [mut findings, mut segments, mut pages, mut texts] = [
        open("findings", "doc_id")?,
        open("segments", "doc_id")?,
        open("pages", "doc_id")?,
        open("texts", "doc_id")?,
    ];
    let mut documents = Vec::new();
    let (mut known, mut sums) = (Vec::new(), BTreeSet::new());
    for batch in dataset.batches("documents", None)? {
        let batch = batch?;
        for row in 0..batch.num_rows() {
            let about = about(&batch, row);
            let doc_id = about.get("doc_id").and_then(Value::as_str).unwrap_or_default().to_owned();
            let own = |cursor: &mut Option<Cursor>| {
                cursor.as_mut().map_or(Ok(Vec::new()), |cursor| cursor.take(|id| id == doc_id))
            };
            let (found, laid, paged, kept) =
                (own(&mut findings)?, own(&mut segments)?, own(&mut pages)?, own(&mut texts)?);
            let rows = placed
                .iter_mut()
                .map(|cursor| Ok((cursor.table, cursor.take(|id| id == doc_id)?)))
                .collect::<Result<Vec<(&'static Table, Vec<RecordBatch>)>>>()?;
            let linked = links
                .iter_mut()
                .map(|(cursor, owner)| {
                    let owners = rows.iter().find(|(table, _)| table.name == *owner);
                    let ids: BTreeSet<String> = owners
                        .and_then(|(table, batches)| {
                            Some(columns::texts(batches, table.primary_key.first()?))
                        })
                        .into_iter()
                        .flatten()
                        .collect();
                    Ok((cursor.table, cursor.take(|id| ids.contains(id))?))
                })
                .collect::<Result<Vec<_>>>()?;
            known.push(doc_id.clone());
            sums.extend(about.get("sha256").and_then(Value::as_str).map(ToOwned::to_owned));
            if !request.wants(&doc_id) {
                continue;
            }
            let word = |key: &str| about.get(key).and_then(Value::as_str).unwrap_or_default();
            let kept = kept.first().and_then(|batch| Some(text_column(batch, "text")?.value(0).to_owned()));
            let listed = Listed { doc_id: &doc_id, path: word("path"), sha256: word("sha256") };
            let text = layer(&listed, kept, &request.sources)?;
            let units = Units::of(&text);
            let is_its = |said: &Correction| {
                said.doc_id == doc_id || said.doc_sha256.as_deref() == Some(word("sha256"))
            };
            let lines =
                given.iter().map(|line| &line.correction).filter(|said| is_its(said)).cloned().collect();
            let mut document = Document { doc_id, about, text, lines, ..Document::default() };
            rows.iter().for_each(|(table, batches)| document.place(table, batches, &units));
            linked.iter().for_each(|(table, batches)| document.link(table, batches));
            document.find(&found, &units);
            document.lay_out(&laid, &units);
            document.page(&paged, &units);
            documents.push(document);
        }
    }
    let all = placed.into_iter().chain(links.into_iter().map(|(cursor, _)| cursor));
    all.chain([findings, segments, pages, texts].into_iter().flatten()).try_for_each(Cursor::finish)?;
    lines::renamed(given, (&known, &sums), &mut documents);
    match request.docs.iter().find(|doc| !known.contains(doc)) {
        Some(absent) => {
            let error = no_document(absent, known.iter().map(String::as_str));
            Err(error.at(dataset.folder().display()))
        }
        None => Ok(documents),
    }
}

/// A row of the table `documents`, without what is null.
fn about(batch: &RecordBatch, row: usize) -> Map<String, Value> {
    let schema = batch.schema();
    let cells = schema.fields().iter().zip(batch.columns());
    let cells = cells.filter(|(_, array)| array.is_valid(row));
    cells.map(|(field, array)| (field.name().clone(), columns::cell(array, row))).collect()
}

/// The rows of each document that are to be looked at.
fn selected(documents: &[Document], request: &Request) -> Vec<Option<Vec<Vec<usize>>>> {
    let shown: Vec<Option<Vec<Vec<usize>>>> =
        documents.iter().map(|document| request.shown(document)).collect();
    let Only::Sample(wanted) = request.only else { return shown };
    let mut candidates = Vec::new();
    let mut drawn: Vec<Option<Vec<Vec<usize>>>> =
        documents.iter().map(|document| Some(vec![Vec::new(); document.tables.len()])).collect();
    for (document, (of, shown)) in documents.iter().zip(&shown).enumerate() {
        for (table, (placed, rows)) in of.tables.iter().zip(shown.iter().flatten()).enumerate() {
            candidates.extend(rows.iter().map(|&row| {
                let rule = placed.rules.get(row).map_or("", String::as_str);
                let id = placed.ids.get(row).cloned().unwrap_or_default();
                Candidate { document, table, row, rule: format!("{}/{rule}", placed.name), id }
            }));
        }
    }
    for one in sample(candidates, wanted) {
        let rows =
            drawn.get_mut(one.document).and_then(Option::as_mut).and_then(|tables| tables.get_mut(one.table));
        rows.into_iter().for_each(|rows| rows.push(one.row));
    }
    drawn.iter_mut().flatten().flatten().for_each(|rows| rows.sort_unstable());
    drawn
}

/// All that a page holds.
fn data(
    document: &Document,
    shown: Option<&[Vec<usize>]>,
    request: &Request,
    name: &str,
    entities: &Entities,
    engine: &Engine,
) -> Result<Value> {
    let mut data = document.payload();
    let sum = sha256(data.to_string().as_bytes());
    let ids: BTreeSet<&str> = document.entities.iter().map(String::as_str).collect();
    let points: Vec<[f64; 2]> = ids.iter().filter_map(|id| entities.point(id)).collect();
    let used: BTreeSet<(&str, &str)> = document
        .tables
        .iter()
        .flat_map(|table| table.rules.iter().map(|rule| (rules_of(table.name), rule.as_str())))
        .collect();
    let forms: Map<String, Value> = document
        .tables
        .iter()
        .filter_map(|table| Some((table.name.to_owned(), payload::columns(tables::table(table.name)?))))
        .collect();
    let shown: Option<Map<String, Value>> = shown.map(|shown| {
        document.tables.iter().zip(shown).map(|(table, rows)| (table.name.to_owned(), json!(rows))).collect()
    });
    data["dataset"] = json!(name);
    data["sum"] = json!(sum);
    data["reviewer"] = json!(request.reviewer);
    data["only"] = json!(request.only.to_string());
    data["shown"] = json!(shown);
    data["lines"] = json!(document.lines);
    data["entities"] = json!(entities.of(&ids));
    data["rules"] = json!(rules::of(engine.rules(), &used));
    data["forms"] = json!(forms);
    data["outline"] = json!(outline::around(&points));
    data["why"] = json!(reasons::of(engine, document)?);
    Ok(data)
}

/// The folder of rules that a table's rows come from.
fn rules_of(table: &str) -> &str {
    match table {
        "mentions" => "actors",
        table => table,
    }
}

fn listed(document: &Document, folder: &Path, file: &Path) -> ListedPage {
    let part = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    ListedPage {
        file: format!("{}/{}", part(folder), part(file)),
        doc_id: document.doc_id.clone(),
        title: document.about.get("title").and_then(Value::as_str).unwrap_or_default().to_owned(),
        rows: document.tables.iter().map(|table| (table.name, table.ids.len())).collect(),
        findings: document.findings["length"].as_array().map_or(0, Vec::len),
    }
}

/// The name of a dataset: that of its folder.
fn name_of(dataset: &Dataset) -> String {
    let folder = dataset.folder().canonicalize().unwrap_or_else(|_| dataset.folder().to_owned());
    folder.file_name().map_or_else(|| "dataset".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Most letters of a document's id in the name of its file.
const NAME: usize = 60;

/// A name for the page of a document, which every system takes for a name.
fn file_name(number: usize, doc_id: &str) -> String {
    let letters = doc_id.chars().map(|c| if c.is_alphanumeric() || c == '_' || c == '.' { c } else { '-' });
    format!("{number:03}-{}.html", letters.take(NAME).collect::<String>().trim_matches(['-', '.']))
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_page_has_a_name_that_is_no_path() {
        assert_eq!(file_name(7, "../a/b:c"), "007-a-b-c.html");
        assert_eq!(file_name(7, "گزارش ۱"), "007-گزارش-۱.html");
        assert_eq!(file_name(1000, ""), "1000-.html");
    }
}
