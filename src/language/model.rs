//! The languages that are told apart.

use crate::finding::{Finding, Severity};
use crate::text::{Span, TokenRange};
use serde::{Deserialize, Serialize};

/// A language, or what stands for none and for several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Language {
    #[default]
    None,
    Persian,
    Dari,
    Arabic,
    Urdu,
    Pashto,
    Sorani,
    /// Azerbaijani in Arabic letters.
    Azerbaijani,
    English,
    German,
    French,
    Turkish,
    Mixed,
}

impl Language {
    /// Every language, with its BCP 47 code and its English name.
    pub const ALL: [(Self, &'static str, &'static str); 13] = [
        (Self::Persian, "fa", "Persian"),
        (Self::Dari, "prs", "Dari"),
        (Self::Arabic, "ar", "Arabic"),
        (Self::Urdu, "ur", "Urdu"),
        (Self::Pashto, "ps", "Pashto"),
        (Self::Sorani, "ckb", "Sorani Kurdish"),
        (Self::Azerbaijani, "az", "Azerbaijani"),
        (Self::English, "en", "English"),
        (Self::German, "de", "German"),
        (Self::French, "fr", "French"),
        (Self::Turkish, "tr", "Turkish"),
        (Self::Mixed, "mixed", "several languages"),
        (Self::None, "none", "no language that is known"),
    ];

    /// The codes of all, in the same order.
    pub const CODES: [&'static str; Self::ALL.len()] = {
        let mut codes = [""; Self::ALL.len()];
        let mut n = 0;
        while n < codes.len() {
            codes[n] = Self::ALL[n].1;
            n += 1;
        }
        codes
    };

    /// The language of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == code).map(|(language, ..)| *language)
    }

    /// The language of a BCP 47 tag, as documents say it of themselves: «fa-IR», «fa-AF», «prs».
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
        let (code, rest) = tag.split_once('-').unwrap_or((&tag, ""));
        if code == Self::Persian.code() && rest.split('-').any(|part| part == "af") {
            return Some(Self::Dari);
        }
        Self::from_code(code).filter(|language| !matches!(language, Self::Mixed | Self::None))
    }

    /// The language of a text, of which its letters and words tell `self` and its source says `said`: what looks Persian may
    /// be Dari, and of what nothing tells the source knows.
    #[must_use]
    pub fn or_said(self, said: Option<Self>) -> Self {
        match (self, said) {
            (Self::Persian, Some(Self::Dari)) => Self::Dari,
            (Self::None, Some(said)) => said,
            _ => self,
        }
    }

    /// The BCP 47 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.names().0
    }

    /// The English name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        let known = Self::ALL.iter().find(|(language, ..)| *language == self);
        known.map_or(("", ""), |(_, code, name)| (code, name))
    }
}

/// What is known of a document's language.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Told {
    /// The language that most of it is in.
    pub language: Language,
    /// Whether none of it is in Persian, so that Persian words are not to be read in it.
    pub foreign: bool,
    /// The passages in which none are to be read, in text order.
    pub passages: Vec<Passage>,
}

/// A part of a document that is not in Persian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it is in.
    pub language: Language,
}

impl Told {
    /// What there is to say of the document and its passages in which no Persian is read; `place` gives the place of
    /// tokens.
    pub fn findings(&self, text: &str, place: impl Fn(TokenRange) -> Span) -> Vec<Finding> {
        let first = text.lines().next().map_or(0, str::len);
        let whole = (Span::new(0, u32::try_from(first).unwrap_or(0)), self.language);
        let places = self.passages.iter().map(|passage| (place(passage.tokens), passage.language));
        let finding = |(span, language): (Span, Language)| Finding {
            check: "other-language",
            severity: Severity::Warning,
            row: None,
            span,
            message: format!(
                "expected Persian, found {}: only what its letters have in common with Persian beyond doubt is read, \
                 numeric dates, digits with a unit, and names written alike",
                language.name()
            ),
        };
        self.foreign.then_some(whole).into_iter().chain(places).map(finding).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{self, Dari, English, None, Persian};

    #[test]
    fn tags_name_languages_and_regions() {
        let read = |tag| Language::of_tag(tag).map(Language::code);
        assert_eq!(
            ["fa", "fa-IR", "FA_AF", "prs-AF", "en-US"].map(read),
            ["fa", "fa", "prs", "prs", "en"].map(Some)
        );
        assert_eq!(["", "x-unknown", "mixed"].map(read), [Option::None; 3]);
    }

    #[test]
    fn a_source_says_what_the_text_leaves_open() {
        assert_eq!(Persian.or_said(Some(Dari)), Dari);
        assert_eq!(None.or_said(Some(Persian)), Persian);
        // The words of a text tell more than a site's template.
        assert_eq!(Persian.or_said(Some(English)), Persian);
        assert_eq!(Dari.or_said(Some(Persian)), Dari);
    }
}
