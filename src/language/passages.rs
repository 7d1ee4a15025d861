//! Passages in another language than the document's.

use super::alphabet::{Letters, begins_with_article};
use super::model::{Language, Passage, Told};
use super::tell::{Languages, decide, has_own_letters_of_neighbour};
use crate::rule::View;
use crate::text::{TokenKind, TokenRange};

/// Words that tell another language, and how close together they stand, in tokens, where it is looked at more closely; the
/// same of Latin words.
const SIGNS: usize = 2;
const REACH: u32 = 10;
const LATIN_WORDS: usize = 6;
const LATIN_REACH: u32 = 9;
/// The share of a line's tokens that tell another language, as a divisor, where it is looked at as a whole.
const DENSE: usize = 8;
/// Words of a passage that must tell its language, and the share of its words that they must be, as a divisor.
const TOLD: usize = 3;
const SHARE: usize = 4;
/// Letters of a passage in Latin letters: shorter ones are names and terms.
const LATIN: usize = 40;
/// How many words that the lexicon knows speak for Persian as one of its function words does.
const KNOWN: usize = 4;

/// What one passage counts.
struct Counted {
    letters: Letters,
    words: [usize; Language::ALL.len()],
    /// Words with the Arabic article.
    articles: usize,
}

impl Counted {
    /// How many words tell a language.
    fn of(&self, language: Language) -> usize {
        let told = self.words.get(language as usize).copied().unwrap_or_default();
        told + if language == Language::Arabic { self.articles } else { 0 }
    }
}

impl Languages {
    /// The passages of a document that are not in its language, in text order: those in which no Persian is read. `signs`
    /// are the tokens that speak for another language than Persian, `latin` is the number of bytes of Latin words. A document that
    /// is told as a foreign one is Persian again in the lines that are plainly so.
    #[must_use]
    pub(super) fn passages(
        &self,
        view: &View<'_>,
        told: &mut Told,
        signs: &[u32],
        latin: usize,
    ) -> Vec<Passage> {
        if told.foreign {
            return self.around_persian(view, told);
        }
        let mut passages = Vec::new();
        let (mut line, mut end) = (TokenRange::default(), 0);
        for spot in spots(view, signs, latin) {
            if spot < end {
                continue;
            }
            if spot >= line.end {
                line = around(view, spot, ends_line);
                let place = |at: u32| signs.partition_point(|sign| *sign < at);
                let dense = DENSE * (place(line.end) - place(line.first)) >= line.len() as usize;
                let whole = if dense { self.foreign(view, line) } else { None };
                if let Some(language) = whole {
                    add(&mut passages, line, language);
                    end = line.end;
                    continue;
                }
            }
            let piece = around(view, spot, ends_piece);
            end = piece.end;
            if let Some(language) = self.foreign(view, piece) {
                add(&mut passages, piece, language);
            }
        }
        passages
    }

    /// The passages of a document in another language around the lines that are plainly in Persian; none where no line is.
    fn around_persian(&self, view: &View<'_>, told: &mut Told) -> Vec<Passage> {
        let mut passages = Vec::new();
        let mut persian = false;
        for line in pieces(view, TokenRange::new(0, view.tokens.list.len() as u32), ends_line) {
            if self.is_persian(view, line, told.language) {
                persian = true;
            } else {
                add(&mut passages, line, told.language);
            }
        }
        told.foreign = !persian;
        if persian { passages } else { Vec::new() }
    }

    /// The language that some tokens are in, where it is plainly not Persian.
    fn foreign(&self, view: &View<'_>, tokens: TokenRange) -> Option<Language> {
        let counted = self.count(view, tokens);
        let words = |language: Language| counted.of(language);
        let told = decide(&counted.letters, words);
        let letters = &counted.letters;
        let plain = match told.language {
            Language::English | Language::German | Language::French | Language::Turkish => {
                letters.latin >= LATIN && words(told.language) >= TOLD
            }
            Language::None | Language::Mixed => false,
            language => {
                let weight = words(language) + letters.own(language);
                weight >= TOLD && SHARE * weight >= letters.words
            }
        };
        (told.foreign && plain).then_some(told.language)
    }

    /// Whether a line of a document in another language is plainly in Persian. Nouns that are common to both, of which the
    /// lexicon knows many, do not make it so.
    fn is_persian(&self, view: &View<'_>, line: TokenRange, other: Language) -> bool {
        let counted = self.count(view, line);
        let told = decide(&counted.letters, |language| counted.of(language));
        let persian = counted.of(Language::Persian);
        let others = counted.of(other) + counted.letters.own(other);
        persian >= TOLD
            && persian > 2 * others
            && !told.foreign
            && matches!(told.language, Language::Persian | Language::Dari)
    }

    fn count(&self, view: &View<'_>, tokens: TokenRange) -> Counted {
        let letters = Letters::within(view, tokens);
        let mut words = [0; Language::ALL.len()];
        let (mut known, mut articles) = (0, 0);
        for at in tokens.first..tokens.end {
            known += usize::from(kind(view, at) == Some(TokenKind::Word) && view.lattice.knows(at as usize));
            articles += usize::from(begins_with_article(view.token(at)));
            for edge in view.lattice.at(at as usize).filter(|edge| !edge.is_number()) {
                if let Some(count) = self.language_of(edge.value).and_then(|l| words.get_mut(l as usize)) {
                    *count += 1;
                }
            }
        }
        if !has_own_letters_of_neighbour(|language| letters.own(language), letters.words) {
            words[Language::Persian as usize] += known / KNOWN;
        }
        Counted { letters, words, articles }
    }
}

/// The tokens around which another language may stand, in text order: where signs, or Latin words, stand close together.
fn spots(view: &View<'_>, signs: &[u32], latin: usize) -> Vec<u32> {
    let close = |places: &[u32], many: usize, reach: u32| -> Vec<u32> {
        let groups = places.windows(many).filter_map(|group| Some((*group.first()?, *group.last()?)));
        groups.filter(|(first, last)| last - first <= reach).map(|(first, _)| first).collect()
    };
    let mut spots = close(signs, SIGNS, REACH);
    if latin >= LATIN {
        let tokens = (0..).zip(&view.tokens.list);
        let words: Vec<u32> =
            tokens.filter(|(_, token)| token.kind == TokenKind::Latin).map(|(at, _)| at).collect();
        spots.extend(close(&words, LATIN_WORDS, LATIN_REACH));
        spots.sort_unstable();
    }
    spots
}

/// The run of tokens around one, up to those that end it.
fn around(view: &View<'_>, at: u32, ends: impl Fn(&View<'_>, u32) -> bool) -> TokenRange {
    let first = (0..at).rev().find(|at| ends(view, *at)).map_or(0, |end| end + 1);
    let last = view.tokens.list.len() as u32;
    TokenRange::new(first, (at..last).find(|at| ends(view, *at)).unwrap_or(last))
}

/// Adds a passage, or makes the last one longer where nothing but marks stands between them.
fn add(passages: &mut Vec<Passage>, tokens: TokenRange, language: Language) {
    match passages.last_mut() {
        Some(last) if last.language == language && last.tokens.end + 1 >= tokens.first => {
            last.tokens.end = tokens.end;
        }
        _ => passages.push(Passage { tokens, language }),
    }
}

/// The runs of tokens between those that end one.
fn pieces<'v>(
    view: &'v View<'_>,
    tokens: TokenRange,
    ends: impl Fn(&View<'_>, u32) -> bool + 'v,
) -> impl Iterator<Item = TokenRange> + 'v {
    let mut from = tokens.first;
    std::iter::from_fn(move || {
        while from < tokens.end {
            let end = (from..tokens.end).find(|&at| ends(view, at)).unwrap_or(tokens.end);
            let piece = TokenRange::new(from, end);
            from = end + 1;
            if !piece.is_empty() {
                return Some(piece);
            }
        }
        None
    })
}

fn kind(view: &View<'_>, at: u32) -> Option<TokenKind> {
    view.token_kind(at)
}

fn ends_line(view: &View<'_>, at: u32) -> bool {
    kind(view, at) == Some(TokenKind::Line)
}

/// Whether a sentence, a quotation or a bracket ends or begins at a token.
fn ends_piece(view: &View<'_>, at: u32) -> bool {
    match kind(view, at) {
        Some(TokenKind::Stop | TokenKind::Line) => true,
        Some(TokenKind::Punctuation) => {
            matches!(
                view.token(at),
                "؟" | "?"
                    | "!"
                    | ":"
                    | "؛"
                    | "«"
                    | "»"
                    | "\""
                    | "“"
                    | "”"
                    | "("
                    | ")"
                    | "["
                    | "]"
                    | "﴿"
                    | "﴾"
            )
        }
        _ => false,
    }
}
