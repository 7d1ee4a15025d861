//! Which rules of a table can begin at a token, and which can match in a sentence at all.
//!
//! Most sentences hold few of the classes that rules are made of. A rule is tried only in sentences that
//! have an edge of every class it cannot do without, and there only at tokens that can begin it. Rules
//! stand in banks of as many as a machine word has bits, so both questions are a few operations on words.

use super::class::{Class, TokenTest};
use super::lattice::{Edge, Lattice, NUMBER};
use super::matcher::Ground;
use super::pattern::{Pattern, Step};
use super::set::RuleId;
use crate::lexicon::ClassId;
use crate::text::{TokenKind, Tokens};

/// Rules of one bank, by position in it.
pub(super) type Rules = u64;
/// Sets of classes, by position in [`Bank::gates`].
type Gates = u128;

/// The rules of one table.
#[derive(Debug)]
pub(super) struct Starts {
    pub(super) table: String,
    pub(super) banks: Vec<Bank>,
}

impl Starts {
    pub(super) fn new(table: &str) -> Self {
        Self { table: table.to_owned(), banks: Vec::new() }
    }

    /// Adds a rule.
    pub(super) fn add(&mut self, id: RuleId, pattern: &Pattern) {
        if self.banks.last().is_none_or(|bank| bank.rules.len() as u32 == Rules::BITS) {
            self.banks.push(Bank::default());
        }
        if let Some(bank) = self.banks.last_mut() {
            bank.add(id, pattern);
        }
    }
}

/// Some of the rules of a table.
#[derive(Debug, Default)]
pub(super) struct Bank {
    rules: Vec<RuleId>,
    /// By position of the class: its place in `begins` and `opens`. Place 0 is that of classes which no
    /// rule asks for.
    places: Vec<u16>,
    /// For each place, the rules that can begin with the class.
    begins: Vec<Rules>,
    /// For each place, the gates that the class opens.
    opens: Vec<Gates>,
    /// Sets of classes: a sentence that has one of them opens the gate.
    gates: Vec<Vec<usize>>,
    /// For each rule, the gates that must be open.
    required: Vec<Gates>,
    marks: Vec<(char, Rules)>,
    tokens: Vec<(TokenTest, Rules)>,
    /// The rules that begin with a mark or a plain token.
    plain: Rules,
    /// Whether a gate asks for plain tokens.
    asks_tokens: bool,
}

impl Bank {
    fn add(&mut self, id: RuleId, pattern: &Pattern) {
        let bit = 1 << self.rules.len();
        self.rules.push(id);
        let required = pattern.required.iter().map(|class| self.gate(present(&pattern.classes[*class as usize])));
        let required = required.fold(0, |all, gate| all | gate);
        self.required.push(required);
        for step in pattern.first() {
            match step {
                Step::Class { class, .. } => {
                    let class = &pattern.classes[*class as usize];
                    for at in present(class) {
                        let place = self.place(at);
                        self.begins[place] |= bit;
                    }
                    if let Some(test) = class.token {
                        *entry(&mut self.tokens, test) |= bit;
                        self.plain |= bit;
                    }
                }
                Step::Mark(mark) => {
                    *entry(&mut self.marks, *mark) |= bit;
                    self.plain |= bit;
                }
                _ => {}
            }
        }
    }

    /// The gate of a set of classes; none where the bank has no room for more, for gates only save work.
    fn gate(&mut self, classes: Vec<usize>) -> Gates {
        if let Some(at) = self.gates.iter().position(|gate| *gate == classes) {
            return 1 << at;
        }
        if self.gates.len() as u32 == Gates::BITS {
            return 0;
        }
        let gate = 1 << self.gates.len();
        for at in &classes {
            let place = self.place(*at);
            self.opens[place] |= gate;
            self.asks_tokens |= (1..FIRST_CLASS).contains(at);
        }
        self.gates.push(classes);
        gate
    }

    /// The place of a class, made where there is none.
    fn place(&mut self, class: usize) -> usize {
        if self.begins.is_empty() {
            (self.begins, self.opens) = (vec![0], vec![0]);
        }
        if self.places.len() <= class {
            self.places.resize(class + 1, 0);
        }
        if self.places[class] == 0 {
            self.places[class] = self.begins.len() as u16;
            self.begins.push(0);
            self.opens.push(0);
        }
        self.places[class] as usize
    }

    fn place_of(&self, class: usize) -> usize {
        self.places.get(class).copied().unwrap_or(0) as usize
    }

    fn opened(&self, class: usize) -> Gates {
        self.opens.get(self.place_of(class)).copied().unwrap_or(0)
    }

    /// The rules whose indispensable classes the tokens `first..last` all have.
    pub(super) fn possible(&self, tokens: &Tokens, lattice: &Lattice, first: usize, last: usize) -> Rules {
        let edges = lattice.between(first, last).iter();
        let mut open = edges.fold(0, |open, edge| open | self.opened(position(edge.class)));
        if self.asks_tokens {
            let tokens = tokens.list.get(first..last).unwrap_or(&[]).iter();
            let kinds = tokens.fold(0_u32, |kinds, token| kinds | 1 << token.kind as u32);
            for (at, test) in TokenTest::ALL.into_iter().enumerate() {
                if TokenKind::ALL.into_iter().any(|kind| kinds >> kind as u32 & 1 == 1 && test.accepts(kind)) {
                    open |= self.opened(1 + at);
                }
            }
        }
        let rules = self.required.iter().enumerate();
        rules.fold(0, |possible, (at, required)| possible | Rules::from(required & !open == 0) << at)
    }

    /// Reports the rules, of those that are possible, that can begin at the tokens `first..last`, token by
    /// token and in the order of their ids.
    pub(super) fn each(
        &self,
        ground: Ground<'_>,
        possible: Rules,
        mut report: impl FnMut(usize, RuleId),
    ) {
        let mut edges = ground.lattice.between(ground.first, ground.last);
        if self.plain & possible == 0 {
            while let Some(at) = edges.first().map(|edge| edge.first) {
                let found = self.begun(&mut edges, at) & possible;
                self.tell(found, at as usize, &mut report);
            }
            return;
        }
        for at in ground.first..ground.last {
            let found = (self.begun(&mut edges, at as u32) | self.begun_plainly(ground, at)) & possible;
            self.tell(found, at, &mut report);
        }
    }

    /// The rules that the edges of a token begin; `edges` go on behind them.
    fn begun(&self, edges: &mut &[Edge], at: u32) -> Rules {
        let mut found = 0;
        while let Some((edge, rest)) = edges.split_first().filter(|(edge, _)| edge.first == at) {
            found |= self.begins.get(self.place_of(position(edge.class))).copied().unwrap_or(0);
            *edges = rest;
        }
        found
    }

    /// The rules that a token begins by what it is.
    fn begun_plainly(&self, ground: Ground<'_>, at: usize) -> Rules {
        let mut found = 0;
        let Some(token) = ground.tokens.list.get(at) else { return found };
        if !self.marks.is_empty()
            && matches!(token.kind, TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop)
            && let Some(c) = ground.text.get(token.span.range()).and_then(|slice| slice.chars().next())
            && let Some((_, rules)) = self.marks.iter().find(|(mark, _)| *mark == c)
        {
            found |= rules;
        }
        for (_, rules) in self.tokens.iter().filter(|(test, _)| test.accepts(token.kind)) {
            found |= rules;
        }
        found
    }

    fn tell(&self, found: Rules, at: usize, report: &mut impl FnMut(usize, RuleId)) {
        for rule in bits(found).filter_map(|rule| self.rules.get(rule)) {
            report(at, *rule);
        }
    }
}

/// The positions of the bits of a word, lowest first.
fn bits(mut word: Rules) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        word &= word.checked_sub(1)?;
        Some(bit as usize)
    })
}

/// Where the lexicon's classes begin in [`Bank::places`]: behind numbers and plain tokens.
const FIRST_CLASS: usize = 1 + TokenTest::ALL.len();

/// Where a class stands in [`Bank::places`].
const fn position(class: ClassId) -> usize {
    if class.0 == NUMBER.0 { 0 } else { FIRST_CLASS + class.0 as usize }
}

/// The positions of the classes that a class accepts, in order.
fn present(class: &Class) -> Vec<usize> {
    let numbers = class.numeric().then(|| position(NUMBER));
    let token = class.token.and_then(|test| TokenTest::ALL.into_iter().position(|known| known == test));
    let token = token.map(|at| 1 + at);
    numbers.into_iter().chain(token).chain(class.lexical().map(position)).collect()
}

fn entry<K: PartialEq>(list: &mut Vec<(K, Rules)>, key: K) -> &mut Rules {
    let at = list.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
        list.push((key, 0));
        list.len() - 1
    });
    &mut list[at].1
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
