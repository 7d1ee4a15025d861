//! The words that tell what a sentence provides.

use crate::error::Result;
use crate::lexicon::{ClassSet, EntryMap, VerbForm, Wish};
use crate::rule::{ByRule, Grammar, ReadingKind, RuleId, RuleTable, TokenSet, View};
use crate::syntax::Auxiliaries;
use crate::text::TokenRange;
use serde::Deserialize;

pub(crate) const TABLE: &str = "provisions";

/// The rules about provisions.
pub(crate) const RULES: RuleTable = RuleTable {
    name: TABLE,
    rows: TABLE,
    readings: &[
        ReadingKind::new("modality", &[&["passive"]]).with_senses(&[
            "obligation",
            "permission",
            "prohibition",
            "future",
            "wish",
            "present",
            "negated-present",
            "statement",
        ]),
        ReadingKind::new("condition", &[&["opener"]]).needing(&[&["opener"]]),
    ],
};

/// What a rule says about a sentence: the sense of its reading, or a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Sign {
    Obligation,
    Permission,
    Prohibition,
    /// The future that treaties oblige with («خواهد داد»).
    Future,
    /// The same in the passive («ساخته خواهد شد»).
    #[serde(skip)]
    PassiveFuture,
    /// A subjunctive at the end of a sentence without another verb: «گزارش داده شود.».
    Wish,
    /// The same, negated.
    #[serde(skip)]
    NegatedWish,
    /// The present that treaties oblige with («تضمین می‌کند»), and its negation.
    Present,
    NegatedPresent,
    Statement,
    /// A condition, and how far it runs.
    #[serde(skip)]
    Condition(Until),
}

/// The signs of one sentence, in text order: the sign, its rule and its tokens.
#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) signs: Vec<(Sign, RuleId, TokenRange)>,
}

/// What an entry means to this stage, as the lexicon has it.
#[derive(Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
enum WordText {
    Condition { until: Until },
}

/// Where a condition ends.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Until {
    /// With its own words («در صورت لزوم»), unless they go on («در صورت نیاز به …»).
    Itself,
    /// At the next comma, or after a few words («با توافق طرفین»).
    Phrase,
    /// At the next comma.
    Comma,
    /// At the next comma behind a verb («اگر … نشود،»).
    Verb,
    /// At the sentence's end, unless it begins the sentence.
    End,
}

/// The words that provisions turn on, by their features.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Features {
    /// A verb or predicate, which a heading does not have.
    verb: ClassSet,
    pub(super) body: ClassSet,
    pub(super) demonstrative: ClassSet,
    pub(super) adverbial: ClassSet,
    pub(super) supervision: ClassSet,
    pub(super) delivery: ClassSet,
    pub(super) transfer: ClassSet,
    pub(super) agent: ClassSet,
    pub(super) deadline: ClassSet,
    /// Words that bound a day or a number.
    pub(super) bound: ClassSet,
    pub(super) effect: ClassSet,
    /// For the last day on which something can be done, and between it and the day.
    pub(super) due: ClassSet,
    pub(super) dated: ClassSet,
    /// How old somebody is.
    pub(super) age: ClassSet,
    /// Before a day that is compared: «دیرتر از».
    pub(super) compared: ClassSet,
    pub(super) span: ClassSet,
    pub(super) copula: ClassSet,
    pub(super) negation: ClassSet,
    pub(super) definition: ClassSet,
    /// Before what tells of a party: «به نمایندگی», «به نشانی».
    pub(super) describing: ClassSet,
    /// Before whom a party acts for: «به نمایندگی از».
    pub(super) behalf: ClassSet,
    pub(super) individually: ClassSet,
    pub(super) together: ClassSet,
    pub(super) participle: ClassSet,
    pub(super) phrase_end: ClassSet,
    pub(super) recurrence: ClassSet,
    /// What somebody proposes or asks for.
    proposal: ClassSet,
    /// What tells that cases are listed below.
    pub(super) cases: ClassSet,
}

/// The words and rules of this stage.
#[derive(Debug)]
pub(super) struct Words {
    /// The senses of rules about modality; other rules tell of conditions.
    signs: ByRule<Sign>,
    /// Where conditions end, by their first words.
    conditions: EntryMap<Until>,
    /// The rule of sentences that only state.
    pub(super) statement: RuleId,
    pub(super) features: Features,
    auxiliaries: Auxiliaries,
}

impl Words {
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        Ok(Self {
            signs: grammar.rules.senses(TABLE)?,
            conditions: grammar.lexicon.read(TABLE, |_, WordText::Condition { until }| Ok(Some(until)))?,
            statement: grammar.rules.id(TABLE, "statement").unwrap_or(RuleId::NONE),
            features: grammar.lexicon.features(TABLE)?,
            auxiliaries: Auxiliaries::new(&grammar.verbs),
        })
    }

    /// What the rules say about a sentence.
    pub(super) fn sentence(&self, view: &View<'_>, tokens: TokenRange, taken: &mut TokenSet) -> Sentence {
        let readings = view.read(TABLE, tokens, taken, |found| {
            let sign = match self.signs.get(found.rule) {
                Some(Sign::Future) if view.slot(found, "passive").is_some() => Some(Sign::PassiveFuture),
                Some(Sign::Wish) => return imperative(view, TokenRange::new(found.first, found.last)),
                sign => sign,
            };
            sign.or_else(|| {
                let opener = view.slot(found, "opener")?;
                self.conditions.get(opener.value).copied().map(Sign::Condition)
            })
        });
        let signs = readings.iter();
        let signs =
            signs.map(|r| (r.value, r.found.rule, TokenRange::new(r.found.first, r.found.last))).collect();
        Sentence { signs }
    }

    /// Whether words oblige, permit, forbid or say anything: such words are no heading.
    pub(super) fn speaks(&self, view: &View<'_>, tokens: TokenRange) -> bool {
        view.words_within(tokens, &self.features.verb).is_some()
    }

    /// Whether words tell what somebody does or asks for: «از باغبانان خواست», but not «به شرح زیر است».
    pub(super) fn tells(&self, view: &View<'_>, tokens: TokenRange) -> bool {
        let acts = |at: u32| {
            view.verb(at, at + 1).is_some_and(|verb| {
                matches!(verb.form, VerbForm::Past | VerbForm::Present)
                    && !self.auxiliaries.states(verb.lemma)
            })
        };
        view.words_within(tokens, &self.features.proposal).is_some() || (tokens.first..tokens.end).any(acts)
    }
}

/// What a verb wishes, with the word before it that it may be made with: «باشید» in «نداشته باشید».
fn imperative(view: &View<'_>, words: TokenRange) -> Option<Sign> {
    let negated = |at: u32| view.verb(at, at + 1).is_some_and(|verb| verb.negated);
    let verb = TokenRange::new(words.end.checked_sub(1)?, words.end);
    match wish(view, verb)? {
        Sign::Wish if (words.first..verb.first).any(negated) => Some(Sign::NegatedWish),
        sign => Some(sign),
    }
}

/// What a verb wishes, where it is a subjunctive of a third person: «شود», «ندهد», but not «می‌شود».
pub(super) fn wish(view: &View<'_>, verb: TokenRange) -> Option<Sign> {
    let verbs = &view.grammar.verbs;
    let codes = view.tokens.codes_between(verb.first, verb.end);
    let prefix = verb.first.checked_sub(1).map(|at| view.tokens.codes_of(at as usize));
    let apart = prefix.is_some_and(|prefix| verbs.is_imperfective_prefix(prefix));
    match verbs.wish(codes).filter(|_| !apart)? {
        Wish::Negated => Some(Sign::NegatedWish),
        Wish::Plain => Some(Sign::Wish),
    }
}
