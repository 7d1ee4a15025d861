//! Days as the metadata of documents write them.

use crate::calendar::Day;
use crate::source::when;

/// The day of an instant such as `2020-11-09T08:30:00+03:30`, `1399/08/19` or `D:20201109083000`, as its writer's clock
/// had it; `None` for anything else.
pub(super) fn day_of(written: &str) -> Option<Day> {
    let written = written.trim();
    let written = written.strip_prefix("D:").unwrap_or(written);
    // Of digits alone the first eight are the day, and what follows is the time.
    match written.get(..8).filter(|start| start.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(digits) => when::eight(digits),
        None => when::day_of(written).ok().flatten().filter(|_| written.len() >= 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_instants_are_read_in_both_calendars() {
        for written in
            ["2020-11-09T08:30:00+03:30", "1399/08/19", "2020/11/09 08:30", "D:20201109083000Z", "20201109"]
        {
            assert_eq!(day_of(written).map(|day| day.to_iso()).as_deref(), Some("2020-11-09"), "{written}");
        }
        for written in ["1442-03-23", "2020", "yesterday", "", "2020-13-09", "1604880000"] {
            assert_eq!(day_of(written), None, "{written}");
        }
    }
}
