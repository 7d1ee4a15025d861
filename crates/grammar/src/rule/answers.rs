//! What was found out about words, so that not each class and each way through a pattern asks the same again.

use std::cell::Cell;

/// Answers that are held at once: rules are tried word by word, and few words further on are asked about.
const HELD: usize = 512;

/// The last answers to whether words have some features.
#[derive(Debug)]
pub(super) struct Answers([Cell<u64>; HELD]);

impl Default for Answers {
    fn default() -> Self {
        Self([const { Cell::new(0) }; HELD])
    }
}

impl Answers {
    /// The answer to a question, by its number, about the word at a token; `find` finds it where it is not held.
    #[inline]
    pub(super) fn of(&self, question: u16, at: usize, find: impl FnOnce() -> bool) -> bool {
        let key = ((at as u64 + 1) << 16 | u64::from(question)) << 1;
        let Some(held) = self.0.get((at * STEP + usize::from(question)) % HELD) else { return find() };
        let known = held.get();
        if known & !1 == key {
            return known & 1 == 1;
        }
        let answer = find();
        held.set(key | u64::from(answer));
        answer
    }
}

/// How far the answers about neighbours stand from one another: more than there are questions about most words.
const STEP: usize = 37;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_that_to_its_own_question() {
        let answers = Answers::default();
        let truth = |question: u16, at: usize| (usize::from(question) + at).is_multiple_of(3);
        for _ in 0..2 {
            for (question, at) in (0..60).flat_map(|question| (0..60).map(move |at| (question, at))) {
                assert_eq!(answers.of(question, at, || truth(question, at)), truth(question, at));
            }
        }
        assert!(answers.of(7, 7, || true));
        assert!(answers.of(7, 7, || unreachable!()));
    }
}
