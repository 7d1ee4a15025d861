//! The parts of a text document of OpenDocument.

use super::super::item::append;
use super::super::package::Package;
use super::super::xml::{Node, Xml};
use super::body;
use super::lists::Lists;
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::source::format::layer::{Layer, LayerBuilder};
use crate::source::format::metadata::day_of;
use crate::source::format::numbering::is_persian;
use crate::source::format::taking::Taking;

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
    let content = package.open_document("a document", taking.password.is_some())?;
    let mut lists = Lists::default();
    lists.is_persian = is_persian(&content);
    if let Some(styles) = package.part("styles.xml")? {
        lists.read(&styles, "styles.xml", allowance)?;
    }
    lists.read(&content, "content.xml", allowance)?;
    let body = body::read(&content, &mut lists, taking.revisions, allowance)?;
    package.dropped(content);
    let mut layer = LayerBuilder::of(taking.parts, allowance);
    append(body.items, &mut layer, allowance);
    append(body.notes, &mut layer, allowance);
    let mut layer = layer.finish()?;
    if let Some(meta) = package.part("meta.xml")? {
        describe(&meta, &mut layer, allowance)?;
    }
    Ok(layer)
}

fn describe(meta: &str, layer: &mut Layer, allowance: &Allowance<'_>) -> Result<(), Defect> {
    let (mut xml, mut inside) = (Xml::new(meta, "meta.xml", allowance), String::new());
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) => inside = tag.name(),
            Node::End(_) => inside.clear(),
            Node::Text(text) => match inside.as_str() {
                "dc:title" => layer.title = Some(text.trim().to_owned()).filter(|title| !title.is_empty()),
                "meta:creation-date" => layer.published = day_of(&text),
                "meta:generator" => layer.producer = Some(text.into_owned()),
                _ => {}
            },
        }
    }
    Ok(())
}
