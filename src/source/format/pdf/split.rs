//! Cutting lines where columns and cells end.

use super::glyph::Glyph;
use super::line::Line;
use crate::source::allowance::Allowance;

/// Lines of a page beyond which gutters are not looked for.
const MANY: usize = 4000;

/// Lines over which a place stays free where it is a gutter.
const FREE: usize = 5;

/// What looking at a gap or a cut weighs, as bytes that are read.
const STEP: usize = 4;

/// A place where lines are cut: how far from the left, from which height to which.
type Cut = (f64, f64, f64);

/// Cuts the lines of a page at wide gaps, at vertical rules and at gutters.
pub(super) fn split_all(lines: Vec<Line>, rules: &[Cut], allowance: &Allowance<'_>) -> Vec<Line> {
    let gutters = if lines.len() <= MANY { gutters(&lines, allowance) } else { Vec::new() };
    lines.into_iter().flat_map(|line| split(line, rules, &gutters, allowance)).collect()
}

/// Places that stay free over some lines with text on both sides.
fn gutters(lines: &[Line], allowance: &Allowance<'_>) -> Vec<Cut> {
    let mut order: Vec<&Line> = lines.iter().filter(|line| line.left < line.right).collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y));
    let gaps: Vec<Vec<(f64, f64)>> = order.iter().map(|line| gaps(line)).collect();
    let mut out = Vec::new();
    for (first, line) in order.iter().enumerate() {
        for &(from, to) in gaps.get(first).into_iter().flatten() {
            let (mut low, mut high, mut count, mut last) = (from, to, 1, *line);
            for (next, own) in order.iter().zip(&gaps).skip(first + 1) {
                if allowance.is_over_after(own.len().saturating_mul(STEP)) {
                    return out;
                }
                // A line that is wholly at one side neither proves nor disproves it.
                if next.right <= low + 0.5 || next.left >= high - 0.5 {
                    continue;
                }
                let mut narrowed = own.iter().map(|gap| (gap.0.max(low), gap.1.min(high)));
                let Some(free) = narrowed.find(|free| free.1 - free.0 > 0.5 * next.size) else { break };
                (low, high, count, last) = (free.0, free.1, count + 1, next);
            }
            if count >= FREE {
                out.push(((low + high) / 2.0, line.y - line.size, last.y));
            }
        }
    }
    out
}

/// The gaps of a line that are wider than those between words.
fn gaps(line: &Line) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> =
        line.glyphs.iter().filter(|glyph| !glyph.is_blank()).map(|glyph| (glyph.left, glyph.right)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut out, mut end) = (Vec::new(), f64::MIN);
    for (left, right) in places {
        if end > f64::MIN && left - end > 0.55 * line.size {
            out.push((end, left));
        }
        end = end.max(right);
    }
    out
}

fn split(line: Line, rules: &[Cut], gutters: &[Cut], allowance: &Allowance<'_>) -> Vec<Line> {
    const EM: f64 = 1.25;
    let Line { mut glyphs, y, size, holes, .. } = line;
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut out = Vec::new();
    let (mut current, mut end): (Vec<Glyph>, f64) = (Vec::new(), f64::MIN);
    // Those that reach this line.
    let near = |cuts: &[Cut]| -> Vec<f64> {
        let reaches = |cut: &&Cut| cut.1 < y - 0.2 * size && cut.2 > y - 0.4 * size;
        cuts.iter().filter(reaches).map(|cut| cut.0).collect()
    };
    let cuts = [near(rules), near(gutters)].concat();
    if allowance.is_over_after((rules.len() + gutters.len()).saturating_mul(STEP)) {
        return out;
    }
    for glyph in glyphs {
        if allowance.is_over_after(cuts.len().saturating_mul(STEP)) {
            return out;
        }
        let is_cut = |cut: &f64| *cut > end - 1.0 && *cut < glyph.left + 1.0;
        if !glyph.is_blank() && end > f64::MIN && (glyph.left - end > EM * size || cuts.iter().any(is_cut)) {
            out.push(Line::new(std::mem::take(&mut current), y, size, Vec::new()));
        }
        if !glyph.is_blank() {
            end = end.max(glyph.right);
        }
        current.push(glyph);
    }
    out.push(Line::new(current, y, size, Vec::new()));
    out.retain(|line| line.left < line.right);
    // A mark goes with the part that it stands nearest to.
    for hole in holes {
        let distance = |line: &Line| (line.left - hole.1).max(hole.0 - line.right);
        if let Some(line) = out.iter_mut().min_by(|a, b| distance(a).total_cmp(&distance(b))) {
            line.holes.push(hole);
        }
    }
    out
}
