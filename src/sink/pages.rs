//! Pages of Parquet files with their checksums, which the library that encodes them leaves out.
//!
//! A page is a header and its data. The library hands both over one after the other, and a column's pages stand here until it
//! is closed; then each header gets the sum of its data (field 4 of `PageHeader`, CRC-32 as of gzip), and the places of
//! all pages are told anew. Readers that check sums find a byte that was changed in a page; others pass over the field.

use std::mem::take;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use parquet::arrow::arrow_writer::{
    ArrowColumnWriter, ArrowRowGroupWriterFactory, PageKey, PageStore, PageStoreArgs, PageStoreFactory,
};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::{ParquetError, Result};
use parquet::file::writer::SerializedRowGroupWriter;
use std::io::Write;

/// The type of a 32-bit number, one field behind the last one, in the compact protocol of Thrift.
const NEXT_NUMBER: u8 = 0x15;
/// A field further on, in its upper half byte.
const FIELD: u8 = 0x10;
/// How `DICTIONARY_PAGE` is written, the first field's value.
const DICTIONARY: u8 = 4;
/// Fields of a header before its checksum: type, size and size as compressed.
const BEFORE: usize = 3;

/// A column of a row group, encoded.
pub(super) struct ColumnChunk {
    /// Its pages, that of the dictionary first.
    bytes: Bytes,
    close: ColumnCloseResult,
}

impl ColumnChunk {
    /// Writes it as the next column of a row group.
    pub(super) fn append_to<W: Write + Send>(
        self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<()> {
        group.append_column(&self.bytes, self.close)
    }
}

/// Makes writers of columns that keep their pages here.
pub(super) struct ColumnWriters {
    factory: ArrowRowGroupWriterFactory,
    shelves: Arc<Shelves>,
    /// Whoever makes the writers of a row group, which take the shelves that are made meanwhile.
    turn: Mutex<()>,
}

impl ColumnWriters {
    pub(super) fn new(factory: ArrowRowGroupWriterFactory) -> Self {
        let shelves = Arc::<Shelves>::default();
        let factory = factory.with_page_store_factory(Arc::<Shelves>::clone(&shelves));
        Self { factory, shelves, turn: Mutex::default() }
    }

    /// A writer for each column of a row group.
    pub(super) fn of_row_group(&self) -> Result<impl Iterator<Item = ColumnWriter> + use<>> {
        let turn = locked(&self.turn);
        // The number of the row group matters to encryption alone.
        let writers = self.factory.create_column_writers(0)?;
        let shelves = take(&mut *locked(&self.shelves.made));
        drop(turn);
        if writers.len() != shelves.len() {
            return Err(broken("a place for the pages of each column"));
        }
        Ok(writers.into_iter().zip(shelves).map(|(writer, pages)| ColumnWriter { writer, pages }))
    }
}

/// Encodes one column of a row group.
pub(super) struct ColumnWriter {
    pub(super) writer: ArrowColumnWriter,
    pages: Shelf,
}

impl ColumnWriter {
    /// The encoded column, with the sums of its pages.
    pub(super) fn close(self) -> Result<ColumnChunk> {
        let chunk = self.writer.close()?;
        let pages = take(&mut *locked(&self.pages.0));
        summed(&pages, chunk.close().clone())
    }
}

/// Places for pages, in the order in which they were made.
#[derive(Debug, Default)]
struct Shelves {
    made: Mutex<Vec<Shelf>>,
}

impl PageStoreFactory for Shelves {
    fn create(&self, _: &PageStoreArgs<'_>) -> Result<Box<dyn PageStore>> {
        let shelf = Shelf::default();
        locked(&self.made).push(shelf.clone());
        Ok(Box::new(shelf))
    }
}

/// Headers and data of pages, as they were handed over.
#[derive(Clone, Debug, Default)]
struct Shelf(Arc<Mutex<Vec<Bytes>>>);

impl PageStore for Shelf {
    fn put(&mut self, value: Bytes) -> Result<PageKey> {
        let mut pages = locked(&self.0);
        pages.push(value);
        Ok(PageKey::new(pages.len() as u64 - 1))
    }

    fn take(&mut self, key: PageKey) -> Result<Bytes> {
        let at = usize::try_from(key.get()).unwrap_or(usize::MAX);
        locked(&self.0).get_mut(at).map(take).ok_or_else(|| broken("a page that was kept"))
    }

    fn memory_size(&self) -> usize {
        locked(&self.0).iter().map(Bytes::len).sum()
    }
}

/// The bytes of a column, with the sums of its pages and their places.
fn summed(pages: &[Bytes], mut close: ColumnCloseResult) -> Result<ColumnChunk> {
    let (pairs, rest) = pages.as_chunks::<2>();
    let of = |[header, data]: &[Bytes; 2]| Ok((with_sum(header, data)?, is_dictionary(header), data.clone()));
    let mut pages = pairs.iter().map(of).collect::<Result<Vec<_>>>()?;
    let before: usize = pairs.iter().flatten().map(Bytes::len).sum();
    if !rest.is_empty() || close.metadata.compressed_size() != before as i64 {
        return Err(broken("headers and data of pages, one after the other"));
    }
    // It is made last, and stands first.
    pages.sort_by_key(|(_, dictionary, _)| !dictionary);
    let mut bytes = Vec::with_capacity(before + pages.len() * (2 + size_of::<u32>()));
    let mut places = close.offset_index.iter_mut().flat_map(|index| &mut index.page_locations);
    let mut first = None;
    for (header, dictionary, data) in &pages {
        let start = bytes.len();
        bytes.extend_from_slice(header);
        bytes.extend_from_slice(data);
        if !dictionary {
            first.get_or_insert(start);
            if let Some(place) = places.next() {
                place.offset = start as i64;
                place.compressed_page_size = (bytes.len() - start) as i32;
            }
        }
    }
    let more = bytes.len() - before;
    let dictionary = pages.first().is_some_and(|(_, dictionary, _)| *dictionary);
    let metadata = close.metadata;
    let (packed, whole) = (metadata.compressed_size(), metadata.uncompressed_size());
    close.metadata = metadata
        .into_builder()
        .set_total_compressed_size(packed + more as i64)
        .set_total_uncompressed_size(whole + more as i64)
        .set_dictionary_page_offset(dictionary.then_some(0))
        .set_data_page_offset(first.unwrap_or(0) as i64)
        .build()?;
    close.bytes_written += more as u64;
    Ok(ColumnChunk { bytes: bytes.into(), close })
}

fn is_dictionary(header: &[u8]) -> bool {
    header.get(1) == Some(&DICTIONARY)
}

/// The header of a page with the sum of its data: behind its third field stands a fourth one, and the next counts on from it.
fn with_sum(header: &[u8], data: &[u8]) -> Result<Vec<u8>> {
    let mut at = 0;
    for _ in 0..BEFORE {
        let value = header.get(at + 1..).filter(|_| header.get(at) == Some(&NEXT_NUMBER)).unwrap_or_default();
        let last = value.iter().position(|byte| byte & 0x80 == 0);
        at += last.ok_or_else(|| broken("a header of a page with its type and sizes"))? + 2;
    }
    let (before, behind) = header.split_at_checked(at).unwrap_or_default();
    let Some((next, behind)) = behind.split_first().filter(|(next, _)| **next >= 2 * FIELD) else {
        return Err(broken("a header of a page without a checksum"));
    };
    let sum = crc32fast::hash(data) as i32;
    let mut zigzag = ((sum << 1) ^ (sum >> 31)) as u32;
    let mut out = Vec::with_capacity(header.len() + 6);
    out.extend_from_slice(before);
    out.push(NEXT_NUMBER);
    while zigzag > 0x7F {
        out.push(zigzag as u8 | 0x80);
        zigzag >>= 7;
    }
    out.extend([zigzag as u8, next - FIELD]);
    out.extend_from_slice(behind);
    Ok(out)
}

fn broken(expected: &str) -> ParquetError {
    ParquetError::General(format!(
        "expected {expected} from the encoder, found something else; please report it"
    ))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_stands_behind_the_sizes() {
        // Type 0, sizes 150 and 3, then field 5 (a structure of one number).
        let header = [0x15, 0, 0x15, 0xAC, 2, 0x15, 6, 0x2C, 0x15, 2, 0, 0];
        let sum = with_sum(&header, b"123456789").expect("a header");
        // 0xCBF43926 is -873187034.
        assert_eq!(
            sum,
            [0x15, 0, 0x15, 0xAC, 2, 0x15, 6, 0x15, 0xB3, 0x9B, 0xDE, 0xC0, 6, 0x1C, 0x15, 2, 0, 0]
        );
        assert!(with_sum(&sum, b"").is_err());
        assert!(with_sum(&header[..4], b"").is_err());
        assert!(with_sum(&[0x1C], b"").is_err());
    }
}
