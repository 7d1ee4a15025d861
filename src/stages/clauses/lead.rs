//! What stands over a list and is to be read with its items: «کاربر حق ندارد:».

use super::provision::{Context, Inherited};
use crate::rule::TokenSet;
use crate::segment::{Item, SegmentKind, Segments};
use rustc_hash::FxHashMap;

/// The paragraphs over lists, each read once.
#[derive(Debug, Default)]
pub(super) struct Leads {
    /// By the number of a list and the item that holds it.
    read: FxHashMap<(u32, Option<u32>), Option<Inherited>>,
}

impl Leads {
    /// What the paragraph over an item's list passes on to it, where one stands there that ends in a colon. Where that
    /// tells of what somebody does and neither obliges nor permits nor forbids («پیشنهاد می‌کند:»), its items do not either.
    pub(super) fn over(
        &mut self,
        item: &Item,
        segments: &Segments,
        context: &Context<'_>,
    ) -> Option<Inherited> {
        let key = (item.list, item.parent);
        self.read.entry(key).or_insert_with(|| read(item.segment, segments, context)).clone()
    }
}

fn read(item: u32, segments: &Segments, context: &Context<'_>) -> Option<Inherited> {
    let before = segments.list.get(..item as usize)?;
    let block = before.iter().rfind(|segment| segment.kind != SegmentKind::Sentence)?;
    let sentence = before.last().filter(|last| last.kind == SegmentKind::Sentence)?;
    let view = context.view;
    if block.kind != SegmentKind::Paragraph || !view.slice(sentence.span).ends_with(':') {
        return None;
    }
    // What is taken of it is taken for itself: where it is of a clause, it was read there.
    let said = context.words.sentence(view, sentence.tokens, &mut TokenSet::new(0));
    let (_, passed) = context.provisions(0, item - 1, sentence, &said);
    let tells = || context.words.tells(view, sentence.tokens);
    passed.or_else(|| tells().then(|| Inherited::nothing(context.words)))
}
