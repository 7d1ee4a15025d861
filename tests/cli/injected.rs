//! Each call of the system fails once: the old dataset stands or the new one does, whole, and the next run gives what a run
//! without a failure gives.

use super::{Project, TEXT};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The library that makes calls fail; nothing where there is no compiler for it.
fn library(folder: &Path) -> Option<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/failing.c");
    let library = folder.join("failing.so");
    let compiled =
        Command::new("cc").args(["-shared", "-fPIC", "-O1", "-w", "-o"]).arg(&library).arg(source).status();
    compiled.is_ok_and(|status| status.success()).then_some(library)
}

/// Errors of the machine: a broken disk, one that is full, no descriptors, no memory.
const ERRORS: [i32; 4] = [5, 28, 24, 12];

#[cfg(target_os = "linux")]
#[test]
fn whatever_call_fails_one_whole_dataset_stands() {
    let tools = tempfile::tempdir().expect("a folder");
    let Some(library) = library(tools.path()) else {
        println!("left out: there is no C compiler here that makes a shared library");
        return;
    };
    let project = Project::new(&[]);
    project.write("two/a.txt", TEXT.as_bytes());
    for (name, text) in
        [("a.txt", TEXT), ("b/c.txt", "سال ۱۳۹۹ ده نفر آمدند."), ("d.jsonl", "{\"text\":\"پنج نفر\"}\n")]
    {
        project.write(&format!("one/{name}"), text.as_bytes());
    }
    let args = |input| ["extract", input, "--out", "out", "--format", "csv,parquet", "--jobs", "1"];
    let [old, new] = ["two", "one"].map(|input| {
        project.jadval(&args(input)).says(0, &[]);
        project.bytes_of("out")
    });
    // `JADVAL_FAULTS` is how many calls are passed over for each that fails; 1 is none. A program of tests without
    // optimisation takes long to start.
    let step = super::asked_for("JADVAL_FAULTS");
    let step = step.unwrap_or(if cfg!(debug_assertions) { 31 } else { 5 });
    let log = tools.path().join("log");
    let (mut failed, mut heeded) = (0, 0);
    for n in (1..).step_by(step) {
        project.jadval(&args("two")).says(0, &[]);
        assert!(project.bytes_of("out") == old, "{n}: what a run left changes the next one");
        let _ = fs::remove_file(&log);
        let ended = project
            .command(&args("one"))
            .env("LD_PRELOAD", &library)
            .env("JADVAL_FAIL_AT", n.to_string())
            .env("JADVAL_FAIL_WITH", ERRORS[n % ERRORS.len()].to_string())
            .env("JADVAL_FAIL_LOG", &log)
            .output()
            .expect("the program");
        let Ok(call) = fs::read_to_string(&log) else { break };
        failed += 1;
        let said = String::from_utf8_lossy(&ended.stderr);
        let about =
            format!("call {n}, {call}, error {}: {:?} {said}", ERRORS[n % ERRORS.len()], ended.status.code());
        match ended.status.code() {
            // Nothing depended on it: a cache, a look at what the system can do.
            Some(0) => assert!(project.bytes_of("out") == new, "{about}"),
            Some(3) => {
                heeded += 1;
                assert!(
                    said.contains("error: ") && (said.contains("cannot") || said.contains("no more of it"))
                        || said.contains("os error"),
                    "{about}"
                );
                assert!(project.bytes_of("out") == old, "{about}");
            }
            _ => panic!("{about}"),
        }
    }
    assert!(failed > 20 && heeded > 10, "{failed} calls failed, {heeded} runs said so");
    println!("{failed} calls failed, {heeded} runs said so");
    project.jadval(&args("one")).says(0, &[]);
    assert!(project.bytes_of("out") == new);
    project.assert_tidy();
}
