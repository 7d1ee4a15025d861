//! What a lexicon entry's words mean, against the rows that the whole engine makes of them.

use super::rows::{list, read};
use crate::error::Result;
use crate::extract::Engine;
use crate::lexicon::Entry;
use crate::rule::{Edge, View};
use crate::tables::{Row, rows};
use crate::text::fold::Code;

/// "Today" in the texts of entries: a Thursday, 20 Azar 1399.
const TODAY: &str = "2020-12-10";

/// Puts an entry to an engine in its texts (see [`Entry::texts`]); one line for each thing that does not hold. `at`
/// is its position in the lexicon.
///
/// # Errors
/// A table that cannot be built.
pub fn check_entry(engine: &Engine, at: usize, entry: &Entry) -> Result<Vec<String>> {
    if engine.grammar().lexicon.schema(entry.class).is_some_and(|schema| schema.parts) {
        return Ok(lost_parts(engine, entry));
    }
    let mut problems = Vec::new();
    for (text, form) in entry.texts() {
        let view = View::new(engine.grammar(), &text);
        let seen = |edge: &Edge| !edge.is_number() && edge.value as usize == at;
        if view.lattice.edges().find(seen).is_none() {
            problems.push(format!("entry {:?} is not found in «{text}»", entry.id));
            continue;
        }
        let Some(expected) = &entry.rows else { continue };
        let table = &expected.table;
        let found = rows(&read(engine, &text, Some(TODAY))?, table)?;
        let mut left: Vec<&Row> = found.iter().collect();
        for cells in &expected.cells(form)? {
            match left.iter().position(|row| row.holds(cells)) {
                Some(at) => drop(left.remove(at)),
                None => problems.push(format!(
                    "entry {:?} in «{text}»\n  expected a row of {table} with {cells}\n  found {}",
                    entry.id,
                    list(&found)
                )),
            }
        }
    }
    Ok(problems)
}

/// The forms of an entry of parts of words (endings, stems) that no longer word of their text has.
fn lost_parts(engine: &Engine, entry: &Entry) -> Vec<String> {
    let codes = |words: &str| engine.grammar().tokenizer.codes(words);
    let lost = |form: &str| {
        let (part, text) = (codes(form), entry.text_of(form).unwrap_or_default());
        let longer =
            |word: &[Code]| word.len() > part.len() && word.windows(part.len()).any(|some| *some == *part);
        let found = text.split(' ').any(|word| longer(&codes(word)));
        (!found).then(|| format!("entry {:?}: no word of «{text}» has the part «{form}»", entry.id))
    };
    entry.forms.iter().filter_map(|form| lost(form)).collect()
}
