//! `docs/lexicon.md`: what words are known, by class, with their origin.

use jadval::extract::Engine;
use jadval::lexicon::{ClassSchema, KeyType, Lexicon};
use std::collections::BTreeMap;
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
        let words: Vec<&str> = entries
            .iter()
            .take(SHOWN)
            .filter_map(|entry| entry.forms.first().map(|form| form.as_str()))
            .collect();
        let more = if entries.len() > SHOWN { " …" } else { "" };
        let words = words.join("، ").replace('|', "\\|");
        let _ = writeln!(out, "| `{class}` | `{file}` | {} | {words}{more} |", entries.len());
    }
    out + &keys(lexicon) + &features(lexicon)
}

/// The keys that entries of each class may have.
fn keys(lexicon: &Lexicon) -> String {
    let mut out = String::from(
        "\n## Keys\n\nWhat an entry may say beside `id`, `forms` and `example`, by class. A key that its class does not have, and a \
         class that neither\na rule nor the code reads, do not load. Keys for people alone have no effect: they tell where a value is \
         from, or what an\nentry is called.\n\n| class | keys | for people alone |\n|---|---|---|\n",
    );
    let listed = |keys: &[(String, KeyType)]| {
        keys.iter().map(|(key, of)| format!("`{key}`: {}", of.name())).collect::<Vec<_>>().join(", ")
    };
    let mut schemas: Vec<&ClassSchema> =
        lexicon.schemas().filter(|schema| schema.all().next().is_some()).collect();
    schemas.sort_by_key(|schema| &schema.name);
    for schema in schemas {
        let _ = writeln!(out, "| `{}` | {} | {} |", schema.name, listed(&schema.keys), listed(&schema.notes));
    }
    out
}

/// The features by which stages ask for words, with the classes that have them.
fn features(lexicon: &Lexicon) -> String {
    let mut classes: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for schema in lexicon.schemas() {
        for (stage, features) in &schema.features {
            for feature in features {
                classes.entry((stage, feature)).or_default().push(format!("`{}`", schema.name));
            }
        }
    }
    let mut out = String::from(
        "\n## Features\n\nBy which features stages ask for words that have no value to them, and the classes with these words.\n\n\
         | stage | feature | classes |\n|---|---|---|\n",
    );
    for ((stage, feature), classes) in classes {
        let _ = writeln!(out, "| {stage} | {feature} | {} |", classes.join(", "));
    }
    out
}
