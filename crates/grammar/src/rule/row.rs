//! Rules as bits, and what tokens of a kind are good for to them.

/// Rules that stand side by side, a bit for each; all rules are one such block, or several.
pub(super) type Block = [u64; LANES];
pub(super) const LANES: usize = 4;
/// How many rules a block has.
pub(super) const BLOCK: usize = LANES * u64::BITS as usize;
/// No rule of a block, and all of them.
pub(super) const NONE: Block = [0; LANES];
const ALL: Block = [u64::MAX; LANES];

/// Requirements of rules, a bit for each.
pub(super) type Requirements = u128;

/// What tokens of a kind are good for to the rules of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The requirements that they meet.
    pub(super) meets: Requirements,
    /// The rules that can begin with them.
    pub(super) begins: Block,
    /// The rules that can begin with them where the sentence begins, and nowhere else.
    pub(super) opens: Block,
    /// The rules whose second part they can be.
    pub(super) follows: Block,
}

impl Row {
    /// Of tokens that may be all that rules ask for.
    pub(super) const ANYTHING: Self =
        Self { meets: Requirements::MAX, begins: ALL, opens: ALL, follows: ALL };
    /// Of what is no token.
    pub(super) const NOTHING: Self = Self { meets: 0, begins: NONE, opens: NONE, follows: NONE };
}

/// The rules that are in both blocks.
#[inline]
pub(super) fn and(a: &Block, b: &Block) -> Block {
    std::array::from_fn(|lane| a[lane] & b[lane])
}

/// The rules that are in one of two blocks.
#[inline]
pub(super) fn or(a: &Block, b: &Block) -> Block {
    std::array::from_fn(|lane| a[lane] | b[lane])
}

/// Whether there is a rule in a block.
#[inline]
pub(super) fn any(block: &Block) -> bool {
    block.iter().fold(0, |all, lane| all | lane) != 0
}
