//! The times that subtitles and transcripts stand at: «00:01:23,456 --> 00:01:25,000», «[00:01:15]» before a line.

use super::find::{Aside, AsideKind};
use memchr::memchr_iter;

/// What stands between the times from which and up to which a line is shown.
const ARROW: &str = "-->";
/// How far into a line its first time begins, in bytes.
const REACH: usize = 16;
/// Longest number of a subtitle, in digits.
const NUMBER: usize = 6;

/// Finds the times of a text.
pub(super) fn find(text: &str, found: &mut Vec<Aside>) {
    let mut behind = 0;
    for at in memchr_iter(b':', text.as_bytes()) {
        if at < behind {
            continue;
        }
        let from = at.saturating_sub(REACH);
        let before = text.as_bytes().get(from..at).unwrap_or_default();
        let line = before.iter().rposition(|b| matches!(b, b'\n' | b'\r'));
        let Some(start) = line.map(|n| from + n + 1).or((from == 0).then_some(0)) else { continue };
        let Some(line) = text.get(start..).map(line_of) else { continue };
        behind = at + 1;
        if let Some(length) = shown(line) {
            if let Some(number) = number_above(text, start) {
                found.push(number);
            }
            behind = start + length;
            found.push(Aside::new(start, behind, AsideKind::Opaque));
        } else if let Some(length) = bracketed(line) {
            behind = start + length;
            found.push(Aside::new(start, behind, AsideKind::Opaque));
        }
    }
}

fn line_of(text: &str) -> &str {
    text.split(['\n', '\r']).next().unwrap_or_default()
}

/// The bytes of a line of two times with an arrow between them.
fn shown(line: &str) -> Option<usize> {
    let (from, _) = time(line)?;
    let rest = line.get(from..)?.trim_start().strip_prefix(ARROW)?.trim_start();
    time(rest)?;
    Some(line.trim_end().len())
}

/// The bytes of a time in brackets that a line begins with: of three numbers, or of two with a fraction.
fn bracketed(line: &str) -> Option<usize> {
    let close = match line.as_bytes().first()? {
        b'[' => ']',
        b'(' => ')',
        _ => return None,
    };
    let (length, told) = time(line.get(1..)?)?;
    (told && line.get(1 + length..)?.starts_with(close)).then_some(length + 2)
}

/// The bytes of a time that a text begins with, and whether it is of three numbers or has a fraction.
fn time(text: &str) -> Option<(usize, bool)> {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_numeric()).unwrap_or(rest.len());
        (1..=3)
            .contains(&rest.get(..length).map_or(0, |digits| digits.chars().count()))
            .then_some(from + length)
    };
    let behind = |at: usize, marks: &[u8]| {
        text.as_bytes().get(at).is_some_and(|mark| marks.contains(mark)).then_some(at + 1)
    };
    let second = digits(behind(digits(0)?, b":")?)?;
    let third = behind(second, b":").and_then(digits);
    let seconds = third.unwrap_or(second);
    let fraction = behind(seconds, b",.:").and_then(digits);
    Some((fraction.unwrap_or(seconds), third.is_some() || fraction.is_some()))
}

/// The number of the subtitle whose times begin at `start`: the whole line above.
fn number_above(text: &str, start: usize) -> Option<Aside> {
    let above = text.get(..start)?.strip_suffix('\n')?;
    let end = above.strip_suffix('\r').unwrap_or(above);
    let length: usize =
        end.chars().rev().take(NUMBER).take_while(|c| c.is_numeric()).map(char::len_utf8).sum();
    let from = end.len() - length;
    let whole = from == 0 || matches!(text.as_bytes().get(from - 1), Some(b'\n' | b'\r'));
    (length > 0 && whole).then(|| Aside::new(from, end.len(), AsideKind::Opaque))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        find(text, &mut found);
        found.iter().map(|aside| &text[aside.start as usize..aside.end as usize]).collect()
    }

    #[test]
    fn the_times_of_subtitles() {
        assert_eq!(
            found("12\r\n00:01:23,456 --> 00:01:25,000\r\nنان\n\n13\n۰۱:۲۵.۰۰۰ --> ۰۱:۲۶.۰۰۰ line:0\nنان"),
            ["12", "00:01:23,456 --> 00:01:25,000", "13", "۰۱:۲۵.۰۰۰ --> ۰۱:۲۶.۰۰۰ line:0"]
        );
        assert_eq!(
            found("[00:01:15] نان\n(۰۰:۰۲:۱۰) آب\n[01:15.20] نان"),
            ["[00:01:15]", "(۰۰:۰۲:۱۰)", "[01:15.20]"]
        );
    }

    #[test]
    fn times_of_the_clock_are_none() {
        for text in
            ["ساعت 00:12:01", "12:30 قطار رسید", "[12:30] قطار رسید", "قطار در [00:12:01] رسید", "راه: ۱۲"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
