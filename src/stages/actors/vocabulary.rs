//! The words around names: titles, given names, heads of names, cues, and words that no name contains.

use super::entry::{EntryText, Gender, TitleKind};
use super::{EntityKind, ProductKind};
use crate::error::Result;
use crate::lexicon::{ClassSet, Entry, EntryMap, Lexicon};
use crate::rule::{Edge, Grammar, View};
use crate::text::Tokens;
use crate::text::fold::{Code, YEH};
use serde::Deserialize;

/// The reader of these words, as the schema names it.
const READER: &str = "names";

/// Fewest letters before the ending of a plural: «رها» and «طها» are names.
const STEM: usize = 2;

/// Most tokens of a word that stands before a name.
const LONGEST: u32 = 8;

/// What a word is to the names beside it.
#[derive(Clone, Debug)]
pub(super) enum Word {
    /// An office, a rank or a form of address.
    Title(TitleKind, Option<Gender>),
    /// «سابق», which belongs to the title before it.
    TitleModifier,
    /// A given name; `weak`: forms that are ordinary words too.
    GivenName { weak: Vec<Box<[Code]>>, gender: Option<Gender> },
    /// A word that goes on a name it follows: «نژاد».
    NameTail,
    /// A word that no name contains.
    Boundary,
    /// An ordinary word: no family name, though bodies have it in theirs.
    Common,
    /// An adjective that tells what a place is like.
    Description,
    /// A word that no body's name contains, though a person's may: «گران».
    BodyBoundary,
    /// A word that makes another body of one whose name it goes on: «شورای امنیت | ملی».
    BodyTail {
        /// Whether only a body that no state has is another one with it.
        of_no_state: bool,
    },
    /// What universities teach and offices are for: «علم و صنعت».
    Field,
    /// Words that look like a name and are none: «ساری و جاری».
    NoName,
    /// A party to a deal or a case, whose name follows: «فروشنده».
    Party,
    /// What tells an unknown bearer of a name from a known one, behind it: «فرزند».
    Lineage,
    /// «در».
    Within,
    /// What befalls a place: «در X سیل آمد».
    Calamity,
    /// The same before its name: «کودتای X».
    CalamityLeader,
    /// A word of Arabic that quotations have: «قال».
    Arabic,
    /// «را».
    ObjectMark,
    /// «سید».
    Sayyid,
    /// Several settlements, whose names follow: «ولسوالی‌های».
    Settlements,
    /// A word that a name of one of these kinds follows, by the id of its entry.
    Cue(String, Vec<EntityKind>),
    /// The head of a name that its owner completes: «ارتش X».
    Body {
        kind: EntityKind,
        name_en: String,
        /// Whether it is one behind a title only: «رئیس بهزیستی X».
        needs_title: bool,
    },
    /// The head of a name that free words complete: «شرکت X».
    Head {
        kind: EntityKind,
        words: u8,
        head_excluded: bool,
        /// Whether a known place behind it is meant with it: «جزیره سیسیل».
        allows_known_place: bool,
    },
    /// What a ministry is for.
    Portfolio { name_en: String },
    /// «این کشور».
    ThatState,
    /// «این», «یک»: what follows is a plain noun.
    Determiner,
    /// «گفت», «با بیان»: who speaks stands before.
    Speech,
    /// «به گفته»: who speaks stands after.
    According,
    /// «انتخابات», «دوره»: what follows is an office, not the body that has its name.
    OfficeLeader,
    /// «می‌کند», «شده»: the word before is the verb's own.
    LightVerb,
    /// «بن»: the father's name follows.
    Descent,
    /// «نوشت»: a medium stands before.
    Writes,
    /// «مبارزه با»: a body's name goes on over it.
    NameBridge,
    /// «معروف به», «به اختصار»: another name of what was named before follows.
    AliasLeader,
    /// «به نمایندگی», «به نشانی»: what follows tells of who was named before.
    PartyDescription,
    /// «به نمایندگی از»: what follows is whom the one before acts for.
    OnBehalf,
    /// A kind of product, whose name may follow: «جنگنده».
    ProductHead { kind: ProductKind },
    /// A part of what a model is called by: «پرو», «اس»; `needs_number`: it is an ordinary word too.
    ModelPart { name_en: String, needs_number: bool },
    /// What tells of products what they are like, and names none: «SUV».
    NoProduct,
}

/// The words around names that have no value, by their features.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Features {
    /// «می‌نامند»: a name is given to what was named before.
    pub(super) naming: ClassSet,
    /// «بود»: a name stands before it, and no noun that makes a verb with it.
    pub(super) being: ClassSet,
}

/// The words of the stage, by position of their lexicon entries.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: EntryMap<Word>,
    pub(super) features: Features,
    /// Endings of family names, and whether they prove little alone.
    endings: Vec<(Box<[Code]>, bool)>,
    /// Endings of nouns that look like family names and are none.
    ordinary: Vec<Box<[Code]>>,
    /// Endings that names of places have in common, so that they tell little of them.
    pub(super) places: Vec<Box<[Code]>>,
    /// The number of the suffix set of plurals.
    plural: Option<u8>,
    /// The number of the suffix set of superlatives.
    superlative: Option<u8>,
    /// Endings of plurals that no name goes on behind: «کشورهایی».
    indefinite_plurals: Vec<Box<[Code]>>,
    /// Endings of plurals that an ezafe joins to what follows: «گروه‌های».
    joined_plurals: Vec<Box<[Code]>>,
    /// The Arabic article: «ال».
    articles: Vec<Box<[Code]>>,
    /// Second and first parts of compound adjectives: «سیل‌زده», «کم‌آب».
    adjective_endings: Vec<Box<[Code]>>,
    adjective_prefixes: Vec<Box<[Code]>>,
}

impl Vocabulary {
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        let mut out = Self {
            features: grammar.lexicon.features(READER)?,
            plural: grammar.lexicon.suffix_number("plural"),
            superlative: grammar.lexicon.suffix_number("most"),
            ..Self::default()
        };
        out.words = grammar.lexicon.read(READER, |entry, text| out.word_of(grammar, text, entry))?;
        Ok(out)
    }

    /// The word that an entry is; none for a part of words, which is kept for itself.
    fn word_of(&mut self, grammar: &Grammar, text: EntryText, entry: &Entry) -> Result<Option<Word>> {
        let codes = |form: &str| grammar.tokenizer.codes(form);
        let fold = || -> Vec<Box<[Code]>> { entry.forms.iter().map(|form| codes(form)).collect() };
        Ok(Some(match text {
            EntryText::Title { kind, gender } => Word::Title(kind, gender),
            EntryText::TitleModifier => Word::TitleModifier,
            EntryText::GivenName { ambiguous_forms, gender } => {
                Word::GivenName { weak: ambiguous_forms.iter().map(|form| codes(form)).collect(), gender }
            }
            EntryText::NameTail => Word::NameTail,
            EntryText::Boundary => Word::Boundary,
            EntryText::CommonWord => Word::Common,
            EntryText::Description => Word::Description,
            EntryText::BodyBoundary => Word::BodyBoundary,
            EntryText::BodyTail { of_no_state } => Word::BodyTail { of_no_state },
            EntryText::Field => Word::Field,
            EntryText::NoName => Word::NoName,
            EntryText::Party => Word::Party,
            EntryText::Lineage => Word::Lineage,
            EntryText::Within => Word::Within,
            EntryText::Calamity => Word::Calamity,
            EntryText::CalamityLeader => Word::CalamityLeader,
            EntryText::ArabicWord => Word::Arabic,
            EntryText::ArabicArticle => {
                self.articles.extend(fold());
                return Ok(None);
            }
            EntryText::ObjectMark => Word::ObjectMark,
            EntryText::Sayyid => Word::Sayyid,
            EntryText::PluralSettlement => Word::Settlements,
            EntryText::Cue { kinds } => Word::Cue(entry.id.clone().into(), kinds),
            EntryText::BodyHead { kind, name_en, needs_title } => Word::Body { kind, name_en, needs_title },
            EntryText::NameHead { kind, words, head_excluded, allows_known_place } => {
                Word::Head { kind, words, head_excluded, allows_known_place }
            }
            EntryText::Portfolio { name_en } => Word::Portfolio { name_en },
            EntryText::ThatState => Word::ThatState,
            EntryText::Determiner => Word::Determiner,
            EntryText::Speech => Word::Speech,
            EntryText::According => Word::According,
            EntryText::OfficeLeader => Word::OfficeLeader,
            EntryText::LightVerb => Word::LightVerb,
            EntryText::Descent => Word::Descent,
            EntryText::Writes => Word::Writes,
            EntryText::NameBridge => Word::NameBridge,
            EntryText::AliasLeader => Word::AliasLeader,
            EntryText::PartyDescription => Word::PartyDescription,
            EntryText::OnBehalf => Word::OnBehalf,
            EntryText::ProductHead { product_kind } => Word::ProductHead { kind: product_kind },
            EntryText::ModelPart { name_en, needs_number } => Word::ModelPart { name_en, needs_number },
            EntryText::NoProduct => Word::NoProduct,
            EntryText::NounEnding => {
                self.ordinary.extend(fold());
                return Ok(None);
            }
            EntryText::PlaceEnding => {
                self.places.extend(fold());
                return Ok(None);
            }
            EntryText::JoinedPluralEnding => {
                self.joined_plurals.extend(fold());
                return Ok(None);
            }
            EntryText::IndefinitePluralEnding => {
                self.indefinite_plurals.extend(fold());
                return Ok(None);
            }
            EntryText::SurnameEnding => {
                self.endings.extend(fold().into_iter().map(|ending| (ending, false)));
                return Ok(None);
            }
            EntryText::AdjectiveEnding => {
                self.adjective_endings.extend(fold());
                return Ok(None);
            }
            EntryText::AdjectivePrefix => {
                self.adjective_prefixes.extend(fold());
                return Ok(None);
            }
            EntryText::WeakSurnameEnding => {
                self.endings.extend(fold().into_iter().map(|ending| (ending, true)));
                return Ok(None);
            }
        }))
    }

    /// Whether an entry is a given name.
    pub(super) fn is_given_name(&self, entry: u32) -> bool {
        matches!(self.words.get(entry), Some(Word::GivenName { .. }))
    }

    /// Whether an entry is a word of Arabic.
    pub(super) fn is_arabic(&self, entry: u32) -> bool {
        matches!(self.words.get(entry), Some(Word::Arabic))
    }

    /// Whether a word begins with the Arabic article.
    pub(super) fn has_article(&self, word: &[Code]) -> bool {
        self.articles.iter().any(|article| word.len() >= article.len() + STEM && word.starts_with(article))
    }

    /// What an edge's word is to names.
    #[inline]
    pub(super) fn word(&self, edge: &Edge) -> Option<&Word> {
        if edge.is_number() {
            return None;
        }
        self.words.get(edge.value)
    }

    /// The words that begin at token `at`, and what they are to names.
    #[inline]
    pub(super) fn words_at(&self, view: &View<'_>, at: u32) -> impl Iterator<Item = (Edge, &Word)> {
        view.meanings_at(&self.words, at)
    }

    /// Whether some word that begins at token `at` is one that `test` accepts.
    pub(super) fn any(&self, view: &View<'_>, at: u32, test: impl Fn(&Word) -> bool) -> bool {
        self.longest(view, at, test).is_some()
    }

    /// One past the last token of the longest word at token `at` that `test` accepts.
    pub(super) fn longest(&self, view: &View<'_>, at: u32, test: impl Fn(&Word) -> bool) -> Option<u32> {
        self.words_at(view, at)
            .filter(|(edge, word)| ends_word(&view.tokens, edge.last()) && test(word))
            .map(|(edge, _)| edge.last())
            .max()
    }

    /// The longest word that ends right before token `last`, begins at `floor` or later, and that `test`
    /// accepts.
    pub(super) fn before<'v>(
        &'v self,
        view: &'v View<'_>,
        floor: u32,
        last: u32,
        test: impl Fn(&Word) -> bool,
    ) -> Option<(u32, &'v Word)> {
        self.ending(view, floor, (last, last)).find(|(_, _, word)| test(word)).map(|(at, _, word)| (at, word))
    }

    /// The words that begin at `floor` or later and end right before one of the tokens `least..=most`: first token, one
    /// past the last, and what they are, by first token.
    pub(super) fn ending<'v>(
        &'v self,
        view: &'v View<'_>,
        floor: u32,
        (least, most): (u32, u32),
    ) -> impl Iterator<Item = (u32, u32, &'v Word)> {
        let floor = floor.max(least.saturating_sub(LONGEST));
        view.meanings_ending(&self.words, (floor, most), (least, most))
            .filter(|(edge, _)| u32::from(edge.length) <= LONGEST)
            .filter(|(edge, _)| view.tokens.begins_word(edge.first as usize))
            .map(|(edge, word)| (edge.first, edge.last(), word))
    }

    /// Whether a word ends like a plural that no name has in it: «کشورهایی», «شهرهایشان».
    pub(super) fn is_indefinite_plural(&self, codes: &[Code]) -> bool {
        self.indefinite_plurals.iter().any(|ending| stem(codes, ending) >= STEM)
    }

    /// Whether a word is a superlative: «بزرگ‌ترین».
    pub(super) fn is_superlative(&self, view: &View<'_>, word: &[Code]) -> bool {
        self.superlative.is_some_and(|set| view.grammar.lexicon.suffix_of(set, word).is_some())
    }

    /// Whether a word ends like a plural with an ezafe.
    pub(super) fn is_joined_plural(&self, word: &[Code]) -> bool {
        self.joined_plurals.iter().any(|ending| word.ends_with(ending))
    }

    /// Whether a word is made as adjectives are: «سیل‌زده», «کم‌جمعیت».
    pub(super) fn is_compound_adjective(&self, codes: &[Code]) -> bool {
        let mut prefixes = self.adjective_prefixes.iter();
        self.adjective_endings.iter().any(|ending| stem(codes, ending) >= STEM)
            || prefixes.any(|prefix| codes.starts_with(prefix) && codes.len() >= prefix.len() + STEM)
    }

    /// The ending of a word that makes things several, and whether it stands behind a ZWNJ: «کتاب‌|ها», «کتابهای».
    pub(super) fn things<'s>(&self, view: &'s View<'_>, first: u32, last: u32) -> Option<(&'s [Code], bool)> {
        let token = view.tokens.codes_of(last.checked_sub(1)? as usize);
        let suffix = view.grammar.lexicon.suffix_of(self.plural?, token)?;
        let apart = suffix.len() == token.len();
        (if apart { last > first + 1 } else { stem(token, suffix) >= STEM }).then_some((suffix, apart))
    }

    /// How a word ends: like a family name for certain (`Some(true)`), perhaps, or not.
    pub(super) fn surname(&self, codes: &[Code]) -> Option<bool> {
        if self.ordinary.iter().any(|ending| codes.len() > ending.len() && codes.ends_with(ending)) {
            return None;
        }
        let mut found = None;
        for (ending, weak) in &self.endings {
            if codes.len() >= ending.len() + 2 && codes.ends_with(ending) {
                if !weak {
                    return Some(true);
                }
                found = Some(false);
            }
        }
        found
    }
}

/// How many letters stand before the ending of a word; 0 where it has another.
fn stem(word: &[Code], ending: &[Code]) -> usize {
    if word.ends_with(ending) { word.len() - ending.len() } else { 0 }
}

/// Whether a word ends before token `at`.
pub(super) fn ends_word(tokens: &Tokens, at: u32) -> bool {
    tokens.begins_word(at as usize)
}

/// Whether letters are a form of one of these lexicon entries.
pub(super) fn is_form(lexicon: &Lexicon, letters: &[Code], of: impl Fn(u32) -> bool) -> bool {
    let mut found = false;
    lexicon.prefixes(letters, |entry, length| found |= length == letters.len() && of(entry));
    found
}

/// Whether a word is one of these lexicon entries with «ی» behind it, or «یی»: «شیراز|ی», «آسیا|یی».
pub(super) fn is_derived(lexicon: &Lexicon, word: &[Code], of: impl Fn(u32) -> bool) -> bool {
    let behind = |base: &[Code]| is_form(lexicon, base, &of);
    word.strip_suffix(&[YEH])
        .is_some_and(|base| behind(base) || base.strip_suffix(&[YEH]).is_some_and(behind))
}

/// One past the last token of the word that begins at token `at`.
pub(super) fn word_end(tokens: &Tokens, at: u32) -> u32 {
    let mut end = at + 1;
    while (end as usize) < tokens.list.len() && !tokens.begins_word(end as usize) {
        end += 1;
    }
    end
}
