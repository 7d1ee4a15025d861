//! Reference days as settings and records write them.

use super::document::{Reference, ReferenceSource};
use crate::calendar::Day;

/// Where documents have "today" from, as settings say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Where they are asked for a day of their own, in this order.
    pub from: Vec<ReferenceSource>,
    /// The day of those that have none.
    pub otherwise: Reference,
}

impl References {
    /// Reads `metadata`, `filename` and a day, each once at most.
    ///
    /// # Errors
    ///
    /// One sentence that says what was expected.
    pub fn parse<'w>(words: impl Iterator<Item = &'w str>) -> Result<Self, String> {
        let mut out = Self::default();
        for word in words {
            let source = match word.trim() {
                "metadata" => ReferenceSource::Metadata,
                "filename" => ReferenceSource::Filename,
                day if out.otherwise.day.is_none() => {
                    let day = parse_day(day).map_err(|message| {
                        let letters = day.chars().next().is_some_and(char::is_alphabetic);
                        if letters {
                            format!("expected metadata, filename or a Gregorian day, found «{day}»")
                        } else {
                            message
                        }
                    })?;
                    out.otherwise = Reference { day: Some(day), source: ReferenceSource::Pipeline };
                    continue;
                }
                _ => return Err("expected one day, found another".to_owned()),
            };
            if out.from.contains(&source) {
                return Err(format!("expected each source of days once, found {word} again"));
            }
            out.from.push(source);
        }
        Ok(out)
    }
}

/// Reads a Gregorian day written `YYYY-MM-DD`.
///
/// # Errors
///
/// One sentence that says what was expected, for anything else; also for years before 1600, which are
/// Hijri years in the wrong field rather than reference days of documents.
pub fn parse_day(written: &str) -> Result<Day, String> {
    let expected = "expected a Gregorian day such as 2020-12-10";
    match Day::from_iso(written) {
        // Years of four digits compare as text.
        Some(_) if written < "1600" => {
            Err(format!("{expected}, found «{written}», which looks like a Hijri date"))
        }
        Some(day) => Ok(day),
        None => Err(format!("{expected}, found «{written}»")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(parse_day("1970-01-01"), Ok(Day(0)));
        assert_eq!(parse_day("1969-12-31"), Ok(Day(-1)));
        assert_eq!(parse_day("2020-12-10"), Ok(Day(18606)));
    }

    #[test]
    fn anything_else_is_refused_with_what_was_expected() {
        for wrong in [
            "",
            "2020",
            "2020-13-01",
            "2020-02-30",
            "2020-12-10T00:00",
            "20201210",
            "۲۰۲۰-۱۲-۱۰",
            "2020-12-1x",
        ] {
            let message = parse_day(wrong).expect_err(wrong);
            assert!(message.contains("2020-12-10") && message.contains("expected"), "{message}");
        }
        assert!(parse_day("1399-09-20").expect_err("solar").contains("Hijri"));
    }
}
