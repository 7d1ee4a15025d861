//! The programs of pages and forms: unpacked as far as honest ones are.

use crate::source::allowance::Allowance;
use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, MaybeRef, Stream};
use hayro_syntax::page::Page;
use std::borrow::Cow;
use std::io::Read;

/// Bytes that a program may unpack to; those of printed pages have some thousand, of maps some million.
const MOST: usize = 64 << 20;

/// How many times its size packed data may unpack to.
const TIMES: usize = 1032;

/// The program of a page, of all its parts; `None` where one is far longer than a page can be. A page has none where it cannot be
/// unpacked.
///
/// It is not kept: pages of one file may share theirs, and would hold it once for each of them.
pub(super) fn of_page(page: &Page<'_>, allowance: &Allowance<'_>) -> Option<Vec<u8>> {
    let dict = page.raw();
    if let Some(stream) = dict.get::<Stream<'_>>(&b"Contents"[..]) {
        return Some(unpacked(&stream, allowance)?.map(Cow::into_owned).unwrap_or_default());
    }
    let mut out = Vec::new();
    for part in dict.get::<Array<'_>>(&b"Contents"[..]).iter().flat_map(Array::raw_iter) {
        let stream = match part {
            MaybeRef::Ref(place) => page.xref().get::<Stream<'_>>(place.into()),
            MaybeRef::NotRef(object) => object.into_stream(),
        };
        let Some(stream) = stream else { continue };
        if let Some(part) = unpacked(&stream, allowance)? {
            out.extend_from_slice(&part);
            // Its parts are programs of whole words.
            out.push(b' ');
        }
        if out.len() > MOST {
            return None;
        }
    }
    Some(out)
}

/// The data of a stream, or nothing where it cannot be unpacked; `None` where there is far more of it than a page can have.
pub(super) fn unpacked<'a>(stream: &Stream<'a>, allowance: &Allowance<'_>) -> Option<Option<Cow<'a, [u8]>>> {
    let filters = stream.filters();
    let packs = |filter: &&Filter| {
        matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode)
    };
    // What is packed twice is packed to fill memory.
    if filters.iter().filter(packs).count() > 1 {
        return None;
    }
    if filters.first() == Some(&Filter::FlateDecode) {
        let packed = stream.raw_data();
        if packed.len() > MOST / TIMES && !fits(&packed, allowance) {
            return None;
        }
    }
    Some(stream.decoded_data().ok())
}

/// Whether packed data unpacks to no more than is allowed, which is found out without holding it.
fn fits(packed: &[u8], allowance: &Allowance<'_>) -> bool {
    let (mut input, mut window, mut length) = (ZlibDecoder::new(packed), vec![0; 64 << 10], 0);
    loop {
        // What is broken its reader unpacks as far as it goes.
        let read = input.read(&mut window).unwrap_or(0);
        length += read;
        if read == 0 {
            return true;
        }
        if length > MOST || allowance.is_over_after(read) {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::allowance::Limits;
    use std::io::Write;

    #[test]
    fn what_unpacks_to_more_than_a_page_can_have_is_told_without_holding_it() {
        let allowance = Allowance::of(Limits::default(), 0);
        for (length, expected) in [(MOST, true), (MOST + 1, false)] {
            let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
            for _ in 0..length >> 20 {
                packer.write_all(&[b' '; 1 << 20]).expect("packed");
            }
            packer.write_all(&vec![b' '; length % (1 << 20)]).expect("packed");
            assert_eq!(fits(&packer.finish().expect("packed"), &allowance), expected, "{length}");
        }
        assert!(fits(b"no packed data", &allowance));
    }
}
