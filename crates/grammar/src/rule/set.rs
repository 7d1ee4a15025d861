//! All rules, by the table they make rows of and by what can begin them.

use super::classes::{ClassFiles, Classes};
use super::compile::compile;
use super::file::Rule;
use super::id::RuleId;
use super::input::MatchInput;
use super::matcher::{self, Match};
use super::pattern::Pattern;
use super::phrase::Phrases;
use super::precedence;
use super::prefilter::Prefilter;
use super::reading::{ReadingKind, RuleTable};
use super::starts::Start;
use super::stored::StoredRules;
use crate::error::{Error, Result};
use crate::lexicon::{ClassId, Lexicon};
use crate::limits::{RULE_BYTES, RULES, fault_of_size};
use crate::suggestion::with_nearest;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry::{Occupied, Vacant};

/// Every rule, compiled.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    patterns: Vec<Pattern>,
    prefilter: Prefilter,
}

/// Collects rule and class files and compiles them.
#[derive(Debug)]
pub struct RuleSetBuilder<'t> {
    tables: &'t [RuleTable],
    rules: Vec<Rule>,
    /// Position in `rules` by table and name.
    by_name: FxHashMap<(String, String), usize>,
    classes: ClassFiles,
    phrases: Phrases,
}

impl<'t> RuleSetBuilder<'t> {
    /// A set for rules of these tables.
    #[must_use]
    pub fn new(tables: &'t [RuleTable]) -> Self {
        Self {
            tables,
            rules: Vec::new(),
            by_name: FxHashMap::default(),
            classes: ClassFiles::default(),
            phrases: Phrases::default(),
        }
    }

    /// Adds a file: `classes.toml`, `phrases.toml`, or a rule at `<table>/…/<name>.toml`. It is one of the program's own,
    /// or one of a user (`added`), whose rules take the place of the program's rules of the same table and name.
    ///
    /// # Errors
    /// A malformed file, or a name that stands twice.
    pub fn add(&mut self, path: &str, text: &str, added: bool) -> Result<()> {
        if let Some(fault) = fault_of_size(text, RULE_BYTES) {
            return Err(Error::configuration(fault).at(path));
        }
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        match path.rsplit(['/', '\\']).next() {
            Some("classes.toml") => return self.classes.add(path, text),
            Some("phrases.toml") => return self.phrases.add(path, text),
            _ => {}
        }
        let mut rule = Rule::parse(path, text, self.tables)?;
        rule.added = added;
        self.add_rule(rule)
    }

    /// Adds a rule, one of the program's own or one that was added, likewise.
    ///
    /// # Errors
    /// A name that stands twice.
    pub fn add_rule(&mut self, rule: Rule) -> Result<()> {
        match self.by_name.entry((rule.table.clone(), rule.name.clone())) {
            Occupied(known) => {
                let known = &mut self.rules[*known.get()];
                if !rule.added || known.added {
                    let message = format!(
                        "expected each rule of the table {} once, found the name {:?} again, which is first in {}",
                        rule.table,
                        rule.name,
                        known.place.path()
                    );
                    return Err(Error::configuration(message).at(rule.place.of("name")));
                }
                *known = rule;
            }
            Vacant(room) => {
                if self.rules.len() == RULES {
                    let message = format!("expected at most {RULES} rules, found more");
                    return Err(Error::configuration(message).at(rule.place.path()));
                }
                room.insert(self.rules.len());
                self.rules.push(rule);
            }
        }
        Ok(())
    }

    /// Compiles what was added.
    ///
    /// # Errors
    /// An unknown class, slot or reading, a malformed pattern, a rule that wins over one that is not there or over itself.
    pub fn build(self, lexicon: &Lexicon) -> Result<RuleSet> {
        let tables = self.tables;
        self.compile(lexicon, |rule| reading(rule, tables).map(Some))
    }

    /// Compiles what was added where no stage is at hand to say what readings read: whatever has a name is a slot, until the set is
    /// stored and a [`RuleSetBuilder`] of the stages' tables builds it.
    ///
    /// # Errors
    /// Those of [`RuleSetBuilder::build`] that are not about readings.
    pub fn build_unread(self, lexicon: &Lexicon) -> Result<RuleSet> {
        self.compile(lexicon, |_| Ok(None))
    }

    /// The set of rules that were stored; the classes of their patterns are those that were added. What is checked when they are
    /// compiled is not checked again, but that the stages have their readings.
    ///
    /// # Errors
    /// A reading or sense that is unknown, and a class that was not added.
    pub fn build_stored(self, stored: StoredRules<'_>, lexicon: &Lexicon) -> Result<RuleSet> {
        let classes = Classes::new(lexicon, self.classes)?;
        let tables = self.tables;
        let (rules, patterns, prefilter) = stored.read(&classes, |rule| reading(rule, tables))?;
        Ok(RuleSet { rules, patterns, prefilter })
    }

    fn compile(
        self,
        lexicon: &Lexicon,
        reading: impl Fn(&Rule) -> Result<Option<&'t ReadingKind>>,
    ) -> Result<RuleSet> {
        let classes = Classes::new(lexicon, self.classes)?;
        let mut rules = self.rules;
        rules.sort_by(|a, b| (&a.table, &a.name).cmp(&(&b.table, &b.name)));
        let mut set = RuleSet::default();
        for rule in rules {
            let reading = reading(&rule)?;
            let pattern = compile(&rule, &classes, &self.phrases, reading)
                .map_err(|cause| cause.at(rule.place.of("pattern")))?;
            set.add(rule, pattern);
        }
        self.phrases.check(set.patterns.iter().flat_map(|pattern| &pattern.phrases))?;
        precedence::check(&set.rules)?;
        Ok(set)
    }
}

/// The reading that a rule names, among those of its table.
fn reading<'t>(rule: &Rule, tables: &'t [RuleTable]) -> Result<&'t ReadingKind> {
    let table = tables.iter().filter(|table| table.name == rule.table);
    let readings = || table.clone().flat_map(|table| table.readings);
    let reading = readings().find(|reading| reading.name == rule.reading).ok_or_else(|| {
        let known: Vec<&str> = readings().map(|reading| reading.name).collect();
        let message = format!("unknown reading {:?}: expected one of {}", rule.reading, known.join(", "));
        Error::configuration(with_nearest(message, &rule.reading, known)).at(rule.place.of("reading"))
    })?;
    let expected = || match reading.senses {
        [] => format!("the reading {:?} has no senses", reading.name),
        senses => format!("expected one of {}", senses.join(", ")),
    };
    match &rule.sense {
        Some(sense) if !reading.senses.contains(&sense.as_str()) => {
            let message = format!("unknown sense {sense:?}: {}", expected());
            Err(Error::configuration(with_nearest(message, sense, reading.senses.iter().copied()))
                .at(rule.place.of("sense")))
        }
        None if !reading.senses.is_empty() => {
            Err(Error::configuration(format!("the rule has no sense: {}", expected()))
                .at(rule.place.of("reading")))
        }
        _ => Ok(reading),
    }
}

impl RuleSet {
    fn add(&mut self, rule: Rule, mut pattern: Pattern) {
        let id = RuleId(self.rules.len() as u16);
        self.prefilter.add(&rule.table, id, &pattern);
        pattern.prospects = self.prefilter.prospects_of(&pattern);
        self.rules.push(rule);
        self.patterns.push(pattern);
    }

    /// The set as bytes for [`StoredRules::from_bytes`] of the same release: the same bytes for the same rules.
    ///
    /// # Errors
    /// Examples that TOML cannot hold; none of rules that were read from TOML.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        StoredRules::of(&self.rules, &self.patterns, &self.prefilter).to_bytes()
    }

    /// The lexicon classes that some pattern names, by itself or as part of a union.
    #[must_use]
    pub fn named_classes(&self) -> FxHashSet<ClassId> {
        let classes = self.patterns.iter().flat_map(|pattern| &pattern.classes);
        classes.flat_map(|class| class.lexical()).collect()
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

    /// The rule's name, or `model`; empty for an id of another rule set.
    #[must_use]
    pub fn name(&self, id: RuleId) -> &str {
        match self.rule(id) {
            Some(rule) => &rule.name,
            None if id == RuleId::MODEL => "model",
            None if id == RuleId::PERSON => "correction",
            None => "",
        }
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

    /// What tokens are good for to the rules.
    pub(super) const fn prefilter(&self) -> &Prefilter {
        &self.prefilter
    }

    /// Reports the longest match of every rule where it can begin.
    pub(super) fn matches(&self, starts: &[Start], input: MatchInput<'_>, mut report: impl FnMut(Match)) {
        for start in starts {
            start.each(|id| {
                if let Some(found) = self.longest(id, input, start.at, false) {
                    report(found);
                }
            });
        }
    }

    /// The longest match of a rule that begins at a token; a `blind` search asks for no kinds of tokens.
    #[inline]
    pub(super) fn longest(&self, id: RuleId, input: MatchInput<'_>, at: u32, blind: bool) -> Option<Match> {
        let pattern = self.patterns.get(usize::from(id.0))?;
        matcher::run(pattern, id, input, at as usize, blind)
    }
}
