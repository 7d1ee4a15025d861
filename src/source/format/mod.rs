//! From the bytes of a file to its text layer: a reader for each format behind one door.
//!
//! [`Format::of_content`] tells what bytes are, whatever the file is called, and [`read`] gives their [`Layer`]: the text, and
//! what the source says of its parts ([`Structure`]). Nothing that a reader leaves out or adds is silent: it is an [`Edit`].

mod divider;
#[cfg(feature = "html")]
mod html;
mod joiners;
mod kind;
mod layer;
mod metadata;
mod node_path;
mod numbering;
#[cfg(feature = "office")]
mod office;
mod packed;
#[cfg(feature = "pdf")]
mod pdf;
mod read;
mod rtf;
mod sheet;
mod structure;
mod taking;

pub use kind::Format;
pub use layer::Layer;
pub use node_path::NodePath;
pub use read::read;
pub use structure::{
    Boxed, Edit, EditKind, Label, LabelOrigin, PageText, SourceBlock, SourceCell, SourceLine, SourcePage,
    Structure,
};
pub use taking::{Pages, Part, Parts, Revisions, Taking};

pub(super) use divider::divider;
pub(crate) use kind::unpacked_name;
pub(super) use packed::{Packing, unpack};
#[cfg(feature = "office")]
pub(super) use read::sheets;
#[cfg(feature = "office")]
pub(super) use sheet::layer;
pub(super) use sheet::{Row, Sheet};
