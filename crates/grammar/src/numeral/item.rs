//! The parts of numerals: digit groups and number words, one after the other.

use super::counted::Counted;
use super::digits::{self, DigitNumber};
use crate::error::Result;
use crate::lexicon::{ClassId, EntryMap, Lexicon, NUMERAL, Sense, Sighting, Sightings};
use crate::text::fold::{Code, VAV};
use crate::text::{Gap, LetterPairs, TokenKind, Tokenizer, Tokens};
use rust_decimal::Decimal;
use serde::Deserialize;

/// Longest numeral, in parts: «نهصد و نود و نه تریلیون و …» has fewer.
const LONGEST: usize = 48;

/// Fewest letters of a glued numeral.
const SHORTEST_GLUED: usize = 4;

/// The number word that with what may stand behind it is a name.
const THIRTY: Decimal = Decimal::from_parts(30, 0, 0, false, 0);

/// What a number word does in a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Role {
    /// Below a thousand: it adds its value.
    Number,
    /// It multiplies what stands before it.
    Scale,
    /// It multiplies what stands before it, and has an ending that closes the numeral («۳ میلیونی»).
    LastScale,
    /// An ordinal ending a numeral, or the denominator of a fraction («چهارم»).
    Ordinal,
    /// An ordinal that is never a denominator («چهارمین»).
    Rank,
    /// An ending that makes digits ordinal.
    OrdinalSuffix,
    /// Half of one.
    Half,
    /// A sign for a part of one («½»): it is a number, or goes on with a whole one before it («۲½»).
    Share,
    /// The decimal point as a word.
    Point,
    /// The word between the parts.
    And,
    /// The minus as a word.
    Minus,
}

impl Role {
    /// Whether a numeral can begin with such a word.
    const fn opens(self) -> bool {
        !matches!(self, Self::And | Self::OrdinalSuffix | Self::Point)
    }

    /// Whether a glued numeral can begin with such a word.
    const fn opens_glued(self) -> bool {
        matches!(self, Self::Number | Self::Scale)
    }

    /// Whether a numeral can go on with such a word behind «و».
    pub(super) const fn is_part(self) -> bool {
        matches!(self, Self::Number | Self::Scale | Self::Ordinal | Self::Rank)
    }

    /// Whether a glued numeral can end with such a word.
    const fn closes_glued(self) -> bool {
        matches!(self, Self::Number | Self::Scale | Self::Ordinal | Self::Rank)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attributes {
    role: Role,
    #[serde(default)]
    value: i64,
    parts: Option<i64>,
    former: Option<i64>,
    #[serde(default)]
    doubtful: bool,
}

/// A number word's role and value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) role: Role,
    pub(super) value: Decimal,
    /// What it was worth to others, where that differs.
    pub(super) former: Option<Decimal>,
    /// Whether it is another word too.
    pub(super) doubtful: bool,
}

/// The number words of a lexicon.
#[derive(Debug, Default)]
pub struct Words {
    meanings: EntryMap<Word>,
    class: Option<ClassId>,
    /// The first and the last two letters of the words that glued numerals begin and end with, so that
    /// few other words are looked into.
    heads: LetterPairs,
    tails: LetterPairs,
    /// The scale words, which people glue to what they count.
    scales: Vec<Box<[Code]>>,
    counted: Counted,
}

impl Words {
    /// Reads what the lexicon says of its number words.
    ///
    /// # Errors
    /// An entry without role, or with a negative value.
    pub fn new(lexicon: &Lexicon) -> Result<Self> {
        let class = lexicon.class(NUMERAL);
        let meanings: EntryMap<Word> = lexicon
            .entries()
            .iter()
            .map(|entry| {
                if Some(entry.class) != class {
                    return Ok(None);
                }
                let Attributes { role, value, parts, former, doubtful } = entry.read()?;
                if value < 0 {
                    return Err(entry.refuse(&format!("value: expected 0 or more, found {value}")));
                }
                if value == 0 && matches!(role, Role::Scale | Role::LastScale) {
                    return Err(entry.refuse("value: expected more than 0 for a scale, found 0"));
                }
                let whole = Decimal::from(value);
                let value = match (role, parts) {
                    (Role::Share, Some(parts)) if parts > value => whole.checked_div(Decimal::from(parts)),
                    (Role::Share, _) => return Err(entry.refuse("parts: expected more than `value` of them")),
                    (_, None) => Some(whole),
                    (_, Some(_)) => return Err(entry.refuse("parts: expected for the role `share` alone")),
                };
                let former = former.map(Decimal::from).filter(|_| role == Role::Scale);
                Ok(value.map(|value| Word { role, value, former, doubtful }))
            })
            .collect::<Result<_>>()?;
        let (mut heads, mut tails) = (LetterPairs::default(), LetterPairs::default());
        let mut scales = Vec::new();
        let tokenizer = Tokenizer::new();
        for (at, word) in meanings.iter() {
            let Some(entry) = lexicon.entry(at) else { continue };
            for form in &entry.forms {
                let codes = tokenizer.codes(form);
                if word.doubtful {
                    continue;
                }
                if word.role.opens_glued() {
                    heads.insert(codes.first_chunk());
                }
                if word.role.closes_glued() {
                    tails.insert(codes.last_chunk());
                }
                if word.role.opens_glued()
                    && let Some(last) = codes.last()
                {
                    tails.insert(Some(&[*last, VAV]));
                }
                if word.role == Role::Scale {
                    scales.push(codes);
                }
            }
        }
        let counted = Counted::new(lexicon)?;
        counted.piece_forms(lexicon).for_each(|codes| tails.insert(codes.last_chunk()));
        Ok(Self { meanings, class, heads, tails, scales, counted })
    }

    /// Whether a numeral can begin with a word of these letters, of which the lexicon knows this.
    #[must_use]
    pub fn can_begin(&self, lexicon: &Lexicon, codes: &[Code], found: &[Sighting]) -> bool {
        let opens = |sense: &Sense| {
            Some(sense.class) == self.class && self.get(sense.entry).is_some_and(|word| word.role.opens())
        };
        let whole = found.iter().filter(|sighting| sighting.suffix == 0);
        whole.flat_map(|sighting| lexicon.senses(sighting)).any(opens) || self.can_frame(codes)
    }

    /// Whether letters begin and end as a glued numeral does, or as one with what it counts behind it.
    fn can_frame(&self, codes: &[Code]) -> bool {
        (codes.len() >= SHORTEST_GLUED || codes.len() + 1 == SHORTEST_GLUED && codes.last() == Some(&VAV))
            && self.heads.has(codes.first_chunk())
            && (self.tails.has(codes.last_chunk()) || self.behind_scale(codes).is_some())
    }

    /// How many letters of a word are a numeral that ends in a scale word, where what it counts may be glued to it.
    pub(super) fn behind_scale(&self, codes: &[Code]) -> Option<usize> {
        let ends = self.scales.iter().filter_map(|scale| {
            let at = codes.windows(scale.len()).position(|window| window == scale.as_ref())?;
            Some(at + scale.len())
        });
        ends.filter(|end| *end < codes.len()).max()
    }

    /// How many letters of a word are a small number that has what it counts behind it: «دو|تا», «پنج|نفر». «سیتا» is a name.
    pub(super) fn before_piece(&self, lexicon: &Lexicon, codes: &[Code]) -> Option<usize> {
        let mut found = None;
        lexicon.prefixes(codes, |entry, end| {
            let several = |word: Word| {
                word.role == Role::Number
                    && !word.doubtful
                    && word.value > Decimal::ONE
                    && word.value != THIRTY
            };
            let rest = codes.get(end..).unwrap_or_default();
            if self.get(entry).is_some_and(several) && self.counted.is_piece(lexicon, rest) {
                found = Some(end);
            }
        });
        found
    }

    /// The number word in one of these roles that letters are.
    fn whole(&self, lexicon: &Lexicon, codes: &[Code], wanted: fn(Role) -> bool) -> Option<Word> {
        let mut found = None;
        lexicon.prefixes(codes, |entry, end| {
            found = self.get(entry).filter(|word| end == codes.len() && wanted(word.role)).or(found);
        });
        found
    }

    /// The word between parts, if letters are it.
    fn and(&self, lexicon: &Lexicon, codes: &[Code]) -> Option<Word> {
        self.whole(lexicon, codes, |role| role == Role::And)
    }

    /// What may be glued to a scale word.
    pub(super) const fn counted(&self) -> &Counted {
        &self.counted
    }

    /// Whether a token is a number word by itself, in a role that is wanted.
    pub(super) fn is_word(
        &self,
        lexicon: &Lexicon,
        sightings: &Sightings,
        at: usize,
        wanted: fn(Role) -> bool,
    ) -> bool {
        let alone = sightings.at(at).iter().filter(|sighting| sighting.length == 1 && sighting.suffix == 0);
        alone.flat_map(|sighting| lexicon.senses(sighting)).any(|sense| {
            Some(sense.class) == self.class && self.get(sense.entry).is_some_and(|word| wanted(word.role))
        })
    }

    /// The parts of a word that is a glued numeral without rest.
    pub(super) fn parts(&self, codes: &[Code], lexicon: &Lexicon) -> Option<Vec<Word>> {
        cut(codes, lexicon, self)
    }

    fn get(&self, entry: u32) -> Option<Word> {
        self.meanings.get(entry).copied()
    }
}

/// One part of a numeral.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) part: Part,
    /// The token it begins in, and one past the token it ends in.
    pub(super) first: u32,
    pub(super) last: u32,
    /// Whether it begins and ends where its tokens do (parts of a glued word do not).
    pub(super) begins: bool,
    pub(super) ends: bool,
    /// What stands before it.
    pub(super) gap: Gap,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Digits(DigitNumber),
    Word(Word),
}

/// Collects the run of parts that begins at token `at` into `run`, which is empty where there is none;
/// gives the token after the run.
pub(super) fn collect(
    text: &str,
    tokens: &Tokens,
    lexicon: &Lexicon,
    words: &Words,
    sightings: &Sightings,
    at: usize,
    run: &mut Vec<Item>,
) -> usize {
    run.clear();
    let mut next = at;
    while run.len() < LONGEST {
        let Some(token) = tokens.list.get(next) else { break };
        if token.kind == TokenKind::Digits {
            if digits::is_rest(tokens, next) {
                break;
            }
            let number = digits::read(text, tokens, next);
            run.push(Item {
                part: Part::Digits(number),
                first: next as u32,
                last: number.last,
                begins: true,
                ends: true,
                gap: token.gap,
            });
            next = number.last as usize;
        } else if matches!(token.kind, TokenKind::Word | TokenKind::Punctuation) {
            let Some(last) = push_word(tokens, lexicon, words, sightings, next, run) else { break };
            next = last;
        } else {
            break;
        }
    }
    // A run neither begins nor ends with the word between parts.
    while run.last().is_some_and(|item| matches!(item.part, Part::Word(Word { role: Role::And, .. }))) {
        run.pop();
    }
    next
}

/// Adds the number word at a token, or the parts of a glued one; gives the token after it.
fn push_word(
    tokens: &Tokens,
    lexicon: &Lexicon,
    words: &Words,
    sightings: &Sightings,
    at: usize,
    run: &mut Vec<Item>,
) -> Option<usize> {
    let mut longest: Option<(u32, Word)> = None;
    for sighting in sightings.at(at).iter().filter(|sighting| sighting.suffix == 0) {
        let last = at as u32 + u32::from(sighting.length);
        for sense in lexicon.senses(sighting) {
            if Some(sense.class) == words.class
                && longest.is_none_or(|(longest, _)| last >= longest)
                && let Some(word) = words.get(sense.entry)
            {
                longest = Some((last, word));
            }
        }
    }
    let gap = tokens.list[at].gap;
    if let Some((last, word)) = longest {
        if run.is_empty() && !word.role.opens() {
            return None;
        }
        run.push(Item { part: Part::Word(word), first: at as u32, last, begins: true, ends: true, gap });
        return Some(last as usize);
    }
    let glued = push_glued(tokens, lexicon, words, at, gap, run)
        || !run.is_empty() && push_after_and(tokens, lexicon, words, at, gap, run);
    glued.then_some(at + 1)
}

/// Cuts «ونهم» behind «بیست» into «و» and the number word, as people write who leave out the space.
fn push_after_and(
    tokens: &Tokens,
    lexicon: &Lexicon,
    words: &Words,
    at: usize,
    gap: Gap,
    run: &mut Vec<Item>,
) -> bool {
    let codes = tokens.codes_of(at);
    let Some((first, rest)) = codes.split_at_checked(1) else { return false };
    let Some(and) = words.and(lexicon, first) else { return false };
    let number = |role| matches!(role, Role::Number | Role::Ordinal | Role::Rank | Role::Half);
    let Some(number) = words.whole(lexicon, rest, number) else { return false };
    let item = |word, begins, gap| Item {
        part: Part::Word(word),
        first: at as u32,
        last: at as u32 + 1,
        begins,
        ends: !begins,
        gap,
    };
    run.extend([item(and, true, gap), item(number, false, Gap::None)]);
    true
}

/// Cuts a word such as «بیستوپنج» or «دوهزار» into its parts: number words with «و» between them or a
/// scale word at the end, so that «سیده» (a name) and «دوده» (soot) stay words.
fn push_glued(
    tokens: &Tokens,
    lexicon: &Lexicon,
    words: &Words,
    at: usize,
    gap: Gap,
    run: &mut Vec<Item>,
) -> bool {
    let codes = tokens.codes_of(at);
    if !words.can_frame(codes) {
        return false;
    }
    let Some(parts) = cut(codes, lexicon, words) else { return false };
    let joined = parts.iter().any(|word| word.role == Role::And)
        || matches!(parts.as_slice(), [a, b] if a.role == Role::Number && b.role == Role::Scale);
    let whole = parts.first().is_some_and(|word| word.role.opens_glued())
        && parts.last().is_some_and(|word| word.role.closes_glued());
    if !joined || !whole {
        return false;
    }
    let count = parts.len();
    run.extend(parts.into_iter().enumerate().map(|(n, word)| Item {
        part: Part::Word(word),
        first: at as u32,
        last: at as u32 + 1,
        begins: n == 0,
        ends: n + 1 == count,
        gap: if n == 0 { gap } else { Gap::None },
    }));
    true
}

/// Longest glued numeral, in letters.
const LONGEST_GLUED: usize = 160;

/// The number words that letters are made of without rest: at each place the longest word that lets
/// the rest be made of words too («پنجمیلیون» is «پنج» and «میلیون», not «پنجم» and a rest).
fn cut(codes: &[Code], lexicon: &Lexicon, words: &Words) -> Option<Vec<Word>> {
    let numeral = |start: usize, report: &mut dyn FnMut(Word, usize)| {
        lexicon.prefixes(&codes[start..], |entry, length| {
            // «سیلک» is a place.
            if let Some(word) = words.get(entry).filter(|word| !word.doubtful) {
                report(word, length);
            }
        });
    };
    let mut begins = false;
    numeral(0, &mut |word, _| begins |= matches!(word.role, Role::Number | Role::Scale));
    if !begins || codes.len() > LONGEST_GLUED {
        return None;
    }
    // From the end: the word at each place from which the end can be reached.
    let mut steps: Vec<Option<(Word, usize)>> = vec![None; codes.len()];
    for start in (0..codes.len()).rev() {
        let mut best = None;
        numeral(start, &mut |word, length| {
            let end = start + length;
            if end == codes.len() || steps.get(end).is_some_and(Option::is_some) {
                best = Some((word, end));
            }
        });
        steps[start] = best;
    }
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some((word, end)) = steps.get(at).copied().flatten() {
        parts.push(word);
        at = end;
    }
    (at == codes.len()).then_some(parts)
}

impl Item {
    /// The word's role, if it is a word.
    pub(super) fn role(&self) -> Option<Role> {
        match self.part {
            Part::Word(word) => Some(word.role),
            Part::Digits(_) => None,
        }
    }

    /// The word's value if it has this role.
    pub(super) fn value(&self, role: Role) -> Option<Decimal> {
        match self.part {
            Part::Word(word) if word.role == role => Some(word.value),
            _ => None,
        }
    }
}
