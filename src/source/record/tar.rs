//! The files of a tar archive, one after the other as they come.

use super::model::{Entry, Member, Records};
use crate::source::{Defect, Reading};
use std::io::Read;

/// Bytes of a block: of a header, and what files are filled up to.
const BLOCK: usize = 512;

/// Most bytes of a name that stands in an entry of its own.
const NAME: u64 = 64 << 10;

/// An archive.
pub(in crate::source) struct Tape {
    input: Box<dyn Read + Send>,
    /// A name that an entry gives the next one.
    long_name: Option<String>,
    ended: bool,
}

impl Tape {
    pub(in crate::source) fn new(input: Box<dyn Read + Send>) -> Self {
        Self { input, long_name: None, ended: false }
    }

    /// The next file; `None` at the end.
    fn member(&mut self, limit: u64) -> Result<Option<Result<Member, Defect>>, Defect> {
        loop {
            let mut header = [0; BLOCK];
            if !self.fill(&mut header)? || header.iter().all(|byte| *byte == 0) {
                return Ok(None);
            }
            let (kind, size) = (header[156], size_of(&header)?);
            let name = self.long_name.take().unwrap_or_else(|| name_of(&header));
            match kind {
                b'L' => {
                    let name = self.content(size, NAME)?.unwrap_or_default();
                    self.long_name = Some(words(&name));
                }
                b'x' => {
                    let keys = self.content(size, NAME)?.unwrap_or_default();
                    self.long_name = path_of(&words(&keys));
                }
                b'0' | 0 if !name.ends_with('/') => {
                    return Ok(Some(match self.content(size, limit)? {
                        Some(bytes) => Ok(Member { name, bytes }),
                        None => Err(of_member(&name, Defect::too_large(size, limit))),
                    }));
                }
                _ => drop(self.content(size, 0)?),
            }
        }
    }

    /// What an entry holds, or nothing where that is more than a limit.
    fn content(&mut self, size: u64, limit: u64) -> Result<Option<Vec<u8>>, Defect> {
        let filled = size.next_multiple_of(BLOCK as u64);
        let mut input = (&mut self.input).take(filled);
        if size > limit {
            let passed = std::io::copy(&mut input, &mut std::io::sink()).map_err(Defect::unreadable)?;
            return if passed == filled { Ok(None) } else { Err(broken("its end within a file")) };
        }
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(Defect::unreadable)?;
        if (bytes.len() as u64) < size {
            return Err(broken("its end within a file"));
        }
        bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(Some(bytes))
    }

    /// Reads a block; there is none at the end.
    fn fill(&mut self, block: &mut [u8; BLOCK]) -> Result<bool, Defect> {
        let mut have = 0;
        while have < BLOCK {
            match self.input.read(block.get_mut(have..).unwrap_or_default()) {
                Ok(0) if have == 0 => return Ok(false),
                Ok(0) => return Err(broken("its end within a header")),
                Ok(read) => have += read,
                Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(Defect::unreadable(cause)),
            }
        }
        Ok(true)
    }
}

impl Records for Tape {
    fn next(&mut self, reading: &Reading) -> Option<Result<Entry, Defect>> {
        while !self.ended {
            match self.member(reading.max_document_bytes) {
                Ok(Some(Ok(member))) if is_passed(&member.name) => {}
                Ok(Some(member)) => return Some(member.map(Entry::File)),
                Ok(None) => self.ended = true,
                Err(defect) => {
                    self.ended = true;
                    return Some(Err(defect));
                }
            }
        }
        None
    }
}

/// Whether a file of an archive is passed over, as hidden ones of folders are.
pub(super) fn is_passed(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX")
}

/// What is wrong with a file of an archive.
pub(in crate::source) fn of_member(name: &str, mut defect: Defect) -> Defect {
    defect.member = Some(match defect.member {
        Some(inner) => format!("{name}/{inner}").into(),
        None => name.into(),
    });
    defect.byte_offset = None;
    defect
}

fn broken(found: &str) -> Defect {
    Defect::new("broken-file", format!("expected a tar archive, found {found}"))
}

fn words(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned()
}

fn name_of(header: &[u8; BLOCK]) -> String {
    let name = words(&header[..100]);
    let folder = if &header[257..263] == b"ustar\0" { words(&header[345..500]) } else { String::new() };
    if folder.is_empty() { name } else { format!("{folder}/{name}") }
}

/// The size in octal digits, or as a number where its first bit says so.
fn size_of(header: &[u8; BLOCK]) -> Result<u64, Defect> {
    let field = &header[124..136];
    if field[0] & 0x80 != 0 {
        let high = field[1..4].iter().any(|byte| *byte != 0);
        let size = field[4..].iter().fold(0, |size, byte| size << 8 | u64::from(*byte));
        return if high || size > u64::MAX / 4 { Err(broken("a size beyond all files")) } else { Ok(size) };
    }
    let digits = words(field);
    u64::from_str_radix(digits.trim(), 8).map_err(|_| broken("a header without a size"))
}

/// The path in the keys of an entry that extends the next one: `27 path=folder/name`.
fn path_of(keys: &str) -> Option<String> {
    keys.lines().find_map(|line| Some(line.split_once(" path=")?.1.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, kind: u8, content: &[u8]) -> Vec<u8> {
        let mut block = vec![0; BLOCK];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        block[156] = kind;
        block[257..263].copy_from_slice(b"ustar\0");
        block.extend(content);
        block.resize(block.len().next_multiple_of(BLOCK), 0);
        block
    }

    fn names(bytes: Vec<u8>, limit: u64) -> Vec<Result<(String, usize), &'static str>> {
        let mut tape = Tape::new(Box::new(std::io::Cursor::new(bytes)));
        let reading = Reading { max_document_bytes: limit, ..Reading::default() };
        std::iter::from_fn(|| tape.next(&reading))
            .map(|entry| match entry {
                Ok(Entry::File(member)) => Ok((member.name, member.bytes.len())),
                Ok(Entry::Record(_)) => panic!("a record"),
                Err(defect) => Err(defect.code),
            })
            .collect()
    }

    #[test]
    fn files_come_with_their_names_and_folders_and_hidden_ones_do_not() {
        let long = format!("{}/a.txt", "x".repeat(120));
        let parts = [
            entry("d/", b'5', b""),
            entry("d/a.txt", b'0', b"one"),
            entry(".git/b.txt", b'0', b"two"),
            entry("@LongLink", b'L', long.as_bytes()),
            entry("short", b'0', b"three"),
            entry("large", b'0', &[b'x'; 600]),
            entry("b.txt", b'0', b""),
            vec![0; 2 * BLOCK],
        ];
        let expected =
            vec![Ok(("d/a.txt".to_owned(), 3)), Ok((long, 5)), Err("too-large"), Ok(("b.txt".to_owned(), 0))];
        assert_eq!(names(parts.concat(), 599), expected);
    }

    #[test]
    fn what_is_cut_off_is_broken() {
        let whole = entry("a.txt", b'0', b"one");
        for length in [100, 513] {
            assert_eq!(names(whole[..length].to_vec(), 9), [Err("broken-file")], "{length}");
        }
    }
}
