//! What a figure means: a measure, its unit and what it counts.

use super::fact::Fact;
use crate::rule::Found;
use rust_decimal::Decimal;

/// The reading of one numeric quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number or its bounds.
    pub measure: Measure,
    /// Whether a word such as «حدود» loosens it.
    pub approximate: bool,
    /// What is measured.
    pub kind: Kind,
    /// The unit, for everything but counts.
    pub unit: Option<Unit>,
    /// Where the unit is written (bytes of the text layer).
    pub unit_span: Option<crate::text::Span>,
    /// The head of the counted noun phrase (bytes of the text layer).
    pub item: Option<crate::text::Span>,
    /// The period of a rate whose word stands apart («روزانه»): a UCUM time unit.
    pub per: Option<&'static str>,
    /// The literal reading, where `measure` is a repaired one.
    pub as_written: Option<Decimal>,
    /// Whether the negation of the verb is in the bound: «بیش از ۳۰ نیست» is 30 at most.
    pub denied_bound: bool,
    /// What it is a figure of.
    pub fact: Fact,
}

/// A figure row: the quantity, where it stands and which rule read it.
pub type FigureRow = Found<Quantity>;

/// A number, an interval or a bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// One number.
    Single(Decimal),
    /// From `lower` to `upper`.
    Interval {
        /// The smaller bound as written.
        lower: Decimal,
        /// The larger bound as written.
        upper: Decimal,
    },
    /// A number that is itself the lower bound («بیش از ۵۰»; `strict` tells more-than from at-least).
    Lower {
        /// The number written.
        bound: Decimal,
        /// More than, not at least.
        strict: bool,
    },
    /// A number that is itself the upper bound («کمتر از ۵۰»).
    Upper {
        /// The number written.
        bound: Decimal,
        /// Less than, not at most.
        strict: bool,
    },
    /// A vague plural («صدها»), at least this many.
    Vague {
        /// The least it can be.
        at_least: Decimal,
    },
}

impl Measure {
    /// The one number of a measure.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Single(value) => Some(*value),
            Self::Lower { bound, .. } | Self::Upper { bound, .. } => Some(*bound),
            Self::Interval { .. } | Self::Vague { .. } => None,
        }
    }
}

/// The closed list of what figures measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Kind {
    Count,
    Money,
    Percent,
    Length,
    Area,
    Volume,
    Mass,
    Speed,
    Rate,
    Temperature,
    Energy,
    Power,
    Ratio,
    Other,
}

/// A unit of measure or a currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// A UCUM code or, for money, an ISO 4217 code.
    pub code: std::sync::Arc<str>,
    /// How to reach the coherent base unit; `None` where no exact factor exists.
    pub base: Option<Base>,
}

/// `base value = value * factor + offset`.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// UCUM or ISO 4217 code of the base unit.
    pub code: std::sync::Arc<str>,
    /// The multiplier.
    pub factor: f64,
    /// The offset added after multiplying (temperatures).
    pub offset: f64,
}
