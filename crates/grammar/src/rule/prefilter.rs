//! Which rules can begin at a token, and which can match in a sentence at all.
//!
//! Most sentences hold few of the classes that rules are made of. A rule is tried only in sentences that have all of the
//! classes and marks it cannot do without, and there only at tokens that can begin it and stand before one that can go on
//! with it ([`starts`](super::starts)). What a token is good for to all rules is a row, which is made here once for its kind.

use super::class::{Class, TokenTest};
use super::id::RuleId;
use super::kind::Uses;
use super::known::Known;
use super::lattice::NUMBER;
use super::pattern::{Need, Part, Pattern, Reached, Step};
use super::prospect::Prospect;
use super::prospects::{Prospects, asked};
use super::row::{BLOCK, Block, NONE, Requirements, Row, or};
use crate::lexicon::{ClassId, Lemma};
use crate::text::TokenKind;
use crate::text::fold::as_mark;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Tables, by position in [`Prefilter::tables`].
pub(super) type Tables = u32;

/// The bit of a token that is a mark before which rules begin; no requirement has it.
pub(super) const AHEAD: Requirements = 1 << (Requirements::BITS - 1);

/// The rules of all tables.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Prefilter {
    tables: Vec<String>,
    /// By table, which rules are its own.
    of_table: Vec<Rules>,
    /// While rules are added.
    #[serde(skip)]
    requirements: Vec<Requirement>,
    /// For each rule, the requirements that a sentence must meet.
    pub(super) required: Vec<Requirements>,
    /// The rules that one part can be all of.
    pub(super) single: Rules,
    /// The rules that one part can be all of where the sentence ends behind it.
    pub(super) ending: Rules,
    /// The rules that begin with whole words, which may go on with a part behind a ZWNJ.
    pub(super) joined: Rules,
    /// What classes are good for, by [`position`].
    classes: Vec<Use>,
    marks: Vec<(char, Use)>,
    /// Rules that begin so many words before a mark.
    pub(super) before_marks: Vec<BeforeMark>,
    /// What plain tokens are good for, by [`TokenKind`].
    tokens: [Use; TokenKind::ALL.len()],
    /// What words are good for that the lexicon does not know.
    unknown: Use,
    /// What words are good for by their features, class by class: those that are stored say which classes by themselves.
    #[serde(skip)]
    words: Vec<(Arc<Class>, Use)>,
    /// The verbs that such features name.
    #[serde(skip)]
    verbs: Vec<Lemma>,
    prospects: Prospects,
}

/// Some of the rules.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<RuleId>", into = "Vec<RuleId>")]
pub(super) struct Rules(Vec<Block>);

/// A need of rules: positions of classes, marks and plain tokens, of which a sentence must have one.
#[derive(Clone, Debug, Default, PartialEq)]
struct Requirement {
    classes: Vec<usize>,
    marks: Vec<char>,
    tokens: Vec<TokenTest>,
}

/// A rule that begins so many words before a mark.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct BeforeMark {
    pub(super) mark: char,
    pub(super) words: usize,
    /// What stands behind the mark.
    pub(super) behind: Prospect,
    pub(super) rule: RuleId,
}

/// What a class, a mark or a plain token is good for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Use {
    /// The rules that can begin with it.
    begins: Rules,
    /// The rules that can begin with it where the sentence begins, and nowhere else.
    opens: Rules,
    /// The rules whose second part it can be.
    follows: Rules,
    /// The requirements that it meets.
    meets: Requirements,
    /// What patterns can go on with it, in bits.
    prospects: Vec<u64>,
}

impl Rules {
    fn add(&mut self, rule: RuleId) {
        let (block, lane, bit) = place(rule);
        self.0.resize(self.0.len().max(block + 1), NONE);
        self.0[block][lane] |= bit;
    }

    #[inline]
    pub(super) fn block(&self, block: usize) -> Block {
        self.0.get(block).copied().unwrap_or_default()
    }
}

impl From<Vec<RuleId>> for Rules {
    fn from(ids: Vec<RuleId>) -> Self {
        let mut rules = Self::default();
        ids.into_iter().for_each(|rule| rules.add(rule));
        rules
    }
}

impl From<Rules> for Vec<RuleId> {
    fn from(rules: Rules) -> Self {
        let all = (0..(rules.0.len() * BLOCK) as u16).map(RuleId);
        all.filter(|rule| {
            let (block, lane, bit) = place(*rule);
            rules.block(block)[lane] & bit != 0
        })
        .collect()
    }
}

/// The block of a rule, its lane in it and its bit there.
pub(super) const fn place(rule: RuleId) -> (usize, usize, u64) {
    let at = rule.0 as usize;
    (at / BLOCK, at % BLOCK / u64::BITS as usize, 1 << (at % u64::BITS as usize))
}

impl Prefilter {
    /// The table of this name.
    pub(super) fn table(&self, name: &str) -> Option<usize> {
        self.tables.iter().position(|table| table == name)
    }

    /// Adds the next rule.
    pub(super) fn add(&mut self, table: &str, id: RuleId, pattern: &Pattern) {
        let table = self.table(table).unwrap_or_else(|| {
            self.tables.push(table.to_owned());
            self.of_table.push(Rules::default());
            self.tables.len() - 1
        });
        self.of_table[table].add(id);
        let required = pattern.needs.iter().fold(0, |all, need| all | self.requirement(pattern, need));
        self.required.push(required);
        for step in &pattern.steps {
            if let Step::Mark(mark) = step {
                self.mark(*mark, |_| {});
            }
        }
        for Reached { step, at_border } in pattern.first() {
            self.note(
                pattern,
                step,
                |found| {
                    if at_border { found.opens.add(id) } else { found.begins.add(id) }
                },
            );
            match step {
                Step::Class { class, .. } if pattern.classes[*class as usize].has_words() => {
                    self.joined.add(id);
                }
                Step::Ahead { words, mark, class } => {
                    let class = class.map(|class| Step::Class { class, slot: None });
                    let behind = class.map_or(Prospect::ANYTHING, |class| {
                        self.prospect(pattern, || std::iter::once(&class))
                    });
                    self.before_marks.push(BeforeMark { mark: *mark, words: *words, behind, rule: id });
                    self.mark(*mark, |found| found.meets |= AHEAD);
                }
                _ => {}
            }
        }
        for Reached { step, at_border } in pattern.second() {
            self.note(pattern, step, |found| found.follows.add(id));
            match step {
                Step::Done if at_border => self.ending.add(id),
                Step::Done => self.single.add(id),
                _ => {}
            }
        }
    }

    /// What a pattern can go on with, by step.
    pub(super) fn prospects_of(&mut self, pattern: &Pattern) -> Vec<Prospect> {
        let mut of_step = |(at, asked): (usize, bool)| {
            if !asked {
                return Prospect::ANYTHING;
            }
            self.prospect(pattern, || pattern.next_from(at))
        };
        asked(pattern).into_iter().enumerate().map(&mut of_step).collect()
    }

    /// The prospect of some steps.
    fn prospect<'p, S: Iterator<Item = &'p Step>>(
        &mut self,
        pattern: &Pattern,
        steps: impl Fn() -> S,
    ) -> Prospect {
        let (prospect, new) = self.prospects.number(pattern, steps());
        if new {
            steps().for_each(|step| self.note(pattern, step, |found| prospect.add_to(&mut found.prospects)));
        }
        prospect
    }

    /// Notes what the classes, marks and tokens that a step takes are good for.
    fn note(&mut self, pattern: &Pattern, step: &Step, mut note: impl FnMut(&mut Use)) {
        match step {
            Step::Class { class, .. } | Step::Guard { class, .. } => {
                let class = &pattern.classes[*class as usize];
                if class.has_words() {
                    return self.words(class, note);
                }
                present(class).into_iter().for_each(|at| self.class(at, &mut note));
                if let Some(test) = class.token {
                    self.tokens(test, &mut note);
                }
            }
            Step::Mark(mark) => self.mark(*mark, note),
            _ => {}
        }
    }

    fn class(&mut self, position: usize, note: impl FnOnce(&mut Use)) {
        if self.classes.len() <= position {
            self.classes.resize(position + 1, Use::default());
        }
        note(&mut self.classes[position]);
    }

    fn words(&mut self, class: &Arc<Class>, note: impl FnOnce(&mut Use)) {
        let at = self.words.iter().position(|(known, _)| known.name == class.name).unwrap_or_else(|| {
            self.add_words(Arc::clone(class), Use::default());
            self.words.len() - 1
        });
        note(&mut self.words[at].1);
    }

    /// Adds what words of a class are good for by their features.
    pub(super) fn add_words(&mut self, class: Arc<Class>, use_: Use) {
        self.verbs.extend(class.verbs());
        self.words.push((class, use_));
    }

    /// What words are good for by their features, class by class.
    pub(super) fn uses_of_words(&self) -> &[(Arc<Class>, Use)] {
        &self.words
    }

    fn mark(&mut self, mark: char, note: impl FnOnce(&mut Use)) {
        let at = self.marks.iter().position(|(known, _)| *known == mark).unwrap_or_else(|| {
            self.marks.push((mark, Use::default()));
            self.marks.len() - 1
        });
        note(&mut self.marks[at].1);
    }

    fn tokens(&mut self, test: TokenTest, mut note: impl FnMut(&mut Use)) {
        if test == TokenTest::Unknown {
            return note(&mut self.unknown);
        }
        for kind in TokenKind::ALL.into_iter().filter(|kind| test.accepts(*kind)) {
            note(&mut self.tokens[kind as usize]);
        }
    }

    /// Returns the requirement of a need; none where there is no more room, for requirements only save work.
    fn requirement(&mut self, pattern: &Pattern, need: &Need) -> Requirements {
        let mut wanted = Requirement::default();
        for part in need {
            match part {
                Part::Class(class) => {
                    let class = &pattern.classes[*class as usize];
                    wanted.classes.extend(present(class));
                    wanted.tokens.extend(class.token);
                }
                Part::Mark(mark) => wanted.marks.push(*mark),
            }
        }
        wanted.classes.sort_unstable();
        wanted.classes.dedup();
        wanted.marks.sort_unstable();
        wanted.marks.dedup();
        if let Some(at) = self.requirements.iter().position(|requirement| *requirement == wanted) {
            return 1 << at;
        }
        let requirement = 1 << self.requirements.len();
        if requirement == AHEAD {
            return 0;
        }
        wanted.classes.iter().for_each(|at| self.class(*at, |found| found.meets |= requirement));
        wanted.marks.iter().for_each(|mark| self.mark(*mark, |found| found.meets |= requirement));
        wanted.tokens.iter().for_each(|test| self.tokens(*test, |found| found.meets |= requirement));
        self.requirements.push(wanted);
        requirement
    }

    /// The rules of some tables, by block.
    pub(super) fn of_tables(&self, tables: Tables) -> Vec<Block> {
        let asked = || self.of_table.iter().enumerate().filter(|(table, _)| tables >> table & 1 == 1);
        let of_block = |block: usize| asked().fold(NONE, |all, (_, rules)| or(&all, &rules.block(block)));
        (0..self.blocks()).map(of_block).collect()
    }

    /// How many tables there are.
    pub(super) fn tables(&self) -> usize {
        self.tables.len()
    }

    /// The rules of a table, by block.
    pub(super) fn of_table(&self, table: usize) -> &[Block] {
        self.of_table.get(table).map_or(&[], |rules| &rules.0)
    }

    /// All that a token is good for.
    fn uses(&self, known: Known<'_>) -> Vec<&Use> {
        let Known { token, mark, classes, .. } = known;
        let unknown = classes.is_empty() && token == TokenKind::Word;
        let of_classes = classes.iter().filter_map(|class| self.classes.get(position(*class)));
        let words = self.words.iter().filter(|(class, _)| class.may_be(known));
        std::iter::once(&self.tokens[token as usize])
            .chain(mark.and_then(|mark| self.marks.get(mark)).map(|(_, uses)| uses))
            .chain(of_classes)
            .chain(words.map(|(_, uses)| uses))
            .chain(unknown.then_some(&self.unknown))
            .collect()
    }
}

impl Uses for Prefilter {
    fn blocks(&self) -> usize {
        self.required.len().div_ceil(BLOCK)
    }

    fn mark_of(&self, token: TokenKind, written: &str) -> Option<usize> {
        if !matches!(token, TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop) {
            return None;
        }
        let mark = as_mark(written.chars().next()?);
        self.marks.iter().position(|(known, _)| *known == mark)
    }

    fn verbs(&self) -> &[Lemma] {
        &self.verbs
    }

    fn words_of_prospects(&self) -> usize {
        self.prospects.words()
    }

    fn of(&self, known: Known<'_>) -> (Vec<Row>, Vec<u64>) {
        let uses = self.uses(known);
        let mut rows = vec![Row::NOTHING; self.blocks()];
        let mut prospects = vec![0; self.prospects.words()];
        for found in uses {
            for (block, row) in rows.iter_mut().enumerate() {
                row.meets |= found.meets;
                row.begins = or(&row.begins, &found.begins.block(block));
                row.opens = or(&row.opens, &found.opens.block(block));
                row.follows = or(&row.follows, &found.follows.block(block));
            }
            prospects.iter_mut().zip(&found.prospects).for_each(|(bits, more)| *bits |= more);
        }
        (rows, prospects)
    }
}

/// Where a class stands in [`Prefilter::classes`]: numbers first, whose class is the last.
const fn position(class: ClassId) -> usize {
    class.0.wrapping_sub(NUMBER.0) as usize
}

/// The positions of the classes that a class accepts, in order.
fn present(class: &Class) -> Vec<usize> {
    let numbers = class.numeric().then(|| position(NUMBER));
    numbers.into_iter().chain(class.lexical().map(position)).collect()
}
