//! The pattern language: one line over token classes.
//!
//! | written | means |
//! |---|---|
//! | `{month}` | an edge of the class `month`, kept in the slot `month` where the rule's reading has one |
//! | `{from=day}` | an edge of the class `day`, kept in the slot `from`, which the reading must have |
//! | `{=day}` | an edge of the class `day` that is context alone and kept nowhere |
//! | `x?` | `x` or nothing |
//! | `(x \| y)` | `x` or `y` |
//! | `[ x ]` | only `x` is the row's span; what stands outside is context |
//! | `~` | no space here |
//! | `!{month}` | no edge of the class `month` begins here |
//! | `^`, `$` | the sentence's beginning, end |
//! | `<year-behind>` | the phrase of that name, from `rules/phrases.toml` |
//! | `<year-behind:2>` | the same with 2 behind the names of its slots: `{year2=full-year}` |
//! | `/ - : ( )` … | that character; `\(` for one that has a meaning of its own |
//!
//! Patterns are finite: a match has at most as many parts as the pattern.

use super::class::{Class, Classes};
use super::phrase::Phrases;
use super::reading::ReadingKind;
use crate::error::{Error, Result};
use crate::suggestion::with_nearest;
use std::sync::Arc;

/// One instruction of a compiled pattern.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// An edge or token of a class, kept in a slot where it has one.
    Class {
        class: u16,
        slot: Option<u16>,
    },
    /// A punctuation character.
    Mark(char),
    /// No space before the next token.
    Adjacent,
    /// No edge of the class begins here.
    Not(u16),
    /// The span begins, ends here.
    Open,
    Close,
    /// The sentence begins, ends here.
    Start,
    End,
    /// Try the next step, then the other one.
    Split(u32),
    Jump(u32),
    Done,
}

/// A compiled pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Pattern {
    pub(super) steps: Vec<Step>,
    pub(super) classes: Vec<Arc<Class>>,
    pub(super) slots: Vec<String>,
    /// The phrases that it names, and those that they name, by position.
    pub(super) phrases: Vec<usize>,
    /// What no match is without.
    pub(super) needs: Vec<Need>,
    /// Whether every match begins where the sentence does.
    pub(super) anchored: bool,
}

/// Parts of which every match has at least one.
pub(super) type Need = Vec<Part>;

/// A part that a match can need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A class, by position in [`Pattern::classes`].
    Class(u16),
    /// A punctuation character.
    Mark(char),
}

enum Node {
    Step(Step),
    All(Vec<Node>),
    Any(Vec<Node>),
    Maybe(Box<Node>),
}

impl Pattern {
    /// Compiles the pattern of a rule with this reading.
    pub(super) fn parse(
        text: &str,
        classes: &Classes<'_>,
        phrases: &Phrases,
        reading: &ReadingKind,
    ) -> Result<Self> {
        let mut parser = Parser {
            chars: text.chars().collect(),
            at: 0,
            known: classes,
            phrases,
            limit: phrases.len(),
            suffix: String::new(),
            reading,
            out: Self::default(),
        };
        let node = parser.alternatives()?;
        if parser.at < parser.chars.len() {
            return parser.fail("the end of the pattern");
        }
        let mut steps = Vec::new();
        emit(&node, &mut steps);
        let has = |wanted: fn(&Step) -> bool| steps.iter().any(wanted);
        match (has(|step| matches!(step, Step::Open)), has(|step| matches!(step, Step::Close))) {
            (true, false) => return parser.fail("] after the words of the row"),
            (false, true) => return parser.fail("[ before the words of the row and ] after them"),
            _ => {}
        }
        let mut pattern = Self { steps, ..parser.out };
        pattern.steps.push(Step::Done);
        pattern.needs = needs(&node);
        pattern.anchored = matches!(pattern.steps.first(), Some(Step::Start));
        Ok(pattern)
    }

    /// The steps that can take the first token.
    pub(super) fn first(&self) -> Vec<&Step> {
        self.reached(&mut vec![0]).into_iter().map(|at| &self.steps[at]).collect()
    }

    /// The steps that can take what stands behind the first part, [`Step::Done`] where that may be nothing.
    pub(super) fn second(&self) -> Vec<&Step> {
        let first = self.reached(&mut vec![0]);
        let mut behind = first.into_iter().map(|at| at + 1).collect();
        self.reached(&mut behind).into_iter().map(|at| &self.steps[at]).collect()
    }

    /// The steps that take something, or end, which the `open` ones lead to.
    fn reached(&self, open: &mut Vec<usize>) -> Vec<usize> {
        let mut seen = vec![false; self.steps.len()];
        let mut first = Vec::new();
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match &self.steps[at] {
                Step::Split(other) => open.extend([*other as usize, at + 1]),
                Step::Jump(to) => open.push(*to as usize),
                Step::Class { .. } | Step::Mark(_) | Step::Done => first.push(at),
                _ => open.push(at + 1),
            }
        }
        first
    }
}

/// What no way through the pattern leaves out; of alternatives, one need of each together.
fn needs(node: &Node) -> Vec<Need> {
    match node {
        Node::All(nodes) => nodes.iter().flat_map(needs).collect(),
        Node::Step(Step::Class { class, .. }) => vec![vec![Part::Class(*class)]],
        Node::Step(Step::Mark(mark)) => vec![vec![Part::Mark(*mark)]],
        Node::Any(nodes) => {
            let least = nodes.iter().map(|node| needs(node).into_iter().min_by_key(Vec::len));
            let one_of: Option<Vec<Need>> = least.collect();
            one_of.map(|parts| parts.concat()).into_iter().collect()
        }
        Node::Step(_) | Node::Maybe(_) => Vec::new(),
    }
}

fn emit(node: &Node, steps: &mut Vec<Step>) {
    match node {
        Node::Step(step) => steps.push(step.clone()),
        Node::All(nodes) => nodes.iter().for_each(|node| emit(node, steps)),
        Node::Maybe(node) => {
            let split = steps.len();
            steps.push(Step::Done);
            emit(node, steps);
            steps[split] = Step::Split(steps.len() as u32);
        }
        Node::Any(nodes) => {
            let mut jumps = Vec::new();
            for (n, node) in nodes.iter().enumerate() {
                let split = steps.len();
                if n + 1 < nodes.len() {
                    steps.push(Step::Done);
                }
                emit(node, steps);
                if n + 1 < nodes.len() {
                    jumps.push(steps.len());
                    steps.push(Step::Done);
                    steps[split] = Step::Split(steps.len() as u32);
                }
            }
            let end = steps.len() as u32;
            for jump in jumps {
                steps[jump] = Step::Jump(end);
            }
        }
    }
}

struct Parser<'c, 'l> {
    chars: Vec<char>,
    at: usize,
    known: &'c Classes<'l>,
    phrases: &'c Phrases,
    /// How many of the phrases may stand here.
    limit: usize,
    /// What the slots' names end with.
    suffix: String,
    reading: &'c ReadingKind,
    out: Pattern,
}

impl Parser<'_, '_> {
    fn alternatives(&mut self) -> Result<Node> {
        let mut nodes = vec![self.sequence()?];
        while self.eat('|') {
            nodes.push(self.sequence()?);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Any(nodes) })
    }

    fn sequence(&mut self) -> Result<Node> {
        let mut nodes = Vec::new();
        loop {
            self.space();
            let Some(&c) = self.chars.get(self.at) else { break };
            let node = match c {
                ')' | '|' => break,
                '(' => {
                    self.at += 1;
                    let node = self.alternatives()?;
                    if !self.eat(')') {
                        return self.fail(")");
                    }
                    node
                }
                '{' => {
                    let column = self.at + 1;
                    let (slot, class) = self.braces()?;
                    let slot = self.slot(slot, &class, column)?;
                    Node::Step(Step::Class { class: self.class(&class)?, slot })
                }
                '<' => self.phrase()?,
                '!' => {
                    self.at += 1;
                    self.space();
                    let (slot, class) = self.braces()?;
                    if slot.is_some() {
                        return self.fail("a guard !{class} without a slot, for it holds nothing");
                    }
                    Node::Step(Step::Not(self.class(&class)?))
                }
                '?' | '*' | '+' => return self.fail("something to repeat (and only ? repeats)"),
                '[' => self.single(Step::Open),
                ']' => self.single(Step::Close),
                '~' => self.single(Step::Adjacent),
                '^' => self.single(Step::Start),
                '$' => self.single(Step::End),
                '\\' => {
                    self.at += 1;
                    match self.chars.get(self.at) {
                        Some(&mark) => self.single(Step::Mark(mark)),
                        None => return self.fail("a character after \\"),
                    }
                }
                mark if mark.is_alphanumeric() => {
                    return self.fail("a class in braces (words belong to the lexicon)");
                }
                mark => self.single(Step::Mark(mark)),
            };
            nodes.push(if self.eat('?') { Node::Maybe(Box::new(node)) } else { node });
        }
        Ok(Node::All(nodes))
    }

    /// A phrase, parsed as if it stood here in brackets.
    fn phrase(&mut self) -> Result<Node> {
        let start = self.at + 1;
        let length = self.chars.get(start..).and_then(|rest| rest.iter().position(|&c| c == '>'));
        let Some(length) = length else { return self.fail("a phrase and >") };
        let inside: String = self.chars[start..start + length].iter().collect();
        let (name, suffix) = inside.split_once(':').unwrap_or((&inside, ""));
        let Some((limit, phrase)) = self.phrases.get(name.trim(), self.limit) else {
            let known = self.phrases.iter().take(self.limit).map(|phrase| phrase.name.as_str());
            let names = known.clone().collect::<Vec<_>>().join(", ");
            let name = name.trim();
            let message =
                format!("pattern, column {start}: unknown phrase <{name}>: expected one of [{names}]");
            return Err(Error::configuration(with_nearest(message, name, known)));
        };
        self.at = start + length + 1;
        self.out.phrases.push(limit);
        let mut parser = Parser {
            chars: phrase.pattern.chars().collect(),
            at: 0,
            known: self.known,
            phrases: self.phrases,
            limit,
            reading: self.reading,
            suffix: format!("{}{}", self.suffix, suffix.trim()),
            out: std::mem::take(&mut self.out),
        };
        let node = parser.alternatives().and_then(|node| match parser.chars.get(parser.at) {
            None => Ok(node),
            Some(_) => parser.fail("the end of the phrase"),
        });
        self.out = parser.out;
        node.map_err(|cause| cause.at(format!("{}, phrase {:?}", phrase.file, phrase.name)))
    }

    /// The name of a slot, where one is given, and that of a class.
    fn braces(&mut self) -> Result<(Option<String>, String)> {
        if !self.eat('{') {
            return self.fail("{");
        }
        let start = self.at;
        while self.chars.get(self.at).is_some_and(|&c| c != '}') {
            self.at += 1;
        }
        let inside: String = self.chars[start..self.at].iter().collect();
        if !self.eat('}') || inside.trim().is_empty() {
            return self.fail("a class and }");
        }
        Ok(match inside.split_once('=') {
            Some((slot, class)) => (Some(slot.trim().to_owned()), class.trim().to_owned()),
            None => (None, inside.trim().to_owned()),
        })
    }

    fn class(&mut self, name: &str) -> Result<u16> {
        if let Some(at) = self.out.classes.iter().position(|class| class.name == name) {
            return Ok(at as u16);
        }
        self.out.classes.push(self.known.get(name)?);
        Ok((self.out.classes.len() - 1) as u16)
    }

    /// The slot of a part, by the name that is given or by that of its class; none for what the reading does not
    /// read, which is context. A name that is given must be one that the reading reads.
    fn slot(&mut self, given: Option<String>, class: &str, column: usize) -> Result<Option<u16>> {
        let name = format!("{}{}", given.as_deref().unwrap_or(class), self.suffix);
        if !self.reading.reads(&name) {
            return match given.as_deref() {
                None | Some("") => Ok(None),
                Some(_) => Err(self.unknown_slot(&name, class, column)),
            };
        }
        let at = self.out.slots.iter().position(|slot| *slot == name);
        let at = at.unwrap_or_else(|| {
            self.out.slots.push(name);
            self.out.slots.len() - 1
        });
        Ok(Some(at as u16))
    }

    fn unknown_slot(&self, name: &str, class: &str, column: usize) -> Error {
        let mut known: Vec<&str> = self.reading.slots().collect();
        known.sort_unstable();
        let expected = match known.as_slice() {
            [] => "no slot at all".to_owned(),
            known => format!("one of {}", known.join(", ")),
        };
        let message = format!(
            "pattern, column {column}: unknown slot in {{{name}={class}}}: the reading {:?} reads {expected}",
            self.reading.name
        );
        Error::configuration(with_nearest(message, name, known))
    }

    fn single(&mut self, step: Step) -> Node {
        self.at += 1;
        Node::Step(step)
    }

    fn eat(&mut self, c: char) -> bool {
        self.space();
        let found = self.chars.get(self.at) == Some(&c);
        self.at += usize::from(found);
        found
    }

    fn space(&mut self) {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    fn fail<T>(&self, expected: &str) -> Result<T> {
        let found = self.chars.get(self.at).map_or("the end".to_owned(), |c| format!("{c:?}"));
        Err(Error::configuration(format!(
            "pattern, column {}: expected {expected}, found {found}",
            self.at + 1
        )))
    }
}
