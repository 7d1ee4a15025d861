//! The words by which events are told.

use super::model::{EventType, Role};
use crate::error::Result;
use crate::lexicon::{ClassSet, EntryMap, Lemma};
use crate::rule::{ByRule, Grammar, ReadingKind, RuleTable};
use crate::stages::reality::RealityWords;
use crate::syntax::Auxiliaries;
use crate::text::TokenRange;
use serde::Deserialize;
use std::collections::BTreeMap;

pub(super) const TABLE: &str = "events";

/// The rules about triggers.
pub(super) const RULES: RuleTable = RuleTable {
    name: TABLE,
    rows: TABLE,
    readings: &[ReadingKind::new("trigger", &[&["trigger"]])
        .needing_in(&[("word", "trigger")])
        .with_senses(&["word", "verb"])],
};

/// A document as this stage sees it.
pub(super) type Scene<'a> = crate::stages::scene::Scene<'a, Words>;

impl Scene<'_> {
    /// Whether «با» stands right before a trigger.
    pub(super) fn is_accompanied(&self, trigger: TokenRange, sentence: TokenRange) -> bool {
        trigger.first > sentence.first && self.view.begins(trigger.first - 1, &self.words.features.together)
    }
}

/// What a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Reading {
    /// A noun.
    Word,
    /// A simple verb.
    Verb,
}

/// Who or what stands behind a noun of what happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Behind {
    /// Nobody for certain: the noun alone is no trigger.
    #[default]
    None,
    Agent,
    Patient,
    Goods,
    Recipient,
    Origin,
    /// Who «میان» or «با» leads, or where it is.
    Between,
}

impl Behind {
    /// The role of what stands there.
    pub(super) const fn role(self) -> Option<Role> {
        match self {
            Self::None | Self::Between => None,
            Self::Agent => Some(Role::Agent),
            Self::Patient => Some(Role::Patient),
            Self::Goods => Some(Role::Goods),
            Self::Recipient => Some(Role::Recipient),
            Self::Origin => Some(Role::Origin),
        }
    }
}

/// What kind of thing something happens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Thing {
    /// People, and bodies of people.
    Person,
    /// Towns, regions, states.
    Land,
    /// What is built.
    Works,
    /// Weapons, and vehicles of war.
    Arms,
    /// Parties, firms, schools.
    Body,
    /// Those who protest.
    Protester,
    /// Letters and news, which are sent and are no goods.
    Message,
    /// Laws and agreements, which are signed.
    Instrument,
}

impl Thing {
    /// Whether «۹ فروند» may stand for things of this kind.
    pub(super) const fn is_counted(self) -> bool {
        matches!(self, Self::Person | Self::Works | Self::Arms)
    }
}

/// What the words of an entry tell of who takes part, as the lexicon has it.
#[derive(Deserialize)]
struct FrameText {
    #[serde(rename = "type")]
    kind: EventType,
    #[serde(default)]
    behind: Behind,
    #[serde(default)]
    of: Vec<Thing>,
    #[serde(default)]
    turns: BTreeMap<Thing, EventType>,
    subject: Option<Role>,
    acted: Option<Role>,
    #[serde(default)]
    split: bool,
    #[serde(default)]
    moves: bool,
    #[serde(default)]
    acts: bool,
    #[serde(default)]
    war: bool,
    #[serde(default)]
    draws: bool,
    #[serde(default)]
    dated: bool,
    #[serde(default)]
    nature: bool,
    #[serde(default)]
    accident: bool,
    #[serde(default)]
    contest: bool,
}

/// What an entry means to this stage, as the lexicon has it.
#[derive(Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
enum WordText {
    Noun {
        #[serde(default)]
        with: Vec<String>,
        #[serde(default)]
        undergoes: Vec<String>,
        #[serde(flatten)]
        frame: FrameText,
    },
    Verb {
        verbs: Vec<String>,
        #[serde(flatten)]
        frame: FrameText,
    },
}

/// What a word tells of, and who takes part as what.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) kind: EventType,
    pub(super) behind: Behind,
    /// What the object, or the subject of a passive, must be one of; anything where there is none.
    pub(super) of: Vec<Thing>,
    /// What it is, where it happens to these: «سربازان را از دست داد».
    pub(super) turns: BTreeMap<Thing, EventType>,
    /// What the subject is.
    pub(super) subject: Role,
    /// What the object is, and the subject of a passive.
    pub(super) acted: Role,
    /// Whether other words may stand between it and its verb: «وارد شهر شد».
    pub(super) split: bool,
    /// Whether it moves what nobody is said to get: «تانک‌ها را به مرز ارسال کرد»; of a meeting, whether one goes to the other; of a recall,
    /// whether one may be called before a court.
    pub(super) moves: bool,
    /// Whether the subject of «شدن» does it: «تسلیم شد».
    pub(super) acts: bool,
    /// Whether it happened only where the clause says that it broke out or goes on.
    pub(super) war: bool,
    /// Whether the subject gets what «از» leads to: «گاز را از X تأمین کرد».
    pub(super) draws: bool,
    /// Whether a disaster may do it where nobody does: a road is closed by a flood, and nobody is arrested or murdered by one.
    pub(super) nature: bool,
    /// Whether the noun by itself tells of something only in a list of what happened when: «۳ مه: پیمان X».
    pub(super) dated: bool,
    /// Whether it tells of something only where a disaster is told of: people die, and things meet, without one as well.
    pub(super) accident: bool,
    /// Whether elections and games are told of by it, too, in which nobody fights.
    pub(super) contest: bool,
    /// Verbs that make a passive of the noun, beside «شدن»: «به قتل رسید».
    pub(super) undergoes: Vec<Lemma>,
}

impl From<FrameText> for Frame {
    fn from(text: FrameText) -> Self {
        let goods = matches!(text.kind, EventType::Transfer | EventType::Build | EventType::Found);
        Self {
            kind: text.kind,
            behind: text.behind,
            of: text.of,
            turns: text.turns,
            subject: text.subject.unwrap_or(Role::Agent),
            acted: text.acted.unwrap_or(if goods { Role::Goods } else { Role::Patient }),
            split: text.split,
            moves: text.moves,
            acts: text.acts,
            war: text.war,
            draws: text.draws,
            nature: text.nature,
            dated: text.dated,
            accident: text.accident,
            contest: text.contest,
            undergoes: Vec::new(),
        }
    }
}

impl Frame {
    /// Whether dead and wounded are what the subject left: «انفجار ۵ کشته بر جا گذاشت».
    pub(super) fn leaves_dead(&self) -> bool {
        self.nature && self.kind == EventType::Assault && matches!(self.of.as_slice(), [Thing::Person])
    }
}

/// A noun of what happens.
#[derive(Debug)]
pub(super) struct Noun {
    /// The verbs that it makes one with.
    pub(super) with: Vec<Lemma>,
    pub(super) frame: Frame,
}

/// The words that roles turn on, by their features.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Features {
    pub(super) object: ClassSet,
    pub(super) preposition: ClassSet,
    pub(super) connective: ClassSet,
    pub(super) adverb: ClassSet,
    pub(super) approximate: ClassSet,
    pub(super) partitive: ClassSet,
    pub(super) amount: ClassSet,
    pub(super) mouthpiece: ClassSet,
    /// «گفت و گو», in which no verb stands.
    pub(super) verb_pair: ClassSet,
    pub(super) pronoun: ClassSet,
    pub(super) group: ClassSet,
    pub(super) inside: ClassSet,
    pub(super) by: ClassSet,
    /// «به رهبری», which may lead who heads those before it; of these «به دستور» leads who has it done, as those before do.
    pub(super) headed: ClassSet,
    pub(super) between: ClassSet,
    pub(super) together: ClassSet,
    pub(super) against: ClassSet,
    pub(super) own: ClassSet,
    pub(super) hypothetical: ClassSet,
    /// «عدم», before what was not done, and «خودداری», by which somebody does not do what «از» leads.
    pub(super) lacking: ClassSet,
    /// «انجام», «صورت»: the nominal part of a verb by which something is done.
    pub(super) support: ClassSet,
    /// «آغاز», «ادامه»: a war broke out or goes on.
    pub(super) outbreak: ClassSet,
    /// Words of sport, whose attacks and meetings are none.
    pub(super) sport: ClassSet,
    /// Disasters and accidents, by which people die whom nobody attacks.
    pub(super) calamity: ClassSet,
    pub(super) person: ClassSet,
    /// «همسر», «برادر»: those whom somebody has, who are not meant by the name behind them.
    pub(super) related: ClassSet,
    /// Journalists, whom an interview is given to.
    pub(super) reporter: ClassSet,
    /// What makes something else of a trigger: a «خبری» behind a meeting, a hospital to which somebody is moved.
    pub(super) otherwise: ClassSet,
    /// Police, courts, states: bodies that stand by themselves as a subject right before an object.
    pub(super) authority: ClassSet,
    /// «متقابل», «غیرنفتی», «سید»: adjectives and forms of address right behind a noun of what happens, which name nobody.
    pub(super) adjective: ClassSet,
    pub(super) territory: ClassSet,
    pub(super) works: ClassSet,
    pub(super) arms: ClassSet,
    pub(super) body: ClassSet,
    pub(super) protester: ClassSet,
    pub(super) message: ClassSet,
    pub(super) instrument: ClassSet,
    /// «فروند», «نفر»: what stands for whatever is counted.
    pub(super) classifier: ClassSet,
    /// «جلوگیری», «حمایت»: nouns of doing with a preposition of their own.
    pub(super) complemented: ClassSet,
    /// «ساختار», «اعتماد»: what nobody fights or builds, whoever has it.
    #[serde(rename = "abstract")]
    pub(super) abstract_: ClassSet,
    /// «از سر», «به عهده»: nominal parts that make another verb of one that tells what happened by itself.
    pub(super) nominal: ClassSet,
    /// «درباره», before what is spoken of.
    pub(super) about: ClassSet,
    /// «آگاه», which «ساختن» makes somebody.
    pub(super) made_into: ClassSet,
    /// «به سوی», which leads as «به» does.
    pub(super) toward: ClassSet,
}

/// The words and rules of this stage.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) readings: ByRule<Reading>,
    pub(super) nouns: EntryMap<Noun>,
    pub(super) verbs: Vec<(Lemma, Frame)>,
    pub(super) features: Features,
    pub(super) reality: RealityWords,
    pub(super) auxiliaries: Auxiliaries,
}

impl Words {
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        let mut verbs = Vec::new();
        let nouns = grammar.lexicon.read(TABLE, |entry, text| {
            let lemma = |id: &String| {
                let lemma = grammar.verbs.lemma(id);
                lemma.ok_or_else(|| entry.refuse(&format!("expected the id of a verb, found {id:?}")))
            };
            Ok(match text {
                WordText::Noun { with, undergoes, frame } => {
                    let lemmas = |ids: &[String]| ids.iter().map(lemma).collect::<Result<Vec<_>>>();
                    let frame = Frame { undergoes: lemmas(&undergoes)?, ..Frame::from(frame) };
                    Some(Noun { with: lemmas(&with)?, frame })
                }
                WordText::Verb { verbs: ids, frame } => {
                    let frame = Frame::from(frame);
                    for id in &ids {
                        verbs.push((lemma(id)?, frame.clone()));
                    }
                    None
                }
            })
        })?;
        Ok(Self {
            readings: grammar.rules.senses(TABLE)?,
            nouns,
            verbs,
            features: grammar.lexicon.features(TABLE)?,
            reality: RealityWords::new(grammar)?,
            auxiliaries: Auxiliaries::new(&grammar.verbs),
        })
    }
}
