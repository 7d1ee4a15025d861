//! From lexicon and rule files to an engine.

use super::engine::{Engine, RULE_TABLES};
use super::settings::Settings;
use super::sheet;
use crate::error::{Error, Result};
use crate::language::Languages;
use crate::lexicon::{Lexicon, LexiconBuilder, LexiconFile, Schema};
use crate::rule::{Grammar, RuleSet, RuleSetBuilder};
use crate::segment::Markers;
use crate::stages::Stages;
use crate::suggestion::with_nearest;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The lexicon that is part of the program, compiled by `build.rs`.
static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));
/// The files it is made of.
/// What the entries of spreadsheets mean.
const ENTITY: &str = "entity";

/// Where the schema of the lexicon stands.
const SCHEMA: &str = "lexicon/schema.toml";

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
/// extend them or replace entries of the same id and rules of the same name.
#[derive(Clone, Debug, Default)]
pub struct EngineBuilder {
    settings: Settings,
    lexicons: Vec<(String, String)>,
    rules: Vec<(String, String)>,
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

    /// Compiles the engine.
    ///
    /// # Errors
    /// A lexicon or rule file that cannot be used.
    pub fn build(self) -> Result<Engine> {
        let mut sum = Sha256::new();
        let (lexicon, classes) = self.lexicon(&mut sum)?;
        let mut rules = RuleSetBuilder::new(&RULE_TABLES);
        for (name, text) in files(&RULES, "rules")? {
            rules.add(&name, text)?;
            add(&mut sum, text);
        }
        for (name, text) in &self.rules {
            rules.add(name, text)?;
            add(&mut sum, text);
        }
        let rules = rules.build(&lexicon)?;
        for (file, class) in &classes {
            check_read(&lexicon, &rules, class).map_err(|cause| cause.at(file))?;
        }
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
    /// of the files that were added.
    fn lexicon(&self, sum: &mut Sha256) -> Result<(Lexicon, Vec<(&str, String)>)> {
        let own = files(&LEXICON, "lexicon")?;
        let added = self.lexicons.iter().map(|(_, text)| text.as_str());
        own.iter().map(|(_, text)| *text).chain(added).for_each(|text| add(sum, text));
        if self.lexicons.is_empty() {
            return Ok((Lexicon::from_bytes(COMPILED)?, Vec::new()));
        }
        let schema = schema()?;
        let entities = schema.classes().iter().filter(|class| class.means == ENTITY);
        let entities: Vec<&str> = entities.map(|class| class.name.as_str()).collect();
        let mut lexicon = LexiconBuilder::new(schema.clone());
        for (name, text) in &own {
            lexicon.add(name, text, false)?;
        }
        let mut classes = Vec::new();
        for (name, text) in &self.lexicons {
            if Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")) {
                for file in sheet::read(name, text, &entities)? {
                    lexicon.add_file(name, file, true)?;
                }
                continue;
            }
            for file in LexiconFile::parse(name, text)? {
                if schema.class(&file.class).is_none() {
                    classes.push((name.as_str(), file.class.clone()));
                }
                lexicon.add_file(name, file, true)?;
            }
        }
        Ok((lexicon.build()?, classes))
    }
}

/// Refuses a class that no rule's pattern names, of those that no stage reads.
fn check_read(lexicon: &Lexicon, rules: &RuleSet, name: &str) -> Result<()> {
    if lexicon.class(name).is_some_and(|class| rules.names_class(class)) {
        return Ok(());
    }
    let known = lexicon.classes().iter().map(String::as_str).filter(|class| *class != name);
    let message = format!("expected a class that a rule or stage reads, found {name:?}, which none does");
    Err(Error::configuration(with_nearest(message, name, known)))
}

/// Adds a file to the sum; its length keeps it apart from the next.
fn add(sum: &mut Sha256, text: &str) {
    sum.update((text.len() as u64).to_le_bytes());
    sum.update(text);
}

/// The program's own schema of the lexicon.
fn schema() -> Result<Schema> {
    Schema::parse(SCHEMA, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/schema.toml")))
}

/// The TOML files of an embedded folder, by path; without the schema of the lexicon.
fn files(dir: &'static Dir<'static>, root: &str) -> Result<Vec<(String, &'static str)>> {
    let mut out = Vec::new();
    let mut open = vec![dir];
    while let Some(dir) = open.pop() {
        open.extend(dir.dirs());
        for file in dir.files().filter(|file| file.path().extension().is_some_and(|end| end == "toml")) {
            let name = format!("{root}/{}", file.path().display());
            if name == SCHEMA {
                continue;
            }
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
        let mut lexicon = LexiconBuilder::new(schema().expect("valid"));
        for (name, text) in files(&LEXICON, "lexicon").expect("readable") {
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
