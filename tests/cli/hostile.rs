//! Means that run out, files that are none, folders of other people, texts that speak to screens, and signals.

use super::{Project, TEXT};
use std::fs;

#[cfg(unix)]
#[test]
fn a_run_without_files_to_open_says_so_and_leaves_the_dataset() {
    let files: Vec<String> = (0..30).map(|n| format!("in/{n}.txt")).collect();
    let project = Project::new(&[]);
    files.iter().for_each(|name| project.write(name, TEXT.as_bytes()));
    project.jadval(&["extract", "in", "--out", "out"]).says(0, &[]);
    let before = project.bytes_of("out");
    let mut failed = 0;
    for most in (8..60).step_by(3) {
        project.write("in/new.txt", format!("{most} {TEXT}").as_bytes());
        let ended = std::process::Command::new("sh")
            .args(["-c", &format!("ulimit -n {most}; exec \"$0\" extract in --out out --quiet")])
            .arg(env!("CARGO_BIN_EXE_jadval"))
            .env("JADVAL_CACHE", project.path("cache"))
            .current_dir(project.folder.path())
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&ended.stderr);
        match ended.status.code() {
            Some(0) => assert_eq!(project.column("out", "rejects", "code"), Vec::<String>::new()),
            Some(3) if failed <= most => {
                failed = most;
                assert!(
                    said.contains("Too many open files") || said.contains("os error 24"),
                    "{most}: {said}"
                );
                assert!(before == project.bytes_of("out"), "{most}");
            }
            code => panic!("{most}: {code:?} {said}"),
        }
        fs::remove_file(project.path("in/new.txt")).expect("a file");
        if ended.status.success() {
            break;
        }
    }
    assert!(failed > 0);
    project.jadval(&["extract", "in", "--out", "out"]).says(0, &[]);
    assert!(before == project.bytes_of("out"));
    project.assert_tidy();
}

#[cfg(unix)]
#[test]
fn what_could_not_be_read_is_read_when_it_can_be() {
    let project = Project::new(&[("in/a.txt", TEXT.as_bytes())]);
    std::os::unix::fs::symlink(project.path("later.txt"), project.path("in/b.txt")).expect("a link");
    project.jadval(&["extract", "in", "--out", "out"]).says(0, &["rejected: 1"]);
    std::thread::sleep(std::time::Duration::from_millis(2100));
    project.jadval(&["extract", "in", "--out", "out"]).says(0, &["rejected: 1"]);
    project.write("later.txt", TEXT.as_bytes());
    project.jadval(&["extract", "in", "--out", "out"]).says(0, &["2 documents"]);
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_in_a_folder_are_rejects_and_nobody_waits_for_them() {
    let project = Project::new(&[("in/a.txt", TEXT.as_bytes())]);
    for name in ["in/p.txt", "in/q.jsonl"] {
        let made = std::process::Command::new("mkfifo").arg(project.path(name)).status();
        if !made.is_ok_and(|status| status.success()) {
            println!("left out: there is no mkfifo here");
            return;
        }
    }
    std::os::unix::fs::symlink("/dev/zero", project.path("in/x.jsonl")).expect("a link");
    project.jadval(&["extract", "in", "--out", "out"]).says(0, &["rejected: 3"]);
    assert_eq!(project.column("out", "rejects", "code"), ["no-file"; 3]);
    // What a dataset names is not waited for either.
    let path = project.path("in/a.txt");
    fs::remove_file(&path).expect("a file");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().is_ok_and(|status| status.success()));
    let ended = project.jadval(&["validate", "out"]);
    assert!(ended.code == 0 && ended.stdout.contains("left out"), "{ended:?}");
    fs::remove_file(project.path("out/dates.parquet")).expect("a file");
    let fifo = project.path("out/dates.parquet");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().is_ok_and(|status| status.success()));
    assert_eq!(project.jadval(&["validate", "out"]).code, 1);
}

#[cfg(unix)]
#[test]
fn a_dataset_lets_in_whom_the_one_before_it_did() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    let mode = |name: &str| fs::metadata(project.path(name)).expect("a folder").permissions().mode() & 0o7777;
    fs::create_dir(project.path("plain")).expect("a folder");
    project.jadval(&["extract", "a.txt", "--out", "out"]).says(0, &[]);
    assert_eq!(mode("out"), mode("plain"));
    for wanted in [0o700, 0o2770, 0o755] {
        fs::set_permissions(project.path("out"), fs::Permissions::from_mode(wanted)).expect("a mode");
        project.jadval(&["extract", "a.txt", "--out", "out", "--no-cache"]).says(0, &[]);
        assert_eq!(mode("out"), wanted);
    }
}

#[test]
fn a_folder_with_lists_of_its_own_is_not_replaced() {
    let foreign = [
        ("out/SHA256SUMS", "0  README.md\n0  datapackage.json\n0  croissant.json\n0  thesis.csv\n"),
        ("out/README.md", "mine"),
        ("out/datapackage.json", r#"{"resources":[{"path":"thesis.csv"}]}"#),
        ("out/croissant.json", "{}"),
        ("out/thesis.csv", "mine"),
    ];
    let files: Vec<(&str, &[u8])> = foreign.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let project = Project::new(&files);
    project.write("a.txt", TEXT.as_bytes());
    project.jadval(&["extract", "a.txt", "--out", "out"]).says(2, &["which no dataset has"]);
    // One of ours that describes a file of theirs is not theirs to lose either.
    project
        .write("out/datapackage.json", br#"{"jadval":{"version":"1"},"resources":[{"path":"thesis.csv"}]}"#);
    project.jadval(&["extract", "a.txt", "--out", "out"]).says(2, &["thesis.csv"]);
    assert_eq!(fs::read(project.path("out/thesis.csv")).expect("a file"), b"mine");
}

#[cfg(unix)]
#[test]
fn signs_for_screens_do_not_reach_one() {
    let text = "در ۲۰ آبان ۱۳۹۹ \u{1b}]0;x\u{7}\u{202e} آمد.\n::error::یک\n";
    let project =
        Project::new(&[("in/a\n::error::b\u{1b}[31m.txt", text.as_bytes()), ("in/c.txt", b"\xFF\xFE\0\0")]);
    let mut said = Vec::new();
    for args in [
        &["extract", "in", "--out", "out"][..],
        &["show", "out", "documents"],
        &["show", "out", "segments", "--width", "0"],
        &["explain", text],
        &["validate", "out", "--sources", "/nowhere"],
        &["extract", "in/no\u{1b}such\n::error::x", "--out", "o"],
    ] {
        let ended = project.jadval(args);
        said.extend([ended.stdout, ended.stderr]);
    }
    for text in said {
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{text:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_is_told_by_the_status_and_what_is_ignored_stays_ignored() {
    use std::process::Stdio;
    let project = Project::new(&[]);
    let run = |signal: &str, before: &str| {
        // It waits for standard input, and so is at work when the signal comes.
        let script = format!("{before} exec \"$0\" extract - --out out --quiet");
        let mut run = std::process::Command::new("sh")
            .args(["-c", &script])
            .arg(env!("CARGO_BIN_EXE_jadval"))
            .current_dir(project.folder.path())
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        project.wait_for_work(&mut run);
        let kill = |signal: &str| {
            let told = std::process::Command::new("kill").args([signal, &run.id().to_string()]).status();
            assert!(told.expect("kill").success());
        };
        kill(signal);
        // The same wish.
        kill(signal);
        drop(run.stdin.take());
        run.wait().expect("an end").code()
    };
    assert_eq!(run("-INT", ""), Some(130));
    assert_eq!(run("-TERM", ""), Some(143));
    // What this test was begun with ignored, as behind `nohup`, every program that it begins ignores.
    let status = fs::read_to_string("/proc/self/status").expect("what the system says of a process");
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).expect("a mask of signals");
    if u64::from_str_radix(ignored.trim(), 16).expect("a mask") & 1 == 0 {
        assert_eq!(run("-HUP", ""), Some(129));
    } else {
        println!("left out: a hangup is ignored here");
    }
    project.assert_tidy();
    assert_eq!(run("-HUP", "trap '' HUP;"), Some(0));
}

#[cfg(unix)]
#[test]
fn a_verdict_stands_though_nobody_reads_to_the_end() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    project.jadval(&["extract", "a.txt", "--out", "out"]).says(0, &[]);
    fs::remove_file(project.path("out/dates.parquet")).expect("a file");
    let script = "\"$0\" validate out --format json 2>/dev/null | true; exit ${PIPESTATUS[0]}";
    let mut shell = std::process::Command::new("bash");
    shell.args(["-c", script]).arg(env!("CARGO_BIN_EXE_jadval")).current_dir(project.folder.path());
    match shell.status() {
        Ok(ended) => assert_eq!(ended.code(), Some(1)),
        Err(cause) => println!("left out: there is no bash here ({cause})"),
    }
}

#[test]
fn show_stays_in_its_dataset() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    project.jadval(&["extract", "a.txt", "--out", "d"]).says(0, &[]);
    project.jadval(&["extract", "a.txt", "--out", "e"]).says(0, &[]);
    for table in ["", "../e/dates", "dates.parquet", "."] {
        project.jadval(&["show", "d", table]).says(2, &["expected one of the tables"]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_no_place_for_a_dataset_and_too_many_threads_are_not_started() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    std::os::unix::fs::symlink(project.path("nowhere/x"), project.path("out")).expect("a link");
    project.jadval(&["extract", "a.txt", "--out", "out"]).says(2, &["a link to what is not there"]);
    project.jadval(&["extract", "a.txt", "--out", "d", "--jobs", "100000"]).says(0, &[]);
}

#[test]
fn a_check_is_in_nobodys_way_and_a_run_does_not_eat_what_it_writes() {
    let pipeline =
        "name = \"news\"\nraw = [\"raw/**/*\"]\nout = \"raw/out\"\n[output]\nformats = [\"csv\"]\n";
    let project = Project::new(&[("raw/a.txt", TEXT.as_bytes()), ("p.toml", pipeline.as_bytes())]);
    for _ in 0..2 {
        project.jadval(&["run", "p.toml", "--no-cache"]).says(0, &["1 document"]);
        project.jadval(&["run", "p.toml", "--check"]).says(0, &["is what p.toml gives"]);
        assert_eq!(project.column("raw/out", "documents", "doc_id"), ["a"]);
    }
}

#[test]
fn what_readers_hold_is_limited_as_what_the_analysis_holds() {
    let (cells, page) = ("1,2,3\n".repeat(8_000), "<html>".to_owned() + &"<p>a".repeat(12_000));
    let project = Project::new(&[
        ("in/a.txt", TEXT.as_bytes()),
        ("in/b.csv", cells.as_bytes()),
        ("in/c.html", page.as_bytes()),
    ]);
    let limit = ["--max-document-memory", "1500000"];
    project.jadval(&[&["extract", "in", "--out", "out"][..], &limit].concat()).says(
        0,
        &["1 document", "rejected: 2", "the reading of «b", "of 48000 bytes", "--max-document-memory"],
    );
    assert_eq!(project.column("out", "rejects", "code"), ["too-dense"; 2]);
    assert_eq!(project.column("out", "rejects", "stage"), ["source"; 2]);
    project
        .jadval(&[
            "extract",
            "in/b.csv",
            "in/c.html",
            "--out",
            "late",
            "--timeout-per-document",
            "0.000000001",
        ])
        .says(1, &["the reading of «", "--timeout-per-document"]);
    assert_eq!(project.column("late", "rejects", "code"), ["timeout"; 2]);
}
