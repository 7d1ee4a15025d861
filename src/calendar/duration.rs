//! Lengths of time in ISO 8601.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Calendar, Day};

/// A length of time; written as ISO 8601 (`P45D`), a range of lengths as two of them (`P28D/P29D`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duration(pub String);

/// A unit that lengths of time are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum DurationUnit {
    Millennium,
    Century,
    Decade,
    Year,
    /// Three months.
    Season,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

impl Duration {
    /// The sum of amounts of units: a year and a half is `P1Y6M`, half a century `P50Y`, six weeks `P6W`.
    ///
    /// Amounts stay in the unit they are counted in (`P12M`, `PT90M`); only a fraction moves to the smaller
    /// units (`PT1H30M`). What is left of a month stays a decimal fraction (`P1.5M`), since months differ.
    /// Weeks beside other units become days (`P17D`), as ISO 8601 writes weeks alone.
    ///
    /// `None` for negative amounts, for a fraction of a month beside smaller units, which ISO 8601 cannot
    /// write, and for amounts beyond 28 digits.
    #[must_use]
    pub fn of(amounts: &[(Decimal, DurationUnit)]) -> Option<Self> {
        let mut parts = Parts::default();
        for &(amount, unit) in amounts {
            if amount.is_sign_negative() && !amount.is_zero() {
                return None;
            }
            let (slot, factor) = match unit {
                DurationUnit::Millennium => (&mut parts.years, 1000),
                DurationUnit::Century => (&mut parts.years, 100),
                DurationUnit::Decade => (&mut parts.years, 10),
                DurationUnit::Year => (&mut parts.years, 1),
                DurationUnit::Season => (&mut parts.months, 3),
                DurationUnit::Month => (&mut parts.months, 1),
                DurationUnit::Week => (&mut parts.weeks, 1),
                DurationUnit::Day => (&mut parts.days, 1),
                DurationUnit::Hour => (&mut parts.hours, 1),
                DurationUnit::Minute => (&mut parts.minutes, 1),
                DurationUnit::Second => (&mut parts.seconds, 1),
            };
            *slot = slot.checked_add(amount.checked_mul(Decimal::from(factor))?)?;
        }
        parts.spread()?.write().map(Self)
    }

    /// A whole number of one unit.
    #[must_use]
    pub fn whole(count: u32, unit: DurationUnit) -> Option<Self> {
        Self::of(&[(Decimal::from(count), unit)])
    }

    /// From one length to another (`P28D/P29D`); `None` when either is a range already.
    #[must_use]
    pub fn range(lower: &Self, upper: &Self) -> Option<Self> {
        let simple = |duration: &Self| Parts::read(&duration.0).is_some();
        (simple(lower) && simple(upper)).then(|| Self(format!("{}/{}", lower.0, upper.0)))
    }

    /// A sum of several units and what goes on it in a smaller one («دو ساعت و ده دقیقه» and «چهار ثانیه»); `None` where
    /// the first is of one unit, the second of several, or its unit is none of the smaller ones.
    #[must_use]
    pub fn and(&self, smaller: &Self) -> Option<Self> {
        let (Some(sum), Some(last)) = (Parts::read(&self.0), Parts::read(&smaller.0)) else { return None };
        let used = |parts: &Parts| {
            let (date, time) = parts.letters();
            let all = date.into_iter().chain(time).enumerate();
            all.filter(|(_, (amount, _))| !amount.is_zero()).map(|(place, _)| place).collect::<Vec<_>>()
        };
        let (first, second) = (used(&sum), used(&last));
        let ([.., least], [unit]) = (first.as_slice(), second.as_slice()) else { return None };
        if first.len() < 2 || unit <= least {
            return None;
        }
        let whole = Parts {
            years: sum.years,
            months: sum.months,
            weeks: sum.weeks,
            days: sum.days.checked_add(last.days)?,
            hours: sum.hours.checked_add(last.hours)?,
            minutes: sum.minutes.checked_add(last.minutes)?,
            seconds: sum.seconds.checked_add(last.seconds)?,
        };
        whole.write().map(Self)
    }

    /// Reads a length or a range of lengths in the form this type writes; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let valid = match text.split_once('/') {
            Some((lower, upper)) => Parts::read(lower).is_some() && Parts::read(upper).is_some(),
            None => Parts::read(text).is_some(),
        };
        valid.then(|| Self(text.to_owned()))
    }

    /// The length as ISO 8601.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day this long after a day, years and months counted in a calendar with the day of month clamped.
    ///
    /// `None` for ranges, for lengths with hours or fractions, and outside the calendar's years.
    #[must_use]
    pub fn after(&self, day: Day, calendar: Calendar) -> Option<Day> {
        self.shift(day, calendar, 1)
    }

    /// The day this long before a day, as in [`Duration::after`].
    #[must_use]
    pub fn before(&self, day: Day, calendar: Calendar) -> Option<Day> {
        self.shift(day, calendar, -1)
    }

    fn shift(&self, day: Day, calendar: Calendar, sign: i32) -> Option<Day> {
        let parts = Parts::read(&self.0)?;
        let whole =
            |amount: Decimal| i32::try_from(amount).ok().filter(|_| amount.is_integer())?.checked_mul(sign);
        if !(parts.hours.is_zero() && parts.minutes.is_zero() && parts.seconds.is_zero()) {
            return None;
        }
        let months = whole(parts.years)?.checked_mul(12)?.checked_add(whole(parts.months)?)?;
        let days = whole(parts.weeks)?.checked_mul(7)?.checked_add(whole(parts.days)?)?;
        let day = if months == 0 { day } else { calendar.add_months(day, months)? };
        day.add_days(days)
    }
}

impl std::fmt::Display for Duration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Components with their letters.
type Lettered<const COUNT: usize> = [(Decimal, char); COUNT];

/// The components of one length.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Parts {
    years: Decimal,
    months: Decimal,
    weeks: Decimal,
    days: Decimal,
    hours: Decimal,
    minutes: Decimal,
    seconds: Decimal,
}

impl Parts {
    /// Moves fractions to smaller units, and weeks to days unless whole weeks stand alone.
    fn spread(mut self) -> Option<Self> {
        carry(&mut self.years, &mut self.months, 12)?;
        let alone = Self { weeks: self.weeks, ..Self::default() } == self;
        if !(alone && self.weeks.is_integer()) {
            self.days = self.days.checked_add(self.weeks.checked_mul(Decimal::from(7))?)?;
            self.weeks = Decimal::ZERO;
        }
        carry(&mut self.days, &mut self.hours, 24)?;
        carry(&mut self.hours, &mut self.minutes, 60)?;
        carry(&mut self.minutes, &mut self.seconds, 60)?;
        Some(self)
    }

    /// The components that come before and after the `T`, with their letters.
    fn letters(&self) -> (Lettered<4>, Lettered<3>) {
        (
            [(self.years, 'Y'), (self.months, 'M'), (self.weeks, 'W'), (self.days, 'D')],
            [(self.hours, 'H'), (self.minutes, 'M'), (self.seconds, 'S')],
        )
    }

    fn write(&self) -> Option<String> {
        use std::fmt::Write as _;

        let (date, time) = self.letters();
        let mut text = String::from("P");
        let mut fraction = false;
        for (place, (amount, letter)) in date.into_iter().chain(time).enumerate() {
            if amount.is_zero() {
                continue;
            }
            if fraction {
                return None;
            }
            fraction = !amount.is_integer();
            if place >= date.len() && !text.contains('T') {
                text.push('T');
            }
            write!(text, "{}{letter}", amount.normalize()).ok()?;
        }
        if text.len() == 1 {
            text.push_str("0D");
        }
        Some(text)
    }

    /// Reads one length: components in order, each once, a decimal fraction in the last only, weeks alone.
    fn read(text: &str) -> Option<Self> {
        let body = text.strip_prefix('P')?;
        let (mut date, mut time) = match body.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (body, ""),
        };
        if date.is_empty() && time.is_empty() {
            return None;
        }
        let mut count = 0;
        let mut fraction = false;
        let mut take = |rest: &mut &str, letter: char| -> Option<Decimal> {
            let Some((amount, after)) = rest.split_once(letter) else { return Some(Decimal::ZERO) };
            let amount = number(amount)?;
            if std::mem::replace(&mut fraction, amount.1) {
                return None;
            }
            count += 1;
            *rest = after;
            Some(amount.0)
        };
        let years = take(&mut date, 'Y')?;
        let months = take(&mut date, 'M')?;
        let has_weeks = date.contains('W');
        let weeks = take(&mut date, 'W')?;
        let days = take(&mut date, 'D')?;
        let hours = take(&mut time, 'H')?;
        let minutes = take(&mut time, 'M')?;
        let seconds = take(&mut time, 'S')?;
        let whole = date.is_empty() && time.is_empty() && !(has_weeks && count > 1);
        whole.then_some(Self { years, months, weeks, days, hours, minutes, seconds })
    }
}

/// How many decimals of a unit are kept when a fraction becomes so much of a smaller one.
const EXACT: u32 = 18;

/// Moves the fraction of a unit to the next smaller one.
fn carry(larger: &mut Decimal, smaller: &mut Decimal, factor: u8) -> Option<()> {
    // Thirds are not held exactly: two of them of an hour are forty minutes.
    let part = larger.fract().checked_mul(Decimal::from(factor))?.round_dp(EXACT);
    *smaller = smaller.checked_add(part)?;
    *larger = larger.trunc();
    Some(())
}

/// Digits with at most one decimal point between them, and whether there is a fraction.
fn number(text: &str) -> Option<(Decimal, bool)> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let fraction = match text.split_once('.') {
        Some((whole, fraction)) if digits(whole) && digits(fraction) => true,
        None if digits(text) => false,
        _ => return None,
    };
    // Exact, so that digits which a Decimal cannot hold are refused and not rounded.
    Decimal::from_str_exact(text).ok().map(|amount| (amount, fraction))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        Calendar, Decimal, Duration,
        DurationUnit::{self, *},
        Parts,
    };

    fn amounts(parts: &[(&str, DurationUnit)]) -> Option<String> {
        let parts: Vec<_> = parts
            .iter()
            .map(|&(amount, unit)| (Decimal::from_str_exact(amount).expect("a number"), unit))
            .collect();
        Duration::of(&parts).map(|duration| duration.0)
    }

    #[test]
    fn lengths_are_written_in_their_units() {
        let cases: [(&[(&str, DurationUnit)], &str); 20] = [
            (&[("45", Day)], "P45D"),
            (&[("6", Week)], "P6W"),
            (&[("5", Year)], "P5Y"),
            (&[("3", Decade)], "P30Y"),
            (&[("1.5", Year)], "P1Y6M"),
            (&[("0.5", Century)], "P50Y"),
            (&[("2", Millennium)], "P2000Y"),
            (&[("2", Season)], "P6M"),
            (&[("12", Month)], "P12M"),
            (&[("1.5", Month)], "P1.5M"),
            (&[("0.5", Month)], "P0.5M"),
            (&[("8", Hour)], "PT8H"),
            (&[("90", Minute)], "PT90M"),
            (&[("1.50", Hour)], "PT1H30M"),
            (&[("0.5", Day)], "PT12H"),
            (&[("2.5", Week)], "P17DT12H"),
            (&[("2", Week), ("3", Day)], "P17D"),
            (&[("1", Day), ("2", Hour), ("9.58", Second)], "P1DT2H9.58S"),
            (&[("0.6666666666666666666666666667", Hour)], "PT40M"),
            (&[("0", Day)], "P0D"),
        ];
        for (parts, expected) in cases {
            assert_eq!(amounts(parts).as_deref(), Some(expected));
            assert_eq!(Duration::parse(expected), Some(Duration(expected.into())));
        }
    }

    #[test]
    fn lengths_that_cannot_be_written() {
        assert_eq!(amounts(&[("-1", Day)]), None);
        assert_eq!(amounts(&[("1.5", Month), ("3", Day)]), None);
        assert_eq!(Duration::of(&[(Decimal::MAX, Century)]), None);
    }

    #[test]
    fn a_sum_takes_a_smaller_unit() {
        let length = |text| Duration::parse(text).expect("a length");
        let and = |sum, last| length(sum).and(&length(last)).map(|whole| whole.0);
        assert_eq!(and("PT2H18M", "PT4S").as_deref(), Some("PT2H18M4S"));
        assert_eq!(and("P3Y6M", "P10D").as_deref(), Some("P3Y6M10D"));
        assert_eq!(and("P3Y", "P6M"), None);
        assert_eq!(and("P3Y6M", "P2M"), None);
        assert_eq!(and("P3Y6M", "P2DT3H"), None);
        assert_eq!(and("P1D/P2D", "PT3H"), None);
    }

    #[test]
    fn ranges_join_two_lengths() {
        let days = |count| Duration::whole(count, Day).expect("whole days");
        let range = Duration::range(&days(28), &days(29)).expect("two lengths");
        assert_eq!(range.as_str(), "P28D/P29D");
        assert_eq!(Duration::parse("P28D/P29D"), Some(range.clone()));
        assert_eq!(Duration::range(&range, &days(30)), None);
    }

    #[test]
    fn other_notations_are_refused() {
        let wrong = [
            "",
            "P",
            "PT",
            "P1DT",
            "45D",
            "P45",
            "P-1D",
            "P1D2H",
            "P1M1Y",
            "P1W2D",
            "P2W1W",
            "P1.5Y6M",
            "P.5D",
            "P1.D",
            "P1,5D",
            "PT1D",
            "P1Y1Y",
            "p1d",
            "P1D/",
            "/P1D",
            "P1D/P2D/P3D",
            "P۴۵D",
            "P 1D",
            "P0.1Y0M",
            "P1T2H",
        ];
        for text in wrong {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn lengths_lead_to_days() {
        let start = super::Day::from_iso("2020-01-31").expect("a day");
        let after =
            |text: &str| Duration(text.into()).after(start, Calendar::Gregorian).map(super::Day::to_iso);
        assert_eq!(after("P45D").as_deref(), Some("2020-03-16"));
        assert_eq!(after("P1M").as_deref(), Some("2020-02-29"));
        assert_eq!(after("P1Y1M").as_deref(), Some("2021-02-28"));
        assert_eq!(after("P6W").as_deref(), Some("2020-03-13"));
        assert_eq!(after("PT8H"), None);
        assert_eq!(after("P0.5M"), None);
        assert_eq!(after("P9000Y"), None);
        assert_eq!(after("P28D/P29D"), None);
        let before = Duration("P2M".into()).before(start, Calendar::Gregorian);
        assert_eq!(before.map(super::Day::to_iso).as_deref(), Some("2019-11-30"));
    }

    fn units() -> impl Strategy<Value = DurationUnit> {
        prop::sample::select(vec![
            Millennium, Century, Decade, Year, Season, Month, Week, Day, Hour, Minute, Second,
        ])
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(parts in prop::collection::vec((0..100_000i64, 0..4u32, units()), 1..5)) {
            let parts: Vec<_> = parts.into_iter().map(|(digits, scale, unit)| (Decimal::new(digits, scale), unit)).collect();
            if let Some(duration) = Duration::of(&parts) {
                prop_assert_eq!(Duration::parse(&duration.0), Some(duration.clone()));
                let read = Parts::read(&duration.0).expect("parsed");
                prop_assert_eq!(read.write(), Some(duration.0));
            } else {
                prop_assert!(parts.iter().any(|(amount, _)| !amount.is_integer()));
            }
        }

        #[test]
        fn no_text_panics(text in "P?[-0-9.YMWDTHS/]{0,16}|\\PC*", number: i32) {
            let duration = Duration(text.clone());
            let _ = (duration.after(super::Day(number), Calendar::Lunar), duration.before(super::Day(number), Calendar::Solar));
            prop_assert_eq!(Duration::range(&duration, &duration).is_some(), Duration::parse(&text).is_some() && !text.contains('/'));
        }
    }
}
