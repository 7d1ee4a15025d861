//! Lexicon files to one automaton.

use super::file::LexiconFile;
use super::suffix::{SuffixForm, SuffixSet, Suffixes};
use super::{ClassId, Entry, Form, Group, Joints, Lexicon, MAX_FORM};
use crate::error::{Error, Result};
use crate::text::{Layout, TokenKind, Tokenizer, fold};
use rustc_hash::FxHashMap;
use yada::{DoubleArray, builder::DoubleArrayBuilder};

/// The class whose entries are suffix sets, not words.
const SUFFIX: &str = "suffix";

/// Collects lexicon files and compiles them.
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    classes: Vec<String>,
    entries: Vec<(Entry, Vec<String>)>,
    /// Position in `entries` by class and id.
    by_id: FxHashMap<(ClassId, String), usize>,
    suffixes: Vec<SuffixSet>,
}

/// One form on its way into the automaton.
struct Key {
    codes: Vec<u8>,
    form: Form,
    joints: Joints,
    /// As written, for messages.
    text: String,
}

impl LexiconBuilder {
    /// The classes of the files added so far.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// Adds a file. Files added later may replace entries of files added before (`overrides`).
    ///
    /// # Errors
    /// A malformed file, or an entry that stands twice.
    pub fn add(&mut self, name: &str, text: &str, overrides: bool) -> Result<()> {
        self.add_file(name, LexiconFile::parse(name, text)?, overrides)
    }

    /// Adds a file that was read already.
    ///
    /// # Errors
    /// An entry that stands twice.
    pub fn add_file(&mut self, name: &str, file: LexiconFile, overrides: bool) -> Result<()> {
        if file.class == SUFFIX {
            return self.add_suffixes(name, &file);
        }
        let class = self.class(&file.class);
        let first_of_file = self.entries.len();
        for text in file.entries {
            let attributes = serde_json::to_string(&text.attributes).map_err(|cause| {
                Error::configuration(cause.to_string()).at(format!("{name}, entry {:?}", text.id))
            })?;
            let entry = Entry {
                class,
                id: text.id.clone(),
                forms: text.forms,
                file: name.to_owned(),
                example: text.example,
                frame: file.frame.clone(),
                attributes,
            };
            match self.by_id.get(&(class, text.id.clone())) {
                Some(&at) if overrides && at < first_of_file => {
                    self.entries[at] = (entry, file.inflect.clone())
                }
                Some(&at) => {
                    return Err(Error::configuration(format!(
                        "expected each id of class {:?} once, found {:?} again, which is first in {}",
                        file.class, text.id, self.entries[at].0.file
                    ))
                    .at(name));
                }
                None => {
                    self.by_id.insert((class, text.id), self.entries.len());
                    self.entries.push((entry, file.inflect.clone()));
                }
            }
        }
        Ok(())
    }

    fn add_suffixes(&mut self, name: &str, file: &LexiconFile) -> Result<()> {
        let tokenizer = Tokenizer::new();
        for entry in &file.entries {
            if self.suffixes.iter().any(|set| set.name == entry.id) {
                return Err(Error::configuration(format!("suffix set {:?} stands twice", entry.id)).at(name));
            }
            let forms = entry
                .forms
                .iter()
                .map(|form| {
                    let tokens = tokenizer.tokens(form, Layout::LinePerParagraph);
                    let cut = tokens.list.get(1).map_or(0, |second| second.code as usize);
                    SuffixForm { codes: tokens.codes, cut }
                })
                .collect();
            let spaced = entry.attributes.get("spaced").and_then(toml::Value::as_bool).unwrap_or(false);
            self.suffixes.push(SuffixSet { name: entry.id.clone(), forms, spaced });
        }
        if self.suffixes.len() > 32 {
            return Err(Error::configuration("too many suffix sets: expected at most 32").at(name));
        }
        Ok(())
    }

    fn class(&mut self, name: &str) -> ClassId {
        if let Some(at) = self.classes.iter().position(|class| class == name) {
            return ClassId(at as u16);
        }
        self.classes.push(name.to_owned());
        ClassId((self.classes.len() - 1) as u16)
    }

    /// Compiles what was added.
    ///
    /// # Errors
    /// A form that no text can match or that two entries of one class share, or an unknown suffix set.
    pub fn build(mut self) -> Result<Lexicon> {
        // A class by this name always exists, so that a lexicon without number words is a lexicon still.
        let numeral = self.class(super::NUMERAL);
        let tokenizer = Tokenizer::new();
        let suffixes = Suffixes { sets: std::mem::take(&mut self.suffixes) };
        let mut keys = Vec::new();
        let mut symbols: FxHashMap<char, Vec<Form>> = FxHashMap::default();
        for (n, (entry, inflect)) in self.entries.iter().enumerate() {
            let suffixes = suffixes.mask(inflect).map_err(|unknown| {
                Error::configuration(format!("unknown suffix set {unknown:?} in inflect")).at(&entry.file)
            })?;
            for text in &entry.forms {
                let form = Form { entry: n as u32, suffixes, class: entry.class };
                if let Some(symbol) = symbol(&tokenizer, text) {
                    symbols.entry(symbol).or_default().push(form);
                } else {
                    keys.push(key(&tokenizer, text, form, entry)?);
                }
            }
        }
        let entries: Vec<Entry> = self.entries.into_iter().map(|(entry, _)| entry).collect();
        keys.sort_by(|a, b| a.codes.cmp(&b.codes).then(a.form.entry.cmp(&b.form.entry)));
        let mut keyset = Vec::new();
        let mut forms = Vec::with_capacity(keys.len());
        for group in keys.chunk_by(|a, b| a.codes == b.codes) {
            refuse_twins(group, &entries, &self.classes)?;
            let inflects = group.iter().any(|key| key.form.suffixes != 0);
            let counts = group.iter().any(|key| key.form.class == numeral);
            if group.len() > Group::MOST || forms.len() + group.len() > Group::FORMS {
                return Err(Error::configuration(format!(
                    "expected at most {} entries of one form and {} forms in all, found more at form {:?}",
                    Group::MOST,
                    Group::FORMS,
                    group[0].text
                )));
            }
            let forms_of = Group::new(forms.len(), group.len(), inflects, counts);
            keyset.push((group[0].codes.as_slice(), forms_of.0));
            forms.extend(group.iter().map(|key| key.form));
        }
        if keyset.is_empty() {
            return Err(Error::configuration("the lexicon is empty: expected at least one entry"));
        }
        let units = DoubleArrayBuilder::build(&keyset).map_err(trie_error)?;
        let trie = DoubleArray::new(units).map_err(trie_error)?;
        let joints = keys.iter().map(|key| key.joints).collect();
        Ok(Lexicon { classes: self.classes, entries, trie, forms, joints, symbols, suffixes })
    }
}

pub(super) fn trie_error(cause: impl std::fmt::Display) -> Error {
    Error::configuration(format!("the lexicon cannot be compiled: {cause}"))
}

/// The character of a form that is one punctuation mark or symbol (`€`, `٪`).
fn symbol(tokenizer: &Tokenizer, text: &str) -> Option<char> {
    let tokens = tokenizer.tokens(text, Layout::LinePerParagraph);
    match tokens.list.as_slice() {
        [only] if matches!(only.kind, TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop) => {
            text[only.span().range()].chars().next()
        }
        _ => None,
    }
}

fn key(tokenizer: &Tokenizer, text: &str, form: Form, entry: &Entry) -> Result<Key> {
    let refuse = |problem: String| {
        Err(Error::configuration(problem).at(format!("{}, entry {:?}", entry.file, entry.id)))
    };
    let tokens = tokenizer.tokens(text, Layout::LinePerParagraph);
    let codes = tokens.codes;
    if codes.is_empty() {
        return refuse(format!("form {text:?} has no letters"));
    }
    if codes.len() > MAX_FORM {
        return refuse(format!(
            "form {text:?} is too long: expected at most {MAX_FORM} letters, found {}",
            codes.len()
        ));
    }
    if codes.contains(&fold::BARRIER) {
        return refuse(format!(
            "form {text:?} holds punctuation: expected letters, digits, spaces and the marks - . , + & ' ² ³ ° / $"
        ));
    }
    let joints = tokens.list.iter().skip(1).fold(0, |joints, token| joints | 1 << token.code.min(127));
    Ok(Key { codes, form, joints, text: text.to_owned() })
}

fn refuse_twins(group: &[Key], entries: &[Entry], classes: &[String]) -> Result<()> {
    for pair in group.windows(2) {
        let [a, b] = [&entries[pair[0].form.entry as usize], &entries[pair[1].form.entry as usize]];
        if a.class == b.class && a.file == b.file {
            return Err(Error::configuration(format!(
                "forms {:?} of entry {:?} and {:?} of entry {:?} are one word to the matcher: class {:?} may hold it once",
                pair[0].text, a.id, pair[1].text, b.id, classes[a.class.0 as usize]
            ))
            .at(&b.file));
        }
    }
    Ok(())
}
