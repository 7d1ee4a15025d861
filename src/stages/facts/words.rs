//! The words that tell what a figure is a figure of.

use crate::error::Result;
use crate::lexicon::{ClassSet, EntryMap, Lemma, Particle};
use crate::rule::Grammar;
use crate::stages::figures::Kind;
use crate::stages::reality::RealityWords;
use crate::syntax::Auxiliaries;
use crate::text::TokenKind;
use serde::Deserialize;
use std::sync::Arc;

/// A document as this stage sees it.
pub(super) type Scene<'a> = crate::stages::scene::Scene<'a, Words>;

/// The reader of these words, as the schema names it.
const READER: &str = "facts";

/// What an entry says, as the lexicon has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PropertyText {
    kinds: Vec<Kind>,
    #[serde(default)]
    verbs: Vec<String>,
    subject: Option<SubjectPlace>,
    agent: Option<AgentPlace>,
    #[serde(default)]
    none: bool,
    #[serde(default)]
    weak: bool,
    #[serde(default)]
    with: Vec<String>,
    of: Option<Counted>,
}

/// What a property counts and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Counted {
    People,
    Things,
    /// Things that are no letters, orders or laws.
    Goods,
}

/// What an entry means, as the lexicon has it.
#[derive(Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
enum WordText {
    Property(PropertyText),
}

/// Where the subject of a property stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum SubjectPlace {
    /// Whose the counted are: in the item's phrase, else the subject of the clause.
    Owner,
    /// The same, before the figure: «نیروهای X شامل ۵۰ سرباز».
    OwnerBefore,
    /// What is measured: behind the word, else the subject of the clause.
    Thing,
    /// Who does what is counted: the subject of the clause.
    Doer,
    /// Who has them, where the verb of the clause says so: «X ۵۰ کارگر دارد».
    Having,
    /// Whose it is, who stands right behind the word: «بدهی دولت».
    Behind,
}

/// Where the agent of a property stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum AgentPlace {
    /// The subject of the clause.
    Actor,
    /// The same, where the verb gives or pays.
    Giver,
    /// The subject of a verb that buys, whom «به» leads of one that sells.
    Buyer,
    /// Whom «از» leads of what is brought in: «از X وارد کرد».
    Importer,
}

/// Longest verb of the clause before «و», in tokens.
const BEGUN: u32 = 6;

impl Scene<'_> {
    /// One past an adjective of amounts at a token, where the noun behind it goes on: «سود عملیاتی شرکت», «جمعیت کل کشور», but not «سود
    /// سالانه ۵ میلیارد تومان».
    pub(super) fn behind_adjective(&self, at: u32, end: u32) -> Option<u32> {
        let (view, words) = (self.view, &self.words.features);
        let stopped = [&words.preposition, &words.object, &words.filler, &words.connective, &words.modal];
        self.words_at(at, &words.adjective).filter(|&behind| {
            behind < end
                && view.token_kind(behind) == Some(TokenKind::Word)
                && !view.counts(behind)
                && !stopped.into_iter().any(|classes| view.begins(behind, classes))
        })
    }

    /// Whether the clause before «و» at a token says by its last words that somebody or something came to be.
    pub(super) fn is_begun(&self, and: u32, floor: u32) -> bool {
        let near = and.saturating_sub(BEGUN).max(floor)..and;
        near.into_iter().any(|at| self.view.begins(at, &self.words.features.beginning))
    }
}

/// A property of figures.
#[derive(Debug)]
pub(super) struct Property {
    pub(super) name: Arc<str>,
    pub(super) kinds: Vec<Kind>,
    pub(super) verbs: Vec<Lemma>,
    pub(super) subject: Option<SubjectPlace>,
    pub(super) agent: Option<AgentPlace>,
    /// Whether it is none of the properties: totals of trade, discounts, wealth.
    pub(super) none: bool,
    /// Whether any other word of the clause says more: who the counted are is told, and not what is said of them.
    pub(super) weak: bool,
    /// The verbs that a noun of the counted says it with; any where there is none.
    pub(super) with: Vec<Lemma>,
    /// What it counts; anything where there is none.
    pub(super) of: Option<Counted>,
}

/// The words that facts turn on, by their features.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Features {
    pub(super) estimated: ClassSet,
    pub(super) hypothetical: ClassSet,
    pub(super) object: ClassSet,
    pub(super) preposition: ClassSet,
    pub(super) connective: ClassSet,
    pub(super) at: ClassSet,
    /// «در», before a place.
    pub(super) inside: ClassSet,
    pub(super) pronoun: ClassSet,
    /// Words before what is measured that are no part of it: «تنها», «حدود», «دارای».
    pub(super) filler: ClassSet,
    pub(super) own: ClassSet,
    /// «عملیاتی»: adjectives that whose an amount is may follow.
    pub(super) adjective: ClassSet,
    /// «تأسیس», «متولد»: by which somebody or something came to be.
    pub(super) beginning: ClassSet,
    /// Verbs that make one with the word before them.
    pub(super) light_verb: ClassSet,
    /// Words of what grows and falls, of which a percentage beside them tells how much.
    pub(super) change: ClassSet,
    pub(super) mouthpiece: ClassSet,
    /// «گفت و گو», in which no verb stands.
    pub(super) verb_pair: ClassSet,
    /// Nouns with which a small number only refers.
    pub(super) refers: ClassSet,
    /// «تشکیل شده», behind what something is made of.
    pub(super) made_of: ClassSet,
    /// Ways, steps and topics, of which a small number measures nothing.
    pub(super) way: ClassSet,
    /// «این رقم», by which a number is named again.
    pub(super) named_number: ClassSet,
    /// «نسبت به», before the time that something is compared with.
    pub(super) compared: ClassSet,
    /// «نفر», «فروند», by which things are counted.
    pub(super) classifier: ClassSet,
    /// Words for kinds of place, before its name: «در شهر X».
    pub(super) land: ClassSet,
    /// «وام», «واریز»: nouns with which a verb gives or pays.
    pub(super) giving: ClassSet,
    /// «سود», «تخفیف», of which a percentage before them is no share.
    #[serde(rename = "yield")]
    pub(super) yields: ClassSet,
    /// Words of spoken language, of which nothing tells where a phrase ends.
    pub(super) spoken: ClassSet,
    /// «باید», «نباید»: verbs before another one, in which no noun phrase goes on.
    pub(super) modal: ClassSet,
    /// «برخی», of those whom «از» leads.
    pub(super) partitive: ClassSet,
    /// «میانگین», before the measure that it is of.
    pub(super) average: ClassSet,
    /// «بار», «مرتبه»
    pub(super) times: ClassSet,
    /// «صورت», «قرار»: nominal parts of verbs, which end no phrase.
    pub(super) verb_noun: ClassSet,
    /// «با», before what is done with so many.
    pub(super) together: ClassSet,
    /// «قرار», «واقع»: nominal parts of verbs by which something lies somewhere.
    pub(super) located: ClassSet,
    /// «واقع», «موجود»: adjectives that «در» and a place follow.
    pub(super) lying: ClassSet,
    /// «خواستار», «فاقد»: what «بودن» and «شدن» say of their subject begins with them.
    pub(super) predicate: ClassSet,
    /// «حاوی», before what something consists of.
    pub(super) containing: ClassSet,
    /// Nouns for people.
    pub(super) person: ClassSet,
    /// Nouns for what is no person: works, vehicles, bodies, documents.
    pub(super) thing: ClassSet,
    /// «بهترین», «سومین»: words that open a phrase of their own.
    pub(super) opening: ClassSet,
    /// «در پایان», which leads a noun, too.
    pub(super) leading: ClassSet,
    /// Letters, orders and laws, which are sent and issued and whose figures are not.
    pub(super) document: ClassSet,
    /// Words of what falls.
    pub(super) falls: ClassSet,
    /// «فاصله اطمینان», of which a percentage is no change.
    pub(super) confidence: ClassSet,
    /// «جنگ», «زلزله»: what befell those who are counted, named by where it was.
    pub(super) harm: ClassSet,
}

/// The words of this stage.
#[derive(Debug)]
pub(super) struct Words {
    /// By entry.
    pub(super) properties: EntryMap<usize>,
    pub(super) list: Vec<Property>,
    pub(super) features: Features,
    pub(super) reality: RealityWords,
    pub(super) auxiliaries: Auxiliaries,
    /// «خریدن» and «فروختن».
    pub(super) trading: [Option<Lemma>; 2],
    /// «پرداختن», and verbs that pay with a noun: «دادن», «کردن», «نمودن».
    pub(super) paying: [Option<Lemma>; 4],
}

impl Words {
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        let mut list = Vec::new();
        let properties = grammar.lexicon.read(READER, |entry, WordText::Property(text)| {
            let verb = |id: &String| {
                let lemma = grammar.verbs.lemma(id);
                lemma.ok_or_else(|| entry.refuse(&format!("verbs: expected the id of a verb, found {id:?}")))
            };
            list.push(Property {
                name: entry.id.as_str().into(),
                kinds: text.kinds,
                verbs: text.verbs.iter().map(verb).collect::<Result<_>>()?,
                subject: text.subject,
                agent: text.agent,
                none: text.none,
                weak: text.weak,
                with: text.with.iter().map(verb).collect::<Result<_>>()?,
                of: text.of,
            });
            Ok(Some(list.len() - 1))
        })?;
        let features = grammar.lexicon.features(READER)?;
        let trading = ["buy", "sell"].map(|id| grammar.verbs.lemma(id));
        let paying = ["pay", "give", "do", "do-formally"].map(|id| grammar.verbs.lemma(id));
        Ok(Self {
            properties,
            list,
            features,
            reality: RealityWords::new(grammar)?,
            auxiliaries: Auxiliaries::new(&grammar.verbs),
            trading,
            paying,
        })
    }
}

/// One past what may begin a clause before its subject: a conjunction, an adverb, a mark, «و».
pub(super) fn passed(scene: &Scene<'_>, at: u32) -> Option<u32> {
    let words = &scene.words.features;
    let passed = [&words.connective, &words.filler];
    let behind = passed.into_iter().find_map(|classes| scene.whole_at(at, classes));
    behind.or_else(|| (scene.mark(at).is_some() || scene.view.is(at, Particle::And)).then_some(at + 1))
}
