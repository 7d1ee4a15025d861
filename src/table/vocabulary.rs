//! The words that closed columns hold, one list per type, written once.

use crate::actors::{EntityKind, Method};
use crate::calendar::Calendar;
use crate::clauses::{ClauseKind, Modality, PartyRole};
use crate::extract::Severity;
use crate::language::Language;
use crate::segment::SegmentKind;
use crate::source::ReferenceSource;
use crate::{dates, figures};

/// A type whose values are the words of a closed column.
pub trait Vocabulary {
    /// All words, in the order they are documented in.
    const WORDS: &'static [&'static str];

    /// The word for this value.
    fn word(&self) -> &'static str;
}

/// Lists each value with its word; a value without a word does not compile. Words after `also` belong to the
/// contract, though nothing here yields them yet.
macro_rules! vocabulary {
    ($type:ty { $($value:pat => $word:literal),+ $(,)? } $(also $($extra:literal),+)?) => {
        impl Vocabulary for $type {
            const WORDS: &'static [&'static str] = &[$($word,)+ $($($extra,)+)?];

            fn word(&self) -> &'static str {
                match self {
                    $($value => $word,)+
                }
            }
        }
    };
}

vocabulary!(ReferenceSource {
    Self::Pipeline => "pipeline",
    Self::Record => "record",
    Self::None => "none",
});

impl Vocabulary for Language {
    const WORDS: &'static [&'static str] = &Self::CODES;

    fn word(&self) -> &'static str {
        self.code()
    }
}

vocabulary!(SegmentKind {
    Self::Heading => "heading",
    Self::Paragraph => "paragraph",
    Self::ListItem => "list_item",
    Self::Sentence => "sentence",
});

vocabulary!(dates::Kind {
    Self::Date => "date",
    Self::Range => "range",
    Self::Duration => "duration",
    Self::Time => "time",
});

vocabulary!(Option<Calendar> {
    Some(Calendar::Solar) => "solar",
    Some(Calendar::Gregorian) => "gregorian",
    Some(Calendar::Lunar) => "lunar",
    None => "none",
});

vocabulary!(dates::Resolution {
    Self::Explicit => "explicit",
    Self::Completed => "completed",
    Self::Relative => "relative",
    Self::Unresolved => "unresolved",
});

vocabulary!(dates::Precision {
    Self::Day => "day",
    Self::Month => "month",
    Self::Season => "season",
    Self::Year => "year",
    Self::Decade => "decade",
    Self::Century => "century",
    Self::Other => "other",
});

vocabulary!(dates::Modifier {
    Self::None => "none",
    Self::Approx => "approx",
    Self::MoreThan => "more_than",
    Self::AtLeast => "at_least",
    Self::LessThan => "less_than",
    Self::AtMost => "at_most",
    Self::Before => "before",
    Self::After => "after",
    Self::Start => "start",
    Self::Mid => "mid",
    Self::End => "end",
});

vocabulary!(dates::Weekday {
    Self::Saturday => "saturday",
    Self::Sunday => "sunday",
    Self::Monday => "monday",
    Self::Tuesday => "tuesday",
    Self::Wednesday => "wednesday",
    Self::Thursday => "thursday",
    Self::Friday => "friday",
});

vocabulary!(figures::Kind {
    Self::Count => "count",
    Self::Money => "money",
    Self::Percent => "percent",
    Self::Length => "length",
    Self::Area => "area",
    Self::Volume => "volume",
    Self::Mass => "mass",
    Self::Speed => "speed",
    Self::Rate => "rate",
    Self::Temperature => "temperature",
    Self::Energy => "energy",
    Self::Power => "power",
    Self::Ratio => "ratio",
    Self::Other => "other",
});

vocabulary!(EntityKind {
    Self::Person => "person",
    Self::State => "state",
    Self::Organisation => "organisation",
    Self::ArmedForce => "armed_force",
    Self::Media => "media",
    Self::Company => "company",
    Self::Group => "group",
    Self::Place => "place",
});

vocabulary!(Method {
    Self::Lexicon => "lexicon",
    Self::Pattern => "pattern",
    Self::Coreference => "coreference",
    Self::Fuzzy => "fuzzy",
} also "model");

vocabulary!(ClauseKind {
    Self::Item => "item",
    Self::Preamble => "preamble",
    Self::Signature => "signature",
});

vocabulary!(Modality {
    Self::Obligation => "obligation",
    Self::Permission => "permission",
    Self::Prohibition => "prohibition",
    Self::Statement => "statement",
});

vocabulary!(PartyRole {
    Self::Obligor => "obligor",
    Self::Recipient => "recipient",
    Self::Supervisor => "supervisor",
});

/// Whether a reference is to a law of its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Internal,
    External,
}

vocabulary!(Scope {
    Self::Internal => "internal",
    Self::External => "external",
});

vocabulary!(Severity {
    Self::Info => "info",
    Self::Warning => "warning",
    Self::Error => "error",
});

/// How a figure's number is to be read; derived from its measure when the row is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FigureModifier {
    None,
    Approx,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    Range,
    Vague,
}

vocabulary!(FigureModifier {
    Self::None => "none",
    Self::Approx => "approx",
    Self::MoreThan => "more_than",
    Self::AtLeast => "at_least",
    Self::LessThan => "less_than",
    Self::AtMost => "at_most",
    Self::Range => "range",
    Self::Vague => "vague",
});
