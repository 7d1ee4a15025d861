//! What a lexicon entry's words mean, against the rows that the whole engine makes of them.

use super::{list, read};
use crate::error::Result;
use crate::extract::Engine;
use crate::lexicon::{Entry, schema};
use crate::rule::{Edge, NUMBER, Scene};
use crate::table::rows;
use crate::text::Layout;
use crate::text::fold::Code;

/// "Today" in the texts of entries: a Thursday, 20 Azar 1399.
const TODAY: &str = "2020-12-10";

/// Puts an entry to an engine in its example, or in its file's frame with each of its forms; one line for each
/// thing that does not hold. `at` is its position in the lexicon.
///
/// # Errors
/// A table that cannot be built.
pub fn check_entry(engine: &Engine, at: usize, entry: &Entry) -> Result<Vec<String>> {
    let class = engine.grammar().lexicon.classes().get(usize::from(entry.class.0));
    if class.and_then(|class| schema(class)).is_some_and(|schema| schema.parts) {
        return Ok(lost_parts(engine, entry));
    }
    let expected = match &entry.row {
        Some(row) => Some((row.table.as_str(), row.cells()?)),
        None => None,
    };
    let mut problems = Vec::new();
    for text in entry.texts() {
        let scene = Scene::new(engine.grammar(), &text);
        let seen = |edge: &Edge| edge.class != NUMBER && edge.value as usize == at;
        if scene.lattice.edges().find(seen).is_none() {
            problems.push(format!("entry {:?} is not found in «{text}»", entry.id));
            continue;
        }
        let Some((table, cells)) = &expected else { continue };
        let found = rows(&read(engine, &text, Some(TODAY))?, table)?;
        if !found.iter().any(|row| row.holds(cells)) {
            problems.push(format!(
                "entry {:?} in «{text}»\n  expected a row of {table} with {cells}\n  found {}",
                entry.id,
                list(&found)
            ));
        }
    }
    Ok(problems)
}

/// The forms of an entry whose class holds parts of words which no longer word of its texts has.
fn lost_parts(engine: &Engine, entry: &Entry) -> Vec<String> {
    let codes = |text: &str| engine.grammar().tokenizer.tokens(text, Layout::LinePerParagraph).codes;
    let texts: Vec<String> = entry.texts().collect();
    let words: Vec<Vec<Code>> = texts.iter().flat_map(|text| text.split(' ')).map(codes).collect();
    let has = |form: &&String| {
        let part = codes(form);
        words
            .iter()
            .any(|word| word.len() > part.len() && word.windows(part.len()).any(|codes| codes == part))
    };
    let lost = entry.forms.iter().filter(|form| !has(form));
    lost.map(|form| format!("entry {:?}: no word of its texts has the part «{form}»", entry.id)).collect()
}
