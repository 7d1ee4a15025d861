//! What a lexicon entry's words mean, against the rows that the whole engine makes of them.

use super::{list, read};
use crate::error::Result;
use crate::extract::Engine;
use crate::lexicon::{Entry, schema};
use crate::rule::{Edge, NUMBER, Scene};
use crate::table::{Row, rows};
use crate::text::Layout;

/// "Today" in the texts of entries: a Thursday, 20 Azar 1399.
const TODAY: &str = "2020-12-10";

/// Puts an entry to an engine in its texts (see [`Entry::texts`]); one line for each thing that does not hold. `at`
/// is its position in the lexicon.
///
/// # Errors
/// A table that cannot be built.
pub fn check_entry(engine: &Engine, at: usize, entry: &Entry) -> Result<Vec<String>> {
    let classes = engine.grammar().lexicon.classes();
    let class = classes.get(usize::from(entry.class.0)).map_or("", String::as_str);
    if schema(class).is_some_and(|schema| schema.parts) {
        return Ok(lost_parts(engine, entry));
    }
    let mut problems = Vec::new();
    for (text, form) in entry.texts() {
        let scene = Scene::new(engine.grammar(), &text);
        let seen = |edge: &Edge| edge.class != NUMBER && edge.value as usize == at;
        if scene.lattice.edges().find(seen).is_none() {
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
    let codes = |text: &str| engine.grammar().tokenizer.tokens(text, Layout::LinePerParagraph).codes;
    let text_of = |form: &String| match (&entry.example, &entry.frame) {
        (Some(example), _) => example.clone(),
        (None, Some(frame)) => frame.replace("{}", form),
        (None, None) => String::new(),
    };
    let has = |form: &&String| {
        let (part, text) = (codes(form), text_of(form));
        let longer =
            |word: Vec<u8>| word.len() > part.len() && word.windows(part.len()).any(|some| some == part);
        text.split(' ').map(codes).any(longer)
    };
    let lost = entry.forms.iter().filter(|form| !has(form));
    lost.map(|form| format!("entry {:?}: no word of «{}» has the part «{form}»", entry.id, text_of(form)))
        .collect()
}
