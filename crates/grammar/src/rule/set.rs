//! All rules, by the table they make rows of and by what can begin them.

use super::classes::Classes;
use super::compile::compile;
use super::file::Rule;
use super::id::RuleId;
use super::input::MatchInput;
use super::matcher::{self, Match};
use super::pattern::{Pattern, Step};
use super::phrase::Phrases;
use super::prefilter::{Candidate, Prefilter, Scratch, Tables};
use super::reading::{ReadingKind, RuleTable};
use crate::error::{Error, Result};
use crate::lexicon::{ClassId, Lexicon};
use crate::suggestion::with_nearest;

/// Every rule, compiled.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    patterns: Vec<Pattern>,
    prefilter: Prefilter,
}

/// A rule's file, for messages.
#[derive(Debug)]
struct Place {
    path: String,
    text: String,
}

impl Place {
    /// The line on which a key stands.
    fn line(&self, key: &str) -> String {
        let named = |line: &str| {
            line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        match self.text.lines().position(named) {
            Some(at) => format!("{}:{}", self.path, at + 1),
            None => self.path.clone(),
        }
    }
}

/// Collects rule and class files and compiles them.
#[derive(Debug)]
pub struct RuleSetBuilder<'t> {
    tables: &'t [RuleTable],
    rules: Vec<(Place, Rule)>,
    classes: Vec<(String, String)>,
    phrases: Phrases,
}

impl<'t> RuleSetBuilder<'t> {
    /// A set for rules of these tables.
    #[must_use]
    pub fn new(tables: &'t [RuleTable]) -> Self {
        Self { tables, rules: Vec::new(), classes: Vec::new(), phrases: Phrases::default() }
    }

    /// Adds a file: `classes.toml`, `phrases.toml`, or a rule at `<table>/…/<name>.toml`. A rule added later replaces
    /// the one of the same table and name.
    ///
    /// # Errors
    /// A malformed file.
    pub fn add(&mut self, path: &str, text: &str) -> Result<()> {
        match path.rsplit(['/', '\\']).next() {
            Some("classes.toml") => {
                self.classes.push((path.to_owned(), text.to_owned()));
                return Ok(());
            }
            Some("phrases.toml") => return self.phrases.add(path, text),
            _ => {}
        }
        let rule = Rule::parse(path, text, self.tables)?;
        self.rules.retain(|(_, old)| {
            (old.table.as_str(), old.name.as_str()) != (rule.table.as_str(), rule.name.as_str())
        });
        self.rules.push((Place { path: path.to_owned(), text: text.to_owned() }, rule));
        Ok(())
    }

    /// Compiles what was added.
    ///
    /// # Errors
    /// An unknown class, slot or reading, a malformed pattern, a rule that wins over one that is not there.
    pub fn build(mut self, lexicon: &Lexicon) -> Result<RuleSet> {
        let mut classes = Classes::new(lexicon);
        for (name, text) in &self.classes {
            classes.add(name, text)?;
        }
        self.rules.sort_by(|(_, a), (_, b)| (&a.table, &a.name).cmp(&(&b.table, &b.name)));
        let (mut set, mut paths) = (RuleSet::default(), Vec::new());
        for (path, rule) in self.rules {
            let reading = reading(&rule, self.tables, &path)?;
            let pattern = compile(&rule.pattern, &classes, &self.phrases, reading)
                .map_err(|cause| cause.at(path.line("pattern")))?;
            if pattern.first().iter().any(|step| matches!(step, Step::Done)) {
                return Err(
                    Error::configuration("the pattern matches nothing at all").at(path.line("pattern"))
                );
            }
            set.add(rule, pattern);
            paths.push(path.line("over"));
        }
        self.phrases.check(set.patterns.iter().flat_map(|pattern| &pattern.phrases))?;
        set.check_precedence(&paths)?;
        Ok(set)
    }
}

/// The reading that a rule names, among those of its table.
fn reading<'t>(rule: &Rule, tables: &'t [RuleTable], place: &Place) -> Result<&'t ReadingKind> {
    let table = tables.iter().filter(|table| table.name == rule.table);
    let readings = || table.clone().flat_map(|table| table.readings);
    let reading = readings().find(|reading| reading.name == rule.reading).ok_or_else(|| {
        let known: Vec<&str> = readings().map(|reading| reading.name).collect();
        let message = format!("unknown reading {:?}: expected one of {}", rule.reading, known.join(", "));
        Error::configuration(with_nearest(message, &rule.reading, known)).at(place.line("reading"))
    })?;
    let expected = || match reading.senses {
        [] => format!("the reading {:?} has no senses", reading.name),
        senses => format!("expected one of {}", senses.join(", ")),
    };
    match &rule.sense {
        Some(sense) if !reading.senses.contains(&sense.as_str()) => {
            let message = format!("unknown sense {sense:?}: {}", expected());
            Err(Error::configuration(with_nearest(message, sense, reading.senses.iter().copied()))
                .at(place.line("sense")))
        }
        None if !reading.senses.is_empty() => {
            Err(Error::configuration(format!("the rule has no sense: {}", expected()))
                .at(place.line("reading")))
        }
        _ => Ok(reading),
    }
}

impl RuleSet {
    fn add(&mut self, rule: Rule, pattern: Pattern) {
        let id = RuleId(self.rules.len() as u16);
        self.prefilter.add(&rule.table, id, &pattern);
        self.rules.push(rule);
        self.patterns.push(pattern);
    }

    /// Refuses a rule that is to win over one that its table does not have. `paths` are where the rules say so.
    fn check_precedence(&self, paths: &[String]) -> Result<()> {
        for (rule, path) in self.rules.iter().zip(paths) {
            let known = || {
                self.rules.iter().filter(|other| other.table == rule.table).map(|other| other.name.as_str())
            };
            if let Some(lost) = rule.over.iter().find(|name| !known().any(|known| known == name.as_str())) {
                let message =
                    format!("over: expected the name of a rule of the table {}, found {lost:?}", rule.table);
                return Err(Error::configuration(with_nearest(message, lost, known())).at(path));
            }
        }
        Ok(())
    }

    /// Whether some pattern names a lexicon class, by itself or as part of a union.
    #[must_use]
    pub fn names_class(&self, class: ClassId) -> bool {
        let mut classes = self.patterns.iter().flat_map(|pattern| &pattern.classes);
        classes.any(|named| named.lexical().any(|known| known == class))
    }

    /// All rules, by table and name.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of this id.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.get(id.0 as usize)
    }

    /// The rule's name; empty for an id of another rule set.
    #[must_use]
    pub fn name(&self, id: RuleId) -> &str {
        self.rule(id).map_or("", |rule| rule.name.as_str())
    }

    /// The rule of this table and name.
    #[must_use]
    pub fn id(&self, table: &str, name: &str) -> Option<RuleId> {
        let at = self.rules.iter().position(|rule| rule.table == table && rule.name == name)?;
        Some(RuleId(at as u16))
    }

    /// The name of a slot of a rule's pattern.
    #[must_use]
    pub fn slot(&self, id: RuleId, slot: u16) -> &str {
        self.patterns.get(id.0 as usize).and_then(|p| p.slots.get(slot as usize)).map_or("", String::as_str)
    }

    /// The table of this name, where rules have one.
    pub(super) fn table(&self, name: &str) -> Option<usize> {
        self.prefilter.table(name)
    }

    /// How many tables rules have.
    pub(super) fn tables(&self) -> usize {
        self.prefilter.tables()
    }

    /// Reports, for each of the tables, where in a sentence which rules can begin.
    pub(super) fn candidates(
        &self,
        tables: Tables,
        input: MatchInput<'_>,
        scratch: &mut Scratch,
        report: impl FnMut(usize, &[Candidate]),
    ) {
        self.prefilter.candidates(input, tables, scratch, report);
    }

    /// Reports the longest match of every rule where it can begin.
    pub(super) fn matches(
        &self,
        candidates: &[Candidate],
        input: MatchInput<'_>,
        mut report: impl FnMut(Match),
    ) {
        for &(at, id) in candidates {
            if let Some(found) = matcher::run(&self.patterns[usize::from(id.0)], id, input, at as usize) {
                report(found);
            }
        }
    }
}
