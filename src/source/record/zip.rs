//! The files of a ZIP archive, in the order of their names.

use super::model::{Entry, Member, Records};
use super::tar::{is_passed, of_member};
use crate::source::{Defect, Reading};
use std::io::{Read, Seek};
use zip::ZipArchive;
use zip::result::ZipError;

/// What an archive can be read from.
pub(in crate::source) trait Input: Read + Seek + Send {}

impl<I: Read + Seek + Send> Input for I {}

/// Bytes that the files of any archive may come to, and how many times its own size those of a larger one may.
const ROOM: u64 = 256 << 20;
const TIMES: u64 = 100;

/// An archive, of which a file is unpacked when its turn comes.
pub(in crate::source) struct Archive {
    archive: ZipArchive<Box<dyn Input>>,
    /// Names and places of what is ahead, the last name first.
    ahead: Vec<(String, usize)>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl Archive {
    /// Opens an archive of so many bytes.
    ///
    /// # Errors
    /// `broken-file` for what is no ZIP archive.
    pub(in crate::source) fn new(input: Box<dyn Input>, bytes: u64) -> Result<Self, Defect> {
        let broken = |cause: ZipError| {
            Defect::new("broken-file", format!("expected a ZIP archive that can be unpacked, found: {cause}"))
        };
        let mut archive = ZipArchive::new(input).map_err(broken)?;
        let mut ahead = Vec::new();
        for at in 0..archive.len() {
            let file = archive.by_index_raw(at).map_err(broken)?;
            if file.is_file() {
                // Names are in any encoding where nothing says otherwise; most programs write UTF-8.
                let name = match std::str::from_utf8(file.name_raw()) {
                    Ok(name) => name.to_owned(),
                    Err(_) => file.name().map_err(broken)?.into_owned(),
                };
                ahead.push((name.replace('\\', "/"), at));
            }
        }
        ahead.retain(|(name, _)| !is_passed(name));
        ahead.sort();
        ahead.reverse();
        Ok(Self { archive, ahead, left: ROOM.max(bytes.saturating_mul(TIMES)) })
    }

    fn member(&mut self, name: &str, at: usize, reading: &Reading) -> Result<Vec<u8>, Defect> {
        let limit = reading.max_document_bytes;
        let opened = match reading.password.as_deref() {
            Some(password) => self.archive.by_index_decrypt(at, password.as_bytes()),
            None => self.archive.by_index(at),
        };
        let file = opened.map_err(|cause| match cause {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
                Defect::encrypted(reading.password.is_some())
            }
            cause => {
                Defect::new("broken-file", format!("expected a file that can be unpacked, found: {cause}"))
            }
        })?;
        let mut bytes = Vec::new();
        let most = limit.min(self.left);
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|cause| {
            Defect::new("broken-file", format!("expected {name} to unpack, found: {cause}"))
        })?;
        let length = bytes.len() as u64;
        if length > limit {
            return Err(Defect::too_large(length, limit));
        }
        match self.left.checked_sub(length) {
            Some(left) => self.left = left,
            None => {
                self.ahead.clear();
                let message =
                    "expected an archive of documents, found one that unpacks to far more than its size";
                return Err(Defect::new("too-large", message));
            }
        }
        Ok(bytes)
    }
}

impl Records for Archive {
    fn next(&mut self, reading: &Reading) -> Option<Result<Entry, Defect>> {
        let (name, at) = self.ahead.pop()?;
        Some(match self.member(&name, at, reading) {
            Ok(bytes) => Ok(Entry::File(Member { name, bytes })),
            Err(defect) => Err(of_member(&name, defect)),
        })
    }
}
