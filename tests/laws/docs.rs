//! The generated pages of `docs/` are what would be generated now, and the README says what they say.

#[path = "../../xtask/src/pages/mod.rs"]
mod pages;
#[path = "../../xtask/src/score/mod.rs"]
#[allow(dead_code, reason = "the task prints more than the tests ask for")]
mod score;

use score::Half;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn file(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_default()
}

#[test]
fn the_generated_pages_are_current() {
    let pages = pages::pages(root()).expect("the built-in data and the gold load").into_iter();
    let stale: Vec<&str> = pages.filter(|(name, text)| file(name) != *text).map(|(name, _)| name).collect();
    assert!(stale.is_empty(), "not current: {}; to repair: cargo xtask docs", stale.join(", "));
}

#[test]
fn the_limits_of_the_page_are_limits_still() {
    let mended = pages::limits::problems(root()).expect("the built-in data and the limits load");
    assert!(mended.is_empty(), "{}", mended.join("\n\n"));
}

#[test]
fn a_limit_of_which_something_else_comes_is_seen() {
    let engine = jadval::extract::Engine::builder().build().expect("the built-in data load");
    let seen = |said: &str| {
        let file = format!("table = \"dates\"\n[[limit]]\nright = \"\"\n{said}");
        let limits = pages::limits::read("limits.toml", &file).expect("a limit");
        limits[0].problem(&engine).expect("tables").is_some()
    };
    let text = "text = \"یکشنبه ۱۲ مهر ۱۳۹۹ و ۱۳ مهر ۱۳۹۹\"\n";
    let one = "row = { start_date = \"2020-10-03\" }\n";
    let both = "others = [{ text = \"۱۳ مهر ۱۳۹۹\", start_date = \"2020-10-04\" }]\n";
    let told = "findings = [\"weekday-mismatch\"]\n";
    assert!(!seen(&[text, one, both, told].concat()));
    // A cell, a row too few, a row too many, a finding.
    assert!(seen(&[text, &one.replace("03", "05"), both, told].concat()));
    assert!(seen(&[text, one, told].concat()));
    assert!(seen(&[text, one, &both.replace("}]", "}, {}]"), told].concat()));
    assert!(seen(&[text, one, both].concat()));
}

/// The least that `tests/gold/floors.toml` wants of a table in one half.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Floor {
    f1: f64,
    exact: f64,
    value: f64,
    /// The most silent errors.
    silent: f64,
}

/// The pages of the root and of `docs/`.
fn pages_for_people() -> Vec<PathBuf> {
    let folders = [root().to_owned(), root().join("docs")];
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "md")).collect()
}

#[test]
fn what_pages_link_to_is_there() {
    let (mut seen, mut lost) = (0, Vec::new());
    for page in pages_for_people() {
        let text = std::fs::read_to_string(&page).expect("a page");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let file = link.split('#').next().unwrap_or("");
            if file.is_empty() || file.contains("://") {
                continue;
            }
            seen += 1;
            if !page.with_file_name(file).exists() {
                lost.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(lost.is_empty(), "no such file:\n{}", lost.join("\n"));
    assert!(seen > 20, "{seen}");
}

static QUALITY: LazyLock<score::Quality> = LazyLock::new(|| score::quality(root()).expect("the gold loads"));

#[test]
fn quality_does_not_fall() {
    let quality = &*QUALITY;
    assert!(file("README.md").contains(&score::headline(quality)), "README: {}", score::headline(quality));
    let floors: toml::Table = file("tests/gold/floors.toml").parse().expect("TOML");
    let mut fallen = Vec::new();
    for half in Half::ALL {
        let floors = floors[&half.to_string()].as_table().expect("a table for each half");
        for (table, floor) in floors {
            let floor: Floor = floor.clone().try_into().expect("f1, exact, value and silent");
            let score = quality.score(|fact| fact.half == half && fact.table == table);
            let right = [
                (score.f1() >= floor.f1, "f1", score.f1(), floor.f1),
                (score.exact_f1() >= floor.exact, "exact", score.exact_f1(), floor.exact),
                (score.value() >= floor.value, "value", score.value(), floor.value),
                (score.silent() <= floor.silent, "silent", score.silent(), floor.silent),
            ];
            for (_, measure, is, floor) in right.into_iter().filter(|(holds, ..)| !holds) {
                fallen.push(format!("{half} {table}: {measure} is {is:.4}, the floor {floor}"));
            }
        }
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

#[test]
fn relations_do_not_fall() {
    let quality = &*QUALITY;
    let floors: toml::Table = file("tests/gold/floors.toml").parse().expect("TOML");
    let mut fallen = Vec::new();
    for half in Half::ALL {
        let floors = floors["relations"][&half.to_string()].as_table().expect("a table for each half");
        for (table, judged) in score::JUDGED {
            let [precision, recall] =
                floors[&format!("{table}-{judged}")].clone().try_into::<[f64; 2]>().expect("two");
            let cells = quality.relations[&(half, table, judged)];
            for (measure, is, floor) in
                [("precision", cells.precision(), precision), ("recall", cells.recall(), recall)]
            {
                if is < floor {
                    fallen.push(format!("{half} {table} {judged}: {measure} is {is:.4}, the floor {floor}"));
                }
            }
        }
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

#[test]
fn the_gold_is_large_enough_and_annotated_alike() {
    let documents = score::documents(root()).expect("the gold loads");
    let quality = &*QUALITY;
    assert!(quality.words >= 40_000 && documents.len() >= 80 && quality.genres().len() >= 24);
    for genre in quality.genres() {
        let held = documents.iter().filter(|document| document.genre == genre).map(|document| document.held);
        let (held, open): (Vec<bool>, Vec<bool>) = held.partition(|held| *held);
        assert_eq!(held.len(), open.len(), "{genre}");
    }
    for (table, agreement) in &quality.agreement {
        let least = if matches!(*table, "dates" | "figures") { 0.95 } else { 0.9 };
        assert!(agreement.f1() >= least, "{table}: {}", agreement.f1());
    }
}
