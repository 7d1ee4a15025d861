//! Verb forms, which no list could hold: a known stem with the prefixes and endings of verbs.

use super::affixes::Affixes;
use super::{ClassId, Entry, Lexicon};
use crate::text::Tokenizer;
use crate::text::fold::{ALEF, Code, YEH};
use rustc_hash::FxHashSet;

/// Stems and affixes of verbs, of which the lexicon's classes `present-stem`, `past-stem`, `verb-prefix` and
/// `verb-ending` tell.
#[derive(Debug, Default)]
pub struct Verbs {
    present: FxHashSet<Box<[Code]>>,
    /// What is left of present stems with a short «ا» before them, which a prefix takes away: «بی|فت|د».
    shortened: FxHashSet<Box<[Code]>>,
    past: FxHashSet<Box<[Code]>>,
    preverb: Affixes,
    imperfective: Affixes,
    subjunctive: Affixes,
    negation: Affixes,
    person: Affixes,
    third_person: Affixes,
    infinitive: Affixes,
    perfect: Affixes,
}

/// What a stem of which a prefix may take the first letter begins with; the long vowel «آ» stays.
const SHORT_ALEF: char = '\u{627}';

impl Verbs {
    /// Reads the stems and affixes of a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let tokenizer = Tokenizer::new();
        let fold = |form: &String| tokenizer.codes(form);
        let forms = |class: Option<ClassId>, id: Option<&str>| -> Affixes {
            let entries = lexicon.entries().iter().filter(|entry| Some(entry.class) == class);
            let entries = entries.filter(|entry| id.is_none_or(|id| entry.id == id));
            entries.flat_map(|entry| entry.forms.iter().map(fold)).collect()
        };
        let present = lexicon.class("present-stem");
        let short = |entry: &&Entry| Some(entry.class) == present;
        let short = lexicon.entries().iter().filter(short).flat_map(|entry| &entry.forms);
        let shortened = short
            .filter(|form| form.starts_with(SHORT_ALEF))
            .filter_map(|form| fold(form).get(1..).map(Into::into))
            .collect();
        let [prefix, ending] = [lexicon.class("verb-prefix"), lexicon.class("verb-ending")];
        Self {
            present: forms(present, None).list.into_iter().collect(),
            shortened,
            past: forms(lexicon.class("past-stem"), None).list.into_iter().collect(),
            preverb: forms(prefix, Some("preverb")),
            imperfective: forms(prefix, Some("imperfective")),
            subjunctive: forms(prefix, Some("subjunctive")),
            negation: forms(prefix, Some("negation")),
            person: forms(ending, Some("person")),
            third_person: forms(ending, Some("third-person")),
            infinitive: forms(ending, Some("infinitive")),
            perfect: forms(ending, Some("perfect")),
        }
    }

    /// Whether a word is a form of a verb that no noun is: «می‌روند», «بسازند», «نداشتند», «بازگشتن».
    #[must_use]
    pub fn is_verb(&self, word: &[Code]) -> bool {
        self.is_imperfective(word)
            || self.is_past(word)
            || self.subjunctive.behind(word).any(|rest| self.is_subjunctive(rest))
            || self.negation.behind(word).any(|rest| self.is_past(rest))
            || self.preverb.behind(word).any(|rest| self.is_present(rest) || self.is_past(rest))
    }

    /// Whether a word is an imperfect or present form of a verb by its prefix, or that prefix alone: «می», «میکنند»,
    /// «نمیرسد», «بازمیگردد».
    #[must_use]
    pub fn is_imperfective(&self, word: &[Code]) -> bool {
        let imperfective = |word: &[Code]| {
            self.imperfective.behind(word).any(|rest| {
                rest.is_empty() || self.is_present(rest) || self.past.contains(rest) || self.is_past(rest)
            })
        };
        imperfective(word) || self.preverb.behind(word).any(imperfective)
    }

    /// Whether letters are the prefix of imperfect and present forms, written apart: «می», «نمی».
    #[must_use]
    pub fn is_imperfective_prefix(&self, codes: &[Code]) -> bool {
        self.imperfective.list.iter().any(|prefix| **prefix == *codes)
    }

    /// Whether a word is a third person of a known verb that ends in the letter of the third person, with a prefix or
    /// without: «کند», «نباشد», «گردیدند».
    #[must_use]
    pub fn is_third_person(&self, word: &[Code]) -> bool {
        let plain = |word: &[Code]| self.is_present(word) || self.past.contains(word) || self.is_past(word);
        let prefixed =
            || [&self.preverb, &self.negation].iter().any(|prefixes| prefixes.behind(word).any(plain));
        let ends = self.third_person.before(word).next().is_some();
        ends && (plain(word) || prefixed() || self.is_verb(word))
    }

    /// Whether letters behind a participle and a ZWNJ make a perfect of it: «شده‌است».
    #[must_use]
    pub fn is_perfect_ending(&self, codes: &[Code]) -> bool {
        self.perfect.list.iter().any(|ending| **ending == *codes)
    }

    /// A present stem with its ending.
    fn is_present(&self, word: &[Code]) -> bool {
        self.before_present_ending(word).any(|stem| self.present.contains(stem))
    }

    fn before_present_ending<'w>(&'w self, word: &'w [Code]) -> impl Iterator<Item = &'w [Code]> {
        self.person.before(word).chain(self.third_person.before(word))
    }

    /// A past stem with a personal ending or that of the infinitive.
    fn is_past(&self, word: &[Code]) -> bool {
        self.person.before(word).chain(self.infinitive.before(word)).any(|stem| self.past.contains(stem))
    }

    /// What follows the prefix of a subjunctive. A stem that begins with «ا» has «ی» before it, and a short «ا» may be
    /// lost: «بیاورند», «بیفتد».
    fn is_subjunctive(&self, rest: &[Code]) -> bool {
        match rest {
            [ALEF, ..] => false,
            [YEH, after @ ..] => {
                self.is_present(rest)
                    || after.first() == Some(&ALEF) && self.is_present(after)
                    || self.before_present_ending(after).any(|stem| self.shortened.contains(stem))
            }
            _ => self.is_present(rest),
        }
    }
}
