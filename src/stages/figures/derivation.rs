//! How figures came to their values: the number as it was read, its unit and what a base value is made of.

use super::model::{FigureRow, Kind, Measure, Unit};
use crate::table::{Context, Reasons, Vocabulary, told};

/// Where the values of a figure come from.
pub(super) fn reasons<A>(row: &FigureRow, context: &Context<'_, '_, A>) -> Reasons {
    let figure = &row.value;
    let written = figure.unit_span.map(|span| context.slice(span));
    told([
        ("number", Some(number(figure.measure, figure.approximate))),
        (
            "repair",
            figure
                .as_written
                .map(|literal| format!("the parts beside the slash are swapped: literally {literal}")),
        ),
        ("unit", figure.unit.as_ref().map(|unit| measured(unit, written))),
        ("kind", Some(kind(figure.kind, figure.unit.as_ref()))),
        ("item", figure.item.map(|span| format!("«{}», beside the number", context.slice(span)))),
        ("period", figure.per.map(|per| format!("a word beside the figure says for each {per}"))),
    ])
}

fn number(measure: Measure, approximate: bool) -> String {
    let about = if approximate { "about " } else { "" };
    match measure {
        Measure::Single(value) => format!("{about}{value}"),
        Measure::Interval { lower, upper } => format!("{about}{lower} to {upper}"),
        Measure::Lower { bound, strict: true } => format!("more than {bound}"),
        Measure::Lower { bound, strict: false } => format!("{bound} or more"),
        Measure::Upper { bound, strict: true } => format!("less than {bound}"),
        Measure::Upper { bound, strict: false } => format!("{bound} or less"),
        Measure::Vague { at_least } => format!("a vague plural: {at_least} or more"),
    }
}

fn measured(unit: &Unit, written: Option<&str>) -> String {
    let word = written.map_or(String::new(), |written| format!("«{written}» is "));
    let base = unit.base.as_ref().map_or(String::new(), |base| {
        let offset = if base.offset == 0.0 { String::new() } else { format!(" + {}", base.offset) };
        format!(", in {} × {}{offset}", base.code, base.factor)
    });
    format!("{word}{}{base}", unit.code)
}

fn kind(kind: Kind, unit: Option<&Unit>) -> String {
    let why = if unit.is_some() { "what the unit measures" } else { "no unit" };
    format!("{}: {why}", kind.word())
}
