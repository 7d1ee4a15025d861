//! No file needs another one that needs it: definitions that two files share stand in a third, below both.
//!
//! An edge leads from a file to the one that *defines* what it names, in `use` trees and in paths such as
//! `super::model::Unit`: `pub use` lines are followed, so a `mod.rs` that only declares and re-exports, a *door*, needs
//! nobody, and nobody needs it. Visibilities (`pub(in crate::table)`) name modules and need none. Calls of methods are not seen:
//! what defines a type may call what a file above adds to it.

use super::sources::{SOURCES, Source};
use std::collections::{BTreeMap, BTreeSet};

/// The file at the root of each crate. All of them are one here, as modules of all crates have their places in one tree.
const ROOT: &str = "lib";

/// A path of a program, by its names.
type Path = Vec<String>;

/// What a `use` tree gives a file a name for.
struct Import {
    /// The name; `*` for all names of a module.
    name: String,
    path: Path,
    /// Whether other files get the name too.
    public: bool,
}

/// What a file names.
struct File {
    imports: Vec<Import>,
    /// Paths outside of `use` trees.
    paths: Vec<Path>,
    /// All words outside of `use` trees.
    words: BTreeSet<String>,
    /// The names of items that are defined in it.
    items: BTreeSet<String>,
}

/// The words, the `::` and the marks of some code, without comments and literals.
fn tokens(code: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let (mut found, mut rest) = (Vec::new(), code);
    while let Some(first) = rest.chars().next() {
        let behind = |mark: &str| rest.find(mark).map_or(rest.len(), |at| at + mark.len());
        let (length, keep) = if rest.starts_with("//") {
            (behind("\n"), false)
        } else if rest.starts_with("/*") {
            (behind("*/"), false)
        } else if let Some(raw) = rest.strip_prefix("r\"") {
            (raw.find('"').map_or(rest.len(), |at| at + 3), false)
        } else if rest.starts_with("r#\"") {
            (behind("\"#"), false)
        } else if first == '"' {
            (string(rest), false)
        } else if first == '\'' {
            (character(rest), false)
        } else if is_word(first) {
            (rest.find(|c| !is_word(c)).unwrap_or(rest.len()), true)
        } else if rest.starts_with("::") {
            (2, true)
        } else {
            (first.len_utf8(), !first.is_whitespace())
        };
        if keep {
            found.push(&rest[..length]);
        }
        rest = &rest[length..];
    }
    found
}

/// The length of the string literal that a text begins with.
fn string(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|&(_, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

/// The length of the character literal that a text begins with; of a lifetime, that of its mark.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some(_)) => chars.find(|(_, c)| *c == '\'').map_or(1, |(at, _)| at + 1),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// The `use` tree at the beginning of some tokens: what it imports, and how many tokens it takes.
fn tree(tokens: &[&str], above: &[String], public: bool, found: &mut Vec<Import>) -> usize {
    let (mut path, mut at) = (above.to_vec(), 0);
    let mut name = None;
    while let Some(&token) = tokens.get(at) {
        match token {
            "::" => {}
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|&token| token != "}") {
                    at += tree(&tokens[at..], &path, public, found);
                    at += usize::from(tokens.get(at) == Some(&","));
                }
                return at + 1;
            }
            "as" => {
                name = tokens.get(at + 1).map(|&name| name.to_owned());
                at += 1;
            }
            "self" if !path.is_empty() => {}
            "*" => name = Some("*".to_owned()),
            ";" | "," | "}" => break,
            word => path.push(word.to_owned()),
        }
        at += 1;
    }
    let name = name.or_else(|| path.last().cloned()).unwrap_or_default();
    found.push(Import { name, path, public });
    at
}

impl File {
    fn read(code: &str) -> Self {
        let tokens = tokens(code);
        let mut file =
            Self { imports: Vec::new(), paths: Vec::new(), words: BTreeSet::new(), items: BTreeSet::new() };
        let (mut at, mut public) = (0, false);
        while let Some(&token) = tokens.get(at) {
            at += 1;
            let is_name = |token: &&&str| token.starts_with(|c: char| c.is_alphabetic() || c == '_');
            match token {
                "pub" => {
                    public = true;
                    if tokens.get(at) == Some(&"(") {
                        at += tokens[at..].iter().position(|&token| token == ")").unwrap_or(0) + 1;
                    }
                    continue;
                }
                // Attributes need macros alone.
                "#" => {
                    let mut open = 0;
                    let end = tokens[at..].iter().position(|&token| {
                        open += i32::from(token == "[") - i32::from(token == "]");
                        open == 0 && token == "]"
                    });
                    at += end.map_or(0, |end| end + 1);
                }
                // `use<'a>` in a type says which lifetimes it holds.
                "use" if tokens.get(at) != Some(&"<") => {
                    at += tree(&tokens[at..], &[], public, &mut file.imports)
                }
                "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "mod" => {
                    if let Some(name) = tokens.get(at).filter(is_name) {
                        file.items.insert((*name).to_owned());
                        at += usize::from(token == "mod");
                    }
                }
                _ if is_name(&&token) => {
                    let mut path = vec![token.to_owned()];
                    while let (Some(&"::"), Some(name)) = (tokens.get(at), tokens.get(at + 1).filter(is_name))
                    {
                        path.push((*name).to_owned());
                        at += 2;
                    }
                    file.words.extend(path.iter().cloned());
                    file.paths.push(path);
                }
                _ => {}
            }
            public = false;
        }
        file
    }
}

/// The files of a program by their modules.
struct Program(BTreeMap<String, File>);

impl Program {
    fn read(sources: &[Source]) -> Self {
        let mut files: BTreeMap<String, File> = BTreeMap::new();
        for source in sources.iter().filter(|source| !source.module.ends_with("::tests")) {
            let file = File::read(&source.code);
            match files.get_mut(&source.module) {
                // The roots of two crates.
                Some(known) => known.imports.extend(file.imports),
                None => drop(files.insert(source.module.clone(), file)),
            }
        }
        Self(files)
    }

    fn file(&self, path: &[String]) -> Option<&File> {
        if path.is_empty() { self.0.get(ROOT) } else { self.0.get(&path.join("::")) }
    }

    /// A path in a module as one from the root; nothing for what other people's crates have.
    fn absolute(&self, module: &[String], path: &[String], depth: usize) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        let own = |base: &[String]| Some([base, rest].concat());
        match first.as_str() {
            "crate" | "jadval" | "jadval_grammar" => own(&[]),
            "self" => own(module),
            "super" => {
                let base = module.split_last().map_or(&[][..], |(_, base)| base);
                match rest.first().is_some_and(|next| next == "super") {
                    true => self.absolute(base, rest, depth),
                    false => own(base),
                }
            }
            name => {
                let below = [module, &path[..1]].concat();
                if self.file(&below).is_some() {
                    return Some([module, path].concat());
                }
                let file = self.file(module)?;
                let import = file.imports.iter().find(|import| import.name == name)?;
                if depth == 0 || import.path == path[..1] {
                    return None;
                }
                let base = self.absolute(module, &import.path, depth - 1)?;
                own(&base)
            }
        }
    }

    /// The module whose file defines what a path from the root names, and the item; nothing for a module alone.
    fn defined(&self, path: &[String], depth: usize) -> Option<(Path, String)> {
        let length = (0..path.len()).rev().find(|&length| self.file(&path[..length]).is_some())?;
        let (module, rest) = path.split_at(length);
        if self.file(path).is_some() && !self.file(module).is_some_and(|file| names(file, &rest[0])) {
            return None;
        }
        let file = self.file(module)?;
        let name = &rest[0];
        let follow = |import: &Import, more: &[String]| {
            let path = self.absolute(module, &import.path, 4)?;
            self.defined(&[&path, more].concat(), depth - 1)
        };
        if depth > 0 && !file.items.contains(name) {
            let named = file.imports.iter().find(|import| import.name == *name);
            if let Some(import) = named {
                return follow(import, &rest[1..]);
            }
            let all = file.imports.iter().filter(|import| import.name == "*");
            if let Some(found) = all.into_iter().find_map(|import| {
                let (module, item) = follow(import, rest)?;
                self.file(&module).is_some_and(|file| file.items.contains(&item)).then_some((module, item))
            }) {
                return Some(found);
            }
        }
        Some((module.to_vec(), name.clone()))
    }

    /// The files that each file needs, with the items it needs of them.
    fn edges(&self) -> BTreeMap<&str, BTreeMap<String, BTreeSet<String>>> {
        let mut edges = BTreeMap::new();
        for (name, file) in &self.0 {
            let module: Path =
                if name == ROOT { Vec::new() } else { name.split("::").map(str::to_owned).collect() };
            let used =
                file.imports.iter().filter(|import| !import.public || file.words.contains(&import.name));
            let paths =
                used.map(|import| &import.path).chain(file.paths.iter().filter(|path| path.len() > 1));
            let of_file: &mut BTreeMap<String, BTreeSet<String>> = edges.entry(name.as_str()).or_default();
            for path in paths {
                let absolute = self.absolute(&module, path, 4);
                let Some((other, item)) = absolute.and_then(|path| self.defined(&path, 6)) else { continue };
                if other != module && !other.is_empty() {
                    of_file.entry(other.join("::")).or_default().insert(item);
                }
            }
        }
        edges
    }
}

/// Whether a file gives a name of its own to something else than a file.
fn names(file: &File, name: &str) -> bool {
    file.imports.iter().any(|import| {
        import.name == name && import.path.len() > 1 && !import.path.ends_with(&["*".to_owned()])
    })
}

/// The circles between files, each with its edges and their items.
fn circles(sources: &[Source]) -> Vec<String> {
    let program = Program::read(sources);
    let edges = program.edges();
    let reached = |from: &str| {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(file) = open.pop() {
            let next = edges.get(file.as_str()).into_iter().flat_map(BTreeMap::keys);
            open.extend(next.filter(|file| reached.insert((*file).clone())).cloned());
        }
        reached
    };
    let reach: BTreeMap<&str, BTreeSet<String>> = edges.keys().map(|&file| (file, reached(file))).collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (&file, below) in &reach {
        if !below.contains(file) || seen.contains(file) {
            continue;
        }
        let group: BTreeSet<&str> =
            below.iter().map(String::as_str).filter(|other| reach[other].contains(file)).collect();
        let mut lines = Vec::new();
        for &from in &group {
            for (to, items) in edges[from].iter().filter(|(to, _)| group.contains(to.as_str())) {
                let items: Vec<&str> = items.iter().map(String::as_str).collect();
                lines.push(format!("  {from} needs {} of {to}", items.join(", ")));
            }
        }
        seen.extend(group);
        found.push(lines.join("\n"));
    }
    found
}

#[test]
fn no_file_needs_one_that_needs_it() {
    let found = circles(&SOURCES);
    assert!(found.is_empty(), "{} circles:\n{}", found.len(), found.join("\n\n"));
}

/// Doors that are houses too: their number may only fall.
const HOUSES: [&str; 5] =
    ["pipeline::state", "segment", "stages::actors::body", "stages::figures::reading", "stages"];

#[test]
fn a_mod_rs_is_a_door() {
    let doors = SOURCES.iter().filter(|source| source.path.ends_with("mod.rs"));
    let defines = |source: &&Source| !File::read(&source.code).words.is_empty();
    let heavy: Vec<&str> = doors.filter(defines).map(|source| source.module.as_str()).collect();
    assert_eq!(heavy, HOUSES);
}

/// Sources of these modules and this code.
fn sources(files: &[(&str, &str)]) -> Vec<Source> {
    let source = |&(module, code): &(&str, &str)| Source {
        path: String::new(),
        module: module.to_owned(),
        code: code.to_owned(),
    };
    files.iter().map(source).collect()
}

#[test]
fn circles_are_seen() {
    let model = ("a::model", "pub(in crate::a) struct Unit;");
    let door = ("a", "mod model;\nmod read;\npub use model::{Unit, Unit as Measure};\npub use read::*;");
    // A door re-exports what its files need of each other: no circle.
    let read = ("a::read", "use super::Unit;\npub fn reader() -> Unit { crate::a::Measure }");
    let fine = circles(&sources(&[model, door, read]));
    assert!(fine.is_empty(), "{fine:?}");
    // What the door defines itself is needed of it.
    let heavy = ("a", "mod read;\nuse read::reader;\npub struct Unit;\nfn run() { reader() }");
    assert_eq!(
        circles(&sources(&[heavy, read])),
        ["  a needs reader of a::read\n  a::read needs Measure, Unit of a"]
    );
    // Re-exports are followed, by name and by all names, and paths are read outside of `use` too.
    let above = ("a::model", "/// See [`crate::b`].\npub struct Unit;\nfn f() { super::reader() }");
    assert_eq!(
        circles(&sources(&[above, door, read])),
        ["  a::model needs reader of a::read\n  a::read needs Unit of a::model"]
    );
    // Re-exports of re-exports lead to the file that defines.
    let far = ("a::model", "pub use crate::b::Day;\npub struct Unit;");
    let b = ("b", "mod day;\npub use day::Day;");
    let day = ("b::day", "use crate::a::reader;\npub struct Day;");
    let read_day = ("a::read", "use super::Day;\npub fn reader() {}");
    let wide = ("a", "mod model;\nmod read;\npub use model::*;\npub use read::reader;");
    assert_eq!(
        circles(&sources(&[far, wide, read_day, b, day])),
        ["  a::read needs Day of b::day\n  b::day needs reader of a::read"]
    );
    // Of other stages too, through a module that is imported, and not in comments and literals.
    let b = ("b", "use crate::a;\nfn f() -> a::Unit { \"a::read()\" }");
    let needs_b =
        ("a::model", "// crate::b::f\npub struct Unit;\nconst F: char = '\"'; fn g() { crate::b::f() }");
    assert_eq!(
        circles(&sources(&[needs_b, door, read, b])),
        ["  a::model needs f of b\n  b needs Unit of a::model"]
    );
}
