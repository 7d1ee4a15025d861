//! Facts about the calendars that no single file of this module holds.

use std::{fs, path::Path};

use super::{Calendar, Day, Weekday, lunar_is_tabular, solar_string};

const CALENDARS: [Calendar; 3] = [Calendar::Solar, Calendar::Gregorian, Calendar::Lunar];

fn iso(day: Option<Day>) -> Option<String> {
    day.map(Day::to_iso)
}

#[test]
fn known_dates() {
    let cases = [
        (Calendar::Solar, (1399, 8, 19), "2020-11-09"),
        (Calendar::Solar, (1398, 8, 19), "2019-11-10"),
        (Calendar::Solar, (1400, 1, 1), "2021-03-21"),
        (Calendar::Solar, (1357, 11, 22), "1979-02-11"),
        (Calendar::Solar, (1403, 12, 30), "2025-03-20"),
        (Calendar::Lunar, (1442, 1, 10), "2020-08-29"),
        (Calendar::Lunar, (1, 1, 1), "0622-07-19"),
        (Calendar::Gregorian, (2020, 2, 29), "2020-02-29"),
    ];
    for (calendar, (year, month, day), expected) in cases {
        assert_eq!(iso(calendar.day(year, month, day)).as_deref(), Some(expected));
    }
    assert_eq!(Calendar::Solar.day(1357, 11, 22).map(Day::weekday), Some(Weekday::Sunday));
}

#[test]
fn dates_that_do_not_exist() {
    let wrong = [
        (Calendar::Solar, (1400, 12, 30)),
        (Calendar::Solar, (1399, 7, 31)),
        (Calendar::Solar, (1399, 13, 1)),
        (Calendar::Solar, (1399, 0, 1)),
        (Calendar::Solar, (1399, 1, 0)),
        (Calendar::Solar, (0, 1, 1)),
        (Calendar::Solar, (3001, 1, 1)),
        (Calendar::Gregorian, (2021, 2, 29)),
        (Calendar::Gregorian, (10_000, 1, 1)),
        (Calendar::Lunar, (1442, 1, 31)),
        (Calendar::Lunar, (i32::MAX, 1, 1)),
    ];
    for (calendar, (year, month, day)) in wrong {
        assert_eq!(calendar.day(year, month, day), None, "{calendar:?} {year}-{month}-{day}");
    }
}

#[test]
fn months_have_their_lengths() {
    assert_eq!(Calendar::Solar.month_len(1399, 12), Some(30));
    assert_eq!(Calendar::Solar.month_len(1400, 12), Some(29));
    assert_eq!(Calendar::Solar.month_len(1400, 6), Some(31));
    assert_eq!(Calendar::Gregorian.month_len(1900, 2), Some(28));
    assert_eq!(Calendar::Gregorian.month_len(2000, 2), Some(29));
    assert_eq!(Calendar::Solar.month_len(1400, 13), None);
}

#[test]
fn adding_months_clamps_the_day() {
    let add = |calendar: Calendar, (year, month, day), months| {
        calendar
            .day(year, month, day)
            .and_then(|day| calendar.add_months(day, months))
            .map(|day| calendar.parts(day))
    };
    assert_eq!(add(Calendar::Solar, (1399, 8, 19), -3), Some((1399, 5, 19)));
    assert_eq!(add(Calendar::Solar, (1399, 6, 31), 1), Some((1399, 7, 30)));
    assert_eq!(add(Calendar::Solar, (1399, 12, 30), 12), Some((1400, 12, 29)));
    assert_eq!(add(Calendar::Solar, (1399, 1, 31), -1), Some((1398, 12, 29)));
    assert_eq!(add(Calendar::Gregorian, (2020, 1, 31), -25), Some((2017, 12, 31)));
    assert_eq!(add(Calendar::Gregorian, (1, 1, 1), -1), None);
    let leap = Calendar::Gregorian.day(2020, 2, 29);
    assert_eq!(
        iso(leap.and_then(|day| Calendar::Gregorian.add_years(day, -1))).as_deref(),
        Some("2019-02-28")
    );
}

/// Walks the days one by one and counts them in years, months and days alongside.
fn every_day_follows(calendar: Calendar, years: std::ops::RangeInclusive<i32>) {
    let mut expected = calendar.day(*years.start(), 1, 1).expect("the first day exists");
    for year in years {
        for month in 1..=12 {
            let length = calendar.month_len(year, month).expect("the month exists");
            assert!((28..=31).contains(&length));
            for day in 1..=length {
                assert_eq!(
                    calendar.day(year, month, day),
                    Some(expected),
                    "{calendar:?} {year}-{month}-{day}"
                );
                assert_eq!(calendar.parts(expected), (year, month, day), "{calendar:?}");
                expected = Day(expected.0 + 1);
            }
        }
    }
}

#[test]
fn every_day_follows_the_one_before() {
    // Around both ends of the lunar tables, and of every calendar's years.
    every_day_follows(Calendar::Lunar, 1290..=1610);
    for calendar in CALENDARS {
        let last = *calendar.years().end();
        every_day_follows(calendar, 1..=40);
        every_day_follows(calendar, last - 40..=last);
    }
}

#[test]
fn solar_strings_sort_like_days() {
    let first = Calendar::Solar.day(1399, 1, 1).expect("a day");
    let written: Vec<_> = (0..800).filter_map(|more| solar_string(first.add_days(more)?)).collect();
    assert_eq!(written.len(), 800);
    assert!(written.is_sorted());
}

#[test]
fn the_tables_of_the_lunar_calendar_end() {
    assert_eq!([1299, 1300, 1600, 1601].map(lunar_is_tabular), [true, false, false, true]);
}

/// The leap years as almanacs list them: every fourth year, and a fifth one at these places.
fn published_leap_years(last: i32) -> Vec<i32> {
    const AFTER_FIVE_YEARS: [i32; 10] = [1210, 1243, 1276, 1309, 1342, 1375, 1408, 1441, 1474, 1503];
    let mut leap = vec![1181];
    while let Some(&year) = leap.last().filter(|&&year| year < last) {
        leap.push(if AFTER_FIVE_YEARS.contains(&(year + 5)) { year + 5 } else { year + 4 });
    }
    leap
}

/// Counts the days from 21 March 1799 on with the lengths of months and the published leap years alone: no
/// arithmetic of the calendar's own, neither solar nor Gregorian.
#[test]
fn every_solar_day_is_where_the_almanacs_put_it() {
    const DAYS_TO_1970: i32 = 62_377;
    let leap = published_leap_years(1503);
    let mut number = -DAYS_TO_1970;
    for year in 1178..=1503 {
        for month in 1..=12_u8 {
            let length = match month {
                ..=6 => 31,
                12 if !leap.contains(&year) => 29,
                _ => 30,
            };
            for day in 1..=length {
                assert_eq!(Calendar::Solar.day(year, month, day), Some(Day(number)), "{year}-{month}-{day}");
                assert_eq!(Calendar::Solar.parts(Day(number)), (year, month, day));
                number += 1;
            }
            assert_eq!(Calendar::Solar.day(year, month, length + 1), None, "{year}-{month}");
        }
    }
}

/// The law of 1304: the year begins on the day whose noon, in Tehran, follows the spring equinox. The equinox
/// is computed here after J. Meeus, "Astronomical Algorithms" (2nd ed., chapter 27), which shares nothing with
/// the rule that the calendar counts by.
#[test]
fn solar_years_begin_with_the_equinox() {
    let mut close = Vec::new();
    for year in 1178..=1633 {
        let equinox = equinox_in_tehran(year + 621);
        let noon = equinox - 0.5;
        let nowruz = noon.ceil();
        let minutes = (noon - noon.round()).abs() * 24.0 * 60.0;
        let counted = Calendar::Solar.day(year, 1, 1).map(|day| f64::from(day.0));
        if minutes < 15.0 {
            // Closer than the formula and the length of future days are known; either day will do.
            close.push(year);
            assert!(counted.is_some_and(|counted| (counted - nowruz).abs() <= 1.0), "{year}");
        } else {
            assert_eq!(counted, Some(nowruz), "{year}, {minutes:.0} minutes from noon");
        }
    }
    assert!(close.len() <= 10, "{close:?}");
}

/// The moment of the spring equinox of a Gregorian year in days since 1970-01-01T00:00, at 52.5° east.
fn equinox_in_tehran(year: i32) -> f64 {
    const TERMS: [(f64, f64, f64); 24] = [
        (485.0, 324.96, 1934.136),
        (203.0, 337.23, 32964.467),
        (199.0, 342.08, 20.186),
        (182.0, 27.85, 445_267.112),
        (156.0, 73.14, 45036.886),
        (136.0, 171.52, 22518.443),
        (77.0, 222.54, 65928.934),
        (74.0, 296.72, 3034.906),
        (70.0, 243.58, 9037.513),
        (58.0, 119.81, 33718.147),
        (52.0, 297.17, 150.678),
        (50.0, 21.02, 2281.226),
        (45.0, 247.54, 29929.562),
        (44.0, 325.15, 31555.956),
        (29.0, 60.93, 4443.417),
        (18.0, 155.12, 67555.328),
        (17.0, 288.79, 4562.452),
        (16.0, 198.04, 62894.029),
        (14.0, 199.76, 31436.921),
        (12.0, 95.39, 14577.848),
        (12.0, 287.11, 31931.756),
        (12.0, 320.81, 34777.259),
        (9.0, 227.73, 1222.114),
        (8.0, 15.45, 16859.074),
    ];
    let y = (f64::from(year) - 2000.0) / 1000.0;
    let mean = 2_451_623.809_84 + y * (365_242.374_04 + y * (0.051_69 + y * (-0.004_11 - y * 0.000_57)));
    let t = (mean - 2_451_545.0) / 36525.0;
    let w = (35999.373 * t - 2.47).to_radians();
    let longitude = 1.0 + 0.0334 * w.cos() + 0.0007 * (2.0 * w).cos();
    let sum: f64 = TERMS.iter().map(|(a, b, c)| a * (b + c * t).to_radians().cos()).sum();
    // Dynamical time runs ahead of the clock; the parabola is the long-term mean, good to a minute or two here.
    let ahead = (32.0 * ((f64::from(year) - 1820.0) / 100.0).powi(2) - 20.0).max(10.0) / 86400.0;
    mean + 0.00001 * sum / longitude - ahead + 3.5 / 24.0 - 2_440_587.5
}

#[test]
fn dates_of_the_shared_suite() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file =
        ["../shared", "../../shared"].map(|folder| here.join(folder).join("suites/calendar_days.jsonl"));
    let Some(rows) = file.iter().find_map(|file| fs::read_to_string(file).ok()) else {
        println!("left out: suites/calendar_days.jsonl is not here");
        return;
    };
    let mut compared = 0;
    let mut lunar = [0; 4];
    for line in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a JSON object");
        let calendar = match row["calendar"].as_str() {
            Some("solar") => Calendar::Solar,
            Some("lunar") => Calendar::Lunar,
            other => panic!("unknown calendar {other:?}"),
        };
        let part = |index: usize| row["ymd"][index].as_i64().expect("a number");
        let day = calendar.day(part(0) as i32, part(1) as u8, part(2) as u8);
        let expected = row["expected"].as_str().and_then(Day::from_iso).expect("a day");
        let off = day.map_or(i32::MAX, |day| (day.0 - expected.0).abs());
        match calendar {
            Calendar::Lunar => lunar[off.min(3) as usize] += 1,
            _ => assert_eq!(off, 0, "{} {calendar:?}: {:?}, expected {expected:?}", row["id"], iso(day)),
        }
        compared += 1;
    }
    assert!(compared > 900, "{compared}");
    // The suite's lunar days are those of the printed Saudi calendar; see `lunar` on what that means here.
    let [same, one, two, more] = lunar;
    assert!(more == 0 && two * 30 < same + one, "days off by 0, 1, 2 and more: {lunar:?}");
}
