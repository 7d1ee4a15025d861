//! From lexicon and rule files to an engine.

use super::engine::{Engine, RULE_TABLES};
use super::settings::Settings;
use super::sheet;
use crate::error::{Error, Result};
use crate::language::Languages;
use crate::lexicon::{Lexicon, LexiconBuilder, LexiconFile, Schema};
use crate::limits::{LEXICON_BYTES, fault_of_size};
use crate::rule::{Grammar, RuleSet, RuleSetBuilder};
use crate::segment::Markers;
use crate::stages::Stages;
use crate::suggestion::with_nearest;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The lexicon that is part of the program, compiled by `build.rs`.
static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));
/// What the entries of spreadsheets mean.
const ENTITY: &str = "entity";

/// Where the schema of the lexicon stands.
const SCHEMA: &str = "lexicon/schema.toml";

/// The files it is made of.
static LEXICON: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/lexicon");
/// The rules that are part of the program.
static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

impl Engine {
    /// An engine to be told of stages, lexicons and rules.
    #[must_use]
    pub fn builder() -> EngineBuilder {
        EngineBuilder::default()
    }
}

/// Collects what an engine is made of. Lexicons and rules of the program come first; those added here
/// extend them or replace entries of the same class and id and rules of the same table and name. Two added files do not
/// replace parts of each other, and no file replaces a class or phrase.
#[derive(Clone, Debug, Default)]
pub struct EngineBuilder {
    settings: Settings,
    lexicons: Vec<(String, String)>,
    rules: Vec<(String, String)>,
    own: Vec<(String, String)>,
}

impl EngineBuilder {
    /// Which stages run, and how.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Adds a lexicon file, in CSV where its name ends so and in TOML otherwise; `name` stands in messages.
    #[must_use]
    pub fn lexicon_file(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.lexicons.push((name.into(), text.into()));
        self
    }

    /// Adds a rule file `<table>/…/<name>.toml`, a `classes.toml` or a `phrases.toml`.
    #[must_use]
    pub fn rule_file(mut self, path: impl Into<String>, toml: impl Into<String>) -> Self {
        self.rules.push((path.into(), toml.into()));
        self
    }

    /// Puts a text in the place of one of the program's own files (`rules/phrases.toml`): for tools that try what a
    /// change of it does.
    #[must_use]
    pub fn own_file(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.own.push((path.into(), text.into()));
        self
    }

    /// Compiles the engine.
    ///
    /// # Errors
    /// A lexicon or rule file that cannot be used.
    pub fn build(self) -> Result<Engine> {
        let mut sum = Sha256::new();
        let (lexicon, classes) = self.lexicon(&mut sum)?;
        let mut rules = RuleSetBuilder::new(&RULE_TABLES);
        for (name, text) in self.files(&RULES, "rules")? {
            rules.add(&name, text, false)?;
            add(&mut sum, text);
        }
        for (name, text) in &self.rules {
            rules.add(name, text, true)?;
            add(&mut sum, text);
        }
        let rules = rules.build(&lexicon)?;
        check_read(&lexicon, &rules, &classes)?;
        let grammar = Grammar::new(lexicon, rules)?;
        let markers = Markers::new(&grammar)?;
        let mut stages = Stages::new(&grammar)?;
        stages.figures.decimal_slash = self.settings.decimal_slash;
        Ok(Engine {
            stages,
            languages: Languages::new(&grammar.lexicon)?,
            markers,
            grammar,
            settings: self.settings,
            fingerprint: sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }
}

impl EngineBuilder {
    /// The program's lexicon as it was compiled, or compiled anew with what was added, and the classes that no stage reads
    /// of the files that were added, each with the place that names it.
    fn lexicon(&self, sum: &mut Sha256) -> Result<(Lexicon, Vec<(String, String)>)> {
        let own = self.files(&LEXICON, "lexicon")?;
        let added = self.lexicons.iter().map(|(_, text)| text.as_str());
        own.iter().map(|(_, text)| *text).chain(added).for_each(|text| add(sum, text));
        if self.lexicons.is_empty() && !self.own.iter().any(|(path, _)| path.starts_with("lexicon/")) {
            return Ok((Lexicon::from_bytes(COMPILED)?, Vec::new()));
        }
        let (schemas, own): (Vec<_>, Vec<_>) = own.into_iter().partition(|(path, _)| path == SCHEMA);
        let mut schema = Schema::default();
        for (path, text) in &schemas {
            schema = Schema::parse(path, text)?;
        }
        let entities = schema.classes().iter().filter(|class| class.means == ENTITY);
        let entities: Vec<&str> = entities.map(|class| class.name.as_str()).collect();
        let mut lexicon = LexiconBuilder::new(schema.clone());
        for (name, text) in &own {
            lexicon.add(name, text, false)?;
        }
        let mut classes = Vec::new();
        for (name, text) in &self.lexicons {
            if let Some(fault) = fault_of_size(text, LEXICON_BYTES) {
                return Err(Error::configuration(fault).at(name));
            }
            if Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")) {
                for file in sheet::read(name, text, &entities)? {
                    lexicon.add_file(name, file, true)?;
                }
                continue;
            }
            for file in LexiconFile::parse(name, text)? {
                if schema.class(&file.class).is_none() {
                    classes.push((format!("{name}:{}", file.line), file.class.clone()));
                }
                lexicon.add_file(name, file, true)?;
            }
        }
        Ok((lexicon.build()?, classes))
    }
}

/// Refuses a class that no rule's pattern names, of those that no stage reads.
fn check_read(lexicon: &Lexicon, rules: &RuleSet, classes: &[(String, String)]) -> Result<()> {
    if classes.is_empty() {
        return Ok(());
    }
    let named = rules.named_classes();
    let read = |name: &str| lexicon.class(name).is_some_and(|class| named.contains(&class));
    let Some((place, idle)) = classes.iter().find(|(_, name)| !read(name)) else { return Ok(()) };
    let known = lexicon.classes().iter().map(String::as_str);
    let known = known.filter(|name| !classes.iter().any(|(_, added)| added == name));
    let message = format!("expected a class that a rule or stage reads, found {idle:?}, which none does");
    Err(Error::configuration(with_nearest(message, idle, known)).at(place))
}

/// Adds a file to the sum; its length keeps it apart from the next.
fn add(sum: &mut Sha256, text: &str) {
    sum.update((text.len() as u64).to_le_bytes());
    sum.update(text);
}

impl EngineBuilder {
    /// The TOML files of an embedded folder, by path, or what was put in their places.
    fn files<'b>(&'b self, dir: &'static Dir<'static>, root: &str) -> Result<Vec<(String, &'b str)>> {
        let put =
            |path: &str| self.own.iter().rev().find(|(own, _)| own == path).map(|(_, text)| text.as_str());
        let files = files(dir, root)?.into_iter();
        let put = |(path, text): (String, &'static str)| {
            let text = put(&path).unwrap_or(text);
            (path, text)
        };
        Ok(files.map(put).collect())
    }
}

/// The TOML files of an embedded folder, by path.
fn files(dir: &'static Dir<'static>, root: &str) -> Result<Vec<(String, &'static str)>> {
    let mut out = Vec::new();
    let mut open = vec![dir];
    while let Some(dir) = open.pop() {
        open.extend(dir.dirs());
        for file in dir.files().filter(|file| file.path().extension().is_some_and(|end| end == "toml")) {
            let name = format!("{root}/{}", file.path().display());
            let text = file
                .contents_utf8()
                .ok_or_else(|| Error::configuration("the file is not UTF-8").at(&name))?;
            out.push((name, text));
        }
    }
    out.sort();
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_lexicon_is_what_its_files_make() {
        let (schema, files): (Vec<_>, Vec<_>) =
            files(&LEXICON, "lexicon").expect("readable").into_iter().partition(|(path, _)| path == SCHEMA);
        let mut lexicon = LexiconBuilder::new(Schema::parse(SCHEMA, schema[0].1).expect("valid"));
        for (name, text) in files {
            lexicon.add(&name, text, false).expect("valid");
        }
        let made = lexicon.build().and_then(|lexicon| lexicon.to_bytes()).expect("a lexicon");
        assert!(made == COMPILED, "{} bytes, compiled are {}", made.len(), COMPILED.len());
        let again = Lexicon::from_bytes(COMPILED).and_then(|lexicon| lexicon.to_bytes()).expect("a lexicon");
        assert!(again == COMPILED);
        for cut in [0, 1, COMPILED.len() / 2, COMPILED.len() - 1] {
            assert!(Lexicon::from_bytes(&COMPILED[..cut]).is_err(), "{cut}");
        }
    }
}
