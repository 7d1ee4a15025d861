//! Clock readings in a named time zone as instants.
//!
//! The rules of the zones are those bundled with the program, never the machine's own, so that a dataset
//! does not depend on where it was made. They know Iran's summer time up to 1401.

use std::sync::LazyLock;

use jiff::{
    civil::{DateTime, Time},
    tz::{TimeZone, TimeZoneDatabase},
};

use super::{Calendar, Day};

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut names: Vec<String> = ZONES.available().map(|name| name.to_string()).collect();
    names.sort_unstable();
    names
});

/// The instant at which clocks in an IANA zone (`Europe/Moscow`) read this time of this day, in microseconds
/// since 1970-01-01T00:00Z. 24:00:00 is the start of the next day.
///
/// A reading that clocks showed twice is the earlier instant; one that they skipped is moved forward by the
/// gap. `None` for an unknown zone, a reading that no clock shows, and days outside the Gregorian years 1
/// to 9999.
#[must_use]
pub fn instant_micros(day: Day, hour: u8, minute: u8, second: u8, zone: &str) -> Option<i64> {
    let (day, hour) = match (hour, minute, second) {
        (24, 0, 0) => (day.add_days(1)?, 0),
        _ => (day, hour),
    };
    let (year, month, day) = Calendar::Gregorian.parts(day);
    let date = jiff::civil::Date::new(
        i16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    );
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0);
    let instant = find(zone)?.to_timestamp(DateTime::from_parts(date.ok()?, time.ok()?)).ok()?;
    Some(instant.as_microsecond())
}

/// Whether a name is an IANA zone that the bundled rules know.
#[must_use]
pub fn is_known(zone: &str) -> bool {
    find(zone).is_some()
}

/// The bundled rules' own spelling of an IANA zone's name, `None` where they do not know it.
#[must_use]
pub fn name(zone: &str) -> Option<&'static str> {
    NAMES.binary_search_by(|known| known.as_str().cmp(zone)).ok().map(|at| NAMES[at].as_str())
}

fn find(zone: &str) -> Option<TimeZone> {
    ZONES.get(zone).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The instant as UTC, written by hand in the cases below.
    fn utc(day: &str, hour: u8, minute: u8, zone: &str) -> Option<String> {
        let micros = instant_micros(Day::from_iso(day)?, hour, minute, 0, zone)?;
        jiff::Timestamp::from_microsecond(micros).ok().map(|instant| instant.to_string())
    }

    #[test]
    fn zones_have_their_offsets() {
        let cases = [
            ("2020-11-10", 0, 0, "Europe/Moscow", "2020-11-09T21:00:00Z"),
            ("2020-11-10", 12, 0, "Asia/Yerevan", "2020-11-10T08:00:00Z"),
            ("2020-11-10", 12, 0, "Asia/Kabul", "2020-11-10T07:30:00Z"),
            // Summer time in Iran until 1401, none since.
            ("2020-06-01", 12, 0, "Asia/Tehran", "2020-06-01T07:30:00Z"),
            ("2023-06-01", 12, 0, "Asia/Tehran", "2023-06-01T08:30:00Z"),
            ("2020-12-01", 12, 0, "Asia/Tehran", "2020-12-01T08:30:00Z"),
            ("2020-12-31", 24, 0, "UTC", "2021-01-01T00:00:00Z"),
            // Skipped by the start of summer time, and read twice at its end.
            ("2020-03-29", 2, 30, "Europe/Berlin", "2020-03-29T01:30:00Z"),
            ("2020-10-25", 2, 30, "Europe/Berlin", "2020-10-25T00:30:00Z"),
        ];
        for (day, hour, minute, zone, expected) in cases {
            assert_eq!(
                utc(day, hour, minute, zone).as_deref(),
                Some(expected),
                "{day} {hour}:{minute} {zone}"
            );
        }
    }

    #[test]
    fn unreadable_clocks_and_unknown_zones() {
        assert!(is_known("Asia/Baku"));
        assert_eq!((name("Asia/Baku"), name("Asia/Atlantis")), (Some("Asia/Baku"), None));
        assert!(!is_known("Asia/Atlantis"));
        assert_eq!(utc("2020-11-10", 12, 0, "Asia/Atlantis"), None);
        assert_eq!(utc("2020-11-10", 24, 1, "UTC"), None);
        assert_eq!(utc("2020-11-10", 25, 0, "UTC"), None);
        assert_eq!(utc("2020-11-10", 12, 60, "UTC"), None);
        assert_eq!(instant_micros(Day(i32::MAX), 0, 0, 0, "UTC"), None);
    }

    proptest! {
        #[test]
        fn utc_is_plain_arithmetic(number in -719_162..2_932_000i32, hour in 0..24u8, minute in 0..60u8, second in 0..60u8) {
            let seconds = i64::from(number) * 86_400 + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
            prop_assert_eq!(instant_micros(Day(number), hour, minute, second, "UTC"), Some(seconds * 1_000_000));
        }
    }
}
