//! Pages for reviewing.

use super::Project;

const TEXT: &str = "دیدار در ۲۰ آبان ۱۳۹۹ برگزار شد.\nسی نفر به تهران آمدند.\n";

fn project() -> Project {
    let project =
        Project::new(&[("in/a.txt", TEXT.as_bytes()), ("in/b.txt", "او در ۵ آذر ۱۳۹۹ رفت.".as_bytes())]);
    for (out, format) in [("out", "parquet"), ("out-csv", "csv")] {
        project.jadval(&["extract", "in", "--out", out, "--format", format, "--quiet"]).says(0, &[]);
    }
    project
}

#[test]
fn a_dataset_has_the_same_pages_each_time_and_in_both_formats() {
    let project = project();
    project.jadval(&["review", "out", "--doc", "b", "--out", "in"]).says(3, &["write this page", "in"]);
    let written = project.jadval(&["review", "out", "--out", "all.html"]);
    written.says(0, &["all.html", "2 documents"]);
    let names = ["all.html", "all/001-a.html", "all/002-b.html"];
    let first = names.map(|name| std::fs::read(project.path(name)).unwrap());
    project.jadval(&["review", "out", "--out", "all.html", "--quiet"]).says(0, &[]);
    assert_eq!(first, names.map(|name| std::fs::read(project.path(name)).unwrap()));
    // The name of the dataset is part of a page.
    std::fs::rename(project.path("out"), project.path("out-parquet")).unwrap();
    std::fs::rename(project.path("out-csv"), project.path("out")).unwrap();
    project.jadval(&["review", "out", "--out", "all.html", "--quiet"]).says(0, &[]);
    assert_eq!(first, names.map(|name| std::fs::read(project.path(name)).unwrap()));
    project.jadval(&["review", "out", "--doc", "b", "--out", "b.html"]).says(0, &["1 document "]);
    assert!(project.path("b.html").is_file() && !project.path("b").exists());
}

#[test]
fn what_is_to_be_reviewed_is_told_and_mistakes_name_what_is_near() {
    let project = project();
    project.jadval(&["review", "out", "--table", "dates"]).says(0, &["2 rows"]);
    project.jadval(&["review", "out", "--only", "sample:1"]).says(0, &["1 row "]);
    project.jadval(&["review", "out", "--only", "findings", "--doc", "a"]).says(0, &["0 rows"]);
    project.jadval(&["review", "out", "--only", "sample:none"]).says(2, &["sample:N", "sample:none"]);
    project.jadval(&["review", "out", "--table", "date"]).says(2, &["did you mean", "dates"]);
    project.jadval(&["review", "out", "--doc", "c"]).says(2, &["«c»", "out"]);
    project.write("mina.jsonl", b"{\"table\": 3}\n");
    project.jadval(&["review", "out", "--corrections", "mina.jsonl"]).says(2, &["mina.jsonl:1"]);
    let dates = project.jadval(&["show", "out", "dates", "--columns", "date_id", "--doc", "b"]).stdout;
    let id = dates.split_whitespace().find(|word| word.starts_with("d-")).unwrap().to_owned();
    let line = serde_json::json!({"table": "dates", "row_id": id, "verdict": "accept", "doc_id": "b", "reviewer": "mina",
        "quote": {"exact": "۵ آذر ۱۳۹۹", "char_start": 6, "char_end": 17}});
    project.write("mina.jsonl", line.to_string().as_bytes());
    let args = ["review", "out", "--table", "dates", "--only", "unreviewed", "--corrections", "mina.jsonl"];
    project.jadval(&args).says(0, &["1 row "]);
}

#[test]
fn rules_of_a_pipeline_are_told_of_where_it_is_named() {
    let project = Project::new(&[
        ("raw/a.txt", "در دیدار نقره‌ای‌ها باران آمد.\n".as_bytes()),
        (
            "own.toml",
            "class = \"organisation\"\nsummary = \"Own names.\"\norigin = \"By hand.\"\nframe = \"{} باران آورد\"\n[[entry]]\n\
             id = \"silver-ones\"\nforms = [\"نقره‌ای‌ها\"]\nname_en = \"Silver Ones\"\n"
                .as_bytes(),
        ),
        (
            "p.toml",
            "name = \"own\"\nraw = [\"raw/*.txt\"]\nout = \"out\"\n[[stage]]\nuse = \"actors\"\nlexicons = [\"own.toml\"]\n".as_bytes(),
        ),
    ]);
    project.jadval(&["run", "p.toml"]).says(0, &[]);
    let plain = project.jadval(&["review", "out", "--out", "plain.html"]);
    plain.says(0, &["other words and rules", "--pipeline"]);
    let known = project.jadval(&["review", "out", "--pipeline", "p.toml", "--out", "known.html"]);
    known.says(0, &["1 row "]);
    assert!(!known.stderr.contains("other words and rules"), "{known:?}");
    let named = project.jadval(&["review", "out", "--lexicon", "own.toml", "--out", "named.html"]);
    named.says(0, &["1 row "]);
    let size = |name: &str| std::fs::metadata(project.path(name)).unwrap().len();
    assert!(size("known.html") > size("plain.html"), "the page tells why the name was found");
    project.jadval(&["review", "out", "--pipeline", "none.toml"]).says(3, &["none.toml"]);
}

#[test]
fn a_source_that_changed_or_went_is_told() {
    let project = project();
    project.write("in/b.txt", "او در ۶ آذر ۱۳۹۹ رفت.".as_bytes());
    project
        .jadval(&["review", "out"])
        .says(3, &["in/b.txt", "expected the source that the dataset was made of"]);
    project.jadval(&["review", "out", "--doc", "a"]).says(0, &[]);
    project.jadval(&["review", "out", "--sources", "elsewhere"]).says(3, &["elsewhere", "--sources"]);
    project.jadval(&["extract", "in", "--out", "kept", "--with-text", "--quiet"]).says(0, &[]);
    project.jadval(&["review", "kept", "--sources", "elsewhere"]).says(0, &["2 documents"]);
}

#[test]
fn nothing_of_a_document_is_markup() {
    let project = Project::new(&[]);
    let text = "</script><script>alert(1)</script> در ۵ آذر ۱۳۹۹ آمد. \u{202e}x";
    let record = serde_json::json!({"doc_id": "<b>../x", "text": text, "title": text});
    project.write(
        "in.jsonl",
        format!("{record}\n{}\n", serde_json::json!({"doc_id": "y", "text": "a"})).as_bytes(),
    );
    project.jadval(&["extract", "in.jsonl", "--out", "out", "--quiet"]).says(0, &[]);
    project.jadval(&["review", "out", "--out", "all.html"]).says(0, &[]);
    for file in ["all.html", "all/001-b-..-x.html"] {
        let page = std::fs::read_to_string(project.path(file)).unwrap();
        assert!(!page.contains("alert(1)</script>") && !page.contains("<b>"), "{file}");
        assert!(page.contains("default-src 'none'"), "{file}");
    }
}
