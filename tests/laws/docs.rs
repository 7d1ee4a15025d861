//! The generated pages of `docs/` are what would be generated now.

#[path = "../../xtask/src/pages/mod.rs"]
mod pages;

use std::path::Path;

#[test]
fn the_generated_pages_are_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stale: Vec<&str> = pages::pages()
        .expect("the built-in data load")
        .into_iter()
        .filter(|(name, text)| std::fs::read_to_string(root.join(name)).ok().as_ref() != Some(text))
        .map(|(name, _)| name)
        .collect();
    assert!(stale.is_empty(), "not current: {}; to repair: cargo xtask docs", stale.join(", "));
}
