//! What a stranger may do to the program: stop it, kill it, run it twice, feed it hostile texts, extend it wrongly.

use super::{PIPELINE, Project, TEXT};
use std::fs;
use std::process::Stdio;

#[test]
fn several_pipelines_run_one_after_the_other() {
    let second = PIPELINE.replace("news", "letters");
    let project = Project::new(&[
        ("raw/a.txt", TEXT.as_bytes()),
        ("p.toml", PIPELINE.as_bytes()),
        ("q.toml", second.as_bytes()),
    ]);
    let none = project.jadval(&["run", "p.toml", "q.toml", "--check"]);
    none.says(1, &["datasets/news: expected the dataset of p.toml, found none", "jadval run q.toml"]);
    assert!(none.stdout.is_empty() && !project.path("datasets").exists(), "{none:?}");
    project.jadval(&["run", "p.toml", "q.toml"]).says(0, &["datasets/news: 1", "datasets/letters: 1"]);
    project.jadval(&["run", "p.toml", "q.toml", "--check", "--quiet"]).says(0, &[]);
    // A mistake in the last file is found before the first runs.
    fs::remove_dir_all(project.path("datasets")).expect("removed");
    project.write("q.toml", b"name = 5\n");
    project.jadval(&["run", "p.toml", "q.toml"]).says(2, &["q.toml:1:8"]);
    assert!(!project.path("datasets").exists());
}

#[test]
fn two_runs_on_one_output_leave_one_whole_dataset() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    let args = ["extract", "a.txt", "--out", "out", "--format", "csv", "--quiet"];
    project.jadval(&args).says(0, &[]);
    let before = project.bytes_of("out");
    let start = || project.command(&args).stderr(Stdio::piped()).spawn().expect("the program");
    let runs: Vec<_> = (0..4).map(|_| start()).collect();
    let mut written = 0;
    for run in runs {
        let ended = run.wait_with_output().expect("an end");
        let told = String::from_utf8_lossy(&ended.stderr);
        written += usize::from(ended.status.success());
        // Those that come while another is at work are told so, and stop.
        assert!(
            ended.status.success()
                || ended.status.code() == Some(3) && told.contains("found another one at work"),
            "{told}"
        );
    }
    assert!(written > 0);
    assert!(before == project.bytes_of("out"), "the dataset is not what each of the runs writes");
    project.assert_tidy();
}

/// A run that never ends by itself: after a document it waits for standard input, which nobody closes.
#[cfg(unix)]
struct Endless<'a> {
    project: &'a Project,
    child: std::process::Child,
}

#[cfg(unix)]
impl<'a> Endless<'a> {
    /// Started, and so far that its scratch folder stands, and with it the handler of Ctrl-C.
    fn start(project: &'a Project, args: &[&str]) -> Self {
        let mut command = project.command(args);
        let child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let mut run = Self { project, child };
        while !run.scratch() {
            assert_eq!(run.child.try_wait().expect("a state"), None, "ended before it was stopped");
            std::thread::yield_now();
        }
        run
    }

    fn scratch(&self) -> bool {
        self.project.is_at_work()
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args([name, &id]).status().expect("kill");
        assert!(sent.success());
    }

    /// Its exit code, and what it said.
    fn end(mut self) -> (Option<i32>, String) {
        use std::io::Read;
        // Kept open to the end, which `wait` would not do.
        let input = self.child.stdin.take();
        let mut said = String::new();
        self.child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
        let code = self.child.wait().expect("an end").code();
        drop(input);
        (code, said)
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_run_inside_a_document_and_leaves_no_trace() {
    // «!» stands before «-», so the document is in work when the interrupt comes, or standard input is.
    let long = TEXT.repeat(30_000);
    let project = Project::new(&[("!long.txt", long.as_bytes()), ("a.txt", TEXT.as_bytes())]);
    project.jadval(&["extract", "a.txt", "--out", "out"]).says(0, &["1 document"]);
    let before = project.bytes_of("out");
    for inputs in [&["!long.txt", "-"][..], &["-"]] {
        let run = Endless::start(&project, &[&["extract", "--out", "out"], inputs].concat());
        run.signal("-INT");
        let (code, said) = run.end();
        assert_eq!(code, Some(130), "{said}");
        assert!(said.contains("Ctrl-C again") && said.contains("nothing was changed"), "{said}");
        project.assert_tidy();
        assert!(before == project.bytes_of("out"), "the dataset was touched");
    }
}

#[cfg(unix)]
#[test]
fn a_second_interrupt_ends_at_once_and_the_next_run_sweeps() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    let run = Endless::start(&project, &["extract", "-", "--out", "out"]);
    // Which of the two ends it is not for a test to know.
    run.signal("-INT");
    let _ = std::process::Command::new("kill").args(["-INT", &run.child.id().to_string()]).output();
    let (code, said) = run.end();
    assert_eq!(code, Some(130), "{said}");
    assert!(!project.path("out").exists());
    project.jadval(&["extract", "a.txt", "--out", "out"]).says(0, &["1 document"]);
    project.assert_tidy();
}

#[cfg(unix)]
#[test]
fn what_a_killed_run_leaves_the_next_one_sweeps() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    project.jadval(&["extract", "a.txt", "--out", "out"]).says(0, &["1 document"]);
    let before = project.bytes_of("out");
    let run = Endless::start(&project, &["extract", "-", "--out", "out"]);
    run.signal("-KILL");
    assert_eq!(run.end().0, None);
    let left = super::walk(project.folder.path()).into_iter().filter(|path| path.contains(".jadval-out-"));
    assert!(left.count() > 0 && before == project.bytes_of("out"));
    project.jadval(&["extract", "a.txt", "--out", "out"]).says(0, &["1 document"]);
    assert!(before == project.bytes_of("out"));
    project.assert_tidy();
}

#[test]
fn hostile_texts_take_time_in_proportion() {
    let texts = [
        "۱".repeat(50_000),
        "«(".repeat(3_000),
        "و".repeat(20_000),
        " و".repeat(3_000),
        "\u{202B}\u{200C}".repeat(20_000),
        // Quadratic once: each looked for a year in all the others.
        "آبان و ".repeat(1_500),
        "سه‌شنبه ".repeat(800),
        (0..1_000).map(|n| format!("{}- مورد\n", "  ".repeat(n % 50))).collect(),
        (0..1_000).map(|n| format!("{n}- مورد\n")).collect(),
    ];
    let project = Project::new(&[]);
    for (n, text) in texts.iter().enumerate() {
        project.write(&format!("in/{n}.txt"), text.as_bytes());
    }
    project.jadval(&["extract", "in", "--out", "out"]).says(0, &["9 documents"]);
}

#[test]
fn explain_gives_the_rows_by_their_columns() {
    let project = Project::new(&[]);
    let ended = project.jadval(&["explain", "سه‌شنبه ۲۰ آبان ۱۳۹۹"]);
    for words in
        ["row of dates «سه‌شنبه ۲۰ آبان ۱۳۹۹»", "start_date       2020-11-10", "rules that fit in dates"]
    {
        assert!(ended.stdout.contains(words), "{words}: {}", ended.stdout);
    }
    assert!(!ended.stdout.contains("Some("), "{}", ended.stdout);
    let text = "او ۲۰ آبان ۱۳۹۹ آمد، ۵ آذر رفت و دیروز نوشت.";
    let told = project.jadval(&["explain", text, "--reference-date", "2020-12-10"]).stdout;
    for words in [
        "row of dates «۵ آذر»\n  rule        day-and-month: ",
        "  reading     civil-date\n  parts       year 1399, month 9, day 5\n",
        "  conversion  1399/09/05 solar = 2020-11-25\n  anchor      the date «۲۰ آبان ۱۳۹۹»\n",
        "  conversion  2020-12-09 gregorian\n  anchor      the reference day 2020-12-10\n",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    // What became of forms that fit.
    let told = project.jadval(&["explain", "۵ کیلومتر از خیابان ۱۷ شهریور، ماده ۱۲ و نور آبی"]).stdout;
    for words in [
        "measure «۵ کیلومتر»  number=«۵»  unit=«کیلومتر»  -> a row",
        "number «۵»  number=«۵»  -> no row: its words are in the row of figures «۵ کیلومتر» (measure)",
        "-> refused: a street is named so",
        "-> refused: the number is part of a label, a name or a reference",
        "-> refused: it is an ordinary word too, and nothing says that it is a name here",
        "  unit        «کیلومتر» is km, in m × 1000\n",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(project.jadval(&["explain", "hello", "--quiet"]).stdout.lines().last(), Some("no rows"));
    project.write("news", b"");
    project.jadval(&["explain", "news"]).says(0, &["news is also a path", "its id"]);
}

#[test]
fn mistakes_in_lexicons_and_rules_are_pointed_at() {
    let words = "class = \"media\"\nsummary = \"x\"\nframe = \"به گزارش {}\"\n\
                 [[entry]]\nid = \"zanjan-news\"\nforms = [\"خبر زنجان\"]\n";
    let rule = "name = \"odd\"\nsummary = \"x\"\npattern = \"{in-time} [ {day=day-of-month} ]\"\n\
                reading = \"civil-date\"\n[[example]]\ntext = \"در بیستم\"\nrow = { text = \"بیستم\" }\n\
                [[counterexample]]\ntext = \"در\"\nbecause = \"no day\"\n";
    let project = Project::new(&[("a.txt", "به گزارش خبر زنجان جلسه شد.".as_bytes())]);
    let extract =
        |option: &str, file: &str| project.jadval(&["extract", "a.txt", "--out", "out", option, file]);
    for (from, to, said) in [
        ("forms", "formz", &["w.toml:4:1: missing field `forms`"][..]),
        (
            "\"media\"",
            "\"medio\"",
            &["w.toml:1: expected a class", "found \"medio\"", "did you mean \"media\""],
        ),
        ("summary = \"x\"", "summary = 5", &["w.toml:2:11", "integer `5`", "expected a string"]),
        ("forms", "colour = 1\nforms", &["w.toml:4, entry \"zanjan-news\"", "colour", "wikidata"]),
        (
            "forms",
            "wikidat = \"Q1\"\nforms",
            &["w.toml:4, entry \"zanjan-news\": unknown key \"wikidat\"", "did you mean \"wikidata\"?"],
        ),
        ("forms", "latitude = 1.0\nforms", &["unknown key \"latitude\"", "an entry of class \"media\""]),
        ("[[entry]]", "[[entrys]]", &["w.toml:4:3", "`entrys`", "`entry`"]),
        ("[[entry]]", "entry", &["w.toml:4:"]),
    ] {
        project.write("w.toml", words.replacen(from, to, 1).as_bytes());
        extract("--lexicon", "w.toml").says(2, said);
    }
    for (from, to, said) in [
        (
            "{in-time}",
            "{in-tyme}",
            &[
                "dates/odd.toml:3: pattern, column 1: unknown class {in-tyme}",
                "expected a class of the lexicon",
                "did you mean \"in-time\"?",
            ][..],
        ),
        (
            "civil-date",
            "civil-data",
            &["dates/odd.toml:4: ", "\"civil-data\"", "did you mean \"civil-date\"?"],
        ),
        (
            "{day=day",
            "{dya=day",
            &[
                "dates/odd.toml:3: pattern, column 13: unknown slot in {dya=day-of-month}",
                "the reading \"civil-date\" reads one of any-era, bound",
                "did you mean \"day\"?",
            ],
        ),
        ("{in-time}", "!{x=in-time}", &["dates/odd.toml:3: pattern", "a guard !{class} without a slot"]),
        ("reading", "over = [\"day-and-mont\"]\nreading", &["dates/odd.toml:4: over", "\"day-and-month\"?"]),
        ("reading", "with = { a = 1 }\nreading", &["dates/odd.toml:4:1", "`with`"]),
        ("\"odd\"", "\"even\"", &["dates/odd.toml", "expected \"odd\"", "found \"even\""]),
        ("reading", "readin", &["dates/odd.toml:4:1", "`readin`", "`reading`"]),
        (" ]\"", "\"", &["dates/odd.toml:3: pattern, column 31", "expected ]"]),
    ] {
        project.write("dates/odd.toml", rule.replacen(from, to, 1).as_bytes());
        extract("--rules", "dates/odd.toml").says(2, said);
    }
    project.write("data/odd.toml", rule.as_bytes());
    extract("--rules", "data/odd.toml")
        .says(2, &["data/odd.toml:1: a rule stands below the folder of its table", "\"data\"", "references"]);
    assert!(!project.path("out").exists());

    // A comment that names a class does not read it.
    let named =
        rule.replacen("summary", "# medai\nsummary", 1).replacen("because = \"", "because = \"medai ", 1);
    project.write("dates/odd.toml", named.as_bytes());
    project.write("w.toml", words.replacen("\"media\"", "\"medai\"", 1).as_bytes());
    let both = ["extract", "a.txt", "--out", "out", "--lexicon", "w.toml", "--rules", "dates/odd.toml"];
    project.jadval(&both).says(2, &["w.toml:1: expected a class", "found \"medai\""]);

    project.write("w.toml", words.as_bytes());
    project.write("dates/odd.toml", rule.as_bytes());
    extract("--lexicon", "w.toml").says(0, &["1 document"]);
    assert_eq!(project.column("out", "mentions", "entity_id"), ["zanjan-news"]);
    extract("--rules", "dates/odd.toml").says(0, &["1 document"]);
}

#[test]
fn every_shell_has_completions() {
    let project = Project::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ended = project.jadval(&["completions", shell]);
        assert!(ended.code == 0 && ended.stdout.contains("reference-date"), "{shell}");
    }
    project.jadval(&["completions", "tcsh"]).says(2, &["tcsh", "bash"]);
}
