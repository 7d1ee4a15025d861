//! A PDF file as a layer.

use super::blocks::{Printed, assemble};
use super::content::{Shared, pdf_text};
use super::guess;
use super::letters::is_digit;
use super::page::{Letters, PrintedLine, PrintedPage, page_of};
use crate::calendar::Day;
use crate::source::allowance::Allowance;
use crate::source::format::layer::{Cell, Head, Layer, LayerBuilder, Line, heads};
use crate::source::format::structure::{Boxed, EditKind, PageText, SourcePage};
use crate::source::format::taking::Taking;
use crate::source::{Defect, parse_day};
use crate::text::{BlockRole, Span};
use hayro_syntax::{LoadPdfError, Pdf};
use rustc_hash::FxHashSet;

/// Instructions of all pages together, and those that each byte of the file may add.
const INSTRUCTIONS: u64 = 20_000_000;
const PER_BYTE: u64 = 4;

/// Bytes that a page holds with its resources, before anything of it is drawn.
const PAGE: usize = 3500;

/// Of a hundred glyphs, those without a letter beyond which a text is not readable.
const UNREADABLE: u64 = 20;

/// Reads a file.
///
/// # Errors
/// `encrypted`, `broken-file`, `no-text-layer`, `garbled-font`, `too-large`, `timeout`, `too-dense`.
pub(in crate::source::format) fn read(
    bytes: &[u8],
    taking: &Taking<'_>,
    allowance: &Allowance<'_>,
) -> Result<Layer, Defect> {
    // The file once more, and what it has of pages, which are all there at once.
    allowance.hold(bytes.len().saturating_add(pages_in(bytes).saturating_mul(PAGE)));
    allowance.ask_now()?;
    let pdf =
        Pdf::new_with_password(bytes.to_vec(), taking.password.unwrap_or_default()).map_err(|cause| {
            match cause {
                LoadPdfError::Decryption(_) => Defect::encrypted(taking.password.is_some()),
                LoadPdfError::Invalid => {
                    Defect::new("broken-file", "expected a PDF file, found one whose objects cannot be read")
                }
            }
        })?;
    allowance.ask_now()?;
    let mut shared = Shared::new(INSTRUCTIONS + PER_BYTE * bytes.len() as u64, allowance);
    let (mut letters, mut pages) = (Letters::default(), Vec::new());
    let asked = |page: u32| taking.pages.is_none_or(|pages| pages.contain(page));
    for (number, page) in (1..).zip(pdf.pages().iter()).filter(|(number, _)| asked(*number)) {
        allowance.ask()?;
        let page = page_of(page, number, &mut shared, &mut letters);
        allowance.hold(page.bytes());
        allowance.ask_now()?;
        pages.push(page);
        if shared.budget == 0 {
            let message = format!(
                "expected a PDF file whose pages can be drawn in reasonable time, found page {number} without end"
            );
            return Err(Defect::new("too-large", message));
        }
    }
    if let Some(asked) = taking.pages.filter(|_| pages.is_empty() && !pdf.pages().is_empty()) {
        let found = pdf.pages().len();
        let message = format!("expected a page {} at least, found {found} pages", asked.first);
        return Err(Defect::new("missing-pages", message));
    }
    drop(shared);
    let lost = guess::letters(&mut pages, allowance);
    allowance.ask_now()?;
    check(&pages, lost)?;
    let mut layer = layer_of(pages, letters.is_rtl(), taking, allowance)?;
    let metadata = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| {
        let text = pdf_text(bytes.as_deref()?).trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    layer.title = text(&metadata.title);
    layer.producer = text(&metadata.producer);
    layer.published = metadata.creation_date.as_ref().and_then(|date| {
        let day: Result<Day, String> =
            parse_day(&format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
        day.ok()
    });
    Ok(layer)
}

/// Pages that a file has outside of packed objects, where hundreds of thousands would have to stand.
fn pages_in(bytes: &[u8]) -> usize {
    const NAME: &[u8] = b"/Page";
    let behind = |at: usize| bytes.get(at + NAME.len());
    memchr::memmem::find_iter(bytes, NAME)
        .filter(|at| behind(*at).is_none_or(|next| !next.is_ascii_alphabetic()))
        .count()
}

/// Whether there is text, and whether it can be read: so many glyphs are left without a letter.
fn check(pages: &[PrintedPage], lost: u64) -> Result<(), Defect> {
    let glyphs = pages.iter().map(|page| u64::from(page.glyphs)).sum::<u64>();
    if pages.is_empty() {
        return Err(Defect::new("broken-file", "expected a PDF file with pages, found none"));
    }
    if pages.iter().all(|page| page.lines.is_empty()) {
        let message = format!(
            "expected text, found {} pages of pictures or none at all; a program that reads scans (OCR) has to make text of them first",
            pages.len()
        );
        return Err(Defect::new("no-text-layer", message));
    }
    if lost * 100 > glyphs * UNREADABLE {
        let message = format!(
            "expected fonts that say which letters their glyphs are, found {lost} of {glyphs} glyphs without a letter"
        );
        return Err(Defect::new("garbled-font", message));
    }
    Ok(())
}

fn layer_of(
    pages: Vec<PrintedPage>,
    is_rtl: bool,
    taking: &Taking<'_>,
    allowance: &Allowance<'_>,
) -> Result<Layer, Defect> {
    let mut layer = LayerBuilder::of(taking.parts, allowance);
    let sheets: Vec<SourcePage> = pages.iter().map(sheet).collect();
    let mut table: Option<(u32, u32, Vec<Head>)> = None;
    let lines = pages.iter().flat_map(|page| &page.lines);
    let marks: FxHashSet<String> =
        lines.flat_map(|line| &line.marks).map(|mark| mark.trim().to_owned()).collect();
    let parts = assemble(pages, is_rtl, allowance);
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        allowance.ask()?;
        // It goes while the layer grows.
        allowance.free(part.lines().iter().map(PrintedLine::bytes).sum());
        if !matches!(part, Printed::Row(_) | Printed::Furniture(_)) {
            table = None;
        }
        match part {
            Printed::Paragraph(lines) => layer.printed((BlockRole::Paragraph, 0), lines.iter().map(line)),
            Printed::Heading(one, level) => {
                layer.printed((BlockRole::Heading, level), std::iter::once(line(&one)))
            }
            Printed::Note(mut lines) => {
                if let Some(first) = lines.first_mut() {
                    take_mark(first, &marks);
                }
                layer.printed((BlockRole::Footnote, 0), lines.iter().map(line));
            }
            Printed::Furniture(one) if taking.parts.headers => {
                layer.printed((BlockRole::Paragraph, 0), std::iter::once(line(&one)))
            }
            Printed::Furniture(one) => layer.leave_out_at(EditKind::FurnitureDropped, &one.text, boxed(&one)),
            Printed::Row(cells) => {
                let has_more = matches!(parts.peek(), Some(Printed::Row(_)));
                let (id, row, names) = match table.take() {
                    Some((id, row, names)) => (id, row + 1, names),
                    None => {
                        let texts: Vec<Cell> =
                            cells.iter().map(|cell| Cell { text: cell.text.clone(), columns: 1 }).collect();
                        (layer.table(), 1, heads(&texts, if has_more { 2 } else { 1 }, false))
                    }
                };
                let shown: &[Head] = if row == 1 { &[] } else { &names };
                layer.printed_row((id, row), cells.iter().map(line), shown);
                table = Some((id, row, names));
            }
        }
    }
    layer.pages(sheets);
    layer.finish()
}

/// Takes the mark of a note from before it, where the text above has the same one raised.
fn take_mark(line: &mut PrintedLine, marks: &FxHashSet<String>) {
    let Some((mark, rest)) = line.text.split_once(' ') else { return };
    if !line.marks.is_empty()
        || !marks.contains(mark)
        || !mark.chars().all(is_digit)
        || rest.trim().is_empty()
    {
        return;
    }
    let (mark, rest) = (mark.to_owned(), rest.to_owned());
    let taken = line.text.len() - rest.len();
    line.edits.retain(|(at, _)| *at >= taken);
    line.edits.iter_mut().for_each(|(at, _)| *at -= taken);
    line.text = rest;
    line.marks.push(mark);
}

fn sheet(page: &PrintedPage) -> SourcePage {
    SourcePage {
        page: page.number,
        size: (hundredths(page.width), hundredths(page.height)),
        rotation: page.rotation,
        span: Span::new(0, 0),
        glyphs: page.glyphs,
        glyphs_unmapped: page.unmapped,
        text: if page.lines.is_empty() { PageText::None } else { page.text },
    }
}

fn line(line: &PrintedLine) -> Line<'_> {
    Line { text: &line.text, edits: &line.edits, marks: &line.marks, at: boxed(line) }
}

/// The box of a line, from its highest letters to its lowest.
fn boxed(line: &PrintedLine) -> Boxed {
    let bounds = [line.left, line.y - 0.8 * line.size, line.right - line.left, 1.1 * line.size];
    Boxed { page: line.page, bounds: bounds.map(hundredths) }
}

/// Hundredths of a point; what no page can have becomes the most that a column holds.
fn hundredths(points: f64) -> i32 {
    (points * 100.0).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_before_there_are_any() {
        assert_eq!(
            pages_in(b"<</Type/Page/Contents 1 0 R>> <</Type /Page>> <</Type/Pages>> /PageMode /Page"),
            3
        );
        let file = b"%PDF-1.7 ".repeat(10).into_iter().chain(b"/Page ".repeat(100)).collect::<Vec<u8>>();
        let taking = Taking::up_to(1 << 20).memory(100_000);
        let allowance = Allowance::of(taking.limits, file.len());
        assert_eq!(read(&file, &taking, &allowance).err().map(|defect| defect.code), Some("too-dense"));
    }
}
