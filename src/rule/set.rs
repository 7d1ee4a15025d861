//! All rules, by the table they make rows of and by what can begin them.

use super::class::Classes;
use super::file::Rule;
use super::matcher::{self, Ground, Match};
use super::pattern::{Pattern, Step};
use super::phrase::Phrases;
use super::starts::{Room, Starts, Tables, Try};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;

/// A rule, by position in [`RuleSet::rules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u16);

/// Every rule, compiled.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    patterns: Vec<Pattern>,
    starts: Starts,
}

/// Collects rule and class files and compiles them.
#[derive(Debug, Default)]
pub struct RuleSetBuilder {
    rules: Vec<(String, Rule)>,
    classes: Vec<(String, String)>,
    phrases: Phrases,
}

impl RuleSetBuilder {
    /// Adds a file: `classes.toml`, `phrases.toml`, or a rule at `<table>/<name>.toml`. A rule added later replaces the
    /// one of the same table and name.
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
        let rule = Rule::parse(path, text)?;
        self.rules.retain(|(_, old)| {
            (old.table.as_str(), old.name.as_str()) != (rule.table.as_str(), rule.name.as_str())
        });
        self.rules.push((path.to_owned(), rule));
        Ok(())
    }

    /// Compiles what was added. `readings` gives the known readings of a table, or `None` where the
    /// table has no rules.
    ///
    /// # Errors
    /// An unknown class, table or reading, a malformed pattern, a name that two tables share.
    pub fn build(
        mut self,
        lexicon: &Lexicon,
        readings: impl Fn(&str) -> Option<&'static [&'static str]>,
    ) -> Result<RuleSet> {
        let mut classes = Classes::new(lexicon);
        for (name, text) in &self.classes {
            classes.add(name, text)?;
        }
        for phrase in self.phrases.iter() {
            Pattern::parse(&format!("<{}>", phrase.name), &classes, &self.phrases)?;
        }
        self.rules.sort_by(|(_, a), (_, b)| (&a.table, &a.name).cmp(&(&b.table, &b.name)));
        let mut set = RuleSet::default();
        for (path, rule) in self.rules {
            let known = readings(&rule.table).ok_or_else(|| {
                Error::configuration(format!(
                    "unknown table {:?}: rules stand in a folder named dates, figures, actors, clauses or provisions",
                    rule.table
                ))
                .at(&path)
            })?;
            if !known.contains(&rule.reading.as_str()) {
                return Err(Error::configuration(format!(
                    "unknown reading {:?}: expected one of {}",
                    rule.reading,
                    known.join(", ")
                ))
                .at(&path));
            }
            let pattern =
                Pattern::parse(&rule.pattern, &classes, &self.phrases).map_err(|cause| cause.at(&path))?;
            if pattern.first().iter().any(|step| matches!(step, Step::Done)) {
                return Err(Error::configuration("the pattern matches nothing at all").at(&path));
            }
            set.add(rule, pattern);
        }
        Ok(set)
    }
}

impl RuleSet {
    fn add(&mut self, rule: Rule, pattern: Pattern) {
        let id = RuleId(self.rules.len() as u16);
        self.starts.add(&rule.table, id, &pattern);
        self.rules.push(rule);
        self.patterns.push(pattern);
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
        self.starts.table(name)
    }

    /// How many tables rules have.
    pub(super) fn tables(&self) -> usize {
        self.starts.tables()
    }

    /// Reports, for each of the tables, where in a sentence which rules can begin.
    pub(super) fn tries(
        &self,
        tables: Tables,
        ground: Ground<'_>,
        room: &mut Room,
        report: impl FnMut(usize, &[Try]),
    ) {
        self.starts.tries(ground, tables, room, report);
    }

    /// Reports the longest match of every rule where it can begin.
    pub(super) fn matches(&self, tries: &[Try], ground: Ground<'_>, mut report: impl FnMut(Match)) {
        for &(at, id) in tries {
            if let Some(found) = matcher::run(&self.patterns[usize::from(id.0)], id, ground, at as usize) {
                report(found);
            }
        }
    }
}
