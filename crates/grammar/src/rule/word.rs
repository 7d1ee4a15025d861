//! Whole words by their features: what a class of `rules/classes.toml` asks of a word that no list could hold.

use super::class::{Class, WordFeatures};
use super::input::MatchInput;
use super::known::Known;
use super::lattice::NUMBER;
use crate::error::{Error, Result};
use crate::lexicon::{Affixes, ClassSet, Entry, Lemma, Lexicon, Sighting, Slips, Verb, Verbs, Written};
use crate::limits::CLASSES;
use crate::suggestion::with_nearest;
use crate::text::fold::{Code, YEH};
use crate::text::{Gap, Tokenizer};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::{Arc, OnceLock};

/// Fewest letters before the ending of a plural: «رها» and «طها» are names.
const STEM: usize = 2;
/// Letters of a plural's ending that no name has for its own, where it is glued: «های».
const GLUED_PLURAL: usize = 3;
/// Letters that stand before the ending of a name at least.
const BEFORE_ENDING: usize = 2;

/// The features of a word as written. All that are given must hold.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordText {
    /// A class of words that it is of, too.
    of: Option<String>,
    /// Fewest letters.
    letters: Option<usize>,
    /// Whether a space stands before it, and no mark.
    #[serde(default)]
    spaced: bool,
    /// Whether it is one token, without a ZWNJ.
    #[serde(default)]
    single: bool,
    /// Whether the lexicon knows something that begins with it.
    known: Option<bool>,
    /// Whether the lexicon knows something that begins with it and has no ending.
    bare: Option<bool>,
    /// Something of these classes begins with it.
    #[serde(default)]
    begins: ClassNames,
    /// Nothing of these classes begins with it and ends with a word.
    #[serde(default)]
    not_begins: ClassNames,
    /// Nothing of these classes is a part of it where the lexicon does not know the whole.
    #[serde(default)]
    not_part: ClassNames,
    /// Nothing of these classes is the word, or goes on behind it.
    #[serde(default)]
    not: ClassNames,
    /// Nothing of these classes is that without an ending.
    #[serde(default)]
    not_bare: ClassNames,
    /// Nothing of these classes is that without an ending, in a form that is no ordinary word too.
    #[serde(default)]
    not_sure: ClassNames,
    /// All that begins with it is of these classes.
    only: Option<ClassNames>,
    /// It is no word of these classes and another one, joined by a ZWNJ.
    #[serde(default)]
    not_led: ClassNames,
    /// Classes of parts of words, of which it begins with one.
    #[serde(default)]
    prefix: ClassNames,
    /// Classes of parts of words, of which it ends in one.
    #[serde(default)]
    ending: ClassNames,
    /// Classes of parts of words, of which it ends in none.
    #[serde(default)]
    not_ending: ClassNames,
    /// It is a form of one of these classes with «ی» behind it.
    #[serde(default)]
    from: ClassNames,
    /// It is one slip of the pen away from a long form of one of these classes.
    #[serde(default)]
    misspells: ClassNames,
    /// It has no ending of a plural of things.
    not_plural: Option<Plural>,
    /// Whether it is a form of a verb whose stem is known.
    verb: Option<bool>,
    /// It is a subjunctive of a third person, by which something is wished.
    #[serde(default)]
    wishes: bool,
    /// Verbs, by their ids, of which it is a form.
    #[serde(default)]
    of_verb: ClassNames,
}

/// Names of classes, of which there is at least one, and each once.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(try_from = "Vec<String>")]
struct ClassNames(Vec<String>);

impl TryFrom<Vec<String>> for ClassNames {
    type Error = String;

    fn try_from(names: Vec<String>) -> std::result::Result<Self, String> {
        if names.is_empty() {
            return Err("expected at least one class, found an empty list".to_owned());
        }
        if names.len() > CLASSES {
            return Err(format!("expected at most {CLASSES} classes, found {}", names.len()));
        }
        if let Some((_, again)) = names.iter().enumerate().find(|(n, name)| names[..*n].contains(name)) {
            return Err(format!("expected each class once, found {again:?} again"));
        }
        Ok(Self(names))
    }
}

impl WordText {
    /// Why no word can have these features, or every word has them.
    pub(super) fn fault(&self) -> Option<String> {
        let known = self.bare == Some(true) || !self.begins.0.is_empty();
        if *self == Self::default() {
            Some("expected at least one feature, found none".to_owned())
        } else if self.letters == Some(0) {
            Some("letters: expected at least 1, found 0".to_owned())
        } else if self.known == Some(false) && known {
            let other = if self.bare == Some(true) { "bare = true" } else { "begins" };
            Some(format!("expected no `{other}` beside known = false, found it"))
        } else {
            None
        }
    }
}

/// The endings of plurals of things that a word has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Plural {
    /// Any at all.
    Any,
    /// Those that no name has: written apart, or long. «شریها» may be one.
    Clear,
}

/// An entry, by position, and its forms that are ordinary words too.
type OrdinaryForms = (u32, Vec<Box<[Code]>>);

/// What a word must be, ready to test one.
#[derive(Clone, Debug)]
pub(super) struct WordTest {
    of: Option<Class>,
    letters: usize,
    spaced: bool,
    single: bool,
    known: Option<bool>,
    bare: Option<bool>,
    begins: Option<Class>,
    not_begins: Option<Class>,
    not_part: Class,
    not: Class,
    not_bare: Class,
    not_sure: Class,
    /// Entries of `not_sure`, and their forms that are ordinary words too.
    ordinary: Vec<OrdinaryForms>,
    only: Option<ClassSet>,
    not_led: Class,
    prefix: Option<Affixes>,
    ending: Option<Affixes>,
    not_ending: Affixes,
    from: Option<ClassSet>,
    misspells: Option<Slips>,
    not_plural: Option<Plural>,
    verb: Option<bool>,
    wishes: bool,
    of_verb: Vec<Lemma>,
}

impl WordTest {
    /// The test for a word as written; `union` makes the class of all that a feature names.
    ///
    /// # Errors
    /// Those of `union`, and a class that is of another kind than the feature is about.
    pub(super) fn new(
        text: &WordText,
        mut union: impl FnMut(&str, &[String]) -> Result<Class>,
        lexicon: &Lexicon,
        taken: &TakenForWords,
    ) -> Result<Self> {
        let mut known = |key: &str, names: &ClassNames, numbers: bool| {
            let key = format!("word.{key}");
            let class = union(&key, &names.0)?;
            let found = match () {
                () if class.has_words() => "words by their features",
                () if class.numeric() && !numbers => "numbers",
                () => return Ok(class),
            };
            let expected = if numbers { "entries or numbers" } else { "entries" };
            Err(Error::configuration(format!("{key}: expected classes of {expected}, found one of {found}")))
        };
        let not_sure = known("not_sure", &text.not_sure, false)?;
        let given = |class: Class, names: &ClassNames| (!names.0.is_empty()).then_some(class);
        let letters = |names: &ClassNames| taken.forms(&names.0);
        Ok(Self {
            letters: text.letters.unwrap_or(1),
            spaced: text.spaced,
            single: text.single,
            known: text.known,
            bare: text.bare,
            begins: given(known("begins", &text.begins, true)?, &text.begins),
            not_begins: given(known("not_begins", &text.not_begins, true)?, &text.not_begins),
            not_part: known("not_part", &text.not_part, true)?,
            not: known("not", &text.not, true)?,
            not_bare: known("not_bare", &text.not_bare, true)?,
            ordinary: ordinary(&not_sure, lexicon)?,
            not_sure,
            only: match &text.only {
                Some(names) => Some(known("only", names, false)?.entries().clone()),
                None => None,
            },
            not_led: known("not_led", &text.not_led, true)?,
            prefix: (!text.prefix.0.is_empty()).then(|| letters(&text.prefix)),
            ending: (!text.ending.0.is_empty()).then(|| letters(&text.ending)),
            not_ending: letters(&text.not_ending),
            from: given(known("from", &text.from, false)?, &text.from).map(|class| class.entries().clone()),
            misspells: given(known("misspells", &text.misspells, false)?, &text.misspells)
                .map(|class| Slips::new(of_class(&class, lexicon))),
            not_plural: text.not_plural,
            verb: text.verb,
            wishes: text.wishes,
            of_verb: taken.verbs(&text.of_verb, lexicon)?,
            of: match &text.of {
                Some(name) => Some(Self::also(name, &mut union)?),
                None => None,
            },
        })
    }

    /// The class of words that one must be of, too.
    fn also(name: &String, mut union: impl FnMut(&str, &[String]) -> Result<Class>) -> Result<Class> {
        let class = union("word.of", std::slice::from_ref(name))?;
        if class.has_words() {
            return Ok(class);
        }
        Err(Error::configuration(format!(
            "word.of: expected a class of words by their features, found {name:?}, which is another"
        )))
    }

    /// Whether what the lexicon knows of a word speaks for it.
    fn accepts_entries(&self, input: MatchInput<'_>, first: usize, last: usize) -> bool {
        let lattice = input.lattice;
        let is = |class: &Class, sighting: &Sighting| class.accepts(sighting.class, sighting.value, lattice);
        let bars = |sighting: &Sighting| {
            let end = first + usize::from(sighting.length);
            end >= last
                && (is(&self.not, sighting)
                    || sighting.suffix == 0
                        && (is(&self.not_bare, sighting)
                            || is(&self.not_sure, sighting) && self.is_sure(input, sighting, first, end)))
                || end == first + 1 && last > end && is(&self.not_led, sighting)
        };
        let sightings = lattice.sightings(first);
        let end = |sighting: &Sighting| first + usize::from(sighting.length);
        // «بین» is no name, but «بین‌المللی» is another word.
        let whole = || sightings.iter().any(|found| found.class != NUMBER && end(found) >= last);
        if sightings.iter().any(|found| is(&self.not_part, found)) && !whole() {
            return false;
        }
        self.bare.is_none_or(|bare| sightings.iter().any(|found| found.suffix == 0) == bare)
            && !sightings.iter().any(bars)
            && self.only.as_ref().is_none_or(|only| {
                let mut edges = sightings.iter().flat_map(|found| lattice.edges_of(first, found));
                edges.all(|edge| edge.class != NUMBER && only.has(edge.class))
            })
    }

    /// Whether one of the things that a sighting stands for is meant for certain.
    fn is_sure(&self, input: MatchInput<'_>, sighting: &Sighting, first: usize, end: usize) -> bool {
        let written = input.tokens.codes_between(first as u32, end as u32);
        let ordinary = |entry: u32| {
            let at = self.ordinary.binary_search_by_key(&entry, |(entry, _)| *entry);
            at.is_ok_and(|at| {
                let mut forms = self.ordinary[at].1.iter();
                forms.any(|form| written.starts_with(form) && written.len() <= form.len() + 2)
            })
        };
        let mut edges = input.lattice.edges_of(first, sighting);
        edges.any(|edge| {
            edge.class != NUMBER
                && self.not_sure.accepts(edge.class, edge.value, input.lattice)
                && !ordinary(edge.value)
        })
    }
}

impl WordFeatures for WordTest {
    fn may_accept(&self, known: Known<'_>) -> bool {
        let classes = known.classes;
        self.known.is_none_or(|wanted| wanted != classes.is_empty())
            && !(self.bare == Some(true) && classes.is_empty())
            && self.begins.as_ref().is_none_or(|class| class.may_have(classes))
            && self.only.as_ref().is_none_or(|only| classes.iter().all(|class| only.has(*class)))
            && self.of.as_ref().is_none_or(|class| class.may_be(known))
            && (self.of_verb.is_empty() || known.verb.may_be(&self.of_verb))
    }

    fn verbs(&self) -> Vec<Lemma> {
        self.of_verb.iter().copied().chain(self.of.iter().flat_map(Class::verbs)).collect()
    }

    fn accepts(&self, input: MatchInput<'_>, first: usize, last: usize) -> bool {
        let codes = input.tokens.codes_between(first as u32, last as u32);
        let ends = |endings: &Affixes| endings.before(codes).any(|stem| stem.len() >= BEFORE_ENDING);
        codes.len() >= self.letters
            && !(self.spaced && input.tokens.list.get(first).is_none_or(|token| token.gap != Gap::Space))
            && !(self.single && last > first + 1)
            && self.known.is_none_or(|known| input.lattice.knows(first) == known)
            && self.ending.as_ref().is_none_or(ends)
            && !ends(&self.not_ending)
            && self.prefix.as_ref().is_none_or(|prefixes| prefixes.behind(codes).next().is_some())
            && self.begins.as_ref().is_none_or(|class| begins(class, input, first))
            && self.of.as_ref().is_none_or(|class| class.accepts_word(input, first, last))
            && !self.not_begins.as_ref().is_some_and(|class| begins(class, input, first))
            && self.accepts_entries(input, first, last)
            && self.from.as_ref().is_none_or(|of| derived(input.lexicon, codes, of))
            && self.misspells.as_ref().is_none_or(|names| names.near(codes).next().is_some())
            && !self.not_plural.is_some_and(|plural| is_plural(input, first, last, plural))
            && self
                .verb
                .is_none_or(|verb| input.verbs.is_verb_of(input.tokens, first as u32, last as u32) == verb)
            && (self.of_verb.is_empty() || self.is_of_verb(input, first, last))
            && (!self.wishes || input.verbs.wish(codes).is_some())
    }
}

impl WordTest {
    fn is_of_verb(&self, input: MatchInput<'_>, first: usize, last: usize) -> bool {
        let MatchInput { verbs, tokens, lattice, .. } = input;
        let found = lattice.memory().verb(verbs, tokens, first as u32, last as u32);
        found.and_then(Verb::unaltered).is_some_and(|lemma| self.of_verb.contains(&lemma))
    }
}

/// Whether something of a class begins at a token and ends with a word.
fn begins(class: &Class, input: MatchInput<'_>, at: usize) -> bool {
    input.lattice.sightings(at).iter().any(|sighting| {
        input.tokens.begins_word(at + usize::from(sighting.length))
            && class.accepts(sighting.class, sighting.value, input.lattice)
    })
}

/// What word classes take of the lexicon, each found once for all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct TakenForWords {
    /// The forms of those classes of parts of words that some of them name.
    parts: Arc<FxHashMap<String, Vec<Box<[Code]>>>>,
    /// The verbs by their ids, once one of them names some.
    verbs: Arc<OnceLock<Vec<(Written, Lemma)>>>,
}

impl TakenForWords {
    /// Looks the parts of words up, all at once, of classes that stand at these places.
    ///
    /// # Errors
    /// A class that the lexicon does not have.
    pub(super) fn new<'t>(
        texts: impl Iterator<Item = (impl Fn() -> String, &'t WordText)>,
        lexicon: &Lexicon,
    ) -> Result<Self> {
        let mut parts: FxHashMap<String, Vec<Box<[Code]>>> = FxHashMap::default();
        for (place, text) in texts {
            let lists =
                [("prefix", &text.prefix), ("ending", &text.ending), ("not_ending", &text.not_ending)];
            for (key, name) in
                lists.into_iter().flat_map(|(key, names)| names.0.iter().map(move |n| (key, n)))
            {
                if lexicon.class(name).is_none() {
                    let message = format!("word.{key}: expected a class of the lexicon, found {name:?}");
                    let known = lexicon.classes().iter().map(String::as_str);
                    return Err(Error::configuration(with_nearest(message, name, known)).at(place()));
                }
                parts.entry(name.clone()).or_default();
            }
        }
        if parts.is_empty() {
            return Ok(Self::default());
        }
        let tokenizer = Tokenizer::new();
        for entry in lexicon.entries() {
            let class = lexicon.classes().get(usize::from(entry.class.0));
            if let Some(forms) = class.and_then(|class| parts.get_mut(class)) {
                forms.extend(entry.forms.iter().map(|form| tokenizer.codes(form)));
            }
        }
        Ok(Self { parts: Arc::new(parts), verbs: Arc::default() })
    }

    fn forms(&self, names: &[String]) -> Affixes {
        names.iter().filter_map(|name| self.parts.get(name)).flatten().cloned().collect()
    }

    /// The verbs of some ids, where the lexicon has all of them.
    fn verbs(&self, ids: &ClassNames, lexicon: &Lexicon) -> Result<Vec<Lemma>> {
        if ids.0.is_empty() {
            return Ok(Vec::new());
        }
        let verbs = match self.verbs.get() {
            Some(verbs) => verbs,
            None => {
                let verbs = Verbs::ids(lexicon)?;
                self.verbs.get_or_init(|| verbs)
            }
        };
        let verb = |id: &String| {
            verbs.iter().find(|(known, _)| *known == *id.as_str()).map(|(_, lemma)| *lemma).ok_or_else(|| {
                let message = format!("word.of_verb: expected the id of a verb, found {id:?}");
                Error::configuration(with_nearest(message, id, verbs.iter().map(|(id, _)| id.as_str())))
            })
        };
        ids.0.iter().map(verb).collect()
    }
}

/// The entries of a class, with their positions.
fn of_class<'l>(class: &Class, lexicon: &'l Lexicon) -> impl Iterator<Item = (u32, &'l Entry)> {
    (0..).zip(lexicon.entries()).filter(|(_, entry)| class.entries().has(entry.class))
}

/// The entries of a class that have forms which are ordinary words too, and these.
fn ordinary(class: &Class, lexicon: &Lexicon) -> Result<Vec<OrdinaryForms>> {
    if class.lexical().next().is_none() {
        return Ok(Vec::new());
    }
    let tokenizer = Tokenizer::new();
    let forms = of_class(class, lexicon).map(|(at, entry)| {
        Ok((at, entry.ambiguous_forms()?.iter().map(|form| tokenizer.codes(form)).collect()))
    });
    let some = |forms: &Result<OrdinaryForms>| forms.as_ref().is_ok_and(|(_, forms)| !forms.is_empty());
    forms.filter(|found| found.is_err() || some(found)).collect()
}

/// Whether a word is a form of some classes with «ی» behind it: «شیراز|ی».
fn derived(lexicon: &Lexicon, word: &[Code], of: &ClassSet) -> bool {
    let Some(base) = word.strip_suffix(&[YEH]) else { return false };
    let mut found = false;
    lexicon.prefixes(base, |entry, length| {
        found |= length == base.len() && lexicon.entry(entry).is_some_and(|entry| of.has(entry.class));
    });
    found
}

/// Whether a word has the ending of a plural of things: «کتاب‌ها», «کتابهای», but not «شریها».
fn is_plural(input: MatchInput<'_>, first: usize, last: usize, plural: Plural) -> bool {
    let Some(set) = input.lexicon.suffix_number("plural") else { return false };
    let token = input.tokens.codes_of(last - 1);
    let Some(suffix) = input.lexicon.suffix_of(set, token) else { return false };
    if suffix.len() == token.len() {
        return last > first + 1;
    }
    token.len() - suffix.len() >= STEM && (plural == Plural::Any || suffix.len() >= GLUED_PLURAL)
}
