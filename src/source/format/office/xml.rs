//! XML, event by event.

use crate::source::Defect;
use crate::source::allowance::Allowance;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// An event; names are local ones behind their prefix as it is written, which these formats never vary.
pub(super) enum Node<'x> {
    Start(Tag<'x>),
    End(String),
    Text(Cow<'x, str>),
}

/// The start of an element.
pub(super) struct Tag<'x>(BytesStart<'x>);

/// Reads a part.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    part: &'x str,
    allowance: &'x Allowance<'x>,
}

impl<'x> Xml<'x> {
    /// Reads the text of a part of this name, as far as it is allowed.
    pub(super) fn new(text: &'x str, part: &'x str, allowance: &'x Allowance<'x>) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Self { reader, part, allowance }
    }

    /// Bytes that are behind.
    pub(super) fn at(&self) -> u32 {
        u32::try_from(self.reader.buffer_position()).unwrap_or(u32::MAX)
    }

    /// The next event.
    ///
    /// # Errors
    /// `broken-file` for what is no XML, `timeout` and `too-dense`.
    pub(super) fn next(&mut self) -> Result<Option<Node<'x>>, Defect> {
        loop {
            let before = self.reader.buffer_position();
            let event = self.reader.read_event().map_err(|cause| {
                let at = self.reader.error_position();
                let message = format!("expected XML in {}, found at its byte {at}: {cause}", self.part);
                Defect::new("broken-file", message)
            })?;
            let length = self.reader.buffer_position().saturating_sub(before);
            self.allowance.ask_after(usize::try_from(length).unwrap_or(usize::MAX))?;
            return Ok(Some(match event {
                Event::Start(tag) | Event::Empty(tag) => Node::Start(Tag(tag)),
                Event::End(tag) => Node::End(tag.name().as_ref().to_owned()),
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(name) => Node::Text(Cow::Owned(referred(&name))),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }
}

impl Tag<'_> {
    /// Its name with the prefix.
    pub(super) fn name(&self) -> String {
        self.0.name().as_ref().to_owned()
    }

    /// The value of the attribute of this local name.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|found| found.key.local_name().as_ref() == name)?;
        let raw = found.value;
        let mut out = String::with_capacity(raw.len());
        let mut rest: &str = &raw;
        while let Some((before, behind)) = rest.split_once('&') {
            out.push_str(before);
            match behind.split_once(';') {
                Some((name, behind)) => {
                    out.push_str(&referred(name));
                    rest = behind;
                }
                None => rest = behind,
            }
        }
        out.push_str(rest);
        Some(out)
    }

    /// A number.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether a switch is on: it is where nothing says otherwise.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// What a reference stands for; nothing where that is not known.
fn referred(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    });
    match (name, number.and_then(char::from_u32)) {
        (_, Some(c)) => c.to_string(),
        ("amp", _) => "&".to_owned(),
        ("lt", _) => "<".to_owned(),
        ("gt", _) => ">".to_owned(),
        ("quot", _) => "\"".to_owned(),
        ("apos", _) => "'".to_owned(),
        _ => String::new(),
    }
}
