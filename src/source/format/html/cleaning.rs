//! Which parts of a page are its article.

use super::element::Left;
use super::piece::Piece;
use crate::source::allowance::Allowance;
use crate::text::BlockRole;

/// Characters below which so little is left that the names of elements must have been misread.
const LITTLE: usize = 140;

/// Says of each part that surrounds the article that it does.
pub(super) fn mark(pieces: &mut [Piece], regions: usize, allowance: &Allowance<'_>) {
    let kept = weight(pieces, |left| left.is_none());
    if kept < LITTLE && weight(pieces, |left| left == Some(Left::Named)) > 3 * kept {
        for piece in pieces.iter_mut() {
            let place = place_mut(piece);
            place.left = place.left.filter(|left| *left != Left::Named);
        }
    }
    // The part of the page that holds most of the text that is no link.
    let mut weights = vec![0; regions];
    for piece in pieces.iter().filter(|piece| piece.place().left.is_none()) {
        let (chars, linked) = piece.weight();
        if let Some(weight) = weights.get_mut(piece.place().region) {
            *weight += chars.saturating_sub(2 * linked);
        }
    }
    let total: usize = weights.iter().sum();
    let article = (0..regions)
        .rev()
        .max_by_key(|region| weights[*region])
        .filter(|region| 2 * weights[*region] > total);
    for piece in pieces.iter_mut() {
        if allowance.is_over() {
            return;
        }
        let elsewhere = article.is_some_and(|article| piece.place().region != article);
        if piece.place().left.is_none() && (elsewhere || is_link(piece)) {
            place_mut(piece).left = Some(Left::Around);
        }
    }
    mark_headings(pieces, allowance);
}

/// Leaves out headings that stand above nothing but what is left out.
fn mark_headings(pieces: &mut [Piece], allowance: &Allowance<'_>) {
    for at in 0..pieces.len() {
        if allowance.is_over() {
            return;
        }
        let (heading, below) = match pieces.get(at..).and_then(<[Piece]>::split_first) {
            Some((Piece::Block(prose), below)) if prose.role == BlockRole::Heading => (prose, below),
            _ => continue,
        };
        let ends = |piece: &&Piece| !matches!(piece, Piece::Block(prose) if prose.role == BlockRole::Heading && prose.level <= heading.level);
        let mut under = below.iter().take_while(ends).peekable();
        let is_left = |piece: &Piece| piece.place().left.is_some() && !allowance.is_over();
        let is_empty = under.peek().is_some() && under.all(is_left);
        if let Some(piece) = pieces.get_mut(at).filter(|piece| is_empty && piece.place().left.is_none()) {
            place_mut(piece).left = Some(Left::Around);
        }
    }
}

fn weight(pieces: &[Piece], counts: impl Fn(Option<Left>) -> bool) -> usize {
    let counted = pieces.iter().filter(|piece| counts(piece.place().left));
    counted
        .map(|piece| {
            let (chars, linked) = piece.weight();
            chars.saturating_sub(2 * linked)
        })
        .sum()
}

fn place_mut(piece: &mut Piece) -> &mut super::piece::Place {
    match piece {
        Piece::Block(prose) => &mut prose.place,
        Piece::Table { place, .. } => place,
    }
}

/// Whether a part leads elsewhere and says nothing itself. Headings link to their own page, and sentences are sentences.
fn is_link(piece: &Piece) -> bool {
    let Piece::Block(prose) = piece else { return false };
    prose.role != BlockRole::Heading
        && 2 * prose.linked > prose.text.chars().count()
        && !prose.text.ends_with(['.', '؟', '!', '»', ')'])
}
