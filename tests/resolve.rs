//! What only several dates together show.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

use jadval::calendar::{Calendar, Day, Weekday};
use jadval::extract::{Analysis, Document, Engine};
use jadval::stages::dates::{Anchor, DateRow, Resolution};
use proptest::prelude::*;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in lexicon and rules load"));

fn analyse(text: &str, reference: Option<&str>) -> Analysis {
    ENGINE.analyse(&Document {
        doc_id: "test",
        text,
        reference: reference.and_then(Day::from_iso),
        ..Document::default()
    })
}

fn first_day(row: &DateRow) -> Option<String> {
    row.value.period.map(|period| period.first.to_iso())
}

fn days(text: &str, reference: Option<&str>) -> Vec<String> {
    analyse(text, reference).dates.iter().map(|row| first_day(row).unwrap_or_default()).collect()
}

fn checks(text: &str) -> Vec<&'static str> {
    analyse(text, None).findings.iter().map(|finding| finding.check).collect()
}

#[test]
fn a_pair_gives_the_year() {
    let found = analyse("نشست ۱۹ آبان - ۹ نوامبر ۲۰۲۰ برگزار شد.", None);
    assert_eq!(found.dates.iter().filter_map(first_day).collect::<Vec<_>>(), ["2020-11-09", "2020-11-09"]);
    assert_eq!((found.dates[0].value.paired_with, found.dates[1].value.paired_with), (Some(1), Some(0)));
    assert_eq!(found.dates[0].value.resolution, Resolution::Completed);
    assert_eq!(found.dates[0].value.anchor, Some(Anchor::Row(1)));
    assert!(found.findings.iter().all(|finding| finding.check != "calendar-mismatch"));
}

#[test]
fn a_day_that_is_today_lies_beside_the_reference_day() {
    let text = "او در ۲۰ آوریل ۲۰۱۵ آمد. امروز ۲۰ آذر سخن گفت.";
    assert_eq!(days(text, Some("2020-12-10")), ["2015-04-20", "2020-12-10"]);
    assert_eq!(days(text, None), ["2015-04-20", "2015-12-11"]);
}

#[test]
fn the_running_year_holds_in_its_sentence() {
    let text = "در ۱۲ فروردین ۱۳۵۸ رأی دادند. از ابتدای سال جاری تا ۲۰ آبان و در ۵ آذر بارید. در ۶ آذر نه.";
    let found = days(text, Some("2023-12-20"));
    assert_eq!(found, ["1979-04-01", "2023-03-21", "2023-11-26", "2023-11-27"]);
    let range = analyse(text, Some("2023-12-20")).dates[1].value.period.expect("days");
    assert_eq!(range.last.to_string(), "2023-11-11");
    let text = "در ۱۳۵۸ آمد. در ماه رمضان امسال و ۲۱ رمضان نماز خواندند.";
    assert_eq!(days(text, Some("2023-12-20"))[2], "2023-04-12");
    let text = "در ۱۲ فروردین ۱۳۵۸ بیش از پارسال بود، و در ۵ خرداد کمتر.";
    assert_eq!(days(text, Some("2023-12-20"))[2], "1979-05-26");
}

#[test]
fn the_year_told_before_is_that_of_its_own_calendar() {
    assert_eq!(days("در ۲۰۱۶ آمد و اواخر همان سال رفت.", None), ["2016-01-01", "2016-01-01"]);
    let text = "در ۲۰ آبان ۱۳۹۹ آمد و در مارس همان سال رفت.";
    assert_eq!(days(text, None), ["2020-11-10", "2021-03-01"]);
    assert_eq!(days("او آمد. آبان همان سال رفت.", Some("2020-12-10")), [""]);
}

#[test]
fn a_pair_that_disagrees_is_said() {
    let text = "توافق دوشنبه ۱۹ آبان ۱۳۹۸ - ۹ نوامبر ۲۰۲۰ امضا شد.";
    assert_eq!(days(text, None), ["2019-11-10", "2020-11-09"]);
    let found = checks(text);
    assert!(found.contains(&"calendar-mismatch") && found.contains(&"weekday-mismatch"), "{found:?}");
}

#[test]
fn a_third_calendar_points_to_the_first() {
    let found = analyse("مجلس در ۱۸ شعبان ۱۳۲۴ (۱۴ مهر ۱۲۸۵؛ ۷ اکتبر ۱۹۰۶) گشایش یافت.", None);
    let pairs: Vec<_> = found.dates.iter().map(|row| row.value.paired_with).collect();
    assert_eq!(pairs, [Some(1), Some(0), Some(0)]);
    let wrong = checks("مجلس در ۱۸ شعبان ۱۳۲۴ (۱۴ مهر ۱۲۸۵ - ۷ نوامبر ۱۹۰۶) گشایش یافت.");
    assert!(wrong.contains(&"calendar-mismatch"), "{wrong:?}");
}

#[test]
fn ranges_pair_with_ranges() {
    let text = "از ۲۷ سپتامبر تا ۹ نوامبر ۲۰۲۰ - ۶ مهر الی ۱۹ آبان جنگ بود.";
    let found = analyse(text, None).dates;
    let periods: Vec<_> = found.iter().filter_map(|row| row.value.period).collect();
    assert_eq!(periods.len(), 2);
    assert_eq!(periods[0], periods[1]);
}

#[test]
fn a_weekday_gives_the_year() {
    // 10 November is a Tuesday in 2020, not in the year of the date before.
    assert_eq!(
        days("او در ۵ مارس ۲۰۱۹ رفت. روز سه‌شنبه ۱۰ نوامبر بازگشت.", None),
        ["2019-03-05", "2020-11-10"]
    );
}

#[test]
fn the_date_before_gives_the_year_and_the_turn_of_the_year_is_seen() {
    assert_eq!(days("او ۲۷ سپتامبر ۲۰۲۰ آمد. ۹ نوامبر رفت.", None)[1], "2020-11-09");
    assert_eq!(days("او ۲۵ دسامبر ۲۰۱۹ آمد. ۳ ژانویه رفت.", None)[1], "2020-01-03");
    assert_eq!(days("در سال ۱۳۵۷ شاه رفت و در ۲۲ بهمن نظام تازه آمد.", None)[1], "1979-02-11");
}

#[test]
fn the_reference_day_comes_last() {
    let found = analyse("او در ۱۰ آذر آمد.", Some("2020-12-10"));
    assert_eq!(first_day(&found.dates[0]).as_deref(), Some("2020-11-30"));
    assert_eq!(found.dates[0].value.anchor, Some(Anchor::Reference));
    let found = analyse("او در ۱۰ آذر آمد.", None);
    assert_eq!((found.dates[0].value.period, found.dates[0].value.resolution), (None, Resolution::Relative));
    assert!(found.findings.iter().any(|finding| finding.check == "unresolved-date"));
}

#[test]
fn what_is_told_counts_from_the_event() {
    let text = "او ۱۰ آذر ۱۳۹۹ آمد و دو روز بعد رفت.";
    assert_eq!(days(text, Some("2022-01-01")), ["2020-11-30", "2020-12-02"]);
    assert_eq!(days("در شهریور ۱۳۳۹ آغاز شد و شصت سال بعد پایان یافت.", Some("2022-01-01"))[1], "2020-03-20");
    // The story of another paragraph is not gone on with.
    assert_eq!(days("او ۱۰ آذر ۱۳۹۹ آمد.\n\nدو روز بعد رفت.", Some("2022-01-01"))[1], "");
    assert_eq!(days("هفته گذشته باران بارید.", Some("2020-12-10")), ["2020-11-28"]);
}

#[test]
fn a_clock_in_a_zone_is_an_instant() {
    let found = analyse("از ساعت ۰۰:۰۰، ۱۰ نوامبر ۲۰۲۰ به وقت مسکو آغاز شد.", None).dates;
    assert_eq!(found.len(), 1);
    // 2020-11-09T21:00Z.
    assert_eq!(found[0].value.instant, Some(1_604_955_600_000_000));
    assert_eq!(found[0].value.time_zone, Some("Europe/Moscow"));
}

#[test]
fn the_years_beside_it_place_a_decade_and_a_year() {
    assert_eq!(days("او در سال ۱۹۸۲ آمد و در اواخر دهه ۸۰ رفت.", None)[1], "1980-01-01");
    assert_eq!(days("او در دهه ۸۰ آمد.", None), ["2001-03-21"]);
    assert_eq!(days("در سال ۱۳۸۰ میلادی آغاز شد و در سال ۱۴۰۲ پایان یافت.", None)[1], "1402-01-01");
}

#[test]
fn dates_that_do_not_exist_are_said() {
    let text = "او در ۳۱ مهر ۱۳۹۹ آمد.";
    assert_eq!(days(text, None), [""]);
    assert_eq!(checks(text), ["unresolved-date"]);
}

proptest! {
    /// Every solar day of two centuries, written out, is read back as that day.
    #[test]
    fn solar_days_are_read_back(year in 1250..1450i32, month in 1..=12u8, day in 1..=29u8) {
        let months = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
        let names = ["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"];
        let expected = Calendar::Solar.day(year, month, day).expect("the day exists");
        let weekday = names[usize::from(expected.weekday_index())];
        let text = format!("روز {weekday} {day} {} {year} آمد.", months[usize::from(month) - 1]);
        let found = analyse(&text, None);
        prop_assert_eq!(found.dates.len(), 1, "{}", text);
        prop_assert_eq!(found.dates[0].value.day(), Some(expected));
        prop_assert_eq!(found.dates[0].value.written.weekday, Weekday::from_index(expected.weekday_index()));
        prop_assert!(found.findings.is_empty());
    }

    /// Whatever words of time stand side by side, nothing panics, rows keep their order and pairs agree.
    #[test]
    fn any_words_of_time(words in prop::collection::vec(prop::sample::select(vec![
        "سال", "۱۳۹۹", "1992", "۱۲", "۳۱", "۹۹", "۰", "آبان", "نوامبر", "رجب", "شنبه", "تا", "و", "-", "/", "،", ".", ":",
        "روز", "ماه", "هفته", "گذشته", "بعد", "پیش", "دهه", "قرن", "نیمه دوم", "بهار", "امروز", "ساعت", "صبح", "نیم",
        "میلادی", "ق.م", "(", ")", "برابر با", "هزار", "سی", "پنجم", "از", "به وقت تهران", "۹۹۹۹۹۹۹۹۹۹۹۹", "نوروز",
    ]), 0..24), reference in prop::option::of(-700_000..2_900_000i32)) {
        let text = words.join(" ");
        let found = ENGINE.analyse(&Document { doc_id: "test", text: &text, reference: reference.map(Day), ..Document::default() });
        let mut end = 0;
        for (n, row) in found.dates.iter().enumerate() {
            prop_assert!(row.span.start >= end && row.span.end > row.span.start);
            end = row.span.end;
            if let Some(pair) = row.value.paired_with {
                // A third calendar points to the first of the two before it.
                let back = found.dates[pair].value.paired_with;
                prop_assert!(back == Some(n) || back.is_some_and(|second| pair < second && second < n));
            }
        }
    }
}
