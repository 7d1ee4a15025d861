//! The values of cells as a reader sees them: numbers without the noise of their last bits, shares in hundredths, days.

use crate::calendar::Day;

/// How the number of a cell is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a number.
    #[default]
    Number,
    /// In hundredths, with a sign for them.
    Percent,
    /// As a day, a time or both.
    Moment,
}

/// Days between the day 0 of workbooks and 1970; those that count from 1904 are behind by another four years.
const EPOCH: f64 = 25_569.0;
const LATE_EPOCH: f64 = 1_462.0;

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// A number as text; `late`: days are counted from 1904.
pub(super) fn number(value: f64, shown: Shown, late: bool) -> String {
    match shown {
        Shown::Number => plain(value),
        Shown::Percent => format!("{}%", plain(value * 100.0)),
        Shown::Moment => moment(value + if late { LATE_EPOCH } else { 0.0 }).unwrap_or_else(|| plain(value)),
    }
}

/// A number in as many digits as spreadsheets show, without exponent.
fn plain(value: f64) -> String {
    // Fifteen digits: what a double surely keeps of a decimal.
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded.abs() < 1e21 { rounded.to_string() } else { format!("{rounded:e}") }
}

fn moment(serial: f64) -> Option<String> {
    if !(0.0..3_000_000.0).contains(&serial) {
        return None;
    }
    let seconds = (serial.fract() * DAY).round();
    let (whole, seconds) =
        if seconds >= DAY { (serial.trunc() + 1.0, 0) } else { (serial.trunc(), seconds as u32) };
    let mut time = format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 > 0 {
        time.push_str(&format!(":{:02}", seconds % 60));
    }
    if whole < 1.0 {
        return Some(time);
    }
    // Day 60 is the 29th of February 1900, which never was.
    let whole = if whole < 60.0 { whole + 1.0 } else { whole };
    let day = Day((whole - EPOCH) as i32).to_iso();
    Some(if seconds == 0 { day } else { format!("{day} {time}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_what_a_sheet_shows() {
        for (value, shown, late, expected) in [
            (0.1 + 0.2, Shown::Number, false, "0.3"),
            (12e6, Shown::Number, false, "12000000"),
            (-2.50, Shown::Number, false, "-2.5"),
            (0.125, Shown::Percent, false, "12.5%"),
            (0.07, Shown::Percent, false, "7%"),
            (44_144.0, Shown::Moment, false, "2020-11-09"),
            (42_682.0, Shown::Moment, true, "2020-11-09"),
            (44_144.354_166_666_7, Shown::Moment, false, "2020-11-09 08:30"),
            (0.5, Shown::Moment, false, "12:00"),
            (1.0, Shown::Moment, false, "1900-01-01"),
            (-1.0, Shown::Moment, false, "-1"),
        ] {
            assert_eq!(number(value, shown, late), expected, "{value}");
        }
    }
}
