//! Events as people correct them.

use super::Events;
use super::model::{Event, EventRow, EventType};
use crate::stages::correct::Corrector;
use crate::stages::extractor::Input;
use crate::stages::figures::Status;
use crate::stages::values::Values;
use crate::text::Span;

impl<A> Corrector<A, Event> for Events {
    const COLUMNS: &'static [&'static str] = &["type", "status"];

    fn blank(&self) -> Event {
        Event {
            kind: EventType::Agree,
            status: Status::Actual,
            date: None,
            place: None,
            statement: None,
            participants: Vec::new(),
            figures: Vec::new(),
        }
    }

    fn set(
        &self,
        row: &mut EventRow,
        values: &Values<'_>,
        _: &mut A,
        _: Option<&Input<'_>>,
    ) -> Result<(), String> {
        set(&mut row.value, values)
    }

    fn added(&self, _: Span, values: &Values<'_>, _: &mut A, _: &Input<'_>) -> Result<Event, String> {
        if !values.has("type") {
            return Err("type: expected what happened in an event that is added, found nothing".to_owned());
        }
        let mut event = Corrector::<A, Event>::blank(self);
        set(&mut event, values)?;
        Ok(event)
    }

    fn renumber(&self, _: &mut A, _: &Input<'_>, _: &[Option<usize>], _: &[EventRow]) {}
}

fn set(event: &mut Event, values: &Values<'_>) -> Result<(), String> {
    event.kind = values.word("type")?.unwrap_or(event.kind);
    event.status = values.word("status")?.unwrap_or(event.status);
    Ok(())
}
