//! Which rules can begin at a token, and which can match in a sentence at all.
//!
//! Most sentences hold few of the classes that rules are made of. A rule is tried only in sentences that
//! have all of the classes and marks it cannot do without, and there only at tokens that can begin it and stand
//! before one that can go on with it. Rules stand in banks of as many as a machine word has bits, whatever their table;
//! one pass over a sentence, from its end, answers all this for the rules of several tables.

use super::class::{Class, TokenTest};
use super::id::RuleId;
use super::input::MatchInput;
use super::lattice::NUMBER;
use super::pattern::{Need, Part, Pattern, Step};
use crate::lexicon::ClassId;
use crate::text::{Gap, Token, TokenKind};

/// Rules of one bank, by position in it.
type Rules = u64;
/// Requirements of rules, by position in [`Bank::requirements`].
type Requirements = u128;
/// Tables, by position in [`Prefilter::tables`].
pub(super) type Tables = u32;
/// A rule and the token at which it can begin.
pub(super) type Candidate = (u32, RuleId);

/// The rules of all tables.
#[derive(Debug, Default)]
pub(super) struct Prefilter {
    tables: Vec<String>,
    banks: Vec<Bank>,
    /// What classes are good for, by [`position`].
    classes: Vec<Vec<Use>>,
    marks: Vec<(char, Vec<Use>)>,
    /// Rules that begin so many words before a mark, by bank.
    before_marks: Vec<BeforeMark>,
    /// What plain tokens are good for, by [`TokenKind`].
    kinds: [Vec<Use>; TokenKind::ALL.len()],
}

/// Some of the rules.
#[derive(Debug, Default)]
struct Bank {
    rules: Vec<RuleId>,
    /// By table, which of them are its own.
    of_table: Vec<Rules>,
    requirements: Vec<Requirement>,
    /// For each rule, the requirements that a sentence must meet.
    required: Vec<Requirements>,
    /// The rules that one part can be all of.
    single: Rules,
    /// The rules that begin where the sentence does.
    anchored: Rules,
    /// The rules that begin with a plain token: any word, say.
    plain: Rules,
    /// The rules whose second part a plain token can be, by [`TokenKind`].
    follows: [Rules; TokenKind::ALL.len()],
}

/// A need of rules: positions of classes, marks and plain tokens, of which a sentence must have one.
#[derive(Debug, Default, PartialEq)]
struct Requirement {
    classes: Vec<usize>,
    marks: Vec<char>,
    tokens: Vec<TokenTest>,
}

/// Rules of a bank that begin so many words before a mark.
#[derive(Debug)]
struct BeforeMark {
    mark: char,
    words: usize,
    bank: usize,
    rules: Rules,
}

/// What a class, a mark or a plain token is good for in a bank.
#[derive(Clone, Copy, Debug, Default)]
struct Use {
    bank: usize,
    /// The rules that can begin with it.
    begins: Rules,
    /// The rules whose second part it can be.
    follows: Rules,
    /// The requirements that it meets.
    meets: Requirements,
}

/// What a pass over a sentence writes down; one serves many sentences.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// For each token, by bank: the rules whose second part it can be by what the lexicon knows of it.
    follows: Vec<Rules>,
    banks: Vec<BankScratch>,
    /// The tables that were asked for.
    tables: Tables,
    /// The tokens, counted in the sentence, that are marks which rules can begin with; they stand behind the others
    /// in what has begun.
    marks: Vec<(usize, Use)>,
    found: Vec<Candidate>,
}

/// What a pass writes down for a bank.
#[derive(Debug, Default)]
struct BankScratch {
    /// The rules of the tables that were asked for.
    asked: Rules,
    /// Those of them that can match in the sentence.
    wanted: Rules,
    /// The requirements that are met.
    met: Requirements,
    /// The tokens at which its rules can begin, the last one first.
    begun: Vec<(u32, Rules)>,
}

impl Prefilter {
    /// The table of this name.
    pub(super) fn table(&self, name: &str) -> Option<usize> {
        self.tables.iter().position(|table| table == name)
    }

    /// How many tables there are.
    pub(super) fn tables(&self) -> usize {
        self.tables.len()
    }

    /// Adds a rule.
    pub(super) fn add(&mut self, table: &str, id: RuleId, pattern: &Pattern) {
        let table = self.table(table).unwrap_or_else(|| {
            self.tables.push(table.to_owned());
            self.tables.len() - 1
        });
        if self.banks.last().is_none_or(|bank| bank.rules.len() as u32 == Rules::BITS) {
            self.banks.push(Bank::default());
        }
        let at = self.banks.len() - 1;
        let bit: Rules = 1 << self.banks[at].rules.len();
        let required = pattern.needs.iter().fold(0, |all, need| all | self.requirement(at, pattern, need));
        let bank = &mut self.banks[at];
        bank.rules.push(id);
        bank.required.push(required);
        bank.of_table.resize(bank.of_table.len().max(table + 1), 0);
        bank.of_table[table] |= bit;
        bank.anchored |= if pattern.anchored { bit } else { 0 };
        for step in pattern.first() {
            self.note(at, pattern, step, |found| found.begins |= bit);
            let word = match step {
                Step::Class { class, .. } => pattern.classes[*class as usize].has_words(),
                Step::Ahead { words, mark, .. } => {
                    self.before_marks.push(BeforeMark { mark: *mark, words: *words, bank: at, rules: bit });
                    true
                }
                _ => false,
            };
            // Behind the first token of a word may be its second one.
            if word {
                self.tokens(at, TokenTest::Any, |found| found.follows |= bit);
            }
        }
        for step in pattern.second() {
            self.note(at, pattern, step, |found| found.follows |= bit);
            if matches!(step, Step::Done) {
                self.banks[at].single |= bit;
            }
        }
        for (kind, uses) in self.kinds.iter().enumerate() {
            for found in uses {
                let bank = &mut self.banks[found.bank];
                bank.follows[kind] = found.follows;
                bank.plain |= found.begins;
            }
        }
    }

    /// Notes what the classes, marks and tokens that a step takes are good for.
    fn note(&mut self, bank: usize, pattern: &Pattern, step: &Step, mut note: impl FnMut(&mut Use)) {
        match step {
            Step::Class { class, .. } => {
                let class = &pattern.classes[*class as usize];
                present(class).into_iter().for_each(|at| self.class(bank, at, &mut note));
                if let Some(test) = class.token {
                    self.tokens(bank, test, &mut note);
                }
            }
            Step::Mark(mark) => self.mark(bank, *mark, note),
            _ => {}
        }
    }

    fn class(&mut self, bank: usize, position: usize, note: impl FnOnce(&mut Use)) {
        if self.classes.len() <= position {
            self.classes.resize(position + 1, Vec::new());
        }
        note(entry(&mut self.classes[position], bank));
    }

    fn mark(&mut self, bank: usize, mark: char, note: impl FnOnce(&mut Use)) {
        let at = self.marks.iter().position(|(known, _)| *known == mark).unwrap_or_else(|| {
            self.marks.push((mark, Vec::new()));
            self.marks.len() - 1
        });
        note(entry(&mut self.marks[at].1, bank));
    }

    fn tokens(&mut self, bank: usize, test: TokenTest, mut note: impl FnMut(&mut Use)) {
        for kind in TokenKind::ALL.into_iter().filter(|kind| test.accepts(*kind)) {
            note(entry(&mut self.kinds[kind as usize], bank));
        }
    }

    /// Returns the requirement of a need; none where the bank is full, for requirements only save work.
    fn requirement(&mut self, bank: usize, pattern: &Pattern, need: &Need) -> Requirements {
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
        let requirements = &self.banks[bank].requirements;
        if let Some(at) = requirements.iter().position(|requirement| *requirement == wanted) {
            return 1 << at;
        }
        if requirements.len() as u32 == Requirements::BITS {
            return 0;
        }
        let requirement = 1 << requirements.len();
        wanted.classes.iter().for_each(|at| self.class(bank, *at, |found| found.meets |= requirement));
        wanted.marks.iter().for_each(|mark| self.mark(bank, *mark, |found| found.meets |= requirement));
        wanted.tokens.iter().for_each(|test| self.tokens(bank, *test, |found| found.meets |= requirement));
        self.banks[bank].requirements.push(wanted);
        requirement
    }

    /// Reports, for each of the tables, where in a sentence which rules can begin, by token and in the order of their
    /// ids.
    pub(super) fn candidates(
        &self,
        input: MatchInput<'_>,
        tables: Tables,
        scratch: &mut Scratch,
        mut report: impl FnMut(usize, &[Candidate]),
    ) {
        self.pass(input, tables, scratch);
        for (scratch, bank) in scratch.banks.iter_mut().zip(&self.banks) {
            let all = scratch.begun.iter().fold(bank.plain, |all, (_, rules)| all | rules);
            scratch.wanted = bank.allowed(all & scratch.wanted, scratch.met);
        }
        for table in (0..self.tables.len()).filter(|table| tables >> table & 1 == 1) {
            let mut sorted = scratch.marks.is_empty();
            scratch.found.clear();
            for (n, bank) in self.banks.iter().enumerate() {
                let can = scratch.banks[n].wanted & bank.of_table.get(table).copied().unwrap_or(0);
                if can == 0 {
                    continue;
                }
                sorted &= scratch.found.is_empty();
                let begun = scratch.banks[n].begun.iter().rev().copied();
                bank.candidates(begun, can, input.first, &mut scratch.found);
                // Few sentences have what rules need that begin with just any word.
                if bank.plain & can != 0 {
                    sorted = false;
                    let anchored = bank.plain & can & !bank.anchored == 0;
                    let tokens = input.sentence();
                    let all = if anchored { 1 } else { tokens.len() };
                    let begun = tokens.iter().take(all).enumerate().map(|(at, token)| {
                        let uses = self.kinds[token.kind as usize].iter().find(|found| found.bank == n);
                        let goes_on = self.goes_on(tokens, &scratch.follows, n, at + 1);
                        ((input.first + at) as u32, uses.map_or(0, |found| found.begins & goes_on))
                    });
                    bank.candidates(begun, can, input.first, &mut scratch.found);
                }
            }
            if !sorted {
                scratch.found.sort_unstable();
                // A rule may begin at a token by what it is and by what the lexicon knows of it.
                scratch.found.dedup();
            }
            report(table, &scratch.found);
        }
    }

    /// Writes down where rules can begin and which requirements are met.
    fn pass(&self, input: MatchInput<'_>, tables: Tables, scratch: &mut Scratch) {
        let MatchInput { first, last, .. } = input;
        if scratch.tables != tables || scratch.banks.len() != self.banks.len() {
            let asked = |bank: &Bank| {
                let of_tables =
                    bank.of_table.iter().enumerate().filter(|(table, _)| tables >> table & 1 == 1);
                of_tables.fold(0, |all, (_, rules)| all | rules)
            };
            scratch.tables = tables;
            scratch.banks = self
                .banks
                .iter()
                .map(|bank| BankScratch { asked: asked(bank), ..BankScratch::default() })
                .collect();
        }
        scratch.clear(last - first);
        let tokens = input.sentence();
        let Scratch { follows, banks, marks, .. } = scratch;
        let lanes = self.banks.len();
        let mut kinds = 0_u32;
        for (at, token) in tokens.iter().enumerate() {
            kinds |= 1 << token.kind as u32;
            let mark = mark(input.text, token);
            if let Some(mark) = mark {
                for found in self.before_marks.iter().filter(|found| found.mark == mark) {
                    let begins = found.rules & banks[found.bank].wanted;
                    if begins != 0
                        && let Some(first) = words_before(tokens, at, found.words)
                    {
                        marks.push((first, Use { bank: found.bank, begins, ..Use::default() }));
                    }
                }
            }
            if let Some(mark) = mark
                && let Some(known) = self.marks.iter().position(|(known, _)| *known == mark)
            {
                for found in &self.marks[known].1 {
                    banks[found.bank].met |= found.meets;
                    follows[at * lanes + found.bank] |= found.follows;
                    if found.begins & banks[found.bank].wanted != 0 {
                        marks.push((at, *found));
                    }
                }
            }
        }
        for kind in bits(kinds.into()) {
            for found in &self.kinds[kind] {
                banks[found.bank].met |= found.meets;
            }
        }
        // From the end, so that it is known what stands behind; with tokens counted in the sentence.
        for (at, token) in tokens.iter().enumerate().rev() {
            for sighting in input.lattice.sightings(first + at).iter().rev() {
                // Most classes are good for no rule's beginning.
                let Some(uses) = self.classes.get(position(sighting.class)) else { continue };
                for found in uses {
                    let bank = &mut banks[found.bank];
                    bank.met |= found.meets;
                    follows[at * lanes + found.bank] |= found.follows;
                    let begins = found.begins & bank.wanted;
                    if begins != 0 && token.gap != Gap::Joiner {
                        let next = at + usize::from(sighting.length);
                        let begins = begins & self.goes_on(tokens, follows, found.bank, next);
                        if begins != 0 {
                            begin(&mut bank.begun, (first + at) as u32, begins);
                        }
                    }
                }
            }
        }
        marks.retain_mut(|(at, found)| {
            found.begins &= banks[found.bank].wanted & self.goes_on(tokens, follows, found.bank, *at + 1);
            found.begins != 0 && tokens[*at].gap != Gap::Joiner
        });
        for (at, found) in marks {
            banks[found.bank].begun.push(((first + *at) as u32, found.begins));
        }
    }

    /// The rules of a bank that a part in front of a token of a sentence can begin: they end there, or go on with
    /// what stands there.
    #[inline]
    fn goes_on(&self, tokens: &[Token], follows: &[Rules], bank: usize, next: usize) -> Rules {
        let rules = &self.banks[bank];
        match tokens.get(next) {
            Some(token) => {
                let known = follows[next * self.banks.len() + bank];
                rules.single | rules.follows[token.kind as usize] | known
            }
            None => rules.single,
        }
    }
}

impl Scratch {
    /// Makes room for a sentence of so many tokens.
    fn clear(&mut self, tokens: usize) {
        for bank in &mut self.banks {
            bank.wanted = bank.asked;
            bank.met = 0;
            bank.begun.clear();
        }
        self.marks.clear();
        self.follows.clear();
        self.follows.resize(tokens * self.banks.len(), 0);
    }
}

/// Adds rules that can begin at a token, at which others may have begun just now.
fn begin(begun: &mut Vec<(u32, Rules)>, at: u32, rules: Rules) {
    match begun.last_mut() {
        Some((last, known)) if *last == at => *known |= rules,
        _ => begun.push((at, rules)),
    }
}

impl Bank {
    /// Returns those of the rules whose requirements are met.
    fn allowed(&self, rules: Rules, met: Requirements) -> Rules {
        let closed = |rule: &usize| self.required.get(*rule).is_some_and(|required| required & !met != 0);
        bits(rules).filter(closed).fold(rules, |rules, closed| rules & !(1 << closed))
    }

    /// Adds the candidates of those rules that `can` match at tokens in text order.
    fn candidates(
        &self,
        begun: impl Iterator<Item = (u32, Rules)>,
        can: Rules,
        first: usize,
        candidates: &mut Vec<Candidate>,
    ) {
        for (at, rules) in begun {
            let anchored = if at as usize == first { 0 } else { self.anchored };
            let rules = bits(rules & can & !anchored).filter_map(|rule| self.rules.get(rule));
            candidates.extend(rules.map(|rule| (at, *rule)));
        }
    }
}

/// The character of a token that is a mark.
fn mark(text: &str, token: &Token) -> Option<char> {
    let mark = matches!(token.kind, TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop);
    if mark { text.get(token.span().range())?.chars().next() } else { None }
}

/// The token that the first of so many words before a token begins with.
fn words_before(tokens: &[Token], at: usize, words: usize) -> Option<usize> {
    let begins = |at: &usize| tokens[*at].gap != Gap::Joiner;
    (0..words).try_fold(at, |at, _| (0..at).rev().find(begins))
}

/// The positions of the bits of a word, lowest first.
fn bits(mut word: Rules) -> impl Iterator<Item = usize> {
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

fn entry(list: &mut Vec<Use>, bank: usize) -> &mut Use {
    let at = list.iter().position(|known| known.bank == bank).unwrap_or_else(|| {
        list.push(Use { bank, ..Use::default() });
        list.len() - 1
    });
    &mut list[at]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_are_the_positions_of_a_word(word: Rules) {
            prop_assert_eq!(bits(word).fold(0, |sum, at| sum | 1 << at), word);
            prop_assert_eq!(bits(word).count() as u32, word.count_ones());
        }
    }
}
