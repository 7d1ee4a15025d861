//! The pattern language, one line over token classes, and the reading of its text into parts.
//!
//! `docs/pattern-language.md` says what is written how, and what it means.

use super::classes::Classes;
use super::pattern::{Pattern, Side, Step};
use super::phrase::Phrases;
use super::reading::ReadingKind;
use crate::error::{Error, Result};
use crate::suggestion::with_nearest;

/// Most steps of a pattern with all that its phrases and runs stand for: ten times what the longest one needs.
const STEPS: usize = 2000;

/// Most brackets and phrases in one another.
const DEPTH: usize = 20;

/// Most times that a run repeats something.
const RUN: usize = 9;

/// A part of a pattern that was read.
#[derive(Clone)]
pub(super) enum Node {
    Step(Step),
    All(Vec<Node>),
    Any(Vec<Node>),
    Maybe(Box<Node>),
}

impl Node {
    /// So many times the part at least, and at most: the first ones, and within each other those that may be missing.
    pub(super) fn run(self, least: usize, most: usize) -> Self {
        let further = (least..most).fold(None, |inner: Option<Self>, _| {
            let all = std::iter::once(self.clone()).chain(inner).collect();
            Some(Self::Maybe(Box::new(Self::All(all))))
        });
        Self::All(std::iter::repeat_n(self, least).chain(further).collect())
    }

    /// How many steps it compiles to, roughly.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Step(_) => 1,
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().map(|node| 2 + node.size()).sum(),
            Self::Maybe(node) => 1 + node.size(),
        }
    }
}

/// Reads one pattern.
pub(super) struct Parser<'c, 'l> {
    chars: Vec<char>,
    at: usize,
    known: &'c Classes<'l>,
    phrases: &'c Phrases,
    /// How many of the phrases may stand here.
    limit: usize,
    /// What the slots' names end with.
    suffix: String,
    reading: &'c ReadingKind,
    /// How many brackets are open.
    depth: usize,
    pub(super) out: Pattern,
}

impl<'c, 'l> Parser<'c, 'l> {
    pub(super) fn new(
        text: &str,
        known: &'c Classes<'l>,
        phrases: &'c Phrases,
        reading: &'c ReadingKind,
    ) -> Self {
        Self {
            chars: text.chars().collect(),
            at: 0,
            known,
            phrases,
            limit: phrases.len(),
            suffix: String::new(),
            reading,
            depth: 0,
            out: Pattern::default(),
        }
    }

    /// The whole pattern.
    pub(super) fn whole(&mut self) -> Result<Node> {
        let node = self.alternatives()?;
        if self.at < self.chars.len() { self.fail("the end of the pattern") } else { Ok(node) }
    }

    fn alternatives(&mut self) -> Result<Node> {
        let mut nodes = vec![self.sequence()?];
        while self.eat('|') {
            nodes.push(self.sequence()?);
            self.check_size(&nodes)?;
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Any(nodes) })
    }

    fn sequence(&mut self) -> Result<Node> {
        let mut nodes = Vec::new();
        loop {
            self.space();
            let Some(&c) = self.chars.get(self.at) else { break };
            let node = match c {
                ')' | ']' | '|' => break,
                '(' => self.bracket(')')?,
                '{' => {
                    let column = self.at + 1;
                    let (slot, class) = self.braces()?;
                    let slot = self.slot(slot, &class, column)?;
                    Node::Step(Step::Class { class: self.class(&class)?, slot })
                }
                '<' if self.next_is('{') => self.guard(Side::Before, true)?,
                '>' if self.next_is('{') => self.guard(Side::Behind, true)?,
                '!' if self.next_is('<') => {
                    self.at += 1;
                    self.guard(Side::Before, false)?
                }
                '!' => self.guard(Side::Behind, false)?,
                '<' => self.phrase()?,
                '?' | '*' | '+' => return self.fail("something to repeat (by ? or {1,3})"),
                '[' => Node::All(vec![Node::Step(Step::Open), self.bracket(']')?, Node::Step(Step::Close)]),
                '~' => self.single(Step::Adjacent),
                '^' => self.single(Step::Start),
                '$' => self.single(Step::End),
                '\\' => {
                    self.at += 1;
                    match self.chars.get(self.at) {
                        Some(&mark) if !mark.is_alphanumeric() => self.single(Step::Mark(mark)),
                        Some(_) => return self.fail("a mark after \\ (words belong to the lexicon)"),
                        None => return self.fail("a character after \\"),
                    }
                }
                mark if mark.is_alphanumeric() => {
                    return self.fail("a class in braces (words belong to the lexicon)");
                }
                mark => self.single(Step::Mark(mark)),
            };
            let node = self.repeated(node)?;
            nodes.push(node);
            self.check_size(&nodes)?;
        }
        Ok(Node::All(nodes))
    }

    /// What stands between a bracket and the one that closes it.
    fn bracket(&mut self, close: char) -> Result<Node> {
        self.at += 1;
        self.deepen()?;
        let node = self.alternatives()?;
        self.depth -= 1;
        if self.eat(close) { Ok(node) } else { self.fail(&close.to_string()) }
    }

    /// Goes into a bracket or a phrase.
    fn deepen(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > DEPTH {
            return self.fail(&format!("at most {DEPTH} brackets and phrases in one another"));
        }
        Ok(())
    }

    fn check_size(&self, nodes: &[Node]) -> Result<()> {
        if nodes.iter().map(Node::size).sum::<usize>() <= STEPS {
            return Ok(());
        }
        let at = self.at + 1;
        Err(Error::configuration(format!(
            "pattern, column {at}: expected at most {STEPS} parts with all that phrases and runs stand for, found more"
        )))
    }

    /// A part with what says how often it stands there: `?`, `{1,3}`.
    fn repeated(&mut self, node: Node) -> Result<Node> {
        if self.eat('?') {
            return Ok(Node::Maybe(Box::new(node)));
        }
        self.space();
        let digit = self.chars.get(self.at + 1).is_some_and(char::is_ascii_digit);
        if self.chars.get(self.at) != Some(&'{') || !digit {
            return Ok(node);
        }
        let start = self.at;
        let (_, run) = self.braces()?;
        let (least, most) = run.split_once(',').unwrap_or((&run, &run));
        match (least.trim().parse(), most.trim().parse()) {
            (Ok(least), Ok(most)) if least <= most && (1..=RUN).contains(&most) => Ok(node.run(least, most)),
            _ => {
                self.at = start;
                self.fail(&format!("a run such as {{1,3}}, of at most {RUN}"))
            }
        }
    }

    /// A guard: what must stand on one side of this place, or must not.
    fn guard(&mut self, side: Side, wanted: bool) -> Result<Node> {
        let column = self.at + 1;
        self.at += 1;
        self.space();
        let (slot, class) = self.braces()?;
        if let Some(slot) = slot {
            return Err(Error::configuration(format!(
                "pattern, column {column}: expected a guard !{{class}} without a slot, for it holds nothing, found the \
                 slot {slot:?}"
            )));
        }
        Ok(Node::Step(Step::Guard { class: self.class(&class)?, side, wanted }))
    }

    fn next_is(&self, c: char) -> bool {
        self.chars.get(self.at + 1) == Some(&c)
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
        self.deepen()?;
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
            depth: self.depth,
            out: std::mem::take(&mut self.out),
        };
        let node = parser.whole();
        self.depth -= 1;
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

    pub(super) fn fail<T>(&self, expected: &str) -> Result<T> {
        let found = self.chars.get(self.at).map_or("the end".to_owned(), |c| format!("{c:?}"));
        Err(Error::configuration(format!(
            "pattern, column {}: expected {expected}, found {found}",
            self.at + 1
        )))
    }
}
