//! The words that tell what a sentence provides.

use crate::error::Result;
use crate::lexicon::{ClassId, Particle};
use crate::rule::{ByRule, Grammar, ReadingKind, RuleId, RuleTable, TokenSet, View};
use serde::Deserialize;

pub(crate) const TABLE: &str = "provisions";

/// The rules about provisions.
pub(crate) const RULES: RuleTable = RuleTable {
    name: TABLE,
    rows: TABLE,
    readings: &[
        ReadingKind::new("modality", &[]).with_senses(&[
            "obligation",
            "permission",
            "prohibition",
            "future",
            "present",
            "negated-present",
            "statement",
        ]),
        ReadingKind::new("condition", &[&["opener"]]).needing(&[&["opener"]]),
    ],
};

const VERBS: [&str; 7] = [
    "obligation-word",
    "permission-word",
    "prohibition-word",
    "future-auxiliary",
    "negated-future",
    "present-verb",
    "copula",
];

/// What a rule says about a sentence: the sense of its reading, or a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Sign {
    Obligation,
    Permission,
    Prohibition,
    /// The future that treaties oblige with («خواهد داد»).
    Future,
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
    pub(super) signs: Vec<(Sign, RuleId, (u32, u32))>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionAttributes {
    until: Until,
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

/// The classes and rules of this stage, resolved.
#[derive(Debug)]
pub(super) struct Words {
    /// The senses of rules about modality; other rules tell of conditions.
    signs: ByRule<Sign>,
    /// Where conditions end, by lexicon entry.
    conditions: Vec<Option<Until>>,
    /// The rule of sentences that only state.
    pub(super) statement: RuleId,
    /// The classes of words that a heading does not have.
    verbs: [Option<ClassId>; 7],
    pub(super) body: Option<ClassId>,
    pub(super) demonstrative: Option<ClassId>,
    pub(super) adverbial: Option<ClassId>,
    pub(super) supervision: Option<ClassId>,
    pub(super) recipient: Option<ClassId>,
    pub(super) delivery: Option<ClassId>,
    pub(super) transfer: Option<ClassId>,
    pub(super) agent: Option<ClassId>,
    pub(super) and: Option<ClassId>,
    pub(super) deadline: Option<ClassId>,
    pub(super) effect: Option<ClassId>,
    pub(super) span: Option<ClassId>,
    pub(super) copula: Option<ClassId>,
    pub(super) negation: Option<ClassId>,
    pub(super) definition: Option<ClassId>,
    pub(super) passive: Option<ClassId>,
    pub(super) individually: Option<ClassId>,
    pub(super) together: Option<ClassId>,
    pub(super) participle: Option<ClassId>,
    pub(super) undergone: Option<ClassId>,
    pub(super) phrase_end: Option<ClassId>,
    pub(super) recurrence: Option<ClassId>,
}

impl Words {
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        let class = |name: &str| grammar.lexicon.class(name);
        let conditions = class("condition-opener");
        let ends = grammar
            .lexicon
            .entries()
            .iter()
            .map(|entry| {
                if Some(entry.class) == conditions {
                    entry.read::<ConditionAttributes>().map(|found| Some(found.until))
                } else {
                    Ok(None)
                }
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            signs: grammar.rules.senses(TABLE)?,
            conditions: ends,
            statement: grammar.rules.id(TABLE, "statement").unwrap_or(RuleId(0)),
            verbs: VERBS.map(class),
            body: class("body-noun"),
            demonstrative: class("demonstrative"),
            adverbial: class("adverbial-opener"),
            supervision: class("supervision-opener"),
            recipient: class("recipient-opener"),
            delivery: class("delivery-opener"),
            transfer: class("transfer-word"),
            agent: class("agent-opener"),
            and: grammar.particles.class(Particle::And),
            deadline: class("deadline-opener"),
            effect: class("effect-opener"),
            span: class("span-opener"),
            copula: class("copula"),
            negation: class("negative-copula"),
            definition: class("definition-opener"),
            passive: class("passive-verb"),
            individually: class("individually"),
            together: class("together"),
            participle: class("passive-participle"),
            undergone: class("undergone-verb"),
            phrase_end: class("phrase-end"),
            recurrence: class("recurrence"),
        })
    }

    /// What the rules say about a sentence.
    pub(super) fn sentence(&self, view: &View<'_>, tokens: (u32, u32), taken: &mut TokenSet) -> Sentence {
        let readings = view.read(TABLE, tokens, taken, |found| {
            self.signs.get(found.rule).or_else(|| {
                let opener = view.slot(found, "opener")?;
                self.conditions.get(opener.value as usize).copied().flatten().map(Sign::Condition)
            })
        });
        let signs = readings.iter();
        let signs = signs.map(|r| (r.value, r.found.rule, (r.found.first, r.found.last))).collect();
        Sentence { signs }
    }

    /// Whether words oblige, permit, forbid or say anything: such words are no heading.
    pub(super) fn speaks(&self, view: &View<'_>, tokens: (u32, u32)) -> bool {
        self.verbs.iter().any(|&class| view.class_within(tokens, class).is_some())
    }
}
