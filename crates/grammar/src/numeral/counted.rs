//! What scale words count: the words that people glue to them.

use crate::error::Result;
use crate::lexicon::{ClassSchema, ClassSet, Lexicon};
use crate::text::Tokenizer;
use crate::text::fold::Code;
use rustc_hash::FxHashSet;

/// The stage whose one feature tells what is counted.
const STAGE: &str = "numerals";

/// What may be glued to a scale word.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Units and classifiers, and with them all that is counted.
    units: ClassSet,
    nouns: ClassSet,
    /// Units that are other words too: «هزارپا» is an animal.
    ambiguous: FxHashSet<Box<[Code]>>,
}

impl Counted {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self> {
        let classes = |read: fn(&ClassSchema) -> bool| {
            let wanted = |schema: &ClassSchema| {
                schema.features.iter().any(|(stage, _)| stage == STAGE) && read(schema)
            };
            lexicon.class_set(|class| lexicon.schema(class).is_some_and(wanted))
        };
        // A stage reads what units and classifiers say, and nothing of plain nouns.
        let (units, nouns) = (classes(|schema| !schema.read_by.is_empty()), classes(|_| true));
        let tokenizer = Tokenizer::new();
        let mut ambiguous = FxHashSet::default();
        for entry in lexicon.entries().iter().filter(|entry| units.has(entry.class)) {
            ambiguous.extend(entry.ambiguous_forms()?.iter().map(|form| tokenizer.codes(form)));
        }
        Ok(Self { units, nouns, ambiguous })
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
