//! Whether a paragraph speaks of the present: where all days that it tells are long past, what is counted from today
//! is of its story, or of these times, and not of the reference day.

use crate::calendar::{Day, DurationUnit};
use crate::segment::Segments;
use crate::stages::dates::{DateRow, Kind, Resolution, Shift, Tense};
use rustc_hash::FxHashMap;

/// How far from today the dates of a paragraph may lie for «امروز» and «این ماه» to be meant so, in days.
const FAR_FOR_DAYS: i32 = 3 * 366;
/// The same for «سال گذشته», «ده سال پیش».
const FAR_FOR_YEARS: i32 = 15 * 366;

/// How far from the reference day the nearest whole date of each paragraph is, in days.
#[derive(Debug, Default)]
pub(super) struct Stories {
    nearest: FxHashMap<u32, i32>,
}

impl Stories {
    pub(super) fn new(segments: &Segments, reference: Option<Day>, rows: &[DateRow]) -> Self {
        let Some(today) = reference else { return Self::default() };
        let mut nearest = FxHashMap::default();
        let whole = rows
            .iter()
            .filter(|row| row.value.resolution == Resolution::Explicit && row.value.kind != Kind::Duration);
        for row in whole {
            let (Some(paragraph), Some(period)) = (paragraph(segments, row), row.value.period) else {
                continue;
            };
            let before = today.0.saturating_sub(period.last.0);
            let behind = period.first.0.saturating_sub(today.0);
            let distance = before.max(behind).max(0);
            let least: &mut i32 = nearest.entry(paragraph).or_insert(distance);
            *least = distance.min(*least);
        }
        Self { nearest }
    }

    /// Whether an expression that would be counted from the reference day is meant so.
    pub(super) fn speaks_of_today(&self, segments: &Segments, row: &DateRow, shift: Shift) -> bool {
        let told = paragraph(segments, row).and_then(|paragraph| self.nearest.get(&paragraph));
        let far = |limit: i32| told.is_some_and(|&distance| distance > limit);
        match shift {
            Shift::Point { unit: DurationUnit::Day, count: 0 } => match row.value.shape.tense {
                Some(Tense::Past) => true,
                Some(Tense::Lasting) => false,
                Some(Tense::Perfect | Tense::Ahead) | None => !far(FAR_FOR_DAYS),
            },
            Shift::Step { unit: DurationUnit::Month, steps: 0 } => !far(FAR_FOR_DAYS),
            // «امسال», «سال جاری» say so themselves.
            Shift::Step { unit: DurationUnit::Year, steps: 0 } | Shift::InYear(0) => true,
            Shift::Step { unit, .. } | Shift::Point { unit, .. } => match unit {
                DurationUnit::Month
                | DurationUnit::Season
                | DurationUnit::Year
                | DurationUnit::Decade
                | DurationUnit::Century => !far(FAR_FOR_YEARS),
                _ => true,
            },
            Shift::InYear(_) | Shift::OfMonth(_) => !far(FAR_FOR_YEARS),
            Shift::SameYear | Shift::OfWeekday(..) | Shift::InWeek(..) => true,
        }
    }
}

fn paragraph(segments: &Segments, row: &DateRow) -> Option<u32> {
    segments.list.get(row.segment as usize).map(|segment| segment.parent.unwrap_or(row.segment))
}
