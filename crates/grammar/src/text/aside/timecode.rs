//! The times that subtitles and transcripts stand at: «00:02:31,200 --> 00:02:34,900», «[00:01:15]» before a line.

use super::model::{Aside, AsideKind};

/// What stands between the times from which and up to which a line is shown.
const ARROW: &str = "-->";
/// How far into a line its first time begins, in bytes.
const REACH: usize = 16;
/// Fields before the words of a line of the Advanced SubStation format.
const FIELDS: usize = 9;
/// Most words before the colon behind a speaker.
const SPEAKER: usize = 3;
/// Longest number of a subtitle, in digits.
const NUMBER: usize = 6;

/// Finds the times of a text, from its beginning on.
#[derive(Debug, Default)]
pub(super) struct Times {
    /// How far the text was read.
    behind: usize,
    /// The last time of minutes and seconds, in seconds, since one in the first minute: «[00:12]», «[01:40]».
    last: Option<u32>,
}

impl Times {
    /// Reads the line around a colon, where it stands near the line's beginning.
    pub(super) fn read(&mut self, text: &str, at: usize, found: &mut Vec<Aside>) {
        if at < self.behind {
            return;
        }
        let from = at.saturating_sub(REACH);
        let before = text.as_bytes().get(from..at).unwrap_or_default();
        let line = before.iter().rposition(|b| matches!(b, b'\n' | b'\r'));
        let Some(start) = line.map(|n| from + n + 1).or((from == 0).then_some(0)) else { return };
        let Some(line) = text.get(start..).map(line_of) else { return };
        let length = shown(line);
        if length.is_some() {
            found.extend(number_above(text, start));
        }
        let length = length
            .or_else(|| bracketed(line))
            .or_else(|| self.of_minutes(line))
            .or_else(|| dialogue(line))
            .or_else(|| transcribed(line));
        self.behind = length.map_or(at + 1, |length| start + length);
        if length.is_some() {
            found.push(Aside::new(start, self.behind, AsideKind::Opaque));
        }
    }
}

impl Times {
    /// The bytes of minutes and seconds in brackets that a line begins with, which run on from the first minute; before a speaker
    /// they are the hour of a message.
    fn of_minutes(&mut self, line: &str) -> Option<usize> {
        let inner = line.strip_prefix('[')?;
        let time = time(inner).filter(|time| !time.told)?;
        let rest = inner.get(time.length..)?.strip_prefix(']')?;
        let mut words = rest.trim_start().split(' ').take(SPEAKER);
        let spoken = words.any(|word| word.len() > 1 && word.ends_with(':'));
        let mut numbers = inner.get(..time.length)?.split(':').map(number);
        let (minutes, seconds) = (numbers.next()??, numbers.next()??);
        let at = minutes * 60 + seconds;
        let runs = self.last.map_or(time.zero, |last| at >= last);
        if spoken || !runs || seconds > 59 {
            return None;
        }
        self.last = Some(at);
        Some(time.length + 2)
    }
}

/// The value of a few digits.
fn number(digits: &str) -> Option<u32> {
    digits.chars().try_fold(0, |value: u32, c| Some(value * 10 + digit(c)?))
}

fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '۰'..='۹' => '۰',
        '٠'..='٩' => '٠',
        _ => return None,
    };
    u32::from(c).checked_sub(u32::from(zero))
}

fn line_of(text: &str) -> &str {
    text.split(['\n', '\r']).next().unwrap_or_default()
}

/// The bytes of a line of two times with an arrow between them.
fn shown(line: &str) -> Option<usize> {
    let rest = line.get(time(line)?.length..)?.trim_start().strip_prefix(ARROW)?.trim_start();
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
    let time = time(line.get(1..)?)?;
    (time.told && line.get(1 + time.length..)?.starts_with(close)).then_some(time.length + 2)
}

/// The bytes before the words of a line of the Advanced SubStation format.
fn dialogue(line: &str) -> Option<usize> {
    let fields = line.strip_prefix("Dialogue:")?;
    let last = fields.match_indices(',').nth(FIELDS - 1)?.0;
    Some(line.len() - fields.len() + last + 1)
}

/// The bytes of the times that a line of a transcript or a cutting list begins with: one in the first hour, one before a
/// speaker («00:10:05 مجری: …»), or those of four numbers, whose last counts pictures.
fn transcribed(line: &str) -> Option<usize> {
    let first = time(line).filter(|time| time.told)?;
    let behind = line.get(first.length..)?;
    if first.pictures {
        let second = time(behind.trim_start()).filter(|time| time.pictures);
        return Some(match second {
            Some(second) => line.len() - behind.trim_start().len() + second.length,
            None => first.length,
        });
    }
    let words = behind.trim_start().split(' ').take(SPEAKER);
    let spoken = words.into_iter().any(|word| word.len() > 1 && word.ends_with(':'));
    let apart = behind.starts_with([' ', '\t']);
    (apart && (first.zero || spoken)).then_some(first.length)
}

/// A time that a text begins with.
#[derive(Clone, Copy)]
struct Time {
    /// Its bytes.
    length: usize,
    /// Whether it is of three numbers or has a fraction.
    told: bool,
    /// Whether its hour is none.
    zero: bool,
    /// Whether it is of four numbers.
    pictures: bool,
}

fn time(text: &str) -> Option<Time> {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_numeric()).unwrap_or(rest.len());
        let count = rest.get(..length).map_or(0, |digits| digits.chars().count());
        (1..=3).contains(&count).then_some(from + length)
    };
    let behind = |at: usize, marks: &[u8]| {
        text.as_bytes().get(at).filter(|mark| marks.contains(mark)).map(|mark| (at + 1, *mark))
    };
    let first = digits(0)?;
    let second = digits(behind(first, b":")?.0)?;
    let third = behind(second, b":").and_then(|(at, _)| digits(at));
    let seconds = third.unwrap_or(second);
    let fraction = behind(seconds, b",.:").and_then(|(at, mark)| Some((digits(at)?, mark)));
    Some(Time {
        length: fraction.map_or(seconds, |(end, _)| end),
        told: third.is_some() || fraction.is_some(),
        zero: text
            .get(..first)
            .is_some_and(|hour| hour.chars().all(|c| c.to_digit(10) == Some(0) || matches!(c, '۰' | '٠'))),
        pictures: fraction.is_some_and(|(_, mark)| mark == b':'),
    })
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
        let (mut found, mut times) = (Vec::new(), Times::default());
        text.match_indices(':').for_each(|(at, _)| times.read(text, at, &mut found));
        found.iter().map(|aside| &text[aside.start as usize..aside.end as usize]).collect()
    }

    #[test]
    fn the_times_of_subtitles() {
        assert_eq!(
            found("12\r\n00:02:31,200 --> 00:02:34,900\r\nنان\n\n13\n۰۱:۲۵.۰۰۰ --> ۰۱:۲۶.۰۰۰ line:0\nنان"),
            ["12", "00:02:31,200 --> 00:02:34,900", "13", "۰۱:۲۵.۰۰۰ --> ۰۱:۲۶.۰۰۰ line:0"]
        );
        assert_eq!(
            found("[00:01:15] نان\n(۰۰:۰۲:۱۰) آب\n[01:15.20] نان"),
            ["[00:01:15]", "(۰۰:۰۲:۱۰)", "[01:15.20]"]
        );
        assert_eq!(found("[00:12] نان\n[۰۱:۴۰] آب\n[01:20] باد"), ["[00:12]", "[۰۱:۴۰]"]);
    }

    #[test]
    fn times_of_the_clock_are_none() {
        for text in [
            "ساعت 00:12:01",
            "12:30 قطار رسید",
            "[12:30] قطار رسید",
            "قطار در [00:12:01] رسید",
            "راه: ۱۲",
            "[00:12] مهین: رسیدم",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
