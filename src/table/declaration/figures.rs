//! Figures.

use super::grounding::{CLAUSE_ID, GROUNDING, IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT};
use crate::figures;
use crate::table::schema::{Column, Table};
use crate::table::vocabulary::{FigureModifier, Vocabulary};

pub(in crate::table) static FIGURES: Table = Table {
    name: "figures",
    summary: "One row is a numeric quantity, in digits or words.",
    id_prefix: Some("f"),
    groups: &[
        &[Column::id("figure_id", "the row")],
        GROUNDING,
        &[
            CLAUSE_ID,
            Column::float(
                "value",
                "the number with its scale words multiplied out; null for ranges and vague plurals",
            ),
            Column::float("lower", "lower bound of a range, of «بیش از ۵۰» (50), of «دهها» (10)"),
            Column::float("upper", "upper bound of a range, of «کمتر از ۵۰» (50)"),
            Column::words("modifier", FigureModifier::WORDS, "how the number is to be read").required(),
            Column::words("kind", figures::Kind::WORDS, "what is measured").required(),
            Column::text(
                "unit",
                "UCUM code (`km`, `[bbl_us]/d`, `%`) or, for money, ISO 4217 code (`USD`, `IRR`); `IRT` for the toman, \
                 which has no ISO code; a name in braces (`{jerib}`) for what UCUM does not have; null for counts",
            ),
            Column::text("unit_text", "the unit as written"),
            Column::float("value_base", "the value in `unit_base`, where an exact factor exists"),
            Column::text(
                "unit_base",
                "the coherent base unit (`m`, `m3`, `kg`, `m/s`, `K`); of tomans `IRR`, ten for each; other currencies stay",
            ),
            Column::text("item", "head of the counted noun phrase, as written"),
            Column::text(
                "per",
                "UCUM unit of the period (`d`, `a`) where a rate word stands apart («روزانه»)",
            ),
            Column::float(
                "as_written",
                "the literal reading, where `value` is a repaired one (digits swapped around «/»)",
            ),
        ],
    ],
    primary_key: &["figure_id"],
    references: &[IN_DOCUMENT, IN_SEGMENT, IN_CLAUSE],
};
