//! The parts of a Word document, and how they become one layer.

use super::super::item::{Item, append};
use super::super::package::{Package, resolve};
use super::super::xml::{Node as Event, Xml};
use super::body::Reader;
use super::numbering::Numbering;
use super::styles::Styles;
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::source::format::layer::{Layer, LayerBuilder};
use crate::source::format::metadata::day_of;
use crate::source::format::numbering::is_persian;
use crate::source::format::taking::Taking;
use rustc_hash::FxHashMap;

/// Reads a document, whose parts may come to so many bytes as is allowed.
///
/// # Errors
/// `encrypted`, `too-large`, `broken-file`.
pub(in crate::source::format) fn read(
    bytes: &[u8],
    taking: &Taking<'_>,
    allowance: &Allowance<'_>,
) -> Result<Layer, Defect> {
    let mut package = Package::open(bytes, taking.limit, allowance)?;
    let main = related(&mut package, "", "/officeDocument", allowance)?.into_iter().next();
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    let body = package.needed(&main, "a Word document")?;
    let mut parts = |kind: &str| -> Result<Vec<(String, String)>, Defect> {
        let mut out = Vec::new();
        for name in related(&mut package, &main, kind, allowance)? {
            if let Some(text) = package.part(&name)? {
                out.push((name, text));
            }
        }
        Ok(out)
    };
    let styles = parts("/styles")?
        .pop()
        .map(|(_, text)| Styles::read(&text, allowance))
        .transpose()?
        .unwrap_or_default();
    let numbering =
        parts("/numbering")?.pop().map(|(_, text)| Numbering::read(&text, allowance)).transpose()?;
    let mut numbering = numbering.unwrap_or_default();
    numbering.is_persian = is_persian(&body);
    let (footnotes, endnotes) = (parts("/footnotes")?, parts("/endnotes")?);
    let furniture = [parts("/header")?, parts("/footer")?].concat();
    let revisions = taking.revisions;
    let mut reader = Reader { styles: &styles, numbering: &mut numbering, revisions, allowance };
    let read = reader.read(&body, &main, false)?;
    package.dropped(body);
    let body = read;
    let mut notes = FxHashMap::default();
    for (kind, parts) in [("footnotes", &footnotes), ("endnotes", &endnotes)] {
        for (name, text) in parts {
            for (id, items) in reader.read(text, name, true)?.notes {
                notes.entry((kind, id)).or_insert(items);
            }
        }
    }
    let mut layer = LayerBuilder::of(taking.parts, allowance);
    append(body.items, &mut layer, allowance);
    for reference in body.references {
        allowance.ask()?;
        if let Some(items) = notes.remove(&reference) {
            append(items, &mut layer, allowance);
        }
    }
    for (name, text) in &furniture {
        let words = words_of(&reader.read(text, name, false)?.items);
        layer.furniture(&words);
    }
    let mut layer = layer.finish()?;
    describe(&mut package, &mut layer, allowance)?;
    Ok(layer)
}

/// The parts of a kind that a part names in its relations, in order.
fn related(
    package: &mut Package<'_>,
    part: &str,
    kind: &str,
    allowance: &Allowance<'_>,
) -> Result<Vec<String>, Defect> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let relations = format!("{folder}_rels/{name}.rels");
    let Some(text) = package.part(&relations)? else { return Ok(Vec::new()) };
    let (mut xml, mut out) = (Xml::new(&text, &relations, allowance), Vec::new());
    while let Some(event) = xml.next()? {
        if let Event::Start(tag) = event
            && tag.get("Type").is_some_and(|of| of.ends_with(kind))
            && tag.get("TargetMode").as_deref() != Some("External")
            && let Some(target) = tag.get("Target")
        {
            out.push(resolve(part, &target));
        }
    }
    out.sort();
    Ok(out)
}

/// The words of heads and feet of pages.
fn words_of(items: &[Item]) -> String {
    let words = items.iter().filter_map(|item| match item {
        Item::Paragraph(paragraph) => Some(paragraph.text.trim()),
        Item::Table { .. } => None,
    });
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" | ")
}

/// Takes title, day and program from what the document says of itself.
fn describe(package: &mut Package<'_>, layer: &mut Layer, allowance: &Allowance<'_>) -> Result<(), Defect> {
    for part in ["docProps/core.xml", "docProps/app.xml"] {
        let Some(text) = package.part(part)? else { continue };
        let (mut xml, mut inside) = (Xml::new(&text, part, allowance), String::new());
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(tag) => inside = tag.name(),
                Event::End(_) => inside.clear(),
                Event::Text(text) => match inside.as_str() {
                    "dc:title" => {
                        layer.title = Some(text.trim().to_owned()).filter(|title| !title.is_empty())
                    }
                    "dcterms:created" => layer.published = day_of(&text),
                    "Application" => layer.producer = Some(text.into_owned()),
                    _ => {}
                },
            }
        }
    }
    Ok(())
}
