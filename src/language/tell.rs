//! Tells the language of a document by letters and words.

use super::alphabet::{Bounds, Letters, NOTE, has_own_letters, is_vocalised, note_of};
use super::model::{Language, Told};
use crate::error::Result;
use crate::lexicon::{ClassSet, EntryMap, Lexicon, Sense};
use crate::rule::{Notes, View};
use crate::text::Token;
use serde::Deserialize;

/// The reader of the words that tell, as the schema names it.
const READER: &str = "languages";

/// What an entry is to the reader, as the lexicon has it: its id is the language.
#[derive(Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
enum WordText {
    LanguageWord,
}

/// Letters below which a text without words that tell is in no language.
const FEW: usize = 20;

/// How many known words of a text are counted as a quarter of a word that tells.
const KNOWN: usize = 16;

/// Words with letters that Persian has not from which its nouns in a text say nothing.
const OWN_WORDS: usize = 5;

/// In a note of a word, that it tells Persian, and Dari.
const PERSIAN: u64 = Language::Persian as u64 + 1;
const DARI: u64 = Language::Dari as u64 + 1;

/// In a note of a word, that it tells more than one language.
const SEVERAL: u64 = 0xFF;

/// The words that tell.
#[derive(Debug)]
pub struct Languages {
    classes: ClassSet,
    words: EntryMap<Language>,
}

impl Languages {
    /// The words of a lexicon that tell languages.
    ///
    /// # Errors
    /// An entry of which the schema says that it is something else to this reader.
    pub fn new(lexicon: &Lexicon) -> Result<Self> {
        let words =
            lexicon.read(READER, |entry, WordText::LanguageWord| Ok(Language::from_code(&entry.id)))?;
        Ok(Self { classes: lexicon.class_set_of(&words, |_| true), words })
    }

    /// The language that a word tells, counted from 1; [`SEVERAL`] where it tells more than one, 0 for none.
    fn told_by<'s>(&self, mut senses: impl Iterator<Item = &'s Sense>) -> u64 {
        let mut next = || senses.find_map(|sense| self.words.get(sense.entry));
        match (next(), next()) {
            (Some(_), Some(_)) => SEVERAL,
            (Some(language), None) => *language as u64 + 1,
            (None, _) => 0,
        }
    }

    /// The language of a document.
    #[must_use]
    pub fn tell(&self, view: &View<'_>) -> Told {
        let mut words = [0_usize; Language::ALL.len()];
        let notes = view.notes();
        let mut several = Vec::new();
        // The tokens that speak for another language, few in most texts.
        let mut signs = Vec::new();
        let bounds = Bounds::of(view, |at, token| {
            let Some(note) = self.note(&notes, token) else {
                // Words with marks over their letters, which Arabic texts have.
                if is_vocalised(view.slice(token.span())) {
                    signs.push(at as u32);
                }
                return None;
            };
            let mut foreign = has_own_letters(note);
            match note >> NOTE {
                0 => {}
                _ if !notes.stands_alone(at) => {}
                SEVERAL => several.push(token.word),
                language => {
                    words[language as usize - 1] += 1;
                    foreign |= language != PERSIAN && language != DARI;
                }
            }
            if foreign {
                signs.push(at as u32);
            }
            Some(note)
        });
        let mut count = |entry| {
            if let Some(language) = self.words.get(entry) {
                words[*language as usize] += 1;
            }
        };
        view.lattice.report_entries_in_text(&self.classes, &mut count);
        several.iter().flat_map(|word| view.lattice.senses_alone(*word)).for_each(|sense| count(sense.entry));
        // In a text of a few words names and nouns speak for Persian too; in a longer one its function words do. They are those of
        // its neighbours as well, whose own letters say so.
        let foreign = has_own_letters_of_neighbour(|language| bounds.own(language), bounds.words);
        if !foreign {
            words[Language::Persian as usize] += view.lattice.known_tokens(KNOWN) / 4;
        }
        let words = |language| words[language as usize];
        let mut told = if is_persian(&bounds, words) {
            Told { language: Language::Persian, ..Told::default() }
        } else {
            decide(&Letters::of(view, |_, token| self.note(&notes, token)), words)
        };
        told.passages = self.passages(view, &mut told, &signs, bounds.latin);
        told
    }

    /// The language that an entry tells.
    pub(super) fn language_of(&self, entry: u32) -> Option<Language> {
        self.words.get(entry).copied()
    }

    /// What is noted of a token's word.
    #[inline]
    fn note(&self, notes: &Notes<'_>, token: &Token) -> Option<u64> {
        notes.of(token, |word| note_of(word.letters) | self.told_by(word.senses()) << NOTE)
    }
}

/// Languages that share most of their letters with Persian.
const NEIGHBOURS: [Language; 5] =
    [Language::Arabic, Language::Urdu, Language::Pashto, Language::Sorani, Language::Azerbaijani];

/// Words of another language from which a text may be in several.
const SOME: usize = 12;

/// Whether [`decide`] says Persian whatever the letters are exactly, as it does for most texts.
fn is_persian(bounds: &Bounds, words: impl Fn(Language) -> usize) -> bool {
    let persian = words(Language::Persian) + words(Language::Dari);
    let neighbour = |language| {
        let others = bounds.arabic + bounds.other;
        let excluded = language == Language::Arabic && 100 * bounds.not_arabic > others;
        let most = if excluded { 0 } else { words(language) + bounds.own(language) };
        most > 2 * persian || 2 * most > persian && 8 * most >= bounds.words
    };
    bounds.arabic > 0
        && 2 * bounds.arabic >= bounds.other
        && !NEIGHBOURS.into_iter().any(neighbour)
        && words(Language::Dari) < SOME_DARI
        && (words(Language::English) < SOME || 2 * bounds.other <= bounds.arabic)
}

/// Words that Dari has and the Persian of Iran has not, from which a text may be in Dari.
const SOME_DARI: usize = 3;

/// Whether so many words have letters that Persian has not, and a neighbour of it has, that nouns which both share say nothing.
pub(super) fn has_own_letters_of_neighbour(own: impl Fn(Language) -> usize, words: usize) -> bool {
    NEIGHBOURS.into_iter().filter(|language| *language != Language::Arabic).any(|language| {
        let own = own(language);
        own >= OWN_WORDS && 8 * own >= words
    })
}

pub(super) fn decide(letters: &Letters, words: impl Fn(Language) -> usize) -> Told {
    let persian = words(Language::Persian) + words(Language::Dari);
    if 2 * letters.arabic < letters.latin + letters.other {
        let foreign = persian < 3 && letters.all() >= FEW;
        return Told { language: of_latin(letters, &words), foreign, ..Told::default() };
    }
    if letters.all() == 0 {
        return Told::default();
    }
    let weight = |language| words(language) + letters.own(language);
    let mut others =
        NEIGHBOURS.map(|language| (if excluded(language, letters) { 0 } else { weight(language) }, language));
    others.sort_by_key(|(weight, language)| (std::cmp::Reverse(*weight), *language));
    let [(first, language), (second, _), ..] = others;
    // One word of another alphabet in a short text may be a slip of the keyboard, and some in a long one a quotation.
    let told = first >= 2 && first > 2 * persian && 8 * first >= letters.words;
    if !told {
        let several = 2 * first > persian && 8 * first >= letters.words && first >= SOME && persian >= SOME;
        let latin = 2 * letters.latin > letters.arabic && words(Language::English) >= SOME;
        let dari = words(Language::Dari) >= SOME_DARI && 100 * words(Language::Dari) >= letters.words;
        let language = match (several || latin, dari) {
            (true, _) => Language::Mixed,
            (false, true) => Language::Dari,
            (false, false) => Language::Persian,
        };
        return Told { language, ..Told::default() };
    }
    let several = 2 * second >= first && second >= 6;
    let language = if several { Language::Mixed } else { language };
    Told { language, foreign: true, ..Told::default() }
}

/// Whether letters that a language does not have say that a text is not in it.
const fn excluded(language: Language, letters: &Letters) -> bool {
    matches!(language, Language::Arabic) && 100 * letters.not_arabic > letters.arabic
}

fn of_latin(letters: &Letters, words: &impl Fn(Language) -> usize) -> Language {
    let latin = [Language::English, Language::German, Language::French, Language::Turkish];
    let mut found = latin.map(|language| (words(language), language));
    found.sort_by_key(|(count, language)| (std::cmp::Reverse(*count), *language));
    let [(first, language), (second, _), ..] = found;
    if first < 2 || 100 * first < letters.latin {
        return Language::None;
    }
    if 2 * second >= first && second >= 6 { Language::Mixed } else { language }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Engine;

    fn told(text: &str) -> (Language, bool) {
        let engine = Engine::builder().build().unwrap();
        let told =
            Languages::new(&engine.grammar().lexicon).unwrap().tell(&View::new(engine.grammar(), text));
        (told.language, told.foreign)
    }

    #[test]
    fn each_language_is_told() {
        let cases = [
            ("پل تازه‌ای در این شهر ساخته شد که از آن می‌گذرند.", Language::Persian, false),
            ("علی آمد", Language::Persian, false),
            ("على كريمي گل زد.", Language::Persian, false),
            ("رستگار ډټړ به خانه رفت", Language::Persian, false),
            ("دا خبره سمه ده چې راغلل", Language::Pashto, true),
            ("کراچی میں آج ہلکی بارش ہوئی ہے", Language::Urdu, true),
            ("شاروالی و ولسوالی گفتند که ده فیصد سرک‌ها پخته شده است.", Language::Dari, false),
            ("افتتحت المدينة الجسر الذي كانت تنتظره منذ سنوات وأعلنت إدارة البلدية.", Language::Arabic, true),
            ("شہر میں نیا پل بن گیا ہے اور لوگ خوش ہیں۔", Language::Urdu, true),
            ("په ښار کې نوی پل جوړ شو چې خلک پرې خوښ دي.", Language::Pashto, true),
            ("لە شارەکە پردێکی نوێ دروست کرا و خەڵک دڵخۆشن.", Language::Sorani, true),
            ("The bridge of the town was opened and the people are happy with it.", Language::English, true),
            ("۱۲", Language::None, false),
        ];
        for (text, language, foreign) in cases {
            assert_eq!(told(text), (language, foreign), "{text}");
        }
    }
}
