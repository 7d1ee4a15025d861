//! The text of one file: which encoding its bytes are in, or why they are not text.
//!
//! Nothing is guessed where the bytes speak against it. A byte order mark decides; else bytes that
//! carry the marks of UTF-16 are UTF-16; else valid UTF-8 is UTF-8. Bytes that are mostly valid UTF-8
//! are *broken* UTF-8 and refused with the place, for reading them as a legacy encoding would turn one
//! damaged byte into a whole page of nonsense. Only what is left may be Windows-1256.

use super::Defect;
use super::allowance::{Allowance, Limits};
use std::borrow::Cow;

/// A character encoding that the caller names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// The encoding of this name (`utf-8`, `windows-1256`, `utf-16le`, …; any WHATWG label).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        encoding_rs::Encoding::for_label_no_replacement(name.as_bytes()).map(Self)
    }

    /// Its name in lower case.
    #[must_use]
    pub fn name(self) -> String {
        self.0.name().to_ascii_lowercase()
    }
}

impl serde::Serialize for Encoding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

/// Decoded text and the encoding it was in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without byte order mark.
    pub text: String,
    /// The encoding: `utf-8`, `utf-8-sig` (with byte order mark), `utf-16le`, `windows-1256`, ….
    pub encoding: Cow<'static, str>,
    /// Whether the text is the file itself (UTF-8), byte order mark aside.
    pub is_utf8: bool,
}

/// Starts of files that are no text, and what people call them.
const MAGIC: [(&[u8], &str); 11] = [
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, XLSX, ODT and EPUB files are such archives)"),
    (b"\xD0\xCF\x11\xE0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1F\x8B", "a gzip file"),
    (b"\x28\xB5\x2F\xFD", "a zstd file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7FELF", "a program"),
    (b"PAR1", "a Parquet file"),
];

/// The share of multi-byte sequences that must be valid for a file to count as damaged UTF-8.
///
/// UTF-8 with a damaged place is near 1. Windows-1256 is far below: a letter followed by one of the
/// few letters it keeps below 0xC0 («پ چ ژ ک گ») makes a valid pair by chance, a few in a hundred.
const BROKEN_UTF8_SHARE: f64 = 0.3;

/// Decodes a whole file.
///
/// # Errors
///
/// A [`Defect`] for bytes that are no text, that break their encoding, or whose encoding is unknown.
pub fn decode(bytes: &[u8], forced: Option<Encoding>) -> Result<Decoded, Defect> {
    decode_within(bytes, forced, &Allowance::of(Limits::default(), 0))
}

/// Decodes a file in the time that it is allowed.
///
/// # Errors
/// As [`decode`], and `timeout`.
pub(super) fn decode_within(
    bytes: &[u8],
    forced: Option<Encoding>,
    allowance: &Allowance<'_>,
) -> Result<Decoded, Defect> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        let message = format!("expected plain text, found {what}; save its text as .txt first");
        return Err(Defect::new("binary", message).at(0));
    }
    let decoded = match forced {
        Some(Encoding(encoding)) => strict(encoding, bytes)?,
        None => detected(bytes, allowance)?,
    };
    allowance.ask_now()?;
    match control_bytes(decoded.text.as_bytes()) {
        // A place in the text is none in the file.
        Some((_, found)) => Err(Defect::new("binary", format!("expected text, found {found}"))),
        None => Ok(decoded),
    }
}

fn detected(bytes: &[u8], allowance: &Allowance<'_>) -> Result<Decoded, Defect> {
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        let message = "expected UTF-8, UTF-16 or Windows-1256, found a UTF-32 byte order mark";
        return Err(Defect::new("unknown-encoding", message).at(0));
    }
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return strict(encoding, bytes);
    }
    if let Some(encoding) = unmarked_utf16(bytes).filter(|_| !is_surely_utf8(bytes)) {
        return strict(encoding, bytes);
    }
    if let Some((at, found)) = control_bytes(bytes) {
        let message = format!("expected text, found {found} from byte {at} on");
        return Err(Defect::new("binary", message).at(at as u64));
    }
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: text.to_owned(), encoding: "utf-8".into(), is_utf8: true }),
        Err(_) if valid_share(bytes, allowance)? >= BROKEN_UTF8_SHARE => strict(encoding_rs::UTF_8, bytes),
        Err(_) => legacy(bytes, allowance),
    }
}

/// Decodes without ever replacing anything; a byte order mark of the same encoding is dropped.
fn strict(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<Decoded, Defect> {
    let mark =
        encoding_rs::Encoding::for_bom(bytes).filter(|(found, _)| *found == encoding).map_or(0, |(_, n)| n);
    let body = bytes.get(mark..).unwrap_or_default();
    let is_utf8 = encoding == encoding_rs::UTF_8;
    let name = match (is_utf8, mark) {
        (true, 0) => "utf-8".into(),
        (true, _) => "utf-8-sig".into(),
        (false, _) => encoding.name().to_ascii_lowercase().into(),
    };
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => Ok(Decoded { text: text.into_owned(), encoding: name, is_utf8 }),
        None => {
            let at = mark + valid_prefix(encoding, body);
            let found =
                bytes.get(at).map_or_else(|| "the end".to_owned(), |byte| format!("byte 0x{byte:02X}"));
            let (code, name) = (if is_utf8 { "broken-utf8" } else { "broken-encoding" }, encoding.name());
            let message = format!("expected {name} throughout, found {found} that breaks it at byte {at}");
            Err(Defect::new(code, message).at(at as u64))
        }
    }
}

/// Bytes before the first one that breaks the encoding.
fn valid_prefix(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> usize {
    if encoding == encoding_rs::UTF_8 {
        return std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), |_| bytes.len());
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut window = [0u8; 4096];
    let mut read = 0;
    loop {
        let rest = bytes.get(read..).unwrap_or_default();
        let (result, consumed, _) = decoder.decode_to_utf8_without_replacement(rest, &mut window, true);
        read += consumed;
        match result {
            encoding_rs::DecoderResult::InputEmpty => return read,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(length, after) => {
                return read.saturating_sub(usize::from(length) + usize::from(after));
            }
        }
    }
}

/// UTF-16 without a mark: every second byte is one of the few that open the blocks of Persian text.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = bytes.get(..bytes.len().min(64 << 10)).unwrap_or_default();
    // UTF-8 text holds neither of these bytes, UTF-16 text cannot do without them.
    if !bytes.len().is_multiple_of(2) || memchr::memchr2(0x00, 0x06, sample).is_none() {
        return None;
    }
    let high = |byte: u8| matches!(byte, 0x00 | 0x06 | 0x20 | 0xFB..=0xFE);
    let mut units = [0usize; 2];
    for pair in sample.as_chunks::<2>().0 {
        let [first, second] = *pair;
        // NUL itself is no text in either order.
        units[0] += usize::from(high(second) && (first, second) != (0, 0));
        units[1] += usize::from(high(first) && (first, second) != (0, 0));
    }
    let pairs = sample.len() / 2;
    let enough = |count: usize| count * 100 >= pairs * 95;
    match (enough(units[0]), enough(units[1])) {
        (true, false) => Some(encoding_rs::UTF_16LE),
        (false, true) => Some(encoding_rs::UTF_16BE),
        (true, true) if units[0] >= units[1] => Some(encoding_rs::UTF_16LE),
        (true, true) => Some(encoding_rs::UTF_16BE),
        (false, false) => None,
    }
}

/// Whether bytes are UTF-8 for all that some look like UTF-16: they have no NUL, and the byte that every letter of Persian has
/// in UTF-16 is no more than an accident.
fn is_surely_utf8(bytes: &[u8]) -> bool {
    memchr::memchr(0, bytes).is_none()
        && simdutf8::basic::from_utf8(bytes).is_ok()
        && memchr::memchr_iter(0x06, bytes).count() * 5 < bytes.len() * 2
}

/// Valid multi-byte sequences among all that are not ASCII.
fn valid_share(bytes: &[u8], allowance: &Allowance<'_>) -> Result<f64, Defect> {
    let (mut valid, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        allowance.ask_after(chunk.valid().len())?;
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    Ok(valid as f64 / (valid + broken).max(1) as f64)
}

/// The one legacy encoding of Persian text, if both the detector and the letters agree.
fn legacy(bytes: &[u8], allowance: &Allowance<'_>) -> Result<Decoded, Defect> {
    /// Bytes that are looked at before the time is asked.
    const PART: usize = 1 << 20;
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    for part in bytes.chunks(PART) {
        detector.feed(part, part.as_ptr_range().end == bytes.as_ptr_range().end);
        allowance.ask_now()?;
    }
    let guess = detector.guess(Some(b"ir"), chardetng::Utf8Detection::Deny);
    let decoded = strict(encoding_rs::WINDOWS_1256, bytes)?;
    allowance.ask_now()?;
    let foreign = decoded.text.chars().filter(|c| !c.is_ascii()).count();
    allowance.ask_now()?;
    let arabic = decoded.text.chars().filter(|&c| is_arabic_script(c)).count();
    allowance.ask_now()?;
    // The code page also holds French letters, which the bytes of other legacy encodings become.
    let french =
        decoded.text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic() && !is_arabic_script(*c)).count();
    let sure = guess == encoding_rs::WINDOWS_1256 && arabic * 2 > foreign && french * 20 <= arabic;
    // Of a few words the detector takes some for its neighbours, which have Western letters or those of
    // «ه», «و» and «ي» where Windows-1256 has French ones: text without any of them is not theirs.
    let neighbour = guess == encoding_rs::ISO_8859_6 || guess == encoding_rs::WINDOWS_1252;
    if sure || neighbour && french == 0 && is_of_arabic_words(&decoded.text) {
        return Ok(decoded);
    }
    let at = valid_prefix(encoding_rs::UTF_8, bytes);
    let message = format!(
        "expected UTF-8, UTF-16 or Windows-1256, found bytes that look like {} from byte {at} on; \
         --encoding names the encoding",
        guess.name()
    );
    Err(Defect::new("unknown-encoding", message).at(at as u64))
}

/// Whether all that is not ASCII are words of the Arabic script: letters, of which two stand together in some word, none
/// beside a Latin one as in «Straße», and marks behind letters alone.
fn is_of_arabic_words(text: &str) -> bool {
    let is_mark = |c: char| matches!(c, '\u{064B}'..='\u{0652}' | '\u{0670}');
    let is_word = |word: &str| {
        word.chars().all(|c| is_arabic_script(c) && c.is_alphabetic() || is_mark(c))
            && !word.starts_with(is_mark)
    };
    let stands_apart = |c: char| !c.is_alphanumeric() && !is_mark(c) && !is_arabic_script(c);
    let mut words = text
        .split(|c: char| c.is_ascii_digit() || stands_apart(c))
        .filter(|word| !word.is_ascii())
        .map(|word| is_word(word).then(|| word.chars().count()));
    words.clone().all(|length| length.is_some()) && words.any(|length| length >= Some(2))
}

/// Letters and marks that Windows-1256 shares with Persian text, joiners included.
const fn is_arabic_script(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{06FF}' | '\u{200C}'..='\u{200F}')
}

/// NUL bytes, or many other control characters, are not text: the first place, and what is there.
fn control_bytes(bytes: &[u8]) -> Option<(usize, String)> {
    if let Some(at) = memchr::memchr(0, bytes) {
        return Some((at, "a NUL character".to_owned()));
    }
    let control = |b: &u8| *b == 0x7F || (*b < 0x20 && !(0x09..=0x0D).contains(b));
    // Short sums in a byte each, which the compiler can add up many at a time.
    let many = |chunk: &[u8]| usize::from(chunk.iter().map(|b| u8::from(control(b))).sum::<u8>());
    let many: usize = bytes.chunks(255).map(many).sum();
    // PDF extraction leaves a stray one here and there.
    (many * 100 > bytes.len())
        .then(|| (bytes.iter().position(control).unwrap_or_default(), format!("{many} control characters")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SAMPLE: &str = "دیدار دو هیأت در تهران\r\nروز سه\u{200C}شنبه برگزار شد؛ گفتگو ادامه دارد.\n";

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    fn windows_1256(text: &str) -> Vec<u8> {
        // The code page has no «ی»: Windows wrote Arabic «ي».
        let (bytes, _, lossy) = encoding_rs::WINDOWS_1256.encode(text);
        assert!(!lossy);
        bytes.into_owned()
    }

    #[test]
    fn utf8_with_an_odd_byte_is_not_taken_for_utf16() {
        for words in ["a b c d e \u{6} g h ", "1 2 3 4 5 \u{6} "] {
            let text = words.to_owned() + &"a b ".repeat(200);
            assert_eq!(decode(text.as_bytes(), None).expect(&text).encoding, "utf-8", "{words:?}");
        }
        // Without a space no byte of it is zero, and all of it is ASCII.
        let word: Vec<u8> = "سلام".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&word, None).expect("a word").text, "سلام");
    }

    #[test]
    fn utf8_with_and_without_mark() {
        let plain = decode(SAMPLE.as_bytes(), None).expect("valid");
        assert_eq!((plain.text.as_str(), &*plain.encoding, plain.is_utf8), (SAMPLE, "utf-8", true));
        let marked = decode(format!("\u{FEFF}{SAMPLE}").as_bytes(), None).expect("valid");
        assert_eq!((marked.text.as_str(), &*marked.encoding, marked.is_utf8), (SAMPLE, "utf-8-sig", true));
    }

    #[test]
    fn utf16_with_and_without_mark_in_both_orders() {
        for (little, name) in [(true, "utf-16le"), (false, "utf-16be")] {
            for text in [SAMPLE.to_owned(), format!("\u{FEFF}{SAMPLE}")] {
                let decoded = decode(&utf16(&text, little), None).expect("valid");
                assert_eq!(
                    (decoded.text.as_str(), &*decoded.encoding, decoded.is_utf8),
                    (SAMPLE, name, false)
                );
            }
        }
    }

    #[test]
    fn windows_1256_is_detected_and_can_be_forced() {
        let text = SAMPLE.replace('ی', "ي");
        for forced in [None, Encoding::from_name("windows-1256")] {
            let decoded = decode(&windows_1256(&text), forced).expect("valid");
            assert_eq!(
                (decoded.text.as_str(), &*decoded.encoding, decoded.is_utf8),
                (&*text, "windows-1256", false)
            );
        }
    }

    #[test]
    fn a_damaged_byte_is_refused_where_it_stands_and_never_read_as_a_legacy_encoding() {
        for repeat in [1, 100] {
            let mut bytes = SAMPLE.repeat(repeat).into_bytes();
            bytes[9] = 0xFF;
            let defect = decode(&bytes, None).expect_err("damaged");
            assert_eq!(defect.code, "broken-utf8");
            // The lead byte before the damage is where the sequence breaks.
            assert_eq!(defect.byte_offset, Some(if SAMPLE.is_char_boundary(9) { 9 } else { 8 }));
        }
    }

    #[test]
    fn an_odd_half_of_utf16_is_refused() {
        let mut bytes = utf16(&format!("\u{FEFF}{SAMPLE}"), true);
        bytes.push(0x27);
        let defect = decode(&bytes, None).expect_err("odd");
        assert_eq!((defect.code, defect.byte_offset), ("broken-encoding", Some(bytes.len() as u64 - 1)));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&b"%PDF-1.7 x"[..], b"PK\x03\x04rest", b"plain\0text!", b"\x01\x02\x03\x04 a", &noise] {
            let defect = decode(bytes, None).expect_err("no text");
            assert_eq!(defect.code, "binary", "{defect:?}");
        }
    }

    #[test]
    fn other_legacy_encodings_are_refused_with_their_name() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("Совместное заявление трёх сторон о прекращении огня");
        let defect = decode(&bytes, None).expect_err("Russian");
        assert_eq!(defect.code, "unknown-encoding");
        assert!(defect.message.contains("--encoding"), "{}", defect.message);
    }

    #[test]
    fn a_few_words_of_windows_1256_are_read_as_a_page_of_them_is() {
        for text in ["شهر", "خانه 1398", "نامه 1390", "بانك", "نان، خبر", "قم (ايران) 12"]
        {
            let decoded = decode(&windows_1256(text), None).expect(text);
            assert_eq!((decoded.text.as_str(), &*decoded.encoding), (text, "windows-1256"));
        }
    }

    #[test]
    fn a_few_words_of_western_languages_are_no_windows_1256() {
        for text in ["Straße", "Größe 12", "Ærø", "ÅÄÖ-Straße", "naïve", "Łódź ÿ"] {
            let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
            assert!(decode(&bytes, None).is_err(), "{text}: {:?}", decode(&bytes, None));
        }
        for text in ["هو يقول", "مدينة كبيرة وجميلة"] {
            let (bytes, _, _) = encoding_rs::ISO_8859_6.encode(text);
            assert!(decode(&bytes, None).is_err(), "{text}: {:?}", decode(&bytes, None));
        }
    }

    #[test]
    fn an_empty_file_is_an_empty_text() {
        assert_eq!(decode(b"", None).map(|d| (d.text, d.is_utf8)), Ok((String::new(), true)));
    }

    proptest! {
        #[test]
        fn decoding_is_total(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Err(defect) = decode(&bytes, None) {
                prop_assert!(defect.byte_offset.is_none_or(|at| at <= bytes.len() as u64));
            }
        }

        #[test]
        fn utf8_text_comes_back_unchanged(text in "[\u{0627}-\u{06CC}\u{200C} \r\n.a-z]{0,80}") {
            let decoded = decode(text.as_bytes(), None).expect("text");
            prop_assert_eq!(decoded.text, text);
        }
    }
}
