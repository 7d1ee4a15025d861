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
use super::row::{BLOCK, Block, NONE, Requirements, Row, and, any, or};
use crate::lexicon::{ClassId, Place};
use crate::text::fold::as_mark;
use crate::text::{Gap, Token, TokenKind};

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
}

/// Where rules can begin in a sentence; one serves many sentences.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// By token, and then by block.
    pub(super) begun: Vec<Start>,
    /// Tokens, counted in the sentence, at which rules begin by a mark further on.
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
    /// How many rules can begin there.
    pub(super) fn count(&self) -> usize {
        self.rules.iter().map(|lane| lane.count_ones() as usize).sum()
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
                Step::Ahead { words, mark, .. } => {
                    self.before_marks.push(BeforeMark { mark: *mark, words: *words, rule: id });
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

    /// Notes what the classes, marks and tokens that a step takes are good for.
    fn note(&mut self, pattern: &Pattern, step: &Step, mut note: impl FnMut(&mut Use)) {
        match step {
            Step::Class { class, .. } | Step::Guard { class, .. } => {
                let class = &pattern.classes[*class as usize];
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

    /// Of what begins at a start, the rules of a table.
    #[inline]
    pub(super) fn begun(&self, table: usize, start: &Start) -> Option<Start> {
        let of_table = self.of_table.get(table)?.block(start.block as usize);
        let rules = and(&start.rules, &of_table);
        any(&rules).then_some(Start { rules, ..*start })
    }

    /// Writes down where the rules that are asked for, by block, can begin in a sentence, by token.
    pub(super) fn pass(&self, input: MatchInput<'_>, asked: &[Block], starts: &mut Starts) {
        starts.begun.clear();
        for (block, asked) in asked.iter().enumerate() {
            let can = self.can_match(input, block, asked, &mut starts.ahead);
            if any(&can) {
                self.pass_block(input, block, &can, starts);
            }
        }
        if !starts.begun.is_sorted() {
            starts.begun.sort_unstable();
        }
    }

    fn pass_block(&self, input: MatchInput<'_>, block: usize, can: &Block, starts: &mut Starts) {
        let Starts { begun, ahead, .. } = starts;
        let first = begun.len();
        let (tokens, single) = (input.sentence(), self.single.block(block));
        let joined = self.joined.block(block);
        // What stands behind: its row, and the rules that it follows as the second part of a word.
        let (mut next, mut goes_on) = (&Row::NOTHING, NONE);
        // From the end, so that it is known what stands behind.
        for (at, (token, kind)) in tokens.iter().zip(places(input)).enumerate().rev() {
            let row = input.lattice.row(kind.kind, block);
            let mut begins = and(&row.begins, can);
            if at == 0 {
                begins = or(&begins, &and(&row.opens, can));
            }
            if any(&begins) && token.gap != Gap::Joiner {
                let follows = if kind.kind & SEVERAL == 0 {
                    or(&or(&next.follows, &single), &goes_on)
                } else {
                    or(&self.goes_on(input, at, block), &goes_on)
                };
                let rules = and(&begins, &follows);
                if any(&rules) {
                    begun.push(Start { at: (input.first + at) as u32, block: block as u32, rules });
                }
            }
            next = row;
            goes_on = if token.gap == Gap::Joiner { joined } else { NONE };
        }
        for (at, rule) in ahead.drain(..) {
            let (_, lane, bit) = place(rule);
            if can[lane] & bit != 0 {
                let mut rules = NONE;
                rules[lane] = bit;
                begun.push(Start { at: (input.first + at) as u32, block: block as u32, rules });
            }
        }
        begun[first..].reverse();
        put_together(begun);
    }

    /// The rules of a block that can match in a sentence: they can begin with one of its tokens, and what they cannot do
    /// without is there. The tokens at which rules begin by a mark further on are noted.
    fn can_match(
        &self,
        input: MatchInput<'_>,
        block: usize,
        asked: &Block,
        ahead: &mut Vec<(usize, RuleId)>,
    ) -> Block {
        let (mut met, mut can) = (0, NONE);
        for place in places(input) {
            let row = input.lattice.row(place.kind, block);
            met |= row.meets;
            can = or(&can, &row.begins);
        }
        if let Some(first) = places(input).first() {
            can = or(&can, &input.lattice.row(first.kind, block).opens);
        }
        ahead.clear();
        if met & AHEAD != 0 {
            self.look_back(input, block, ahead);
            for (_, rule) in ahead.iter() {
                let (_, lane, bit) = place(*rule);
                can[lane] |= bit;
            }
        }
        can = and(&can, asked);
        let required = self.required.get(block * BLOCK..).unwrap_or(&[]);
        for (lane, can) in can.iter_mut().enumerate() {
            let required = required.get(lane * u64::BITS as usize..).unwrap_or(&[]);
            let unmet = |rule: &usize| required.get(*rule).is_some_and(|required| required & !met != 0);
            *can = bits(*can).filter(unmet).fold(*can, |can, rule| can & !(1 << rule));
        }
        can
    }

    /// Notes the tokens at which rules of a block begin that go on to a mark.
    #[inline(never)] // Few sentences have such marks.
    fn look_back(&self, input: MatchInput<'_>, block: usize, ahead: &mut Vec<(usize, RuleId)>) {
        let tokens = input.sentence();
        for (at, (token, kind)) in tokens.iter().zip(places(input)).enumerate() {
            if input.lattice.row(kind.kind, block).meets & AHEAD == 0 {
                continue;
            }
            let mark =
                input.text.get(token.span().range()).and_then(|written| written.chars().next()).map(as_mark);
            let of_mark = self.before_marks.iter().filter(|found| Some(found.mark) == mark);
            for found in of_mark.filter(|found| place(found.rule).0 == block) {
                ahead.extend(words_before(tokens, at, found.words).map(|first| (first, found.rule)));
            }
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

/// Puts together what begins at one token.
fn put_together(begun: &mut Vec<Start>) {
    if begun.is_sorted_by(|a, b| (a.block, a.at) < (b.block, b.at)) {
        return;
    }
    begun.sort_unstable_by_key(|start| (start.block, start.at));
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
        let mark = as_mark(written.chars().next()?);
        self.marks.iter().position(|(known, _)| *known == mark)
    }

    fn rows(&self, token: TokenKind, mark: Option<usize>, classes: &[ClassId]) -> Vec<Row> {
        let unknown = classes.is_empty() && token == TokenKind::Word;
        let of_classes = classes.iter().filter_map(|class| self.classes.get(position(*class)));
        let uses = std::iter::once(&self.tokens[token as usize])
            .chain(mark.and_then(|mark| self.marks.get(mark)).map(|(_, uses)| uses))
            .chain(of_classes)
            .chain(unknown.then_some(&self.unknown));
        let of_block = |block| {
            uses.clone().fold(Row::NOTHING, |row, found| Row {
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
