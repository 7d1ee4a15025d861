//! What the examples see: one element of a pattern, or one value of a lexicon entry, is changed at a time, and the
//! examples of all rules, and those of the entry, are put to an engine with the change. A change that no example
//! sees *survives*; one after which nothing loads, or an entity lies in another country than it says, counts as seen.

mod pattern;
mod registry;
mod value;

pub(crate) use pattern::Element;
pub(crate) use registry::{Entity, Registry};
#[allow(unused_imports, reason = "a law asks which keys are values")]
pub(crate) use value::is_value;

use jadval::example::{check_entry, check_rule};
use jadval::extract::Engine;
use jadval::lexicon::LexiconFile;
use jadval::rule::Rule;
use pattern::PatternMutant;
use std::fmt::{self, Display, Formatter};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use value::ValueMutant;

/// What kind of thing a mutant changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Pattern(Element),
    Value,
}

impl Kind {
    /// All kinds, as the report lists them.
    pub(crate) const ALL: [Self; 5] = [
        Self::Pattern(Element::Guard),
        Self::Pattern(Element::Optional),
        Self::Pattern(Element::Run),
        Self::Pattern(Element::Alternative),
        Self::Value,
    ];
}

impl Display for Kind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pattern(Element::Guard) => "guards",
            Self::Pattern(Element::Optional) => "optional parts",
            Self::Pattern(Element::Run) => "runs",
            Self::Pattern(Element::Alternative) => "alternatives",
            Self::Value => "values",
        })
    }
}

/// One change of the program's rules or lexicon.
#[derive(Clone, Debug)]
pub(crate) enum Mutant {
    /// Of a rule, or of a phrase that rules have in common.
    Pattern {
        path: String,
        phrase: Option<String>,
        text: String,
        mutant: PatternMutant,
    },
    Value(ValueMutant),
}

impl Mutant {
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Pattern { mutant, .. } => Kind::Pattern(mutant.element),
            Self::Value(_) => Kind::Value,
        }
    }

    /// The path of the file that it changes.
    pub(crate) fn file(&self) -> &str {
        match self {
            Self::Pattern { path, .. } => path,
            Self::Value(mutant) => &mutant.file,
        }
    }

    /// Whether no example sees the change.
    fn survives(&self) -> jadval::Result<bool> {
        match self {
            Self::Pattern { path, phrase, text, mutant } => {
                let Some(text) = with_pattern(text, phrase.as_deref(), &mutant.pattern) else {
                    return Ok(false);
                };
                let Ok(engine) = Engine::builder().names_model(None).own_file(path, text).build() else {
                    return Ok(false);
                };
                let stem = |rule: &&Rule| path.ends_with(&format!("/{}/{}.toml", rule.table, rule.name));
                let own = engine.rules().rules().iter().filter(stem);
                let others = engine.rules().rules().iter().filter(|rule| !stem(rule));
                unseen_by_rules(&engine, own.chain(others))
            }
            Self::Value(mutant) if mutant.refused => Ok(false),
            Self::Value(mutant) => {
                let Ok(engine) =
                    Engine::builder().names_model(None).own_file(&mutant.file, &mutant.text).build()
                else {
                    return Ok(false);
                };
                let entries = engine.grammar().lexicon.entries().iter().enumerate();
                for (at, entry) in entries
                    .filter(|(_, entry)| *entry.file == mutant.file && entry.id == *mutant.entry.as_str())
                {
                    if !check_entry(&engine, at, entry)?.is_empty() {
                        return Ok(false);
                    }
                }
                unseen_by_rules(&engine, engine.rules().rules().iter())
            }
        }
    }
}

impl Display for Mutant {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern { path, phrase, mutant, .. } => {
                let phrase = phrase.as_ref().map_or(String::new(), |name| format!(", phrase {name:?}"));
                write!(f, "{path}{phrase}: {}", mutant.change)
            }
            Self::Value(mutant) => write!(f, "{}, entry {:?}: {}", mutant.file, mutant.entry, mutant.change),
        }
    }
}

fn unseen_by_rules<'r>(engine: &Engine, rules: impl Iterator<Item = &'r Rule>) -> jadval::Result<bool> {
    for rule in rules {
        if !check_rule(engine, rule)?.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The patterns of a file: that of a rule, or those of phrases with their names.
fn patterns(file: &toml::Table) -> Vec<(Option<&str>, &str)> {
    let phrases = file.get("phrase").and_then(toml::Value::as_array).into_iter().flatten();
    let named = phrases
        .filter_map(|phrase| Some((Some(phrase.get("name")?.as_str()?), phrase.get("pattern")?.as_str()?)));
    let own = file.get("pattern").and_then(toml::Value::as_str).map(|pattern| (None, pattern));
    own.into_iter().chain(named).collect()
}

/// A file with another pattern for its rule, or for one of its phrases.
fn with_pattern(text: &str, phrase: Option<&str>, pattern: &str) -> Option<String> {
    let mut file: toml::Table = text.parse().ok()?;
    let holder = match phrase {
        None => &mut file,
        Some(name) => {
            let phrases = file.get_mut("phrase")?.as_array_mut()?.iter_mut();
            let named =
                |phrase: &&mut toml::Value| phrase.get("name").and_then(toml::Value::as_str) == Some(name);
            phrases.into_iter().find(named)?.as_table_mut()?
        }
    };
    holder.insert("pattern".to_owned(), pattern.into());
    Some(file.to_string())
}

/// Every mutant of the rules and the lexicon below a folder, in the order of their files.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn mutants(root: &Path) -> std::io::Result<Vec<Mutant>> {
    let mut out = Vec::new();
    for path in files(root, "rules")? {
        let text = std::fs::read_to_string(root.join(&path))?;
        let file: toml::Table = text.parse().unwrap_or_default();
        for (name, pattern) in patterns(&file) {
            let found = pattern::mutants(pattern).into_iter();
            out.extend(found.map(|mutant| Mutant::Pattern {
                path: path.clone(),
                phrase: name.map(str::to_owned),
                text: text.clone(),
                mutant,
            }));
        }
    }
    let lexicon = lexicon(root)?;
    let registry = registry(&lexicon);
    for (path, text) in &lexicon {
        out.extend(value::mutants(&registry, path, text).into_iter().map(Mutant::Value));
    }
    Ok(out)
}

/// The lexicon's files below a folder, with their texts.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn lexicon(root: &Path) -> std::io::Result<Vec<(String, String)>> {
    let read = |path: String| std::fs::read_to_string(root.join(&path)).map(|text| (path, text));
    // The schema has no entries.
    files(root, "lexicon")?.into_iter().filter(|path| !path.ends_with("schema.toml")).map(read).collect()
}

/// The entities of a lexicon.
pub(crate) fn registry(lexicon: &[(String, String)]) -> Registry {
    let parsed = lexicon.iter().flat_map(|(path, text)| LexiconFile::parse(path, text).unwrap_or_default());
    Registry::new(parsed.flat_map(Entity::of))
}

/// The TOML files below a folder of the checkout, sorted.
fn files(root: &Path, folder: &str) -> std::io::Result<Vec<String>> {
    let (mut open, mut out) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(root.join(&folder))? {
            let entry = entry?;
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                open.push(name);
            } else if name.ends_with(".toml") {
                out.push(name);
            }
        }
    }
    out.sort();
    Ok(out)
}

/// How many of a kind there were, and how many survived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) tried: usize,
    pub(crate) survived: usize,
}

impl Tally {
    /// The share that examples saw, from 0 to 1; 1 of none.
    pub(crate) fn killed(self) -> f64 {
        if self.tried == 0 { 1.0 } else { 1.0 - self.survived as f64 / self.tried as f64 }
    }
}

/// The mutants that survive, in their order; two are tried at a time.
///
/// # Errors
/// A table that cannot be built.
pub(crate) fn survivors(mutants: &[Mutant]) -> jadval::Result<Vec<&Mutant>> {
    let next = AtomicUsize::new(0);
    let work = || -> jadval::Result<Vec<usize>> {
        let mut found = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(mutant) = mutants.get(at) else { return Ok(found) };
            if mutant.survives()? {
                found.push(at);
            }
        }
    };
    let mut found = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut found = work()?;
        let others = other.join().unwrap_or_else(|_| Err(jadval::Error::output("a mutant broke its thread")));
        found.extend(others?);
        jadval::Result::Ok(found)
    })?;
    found.sort_unstable();
    Ok(found.into_iter().filter_map(|at| mutants.get(at)).collect())
}

/// The tally of one kind.
pub(crate) fn tally(kind: Kind, tried: &[Mutant], survived: &[&Mutant]) -> Tally {
    Tally {
        tried: tried.iter().filter(|mutant| mutant.kind() == kind).count(),
        survived: survived.iter().filter(|mutant| mutant.kind() == kind).count(),
    }
}

/// A part of the mutants: at most `most` of each kind, spread evenly over the files from a start that `seed` moves.
pub(crate) fn sample(mutants: Vec<Mutant>, most: usize, seed: usize) -> Vec<Mutant> {
    let mut out = Vec::new();
    for kind in Kind::ALL {
        let of_kind: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.kind() == kind).collect();
        let taken = most.min(of_kind.len());
        let at = |n: usize| (seed + n * of_kind.len() / taken) % of_kind.len();
        out.extend((0..taken).map(|n| of_kind[at(n)].clone()));
    }
    out
}
