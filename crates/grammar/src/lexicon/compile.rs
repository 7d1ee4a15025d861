//! Lexicon files to one automaton.

use super::compiled::Lexicon;
use super::entry::{ClassId, Entry, ExpectedRows, joined};
use super::ezafe::spelled_out;
use super::file::{EntryText, LexiconFile};
use super::form::{Form, Joints, KeyForms};
use super::going_on::GoingOn;
use super::lookup::MAX_FORM;
use super::schema::{ClassSchema, NUMERAL, Reference, SUFFIX, Schema};
use super::sighting::Sense;
use super::suffix::{SuffixForm, SuffixSet, Suffixes};
use crate::error::{Error, Result};
use crate::limits::{CLASSES, ENTRIES};
use crate::suggestion::with_nearest;
use crate::text::{Layout, TokenKind, Tokenizer, Tokens, fold};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::sync::Arc;
use yada::{DoubleArray, builder::DoubleArrayBuilder};

/// The rows that an entry expects, where it expects any.
fn expected(table: Option<&str>, entry: &EntryText) -> Option<ExpectedRows> {
    let table = entry.table.as_deref().or(table).filter(|_| !entry.row.is_empty())?;
    Some(ExpectedRows::new(table, &entry.row))
}

/// Collects lexicon files and compiles them.
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    schema: Schema,
    classes: Vec<String>,
    /// Position in `classes` by name.
    by_name: FxHashMap<String, usize>,
    entries: Vec<Added>,
    /// Position in `entries` by class and id.
    by_id: FxHashMap<(ClassId, String), usize>,
    suffixes: Vec<SuffixSet>,
}

/// An entry on its way into the lexicon.
#[derive(Debug)]
struct Added {
    entry: Entry,
    inflect: Arc<[String]>,
    references: Vec<Reference>,
}

/// One form on its way into the automaton.
struct Key {
    codes: Vec<u8>,
    sense: Sense,
    suffixes: u32,
    joints: Joints,
    /// As written, for messages.
    text: String,
}

impl LexiconBuilder {
    /// A lexicon of this schema.
    #[must_use]
    pub fn new(schema: Schema) -> Self {
        Self { schema, ..Self::default() }
    }

    /// The classes of the files added so far.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// Adds a file: one of the program's own, or one of a user (`added`), whose entries may replace the program's.
    ///
    /// # Errors
    /// A malformed file, or an entry that stands twice.
    pub fn add(&mut self, name: &str, text: &str, added: bool) -> Result<()> {
        LexiconFile::parse(name, text)?.into_iter().try_for_each(|file| self.add_file(name, file, added))
    }

    /// Adds the words of a class that were read already.
    ///
    /// # Errors
    /// An entry that stands twice, or with a key that its class does not have.
    pub fn add_file(&mut self, name: &str, file: LexiconFile, added: bool) -> Result<()> {
        file.check(name)?;
        let mut references = self.schema.check(name, &file)?.into_iter();
        if file.class == SUFFIX {
            return self.add_suffixes(name, &file);
        }
        let class = self.class(&file.class).map_err(|cause| cause.at(format!("{name}:{}", file.line)))?;
        let inflect: Arc<[String]> = file.inflect.into();
        let path: Arc<str> = name.into();
        for text in file.entries {
            let attributes =
                self.attributes(&file.class, &text).map_err(|cause| cause.at(text.place(name)))?;
            let rows = expected(file.table.as_deref(), &text);
            let place = text.place(name);
            let entry = Entry {
                class,
                id: text.id.clone().into(),
                forms: text.forms.into_iter().map(Into::into).collect(),
                file: Arc::clone(&path),
                line: text.line,
                added,
                example: text.example,
                frame: file.frame.clone(),
                rows,
                attributes: attributes.into(),
            };
            let references = references.next().unwrap_or_default();
            let entry = Added { entry, inflect: Arc::clone(&inflect), references };
            match self.by_id.entry((class, text.id)) {
                Occupied(known) => {
                    let known = &mut self.entries[*known.get()];
                    if !added || known.entry.added {
                        return Err(Error::configuration(format!(
                            "expected each id of class {:?} once, found it again, which is first in {}:{}",
                            file.class, known.entry.file, known.entry.line
                        ))
                        .at(place));
                    }
                    *known = entry;
                }
                Vacant(room) => {
                    room.insert(self.entries.len());
                    self.entries.push(entry);
                }
            }
            if self.entries.len() > ENTRIES {
                let message = format!("expected at most {ENTRIES} entries in all files, found more");
                return Err(Error::configuration(message).at(place));
            }
        }
        Ok(())
    }

    /// What an entry says of itself, with what its class says of all entries, as JSON.
    fn attributes(&self, class: &str, entry: &EntryText) -> Result<String> {
        let gives = self.schema.class(class).map_or("{}", |class| class.gives.as_str());
        let own = serde_json::to_string(&entry.attributes).map_err(Error::caused)?;
        Ok(joined(gives, &own))
    }

    fn add_suffixes(&mut self, name: &str, file: &LexiconFile) -> Result<()> {
        let tokenizer = Tokenizer::new();
        for entry in &file.entries {
            if self.suffixes.iter().any(|set| set.name == entry.id) {
                let message = "expected each set of endings once, found it again";
                return Err(Error::configuration(message).at(entry.place(name)));
            }
            if let Some(form) = entry.forms.iter().find(|form| tokenizer.codes(form).is_empty()) {
                let message = format!("form {form:?} has no letters");
                return Err(Error::configuration(message).at(entry.place(name)));
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

    fn class(&mut self, name: &str) -> Result<ClassId> {
        if let Some(at) = self.by_name.get(name) {
            return Ok(ClassId(*at as u16));
        }
        if self.classes.len() == CLASSES {
            let message = format!("expected at most {CLASSES} classes in all files, found more");
            return Err(Error::configuration(message));
        }
        self.by_name.insert(name.to_owned(), self.classes.len());
        self.classes.push(name.to_owned());
        Ok(ClassId((self.classes.len() - 1) as u16))
    }

    /// Refuses a key that refers to an entry which is not there.
    fn check_references(&self) -> Result<()> {
        let means = |class: &str| self.schema.class(class).map_or("", |class| class.means.as_str());
        let mut ids: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
        for added in &self.entries {
            let class = &self.classes[usize::from(added.entry.class.0)];
            ids.entry(means(class)).or_default().insert(&added.entry.id);
        }
        for added in &self.entries {
            for Reference { key, target, id } in &added.references {
                if added.entry.id == *id.as_str()
                    && means(&self.classes[usize::from(added.entry.class.0)]) == target
                {
                    let message =
                        format!("{key}: expected the id of another entry, found {id:?}, which is its own");
                    return Err(added.entry.refuse(&message));
                }
                let known = ids.get(target.as_str());
                if known.is_some_and(|known| known.contains(id.as_str())) {
                    continue;
                }
                let message =
                    format!("{key}: expected the id of an entry ({target}), found {id:?}, which none has");
                let known = known.into_iter().flatten().copied();
                return Err(added.entry.refuse(&with_nearest(message, id, known)));
            }
        }
        Ok(())
    }

    /// Compiles what was added.
    ///
    /// # Errors
    /// A form that no text can match or that two entries of one class share, or an unknown suffix set.
    pub fn build(mut self) -> Result<Lexicon> {
        // A class by this name always exists, so that a lexicon without number words is a lexicon still.
        let numeral = self.class(NUMERAL)?;
        self.check_references()?;
        let tokenizer = Tokenizer::new();
        let suffixes = Suffixes { sets: std::mem::take(&mut self.suffixes) };
        let (mut keys, mut further) = (Vec::new(), Vec::new());
        let mut symbols: Vec<(char, Sense)> = Vec::new();
        let schemas: Vec<ClassSchema> = self
            .classes
            .iter()
            .map(|name| self.schema.class(name).cloned())
            .map(Option::unwrap_or_default)
            .collect();
        for (n, Added { entry, inflect, .. }) in self.entries.iter().enumerate() {
            if schemas.get(usize::from(entry.class.0)).is_some_and(|schema| schema.parts) {
                entry.forms.iter().try_for_each(|form| letters(&tokenizer, form, entry).map(drop))?;
                continue;
            }
            let suffixes = suffixes.mask(inflect).map_err(|unknown| {
                let known = suffixes.sets.iter().map(|set| set.name.as_str());
                let message = format!(
                    "inflect: unknown set of endings {unknown:?}: expected some of {}",
                    known.clone().collect::<Vec<_>>().join(", ")
                );
                entry.refuse(&with_nearest(message, unknown, known))
            })?;
            let sense = Sense { entry: n as u32, class: entry.class };
            for text in &entry.forms {
                if let Some(symbol) = symbol(&tokenizer, text) {
                    symbols.push((symbol, sense));
                } else {
                    let (key, with_ezafe) = key(&tokenizer, text, (sense, suffixes), entry)?;
                    keys.push(key);
                    further.extend(with_ezafe);
                }
            }
        }
        let entries: Vec<Entry> = self.entries.into_iter().map(|added| added.entry).collect();
        add_further(&mut keys, further);
        keys.sort_by(|a, b| a.codes.cmp(&b.codes).then(a.sense.entry.cmp(&b.sense.entry)));
        let mut keyset = Vec::new();
        let mut forms = Forms::new(self.classes.len(), keys.len());
        for group in keys.chunk_by(|a, b| a.codes == b.codes) {
            refuse_twins(group, &entries, &self.classes)?;
            let inflects = group.iter().any(|key| key.suffixes != 0);
            let counts = group.iter().any(|key| key.sense.class == numeral);
            let known = group.iter().map(|key| (key.sense, key.suffixes));
            let forms_of = |(first, length)| KeyForms::new(first, length, inflects, counts);
            keyset.push((group[0].codes.as_slice(), forms_of(forms.add(known, &group[0].text)?).0));
        }
        symbols.sort_by_key(|(symbol, sense)| (*symbol, sense.entry));
        let mut groups = FxHashMap::default();
        for group in symbols.chunk_by(|a, b| a.0 == b.0) {
            let symbol = group[0].0;
            let (first, length) =
                forms.add(group.iter().map(|(_, sense)| (*sense, 0)), &symbol.to_string())?;
            let counts = group.iter().any(|(_, sense)| sense.class == numeral);
            groups.insert(symbol, KeyForms::new(first, length, false, counts));
        }
        if keyset.is_empty() {
            return Err(Error::configuration("the lexicon is empty: expected at least one entry"));
        }
        let units = DoubleArrayBuilder::build(&keyset).map_err(trie_error)?;
        let trie = DoubleArray::new(units).map_err(trie_error)?;
        let joints = keys.iter().map(|key| key.joints).collect();
        let going_on = keys.iter().map(|key| (&*key.codes, key.joints, key.suffixes != 0));
        let going_on = GoingOn::new(going_on);
        let mut sets_with = vec![Vec::new(); self.classes.len()];
        for (number, set) in (self.classes.len() as u16..).map(ClassId).zip(&forms.class_sets) {
            for class in set {
                if let Some(sets) = sets_with.get_mut(usize::from(class.0)) {
                    sets.push(number);
                }
            }
        }
        Ok(Lexicon {
            sets_with,
            classes: self.classes,
            schemas,
            entries: Arc::new(entries),
            stored: false,
            trie,
            senses: forms.senses,
            forms: forms.forms,
            joints,
            symbols: groups,
            apart: suffixes.apart(),
            suffixes,
            going_on,
        })
    }
}

/// What forms stand for, key by key.
struct Forms {
    senses: Vec<Sense>,
    forms: Vec<Form>,
    class_sets: Vec<Vec<ClassId>>,
    /// The number of each set.
    sets: FxHashMap<Vec<ClassId>, u16>,
    classes: usize,
}

impl Forms {
    fn new(classes: usize, forms: usize) -> Self {
        Self {
            senses: Vec::with_capacity(forms),
            forms: Vec::with_capacity(forms),
            class_sets: Vec::new(),
            sets: FxHashMap::default(),
            classes,
        }
    }

    /// Adds all that a key stands for; gives where it begins and how many there are.
    fn add(
        &mut self,
        key: impl ExactSizeIterator<Item = (Sense, u32)> + Clone,
        text: &str,
    ) -> Result<(usize, usize)> {
        let (first, length) = (self.senses.len(), key.len());
        let mut classes: Vec<ClassId> = key.clone().map(|(sense, _)| sense.class).collect();
        classes.sort_unstable();
        classes.dedup();
        let classes = match classes.as_slice() {
            [only] => *only,
            _ => self.set(classes),
        };
        if length > KeyForms::MOST || first + length > KeyForms::FORMS || classes.0 == u16::MAX {
            return Err(Error::configuration(format!(
                "expected at most {} entries of one form, {} forms and {} sets of classes in all, found more at form \
                 {text:?}",
                KeyForms::MOST,
                KeyForms::FORMS,
                u16::MAX
            )));
        }
        for (sense, suffixes) in key {
            self.senses.push(sense);
            self.forms.push(Form { suffixes, classes });
        }
        Ok((first, length))
    }

    /// The number of a set of classes; the last number there is where there is none left.
    fn set(&mut self, classes: Vec<ClassId>) -> ClassId {
        if let Some(known) = self.sets.get(&classes) {
            return ClassId(*known);
        }
        let Ok(number) = u16::try_from(self.classes + self.class_sets.len()) else {
            return ClassId(u16::MAX);
        };
        self.class_sets.push(classes.clone());
        self.sets.insert(classes, number);
        ClassId(number)
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

/// The tokens of a form, which has letters.
fn letters(tokenizer: &Tokenizer, text: &str, entry: &Entry) -> Result<Tokens> {
    let tokens = tokenizer.tokens(text, Layout::LinePerParagraph);
    if tokens.codes.is_empty() {
        return Err(entry.refuse(&format!("form {text:?} has no letters")));
    }
    Ok(tokens)
}

/// Adds what is written otherwise than a form, where no entry of the class has it by itself.
fn add_further(keys: &mut Vec<Key>, mut further: Vec<Key>) {
    let known: FxHashSet<(ClassId, &[u8])> = keys.iter().map(|key| (key.sense.class, &*key.codes)).collect();
    further.retain(|key| !known.contains(&(key.sense.class, &*key.codes)));
    further.sort_by(|a, b| {
        (a.sense.class, &a.codes, a.sense.entry).cmp(&(b.sense.class, &b.codes, b.sense.entry))
    });
    further.dedup_by(|a, b| a.sense.class == b.sense.class && a.codes == b.codes);
    keys.append(&mut further);
}

/// A form, and what else is written for it.
fn key(
    tokenizer: &Tokenizer,
    text: &str,
    (sense, suffixes): (Sense, u32),
    entry: &Entry,
) -> Result<(Key, Vec<Key>)> {
    let refuse = |problem: String| Err(entry.refuse(&problem));
    let tokens = letters(tokenizer, text, entry)?;
    let Tokens { codes, list, .. } = &tokens;
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
    let joints = list.iter().skip(1).fold(0, |joints, token| joints | 1 << token.code.min(127));
    let key = |(codes, joints)| Key { codes, sense, suffixes, joints, text: text.to_owned() };
    let further = spelled_out(&tokens, joints).into_iter().filter(|(codes, _)| codes.len() <= MAX_FORM);
    let further = further.map(key).collect();
    Ok((key((tokens.codes, joints)), further))
}

fn refuse_twins(group: &[Key], entries: &[Entry], classes: &[String]) -> Result<()> {
    for pair in group.windows(2) {
        let [a, b] = [&entries[pair[0].sense.entry as usize], &entries[pair[1].sense.entry as usize]];
        if a.class == b.class && a.file == b.file {
            return Err(Error::configuration(format!(
                "forms {:?} of entry {:?} and {:?} of entry {:?} are one word to the matcher: class {:?} may hold it once",
                pair[0].text, a.id, pair[1].text, b.id, classes[a.class.0 as usize]
            ))
            .at(format!("{}:{}", b.file, b.line)));
        }
    }
    Ok(())
}
