//! The one door: bytes in, a text layer out.

use super::kind::Format;
use super::layer::Layer;
use crate::source::{Defect, Encoding, decode};

/// Reads a file of any format that is known, told by its content. `limit` is the most bytes that anything inside it may come to
/// when it is unpacked; `encoding` is that of plain text and web pages, where the caller knows it.
///
/// ```
/// let page = "<!DOCTYPE html><title>خبر</title><article><h1>خبر</h1><p>ده نفر آمدند.</p></article>";
/// let (format, layer) = jadval::source::format::read(page.as_bytes(), None, 1 << 20)?;
/// assert_eq!((format.name(), layer.text.as_str()), ("html", "خبر\n\nده نفر آمدند.\n"));
/// # Ok::<(), jadval::source::Defect>(())
/// ```
///
/// # Errors
/// A [`Defect`] for what cannot be read, with its code: `unsupported-format`, `encrypted`, `no-text-layer`, `garbled-font`,
/// `too-large`, `broken-file`, and those of [`decode`].
pub fn read(bytes: &[u8], encoding: Option<Encoding>, limit: u64) -> Result<(Format, Layer), Defect> {
    let format = Format::of_content(bytes);
    let layer = match format {
        #[cfg(feature = "html")]
        Some(Format::Html) => super::html::read(bytes, encoding)?,
        #[cfg(feature = "office")]
        Some(Format::Docx) => super::office::docx(bytes, limit)?,
        #[cfg(feature = "office")]
        Some(Format::Odt) => super::office::odt(bytes, limit)?,
        #[cfg(all(feature = "office", feature = "html"))]
        Some(Format::Epub) => super::office::epub(bytes, limit)?,
        Some(Format::Rtf) => super::rtf::read(bytes)?,
        #[cfg(feature = "pdf")]
        Some(Format::Pdf) => super::pdf::read(bytes)?,
        Some(format) => return Err(unsupported(format.name())),
        None => plain(bytes, encoding)?,
    };
    // Not asked for by every reader.
    let _ = limit;
    Ok((format.unwrap_or(Format::Text), layer))
}

/// Plain text, or why it is none.
fn plain(bytes: &[u8], encoding: Option<Encoding>) -> Result<Layer, Defect> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(old_office(bytes));
    }
    let decoded = decode(bytes, encoding)?;
    Ok(Layer { text: decoded.text, encoding: decoded.encoding, is_file: decoded.is_utf8, ..Layer::default() })
}

/// What Office wrote before 2007, and what it still wraps encrypted documents in.
fn old_office(bytes: &[u8]) -> Defect {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &name).is_some() {
        let message = "expected a document that can be read, found one that is encrypted with a password";
        return Defect::new("encrypted", message).at(0);
    }
    let message = "expected a document that can be read, found an old Office file; save it as .docx first";
    Defect::new("unsupported-format", message).at(0)
}

fn unsupported(name: &str) -> Defect {
    let message = format!(
        "expected a document that this program can read, found a {} file, whose reader it was built without",
        name.to_uppercase()
    );
    Defect::new("unsupported-format", message).at(0)
}
