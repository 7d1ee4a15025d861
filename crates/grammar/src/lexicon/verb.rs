//! Verb forms, which no list could hold: a known stem with the prefixes and endings of verbs.

use super::Lexicon;
use super::affixes::Affixes;
use super::stem_filter::StemFilter;
use super::written::Written;
use crate::error::Result;
use crate::text::fold::{ALEF, Code, HEH, YEH};
use crate::text::{Tokenizer, Tokens};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// The reader of stems and affixes, as the schema names it.
const READER: &str = "verbs";

/// What an entry is to verbs, as the lexicon has it.
#[derive(Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
enum PartText {
    Verb(StemsText),
    SpokenStem,
    VerbPrefix,
    VerbEnding,
}

/// The stems of a verb.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StemsText {
    #[serde(default)]
    past: Vec<String>,
    #[serde(default)]
    present: Vec<String>,
    /// Past stems whose bare form is a noun too.
    #[serde(default)]
    nouns: Vec<String>,
    /// Past stems whose bare form is mostly the present of another verb.
    #[serde(default)]
    presents: Vec<String>,
    /// Finite forms without a stem, and those of them that negate.
    #[serde(default)]
    whole: Vec<String>,
    #[serde(default)]
    whole_negated: Vec<String>,
}

/// A verb, whatever its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lemma(pub(super) u16);

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Prefix {
    Preverb,
    Imperfective,
    Subjunctive,
    Negation,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Ending {
    Person,
    FirstPerson,
    FirstPersons,
    ThirdPersons,
    ThirdPerson,
    Infinitive,
    Perfect,
    Spoken,
    SpokenPerson,
}

/// Stems and affixes of verbs.
#[derive(Debug, Default)]
pub struct Verbs {
    /// The ids of verbs, as the lexicon has them.
    pub(super) names: Vec<Box<str>>,
    pub(super) present: FxHashMap<Box<[Code]>, Lemma>,
    /// Present stems as they are spoken, behind the prefix of the present alone.
    pub(super) spoken_stems: FxHashSet<Box<[Code]>>,
    /// What is left of present stems with a short «ا» before them, which a prefix takes away: «بی|فت|د».
    shortened: FxHashSet<Box<[Code]>>,
    pub(super) past: FxHashMap<Box<[Code]>, Lemma>,
    /// Past stems whose bare form is a noun too.
    pub(super) noun_alike: FxHashSet<Box<[Code]>>,
    /// Past stems whose bare form is mostly the present of another stem.
    pub(super) present_alike: FxHashSet<Box<[Code]>>,
    /// Finite forms without a stem, and whether they negate: «است», «نیست».
    pub(super) whole: FxHashMap<Box<[Code]>, (Lemma, bool)>,
    pub(super) preverb: Affixes,
    pub(super) imperfective: Affixes,
    pub(super) subjunctive: Affixes,
    pub(super) negation: Affixes,
    pub(super) person: Affixes,
    /// Of these, that of the one who speaks.
    first_person: Affixes,
    /// That of several of whom the one who speaks is one.
    first_persons: Affixes,
    /// That of several others.
    third_persons: Affixes,
    pub(super) third_person: Affixes,
    pub(super) infinitive: Affixes,
    pub(super) perfect: Affixes,
    pub(super) spoken: Affixes,
    /// Personal endings that spoken Persian has behind bare stems, too: «کنین», «کنن».
    pub(super) spoken_person: Affixes,
    pub(super) filter: StemFilter,
}

/// What a stem of which a prefix may take the first letter begins with; the long vowel «آ» stays.
const SHORT_ALEF: char = '\u{627}';

impl Verbs {
    /// Reads the stems and affixes of a lexicon.
    ///
    /// # Errors
    /// An affix of an unknown id, more verbs than have numbers.
    pub fn new(lexicon: &Lexicon) -> Result<Self> {
        let tokenizer = Tokenizer::new();
        let fold = |form: &str| tokenizer.codes(form);
        let mut out = Self::default();
        lexicon.read(READER, |entry, part| {
            let forms = entry.forms.iter().map(|form| fold(form));
            match part {
                PartText::Verb(stems) => {
                    let lemma =
                        Lemma(u16::try_from(out.names.len()).map_err(|_| entry.refuse("too many verbs"))?);
                    out.names.push(entry.id.as_str().into());
                    out.stems(lemma, &stems, |form| fold(form));
                }
                PartText::SpokenStem => out.spoken_stems.extend(forms),
                PartText::VerbPrefix => out.prefixes(entry.id_as()?).extend(forms),
                PartText::VerbEnding => out.endings(entry.id_as()?).extend(forms),
            }
            Ok(None::<()>)
        })?;
        for of in [&out.first_person, &out.first_persons, &out.third_persons] {
            out.person.extend(of.list.iter().cloned());
        }
        out.filter();
        Ok(out)
    }

    /// Makes the filter of words that hold a stem.
    fn filter(&mut self) {
        let filter = &mut self.filter;
        let stems = || self.present.keys().chain(self.past.keys()).chain(self.whole.keys());
        for stem in stems().chain(&self.spoken_stems).chain(&self.shortened) {
            filter.add_stem(stem);
        }
        // A prefix may take the short vowel away that a stem begins with.
        for stem in stems().filter_map(|stem| stem.strip_prefix(&[ALEF])) {
            filter.add_stem(stem);
        }
        for form in self.past.keys().chain(self.whole.keys()).chain(&self.present_alike) {
            filter.add_ending(form);
        }
        for endings in [&self.person, &self.third_person, &self.infinitive, &self.perfect, &self.spoken] {
            endings.list.iter().for_each(|ending| filter.add_ending(ending));
        }
        filter.add_ending(&[HEH]);
        for prefixes in [&self.preverb, &self.imperfective, &self.subjunctive, &self.negation] {
            prefixes.list.iter().for_each(|prefix| filter.add_prefix(prefix));
        }
    }

    /// The verbs of a lexicon by their ids.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub(crate) fn ids(lexicon: &Lexicon) -> Result<Vec<(Written, Lemma)>> {
        let mut ids = Vec::new();
        lexicon.read(READER, |entry, part| {
            if matches!(part, PartText::Verb(_)) {
                ids.push((entry.id.clone(), Lemma(ids.len() as u16)));
            }
            Ok(None::<()>)
        })?;
        Ok(ids)
    }

    /// Takes in the stems of a verb. What two verbs share is the first one's.
    fn stems(&mut self, lemma: Lemma, stems: &StemsText, fold: impl Fn(&String) -> Box<[Code]>) {
        for stem in &stems.present {
            let folded = fold(stem);
            if let Some(rest) = folded.get(1..).filter(|_| stem.starts_with(SHORT_ALEF)) {
                self.shortened.insert(rest.into());
            }
            self.present.entry(folded).or_insert(lemma);
        }
        for stem in &stems.past {
            self.past.entry(fold(stem)).or_insert(lemma);
        }
        self.whole.extend(stems.whole.iter().map(|form| (fold(form), (lemma, false))));
        self.whole.extend(stems.whole_negated.iter().map(|form| (fold(form), (lemma, true))));
        self.noun_alike.extend(stems.nouns.iter().map(&fold));
        self.present_alike.extend(stems.presents.iter().map(&fold));
    }

    const fn prefixes(&mut self, prefix: Prefix) -> &mut Affixes {
        match prefix {
            Prefix::Preverb => &mut self.preverb,
            Prefix::Imperfective => &mut self.imperfective,
            Prefix::Subjunctive => &mut self.subjunctive,
            Prefix::Negation => &mut self.negation,
        }
    }

    const fn endings(&mut self, ending: Ending) -> &mut Affixes {
        match ending {
            Ending::Person => &mut self.person,
            Ending::FirstPerson => &mut self.first_person,
            Ending::FirstPersons => &mut self.first_persons,
            Ending::ThirdPersons => &mut self.third_persons,
            Ending::ThirdPerson => &mut self.third_person,
            Ending::Infinitive => &mut self.infinitive,
            Ending::Perfect => &mut self.perfect,
            Ending::Spoken => &mut self.spoken,
            Ending::SpokenPerson => &mut self.spoken_person,
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

    /// Whether the tokens of one word are a form of a verb, in one piece or with its prefix or ending apart.
    #[must_use]
    pub fn is_verb_of(&self, tokens: &Tokens, first: u32, last: u32) -> bool {
        let token = |at: u32| tokens.codes_of(at as usize);
        self.is_imperfective(token(first))
            || self.is_verb(tokens.codes_between(first, last))
            || last == first + 1 && self.is_spoken_third_person(token(first))
            || last > first + 1 && self.is_perfect_ending(token(last - 1))
    }

    /// Whether a word is an imperfect or present form of a verb by its prefix, or that prefix alone: «می», «میکنند»,
    /// «نمیرسد», «بازمیگردد».
    #[must_use]
    pub fn is_imperfective(&self, word: &[Code]) -> bool {
        let imperfective = |word: &[Code]| {
            self.imperfective.behind(word).any(|rest| {
                rest.is_empty() || self.is_present(rest) || self.past.contains_key(rest) || self.is_past(rest)
            })
        };
        imperfective(word) || self.preverb.behind(word).any(imperfective)
    }

    /// Whether letters are the prefix of imperfect and present forms, written apart: «می», «نمی».
    #[must_use]
    pub fn is_imperfective_prefix(&self, codes: &[Code]) -> bool {
        self.imperfective.has(codes)
    }

    /// Whether letters are a prefix that the other part of a verb may stand behind, apart or by a ZWNJ.
    pub(crate) fn is_prefix(&self, codes: &[Code]) -> bool {
        [&self.imperfective, &self.subjunctive, &self.negation].iter().any(|prefixes| prefixes.has(codes))
    }

    /// Whether a word is a third person of a known verb that ends in the letter of the third person, with a prefix or
    /// without: «کند», «نباشد», «گردیدند».
    #[must_use]
    pub fn is_third_person(&self, word: &[Code]) -> bool {
        let plain =
            |word: &[Code]| self.is_present(word) || self.past.contains_key(word) || self.is_past(word);
        let prefixed =
            || [&self.preverb, &self.negation].iter().any(|prefixes| prefixes.behind(word).any(plain));
        let ends = self.third_person.before(word).next().is_some();
        ends && (plain(word) || prefixed() || self.is_verb(word))
    }

    /// Whether a word is a negated present or subjunctive of a known verb without «می»: «نشود», but not «نماید».
    #[must_use]
    pub fn is_negated(&self, word: &[Code]) -> bool {
        !self.is_present(word)
            && self.negation.behind(word).any(|rest| self.is_present(rest) || self.is_subjunctive(rest))
    }

    /// Whether a word may be the present of a known verb without a prefix, as old and spoken Persian have it: «جویند»,
    /// «کنین». Nouns look alike.
    #[must_use]
    pub fn is_plain_present(&self, word: &[Code]) -> bool {
        self.is_present(word) || self.is_spoken_person(word)
    }

    /// Whether a word is the form of a verb by which one tells of oneself: «گفتم», «می‌نویسم», but not «گفتیم».
    #[must_use]
    pub fn is_first_person(&self, word: &[Code]) -> bool {
        self.is_of(&self.first_person, word)
    }

    /// Whether a form is one of those who do it and tell of it: «رفتیم», «می‌گوییم».
    #[must_use]
    pub fn is_first_persons(&self, word: &[Code]) -> bool {
        self.is_of(&self.first_persons, word)
    }

    /// Whether a form tells of several others, or of one politely: «رفتند», «می‌گویند», «بروند», but not «می‌کند».
    #[must_use]
    pub fn is_third_persons(&self, word: &[Code]) -> bool {
        self.is_of(&self.third_persons, word)
    }

    /// Whether a form has one of some personal endings behind a stem.
    fn is_of(&self, endings: &Affixes, word: &[Code]) -> bool {
        let past = |rest: &[Code]| endings.before(rest).any(|stem| self.past.contains_key(stem));
        let present = |rest: &[Code]| endings.before(rest).any(|stem| self.present.contains_key(stem));
        past(word)
            || self.imperfective.behind(word).any(|rest| past(rest) || present(rest))
            || self.subjunctive.behind(word).any(present)
    }

    /// A stem with a personal ending of spoken Persian.
    fn is_spoken_person(&self, word: &[Code]) -> bool {
        self.spoken_person
            .before(word)
            .any(|stem| self.present.contains_key(stem) || self.past.contains_key(stem))
    }

    /// Whether letters behind a participle and a ZWNJ make a perfect of it: «شده‌است».
    #[must_use]
    pub fn is_perfect_ending(&self, codes: &[Code]) -> bool {
        self.perfect.has(codes)
    }

    /// A present stem with its ending.
    pub(super) fn is_present(&self, word: &[Code]) -> bool {
        self.before_present_ending(word).any(|stem| self.present.contains_key(stem))
    }

    fn before_present_ending<'w>(&'w self, word: &'w [Code]) -> impl Iterator<Item = &'w [Code]> {
        self.person.before(word).chain(self.third_person.before(word))
    }

    /// A past stem with a personal ending or that of the infinitive.
    fn is_past(&self, word: &[Code]) -> bool {
        self.person.before(word).chain(self.infinitive.before(word)).any(|stem| self.past.contains_key(stem))
    }

    /// What follows the prefix of a subjunctive. A stem that begins with «ا» has «ی» before it, and a short «ا» may be
    /// lost: «بیاورند», «بیفتد».
    pub(super) fn is_subjunctive(&self, rest: &[Code]) -> bool {
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
