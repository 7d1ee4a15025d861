//! A corpus as a sheet of a workbook, one record a row.

use super::Columns;
use super::model::{Entry, Found, Given, Picked, Records};
use crate::source::format::Sheet;
use crate::source::{Defect, Reading};
use crate::text::OriginPlace;
use std::sync::Arc;

/// The rows of a sheet behind the one that names its columns.
pub(in crate::source) struct SheetRows {
    sheet: Sheet,
    /// The next row, by its place among them.
    at: usize,
    columns: [Option<usize>; 4],
}

/// The sheet whose first row has the name of the text, as records; `None` where no sheet has it.
pub(in crate::source) fn records_of(sheets: &mut Vec<Sheet>, columns: &Columns) -> Option<SheetRows> {
    let places = |sheet: &Sheet| {
        let heads: Vec<String> = sheet.row(0)?.all().into_iter().map(str::to_owned).collect();
        Some(columns.places(&heads))
    };
    let at = sheets.iter().position(|sheet| places(sheet).is_some_and(|places| places[0].is_some()))?;
    let sheet = sheets.swap_remove(at);
    let columns = places(&sheet)?;
    Some(SheetRows { sheet, at: 1, columns })
}

impl Records for SheetRows {
    fn next(&mut self, reading: &Reading) -> Option<Result<Entry, Defect>> {
        while self.sheet.row(self.at)?.is_blank() {
            self.at += 1;
        }
        let found = self.sheet.row(self.at)?;
        self.at += 1;
        let row = found.number;
        let here = |code, what: String| Defect::new(code, format!("row {row}: {what}"));
        let cell = |at: Option<usize>| at.and_then(|at| found.cell(at)).map(str::to_owned);
        let [text, id, date, title] = self.columns;
        let picked = Picked {
            text: Some(cell(text).unwrap_or_default()),
            doc_id: cell(id),
            date: cell(date).map(Given::Text),
            title: cell(title).filter(|title| !title.trim().is_empty()),
        };
        let record = picked.record(&reading.columns, "column", Vec::new);
        Some(record.map_err(|(code, what)| here(code, what)).map(|record| {
            let column = text.map_or(0, |at| at as u32 + 1);
            Entry::Record(Found {
                line: row.into(),
                start: None,
                bytes: record.text.len() as u64,
                sha256: None,
                place: OriginPlace::Cell { sheet: Arc::clone(&self.sheet.name), row, column },
                record,
            })
        }))
    }
}
