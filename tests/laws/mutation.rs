//! What the examples see of changed patterns and values does not fall: a sample, the same each time.

#[path = "../../xtask/src/mutate/mod.rs"]
#[allow(dead_code, reason = "the task prints more than the test asks for")]
mod mutate;

use mutate::{Element, Kind, Tally};
use std::path::Path;

/// How many mutants of each kind are tried.
const TRIED: usize = 50;

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
    let [optional, alternative] =
        [Element::Optional, Element::Alternative].map(|element| tally(Kind::Pattern(element)));
    let parts = Tally {
        tried: optional.tried + alternative.tried,
        survived: optional.survived + alternative.survived,
    };
    let values = tally(Kind::Value);
    for (what, tally, least) in
        [("guards", guards, 0.95), ("patterns", parts, 0.85), ("values", values, 0.95)]
    {
        let killed = tally.killed();
        assert!(killed >= least, "{what}: {killed:.3} of {} are seen\n{}", tally.tried, list.join("\n"));
    }
}
