//! Mentions as people correct them.

use super::Actors;
use super::model::{Entity, EntityKind, Mention, MentionRow, Method};
use super::slug::slug;
use crate::stages::correct::Corrector;
use crate::stages::extractor::Input;
use crate::stages::values::Values;
use crate::table::RowsOf;
use crate::text::{Span, Tokenizer};

impl<A: RowsOf<MentionRow> + RowsOf<Entity>> Corrector<A, Mention> for Actors {
    const COLUMNS: &'static [&'static str] = &["kind", "entity_id"];

    fn blank(&self) -> Mention {
        Mention { entity: 0, kind: EntityKind::Person, role: None, role_of: None, method: Method::Pattern }
    }

    fn set(
        &self,
        row: &mut MentionRow,
        values: &Values<'_>,
        analysis: &mut A,
        _: Option<&Input<'_>>,
    ) -> Result<(), String> {
        let mention = &mut row.value;
        mention.kind = values.word("kind")?.unwrap_or(mention.kind);
        let Some(id) = entity_id(values)? else { return Ok(()) };
        let entities: &[Entity] = analysis.rows_of();
        let name = entities.get(mention.entity).map(|entity| entity.name_fa.clone()).unwrap_or_default();
        mention.entity = self.entity(analysis, id, &name, values.has("kind").then_some(mention.kind))?;
        let entities: &[Entity] = analysis.rows_of();
        if let Some(kind) =
            entities.get(mention.entity).and_then(|entity| entity.kind).filter(|_| !values.has("kind"))
        {
            mention.kind = kind;
        }
        Ok(())
    }

    fn added(
        &self,
        span: Span,
        values: &Values<'_>,
        analysis: &mut A,
        input: &Input<'_>,
    ) -> Result<Mention, String> {
        let name = input.view.slice(span);
        let kind = values.word("kind")?;
        let given = entity_id(values)?.map(ToOwned::to_owned);
        let id = given.unwrap_or_else(|| slug(&Tokenizer::new(), name));
        let entity = self.entity(analysis, &id, name, kind)?;
        let entities: &[Entity] = analysis.rows_of();
        let known = entities.get(entity).and_then(|entity| entity.kind);
        let kind = kind.or(known).ok_or("kind: expected what the name stands for, found nothing")?;
        Ok(Mention { entity, kind, role: None, role_of: None, method: Method::Pattern })
    }

    fn renumber(&self, _: &mut A, _: &Input<'_>, _: &[Option<usize>], _: &[MentionRow]) {}
}

/// The id of an entity, in the letters that ids have.
fn entity_id<'v>(values: &Values<'v>) -> Result<Option<&'v str>, String> {
    let Some(id) = values.text("entity_id")? else { return Ok(None) };
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match id.filter(|id| !id.is_empty() && id.chars().all(sound)) {
        Some(id) => Ok(Some(id)),
        None => {
            Err(format!("entity_id: expected a word of a-z, 0-9 and «-», found {:?}", id.unwrap_or("null")))
        }
    }
}

impl Actors {
    /// The place, among the entities of a document, of one with an id: that of the document, of the registry, or a new one of
    /// this name.
    fn entity<A: RowsOf<Entity>>(
        &self,
        analysis: &mut A,
        id: &str,
        name: &str,
        kind: Option<EntityKind>,
    ) -> Result<usize, String> {
        let entities: &mut Vec<Entity> = analysis.rows_of_mut();
        if let Some(known) = entities.iter().position(|entity| entity.id == id) {
            return Ok(known);
        }
        let listed = self
            .registry
            .entries()
            .find(|(_, entry)| entry.id == id)
            .and_then(|(at, _)| self.registry.get(at));
        entities.push(match listed {
            Some(listed) => Entity { kind: Some(listed.kind), ..listed.entity() },
            None => Entity {
                id: id.to_owned(),
                kind,
                name_fa: if name.is_empty() { id.to_owned() } else { name.to_owned() },
                ..Entity::default()
            },
        });
        Ok(entities.len() - 1)
    }
}
