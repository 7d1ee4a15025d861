//! The pages of `docs/` say what the program says: their files are written and their commands run, one after the other.

#![cfg(unix)]

use super::Project;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The text of a block between two fences, the word behind the first, and the name of the file that it is the text of.
struct Block<'p> {
    language: &'p str,
    file: Option<&'p str>,
    /// Whether it is the stages of that file alone.
    stages: bool,
    text: &'p str,
}

/// The fenced blocks of a page. A block is a file where a line with its name alone, in backticks and with a colon, stands
/// before it, and its stages where that line says «in place of its stages».
fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut out = Vec::new();
    let mut rest = page;
    while let Some((before, from)) = rest.split_once("\n```") {
        let (language, from) = from.split_once('\n').expect("a fence ends its line");
        let (text, behind) = from.split_once("```").expect("a block has an end");
        let named = before.trim_end().rsplit('\n').next().unwrap_or("");
        let stages = named.ends_with(", in place of its stages:");
        let named = named.strip_suffix(", in place of its stages:").unwrap_or(named.trim_end_matches(':'));
        let file = named.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
        out.push(Block { language, file, stages, text });
        rest = behind;
    }
    out
}

/// The commands of a block, each with what is said to come of it.
fn commands(text: &str) -> Vec<(&str, &str)> {
    let text = text.strip_prefix("$ ").expect("a command at the beginning");
    text.split("\n$ ").map(|command| command.split_once('\n').unwrap_or((command, ""))).collect()
}

/// Whether a line is what the page says it is: «…» at its end stands for its rest, and no run takes as long as another.
fn is_line(said: &str, line: &str) -> bool {
    let timeless = |line: &str| match (line.find(" in "), line.ends_with("MB/s)")) {
        (Some(at), true) => line[..at].to_owned(),
        _ => line.trim_end().to_owned(),
    };
    match said.strip_suffix('…') {
        Some(beginning) => line.starts_with(beginning.trim_end()),
        None => timeless(said) == timeless(line),
    }
}

/// Whether lines are what the page says they are; a line «…» stands for any.
fn is_output(said: &[&str], lines: &[&str]) -> bool {
    match (said, lines) {
        ([], []) => true,
        (["…", said @ ..], _) => (0..=lines.len()).any(|from| is_output(said, &lines[from..])),
        ([first, said @ ..], [line, lines @ ..]) => is_line(first, line) && is_output(said, lines),
        _ => false,
    }
}

/// What a shell prints, in a project that has the program in its path.
fn printed(project: &Project, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_jadval"));
    let path = format!("{}:/usr/bin:/bin", program.parent().expect("a folder").display());
    let ended = Command::new("bash")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(project.folder.path())
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env("JADVAL_CACHE", project.path("cache"))
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    String::from_utf8_lossy(&ended.stdout).into_owned()
}

/// Goes through a page, and says what comes of a command that the page does not say. Commands whose words are among
/// `without` are left out.
fn follow(name: &str, without: &[&str]) -> (usize, Vec<String>) {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).expect("a page");
    let project = Project::new(&[]);
    // Some questions are asked about a dataset of the repository.
    let asked = "datasets/karabakh-2020";
    if page.contains(asked) {
        let dataset = Path::new(env!("CARGO_MANIFEST_DIR")).join(asked);
        fs::create_dir(project.path("datasets")).expect("a folder");
        std::os::unix::fs::symlink(dataset, project.path(asked)).expect("a link");
    }
    let (mut tried, mut wrong) = (0, Vec::new());
    for Block { language, file, stages, text } in blocks(&page) {
        match (language, file) {
            ("console", _) => {
                for (command, said) in commands(text) {
                    if without.iter().any(|words| command.contains(words)) {
                        continue;
                    }
                    // What a file is shown to be it is.
                    let shown = command.strip_prefix("cat ").filter(|file| !project.path(file).exists());
                    if let Some(file) = shown {
                        project.write(file, said.as_bytes());
                    }
                    let came = printed(&project, command);
                    tried += 1;
                    let lines: Vec<&str> = came.trim_end().lines().collect();
                    if !is_output(&said.trim_end().lines().collect::<Vec<_>>(), &lines) {
                        wrong
                            .push(format!("$ {command}\n  the page says\n{said}\n  and there comes\n{came}"));
                    }
                }
            }
            (_, Some(file)) if stages => {
                let whole = fs::read_to_string(project.path(file)).expect("a pipeline");
                let (head, rest) = whole.split_once("[[stage]]").expect("stages");
                let (_, rest) = rest.split_once("[output]").expect("an output");
                project.write(file, format!("{head}{text}\n[output]{rest}").as_bytes());
            }
            (_, Some(file)) => project.write(file, text.as_bytes()),
            _ => {}
        }
    }
    (tried, wrong)
}

/// What is left out: the hundred thousand documents of the cookbook, and what this build cannot do.
const WITHOUT: &[&str] = if cfg!(feature = "sql") {
    &["rain", "run pipelines/parts.toml"]
} else {
    &["rain", "run pipelines/parts.toml", "jadval ask"]
};

#[test]
fn pages_say_what_the_program_says() {
    for (page, least) in [
        ("limits.md", 11),
        ("formats.md", 3),
        ("tutorial.md", 30),
        ("cookbook.md", 30),
        ("pattern-language.md", 3),
    ] {
        let (tried, wrong) = follow(page, WITHOUT);
        assert!(wrong.is_empty(), "docs/{page}:\n{}", wrong.join("\n"));
        assert!(tried >= least, "docs/{page}: {tried}");
    }
}

#[test]
fn what_a_page_leaves_out_it_says() {
    let is = |said: &str, came: &str| {
        is_output(&said.lines().collect::<Vec<_>>(), &came.lines().collect::<Vec<_>>())
    };
    assert!(is("a\nb", "a\nb") && is("a\n…\nc", "a\nb\nc") && is("a\n…", "a\nb\nc") && is("a …", "a b"));
    assert!(is("x in 0.09 s (0.0 MB/s)", "x in 1.23 s (4.0 MB/s)"));
    assert!(!is("a\nb", "a\nc") && !is("a", "a\nb") && !is("a\n…\nc", "a\nb") && !is("b …", "a b"));
}
