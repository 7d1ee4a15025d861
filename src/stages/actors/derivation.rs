//! How mentions came to their entities: what knows the name, or which name before it.

use super::model::{Entity, MentionRow, Method};
use crate::table::{Context, Reasons, RowsOf, told};

/// Where the entity of a mention comes from.
pub(super) fn reasons<A: RowsOf<Entity> + RowsOf<MentionRow>>(
    row: &MentionRow,
    context: &Context<'_, '_, A>,
) -> Reasons {
    let (entities, mentions): (&[Entity], &[MentionRow]) =
        (context.analysis.rows_of(), context.analysis.rows_of());
    let mention = &row.value;
    let named = |entity: usize| entities.get(entity).map_or("", |entity| entity.name_fa.as_str());
    let entity = match mention.method {
        Method::Lexicon => format!("the lexicon has the name: «{}»", named(mention.entity)),
        Method::Pattern => "no lexicon has the name: its form tells it, and gives it an id".to_owned(),
        Method::Fuzzy => format!("misspelt: the lexicon has «{}»", named(mention.entity)),
        Method::Model => "no lexicon and no form tells it: a trained model takes it for a name".to_owned(),
        Method::Coreference => {
            let first = mentions.iter().find(|other| {
                other.value.entity == mention.entity && other.value.method != Method::Coreference
            });
            let words = first.map_or("", |first| context.slice(first.span));
            format!("the document names it elsewhere: «{words}»")
        }
    };
    let role = mention.role.map(|span| {
        let of = mention.role_of.map_or(String::new(), |entity| format!(", of «{}»", named(entity)));
        format!("«{}», beside the name{of}", context.slice(span))
    });
    told([("entity", Some(entity)), ("role", role)])
}
