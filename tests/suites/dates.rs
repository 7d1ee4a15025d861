//! Dates against the test cases of other tools and of ICU, where they lie beside the checkout.

use crate::{Test, rows};
use jadval::calendar::{Calendar, Day};
use jadval::extract::{Document, Engine};
use jadval::stages::dates::{DateRow, Kind, Precision};
use serde_json::Value;

pub(crate) const TESTS: &[Test] = &[
    ("days_and_months_of_icu", ICU, days_and_months_of_icu),
    ("solar_dates_of_dateparser", &[DATEPARSER], solar_dates_of_dateparser),
    ("numeric_solar_days", &[DAYS], numeric_solar_days),
    ("chrono_persian", &[CHRONO], chrono_persian),
    ("spans_of_parstdex", &[PARSTDEX], spans_of_parstdex),
];

const ICU: &[&str] = &["suites/icu_dates.jsonl", "suites/icu_solar_months.jsonl"];
const DATEPARSER: &str = "suites/dateparser_jalali_dates.jsonl";
const DAYS: &str = "suites/calendar_days.jsonl";
const CHRONO: &str = "suites/chrono_fa_dates.jsonl";
const PARSTDEX: &str = "corpora/temporal/parstdex.jsonl";

fn engine() -> Engine {
    Engine::builder().build().expect("the built-in lexicon and rules load")
}

fn dates(engine: &Engine, text: &str, reference: Option<Day>) -> Vec<DateRow> {
    engine.analyse(&Document { doc_id: "case", text, reference, ..Document::default() }).dates
}

fn text<'v>(case: &'v Value, key: &str) -> &'v str {
    case[key].as_str().unwrap_or_default()
}

/// First and last day of the only row, as ISO 8601.
fn only_period(rows: &[DateRow]) -> Option<(String, String)> {
    match rows {
        [row] => row.value.period.map(|period| (period.first.to_iso(), period.last.to_iso())),
        _ => None,
    }
}

/// Counts the cases that hold; prints those that do not.
fn count(cases: &[Value], holds: impl Fn(&Value) -> bool) -> usize {
    let fails = cases.iter().filter(|case| !holds(case));
    cases.len() - fails.inspect(|case| eprintln!("does not hold: {case}")).count()
}

fn days_and_months_of_icu() {
    let engine = engine();
    for suite in ICU {
        let cases = rows(suite);
        let good = count(&cases, |case| {
            let expected = &case["expected"];
            let Some((start, end)) = only_period(&dates(&engine, text(case, "input"), None)) else {
                return false;
            };
            // Lunar days depend on the sighting of the moon; published and calculated months differ.
            let slack = i32::from(text(case, "calendar") == "lunar");
            [(start, "start"), (end, "end")].iter().all(|(have, key)| {
                let days = |iso: &str| Day::from_iso(iso).map_or(i32::MAX / 2, |day| day.0);
                (days(have) - days(text(expected, key))).abs() <= slack
            })
        });
        assert_eq!(good, cases.len(), "{suite}");
    }
}

fn solar_dates_of_dateparser() {
    let cases = rows(DATEPARSER);
    let engine = engine();
    let good = count(&cases, |case| {
        let rows = dates(&engine, text(case, "input"), None);
        let expected = text(case, "expected");
        let [row] = rows.as_slice() else { return false };
        let day = row.value.day().map(Day::to_iso);
        let clock = row.value.clock.map_or("00:00:00".to_owned(), |clock| {
            format!("{:02}:{:02}:{:02}", clock.hour, clock.minute, clock.second)
        });
        day.is_some_and(|day| expected == format!("{day}T{clock}"))
    });
    assert_eq!(good, cases.len());
}

fn numeric_solar_days() {
    let mut cases = rows(DAYS);
    // Without a calendar word numeric dates are solar; the lunar ones are the calendar's own test.
    cases.retain(|case| text(case, "calendar") == "solar");
    let engine = engine();
    let good = count(&cases, |case| {
        let expected = text(case, "expected").to_owned();
        only_period(&dates(&engine, text(case, "input"), None)) == Some((expected.clone(), expected))
    });
    assert_eq!(good, cases.len());
}

/// Cases of chrono that the project reads otherwise, and why.
const OTHERWISE: &[(&str, &str)] = &[
    ("الان", "vague words are no dates"),
    ("چند", "a vague number is no date"),
    ("این صبح", "a part of the day has no hour"),
    ("این عصر", "a part of the day has no hour"),
    ("این بعدازظهر", "a part of the day has no hour"),
    ("این سال", "it may be the year told before"),
    ("این روز", "it may be the day told before"),
    ("این شب", "it may be the night told before"),
    ("ساعت آینده", "an hour from now is no day"),
    ("ساعت بعد", "an hour from now is no day"),
    ("ساعت پیش", "an hour from now is no day"),
    ("ساعت قبل", "an hour from now is no day"),
    ("دقیقه بعد", "an hour from now is no day"),
    ("10 الی 12", "two numbers are no hours without «ساعت»"),
    ("دوشنبه، 10 ژانویه", "the weekday decides the year"),
];

fn chrono_persian() {
    let cases = rows(CHRONO);
    let engine = engine();
    let (nothing, something): (Vec<Value>, Vec<Value>) =
        cases.into_iter().partition(|case| case["expected"].is_null());
    let quiet = count(&nothing, |case| dates(&engine, text(case, "input"), None).is_empty());
    assert_eq!(quiet, nothing.len(), "cases that hold no date");
    let otherwise = |case: &Value| {
        let input = text(case, "input");
        OTHERWISE.iter().any(|(part, _)| input.contains(part)) || matches!(input, "صبح" | "ظهر" | "عصر")
    };
    let judged: Vec<Value> = something.into_iter().filter(|case| !otherwise(case)).collect();
    let good = count(&judged, |case| {
        let reference = Day::from_iso(text(case, "reference_date").get(..10).unwrap_or_default());
        let rows = dates(&engine, text(case, "input"), reference);
        rows.iter().any(|row| agrees(row, &case["expected"]["start"]))
    });
    assert!(good * 100 >= judged.len() * 85, "{good} of {}", judged.len());
}

/// Whether a row can begin at what chrono expects. Solar cases carry the parts as written; a month or
/// year that is counted from a day is the whole unit here and a day of it there; a length («در ۵ روز») is
/// a length here and its end there.
fn agrees(row: &DateRow, start: &Value) -> bool {
    let date = &row.value;
    if date.kind == Kind::Duration {
        return true;
    }
    let part = |key: &str| start[key].as_i64();
    if let Some(clock) = date.clock {
        let hour = part("hour").is_none_or(|hour| hour == i64::from(clock.hour));
        let minute = part("minute").is_none_or(|minute| minute == i64::from(clock.minute));
        if !(hour && minute) {
            return false;
        }
    }
    let written = date.written;
    let as_written = |key: &str, value: Option<i64>| part(key).is_none_or(|expected| Some(expected) == value);
    if as_written("year", written.year.map(i64::from))
        && as_written("month", written.month.map(i64::from))
        && as_written("day", written.day.map(i64::from))
    {
        return true;
    }
    let Some(period) = date.period else { return part("day").is_none() };
    let (first, last) = (Calendar::Gregorian.parts(period.first), Calendar::Gregorian.parts(period.last));
    let number = |value: Option<i64>| value.and_then(|n| i32::try_from(n).ok());
    let day = Calendar::Gregorian.day(
        number(part("year")).unwrap_or(first.0),
        number(part("month")).map_or(first.1, |month| month as u8),
        number(part("day")).map_or(first.2, |day| day as u8),
    );
    if date.precision == Precision::Month || date.precision == Precision::Year {
        let month = part("month").is_none_or(|month| {
            (i64::from(first.1)..=i64::from(last.1)).contains(&month) || first.0 < last.0
        });
        return day.is_some_and(|day| period.contains(day)) || (part("day").is_none() && month);
    }
    day.is_some_and(|day| period.contains(day))
}

/// Words that name no date, alone or with each other: units, parts of the day and of the year, calendars, and
/// words that point or count vaguely («در این روز», «سال‌های اخیر», «قبل از ظهر», «فصل»). Endings are words here,
/// as ZWNJ parts them.
const UNDATED: &str = "سال سالی سالها سالروز ماه هفته روز روزی روزها روزهای شب دقیقه ساعت فصل شبانه \
    صبح ظهر بامداد عصر پاییزه زمستانی قمری میلادی شمسی \
    این آن همان دیگر اخیر اول یه طول قبل بعد های ها ای ی در از به تا";

/// Words of a vague number («چند سال گذشته»), of what comes again («هر پنجشنبه») and of rates («روزی ۱۲ بار»).
const REPEATED: &str = "چند چندین هر بار";

/// Days that have a name; without a year they are no row.
const NAMED: &str = "شب روز روزهای ایام یلدا یلدای اربعین عاشورا تاسوعا نوروز کریسمس البیض";

/// Units that an ordinal counts from an event that is not told («سومین روز از آشنایی»).
const COUNTED: &str = "روز سال سالگرد";

/// Whether the conventions of the annotation leave a span of parstdex out. `before` is what stands before it.
fn is_left_out(span: &str, before: &str) -> bool {
    let folded = span.replace('ي', "ی").replace('ك', "ک");
    let words: Vec<&str> = folded.split([' ', '\u{200c}']).filter(|word| !word.is_empty()).collect();
    let of = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let all = |list: &str| words.iter().all(|word| of(list, word));
    let rank = words.iter().any(|word| word.ends_with("مین"));
    all(UNDATED)
        || all(NAMED)
        || words.iter().any(|word| of(REPEATED, word))
        || rank && words.last().is_some_and(|word| of(COUNTED, word)) && !words.ends_with(&["روز", "سال"])
        // The minutes of a match, and the year of a model («E 2017»), are numbers in a name or a list.
        || words.first() == Some(&"دقایق")
        || before.trim_end().ends_with(|c: char| c.is_ascii_alphabetic())
}

fn spans_of_parstdex() {
    let cases = rows(PARSTDEX);
    let engine = engine();
    let (mut gold, mut met, mut found, mut right) = (0, 0, 0, 0);
    for case in &cases {
        let text = text(case, "text");
        let chars = jadval::text::CharIndex::new(text);
        let rows: Vec<(u64, u64)> = dates(&engine, text, None)
            .iter()
            .map(|row| (u64::from(chars.chars(row.span.start)), u64::from(chars.chars(row.span.end))))
            .collect();
        let spans: Vec<(u64, u64)> = case["spans"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|span| Some((span["start"].as_u64()?, span["end"].as_u64()?)))
            .collect();
        let meets = |a: &(u64, u64), b: &(u64, u64)| a.0 < b.1 && b.0 < a.1;
        found += rows.len();
        right += rows.iter().filter(|row| spans.iter().any(|span| meets(row, span))).count();
        for span in &spans {
            let part = |from: u64, to: u64| -> String {
                text.chars().skip(from as usize).take((to - from) as usize).collect()
            };
            let words = part(span.0, span.1);
            if is_left_out(&words, &part(0, span.0)) {
                continue;
            }
            gold += 1;
            let found = rows.iter().any(|row| meets(row, span));
            met += usize::from(found);
            if !found {
                eprintln!("not found: «{words}» of «{text}»");
            }
        }
    }
    eprintln!("parstdex: {right} of {found} rows lie on a span, {met} of {gold} spans are found");
    assert!(right * 100 >= found * 93, "precision: {right} of {found}");
    assert!(met * 100 >= gold * 97, "recall: {met} of {gold}");
}
