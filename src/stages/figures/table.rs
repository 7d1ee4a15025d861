//! The table `figures`: here exact decimals become doubles, and the modifier is read off the measure.

use super::derivation;
use super::fact::Status;
use super::model::{Base, FigureRow, Kind, Measure, Quantity};
use super::validation;
use crate::finding::RowRef;
use crate::table::{
    CLAUSE_ID, Column, Context, GROUNDING, IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT, IN_STATEMENT, REVIEW, Reasons,
    Reference, Row, RowValue, STATEMENT_ID, Table, Vocabulary, vocabulary,
};
use rust_decimal::Decimal;

pub(crate) static FIGURES: Table = Table {
    name: "figures",
    summary: "One row is a numeric quantity, in digits or words.",
    id_prefix: Some("f"),
    counted: true,
    checks: validation::checks,
    groups: &[
        &[Column::id("figure_id", "the row")],
        GROUNDING,
        &[
            CLAUSE_ID,
            STATEMENT_ID,
            REVIEW,
            Column::float(
                "value",
                "the number with its scale words multiplied out; null for ranges and vague plurals",
            ),
            Column::float("lower", "lower bound of a range, of «بیش از ۵۰» (50), of «دهها» (10)"),
            Column::float("upper", "upper bound of a range, of «کمتر از ۵۰» (50)"),
            Column::words("modifier", FigureModifier::WORDS, "how the number is to be read").required(),
            Column::words("kind", Kind::WORDS, "what is measured").required(),
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
            Column::text("item_text", "the whole counted or measured phrase, as written"),
            Column::text(
                "property",
                "what the figure says of its subject (`killed`, `length`, `price`): an id of `lexicon/facts`; `growth` is a change either way and a rate of inflation, and the finding `fall` says that it went down",
            ),
            Column::text("subject_id", "whose figure it is: a row of `actors` or of `places`"),
            Column::text("subject_text", "the words for whose figure it is, as written"),
            Column::text("of_text", "of a share: the whole, as written"),
            Column::text("agent_id", "who did it: a row of `actors` or of `places`"),
            Column::text("recipient_id", "who got it: a row of `actors` or of `places`"),
            Column::text("place_id", "where it was: a row of `places` or of `actors`"),
            Column::text("date_id", "when it was"),
            Column::words("status", Status::WORDS, "how real it is").required(),
        ],
    ],
    primary_key: &["figure_id"],
    references: &[
        IN_DOCUMENT,
        IN_SEGMENT,
        IN_CLAUSE,
        Reference { column: "date_id", table: "dates", to: "date_id" },
        IN_STATEMENT,
    ],
    ..Table::EMPTY
};

impl<A> RowValue<A> for Quantity {
    fn table() -> &'static Table {
        &FIGURES
    }

    fn reasons(row: &FigureRow, context: &Context<'_, '_, A>) -> Reasons {
        derivation::reasons(row, context)
    }

    fn write(row: &FigureRow, cells: Row<'_>, context: &Context<'_, '_, A>) {
        let figure = &row.value;
        let fact = &figure.fact;
        let row_of = |table, index: Option<usize>| Some(context.row(RowRef { table, index: index? })?.1);
        let reading = Reading::of(figure);
        let base = figure.unit.as_ref().and_then(|unit| unit.base.as_ref()).zip(figure.measure.number());
        context
            .ground_in_clause(cells, row)
            .float("value", reading.value)
            .float("lower", reading.lower)
            .float("upper", reading.upper)
            .text("modifier", reading.modifier.word())
            .text("kind", figure.kind.word())
            .text("unit", figure.unit.as_ref().map(|unit| unit.code.as_ref()))
            .text("unit_text", figure.unit_span.map(|span| context.slice(span)))
            .float("value_base", base.map(|(base, value)| in_base(base, value)))
            .text("unit_base", base.map(|(base, _)| base.code.as_ref()))
            .text("item", figure.item.map(|span| context.slice(span)))
            .text("per", figure.per)
            .float("as_written", figure.as_written.map(double))
            .text("item_text", fact.item.map(|span| context.slice(span)))
            .text("property", fact.property.as_deref())
            .text("subject_id", fact.subject.as_deref())
            .text("subject_text", fact.subject_words.map(|span| context.slice(span)))
            .text("of_text", fact.of.map(|span| context.slice(span)))
            .text("agent_id", fact.agent.as_deref())
            .text("recipient_id", fact.recipient.as_deref())
            .text("place_id", fact.place.as_deref())
            .text("date_id", row_of("dates", fact.date))
            .text("status", fact.status.word());
    }
}

vocabulary!(Status {
    Self::Actual => "actual",
    Self::Planned => "planned",
    Self::Estimated => "estimated",
    Self::Denied => "denied",
    Self::Hypothetical => "hypothetical",
});

vocabulary!(Kind {
    Self::Count => "count",
    Self::Money => "money",
    Self::Percent => "percent",
    Self::Length => "length",
    Self::Area => "area",
    Self::Volume => "volume",
    Self::Mass => "mass",
    Self::Speed => "speed",
    Self::Rate => "rate",
    Self::Temperature => "temperature",
    Self::Energy => "energy",
    Self::Power => "power",
    Self::Ratio => "ratio",
    Self::Other => "other",
});

/// How a figure's number is to be read; derived from its measure when the row is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FigureModifier {
    None,
    Approx,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    Range,
    Vague,
}

vocabulary!(FigureModifier {
    Self::None => "none",
    Self::Approx => "approx",
    Self::MoreThan => "more_than",
    Self::AtLeast => "at_least",
    Self::LessThan => "less_than",
    Self::AtMost => "at_most",
    Self::Range => "range",
    Self::Vague => "vague",
});

impl FigureModifier {
    /// How the number of a quantity is meant.
    pub(super) const fn of(figure: &Quantity) -> Self {
        match figure.measure {
            Measure::Single(_) => {
                if figure.approximate {
                    Self::Approx
                } else {
                    Self::None
                }
            }
            Measure::Interval { .. } => Self::Range,
            Measure::Lower { strict, .. } => {
                if strict {
                    Self::MoreThan
                } else {
                    Self::AtLeast
                }
            }
            Measure::Upper { strict, .. } => {
                if strict {
                    Self::LessThan
                } else {
                    Self::AtMost
                }
            }
            Measure::Vague { .. } => Self::Vague,
        }
    }
}

/// The columns that a measure fills.
#[derive(Debug, PartialEq)]
struct Reading {
    value: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    modifier: FigureModifier,
}

impl Reading {
    fn of(figure: &Quantity) -> Self {
        let value = figure.measure.number();
        let (lower, upper) = match figure.measure {
            Measure::Single(_) => (None, None),
            // A range that runs backwards has a finding; its bounds are what they are.
            Measure::Interval { lower, upper } => (Some(lower.min(upper)), Some(lower.max(upper))),
            Measure::Lower { bound, .. } => (Some(bound), None),
            Measure::Upper { bound, .. } => (None, Some(bound)),
            Measure::Vague { at_least } => (Some(at_least), None),
        };
        let modifier = FigureModifier::of(figure);
        Self { value: value.map(double), lower: lower.map(double), upper: upper.map(double), modifier }
    }
}

/// Digits of a factor that is exact: what has more was rounded to a double.
const EXACT: usize = 14;

/// A value in the base of its unit: the double nearest to the product, which is exact where the factor is and decimals
/// hold it.
fn in_base(base: &Base, value: Decimal) -> f64 {
    let exact = |part: f64| {
        let exact = part.to_string().parse::<Decimal>().ok()?.normalize();
        (double(exact) == part && exact.mantissa().unsigned_abs().to_string().len() <= EXACT).then_some(exact)
    };
    let product = exact(base.factor).zip(exact(base.offset)).and_then(|(factor, offset)| {
        let product = value.checked_mul(factor)?;
        // What has more digits than a decimal holds has lost some.
        let whole = value.scale() + factor.scale() == product.scale() || product.is_zero();
        whole.then(|| product.checked_add(offset)).flatten()
    });
    product.map_or_else(|| double(value) * base.factor + base.offset, double)
}

/// The double nearest to a decimal: the one that its digits would parse to.
pub(super) fn double(value: Decimal) -> f64 {
    // Decimals write at most 29 digits and a point, which always parse.
    value.to_string().parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::super::fact::Fact;
    use super::*;
    use crate::table::tests::columns;

    #[test]
    fn the_columns_are_those_of_the_contract() {
        assert_eq!(
            columns(&FIGURES),
            "figure_id GROUNDING clause_id statement_id review value lower upper modifier kind unit unit_text value_base unit_base item per as_written \
             item_text property subject_id subject_text of_text agent_id recipient_id place_id date_id status"
        );
    }
    fn reading(measure: Measure, approximate: bool) -> Reading {
        Reading::of(&Quantity {
            measure,
            approximate,
            kind: Kind::Count,
            unit: None,
            unit_span: None,
            item: None,
            per: None,
            as_written: None,
            denied_bound: false,
            fact: Fact::default(),
        })
    }

    #[test]
    fn a_measure_fills_value_bounds_and_modifier() {
        let fifty = Decimal::from(50);
        let row = |value, lower, upper, modifier| Reading { value, lower, upper, modifier };
        let cases = [
            (Measure::Single(fifty), row(Some(50.0), None, None, FigureModifier::None)),
            (
                Measure::Interval { lower: Decimal::from(5), upper: fifty },
                row(None, Some(5.0), Some(50.0), FigureModifier::Range),
            ),
            (
                Measure::Interval { lower: fifty, upper: Decimal::from(5) },
                row(None, Some(5.0), Some(50.0), FigureModifier::Range),
            ),
            (
                Measure::Lower { bound: fifty, strict: true },
                row(Some(50.0), Some(50.0), None, FigureModifier::MoreThan),
            ),
            (
                Measure::Lower { bound: fifty, strict: false },
                row(Some(50.0), Some(50.0), None, FigureModifier::AtLeast),
            ),
            (
                Measure::Upper { bound: fifty, strict: true },
                row(Some(50.0), None, Some(50.0), FigureModifier::LessThan),
            ),
            (
                Measure::Upper { bound: fifty, strict: false },
                row(Some(50.0), None, Some(50.0), FigureModifier::AtMost),
            ),
            (Measure::Vague { at_least: Decimal::TEN }, row(None, Some(10.0), None, FigureModifier::Vague)),
        ];
        for (measure, expected) in cases {
            assert_eq!(reading(measure, false), expected, "{measure:?}");
        }
        assert_eq!(reading(Measure::Single(fifty), true).modifier, FigureModifier::Approx);
        let range = Measure::Interval { lower: Decimal::ONE, upper: Decimal::TEN };
        assert_eq!(reading(range, true).modifier, FigureModifier::Range);
    }

    #[test]
    fn products_have_no_noise_of_binary_fractions() {
        let base = |factor, offset| Base { code: "m".into(), factor, offset };
        let cases = [
            (base(0.3048, 0.0), "41", 12.4968),
            (base(0.01, 0.0), "35", 0.35),
            (base(1609.344, 0.0), "12.5", 20116.8),
            (base(1.0, 273.15), "36.6", 309.75),
            // Not exact itself: the product of doubles.
            (base(0.277_777_777_777_777_8, 0.0), "90", 25.0),
            (base(1e-30, 0.0), "5", 5.0 * 1e-30),
            (base(1e28, 0.0), "79228162514264337593543950335", 7.922_816_251_426_434e56),
        ];
        for (base, digits, expected) in cases {
            assert_eq!(in_base(&base, digits.parse().unwrap()), expected, "{digits}");
        }
    }

    #[test]
    fn decimals_become_the_nearest_double() {
        for (digits, expected) in
            [("13.76", 13.76), ("0.1", 0.1), ("4850000000", 4.85e9), ("-2.300", -2.3), ("44.8", 44.8)]
        {
            assert_eq!(double(digits.parse().unwrap()), expected);
        }
    }
}
