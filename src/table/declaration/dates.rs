//! Dates.

use super::grounding::{CLAUSE_ID, GROUNDING, IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT};
use crate::calendar::Calendar;
use crate::dates;
use crate::table::schema::{Column, ColumnType, Reference, Table};
use crate::table::vocabulary::Vocabulary;

/// A solar day as it is written.
const SOLAR_DAY: &str = "^[0-9]{4}/[0-9]{2}/[0-9]{2}$";

pub(in crate::table) static DATES: Table = Table {
    name: "dates",
    summary: "One row is the longest temporal expression in one calendar: a date, a range, a duration or a time.",
    id_prefix: Some("d"),
    groups: &[
        &[Column::id("date_id", "the row")],
        GROUNDING,
        &[
            CLAUSE_ID,
            Column::words("kind", dates::Kind::WORDS, "which kind of expression it is").required(),
            Column::words(
                "calendar",
                <Option<Calendar>>::WORDS,
                "the calendar it is written in; `none` for durations and relative expressions",
            )
            .required(),
            Column::words(
                "resolution",
                dates::Resolution::WORDS,
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
            Column::words("precision", dates::Precision::WORDS, "the calendar unit it names").required(),
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
                "written_year",
                ColumnType::Int16,
                "the year as written, in `calendar`; a two-digit year is widened",
            ),
            Column::new("written_month", ColumnType::Int8, "the month as written, in `calendar`"),
            Column::new("written_day", ColumnType::Int8, "the day of the month as written, in `calendar`"),
            Column::words("written_weekday", dates::Weekday::WORDS, "the day of the week as written"),
            Column::new(
                "instant",
                ColumnType::Instant,
                "for times: the instant, where day and zone are known",
            ),
            Column::text("time_zone", "the IANA time zone that the text names"),
            Column::text("duration", "for durations: the length as ISO 8601 (`P45D`, `P6W`, `P28D/P29D`)"),
            Column::words(
                "modifier",
                dates::Modifier::WORDS,
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
    ],
};
