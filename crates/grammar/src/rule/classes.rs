//! The classes that patterns can name: those of the lexicon, those of `rules/classes.toml`, plain tokens.

use super::class::{Class, NumberTest, TokenTest};
use super::word::{PartsOfWords, WordTest, WordText};
use crate::error::{Error, Result};
use crate::lexicon::{ClassId, Lexicon};
use crate::suggestion::with_nearest;
use crate::toml_error::refused;
use serde::Deserialize;
use std::sync::Arc;

/// The file `rules/classes.toml`: classes that are made of others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassFile {
    #[serde(default, rename = "class")]
    pub(super) classes: Vec<ClassText>,
}

/// A class as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassText {
    pub(super) name: String,
    pub(super) summary: String,
    /// Lexicon classes, or classes defined above, of which it is the union.
    #[serde(default)]
    any: Vec<String>,
    /// Or numbers of this shape.
    number: Option<NumberTest>,
    /// Or whole words that have these features.
    word: Option<WordText>,
}

/// All classes that patterns can name.
#[derive(Debug)]
pub(super) struct Classes<'l> {
    lexicon: &'l Lexicon,
    defined: Vec<Arc<Class>>,
}

impl<'l> Classes<'l> {
    pub(super) const fn new(lexicon: &'l Lexicon) -> Self {
        Self { lexicon, defined: Vec::new() }
    }

    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<()> {
        let file: ClassFile = toml::from_str(text).map_err(|cause| refused(name, text, &cause))?;
        let words = file.classes.iter().filter_map(|class| class.word.as_ref());
        let parts = PartsOfWords::new(words, self.lexicon).map_err(|cause| cause.at(name.to_owned()))?;
        let mut own: Vec<String> = Vec::with_capacity(file.classes.len());
        for text in file.classes {
            if own.contains(&text.name) {
                return Err(Error::configuration("expected each class of a file once, found the name again")
                    .at(format!("{name}, class {:?}", text.name)));
            }
            own.push(text.name.clone());
            if text.summary.is_empty() {
                return Err(Error::configuration("the class has no summary")
                    .at(format!("{name}, class {:?}", text.name)));
            }
            if self.lexicon.class(&text.name).is_some() {
                return Err(Error::configuration(
                    "a lexicon file has this class already: expected another name",
                )
                .at(format!("{name}, class {:?}", text.name)));
            }
            let here = |cause: Error| cause.at(format!("{name}, class {:?}", text.name));
            let mut class = Class { name: text.name.clone(), ..self.union(&text.any).map_err(here)? };
            class.numbers.extend(text.number);
            if let Some(word) = &text.word {
                class.words.push(Arc::new(
                    WordTest::new(word, &|names| self.union(names), self.lexicon, &parts).map_err(here)?,
                ));
            }
            if !class.words.is_empty() {
                class.token = Some(TokenTest::Word);
            }
            self.defined.retain(|old| old.name != class.name);
            self.defined.push(Arc::new(class));
        }
        Ok(())
    }

    /// A class without a name that is all of these.
    pub(super) fn union(&self, names: &[String]) -> Result<Class> {
        let mut class = Class::default();
        for name in names {
            let part = self.get(name)?;
            part.lexical().for_each(|part| class.lexical.add(part));
            class.numbers.extend(part.numbers.iter().cloned());
            class.words.extend(part.words.iter().cloned());
        }
        Ok(class)
    }

    /// The class of this name: a defined one, a lexicon's, or plain tokens.
    pub(super) fn get(&self, name: &str) -> Result<Arc<Class>> {
        if let Some(class) = self.defined.iter().find(|class| class.name == name) {
            return Ok(Arc::clone(class));
        }
        let mut class = Class { name: name.to_owned(), ..Class::default() };
        if let Some(only) = self.lexicon.class(name) {
            class.lexical.add(only);
            let sets = (self.lexicon.classes().len() as u16..).zip(self.lexicon.class_sets());
            sets.filter(|(_, set)| set.contains(&only)).for_each(|(at, _)| class.lexical.add(ClassId(at)));
            return Ok(Arc::new(class));
        }
        class.token = TokenTest::named(name);
        if class.token.is_some() {
            return Ok(Arc::new(class));
        }
        let known = self.names();
        let message = format!(
            "unknown class {{{name}}}: expected a class of the lexicon, one of classes.toml, or a plain token"
        );
        Err(Error::configuration(with_nearest(message, name, known)))
    }

    /// All names that a pattern can write, in order.
    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.defined.iter().map(|class| class.name.as_str()).collect();
        names.extend(self.lexicon.classes().iter().map(String::as_str));
        names.extend(["word", "unknown", "latin", "digits", "any", "unquoted"]);
        names.sort_unstable();
        names
    }
}
