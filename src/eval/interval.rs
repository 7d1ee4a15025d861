//! How sure a share is that was found in some rows.

/// The number of standard deviations that 95 of 100 lie within.
const Z: f64 = 1.959_963_984_540_054;

/// How wide an interval is to be on either side: ±5 %.
const WANTED: f64 = 0.05;

/// The interval that holds the share with a probability of 95 %, by Wilson's formula; all there is of no rows.
#[must_use]
pub fn wilson(right: usize, rows: usize) -> (f64, f64) {
    if rows == 0 {
        return (0.0, 1.0);
    }
    let (n, share) = (rows as f64, right as f64 / rows as f64);
    let scale = 1.0 + Z * Z / n;
    let middle = (share + Z * Z / (2.0 * n)) / scale;
    let half = Z / scale * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// How many more rows are to be looked at until the share is known to ±5 %, if it stays what it is; never more than are
/// left.
#[must_use]
pub fn more_rows(right: usize, rows: usize, left: usize) -> usize {
    let half = |n: usize| {
        let right = if rows == 0 { n / 2 } else { (right as f64 / rows as f64 * n as f64).round() as usize };
        let (low, high) = wilson(right.min(n), n);
        (high - low) / 2.0
    };
    let (mut least, mut most) = (rows, rows.saturating_add(left));
    if half(most) > WANTED {
        return left;
    }
    while least < most {
        let middle = least.midpoint(most);
        if half(middle) <= WANTED { most = middle } else { least = middle + 1 }
    }
    least - rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_books() {
        let near = |a: f64, b: f64| (a - b).abs() < 5e-4;
        for (right, rows, low, high) in
            [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (95, 100, 0.8882, 0.9785)]
        {
            let found = wilson(right, rows);
            assert!(near(found.0, low) && near(found.1, high), "{found:?}");
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }

    #[test]
    fn more_rows_are_asked_for_until_the_interval_is_narrow() {
        for (right, rows) in [(0, 0), (5, 10), (9, 10), (50, 50), (300, 600)] {
            let more = more_rows(right, rows, 100_000);
            let all = rows + more;
            let share = if rows == 0 { 0.5 } else { right as f64 / rows as f64 };
            let (low, high) = wilson((share * all as f64).round() as usize, all);
            assert!((high - low) / 2.0 <= WANTED + 1e-3, "{right} of {rows}: {more}");
        }
        assert_eq!(more_rows(5, 10, 7), 7);
        assert_eq!(more_rows(500, 1000, 1000), 0);
    }
}
