//! Which form of a verb a word is, and so what it says of time.

use super::affixes::Affixes;
use super::verb::Verbs;
use crate::text::fold::{ALEF, Code, HEH, YEH};

/// A form of a verb, as far as its letters tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbForm {
    /// A finite past that no noun is: «گفتند», «می‌رفت», «شد».
    Past,
    /// A past stem by itself that is a noun, too: «نشست», «بازگشت», «نبرد».
    BarePast,
    /// A present or subjunctive by its prefix: «می‌رود», «برود», «نرود».
    Present,
    /// A present without a prefix, as which nouns look, too: «شود», «گردند», «دارد».
    BarePresent,
    /// A participle, which an auxiliary makes a perfect or a passive of: «رفته», «نشده».
    Participle,
    /// An infinitive, which in speech is a third person plural of the past: «رفتن».
    Infinitive,
}

/// What a verb wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// That something is done: «شود».
    Plain,
    /// That it is not: «نشود».
    Negated,
}

impl Verbs {
    /// The form of a verb that a word is, with its prefixes; `None` of what is none of a known verb.
    #[must_use]
    pub fn form(&self, word: &[Code]) -> Option<VerbForm> {
        self.imperfective(word)
            .or_else(|| self.plain(word))
            .or_else(|| self.negated(word))
            .or_else(|| self.preverb.behind(word).find_map(|rest| self.behind_preverb(rest)))
            .or_else(|| {
                let subjunctive = |rest: &[Code]| self.is_subjunctive(rest) && self.is_third_or_plural(rest);
                self.subjunctive.behind(word).any(subjunctive).then_some(VerbForm::Present)
            })
    }

    /// Whether a word is a subjunctive of a third person, by which something is wished, and negated: «شود», «ندهد», but not «می‌شود».
    #[must_use]
    pub fn wish(&self, word: &[Code]) -> Option<Wish> {
        let present = matches!(self.form(word)?, VerbForm::Present | VerbForm::BarePresent);
        if !present || !self.is_third_person(word) || self.is_imperfective(word) {
            return None;
        }
        Some(if self.is_negated(word) { Wish::Negated } else { Wish::Plain })
    }

    /// Whether a word is the bare stem of a verb, as in «گفت و گو», «خرید و فروش».
    #[must_use]
    pub fn is_stem(&self, word: &[Code]) -> bool {
        self.past.contains_key(word) || self.present.contains_key(word)
    }

    /// A form without a prefix.
    fn plain(&self, word: &[Code]) -> Option<VerbForm> {
        if self.present_alike.contains(word) {
            return Some(VerbForm::BarePresent);
        }
        self.past_form(word).or_else(|| self.bare_present(word))
    }

    fn bare_present(&self, word: &[Code]) -> Option<VerbForm> {
        (self.is_present(word) && self.is_third_or_plural(word)).then_some(VerbForm::BarePresent)
    }

    /// What stands behind «بر», «باز» and the like. With them a bare stem is mostly a noun: «برداشت».
    fn behind_preverb(&self, rest: &[Code]) -> Option<VerbForm> {
        self.imperfective(rest)
            .or_else(|| self.prefixed_past(rest))
            .or_else(|| self.negated(rest))
            .or_else(|| self.bare_present(rest))
    }

    /// A past behind «ن». Before «ا» there is «ی», and a short «ا» is lost: «نیامد», «نیفتاد».
    fn negated(&self, word: &[Code]) -> Option<VerbForm> {
        self.negation.behind(word).find_map(|rest| match rest {
            [YEH, after @ ..] if after.first() == Some(&ALEF) => self.prefixed_past(after),
            [YEH, after @ ..] => self.prefixed_past(&[&[ALEF], after].concat()),
            _ => self.prefixed_past(rest),
        })
    }

    /// A past behind a prefix, with which a bare stem looks like a noun: «نبرد», «درگذشت».
    fn prefixed_past(&self, rest: &[Code]) -> Option<VerbForm> {
        if self.past.contains_key(rest) { Some(VerbForm::BarePast) } else { self.past_form(rest) }
    }

    /// A form behind «می» or «نمی»; where present and past are written alike, it is the present: «می‌ماند».
    fn imperfective(&self, word: &[Code]) -> Option<VerbForm> {
        self.imperfective.behind(word).filter(|rest| !rest.is_empty()).find_map(|rest| {
            // «می‌رسید» is rather the past of one than the present of you.
            let second = self.is_second(rest) && self.past.contains_key(rest);
            if self.is_present(rest) && !second {
                return Some(VerbForm::Present);
            }
            if self.past.contains_key(rest) || self.is_past_with(&self.person, rest) {
                return Some(VerbForm::Past);
            }
            self.is_spoken(rest).then_some(VerbForm::Present)
        })
    }

    /// Whether a word is a present of speech by its prefix, in one piece: «میخوام», «میگیره», but not «میزان».
    #[must_use]
    pub fn is_spoken_present(&self, word: &[Code]) -> bool {
        self.imperfective.behind(word).filter(|rest| !rest.is_empty()).any(|rest| {
            // Nouns end as a stem in «ا» does with the ending of several others.
            let noun = self.spoken_person.before(rest).any(|stem| stem.last() == Some(&ALEF));
            !noun && self.is_spoken(rest)
        })
    }

    /// Whether a word is a present or subjunctive of speech of a third person, in one piece: «میخوره», «نمیاد», «بگه». Names end
    /// as other persons of it do («میری»), and nouns begin as what is negated does («نمونه»).
    #[must_use]
    pub fn is_spoken_third_person(&self, word: &[Code]) -> bool {
        let spoken = |rest: &[Code]| {
            let of_third = rest.strip_suffix(&[HEH]).filter(|stem| **stem != [ALEF]);
            of_third.is_some_and(|stem| self.is_stem_of_speech(stem))
                || self.third_person.before(rest).any(|stem| self.spoken_stems.contains(stem))
        };
        let negated = || self.negation.behind(word).next().is_some();
        self.imperfective.behind(word).any(spoken)
            || !negated()
                && self.subjunctive.behind(word).any(|rest| match rest {
                    [ALEF, ..] => false,
                    [YEH, after @ ..] if after.first() == Some(&ALEF) => spoken(after),
                    _ => spoken(rest),
                })
    }

    /// A spoken present without its prefix: «ره», «شن», «گم». The preposition «میان» is none.
    fn is_spoken(&self, rest: &[Code]) -> bool {
        let spoken = |stem: &[Code]| *stem != [ALEF] && self.is_stem_of_speech(stem);
        self.spoken.before(rest).any(spoken)
            || self.person.before(rest).any(|stem| self.spoken_stems.contains(stem))
            || self.third_person.before(rest).any(|stem| self.spoken_stems.contains(stem))
    }

    fn is_stem_of_speech(&self, stem: &[Code]) -> bool {
        self.spoken_stems.contains(stem) || self.present.contains_key(stem)
    }

    /// A past stem with its ending, or by itself.
    fn past_form(&self, word: &[Code]) -> Option<VerbForm> {
        if self.past.contains_key(word) {
            return Some(if self.noun_alike.contains(word) { VerbForm::BarePast } else { VerbForm::Past });
        }
        if let Some(stem) = word.strip_suffix(&[HEH])
            && self.past.contains_key(stem)
        {
            return Some(VerbForm::Participle);
        }
        if self.is_past_with(&self.infinitive, word) {
            return Some(VerbForm::Infinitive);
        }
        // «شدید» is an adjective.
        let past = self.is_past_with(&self.person, word);
        past.then_some(if self.is_second(word) { VerbForm::BarePast } else { VerbForm::Past })
    }

    /// Whether a word ends in «ید», as the second person does.
    fn is_second(&self, word: &[Code]) -> bool {
        self.third_person.before(word).any(|rest| rest.last() == Some(&YEH))
    }

    fn is_past_with(&self, endings: &Affixes, word: &[Code]) -> bool {
        endings.before(word).any(|stem| self.past.contains_key(stem))
    }

    /// Whether a word ends in the letters of a third person, or in the longer ones of a plural: one letter alone makes
    /// verbs of ordinals and nouns («دهم»).
    fn is_third_or_plural(&self, word: &[Code]) -> bool {
        self.third_person.before(word).next().is_some() || self.is_plural(word)
    }

    fn is_plural(&self, word: &[Code]) -> bool {
        self.person.list.iter().any(|ending| ending.len() > 1 && word.ends_with(ending))
    }
}
