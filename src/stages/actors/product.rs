//! Products by their proper names: those of the registry, with their maker before them and the model behind them, and those
//! that no registry has, behind a word for a kind of product.

use super::pending::EntityRef;
use super::reading::{Candidate, Reader};
use super::registry::RegistryEntry;
use super::slug::slug;
use super::vocabulary::{Word, word_end};
use super::{EntityKind, Method, ProductKind};
use crate::rule::{Edge, Match};
use crate::text::{Gap, TokenKind, TokenRange};

/// Most words that tell a model: «اس | ۲۱ | اولترا».
const PIECES: usize = 4;
/// Most digits of a model.
const DIGITS: usize = 4;
/// Digits of a number that hardly counts what a firm has.
const LONG: usize = 3;
/// Most letters of a model in Latin letters.
const LATIN: usize = 8;
/// Most tokens of a product that another one stands in a list with.
const LISTED: u32 = 6;
/// Most words between a word for a kind of product and a name: «خودروی | برقی | X».
const BETWEEN: usize = 1;

/// What tells a model of a line.
#[derive(Debug, Default)]
struct Model {
    /// One past its last token.
    end: u32,
    /// It in Latin letters: `s21-ultra`.
    id: String,
}

/// A product of the registry at a token.
struct Listed<'r> {
    edge: Edge,
    known: &'r RegistryEntry,
    model: Option<Model>,
    /// Whether its maker stands before it.
    made: bool,
}

impl Listed<'_> {
    fn end(&self) -> u32 {
        self.model.as_ref().map_or(self.edge.last(), |model| model.end)
    }
}

impl Reader<'_> {
    /// The product of the registry at the match's first token, if nothing that the registry has there is longer.
    pub(super) fn listed_product(&self, found: &mut Match, least: u32) -> Option<Candidate> {
        let first = found.first;
        let makers = self
            .registry
            .names_at(self.view, first)
            .filter(|(edge, known)| edge.suffix == 0 && known.kind == EntityKind::Company);
        let behind = makers.filter_map(|(edge, maker)| self.product_at(edge.last(), Some(maker)));
        let best = behind.chain(self.product_at(first, None)).max_by_key(Listed::end)?;
        let end = best.end();
        if end < least {
            return None;
        }
        let ambiguous = || {
            let Edge { value, first, .. } = best.edge;
            self.registry.ambiguous(value, &self.view.tokens, first, best.edge.last())
        };
        // «ایل-۷۶», but «ایل ۷۶ خانوار دارد».
        let joined = best.known.models_alone && self.is_joined_number(best.edge.last());
        let doubtful = !best.made && !joined && ambiguous() && !self.cued(best.known, &best.edge);
        // «خرمشهر» is a town, but behind «موشک».
        if doubtful && least > 0 {
            return None;
        }
        (found.last, found.to) = (end, end);
        let Some(model) = best.model else {
            return Some(Candidate {
                kind: EntityKind::Product,
                who: EntityRef::Known(best.edge.value),
                method: Method::Lexicon,
                doubtful,
                short: None,
            });
        };
        let whole = best.known.id();
        let id = format!("{whole}-{}", model.id);
        let name_en =
            best.known.name_en().map(|line| format!("{line} {}", model.id.replace('-', " ").to_uppercase()));
        let mut candidate = self.made(found, EntityKind::Product, id, name_en, Some(whole.to_owned()))?;
        if let EntityRef::Made(entity, _) = &mut candidate.who {
            entity.product_kind = best.known.product_kind();
            entity.maker = best.known.maker().map(ToOwned::to_owned);
        }
        Some(candidate)
    }

    /// The longest product of the registry at a token, made by who stands before it.
    fn product_at(&self, at: u32, maker: Option<&RegistryEntry>) -> Option<Listed<'_>> {
        if at >= self.sentence.end {
            return None;
        }
        let mut best: Option<Listed<'_>> = None;
        for (edge, known) in self.registry.names_at(self.view, at) {
            if known.kind != EntityKind::Product {
                continue;
            }
            let model = Some(self.model(edge.last())).filter(|model| {
                // «پژو ۲ کارخانه دارد» is of the firm, but cars and telephones are called by long numbers.
                let called = matches!(known.product_kind(), Some(ProductKind::Vehicle | ProductKind::Device));
                // «دو فروند میگ-۲۹ پرواز کردند»: a number behind a hyphen counts nothing.
                let counts = known.models_alone
                    && !self.is_hyphen(edge.last())
                    && !(called && model.id.len() >= LONG)
                    && model.id.bytes().all(|byte| byte.is_ascii_digit())
                    && self.product_lead(at).is_none()
                    && self.is_counted(model.end);
                known.line && !model.id.is_empty() && !counts
            });
            let made = maker.is_some_and(|maker| known.maker() == Some(maker.id()));
            let named = (model.is_some() || !known.models_alone) && (made || maker.is_none());
            let one = Listed { edge, known, model, made };
            let whole = one.end() <= self.sentence.end && self.view.tokens.begins_word(one.end() as usize);
            // «Linux Foundation»
            let part =
                one.model.is_none() && self.is_latin_name(edge.first) && self.is_latin_name(edge.last());
            if named && whole && !part && best.as_ref().is_none_or(|best| best.end() < one.end()) {
                best = Some(one);
            }
        }
        best
    }

    /// Whether a noun may stand at a token, which a number before it counts.
    fn is_counted(&self, at: u32) -> bool {
        let bound = |word: &Word| {
            matches!(word, Word::Boundary | Word::Speech | Word::ObjectMark | Word::Determiner | Word::Within)
        };
        let word = self.view.token_kind(at) == Some(TokenKind::Word);
        at < self.sentence.end && word && !self.vocabulary.any(self.view, at, bound) && !self.is_verb(at)
    }

    /// Whether a word in Latin letters that begins with a capital stands at a token.
    fn is_latin_name(&self, at: u32) -> bool {
        at < self.sentence.end && self.slice(at).starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// The model that is told behind a token: «اس ۲۱», «-۲۹», «S21 Ultra»; letters that are words too need a number.
    fn model(&self, first: u32) -> Model {
        let (mut model, mut id, mut joined) = (Model { end: first, ..Model::default() }, String::new(), true);
        let mut at = first;
        for _ in 0..PIECES {
            let from = at + u32::from(self.is_hyphen(at));
            let Some((end, piece, kind)) = self.piece(from).filter(|(end, ..)| *end <= self.sentence.end)
            else {
                break;
            };
            // «اف | اچ | ۵۰۰» is one word in Latin letters, «نوت | ۷» are two.
            let goes_on = kind == Piece::Number || piece.len() == 1;
            if !(joined || goes_on && is_letters(&id)) {
                id.push('-');
            }
            joined = false;
            id.push_str(&piece);
            at = end;
            if kind != Piece::Weak {
                (model.end, model.id) = (at, id.clone());
            }
        }
        model
    }

    /// Whether a hyphen and digits stand at a token, without a space before either.
    fn is_joined_number(&self, at: u32) -> bool {
        let glued = |at: u32| self.view.tokens.list.get(at as usize).filter(|token| token.gap == Gap::None);
        let number = || glued(at + 1).is_some_and(|token| token.kind == TokenKind::Digits);
        self.is_hyphen(at) && glued(at).is_some() && number()
    }

    pub(super) fn is_hyphen(&self, at: u32) -> bool {
        matches!(self.slice(at), "-" | "–" | "‐") && at < self.sentence.end
    }

    /// A part of a model: one past it, it in Latin letters, and what it is.
    fn piece(&self, at: u32) -> Option<(u32, String, Piece)> {
        let token = self.view.tokens.list.get(at as usize)?;
        let latin = |written: &str| slug(&self.view.grammar.tokenizer, written);
        match token.kind {
            // What counts something is no model's.
            TokenKind::Digits if !self.quantities.any(at, at + 1) => {
                let written = self.slice(at);
                (written.chars().count() <= DIGITS).then(|| (at + 1, latin(written), Piece::Number))
            }
            TokenKind::Latin => {
                let written = self.slice(at);
                let capital = written.chars().next().is_some_and(|c| c.is_ascii_uppercase());
                let model = capital && written.len() <= LATIN;
                model.then(|| (at + 1, latin(written), Piece::Word))
            }
            TokenKind::Word => {
                let words = self.vocabulary.words_at(self.view, at);
                let pieces = words.filter_map(|(edge, word)| match word {
                    Word::ModelPart { name_en, needs_number } => Some((edge, name_en, *needs_number)),
                    _ => None,
                });
                let (edge, name_en, weak) =
                    pieces.filter(|(edge, ..)| edge.suffix == 0).max_by_key(|(edge, ..)| edge.last())?;
                Some((edge.last(), name_en.clone(), if weak { Piece::Weak } else { Piece::Word }))
            }
            _ => None,
        }
    }

    /// «پهپاد «X»», «سامانه اس ۳۰۰», «نرم‌افزار SPSS»: a product that no registry has, behind a word for its kind.
    pub(super) fn named_product(&self, found: &Match) -> Option<Candidate> {
        let (edge, Word::ProductHead { kind, .. }) = self.slot(found, "head")? else { return None };
        let longest =
            self.vocabulary.longest(self.view, edge.first, |word| matches!(word, Word::ProductHead { .. }));
        if longest != Some(edge.last()) || self.quantities.any(found.first, found.last) {
            return None;
        }
        let quoted = self.slice(found.last) == "»";
        // What the registry knows as another thing is that: «گوشی «سامسونگ»».
        if let Some((known, doubtful)) = self.entity(found.first) {
            let named = self.registry.get(known.value).map(|known| known.kind);
            let whole = known.last() == found.last;
            let person = named == Some(EntityKind::Person);
            // «ناوشکن | سهند» is no mountain, but «ناوهای | خلیج فارس» are of there.
            let several = self.vocabulary.things(self.view, edge.first, edge.last()).is_some();
            let christened = whole && *kind == ProductKind::Ship && !several;
            if christened && matches!(named, Some(EntityKind::Person | EntityKind::Place)) {
                return self.made_product(found, Some(*kind));
            }
            if !quoted && !doubtful || quoted && whole && !person {
                return None;
            }
        }
        // «قرص X ۸۰» tells the dose.
        if *kind == ProductKind::Medicine && !quoted && !self.written(found.first, found.last).is_ascii() {
            return None;
        }
        let plain = |word: &Word| matches!(word, Word::Common | Word::Description | Word::NoProduct);
        if self.vocabulary.longest(self.view, found.first, plain) == Some(found.last) {
            return None;
        }
        // «خودروی او ۲۰۶ بود»
        let weak = matches!(self.piece(found.first), Some((end, _, Piece::Weak)) if !self.is_hyphen(end));
        if !quoted && (weak || !self.is_model_like(found)) {
            return None;
        }
        self.made_product(found, Some(*kind))
    }

    /// Whether a name has a digit or begins with a capital letter.
    fn is_model_like(&self, found: &Match) -> bool {
        let written = self.written(found.first, found.last);
        written.chars().any(char::is_numeric) || written.starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// A product by its name.
    pub(super) fn made_product(&self, found: &Match, kind: Option<ProductKind>) -> Option<Candidate> {
        let name = slug(&self.view.grammar.tokenizer, self.written(found.first, found.last));
        let mut candidate = self.made(found, EntityKind::Product, format!("product-{name}"), None, None)?;
        if let EntityRef::Made(entity, _) = &mut candidate.who {
            entity.product_kind = kind;
            // «تویوتا | کرولا»
            let maker = self.entity(found.first).filter(|(known, _)| known.last() < found.last);
            let maker = maker.and_then(|(known, _)| self.registry.get(known.value));
            entity.maker =
                maker.filter(|known| known.kind == EntityKind::Company).map(|known| known.id().to_owned());
        }
        // «پهپاد آرش» may be «آرش» later, where that is no word.
        let end = word_end(&self.view.tokens, found.first);
        candidate.short = (end < found.last || !self.view.knows(found.first)).then_some(found.first);
        Some(candidate)
    }

    /// Whether a word for a kind of product stands right before a token.
    pub(super) fn is_product_led(&self, at: u32) -> bool {
        let head = |word: &Word| matches!(word, Word::ProductHead { .. });
        self.vocabulary.before(self.view, self.sentence.first, at, head).is_some()
    }

    /// What kind of product a word before a token says that a name there is of: «جنگنده‌های | X», «خودروی برقی | X».
    pub(super) fn product_lead(&self, at: u32) -> Option<ProductKind> {
        let mut end = at;
        for _ in 0..=BETWEEN {
            let head = |word: &Word| matches!(word, Word::ProductHead { .. });
            if let Some((_, Word::ProductHead { kind, .. })) =
                self.vocabulary.before(self.view, self.sentence.first, end, head)
            {
                return Some(*kind);
            }
            let before =
                (self.sentence.first..end).rev().find(|at| self.view.tokens.begins_word(*at as usize))?;
            let token = self.view.tokens.list.get(before as usize)?;
            let bound = |word: &Word| matches!(word, Word::Boundary | Word::Determiner | Word::LightVerb);
            if token.kind != TokenKind::Word || self.vocabulary.any(self.view, before, bound) {
                return None;
            }
            end = before;
        }
        None
    }

    /// Whether a product of the same kind, which the words beside it tell, stands before a comma or «و» that ends before a
    /// token: «خودروهای شاهین | و تارا».
    pub(super) fn behind_product(&self, kind: Option<ProductKind>, at: u32, steps: usize) -> bool {
        let floor = self.sentence.first;
        if steps == 0 || at < floor + 2 || !self.joins(at - 1) {
            return false;
        }
        (floor.max(at.saturating_sub(LISTED))..at - 1).any(|first| {
            self.view.tokens.begins_word(first as usize)
                && self.product_at(first, None).is_some_and(|one| {
                    one.end() + 1 == at
                        && one.known.product_kind() == kind
                        && (!self.registry.ambiguous(
                            one.edge.value,
                            &self.view.tokens,
                            one.edge.first,
                            one.edge.last(),
                        ) || self.product_lead(first) == kind
                            || self.behind_product(kind, first, steps - 1))
                })
        })
    }

    /// Whether a word for a kind of product begins before a token and ends behind it: «ناو | هواپیمابر».
    pub(super) fn is_within_product_head(&self, at: u32) -> bool {
        let floor = self.sentence.first.max(at.saturating_sub(LISTED));
        let head = |word: &Word| matches!(word, Word::ProductHead { .. });
        (floor..at).any(|first| self.vocabulary.longest(self.view, first, head).is_some_and(|last| last > at))
    }

    /// Whether a word for a kind of product stands in some tokens.
    pub(super) fn has_product_head(&self, tokens: TokenRange) -> bool {
        let head = |word: &Word| matches!(word, Word::ProductHead { .. });
        tokens.positions().any(|at| self.vocabulary.any(self.view, at, head))
    }
}

/// Whether the last part of a model is a letter or two.
fn is_letters(id: &str) -> bool {
    let last = id.rsplit('-').next().unwrap_or_default();
    last.len() <= 2 && last.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// What a part of a model is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Number,
    Word,
    /// A letter whose name is a word too: «او».
    Weak,
}
