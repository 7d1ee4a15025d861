//! Numbers in digits, with their thousands and decimal marks.

use super::model::Script;
use crate::text::fold::{DIGIT_ZERO, is_digit};
use crate::text::{Gap, Token, TokenKind, Tokens};
use rust_decimal::Decimal;

/// A number in digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct DigitNumber {
    /// One past its last token.
    pub(super) last: u32,
    /// The value, unless it has more digits than can be held exactly.
    pub(super) value: Option<Decimal>,
    pub(super) script: Script,
    pub(super) swapped: Option<Decimal>,
    pub(super) other: Option<Decimal>,
    /// For one digit on both sides of «/»: the fraction that they may be.
    pub(super) quotient: Option<Decimal>,
    /// The first run of digits by itself, where marks follow it.
    pub(super) plain: Option<(Decimal, Script)>,
}

/// Reads the number that begins with the digits at token `at`.
pub(super) fn read(text: &str, tokens: &Tokens, at: usize) -> DigitNumber {
    let head = Group::at(tokens, at);
    let plain = DigitNumber {
        last: at as u32 + 1,
        value: head.value,
        script: head.script(),
        swapped: None,
        other: None,
        quotient: None,
        plain: None,
    };
    let Some(value) = head.value else { return plain };
    if let Some((value, last)) = blank_groups(text, tokens, at, &head) {
        let whole = DigitNumber { last, value: Some(value), script: Script::Marked, ..plain };
        return DigitNumber { plain: plain.value.map(|value| (value, head.script())), ..whole };
    }
    if let Some((value, last)) = torn(text, tokens, at, &head) {
        return DigitNumber { last, value: Some(value), script: Script::Marked, ..plain };
    }
    let Some((mark, second)) = marked(text, tokens, at + 1).or_else(|| spaced(text, tokens, at, &head))
    else {
        return plain;
    };
    let whole = grouped(text, tokens, at, &head, value, mark);
    if whole.is_none() && mark == Mark::Comma && is_in_row(text, tokens, at) {
        return plain;
    }
    let Some(read) = whole.or_else(|| decimal(&head, value, mark, &second, at)) else { return plain };
    DigitNumber { plain: Some((value, head.script())), ..read }
}

/// Thousands: two and more groups of three digits behind the same mark, or one behind a mark that only separates
/// thousands. One behind «/» is a decimal unless what is counted says otherwise.
fn grouped(
    text: &str,
    tokens: &Tokens,
    at: usize,
    head: &Group,
    first: Decimal,
    mark: Mark,
) -> Option<DigitNumber> {
    if head.count > 3 || mark == Mark::Fraction || head.count == 0 || first.is_zero() {
        return None;
    }
    let mut value = Some(first);
    let mut groups = 0;
    let mut next = at + 1;
    while let Some((again, group)) =
        marked(text, tokens, next).filter(|(again, group)| *again == mark && group.count == 3)
    {
        debug_assert_eq!(again, mark);
        value = value.and_then(|value| group.behind(value));
        groups += 1;
        next += 2;
    }
    let plainly = groups >= 2 || (groups == 1 && mark == Mark::Thousands);
    let either = groups == 1 && mark == Mark::Comma;
    (plainly || either).then_some(())?;
    let mut last = next;
    let mut other = None;
    // A decimal part may follow: «۱٬۲۳۴٫۵».
    if let Some((Mark::Point | Mark::Dot | Mark::Slash, fraction)) = marked(text, tokens, next)
        && !matches!(mark, Mark::Dot | Mark::Slash)
    {
        value = value.and_then(|v| v.checked_add(fraction.fraction()?));
        last = next + 2;
    } else if either {
        other = marked(text, tokens, at + 1).and_then(|(_, group)| first.checked_add(group.fraction()?));
    }
    let last = last as u32;
    Some(DigitNumber {
        last,
        value,
        script: Script::Marked,
        swapped: None,
        other,
        quotient: None,
        plain: None,
    })
}

/// «۷۱ ۲۰۸»: groups of three digits behind one blank each, with no further digits beside them and no Latin name before.
fn blank_groups(text: &str, tokens: &Tokens, at: usize, head: &Group) -> Option<(Decimal, u32)> {
    let digits = |at: usize| tokens.list.get(at).filter(|token| token.kind == TokenKind::Digits);
    let beside = |at: usize| {
        let (before, token) = (tokens.list.get(at.checked_sub(1)?)?, digits(at)?);
        let gap = text.get(before.span().end as usize..token.span().start as usize)?;
        (before.kind == TokenKind::Digits && matches!(gap, " " | "\u{a0}" | "\u{2009}" | "\u{202f}"))
            .then_some(())
    };
    // «iPhone 13 128GB»: the first number belongs to the name.
    let named = |before: usize| tokens.list.get(before).is_some_and(|token| token.kind == TokenKind::Latin);
    if at.checked_sub(1).is_some_and(named) {
        return None;
    }
    if head.count > 3 || head.padded || beside(at + 1).is_none() || beside(at).is_some() {
        return None;
    }
    let (mut value, mut next) = (head.value.filter(|value| !value.is_zero())?, at + 1);
    while beside(next).is_some() {
        let group = Group::at(tokens, next);
        value = Some(&group).filter(|group| group.count == 3)?.behind(value)?;
        next += 1;
    }
    (next - at <= 4).then_some((value, next as u32))
}

/// One mark with digits on both sides: a decimal.
fn decimal(head: &Group, value: Decimal, mark: Mark, second: &Group, at: usize) -> Option<DigitNumber> {
    // «۱۳۹۵،۱۳۹۷» is a list.
    if mark == Mark::Comma && (head.count > 3 || second.count > 2) {
        return None;
    }
    let quotient = match mark {
        Mark::Slash | Mark::Fraction => kitchen_fraction(value, second.value?, mark),
        _ => None,
    };
    if matches!(mark, Mark::Fraction) || quotient.is_some() && second.count >= MANY {
        let value = Some(quotient?);
        let last = at as u32 + 3;
        return Some(DigitNumber {
            last,
            value,
            script: Script::Marked,
            swapped: None,
            other: None,
            quotient,
            plain: None,
        });
    }
    let fraction = second.fraction()?;
    let written = value.checked_add(fraction)?;
    let swapped = if mark == Mark::Slash {
        second.value.zip(head.fraction()).and_then(|(whole, part)| whole.checked_add(part))
    } else {
        None
    };
    let as_thousands = (second.count == 3 && head.count <= 3 && !value.is_zero())
        .then(|| second.behind(value))
        .flatten()
        .filter(|_| matches!(mark, Mark::Point | Mark::Dot | Mark::Slash));
    // Nobody writes the zeros that end a decimal part: «۲۸٫۹۰۰» has thousands. Behind «/» people do: «۳/۲۵۰ کیلو».
    let (value, other) = match as_thousands.filter(|_| mark != Mark::Slash) {
        Some(thousands) if second.value.is_some_and(|part| (part % Decimal::TEN).is_zero()) => {
            (thousands, Some(written))
        }
        _ => (written, as_thousands),
    };
    Some(DigitNumber {
        last: at as u32 + 3,
        value: Some(value),
        script: Script::Marked,
        swapped,
        other,
        quotient,
        plain: None,
    })
}

/// Fewest digits of the many parts of which one is told: «۱/۱۰۰۰».
const MANY: usize = 4;

/// «۱/۲», «۳/۴»: the fractions that kitchens measure by, and one of very many («۱/۲۵۰۰۰»: nobody ends a decimal part in zeros);
/// what has the sign of fractions between («۱⁄۵») is any.
fn kitchen_fraction(head: Decimal, parts: Decimal, mark: Mark) -> Option<Decimal> {
    let common = [(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 8)];
    let known = common.iter().any(|&(a, b)| head == Decimal::from(a) && parts == Decimal::from(b));
    let many = Decimal::ONE_THOUSAND <= parts && (parts % Decimal::from(500)).is_zero();
    let fits = known
        || (head == Decimal::ONE && many)
        || (mark == Mark::Fraction && !head.is_zero() && head < parts);
    fits.then(|| head.checked_div(parts)).flatten()
}

/// «یزد,۳۴,۱۹,۱۲»: whether commas without blanks stand before a number and behind it, too, as they do between cells.
fn is_in_row(text: &str, tokens: &Tokens, at: usize) -> bool {
    let comma = |at: usize| {
        let token = tokens.list.get(at)?;
        let next = tokens.list.get(at + 1)?;
        (token.gap == Gap::None && next.gap == Gap::None && mark_of(text, token)? == Mark::Comma)
            .then_some(())
    };
    at.checked_sub(1).and_then(comma).is_some() || comma(at + 3).is_some()
}

/// What can stand between digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// U+066C, a space that does not break, an apostrophe: thousands.
    Thousands,
    /// A comma: thousands before three digits, else a decimal mark.
    Comma,
    /// U+066B or a comma before other than three digits.
    Point,
    /// A full stop: either.
    Dot,
    /// «/»: a decimal mark, or before groups of three thousands (or a date).
    Slash,
    /// The sign of fractions, «⁄».
    Fraction,
}

/// The mark at token `at` and the digits behind it, nothing between them.
fn marked(text: &str, tokens: &Tokens, at: usize) -> Option<(Mark, Group)> {
    let token = tokens.list.get(at)?;
    let digits = tokens.list.get(at + 1)?;
    if token.gap != Gap::None || digits.gap != Gap::None || digits.kind != TokenKind::Digits {
        return None;
    }
    Some((mark_of(text, token)?, Group::at(tokens, at + 1)))
}

/// The whole number that was torn apart at its marks, as scanners and typists do, and where it ends: «۱٫ ۸۵۰», «۲ . ۱۳۵ . ۰۰۰». Groups of
/// three digits stand behind the same mark, with blanks beside it. That they are groups say zeros alone, a mark that
/// stands in numbers only, or two full stops.
fn torn(text: &str, tokens: &Tokens, at: usize, head: &Group) -> Option<(Decimal, u32)> {
    let mark = |at: usize| {
        let token = tokens.list.get(at)?;
        matches!(token.kind, TokenKind::Punctuation | TokenKind::Stop).then_some(())?;
        text.get(token.span().range()).filter(|mark| TORN.contains(mark))
    };
    let first = mark(at + 1)?;
    if head.count > 3 || head.padded {
        return None;
    }
    let (mut value, mut next) = (head.value.filter(|value| !value.is_zero())?, at + 1);
    let (mut apart, mut zeros) = (false, false);
    while let Some(gaps) = tokens.list.get(next..next + 2)
        && mark(next) == Some(first)
        && gaps.iter().all(|token| matches!(token.gap, Gap::None | Gap::Space))
        && gaps.last().is_some_and(|digits| digits.kind == TokenKind::Digits)
    {
        let group = Group::at(tokens, next + 1);
        if group.count != 3 {
            break;
        }
        value = group.behind(value)?;
        apart |= gaps.iter().any(|token| token.gap == Gap::Space);
        zeros |= group.is_zeros();
        next += 2;
    }
    let groups = (next - at) / 2;
    let told = zeros || groups > 0 && OF_NUMBERS.contains(&first) || groups > 1 && first == ".";
    (apart && told).then_some((value, next as u32))
}

/// Marks between groups of digits that were torn apart.
const TORN: [&str; 7] = [".", ",", "،", "/", "٫", "٬", "'"];
/// Those of them that stand in numbers alone.
const OF_NUMBERS: [&str; 2] = ["٫", "٬"];

fn mark_of(text: &str, token: &Token) -> Option<Mark> {
    Some(match text.get(token.span().range())?.chars().next()? {
        '٬' | '\'' | '’' => Mark::Thousands,
        ',' | '،' => Mark::Comma,
        '٫' => Mark::Point,
        '.' => Mark::Dot,
        '/' => Mark::Slash,
        // «۱۲ر۵»: as old print has the decimal mark, and as scanners read «٫».
        'ر' if token.span().len() == 'ر'.len_utf8() as u32 => Mark::Slash,
        '⁄' => Mark::Fraction,
        _ => return None,
    })
}

/// Whether digits are zeros alone that end a number of which the rest is not known: «۰۰۰ ریال».
pub(super) fn is_rest(tokens: &Tokens, at: usize) -> bool {
    let group = Group::at(tokens, at);
    group.count >= 3 && group.is_zeros()
}

/// «۶ / ۲ ریشتر»: a slash with spaces on both sides, as tokenised text has it, between short runs of digits
/// and before a word. With a third number it is a date.
fn spaced(text: &str, tokens: &Tokens, at: usize, head: &Group) -> Option<(Mark, Group)> {
    let is = |at: usize, kind| tokens.list.get(at).is_some_and(|token| token.kind == kind);
    let slash =
        |at: usize| tokens.list.get(at).is_some_and(|token| text.get(token.span().range()) == Some("/"));
    let apart =
        [at + 1, at + 2].iter().all(|&at| tokens.list.get(at).is_some_and(|token| token.gap == Gap::Space));
    let alone = !at.checked_sub(1).is_some_and(slash);
    let fits =
        apart && alone && slash(at + 1) && is(at + 2, TokenKind::Digits) && is(at + 3, TokenKind::Word);
    let group = fits.then(|| Group::at(tokens, at + 2))?;
    (head.count <= 3 && group.count <= 2).then_some((Mark::Slash, group))
}

/// A run of digits.
struct Group {
    count: usize,
    padded: bool,
    value: Option<Decimal>,
}

impl Group {
    fn at(tokens: &Tokens, at: usize) -> Self {
        let codes = tokens.codes_of(at);
        let count = codes.iter().filter(|&&code| is_digit(code)).count();
        let value = (count <= 28).then(|| {
            let number = codes.iter().fold(0_i128, |n, &code| n * 10 + i128::from(code - DIGIT_ZERO));
            Decimal::try_from_i128_with_scale(number, 0).ok()
        });
        Self { count, padded: count > 1 && codes.first() == Some(&DIGIT_ZERO), value: value.flatten() }
    }

    fn script(&self) -> Script {
        Script::Digits { count: self.count.min(255) as u8, padded: self.padded }
    }

    /// A number with the group behind it, as which three digits are so many ones.
    fn behind(&self, value: Decimal) -> Option<Decimal> {
        value.checked_mul(Decimal::ONE_THOUSAND)?.checked_add(self.value?)
    }

    fn is_zeros(&self) -> bool {
        self.value.is_some_and(|value| value.is_zero())
    }

    /// The digits as a decimal part.
    fn fraction(&self) -> Option<Decimal> {
        let mut value = self.value?;
        value.set_scale(u32::try_from(self.count).ok()?).ok()?;
        Some(value.normalize())
    }
}
