//! Calendars as arithmetic: solar Hijri, lunar Hijri and Gregorian days, periods and durations.
//!
//! Everything here counts civil days as integers; no word of any language appears. A [`Day`] is the
//! same day in every calendar, a [`Calendar`] turns year, month and day into it and back:
//!
//! ```
//! use jadval::calendar::{Calendar, Day, edtf};
//!
//! let day = Calendar::Solar.day(1399, 8, 19).expect("the date exists");
//! assert_eq!(day.to_iso(), "2020-11-09");
//! assert_eq!(Calendar::Lunar.parts(day), (1442, 3, 23));
//! assert_eq!(Calendar::Solar.day(1400, 12, 30), None); // 1400 is a common year
//!
//! let month = Calendar::Solar.month(1399, 8).expect("the month exists");
//! assert_eq!(edtf::write(month, false).as_deref(), Some("2020-10-22/2020-11-20"));
//! ```

mod day;
mod duration;
pub mod edtf;
mod fixed;
mod lunar;
mod period;
mod system;
mod units;
mod written;
pub mod zones;

#[cfg(test)]
mod tests;

pub use day::{Day, Weekday};
pub use duration::{Duration, DurationUnit};
pub use lunar::lunar_is_tabular;
pub use period::Period;
pub use system::Calendar;
pub use units::{Half, Season};
pub use written::solar_string;
