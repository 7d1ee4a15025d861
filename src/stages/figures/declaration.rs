//! What it is that a text declares of numbers which stand without a unit.

use super::model::{Kind, Unit};
use rust_decimal::Decimal;

/// How a unit is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// «مبالغ به هزار تومان است»
    Stated,
    /// «هزینه (میلیون ریال)»
    Bracketed,
    /// «سهم درصد»: only in the head of a column.
    Bare,
}

/// A unit without a number, with the scale words before it.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) manner: Manner,
    /// What the unit measures.
    pub(super) kind: Kind,
    pub(super) unit: Option<Unit>,
    /// What numbers are multiplied by before the unit holds.
    pub(super) scale: Decimal,
    /// Whether it is all that a cell holds.
    pub(super) fills: bool,
    /// The tokens of what is counted, where it is no unit.
    pub(super) counted: Option<(u32, u32)>,
}
