//! Gold of other programs: files of spans, as annotation tools write them, and datasets.
//!
//! | form | told by |
//! |---|---|
//! | a dataset | a folder with `documents` |
//! | brat | a folder with `.ann` files beside texts |
//! | the form of `tests/gold` | a folder with `NAME.jsonl` beside `NAME.txt` |
//! | spans | JSON lines with `char_start` |
//! | doccano | JSON lines with `label` or `labels` |
//! | Prodigy | JSON lines with `spans` |
//! | Label Studio | a JSON list of tasks with `annotations` |
//! | CoNLL | `.conll`, `.iob`, `.bio`: a token and its label a line |
//!
//! Every span is checked against the text before it counts, and one that was counted in UTF-16 is recognised.

mod brat;
mod conll;
mod json;
mod labels;
mod offsets;
mod raw;
mod reading;

pub use labels::Labels;
pub use reading::read_gold;
