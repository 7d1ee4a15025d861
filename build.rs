//! Compiles the program's own lexicon into one file, its rules into another, and sums both up, so that no start of the
//! program has to.

use jadval_grammar::lexicon::{LexiconBuilder, Schema};
use jadval_grammar::rule::{RuleSetBuilder, RuleTable};
use jadval_grammar::{Error, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Where the schema of the lexicon stands.
const SCHEMA: &str = "lexicon/schema.toml";

fn main() {
    for input in ["build.rs", "lexicon", "rules"] {
        println!("cargo::rerun-if-changed={input}");
    }
    link();
    if let Err(error) = compile() {
        // Each line of a message that shows a place in a file is to be seen.
        error.to_string().lines().for_each(|line| println!("cargo::error={line}"));
    }
}

/// Links the program at a fixed address: otherwise each start begins with tens of thousands of addresses to be put right,
/// most of them of parts that the run does not need.
fn link() {
    let is = |key: &str, value: &str| env::var_os(key).is_some_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && is("CARGO_CFG_TARGET_ARCH", "x86_64")
    {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

fn compile() -> Result<()> {
    let folder = |name| env::var_os(name).map(PathBuf::from).ok_or_else(|| Error::output("run by cargo"));
    let root = folder("CARGO_MANIFEST_DIR")?;
    let out = folder("OUT_DIR")?;
    let write = |name: &str, bytes: &[u8]| {
        let path = out.join(name);
        fs::write(&path, bytes).map_err(|cause| Error::io("write what was compiled", &path, &cause))
    };
    let below = |name: &str| {
        let mut files = Vec::new();
        collect(&root.join(name), name, &mut files)?;
        files.sort();
        Ok::<_, Error>(files)
    };
    let read = |path: &PathBuf| {
        fs::read_to_string(path).map_err(|cause| Error::io("read the lexicon", path, &cause))
    };
    let files = below("lexicon")?;
    let rules = below("rules")?;
    let mut sum = Sha256::new();
    for (name, path) in files.iter().chain(&rules) {
        for part in [name, &read(path)?] {
            sum.update((part.len() as u64).to_le_bytes());
            sum.update(part);
        }
    }
    write("files.rs", listed(files.iter().chain(&rules)).as_bytes())?;
    let model = root.join("lexicon/model/names.bin");
    sum.update(fs::read(&model).map_err(|cause| Error::io("read the model of names", &model, &cause))?);
    write("own.sum", &sum.finalize())?;
    let schema = root.join(SCHEMA);
    let mut lexicon = LexiconBuilder::new(Schema::parse(SCHEMA, &read(&schema)?)?);
    for (name, path) in files.iter().filter(|(name, _)| name != SCHEMA) {
        lexicon.add(name, &read(path)?, false)?;
    }
    let lexicon = lexicon.build()?;
    write("lexicon.bin", &lexicon.to_bytes()?)?;
    let tables = tables(&rules);
    let mut set = RuleSetBuilder::new(&tables);
    for (name, path) in &rules {
        set.add(name, &read(path)?, false)?;
    }
    write("rules.bin", &set.build_unread(&lexicon)?.to_bytes()?)
}

/// The files as an array of their names and texts.
fn listed<'f>(files: impl Iterator<Item = &'f (String, PathBuf)>) -> String {
    let one = |(name, path): &(String, PathBuf)| format!("({name:?}, include_str!({path:?})),\n");
    format!("[{}]", files.map(one).collect::<String>())
}

/// The table of a rule: the folder below that of all rules. What all rules share stands in none.
fn table_of(name: &str) -> Option<&str> {
    name.split('/').nth(1).filter(|folder| !folder.ends_with(".toml"))
}

/// The tables that rules have, by their folders: what a rule can mean is looked at when an engine is made.
fn tables(rules: &[(String, PathBuf)]) -> Vec<RuleTable> {
    let folders: BTreeSet<&str> = rules.iter().filter_map(|(name, _)| table_of(name)).collect();
    let table = |name: &str| {
        let name: &'static str = name.to_owned().leak();
        RuleTable { name, rows: name, readings: &[] }
    };
    folders.into_iter().map(table).collect()
}

/// The TOML files below a folder, with the names that messages give them.
fn collect(folder: &Path, name: &str, files: &mut Vec<(String, PathBuf)>) -> Result<()> {
    let unreadable = |cause| Error::io("read the lexicon", folder, &cause);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let Some(part) = path.file_name().and_then(|part| part.to_str()) else { continue };
        let name = format!("{name}/{part}");
        if path.is_dir() {
            collect(&path, &name, files)?;
        } else if path.extension().is_some_and(|end| end == "toml") {
            files.push((name, path));
        }
    }
    Ok(())
}
