//! Degrees in the cells of tables, which are temperatures where the head of their column or another cell of the table says so.

use super::ambiguity::Sense;
use super::model::FigureRow;
use super::sheet::Sheet;
use super::units;
use rustc_hash::FxHashSet;
use std::ops::Deref;

/// «۷°» under «دما», or in a table that has «۹ °C» or «-۶°», is no angle.
pub(super) fn settle<'a>(sheet: &impl Deref<Target = Sheet<'a>>, rows: &mut [FigureRow]) {
    if !rows.iter().any(|row| has_code(row, "deg")) {
        return;
    }
    let warm: FxHashSet<usize> =
        rows.iter().filter(|row| has_code(row, "Cel")).filter_map(|row| sheet.table_of(row.span)).collect();
    for row in rows.iter_mut().filter(|row| has_code(row, "deg")) {
        let beside = || sheet.table_of(row.span).is_some_and(|table| warm.contains(&table));
        if sheet.is_headed_by(row.span, Sense::Temperature)
            || beside() && !sheet.is_headed_by(row.span, Sense::Angle)
        {
            let celsius = units::celsius();
            (row.value.kind, row.value.unit) = (celsius.kind, celsius.unit);
        }
    }
}

fn has_code(row: &FigureRow, code: &str) -> bool {
    row.value.unit.as_ref().is_some_and(|unit| &*unit.code == code)
}
