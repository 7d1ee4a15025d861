//! What a block begins with that makes it an item of a list or a provision of a law.

use crate::rule::RuleId;
use crate::text::TokenRange;

/// Rank of the heads that number a law's provisions: those above hold them, those below are their parts.
pub(crate) const ARTICLE_RANK: u8 = 10;

/// Rank of notes, which stand beside the list of an article and not in it.
pub(crate) const NOTE_RANK: u8 = 20;

/// How a list item begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Its style.
    pub kind: MarkerKind,
    /// The tokens of the label, without punctuation.
    pub label: TokenRange,
    /// The number it gives, if it gives one; of a letter its place in the alphabet.
    pub number: Option<i64>,
    /// Of a letter: its place in the abjad order, by which laws count too.
    pub abjad: Option<i64>,
    /// The lexicon entry of the letter.
    pub letter: Option<u32>,
    /// The last number of several that it gives («ماده ۳ تا ۵»).
    pub until: Option<i64>,
    /// «مکرر»: an item inserted behind the one of the same number.
    pub repeated: bool,
    /// Whether a mark or the line's end closes it; without one it is an item only where it goes on
    /// with a list.
    pub closed: bool,
    /// The rule that found it.
    pub rule: RuleId,
    /// Whether a word such as «پیوست» stands without its number.
    pub bare: bool,
    /// The first token behind the marker.
    pub body: u32,
}

impl Marker {
    /// The number from which the next item counts on.
    #[must_use]
    pub const fn last_number(&self) -> Option<i64> {
        match self.until {
            Some(until) => Some(until),
            None => self.number,
        }
    }

    /// Whether a word that counts steps («گام ۲:») stands in its label.
    pub(super) const fn is_step(&self) -> bool {
        matches!(self.kind, MarkerKind::Number(_)) && self.label.end - self.label.first > 1
    }

    /// Whether it is «#», which numbers lines in a wiki and marks headings in Markdown.
    pub(super) const fn is_hash(&self) -> bool {
        matches!(self.kind, MarkerKind::Bullet('#'))
    }
}

/// The style of a marker; items of one list share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkerKind {
    /// A word such as «ماده», with the id of its lexicon entry and its rank among such words.
    Head {
        /// Id of the lexicon entry (`art`, `note`).
        id: String,
        /// How deep it stands: books are 1, articles 10, notes 20.
        rank: u8,
    },
    /// A number and the mark behind it.
    Number(char),
    /// An ordinal in words and the mark behind it.
    Word(char),
    /// A letter and the mark behind it.
    Letter(char),
    /// Two numbers or more, «۳-۱»: an item of the one that all but the last number name.
    Part(Vec<i64>),
    /// A bullet.
    Bullet(char),
}

/// Signs of which one is no item yet, besides arrows and pictures.
const LONE: &str = "-–—\u{640}*٭✱·■□+⏩⏪▷▸";

impl MarkerKind {
    /// The rank of a head; none for the others.
    #[must_use]
    pub const fn head_rank(&self) -> Option<u8> {
        match self {
            Self::Head { rank, .. } => Some(*rank),
            _ => None,
        }
    }

    /// Whether one line that begins so is no item yet: a single dash may open a line of speech, a single star a note, a single
    /// square a heading, and a single arrow or picture («📌») may be no more than an ornament.
    #[must_use]
    pub(super) fn needs_company(&self) -> bool {
        let Self::Bullet(sign) = self else { return false };
        LONE.contains(*sign)
            || matches!(*sign, '←'..='⇿' | '◀'..='◄' | '✂'..='➿' | '⬅'..='⬇' | '\u{1F000}'..)
    }
}
