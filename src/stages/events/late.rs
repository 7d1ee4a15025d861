//! What was done later than a provision says.

use super::model::{EventRow, EventType};
use super::table::EVENTS;
use crate::finding::{Finding, RowRef, Severity};
use crate::stages::actors::{EntityKind, MentionRow};
use crate::stages::clauses::ProvisionRow;
use crate::stages::dates::DateRow;
use crate::stages::figures::Status;

/// How many days behind its deadline something is done for its sake.
const REACH: i32 = 366;

/// Adds a finding for the first event that does what a provision says of a place, where it comes behind the deadline.
pub(super) fn late(
    events: &[EventRow],
    provisions: &[ProvisionRow],
    mentions: &[MentionRow],
    dates: &[DateRow],
    findings: &mut Vec<Finding>,
) {
    for provision in provisions {
        let Some(deadline) = provision.value.deadline else { continue };
        let inside = mentions.iter().filter(|mention| provision.span.contains(mention.span));
        let places: Vec<usize> = inside
            .filter(|mention| mention.value.kind == EntityKind::Place)
            .map(|mention| mention.value.entity)
            .collect();
        let done = |event: &EventRow| {
            let day = dates.get(event.value.date?)?.value.period?.first;
            let moves = matches!(
                event.value.kind,
                EventType::Concede | EventType::Mobilize | EventType::Seize | EventType::Transfer
            );
            let entities = event.value.participants.iter().filter_map(|part| part.entity);
            let concerns = entities.chain(event.value.place).any(|entity| places.contains(&entity));
            (moves && concerns && event.value.status == Status::Actual).then_some(day)
        };
        let days = events.iter().enumerate().filter_map(|(at, event)| Some((done(event)?, at, event)));
        let near = days.filter(|(day, ..)| (day.0 - deadline.0).abs() <= REACH);
        let Some((day, at, event)) = near.min_by_key(|(day, at, _)| (*day, *at)) else { continue };
        if day > deadline {
            findings.push(Finding {
                check: "late",
                severity: Severity::Info,
                row: Some(RowRef { table: EVENTS.name, index: at }),
                span: event.span,
                message: format!("on {day}, {} days behind the deadline of {deadline}", day.0 - deadline.0),
            });
        }
    }
}
