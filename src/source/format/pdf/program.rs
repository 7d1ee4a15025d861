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

/// How many times its size packed data unpacks to at most, of the way of packing that packs most (LZW).
const TIMES: usize = 2731;

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
    let packed = stream.raw_data();
    let fits = match filters.first() {
        _ if packed.len() <= MOST / TIMES => true,
        Some(Filter::FlateDecode) => fits(&packed, allowance),
        Some(Filter::LzwDecode) => [false, true].into_iter().all(|early| lzw_length(&packed, early) <= MOST),
        Some(Filter::RunLengthDecode) => run_length(&packed) <= MOST,
        _ => true,
    };
    if !fits {
        return None;
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

/// Bytes that data packed by LZW unpack to, or a number above [`MOST`]; `early`: codes become longer one entry before they must.
fn lzw_length(packed: &[u8], early: bool) -> usize {
    const LETTERS: usize = 256;
    const CLEAR: usize = 256;
    const END: usize = 257;
    const ENTRIES: usize = 4096;
    let mut lengths: Vec<usize> = (0..=END).map(|code| usize::from(code < LETTERS)).collect();
    let (mut last, mut out, mut at) = (None, 0, 0);
    while out <= MOST {
        let width = match lengths.len() + usize::from(early) {
            ..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        let bit = |at: usize| Some(usize::from(packed.get(at / 8)? >> (7 - at % 8) & 1));
        let Some(code) = (at..at + width).try_fold(0, |code, at| Some(code << 1 | bit(at)?)) else { break };
        at += width;
        match code {
            CLEAR => {
                lengths.truncate(END + 1);
                last = None;
            }
            END => break,
            code => {
                // A code that is not there yet is the last one with its first letter behind it.
                let Some(length) = lengths.get(code).copied().or_else(|| Some(last? + 1)) else { break };
                out += length;
                if let Some(last) = last.filter(|_| lengths.len() < ENTRIES) {
                    lengths.push(last + 1);
                }
                last = Some(length);
            }
        }
    }
    out
}

/// Bytes that data packed by their runs unpack to.
fn run_length(packed: &[u8]) -> usize {
    const END: u8 = 128;
    let (mut out, mut at) = (0, 0);
    while let Some(&length) = packed.get(at).filter(|length| **length != END) {
        let length = usize::from(length);
        let (taken, given) =
            if length < usize::from(END) { (length + 2, length + 1) } else { (2, 257 - length) };
        (at, out) = (at + taken, out + given);
    }
    out
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
        // One letter, and each code the one before with it once more.
        let codes = |codes: &[usize]| {
            let bits: Vec<bool> =
                codes.iter().flat_map(|code| (0..9).rev().map(move |bit| code >> bit & 1 == 1)).collect();
            bits.chunks(8)
                .map(|byte| byte.iter().enumerate().map(|(n, bit)| u8::from(*bit) << (7 - n)).sum())
                .collect()
        };
        let packed: Vec<u8> = codes(&[256, 97, 258, 259, 260, 256, 98, 257, 98]);
        assert_eq!([false, true].map(|early| lzw_length(&packed, early)), [1 + 2 + 3 + 4 + 1; 2]);
        assert_eq!(run_length(&[2, 1, 2, 3, 255, 9, 129, 7, 128, 5]), 3 + 2 + 128);
    }
}
