//! The verbs of sentences, read once for all that ask for them.

use super::verb_group::{Auxiliaries, VerbGroup, verb_groups};
use crate::rule::View;
use crate::text::TokenRange;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Of so many sentences of a document the verbs are kept: of an article all, of a book a part.
const SENTENCES: usize = 1 << 13;

/// The verbs of the sentences of a document, which stage after stage asks for.
#[derive(Debug, Default)]
pub(crate) struct VerbsRead(RefCell<FxHashMap<TokenRange, Box<[VerbGroup]>>>);

impl VerbsRead {
    /// The verbs of some tokens of the document, in their order.
    pub(crate) fn of(
        &self,
        view: &View<'_>,
        auxiliaries: &Auxiliaries,
        tokens: TokenRange,
    ) -> Vec<VerbGroup> {
        if let Some(known) = self.0.borrow().get(&tokens) {
            return known.to_vec();
        }
        let found = verb_groups(view, auxiliaries, tokens);
        let mut kept = self.0.borrow_mut();
        if kept.len() < SENTENCES {
            kept.insert(tokens, found.as_slice().into());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Engine;

    #[test]
    fn what_was_read_once_is_read_alike_again() {
        let engine = Engine::builder().build().expect("an engine");
        let grammar = engine.grammar();
        let text = "او گفت که می‌رود و دیده شده است.";
        let view = View::new(grammar, text);
        let (auxiliaries, read) = (Auxiliaries::new(&grammar.verbs), VerbsRead::default());
        for (first, end) in [(0, 4), (0, 10), (2, 10), (0, 4), (0, 10)] {
            let tokens = TokenRange::new(first, end);
            assert_eq!(read.of(&view, &auxiliaries, tokens), verb_groups(&view, &auxiliaries, tokens));
        }
        assert_eq!(read.0.borrow().len(), 3);
    }
}
