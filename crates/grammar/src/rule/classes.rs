//! The classes that patterns can name, and the files `classes.toml` that make classes of others.

use super::class::{Class, NumberTest, Words};
use super::word::{TakenForWords, WordTest, WordText};
use crate::error::{Error, Result};
use crate::lexicon::{ClassId, Lexicon};
use crate::limits::{CLASSES, DEPTH, PLAIN_TOKENS, fault_of_class};
use crate::suggestion::with_nearest;
use crate::toml_error::{Lines, refused};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::Arc;
use toml::Spanned;

/// The file `rules/classes.toml`: classes that are made of others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassFile {
    #[serde(default, rename = "class")]
    classes: Vec<ClassText>,
}

/// A class as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassText {
    name: Spanned<String>,
    summary: String,
    /// Classes of the lexicon or of these files, of which it is the union.
    any: Option<Vec<String>>,
    /// Or numbers of this shape.
    number: Option<NumberTest>,
    /// Or whole words that have these features, and nothing else.
    word: Option<WordText>,
}

impl ClassText {
    /// Why it is no class.
    fn fault(&self) -> Option<String> {
        if self.summary.trim().is_empty() {
            return Some("the class has no summary: expected what it is, in one sentence".to_owned());
        }
        if self.any.as_ref().is_some_and(Vec::is_empty) {
            return Some("any: expected at least one class, found an empty list".to_owned());
        }
        match (&self.any, &self.number, &self.word) {
            (None, None, None) => Some(
                "expected `any` with classes, `number` with a shape or `word` with features, found none of them"
                    .to_owned(),
            ),
            (None, None, Some(word)) => word.fault().map(|fault| format!("word: {fault}")),
            (any, _, Some(_)) => {
                let other = if any.is_some() { "any" } else { "number" };
                Some(format!(
                    "expected `word` alone, found `{other}` beside it; a class of both is `any` of two classes with \
                     `word`"
                ))
            }
            (_, number, None) => {
                number.as_ref().and_then(NumberTest::fault).map(|fault| format!("number: {fault}"))
            }
        }
    }
}

/// A class of a file, made of others once all files are read.
#[derive(Debug)]
struct Defined {
    name: String,
    any: Vec<String>,
    number: Option<NumberTest>,
    word: Option<WordText>,
    /// The file and line, for messages.
    place: String,
    class: Progress,
}

/// How far the making of a class has come.
#[derive(Debug)]
enum Progress {
    None,
    Begun,
    Made(Arc<Class>),
}

/// The files `classes.toml` as they are read.
#[derive(Debug, Default)]
pub(super) struct ClassFiles {
    defined: Vec<Defined>,
    by_name: FxHashMap<String, usize>,
}

impl ClassFiles {
    /// Adds a file, whose classes have names of their own.
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<()> {
        let file: ClassFile = toml::from_str(text).map_err(|cause| refused(name, text, &cause))?;
        let lines = Lines::new(text);
        for class in file.classes {
            let place = format!("{name}:{}", lines.of(class.name.span().start));
            let fault = class.fault();
            let called = class.name.into_inner();
            let fault = if let Some(fault) = fault_of_class(&called).or(fault) {
                Some(fault)
            } else if let Some(known) = self.by_name.get(&called).and_then(|at| self.defined.get(*at)) {
                Some(format!(
                    "expected each class once, found the name again, which is first in {}; rules are written with the \
                     classes there are, so none takes the place of another",
                    known.place
                ))
            } else if self.defined.len() == CLASSES {
                Some(format!("expected at most {CLASSES} classes in all files, found more"))
            } else {
                None
            };
            if let Some(fault) = fault {
                return Err(Error::configuration(fault).at(format!("{place}, class {called:?}")));
            }
            self.by_name.insert(called.clone(), self.defined.len());
            self.defined.push(Defined {
                name: called,
                any: class.any.unwrap_or_default(),
                number: class.number,
                word: class.word,
                place,
                class: Progress::None,
            });
        }
        Ok(())
    }
}

/// All classes that patterns can name.
#[derive(Debug)]
pub(super) struct Classes<'l> {
    lexicon: &'l Lexicon,
    /// Those of the lexicon by their names.
    lexical: FxHashMap<&'l str, Arc<Class>>,
    files: ClassFiles,
    taken: TakenForWords,
    /// How many classes of words by their features were made.
    words: u16,
    /// The greatest height of the classes that the one being made is made of, as far as they are made.
    deepest: usize,
}

impl<'l> Classes<'l> {
    /// Those of a lexicon, and those that files make of them.
    ///
    /// # Errors
    /// A class that the lexicon has too, or of parts that are not there, or of itself.
    pub(super) fn new(lexicon: &'l Lexicon, files: ClassFiles) -> Result<Self> {
        for defined in &files.defined {
            let Some(class) = lexicon.class(&defined.name) else { continue };
            let entry = lexicon.entries().iter().find(|entry| entry.class == class);
            let other = entry.map_or(String::new(), |entry| format!(", {}:{}", entry.file, entry.line));
            let message = format!("expected another name, for the lexicon has a class of this name{other}");
            return Err(
                Error::configuration(message).at(format!("{}, class {:?}", defined.place, defined.name))
            );
        }
        let words = files.defined.iter().filter_map(|defined| {
            let place = || format!("{}, class {:?}", defined.place, defined.name);
            Some((place, defined.word.as_ref()?))
        });
        let taken = TakenForWords::new(words, lexicon)?;
        let of_lexicon = |(id, name): (ClassId, &'l String)| {
            (name.as_str(), Arc::new(Class::of_lexicon(name, lexicon.class_set_of_one(id))))
        };
        let lexical = (0..).map(ClassId).zip(lexicon.classes()).map(of_lexicon).collect();
        let mut classes = Self { lexicon, lexical, files, taken, words: 0, deepest: 0 };
        (0..classes.files.defined.len()).try_for_each(|at| classes.make(at, 0).map(drop))?;
        Ok(classes)
    }

    /// The class of a file at this position, which stands so deep in others.
    fn make(&mut self, at: usize, depth: usize) -> Result<Arc<Class>> {
        let defined = &mut self.files.defined[at];
        match std::mem::replace(&mut defined.class, Progress::Begun) {
            Progress::None => {}
            Progress::Begun => {
                return Err(Error::configuration("expected classes that do not hold themselves"));
            }
            Progress::Made(class) => {
                defined.class = Progress::Made(Arc::clone(&class));
                self.deepest = self.deepest.max(class.height);
                return Ok(class);
            }
        }
        let place = format!("{}, class {:?}", defined.place, defined.name);
        let refuse = |problem: String| Error::configuration(problem).at(&place);
        let too_deep = || refuse(format!("expected at most {DEPTH} classes in one another, found more"));
        if depth == DEPTH {
            return Err(too_deep());
        }
        let beside = std::mem::take(&mut self.deepest);
        let (any, number, word) =
            (std::mem::take(&mut defined.any), defined.number.take(), defined.word.take());
        let mut class = Class::named(&defined.name);
        class.join(&self.union("any", &any, depth + 1).map_err(|cause| cause.at(&place))?);
        class.count(number);
        if let Some(word) = word {
            let (lexicon, taken) = (self.lexicon, self.taken.clone());
            let union = |key: &str, names: &[String]| self.union(key, names, depth + 1);
            let test = WordTest::new(&word, union, lexicon, &taken);
            let features = Arc::new(test.map_err(|cause| cause.at(&place))?);
            class.read_words(Words { number: self.words, features });
            // There are fewer classes than numbers.
            self.words += 1;
        }
        class.height = self.deepest + 1;
        if depth + class.height > DEPTH {
            return Err(too_deep());
        }
        self.deepest = beside.max(class.height);
        let class = Arc::new(class);
        self.files.defined[at].class = Progress::Made(Arc::clone(&class));
        Ok(class)
    }

    /// A class without a name that is all of these, which the key of a class names.
    fn union(&mut self, key: &str, names: &[String], depth: usize) -> Result<Class> {
        let refuse = |problem: String| Err(Error::configuration(format!("{key}: {problem}")));
        if names.len() > CLASSES {
            return refuse(format!("expected at most {CLASSES} classes, found {}", names.len()));
        }
        let mut class = Class::default();
        for (n, name) in names.iter().enumerate() {
            if names[..n].contains(name) {
                return refuse(format!("expected each class once, found {name:?} again"));
            }
            if PLAIN_TOKENS.contains(&name.as_str()) {
                return refuse(format!(
                    "expected classes of words or numbers, found {name:?}, which is plain tokens"
                ));
            }
            let part = match self.files.by_name.get(name) {
                Some(&part) => self.make(part, depth)?,
                None => self.get(name)?,
            };
            if n > 0 && part.has_words() != class.has_words() {
                let (word, other) = if part.has_words() { (name, &names[0]) } else { (&names[0], name) };
                return refuse(format!(
                    "expected classes with `word` alone or none of them, found {word:?} beside {other:?}"
                ));
            }
            class.join(&part);
        }
        Ok(class)
    }

    /// The class of this name: one of a file, a lexicon's, or plain tokens.
    pub(super) fn get(&self, name: &str) -> Result<Arc<Class>> {
        let defined = self.files.by_name.get(name).and_then(|at| self.files.defined.get(*at));
        if let Some(Defined { class: Progress::Made(class), .. }) = defined {
            return Ok(Arc::clone(class));
        }
        if let Some(class) = self.lexical.get(name) {
            return Ok(Arc::clone(class));
        }
        Class::of_tokens(name).map(Arc::new).ok_or_else(|| {
            let message = format!(
                "unknown class {{{name}}}: expected a class of the lexicon, one of classes.toml, or a plain token"
            );
            Error::configuration(with_nearest(message, name, self.names()))
        })
    }

    /// All names that a pattern can write.
    fn names(&self) -> impl Iterator<Item = &str> {
        let defined = self.files.defined.iter().map(|class| class.name.as_str());
        defined.chain(self.lexicon.classes().iter().map(String::as_str)).chain(PLAIN_TOKENS)
    }
}
