//! Where sentences end.

use crate::rule::View;
use crate::text::{Gap, Token, TokenKind, TokenRange};
use smallvec::SmallVec;

/// Reports the token ranges of the sentences of a block.
///
/// A sentence ends at a stop, question or exclamation mark, with the quotation marks and brackets that
/// close behind it; not at a stop inside a number, a web name or an abbreviation («ه.ش», «م.»), nor
/// inside «…».
///
/// `inline` are the numbers of items within lines, which no sentence ends behind.
pub(super) fn split(
    view: &View<'_>,
    inline: &[TokenRange],
    first: usize,
    last: usize,
    mut report: impl FnMut(usize, usize),
) {
    let tokens = &view.tokens.list;
    let is_mark = |token: &Token| matches!(token.kind, TokenKind::Stop | TokenKind::Punctuation);
    let block = (first..last).zip(tokens.get(first..last).unwrap_or_default());
    let marks: SmallVec<[usize; 32]> = block.filter(|(_, token)| is_mark(token)).map(|(at, _)| at).collect();
    let balanced = balanced(view, &marks);
    let (mut start, mut depth, mut at) = (first, 0_usize, first);
    for &mark in &marks {
        // One that belongs to the end of the last sentence.
        if mark < at {
            continue;
        }
        at = mark;
        let token = tokens[at];
        let ends = match token.kind {
            TokenKind::Stop => !ends_label(inline, at) && is_full_stop(view, first, at, last),
            TokenKind::Punctuation => match view.slice(token.span()) {
                "«" => {
                    depth += 1;
                    false
                }
                "»" => {
                    depth = depth.saturating_sub(1);
                    false
                }
                "؟" | "?" | "!" => true,
                _ => false,
            },
            _ => false,
        };
        at += 1;
        if !ends || (balanced && depth > 0) {
            continue;
        }
        while at < last && closes(view.slice(tokens[at].span())) {
            at += 1;
        }
        report(start, at);
        start = at;
    }
    if start < last {
        report(start, last);
    }
}

/// Marks that belong to the sentence they stand behind.
fn closes(mark: &str) -> bool {
    matches!(mark, "»" | ")" | "]" | "\"" | "”" | "؟" | "?" | "!" | ".")
}

/// Whether every «…» among these marks is closed.
fn balanced(view: &View<'_>, marks: &[usize]) -> bool {
    let mut depth = 0_i32;
    for token in marks.iter().filter_map(|at| view.tokens.list.get(*at)) {
        if token.kind == TokenKind::Punctuation {
            depth += match view.slice(token.span()) {
                "«" => 1,
                "»" => -1,
                _ => 0,
            };
            if depth < 0 {
                return false;
            }
        }
    }
    depth == 0
}

/// Whether a stop stands behind the number of an item: «۱. سیب، ۲. انار».
fn ends_label(inline: &[TokenRange], stop: usize) -> bool {
    let at = inline.partition_point(|label| (label.end as usize) < stop);
    inline.get(at).is_some_and(|label| label.end as usize == stop)
}

fn is_full_stop(view: &View<'_>, first: usize, at: usize, last: usize) -> bool {
    let tokens = &view.tokens.list;
    let next = tokens.get(at + 1).filter(|_| at + 1 < last);
    let Some(next) = next else { return true };
    if next.gap == Gap::None && matches!(next.kind, TokenKind::Digits | TokenKind::Latin | TokenKind::Stop) {
        return false;
    }
    let Some(before) = at.checked_sub(1).filter(|&n| n >= first).and_then(|n| tokens.get(n)) else {
        return false;
    };
    if tokens[at].gap == Gap::None
        && before.kind == TokenKind::Word
        && view.tokens.codes_of(at - 1).len() == 1
    {
        // «م.», «ه.ش», «ق.م»: one letter before the stop.
        return false;
    }
    let (stop, word) = (tokens[at].span().start, before.span());
    if before.gap == Gap::Joiner
        && word.end == stop
        && view.text.get(..word.start as usize).is_some_and(|text| text.ends_with('.'))
    {
        // «بی.بی.سی.»: the last of the letters, which stops join.
        return false;
    }
    if within_numeric_date(tokens.get(first..last).unwrap_or_default(), at - first) {
        return false;
    }
    // The last letter of an abbreviation stands behind a letter and a stop: «ه.ش.».
    true
}

/// Whether a stop stands between the numbers of «۲۳ . ۸ . ۱۳۹۵», a date written with spaces.
fn within_numeric_date(tokens: &[Token], at: usize) -> bool {
    let is = |kind: TokenKind, n: Option<usize>| {
        n.and_then(|n| tokens.get(n)).is_some_and(|token| token.kind == kind)
    };
    let numbers = |first: Option<usize>| {
        let part = |n: usize| first.and_then(|first| first.checked_add(n));
        [0, 2, 4].iter().all(|&n| is(TokenKind::Digits, part(n)))
            && [1, 3].iter().all(|&n| is(TokenKind::Stop, part(n)))
    };
    numbers(at.checked_sub(1)) || numbers(at.checked_sub(3))
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{LexiconBuilder, Schema};
    use crate::rule::{Grammar, RuleSet, View};

    fn sentences(text: &str) -> Vec<String> {
        let schema = include_str!("../../lexicon/schema.toml");
        let mut builder = LexiconBuilder::new(Schema::parse("schema.toml", schema).unwrap());
        let word = "class = \"numeral\"\nsummary = \"s\"\nframe = \"{}\"\n[[entry]]\nid = \"1\"\nforms = [\"یک\"]\nrole = \"number\"\nvalue = 1";
        builder.add("numerals.toml", word, false).unwrap();
        let grammar = Grammar::new(builder.build().unwrap(), RuleSet::default()).unwrap();
        let view = View::new(&grammar, text);
        let mut out = Vec::new();
        super::split(&view, &[], 0, view.tokens.list.len(), |a, b| {
            out.push(view.slice(view.span(a as u32, b as u32)).to_owned());
        });
        out
    }

    #[test]
    fn stops_inside_numbers_names_and_abbreviations_end_nothing() {
        assert_eq!(
            sentences("تورم ۴۴.۸ درصد بود. سایت 1news.az نوشت."),
            ["تورم ۴۴.۸ درصد بود.", "سایت 1news.az نوشت."]
        );
        assert_eq!(sentences("در سال ۱۳۹۹ ه.ش برابر ۲۰۲۰ م. بود"), ["در سال ۱۳۹۹ ه.ش برابر ۲۰۲۰ م. بود"]);
    }

    #[test]
    fn letters_that_stops_join_are_one_word() {
        assert_eq!(
            sentences("در بی.بی.سی. خبر آمد. رفت.شب شد."),
            ["در بی.بی.سی. خبر آمد.", "رفت.", "شب شد."]
        );
    }

    #[test]
    fn dates_with_spaced_stops_stay_whole() {
        assert_eq!(
            sentences("نشست ۲۳ . ۸ . ۱۳۹۵ برگزار شد . پایان ."),
            ["نشست ۲۳ . ۸ . ۱۳۹۵ برگزار شد .", "پایان ."]
        );
        assert_eq!(sentences("در سال ۱۳۹۵ . ۱۲ نفر آمدند ."), ["در سال ۱۳۹۵ .", "۱۲ نفر آمدند ."]);
    }

    #[test]
    fn quotations_stay_whole() {
        assert_eq!(sentences("گفت: «رفتیم. آمدیم.» و رفت. تمام!"), ["گفت: «رفتیم. آمدیم.» و رفت.", "تمام!"]);
    }
}
