//! `jadval explain`: how a text is read, or where a row of a dataset comes from.

use super::args::ExplainArgs;
use super::compute::ask;
use super::dataset::{Dataset, Row};
use super::plain::results;
use super::terminal::Terminal;
use super::{Failure, Verdict};
use crate::dataset::at_one_time;
use crate::extract::{Document, Engine};
use crate::pipeline::{Request, engine};
use crate::source::{Documents, Format, Reading, SourceDocument, decode, discover, parse_day};
use crate::table::Table;
use crate::text::origin_at;
use crate::{Error, tables};
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

pub(super) fn explain(args: &ExplainArgs, terminal: &Terminal) -> Result<Verdict, Failure> {
    let mut request = Request::new("explain", Vec::new(), Default::default());
    ask(&mut request, args.engine.clone());
    let engine = engine(&request)?;
    let reference = request.reference.day;
    match &args.row {
        None => {
            if Path::new(&args.subject).exists() {
                terminal.tell(format_args!(
                    "{} is also a path, and was read as a text; to explain a row of a dataset, give its id too",
                    args.subject
                ));
            }
            let document = Document { doc_id: "text", text: &args.subject, reference, ..Document::default() };
            write!(results(), "{}", tables::explain(&engine, &document)?)?;
        }
        Some(id) => {
            let folder = Path::new(&args.subject);
            let (told, missing): (String, Option<String>) = at_one_time(&[folder], || {
                let dataset = Dataset::open(folder)?;
                let (table, row) = find(&dataset, id)?;
                let mut told = format!("{}\n", terminal.bold(table.name));
                let missing = explain_row(&dataset, &row, &engine, &mut told)?;
                Ok::<_, Error>((told, missing))
            })?;
            results().write_all(told.as_bytes())?;
            if let Some(missing) = missing {
                terminal.tell(missing);
            }
        }
    }
    Ok(Verdict::Fine)
}

/// The row of this id, whichever table has it.
fn find(dataset: &Dataset, id: &str) -> crate::Result<(&'static Table, Row)> {
    for table in tables::tables().iter().filter(|table| dataset.tables().any(|name| name == table.name)) {
        // A link table has no id of its own, and its rows are not what is asked for.
        let Some(column) = table.columns().find(|column| column.unique && table.primary_key == [column.name])
        else {
            continue;
        };
        if let Some(row) = dataset.find(table.name, column.name, id)? {
            return Ok((table, row));
        }
    }
    let message = format!("expected the id of a row of this dataset, found «{id}», which no table has");
    Err(Error::configuration(message))
}

/// Writes what there is to tell of a row, and returns what keeps from telling more.
fn explain_row(
    dataset: &Dataset,
    row: &Row,
    engine: &Engine,
    out: &mut String,
) -> crate::Result<Option<String>> {
    let mut missing = None;
    let width = row.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, cell) in row.iter().filter(|(_, cell)| cell.is_some()) {
        let _ = writeln!(out, "  {name:width$}  {}", cell.unwrap_or_default().replace('\n', "\n    "));
    }
    let Some(document) =
        row.get("doc_id").map(|id| dataset.find("documents", "doc_id", id)).transpose()?.flatten()
    else {
        return Ok(None);
    };
    match (layer(dataset, &document)?, span(row)) {
        (Some(layer), Some((start, end))) => match marked_line(&layer, start, end, row.get("text")) {
            Some(line) => {
                let _ = writeln!(out, "\n{line}");
                if let Some(source) = source(&document, &layer)
                    && let Some(origin) = origin_at(&source.origins(), start as u32).cloned()
                {
                    let _ = writeln!(out, "at: {}", origin.place);
                }
            }
            None => missing = Some("the source has changed since this dataset was written".to_owned()),
        },
        (None, Some(_)) => {
            let path = document.get("path").unwrap_or("?");
            missing =
                Some(format!("the source {path} cannot be read from here, and the dataset keeps no text"));
        }
        (_, None) => {}
    }
    let Some(segment) = row.get("segment_id") else { return Ok(missing) };
    if let Some(sentence) = dataset.find("segments", "segment_id", segment)?
        && let Some(text) = sentence.get("text")
    {
        let reference = document.get("reference_date").and_then(|day| parse_day(day).ok());
        let sentence = Document { doc_id: "text", text, reference, ..Document::default() };
        let _ = write!(out, "\n{}", tables::explain(engine, &sentence)?);
    }
    Ok(missing)
}

/// The text layer: kept in the dataset, or the source file itself.
fn layer(dataset: &Dataset, document: &Row) -> crate::Result<Option<String>> {
    if let Some(id) = document.get("doc_id")
        && dataset.tables().any(|name| name == "texts")
        && let Some(kept) = dataset.find("texts", "doc_id", id)?
    {
        return Ok(kept.get("text").map(str::to_owned));
    }
    let source = document.get("path").and_then(|path| std::fs::read(path).ok());
    Ok(source.and_then(|bytes| decode(&bytes, None).ok()).map(|decoded| decoded.text))
}

/// The document as its source has it, where that is more than its text, and still what the dataset was made of.
fn source(document: &Row, layer: &str) -> Option<SourceDocument> {
    let (path, sum) = (document.get("path")?, document.get("sha256")?);
    if path == "-" || document.get("format") == Some(Format::Text.name()) {
        return None;
    }
    let files = discover(&[path.into()]).ok()?;
    let reading =
        Reading { max_document_bytes: u64::MAX, max_document_memory: Some(u64::MAX), ..Reading::default() };
    // The id of a record without one begins with the path of its file, which is shorter here than below a folder.
    let has_its_id = |id: &str| {
        let above = document.get("doc_id").and_then(|whole| whole.strip_suffix(id));
        above.is_some_and(|above| above.is_empty() || above.ends_with('/'))
    };
    Documents::new(files, reading)
        .filter_map(Result::ok)
        .find(|found| has_its_id(&found.doc_id) && found.text == layer && found.sha256 == sum)
}

fn span(row: &Row) -> Option<(usize, usize)> {
    Some((row.get("byte_start")?.parse().ok()?, row.get("byte_end")?.parse().ok()?))
}

/// The line that holds a span, with the span between ⟦ and ⟧; `None` where the layer holds another text.
fn marked_line(layer: &str, start: usize, end: usize, written: Option<&str>) -> Option<String> {
    let found = layer.get(start..end)?;
    if written.is_some_and(|text| text != found) {
        return None;
    }
    let (before, after) = (layer.get(..start)?, layer.get(end..)?);
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line_end = after.find(['\n', '\r']).unwrap_or(after.len());
    Some(format!("{}⟦{found}⟧{}", before.get(line_start..)?, after.get(..line_end)?))
}

#[cfg(test)]
mod tests {
    use super::marked_line;

    #[test]
    fn the_line_of_a_span_is_marked() {
        let layer = "یک\r\nدر ۲۰ آبان آمد\nسه";
        let start = layer.find('۲').expect("digit");
        let end = start + "۲۰ آبان".len();
        assert_eq!(marked_line(layer, start, end, Some("۲۰ آبان")).as_deref(), Some("در ⟦۲۰ آبان⟧ آمد"));
        assert_eq!(marked_line(layer, start, end, Some("۲۱ آبان")), None);
        assert_eq!(marked_line(layer, start + 1, end, None), None);
        assert_eq!(marked_line(layer, 0, 9999, None), None);
    }
}
