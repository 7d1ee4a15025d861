//! What is known of words by themselves says the same as a look at each of them in its text.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use jadval_grammar::lexicon::{KnownWords, Lexicon, LexiconBuilder, Schema, Sighting};
use jadval_grammar::text::{Layout, Tokenizer, Waiting, WordIndex};
use proptest::prelude::*;
use std::sync::LazyLock;

const SCHEMA: &str = "[[class]]\nname = \"suffix\"\nkeys = { spaced = \"flag\" }\n";

/// Forms of one word and of several, some of which take endings, glued, behind a ZWNJ or apart.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = LexiconBuilder::new(Schema::parse("schema.toml", SCHEMA).unwrap());
    let files = [
        include_str!("known_words/suffixes.toml"),
        include_str!("known_words/inflected.toml"),
        include_str!("known_words/bare.toml"),
    ];
    files.iter().for_each(|file| lexicon.add("words.toml", file, false).unwrap());
    lexicon.build().unwrap()
});

/// What texts are made of.
static PIECES: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("known_words/pieces.txt").lines().collect());

/// What begins at each token of a text, looked up or known.
fn sightings(text: &str, index: Option<(&mut WordIndex, &mut KnownWords)>) -> Vec<Vec<Sighting>> {
    let tokenizer = Tokenizer::new();
    let (tokens, found) = if let Some((index, known)) = index {
        let tokens = tokenizer.numbered(text, Layout::LinePerParagraph, index, Waiting::ALWAYS);
        known.learn(&LEXICON, index, |_, _| false, |_, _, _, _| 0);
        let list = known.take();
        let before = list.clone();
        let found = LEXICON.sightings(text, &tokens, known, list, |_, _| false, Waiting::ALWAYS);
        known.give_back(before);
        (tokens, found)
    } else {
        let tokens = tokenizer.tokens(text, Layout::LinePerParagraph);
        let found = LEXICON.sightings(
            text,
            &tokens,
            &KnownWords::default(),
            Vec::new(),
            |_, _| false,
            Waiting::ALWAYS,
        );
        (tokens, found)
    };
    (0..tokens.list.len()).map(|at| found.at(at).to_vec()).collect()
}

/// Pieces with a space, a ZWNJ, an end of a line or nothing behind each of them.
fn text() -> impl Strategy<Value = String> {
    let piece =
        (any::<prop::sample::Index>(), prop_oneof![Just(" "), Just("\u{200c}"), Just("\n"), Just("")]);
    proptest::collection::vec(piece, 0..24)
        .prop_map(|pieces| pieces.iter().flat_map(|(piece, behind)| [*piece.get(&PIECES), *behind]).collect())
}

proptest! {
    #[test]
    fn what_is_known_is_what_is_found(texts in proptest::collection::vec(text(), 1..6)) {
        let (mut index, mut known) = (WordIndex::default(), KnownWords::default());
        for text in texts {
            let met = sightings(&text, Some((&mut index, &mut known)));
            prop_assert_eq!(met, sightings(&text, None), "{}", text);
        }
    }
}
