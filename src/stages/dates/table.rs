//! The table `dates`.

use super::derivation;
use super::model::{Anchor, DateRow, Kind, Modifier, Precision, Resolution, TemporalExpression, Weekday};
use super::validation;
use crate::calendar::{Calendar, edtf, solar_string};
use crate::table::{
    CLAUSE_ID, Column, ColumnType, Context, GROUNDING, IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT, IN_STATEMENT,
    REVIEW, Reasons, Reference, Row, RowValue, RowsOf, STATEMENT_ID, Table, Vocabulary, vocabulary,
};

/// A solar day as it is written.
const SOLAR_DAY: &str = "^[0-9]{4}/[0-9]{2}/[0-9]{2}$";

pub(crate) static DATES: Table = Table {
    name: "dates",
    summary: "One row is the longest temporal expression in one calendar: a date, a range, a duration or a time.",
    id_prefix: Some("d"),
    counted: true,
    checks: validation::checks,
    groups: &[
        &[Column::id("date_id", "the row")],
        GROUNDING,
        &[
            CLAUSE_ID,
            STATEMENT_ID,
            REVIEW,
            Column::words("kind", Kind::WORDS, "which kind of expression it is").required(),
            Column::words(
                "calendar",
                <Option<Calendar>>::WORDS,
                "the calendar it is written in; `none` for durations and relative expressions",
            )
            .required(),
            Column::words(
                "resolution",
                Resolution::WORDS,
                "`explicit`: all written; `completed`: a missing year or month found in the context; \
                 `relative`: counted from a reference day or another row; `unresolved`: nothing completes it",
            )
            .required(),
            Column::date(
                "start_date",
                "first Gregorian day, inclusive, of what is written, also where the writer erred; \
                 null for durations and where it cannot be known",
            ),
            Column::date("end_date", "last Gregorian day, inclusive"),
            Column::words("precision", Precision::WORDS, "the calendar unit it names").required(),
            Column::text("edtf", "EDTF (ISO 8601-2) of start and end"),
            Column::text("solar_start", "the first day in the Solar Hijri calendar, `1399/08/19`")
                .pattern(SOLAR_DAY),
            Column::text("solar_end", "the last day in the Solar Hijri calendar").pattern(SOLAR_DAY),
            Column::new(
                "hour",
                ColumnType::Int8,
                "for times: the hour as written, on a clock of 24 (24 is the midnight that ends the day)",
            )
            .unit("hour"),
            Column::new("minute", ColumnType::Int8, "for times: the minute; 0 where none is written")
                .unit("minute"),
            Column::new("second", ColumnType::Int8, "for times: the second; 0 where none is written")
                .unit("second"),
            Column::new(
                "hour_end",
                ColumnType::Int8,
                "for times that last until another one («از ساعت ۸ تا ۱۴»): its hour, on a clock of 24",
            )
            .unit("hour"),
            Column::new("minute_end", ColumnType::Int8, "the minute of `hour_end`; 0 where none is written")
                .unit("minute"),
            Column::new(
                "written_year",
                ColumnType::Int16,
                "the year as written, in `calendar`; a two-digit year is widened",
            ),
            Column::new("written_month", ColumnType::Int8, "the month as written, in `calendar`"),
            Column::new("written_day", ColumnType::Int8, "the day of the month as written, in `calendar`"),
            Column::words("written_weekday", Weekday::WORDS, "the day of the week as written"),
            Column::new(
                "instant",
                ColumnType::Instant,
                "for times: the instant, where day and zone are known",
            ),
            Column::text("time_zone", "the IANA time zone that the text names"),
            Column::text("duration", "for durations: the length as ISO 8601 (`P45D`, `P6W`, `P28D/P29D`)"),
            Column::words(
                "modifier",
                Modifier::WORDS,
                "how words beside or inside the expression loosen or narrow it",
            )
            .required(),
            Column::text("paired_with", "the row that states the same date in another calendar"),
            Column::text("anchor_id", "the row, or `reference`, that completed or resolved this one"),
        ],
    ],
    primary_key: &["date_id"],
    references: &[
        IN_DOCUMENT,
        IN_SEGMENT,
        Reference { column: "paired_with", table: "dates", to: "date_id" },
        IN_CLAUSE,
        IN_STATEMENT,
    ],
    ..Table::EMPTY
};

impl<A: RowsOf<DateRow>> RowValue<A> for TemporalExpression {
    fn table() -> &'static Table {
        &DATES
    }

    fn reasons(row: &DateRow, context: &Context<'_, '_, A>) -> Reasons {
        derivation::reasons(row, context)
    }

    fn write(row: &DateRow, cells: Row<'_>, context: &Context<'_, '_, A>) {
        let date = &row.value;
        let first = date.period.map(|period| period.first);
        let last = date.period.map(|period| period.last);
        let edtf = date.period.and_then(|period| edtf::write(period, date.modifier == Modifier::Approx));
        let clock = date.clock.filter(|_| date.kind == Kind::Time);
        let end = clock.and(date.clock_end);
        let anchor = date.anchor.and_then(|anchor| match anchor {
            Anchor::Reference => Some("reference"),
            Anchor::Row(index) => context.id_of::<DateRow>(index),
        });
        context
            .ground_in_clause(cells, row)
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
            .int8("hour_end", end.map(|clock| clock.hour))
            .int8("minute_end", end.map(|clock| clock.minute))
            .int16("written_year", date.written.year)
            .int8("written_month", date.written.month)
            .int8("written_day", date.written.day)
            .text("written_weekday", date.written.weekday.map(|weekday| weekday.word()))
            .instant("instant", date.instant)
            .text("time_zone", date.time_zone)
            .text("duration", date.duration.as_ref().map(|duration| duration.0.as_str()))
            .text("modifier", date.modifier.word())
            .text("paired_with", date.paired_with.and_then(|index| context.id_of::<DateRow>(index)))
            .text("anchor_id", anchor);
    }
}

vocabulary!(Kind {
    Self::Date => "date",
    Self::Range => "range",
    Self::Duration => "duration",
    Self::Time => "time",
});

vocabulary!(Option<Calendar> {
    Some(Calendar::Solar) => "solar",
    Some(Calendar::Gregorian) => "gregorian",
    Some(Calendar::Lunar) => "lunar",
    None => "none",
});

vocabulary!(Resolution {
    Self::Explicit => "explicit",
    Self::Completed => "completed",
    Self::Relative => "relative",
    Self::Unresolved => "unresolved",
});

vocabulary!(Precision {
    Self::Day => "day",
    Self::Month => "month",
    Self::Season => "season",
    Self::Year => "year",
    Self::Decade => "decade",
    Self::Century => "century",
    Self::Other => "other",
});

vocabulary!(Modifier {
    Self::None => "none",
    Self::Approx => "approx",
    Self::MoreThan => "more_than",
    Self::AtLeast => "at_least",
    Self::LessThan => "less_than",
    Self::AtMost => "at_most",
    Self::Before => "before",
    Self::After => "after",
    Self::Start => "start",
    Self::Mid => "mid",
    Self::End => "end",
});

vocabulary!(Weekday {
    Self::Saturday => "saturday",
    Self::Sunday => "sunday",
    Self::Monday => "monday",
    Self::Tuesday => "tuesday",
    Self::Wednesday => "wednesday",
    Self::Thursday => "thursday",
    Self::Friday => "friday",
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::columns;

    #[test]
    fn the_columns_are_those_of_the_contract() {
        assert_eq!(
            columns(&DATES),
            "date_id GROUNDING clause_id statement_id review kind calendar resolution start_date end_date precision edtf solar_start solar_end hour minute second hour_end minute_end written_year written_month written_day written_weekday instant time_zone duration modifier paired_with anchor_id"
        );
    }
}
