//! The parts of a page become the text of its layer.

use super::element::Left;
use super::piece::{Piece, Prose, TableCell};
use crate::source::allowance::Allowance;
use crate::source::format::layer::{Cell, LayerBuilder, Node, heads};
use crate::source::format::structure::EditKind;
use std::sync::Arc;

/// Bytes of what is left out in one place that are kept.
const LONGEST: usize = 64 << 10;

/// Appends a page's parts, with an edit wherever some of them are left out.
pub(super) fn append_all(
    layer: &mut LayerBuilder<'_>,
    pieces: Vec<Piece>,
    part: Option<&Arc<str>>,
    allowance: &Allowance<'_>,
) {
    let mut dropped: Option<(EditKind, String)> = None;
    for piece in pieces {
        if allowance.is_over() {
            return;
        }
        // The piece goes while the layer grows.
        allowance.free(piece.bytes());
        let Some(left) = piece.place().left else {
            if let Some((kind, words)) = dropped.take() {
                layer.leave_out(kind, &words);
            }
            append(layer, piece, part);
            continue;
        };
        let kind =
            if left == Left::Hidden { EditKind::FurnitureDropped } else { EditKind::BoilerplateDropped };
        match &mut dropped {
            // Of what is left out no more than its beginning is kept.
            Some((before, words)) if *before == kind && words.len() > LONGEST => {}
            Some((before, words)) if *before == kind => {
                words.push_str(" | ");
                words.push_str(&piece.text());
            }
            _ => {
                let words = piece.text();
                if let Some((kind, words)) = dropped.replace((kind, words)) {
                    layer.leave_out(kind, &words);
                }
            }
        }
    }
    if let Some((kind, words)) = dropped {
        layer.leave_out(kind, &words);
    }
}

fn append(layer: &mut LayerBuilder<'_>, piece: Piece, part: Option<&Arc<str>>) {
    let place = piece.place();
    let source = Some(place.source).filter(|source| !source.is_empty());
    let node = Node { part: part.cloned(), xpath: Some(place.xpath.clone()), source };
    match piece {
        Piece::Block(Prose { role, level, label, text, .. }) => {
            layer.block((role, level), label.as_deref().map(|label| (label, " ")), &text, node);
        }
        Piece::Table { rows, has_head, .. } => {
            let table = layer.table();
            let cells = |row: &[TableCell]| -> Vec<Cell> {
                row.iter().map(|cell| Cell { text: cell.text.clone(), columns: cell.columns }).collect()
            };
            let head = rows.first().map(|row| cells(row)).unwrap_or_default();
            let heads = heads(&head, rows.len(), has_head);
            for (n, row) in (1..).zip(&rows) {
                let heads = if n == 1 { &[][..] } else { &heads };
                layer.row(table, n, &cells(row), heads, node.clone());
            }
        }
    }
}
