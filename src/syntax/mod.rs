//! What can be told of a sentence without a parse: its verbs with their auxiliaries, its quotations, numbers that its line
//! breaks, and what stands at its tokens.

mod broken;
mod principal;
mod quotation;
mod rows_at;
mod verb_group;
mod verbs_read;

pub(crate) use broken::{BROKEN, is_scale, line_below, number_above, number_below};
pub(crate) use principal::{Bearing, principals};
pub(crate) use quotation::{Quotation, quotations};
pub(crate) use rows_at::{RowsAt, tokens_of};
pub(crate) use verb_group::{Auxiliaries, LONGEST, Mood, VerbGroup};
pub(crate) use verbs_read::VerbsRead;
