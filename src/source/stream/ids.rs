//! The ids of documents, of which each has its own.

use super::documents::Documents;
use crate::source::Defect;
use crate::source::ids::{Ids, Place};

impl Documents {
    /// The ids so far. Text files have theirs by their paths, so a record that takes one of them is the second. They
    /// alone have been compared already.
    fn ids(&mut self) -> Result<&mut Ids, Defect> {
        if self.ids.is_none() {
            let mut ids = Ids::default();
            for (file, at) in self.files.iter().zip(0..).filter(|(file, _)| file.format.is_document()) {
                let inserted = ids.insert(&file.doc_id, Place { file: at, line: 0 });
                inserted.map_err(|cause| self.trouble.with_ids(&cause))?;
            }
            self.ids = Some(ids);
        }
        Ok(self.ids.get_or_insert_default())
    }

    /// Takes an id for a document of the file that was named last: its line in a corpus, or 0.
    pub(super) fn take_id(&mut self, doc_id: &str, line: u64) -> Result<(), Defect> {
        // The file is the one before the next one.
        let place = Place { file: self.at.saturating_sub(1), line };
        let inserted = self.ids()?.insert(doc_id, place);
        let Some(first) = inserted.map_err(|cause| self.trouble.with_ids(&cause))? else {
            return Ok(());
        };
        let name = self.files.get(first.file as usize).map_or_else(|| "?".into(), |file| file.name);
        let first = if first.line == 0 { name.into() } else { format!("{name} line {}", first.line) };
        let own = if line == 0 { String::new() } else { format!("line {line}: ") };
        let message =
            format!("{own}expected an id of its own, found the doc_id «{doc_id}», which {first} has already");
        Err(Defect::new("duplicate-id", message))
    }

    /// The same for a file of an archive, which keeps its extension where another differs in that alone.
    pub(super) fn take_member_id(&mut self, doc_id: String, name: &str) -> Result<String, Defect> {
        match self.take_id(&doc_id, 0) {
            Ok(()) => Ok(doc_id),
            Err(defect) => {
                let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
                let whole = format!("{doc_id}.{extension}");
                self.take_id(&whole, 0).map(|()| whole).map_err(|_| defect)
            }
        }
    }
}
