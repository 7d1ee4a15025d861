//! What a numeral is.

use rust_decimal::Decimal;

/// A number as written: tokens `first..last`.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// The value, scale words multiplied out.
    pub value: Decimal,
    /// The scale words behind the first coefficient, multiplied («۶ میلیارد»: 10^9); 1 without.
    pub scale: Decimal,
    /// How it is written.
    pub script: Script,
    /// Whether it is an ordinal.
    pub ordinal: bool,
    /// Whether it is a fraction of two numbers («سه چهارم»).
    pub fraction: bool,
    /// Whether an ending makes it an adjective («۳ میلیونی»): what stands behind it is not what it counts.
    pub closed: bool,
    /// Whether its words are others too («هش» is eight and a hash, «دو لک» 200,000 and two stains).
    pub doubtful: bool,
    pub(super) otherwise: Option<Box<Otherwise>>,
}

/// What else a numeral may be worth. Few may be anything else, and a text has very many numerals.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Otherwise {
    pub(super) former: Option<Decimal>,
    pub(super) quotient: Option<Decimal>,
    pub(super) swapped: Option<Decimal>,
    pub(super) other: Option<Decimal>,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// In one run of digits: how many, and whether the first of several is zero.
    Digits {
        /// Number of digits.
        count: u8,
        /// Whether it is padded with zeros (`08`).
        padded: bool,
    },
    /// In digits with marks between them (thousands, decimals).
    Marked,
    /// In words.
    Words,
    /// In digits and words.
    Mixed,
}

impl Numeral {
    /// A number of tokens `first..last`, in one script, that is worth this and nothing else.
    pub(super) const fn new(first: u32, last: u32, value: Decimal, script: Script) -> Self {
        let (scale, otherwise) = (Decimal::ONE, None);
        let (ordinal, fraction, closed, doubtful) = (false, false, false, false);
        Self { first, last, value, scale, script, ordinal, fraction, closed, doubtful, otherwise }
    }

    /// As this, and may be worth something else.
    pub(super) fn or(self, otherwise: Otherwise) -> Self {
        let otherwise = Some(otherwise).filter(|all| *all != Otherwise::default()).map(Box::new);
        Self { otherwise, ..self }
    }

    /// The value where a scale word had another worth to others («ده کرور تومان» were five million).
    #[must_use]
    pub fn former(&self) -> Option<Decimal> {
        self.otherwise.as_ref()?.former
    }

    /// For one digit on both sides of «/»: the value as a fraction of the kind that kitchens measure by («۱/۲»: a half).
    #[must_use]
    pub fn quotient(&self) -> Option<Decimal> {
        self.otherwise.as_ref()?.quotient
    }

    /// For a decimal written with «/»: the value with the digits on both sides swapped, as PDF
    /// extraction swaps them («۷۶/۱۳» stands for 13.76).
    #[must_use]
    pub fn swapped(&self) -> Option<Decimal> {
        self.otherwise.as_ref()?.swapped
    }

    /// For one mark that could be read either way («۳۵۷٫۳۳۹»): the other value.
    #[must_use]
    pub fn other(&self) -> Option<Decimal> {
        self.otherwise.as_ref()?.other
    }

    /// Whether it is one half.
    #[must_use]
    pub fn is_half(&self) -> bool {
        self.value == Decimal::new(5, 1)
    }

    /// The value as a small whole number.
    #[must_use]
    pub fn integer(&self) -> Option<i64> {
        use rust_decimal::prelude::ToPrimitive;
        (self.value.is_integer() && !self.fraction).then(|| self.value.to_i64()).flatten()
    }
}

/// The second of two neighbouring numbers side by side, with the tens or hundreds that it shares with the first and that are
/// not said again: 23 of «بیست و دو سه», 160 of «صد و پنجاه شصت».
#[must_use]
pub fn shared_tens(first: Decimal, second: Decimal) -> Option<Decimal> {
    let (ten, hundred) = (Decimal::TEN, Decimal::ONE_HUNDRED);
    let (step, whole) = if second < ten { (Decimal::ONE, ten) } else { (ten, hundred) };
    let rest = first.checked_rem(whole)?;
    let next = rest > Decimal::ZERO && rest + step == second && second < whole;
    (first > whole && next).then(|| first - rest + second)
}
