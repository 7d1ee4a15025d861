//! Codes of `actors`, `places` and `products`.

use crate::check::{CODE, RowCheck, Wrong, cell, number, text, value};
use crate::error::Result;
use crate::lexicon::Lexicon;
use arrow::array::{Array, RecordBatch};
use arrow::datatypes::Float64Type;

/// The codes of actors.
pub(super) fn codes(lexicon: &Lexicon) -> Result<Vec<RowCheck>> {
    let mut checks = items(lexicon)?;
    checks.push(form("iso3166", "an ISO 3166-1 alpha-2 or ISO 3166-2 code", is_iso3166));
    Ok(checks)
}

/// The codes of products.
pub(super) fn items(_: &Lexicon) -> Result<Vec<RowCheck>> {
    Ok(vec![form("wikidata", "a Wikidata item (Q…)", is_wikidata)])
}

/// The codes and coordinates of places.
pub(super) fn codes_and_coordinates(lexicon: &Lexicon) -> Result<Vec<RowCheck>> {
    let mut checks = codes(lexicon)?;
    checks.extend([degrees("latitude", 90.0), degrees("longitude", 180.0)]);
    Ok(checks)
}

fn degrees(column: &'static str, limit: f64) -> RowCheck {
    RowCheck {
        kind: CODE,
        what: format!("{column} lies between -{limit} and {limit}"),
        columns: vec![column],
        look: Box::new(move |batch: &RecordBatch, wrong: &mut Wrong<'_>| {
            let degrees = number::<Float64Type>(batch, column)?;
            for row in 0..degrees.len() {
                if let Some(degree) = value(degrees, row).filter(|degree| !(-limit..=limit).contains(degree))
                {
                    wrong.row(row, || format!("{column} is {degree}"));
                }
            }
            Some(())
        }),
    }
}

fn form(column: &'static str, what: &str, fits: fn(&str) -> bool) -> RowCheck {
    RowCheck {
        kind: CODE,
        what: format!("{column} is {what}"),
        columns: vec![column],
        look: Box::new(move |batch, wrong| {
            let codes = text(batch, column)?;
            for row in 0..codes.len() {
                if let Some(code) = cell(codes, row).filter(|code| !fits(code)) {
                    wrong.row(row, || format!("{column} is «{code}»"));
                }
            }
            Some(())
        }),
    }
}

pub(super) fn is_wikidata(code: &str) -> bool {
    code.strip_prefix('Q')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(super) fn is_iso3166(code: &str) -> bool {
    let (state, part) = code.split_once('-').map_or((code, None), |(state, part)| (state, Some(part)));
    let upper = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    let alphanumeric =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    state.len() == 2
        && upper(state)
        && part.is_none_or(|part| (1..=3).contains(&part.len()) && alphanumeric(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_form() {
        assert!(["Q794", "Q1"].into_iter().all(is_wikidata));
        assert!(!["Q", "794", "q794", "Q7a"].into_iter().any(is_wikidata));
        assert!(["IR", "IR-07", "GB-ENG"].into_iter().all(is_iso3166));
        assert!(!["IRN", "ir", "IR-", "IR-TEHR", "I7"].into_iter().any(is_iso3166));
    }
}
