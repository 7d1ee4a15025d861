//! The clauses stage: agreements, laws and lists as a tree of clauses, and what their sentences provide.

mod cited;
mod correction;
mod derivation;
mod duties;
mod extract;
mod frame;
mod grafted;
mod lead;
mod model;
mod names;
mod party;
mod provision;
mod reference;
mod table;
mod tree;
mod when;
mod words;

pub use extract::Clauses;
pub use model::{
    Clause, ClauseKind, ClauseRow, Modality, Party, PartyRole, Provision, ProvisionRow, Reference,
    ReferenceRow,
};
