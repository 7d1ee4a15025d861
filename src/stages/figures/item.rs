//! What a figure counts or measures: the head of the noun phrase behind it.

use super::context::Context;
use super::cue::{is_certain, is_certain_money};
use crate::text::{Gap, Span};

/// The id of the word for how many times as much something is.
const FOLD: &str = "fold";

/// The head of the counted noun phrase that begins at token `at`, before `end`.
///
/// «نفر» and «تن» are themselves counted; other classifiers give way to the noun behind them.
pub(super) fn counted(context: &Context<'_>, at: u32, end: u32) -> Option<Span> {
    let at = context.behind_link(at);
    if at >= end {
        return None;
    }
    if context.is_pieces(at) && at + 1 < end {
        let last = whole_word(context, at + 1, end);
        return (!context.is_half_verb(at + 1)).then(|| context.view.span(at + 1, last));
    }
    // «دلار ۷۹٬۸۵۰ یورو ۸۳٬۲۰۰»: money is no thing that is counted.
    // «کپسول ۵۰۰ شماره ۲۱»: nor is the number of something else.
    // «۱۴۴ برابر ۱۲ است»: nor is what it comes to.
    let other = context.is_number_adjective(at)
        || context.is_unit(at, FOLD)
        || is_certain_money(context, at)
        || context.is_dated(at)
        || context.is_number_head(at);
    if !context.is_nameable(at) || other || context.is_nominal_part(at) {
        return None;
    }
    let first = whole_word(context, at, end);
    // «پنج بزرگ‌ترین بانک»: what is compared is the noun behind it, if there is one.
    if context.is_comparative(first - 1) {
        let noun = first < end && context.is_noun(first) && !context.is_comparative(first);
        return noun.then(|| context.view.span(first, whole_word(context, first, end)));
    }
    let counted = context.is_counted_itself(at);
    if context.is_classifier(at)
        && !counted
        && first < end
        && context.is_noun(first)
        // «۲۰۰ واحد مسکونی», «سه نسخه تنظیم و امضا شد», «۱۵۰۰ واحد بیشترین اثر را داشت»
        && !context.view.begins(first, &context.features().classified_word)
        && !context.is_comparative(first)
        // «دو باب قرار داد»
        && !context.is_nominal_part(first)
        && !context.is_half_verb(whole_word(context, first, end))
    {
        return Some(context.view.span(first, whole_word(context, first, end)));
    }
    Some(context.view.span(at, first))
}

/// The head of what a share or a measure is of: behind it may also stand a verb of two words («۳۰۰
/// کیلوگرم محدود می‌کند») or a comparison («۴۰ درصد بالاتر»), which a count cannot do without its noun.
pub(super) fn measured(context: &Context<'_>, at: u32, end: u32) -> Option<Span> {
    let item = counted(context, at, end)?;
    let next = whole_word(context, at, end);
    // «۷٫۷ درجهٔ ریشتر»: a unit is not what another one measures.
    let other = context.is_half_verb(next) || context.is_comparative(next - 1) || is_certain(context, at);
    (!other).then_some(item)
}

/// One past the word that begins at token `at`, with the parts that ZWNJ joins to it, and with the noun behind a part of
/// compounds that stands apart («شبه نظامی»).
fn whole_word(context: &Context<'_>, at: u32, end: u32) -> u32 {
    let begun = context.is_noun_prefix(at) && at + 1 < end && context.is_nameable(at + 1);
    let compound = context.view.words_at(at, &context.features().compound).filter(|last| *last <= end);
    let mut last = compound.unwrap_or(if begun { at + 2 } else { at + 1 });
    while last < end && context.gap(last) == Gap::Joiner {
        last += 1;
    }
    last
}
