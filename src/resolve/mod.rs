//! What only the whole document tells: missing years, pairs of calendars, relative days.

mod dates;

pub use dates::dates;
