//! Whole words by their features: what a class of `rules/classes.toml` asks of a word that no list could hold.

use super::class::{Class, Lexical, WordFeatures};
use super::input::MatchInput;
use super::lattice::NUMBER;
use crate::error::{Error, Result};
use crate::lexicon::{Affixes, ClassId, Lexicon, Sighting};
use crate::text::fold::{Code, YEH};
use crate::text::{Gap, Tokenizer};
use serde::Deserialize;

/// Fewest letters before the ending of a plural: «رها» and «طها» are names.
const STEM: usize = 2;
/// Letters of a plural's ending that no name has for its own, where it is glued: «های».
const GLUED_PLURAL: usize = 3;
/// Letters that stand before the ending of a name at least.
const BEFORE_ENDING: usize = 2;

/// The features of a word as written. All that are given must hold.
#[derive(Clone, Debug, Default, Deserialize)]
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
    begins: Vec<String>,
    /// Nothing of these classes begins with it and ends with a word.
    #[serde(default)]
    not_begins: Vec<String>,
    /// Nothing of these classes is a part of it where the lexicon does not know the whole.
    #[serde(default)]
    not_part: Vec<String>,
    /// Nothing of these classes is the word, or goes on behind it.
    #[serde(default)]
    not: Vec<String>,
    /// Nothing of these classes is that without an ending.
    #[serde(default)]
    not_bare: Vec<String>,
    /// Nothing of these classes is that without an ending, in a form that is no ordinary word too.
    #[serde(default)]
    not_sure: Vec<String>,
    /// All that begins with it is of these classes.
    only: Option<Vec<String>>,
    /// It is no word of these classes and another one, joined by a ZWNJ.
    #[serde(default)]
    not_led: Vec<String>,
    /// Classes of parts of words, of which it begins with one.
    #[serde(default)]
    prefix: Vec<String>,
    /// Classes of parts of words, of which it ends in one.
    #[serde(default)]
    ending: Vec<String>,
    /// Classes of parts of words, of which it ends in none.
    #[serde(default)]
    not_ending: Vec<String>,
    /// It is a form of one of these classes with «ی» behind it.
    #[serde(default)]
    from: Vec<String>,
    /// It has no ending of a plural of things.
    not_plural: Option<Plural>,
    /// Whether it is a form of a verb whose stem is known.
    verb: Option<bool>,
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
    only: Option<Lexical>,
    not_led: Class,
    prefix: Option<Affixes>,
    ending: Option<Affixes>,
    not_ending: Affixes,
    from: Option<Lexical>,
    not_plural: Option<Plural>,
    verb: Option<bool>,
}

impl WordTest {
    /// The test for a word as written.
    ///
    /// # Errors
    /// A class that there is not.
    pub(super) fn new(
        text: &WordText,
        union: &dyn Fn(&[String]) -> Result<Class>,
        lexicon: &Lexicon,
        parts: &PartsOfWords,
    ) -> Result<Self> {
        let given = |names: &[String]| (!names.is_empty()).then(|| union(names)).transpose();
        let letters = |names: &[String]| parts.of(names);
        let not_sure = union(&text.not_sure)?;
        Ok(Self {
            of: text.of.as_ref().map(|name| union(std::slice::from_ref(name))).transpose()?,
            letters: text.letters.unwrap_or(1),
            spaced: text.spaced,
            single: text.single,
            known: text.known,
            bare: text.bare,
            begins: given(&text.begins)?,
            not_begins: given(&text.not_begins)?,
            not_part: union(&text.not_part)?,
            not: union(&text.not)?,
            not_bare: union(&text.not_bare)?,
            ordinary: ordinary(&not_sure, lexicon)?,
            not_sure,
            only: match &text.only {
                Some(names) => Some(union(names)?.into_lexical()),
                None => None,
            },
            not_led: union(&text.not_led)?,
            prefix: (!text.prefix.is_empty()).then(|| letters(&text.prefix)),
            ending: (!text.ending.is_empty()).then(|| letters(&text.ending)),
            not_ending: letters(&text.not_ending),
            from: given(&text.from)?.map(Class::into_lexical),
            not_plural: text.not_plural,
            verb: text.verb,
        })
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
            && !self.not_plural.is_some_and(|plural| is_plural(input, first, last, plural))
            && self.verb.is_none_or(|verb| is_verb(input, first, last) == verb)
    }
}

/// Whether something of a class begins at a token and ends with a word.
fn begins(class: &Class, input: MatchInput<'_>, at: usize) -> bool {
    input.lattice.sightings(at).iter().any(|sighting| {
        input.tokens.begins_word(at + usize::from(sighting.length))
            && class.accepts(sighting.class, sighting.value, input.lattice)
    })
}

/// The forms of those classes of parts of words that some word classes name.
#[derive(Debug)]
pub(super) struct PartsOfWords(Vec<(String, Vec<Box<[Code]>>)>);

impl PartsOfWords {
    /// Looks them up, all at once.
    ///
    /// # Errors
    /// A class that the lexicon does not have.
    pub(super) fn new<'t>(texts: impl Iterator<Item = &'t WordText>, lexicon: &Lexicon) -> Result<Self> {
        let mut names: Vec<&String> =
            texts.flat_map(|text| [&text.prefix, &text.ending, &text.not_ending]).flatten().collect();
        names.sort_unstable();
        names.dedup();
        let unknown = |name: &str| Error::configuration(format!("the lexicon has no class {name:?}"));
        let ids: Vec<ClassId> = names
            .iter()
            .map(|name| lexicon.class(name).ok_or_else(|| unknown(name)))
            .collect::<Result<_>>()?;
        let mut parts: Vec<_> = names.into_iter().map(|name| (name.clone(), Vec::new())).collect();
        if parts.is_empty() {
            return Ok(Self(parts));
        }
        let tokenizer = Tokenizer::new();
        for entry in lexicon.entries() {
            if let Some(at) = ids.iter().position(|id| *id == entry.class) {
                parts[at].1.extend(entry.forms.iter().map(|form| tokenizer.codes(form)));
            }
        }
        Ok(Self(parts))
    }

    fn of(&self, names: &[String]) -> Affixes {
        let wanted = self.0.iter().filter(|(name, _)| names.contains(name));
        wanted.flat_map(|(_, forms)| forms.iter().cloned()).collect()
    }
}

/// The entries of a class that have forms which are ordinary words too, and these.
fn ordinary(class: &Class, lexicon: &Lexicon) -> Result<Vec<OrdinaryForms>> {
    if class.lexical().next().is_none() {
        return Ok(Vec::new());
    }
    let tokenizer = Tokenizer::new();
    let of_class = (0..).zip(lexicon.entries()).filter(|(_, entry)| class.has(entry.class));
    let forms = of_class.map(|(at, entry)| {
        Ok((at, entry.ambiguous_forms()?.iter().map(|form| tokenizer.codes(form)).collect()))
    });
    let some = |forms: &Result<OrdinaryForms>| forms.as_ref().is_ok_and(|(_, forms)| !forms.is_empty());
    forms.filter(|found| found.is_err() || some(found)).collect()
}

/// Whether a word is a form of some classes with «ی» behind it: «شیراز|ی».
fn derived(lexicon: &Lexicon, word: &[Code], of: &Lexical) -> bool {
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

/// Whether a word is a form of a verb whose stem is known.
fn is_verb(input: MatchInput<'_>, first: usize, last: usize) -> bool {
    let (tokens, verbs) = (input.tokens, input.verbs);
    verbs.is_imperfective(tokens.codes_of(first))
        || verbs.is_verb(tokens.codes_between(first as u32, last as u32))
        || last > first + 1 && verbs.is_perfect_ending(tokens.codes_of(last - 1))
}
