//! What a figure counts or measures: the head of the noun phrase behind it.

use super::ambiguity::Sense;
use super::context::Context;
use super::cue::{is_certain, is_certain_money};
use crate::text::{Gap, Span, TokenKind, TokenRange};

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
        || context.is_number_head(at)
        || is_dimension_of_next(context, at, end);
    if !context.is_nameable(at) || other || context.is_nominal_part(at) {
        return None;
    }
    let first = whole_word(context, at, end);
    // «چهار هزار مدا-» at the end of a line: a part of a word.
    let torn = context.token_kind(first) == Some(TokenKind::Hyphen)
        && context.gap(first) == Gap::None
        && (context.slice_before(first + 1).contains('\n')
            || context.token_kind(first + 1) == Some(TokenKind::Line));
    if torn {
        return None;
    }
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

/// «پروفیل ۴۰×۴۰ ضخامت ۲ میل»: whether the word at a token says what the next number measures.
fn is_dimension_of_next(context: &Context<'_>, at: u32, end: u32) -> bool {
    context.view.begins(at, &context.features().size_label)
        && !context.begins(Sense::Graded, at)
        && context.view.number_at(whole_word(context, at, end)).is_some()
}

/// What so much weight or volume is of: the goods that stand behind it, or those before it, whose package it describes
/// («ماست ۲ کیلوگرمی کاله») or which a list names first («پنیر ۴۰۰ گرم پگاه»); what is no goods there is a brand, a kind or another matter.
pub(super) fn weighed(
    context: &Context<'_>,
    TokenRange { first, end: at }: TokenRange,
    adjective: bool,
    TokenRange { first: begin, end }: TokenRange,
) -> Option<Span> {
    let behind = measured(context, at, end);
    let is_goods = |at: u32| context.begins(Sense::Goods, at) || context.begins(Sense::Mass, at);
    let plain = |at: &u32| {
        context.gap(at + 1) != Gap::None
            && context.is_noun(*at)
            && !context.is_number_leader(*at)
            && !context.is_classifier(*at)
    };
    let words = (begin.max(first.saturating_sub(PHRASE))..first).rev().take_while(plain).count() as u32;
    let phrase = first - words..first;
    let span = |at: u32| context.view.span(at, whole_word(context, at, first));
    if adjective {
        let package = |at: u32| context.view.begins(at, &context.features().package);
        if phrase.is_empty() || phrase.clone().any(package) {
            return behind;
        }
        // «رکورد ۲۶۳ کیلویی»
        let own = phrase.clone().find(|&at| is_goods(at)).or(Some(phrase.start).filter(|_| words == 1));
        return own.map(span);
    }
    // «برنج ۱۰ کیلو، …» begins an item of a list.
    let own = first.checked_sub(1).filter(|&own| words == 1 && is_goods(own));
    let opens = |own: u32| {
        own == begin
            || matches!(
                context.token_kind(own - 1),
                Some(TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Line)
            )
            || context.slice_before(own).contains('\n')
    };
    let other = at < end && context.is_noun(at) && is_goods(at) && context.view.number_at(at + 1).is_none();
    match own.filter(|&own| opens(own) && !other) {
        Some(own) => Some(span(own)),
        None => behind,
    }
}

/// Most tokens of the phrase before a number that names goods: «روغن آفتابگردان ۲ لیتری».
const PHRASE: u32 = 4;

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
