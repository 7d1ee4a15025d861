//! Runs compiled patterns over a lattice.

use super::id::RuleId;
use super::lattice::{Edge, Lattice};
use super::pattern::{Pattern, Step};
use crate::text::{Gap, Token, Tokens};
use smallvec::SmallVec;

/// What a slot of a pattern holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capture {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// The edge; nothing for a plain token.
    pub edge: Option<Edge>,
    /// The slot ([`RuleSet::slot`](super::RuleSet::slot) names it).
    pub slot: u16,
}

/// What the slots of a match hold; few patterns have more slots than this.
pub type Captures = SmallVec<[Capture; 8]>;

/// One way a rule fits: its span, the words around it that belong to the form, and its slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The rule.
    pub rule: RuleId,
    /// First token of the row's span.
    pub first: u32,
    /// One past the last token of the row's span.
    pub last: u32,
    /// First token of the whole match, context included.
    pub from: u32,
    /// One past the last token of the whole match.
    pub to: u32,
    /// What the slots hold, in the pattern's order of reading.
    pub captures: Captures,
}

/// What patterns run over.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    pub(super) lattice: &'a Lattice<'a>,
    /// The tokens of the sentence.
    pub(super) first: usize,
    pub(super) last: usize,
}

impl<'a> Ground<'a> {
    /// The tokens of the sentence.
    pub(super) fn sentence(self) -> &'a [Token] {
        self.tokens.list.get(self.first..self.last).unwrap_or_default()
    }
}

/// The longest match of a pattern that begins at token `at`.
pub(super) fn run(pattern: &Pattern, rule: RuleId, ground: Ground<'_>, at: usize) -> Option<Match> {
    if !ground.tokens.begins_word(at) {
        return None;
    }
    let mut machine =
        Machine { pattern, ground, captures: Captures::new(), span: (None, None), best: None, from: at };
    machine.step(0, at);
    machine.best.map(|(first, last, to, captures)| Match { rule, first, last, from: at as u32, to, captures })
}

struct Machine<'a> {
    pattern: &'a Pattern,
    ground: Ground<'a>,
    captures: Captures,
    span: (Option<u32>, Option<u32>),
    best: Option<(u32, u32, u32, Captures)>,
    from: usize,
}

impl Machine<'_> {
    /// Goes on from a step and a token, through every way that is left.
    fn step(&mut self, mut pc: usize, mut at: usize) {
        let (pattern, ground) = (self.pattern, self.ground);
        loop {
            let goes_on = match &pattern.steps[pc] {
                Step::Class { class, slot } => return self.class(*class, *slot, pc, at),
                Step::Mark(mark) => {
                    at += 1;
                    at <= ground.last && self.mark(*mark, at - 1)
                }
                Step::Adjacent => {
                    let token = ground.tokens.list.get(at);
                    at < ground.last && token.is_some_and(|token| token.gap != Gap::Space)
                }
                Step::Not(class) => !self.begins(*class, at),
                Step::Open => {
                    let before = self.span.0.replace(at as u32);
                    self.step(pc + 1, at);
                    self.span.0 = before;
                    return;
                }
                Step::Close => {
                    let before = self.span.1.replace(at as u32);
                    self.step(pc + 1, at);
                    self.span.1 = before;
                    return;
                }
                Step::Start => at == ground.first,
                Step::End => at == ground.last,
                Step::Split(other) => {
                    self.step(pc + 1, at);
                    pc = *other as usize;
                    continue;
                }
                Step::Jump(to) => {
                    pc = *to as usize;
                    continue;
                }
                Step::Done => return self.done(at),
            };
            if !goes_on {
                return;
            }
            pc += 1;
        }
    }

    /// Whether something of a class begins at a token.
    fn begins(&self, class: u16, at: usize) -> bool {
        let ground = self.ground;
        let class = &self.pattern.classes[class as usize];
        at < ground.last
            && match class.token {
                Some(test) => ground.tokens.list.get(at).is_some_and(|token| test.accepts(token.kind)),
                None => {
                    let mut sightings = ground.lattice.sightings(at).iter();
                    sightings.any(|sighting| class.accepts(sighting.class, sighting.value, ground.lattice))
                }
            }
    }

    fn class(&mut self, class: u16, slot: Option<u16>, pc: usize, at: usize) {
        let ground = self.ground;
        if at >= ground.last {
            return;
        }
        let class = &self.pattern.classes[class as usize];
        if let Some(test) = class.token {
            if ground.tokens.list.get(at).is_some_and(|token| test.accepts(token.kind)) {
                self.take(slot, (at as u32, at as u32 + 1), None, pc);
            }
            return;
        }
        // Longer edges first, so that of two equal matches the one with the longer words wins.
        for sighting in ground.lattice.sightings(at).iter().rev() {
            let last = at + usize::from(sighting.length);
            if last > ground.last || !class.accepts(sighting.class, sighting.value, ground.lattice) {
                continue;
            }
            for edge in ground.lattice.edges_of(at, sighting).rev() {
                if edge.class == sighting.class || class.accepts(edge.class, edge.value, ground.lattice) {
                    self.take(slot, (edge.first, edge.last()), Some(edge), pc);
                }
            }
        }
    }

    /// Goes on behind tokens that a class accepts, which are kept where they have a slot.
    fn take(&mut self, slot: Option<u16>, (first, last): (u32, u32), edge: Option<Edge>, pc: usize) {
        let Some(slot) = slot else { return self.step(pc + 1, last as usize) };
        self.captures.push(Capture { slot, first, last, edge });
        self.step(pc + 1, last as usize);
        self.captures.pop();
    }

    fn mark(&self, mark: char, at: usize) -> bool {
        let span = self.ground.tokens.list.get(at).map(|token| token.span().range());
        span.and_then(|range| self.ground.text.get(range)).and_then(|slice| slice.chars().next())
            == Some(mark)
    }

    fn done(&mut self, to: usize) {
        if !self.ground.tokens.begins_word(to) && to < self.ground.last {
            return;
        }
        let first = self.span.0.unwrap_or(self.from as u32);
        let last = self.span.1.unwrap_or(to as u32);
        let tokens = self.ground.tokens;
        if first >= last || !tokens.begins_word(first as usize) || !tokens.begins_word(last as usize) {
            return;
        }
        let better =
            self.best.as_ref().is_none_or(|(a, b, end, _)| (last - first, to as u32) > (b - a, *end));
        if better {
            self.best = Some((first, last, to as u32, Captures::from_slice(&self.captures)));
        }
    }
}
