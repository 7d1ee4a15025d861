//! Days as the metadata of documents write them.

use crate::calendar::Day;
use crate::source::parse_day;

/// The day of an instant such as `2020-11-09T08:30:00+03:30`, `2020-11-09` or `D:20201109083000`, as its writer's clock
/// had it; `None` for anything else, Hijri years included.
pub(super) fn day_of(written: &str) -> Option<Day> {
    let written = written.trim();
    let written = written.strip_prefix("D:").unwrap_or(written);
    let start = |length: usize| written.get(..length);
    let ends = |length: usize| {
        !written.get(length..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    if let Some(day) = start(10).filter(|_| ends(10)).map(|day| day.replace('/', "-"))
        && let Ok(day) = parse_day(&day)
    {
        return Some(day);
    }
    let digits = start(8).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()))?;
    parse_day(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..8])).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_instants_are_read_and_hijri_ones_are_none() {
        for written in
            ["2020-11-09T08:30:00+03:30", "2020-11-09", "2020/11/09 08:30", "D:20201109083000Z", "20201109"]
        {
            assert_eq!(day_of(written).map(|day| day.to_iso()).as_deref(), Some("2020-11-09"), "{written}");
        }
        for written in ["1399-08-19", "2020", "yesterday", "", "2020-13-09", "۲۰۲۰-۱۱-۰۹"] {
            assert_eq!(day_of(written), None, "{written}");
        }
    }
}
