//! The files of one table.

use std::path::Path;

use arrow::array::RecordBatch;

use super::csv;
use super::dataset::WrittenTable;
use super::encoder::{Encoded, Encoder, Form};
use super::file::SummedFile;
use super::format::Format;
use super::parts::Parts;
use super::properties::properties;
use super::provenance::Options;
use super::queue::{Finished, Queue};
use super::row_groups::RowGroups;
use crate::table::Table;
use crate::{Error, Result};

/// One table being written, in every format asked for: rows are cut into row groups, which threads encode, and which are
/// appended in their order.
pub(super) struct Output {
    table: &'static Table,
    rows: u64,
    groups: RowGroups,
    queue: Queue,
    sinks: Vec<Sink>,
}

enum Sink {
    Parquet(Box<Parts>),
    Csv(Box<csv::Writer>),
}

impl Output {
    pub(super) fn create(
        table: &'static Table,
        formats: &[Format],
        folder: &Path,
        options: &Options,
    ) -> Result<Self> {
        let (mut sinks, mut forms) = (Vec::new(), Vec::new());
        for format in formats {
            let (sink, form) = match format {
                Format::Parquet => {
                    let properties = properties(table, options);
                    let (parts, writers) = Parts::create(folder, table, properties, options.part_rows)?;
                    (Sink::Parquet(Box::new(parts)), Form::Parquet(writers))
                }
                Format::Csv => {
                    let file = SummedFile::create(folder, &format.file_name(table.name))?;
                    let lines = csv::Lines::new(table.arrow_schema(), options.provenance.csv);
                    (Sink::Csv(Box::new(csv::Writer::new(file, &lines)?)), Form::Csv(lines))
                }
            };
            sinks.push(sink);
            forms.push(form);
        }
        let schema = table.arrow_schema();
        let groups = RowGroups::new(&schema, options.part_rows);
        Ok(Self { table, rows: 0, groups, queue: Queue::new(Encoder { schema, forms }), sinks })
    }

    pub(super) fn table(&self) -> &'static Table {
        self.table
    }

    /// Takes rows, and writes what is encoded so far.
    pub(super) fn write(&mut self, batch: &RecordBatch, give_up: &dyn Fn() -> bool) -> Result<()> {
        self.rows += batch.num_rows() as u64;
        let Self { groups, queue, sinks, .. } = self;
        groups.push(batch, |group| {
            if give_up() {
                return Err(Error::interrupted());
            }
            queue.push(group);
            while let Some(finished) = queue.next() {
                append(sinks, finished?)?;
            }
            Ok(())
        })
    }

    /// Has the rows that fill no row group encoded too.
    pub(super) fn end_group(&mut self) {
        let rest = self.groups.take();
        if rest.rows > 0 {
            self.queue.push(rest);
        }
    }

    /// Writes all row groups that were ended.
    pub(super) fn append_all(&mut self) -> Result<()> {
        while let Some(finished) = self.queue.take() {
            append(&mut self.sinks, finished?)?;
        }
        Ok(())
    }

    /// Ends the files, when all row groups are written.
    pub(super) fn finish(self) -> Result<WrittenTable> {
        let files = self
            .sinks
            .into_iter()
            .map(|sink| match sink {
                Sink::Parquet(parts) => parts.finish(),
                Sink::Csv(writer) => Ok(vec![writer.finish()?]),
            })
            .collect::<Result<_>>()?;
        Ok(WrittenTable { table: self.table, rows: self.rows, files })
    }
}

fn append(sinks: &mut [Sink], Finished { rows, encoded }: Finished) -> Result<()> {
    sinks.iter_mut().zip(encoded).try_for_each(|(sink, encoded)| match (sink, encoded) {
        (Sink::Parquet(parts), Encoded::Parquet(columns)) => parts.append(rows, columns),
        (Sink::Csv(writer), Encoded::Csv(lines)) => writer.append(&lines),
        _ => Err(Error::output("expected a row group in the format of its file; please report it")),
    })
}
