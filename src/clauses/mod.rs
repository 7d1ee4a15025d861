//! The clauses stage: agreements, laws and lists as a tree of clauses, and what their sentences provide.

mod cited;
mod extract;
mod frame;
mod model;
mod names;
mod party;
mod provision;
mod reference;
mod tree;
mod when;
mod words;

pub(crate) use cited::RULES as REFERENCE_RULES;
pub(crate) use extract::TABLES;
pub use extract::{Clauses, Contents};
pub use model::{
    Clause, ClauseKind, ClauseRow, Known, Modality, Party, PartyRole, Provision, ProvisionRow, Reference,
    ReferenceRow,
};
pub(crate) use words::RULES as PROVISION_RULES;
