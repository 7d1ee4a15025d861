//! The figures stage: every quantity with its value, unit, bounds and what it counts.
//!
//! A *figure* is a number that counts or measures; what only names a thing (an article, a flight, a
//! designation) is none. Rules give the forms, `reading` their meaning; what looks at more than one
//! row (swapped decimals, shared currencies, sums) comes after all rows of the document are read.

mod ambiguity;
mod bare;
mod broken;
mod cell_heads;
mod cells;
mod checks;
mod context;
mod correction;
mod cue;
mod declaration;
mod declared;
mod degrees;
mod derivation;
mod doubtful;
mod extract;
mod fact;
mod heads;
mod item;
mod lines;
mod marks;
mod model;
mod noun;
mod plausible;
mod rates;
mod reading;
mod sheet;
mod sizes;
mod slash;
mod spelling;
mod table;
mod units;
mod validation;
mod words;
mod worth;

pub use extract::Figures;
pub use fact::{Fact, Status};
pub use model::{Base, FigureRow, Kind, Measure, Quantity, Unit};
pub use slash::DecimalSlash;
pub(crate) use table::FIGURES;
pub use units::UnitTable;
