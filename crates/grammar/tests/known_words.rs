//! What is known of words by themselves says the same as a look at each of them in its text.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use jadval_grammar::lexicon::{KnownWords, Lexicon, LexiconBuilder, Schema, Sighting};
use jadval_grammar::text::{Layout, Tokenizer, WordIndex};
use proptest::prelude::*;
use std::sync::LazyLock;

const SCHEMA: &str = "[[class]]\nname = \"suffix\"\nkeys = { spaced = \"flag\" }\n";

/// Forms of one word and of several, some of which take endings, glued, behind a ZWNJ or apart.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = LexiconBuilder::new(Schema::parse("schema.toml", SCHEMA).unwrap());
    let suffixes = "class = \"suffix\"\nsummary = \"s\"\nframe = \"{}\"\n[[entry]]\nid = \"plural\"\nforms = [\"ها\", \"های\"]\nspaced = true\n\
                    [[entry]]\nid = \"possessed\"\nforms = [\"اش\", \"ه‌اش\"]\n";
    lexicon.add("suffixes.toml", suffixes, false).unwrap();
    let forms = [
        "کوه",
        "کوه بلند",
        "بلند",
        "بلند‌ترین کوه",
        "در کوه",
        "در",
        "ا",
        "در ا",
        "ا ب",
        "د.ا",
        "+",
        "۱۲ کوه",
        "کوه ۱۲",
    ];
    for (n, form) in forms.iter().enumerate() {
        let inflect = if n % 2 == 0 { "inflect = [\"plural\", \"possessed\"]\n" } else { "" };
        let file = format!(
            "class = \"c{n}\"\nsummary = \"s\"\nframe = \"{{}}\"\n{inflect}[[entry]]\nid = \"{n}\"\nforms = [\"{form}\"]\n"
        );
        lexicon.add("words.toml", &file, false).unwrap();
    }
    lexicon.build().unwrap()
});

/// What begins at each token of a text, looked up or known.
fn sightings(text: &str, index: Option<(&mut WordIndex, &mut KnownWords)>) -> Vec<Vec<Sighting>> {
    let tokenizer = Tokenizer::new();
    let (tokens, found) = if let Some((index, known)) = index {
        let tokens = tokenizer.numbered(text, Layout::LinePerParagraph, index);
        known.learn(&LEXICON, index, |_| false, |_, _, _| 0);
        let list = known.take();
        let before = list.clone();
        let found = LEXICON.sightings(text, &tokens, known, list, |_| false);
        known.give_back(before);
        (tokens, found)
    } else {
        let tokens = tokenizer.tokens(text, Layout::LinePerParagraph);
        let found = LEXICON.sightings(text, &tokens, &KnownWords::default(), Vec::new(), |_| false);
        (tokens, found)
    };
    (0..tokens.list.len()).map(|at| found.at(at).to_vec()).collect()
}

proptest! {
    #[test]
    fn what_is_known_is_what_is_found(
        texts in proptest::collection::vec("((کوه|بلند|ترین|در|ا|ب|د|ها|های|اش|ه|۱۲|x|\\+|\\.|-|،|«|\u{64b}|\u{200f})( |\u{200c}|\n|)){0,24}", 1..6)
    ) {
        let (mut index, mut known) = (WordIndex::default(), KnownWords::default());
        for text in texts {
            let met = sightings(&text, Some((&mut index, &mut known)));
            prop_assert_eq!(met, sightings(&text, None), "{}", text);
        }
    }
}
