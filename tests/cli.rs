//! The commands as people use them: what they print, what they leave behind, how they exit; and every
//! kind of bad input, each with one clear message and nothing lost.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

#[path = "cli/again.rs"]
mod again;
#[path = "cli/beside.rs"]
mod beside;
#[path = "cli/checks.rs"]
mod checks;
#[path = "cli/clauses.rs"]
mod clauses;
#[path = "cli/corrections.rs"]
mod corrections;
#[path = "cli/eval.rs"]
mod eval;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/injected.rs"]
mod injected;
#[path = "cli/older.rs"]
mod older;
#[path = "cli/pages.rs"]
mod pages;
#[path = "cli/review.rs"]
mod review;
#[path = "cli/stranger.rs"]
mod stranger;
#[path = "cli/trouble.rs"]
mod trouble;

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const TEXT: &str = "دیدار در ۲۰ آبان ۱۳۹۹ برگزار شد.\nسی نفر آمدند.\n";

const PIPELINE: &str = "name = \"news\"\nraw = [\"raw/**/*.txt\"]\nout = \"datasets/news\"\n\
                        [output]\nformats = [\"csv\"]\n";

/// A project folder in which the program runs.
struct Project {
    folder: TempDir,
}

/// How a command ended.
#[derive(Debug)]
struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Project {
    /// Whether a run is writing a dataset, in a folder of its own beside the output.
    fn is_at_work(&self) -> bool {
        walk(self.folder.path()).iter().any(|path| path.contains(".jadval-out-"))
    }

    /// Waits until a run is writing, which must not end before.
    fn wait_for_work(&self, run: &mut std::process::Child) {
        while !self.is_at_work() {
            assert_eq!(run.try_wait().expect("a state"), None);
        }
    }

    fn new(files: &[(&str, &[u8])]) -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        for (name, bytes) in files {
            project.write(name, bytes);
        }
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jadval"));
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null()).env_remove("NO_COLOR");
        command.env("JADVAL_CACHE", self.folder.path().join("cache"));
        command
    }

    fn jadval(&self, args: &[&str]) -> Ended {
        let output = self.command(args).output().expect("the program");
        Ended {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// A column of a table, as `jadval show` prints it.
    #[track_caller]
    fn column(&self, dataset: &str, table: &str, column: &str) -> Vec<String> {
        let shown =
            self.jadval(&["show", dataset, table, "--columns", column, "--limit", "0", "--width", "0"]);
        assert_eq!(shown.code, 0, "{shown:?}");
        shown.stdout.lines().skip(1).map(|line| line.trim().to_owned()).collect()
    }

    /// The files of a dataset, those of folders of parts too, by path from its folder.
    fn bytes_of(&self, dataset: &str) -> Vec<(String, Vec<u8>)> {
        let folder = self.path(dataset);
        let mut files: Vec<_> = walk(&folder)
            .into_iter()
            .map(PathBuf::from)
            .filter(|path| !path.is_dir())
            .map(|path| {
                let name =
                    path.strip_prefix(&folder).expect("a path below it").to_string_lossy().into_owned();
                (name, fs::read(path).expect("bytes"))
            })
            .collect();
        files.sort();
        files
    }

    /// No temporary folder is left anywhere.
    #[track_caller]
    fn assert_tidy(&self) {
        let left: Vec<_> = walk(self.folder.path()).into_iter().filter(|p| p.contains(".jadval-")).collect();
        assert_eq!(left, Vec::<String>::new());
    }
}

/// How often a harness is to try, where whoever runs it says so in the environment.
#[allow(clippy::disallowed_methods, reason = "whoever runs tests chooses by the environment")]
fn asked_for(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

fn walk(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        names.push(entry.path().display().to_string());
        if entry.file_type().expect("a type").is_dir() {
            names.extend(walk(&entry.path()));
        }
    }
    names
}

impl Ended {
    /// The exit code, and a message that has all these words.
    #[track_caller]
    fn says(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "{self:#?}");
        for word in words {
            assert!(self.stderr.contains(word), "expected «{word}» in: {self:#?}");
        }
    }
}

// The commands.

#[test]
fn extract_writes_both_formats_and_a_summary_on_standard_error_alone() {
    let project = Project::new(&[("in/a.txt", TEXT.as_bytes()), ("in/sub/b.txt", TEXT.as_bytes())]);
    let ended = project.jadval(&["extract", "in", "--out", "out", "--format", "parquet,csv"]);
    ended.says(0, &["out: 2 documents", "segments", "MB/s"]);
    assert_eq!(ended.stdout, "");
    assert!(project.path("out/dates.parquet").is_file() && project.path("out/dates.csv").is_file());
    assert_eq!(project.column("out", "documents", "doc_id"), ["a", "sub/b"]);
    assert!(project.column("out", "dates", "text").iter().any(|text| text.contains("۲۰ آبان")));
    assert!(!ended.stderr.contains('\x1b'), "{ended:?}");
    project.assert_tidy();
}

#[test]
fn quiet_says_nothing() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    let ended = project.jadval(&["extract", "a.txt", "--out", "out", "--quiet"]);
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (0, "", ""));
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let project = Project::new(&[]);
    for i in 0..300 {
        project.write(&format!("in/{i:03}.txt"), format!("{TEXT}{i}\n").repeat(1 + i % 7).as_bytes());
    }
    for jobs in ["1", "2", "7"] {
        let out = format!("out{jobs}/same");
        project
            .jadval(&["extract", "in", "--out", &out, "--format", "csv,parquet", "--jobs", jobs])
            .says(0, &[]);
    }
    let one = project.bytes_of("out1/same");
    assert!(one.len() >= 26, "{}", one.len());
    for other in ["out2/same", "out7/same"] {
        let bytes = project.bytes_of(other);
        assert_eq!(one.len(), bytes.len());
        for (a, b) in one.iter().zip(bytes) {
            assert_eq!(a.0, b.0);
            assert!(a.1 == b.1, "{other}/{} differs", b.0);
        }
    }
}

#[test]
fn standard_input_is_text_or_a_corpus() {
    let project = Project::new(&[]);
    for (input, id) in [(TEXT, "stdin"), ("{\"doc_id\": \"n1\", \"text\": \"خبر\"}\n", "n1")] {
        let mut child = project
            .command(&["extract", "-", "--out", "out"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("a reader");
        let ended = child.wait_with_output().expect("an end");
        assert!(ended.status.success(), "{ended:?}");
        assert_eq!(project.column("out", "documents", "doc_id"), [id]);
        assert_eq!(project.column("out", "texts", "doc_id"), [id], "nothing else keeps the text");
    }
}

#[test]
fn run_check_tells_a_changed_dataset_from_a_current_one() {
    let project = Project::new(&[("raw/a.txt", TEXT.as_bytes()), ("p.toml", PIPELINE.as_bytes())]);
    let missing = project.jadval(&["run", "p.toml", "--check"]);
    missing.says(1, &["datasets/news", "found none", "jadval run p.toml"]);
    assert!(missing.stdout.is_empty() && !project.path("datasets").exists(), "{missing:?}");

    project.jadval(&["run", "p.toml"]).says(0, &["datasets/news: 1 document"]);
    project.jadval(&["run", "p.toml", "--check"]).says(0, &["is what p.toml gives"]);

    let before = project.bytes_of("datasets/news");
    project.write("raw/b.txt", TEXT.as_bytes());
    let changed = project.jadval(&["run", "p.toml", "--check"]);
    changed.says(1, &["jadval run p.toml"]);
    assert!(changed.stdout.contains("documents.csv: 1 rows, now 2"), "{changed:?}");
    assert!(before == project.bytes_of("datasets/news"), "a check writes nothing");
    project.assert_tidy();
}

#[test]
fn show_prints_an_aligned_table() {
    let project = Project::new(&[("in/a.txt", TEXT.as_bytes()), ("in/b.txt", TEXT.as_bytes())]);
    for format in ["csv", "parquet"] {
        project.jadval(&["extract", "in", "--out", "out", "--format", format]).says(0, &[]);
        let shown =
            project.jadval(&["show", "out", "documents", "--columns", "doc_id,format", "--limit", "1"]);
        assert_eq!(shown.stdout, "doc_id  format\na       txt\n");
        shown.says(0, &["1 of 2 rows"]);
        let one = project.jadval(&["show", "out", "documents", "--columns", "doc_id", "--doc", "b"]);
        assert_eq!(one.stdout, "doc_id\nb\n");
        project.jadval(&["show", "out", "numbers"]).says(2, &["numbers", "figures"]);
        project.jadval(&["show", "out", "dates", "--columns", "when"]).says(2, &["when", "start_date"]);
        fs::remove_dir_all(project.path("out")).expect("removed");
    }
    project.jadval(&["show", "out", "dates"]).says(3, &["out"]);
    project.jadval(&["show", "in", "dates"]).says(2, &["in", "no table"]);
}

#[test]
fn explain_takes_a_text_or_a_row() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    let text = project.jadval(&["explain", "۲۰ آبان ۱۳۹۹"]);
    assert!(text.code == 0 && text.stdout.contains("آبان"), "{text:?}");

    project.jadval(&["extract", "a.txt", "--out", "out"]).says(0, &[]);
    let id = project.column("out", "dates", "date_id").remove(0);
    let row = project.jadval(&["explain", "out", &id]);
    assert_eq!(row.code, 0, "{row:?}");
    for words in ["dates", &id, "char_start", "دیدار در ⟦۲۰ آبان"] {
        assert!(row.stdout.contains(words), "{words}: {row:?}");
    }
    project.jadval(&["explain", "out", "d-none"]).says(2, &["d-none"]);
}

#[test]
fn explain_names_the_place_of_a_row_in_its_source() {
    let record = |text: &str| format!("{{\"text\": \"{text}\"}}\n");
    let corpus = record("باران بارید.") + "\n" + &record("دیدار در ۲۰ آبان ۱۳۹۹ بود.");
    let project = Project::new(&[("in/below/news.jsonl", corpus.as_bytes()), ("in/a.txt", TEXT.as_bytes())]);
    project.jadval(&["extract", "in", "--out", "out"]).says(0, &[]);
    let ids = project.column("out", "dates", "date_id");
    let of = project.column("out", "dates", "doc_id");
    let told = |doc: &str| {
        let at = of.iter().position(|id| id == doc).expect("a date of this document");
        project.jadval(&["explain", "out", &ids[at]])
    };
    let record = told("below/news#3");
    assert!(record.code == 0 && record.stdout.contains("\nat: line 3, /text\n"), "{record:?}");
    // A text file is its own layer.
    let text = told("a");
    assert!(text.code == 0 && !text.stdout.contains("\nat: "), "{text:?}");
    // What has changed since is not where the row comes from.
    fs::write(project.path("in/below/news.jsonl"), corpus.replacen('\n', "\n\n", 1)).expect("written");
    let changed = told("below/news#3");
    assert!(changed.code == 0 && !changed.stdout.contains("\nat: "), "{changed:?}");
}

#[test]
fn schema_and_rules_describe_what_there_is() {
    let project = Project::new(&[]);
    let text = project.jadval(&["schema"]);
    assert!(text.code == 0 && text.stdout.contains("provision_parties"), "{text:?}");
    let json = project.jadval(&["schema", "--json"]);
    let tables: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(tables[0]["name"], "documents");
    assert!(project.jadval(&["schema", "--markdown"]).stdout.starts_with("## documents"));
    assert_eq!(project.jadval(&["rules"]).code, 0);
    project.jadval(&["rules", "no-such-rule"]).says(2, &["no-such-rule"]);
}

#[test]
fn help_version_and_completions() {
    let project = Project::new(&[]);
    for (args, words) in [
        (&["--help"][..], "Examples:"),
        (&["extract", "--help"], "--reference-date"),
        (&["run", "--help"], "--check"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
        (&["completions", "bash"], "jadval"),
    ] {
        let ended = project.jadval(args);
        assert!(
            ended.code == 0 && ended.stdout.contains(words) && ended.stderr.is_empty(),
            "{args:?}: {ended:?}"
        );
    }
    project.jadval(&["run"]).says(2, &["PIPELINE.toml"]);
    project.jadval(&["extract", "a.txt", "--out", "o", "--format", "xlsx"]).says(2, &["xlsx", "parquet"]);
    project.jadval(&["extract", "a.txt", "--out", "o", "--reference-date", "1399-09-20"]).says(2, &["Hijri"]);
    project.jadval(&["conjure"]).says(2, &["conjure"]);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let project = Project::new(&[]);
    let mut child = project
        .command(&["schema", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
    assert_eq!((child.wait().expect("an end").code(), said.as_str()), (Some(0), ""));
}

// Bad input: what cannot be read.

#[test]
fn a_missing_path_is_named() {
    let project = Project::new(&[]);
    project.jadval(&["extract", "gone.txt", "--out", "out"]).says(3, &["gone.txt", "No such file"]);
    project.jadval(&["run", "gone.toml"]).says(3, &["gone.toml", "No such file"]);
    assert!(!project.path("out").exists());
}

#[test]
fn bad_documents_become_rejects_and_the_others_go_on() {
    let mut broken = TEXT.as_bytes().to_vec();
    broken[20] = 0xFF;
    let corpus = "{\"doc_id\": \"n1\", \"text\": \"خبر\"}\nnot json\n{\"doc_id\": \"n2\"}\n\
                  {\"doc_id\": \"n1\", \"text\": \"دوباره\"}\n{\"text\": 5}\n";
    let project = Project::new(&[
        ("in/a.txt", TEXT.as_bytes()),
        ("in/binary.txt", b"text\0\x01\x02"),
        ("in/broken.txt", &broken),
        ("in/empty.txt", b""),
        ("in/news.jsonl", corpus.as_bytes()),
        ("in/scan.txt", b"\x89PNG \xE2\xE3"),
    ]);
    let args = ["extract", "in", "--out", "out", "--format", "csv"];
    let ended = project.jadval(&args);
    ended.says(0, &["out: 3 documents", "rejected: 7 documents", "in/broken.txt", "and 2 more"]);
    assert_eq!(project.column("out", "documents", "doc_id"), ["a", "empty", "n1"]);
    assert_eq!(
        project.column("out", "rejects", "code"),
        ["binary", "broken-utf8", "bad-json", "missing-text", "duplicate-id", "wrong-type", "binary"]
    );
    let messages = project.column("out", "rejects", "message");
    for (message, words) in messages.iter().zip([
        ["NUL", "byte 4"],
        ["UTF-8", "byte"],
        ["line 2", "JSON"],
        ["line 3", "\"text\""],
        ["line 4", "line 1"],
        ["line 5", "string"],
        ["PNG", "text"],
    ]) {
        assert!(words.iter().all(|word| message.contains(word)), "{message}: {words:?}");
    }
    project
        .jadval(&[&args[..], &["--strict"]].concat())
        .says(1, &["7 documents", "--strict", "in/binary.txt"]);
    // Strict or not, the dataset is there.
    assert_eq!(project.column("out", "documents", "doc_id").len(), 3);
}

#[test]
fn nothing_but_rejects_falls_short() {
    let project = Project::new(&[("scan.pdf", b"%PDF-1.7")]);
    project.jadval(&["extract", "scan.pdf", "--out", "out"]).says(1, &["scan.pdf", "PDF", "rejects"]);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_a_reject() {
    use std::os::unix::fs::symlink;
    let project = Project::new(&[("in/a.txt", TEXT.as_bytes())]);
    symlink("gone", project.path("in/link.txt")).expect("a link");
    symlink("self.txt", project.path("in/self.txt")).expect("a link");
    symlink(".", project.path("in/loop")).expect("a link");
    project.jadval(&["extract", "in", "--out", "out"]).says(0, &["in/link.txt", "cannot be read"]);
    assert_eq!(project.column("out", "rejects", "path"), ["in/link.txt", "in/self.txt"]);
}

#[test]
fn other_encodings_are_found_out_or_forced() {
    let (arabic, _, _) = encoding_rs::WINDOWS_1256.encode("ديدار وزير امور خارجه در تهران برگزار شد");
    let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let project = Project::new(&[("in/a.txt", &arabic), ("in/b.txt", &utf16)]);
    project.jadval(&["extract", "in", "--out", "out"]).says(0, &["2 documents"]);
    assert_eq!(project.column("out", "documents", "encoding"), ["windows-1256", "utf-16le"]);
    assert_eq!(project.column("out", "texts", "doc_id"), ["a", "b"]);
    project
        .jadval(&["extract", "in/a.txt", "--out", "forced", "--encoding", "windows-1256"])
        .says(0, &["1 document"]);
    project
        .jadval(&["extract", "in/a.txt", "--out", "utf8", "--encoding", "utf-8"])
        .says(1, &["UTF-8", "byte 0"]);
    project
        .jadval(&["extract", "in/a.txt", "--out", "o", "--encoding", "fa-8"])
        .says(2, &["fa-8", "windows-1256"]);
}

#[test]
fn documents_that_take_too_long_are_rejected() {
    let project = Project::new(&[("raw/a.txt", TEXT.as_bytes()), ("p.toml", PIPELINE.as_bytes())]);
    let args = ["extract", "raw", "--out", "out", "--timeout-per-document"];
    // No analysis takes a nanosecond, and none takes an hour.
    project.jadval(&[&args[..], &["0.000000001"]].concat()).says(1, &["rejected", "a.txt", "«a»"]);
    assert_eq!(project.column("out", "rejects", "code"), ["timeout"]);
    project.jadval(&[&args[..], &["3600"]].concat()).says(0, &["1 document"]);
    let pipeline = |limit: &str| format!("timeout_per_document = {limit}\n{PIPELINE}");
    project.write("p.toml", pipeline("1e-9").as_bytes());
    project.jadval(&["run", "p.toml"]).says(1, &["1 rejected"]);
    project.jadval(&["run", "p.toml", "--timeout-per-document", "3600"]).says(0, &["1 document"]);
    for wrong in ["0", "-1", "\"1\"", "inf"] {
        project.write("p.toml", pipeline(wrong).as_bytes());
        project.jadval(&["run", "p.toml"]).says(2, &["p.toml:1:24", "seconds"]);
    }
}

#[test]
fn large_documents_pass_and_too_large_ones_are_rejected() {
    let line = "کلمه ".repeat(300_000);
    let corpus = format!("{{\"text\": \"{line}\"}}\n{{\"text\": \"کوتاه\"}}\n");
    let project = Project::new(&[("in/long.txt", line.as_bytes()), ("in/n.jsonl", corpus.as_bytes())]);
    project.jadval(&["extract", "in", "--out", "out"]).says(0, &["3 documents"]);
    let ended = project.jadval(&["extract", "in", "--out", "out", "--max-document-bytes", "1000000"]);
    ended.says(0, &["1 document", "rejected: 2", "1000000 bytes", "line 1"]);
    assert_eq!(project.column("out", "documents", "doc_id"), ["n#2"]);
}

// Bad input: what was asked for.

#[test]
fn equal_ids_name_both_files() {
    let project = Project::new(&[("a/x.txt", b"1"), ("b/x.txt", b"2")]);
    project.jadval(&["extract", "a", "b", "--out", "out"]).says(2, &["a/x.txt", "b/x.txt", "«x»"]);
}

#[test]
fn a_glob_or_folder_without_documents_is_named() {
    let project = Project::new(&[("p.toml", PIPELINE.as_bytes()), ("raw/a.md", b"x")]);
    project.jadval(&["run", "p.toml"]).says(2, &["raw/**/*.txt", "none"]);
    project.jadval(&["extract", "raw", "--out", "out"]).says(2, &["raw", ".txt"]);
}

#[test]
fn mistakes_in_a_pipeline_file_are_pointed_at() {
    let project = Project::new(&[("raw/a.txt", TEXT.as_bytes())]);
    for (added, code, words) in [
        ("colour = 1\n", 2, &["p.toml:4:1", "colour", "reference_date"][..]),
        ("[[stage]]\nuse = \"numbers\"\n", 2, &["p.toml:5:7", "numbers", "figures"]),
        ("[[stage]]\nuse = \"dates\"\nlexicons = [\"gone.toml\"]\n", 3, &["gone.toml", "No such file"]),
        ("name = \n", 2, &["p.toml:4:"]),
    ] {
        project.write("p.toml", format!("name = \"n\"\nraw = [\"raw\"]\nout = \"out\"\n{added}").as_bytes());
        project.jadval(&["run", "p.toml"]).says(code, words);
        assert!(!project.path("out").exists());
    }
}

#[test]
fn a_rule_without_example_does_not_load() {
    let rule = "name = \"odd\"\nsummary = \"x\"\npattern = \"{number}\"\nreading = \"civil-date\"\n";
    let project = Project::new(&[("a.txt", TEXT.as_bytes()), ("rules/dates/odd.toml", rule.as_bytes())]);
    project
        .jadval(&["extract", "a.txt", "--out", "out", "--rules", "rules"])
        .says(2, &["odd.toml", "example"]);
    assert!(!project.path("out").exists());
}

#[test]
fn a_lexicon_entry_given_twice_does_not_load() {
    let entry = "[[entry]]\nid = \"zanjan-news\"\nforms = [\"خبر زنجان\"]\n";
    let lexicon = format!("class = \"media\"\nsummary = \"x\"\nframe = \"به گزارش {{}}\"\n{entry}{entry}");
    let project = Project::new(&[("a.txt", TEXT.as_bytes()), ("words.toml", lexicon.as_bytes())]);
    let ended = project.jadval(&["extract", "a.txt", "--out", "out", "--lexicon", "words.toml"]);
    ended.says(2, &["words.toml", "zanjan-news"]);
}

#[test]
fn a_table_of_entities_is_a_lexicon_and_overrides_built_in_entries() {
    let table = "id,kind,forms,name_en,part_of\nqandabad,place,قند‌آباد,Qandabad,iran\n\
                 tehran,place,تهران|تهرون,Greater Tehran,iran\n";
    let text = "سفر از قند آباد به تهرون و تهران ادامه دارد.\n";
    let pipeline = "name = \"n\"\nraw = [\"*.txt\"]\nout = \"out\"\n[[stage]]\nuse = \"actors\"\n\
                    lexicons = [\"places.csv\"]\n";
    let project = Project::new(&[
        ("a.txt", text.as_bytes()),
        ("places.csv", table.as_bytes()),
        ("p.toml", pipeline.as_bytes()),
    ]);
    assert_eq!(project.jadval(&["run", "p.toml"]).code, 0);
    assert_eq!(project.column("out", "mentions", "entity_id"), ["qandabad", "tehran", "tehran"]);
    assert_eq!(project.column("out", "places", "name_en"), ["Qandabad", "Greater Tehran"]);
    let ended = project.jadval(&["extract", "a.txt", "--out", "other", "--lexicon", "places.csv"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(project.column("other", "mentions", "entity_id"), ["qandabad", "tehran", "tehran"]);
    project.write("places.csv", b"id,kind,forms\nx,palace,y\n");
    let ended = project.jadval(&["extract", "a.txt", "--out", "third", "--lexicon", "places.csv"]);
    ended.says(2, &["places.csv:2:2", "palace"]);
}

// Bad input: where it shall go.

#[test]
fn an_output_folder_that_cannot_be_written_is_named() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes()), ("file", b"x")]);
    project.jadval(&["extract", "a.txt", "--out", "file/out"]).says(3, &["file"]);
    project.jadval(&["extract", "a.txt", "--out", "file"]).says(2, &["file", "folder"]);
    assert_eq!(fs::read(project.path("file")).expect("still there"), b"x");
}

#[test]
fn foreign_files_in_the_output_folder_are_never_touched() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes()), ("out/foreign.doc", b"mine")]);
    let ended = project.jadval(&["extract", "a.txt", "--out", "out"]);
    ended.says(2, &["out", "foreign"]);
    assert_eq!(project.bytes_of("out"), [("foreign.doc".to_owned(), b"mine".to_vec())]);
    project.assert_tidy();
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_the_old_dataset_whole() {
    let project = Project::new(&[("old/a.txt", TEXT.as_bytes())]);
    project.jadval(&["extract", "old", "--out", "out", "--format", "csv"]).says(0, &[]);
    let before = project.bytes_of("out");

    // Standard input stays open: the run is surely under way, and surely waits for more.
    let mut child = project
        .command(&["extract", "old", "-", "--out", "out", "--format", "csv"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut input = child.stdin.take().expect("a pipe");
    let line = format!("{{\"text\": \"{}\"}}\n", "خبر ".repeat(2000));
    // More than a pipe holds, so the program has begun to read when this ends.
    for _ in 0..40 {
        input.write_all(line.as_bytes()).expect("a reader");
    }
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    let output = child.wait_with_output().expect("an end");
    drop(input);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("stopp"), "{said}");
    assert!(before == project.bytes_of("out"), "the old dataset changed");
    project.assert_tidy();
}
