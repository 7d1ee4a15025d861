//! Reference days as settings and records write them.

use crate::calendar::Day;
use jiff::civil::{Date, date};

/// Reads a Gregorian day written `YYYY-MM-DD`.
///
/// # Errors
///
/// One sentence that says what was expected, for anything else; also for years before 1600, which are
/// Hijri years in the wrong field rather than reference days of documents.
pub fn parse_day(written: &str) -> Result<Day, String> {
    let expected = "expected a Gregorian day such as 2020-12-10";
    let well_formed = written.len() == 10
        && written.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    let day: Date = match written.parse() {
        Ok(day) if well_formed => day,
        _ => return Err(format!("{expected}, found «{written}»")),
    };
    if day.year() < 1600 {
        return Err(format!("{expected}, found «{written}», which looks like a Hijri date"));
    }
    let days = day.duration_since(date(1970, 1, 1)).as_hours() / 24;
    i32::try_from(days).map(Day).map_err(|_| format!("{expected}, found «{written}»"))
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
        for wrong in ["", "2020", "2020-13-01", "2020-02-30", "2020-12-10T00:00", "20201210", "۲۰۲۰-۱۲-۱۰", "2020-12-1x"] {
            let message = parse_day(wrong).expect_err(wrong);
            assert!(message.contains("2020-12-10") && message.contains("expected"), "{message}");
        }
        assert!(parse_day("1399-09-20").expect_err("solar").contains("Hijri"));
    }
}
