//! What number words count: the words that people glue to them.

use crate::error::Result;
use crate::lexicon::{ClassSchema, ClassSet, Lexicon};
use crate::text::Tokenizer;
use crate::text::fold::Code;
use rustc_hash::FxHashSet;

/// The stage whose features tell what is counted.
const STAGE: &str = "numerals";
/// The feature of what may be glued to a scale word, and that of what may be glued to a small number.
const COUNTED: &str = "counted";
const GLUED: &str = "glued";

/// What may be glued to a scale word.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Units and classifiers, and with them all that is counted.
    units: ClassSet,
    nouns: ClassSet,
    /// What small numbers have behind them in one word: «دوتا», «پنج‌نفر».
    pieces: ClassSet,
    /// Units that are other words too: «هزارپا» is an animal.
    ambiguous: FxHashSet<Box<[Code]>>,
}

impl Counted {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self> {
        let classes = |feature: &str, read: fn(&ClassSchema) -> bool| {
            let wanted = |schema: &ClassSchema| {
                let has = |(stage, features): &(String, Vec<String>)| {
                    stage == STAGE && features.iter().any(|name| name == feature)
                };
                schema.features.iter().any(has) && read(schema)
            };
            lexicon.class_set(|class| lexicon.schema(class).is_some_and(wanted))
        };
        // A stage reads what units and classifiers say, and nothing of plain nouns.
        let (units, nouns) =
            (classes(COUNTED, |schema| !schema.read_by.is_empty()), classes(COUNTED, |_| true));
        let pieces = classes(GLUED, |_| true);
        let tokenizer = Tokenizer::new();
        let mut ambiguous = FxHashSet::default();
        for entry in lexicon.entries().iter().filter(|entry| units.has(entry.class)) {
            ambiguous.extend(entry.ambiguous_forms()?.iter().map(|form| tokenizer.codes(form)));
        }
        Ok(Self { units, nouns, pieces, ambiguous })
    }

    /// Whether letters are what a small number has behind it in one word.
    pub(super) fn is_piece(&self, lexicon: &Lexicon, letters: &[Code]) -> bool {
        lexicon.is_form(letters, &self.pieces)
    }

    /// The letters of all that small numbers have behind them in one word.
    pub(super) fn piece_forms<'a>(&'a self, lexicon: &'a Lexicon) -> impl Iterator<Item = Box<[Code]>> + 'a {
        let tokenizer = Tokenizer::new();
        let entries = lexicon.entries().iter().filter(move |entry| self.pieces.has(entry.class));
        entries.flat_map(|entry| entry.forms.iter()).map(move |form| tokenizer.codes(form))
    }

    /// Whether letters behind a scale word are what it counts; `numbered` where a number stands before it, which leaves
    /// less room for doubt.
    pub(super) fn fits(&self, lexicon: &Lexicon, letters: &[Code], numbered: bool) -> bool {
        if numbered {
            return lexicon.is_form(letters, &self.nouns);
        }
        !self.ambiguous.contains(letters) && lexicon.is_form(letters, &self.units)
    }
}
