//! An instrument as an Akoma Ntoso 3.0 document (OASIS LegalDocML, akn-core-v1.0).

use super::model::{Clause, Instrument};
use crate::xml::escape;
use std::io::{self, Write};

const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
/// The day of documents whose date nobody states; the schema wants one.
const NO_DATE: &str = "0001-01-01";

/// Writes the document.
pub(super) fn write(instrument: &Instrument, out: &mut impl Write) -> io::Result<()> {
    // Articles make an act; what is only numbered stays a plain document.
    let act = instrument.clauses.iter().any(|clause| matches!(kind(clause), "art" | "principle"));
    let (root, body) = if act { ("act", "body") } else { ("doc", "mainBody") };
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<akomaNtoso xmlns=\"{NAMESPACE}\">")?;
    writeln!(out, " <{root} name=\"{root}\" contains=\"originalVersion\">")?;
    meta(instrument, out)?;
    if let Some(title) = &instrument.title {
        writeln!(out, "  <preface><p><docTitle>{}</docTitle></p></preface>", escape(title))?;
    }
    around(instrument, "preamble", "preamble", out)?;
    writeln!(out, "  <{body}>")?;
    // Elements to close are on the same stack as those to come, so that depth costs no recursion.
    let item = |at: &&usize| instrument.clauses.get(**at).is_some_and(|clause| clause.kind == "item");
    let roots = instrument.roots.iter().filter(item);
    let mut open: Vec<Step<'_>> = roots.rev().map(|&at| Step::Open(at, 3)).collect();
    while let Some(step) = open.pop() {
        match step {
            Step::Write(text) => out.write_all(text.as_bytes())?,
            Step::Loose(clause, n, range, depth) => {
                let indent = " ".repeat(depth);
                writeln!(out, "{indent}<alinea eId=\"{}__alinea_{n}\"><content>", escape(&clause.eid))?;
                paragraphs(clause, range, depth + 1, out)?;
                writeln!(out, "{indent}</content></alinea>")?;
            }
            Step::Tail(clause, range, depth) => {
                writeln!(out, "{}<wrapUp>", " ".repeat(depth))?;
                paragraphs(clause, range, depth + 1, out)?;
                writeln!(out, "{}</wrapUp>", " ".repeat(depth))?;
            }
            Step::Open(at, depth) => {
                if let Some(clause) = instrument.clauses.get(at) {
                    element(instrument, clause, depth, &mut open, out)?;
                }
            }
        }
    }
    writeln!(out, "  </{body}>")?;
    around(instrument, "signature", "conclusions", out)?;
    writeln!(out, " </{root}>\n</akomaNtoso>")
}

/// The clauses of a kind that stand around the body, as one element.
fn around(instrument: &Instrument, kind: &str, element: &str, out: &mut impl Write) -> io::Result<()> {
    let mut clauses = instrument.clauses.iter().filter(|clause| clause.kind == kind).peekable();
    if clauses.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "  <{element}>")?;
    for clause in clauses {
        paragraphs(clause, (clause.start, clause.end), 3, out)?;
    }
    writeln!(out, "  </{element}>")
}

/// What is still to be written.
enum Step<'a> {
    /// A clause, at a depth.
    Open(usize, usize),
    /// Words between two parts of a clause.
    Loose(&'a Clause, usize, (usize, usize), usize),
    /// Words behind its last part.
    Tail(&'a Clause, (usize, usize), usize),
    /// The end of an element.
    Write(String),
}

/// Opens a clause's element; the rest of it goes on the stack.
fn element<'a>(
    instrument: &'a Instrument,
    clause: &'a Clause,
    depth: usize,
    open: &mut Vec<Step<'a>>,
    out: &mut impl Write,
) -> io::Result<()> {
    let indent = " ".repeat(depth);
    let (name, attribute) = name(clause);
    writeln!(out, "{indent}<{name} eId=\"{}\"{attribute}>", escape(&clause.eid))?;
    writeln!(out, "{indent} <num>{}</num>", escape(&clause.label))?;
    if let Some(heading) = &clause.heading {
        writeln!(out, "{indent} <heading>{}</heading>", escape(heading))?;
    }
    let parts: Vec<&Clause> = clause.children.iter().filter_map(|&at| instrument.clauses.get(at)).collect();
    let own = own(clause, parts.first().map_or(clause.end, |part| part.start));
    let Some(last) = parts.last() else {
        writeln!(out, "{indent} <content>")?;
        paragraphs(clause, own, depth + 2, out)?;
        return writeln!(out, "{indent} </content>\n{indent}</{name}>");
    };
    if says(clause, own) {
        writeln!(out, "{indent} <intro>")?;
        paragraphs(clause, own, depth + 2, out)?;
        writeln!(out, "{indent} </intro>")?;
    }
    let mut steps = Vec::new();
    for (n, (&at, part)) in clause.children.iter().zip(&parts).enumerate() {
        steps.push(Step::Open(at, depth + 1));
        let behind = parts.get(n + 1).map(|next| (part.end, next.start));
        if let Some(range) = behind.filter(|range| says(clause, *range)) {
            steps.push(Step::Loose(clause, n + 1, range, depth + 1));
        }
    }
    let tail = (last.end, clause.end);
    if says(clause, tail) {
        steps.push(Step::Tail(clause, tail, depth + 1));
    }
    steps.push(Step::Write(format!("{indent}</{name}>\n")));
    open.extend(steps.into_iter().rev());
    Ok(())
}

/// The words of a clause before `until`, without its label, the mark behind it and its heading.
fn own(clause: &Clause, until: usize) -> (usize, usize) {
    let marks =
        |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '−' | '‐' | 'ـ' | ')' | '.' | ':');
    let mut from = clause.text.find(&clause.label).map_or(0, |at| at + clause.label.len());
    let behind = |from: usize| {
        let rest = clause.text.get(from..).unwrap_or_default();
        from + rest.len() - rest.trim_start_matches(marks).len()
    };
    from = behind(from);
    if let Some(heading) = &clause.heading
        && clause.text.get(from..).is_some_and(|rest| rest.starts_with(heading.as_str()))
    {
        from = behind(from + heading.len());
    }
    let until = until.max(clause.start);
    ((clause.start + from).min(until), until)
}

/// The slice of a clause between two bytes of the document.
fn slice(clause: &Clause, (from, until): (usize, usize)) -> &str {
    let place = |at: usize| at.saturating_sub(clause.start);
    clause.text.get(place(from)..place(until)).unwrap_or_default()
}

/// Whether words stand there, and not only spaces and marks.
fn says(clause: &Clause, range: (usize, usize)) -> bool {
    slice(clause, range).contains(char::is_alphanumeric)
}

/// One `p` for each line, with references as links; an empty one where there is nothing.
fn paragraphs(clause: &Clause, range: (usize, usize), depth: usize, out: &mut impl Write) -> io::Result<()> {
    let indent = " ".repeat(depth);
    let mut at = range.0;
    let mut written = false;
    for line in slice(clause, range).split_inclusive(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        let text = line.trim();
        if text.contains(char::is_alphanumeric) {
            let start = at + line.len() - line.trim_start().len();
            writeln!(out, "{indent}<p>{}</p>", linked(clause, text, start))?;
            written = true;
        }
        at += line.len();
    }
    if written { Ok(()) } else { writeln!(out, "{indent}<p/>") }
}

/// A line whose first byte is `start`, with its references as links.
fn linked(clause: &Clause, text: &str, start: usize) -> String {
    let mut out = String::new();
    let mut done = 0;
    let first = clause.links.partition_point(|(from, ..)| *from < start);
    for (from, until, eid) in clause.links.iter().skip(first) {
        let (Some(from), Some(until)) = (from.checked_sub(start), until.checked_sub(start)) else { continue };
        let (Some(before), Some(words)) = (text.get(done..from), text.get(from..until)) else { break };
        out.push_str(&escape(before));
        out.push_str(&format!("<ref href=\"#{}\">{}</ref>", escape(eid), escape(words)));
        done = until;
    }
    out + &escape(text.get(done..).unwrap_or_default())
}

/// The kind of a clause, from the last part of its path.
fn kind(clause: &Clause) -> &str {
    let own = clause.eid.rsplit("__").next().unwrap_or_default();
    own.split('_').next().unwrap_or_default()
}

/// The element of a clause, and the attribute that says what a general one is.
fn name(clause: &Clause) -> (&'static str, String) {
    let known = match kind(clause) {
        "book" => "book",
        "title" => "title",
        "part" => "part",
        "chp" => "chapter",
        "sec" => "section",
        "subsec" => "subsection",
        "art" | "principle" => "article",
        "para" => "paragraph",
        "point" | "subpoint" => "point",
        "indent" => "indent",
        other => return ("hcontainer", format!(" name=\"{}\"", escape(other))),
    };
    (known, String::new())
}

/// Who made the document and what it is a copy of, as far as that is known.
fn meta(instrument: &Instrument, out: &mut impl Write) -> io::Result<()> {
    let place = format!("/akn/xx/{}/{}", address(&instrument.doc_id), address(&instrument.list_id));
    let (date, named) = match &instrument.date {
        Some(date) => (date.as_str(), "reference"),
        None => (NO_DATE, "unknown"),
    };
    writeln!(out, "  <meta>\n   <identification source=\"#jadval\">")?;
    for (level, ending, last) in [
        ("FRBRWork", "", "    <FRBRcountry value=\"xx\"/>\n"),
        ("FRBRExpression", "/fas", "    <FRBRlanguage language=\"fas\"/>\n"),
        ("FRBRManifestation", "/fas.xml", ""),
    ] {
        writeln!(
            out,
            "   <{level}>\n    <FRBRthis value=\"{place}{ending}/!main\"/>\n    <FRBRuri value=\"{place}{ending}\"/>\n    \
             <FRBRdate date=\"{date}\" name=\"{named}\"/>\n    <FRBRauthor href=\"#jadval\"/>\n{last}   </{level}>"
        )?;
    }
    writeln!(
        out,
        "   </identification>\n   <references source=\"#jadval\">\n    \
         <TLCOrganization eId=\"jadval\" href=\"/akn/ontology/organization/jadval\" showAs=\"jadval\"/>\n   \
         </references>\n  </meta>"
    )
}

/// A name as a part of an address.
fn address(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
