//! Which rules of a table can begin at a token, and which can match in a sentence at all.
//!
//! Most sentences hold few of the classes that rules are made of. A rule is tried only in sentences that
//! have all of the classes and marks it cannot do without, and there only at tokens that can begin it. Rules
//! stand in banks of as many as a machine word has bits, so both questions are a few operations on words.

use super::class::{Class, TokenTest};
use super::lattice::NUMBER;
use super::matcher::Ground;
use super::pattern::{Need, Part, Pattern, Step};
use super::set::RuleId;
use crate::lexicon::ClassId;
use crate::text::{Token, TokenKind};
use smallvec::SmallVec;

/// Rules of one bank, by position in it.
type Rules = u64;
/// Needs of rules, by position in [`Bank::gates`].
type Gates = u128;
/// Rules and the tokens at which they can begin.
pub(super) type Tries = SmallVec<[(u32, RuleId); 32]>;

/// The rules of one table.
#[derive(Debug)]
pub(super) struct Starts {
    pub(super) table: String,
    banks: Vec<Bank>,
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

    /// Where in a sentence which rules can begin, by token and in the order of their ids.
    pub(super) fn tries(&self, ground: Ground<'_>) -> Tries {
        let mut tries = Tries::new();
        let mut sorted = true;
        for bank in &self.banks {
            sorted &= tries.is_empty();
            sorted &= bank.tries(ground, &mut tries);
        }
        if !sorted {
            tries.sort_unstable();
            // A rule may begin at a token by what it is and by what the lexicon knows of it.
            tries.dedup();
        }
        tries
    }
}

/// Some of the rules of a table.
#[derive(Debug, Default)]
struct Bank {
    rules: Vec<RuleId>,
    /// By position of the class: its place in `uses`. Place 0 is that of classes which no rule asks for.
    places: Vec<u16>,
    uses: Vec<Use>,
    /// The needs of rules: classes and marks, of which a sentence must have one.
    gates: Vec<(Vec<usize>, Vec<char>)>,
    /// For each rule, the gates that must be open.
    required: Vec<Gates>,
    /// The gates that marks and plain tokens open.
    by_token: Gates,
    marks: Vec<(char, Use)>,
    tokens: Vec<(TokenTest, Use)>,
    /// The rules that one part can be all of.
    single: Rules,
    /// The rules that begin with a mark or a plain token.
    plain: Rules,
    /// The rules whose second part can be a mark or a plain token.
    plainly_followed: Rules,
    /// The rules that begin where the sentence does.
    anchored: Rules,
}

/// What a class, a mark or a plain token is good for.
#[derive(Clone, Copy, Debug, Default)]
struct Use {
    /// The rules that can begin with it.
    begins: Rules,
    /// The rules whose second part it can be.
    follows: Rules,
    /// The gates that it opens.
    opens: Gates,
}

impl Bank {
    fn add(&mut self, id: RuleId, pattern: &Pattern) {
        let bit = 1 << self.rules.len();
        self.rules.push(id);
        let required = pattern.needs.iter().fold(0, |all, need| all | self.gate(pattern, need));
        self.required.push(required);
        if pattern.anchored {
            self.anchored |= bit;
        }
        for step in pattern.first() {
            self.uses_of(pattern, step, |found| found.begins |= bit);
            self.plain |= if is_plain(pattern, step) { bit } else { 0 };
        }
        for step in pattern.second() {
            self.uses_of(pattern, step, |found| found.follows |= bit);
            self.plainly_followed |= if is_plain(pattern, step) { bit } else { 0 };
            if matches!(step, Step::Done) {
                self.single |= bit;
            }
        }
    }

    /// Notes what the classes, marks and tokens that a step takes are good for.
    fn uses_of(&mut self, pattern: &Pattern, step: &Step, mut note: impl FnMut(&mut Use)) {
        match step {
            Step::Class { class, .. } => {
                let class = &pattern.classes[*class as usize];
                present(class).into_iter().for_each(|at| note(self.class(at)));
                if let Some(test) = class.token {
                    note(entry(&mut self.tokens, test));
                }
            }
            Step::Mark(mark) => note(entry(&mut self.marks, *mark)),
            _ => {}
        }
    }

    /// Those of the rules that go on, or may end, at a token.
    fn going_on(&self, rules: Rules, ground: Ground<'_>, at: usize) -> Rules {
        if rules & !self.single == 0 {
            return rules;
        }
        let token = match ground.tokens.list.get(at) {
            Some(token) if at < ground.last => token,
            _ => return rules & self.single,
        };
        let edges = ground.lattice.at(at).iter();
        let by_class = edges.fold(self.single, |all, edge| all | self.of_class(position(edge.class)).follows);
        if rules & !by_class & self.plainly_followed == 0 {
            return rules & by_class;
        }
        rules & (by_class | self.of_token(ground.text, token).follows)
    }

    /// What a token is good for as a mark or a plain token.
    fn of_token(&self, text: &str, token: &Token) -> Use {
        let mut found = Use::default();
        if let Some(mark) = mark(text, token)
            && let Some((_, known)) = self.marks.iter().find(|(known, _)| *known == mark)
        {
            found = *known;
        }
        for (_, known) in self.tokens.iter().filter(|(test, _)| test.accepts(token.kind)) {
            found.begins |= known.begins;
            found.follows |= known.follows;
        }
        found
    }

    /// The gate of a need; none where the bank has no room for more, for gates only save work.
    fn gate(&mut self, pattern: &Pattern, need: &Need) -> Gates {
        let (mut classes, mut marks) = (Vec::new(), Vec::new());
        for part in need {
            match part {
                Part::Class(class) => classes.extend(present(&pattern.classes[*class as usize])),
                Part::Mark(mark) => marks.push(*mark),
            }
        }
        classes.sort_unstable();
        classes.dedup();
        marks.sort_unstable();
        marks.dedup();
        if let Some(at) = self.gates.iter().position(|(a, b)| (a, b) == (&classes, &marks)) {
            return 1 << at;
        }
        if self.gates.len() as u32 == Gates::BITS {
            return 0;
        }
        let gate = 1 << self.gates.len();
        for at in &classes {
            self.class(*at).opens |= gate;
            if (1..FIRST_CLASS).contains(at) {
                self.by_token |= gate;
            }
        }
        for mark in &marks {
            entry(&mut self.marks, *mark).opens |= gate;
            self.by_token |= gate;
        }
        self.gates.push((classes, marks));
        gate
    }

    /// What a class is good for, made where there is nothing yet.
    fn class(&mut self, position: usize) -> &mut Use {
        if self.uses.is_empty() {
            self.uses.push(Use::default());
        }
        if self.places.len() <= position {
            self.places.resize(position + 1, 0);
        }
        if self.places[position] == 0 {
            self.places[position] = self.uses.len() as u16;
            self.uses.push(Use::default());
        }
        &mut self.uses[self.places[position] as usize]
    }

    fn of_class(&self, position: usize) -> Use {
        match self.places.get(position) {
            None | Some(0) => Use::default(),
            Some(place) => self.uses.get(*place as usize).copied().unwrap_or_default(),
        }
    }

    /// Adds where in a sentence which rules can begin; gives whether they are in the order of tokens and ids.
    fn tries(&self, ground: Ground<'_>, tries: &mut Tries) -> bool {
        let mut open = 0;
        let mut begun: SmallVec<[(u32, Rules); 32]> = SmallVec::new();
        for edge in ground.lattice.between(ground.first, ground.last) {
            let found = self.of_class(position(edge.class));
            open |= found.opens;
            if found.begins == 0 {
                continue;
            }
            let begins = self.going_on(found.begins, ground, edge.last as usize);
            match begun.last_mut() {
                Some((at, rules)) if *at == edge.first => *rules |= begins,
                _ if begins != 0 => begun.push((edge.first, begins)),
                _ => {}
            }
        }
        let all = begun.iter().fold(self.plain, |all, (_, rules)| all | rules);
        let could = self.let_in(all, open | self.by_token);
        let mut can = self.let_in(could, open);
        // Few sentences have rules left for which it is worth to look at marks and plain tokens.
        let plain = self.plain & could;
        if can != could || plain != 0 {
            self.look_at_tokens(ground, plain, &mut open, &mut begun);
            can = self.let_in(could, open);
        }
        for (at, rules) in begun {
            let anchored = if at as usize == ground.first { 0 } else { self.anchored };
            let rules = bits(rules & can & !anchored).filter_map(|rule| self.rules.get(rule));
            tries.extend(rules.map(|rule| (at, *rule)));
        }
        plain == 0
    }

    /// Opens the gates of marks and plain tokens, and adds where the `plain` rules can begin.
    fn look_at_tokens(
        &self,
        ground: Ground<'_>,
        plain: Rules,
        open: &mut Gates,
        begun: &mut SmallVec<[(u32, Rules); 32]>,
    ) {
        // Most tokens are words, and few rules begin with just any word.
        let mut beginning = self.tokens.iter().filter(|(_, found)| found.begins & plain != 0);
        let words_begin = beginning.any(|(test, _)| test.accepts(TokenKind::Word));
        let mut kinds = 0_u32;
        for (token, at) in ground.tokens.list[ground.first..ground.last].iter().zip(ground.first as u32..) {
            kinds |= 1 << token.kind as u32;
            if token.kind == TokenKind::Word && !words_begin {
                continue;
            }
            let found = self.of_token(ground.text, token);
            *open |= found.opens;
            let rules = found.begins & plain;
            if rules != 0 {
                begun.push((at, self.going_on(rules, ground, at as usize + 1)));
            }
        }
        for (at, test) in TokenTest::ALL.into_iter().enumerate() {
            if TokenKind::ALL.into_iter().any(|kind| kinds >> kind as u32 & 1 == 1 && test.accepts(kind)) {
                *open |= self.of_class(1 + at).opens;
            }
        }
    }

    /// Those of the rules that open gates let in.
    fn let_in(&self, rules: Rules, open: Gates) -> Rules {
        let closed = |rule: &usize| self.required.get(*rule).is_some_and(|required| required & !open != 0);
        bits(rules).filter(closed).fold(rules, |rules, closed| rules & !(1 << closed))
    }
}

/// Whether a step takes a mark or a plain token, which have no edge.
fn is_plain(pattern: &Pattern, step: &Step) -> bool {
    match step {
        Step::Mark(_) => true,
        Step::Class { class, .. } => pattern.classes[*class as usize].token.is_some(),
        _ => false,
    }
}

/// The character of a token that is a mark.
fn mark(text: &str, token: &Token) -> Option<char> {
    let mark = matches!(token.kind, TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop);
    if mark { text.get(token.span.range())?.chars().next() } else { None }
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

fn entry<K: PartialEq, V: Default>(list: &mut Vec<(K, V)>, key: K) -> &mut V {
    let at = list.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
        list.push((key, V::default()));
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
