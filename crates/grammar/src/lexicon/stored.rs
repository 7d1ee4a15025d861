//! A compiled lexicon as bytes, so that the program's own is compiled once, when the program is built.

use super::compile::trie_error;
use super::compiled::Lexicon;
use super::entry::{ClassId, Entry};
use super::form::{Form, Joints, KeyForms};
use super::going_on::GoingOn;
use super::schema::ClassSchema;
use super::sighting::Sense;
use super::suffix::Suffixes;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;
use yada::DoubleArray;

#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static + 'a"))]
struct Stored<'a> {
    classes: Cow<'a, [String]>,
    schemas: Cow<'a, [ClassSchema]>,
    sets_with: Cow<'a, [Vec<ClassId>]>,
    entries: Cow<'a, [Entry]>,
    /// The files that they stand in, each with how many of them.
    #[serde(borrow)]
    files: Vec<(&'a str, usize)>,
    trie: &'a [u8],
    senses: Cow<'a, [Sense]>,
    forms: Cow<'a, [Form]>,
    joints: Cow<'a, [Joints]>,
    /// By character.
    symbols: Vec<(char, KeyForms)>,
    suffixes: Cow<'a, Suffixes>,
    going_on: Cow<'a, GoingOn>,
}

impl Lexicon {
    /// The lexicon as bytes for [`Lexicon::from_bytes`] of the same release: the same bytes for the same lexicon. What entries
    /// are checked by is left out, since no start of the program wants it.
    ///
    /// # Errors
    /// None for a lexicon that was compiled; the format's own are passed on.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut symbols: Vec<(char, KeyForms)> =
            self.symbols.iter().map(|(symbol, key)| (*symbol, *key)).collect();
        symbols.sort_by_key(|(symbol, _)| *symbol);
        let of_files = self.entries.chunk_by(|a, b| a.file == b.file);
        let stored = Stored {
            classes: (&self.classes).into(),
            schemas: (&self.schemas).into(),
            sets_with: (&self.sets_with).into(),
            entries: self.entries.as_slice().into(),
            files: of_files.filter_map(|of| Some((&*of.first()?.file, of.len()))).collect(),
            trie: &self.trie.0,
            senses: (&self.senses).into(),
            forms: (&self.forms).into(),
            joints: (&self.joints).into(),
            symbols,
            suffixes: Cow::Borrowed(&self.suffixes),
            going_on: Cow::Borrowed(&self.going_on),
        };
        postcard::to_allocvec(&stored).map_err(|cause| unusable(&cause))
    }

    /// The lexicon that [`Lexicon::to_bytes`] gave. What is written of its entries stays in the bytes.
    ///
    /// # Errors
    /// Bytes that are no lexicon.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self> {
        let stored: Stored<'_> = postcard::from_bytes(bytes).map_err(|cause| unusable(&cause))?;
        let mut entries = stored.entries.into_owned();
        let mut rest = entries.iter_mut();
        for (file, count) in stored.files {
            let file: Arc<str> = file.into();
            rest.by_ref().take(count).for_each(|entry| entry.file = Arc::clone(&file));
        }
        Ok(Self {
            sets_with: stored.sets_with.into_owned(),
            classes: stored.classes.into_owned(),
            schemas: stored.schemas.into_owned(),
            entries: Arc::new(entries),
            stored: true,
            trie: DoubleArray::new(stored.trie.to_vec()).map_err(trie_error)?,
            senses: stored.senses.into_owned(),
            forms: stored.forms.into_owned(),
            joints: stored.joints.into_owned(),
            symbols: stored.symbols.into_iter().collect(),
            apart: stored.suffixes.apart(),
            suffixes: stored.suffixes.into_owned(),
            going_on: stored.going_on.into_owned(),
        })
    }
}

fn unusable(cause: &postcard::Error) -> Error {
    Error::configuration(format!("the compiled lexicon cannot be used: {cause}"))
}
