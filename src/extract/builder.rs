//! From lexicon and rule files to an engine.

use super::engine::{Engine, RULE_TABLES};
use super::settings::Settings;
use super::sheet;
use crate::error::{Error, Result};
use crate::language::Languages;
use crate::lexicon::{Lexicon, LexiconBuilder, LexiconFile, Schema};
use crate::limits::{LEXICON_BYTES, fault_of_size};
use crate::rule::{Grammar, RuleSet, RuleSetBuilder, StoredRules};
use crate::segment::Markers;
use crate::stages::Stages;
use crate::suggestion::with_nearest;
use crate::tagger::{Model, Tagger};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The lexicon that is part of the program, compiled by `build.rs`.
static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));
/// The rules that are part of the program, read and compiled with its lexicon by `build.rs`.
static RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));
/// SHA-256 over the program's own files of words and rules, made by `build.rs`.
static OWN_SUM: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/own.sum"));
/// The model of names that is part of the program.
static NAMES: &[u8] = include_bytes!("../../lexicon/model/names.bin");
/// What the entries of spreadsheets mean.
const ENTITY: &str = "entity";

/// Where the schema of the lexicon stands.
const SCHEMA: &str = "lexicon/schema.toml";

/// The program's own files of words and rules, which `build.rs` listed: path and text, in the order of the paths.
static FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/files.rs"));

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
    with_examples: bool,
    model: NamesModel,
}

/// Where the model of names is from.
#[derive(Clone, Debug, Default)]
enum NamesModel {
    /// It is the program's own.
    #[default]
    Own,
    /// Somebody gave its bytes, or none.
    Given(Option<Vec<u8>>),
}

/// The files that were added to an engine's own, as name and text.
#[derive(Clone, Copy, Debug)]
pub struct Added<'b> {
    /// Lexicon files.
    pub lexicons: &'b [(String, String)],
    /// Rule files.
    pub rules: &'b [(String, String)],
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

    /// Compiles the program's own words from their files, and not from what was stored of them: entries have the texts and rows
    /// that they are checked by.
    #[must_use]
    pub fn with_examples(mut self) -> Self {
        self.with_examples = true;
        self
    }

    /// Takes other bytes for the model of names, or reads texts without one.
    #[must_use]
    pub fn names_model(mut self, bytes: Option<Vec<u8>>) -> Self {
        self.model = NamesModel::Given(bytes);
        self
    }

    /// The lexicon and rule files that were added, with their names: what another process needs for the same engine.
    #[must_use]
    pub fn added(&self) -> Added<'_> {
        Added { lexicons: &self.lexicons, rules: &self.rules }
    }

    /// Compiles the engine.
    ///
    /// # Errors
    /// A lexicon or rule file that cannot be used.
    pub fn build(self) -> Result<Engine> {
        let (lexicon, classes) = self.lexicon()?;
        let rules = self.rules(&lexicon)?;
        check_read(&lexicon, &rules, &classes)?;
        let grammar = Grammar::new(lexicon, rules)?;
        let markers = Markers::new(&grammar)?;
        let mut stages = Stages::new(&grammar)?;
        stages.figures.decimal_slash = self.settings.decimal_slash;
        stages.actors.tagger = self.tagger(&grammar.lexicon)?;
        Ok(Engine {
            stages,
            languages: Languages::new(&grammar.lexicon)?,
            markers,
            grammar,
            fingerprint: self.fingerprint(),
            settings: self.settings,
        })
    }
}

impl EngineBuilder {
    fn tagger(&self, lexicon: &Lexicon) -> Result<Option<Tagger>> {
        let model = match &self.model {
            NamesModel::Own => Model::from_bytes(NAMES)?,
            NamesModel::Given(Some(bytes)) => Model::from_bytes(bytes.clone())?,
            NamesModel::Given(None) => return Ok(None),
        };
        Ok(Some(Tagger::new(model, lexicon)))
    }

    /// The program's lexicon as it was compiled, or compiled anew with what was added, and the classes that no stage reads
    /// of the files that were added, each with the place that names it.
    fn lexicon(&self) -> Result<(Lexicon, Vec<(String, String)>)> {
        let as_stored =
            self.lexicons.is_empty() && !self.own.iter().any(|(path, _)| path.starts_with("lexicon/"));
        if as_stored && !self.with_examples {
            return Ok((Lexicon::from_bytes(COMPILED)?, Vec::new()));
        }
        let own = FILES.iter().filter(|(path, _)| path.starts_with("lexicon/"));
        let own = own.map(|&(path, text)| (path, self.put(path).unwrap_or(text)));
        let (schemas, own): (Vec<_>, Vec<_>) = own.partition(|(path, _)| *path == SCHEMA);
        let mut schema = Schema::default();
        for (path, text) in schemas {
            schema = Schema::parse(path, text)?;
        }
        let entities = schema.classes().iter().filter(|class| class.means == ENTITY);
        let entities: Vec<&str> = entities.map(|class| class.name.as_str()).collect();
        let mut lexicon = LexiconBuilder::new(schema.clone());
        for (name, text) in own {
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

impl EngineBuilder {
    /// The program's rules as they were compiled; or compiled anew with the lexicon, where it is another one, or texts were put in the
    /// places of some of them, or others were added.
    fn rules(&self, lexicon: &Lexicon) -> Result<RuleSet> {
        let mut rules = RuleSetBuilder::new(&RULE_TABLES);
        for (name, text) in FILES.iter().filter(|(path, _)| is_shared(path)) {
            rules.add(name, self.put(name).unwrap_or(text), false)?;
        }
        let stored = StoredRules::from_bytes(RULES)?;
        if !self.with_examples && self.own.is_empty() && self.lexicons.is_empty() && self.rules.is_empty() {
            return rules.build_stored(stored, lexicon);
        }
        for rule in stored.into_rules() {
            match self.put(rule.place.path()) {
                Some(text) => rules.add(rule.place.path(), text, false)?,
                None => rules.add_rule(rule)?,
            }
        }
        for (name, text) in &self.rules {
            rules.add(name, text, true)?;
        }
        rules.build(lexicon)
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

impl EngineBuilder {
    /// The sum of the program's own files, which was made when it was compiled, and of those that were added. Without any
    /// it is the former.
    fn fingerprint(&self) -> String {
        // A file that was put in the place of one that says the same changes nothing.
        let own = |path: &str| FILES.iter().find(|(own, _)| *own == path).map(|(_, text)| *text);
        let changed = self.own.iter().filter(|(path, text)| own(path) != Some(text));
        let changed = changed.flat_map(|(path, text)| [path, text]);
        // A user's files are what they hold, wherever they stand.
        let added = [&self.lexicons, &self.rules].into_iter().flatten().map(|(_, text)| text);
        let mut parts = changed.chain(added).peekable();
        let mut sum = OWN_SUM.to_vec();
        if parts.peek().is_some() {
            let mut all = Sha256::new();
            all.update(OWN_SUM);
            for part in parts {
                // Its length keeps a part apart from the next.
                all.update((part.len() as u64).to_le_bytes());
                all.update(part);
            }
            sum = all.finalize().to_vec();
        }
        sum.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The text that was put in the place of one of the program's own files.
    fn put(&self, path: &str) -> Option<&str> {
        self.own.iter().rev().find(|(own, _)| own == path).map(|(_, text)| text.as_str())
    }
}

/// Whether a file is of the rules, and shared by all their tables.
fn is_shared(path: &str) -> bool {
    path.strip_prefix("rules/").is_some_and(|below| !below.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_rules_are_what_their_files_make() {
        let engine = |builder: EngineBuilder| {
            builder.build().expect("an engine").grammar.rules.to_bytes().expect("rules")
        };
        let stored = engine(Engine::builder());
        assert!(stored == engine(Engine::builder().with_examples()), "stored: {} bytes", stored.len());
        for cut in [0, 1, RULES.len() / 2, RULES.len() - 1] {
            assert!(StoredRules::from_bytes(&RULES[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn the_compiled_lexicon_is_what_its_files_make() {
        let own = FILES.iter().filter(|(path, _)| path.starts_with("lexicon/"));
        let (schema, files): (Vec<(&str, &str)>, Vec<_>) = own.partition(|(path, _)| *path == SCHEMA);
        let mut lexicon = LexiconBuilder::new(Schema::parse(SCHEMA, schema[0].1).expect("valid"));
        for (name, text) in files {
            lexicon.add(name, text, false).expect("valid");
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
