//! Which rows of a program and of people are the same, and whether the program's value is right.

use super::gold::GoldRow;
use super::pairing::{common, one_to_one};
use crate::tables::Row;
use crate::text::Span;

/// Relative difference below which two values are one.
const NEAR: f64 = 1e-6;

/// A program's row with its span in bytes.
#[derive(Clone, Debug)]
pub(super) struct Predicted {
    pub(super) row: Row,
    pub(super) span: Span,
}

impl Predicted {
    pub(super) fn new(row: Row) -> Option<Self> {
        let at = |column| row.get(column)?.parse::<u32>().ok();
        let span = Span::new(at("byte_start")?, at("byte_end")?);
        Some(Self { row, span })
    }

    fn text(&self, column: &str) -> &str {
        self.row.get(column).unwrap_or_default()
    }

    fn number(&self, column: &str) -> Option<f64> {
        self.row.get(column)?.parse().ok()
    }
}

/// Pairs of overlapping rows, one to one, those first whose spans have the most in common.
pub(super) fn pairs(gold: &[&GoldRow], predicted: &[Predicted]) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (g, want) in gold.iter().enumerate() {
        for (p, have) in predicted.iter().enumerate() {
            let together = likeness(want, have);
            if together > 0.0 {
                candidates.push((together, g, p));
            }
        }
    }
    one_to_one(candidates, (gold.len(), predicted.len()))
}

/// How much of two spans is common to both, from 0 to 1; clauses are the same where they begin on one line with one
/// label.
fn likeness(want: &GoldRow, have: &Predicted) -> f64 {
    if want.table == "clauses" {
        let same = (want.span.start..=want.span.end).contains(&have.span.start)
            && plain(want.text("label")) == plain(have.text("label"));
        return if same { 1.0 } else { 0.0 };
    }
    common(want.span, have.span)
}

/// Whether two paired rows have one span.
pub(super) fn exact(want: &GoldRow, have: &Predicted) -> bool {
    want.table == "clauses" || want.span == have.span
}

/// Whether the program's row says what the people's says: kind and days or length of a date, value or bounds and unit
/// of a figure, kind of a mention, place and depth of a clause. Relative dates are asked for their kind alone.
pub(super) fn right(want: &GoldRow, have: &Predicted) -> bool {
    match want.table.as_str() {
        "dates" => date_right(want, have),
        "figures" => figure_right(want, have),
        "mentions" => want.text("kind") == have.text("kind"),
        _ => ["ordinal", "level"].into_iter().all(|key| want.number(key) == have.number(key)),
    }
}

fn date_right(want: &GoldRow, have: &Predicted) -> bool {
    if want.text("kind") != have.text("kind") {
        return false;
    }
    if want.text("kind") == "duration" {
        return want.text("duration") == have.text("duration");
    }
    let days = want.text("start") == have.text("start_date") && want.text("end") == have.text("end_date");
    days || want.text("resolution") == "relative"
}

fn figure_right(want: &GoldRow, have: &Predicted) -> bool {
    if want.text("unit") != have.text("unit") {
        return false;
    }
    let same = |column| match (want.number(column), have.number(column)) {
        (Some(want), Some(have)) => is_near(want, have) || is_rounded(want, have),
        (want, have) => want.is_none() && have.is_none(),
    };
    if want.number("value").is_some() {
        return same("value");
    }
    if want.text("modifier") == "range" {
        return same("lower") && same("upper");
    }
    have.number("value").is_none()
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= NEAR * a.abs().max(b.abs()).max(1.0)
}

/// Whether people's value is the program's, rounded to four places as a third is («0.3333»).
fn is_rounded(want: f64, have: f64) -> bool {
    let places = 1e4;
    let cut = !is_near((want * 1e3).round() / 1e3, want);
    cut && is_near((have * places).round() / places, want)
}

/// A label without punctuation, its digits as ASCII.
pub(super) fn plain(label: &str) -> String {
    let digit = |c: char| match c {
        '۰'..='۹' => char::from_digit(c as u32 - '۰' as u32, 10).unwrap_or(c),
        '٠'..='٩' => char::from_digit(c as u32 - '٠' as u32, 10).unwrap_or(c),
        _ => c,
    };
    let kept = |c: &char| !matches!(c, '.' | ':' | '(' | ')' | '\u{200c}');
    label.trim_matches([' ', '.', '-', '–', ':', '(', ')']).chars().filter(kept).map(digit).collect()
}
