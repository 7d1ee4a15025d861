//! The outline of a glyph in bands, which tells whether letters touch and which way a bracket faces.

use kurbo::{BezPath, PathEl, Point};

/// Bands between 0.6 em below the line and 1 em above it.
const BANDS: usize = 40;
const LOWEST: f64 = -600.0;
const HEIGHT: f64 = 40.0;

/// The leftmost and the rightmost ink in each band, in thousandths of an em; a band without ink has them crossed.
#[derive(Debug)]
pub(super) struct Ink {
    bands: [(f32, f32); BANDS],
}

impl Ink {
    /// The ink of an outline; `None` where there is none in the bands.
    pub(super) fn of(outline: &BezPath) -> Option<Self> {
        let mut bands = [(f32::MAX, f32::MIN); BANDS];
        let (mut last, mut start) = (Point::ZERO, Point::ZERO);
        let mut draw = |from: Point, to: Point| {
            let steps =
                ((to.y - from.y).abs() / 20.0).max((to.x - from.x).abs() / 200.0).ceil().clamp(1.0, 80.0);
            for step in 0..=steps as u32 {
                let at = from.lerp(to, f64::from(step) / steps);
                let band = ((at.y - LOWEST) / HEIGHT).floor();
                if band >= 0.0
                    && let Some((low, high)) = bands.get_mut(band as usize)
                {
                    *low = low.min(at.x as f32);
                    *high = high.max(at.x as f32);
                }
            }
        };
        kurbo::flatten(outline.elements().iter().copied(), 4.0, |element| match element {
            PathEl::MoveTo(to) => (last, start) = (to, to),
            PathEl::LineTo(to) => {
                draw(last, to);
                last = to;
            }
            PathEl::ClosePath => {
                draw(last, start);
                last = start;
            }
            _ => {}
        });
        bands.iter().any(|(low, high)| low <= high).then_some(Self { bands })
    }

    /// The leftmost and the rightmost ink of all bands.
    pub(super) fn width(&self) -> (f64, f64) {
        let low = self.bands.iter().map(|band| band.0).fold(f32::MAX, f32::min);
        let high = self.bands.iter().map(|band| band.1).fold(f32::MIN, f32::max);
        (f64::from(low), f64::from(high))
    }

    /// The smallest distance between the left edge of this one and the right edge of another, each at its place on the page:
    /// an origin and the width of a thousandth of an em.
    pub(super) fn distance(&self, own: (f64, f64), other: &Self, at: (f64, f64)) -> f64 {
        let mut best = f64::MAX;
        for (n, (low, _)) in self.bands.iter().enumerate().filter(|(_, band)| band.0 <= band.1) {
            let near = other.bands.get(n.saturating_sub(1)..(n + 2).min(BANDS)).unwrap_or_default();
            for (_, high) in near.iter().filter(|band| band.0 <= band.1) {
                let left = own.0 + f64::from(*low) * own.1;
                let right = at.0 + f64::from(*high) * at.1;
                best = best.min(left - right);
            }
        }
        best
    }

    /// Whether the shape bulges to the left, as an opening bracket does; `None` where it is straight.
    pub(super) fn bulges_left(&self) -> Option<bool> {
        let middles: Vec<f32> =
            self.bands.iter().filter(|band| band.0 <= band.1).map(|band| (band.0 + band.1) / 2.0).collect();
        let count = middles.len();
        if count < 5 {
            return None;
        }
        let mean = |some: &[f32]| some.iter().sum::<f32>() / some.len().max(1) as f32;
        let quarter = (count / 4).max(1);
        let first = (count / 2).saturating_sub(quarter / 2 + usize::from(count.is_multiple_of(2)));
        let middle = mean(middles.get(first..=count / 2 + quarter / 2)?);
        let ends = mean(&[middles.get(..quarter)?, middles.get(count - quarter..)?].concat());
        ((middle - ends).abs() >= 8.0).then_some(middle < ends)
    }
}
