//! Figures as people correct them.

use super::Figures;
use super::fact::Fact;
use super::model::{FigureRow, Kind, Measure, Quantity, Unit};
use super::table::FigureModifier;
use super::units::{Measured, divided, seconds};
use super::words::Words;
use crate::stages::correct::Corrector;
use crate::stages::extractor::Input;
use crate::stages::values::Values;
use crate::suggestion::with_nearest;
use crate::table::RowsOf;
use crate::text::Span;
use rust_decimal::Decimal;

impl<A: RowsOf<FigureRow>> Corrector<A, Quantity> for Figures {
    const COLUMNS: &'static [&'static str] = &["value", "lower", "upper", "modifier", "kind", "unit"];

    fn blank(&self) -> Quantity {
        blank()
    }

    fn set(
        &self,
        row: &mut FigureRow,
        values: &Values<'_>,
        _: &mut A,
        _: Option<&Input<'_>>,
    ) -> Result<(), String> {
        set(&self.words, &mut row.value, values)
    }

    fn added(&self, _: Span, values: &Values<'_>, _: &mut A, _: &Input<'_>) -> Result<Quantity, String> {
        if !["value", "lower", "upper"].iter().any(|column| values.has(column)) {
            return Err(
                "set: expected a value or its bounds in a figure that is added, found none".to_owned()
            );
        }
        let mut figure = blank();
        set(&self.words, &mut figure, values)?;
        Ok(figure)
    }

    fn renumber(&self, _: &mut A, _: &Input<'_>, _: &[Option<usize>], _: &[FigureRow]) {}
}

fn blank() -> Quantity {
    Quantity {
        measure: Measure::Single(Decimal::ZERO),
        approximate: false,
        kind: Kind::Count,
        unit: None,
        unit_span: None,
        item: None,
        per: None,
        as_written: None,
        denied_bound: false,
        fact: Fact::default(),
    }
}

fn set(words: &Words, figure: &mut Quantity, values: &Values<'_>) -> Result<(), String> {
    if let Some(code) = values.text("unit")? {
        match code {
            None => (figure.unit, figure.kind) = (None, Kind::Count),
            Some(code) => {
                let measured = unit(words, code).ok_or_else(|| {
                    let known = words.units().map(|(_, unit)| &*unit.unit.code);
                    let message = format!(
                        "unit: expected a code that the lexicon knows (UCUM or ISO 4217), found {code:?}"
                    );
                    with_nearest(message, code, known)
                })?;
                (figure.unit, figure.kind) = (measured.unit, measured.kind);
            }
        }
    }
    figure.kind = values.word("kind")?.unwrap_or(figure.kind);
    if ["value", "lower", "upper", "modifier"].iter().any(|column| values.has(column)) {
        measure(figure, values)?;
        figure.as_written = None;
    }
    Ok(())
}

/// A unit by its code, also one of a rate: `m3/d`.
fn unit(words: &Words, code: &str) -> Option<Measured> {
    let plain = |code: &str| {
        let (_, word) = words.units().find(|(_, word)| &*word.unit.code == code)?;
        Some(Measured { kind: word.kind, unit: Some(word.unit.clone()), scale: Decimal::ONE })
    };
    plain(code).or_else(|| {
        let (of, per) = code.rsplit_once('/').filter(|(_, per)| seconds(per).is_some())?;
        let rate = divided(plain(of)?, per);
        rate.unit.as_ref().is_some_and(|unit: &Unit| &*unit.code == code).then_some(rate)
    })
}

/// Sets number, bounds and how they are meant.
fn measure(figure: &mut Quantity, values: &Values<'_>) -> Result<(), String> {
    use FigureModifier as M;
    let modifier = M::of(figure);
    // A number that bounds is what the words say; a bound of its own has a range alone, or what is vague.
    let value = figure.measure.number();
    let (lower, upper) = match figure.measure {
        Measure::Interval { lower, upper } => (Some(lower.min(upper)), Some(lower.max(upper))),
        Measure::Vague { at_least } => (Some(at_least), None),
        _ => (None, None),
    };
    let number = |column, old| values.number(column).map(|set| set.unwrap_or(old));
    let (value, lower, upper) = (number("value", value)?, number("lower", lower)?, number("upper", upper)?);
    let bounds = values.has("lower") && values.has("upper") && value.is_none();
    let said = values.word("modifier")?;
    let modifier = said.unwrap_or(if bounds {
        M::Range
    } else if values.has("value") && value.is_some() && matches!(modifier, M::Range | M::Vague) {
        M::None
    } else {
        modifier
    });
    let needs = |number: Option<Decimal>, what: &str| {
        number.ok_or_else(|| format!("{what}: expected a number, found none"))
    };
    figure.measure = match modifier {
        M::None | M::Approx => Measure::Single(needs(value.or(lower).or(upper), "value")?),
        M::MoreThan | M::AtLeast => {
            Measure::Lower { bound: needs(value.or(lower), "lower")?, strict: modifier == M::MoreThan }
        }
        M::LessThan | M::AtMost => {
            Measure::Upper { bound: needs(value.or(upper), "upper")?, strict: modifier == M::LessThan }
        }
        M::Range => {
            let (lower, upper) = (needs(lower, "lower")?, needs(upper, "upper")?);
            if lower > upper {
                return Err(format!("upper: expected a number from {lower} on, found {upper}"));
            }
            Measure::Interval { lower, upper }
        }
        M::Vague => Measure::Vague { at_least: needs(lower, "lower")? },
    };
    figure.approximate = modifier == M::Approx;
    Ok(())
}
