//! Rows of `dates`.

use super::writer::{Writer, id_at, with_ids};
use std::ops::Range;

use crate::calendar::{edtf, solar_string};
use crate::dates::{Anchor, Kind, Modifier};
use crate::table::record::DocumentColumns;
use crate::table::vocabulary::Vocabulary;

impl Writer<'_, '_> {
    pub(super) fn dates(&self, columns: &mut DocumentColumns, some: Range<usize>) {
        for (found, id) in with_ids(&self.analysis.dates, &self.dates, some) {
            let date = &found.value;
            let first = date.period.map(|period| period.first);
            let last = date.period.map(|period| period.last);
            let edtf = date.period.and_then(|period| edtf::write(period, date.modifier == Modifier::Approx));
            let clock = date.clock.filter(|_| date.kind == Kind::Time);
            let anchor = date.anchor.and_then(|anchor| match anchor {
                Anchor::Reference => Some("reference"),
                Anchor::Row(index) => id_at(&self.dates, index),
            });
            self.ground_in_clause(columns.dates.row().text("date_id", id.as_str()), found)
                .text("kind", date.kind.word())
                .text("calendar", date.calendar.word())
                .text("resolution", date.resolution.word())
                .date("start_date", first)
                .date("end_date", last)
                .text("precision", date.precision.word())
                .text("edtf", edtf.as_deref())
                .text("solar_start", first.and_then(solar_string).as_deref())
                .text("solar_end", last.and_then(solar_string).as_deref())
                .int8("hour", clock.map(|clock| clock.hour))
                .int8("minute", clock.map(|clock| clock.minute))
                .int8("second", clock.map(|clock| clock.second))
                .int16("written_year", date.written.year)
                .int8("written_month", date.written.month)
                .int8("written_day", date.written.day)
                .text("written_weekday", date.written.weekday.map(|weekday| weekday.word()))
                .instant("instant", date.instant)
                .text("time_zone", date.time_zone)
                .text("duration", date.duration.as_ref().map(|duration| duration.0.as_str()))
                .text("modifier", date.modifier.word())
                .text("paired_with", date.paired_with.and_then(|index| id_at(&self.dates, index)))
                .text("anchor_id", anchor);
        }
    }
}
