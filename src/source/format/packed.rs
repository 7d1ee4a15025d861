//! Files that hold another one, packed by gzip or zstd.

use std::io::{self, BufRead, Read};

/// What a file is packed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Packing {
    Gzip,
    Zstd,
}

/// Bytes that any packed file may come to, and how many times its own size one above that may have: text that is packed as
/// well as can be is a fifteenth of its size, and what is made to fill memory a thousandth.
const ROOM: u64 = 64 << 20;
const TIMES: u64 = 100;

impl Packing {
    /// How a file that begins so is packed.
    pub(in crate::source) fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"\x1F\x8B\x08") {
            Some(Self::Gzip)
        } else if head.starts_with(b"\x28\xB5\x2F\xFD") {
            Some(Self::Zstd)
        } else {
            None
        }
    }
}

/// Reads what a packed file of so many bytes holds; more than such a file can hold honestly is an error.
pub(in crate::source) fn unpack(
    packing: Packing,
    input: impl BufRead + Send + 'static,
    bytes: u64,
) -> io::Result<Box<dyn Read + Send>> {
    let inner: Box<dyn Read + Send> = match packing {
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(input)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(input)?),
    };
    Ok(Box::new(Bounded { inner, left: ROOM.max(bytes.saturating_mul(TIMES)) }))
}

/// A reader that does not read without end.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => {
                return Err(io::Error::new(
                    io::ErrorKind::FileTooLarge,
                    "it unpacks to far more than its size",
                ));
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn what_was_packed_comes_out_and_what_never_ends_does_not() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all("متن".as_bytes()).expect("packed");
        let packed = packer.finish().expect("packed");
        assert_eq!(Packing::of(&packed), Some(Packing::Gzip));
        let mut text = String::new();
        let mut input = unpack(Packing::Gzip, io::Cursor::new(packed), 30).expect("a reader");
        input.read_to_string(&mut text).expect("text");
        assert_eq!(text, "متن");
        let mut endless = Bounded { inner: io::repeat(b'x'), left: 5000 };
        let failure = io::copy(&mut endless, &mut io::sink()).expect_err("too much");
        assert_eq!(failure.kind(), io::ErrorKind::FileTooLarge);
    }
}
