//! Addresses of the web and of mail, names of users, paths of files, and letters escaped for addresses.

use super::model::{Aside, AsideKind};
use memchr::memchr_iter;
use std::ops::Range;

/// What opens what an address stands in.
const OPENING: [char; 5] = ['(', '[', '\'', '*', '_'];
/// What ends a sentence or closes brackets behind an address.
const CLOSING: &[char] = &['.', ',', ';', ':', '!', '?', '\'', '*', '_', ']', ')'];
/// Endings of names of files.
const FILES: &[&str] = &[
    "7z", "apk", "avi", "bmp", "c", "conf", "cpp", "css", "csv", "doc", "docx", "epub", "exe", "gif", "gz",
    "h", "htm", "html", "iso", "java", "jpeg", "jpg", "js", "json", "log", "md", "mp3", "mp4", "odt", "pdf",
    "php", "png", "ppt", "pptx", "py", "rar", "rs", "sh", "svg", "toml", "txt", "xls", "xlsx", "xml",
];

/// Finds the addresses and paths of a text, from its beginning on.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// How far the text was read.
    behind: usize,
}

impl Addresses {
    /// Reads the letters without space around a slash, an at sign or a percent sign, where they were not read before.
    pub(super) fn read(&mut self, text: &str, at: usize, found: &mut Vec<Aside>) {
        if at < self.behind {
            return;
        }
        let chunk = chunk(text, self.behind, at);
        self.behind = chunk.end;
        if let Some(address) = text.get(chunk.clone()).and_then(address) {
            let (start, end) = (chunk.start + address.start, chunk.start + address.end);
            found.push(Aside::new(start, end, AsideKind::Opaque));
        }
    }
}

/// What stands around a byte without a space or a mark that no address has, not before `from`.
fn chunk(text: &str, from: usize, at: usize) -> Range<usize> {
    let before = text.get(from..at).unwrap_or_default();
    let start = before.char_indices().rev().find(|(_, c)| parts(*c)).map_or(0, |(n, c)| n + c.len_utf8());
    let after = text.get(at..).unwrap_or_default();
    let end = after.find(parts).unwrap_or(after.len());
    from + start..at + end
}

/// Whether a character stands in no address.
fn parts(c: char) -> bool {
    match c {
        '"' | '<' | '>' | '`' | '{' | '}' | '|' => true,
        '\0'..='~' => c <= ' ',
        '،' | '؛' | '؟' | '«' | '»' | '“' | '”' | '…' | '\u{61C}' | '\u{200E}' | '\u{200F}' => {
            true
        }
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => true,
        _ => c.is_whitespace(),
    }
}

/// The address or path in some letters without space.
fn address(chunk: &str) -> Option<Range<usize>> {
    let lead = chunk.len() - chunk.trim_start_matches(OPENING).len();
    let body = chunk.get(lead..)?;
    if let Some(at) = chunk.find("://") {
        let name =
            trailing(chunk.get(..at)?, |b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
        return (name >= 2).then(|| at - name..end(chunk, at + 3));
    }
    if let Some(at) = chunk.find("www.") {
        let begins = trailing(chunk.get(..at)?, u8::is_ascii_alphanumeric) == 0;
        return begins.then(|| at..end(chunk, at));
    }
    if let Some(found) = mail(chunk) {
        return Some(found);
    }
    if is_path(body) || has_domain(body) {
        return Some(lead..end(chunk, lead));
    }
    escaped(chunk)
}

/// How many bytes at the end of some letters are such.
fn trailing(letters: &str, is: impl Fn(&u8) -> bool) -> usize {
    letters.bytes().rev().take_while(is).count()
}

/// How many bytes at the beginning of some letters are such.
fn leading(letters: &str, is: impl Fn(&u8) -> bool) -> usize {
    letters.bytes().take_while(is).count()
}

/// Where the address ends whose host begins at `host`: without the stop of a sentence or the bracket behind it.
fn end(chunk: &str, host: usize) -> usize {
    let behind = chunk.get(host..).unwrap_or_default();
    let plain = leading(behind, |b| b.is_ascii() && !matches!(b, b'/' | b'\\' | b'?' | b'#'));
    // Persian letters stand behind the name of a host, not in the middle of it.
    let glued = plain > 0 && behind.as_bytes().get(plain).is_some_and(|b| !b.is_ascii());
    let whole = if glued { chunk.get(..host + plain) } else { Some(chunk) }.unwrap_or(chunk);
    let mut kept = whole;
    let inside = kept.get(host..).unwrap_or_default();
    let mut open = [('(', ')'), ('[', ']')]
        .map(|(open, close)| (close, inside.matches(open).count(), inside.matches(close).count()));
    while let Some(last) = kept.chars().next_back().filter(|c| CLOSING.contains(c)) {
        if let Some((_, opened, closed)) = open.iter_mut().find(|(close, ..)| *close == last) {
            // «…/راه_(شهر)»
            if opened >= closed {
                break;
            }
            *closed -= 1;
        }
        kept = kept.get(..kept.len() - last.len_utf8()).unwrap_or_default();
    }
    if kept.len() > host { kept.len() } else { whole.len() }
}

/// An address of mail, or the name of a user: «@rah_1399».
fn mail(chunk: &str) -> Option<Range<usize>> {
    let at = chunk.find('@')?;
    let user = trailing(chunk.get(..at)?, |b| b.is_ascii_alphanumeric() || b"._%+-".contains(b));
    let behind = chunk.get(at + 1..)?;
    let host = leading(behind, |b| b.is_ascii_alphanumeric() || b"._-".contains(b));
    let host = behind.get(..host)?.trim_end_matches(['.', '-']);
    let told = if user > 0 { host.contains('.') } else { at == 0 && host.len() >= 3 };
    let named = host.bytes().any(|b| b.is_ascii_alphabetic());
    (told && named).then(|| at - user..at + 1 + host.len())
}

/// A path of files: «C:\a», «/a/b», «~/a», «a/b.pdf», «a/b/c/».
fn is_path(body: &str) -> bool {
    let bytes = body.as_bytes();
    let slashes = bytes.iter().filter(|b| matches!(b, b'/' | b'\\')).count();
    match bytes {
        [drive, b':', b'/' | b'\\', ..] if drive.is_ascii_alphabetic() => return true,
        [b'\\', b'\\', letter, ..]
        | [b'~', b'/', letter, ..]
        | [b'.', b'/', letter, ..]
        | [b'.', b'.', b'/', letter, ..]
            if letter.is_ascii_alphanumeric() || *letter == b'.' =>
        {
            return true;
        }
        [b'/', letter, ..] if letter.is_ascii_alphabetic() => return slashes >= 2,
        [first, ..] if first.is_ascii_alphabetic() => {}
        _ => return false,
    }
    let first = leading(body, |b| !matches!(b, b'/' | b'\\'));
    let named = body.get(..first).is_some_and(|name| name.is_ascii() && name.len() >= 2);
    let file = body
        .trim_end_matches(CLOSING)
        .rsplit_once('.')
        .is_some_and(|(_, ending)| FILES.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    slashes > 0 && named && (file || slashes >= 3 || slashes == 2 && body.ends_with('/'))
}

/// An address without its scheme: «example.ir/1399/2».
fn has_domain(body: &str) -> bool {
    let Some((host, path)) = body.split_once('/') else { return false };
    let mut labels = host.split('.');
    let last = labels.next_back().unwrap_or_default();
    let plain =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let top = (2..=12).contains(&last.len()) && last.bytes().all(|b| b.is_ascii_alphabetic());
    !path.is_empty() && top && host.len() > last.len() && labels.all(plain)
}

/// Letters that are escaped, and what is written with them: «wiki/%D9%82%D8%A7».
fn escaped(chunk: &str) -> Option<Range<usize>> {
    let hex = |n: usize| chunk.as_bytes().get(n).filter(|b| b.is_ascii_hexdigit());
    let pair = |at: usize| {
        let sign = chunk.as_bytes().get(at) == Some(&b'%');
        Some([hex(at + 1).filter(|_| sign)?, hex(at + 2)?])
    };
    let told = |at: usize| {
        let (first, second) = (pair(at)?, pair(at + 3)?);
        first.iter().chain(&second).any(|b| b.is_ascii_alphabetic()).then_some(())
    };
    let at = memchr_iter(b'%', chunk.as_bytes()).find(|&at| told(at).is_some())?;
    let from = at - trailing(chunk.get(..at)?, u8::is_ascii_graphic);
    let end = at + leading(chunk.get(at..)?, u8::is_ascii_graphic);
    let kept = chunk.get(from..end)?.trim_end_matches(CLOSING).len();
    Some(from..from + kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        for signs in [&b"/\\@"[..], b"%"] {
            let mut addresses = Addresses::default();
            let places = (0..text.len()).filter(|at| signs.contains(&text.as_bytes()[*at]));
            places.for_each(|at| addresses.read(text, at, &mut found));
        }
        found.sort_by_key(|aside| (aside.start, std::cmp::Reverse(aside.end)));
        let parts = found.iter().map(|aside| &text[aside.start as usize..aside.end as usize]);
        let mut parts = parts.collect::<Vec<_>>();
        parts.dedup();
        parts
    }

    #[test]
    fn addresses_end_before_the_stop_of_the_sentence() {
        for (text, address) in [
            ("در https://example.ir/1399/8/19.", "https://example.ir/1399/8/19"),
            ("(منبع:http://example.ir/a?b=12)", "http://example.ir/a?b=12"),
            ("در «www.example.ir/راه/۱۲»، آمد", "www.example.ir/راه/۱۲"),
            ("https://example.irرا ببینید", "https://example.ir"),
            ("https://example.ir/شهر_(۱۲) بود", "https://example.ir/شهر_(۱۲)"),
            ("به نشانی rah.12@example.ir، بنویسید", "rah.12@example.ir"),
            ("کانال @rah_1399 است", "@rah_1399"),
            ("در C:\\rah\\1399\\سند.pdf است", "C:\\rah\\1399\\سند.pdf"),
            ("در /var/log/2020/11 است", "/var/log/2020/11"),
            ("در rah/2017/04/b.pdf است", "rah/2017/04/b.pdf"),
            ("در example.ir/1399/2 است", "example.ir/1399/2"),
            ("واژه wiki/%D9%82%D8%A7 است", "wiki/%D9%82%D8%A7"),
        ] {
            assert_eq!(found(text), [address], "{text}");
        }
    }

    #[test]
    fn dates_units_and_choices_are_no_addresses() {
        for text in [
            "۱۳۹۹/۸/۱۹",
            "12/Nov/2020",
            "11\\11\\1370",
            "km/h",
            "mg/kg/day",
            "TCP/IP",
            "۲۰% تا ۳۰%",
            "%۲۰",
            "50%20",
            "و/یا",
            "۵۰@۱۲",
            "a/b",
            "۱۲ km/h.",
            "/",
            "//",
            "\\",
            "@",
            "5mg/dL",
            "e.g./i.e.",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
