//! Which verb a word is a form of.

use super::verb::{Lemma, Verbs};
use super::verb_form::VerbForm;
use crate::text::fold::{ALEF, Code, HEH, YEH};

/// A form of a known verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The verb.
    pub lemma: Lemma,
    /// Its form.
    pub form: VerbForm,
    /// Whether it is negated by a prefix: «نگفت», «نمی‌گوید».
    pub negated: bool,
    /// Whether «بر», «باز» and the like stand before it, with which it is another verb: «درآمد».
    pub preverb: bool,
    /// Whether «می» or «نمی» stands before it.
    pub imperfective: bool,
    /// Whether it is a participle with the ending of a perfect glued to it: «گفته‌است».
    pub perfect: bool,
}

impl Verb {
    /// The verb, where neither a preverb makes another one of it nor a perfect is glued to it.
    pub(crate) const fn unaltered(self) -> Option<Lemma> {
        if self.preverb || self.perfect { None } else { Some(self.lemma) }
    }
}

impl Verbs {
    /// The verb that a word is a form of, with its prefixes and endings.
    #[must_use]
    pub fn verb(&self, word: &[Code]) -> Option<Verb> {
        if self.filter.lets_in(word) { self.verb_by_stem(word) } else { None }
    }

    /// The same of any word, filtered or not.
    fn verb_by_stem(&self, word: &[Code]) -> Option<Verb> {
        let unended = self.unended(word);
        if let Some(verb) = unended.filter(|verb| !verb.preverb) {
            return Some(Verb { imperfective: self.is_imperfective(word), ..verb });
        }
        self.perfect(word).or(unended)
    }

    /// The verb that a word is a form of where no ending of a perfect is glued to it.
    fn unended(&self, word: &[Code]) -> Option<Verb> {
        let verb = |lemma, form, negated, preverb| {
            Some(Verb { lemma, form, negated, preverb, imperfective: false, perfect: false })
        };
        if let Some(&(lemma, negated)) = self.whole.get(word) {
            return verb(lemma, VerbForm::BarePresent, negated, false);
        }
        let form = self.form(word)?;
        let plain =
            self.stem_behind_imperfective(word).or_else(|| Some((self.plain_stem(word)?, false))).or_else(
                || Some((self.negation.behind(word).find_map(|rest| self.stem_behind_prefix(rest))?, true)),
            );
        if let Some((lemma, negated)) = plain {
            return verb(lemma, form, negated, false);
        }
        if let Some((lemma, negated)) =
            self.preverb.behind(word).find_map(|rest| self.stem_behind_preverb(rest))
        {
            return verb(lemma, form, negated, true);
        }
        let lemma = self.subjunctive.behind(word).find_map(|rest| self.stem_behind_prefix(rest))?;
        verb(lemma, form, false, false)
    }

    /// The verb of which a word is the participle with the ending of a perfect glued to it: «گفتهاند», «شده‌است».
    fn perfect(&self, word: &[Code]) -> Option<Verb> {
        let participles = self
            .perfect
            .before(word)
            .filter(|rest| rest.last() == Some(&HEH))
            .filter_map(|rest| self.unended(rest));
        let verb = participles.into_iter().find(|verb| verb.form == VerbForm::Participle)?;
        Some(Verb { perfect: true, ..verb })
    }

    /// The verb of this id in the lexicon.
    #[must_use]
    pub fn lemma(&self, id: &str) -> Option<Lemma> {
        let at = self.names.iter().position(|name| **name == *id)?;
        u16::try_from(at).ok().map(Lemma)
    }

    /// Its id in the lexicon.
    #[must_use]
    pub fn name(&self, lemma: Lemma) -> &str {
        self.names.get(usize::from(lemma.0)).map_or("", |name| name)
    }

    fn stem_behind_imperfective(&self, word: &[Code]) -> Option<(Lemma, bool)> {
        let lemma = self.imperfective.behind(word).find_map(|rest| {
            let spoken =
                |stem: &&[Code]| self.spoken_stems.contains(*stem) || self.present.contains_key(*stem);
            self.plain_stem(rest).or_else(|| {
                // Of a spoken stem that is no written one nothing tells the verb.
                self.spoken.before(rest).find(spoken).and_then(|stem| self.present.get(stem).copied())
            })
        })?;
        let negated = self.negation.behind(word).any(|rest| self.imperfective.behind(rest).next().is_some());
        Some((lemma, negated))
    }

    fn stem_behind_preverb(&self, rest: &[Code]) -> Option<(Lemma, bool)> {
        self.stem_behind_imperfective(rest).or_else(|| Some((self.plain_stem(rest)?, false))).or_else(|| {
            let stem = self.negation.behind(rest).find_map(|rest| self.stem_behind_prefix(rest));
            Some((stem?, true))
        })
    }

    /// A stem behind «ب» or «ن», where «ی» stands before «ا», and a short «ا» is lost.
    fn stem_behind_prefix(&self, rest: &[Code]) -> Option<Lemma> {
        match rest {
            [YEH, after @ ..] if after.first() == Some(&ALEF) => self.plain_stem(after),
            [YEH, after @ ..] => {
                let short = [&[ALEF], after].concat();
                self.plain_stem(&short).or_else(|| self.plain_stem(rest))
            }
            _ => self.plain_stem(rest),
        }
    }

    /// The verb of a stem with its ending.
    fn plain_stem(&self, word: &[Code]) -> Option<Lemma> {
        let present = || {
            let mut stems = self.person.before(word).chain(self.third_person.before(word));
            stems.find_map(|stem| self.present.get(stem))
        };
        let past = || {
            let participle = word.strip_suffix(&[HEH]);
            let mut stems = self.person.before(word).chain(self.infinitive.before(word)).chain(participle);
            self.past.get(word).or_else(|| stems.find_map(|stem| self.past.get(stem)))
        };
        let found = if self.present_alike.contains(word) { present() } else { past().or_else(present) };
        found.copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{LexiconBuilder, Schema};
    use proptest::prelude::*;
    use proptest::sample::select;
    use std::path::Path;
    use std::sync::LazyLock;

    static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
        let lexicon = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicon");
        let read = |path: &Path| std::fs::read_to_string(path).unwrap();
        let schema = Schema::parse("schema.toml", &read(&lexicon.join("schema.toml"))).unwrap();
        let mut builder = LexiconBuilder::new(schema);
        let verbs = std::fs::read_dir(lexicon.join("verbs")).unwrap().map(|entry| entry.unwrap().path());
        for path in verbs.chain([lexicon.join("closed/particles.toml")]) {
            builder.add(&path.display().to_string(), &read(&path), false).unwrap();
        }
        Verbs::new(&builder.build().unwrap()).unwrap()
    });

    /// One of some letters, or none.
    fn part<'v>(parts: impl IntoIterator<Item = &'v Box<[Code]>>) -> impl Strategy<Value = Vec<Code>> {
        let mut parts: Vec<Box<[Code]>> = parts.into_iter().cloned().chain([Box::default()]).collect();
        parts.sort_unstable();
        select(parts).prop_map(Vec::from)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn the_filter_lets_all_verbs_in(
            preverb in part(&VERBS.preverb.list),
            prefix in part(VERBS.imperfective.list.iter().chain(&VERBS.subjunctive.list)
                .chain(&VERBS.negation.list).chain([&[YEH].into()])),
            stem in part(VERBS.present.keys().chain(VERBS.past.keys()).chain(&VERBS.spoken_stems)
                .chain(VERBS.whole.keys())),
            ending in part(VERBS.person.list.iter().chain(&VERBS.third_person.list)
                .chain(&VERBS.infinitive.list).chain(&VERBS.spoken.list).chain([&[HEH].into()])),
            perfect in part(&VERBS.perfect.list),
            shortened: bool,
        ) {
            let stem = if shortened { stem.strip_prefix(&[ALEF]).unwrap_or(&stem) } else { &stem };
            let word = [preverb.as_slice(), &prefix, stem, &ending, &perfect].concat();
            prop_assert_eq!(VERBS.verb(&word), VERBS.verb_by_stem(&word));
        }
    }
}
