//! `validate`, `diff`, `schema diff` and `run --check` as CI uses them, and the recipes of `docs/ci.md`.

use super::{Ended, PIPELINE, Project, TEXT};
use std::fs;
use std::path::Path;
use std::process::Command;

const EXPECT: &str = "\n[[expect]]\ntable = \"dates\"\nrows = { min = 1 }\n";

/// A project with its dataset in both formats.
fn project() -> Project {
    let pipeline = PIPELINE.replace("\"csv\"", "\"parquet\", \"csv\"") + EXPECT;
    let project = Project::new(&[
        ("raw/a.txt", TEXT.as_bytes()),
        ("raw/b.txt", "- در تهران، ۵ نفر\n- =۱+۱ و ۳ کیلومتر\n".as_bytes()),
        ("pipelines/news.toml", pipeline.as_bytes()),
    ]);
    project.jadval(&["run", "pipelines/news.toml", "--quiet"]).says(0, &[]);
    project
}

fn edit(project: &Project, name: &str, from: &str, to: &str) {
    let text = fs::read_to_string(project.path(name)).expect("text");
    assert!(text.contains(from), "{from} is not in {name}");
    project.write(name, text.replacen(from, to, 1).as_bytes());
}

#[test]
fn exit_codes_of_validate_are_never_confused() {
    let project = project();
    let fine = project.jadval(&["validate", "datasets/news"]);
    fine.says(0, &[]);
    assert!(fine.stdout.contains(" 0 failed, 0 warned, 0 left out"), "{fine:?}");
    // A warning is one only where it is asked for.
    edit(&project, "pipelines/news.toml", "[[expect]]", "[[expect]]\nseverity = \"warn\"");
    edit(&project, "pipelines/news.toml", "min = 1", "min = 1000");
    let warned = project.jadval(&["validate", "datasets/news"]);
    warned.says(0, &[]);
    assert!(warned.stdout.contains("warning   dates expect-rows: at least 1000 rows"), "{warned:?}");
    project
        .jadval(&["validate", "datasets/news", "--fail-on", "warn"])
        .says(1, &["checks failed in datasets/news"]);
    // A mistake in an expectation is one of the pipeline file.
    edit(&project, "pipelines/news.toml", "table = \"dates\"", "table = \"date\"");
    project
        .jadval(&["validate", "datasets/news"])
        .says(2, &["pipelines/news.toml:", "expected one of the tables"]);
    project.jadval(&["validate", "datasets/news", "--fail-on", "never"]).says(2, &["never"]);
    project.jadval(&["validate", "raw"]).says(2, &["found no table"]);
    project.jadval(&["validate", "nowhere"]).says(3, &["nowhere"]);
}

#[test]
fn a_failed_check_is_named_in_every_form() {
    let project = project();
    edit(&project, "raw/a.txt", "دیدار", "دیدن");
    for (format, words) in [
        ("human", "documents source-unchanged"),
        ("json", "\"name\": \"source-unchanged\""),
        ("junit", "<failure type=\"source-unchanged\""),
        ("github", "::error title=datasets/news documents source-unchanged::"),
        ("sarif", "\"ruleId\": \"source-unchanged\""),
    ] {
        let ended = project.jadval(&["validate", "datasets/news", "--format", format]);
        ended.says(1, &["checks failed"]);
        assert!(ended.stdout.contains(words), "{format}: {}", ended.stdout);
    }
}

#[test]
fn sources_that_are_elsewhere_are_left_out_or_found() {
    let project = project();
    fs::rename(project.path("raw"), project.path("kept")).expect("moved");
    let without = project.jadval(&["validate", "datasets/news"]);
    without.says(0, &[]);
    assert!(without.stdout.contains("left out  documents grounding: 2 of 2 source files"), "{without:?}");
    fs::create_dir(project.path("elsewhere")).expect("a folder");
    fs::rename(project.path("kept"), project.path("elsewhere/raw")).expect("moved");
    let found = project.jadval(&["validate", "datasets/news", "--sources", "elsewhere"]);
    assert!(found.code == 0 && found.stdout.contains(" 0 left out"), "{found:?}");
}

#[test]
fn cells_are_exact_unless_they_are_for_spreadsheets() {
    let project = project();
    edit(&project, "pipelines/news.toml", "[output]", "[output]\ncsv = \"spreadsheet\"");
    project.jadval(&["run", "pipelines/news.toml", "--quiet"]).says(0, &[]);
    let read = |name: &str| fs::read_to_string(project.path(name)).expect("a file");
    let csv = read("datasets/news/clauses.csv");
    assert!(csv.starts_with('\u{feff}') && csv.contains(",'-,"), "{csv}");
    assert!(read("datasets/news/datapackage.json").contains("\"csv\": \"spreadsheet\""));
    assert!(read("datasets/news/README.md").contains("They are for spreadsheets"));
    // The program itself reads the values, also where there is no Parquet file.
    let extract = |out: &str, options: &[&str]| {
        let ended = project.jadval(&[&["extract", "raw", "--out", out, "--format", "csv"], options].concat());
        ended.says(0, &[]);
        ended.stderr
    };
    extract("defused", &["--csv", "spreadsheet"]);
    let plain = extract("plain", &[]);
    // The option of old says nothing and changes nothing.
    let raw = extract("raw-cells", &["--csv-raw"]);
    assert_eq!(plain.lines().count(), raw.lines().count(), "{raw}");
    let csv = read("plain/clauses.csv");
    assert!(!csv.starts_with('\u{feff}') && csv.contains(",-,") && !csv.contains(",'-,"), "{csv}");
    assert_eq!(csv, read("raw-cells/clauses.csv"));
    assert!(read("plain/datapackage.json").contains("\"csv\": \"exact\""));
    for dataset in ["defused", "plain"] {
        assert_eq!(project.column(dataset, "clauses", "label"), ["-", "-"]);
        project.jadval(&["diff", dataset, "datasets/news"]).says(0, &[]);
        let checked = project.jadval(&["validate", dataset]);
        assert!(checked.code == 0 && checked.stdout.contains(" 0 left out"), "{checked:?}");
    }
    project
        .jadval(&["extract", "raw", "--out", "x", "--csv-raw", "--csv", "spreadsheet"])
        .says(2, &["--csv-raw"]);
}

#[test]
fn diff_tells_rows_by_their_ids() {
    let project = project();
    project.jadval(&["diff", "datasets/news", "datasets/news"]).says(0, &[]);
    edit(&project, "raw/a.txt", "سی نفر", "چهل نفر و ۲ اسب");
    let out = ["extract", "raw", "--out", "new", "--quiet"];
    project.jadval(&out).says(0, &[]);
    let different = project.jadval(&["diff", "datasets/news", "new"]);
    different.says(1, &["the rows of new are not those of datasets/news"]);
    for words in ["figures: 2 added, 1 removed\n", "  + f-", "«چهل»", "  - f-", "«سی»", "sha256 1"] {
        assert!(different.stdout.contains(words), "{words}: {}", different.stdout);
    }
    let json = project.jadval(&["diff", "datasets/news", "new", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let figures =
        json["tables"].as_array().and_then(|tables| tables.iter().find(|t| t["table"] == "figures"));
    assert_eq!(figures.map(|table| &table["added"]), Some(&2.into()), "{json}");
    let md = project.jadval(&["diff", "datasets/news", "new", "--format", "md"]);
    md.says(1, &[]);
    assert!(md.stdout.contains("| `figures` |") && md.stdout.contains("```diff\n"), "{}", md.stdout);
    project.jadval(&["diff", "datasets/news", "nowhere"]).says(3, &["nowhere"]);
    project.jadval(&["diff", "datasets/news", "raw"]).says(2, &["found no table"]);
}

#[test]
fn schema_diff_tells_breaking_changes_from_additive_ones() {
    let project = project();
    let same = project.jadval(&["schema", "diff", "datasets/news"]);
    assert!(same.code == 0 && same.stdout.contains("the schemas are the same"), "{same:?}");
    let json = project.jadval(&["schema", "--json"]).stdout;
    project.write("new.json", json.replacen("\"name\": \"edtf\"", "\"name\": \"iso\"", 1).as_bytes());
    let breaking = project.jadval(&["schema", "diff", "datasets/news", "new.json"]);
    breaking.says(1, &["readers of the old schema"]);
    assert!(breaking.stdout.starts_with("breaking dates.edtf: the column is gone\n"), "{breaking:?}");
    let mut tables: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    tables.as_array_mut().expect("tables").pop();
    project.write("old.json", tables.to_string().as_bytes());
    let additive = project.jadval(&["schema", "diff", "old.json", "datasets/news"]);
    assert!(additive.code == 0 && additive.stdout == "additive texts: the table is new\n", "{additive:?}");
    project.jadval(&["schema", "diff", "raw/a.txt"]).says(2, &["expected a dataset folder or what"]);
}

#[test]
fn run_check_shows_the_rows_and_the_repair() {
    let project = project();
    edit(&project, "raw/a.txt", "سی نفر", "چهل نفر");
    let told = project.jadval(&["run", "pipelines/news.toml", "--check"]);
    told.says(1, &["`jadval run pipelines/news.toml` writes it anew"]);
    for words in ["datasets/news/figures.parquet: other values in", "figures: 1 added, 1 removed\n", "«چهل»"]
    {
        assert!(told.stdout.contains(words), "{words}: {}", told.stdout);
    }
    project.jadval(&["run", "pipelines/news.toml", "--quiet"]).says(0, &[]);
    project.jadval(&["run", "pipelines/news.toml", "--check"]).says(0, &[]);
    // Where the rows stay, a table may still be written otherwise.
    edit(&project, "pipelines/news.toml", "[output]", "[output]\ntitle = \"x\"");
    let told = project.jadval(&["run", "pipelines/news.toml", "--check"]);
    told.says(1, &[]);
    assert!(told.stdout.contains("dates.parquet: the same rows, written otherwise\n"), "{told:?}");
    project.assert_tidy();
}

/// Runs a script of the shell in a project, with the program on the path.
#[cfg(unix)]
fn shell(project: &Project, script: &str) -> Ended {
    let program = Path::new(env!("CARGO_BIN_EXE_jadval")).parent().expect("a folder").to_path_buf();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&path)));
    let ended = Command::new("sh")
        .args(["-c", script])
        .current_dir(project.folder.path())
        .env("PATH", path.expect("a path"))
        .output()
        .expect("a shell");
    Ended {
        code: ended.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&ended.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&ended.stderr).into_owned(),
    }
}

#[cfg(unix)]
#[test]
fn the_recipes_of_the_page_do_what_it_says() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md")).expect("the page");
    let blocks: Vec<&str> =
        page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 3);
    let project = project();
    let git = "git init -q . && git add -A && git -c user.name=a -c user.email=a@b commit -qm a";
    shell(&project, git).says(0, &[]);
    for block in &blocks {
        shell(&project, block).says(0, &[]);
    }
    let read = |name: &str| fs::read_to_string(project.path(name)).expect("a file");
    assert!(read("report.xml").contains("failures=\"0\""));
    assert!(read("changes.md").contains("The rows are the same."));
    // A source that is edited stops the first, and then shows in what the last writes.
    edit(&project, "raw/a.txt", "سی نفر", "چهل نفر");
    shell(&project, blocks[0]).says(1, &["jadval run pipelines/news.toml"]);
    project.jadval(&["run", "pipelines/news.toml", "--quiet"]).says(0, &[]);
    shell(&project, blocks[2]).says(0, &[]);
    assert!(read("changes.md").contains("«چهل»"));
}

/// How much is read of a dataset that somebody sent, and for how long.
#[test]
fn a_strangers_dataset_is_read_as_far_as_its_limits() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    project.jadval(&["extract", "a.txt", "--out", "out"]).says(0, &[]);
    let bytes: usize = project.bytes_of("out").iter().map(|(_, bytes)| bytes.len()).sum();
    let validate = |more: &[&str], code: i32, words: &str| {
        let ended = project.jadval(&[&["validate", "out", "--untrusted"][..], more].concat());
        assert_eq!(ended.code, code, "{ended:#?}");
        assert!((ended.stdout.clone() + &ended.stderr).contains(words), "expected «{words}» in: {ended:#?}");
    };
    validate(&[], 0, ", 0 failed");
    validate(&["--max-bytes", &bytes.to_string()], 0, ", 0 failed");
    let less = (bytes - 1).to_string();
    let found = format!("expected at most {less} bytes in a dataset of a stranger, found {bytes}");
    validate(&["--max-bytes", &less], 1, &found);
    validate(&["--max-rows", "2"], 1, "expected at most 2 rows in a dataset of a stranger, found ");
    validate(&["--timeout", "0.00001"], 3, "--timeout sets the limit");
    // A hole in a file is as long as it says, and nobody reads it.
    let long = fs::OpenOptions::new().append(true).open(project.path("out/dates.parquet")).expect("a file");
    long.set_len((4 << 30) + 1).expect("a hole");
    validate(&[], 1, "expected at most 4294967296 bytes in a dataset of a stranger");
}

#[test]
fn sources_that_are_sought_in_no_folder_are_a_mistake() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    project.jadval(&["extract", "a.txt", "--out", "o", "--quiet"]).says(0, &[]);
    project.jadval(&["validate", "o", "--sources", "nowhere"]).says(2, &["nowhere", "expected the folder"]);
    project.jadval(&["validate", "o", "--re-extract", "some"]).says(2, &["expected a number of documents"]);
    project.jadval(&["extract", "a.txt", "--out", "o", "--jobs", "0"]).says(2, &["from 1 on"]);
}
