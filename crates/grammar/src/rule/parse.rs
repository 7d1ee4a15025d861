//! The pattern language, one line over token classes, and the reading of its text into parts.
//!
//! `docs/pattern-language.md` says what is written how, and what it means.

use super::classes::Classes;
use super::pattern::{Pattern, Side, Step};
use super::phrase::Phrases;
use super::reading::ReadingKind;
use crate::error::{Error, Result};
use crate::limits::{DEPTH, NAME};
use crate::suggestion::with_nearest;
use crate::text::fold::LOW_SLASH;

/// Most steps of a pattern with all that its phrases and runs stand for: ten times what the longest one needs.
const STEPS: usize = 2000;

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

    /// The most steps of a kind that one way through it goes through.
    pub(super) fn most(&self, counts: fn(&Step) -> bool) -> usize {
        match self {
            Self::Step(step) => usize::from(counts(step)),
            Self::All(nodes) => nodes.iter().map(|node| node.most(counts)).sum(),
            Self::Any(nodes) => nodes.iter().map(|node| node.most(counts)).max().unwrap_or(0),
            Self::Maybe(node) => node.most(counts),
        }
    }

    /// Whether some way through it takes a word or a mark.
    fn takes(&self) -> bool {
        self.most(Step::takes) > 0
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
    /// The phrases that are being read, each inside the one before.
    inside: Vec<usize>,
    /// What the slots' names end with.
    suffix: String,
    reading: Option<&'c ReadingKind>,
    /// How many brackets are open.
    depth: usize,
    pub(super) out: Pattern,
}

impl<'c, 'l> Parser<'c, 'l> {
    pub(super) fn new(
        text: &str,
        known: &'c Classes<'l>,
        phrases: &'c Phrases,
        reading: Option<&'c ReadingKind>,
    ) -> Self {
        Self {
            chars: text.chars().collect(),
            at: 0,
            known,
            phrases,
            inside: Vec::new(),
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
                    Node::Step(Step::Class { class: self.class(&class, column)?, slot })
                }
                '<' if self.next_is('{') => self.guard(Side::Before, true)?,
                '>' if self.next_is('{') => self.guard(Side::Behind, true)?,
                '>' => return self.fail("a guard >{class}, or \\> for the mark"),
                '!' if self.next_is('<') => {
                    self.at += 1;
                    self.space();
                    self.guard(Side::Before, false)?
                }
                '!' if self.next_is('{') => self.guard(Side::Behind, false)?,
                '!' => return self.fail("a guard !{class} or !<{class}, or \\! for the mark"),
                '<' => self.phrase()?,
                '?' | '*' | '+' => return self.fail("something to repeat (by ? or {1,3})"),
                '[' => {
                    let start = self.at;
                    let inside = self.bracket(']')?;
                    if !inside.takes() {
                        self.at = start;
                        return self.fail("words or marks between [ and ], for they are the row's span");
                    }
                    Node::All(vec![Node::Step(Step::Open), inside, Node::Step(Step::Close)])
                }
                '~' => self.single(Step::Adjacent),
                '^' => self.single(Step::Start),
                '$' => self.single(Step::End),
                '\\' => {
                    self.at += 1;
                    match self.chars.get(self.at) {
                        Some(&mark) if is_mark(mark) => self.single(Step::Mark(mark)),
                        Some(_) => return self.fail("a mark after \\ (words belong to the lexicon)"),
                        None => return self.fail("a character after \\"),
                    }
                }
                mark if mark.is_alphanumeric() && !is_mark(mark) => {
                    return self.fail("a class in braces (words belong to the lexicon)");
                }
                '}' => return self.fail("the end of the pattern or \\} for the mark"),
                mark if !is_mark(mark) => return self.fail("a mark that can be seen"),
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
        self.space();
        let start = self.at;
        let node = if self.eat('?') {
            if node.takes() { Node::Maybe(Box::new(node)) } else { return self.nothing_repeated(start) }
        } else if self.chars.get(start) == Some(&'{') && self.run_follows() {
            let (_, run) = self.braces()?;
            let (least, most) = run.split_once(',').unwrap_or((&run, &run));
            match (least.trim().parse(), most.trim().parse()) {
                (Ok(least), Ok(most)) if least <= most && (1..=RUN).contains(&most) => {
                    if node.takes() {
                        node.run(least, most)
                    } else {
                        return self.nothing_repeated(start);
                    }
                }
                _ => {
                    let message = format!(
                        "pattern, column {}: expected a run such as {{1,3}}, of at most {RUN}, found {{{run}}}",
                        start + 1
                    );
                    return Err(Error::configuration(message));
                }
            }
        } else {
            return Ok(node);
        };
        // «x??», «x?{2}»: what is meant is told by brackets.
        self.space();
        if self.chars.get(self.at) == Some(&'?')
            || self.chars.get(self.at) == Some(&'{') && self.run_follows()
        {
            return self.fail("one ? or {1,3} behind a part, or brackets around the inner one");
        }
        Ok(node)
    }

    /// Whether what stands between these braces is meant as a run.
    fn run_follows(&self) -> bool {
        let inside = self.chars.get(self.at + 1..).unwrap_or_default();
        let first = inside.iter().find(|c| !c.is_whitespace());
        first.is_some_and(|c| c.is_ascii_digit() || matches!(c, ',' | '-'))
    }

    fn nothing_repeated<T>(&mut self, at: usize) -> Result<T> {
        self.at = at;
        self.fail("something to repeat that takes a word or a mark, for guards, ~, ^ and $ take none")
    }

    /// A guard: what must stand on one side of this place, or must not.
    fn guard(&mut self, side: Side, wanted: bool) -> Result<Node> {
        let column = self.at + 1;
        self.at += 1;
        let (slot, class) = self.braces()?;
        if let Some(slot) = slot {
            return Err(Error::configuration(format!(
                "pattern, column {column}: expected a guard !{{class}} without a slot, for it holds nothing, found the \
                 slot {slot:?}"
            )));
        }
        Ok(Node::Step(Step::Guard { class: self.class(&class, column)?, side, wanted }))
    }

    /// Whether the next character is this one, spaces aside.
    fn next_is(&self, c: char) -> bool {
        let behind = self.chars.get(self.at + 1..).unwrap_or_default();
        behind.iter().find(|c| !c.is_whitespace()) == Some(&c)
    }

    /// A phrase, parsed as if it stood here in brackets.
    fn phrase(&mut self) -> Result<Node> {
        let start = self.at + 1;
        let length = self.chars.get(start..).and_then(|rest| rest.iter().position(|&c| c == '>'));
        let Some(length) = length else { return self.fail("a phrase and >") };
        let inside: String = self.chars[start..start + length].iter().collect();
        let (name, suffix) = inside.split_once(':').unwrap_or((&inside, ""));
        let suffix = suffix.trim();
        if inside.contains(':')
            && (suffix.is_empty() || suffix.len() > RUN || !suffix.chars().all(char::is_alphanumeric))
        {
            let message = format!(
                "pattern, column {start}: expected letters or digits behind «:», for they end the names of slots, found \
                 <{inside}>"
            );
            return Err(Error::configuration(message));
        }
        let Some((at, phrase)) = self.phrases.get(name.trim()) else {
            let known = self.phrases.iter().map(|phrase| phrase.name.as_str());
            let names = known.clone().collect::<Vec<_>>().join(", ");
            let name = name.trim();
            let message =
                format!("pattern, column {start}: unknown phrase <{name}>: expected one of [{names}]");
            return Err(Error::configuration(with_nearest(message, name, known)));
        };
        if self.inside.contains(&at) {
            let names = self.inside.iter().chain([&at]).map(|at| self.phrases.name(*at));
            let message = format!(
                "pattern, column {start}: expected phrases that do not hold themselves, found <{}>",
                names.collect::<Vec<_>>().join("> in <")
            );
            return Err(Error::configuration(message));
        }
        self.deepen()?;
        self.at = start + length + 1;
        self.out.phrases.push(at);
        let mut inside = std::mem::take(&mut self.inside);
        inside.push(at);
        let mut parser = Parser {
            chars: phrase.pattern.chars().collect(),
            at: 0,
            known: self.known,
            phrases: self.phrases,
            inside,
            reading: self.reading,
            suffix: format!("{}{suffix}", self.suffix),
            depth: self.depth,
            out: std::mem::take(&mut self.out),
        };
        let node = parser.whole();
        self.depth -= 1;
        (self.out, self.inside) = (parser.out, parser.inside);
        self.inside.pop();
        node.map_err(|cause| cause.at(format!("{}, phrase {:?}", phrase.place, phrase.name)))
    }

    /// The name of a slot, where one is given, and that of a class.
    fn braces(&mut self) -> Result<(Option<String>, String)> {
        if !self.eat('{') {
            return self.fail("{");
        }
        let start = self.at;
        let rest = self.chars.get(start..).unwrap_or_default();
        let length = rest.iter().position(|c| matches!(c, '{' | '}'));
        let told: String = rest.iter().take(length.unwrap_or(rest.len()).min(NAME)).collect();
        if length.is_none_or(|length| rest.get(length) != Some(&'}')) {
            let message =
                format!("pattern, column {start}: expected a class and }}, found {{{told} without }}");
            return Err(Error::configuration(message));
        }
        let inside: String = rest.iter().take(length.unwrap_or(0)).collect();
        self.at = start + length.unwrap_or(0) + 1;
        let (slot, class) = match inside.split_once('=') {
            Some((slot, class)) => (Some(slot.trim().to_owned()), class.trim().to_owned()),
            None => (None, inside.trim().to_owned()),
        };
        if class.is_empty() || class.chars().nth(NAME).is_some() {
            let message = format!(
                "pattern, column {start}: expected the name of a class between {{ and }}, found {{{told}}}"
            );
            return Err(Error::configuration(message));
        }
        Ok((slot, class))
    }

    fn class(&mut self, name: &str, column: usize) -> Result<u16> {
        if let Some(at) = self.out.classes.iter().position(|class| class.name == name) {
            return Ok(at as u16);
        }
        let found = self.known.get(name);
        self.out.classes.push(
            found.map_err(|problem| Error::configuration(format!("pattern, column {column}: {problem}")))?,
        );
        Ok((self.out.classes.len() - 1) as u16)
    }

    /// The slot of a part, by the name that is given or by that of its class; none for what the reading does not
    /// read, which is context. A name that is given must be one that the reading reads.
    fn slot(&mut self, given: Option<String>, class: &str, column: usize) -> Result<Option<u16>> {
        let name = format!("{}{}", given.as_deref().unwrap_or(class), self.suffix);
        if let Some(reading) = self.reading.filter(|reading| !reading.reads(&name)) {
            return match given.as_deref() {
                None | Some("") => Ok(None),
                Some(_) => Err(unknown_slot(reading, &name, class, column)),
            };
        }
        let at = self.out.slots.iter().position(|slot| *slot == name);
        let at = at.unwrap_or_else(|| {
            self.out.slots.push(name);
            self.out.slots.len() - 1
        });
        Ok(Some(at as u16))
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

/// The refusal of a slot that a reading does not read.
fn unknown_slot(reading: &ReadingKind, name: &str, class: &str, column: usize) -> Error {
    let mut known: Vec<&str> = reading.slots().collect();
    known.sort_unstable();
    let expected = match known.as_slice() {
        [] => "no slot at all".to_owned(),
        known => format!("one of {}", known.join(", ")),
    };
    let message = format!(
        "pattern, column {column}: unknown slot in {{{name}={class}}}: the reading {:?} reads {expected}",
        reading.name
    );
    Error::configuration(with_nearest(message, name, known))
}

/// Whether a character can be a token that is a mark.
fn is_mark(c: char) -> bool {
    let invisible =
        matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    let letter = c.is_alphanumeric() && c != LOW_SLASH;
    !letter && !c.is_whitespace() && !c.is_control() && !invisible
}
