//! Trouble from outside: kills at any moment, full disks, folders and files that go away.

use super::{Project, TEXT};
use std::fs;

type Bytes = Vec<(String, Vec<u8>)>;

fn pseudo(seed: &mut u64) -> u64 {
    // xorshift: any spread of delays will do, the same each time.
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

#[cfg(unix)]
#[test]
fn a_kill_at_any_moment_leaves_the_old_dataset_or_the_new_one() {
    use std::time::{Duration, Instant};
    let project = Project::new(&[]);
    for n in 0..6 {
        project.write(&format!("one/{n}.txt"), format!("{n} {TEXT}").as_bytes());
        project.write(&format!("two/{n}.txt"), format!("{TEXT}{n} نفر رفتند.\n").as_bytes());
    }
    // Records, pages, parts of tables, corrections that fit nothing, and a state are at stake too.
    let record = |n| format!("{{\"doc_id\":\"r{n}\",\"text\":\"{n} نفر در ۲۰ آبان ۱۳۹۹ رفتند.\"}}\n");
    project.write("one/r.jsonl", (0..9).map(record).collect::<String>().as_bytes());
    project.write("two/p.html", format!("<html><body><h1>گزارش</h1><p>{TEXT}</p></body></html>").as_bytes());
    for input in ["one", "two"] {
        let pipeline = format!(
            "name = \"news\"\nraw = [\"{input}/**/*\"]\nout = \"out\"\n\
             [output]\nwith_text = true\nformats = [\"csv\", \"parquet\"]\npart_rows = 7\n"
        );
        project.write(&format!("{input}.toml"), pipeline.as_bytes());
    }
    let args = |input| match input {
        "one" => ["run", "one.toml", "--quiet"],
        _ => ["run", "two.toml", "--quiet"],
    };
    let known: [Bytes; 2] = ["two", "one"].map(|input| {
        project.jadval(&args(input)).says(0, &[]);
        project.bytes_of("out")
    });
    // How long a run takes on this machine tells which moments there are; that every one of them is met does not
    // matter to what must hold.
    let started = Instant::now();
    project.jadval(&args("one")).says(0, &[]);
    let whole = started.elapsed().max(Duration::from_millis(5));
    let (mut seed, mut killed) = (88_172_645_463_325_252, 0);
    // The programs of tests without optimisation are slow to start.
    let rounds = super::asked_for("JADVAL_KILLS");
    for round in 0..rounds.unwrap_or(if cfg!(debug_assertions) { 60 } else { 200 }) {
        let input = if pseudo(&mut seed).is_multiple_of(2) { "one" } else { "two" };
        let mut child = project.command(&args(input)).spawn().expect("the program");
        let moment = Instant::now() + whole.mul_f64((pseudo(&mut seed) % 1_000) as f64 / 900.0);
        while Instant::now() < moment {
            std::thread::yield_now();
        }
        let _ = child.kill();
        killed += usize::from(child.wait().expect("an end").code().is_none());
        // Where names cannot be exchanged, the old one has another name between two renames, and is whole there.
        let places = if cfg!(target_os = "linux") { &["out"][..] } else { &["out", ".jadval-out-previous"] };
        let place = places.iter().find(|name| project.path(name).is_dir());
        let found = project.bytes_of(place.expect("a dataset"));
        assert!(known.contains(&found), "round {round}: a mixture of two datasets");
    }
    println!("{killed} runs were killed");
    assert!(killed > 0, "no run was killed");
    for (input, bytes) in ["two", "one"].into_iter().zip(&known) {
        project.jadval(&args(input)).says(0, &[]);
        assert!(project.bytes_of("out") == *bytes);
        project.assert_tidy();
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_leaves_the_old_dataset() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes()), ("b.txt", TEXT.repeat(3_000).as_bytes())]);
    project.jadval(&["extract", "a.txt", "--out", "out", "--format", "csv"]).says(0, &[]);
    let before = project.bytes_of("out");
    // No file may have more than a hundred blocks, and nobody is told of it by a signal.
    let limited = std::process::Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 100; exec \"$0\" extract b.txt --out out --format csv --no-cache",
        ])
        .arg(env!("CARGO_BIN_EXE_jadval"))
        .current_dir(project.folder.path())
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&limited.stderr);
    assert_eq!(limited.status.code(), Some(3), "{said}");
    assert!(said.contains("cannot write the file") && said.contains(".csv"), "{said}");
    assert!(before == project.bytes_of("out"));
    project.assert_tidy();
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_said() {
    // Not by permissions, which the superuser does not heed: nobody makes folders in /proc.
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    project.jadval(&["extract", "a.txt", "--out", "/proc/out"]).says(3, &["/proc", "cannot create"]);
}

#[cfg(unix)]
#[test]
fn a_source_that_vanishes_or_changes_during_the_run_is_a_reject_or_a_document() {
    use std::io::Write;
    use std::process::Stdio;
    // Standard input is read first, and the run waits for it.
    let project = Project::new(&[
        ("in/a.txt", TEXT.as_bytes()),
        ("in/gone.txt", TEXT.as_bytes()),
        ("in/other.txt", TEXT.as_bytes()),
    ]);
    let mut run = project
        .command(&["extract", "-", "in", "--out", "out"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    project.wait_for_work(&mut run);
    fs::remove_file(project.path("in/gone.txt")).expect("a file");
    project.write("in/other.txt", TEXT.repeat(5).as_bytes());
    run.stdin.take().expect("a pipe").write_all("متن ورودی.".as_bytes()).expect("a reader");
    let ended = run.wait_with_output().expect("an end");
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(project.column("out", "documents", "doc_id"), ["stdin", "a", "other"]);
    assert_eq!(project.column("out", "rejects", "code"), ["unreadable"]);
    assert!(project.column("out", "rejects", "path")[0].contains("gone.txt"));
    // What was read is what is written of it: its own length and sum.
    let bytes = project.column("out", "documents", "bytes");
    assert_eq!(bytes[2], TEXT.repeat(5).len().to_string());
}

/// Hostile contents, many of them: damage of every kind to texts of every kind.
fn hostile() -> Vec<(String, Vec<u8>)> {
    let mut seed = 0x9E37_79B9_7F4A_7C15;
    let mut next = |below: usize| (pseudo(&mut seed) % below.max(1) as u64) as usize;
    let numbers = ["۹", "9", "۰", "٫", "/", "-", "٪", "هزار", "میلیارد", "منهای", "۱۰^"];
    let dates = ["۳۲ آبان ۱۳۹۹", "۳۰ اسفند ۱۳۹۸", "۹۹۹۹/۹۹/۹۹", "2020-13-45", "سال ۰", "قرن ۹۹", "۱۵ ماه ۱۳"];
    let pieces = [
        "\u{202E}", "\u{202B}", "\u{FEFF}", "\u{64B}", "\u{200C}", "😀", "\r", "\r\n", "\u{2028}", "\u{0}",
        "\u{85}",
    ];
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut files = Vec::new();
    for n in 0..2_000_usize {
        let text = TEXT.repeat(1 + next(4));
        let (mut name, bytes) = (
            format!("{n:04}.txt"),
            match n % 20 {
                0 => text.into_bytes().into_iter().map(|byte| byte ^ (next(40) == 0) as u8).collect(),
                1 => text.as_bytes()[..next(text.len())].to_vec(),
                2 => [text.as_bytes(), b"\0", text.as_bytes()].concat(),
                3 => [&b"\xFF\xFE"[..], &utf16(&text), &[0x00, 0xD8 + next(8) as u8, 0x41, 0]].concat(),
                4 => utf16(&text)[..2 * next(text.len() / 4)].to_vec(),
                5 => [text.as_bytes(), b"\xEF\xBB\xBF", text.as_bytes()].concat(),
                6 => text.replace('\n', ["\r", "\r\n", "\n\r", "\u{85}"][next(4)]).into_bytes(),
                7 => (0..next(60))
                    .flat_map(|_| [pieces[next(11)], "متن ", dates[next(7)]])
                    .collect::<String>()
                    .into_bytes(),
                8 => "\u{64E}\u{651}".repeat(next(400)).into_bytes(),
                9 => "👨‍👩‍👧🏽🇮🇷".repeat(next(100)).into_bytes(),
                10 => "\u{200C}".repeat(next(3_000)).into_bytes(),
                11 => (0..next(80))
                    .map(|level| format!("{}- بند\n", "  ".repeat(level)))
                    .collect::<String>()
                    .into_bytes(),
                12 => (0..next(90)).map(|_| numbers[next(11)]).collect::<String>().into_bytes(),
                13 => {
                    (0..next(40)).map(|_| format!("{} تا ", dates[next(7)])).collect::<String>().into_bytes()
                }
                14 => (0..next(300)).map(|_| next(256) as u8).collect(),
                15 => ["«", "(", "[", "{", "\""][next(5)].repeat(next(500)).into_bytes(),
                16 => {
                    let values = ["5", "null", "[]", "\"\\ud800\"", "{\"a\":1}", "\"x\"", "true", "1e999"];
                    let keys = ["text", "doc_id", "title", "reference_date"];
                    (0..1 + next(6))
                        .map(|_| {
                            format!(
                                "{{\"{}\":{},\"text\":{}}}\n",
                                keys[next(4)],
                                values[next(8)],
                                values[next(8)]
                            )
                        })
                        .collect::<String>()
                        .into_bytes()
                }
                17 => [&b"%PDF-1.7 "[..], b"PK\x03\x04", b"{\\rtf", b"\x1F\x8B", b"PAR1"][next(5)].to_vec(),
                18 => text.chars().rev().collect::<String>().into_bytes(),
                _ => vec![[0x80, 0xC0, 0xF5, 0x20, 0xD8][next(5)]; next(200)],
            },
        );
        if n % 20 == 16 {
            name = format!("{n:04}.jsonl");
        }
        files.push((name, bytes));
    }
    files
}

#[test]
fn of_two_thousand_hostile_files_each_is_a_document_or_a_reject() {
    let project = Project::new(&[]);
    let mut files = hostile();
    files.push(("million-joiners.txt".to_owned(), "\u{200C}".repeat(1_000_000).into_bytes()));
    for (name, bytes) in &files {
        project.write(&format!("in/{name}"), bytes);
    }
    let mut paths: Vec<String> = files.into_iter().map(|(name, _)| format!("in/{name}")).collect();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        // A loop of folders adds nothing; a link to nothing and one to itself cannot be read.
        symlink(project.path("in"), project.path("in/loop")).expect("a link");
        for name in ["gone.txt", "self.txt"] {
            let to = if name == "gone.txt" { "nowhere" } else { name };
            symlink(to, project.path(&format!("in/{name}"))).expect("a link");
            paths.push(format!("in/{name}"));
        }
    }
    project.jadval(&["extract", "in", "--out", "out", "--format", "csv"]).says(0, &["documents", "rejected"]);
    let mut seen: Vec<String> = project.column("out", "documents", "path");
    seen.extend(project.column("out", "rejects", "path"));
    assert_eq!(project.column("out", "rejects", "code").iter().filter(|code| *code == "panic").count(), 0);
    // Of a corpus each record is one; of one without a record, nothing is said.
    for path in &paths {
        assert!(path.ends_with("jsonl") || seen.contains(path), "{path} is neither");
    }
    let records = paths.iter().filter(|path| path.ends_with("jsonl") && seen.contains(path)).count();
    assert_eq!(records, 100);
    let texts = seen.iter().filter(|path| path.ends_with("txt")).count();
    assert_eq!(texts, paths.len() - 100);
}
