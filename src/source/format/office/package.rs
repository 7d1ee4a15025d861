//! Archives of parts, each unpacked when it is asked for and all together only so far.

use crate::source::Defect;
use crate::source::allowance::Allowance;
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Bytes that the parts of any archive may come to, and how many times its own size those of a larger one may.
const ROOM: u64 = 64 << 20;
const TIMES: u64 = 50;

/// How much is unpacked before the time is asked.
const PIECE: u64 = 1 << 20;

/// An archive in memory.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
    allowance: &'b Allowance<'b>,
}

impl<'b> Package<'b> {
    /// Opens an archive whose parts may come to `limit` bytes at most.
    ///
    /// # Errors
    /// `broken-file` for what is no ZIP archive.
    pub(super) fn open(bytes: &'b [u8], limit: u64, allowance: &'b Allowance<'b>) -> Result<Self, Defect> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| broken("a ZIP archive", &cause))?;
        let honest = ROOM.max((bytes.len() as u64).saturating_mul(TIMES));
        allowance.ask_now()?;
        Ok(Self { archive, left: limit.min(honest), allowance })
    }

    /// The text of a part; `None` where there is none of this name. It counts as held; who drops it says so by
    /// [`Self::dropped`].
    ///
    /// # Errors
    /// `encrypted`, `too-large`, `broken-file`, `timeout`, `too-dense`.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Defect> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let (encoding, mark) = encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
        let text = if encoding == encoding_rs::UTF_8 && mark == 0 {
            // The bytes become the text: two of each part would be too much.
            String::from_utf8(bytes).ok()
        } else {
            let body = bytes.get(mark..).unwrap_or_default();
            encoding.decode_without_bom_handling_and_without_replacement(body).map(Cow::into_owned)
        };
        let Some(text) = text else {
            let message = format!("expected {} in {name}, found other bytes", encoding.name());
            return Err(Defect::new("broken-file", message));
        };
        self.allowance.unpacked(text.len());
        self.allowance.ask_now()?;
        Ok(Some(text))
    }

    /// The text of a part without which a file is not what it should be, which is told in messages.
    ///
    /// # Errors
    /// As [`Self::part`], and `broken-file` where there is none.
    pub(super) fn needed(&mut self, name: &str, whole: &str) -> Result<String, Defect> {
        self.part(name)?.ok_or_else(|| {
            Defect::new("broken-file", format!("expected {whole} with a part {name}, found none"))
        })
    }

    /// The content of a file of OpenDocument; `password` is whether there was one to open it with.
    ///
    /// # Errors
    /// As [`Self::needed`].
    pub(super) fn open_document(&mut self, whole: &str, password: bool) -> Result<String, Defect> {
        if self.part("META-INF/manifest.xml")?.is_some_and(|text| text.contains("manifest:encryption-data")) {
            return Err(Defect::encrypted(password));
        }
        self.needed("content.xml", whole)
    }

    /// Drops the text of a part.
    pub(super) fn dropped(&self, text: String) {
        self.allowance.free(text.len());
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Defect> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                return Err(Defect::encrypted(false));
            }
            Err(cause) => return Err(broken(name, &cause)),
        };
        let (mut bytes, mut part) = (Vec::new(), part.take(self.left.saturating_add(1)));
        loop {
            let read = part.by_ref().take(PIECE).read_to_end(&mut bytes).map_err(|cause| {
                Defect::new("broken-file", format!("expected {name} to unpack, found: {cause}"))
            })?;
            if read == 0 {
                break;
            }
            self.allowance.ask_now()?;
        }
        match self.left.checked_sub(bytes.len() as u64) {
            Some(left) => self.left = left,
            None => {
                let message = format!(
                    "expected an archive that unpacks to at most {} more bytes at {name}, found more; \
                     --max-document-bytes sets the limit",
                    self.left
                );
                return Err(Defect::new("too-large", message));
            }
        }
        Ok(Some(bytes))
    }
}

fn broken(what: &str, cause: &ZipError) -> Defect {
    // An archive's list of what is in it stands at its end.
    let cut = if matches!(cause, ZipError::InvalidArchive(_)) { "; it may be cut off" } else { "" };
    Defect::new("broken-file", format!("expected {what} that can be unpacked, found: {cause}{cut}"))
}

/// The part that a path names, from the folder of another part.
pub(super) fn resolve(from: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::allowance::Limits;

    #[test]
    fn paths_are_from_the_part_that_names_them() {
        for (from, target, expected) in [
            ("word/document.xml", "numbering.xml", "word/numbering.xml"),
            ("word/document.xml", "/word/styles.xml", "word/styles.xml"),
            ("OEBPS/text/a.xhtml", "../b.xhtml#c", "OEBPS/b.xhtml"),
            ("", "word/document.xml", "word/document.xml"),
        ] {
            assert_eq!(resolve(from, target), expected);
        }
    }

    #[test]
    fn what_is_no_archive_is_broken() {
        let allowance = Allowance::of(Limits::default(), 4);
        assert_eq!(
            Package::open(b"PK\x03\x04", 10, &allowance).err().map(|defect| defect.code),
            Some("broken-file")
        );
    }
}
