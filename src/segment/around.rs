//! What stands around the marker of an item, and between items.

use super::kind::Marker;

/// What stands around a marker.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'a> {
    /// The next marker of the document.
    pub(super) next: Option<&'a Marker>,
    /// Whether that marker is the very next block's.
    pub(super) next_adjacent: bool,
    /// Whether the block before ends with a colon.
    pub(super) introduced: bool,
    /// Whether an empty line stands before it, and no blanks that put it further in.
    pub(super) apart: bool,
    /// The blanks before it in its line.
    pub(super) indent: u32,
    /// Whether a title of a law or agreement stands between the last item and this one.
    pub(super) titled: bool,
    /// Whether the signatures of one do.
    pub(super) signed: bool,
    /// Whether a number of a chapter has its name behind it, without a mark, and what the chapter holds begins below.
    pub(super) named: bool,
    /// Whether the line before it is a heading by the signs of Markdown.
    pub(super) headed: bool,
    /// Whether the line is as short as a heading, and what stands below it is no item of its list.
    pub(super) brief: bool,
    /// Whether an empty line stands behind it.
    pub(super) alone: bool,
    /// Whether nothing but a letter stands behind it («الف. م.»), or another number («۱- ۲ درصد افت …»).
    pub(super) doubtful: bool,
    /// Whether it ends with a colon, and the first item of a list by numbers or letters stands below it.
    pub(super) opens: bool,
}

/// An item that may hold the paragraphs behind the last one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holder {
    /// Its number among all.
    pub(super) item: u32,
    /// Whether it is a provision of a law.
    pub(super) law: bool,
    /// Whether it is the last one of a list of headings, each of which stands over its text.
    pub(super) headed: bool,
}

/// What stands between items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interruption {
    /// A paragraph.
    Text,
    /// What looks like a heading.
    Line,
    /// A line of dashes or stars.
    Rule,
    /// A short line, or one with a colon at its end, behind an empty one.
    Title,
    /// A heading that the source tells, or one with the signs of Markdown.
    Heading,
}
