//! `docs/lexicon.md`: what words are known, by class, with their origin.

use jadval::extract::Engine;
use std::fmt::Write;

/// Number of words that a class shows.
const SHOWN: usize = 12;

pub(crate) fn page(engine: &Engine) -> String {
    let lexicon = &engine.grammar().lexicon;
    let mut out = format!(
        "{} entries in {} forms. Each file gives its words one token class, which rules name in braces; files with\n\
         imported data name their origin and licence.\n\n\
         | class | file | entries | for example |\n|---|---|---|---|\n",
        lexicon.entries().len(),
        lexicon.len()
    );
    let mut files: Vec<&str> = lexicon.entries().iter().map(|entry| entry.file.as_str()).collect();
    files.dedup();
    for file in files {
        let entries: Vec<_> = lexicon.entries().iter().filter(|entry| entry.file == file).collect();
        let Some(first) = entries.first() else { continue };
        let class = &lexicon.classes()[first.class.0 as usize];
        let words: Vec<&str> =
            entries.iter().take(SHOWN).filter_map(|entry| entry.forms.first().map(String::as_str)).collect();
        let more = if entries.len() > SHOWN { " …" } else { "" };
        let words = words.join("، ").replace('|', "\\|");
        let _ = writeln!(out, "| `{class}` | `{file}` | {} | {words}{more} |", entries.len());
    }
    out
}
