//! Dates against each other: completion, pairs, findings.

use super::{aside, complete, heads, judge, pairs, relative};
use crate::calendar::{Calendar, Day, zones};
use crate::error::Result;
use crate::finding::Finding;
use crate::lexicon::{ClassSet, Lexicon};
use crate::rule::View;
use crate::segment::Segments;
use crate::stages::dates::{DateRow, Kind, Precision, TemporalExpression, Written, place, whole_range};
use serde::Deserialize;
use std::ops::RangeInclusive;

/// The phase that relates what the stages found, with what it needs to know of the grammar.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::stages::dates) struct Resolver {
    /// The words between two dates that say that they are one.
    pair: ClassSet,
    /// The words that announce the day of a letter or report.
    head: ClassSet,
    /// Words of birth, and of what begins with a day and goes on.
    aside: ClassSet,
    /// Feasts, whose day comes back.
    feast: ClassSet,
}

impl Resolver {
    /// Reads what the lexicon says of the words between dates.
    ///
    /// # Errors
    /// A feature of the schema that is none here.
    pub(in crate::stages::dates) fn new(lexicon: &Lexicon) -> Result<Self> {
        lexicon.features("pairs")
    }

    /// Completes and pairs the dates of a document, counts the relative ones from the reference day, and
    /// says what the source has wrong.
    pub(in crate::stages::dates) fn dates(
        &self,
        view: &View<'_>,
        segments: &Segments,
        reference: Option<Day>,
        rows: &mut [DateRow],
        findings: &mut Vec<Finding>,
    ) {
        neighbourhood(rows);
        pairs::link(view, &self.pair, rows);
        pairs::name_days(view, &self.pair, rows);
        lunar_neighbourhood(rows);
        heads::mark(view, segments, &self.head, rows);
        aside::mark(view, (&self.aside, &self.feast), rows);
        complete::years(segments, reference, rows);
        relative::resolve(segments, reference, rows);
        instants(rows);
        judge::judge(view, rows, findings);
    }
}

/// Years this near to each other are of one story.
const NEAR: i16 = 120;

/// How near a year of two digits is to the Gregorian one told before it to be of its calendar. A solar year is some 21 off, in
/// its last two digits.
const BESIDE: u16 = 10;
/// What the years of the Gregorian century that solar ones of our time share their last digits with are more.
const CENTURY: i16 = 600;

/// A decade or a year of two digits, and a year that could be solar or Gregorian, belong to the calendar of the
/// years named before them.
fn neighbourhood(rows: &mut [DateRow]) {
    let mut context = calendar_of_all(rows);
    let mut told = None;
    let mut solar = false;
    for row in rows {
        let date = &mut row.value;
        let full = date.written.year.filter(|_| date.shape.doubt.assumed && !date.shape.doubt.decade);
        if let (Some(year), Some(Calendar::Gregorian), Some(before)) = (full, context, told)
            && i16::abs_diff(year, before) <= NEAR.unsigned_abs()
            && date.shape.until.is_none()
        {
            date.calendar = context;
            date.period = place(Calendar::Gregorian, &date.written, date.shape.unit);
        }
        if date.shape.doubt.short
            && let (Some(year), Some(Calendar::Gregorian), Some(before)) = (date.written.year, context, told)
            && i16::abs_diff(year + CENTURY, before) <= BESIDE
        {
            follow(date, solar);
        }
        if date.shape.doubt.decade {
            if context == Some(Calendar::Gregorian)
                && let Some(year) = date.written.year.filter(|year| (1300..1400).contains(year))
            {
                date.written.year = Some(year + 600);
                date.calendar = context;
                date.period = place(Calendar::Gregorian, &date.written, date.shape.unit);
                // «۱۳۳۰ ق/۱۹۱۲م … دهه ۴۰»: a text that tells solar years may mean one of theirs.
                // So may one that tells its Gregorian years only behind it.
                date.shape.doubt.calendar |= solar || told.is_none();
            }
        } else if date.calendar.is_some() && date.period.is_some() {
            context = date.calendar;
            told = date.written.year;
            solar |= date.calendar == Some(Calendar::Solar);
        }
    }
}

/// The calendar of all years that a document tells without doubt, where that is the Gregorian one.
fn calendar_of_all(rows: &[DateRow]) -> Option<Calendar> {
    let sure = |row: &&DateRow| {
        let doubt = row.value.shape.doubt;
        row.value.written.year.is_some() && row.value.period.is_some() && !doubt.decade && !doubt.short
    };
    let mut calendars = rows.iter().filter(sure).filter_map(|row| row.value.calendar).peekable();
    let told = calendars.peek().is_some();
    (told && calendars.all(|calendar| calendar == Calendar::Gregorian)).then_some(Calendar::Gregorian)
}

/// Makes a year of two digits, or a range of them, Gregorian. A text that tells solar years may mean one of theirs.
fn follow(date: &mut TemporalExpression, solar: bool) {
    let later = |written: Written| Written { year: written.year.map(|year| year + CENTURY), ..written };
    let mut other = date.clone();
    other.calendar = Some(Calendar::Gregorian);
    other.written = later(other.written);
    other.shape.until = other.shape.until.map(|(until, unit)| (later(until), unit));
    other.shape.doubt.calendar |= solar;
    other.period = match other.shape.until {
        None => place(Calendar::Gregorian, &other.written, other.shape.unit),
        Some(_) => whole_range(&mut other),
    };
    if other.period.is_some() {
        *date = other;
    }
}

/// The years that may be of the lunar calendar without saying so: Iran counted by it until the first of its next century.
const LUNAR: RangeInclusive<i16> = 1200..=1345;
/// Earlier ones, which are of the Gregorian calendar where no lunar year near to them is told.
const EARLY: RangeInclusive<i16> = 1..=1199;
/// The last of them that the lunar years of a text make lunar wherever they stand.
const LUNAR_LAST: i16 = 1304;
/// How near, in years, the lunar years of a text are to one that is of their story.
const STORY: i16 = 30;
/// The same for years before the solar ones of Iran, which histories hardly tell in another calendar.
const EARLY_STORY: i16 = 100;

/// How near a solar year of the text is to one that is of its calendar, in years.
const SAME: i16 = 5;

/// Years without a calendar word, in a text that tells lunar years near to them and no solar one: they are lunar, too, which
/// stays a matter of judgement.
fn lunar_neighbourhood(rows: &mut [DateRow]) {
    let told = |calendar: Calendar| {
        move |row: &DateRow| {
            let date = &row.value;
            let doubt = date.shape.doubt;
            let sure = !doubt.assumed && !doubt.calendar && !doubt.decade && !doubt.ancient;
            date.written.year.filter(|_| sure && date.calendar == Some(calendar) && date.period.is_some())
        }
    };
    let mut lunar: Vec<i16> = rows.iter().filter_map(told(Calendar::Lunar)).collect();
    if lunar.is_empty() {
        return;
    }
    let mut solar: Vec<i16> = rows.iter().filter_map(told(Calendar::Solar)).collect();
    lunar.sort_unstable();
    solar.sort_unstable();
    let near = |years: &[i16], year: i16, most: i16| {
        let at = years.partition_point(|other| *other < year - most);
        years.get(at).is_some_and(|other| *other <= year + most)
    };
    // The last year told in a calendar for certain.
    let mut before: Option<(Calendar, i16)> = None;
    for row in rows {
        let sure = [Calendar::Lunar, Calendar::Solar, Calendar::Gregorian]
            .into_iter()
            .find_map(|calendar| Some((calendar, told(calendar)(row)?)));
        before = sure.or(before);
        let date = &mut row.value;
        let old = |year: &i16| EARLY.contains(year) || LUNAR.contains(year);
        let Some(year) = date.written.year.filter(old) else { continue };
        // «در ۱۱۴۸ ق … در ۱۱۵۱»: before the solar years of Iran a bare year is Gregorian, and in doubt.
        let early =
            EARLY.contains(&year) && date.shape.doubt.calendar && date.calendar == Some(Calendar::Gregorian);
        let solar_year = date.shape.doubt.assumed && date.calendar == Some(Calendar::Solar);
        let bare = (early || solar_year)
            && !date.shape.doubt.decade
            && date.written.month.is_none()
            && date.paired_with.is_none();
        let right_behind = before
            .is_some_and(|(calendar, told)| calendar == Calendar::Lunar && (told - year).abs() <= STORY);
        let reach = if EARLY.contains(&year) { EARLY_STORY } else { STORY };
        if !bare || !near(&lunar, year, reach) {
            continue;
        }
        if near(&solar, year, STORY) || year > LUNAR_LAST && !right_behind {
            // Both calendars are told near to it: which one it is of is told by nothing.
            date.shape.doubt.calendar |= !near(&solar, year, SAME);
            continue;
        }
        let mut lunar = date.clone();
        lunar.calendar = Some(Calendar::Lunar);
        lunar.period = match lunar.shape.until {
            None => place(Calendar::Lunar, &lunar.written, lunar.shape.unit),
            Some(_) => whole_range(&mut lunar),
        };
        lunar.shape.doubt.assumed = false;
        lunar.shape.doubt.calendar = true;
        if lunar.period.is_some() {
            *date = lunar;
        }
    }
}

/// The instants of clock times whose day and zone are known.
fn instants(rows: &mut [DateRow]) {
    for row in rows.iter_mut().filter(|row| row.value.kind == Kind::Time) {
        let date = &mut row.value;
        let (Some(day), Some(clock), Some(zone)) = (date.day(), date.clock, date.time_zone) else { continue };
        if date.precision != Precision::Day {
            continue;
        }
        let part = |value: i8| u8::try_from(value).unwrap_or(0);
        date.instant =
            zones::instant_micros(day, part(clock.hour), part(clock.minute), part(clock.second), zone);
    }
}
