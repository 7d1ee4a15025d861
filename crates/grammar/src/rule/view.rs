//! What every extractor sees of a document, and the grammar that was compiled for it.

use super::answers::Answers;
use super::effort::Efforts;
use super::id::RuleId;
use super::input::MatchInput;
use super::lattice::{Edge, Lattice, Meaning};
use super::matcher::Match;
use super::memory::{Memories, Words as WordsAlone};
use super::notes::Notes;
use super::refusal::{Refusal, Refusals};
use super::set::RuleSet;
use super::start_index::StartIndex;
use super::{Capture, Reading, TokenSet, Watch, keep_longest};
use crate::error::Result;
use crate::lexicon::{Entry, Lexicon, Particle, Particles, Verb, Verbs};
use crate::numeral::{Numeral, Script, Words};
use crate::text::{Block, Gap, Layout, Span, TableCell, TokenKind, TokenRange, Tokenizer, Tokens, Waiting};
use std::borrow::Cow;

/// Words and forms, compiled: what reading a text needs and no text changes.
#[derive(Debug)]
pub struct Grammar {
    /// Words and their values.
    pub lexicon: Lexicon,
    /// The number words among them.
    pub words: Words,
    /// The stems and endings of verbs among them.
    pub verbs: Verbs,
    /// The particles among them.
    pub particles: Particles,
    /// Forms and their readings.
    pub rules: RuleSet,
    /// Cuts texts into tokens.
    pub tokenizer: Tokenizer,
    /// What was found out about words.
    pub(super) memories: Memories,
}

impl Grammar {
    /// The grammar of a lexicon and of rules that were compiled for it.
    ///
    /// # Errors
    /// A number word without what it does in a numeral, an affix of verbs of an unknown id.
    pub fn new(lexicon: Lexicon, rules: RuleSet) -> Result<Self> {
        Ok(Self {
            words: Words::new(&lexicon)?,
            verbs: Verbs::new(&lexicon)?,
            particles: Particles::new(&lexicon),
            tokenizer: Tokenizer::new(),
            memories: Memories::default(),
            lexicon,
            rules,
        })
    }
}

impl Grammar {
    /// What there is to know of words by themselves.
    const fn words_alone(&self) -> WordsAlone<'_> {
        let Self { tokenizer, lexicon, words: numbers, verbs, particles, rules, .. } = self;
        WordsAlone { tokenizer, lexicon, numbers, verbs, particles, uses: rules.prefilter() }
    }
}

/// Most tokens of a sentence in which rules are looked for together with those of other sentences.
const SENTENCE: u32 = 1 << 16;

/// A document, tokenized and looked up.
#[derive(Debug)]
pub struct View<'a> {
    /// The text layer.
    pub text: &'a str,
    /// The parts of it whose role its source tells, in text order; none where it is plain text.
    pub blocks: &'a [Block],
    /// The cells of its tables whose columns have heads, in text order.
    pub cells: Cow<'a, [TableCell]>,
    /// Its tokens.
    pub tokens: Tokens,
    /// What each token can begin.
    pub lattice: Lattice<'a>,
    /// The grammar.
    pub grammar: &'a Grammar,
    /// The watch that may end the analysis early.
    pub watch: Watch<'a>,
    /// Whether no Persian is to be read in the document: only rules for any language match, and digits are numbers.
    pub foreign: bool,
    /// The passages of the document of which the same holds, in text order.
    pub foreign_passages: Vec<TokenRange>,
    /// What readings say of matches that they give no value.
    pub refusals: Refusals,
    /// How often rules are tried and match.
    pub efforts: Efforts,
    start_index: StartIndex,
    answers: Answers,
}

impl<'a> View<'a> {
    /// Tokenizes a text and looks every token up.
    #[must_use]
    pub fn new(grammar: &'a Grammar, text: &'a str) -> Self {
        Self::watched(grammar, text, Watch::default())
    }

    /// As [`Self::new`], under a watch: once it has ended, no rule matches any more.
    #[must_use]
    pub fn watched(grammar: &'a Grammar, text: &'a str, watch: Watch<'a>) -> Self {
        Self::of_blocks(grammar, text, &[], watch)
    }

    /// As [`Self::watched`], of a text whose source tells the roles of its parts.
    #[must_use]
    pub fn of_blocks(grammar: &'a Grammar, text: &'a str, blocks: &'a [Block], watch: Watch<'a>) -> Self {
        let layout = if blocks.is_empty() { Layout::detect(text) } else { Layout::LinePerParagraph };
        let mut memory = grammar.memories.lease();
        let words = grammar.words_alone();
        let gave_up = || watch.ask();
        let waiting = Waiting::new(&gave_up);
        let mut tokens = memory.read(words, text, layout, waiting);
        let least = tokens.bytes() + Lattice::least(&tokens);
        watch.hold(least);
        let lattice = Lattice::new(text, &mut tokens, words, memory, waiting);
        watch.release(least);
        watch.hold(tokens.bytes() + lattice.bytes());
        Self {
            text,
            blocks,
            cells: Cow::Borrowed(&[]),
            tokens,
            lattice,
            grammar,
            watch,
            foreign: false,
            foreign_passages: Vec::new(),
            refusals: Refusals::default(),
            efforts: Efforts::default(),
            start_index: StartIndex::default(),
            answers: Answers::default(),
        }
    }

    /// Finds in one pass where the rules of some tables can begin in these sentences, which are in text order. Matching
    /// over other tables or sentences gives the same matches, but is slower; very long ones are not looked at, since rules may
    /// begin at each of their tokens.
    pub fn expect(&mut self, tables: &[&str], sentences: impl Iterator<Item = TokenRange>) {
        self.watch.release(self.start_index.bytes());
        let sentences =
            sentences.take_while(|_| !self.watch.ended()).filter(|sentence| sentence.len() <= SENTENCE);
        let sentences = sentences.map(|sentence| self.input(sentence));
        let rules = &self.grammar.rules;
        let tables =
            tables.iter().filter_map(|name| rules.table(name)).fold(0, |all, table| all | 1 << table);
        self.start_index = StartIndex::new(rules, tables, sentences, self.tokens.list.len());
        self.watch.hold(self.start_index.bytes());
    }

    /// Returns at how many tokens a table's rules can match in the sentences that [`Self::expect`] was given: a capacity for
    /// the table's rows, with which their list hardly grows.
    #[must_use]
    pub fn candidate_count(&self, table: &str) -> usize {
        let rules = &self.grammar.rules;
        rules.table(table).map_or(0, |table| self.start_index.count(table))
    }

    fn input(&self, TokenRange { first, end: last }: TokenRange) -> MatchInput<'_> {
        let last = (last as usize).min(self.tokens.list.len());
        let first = (first as usize).min(last);
        MatchInput {
            text: self.text,
            tokens: &self.tokens,
            lattice: &self.lattice,
            lexicon: &self.grammar.lexicon,
            verbs: &self.grammar.verbs,
            answers: &self.answers,
            first,
            last,
        }
    }

    /// What is noted of words by themselves, once for all texts that have them. One reader of documents can have something
    /// noted.
    #[must_use]
    pub fn notes(&self) -> Notes<'_> {
        Notes::new(&self.lattice)
    }

    /// The place of tokens `first..last`.
    #[must_use]
    pub fn span(&self, first: u32, last: u32) -> Span {
        self.tokens.span(first as usize, last as usize)
    }

    /// The words of a place, as written.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// What an edge is.
    #[must_use]
    pub fn meaning(&self, edge: &Edge) -> Option<Meaning<'_>> {
        if edge.is_number() {
            self.lattice.numeral(edge).map(Meaning::Number)
        } else {
            self.grammar.lexicon.entry(edge.value).map(Meaning::Entry)
        }
    }

    /// The lexicon entry that an edge is.
    #[must_use]
    pub fn entry(&self, edge: &Edge) -> Option<&'a Entry> {
        if edge.is_number() { None } else { self.grammar.lexicon.entry(edge.value) }
    }

    /// A token as it is written; empty where there is none.
    #[must_use]
    pub fn token(&self, at: u32) -> &'a str {
        self.tokens.list.get(at as usize).map_or("", |token| self.slice(token.span()))
    }

    /// What kind of token stands somewhere; none behind the last one.
    #[must_use]
    #[inline]
    pub fn token_kind(&self, at: u32) -> Option<TokenKind> {
        self.tokens.list.get(at as usize).map(|token| token.kind)
    }

    /// The particle that a token is.
    #[must_use]
    pub fn particle(&self, at: u32) -> Option<Particle> {
        if self.lattice.particles(at as usize).0 == 0 {
            return None;
        }
        let particles = &self.grammar.particles;
        let found = self.lattice.sightings(at as usize).iter();
        let found = found.filter(|found| found.length == 1 && particles.any().has(found.class));
        let mut edges = found.flat_map(|found| self.lattice.edges_of(at as usize, found));
        edges.find_map(|edge| particles.of(edge.class))
    }

    /// Whether a token is this particle.
    #[must_use]
    #[inline]
    pub fn is(&self, at: u32, particle: Particle) -> bool {
        // Most tokens are none, and their kinds say so.
        let (known, several) = self.lattice.particles(at as usize);
        let own = particle.bit();
        known & own != 0 && (known == own && !several || self.is_read_as(at, particle, known == own))
    }

    /// Whether a token that may be this particle, and where not `alone` others, or that begins something longer, is read as it.
    fn is_read_as(&self, at: u32, particle: Particle, alone: bool) -> bool {
        let words = self.grammar.particles.words(particle);
        let mut found = self.lattice.sightings(at as usize).iter();
        found.any(|found| found.length == 1 && words.has(found.class))
            && (alone || self.particle(at) == Some(particle))
    }

    /// Hands to a reader what it keeps of words by their numbers ([`Token::word`](crate::text::Token)) from text to text, which
    /// is new where it keeps nothing yet. What it finds must not depend on it.
    pub fn kept<K: Default + Send + 'static, T>(&self, read: impl FnOnce(&mut K) -> T) -> T {
        self.lattice.memory().kept(read)
    }

    /// The verb that the word of tokens `first..end` is a form of.
    #[must_use]
    pub fn verb(&self, first: u32, end: u32) -> Option<Verb> {
        self.lattice.memory().verb(&self.grammar.verbs, &self.tokens, first, end)
    }

    /// Whether a token is known to be a word that no verb has by itself: neither a form of one nor «می» or «نمی». It may not be known
    /// of a token that is none.
    #[must_use]
    #[inline]
    pub fn is_verbless(&self, at: u32) -> bool {
        self.tokens.list.get(at as usize).is_some_and(|token| self.lattice.memory().is_verbless(token.word))
    }

    /// Whether a token is «می» or «نمی», which may stand apart before its verb.
    #[must_use]
    #[inline]
    pub fn is_imperfective_prefix(&self, at: u32) -> bool {
        self.lattice.memory().is_imperfective_prefix(&self.grammar.verbs, &self.tokens, at)
    }

    /// What a match holds in a slot.
    #[must_use]
    pub fn capture(&self, found: &Match, slot: &str) -> Option<Capture> {
        found.captures.iter().find(|c| self.grammar.rules.slot(found.rule, c.slot) == slot).copied()
    }

    /// The edge that a match holds in a slot.
    #[must_use]
    pub fn slot(&self, found: &Match, slot: &str) -> Option<Edge> {
        self.capture(found, slot)?.edge
    }

    /// The numeral that a match holds in a slot.
    #[must_use]
    pub fn numeral(&self, found: &Match, slot: &str) -> Option<&Numeral> {
        self.lattice.numeral(&self.slot(found, slot)?)
    }

    /// Returns no value for a match, and keeps the reason, a clause, for whoever asks why.
    pub fn refuse<T>(&self, found: &Match, why: &'static str) -> Option<T> {
        self.refusals.add(Refusal {
            rule: found.rule,
            tokens: TokenRange::new(found.first, found.last),
            why,
        });
        None
    }

    /// Every rule of a table over the tokens of a sentence, each match read, the longest kept and taken.
    pub fn read<T>(
        &self,
        table: &str,
        sentence: impl Into<TokenRange>,
        taken: &mut TokenSet,
        mut meaning: impl FnMut(&mut Match) -> Option<T>,
    ) -> Vec<Reading<T>> {
        let mut readings = Vec::new();
        let (row, reading) = self.watch.size_of_match(table);
        self.each_match(table, sentence.into(), |mut found| {
            // A sentence may be all of a text.
            if taken.any(found.first, found.last) || self.watch.ended() {
                return;
            }
            self.efforts.asked(found.rule);
            if let Some(value) = meaning(&mut found) {
                self.watch.hold(row + reading);
                readings.push(Reading { found, value });
            }
        });
        let count = readings.len();
        if self.watch.has_ended() {
            readings.clear();
        }
        let kept = keep_longest(readings, taken, |a, b| self.wins_over(a, b));
        self.watch.release(reading * count as u64 + row * (count - kept.len()) as u64);
        kept
    }

    /// Reports the longest match of every rule of a table at every token of a sentence, token by token and in the
    /// order of the rules' ids; for readings that settle their own span.
    pub fn matches(&self, table: &str, sentence: impl Into<TokenRange>, mut report: impl FnMut(Match)) {
        let (row, reading) = self.watch.size_of_match(table);
        self.each_match(table, sentence.into(), |found| {
            if !self.watch.ended() && self.watch.hold(row + reading) {
                self.efforts.asked(found.rule);
                report(found);
            }
        });
    }

    /// The sentence is read in which [`Self::matches`] reported so many matches of a table, of which so many are rows.
    pub fn release_matches(&self, table: &str, reported: usize, rows: usize) {
        let (row, reading) = self.watch.size_of_match(table);
        self.watch.release(reading * reported as u64 + row * reported.saturating_sub(rows) as u64);
    }

    /// The tokens and what they can begin are needed no more.
    pub fn release_tokens(&self) {
        self.watch.release(self.tokens.bytes() + self.lattice.bytes());
    }

    fn each_match(&self, table: &str, sentence: TokenRange, mut report: impl FnMut(Match)) {
        let rules = &self.grammar.rules;
        let report = |found: Match| {
            if !self.is_foreign(found.first, found.last) || self.reads_in_any_language(&found) {
                report(found);
            }
        };
        let Some(table) = rules.table(table).filter(|_| !self.watch.ended()) else { return };
        let input = self.input(sentence);
        if let Some(starts) = self.start_index.starts(table, sentence) {
            self.efforts.tried(starts);
            return rules.matches(starts, input, report);
        }
        // A text may be one sentence, and rules begin at each of its tokens.
        let most = StartIndex::most_bytes(sentence);
        if self.watch.hold(most) {
            let index = StartIndex::new(rules, 1 << table, std::iter::once(input), 0);
            let starts = index.starts(table, sentence).unwrap_or(&[]);
            self.efforts.tried(starts);
            rules.matches(starts, input, report);
        }
        self.watch.release(most);
    }

    /// Whether one of the tokens stands where no Persian is to be read.
    #[must_use]
    #[inline]
    pub fn is_foreign(&self, first: u32, last: u32) -> bool {
        let passage = || {
            let at = self.foreign_passages.partition_point(|passage| passage.end <= first);
            self.foreign_passages.get(at).is_some_and(|passage| passage.first < last)
        };
        self.foreign || !self.foreign_passages.is_empty() && passage()
    }

    /// Whether a stop joins two of the tokens: they are the letters of an abbreviation, «بی.بی.سی».
    #[must_use]
    pub fn is_spelled(&self, first: u32, last: u32) -> bool {
        let list = self.tokens.list.get(first as usize..last as usize).unwrap_or_default();
        list.windows(2).any(|pair| {
            let [before, token] = pair else { return false };
            token.gap == Gap::Joiner && self.slice(Span::new(before.span().end, token.span().start)) == "."
        })
    }

    /// Whether a match says the same in any language.
    fn reads_in_any_language(&self, found: &Match) -> bool {
        let numerals = || found.captures.iter().filter_map(|capture| self.lattice.numeral(&capture.edge?));
        let digits = |numeral: &Numeral| matches!(numeral.script, Script::Digits { .. });
        self.grammar.rules.rule(found.rule).is_some_and(|rule| rule.any_language) && numerals().all(digits)
    }

    /// Returns what [`Self::matches`] reports, found by trying every rule at every token: for tests of the prefilter.
    #[must_use]
    pub fn matches_tried_everywhere(&self, table: &str, sentence: impl Into<TokenRange>) -> Vec<Match> {
        let (rules, sentence) = (&self.grammar.rules, sentence.into());
        let ids = (0..).map(RuleId).zip(rules.rules()).filter(|(_, rule)| rule.table == table);
        let ids: Vec<RuleId> = ids.map(|(id, _)| id).collect();
        let input = self.input(sentence);
        let tries = (sentence.first..sentence.end).flat_map(|at| ids.iter().map(move |&id| (at, id)));
        tries.filter_map(|(at, id)| rules.longest(id, input, at, true)).collect()
    }

    /// Whether rule `a` is declared to win over rule `b`.
    #[must_use]
    pub fn wins_over(&self, a: RuleId, b: RuleId) -> bool {
        let rules = &self.grammar.rules;
        rules.rule(a).is_some_and(|rule| rule.over.iter().any(|name| name == rules.name(b)))
    }
}
