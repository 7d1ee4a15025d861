//! Each call of the system fails once: the old dataset stands or the new one does, whole, and the next run gives what a run
//! without a failure gives.

use super::{Project, TEXT};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The library that makes calls fail, and where it says which one did.
struct Tools {
    library: PathBuf,
    log: PathBuf,
    _folder: tempfile::TempDir,
}

impl Tools {
    /// Nothing where there is no compiler for the library, which is said.
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/failing.c");
        let [library, log] = ["failing.so", "log"].map(|name| folder.path().join(name));
        let mut compiler = Command::new("cc");
        let compiled =
            compiler.args(["-shared", "-fPIC", "-O1", "-w", "-o"]).arg(&library).arg(source).status();
        if !compiled.is_ok_and(|status| status.success()) {
            println!("left out: there is no C compiler here that makes a shared library");
            return None;
        }
        Some(Self { library, log, _folder: folder })
    }
}

/// Errors of the machine: a broken disk, one that is full, no descriptors, no memory.
const ERRORS: [i32; 4] = [5, 28, 24, 12];

/// Runs of which one call fails, beside the same runs of which none does.
struct Runs<'a> {
    project: &'a Project,
    tools: &'a Tools,
    /// The threads of a run, and the one function whose calls count, where it is one.
    jobs: &'static str,
    only: Option<&'static str>,
    /// The dataset of the input that stands, and of the one that is to come.
    old: Vec<(String, Vec<u8>)>,
    new: Vec<(String, Vec<u8>)>,
    /// Calls that failed, and runs that said so.
    failed: usize,
    heeded: usize,
}

fn args<'a>(input: &'a str, jobs: &'a str) -> [&'a str; 8] {
    ["extract", input, "--out", "out", "--format", "csv,parquet", "--jobs", jobs]
}

impl<'a> Runs<'a> {
    fn new(project: &'a Project, tools: &'a Tools) -> Self {
        let [old, new] = ["two", "one"].map(|input| {
            project.jadval(&args(input, "1")).says(0, &[]);
            project.bytes_of("out")
        });
        Self { project, tools, jobs: "1", only: None, old, new, failed: 0, heeded: 0 }
    }

    /// Lets the n-th call fail; whether there was one.
    fn fail(&mut self, n: usize, error: i32) -> bool {
        let project = self.project;
        project.jadval(&args("two", "1")).says(0, &[]);
        assert!(project.bytes_of("out") == self.old, "{n}: what a run left changes the next one");
        let _ = fs::remove_file(&self.tools.log);
        let ended = project
            .command(&args("one", self.jobs))
            .envs(self.only.map(|only| ("JADVAL_FAIL_ONLY", only)))
            .env("LD_PRELOAD", &self.tools.library)
            .env("JADVAL_FAIL_AT", n.to_string())
            .env("JADVAL_FAIL_WITH", error.to_string())
            .env("JADVAL_FAIL_LOG", &self.tools.log)
            .output()
            .expect("the program");
        let Ok(call) = fs::read_to_string(&self.tools.log) else { return false };
        self.failed += 1;
        let said = String::from_utf8_lossy(&ended.stderr);
        let about = format!("call {n}, {call}, error {error}: {:?} {said}", ended.status.code());
        match ended.status.code() {
            // Nothing depended on it: a cache, a look at what the system can do.
            Some(0) => assert!(project.bytes_of("out") == self.new, "{about}"),
            Some(3) => {
                self.heeded += 1;
                assert!(
                    said.contains("error: ") && (said.contains("cannot") || said.contains("no more of it"))
                        || said.contains("os error"),
                    "{about}"
                );
                assert!(project.bytes_of("out") == self.old, "{about}");
            }
            _ => panic!("{about}"),
        }
        true
    }

    /// How many calls there are.
    fn calls(&mut self) -> usize {
        let (mut some, mut none) = (1, 2);
        while self.fail(none, ERRORS[0]) {
            (some, none) = (none, 2 * none);
        }
        while some + 1 < none {
            let between = some.midpoint(none);
            *(if self.fail(between, ERRORS[0]) { &mut some } else { &mut none }) = between;
        }
        some
    }

    /// So many calls have failed, and so many runs said so, and more.
    fn end(self, least: (usize, usize)) {
        let Self { project, new, failed, heeded, .. } = self;
        assert!(failed > least.0 && heeded > least.1, "{failed} calls failed, {heeded} runs said so");
        println!("{failed} calls failed, {heeded} runs said so");
        project.jadval(&args("one", "1")).says(0, &[]);
        assert!(project.bytes_of("out") == new);
        project.assert_tidy();
    }
}

const PAGE: &str = "<!DOCTYPE html><title>خبر</title><article><p>ده نفر به تهران آمدند.</p></article>";
const RICH: &str = "{\\rtf1\\ansi \\u1583?\\u1607? 12 km\\par}";

fn inputs(project: &Project, documents: usize) {
    project.write("two/a.txt", TEXT.as_bytes());
    for n in 0..documents {
        for (name, text) in [
            ("a.txt", TEXT),
            ("b/c.txt", "سال ۱۳۹۹ ده نفر آمدند."),
            ("d.jsonl", "{\"text\":\"پنج نفر\"}\n"),
            ("e.html", PAGE),
            ("f.rtf", RICH),
        ] {
            let folder = if n == 0 { String::new() } else { format!("{n}/") };
            project.write(&format!("one/{folder}{name}"), text.as_bytes());
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn whatever_call_fails_one_whole_dataset_stands() {
    let Some(tools) = Tools::new() else { return };
    // `JADVAL_FAULTS` is how many calls are passed over for each that fails; 1 is none, with each error. A program of tests
    // without optimisation takes long to start.
    let step = super::asked_for("JADVAL_FAULTS").unwrap_or(if cfg!(debug_assertions) { 31 } else { 5 });
    let project = Project::new(&[]);
    inputs(&project, 1);
    let mut runs = Runs::new(&project, &tools);
    for n in (1..).step_by(step) {
        let error = n % ERRORS.len();
        let errors = if step == 1 { &ERRORS[..] } else { &ERRORS[error..=error] };
        if !errors.iter().all(|error| runs.fail(n, *error)) {
            break;
        }
    }
    runs.end((20, 10));
}

/// Calls here and there in a run of many documents.
#[cfg(target_os = "linux")]
#[test]
fn whatever_call_of_a_long_run_fails_one_whole_dataset_stands() {
    let Some(tools) = Tools::new() else { return };
    let project = Project::new(&[]);
    inputs(&project, 60);
    let mut runs = Runs::new(&project, &tools);
    let calls = runs.calls();
    // `JADVAL_FAULTS_SAMPLED` is how many of them fail.
    let sampled = super::asked_for("JADVAL_FAULTS_SAMPLED").unwrap_or(16);
    for (n, error) in (1..=sampled).zip(ERRORS.iter().cycle()) {
        runs.fail((calls * n / sampled).max(1), *error);
    }
    runs.end((20, 10));
}

/// A run asks the system for each of its threads.
#[cfg(target_os = "linux")]
#[test]
fn whatever_thread_cannot_be_started_one_whole_dataset_stands() {
    const NO_RESOURCES: i32 = 11;
    let Some(tools) = Tools::new() else { return };
    let project = Project::new(&[]);
    inputs(&project, 1);
    let mut runs = Runs::new(&project, &tools);
    (runs.jobs, runs.only) = ("3", Some("pthread_create"));
    for n in 1.. {
        if !runs.fail(n, NO_RESOURCES) {
            break;
        }
    }
    runs.end((3, 1));
}
