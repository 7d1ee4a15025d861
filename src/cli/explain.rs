//! `jadval explain`: how a text is read, or where a row of a dataset comes from.

use super::args::ExplainArgs;
use super::compute::ask;
use super::dataset::{Dataset, Row};
use super::plain::results;
use super::terminal::Terminal;
use super::{Failure, Verdict};
use crate::extract::{Document, Engine};
use crate::pipeline::{Request, engine};
use crate::source::{Documents, Format, Reading, SourceDocument, decode, discover, parse_day};
use crate::table::Table;
use crate::text::origin_at;
use crate::{Error, tables};
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
            let dataset = Dataset::open(Path::new(&args.subject))?;
            let (table, row) = find(&dataset, id)?;
            explain_row(&dataset, table, &row, &engine, terminal)?;
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

fn explain_row(
    dataset: &Dataset,
    table: &Table,
    row: &Row,
    engine: &Engine,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let mut out = results();
    writeln!(out, "{}", terminal.bold(table.name))?;
    let width = row.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, cell) in row.iter().filter(|(_, cell)| cell.is_some()) {
        writeln!(out, "  {name:width$}  {}", cell.unwrap_or_default().replace('\n', "\n    "))?;
    }
    let Some(document) =
        row.get("doc_id").map(|id| dataset.find("documents", "doc_id", id)).transpose()?.flatten()
    else {
        return Ok(());
    };
    match (layer(dataset, &document)?, span(row)) {
        (Some(layer), Some((start, end))) => match marked_line(&layer, start, end, row.get("text")) {
            Some(line) => {
                writeln!(out, "\n{line}")?;
                if let Some(source) = source(&document, &layer)
                    && let Some(origin) = origin_at(&source.origins, start as u32)
                {
                    writeln!(out, "at: {}", origin.place)?;
                }
            }
            None => terminal.tell("the source has changed since this dataset was written"),
        },
        (None, Some(_)) => terminal.tell(format_args!(
            "the source {} cannot be read from here, and the dataset keeps no text",
            document.get("path").unwrap_or("?")
        )),
        (_, None) => {}
    }
    let Some(segment) = row.get("segment_id") else { return Ok(()) };
    if let Some(sentence) = dataset.find("segments", "segment_id", segment)?
        && let Some(text) = sentence.get("text")
    {
        let reference = document.get("reference_date").and_then(|day| parse_day(day).ok());
        writeln!(out)?;
        let sentence = Document { doc_id: "text", text, reference, ..Document::default() };
        write!(out, "{}", tables::explain(engine, &sentence)?)?;
    }
    Ok(())
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
    let reading = Reading { max_document_bytes: u64::MAX, ..Reading::default() };
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
