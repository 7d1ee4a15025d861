//! Runs compiled patterns over a lattice.

use super::class::TokenTest;
use super::id::RuleId;
use super::input::{MatchInput, word_end};
use super::lattice::Edge;
use super::pattern::{Pattern, Side, Step};
use super::prospect::Prospect;
use crate::text::Gap;
use crate::text::fold::as_mark;
use rustc_hash::FxHashSet;
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
pub type Captures = SmallVec<[Capture; 4]>;

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

/// Most tokens of what a guard looks for before a place.
const BEFORE: usize = 8;

/// What closes a quotation.
const CLOSING: [char; 3] = ['»', '"', '”'];

/// Steps of one try behind which it remembers where it was: so that what can be read in very many ways takes work in
/// proportion to its length, and what cannot, nearly everything, remembers nothing.
const FORGETFUL: u32 = 1000;

/// Most steps of one try. What loads has a twentieth of these where each part is one word; words of several tokens make
/// it more, and nothing that was seen comes near.
const LONGEST: u32 = 100_000;

/// The longest match of a pattern that begins at token `at`. A `blind` matcher goes ways too of which is known that they end
/// at the next token.
pub(super) fn run(
    pattern: &Pattern,
    rule: RuleId,
    input: MatchInput<'_>,
    at: usize,
    blind: bool,
) -> Option<Match> {
    if !input.tokens.begins_word(at) {
        return None;
    }
    let mut machine = Machine {
        pattern,
        input,
        captures: Captures::new(),
        span: (None, None),
        best: None,
        from: at,
        prospects: if blind { &[] } else { &pattern.prospects },
        looked_at: usize::MAX,
        good_for: &[],
        steps: 0,
        seen: FxHashSet::default(),
    };
    machine.step(0, at);
    machine.best.map(|(first, last, to, captures)| Match { rule, first, last, from: at as u32, to, captures })
}

/// Where the row's span begins and ends, as far as the way came to it.
type Bounds = (Option<u32>, Option<u32>);

struct Machine<'a> {
    pattern: &'a Pattern,
    input: MatchInput<'a>,
    captures: Captures,
    span: Bounds,
    best: Option<(u32, u32, u32, Captures)>,
    from: usize,
    /// What the pattern can go on with, by step; nothing of a blind one.
    prospects: &'a [Prospect],
    /// The token that was looked at last, and what patterns can go on with at it, in bits.
    looked_at: usize,
    good_for: &'a [u64],
    /// How many ways it went on.
    steps: u32,
    /// The steps, tokens and spans that it went on from, behind the first [`FORGETFUL`] ones.
    seen: FxHashSet<(usize, usize, Bounds)>,
}

/// Tokens that a class accepts, and what they are.
#[derive(Clone, Copy)]
struct Way {
    first: u32,
    last: u32,
    edge: Option<Edge>,
}

impl Way {
    /// Plain tokens.
    const fn of_tokens(first: usize, last: usize) -> Self {
        Self { first: first as u32, last: last as u32, edge: None }
    }
}

impl Machine<'_> {
    /// Matches from a step and a token on, along every branch of the pattern.
    fn step(&mut self, mut pc: usize, mut at: usize) {
        let (pattern, input) = (self.pattern, self.input);
        self.steps += 1;
        if self.steps > LONGEST {
            return;
        }
        // What lies behind a place does not depend on the way that led to it, and of equal matches the first one stays.
        if self.steps > FORGETFUL && !self.seen.insert((pc, at, self.span)) {
            return;
        }
        let (span, depth) = (self.span, self.captures.len());
        loop {
            let goes_on = match &pattern.steps[pc] {
                Step::Class { class, slot } => match self.class(*class, *slot, pc, at) {
                    Some(last) => {
                        at = last;
                        true
                    }
                    None => false,
                },
                Step::Mark(mark) => {
                    at += 1;
                    at <= input.last && self.mark(*mark, at - 1) && self.goes_on(pc + 1, at)
                }
                Step::Adjacent => {
                    let token = input.tokens.list.get(at);
                    at < input.last && token.is_some_and(|token| token.gap != Gap::Space)
                }
                Step::Guard { class, side: Side::Behind, wanted } => self.begins(*class, at) == *wanted,
                Step::Guard { class, side: Side::Before, wanted } => self.ends(*class, at) == *wanted,
                Step::Ahead { words, mark, class } => self.is_ahead(*words, *mark, *class, at),
                Step::Open => {
                    self.span.0 = Some(at as u32);
                    true
                }
                Step::Close => {
                    self.span.1 = Some(at as u32);
                    true
                }
                Step::Start => at == input.first,
                Step::End => at == input.last,
                Step::Split(other) => {
                    let other = *other as usize;
                    if !self.goes_on(pc + 1, at) {
                        pc = other;
                        continue;
                    }
                    if self.goes_on(other, at) {
                        self.step(pc + 1, at);
                        pc = other;
                        continue;
                    }
                    true
                }
                Step::Jump(to) => {
                    pc = *to as usize;
                    continue;
                }
                Step::Done => {
                    self.done(at);
                    break;
                }
            };
            if !goes_on {
                break;
            }
            pc += 1;
        }
        self.span = span;
        self.captures.truncate(depth);
    }

    /// Whether the pattern may go on with a token from a step that stands behind a token or is one of two ways.
    #[inline]
    fn goes_on(&mut self, pc: usize, at: usize) -> bool {
        let Some(prospect) = self.prospects.get(pc).filter(|prospect| **prospect != Prospect::ANYTHING)
        else {
            return true;
        };
        // One token is asked of many ways.
        if self.looked_at != at {
            self.looked_at = at;
            self.good_for = if at < self.input.last { self.input.lattice.prospects(at) } else { &[] };
        }
        prospect.is_in(self.good_for)
    }

    /// Whether something of a class begins at a token.
    fn begins(&self, class: u16, at: usize) -> bool {
        let input = self.input;
        let class = &self.pattern.classes[class as usize];
        if class.has_words() {
            return class.word_at(input, at).is_some();
        }
        at < input.last
            && match class.token {
                Some(test) => self.is(test, at),
                None => {
                    let mut sightings =
                        input.lattice.sightings_of(at, |known| class.may_accept(known)).iter();
                    sightings.any(|sighting| class.accepts(sighting.class, sighting.value, input.lattice))
                }
            }
    }

    /// Whether something of a class ends right before a token.
    fn ends(&self, class: u16, at: usize) -> bool {
        let input = self.input;
        let class = &self.pattern.classes[class as usize];
        if class.has_words() {
            return class.word_before(input, at);
        }
        if let Some(test) = class.token {
            return at > input.first && self.is(test, at - 1);
        }
        (input.first.max(at.saturating_sub(BEFORE))..at).any(|first| {
            if first + 1 < at && !input.lattice.is_several(first) {
                return false;
            }
            input.lattice.sightings_of(first, |known| class.may_accept(known)).iter().any(|sighting| {
                first + usize::from(sighting.length) == at
                    && class.accepts(sighting.class, sighting.value, input.lattice)
            })
        })
    }

    /// Whether a mark stands so many words on, and something of a class behind it.
    fn is_ahead(&self, words: usize, mark: char, class: Option<u16>, at: usize) -> bool {
        let end = (0..words).try_fold(at, |at, _| word_end(self.input, at));
        end.is_some_and(|end| {
            end < self.input.last
                && self.mark(mark, end)
                && class.is_none_or(|class| self.begins(class, end + 1))
        })
    }

    /// Whether a token is a plain one of a kind.
    fn is(&self, test: TokenTest, at: usize) -> bool {
        let input = self.input;
        input.tokens.list.get(at).is_some_and(|token| test.accepts(token.kind))
            && match test {
                TokenTest::Unknown => input.lattice.sightings(at).is_empty(),
                TokenTest::Unquoted => !CLOSING.iter().any(|mark| self.mark(*mark, at)),
                _ => true,
            }
    }

    /// Goes all ways behind what a class accepts at a token but for the last one, and returns where that one goes on.
    fn class(&mut self, class: u16, slot: Option<u16>, pc: usize, at: usize) -> Option<usize> {
        let input = self.input;
        if at >= input.last {
            return None;
        }
        let class = &self.pattern.classes[class as usize];
        if class.has_words() {
            let last = class.word_at(input, at)?;
            return self.take(slot, Way::of_tokens(at, last), pc);
        }
        if let Some(test) = class.token {
            return if self.is(test, at) { self.take(slot, Way::of_tokens(at, at + 1), pc) } else { None };
        }
        let mut left: Option<Way> = None;
        // Longer edges first, so that of two equal matches the one with the longer words wins.
        for sighting in input.lattice.sightings_of(at, |known| class.may_accept(known)).iter().rev() {
            let last = at + usize::from(sighting.length);
            if last > input.last || !class.accepts(sighting.class, sighting.value, input.lattice) {
                continue;
            }
            if !self.goes_on(pc + 1, last) {
                continue;
            }
            for edge in input.lattice.edges_of(at, sighting).rev() {
                if edge.class == sighting.class || class.accepts(edge.class, edge.value, input.lattice) {
                    let way = Way { first: edge.first, last: edge.last(), edge: Some(edge) };
                    if let Some(before) = left.replace(way) {
                        self.go(slot, before, pc);
                    }
                }
            }
        }
        let way = left?;
        self.keep(slot, way);
        Some(way.last as usize)
    }

    /// Keeps tokens that a class accepts, and returns where they end; nothing where the pattern does not go on there.
    fn take(&mut self, slot: Option<u16>, way: Way, pc: usize) -> Option<usize> {
        self.goes_on(pc + 1, way.last as usize).then(|| {
            self.keep(slot, way);
            way.last as usize
        })
    }

    /// Keeps tokens where they have a slot.
    #[inline]
    fn keep(&mut self, slot: Option<u16>, Way { first, last, edge }: Way) {
        if let Some(slot) = slot {
            self.captures.push(Capture { slot, first, last, edge });
        }
    }

    /// Goes one way to its end.
    fn go(&mut self, slot: Option<u16>, way: Way, pc: usize) {
        let depth = self.captures.len();
        self.keep(slot, way);
        self.step(pc + 1, way.last as usize);
        self.captures.truncate(depth);
    }

    fn mark(&self, mark: char, at: usize) -> bool {
        let span = self.input.tokens.list.get(at).map(|token| token.span().range());
        span.and_then(|range| self.input.text.get(range)).and_then(|slice| slice.chars().next()).map(as_mark)
            == Some(mark)
    }

    fn done(&mut self, to: usize) {
        if !self.input.tokens.begins_word(to) && to < self.input.last {
            return;
        }
        let first = self.span.0.unwrap_or(self.from as u32);
        let last = self.span.1.unwrap_or(to as u32);
        let tokens = self.input.tokens;
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
