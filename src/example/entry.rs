//! What a lexicon entry's words mean, against the rows that the whole engine makes of them.

use super::row::{Row, rows};
use super::{list, read};
use crate::error::Result;
use crate::extract::Engine;
use crate::lexicon::Entry;
use crate::rule::{Edge, NUMBER, Scene};

/// Puts an entry to an engine in its example, or in its file's frame with each of its forms; one line for each
/// thing that does not hold. `at` is its position in the lexicon.
///
/// # Errors
/// A table that cannot be built.
pub fn check_entry(engine: &Engine, at: usize, entry: &Entry) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for text in entry.texts() {
        let scene = Scene::new(engine.grammar(), &text);
        let seen = |edge: &Edge| edge.class != NUMBER && edge.value as usize == at;
        let Some(edge) = scene.lattice.edges().find(seen) else {
            problems.push(format!("entry {:?} is not found in «{text}»", entry.id));
            continue;
        };
        let Some(row) = &entry.row else { continue };
        let span = scene.span(edge.first, edge.last());
        let tables = read(engine, &text, None)?;
        let found = rows(&tables, &row.table)?;
        let over = |row: &Row| {
            row.bytes().is_some_and(|(first, end)| first < span.end as usize && (span.start as usize) < end)
        };
        let expected = row.cells()?;
        if !found.iter().any(|row| over(row) && row.holds(&expected)) {
            problems.push(format!(
                "entry {:?} in «{text}»\n  expected a row over it with {expected}\n  found {}",
                entry.id,
                list(&found)
            ));
        }
    }
    Ok(problems)
}
