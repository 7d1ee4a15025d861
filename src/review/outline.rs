//! The outline of the map: land and borders around the places of a document, of Natural Earth (`map/README.md`).

use super::polygon::{Frame, Point, line, ring};
use serde_json::{Value, json};

/// Made by `map/outline.mjs`, which says what it holds.
const OUTLINE: &[u8] = include_bytes!("map/outline.bin");

/// The least width and height of a map, in hundredths of a degree, so that a single place is seen in its country.
const LEAST: i32 = 800;

/// The world, in hundredths of a degree.
const WORLD: Frame = [-18_000, -9_000, 18_000, 9_000];

/// The map around some points (longitude and latitude in degrees); `None` where there are none.
pub(super) fn around(points: &[[f64; 2]]) -> Option<Value> {
    let frame = frame(points)?;
    let (mut land, mut borders) = (Vec::new(), Vec::new());
    for (kind, points) in lines(OUTLINE) {
        if kind == 0 {
            let part = ring(&points, frame);
            if part.len() > 2 {
                land.push(part);
            }
        } else {
            borders.extend(line(&points, frame));
        }
    }
    Some(json!({ "frame": frame, "land": land, "borders": borders }))
}

/// A box around some points, with a margin.
fn frame(points: &[[f64; 2]]) -> Option<Frame> {
    let points = points.iter().filter(|point| point.iter().all(|degree| degree.is_finite()));
    let points = points.map(|point| point.map(|degree| (degree * 100.0) as i32));
    let mut found: Option<Frame> = None;
    for [x, y] in points {
        let [west, south, east, north] = found.unwrap_or([x, y, x, y]);
        found = Some([west.min(x), south.min(y), east.max(x), north.max(y)]);
    }
    let [west, south, east, north] = found?;
    let margin = |low: i32, high: i32| ((high - low) / 10).max((LEAST - (high - low)) / 2).max(LEAST / 4);
    let (across, up) = (margin(west, east), margin(south, north));
    let [min_x, min_y, max_x, max_y] = WORLD;
    Some([
        (west - across).max(min_x),
        (south - up).max(min_y),
        (east + across).min(max_x),
        (north + up).min(max_y),
    ])
}

/// The lines of a file: kind and points.
fn lines(mut bytes: &[u8]) -> impl Iterator<Item = (u32, Vec<Point>)> + '_ {
    std::iter::from_fn(move || {
        let kind = number(&mut bytes)?;
        let count = number(&mut bytes)?;
        let mut before = [0, 0];
        let points = (0..count).map_while(|_| {
            for place in &mut before {
                let step = number(&mut bytes)?;
                *place += (step >> 1) as i32 ^ -((step & 1) as i32);
            }
            Some(before)
        });
        Some((kind, points.collect()))
    })
}

/// Takes an integer of seven bits a byte.
fn number(bytes: &mut &[u8]) -> Option<u32> {
    let mut out = 0_u32;
    for shift in (0..32).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        out |= u32::from(byte & 127) << shift;
        if byte < 128 {
            break;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outline_is_read_to_its_end() {
        let all: Vec<_> = lines(OUTLINE).collect();
        assert!(all.len() > 1000 && all.iter().all(|(kind, points)| *kind < 2 && points.len() > 1));
        let far = |point: &Point| point[0].abs() > 18_000 || point[1].abs() > 9_000;
        assert!(!all.iter().any(|(_, points)| points.iter().any(far)));
    }

    #[test]
    fn a_map_lies_around_its_places() {
        assert_eq!(around(&[]), None);
        assert_eq!(around(&[[f64::NAN, 1.0]]), None);
        let tehran = around(&[[51.4, 35.7]]).expect("a map");
        assert_eq!(tehran["frame"], json!([4740, 3170, 5540, 3970]));
        assert_eq!(tehran["land"].as_array().map(Vec::is_empty), Some(false));
        let size = around(&[[51.4, 35.7], [2.3, 48.9], [-74.0, 40.7]]).expect("a map").to_string().len();
        assert!(size < 400_000, "{size}");
    }
}
