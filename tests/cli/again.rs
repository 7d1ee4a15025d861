//! Runs on a dataset that an earlier run wrote: what is as it was is taken over, and nobody can tell.

use super::{Project, TEXT};
use proptest::prelude::*;
use std::fs;

/// The dataset of a run that remembers, and of one that does not.
fn both(project: &Project, args: &[&str]) -> String {
    let remembered = project.jadval(&[&["extract", "in", "--out", "out"], args].concat());
    assert_eq!(remembered.code, 0, "{remembered:?}");
    let _ = fs::remove_dir_all(project.path("clean"));
    let clean = [&["extract", "in", "--out", "clean/out", "--no-cache"], args].concat();
    project.jadval(&clean).says(0, &[]);
    assert!(project.bytes_of("out") == project.bytes_of("clean/out"), "{remembered:?}");
    remembered.stderr
}

/// Whether a run says that it took over so many documents, or, where their last change is long enough ago for their
/// stamps to be trusted, the whole dataset.
fn took_over(said: &str, documents: usize) -> bool {
    said.contains(&format!("as in the last run: {documents} documents"))
        || said.contains("nothing has changed") && said.contains(&format!("{documents} documents"))
}

fn took_over_any(said: &str) -> bool {
    said.contains("as in the last run") || said.contains("nothing has changed")
}

fn text(n: u8) -> String {
    format!(
        "دکتر علی رضایی در {} آبان ۱۳۹۹ گفت {n} نفر آمدند.\nماده {n} - ایران باید راه را بسازد.\n",
        n % 28 + 1
    )
}

#[test]
fn documents_that_did_not_change_are_taken_over() {
    let project = Project::new(&[]);
    for n in 0..20 {
        project.write(&format!("in/{n:02}.txt"), text(n).as_bytes());
    }
    let record =
        |n: u8| format!("{{\"doc_id\":\"r{n}\",\"text\":{:?},\"reference_date\":\"2020-12-10\"}}\n", text(n));
    project.write("in/30.jsonl", (0..10).map(record).collect::<String>().as_bytes());
    assert!(!took_over_any(&both(&project, &[])));
    assert!(took_over(&both(&project, &[]), 30));
    // One edited, one removed, one added, one record gone.
    project.write("in/07.txt", text(99).as_bytes());
    fs::remove_file(project.path("in/03.txt")).expect("a file");
    project.write("in/05b.txt", TEXT.as_bytes());
    project.write("in/30.jsonl", (1..10).map(record).collect::<String>().as_bytes());
    assert!(took_over(&both(&project, &[]), 27));
    // With the texts, which were not kept before; with other files.
    assert!(took_over(&both(&project, &["--with-text"]), 29));
    assert!(took_over(&both(&project, &["--format", "csv,parquet"]), 29));
    // Rows from files that are compressed one way, into files that are compressed another way.
    for compression in ["lz4", "none", "zstd"] {
        assert!(took_over(&both(&project, &["--compression", compression]), 29));
        project.jadval(&["validate", "out"]).says(0, &[]);
    }
    // Another reading, other words: nothing is as it was.
    assert!(!took_over_any(&both(&project, &["--decimal-slash", "swapped"])));
    assert!(!took_over_any(&both(&project, &[])));
    let rule = "name = \"odd\"\nsummary = \"x\"\npattern = \"{in-time} [ {day=day-of-month} ]\"\n\
                reading = \"civil-date\"\n[[example]]\ntext = \"در بیستم\"\nrow = { text = \"بیستم\" }\n\
                [[counterexample]]\ntext = \"در\"\nbecause = \"no day\"\n";
    project.write("dates/odd.toml", rule.as_bytes());
    assert!(!took_over_any(&both(&project, &["--rules", "dates/odd.toml"])));
    assert!(took_over(&both(&project, &["--rules", "dates/odd.toml"]), 29));
}

#[test]
fn large_documents_are_taken_over_among_others() {
    let project = Project::new(&[]);
    let large = |n: u8| text(n) + &" ".repeat(8 << 20) + "\n" + &text(n + 1);
    for n in 0..5 {
        let text = if n % 2 == 1 { large(n) } else { text(n) };
        project.write(&format!("in/{n}.txt"), text.as_bytes());
    }
    let record = |n: u8, text: String| format!("{{\"doc_id\":\"r{n}\",\"text\":{text:?}}}\n");
    project.write("in/9.jsonl", (record(0, text(0)) + &record(1, large(1)) + &record(2, text(2))).as_bytes());
    assert!(!took_over_any(&both(&project, &[])));
    // Before a large one, and one that is large no more.
    project.write("in/2.txt", text(52).as_bytes());
    project.write("in/1.txt", text(51).as_bytes());
    assert!(took_over(&both(&project, &[]), 6));
}

#[test]
fn rows_of_tables_in_parts_are_taken_over() {
    let pipeline = "name = \"news\"\nraw = [\"in\"]\nout = \"out\"\n[output]\npart_rows = 3\n";
    let project = Project::new(&[("p.toml", pipeline.as_bytes())]);
    for n in 0..9 {
        project.write(&format!("in/{n}.txt"), text(n).as_bytes());
    }
    project.jadval(&["run", "p.toml"]).says(0, &[]);
    assert!(project.path("out/dates/part-00002.parquet").is_file());
    project.write("in/4.txt", text(99).as_bytes());
    assert!(took_over(&project.jadval(&["run", "p.toml"]).stderr, 8));
    let taken_over = project.bytes_of("out");
    project.jadval(&["run", "p.toml", "--no-cache"]).says(0, &[]);
    assert!(taken_over == project.bytes_of("out"));
}

#[test]
fn a_cache_or_dataset_that_was_touched_is_as_if_it_had_never_been() {
    let project = Project::new(&[("in/a.txt", TEXT.as_bytes()), ("in/b.txt", text(3).as_bytes())]);
    both(&project, &[]);
    let state = super::walk(&project.path("cache")).pop().expect("a state");
    let whole = fs::read(&state).expect("bytes");
    for at in (0..whole.len()).step_by(97) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x20;
        fs::write(&state, if at % 2 == 0 { &damaged[..] } else { &whole[..at] }).expect("a file");
        project.jadval(&["extract", "in", "--out", "out"]).says(0, &["out: 2 documents"]);
    }
    assert!(took_over(&both(&project, &[]), 2));
    // A dataset that somebody changed is written anew.
    fs::write(project.path("out/dates.parquet"), b"PAR1").expect("a file");
    assert!(!took_over_any(&both(&project, &[])));
    fs::remove_file(project.path("out/segments.parquet")).expect("a file");
    assert!(!took_over_any(&both(&project, &[])));

    project.jadval(&["cache", "path"]).says(0, &[]);
    project.jadval(&["cache", "clear"]).says(0, &["1 dataset"]);
    assert!(!took_over_any(&both(&project, &[])));
    fs::write(project.path("cache/notes.txt"), "mine").expect("a file");
    project.jadval(&["cache", "clear"]).says(0, &["1 dataset"]);
    project.jadval(&["cache", "clear"]).says(0, &["0 datasets"]);
    assert!(project.path("cache/notes.txt").is_file());
    project.jadval(&["extract", "in", "--out", "out", "--no-cache"]).says(0, &["2 documents"]);
    project.jadval(&["cache", "clear"]).says(0, &["0 datasets"]);
}

#[test]
fn where_nothing_changed_the_dataset_is_left_as_it_stands() {
    let project = Project::new(&[("in/a.txt", TEXT.as_bytes()), ("in/b.txt", b"\x01\0\xFF")]);
    let run = || project.jadval(&["extract", "in", "--out", "out"]);
    run().says(0, &["1 document", "rejected: 1"]);
    // Until the files are old enough for their stamps to be trusted, each run looks into them.
    let said = loop {
        let said = run();
        said.says(0, &["1 document", "rejected: 1", "segments"]);
        if said.stderr.contains("nothing has changed") {
            break said.stderr;
        }
    };
    assert!(!said.contains("as in the last run"), "{said}");
    project.assert_tidy();
    project
        .jadval(&["extract", "in", "--out", "out", "--strict"])
        .says(1, &["nothing has changed", "--strict"]);
    // Of the same length, with the old time: the file system knows better.
    let old = fs::metadata(project.path("in/a.txt")).and_then(|file| file.modified()).expect("a time");
    project.write("in/a.txt", TEXT.replace("سی", "ده").as_bytes());
    let file = fs::File::options().write(true).open(project.path("in/a.txt")).expect("a file");
    file.set_modified(old).expect("a time");
    assert!(!took_over_any(&both(&project, &[])));
}

#[cfg(unix)]
#[test]
fn a_watching_run_follows_changes_and_survives_mistakes() {
    use std::io::{BufRead, BufReader};
    let pipeline = "name = \"news\"\nraw = [\"in\"]\nout = \"out\"\n[output]\nformats = [\"csv\"]\n";
    let project = Project::new(&[("in/a.txt", TEXT.as_bytes()), ("p.toml", pipeline.as_bytes())]);
    let mut child = project
        .command(&["run", "p.toml", "--watch"])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program");
    let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    // All that is said up to the end of the next run.
    let mut said = || {
        let mut said = String::new();
        for line in lines.by_ref().map(|line| line.expect("UTF-8")) {
            said.push_str(&line);
            if line.contains("watching p.toml") {
                break;
            }
        }
        said
    };
    assert!(said().contains("out: 1 document"));
    project.write("in/b.txt", text(3).as_bytes());
    assert!(said().contains("out: 2 documents"));
    project.write("p.toml", b"name = 5\n");
    assert!(said().contains("p.toml:1:8"));
    project.write("p.toml", pipeline.as_bytes());
    assert!(said().contains("out: 2 documents"));
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    assert_eq!(child.wait().expect("an end").code(), Some(130));
}

/// An edit of the files of a project.
#[derive(Clone, Debug)]
enum Edit {
    Write(u8, u8),
    Remove(u8),
    Corpus(Vec<u8>),
    Broken(u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0..12_u8, any::<u8>()).prop_map(|(file, text)| Edit::Write(file, text)),
        (0..12_u8).prop_map(Edit::Remove),
        prop::collection::vec(0..20_u8, 0..8).prop_map(Edit::Corpus),
        (0..12_u8).prop_map(Edit::Broken),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_edited_the_bytes_are_those_of_a_clean_run(
        edits in prop::collection::vec(prop::collection::vec(edit(), 0..5), 1..5),
    ) {
        let project = Project::new(&[("in/always.txt", TEXT.as_bytes())]);
        for some in edits {
            for edit in some {
                match edit {
                    Edit::Write(file, n) => project.write(&format!("in/{file}.txt"), text(n).as_bytes()),
                    Edit::Broken(file) => project.write(&format!("in/{file}.txt"), b"\x01\0\xFF"),
                    Edit::Remove(file) => {
                        let _ = fs::remove_file(project.path(&format!("in/{file}.txt")));
                    }
                    Edit::Corpus(records) => {
                        let record = |n: &u8| format!("{{\"doc_id\":\"{n}\",\"text\":{:?}}}\n", text(*n));
                        let records: String = records.iter().map(record).collect();
                        project.write("in/corpus.jsonl", records.as_bytes());
                    }
                }
            }
            both(&project, &[]);
        }
    }
}
