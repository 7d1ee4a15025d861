//! Sums of bytes, as `sha256sum` writes them.

use sha2::{Digest, Sha256};

/// The SHA-256 sum of these bytes in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The sum of bytes that come in pieces.
#[derive(Clone, Debug, Default)]
pub struct Summing {
    sum: Sha256,
    bytes: u64,
}

/// How long a file is, and its sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

impl Summing {
    /// Adds the next piece.
    pub fn add(&mut self, bytes: &[u8]) {
        self.sum.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    /// The sum of all pieces.
    #[must_use]
    pub fn finish(self) -> Sum {
        Sum { bytes: self.bytes, sha256: hexadecimal(&self.sum.finalize()) }
    }
}

pub(super) fn hexadecimal(sum: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    sum.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn the_sum_of_nothing_is_the_published_one() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
