//! Which rules can begin at a token, and which can match in a sentence at all.
//!
//! Most sentences hold few of the classes that rules are made of. A rule is tried only in sentences that have all of the
//! classes and marks it cannot do without, and there only at tokens that can begin it and stand before one that can go on
//! with it. What a token is good for to all rules is a row, which is made once for its kind; two passes over the rows of a
//! sentence answer all this for the rules of several tables.

use super::class::{Class, TokenTest};
use super::id::RuleId;
use super::input::MatchInput;
use super::kind::{SEVERAL, Uses};
use super::lattice::NUMBER;
use super::pattern::{First, Need, Part, Pattern, Step};
use super::prospect::{self, Prospect, Prospects};
use super::row::{BLOCK, Block, NONE, Requirements, Row, and, any, or};
use crate::lexicon::{ClassId, Place};
use crate::text::{Gap, Token, TokenKind};
use std::sync::Arc;

/// Tables, by position in [`Prefilter::tables`].
pub(super) type Tables = u32;

/// The bit of a token that is a mark before which rules begin; no requirement has it.
const AHEAD: Requirements = 1 << (Requirements::BITS - 1);

/// The rules of all tables.
#[derive(Debug, Default)]
pub(super) struct Prefilter {
    tables: Vec<String>,
    /// By table, which rules are its own.
    of_table: Vec<Rules>,
    requirements: Vec<Requirement>,
    /// For each rule, the requirements that a sentence must meet.
    required: Vec<Requirements>,
    /// The rules that one part can be all of.
    single: Rules,
    /// The rules that begin with whole words, which may go on with a part behind a ZWNJ.
    joined: Rules,
    /// What classes are good for, by [`position`].
    classes: Vec<Use>,
    marks: Vec<(char, Use)>,
    /// Rules that begin so many words before a mark.
    before_marks: Vec<BeforeMark>,
    /// What plain tokens are good for, by [`TokenKind`].
    tokens: [Use; TokenKind::ALL.len()],
    /// What words are good for that the lexicon does not know.
    unknown: Use,
    /// What words are good for by their features, class by class.
    words: Vec<(Arc<Class>, Use)>,
    prospects: Prospects,
}

/// Some of the rules.
#[derive(Clone, Debug, Default)]
struct Rules(Vec<Block>);

/// A need of rules: positions of classes, marks and plain tokens, of which a sentence must have one.
#[derive(Debug, Default, PartialEq)]
struct Requirement {
    classes: Vec<usize>,
    marks: Vec<char>,
    tokens: Vec<TokenTest>,
}

/// A rule that begins so many words before a mark.
#[derive(Debug)]
struct BeforeMark {
    mark: char,
    words: usize,
    /// What stands behind the mark.
    behind: Prospect,
    rule: RuleId,
}

/// What a class, a mark or a plain token is good for.
#[derive(Clone, Debug, Default)]
struct Use {
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

/// Where rules can begin in a sentence; one serves many sentences.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// By token, and then by block.
    pub(super) begun: Vec<Start>,
    /// Tokens, counted in the sentence, with which rules begin, if more is there that they need.
    beginnings: Vec<u32>,
    /// Those that are marks before which rules begin.
    marks: Vec<u32>,
    /// Those at which rules begin by such a mark.
    ahead: Vec<(usize, RuleId)>,
}

/// A token, a block of rules and those of them that can begin there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Start {
    pub(super) at: u32,
    pub(super) block: u32,
    pub(super) rules: Block,
}

impl Start {
    /// Of what begins there, the rules of a table, which are given by block.
    #[inline]
    pub(super) fn of(&self, table: &[Block]) -> Option<Self> {
        let rules = and(&self.rules, table.get(self.block as usize)?);
        any(&rules).then_some(Self { rules, ..*self })
    }

    /// Reports them in the order of their ids.
    #[inline]
    pub(super) fn each(&self, mut report: impl FnMut(RuleId)) {
        let mut first = self.block as usize * BLOCK;
        for lane in self.rules {
            for at in bits(lane) {
                report(RuleId((first + at) as u16));
            }
            first += u64::BITS as usize;
        }
    }
}

impl Rules {
    fn add(&mut self, rule: RuleId) {
        let (block, lane, bit) = place(rule);
        self.0.resize(self.0.len().max(block + 1), NONE);
        self.0[block][lane] |= bit;
    }

    #[inline]
    fn block(&self, block: usize) -> Block {
        self.0.get(block).copied().unwrap_or_default()
    }
}

/// The block of a rule, its lane in it and its bit there.
const fn place(rule: RuleId) -> (usize, usize, u64) {
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
        for First { step, at_start } in pattern.first() {
            self.note(
                pattern,
                step,
                |found| {
                    if at_start { found.opens.add(id) } else { found.begins.add(id) }
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
        for step in pattern.second() {
            self.note(pattern, step, |found| found.follows.add(id));
            if matches!(step, Step::Done) {
                self.single.add(id);
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
        prospect::asked(pattern).into_iter().enumerate().map(&mut of_step).collect()
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
            self.words.push((Arc::clone(class), Use::default()));
            self.words.len() - 1
        });
        note(&mut self.words[at].1);
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

    /// Writes down where the rules that are asked for, by block, can begin in a sentence, by token.
    pub(super) fn pass(&self, input: MatchInput<'_>, asked: &[Block], starts: &mut Starts) {
        starts.begun.clear();
        for (block, asked) in asked.iter().enumerate() {
            let (can, met) = self.can_begin(input, block, asked, starts);
            if any(&can) {
                self.pass_block(input, block, &can, met, starts);
            }
        }
        if asked.len() > 1 {
            starts.begun.sort_unstable();
        }
    }

    /// Writes down where those rules of a block that can begin do so, among the tokens that were found, if their requirements
    /// are met.
    fn pass_block(
        &self,
        input: MatchInput<'_>,
        block: usize,
        can: &Block,
        met: Requirements,
        starts: &mut Starts,
    ) {
        let Starts { begun, beginnings, ahead, .. } = starts;
        let first = begun.len();
        let (tokens, places) = (input.sentence(), places(input));
        let (single, joined) = (self.single.block(block), self.joined.block(block));
        for &at in &*beginnings {
            let (Some(token), Some(place)) = (tokens.get(at as usize), places.get(at as usize)) else {
                continue;
            };
            let row = input.lattice.row(place.kind, block);
            let begins = if at == 0 { or(&row.begins, &row.opens) } else { row.begins };
            let begins = and(&begins, can);
            if !any(&begins) || token.gap == Gap::Joiner {
                continue;
            }
            let mut follows = if place.kind & SEVERAL == 0 {
                let next = places.get(at as usize + 1);
                let next = next.map_or(&Row::NOTHING, |next| input.lattice.row(next.kind, block));
                or(&next.follows, &single)
            } else {
                self.goes_on(input, at as usize, block)
            };
            if tokens.get(at as usize + 1).is_some_and(|next| next.gap == Gap::Joiner) {
                follows = or(&follows, &joined);
            }
            let rules = and(&begins, &follows);
            if any(&rules) {
                begun.push(Start { at: input.first as u32 + at, block: block as u32, rules });
            }
        }
        for &(at, rule) in &*ahead {
            let (_, lane, bit) = place(rule);
            if can[lane] & bit != 0 {
                let mut rules = NONE;
                rules[lane] = bit;
                begun.push(Start { at: (input.first + at) as u32, block: block as u32, rules });
            }
        }
        if !ahead.is_empty() {
            put_together(begun, first);
        }
        // Few rules are left by now, so that it is quickest to ask here what else they need.
        let left = begun[first..].iter().fold(NONE, |all, start| or(&all, &start.rules));
        let can = self.with_all_met(left, block, met);
        let mut at = first;
        for next in first..begun.len() {
            let rules = and(&begun[next].rules, &can);
            if any(&rules) {
                begun[at] = Start { rules, ..begun[next] };
                at += 1;
            }
        }
        begun.truncate(at);
    }

    /// Those of some rules of a block of which all requirements are met.
    fn with_all_met(&self, rules: Block, block: usize, met: Requirements) -> Block {
        let required = self.required.get(block * BLOCK..).unwrap_or(&[]);
        let mut out = rules;
        for (lane, out) in out.iter_mut().enumerate() {
            let required = required.get(lane * u64::BITS as usize..).unwrap_or(&[]);
            for rule in bits(*out) {
                let unmet = required.get(rule).is_some_and(|required| required & !met != 0);
                *out &= !(u64::from(unmet) << rule);
            }
        }
        out
    }

    /// The rules of a block that can begin with a token of a sentence, and the requirements that are met there. The tokens
    /// with which some begin are noted, and those at which rules begin by a mark further on.
    fn can_begin(
        &self,
        input: MatchInput<'_>,
        block: usize,
        asked: &Block,
        starts: &mut Starts,
    ) -> (Block, Requirements) {
        let Starts { beginnings, marks, ahead, .. } = starts;
        beginnings.clear();
        marks.clear();
        ahead.clear();
        let (mut met, mut can) = (0, NONE);
        for (at, place) in (0..).zip(places(input)) {
            let row = input.lattice.row(place.kind, block);
            met |= row.meets;
            let begins = and(&row.begins, asked);
            can = or(&can, &begins);
            if at == 0 || any(&begins) {
                beginnings.push(at);
            }
            if row.meets & AHEAD != 0 {
                marks.push(at);
            }
        }
        if let Some(first) = places(input).first() {
            can = or(&can, &and(&input.lattice.row(first.kind, block).opens, asked));
        }
        for &at in &*marks {
            self.look_back(input, block, at as usize, ahead);
        }
        for (_, rule) in ahead.iter() {
            let (_, lane, bit) = place(*rule);
            can[lane] |= bit & asked[lane];
        }
        (can, met)
    }

    /// All that a token of these classes is good for.
    fn uses(&self, token: TokenKind, mark: Option<usize>, classes: &[ClassId]) -> Vec<&Use> {
        let unknown = classes.is_empty() && token == TokenKind::Word;
        let of_classes = classes.iter().filter_map(|class| self.classes.get(position(*class)));
        let words = self.words.iter().filter(|(class, _)| class.may_be(token, classes));
        std::iter::once(&self.tokens[token as usize])
            .chain(mark.and_then(|mark| self.marks.get(mark)).map(|(_, uses)| uses))
            .chain(of_classes)
            .chain(words.map(|(_, uses)| uses))
            .chain(unknown.then_some(&self.unknown))
            .collect()
    }

    /// Notes the tokens at which rules of a block begin that go on to the mark at a token.
    #[inline(never)] // Few sentences have such marks.
    fn look_back(&self, input: MatchInput<'_>, block: usize, at: usize, ahead: &mut Vec<(usize, RuleId)>) {
        let tokens = input.sentence();
        let Some(token) = tokens.get(at) else { return };
        let mark = input.text.get(token.span().range()).and_then(|written| written.chars().next());
        let of_mark = self.before_marks.iter().filter(|found| Some(found.mark) == mark);
        let goes_on = |prospect: Prospect| {
            let behind = input.first + at + 1;
            prospect == Prospect::ANYTHING || behind < input.last && input.lattice.goes_on(behind, prospect)
        };
        for found in of_mark.filter(|found| place(found.rule).0 == block && goes_on(found.behind)) {
            ahead.extend(words_before(tokens, at, found.words).map(|first| (first, found.rule)));
        }
    }

    /// The rules of a block that a token which begins something of several tokens can begin: they end behind it, or go on
    /// with what stands there.
    #[inline(never)] // Few tokens do.
    fn goes_on(&self, input: MatchInput<'_>, at: usize, block: usize) -> Block {
        let places = places(input);
        let behind = |length: usize| {
            places.get(at + length).map_or(NONE, |next| input.lattice.row(next.kind, block).follows)
        };
        let sightings = input.lattice.sightings(input.first + at).iter();
        let known = or(&behind(1), &self.single.block(block));
        sightings.fold(known, |all, found| or(&all, &behind(usize::from(found.length))))
    }
}

/// Puts together what begins at one token, from a position on.
fn put_together(begun: &mut Vec<Start>, first: usize) {
    begun[first..].sort_unstable_by_key(|start| start.at);
    begun.dedup_by(|more, kept| {
        let same = (more.at, more.block) == (kept.at, kept.block);
        if same {
            kept.rules = or(&kept.rules, &more.rules);
        }
        same
    });
}

impl Uses for Prefilter {
    fn blocks(&self) -> usize {
        self.required.len().div_ceil(BLOCK)
    }

    fn mark_of(&self, token: TokenKind, written: &str) -> Option<usize> {
        if !matches!(token, TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop) {
            return None;
        }
        let mark = written.chars().next()?;
        self.marks.iter().position(|(known, _)| *known == mark)
    }

    fn prospects(&self, token: TokenKind, mark: Option<usize>, classes: &[ClassId]) -> Vec<u64> {
        let mut bits = vec![0; self.prospects.words()];
        for found in self.uses(token, mark, classes) {
            bits.iter_mut().zip(&found.prospects).for_each(|(bits, more)| *bits |= more);
        }
        bits
    }

    fn words_of_prospects(&self) -> usize {
        self.prospects.words()
    }

    fn rows(&self, token: TokenKind, mark: Option<usize>, classes: &[ClassId]) -> Vec<Row> {
        let uses = self.uses(token, mark, classes);
        let of_block = |block| {
            uses.iter().fold(Row::NOTHING, |row, found| Row {
                meets: row.meets | found.meets,
                begins: or(&row.begins, &found.begins.block(block)),
                opens: or(&row.opens, &found.opens.block(block)),
                follows: or(&row.follows, &found.follows.block(block)),
            })
        };
        (0..self.blocks()).map(of_block).collect()
    }
}

/// Of the tokens of a sentence, where what begins at them stands, and their kinds.
fn places(input: MatchInput<'_>) -> &[Place] {
    input.lattice.places(input.first, input.last)
}

/// The token that the first of so many words before a token begins with.
fn words_before(tokens: &[Token], at: usize, words: usize) -> Option<usize> {
    let begins = |at: &usize| tokens[*at].gap != Gap::Joiner;
    (0..words).try_fold(at, |at, _| (0..at).rev().find(begins))
}

/// The positions of the bits of a word, lowest first.
fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        word &= word.checked_sub(1)?;
        Some(bit as usize)
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_are_the_positions_of_a_word(word: u64) {
            prop_assert_eq!(bits(word).fold(0, |sum, at| sum | 1 << at), word);
            prop_assert_eq!(bits(word).count() as u32, word.count_ones());
        }
    }
}
