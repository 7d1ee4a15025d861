//! Electronic books: web pages in an order.

use super::package::{Package, resolve};
use super::xml::{Node, Xml};
use crate::language::Language;
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::source::format::html::chapter;
use crate::source::format::layer::{Layer, LayerBuilder};
use crate::source::format::metadata::day_of;
use crate::source::format::taking::Taking;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Reads a book, whose parts may come to so many bytes as is allowed.
///
/// # Errors
/// `encrypted`, `too-large`, `broken-file`.
pub(in crate::source::format) fn read(
    bytes: &[u8],
    taking: &Taking<'_>,
    allowance: &Allowance<'_>,
) -> Result<Layer, Defect> {
    let mut package = Package::open(bytes, taking.limit, allowance)?;
    let missing = |what: &str| Defect::new("broken-file", format!("expected a book with {what}, found none"));
    let container =
        package.part("META-INF/container.xml")?.ok_or_else(|| missing("META-INF/container.xml"))?;
    let root = root_of(&container, allowance)?.ok_or_else(|| missing("a root file"))?;
    let opf = package.part(&root)?.ok_or_else(|| missing(&root))?;
    let book = Book::read(&opf, &root, allowance)?;
    let mut layer = LayerBuilder::of(taking.parts, allowance);
    for name in &book.chapters {
        if let Some(text) = package.part(name)? {
            chapter(&text, &Arc::from(name.as_str()), &mut layer, allowance)?;
            package.dropped(text);
        }
    }
    let mut layer = layer.finish()?;
    layer.title = book.title;
    layer.published = book.date.as_deref().and_then(day_of);
    layer.structure.language = book.language.as_deref().and_then(Language::of_tag);
    Ok(layer)
}

fn root_of(container: &str, allowance: &Allowance<'_>) -> Result<Option<String>, Defect> {
    let mut xml = Xml::new(container, "META-INF/container.xml", allowance);
    while let Some(node) = xml.next()? {
        if let Node::Start(tag) = node
            && tag.name().ends_with("rootfile")
        {
            return Ok(tag.get("full-path"));
        }
    }
    Ok(None)
}

/// What the package file of a book says.
#[derive(Default)]
struct Book {
    chapters: Vec<String>,
    title: Option<String>,
    date: Option<String>,
    language: Option<String>,
}

impl Book {
    fn read(opf: &str, name: &str, allowance: &Allowance<'_>) -> Result<Self, Defect> {
        let (mut xml, mut book) = (Xml::new(opf, name, allowance), Self::default());
        let (mut pages, mut inside) = (FxHashMap::default(), String::new());
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(tag) => {
                    inside = tag.name();
                    if inside.ends_with("itemref") {
                        // What is not linear is beside the book: covers, notes, its table of contents.
                        let is_linear = tag.get("linear").as_deref() != Some("no");
                        let page = tag.get("idref").and_then(|id| pages.get(&id).cloned());
                        let page = page.filter(|_| is_linear);
                        allowance.hold(page.as_ref().map_or(0, String::len));
                        book.chapters.extend(page);
                    } else if inside.ends_with("item")
                        && let (Some(id), Some(target)) = (tag.get("id"), tag.get("href"))
                        && tag.get("media-type").is_some_and(|of| of.contains("html"))
                        && !tag.get("properties").is_some_and(|of| of.split(' ').any(|one| one == "nav"))
                    {
                        pages.insert(id, resolve(name, &unescaped(&target)));
                    }
                }
                Node::End(_) => inside.clear(),
                Node::Text(text) => match inside.as_str() {
                    "dc:title" if book.title.is_none() => book.title = Some(text.trim().to_owned()),
                    "dc:language" if book.language.is_none() => book.language = Some(text.trim().to_owned()),
                    "dc:date" if book.date.is_none() => book.date = Some(text.trim().to_owned()),
                    _ => {}
                },
            }
        }
        Ok(book)
    }
}

/// A path without its `%20`.
fn unescaped(path: &str) -> String {
    let (mut out, mut rest) = (Vec::new(), path.as_bytes());
    while let Some((&byte, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| byte == b'%') {
            Some(escaped) => {
                out.push(escaped);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                out.push(byte);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
