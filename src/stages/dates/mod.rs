//! The dates stage: rules find temporal expressions, readings give them days, lengths and clock times.
//!
//! Rules say which words stand side by side; a *reading* here says what they mean together. What only
//! the whole document tells (missing years, pairs of calendars, today) is told by `resolve`.

mod age;
mod cells;
mod chronicle;
mod civil;
mod clock;
mod column;
mod correction;
mod day_column;
mod derivation;
mod extract;
mod iso;
mod join;
mod length;
mod length_column;
mod model;
mod numeric;
mod placing;
mod readings;
mod refusal;
mod resolve;
mod slots;
mod table;
mod tense;
mod validation;
mod whole_cell;
mod words;
mod year;

pub(crate) use civil::whole_range;
pub use extract::Dates;
pub use model::{
    Anchor, Clock, DateRow, Doubt, Kind, Modifier, Precision, Resolution, Shape, Shift, TemporalExpression,
    Tense, Unit, Weekday, Written,
};
pub use placing::place;
pub(crate) use validation::durations;
