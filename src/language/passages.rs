//! Passages in another language than the document's.

use super::alphabet::{Letters, begins_with_article};
use super::model::{Language, Passage, Told};
use super::tell::{Languages, decide};
use crate::rule::View;
use crate::text::{TokenKind, TokenRange};

/// Words of a line that must tell another language before it is looked at by itself.
const SIGNS: usize = 2;
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

impl Languages {
    /// The passages of a document that are not in its language, in text order: those in which no Persian is read. `signs`
    /// are the tokens that speak for another language than Persian. A document that is told as a foreign one is Persian
    /// again in the lines that are plainly so.
    #[must_use]
    pub(super) fn passages(&self, view: &View<'_>, told: &mut Told, signs: &[u32]) -> Vec<Passage> {
        let mut passages: Vec<Passage> = Vec::new();
        let mut persian = false;
        let latin = view.tokens.list.iter().any(|token| token.kind == TokenKind::Latin);
        if !told.foreign && signs.len() < SIGNS && !latin {
            return passages;
        }
        let mut signs = signs.iter().copied().peekable();
        for line in pieces(view, TokenRange::new(0, view.tokens.list.len() as u32), ends_line) {
            let mut count = 0;
            while signs.next_if(|sign| *sign < line.end).is_some() {
                count += 1;
            }
            if told.foreign {
                let own = self.is_persian(view, line);
                persian |= own;
                if !own {
                    add(&mut passages, line, told.language);
                }
            } else if count >= SIGNS || latin && latin_letters(view, line) >= LATIN {
                self.within_line(view, line, &mut passages);
            }
        }
        if told.foreign {
            if !persian {
                return Vec::new();
            }
            told.foreign = false;
        }
        passages
    }

    /// The passages of one line: the whole of it, or sentences and quotations in it.
    fn within_line(&self, view: &View<'_>, line: TokenRange, passages: &mut Vec<Passage>) {
        if let Some(language) = self.foreign(view, line) {
            return add(passages, line, language);
        }
        for piece in pieces(view, line, ends_piece) {
            if let Some(language) = self.foreign(view, piece) {
                add(passages, piece, language);
            }
        }
    }

    /// The language that some tokens are in, where it is plainly not Persian.
    fn foreign(&self, view: &View<'_>, tokens: TokenRange) -> Option<Language> {
        let counted = self.count(view, tokens);
        let words = |language: Language| {
            let told = counted.words.get(language as usize).copied().unwrap_or_default();
            told + if language == Language::Arabic { counted.articles } else { 0 }
        };
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

    /// Whether a line of a document in another language is plainly in Persian.
    fn is_persian(&self, view: &View<'_>, line: TokenRange) -> bool {
        let counted = self.count(view, line);
        let persian = counted.words.get(Language::Persian as usize).copied().unwrap_or_default();
        let told =
            decide(&counted.letters, |language| counted.words.get(language as usize).copied().unwrap_or(0));
        persian >= TOLD && !told.foreign && matches!(told.language, Language::Persian | Language::Dari)
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
        words[Language::Persian as usize] += known / KNOWN;
        Counted { letters, words, articles }
    }
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

fn latin_letters(view: &View<'_>, line: TokenRange) -> usize {
    let tokens = view.tokens.list.get(line.first as usize..line.end as usize).unwrap_or_default();
    let latin = tokens.iter().filter(|token| token.kind == TokenKind::Latin);
    latin.map(|token| token.span().len() as usize).sum()
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
    view.tokens.list.get(at as usize).map(|token| token.kind)
}

fn ends_line(view: &View<'_>, at: u32) -> bool {
    kind(view, at) == Some(TokenKind::Line)
}

/// Whether a sentence, a quotation or a bracket ends or begins at a token.
fn ends_piece(view: &View<'_>, at: u32) -> bool {
    match kind(view, at) {
        Some(TokenKind::Stop) => true,
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
