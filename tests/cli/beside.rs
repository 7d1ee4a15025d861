//! Readers beside runs: whoever reads a dataset while runs replace it sees one of them from the first file to the last.

use super::{Project, TEXT};
use jadval::dataset::{Dataset, at_one_time};
use jadval::pipeline::{Plan, Request};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

const PAUSE: Duration = Duration::from_millis(2);

/// How many reads there are; `JADVAL_READS` raises it.
fn reads() -> usize {
    super::asked_for("JADVAL_READS").unwrap_or(60)
}

/// All files as a reader meets them, one after the other.
fn bytes(folder: &Path) -> jadval::Result<Vec<(String, Vec<u8>)>> {
    let failed = |cause| jadval::Error::io("read", folder, &cause);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let read = |name: String| {
        // A reader that takes its time, as those of large datasets do.
        std::thread::sleep(PAUSE);
        fs::read(folder.join(&name)).map(|bytes| (name, bytes)).map_err(failed)
    };
    names.into_iter().map(read).collect()
}

/// The rows of some tables, as a program reads them.
fn rows(folder: &Path) -> jadval::Result<Vec<usize>> {
    let dataset = Dataset::open(folder)?;
    let count = |table| {
        let mut rows = 0;
        for batch in dataset.batches(table, None)? {
            rows += batch?.num_rows();
        }
        Ok(rows)
    };
    ["documents", "segments", "dates", "figures", "mentions"].into_iter().map(count).collect()
}

#[test]
fn readers_beside_runs_see_one_dataset() {
    let project = Project::new(&[("one/a.txt", TEXT.as_bytes())]);
    for n in 0..4 {
        project.write(&format!("two/{n}.txt"), format!("{TEXT}{n} نفر رفتند.\n").as_bytes());
    }
    let out = project.path("out");
    let plans = ["one", "two"].map(|input| {
        let request = Request::new("beside", vec![project.path(input)], out.clone());
        Plan::resolve(request).expect("a plan")
    });
    let known = plans.each_ref().map(|plan| {
        plan.run(&(), &Arc::default()).expect("a run");
        (bytes(&out).expect("files"), rows(&out).expect("rows"))
    });
    assert_ne!(known[0], known[1]);
    let (over, runs) = (AtomicBool::new(false), AtomicUsize::new(0));
    let reads = reads();
    let (mut torn, mut commands) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                let plan = &plans[runs.fetch_add(1, Ordering::Relaxed) % 2];
                plan.run(&(), &Arc::default()).expect("nobody is in the way of a run");
                // A reader that is slower than every run sees no dataset at all, and is told so.
                std::thread::sleep(100 * PAUSE);
            }
        });
        for n in 0..reads {
            // What no protection gives, to know that there was something to be protected from.
            torn +=
                usize::from(!bytes(&out).is_ok_and(|found| known.iter().any(|(files, _)| *files == found)));
            let found = at_one_time(&[&out], || Ok::<_, jadval::Error>((bytes(&out)?, rows(&out)?)));
            let found = found.unwrap_or_else(|error| panic!("read {n}: {error}"));
            assert!(known.contains(&found), "read {n}: a mixture of two datasets");
            if n.is_multiple_of(10) {
                commands += 1;
                project.jadval(&["validate", "out", "--sources", "/"]).says(0, &[]);
                project.jadval(&["show", "out", "events"]).says(0, &[]);
            }
        }
        over.store(true, Ordering::Relaxed);
    });
    let runs = runs.into_inner();
    println!(
        "{reads} reads and {commands} validations beside {runs} runs; unprotected, {torn} reads were mixed"
    );
    assert!(runs > 2, "{runs} runs");
    project.assert_tidy();
}
