//! The pages of documentation say what the program prints: their commands are run as they stand, in a folder with the files that
//! the pages show.
//!
//! A file is a block of code below a line that ends with its name («`letters/01-flood.txt`:»), or its stages below one that ends with
//! «`letters.toml`, in place of its stages:»; a command is a line of a `console` block behind «$ », with what it prints below it. A line «…» stands for lines that are left out, and «…» at the end of a line for its rest.
//! With `JADVAL_PAGES=1` in the environment the pages are written anew. Blocks of Python are not run here.

use super::{asked_for, walk};
use regex::Regex;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// Where a page shows a file: the name of a path, at the end of the line before its block.
static NAMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"`([\w./-]+\.\w+)`(, in place of its stages)?:$").expect("an expression"));
/// How long something took, which is another time each time.
static TOOK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r" in \d+\.\d+ s \(\d+\.\d+ .B/s\)").expect("an expression"));
/// Commands whose ends depend on the machine: they are run, and what they print is not compared.
const BY_CHANCE: &str = "timeout ";
/// A dataset of this repository that pages ask.
const COMMITTED: &str = "datasets/karabakh-2020";
const LEFT_OUT: &str = "…";

/// A command of a page, with what the page says that it prints.
struct Step {
    command: String,
    said: Vec<String>,
}

/// A block of code, by the numbers of its lines without the fences.
struct Block<'p> {
    language: &'p str,
    from: usize,
    to: usize,
    /// The file that it shows, and whether its stages alone.
    name: Option<(&'p str, bool)>,
}

fn blocks<'p>(lines: &[&'p str]) -> Vec<Block<'p>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(language) = lines[at].strip_prefix("```") else {
            at += 1;
            continue;
        };
        let length = lines[at + 1..].iter().take_while(|line| **line != "```").count();
        let before = lines[..at].iter().rev().find(|line| !line.is_empty());
        let name = before.and_then(|line| NAMED.captures(line)).and_then(|found| {
            let name = found.get(1)?.as_str();
            Some((name, found.get(2).is_some()))
        });
        out.push(Block { language, from: at + 1, to: at + 1 + length, name });
        at += length + 2;
    }
    out
}

fn steps(lines: &[&str]) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    for line in lines {
        match (line.strip_prefix("$ "), out.last_mut()) {
            (Some(command), _) => out.push(Step { command: command.to_owned(), said: Vec::new() }),
            // An empty line may part two commands.
            (None, Some(step)) if line.is_empty() && step.said.is_empty() => {}
            (None, Some(step)) => step.said.push((*line).to_owned()),
            (None, None) => panic!("«{line}» stands before the first command of its block"),
        }
    }
    out
}

/// What a command prints, on both ways.
fn run(folder: &Path, command: &str) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_jadval")).parent().expect("a folder");
    let output = Command::new("bash")
        .args(["-c", &format!("exec 2>&1\nPATH={}:$PATH\n{command}", program.display())])
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_remove("NO_COLOR")
        .env("JADVAL_CACHE", folder.join("cache"))
        .output()
        .expect("bash");
    String::from_utf8_lossy(&output.stdout).trim_end().lines().map(str::to_owned).collect()
}

/// Whether a line is what a page says of it.
fn is(said: &str, line: &str) -> bool {
    let timeless = |line: &str| TOOK.replace(line, " in …").into_owned();
    let (said, line) = (timeless(said), timeless(line));
    said == line || said.strip_suffix(LEFT_OUT).is_some_and(|said| !said.is_empty() && line.starts_with(said))
}

/// Whether lines are what a page says of them.
fn are(said: &[String], lines: &[String]) -> bool {
    let parts: Vec<&[String]> = said.split(|line| line == LEFT_OUT).collect();
    let all = |part: &[String], lines: &[String]| part.iter().zip(lines).all(|(said, line)| is(said, line));
    let [first, between @ .., last] = parts.as_slice() else {
        return said.len() == lines.len() && all(said, lines);
    };
    let bare = first.len() + last.len();
    if lines.len() < bare || !all(first, lines) || !all(last, &lines[lines.len() - last.len()..]) {
        return false;
    }
    let mut rest = &lines[first.len()..lines.len() - last.len()];
    between.iter().all(|part| {
        let at = rest.windows(part.len().max(1)).position(|lines| all(part, lines));
        rest = rest.get(at.unwrap_or(0) + part.len()..).unwrap_or_default();
        at.is_some() || part.is_empty()
    })
}

/// What a page should say: the lines, with what it left out before left out again.
fn retold(said: &[String], lines: &[String]) -> Vec<String> {
    let mut out = lines.to_vec();
    if let Some(head) = said.iter().position(|line| line == LEFT_OUT)
        && let Some(tail) = said.iter().rev().position(|line| line == LEFT_OUT)
        && lines.len() > head + tail
    {
        out.splice(head..lines.len() - tail, [LEFT_OUT.to_owned()]);
    }
    for (said, line) in said.iter().zip(&mut out) {
        if is(said, line) {
            line.clone_from(said);
        } else if said.ends_with(LEFT_OUT) && !line.ends_with(LEFT_OUT) {
            let length = said.chars().count() - 1;
            if line.chars().count() > length + 1 {
                *line = line.chars().take(length).chain(LEFT_OUT.chars()).collect();
            }
        }
    }
    out
}

fn copy(from: &Path, to: &Path) {
    for path in walk(from).into_iter().filter(|path| Path::new(path).is_file()) {
        let name = Path::new(&path).strip_prefix(from).expect("a path below it");
        fs::create_dir_all(to.join(name).parent().expect("a parent")).expect("folders");
        fs::copy(&path, to.join(name)).expect("a copy");
    }
}

/// Runs the commands of a page in a folder that has these folders of the repository.
fn holds(page: &str, with: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in with {
        copy(&root.join(name), &folder.path().join(name));
    }
    let text = fs::read_to_string(root.join(page)).expect("a page");
    let lines: Vec<&str> = text.lines().collect();
    let write = asked_for("JADVAL_PAGES").is_some();
    let (mut anew, mut told, mut wrong) = (String::new(), 0, String::new());
    let mut ran = 0;
    for block in blocks(&lines) {
        let inside = &lines[block.from..block.to];
        if let Some((name, stages)) = block.name.filter(|_| block.language != "console") {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            let mut text = inside.join("\n") + "\n";
            if stages {
                let whole = fs::read_to_string(&path).expect("a pipeline");
                let (head, rest) = whole.split_once("[[stage]]").expect("stages");
                let (_, rest) = rest.split_once("[output]").expect("an output");
                text = format!("{head}{text}\n[output]{rest}");
            }
            fs::write(path, text).expect("a file");
        }
        if block.language != "console" {
            continue;
        }
        for line in &lines[told..block.from] {
            let _ = writeln!(anew, "{line}");
        }
        told = block.to;
        for Step { command, said } in steps(inside) {
            if command.contains(COMMITTED) && !folder.path().join(COMMITTED).exists() {
                copy(&root.join(COMMITTED), &folder.path().join(COMMITTED));
            }
            let blank = said.last().is_some_and(String::is_empty);
            let said = &said[..said.len() - usize::from(blank)];
            let printed = run(folder.path(), &command);
            ran += 1;
            let left_out =
                command.starts_with(BY_CHANCE) || !cfg!(feature = "sql") && command.contains(" ask ");
            let right = left_out || are(said, &printed);
            if !right {
                let _ = write!(wrong, "\n{page}: $ {command}\n  the page says\n    ");
                let _ = write!(wrong, "{}\n  the program prints\n    ", said.join("\n    "));
                let _ = writeln!(wrong, "{}", printed.join("\n    "));
            }
            let _ = writeln!(anew, "$ {command}");
            for line in if right { said.to_vec() } else { retold(said, &printed) } {
                let _ = writeln!(anew, "{line}");
            }
            if blank {
                anew.push('\n');
            }
        }
    }
    assert!(ran > 0, "{page} has no commands");
    for line in &lines[told..] {
        let _ = writeln!(anew, "{line}");
    }
    if write {
        fs::write(root.join(page), anew).expect("a page");
    } else {
        assert!(wrong.is_empty(), "{wrong}\nJADVAL_PAGES=1 writes the pages anew; look at what changes");
    }
}

#[test]
fn the_readme_shows_what_comes() {
    holds("README.md", &["raw", "pipelines", "datasets"]);
}

#[test]
fn the_tutorial_shows_what_comes() {
    holds("docs/tutorial.md", &[]);
}

#[test]
fn the_cookbook_shows_what_comes() {
    holds("docs/cookbook.md", &[]);
}

#[test]
fn the_page_of_formats_shows_what_comes() {
    holds("docs/formats.md", &[]);
}

#[test]
fn the_page_of_limits_shows_what_comes() {
    holds("docs/limits.md", &[]);
}

#[test]
fn the_page_of_patterns_shows_what_comes() {
    holds("docs/pattern-language.md", &[]);
}

#[test]
fn what_is_left_out_may_be_anything() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let printed = lines("a: 2 in 0.10 s (0.1 MB/s)\nb\nc\nde");
    for said in ["a: 2 in 9.99 s (7.1 kB/s)\nb\nc\nde", "a…\n…\nd…", "…\nc\n…", "…"] {
        assert!(are(&lines(said), &printed), "{said}");
    }
    for said in ["a: 2\nb\nc\nde", "a…\nb\nc", "…\nd", "b\n…", "…\nb\nd…", ""] {
        assert!(!are(&lines(said), &printed), "{said}");
    }
    assert_eq!(retold(&lines("x\n…\nc…"), &printed), lines("a: 2 in 0.10 s (0.1 MB/s)\n…\nde"));
}
