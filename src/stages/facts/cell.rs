//! What a table tells of a number in it: the head of its column says what it is, the first cell of its row of what or when.

use super::property::Cue;
use super::reader::Reader;
use crate::stages::figures::FigureRow;
use crate::syntax::tokens_of;
use crate::text::{Span, TableCell, TokenKind, TokenRange, cell_at, cells_before};

/// Longest caption of a table, in tokens.
const CAPTION: u32 = 16;
/// How many columns are passed on the way to the first one.
const COLUMNS: usize = 64;

/// What the row and the column of a figure say of it.
pub(super) struct InTable {
    pub(super) cue: Cue,
    /// What the first cell of the row names, or the head of the column beside the word for the property.
    pub(super) what: TokenRange,
    /// The date that the first cell of the row is.
    pub(super) date: Option<usize>,
}

impl Reader<'_> {
    /// «قیمت» above, «برنج» beside: the price of rice. Where no head says what the numbers are, the line above the table may.
    pub(super) fn in_table(&self, row: &FigureRow) -> Option<InTable> {
        let (scene, kind) = (self.scene, row.value.kind);
        let cells = &scene.view.cells;
        let cell = cell_at(cells, row.span.start).filter(|cell| cell.span.contains(row.span))?;
        let head = tokens_of(scene.view, cell.head);
        let told = self.word_in(head, kind);
        let own = told.is_some();
        // «صورت سود و زیان» says nothing of what stands beside «درآمد».
        let says = |cue: &Cue| scene.words.list.get(cue.property).is_some_and(|known| !known.none);
        let caption = || self.word_in(self.caption(cells, cell)?, kind).filter(says);
        let cue = told.or_else(caption)?;
        let first = cells_before(scene.view.text, cells, cell.span).take(COLUMNS).last();
        let label = first.map(|first| tokens_of(scene.view, first.span));
        let date = label.and_then(|label| {
            let (row, date) = scene.date_at(label.first)?;
            (date == scene.trimmed(label)).then_some(row)
        });
        let named = |tokens: &TokenRange| {
            let word = |at: u32| scene.view.token_kind(at) == Some(TokenKind::Word);
            tokens.positions().any(word) && self.figures.within(*tokens).next().is_none()
        };
        let label = label.filter(|_| date.is_none()).map(|label| scene.trimmed(label)).filter(named);
        // «قیمت برنج» over a column of years: the head names the thing, too.
        let beside = || {
            let behind = TokenRange::new(if own { cue.tokens.end } else { head.first }, head.end);
            let end = behind.positions().find(|&at| scene.mark(at).is_some()).unwrap_or(behind.end);
            Some(TokenRange::new(behind.first, end)).filter(|words| !words.is_empty()).filter(named)
        };
        let what = label.or_else(beside).unwrap_or(TokenRange::new(head.first, head.first));
        Some(InTable { cue, what, date })
    }

    /// The line above the heads of a table.
    fn caption(&self, cells: &[TableCell], cell: &TableCell) -> Option<TokenRange> {
        let text = self.scene.view.text;
        let heads = text.get(..cell.head.start as usize)?;
        let line = heads.rfind('\n')?;
        // Nothing but blank lines stands between.
        let above = text.get(..line)?.trim_end();
        let start = above.rfind('\n').map_or(0, |at| at + 1);
        let place = |at: usize| u32::try_from(at).ok();
        let span = Span::new(place(start)?, place(above.len())?);
        let of_table = cell_at(cells, span.start).is_some();
        let tokens = tokens_of(self.scene.view, span);
        (!of_table && tokens.len() <= CAPTION).then_some(tokens)
    }
}
