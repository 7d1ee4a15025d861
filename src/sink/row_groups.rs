//! Cuts a stream of batches into row groups, so that files do not depend on how documents were batched.

use std::ops::Range;

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::{DataType, SchemaRef};

use crate::Result;

/// Most rows of a row group.
pub(super) const ROWS: usize = 32 << 10;

/// Bytes of cells that fill a row group, however few its rows. Its rows are held in memory until it is full, a group of
/// each table, and while a thread encodes it.
pub(super) const BYTES: usize = 6 << 20;

/// The rows of one row group.
#[derive(Debug, Default)]
pub(super) struct RowGroup {
    pub(super) batches: Vec<RecordBatch>,
    pub(super) rows: usize,
    /// Bytes of all cells.
    pub(super) bytes: usize,
}

/// Collects rows until a row group is full. Where it is cut depends on the rows alone.
pub(super) struct RowGroups {
    /// Bytes of a row beside those of its texts.
    width: usize,
    /// Most rows of a file; no row group goes beyond its end.
    most: usize,
    /// Rows of the last file that earlier groups have.
    in_file: usize,
    open: RowGroup,
}

impl RowGroups {
    pub(super) fn new(schema: &SchemaRef, most: usize) -> Self {
        // A text has an offset of four bytes.
        let width = |kind: &DataType| kind.primitive_width().unwrap_or(size_of::<i32>());
        let width = schema.fields().iter().map(|field| width(field.data_type())).sum();
        Self { width, most: most.max(1), in_file: 0, open: RowGroup::default() }
    }

    /// Adds rows, and hands on every row group that is full.
    pub(super) fn push(
        &mut self,
        batch: &RecordBatch,
        mut full: impl FnMut(RowGroup) -> Result<()>,
    ) -> Result<()> {
        let mut start = 0;
        while start < batch.num_rows() {
            let room = ROWS.min(self.most - self.in_file) - self.open.rows;
            // The first row with which the bytes are enough is the last of its group.
            let (mut end, mut last) = (start + 1, batch.num_rows().min(start + room));
            while end < last {
                let middle = end + (last - end) / 2;
                if self.open.bytes + self.bytes(batch, start..middle) < BYTES {
                    end = middle + 1;
                } else {
                    last = middle;
                }
            }
            self.open.bytes += self.bytes(batch, start..end);
            self.open.rows += end - start;
            self.open.batches.push(batch.slice(start, end - start));
            if end - start == room || self.open.bytes >= BYTES {
                full(self.take())?;
            }
            start = end;
        }
        Ok(())
    }

    /// The rows that fill no row group, and maybe none.
    pub(super) fn take(&mut self) -> RowGroup {
        self.in_file = (self.in_file + self.open.rows) % self.most;
        std::mem::take(&mut self.open)
    }

    /// The bytes of the cells of some rows.
    fn bytes(&self, batch: &RecordBatch, rows: Range<usize>) -> usize {
        let texts = batch.columns().iter().filter_map(|column| column.as_string_opt::<i32>());
        let length = |offsets: &[i32]| {
            let at = |row: usize| offsets.get(row).map_or(0, |&offset| offset as usize);
            at(rows.end) - at(rows.start)
        };
        self.width * rows.len() + texts.map(|text| length(text.value_offsets())).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::{ArrayRef, Int32Array, StringArray};
    use proptest::prelude::*;
    use std::sync::Arc;

    /// Rows of a number, and of a text of so many bytes.
    fn batch(texts: &[usize]) -> RecordBatch {
        let numbers: ArrayRef = Arc::new(Int32Array::from_iter_values(0..texts.len() as i32));
        let words: Vec<String> = texts.iter().map(|&bytes| "x".repeat(bytes)).collect();
        RecordBatch::try_from_iter([("n", numbers), ("text", Arc::new(StringArray::from(words)))]).unwrap()
    }

    /// Rows and bytes of the groups that these batches make.
    fn cut(batches: &[&[usize]], most: usize) -> Vec<(usize, usize)> {
        let mut groups = RowGroups::new(&batch(&[]).schema(), most);
        let mut out = Vec::new();
        for texts in batches {
            let mut take = |group: RowGroup| {
                assert_eq!(group.batches.iter().map(RecordBatch::num_rows).sum::<usize>(), group.rows);
                out.push((group.rows, group.bytes));
                Ok(())
            };
            groups.push(&batch(texts), &mut take).unwrap();
        }
        let rest = groups.take();
        out.push((rest.rows, rest.bytes));
        out
    }

    #[test]
    fn a_group_is_full_with_its_last_row_or_byte_and_ends_with_its_file() {
        assert_eq!(cut(&[&[1; ROWS], &[1; 3]], usize::MAX), [(ROWS, 9 * ROWS), (3, 27)]);
        assert_eq!(cut(&[&[BYTES - 9, 0, BYTES]], usize::MAX), [(2, BYTES + 7), (1, BYTES + 8), (0, 0)]);
        assert_eq!(cut(&[&[0; 5], &[0; 2]], 3), [(3, 24), (3, 24), (1, 8)]);
    }

    proptest! {
        #[test]
        fn groups_do_not_depend_on_batches(
            texts in proptest::collection::vec(prop_oneof![Just(1), Just(BYTES / 3), Just(2 * BYTES)], 0..9),
            at in any::<proptest::sample::Index>(),
            most in 1_usize..5,
        ) {
            let (head, tail) = texts.split_at(at.index(texts.len() + 1));
            prop_assert_eq!(cut(&[&texts], most), cut(&[head, tail], most));
        }
    }
}
