//! Polygons and lines, cut to a box.

/// A point: longitude and latitude, in hundredths of a degree.
pub(super) type Point = [i32; 2];

/// A box: west, south, east, north, in hundredths of a degree.
pub(super) type Frame = [i32; 4];

/// Where a line crosses a side of a box.
fn crossing(a: Point, b: Point, axis: usize, at: i32) -> Point {
    let other = 1 - axis;
    let (from, to) = (i64::from(a[axis]), i64::from(b[axis]));
    let part = (i64::from(at) - from) * i64::from(b[other] - a[other]) / (to - from);
    let mut point = [at; 2];
    point[other] = a[other] + part as i32;
    point
}

/// The part of a ring that lies in a box (Sutherland and Hodgman): one ring, which may run along the box.
pub(super) fn ring(points: &[Point], frame: Frame) -> Vec<Point> {
    let mut ring = points.to_vec();
    for (axis, at, above) in
        [(0, frame[0], true), (1, frame[1], true), (0, frame[2], false), (1, frame[3], false)]
    {
        let inside = |point: Point| if above { point[axis] >= at } else { point[axis] <= at };
        let mut cut = Vec::with_capacity(ring.len());
        let before = ring.last().copied().into_iter().chain(ring.iter().copied());
        for (from, &to) in before.zip(&ring) {
            if inside(from) != inside(to) {
                cut.push(crossing(from, to, axis, at));
            }
            if inside(to) {
                cut.push(to);
            }
        }
        ring = cut;
    }
    ring
}

/// The parts of a line that lie in a box, each with the point before and the one behind.
pub(super) fn line(points: &[Point], frame: Frame) -> Vec<Vec<Point>> {
    let inside = |point: &Point| {
        (frame[0]..=frame[2]).contains(&point[0]) && (frame[1]..=frame[3]).contains(&point[1])
    };
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        if !inside(from) && !inside(to) {
            open = false;
            continue;
        }
        if !open {
            parts.push(vec![*from]);
            open = true;
        }
        if let Some(part) = parts.last_mut() {
            part.push(*to);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = [0, 0, 10, 10];

    #[test]
    fn a_ring_is_cut_at_all_sides() {
        let around = [[-5, -5], [15, -5], [15, 15], [-5, 15]];
        let mut cut = ring(&around, FRAME);
        cut.sort_unstable();
        cut.dedup();
        assert_eq!(cut, [[0, 0], [0, 10], [10, 0], [10, 10]]);
        assert_eq!(ring(&[[1, 1], [2, 1], [2, 2]], FRAME), [[1, 1], [2, 1], [2, 2]]);
        assert!(ring(&[[20, 20], [30, 20], [30, 30]], FRAME).is_empty());
        assert_eq!(ring(&[[5, 5], [15, 5], [5, 7]], FRAME), [[5, 5], [10, 5], [10, 6], [5, 7]]);
    }

    #[test]
    fn a_line_is_cut_into_what_is_seen() {
        let points = [[-9, 5], [-1, 5], [5, 5], [20, 5], [30, 5], [20, 9], [9, 9]];
        assert_eq!(line(&points, FRAME), [vec![[-1, 5], [5, 5], [20, 5]], vec![[20, 9], [9, 9]]]);
    }
}
