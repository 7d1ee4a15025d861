//! Sentences with words that rules of a table match, handed over while a stage relates.

use super::enclosing::Places;
use super::extractor::Input;
use crate::rule::{Match, TokenSet};
use crate::segment::Segment;
use crate::syntax::LONGEST;

/// Hands over each sentence outside of laws in which rules of a table match, with the matches, in text order, but those that
/// are not `wanted` or too long, until somebody ends the analysis; `take` says how many rows of a type it made, which the
/// analysis then holds. The words are parts of names and figures too, and none of theirs are taken.
pub(super) fn each_suspect<R>(
    input: &Input<'_>,
    table: &str,
    laws: &Places,
    wanted: impl Fn(&Segment) -> bool,
    mut take: impl FnMut(u32, &Segment, &[Match]) -> usize,
) {
    let (view, watch) = (input.view, &input.view.watch);
    let mut taken = TokenSet::new(view.tokens.list.len());
    let mut matches = Vec::new();
    let wanted = |one: &Segment| wanted(one) && one.tokens.len() <= LONGEST && !laws.hold(one.span);
    for (n, sentence) in input.segments.sentences().filter(|(_, one)| wanted(one)) {
        if watch.ended() {
            return;
        }
        matches.clear();
        let found = view.read(table, sentence.tokens, &mut taken, |found| Some(found.clone()));
        matches.extend(found.into_iter().map(|reading| reading.found));
        if !matches.is_empty() {
            // A list of rows may have grown to twice what it holds.
            watch.hold((take(n, sentence, &matches) * 2 * size_of::<R>()) as u64);
        }
    }
}
