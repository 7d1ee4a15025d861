//! The words and rules by which statements are told.

use super::model::{Act, Denial};
use crate::error::Result;
use crate::lexicon::{ClassSet, EntryMap, Lemma};
use crate::rule::{ByRule, Grammar, ReadingKind, RuleTable};
use crate::stages::reality::RealityWords;
use crate::syntax::{Auxiliaries, VerbGroup};
use serde::Deserialize;

pub(super) const TABLE: &str = "statements";

/// A document as this stage sees it.
pub(super) type Scene<'a> = crate::stages::scene::Scene<'a, Words>;

/// How far before «که» a conjunction begins that it is part of, in tokens: «به طوری که».
const JOINED: u32 = 4;

impl Scene<'_> {
    /// Whether a token is «که» of a relative clause: behind no verb, and part of no conjunction.
    pub(super) fn is_of_head(&self, that: u32, groups: &[VerbGroup]) -> bool {
        let connective = &self.words.features.connective;
        self.is_relative(that, groups)
            && self.view.words_before(that + 1, that.saturating_sub(JOINED), connective).is_none()
    }
}

/// The rules about cues.
pub(super) const RULES: RuleTable = RuleTable {
    name: TABLE,
    rows: TABLE,
    readings: &[
        ReadingKind::new("verb", &[]).with_senses(&["say", "ask", "call", "want", "contain"]),
        ReadingKind::new("noun", &[&["noun"]]).needing(&[&["noun"]]).with_senses(&["predicate", "aside"]),
        ReadingKind::new("attribution", &[&["opener"]]).needing(&[&["opener"]]),
    ],
};

/// What a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reading {
    /// A verb whose content is a clause or a quotation.
    Say,
    /// One of asking, likewise.
    Ask,
    /// «X را Y خواند».
    Call,
    /// «از X خواست که».
    Want,
    /// «در این گزارش آمده است که».
    Contain,
    /// The nominal part of a verb.
    Predicate,
    /// «با رد X», beside another verb.
    Aside,
    /// «هشدار X درباره Y»: a noun with its source and what is said, without a verb.
    #[serde(skip)]
    Noun,
    /// «به گزارش».
    #[serde(skip)]
    Attribution,
}

impl Reading {
    /// What is done by the words by themselves.
    pub(super) const fn act(self) -> Act {
        match self {
            Self::Ask => Act::Ask,
            Self::Want => Act::Demand,
            _ => Act::Assert,
        }
    }
}

/// What an entry means to this stage, as the lexicon has it.
#[derive(Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
enum WordText {
    SpeechNoun {
        act: Act,
        with: Vec<String>,
        takes: Vec<Takes>,
        #[serde(default)]
        finite: bool,
        #[serde(default)]
        by_people: bool,
        #[serde(default)]
        reckons: bool,
        denies: Option<Denial>,
    },
    Attribution {
        #[serde(default)]
        hearsay: bool,
        #[serde(default)]
        named: bool,
    },
}

/// Where the content of a verb of saying stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Takes {
    /// A clause behind «که», a colon, or in quotation marks.
    Clause,
    /// The object of the verb.
    Object,
    /// Behind the noun: «خواستار X شد».
    Of,
    /// Behind «از», «بر», «به», «با», or a word such as «درباره», before the noun.
    From,
    On,
    To,
    With,
    About,
    /// «X را Y توصیف کرد».
    As,
    /// Behind a noun that is published: «خبرهایی از X منتشر شد».
    Published,
}

impl Takes {
    /// Whether a preposition leads the content.
    pub(super) const fn is_led(self) -> bool {
        matches!(self, Self::From | Self::On | Self::To | Self::With | Self::About)
    }
}

/// What is known of a word.
#[derive(Debug)]
pub(super) enum Word {
    /// `finite`: it is a verb by itself: «معتقدند»; `by_people`: things do it too, and say nothing: «این نام به X اشاره دارد»;
    /// `reckons`: its passive says of a number before it no more than that it is an estimate.
    Noun {
        act: Act,
        with: Vec<Lemma>,
        takes: Vec<Takes>,
        finite: bool,
        by_people: bool,
        reckons: bool,
        denies: Option<Denial>,
    },
    /// `named`: it attributes nothing unless a name or a pronoun stands behind it.
    Attribution { hearsay: bool, named: bool },
}

/// The words that phrases turn on, by their features.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Features {
    pub(super) object: ClassSet,
    /// «با», before whom an interview is given to.
    pub(super) together: ClassSet,
    /// «مبنی بر», before what a noun of saying says.
    pub(super) to_the_effect: ClassSet,
    pub(super) preposition: ClassSet,
    pub(super) about: ClassSet,
    pub(super) connective: ClassSet,
    pub(super) pronoun: ClassSet,
    /// «شرکت», «کمیته»: nouns that say what kind of body somebody is.
    pub(super) kind_of_body: ClassSet,
    /// Talks and texts in which something is said: «مصاحبه تلویزیونی», «نامه‌ای».
    pub(super) talk: ClassSet,
    /// Pronouns for several.
    pub(super) several: ClassSet,
    pub(super) mouthpiece: ClassSet,
    /// Ranks, offices and forms of address.
    pub(super) title: ClassSet,
    /// «گفت و گو», in which no verb stands.
    pub(super) verb_pair: ClassSet,
    /// «توسط», before who does what a passive tells.
    pub(super) by: ClassSet,
    /// «می‌توان», which makes a verb behind it impersonal.
    pub(super) possible: ClassSet,
    /// Of these, what never closes a clause by itself.
    pub(super) impersonal: ClassSet,
    /// Bodies, authorities and the press, which speak as people do.
    pub(super) body: ClassSet,
    /// Particles, adverbs and pronouns that nobody is called by.
    pub(super) function: ClassSet,
    pub(super) published: ClassSet,
    /// «نشان», by which a report shows and does not say.
    pub(super) shown: ClassSet,
    /// «در», before what holds words.
    pub(super) inside: ClassSet,
    /// What «این» points back at: a report, a body.
    pub(super) told_before: ClassSet,
    /// Of these, texts.
    pub(super) told_text: ClassSet,
    /// What words stand in: a letter, a law, an inscription.
    pub(super) holds_words: ClassSet,
    /// «شعر», with which «گفتن» reports nothing.
    pub(super) said_noun: ClassSet,
    /// «مطلبی», «شعری»: what is written, of which «که» behind the verb tells more.
    pub(super) made_words: ClassSet,
    /// «آنچه», «هرچه», which make a relative clause of what is said.
    pub(super) whatever: ClassSet,
    /// «اینکه», behind a preposition before a clause.
    pub(super) that_clause: ClassSet,
    /// «ولی», behind a verb before what the writer goes on with.
    pub(super) adversative: ClassSet,
    /// «وقتی», before a clause that ends where the main one begins.
    pub(super) when: ClassSet,
    /// Of these, what sets one who speaks against another.
    pub(super) contrast: ClassSet,
    /// «رسماً», before a verb of announcing.
    pub(super) manner: ClassSet,
    /// Words and signs, which mean something and say nothing.
    pub(super) sign: ClassSet,
    /// Nouns for people, of which one that begins the words before «را» may be the subject.
    pub(super) person: ClassSet,
    /// «خود», of what is the subject's own.
    pub(super) own: ClassSet,
    /// Verbs that make one with the noun before them.
    pub(super) light_verb: ClassSet,
    /// «شماری», of those whom «از» leads.
    pub(super) partitive: ClassSet,
    /// «در پایان», which leads a noun, too.
    pub(super) leading: ClassSet,
    /// «وکیل», «دختر»: those whom somebody has.
    pub(super) related: ClassSet,
    /// «به عنوان», before what somebody is said to be.
    pub(super) as_what: ClassSet,
    /// «مخالفت», «روبه‌رو»: the nominal parts of verbs that have what «با» leads for their object.
    pub(super) faced: ClassSet,
    /// «شمار», «علت»: nouns that begin what an office tells of.
    pub(super) told_of: ClassSet,
    /// Works and arms, which say nothing.
    pub(super) thing: ClassSet,
    /// «خیلی خوب»: how well somebody knows something.
    pub(super) well: ClassSet,
}

impl Features {
    /// What begins the words for people and bodies that speak as they do.
    pub(super) fn somebody(&self) -> [&ClassSet; 4] {
        [&self.person, &self.title, &self.mouthpiece, &self.kind_of_body]
    }
}

/// The words and rules of this stage.
#[derive(Debug)]
pub(super) struct Words {
    /// The senses of rules about verbs and nouns; others are about prepositions.
    pub(super) readings: ByRule<Reading>,
    pub(super) words: EntryMap<Word>,
    pub(super) features: Features,
    pub(super) reality: RealityWords,
    pub(super) auxiliaries: Auxiliaries,
    /// «خواندن», which names as well as judges.
    pub(super) naming: Option<Lemma>,
    /// «افزودن», of words and of things.
    pub(super) adding: Option<Lemma>,
}

impl Words {
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        let lemma = |id: &str| grammar.verbs.lemma(id);
        let words = grammar.lexicon.read(TABLE, |entry, text| {
            Ok(Some(match text {
                WordText::Attribution { hearsay, named } => Word::Attribution { hearsay, named },
                WordText::SpeechNoun { act, with, takes, finite, by_people, reckons, denies } => {
                    let verb = |id: &String| {
                        lemma(id).ok_or_else(|| {
                            entry.refuse(&format!("with: expected the id of a verb, found {id:?}"))
                        })
                    };
                    let with = with.iter().map(verb).collect::<Result<_>>()?;
                    Word::Noun { act, with, takes, finite, by_people, reckons, denies }
                }
            }))
        })?;
        Ok(Self {
            readings: grammar.rules.senses(TABLE)?,
            words,
            features: grammar.lexicon.features(TABLE)?,
            reality: RealityWords::new(grammar)?,
            auxiliaries: Auxiliaries::new(&grammar.verbs),
            naming: lemma("read"),
            adding: lemma("add"),
        })
    }
}
