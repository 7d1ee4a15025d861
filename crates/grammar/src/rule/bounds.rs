//! How much work a pattern can make at one word, counted before any text is read.

use super::pattern::{Pattern, Step};
use rustc_hash::FxHashSet;

/// A step of the pattern, how many words are taken, and where the row's span begins and ends.
type State = (usize, usize, Option<usize>, Option<usize>);

/// How many states a try of a pattern can come to where every part fits, and is one word; at most one more than `limit`.
///
/// A matcher goes on from each state once, so its work at a word is in proportion to this number.
pub(super) fn states(pattern: &Pattern, limit: usize) -> usize {
    let steps = pattern.steps.len();
    let parts = pattern.steps.iter().filter(|step| step.takes()).count() + 1;
    let spans = if pattern.steps.iter().any(|step| matches!(step, Step::Open)) { parts * parts } else { 1 };
    // Most patterns are so short that there is nothing to count.
    let most = steps.saturating_mul(parts).saturating_mul(spans);
    if most <= limit {
        return most;
    }
    let mut seen: FxHashSet<State> = FxHashSet::default();
    let mut open: Vec<State> = vec![(0, 0, None, None)];
    while let Some(state) = open.pop() {
        if seen.len() > limit || !seen.insert(state) {
            continue;
        }
        let (step, at, first, last) = state;
        match pattern.steps.get(step) {
            Some(Step::Class { .. } | Step::Mark(_)) => open.push((step + 1, at + 1, first, last)),
            Some(Step::Open) => open.push((step + 1, at, Some(at), last)),
            Some(Step::Close) => open.push((step + 1, at, first, Some(at))),
            Some(Step::Split(other)) => {
                open.extend([(*other as usize, at, first, last), (step + 1, at, first, last)])
            }
            Some(Step::Jump(to)) => open.push((*to as usize, at, first, last)),
            Some(Step::Adjacent | Step::Guard { .. } | Step::Ahead { .. } | Step::Start | Step::End) => {
                open.push((step + 1, at, first, last));
            }
            Some(Step::Done) | None => {}
        }
    }
    seen.len()
}
