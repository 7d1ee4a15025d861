//! What depends on the machine: what other people's tools say of the datasets that the committed pipelines write, and
//! files that a user may not read. A test that this machine has nothing for is listed as ignored, with the reason.
//!
//! The tools are Python packages, in a virtual environment that is made once below the target folder.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[path = "validation/folder.rs"]
mod folder;

use folder::copy;
use libtest_mimic::{Arguments, Trial};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The Python of an environment that has the packages of these lists; a reason where there is none.
fn python(name: &str, requirements: &[&str]) -> Result<PathBuf, String> {
    let requirements: Vec<PathBuf> = requirements.iter().map(|list| Path::new(ROOT).join(list)).collect();
    let wanted: String = requirements.iter().map(|list| fs::read_to_string(list).unwrap()).collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (python, made) = (folder.join("bin/python"), folder.join("requirements.txt"));
    if fs::read_to_string(&made).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    let run = |command: &mut Command| match command.output() {
        Ok(ended) if ended.status.success() => Ok(()),
        Ok(ended) => {
            Err(String::from_utf8_lossy(&ended.stderr).lines().last().unwrap_or_default().to_owned())
        }
        Err(cause) => Err(cause.to_string()),
    };
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1"];
    run(Command::new(&python).args(pip).args(requirements.iter().flat_map(|list| [Path::new("-r"), list])))?;
    fs::write(made, wanted).unwrap();
    Ok(python)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> = entries.map(|path| path.display().to_string()).collect();
    names.sort();
    names
}

/// Whether the Python package is to be built, which compiles most of what the program is made of once more: in release mode,
/// unless `JADVAL_WHEEL` is 0, and in the mode of the edit-test loop where it is 1.
#[allow(clippy::disallowed_methods, reason = "whoever runs tests chooses by the environment")]
fn wheels() -> Result<(), String> {
    let wanted = std::env::var_os("JADVAL_WHEEL");
    match wanted.as_ref().map(|wanted| wanted == "0") {
        Some(true) => Err("JADVAL_WHEEL is 0".to_owned()),
        None if cfg!(debug_assertions) => {
            Err("a wheel is built in release mode, and where JADVAL_WHEEL is 1".to_owned())
        }
        _ => Ok(()),
    }
}

/// Whether Spark, Ray and Daft are to be tried: they take Java, and 6 GB of memory.
fn engines() -> Result<(), String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    if !std::env::split_paths(&path).any(|folder| folder.join("java").is_file()) {
        return Err("there is no Java".to_owned());
    }
    let free = fs::read_to_string("/proc/meminfo").ok().and_then(|told| {
        let line = told.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
        line.trim().trim_end_matches(" kB").parse::<u64>().ok()
    });
    match free {
        Some(free) if free > 6 << 20 => Ok(()),
        _ => Err("there are no 6 GB of memory".to_owned()),
    }
}

/// What the Python package is tested in.
struct Package {
    python: PathBuf,
    /// Why Spark, Ray and Daft are left out, where they are.
    engines: Result<(), String>,
}

fn package() -> Result<Package, String> {
    wheels()?;
    let (own, others) = ("python/tests/requirements.txt", "python/tests/engines.txt");
    let engines = engines();
    let lists: &[&str] = if engines.is_ok() { &[own, others] } else { &[own] };
    let python = python("package-python", lists).map_err(|why| format!("no Python environment: {why}"))?;
    Ok(Package { python, engines })
}

fn main() -> ExitCode {
    let trials = vec![
        trial(
            "other_tools_take_the_datasets_for_what_they_say_they_are",
            python("outside-python", &["tests/outside/requirements.txt"])
                .map_err(|why| format!("no Python environment: {why}")),
            other_tools_take_the_datasets,
        ),
        trial("the_python_package_does_what_it_says", package(), the_python_package_does_what_it_says),
        trial(
            "reviewers_find_in_a_browser_what_the_dataset_has",
            python("outside-python", &["tests/outside/requirements.txt"])
                .map_err(|why| format!("no Python environment: {why}"))
                .and_then(|python| Ok((python, browser()?))),
            reviewers_find_what_the_dataset_has,
        ),
        #[cfg(unix)]
        trial("a_file_without_permission_is_a_reject", locked(), a_file_without_permission_is_a_reject),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// A Chromium; a reason where there is none.
fn browser() -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name)));
    found
        .into_iter()
        .find(|file| file.is_file())
        .ok_or_else(|| format!("none of {} is here", names.join(", ")))
}

/// A test of what the machine has, or of what it lacks.
fn trial<T: Send + 'static>(name: &str, has: Result<T, String>, test: fn(&T)) -> Trial {
    match has {
        Ok(has) => Trial::test(name, move || {
            test(&has);
            Ok(())
        }),
        Err(lacks) => {
            let failed = lacks.clone();
            Trial::test(name, || Err(failed.into())).with_ignored_flag(true).with_kind(lacks)
        }
    }
}

/// A folder with a text, and one that this user may not read.
#[cfg(unix)]
fn locked() -> Result<tempfile::TempDir, String> {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let [open, locked] = ["a.txt", "locked.txt"].map(|name| folder.path().join("in").join(name));
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(open, "او در ۵ آذر آمد.").unwrap();
    fs::write(&locked, "او در ۶ آذر رفت.").unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(locked).is_ok() {
        return Err("this user reads files without permission".to_owned());
    }
    Ok(folder)
}

#[cfg(unix)]
fn a_file_without_permission_is_a_reject(folder: &tempfile::TempDir) {
    let arguments = ["extract", "in", "--out", "out", "--format", "csv", "--quiet"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_jadval"));
    assert!(command.args(arguments).current_dir(folder.path()).status().unwrap().success());
    let rejects = fs::read_to_string(folder.path().join("out/rejects.csv")).unwrap();
    let locked: Vec<&str> = rejects.lines().filter(|line| line.contains(".txt")).collect();
    assert!(matches!(locked.as_slice(), [only] if only.contains("in/locked.txt")), "{rejects}");
}

/// Most bytes of a wheel. It had 12.9 million when this was written; the code of Arrow, Parquet and their like is most of it.
const MOST_BYTES: u64 = 14_000_000;

/// The wheel is built of what the source distribution holds, checked by those who take it in, and tested where it is installed.
#[allow(clippy::print_stderr, reason = "what is left out is to be seen")]
fn the_python_package_does_what_it_says(package: &Package) {
    let Package { python, engines } = package;
    let made = tempfile::tempdir().unwrap();
    let [sources, unpacked, wheels, stubs] =
        ["sources", "unpacked", "wheels", "stubs"].map(|name| made.path().join(name));
    let only = |folder: &Path| PathBuf::from(names(folder).remove(0));
    let said = |command: &mut Command| {
        let ended = command.output().unwrap();
        let said =
            String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{command:?}\n{said}");
    };
    let run = |module: &[&str], files: &[&Path]| {
        said(Command::new(python).arg("-m").args(module).args(files).current_dir(ROOT));
    };
    run(&["maturin", "sdist", "--manifest-path", "python/Cargo.toml", "--out"], &[&sources]);
    // Files are as old as their unpacking, so that Cargo takes none for one that it knows.
    fs::create_dir(&unpacked).unwrap();
    said(Command::new("tar").arg("-xmzf").arg(only(&sources)).arg("-C").arg(&unpacked));
    // What is compiled stays where Cargo has the rest.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let maturin = |command: &[&str], out: &Path| {
        let mut maturin = Command::new(python);
        maturin
            .args(["-m", "maturin"])
            .args(command)
            .args(["--profile", "wheel", "--interpreter"])
            .arg(python);
        said(maturin.arg("--target-dir").arg(target).arg("--out").arg(out).current_dir(only(&unpacked)));
    };
    maturin(&["build", "--strip"], &wheels);
    run(&["twine", "check", "--strict"], &[&only(&wheels), &only(&sources)]);
    let bytes = fs::metadata(only(&wheels)).unwrap().len();
    assert!(bytes <= MOST_BYTES, "expected a wheel of at most {MOST_BYTES} bytes, found {bytes}");
    // The stubs are made of what a build with another feature says of itself.
    maturin(&["generate-stubs", "--features", "stubs"], &stubs);
    let [committed, generated] = [Path::new(ROOT).join("python"), stubs]
        .map(|folder| fs::read_to_string(folder.join("jadval/_jadval.pyi")).unwrap());
    assert!(committed == generated, "python/jadval/_jadval.pyi is not current: see CONTRIBUTING.md");
    run(&["pip", "install", "--quiet", "--no-deps", "--force-reinstall"], &[&only(&wheels)]);
    // pytest closes with what it ran, which stands in what this test says where one fails.
    let tests = Path::new("python/tests");
    run(&["pytest", "-q", "-p", "no:cacheprovider"], &[tests]);
    match engines {
        Ok(()) => run(&["pytest", "-q", "-p", "no:cacheprovider", "-m", "engines"], &[tests]),
        Err(why) => eprintln!("left out: Spark, Ray and Daft, since {why}"),
    }
}

fn other_tools_take_the_datasets(python: &PathBuf) {
    // What the pipelines write now; `jadval run --check` says whether that is what is committed.
    let folder = tempfile::tempdir().unwrap();
    for name in ["raw", "pipelines"] {
        copy(&Path::new(ROOT).join(name), &folder.path().join(name));
    }
    let jadval = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jadval"));
        command.current_dir(folder.path());
        command
    };
    let pipelines =
        names(&folder.path().join("pipelines")).into_iter().filter(|name| name.ends_with(".toml"));
    assert!(jadval().args(["run", "--quiet"]).args(pipelines).status().unwrap().success());
    let script = |name: &str| {
        let mut command = Command::new(python);
        command.arg(Path::new(ROOT).join("tests/outside").join(name)).current_dir(folder.path());
        command
    };
    let sheets =
        ["extract", "raw/agreements", "--out", "sheets", "--format", "parquet,csv", "--csv", "spreadsheet"];
    assert!(jadval().args(sheets).arg("--quiet").status().unwrap().success());
    let datasets = names(&folder.path().join("datasets"));
    let ended = script("readers.py").args(datasets).arg("sheets").output().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{said}");

    // The recipes, in a project under git.
    let recipes = folder.path().join("project");
    for name in ["raw", "pipelines", "datasets"] {
        copy(&folder.path().join(name), &recipes.join(name));
    }
    let git = Command::new("git").args(["init", "--quiet"]).current_dir(&recipes).status().unwrap();
    assert!(git.success());
    let program = Path::new(env!("CARGO_BIN_EXE_jadval")).parent().unwrap().to_path_buf();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&path))).unwrap();
    let page = Path::new(ROOT).join("docs/ci.md");
    let ended = script("recipes.py").arg(page).current_dir(&recipes).env("PATH", path).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{said}");

    // A report with failures of both kinds, placed in the sources and not.
    let expect = "\n[[expect]]\ntable = \"dates\"\ncolumn = \"edtf\"\nnot_null = true\n\n\
                  [[expect]]\nseverity = \"warn\"\ntable = \"figures\"\nrows = { max = 1 }\n";
    let pipeline = folder.path().join("pipelines/economy.toml");
    fs::write(&pipeline, fs::read_to_string(&pipeline).unwrap() + expect).unwrap();
    let report = jadval().args(["validate", "datasets/economy", "--format", "sarif"]).output().unwrap();
    assert_eq!(report.status.code(), Some(1), "{report:?}");
    fs::write(folder.path().join("report.sarif"), report.stdout).unwrap();
    let ended = script("sarif.py").arg("report.sarif").output().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{said}");
}

fn reviewers_find_what_the_dataset_has((python, browser): &(PathBuf, PathBuf)) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(python);
    command
        .arg(Path::new(ROOT).join("tests/outside/review.py"))
        .arg(env!("CARGO_BIN_EXE_jadval"))
        .arg(browser);
    let ended = command.current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{said}");
}
