//! The lexicon: words and their values, as data, in one automaton.
//!
//! An *entry* is a thing that words stand for (a month, a unit, a state); a *form* is one way to
//! write it; the *class* of its file is what rules call it. All forms of all classes are keys of one
//! double-array trie over folded letters, so each token of a text is looked up once. A form matches
//! whole words only, its parts joined by a space, a ZWNJ, a hyphen or nothing («سه‌شنبه»), and
//! followed, where its file says so, by an inflectional suffix.

mod class_set;
mod compile;
mod file;
mod meaning;
mod schema;
mod sighting;
mod stored;
mod suffix;
mod verb;

pub use class_set::Members;
pub use compile::LexiconBuilder;
pub use file::{EntryText, LexiconFile};
pub use meaning::Meanings;
pub use schema::{ClassSchema, SCHEMA, schema};
pub use sighting::{Sense, Sighting, Sightings};
pub use verb::Verbs;

use crate::error::{Error, Result};
use crate::text::fold::Code;
use crate::text::{Gap, TokenKind, Tokens};
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use suffix::Suffixes;

/// The class of number words, which [`crate::numeral`] reads.
pub const NUMERAL: &str = "numeral";

/// The class whose entries are suffix sets, not words.
const SUFFIX: &str = "suffix";

/// Where each form stands in a frame, and in the cells that are expected of it.
pub const FORM: &str = "{}";

/// Longest form, in letters.
const MAX_FORM: usize = 127;

/// Most tokens of a word that is cut into pieces; a row of hyphens may stand at a joint.
const MAX_TOKENS: usize = 250;

/// A token class, by position in [`Lexicon::classes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClassId(pub u16);

/// A thing that words stand for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its token class.
    pub class: ClassId,
    /// Unique within the class.
    pub id: String,
    /// The words.
    pub forms: Vec<String>,
    /// The file it stands in.
    pub file: String,
    /// A text in which it is found.
    pub example: Option<String>,
    /// A sentence in which each of its forms is found.
    pub frame: Option<String>,
    /// Rows that such a text must have.
    pub rows: Option<ExpectedRows>,
    /// What its class needs to know: a JSON object, since most stages read none of it.
    attributes: String,
}

/// Rows that an entry's example or frame has.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExpectedRows {
    /// The table that has them.
    pub table: String,
    /// The cells of each, as TOML: examples alone read them.
    cells: Vec<String>,
}

impl ExpectedRows {
    fn new(table: &str, rows: &[toml::Table]) -> Self {
        Self { table: table.to_owned(), cells: rows.iter().map(ToString::to_string).collect() }
    }

    /// The cells of each row, by column, for the text with a form.
    ///
    /// # Errors
    /// None for those of a loaded lexicon.
    pub fn cells(&self, form: &str) -> Result<Vec<toml::Table>> {
        let with_form = |mut cells: toml::Table| {
            for (_, cell) in &mut cells {
                if let toml::Value::String(text) = cell {
                    *text = text.replace(FORM, form);
                }
            }
            cells
        };
        let parse = |cells: &String| cells.parse().map(with_form);
        let rows: std::result::Result<_, toml::de::Error> = self.cells.iter().map(parse).collect();
        rows.map_err(|cause| Error::configuration(cause.to_string()))
    }
}

impl Entry {
    /// The text in which a form is found: the entry's example, or the file's frame, with the form in its place.
    #[must_use]
    pub fn text_of(&self, form: &str) -> Option<String> {
        Some(self.example.as_ref().or(self.frame.as_ref())?.replace(FORM, form))
    }

    /// The texts in which the entry must be found, each with the form it is found by: its example, or the example or
    /// the file's frame with each of its forms.
    pub fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        let whole = self.example.as_ref().is_some_and(|example| !example.contains(FORM));
        let forms = self.forms.iter().take(if whole { 1 } else { usize::MAX });
        forms.filter_map(|form| Some((self.text_of(form)?, form.as_str())))
    }

    /// The attributes as the type that the class's reader expects.
    ///
    /// # Errors
    /// A missing, unknown or ill-typed attribute.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.attributes)
            // Read once more for a message without a place in a JSON text that nobody wrote.
            .or_else(|cause| {
                serde_json::from_str(&self.attributes).map_or(Err(cause), serde_json::from_value::<T>)
            })
            .map_err(|cause| {
                Error::configuration(cause.to_string()).at(format!("{}, entry {:?}", self.file, self.id))
            })
    }
}

/// One way to write an entry, which [`Lexicon::senses`] has.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Form {
    /// The suffix sets that may follow.
    suffixes: u32,
    /// The class, or the set of classes, of all entries of its key.
    classes: ClassId,
}

/// Where a form may be cut: bit n, before its n-th letter.
type Joints = u128;

/// What the automaton holds for a key, in the 31 bits that it has room for: which of [`Lexicon::forms`] they are, and
/// what spares a look at them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Group(u32);

impl Group {
    /// Most forms that one key can stand for.
    const MOST: usize = 127;
    /// Most forms that a lexicon can have.
    const FORMS: usize = 1 << 22;

    const fn new(first: usize, length: usize, inflects: bool, counts: bool) -> Self {
        Self((first as u32) << 9 | (length as u32) << 2 | (counts as u32) << 1 | inflects as u32)
    }

    const fn forms(self) -> Range<usize> {
        let first = (self.0 >> 9) as usize;
        first..first + (self.0 as usize >> 2 & Self::MOST)
    }

    /// Whether one of the forms takes suffixes; most short forms that other words begin with do not.
    const fn inflects(self) -> bool {
        self.0 & 1 == 1
    }

    /// Whether one of the forms is a number word.
    const fn counts(self) -> bool {
        self.0 & 2 == 2
    }
}

/// All entries, compiled.
pub struct Lexicon {
    classes: Vec<String>,
    class_sets: class_set::ClassSets,
    entries: Vec<Entry>,
    trie: yada::DoubleArray<Vec<u8>>,
    /// What forms stand for; those of a key stand together, and those of symbols behind all others.
    senses: Vec<Sense>,
    /// Of each form, as the joints; apart, for few words are looked up that take suffixes or are cut.
    forms: Vec<Form>,
    joints: Vec<Joints>,
    symbols: FxHashMap<char, Group>,
    suffixes: Suffixes,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lexicon({} entries, {} forms)", self.entries.len(), self.forms.len())
    }
}

impl Lexicon {
    /// The class of this name.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.classes.iter().position(|class| class == name).map(|at| ClassId(at as u16))
    }

    /// The names of all classes.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// All entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry at a position that a [`Sighting`] gave.
    #[must_use]
    pub fn entry(&self, at: u32) -> Option<&Entry> {
        self.entries.get(at as usize)
    }

    /// Number of forms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether there is no form at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The name of the suffix set that a sighting's `suffix` numbers.
    #[must_use]
    pub fn suffix_set(&self, number: u8) -> Option<&str> {
        let at = usize::from(number).checked_sub(1)?;
        self.suffixes.sets.get(at).map(|set| set.name.as_str())
    }

    /// The number of a suffix set, as sightings give it.
    #[must_use]
    pub fn suffix_number(&self, name: &str) -> Option<u8> {
        self.suffixes.sets.iter().position(|set| set.name == name).map(|at| at as u8 + 1)
    }

    /// The suffix of a set, by the set's number, that a word ends in: the letters of the longest.
    #[must_use]
    pub fn suffix_of<'w>(&self, number: u8, word: &'w [Code]) -> Option<&'w [Code]> {
        let set = usize::from(number).checked_sub(1).and_then(|at| self.suffixes.sets.get(at))?;
        let suffixes = set.forms.iter().filter(|form| word.ends_with(&form.codes));
        let longest = suffixes.map(|form| form.codes.len()).max()?;
        word.get(word.len() - longest..)
    }

    /// Looks every token of a text up.
    #[must_use]
    pub fn sightings(&self, text: &str, tokens: &Tokens) -> Sightings {
        // Running text has one or so for each token, and growing would copy what is there; what is not used is
        // never touched.
        let mut out = Sightings {
            list: Vec::with_capacity(3 * tokens.list.len() / 2),
            starts: Vec::with_capacity(tokens.list.len() + 1),
            numerals: Vec::new(),
        };
        for (at, token) in tokens.list.iter().enumerate() {
            out.starts.push(out.list.len() as u32);
            let counts = match token.kind {
                TokenKind::Word | TokenKind::Latin | TokenKind::Digits | TokenKind::Foreign => {
                    self.look_up(tokens, at, &mut out.list)
                }
                TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop => {
                    let symbol = text.get(token.span().range()).and_then(|slice| slice.chars().next());
                    let group = symbol.and_then(|c| self.symbols.get(&c));
                    out.list.extend(group.and_then(|group| self.sighting(*group, at, at + 1)));
                    // «°C», «+»: a few forms begin with a mark.
                    !tokens.codes_of(at).is_empty() && self.look_up(tokens, at, &mut out.list)
                }
                TokenKind::Line => false,
            };
            if counts {
                out.numerals.push(at as u32);
            }
        }
        out.starts.push(out.list.len() as u32);
        out
    }

    /// Reports the entries, and the lengths of their forms, that a run of letters begins with, shorter
    /// ones first: for words that are glued together.
    pub fn prefixes(&self, codes: &[Code], mut report: impl FnMut(u32, usize)) {
        for (group, length) in self.trie.common_prefix_search(codes) {
            for sense in self.senses_of(Group(group)) {
                report(sense.entry, length);
            }
        }
    }

    /// Adds the entries that begin at token `at`, shorter ones first; gives whether there may be a number word among
    /// them.
    fn look_up(&self, tokens: &Tokens, at: usize, found: &mut Vec<Sighting>) -> bool {
        let start = tokens.list[at].code as usize;
        let window = &tokens.codes[start..tokens.codes.len().min(start + MAX_FORM)];
        let (mut end, mut cuts, mut counts) = (at + 1, 0, false);
        let mut word_end = tokens.list.get(end).map_or(tokens.codes.len(), |token| token.code as usize);
        for (group, length) in self.trie.common_prefix_search(window) {
            let (group, target) = (Group(group), start + length);
            // Most short forms that words begin with.
            if target < word_end && !group.inflects() {
                continue;
            }
            while word_end < target {
                cuts |= 1 << (word_end - start).min(127);
                end += 1;
                word_end = tokens.list.get(end).map_or(tokens.codes.len(), |token| token.code as usize);
            }
            if end - at > MAX_TOKENS {
                break;
            }
            let inside = word_end > target;
            if inside && !group.inflects() {
                continue;
            }
            counts |= group.counts();
            if !inside && cuts == 0 && !group.inflects() {
                found.extend(self.sighting(group, at, end));
            } else {
                self.look_closer(tokens, group, (at, end), (target, word_end, cuts), found);
            }
        }
        counts
    }

    /// Adds the forms of a group that end at code `target` in the word before token `end`, which may go on to
    /// `word_end` and may be cut.
    #[inline(never)] // Few words get here, and the others are looked up quicker without it.
    fn look_closer(
        &self,
        tokens: &Tokens,
        group: Group,
        (at, end): (usize, usize),
        (target, word_end, cuts): (usize, usize, Joints),
        found: &mut Vec<Sighting>,
    ) {
        for n in group.forms() {
            let (Some(form), Some(joints)) = (self.forms.get(n), self.joints.get(n)) else { return };
            if cuts & !joints != 0 {
                continue;
            }
            if word_end > target {
                // The form ends inside a word: the rest must be a suffix.
                if form.suffixes == 0 {
                    continue;
                }
                if let Some(suffix) = self.suffixes.find(form.suffixes, &tokens.codes[target..word_end]) {
                    found.extend(self.sighting_of_form(n, at, end, suffix));
                }
                // «ساله‌اش»: one that goes on behind a ZWNJ.
                if tokens.list.get(end).is_some_and(|next| next.gap == Gap::Joiner) {
                    let longer = &tokens.codes[target..word_end + tokens.codes_of(end).len()];
                    if let Some(suffix) = self.suffixes.find_cut(form.suffixes, longer, word_end - target) {
                        found.extend(self.sighting_of_form(n, at, end + 1, suffix));
                    }
                }
                continue;
            }
            found.extend(self.sighting_of_form(n, at, end, 0));
            let Some(next) = tokens.list.get(end).filter(|next| form.suffixes != 0 && next.gap != Gap::None)
            else {
                continue;
            };
            if let Some(suffix) = self.suffixes.find_token(form.suffixes, tokens, end, next.gap == Gap::Space)
            {
                found.extend(self.sighting_of_form(n, at, end + 1, suffix));
            }
        }
    }
}
