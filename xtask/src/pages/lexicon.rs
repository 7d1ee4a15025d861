//! `docs/lexicon.md`: what words are known, by class, with their origin.

use jadval::extract::Engine;
use jadval::lexicon::SCHEMA;
use std::fmt::Write;

/// Number of words that a class shows.
const SHOWN: usize = 12;

pub(crate) fn page(engine: &Engine) -> String {
    let lexicon = &engine.grammar().lexicon;
    let mut out = format!(
        "{} entries in {} forms. A file gives words one token class or several, which rules name in braces; files with\n\
         imported data name their origin and licence.\n\n\
         | class | file | entries | for example |\n|---|---|---|---|\n",
        lexicon.entries().len(),
        lexicon.len()
    );
    for entries in lexicon.entries().chunk_by(|a, b| (&a.file, a.class) == (&b.file, b.class)) {
        let Some(first) = entries.first() else { continue };
        let (class, file) = (&lexicon.classes()[first.class.0 as usize], &first.file);
        let words: Vec<&str> =
            entries.iter().take(SHOWN).filter_map(|entry| entry.forms.first().map(String::as_str)).collect();
        let more = if entries.len() > SHOWN { " …" } else { "" };
        let words = words.join("، ").replace('|', "\\|");
        let _ = writeln!(out, "| `{class}` | `{file}` | {} | {words}{more} |", entries.len());
    }
    out + &keys()
}

/// The keys that entries of each class may have.
fn keys() -> String {
    let mut out = String::from(
        "\n## Keys\n\nWhat an entry may say beside `id`, `forms` and `example`, by class. A key that its class does not have, and a \
         class that neither\na rule nor the code reads, do not load. Keys for people alone have no effect: they tell where a value is \
         from, or what an\nentry is called.\n\n| class | keys | for people alone |\n|---|---|---|\n",
    );
    let listed = |keys: Vec<&str>| keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    for schema in SCHEMA.iter().filter(|schema| schema.all().next().is_some()) {
        let (keys, notes) = (listed(schema.keys().collect()), listed(schema.notes.to_vec()));
        let _ = writeln!(out, "| `{}` | {keys} | {notes} |", schema.class);
    }
    out
}
