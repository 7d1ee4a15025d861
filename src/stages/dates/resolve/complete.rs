//! Missing years: from the pair, the weekday, the dates before, the reference day, the dates behind.

use super::today::Today;
use crate::calendar::{Calendar, Day, DurationUnit, Period};
use crate::segment::Segments;
use crate::stages::dates::{
    Anchor, DateRow, Kind, Precision, Resolution, Shift, TemporalExpression, Tense, Unit, Weekday, place,
    whole_range,
};

/// How many years around an anchor a weekday is looked for: a day of the year falls on each weekday
/// within twelve years.
const WEEKDAY_YEARS: i32 = 12;
/// A day of the year before or after that is at most this many days away wins over one of the same year that is [`FAR`] away.
const NEAR: i32 = 60;
/// See [`NEAR`].
const FAR: i32 = 240;
/// Within how many days of today a date of another year than the running one is meant, where no verb tells.
const SEASON: i32 = 120;
/// The days of a year, and of a leap year.
const YEAR: i32 = 366;
/// Within how many days of today a text may be of the present that takes its years from other dates.
const STORY: i32 = 3 * 366;
/// Within how many days of a date another sentence's date gives it its year beyond doubt, where there is no reference day.
const APART: i32 = 100;
/// How many years around a day there is a 29 February or a 30 Esfand in.
const LEAP_YEARS: i32 = 5;

/// Finds the years that dates leave out.
pub(super) fn years(segments: &Segments, reference: Option<Day>, rows: &mut [DateRow]) {
    let all = 0..rows.len();
    for at in all.clone() {
        from_pair(rows, at);
    }
    // What a text says of its own day tells more than what is said of the text.
    let own = head(reference, rows);
    let reference = own.or(reference);
    let own = own.is_some();
    let mut around = Around::new(reference, rows);
    around.own = own;
    for at in all.clone() {
        around.reach(rows, at);
        if open(rows, at) && weekday(&rows[at].value).is_some() {
            from_weekday(segments, reference, rows, at, &mut around);
            if let Some(pair) = rows[at].value.paired_with {
                from_pair(rows, pair);
            }
        }
    }
    let mut around = Around::new(reference, rows);
    let mut today = Today::new(reference);
    around.own = own;
    for at in all {
        around.reach(rows, at);
        if !open(rows, at) {
            continue;
        }
        let running = today.at(rows, at);
        let now = running.map(|(day, anchor)| (Period::single(day), anchor));
        let told = now
            .filter(|_| rows[at].value.shape.from_today.is_some())
            .or_else(|| this_year(rows, at, running?))
            .or_else(|| around.before(segments, rows, at))
            // What is named after a day was in a year that the same paragraph tells, if any.
            .filter(|(_, anchor)| !rows[at].value.shape.named || in_paragraph(segments, rows, at, *anchor))
            .filter(|(_, anchor)| {
                !rows[at].value.shape.feast
                    || in_sentence(rows, at, *anchor)
                    || running.is_some_and(|(_, now)| now == *anchor)
            });
        let guess = now.filter(|_| may_be_guessed(&rows[at].value));
        let behind =
            || around.behind(rows, at).filter(|_| !rows[at].value.shape.named && !rows[at].value.shape.feast);
        let anchor = told.or(guess).or_else(behind);
        if let Some((period, anchor)) = anchor {
            let by_today = running.is_some_and(|(_, today)| today == anchor);
            let done = if by_today {
                beside_today(&rows[at].value, period)
            } else {
                beside(&rows[at].value, period)
            };
            if let Some(mut done) = done {
                done.shape.guessed = told.is_none() && anchor == Anchor::Reference;
                let mut anchor = anchor;
                // «تا پایان آبان باید …» in a letter of Mehr is to come, whatever past it speaks of before.
                if let Some((day, today)) = running.filter(|_| own)
                    && is_over(&done, day)
                    && let Some(next) = beside_today(&rows[at].value, Period::single(day))
                {
                    (done, anchor) = (next, today);
                }
                // «روز اول ژانویه» in a text of 5 January is not that of a year that another paragraph tells.
                if !in_paragraph(segments, rows, at, anchor)
                    && let Some(present) = around.beside_present(&rows[at].value, &done)
                {
                    (done, anchor) = (present, Anchor::Reference);
                    done.shape.guessed = true;
                }
                let astray = matches!(anchor, Anchor::Row(other) if rows.get(other).is_some_and(|row| row.value.shape.aside));
                let elsewhen = done.shape.guessed && (around.elsewhen || done.shape.feast);
                done.shape.doubt.year = astray && !rows[at].value.shape.aside
                    || elsewhen
                    || is_doubtful(rows, anchor)
                    || !in_sentence(rows, at, anchor)
                        && (done.shape.doubt.cell
                            || leaves_open_its_year(&done, reference, period, anchor)
                            || is_of_elsewhere(segments, rows, (at, &done), anchor, reference));
                settle(rows, at, done, anchor);
            }
        }
        if let Some(pair) = rows[at].value.paired_with {
            from_pair(rows, pair);
        }
    }
}

/// The running year, where a date right before in the sentence is of it («از آغاز امسال تا ۲۰ آبان»).
fn this_year(rows: &[DateRow], at: usize, (today, anchor): (Day, Anchor)) -> Option<(Period, Anchor)> {
    const RIGHT_BEFORE: usize = 3;
    let row = rows.get(at)?;
    let mut before = rows.get(..at)?.iter().rev().take(RIGHT_BEFORE);
    let told = before.find(|told| {
        told.segment != row.segment || told.value.written.year.is_some() || {
            let shift = told.value.shape.shift;
            matches!(shift, Some(Shift::Step { unit: DurationUnit::Year, .. } | Shift::InYear(_)))
        }
    })?;
    let running = matches!(
        told.value.shape.shift,
        Some(Shift::Step { unit: DurationUnit::Year, steps: 0 } | Shift::InYear(0))
    );
    // Also «رمضان امسال» is of the solar year.
    let calendar = told.value.calendar.filter(|calendar| *calendar == Calendar::Gregorian);
    let calendar = calendar.unwrap_or(Calendar::Solar);
    let year = calendar.year(calendar.parts(today).0)?;
    (running && told.segment == row.segment).then_some((year, anchor))
}

/// Whether a row is a date of a calendar that lacks its year and is counted from nothing else.
fn open(rows: &[DateRow], at: usize) -> bool {
    rows.get(at).is_some_and(|row| {
        let date = &row.value;
        date.calendar.is_some()
            && date.written.year.is_none()
            && date.written.month.is_some()
            && date.period.is_none()
            && date.shape.shift.is_none()
            && !date.shape.recurs
            && matches!(date.kind, Kind::Date | Kind::Range | Kind::Time)
    })
}

/// Whether an anchor is a row of the paragraph that a row stands in.
fn in_paragraph(segments: &Segments, rows: &[DateRow], at: usize, anchor: Anchor) -> bool {
    let paragraph = |at: usize| {
        let row = rows.get(at)?;
        segments.list.get(row.segment as usize).map(|segment| segment.parent.unwrap_or(row.segment))
    };
    matches!(anchor, Anchor::Row(other) if paragraph(other) == paragraph(at))
}

/// Whether a date that has got its year from an anchor may be meant of another one: it lies nearer to today in that, or no
/// verb tells whether it was, or is to come; or, where nothing says which day today is, the anchor is far from it.
fn leaves_open_its_year(
    date: &TemporalExpression,
    reference: Option<Day>,
    told: Period,
    anchor: Anchor,
) -> bool {
    let Some(period) = date.period else { return false };
    // Most lunar days that are told come back each year.
    let lunar = date.calendar == Some(Calendar::Lunar);
    let Some(today) = reference else { return lunar || distance(period.first, told.first) > APART };
    let nearer = || {
        nearest(date, today).and_then(|other| other.period).is_some_and(|other| other.first != period.first)
    };
    match anchor {
        Anchor::Row(_) => distance(period.first, today) <= STORY && nearer(),
        Anchor::Reference => matches!(date.shape.tense, None | Some(Tense::Lasting)) && nearer(),
    }
}

/// Whether the row of another paragraph gives a year that today does not: a birth told there says nothing of what is told here.
fn is_of_elsewhere(
    segments: &Segments,
    rows: &[DateRow],
    (at, done): (usize, &TemporalExpression),
    anchor: Anchor,
    reference: Option<Day>,
) -> bool {
    let first = |date: &TemporalExpression| date.period.map(|period| period.first);
    let other = |today| nearest(done, today).is_some_and(|other| first(&other) != first(done));
    matches!(anchor, Anchor::Row(_))
        && !in_paragraph(segments, rows, at, anchor)
        && (done.calendar == Some(Calendar::Lunar) || reference.is_some_and(other))
}

/// The day that a text gives itself at its head; where that leaves out its year, the reference day tells it.
fn head(reference: Option<Day>, rows: &mut [DateRow]) -> Option<Day> {
    let at = rows.iter().position(|row| row.value.shape.heads)?;
    if open(rows, at) {
        let done = nearest(&rows[at].value, reference?)?;
        settle(rows, at, done, Anchor::Reference);
    }
    rows[at].value.day()
}

/// Whether a date of some months or years ago is told as what is to come.
fn is_over(date: &TemporalExpression, today: Day) -> bool {
    let past = |period: Period| period.last < today && distance(period.last, today) <= STORY;
    date.shape.tense == Some(Tense::Ahead) && date.period.is_some_and(past)
}

/// Whether an anchor is a row whose own year may be another one.
fn is_doubtful(rows: &[DateRow], anchor: Anchor) -> bool {
    matches!(anchor, Anchor::Row(other) if rows.get(other).is_some_and(|row| row.value.shape.doubt.year))
}

/// Whether an anchor is a row of the sentence that a row stands in.
fn in_sentence(rows: &[DateRow], at: usize, anchor: Anchor) -> bool {
    matches!(anchor, Anchor::Row(other) if rows.get(other).map(|row| row.segment) == rows.get(at).map(|row| row.segment))
}

/// Whether today may give a date its year where nothing else does: not that of a lunar day, which mostly comes back, nor
/// that of the day after which something is named.
fn may_be_guessed(date: &TemporalExpression) -> bool {
    date.calendar != Some(Calendar::Lunar) && !date.shape.named
}

fn settle(rows: &mut [DateRow], at: usize, mut done: TemporalExpression, anchor: Anchor) {
    done.resolution = Resolution::Completed;
    done.anchor = Some(anchor);
    if let Some(row) = rows.get_mut(at) {
        row.value = done;
    }
}

fn from_pair(rows: &mut [DateRow], at: usize) {
    if !open(rows, at) {
        return;
    }
    let Some(pair) = rows[at].value.paired_with else { return };
    let Some(period) = rows.get(pair).and_then(|row| row.value.period) else { return };
    let found = candidates(&rows[at].value, period.first, 1)
        .min_by_key(|date| date.period.map(|p| distance(p.first, period.first)));
    if let Some(done) = found {
        settle(rows, at, done, Anchor::Row(pair));
    }
}

/// The year near the document's other dates in which the weekday fits.
fn from_weekday(
    segments: &Segments,
    reference: Option<Day>,
    rows: &mut [DateRow],
    at: usize,
    around: &mut Around,
) {
    let Some(weekday) = weekday(&rows[at].value) else { return };
    // A year that stands right before it is written, whatever the weekday says: «سال ۱۳۹۸، شنبه ۵ مهر».
    if let Some(before) = at.checked_sub(1)
        && rows[before].segment == rows[at].segment
        && rows[before].value.precision == Precision::Year
        && let Some((period, anchor)) = anchor(rows, before)
        && let Some(done) = inside(&rows[at].value, period)
    {
        settle(rows, at, done, anchor);
        return;
    }
    if let Some(done) = around
        .near_today(&rows[at].value)
        .filter(|date| date.period.is_some_and(|period| period.first.weekday() == weekday))
    {
        settle(rows, at, done, Anchor::Reference);
        return;
    }
    let anchor = around
        .before_days(segments, rows, at)
        .or_else(|| around.before(segments, rows, at))
        .or(reference.map(|day| (Period::single(day), Anchor::Reference)))
        .or_else(|| around.behind(rows, at));
    let Some((period, anchor)) = anchor else { return };
    let found = candidates(&rows[at].value, period.first, WEEKDAY_YEARS)
        .filter(|date| date.period.is_some_and(|p| p.first.weekday() == weekday))
        .min_by_key(|date| date.period.map(|p| distance(p.first, period.first)));
    if let Some(mut done) = found {
        // A year that fits by its weekday alone, and is none of those around.
        let far = done.period.is_some_and(|found| distance(found.first, period.first) > YEAR);
        done.shape.doubt.year = far;
        settle(rows, at, done, anchor);
    }
}

fn weekday(date: &TemporalExpression) -> Option<Weekday> {
    date.written.weekday.or(date.shape.weekday).filter(|_| date.precision == Precision::Day)
}

/// The date in each year around a day.
fn candidates(
    date: &TemporalExpression,
    around: Day,
    years: i32,
) -> impl Iterator<Item = TemporalExpression> + '_ {
    let calendar = date.calendar.unwrap_or(Calendar::Solar);
    let (middle, ..) = calendar.parts(around);
    (middle - years..=middle + years).filter_map(move |year| in_year(date, calendar, year))
}

/// The date in a year, `None` where the year has no such day.
pub(super) fn in_year(
    date: &TemporalExpression,
    calendar: Calendar,
    year: i32,
) -> Option<TemporalExpression> {
    let mut done = date.clone();
    done.written.year = Some(i16::try_from(year).ok()?);
    done.period = match &mut done.shape.until {
        None => place(calendar, &done.written, done.shape.unit),
        Some((until, _)) => {
            let wraps = i32::from(until.month < done.written.month);
            until.year = i16::try_from(year + wraps).ok();
            whole_range(&mut done)
        }
    };
    done.period.is_some().then_some(done)
}

/// The date in the year of an anchor; where it stands at a turn of the year, in the year that is near.
fn beside(date: &TemporalExpression, anchor: Period) -> Option<TemporalExpression> {
    let calendar = date.calendar?;
    if let Some(inside) = inside(date, anchor) {
        return Some(inside);
    }
    let nearest = nearest(date, anchor.first)?;
    let Some(same) = in_year(date, calendar, calendar.parts(anchor.first).0) else { return Some(nearest) };
    let away = |date: &TemporalExpression| date.period.map_or(i32::MAX, |p| distance(p.first, anchor.first));
    let turn = away(&nearest) <= NEAR && away(&same) >= FAR;
    Some(if turn { nearest } else { same })
}

/// The date in the running year, or that which the verb beside it says: the last one, or the next; without one that
/// of the running year, or of the next or last one where it is near.
fn beside_today(date: &TemporalExpression, today: Period) -> Option<TemporalExpression> {
    let day = today.first;
    if let Some(inside) = inside(date, today) {
        return Some(inside);
    }
    let told = |period: &Period| match date.shape.tense {
        Some(Tense::Past | Tense::Perfect) => period.first <= day,
        Some(Tense::Ahead) => period.last >= day,
        Some(Tense::Lasting) | None => true,
    };
    let nearest = candidates(date, day, LEAP_YEARS)
        .filter(|date| date.period.as_ref().is_some_and(told))
        .min_by_key(|date| date.period.map(|p| distance(p.first, day)))?;
    // Who leaves the year out means the one that runs, but at its turn.
    let solar = Calendar::Solar.year(Calendar::Solar.parts(day).0);
    let runs = |date: &TemporalExpression| {
        date.period.is_some_and(|period| solar.is_some_and(|solar| solar.contains(period.first)))
    };
    let far = nearest.period.is_some_and(|period| distance(period.first, day) > SEASON);
    let untold = matches!(date.shape.tense, Some(Tense::Lasting) | None);
    if far && untold && date.calendar == Some(Calendar::Solar) && !runs(&nearest) {
        return candidates(date, day, 1).find(runs).or(Some(nearest));
    }
    Some(nearest)
}

/// The date within a period that is long enough to hold one of each.
fn inside(date: &TemporalExpression, anchor: Period) -> Option<TemporalExpression> {
    candidates(date, anchor.first, 1)
        .chain(candidates(date, anchor.last, 1))
        .find(|date| anchor.len_days() > 40 && date.period.is_some_and(|p| anchor.contains(p.first)))
}

fn nearest(date: &TemporalExpression, to: Day) -> Option<TemporalExpression> {
    candidates(date, to, LEAP_YEARS).min_by_key(|date| date.period.map(|p| distance(p.first, to)))
}

fn distance(a: Day, b: Day) -> i32 {
    a.0.saturating_sub(b.0).saturating_abs()
}

/// The dates around a row that know their year, kept up while a pass goes from row to row, so that a
/// document of dates without years takes no search through all of them for each.
#[derive(Default)]
struct Around {
    /// The reference day, where the text tells a day or month near to it: it is of the present, and a date of another
    /// paragraph that is long past gives no other one its year.
    today: Option<Day>,
    /// The last of them that is a day or month near to the reference day.
    present: Option<usize>,
    /// The rows that were looked at.
    reached: usize,
    /// The last of them that is a day or month.
    fine: Option<usize>,
    /// The last of them that is a year.
    year: Option<usize>,
    /// The last day or month that stands aside of what is told.
    aside: Option<usize>,
    /// The first day or month behind a row, once looked for.
    behind: Option<Option<usize>>,
    /// Whether the text gives itself a day.
    own: bool,
    /// Whether the text tells years, and none near to the reference day.
    elsewhen: bool,
}

impl Around {
    fn new(reference: Option<Day>, rows: &[DateRow]) -> Self {
        let today = reference.filter(|&today| rows.iter().any(|row| is_present(row, today)));
        let elsewhen = reference.is_some() && today.is_none() && rows.iter().any(|row| known(row).is_some());
        Self { today, elsewhen, ..Self::default() }
    }

    /// Takes in what stands before a row. The one before the last may have got its year from its pair, the last.
    fn reach(&mut self, rows: &[DateRow], at: usize) {
        for n in self.reached.saturating_sub(1)..at {
            let Some(row) = rows.get(n).filter(|row| known(row).is_some()) else { continue };
            if fine(row) && row.value.shape.aside {
                self.aside = self.aside.max(Some(n));
            } else if fine(row) {
                self.fine = self.fine.max(Some(n));
                if self.today.is_some_and(|today| is_present(row, today)) {
                    self.present = self.present.max(Some(n));
                }
            } else if row.value.precision == Precision::Year {
                self.year = self.year.max(Some(n));
            }
        }
        self.reached = at;
    }

    /// The nearest date before that knows its year: a day or month anywhere, a year in the same paragraph.
    fn before(&self, segments: &Segments, rows: &[DateRow], at: usize) -> Option<(Period, Anchor)> {
        let here = rows.get(at).and_then(|row| paragraph(segments, row));
        let year = self.year.filter(|&n| rows.get(n).and_then(|row| paragraph(segments, row)) == here);
        let main = self.fine.max(year);
        let sentence = |n: usize| rows.get(n).map(|row| row.segment) == rows.get(at).map(|row| row.segment);
        let near = |n: usize| rows.get(n).and_then(|row| paragraph(segments, row)) == here;
        // A birth, or what brackets say, gives its year where nothing else does.
        if let Some(aside) = self.aside
            && !main.is_some_and(sentence)
            && (sentence(aside) || near(aside) && !self.own && !main.is_some_and(near))
        {
            return anchor(rows, aside);
        }
        if main.is_none() && !self.own {
            return anchor(rows, self.aside?);
        }
        self.of_the_present(segments, rows, at, main?)
    }

    /// The nearest day or month before.
    fn before_days(&self, segments: &Segments, rows: &[DateRow], at: usize) -> Option<(Period, Anchor)> {
        self.of_the_present(segments, rows, at, self.fine?)
    }

    /// The date in the year in which it is near to the reference day, in a text of the present.
    fn near_today(&self, date: &TemporalExpression) -> Option<TemporalExpression> {
        let today = self.today.filter(|_| may_be_guessed(date))?;
        beside_today(date, Period::single(today))
            .filter(|date| date.period.is_some_and(|period| distance(period.first, today) <= NEAR))
    }

    /// The same, where the year that another date gives it puts it far from the reference day.
    fn beside_present(
        &self,
        date: &TemporalExpression,
        told: &TemporalExpression,
    ) -> Option<TemporalExpression> {
        let today = self.today?;
        let far = told.period.is_some_and(|period| distance(period.first, today) > NEAR);
        self.near_today(date).filter(|_| far && date.kind != Kind::Range)
    }

    /// A date before, or, where the text is of the present and that one of a past that another paragraph tells, the last
    /// one of the present.
    fn of_the_present(
        &self,
        segments: &Segments,
        rows: &[DateRow],
        at: usize,
        before: usize,
    ) -> Option<(Period, Anchor)> {
        let (row, told) = (rows.get(at)?, rows.get(before)?);
        let past = self.today.is_some_and(|today| !is_near(told, today));
        let elsewhere = paragraph(segments, row) != paragraph(segments, told);
        anchor(rows, if past && elsewhere { self.present? } else { before })
    }

    /// The first day or month behind.
    fn behind(&mut self, rows: &[DateRow], at: usize) -> Option<(Period, Anchor)> {
        if self.behind.is_none_or(|found| found.is_some_and(|n| n <= at)) {
            let mut rest = rows.iter().enumerate().skip(at + 1);
            self.behind = Some(rest.find(|(_, row)| fine(row) && known(row).is_some()).map(|(n, _)| n));
        }
        anchor(rows, self.behind??)
    }
}

/// How far from the reference day a date of the present lies at most, in days: less than a year, since the present is
/// compared with the same month of the year before.
const PRESENT: i32 = 300;

fn is_near(row: &DateRow, today: Day) -> bool {
    known(row)
        .is_some_and(|period| distance(period.first, today).min(distance(period.last, today)) <= PRESENT)
}

/// Whether a row is a day or month near to the reference day.
fn is_present(row: &DateRow, today: Day) -> bool {
    fine(row) && is_near(row, today)
}

fn paragraph(segments: &Segments, row: &DateRow) -> Option<u32> {
    segments.list.get(row.segment as usize).map(|segment| segment.parent.unwrap_or(row.segment))
}

fn anchor(rows: &[DateRow], n: usize) -> Option<(Period, Anchor)> {
    Some((rows.get(n).and_then(known)?, Anchor::Row(n)))
}

fn fine(row: &DateRow) -> bool {
    matches!(row.value.precision, Precision::Day | Precision::Month)
        || matches!(row.value.shape.unit, Unit::HalfMonth(_) | Unit::ThirdOfMonth(_) | Unit::WeekOfMonth(_))
}

/// The period of a row that does not depend on today. A year that today alone gave is a guess for one date, and tells
/// nothing of the next.
fn known(row: &DateRow) -> Option<Period> {
    let date = &row.value;
    let settled = match date.resolution {
        Resolution::Explicit => true,
        Resolution::Completed => !date.shape.guessed,
        Resolution::Relative | Resolution::Unresolved => false,
    };
    date.period.filter(|_| settled && date.calendar.is_some())
}
