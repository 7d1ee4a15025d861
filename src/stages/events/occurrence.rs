//! Which triggers of a sentence tell of one occurrence.

use super::model::{EventRow, EventType, Role};

/// How near two triggers of one type stand that tell of one occurrence, in bytes.
const SAME: u32 = 24;

/// Whether two triggers tell of one occurrence: «امضای توافق آتش‌بس», or the same party in the same sentence.
pub(super) fn is_same(other: &EventRow, row: &EventRow) -> bool {
    let near = row.span.start.saturating_sub(other.span.end) <= SAME;
    let shares = || {
        let parts = |row: &EventRow| -> Vec<(Role, usize)> {
            row.value.participants.iter().filter_map(|part| Some((part.role, part.mention?))).collect()
        };
        let own = parts(row);
        parts(other).iter().any(|part| own.contains(part))
    };
    other.value.kind == row.value.kind
        && !hurts_others(other, row)
        && (near || row.value.kind == EventType::Agree && shares())
}

/// «پنج تن زخمی شدند و سی تن جان باختند»: whether two triggers tell of different people or things that were hurt.
fn hurts_others(other: &EventRow, row: &EventRow) -> bool {
    let hurt = |row: &EventRow| {
        let harms = matches!(row.value.kind, EventType::Assault | EventType::Disaster);
        let patient = row.value.participants.iter().find(|part| part.role == Role::Patient);
        patient.map(|part| part.span).filter(|_| harms)
    };
    hurt(other).zip(hurt(row)).is_some_and(|(one, next)| one.end <= next.start || next.end <= one.start)
}
