//! The verbs of a sentence, each in one piece with the auxiliaries behind it.

use crate::lexicon::{Lemma, Particle, Verb, VerbForm, Verbs};
use crate::rule::View;
use crate::text::{TokenKind, TokenRange};

/// The longest sentence that is read for who says what and what happens, in tokens. What is longer is a list or lacks its
/// marks, and the work on a sentence grows faster than its length.
pub(crate) const LONGEST: u32 = 400;

/// A verb with its auxiliaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VerbGroup {
    pub(crate) tokens: TokenRange,
    /// The verb itself, not its auxiliary.
    pub(crate) lemma: Lemma,
    pub(crate) mood: Mood,
    /// Whether a prefix negates it.
    pub(crate) negated: bool,
    /// Whether «شدن» makes a passive of its participle.
    pub(crate) passive: bool,
    /// Whether its form alone makes it a verb that ends a clause; a bare stem may be a noun.
    pub(crate) sure: bool,
    /// Whether it is a present, which may tell of what always is so.
    pub(crate) present: bool,
    /// Whether it ends a clause: it is sure to, or a mark or a conjunction stands behind it.
    pub(crate) closes: bool,
}

/// What a form says of the reality of what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Past, perfect or present.
    Told,
    /// A future with «خواهد».
    Future,
    /// A wish, a condition, a possibility: «بگوید».
    Subjunctive,
}

/// The verbs that auxiliaries are forms of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Auxiliaries {
    /// «خواستن», with which futures are made.
    pub(crate) want: Option<Lemma>,
    /// «بودن», of perfects.
    pub(crate) be: Option<Lemma>,
    /// «شدن» and «گشتن», of passives.
    become_: [Option<Lemma>; 2],
    /// Verbs whose present has no prefix: «دارد», «است».
    pub(crate) plain_present: [Option<Lemma>; 2],
}

impl Auxiliaries {
    /// Those of a grammar.
    pub(crate) fn new(verbs: &Verbs) -> Self {
        Self {
            want: verbs.lemma("want"),
            be: verbs.lemma("be"),
            become_: [verbs.lemma("become"), verbs.lemma("become-formally")],
            plain_present: [verbs.lemma("have"), verbs.lemma("be")],
        }
    }

    /// Whether passives are made with a verb.
    pub(crate) fn is_becoming(&self, lemma: Lemma) -> bool {
        self.become_.contains(&Some(lemma))
    }

    /// Whether a verb tells what is or becomes, and not what somebody does.
    pub(crate) fn states(&self, lemma: Lemma) -> bool {
        self.is_becoming(lemma) || self.plain_present.contains(&Some(lemma))
    }

    /// The verbs that passives are made with.
    pub(crate) fn becoming(&self) -> impl Iterator<Item = Lemma> {
        self.become_.into_iter().flatten()
    }
}

/// The verbs of tokens, in their order.
pub(crate) fn verb_groups(view: &View<'_>, auxiliaries: &Auxiliaries, tokens: TokenRange) -> Vec<VerbGroup> {
    let reader = Reader { view, auxiliaries, end: tokens.end };
    let (mut found, mut at) = (Vec::new(), tokens.first);
    while at < tokens.end {
        match reader.group(at) {
            Some(group) => {
                at = group.tokens.end;
                found.push(VerbGroup { closes: group.sure || reader.ends_clause(at), ..group });
            }
            None => at = reader.word_end(at),
        }
    }
    found
}

struct Reader<'r, 'a> {
    view: &'r View<'a>,
    auxiliaries: &'r Auxiliaries,
    end: u32,
}

impl Reader<'_, '_> {
    fn word_end(&self, at: u32) -> u32 {
        let tokens = &self.view.tokens;
        (at + 1..self.end).find(|&next| tokens.begins_word(next as usize)).unwrap_or(self.end)
    }

    fn word(&self, at: u32) -> Option<(Verb, u32)> {
        if at >= self.end || self.view.tokens.list.get(at as usize)?.kind != TokenKind::Word {
            return None;
        }
        let mut end = self.word_end(at);
        // Most words are no verbs.
        if end == at + 1 && self.view.is_verbless(at) {
            return None;
        }
        // «می گوید» is one word with a space in it.
        if end == at + 1 && end < self.end && self.view.is_imperfective_prefix(at) {
            end = self.word_end(end);
        }
        let verb = self.view.verb(at, end).filter(|verb| !verb.preverb || self.is_clear(verb, end))?;
        Some((verb, end))
    }

    /// Whether a verb with «در», «باز» and the like is no noun: «درآمد», «بازداشت» are verbs at the end of a sentence alone.
    fn is_clear(&self, verb: &Verb, end: u32) -> bool {
        match verb.form {
            VerbForm::Past => true,
            VerbForm::Present => verb.imperfective,
            VerbForm::BarePast => self.ends_sentence(end),
            VerbForm::Participle => verb.perfect || self.is_perfect_ending(end) || self.is_auxiliary(end),
            VerbForm::BarePresent | VerbForm::Infinitive => verb.perfect,
        }
    }

    fn is_auxiliary(&self, at: u32) -> bool {
        let next = self.view.verb(at, self.word_end(at)).filter(|_| at < self.end);
        next.is_some_and(|next| Some(next.lemma) == self.auxiliaries.be)
    }

    fn ends_sentence(&self, at: u32) -> bool {
        let mark =
            |at: u32| self.view.tokens.list.get(at as usize).map(|token| self.view.slice(token.span()));
        at >= self.end || matches!(mark(at), Some("." | "؟" | "?" | "!" | "؛"))
    }

    fn group(&self, at: u32) -> Option<VerbGroup> {
        let (word, end) = self.word(at)?;
        let group = |end, lemma, mood, negated, passive, sure| VerbGroup {
            tokens: TokenRange::new(at, end),
            lemma,
            mood,
            negated,
            passive,
            sure,
            present: false,
            closes: false,
        };
        let present = matches!(word.form, VerbForm::Present | VerbForm::BarePresent);
        if present
            && Some(word.lemma) == self.auxiliaries.want
            && !word.imperfective
            && let Some((verb, verb_end)) = self.word(end)
            && matches!(verb.form, VerbForm::Past | VerbForm::BarePast)
        {
            let passive = false;
            return Some(group(verb_end, verb.lemma, Mood::Future, word.negated, passive, true));
        }
        match word.form {
            VerbForm::Infinitive => None,
            VerbForm::Participle => self.perfect(at, word, end),
            // «کند» is a wish or a condition, but «دارد» and «است» are not.
            VerbForm::BarePresent if !self.auxiliaries.plain_present.contains(&Some(word.lemma)) => {
                Some(group(end, word.lemma, Mood::Subjunctive, word.negated, false, true))
            }
            VerbForm::Present if !word.imperfective => {
                Some(group(end, word.lemma, Mood::Subjunctive, word.negated, false, true))
            }
            form => {
                let sure = form != VerbForm::BarePast;
                let told = group(end, word.lemma, Mood::Told, word.negated, false, sure);
                Some(VerbGroup { present, ..told })
            }
        }
    }

    /// A participle with what stands behind it: «گفته است», «گفته شده بود», «گفته خواهد شد». By itself it ends a clause
    /// only before a mark or a conjunction.
    fn perfect(&self, at: u32, participle: Verb, mut end: u32) -> Option<VerbGroup> {
        let (mut mood, mut passive, mut sure) = (Mood::Told, false, participle.perfect);
        let mut present = false;
        let mut negated = participle.negated;
        loop {
            // «شده» and «شد» make a passive, and no perfect.
            let becomes = self.word(end).is_some_and(|(next, _)| self.auxiliaries.is_becoming(next.lemma));
            if !becomes && self.is_perfect_ending(end) {
                (end, sure) = (self.word_end(end), true);
            }
            let Some((next, next_end)) = self.word(end) else { break };
            let becoming = self.auxiliaries.is_becoming(next.lemma);
            // «کشته شدن» is a noun.
            if next.form == VerbForm::Infinitive {
                return None;
            }
            if Some(next.lemma) == self.auxiliaries.want
                && let Some((verb, verb_end)) = self.word(next_end)
                && self.auxiliaries.is_becoming(verb.lemma)
            {
                (end, mood, passive, sure) = (verb_end, Mood::Future, true, true);
                negated |= next.negated;
                break;
            }
            if !becoming && Some(next.lemma) != self.auxiliaries.be {
                break;
            }
            passive |= becoming;
            negated |= next.negated;
            sure |= next.form != VerbForm::Participle || next.perfect;
            // «ساخته می‌شود»
            present = becoming && next.form == VerbForm::Present && next.imperfective;
            if next.form == VerbForm::Present && !next.imperfective {
                mood = Mood::Subjunctive;
            }
            end = next_end;
        }
        if !sure && !self.ends_clause(end) {
            return None;
        }
        Some(VerbGroup {
            tokens: TokenRange::new(at, end),
            lemma: participle.lemma,
            mood,
            negated,
            passive,
            sure,
            present,
            closes: false,
        })
    }

    fn is_perfect_ending(&self, at: u32) -> bool {
        let tokens = &self.view.tokens;
        at < self.end
            && self.word_end(at) == at + 1
            && self.view.grammar.verbs.is_perfect_ending(tokens.codes_of(at as usize))
    }

    fn ends_clause(&self, at: u32) -> bool {
        at >= self.end
            || self
                .view
                .tokens
                .list
                .get(at as usize)
                .is_none_or(|token| matches!(token.kind, TokenKind::Punctuation | TokenKind::Stop))
            || matches!(self.view.particle(at), Some(Particle::And | Particle::That | Particle::Or))
    }
}
