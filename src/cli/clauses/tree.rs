//! An instrument for people: labels and headings, sentences, and what each provides.

use super::super::grid::cut;
use super::model::{Clause, Instrument, Provision};
use std::io::{self, Write};

/// Writes one instrument as an indented tree.
pub(super) fn write(
    instrument: &Instrument,
    width: usize,
    out: &mut impl Write,
    bold: impl Fn(&str) -> String,
) -> io::Result<()> {
    let title =
        instrument.title.as_deref().map_or_else(|| "(no title)".to_owned(), |title| cut(title, width));
    writeln!(out, "{}", bold(&title))?;
    writeln!(out, "{}, {}", instrument.doc_id, instrument.list_id)?;
    // Depth first, without recursion: documents may nest as deep as they like.
    let mut open: Vec<(usize, usize)> = instrument.roots.iter().rev().map(|&at| (at, 1)).collect();
    while let Some((at, depth)) = open.pop() {
        let Some(clause) = instrument.clauses.get(at) else { continue };
        one(clause, depth, width, out)?;
        open.extend(clause.children.iter().rev().map(|&child| (child, depth + 1)));
    }
    Ok(())
}

fn one(clause: &Clause, depth: usize, width: usize, out: &mut impl Write) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    let name = if clause.label.is_empty() { &clause.kind } else { &clause.label };
    match &clause.heading {
        Some(heading) => writeln!(out, "{indent}{name}: {}", cut(heading, width))?,
        None => writeln!(out, "{indent}{name}")?,
    }
    if clause.kind != "item" {
        writeln!(out, "{indent}    {}", cut(&clause.text, width))?;
    }
    for provision in &clause.provisions {
        writeln!(out, "{indent}    {}", cut(&provision.text, width))?;
        let facts = facts(provision);
        if !facts.is_empty() {
            writeln!(out, "{indent}    = {}", facts.join("; "))?;
        }
    }
    Ok(())
}

/// What a sentence provides; nothing of one that only states something.
fn facts(provision: &Provision) -> Vec<String> {
    let mut out = Vec::new();
    if provision.modality != "statement" {
        out.push(provision.modality.clone());
    }
    for role in ["obligor", "recipient", "supervisor"] {
        let names: Vec<&str> =
            provision.parties.iter().filter(|(is, _)| is == role).map(|(_, name)| name.as_str()).collect();
        if !names.is_empty() {
            out.push(format!("{role}: {}", names.join("، ")));
        }
    }
    let values = [
        ("from", &provision.effective),
        ("by", &provision.deadline),
        ("for", &provision.duration),
        ("condition:", &provision.condition),
    ];
    out.extend(values.iter().filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?))));
    out.iter().map(|fact| cut(fact, 0)).collect()
}
