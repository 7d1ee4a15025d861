//! What only the whole document tells: missing years, pairs of calendars, relative days.

mod aside;
mod complete;
mod dates;
mod heads;
mod judge;
mod pairs;
mod relative;
mod story;
mod today;

pub(super) use dates::Resolver;
