//! The one door: bytes in, a text layer out.

use super::kind::Format;
use super::layer::Layer;
use super::sheet::{Sheet, delimited, layer};
use super::taking::Taking;
use crate::source::allowance::Allowance;
use crate::source::{Decoded, Defect, decode_within};

/// Reads a file of any format that is known, told by its content; where that could be any text, `named` decides: what its name
/// says that it is.
///
/// ```
/// use jadval::source::format::{Format, Taking, read};
///
/// let page = "<!DOCTYPE html><title>خبر</title><article><h1>خبر</h1><p>ده نفر آمدند.</p></article>";
/// let (format, layer) = read(page.as_bytes(), Format::Other, &Taking::up_to(1 << 20))?;
/// assert_eq!((format.name(), layer.text.as_str()), ("html", "خبر\n\nده نفر آمدند.\n"));
/// # Ok::<(), jadval::source::Defect>(())
/// ```
///
/// # Errors
/// A [`Defect`] for what cannot be read, with its code: `unsupported-format`, `encrypted`, `no-text-layer`, `garbled-font`,
/// `too-large`, `broken-file`, `bad-csv`, `timeout` and `too-dense` where more is wanted than `taking` allows, and those of
/// [`decode`](crate::source::decode).
pub fn read(bytes: &[u8], named: Format, taking: &Taking<'_>) -> Result<(Format, Layer), Defect> {
    let allowance = Allowance::of(taking.limits, bytes.len());
    allowance.ask_now()?;
    let format = told(bytes, named);
    let layer = match format {
        #[cfg(feature = "html")]
        Some(Format::Html) => super::html::read(bytes, taking, &allowance)?,
        #[cfg(feature = "office")]
        Some(Format::Docx) => super::office::docx(bytes, taking, &allowance)?,
        #[cfg(feature = "office")]
        Some(Format::Odt) => super::office::odt(bytes, taking, &allowance)?,
        #[cfg(all(feature = "office", feature = "html"))]
        Some(Format::Epub) => super::office::epub(bytes, taking, &allowance)?,
        Some(Format::Rtf) => super::rtf::read(bytes, taking, &allowance)?,
        #[cfg(feature = "pdf")]
        Some(Format::Pdf) => super::pdf::read(bytes, taking, &allowance)?,
        Some(Format::Csv | Format::Tsv) => {
            let Decoded { text, encoding, .. } = decode_within(bytes, taking.encoding, &allowance)?;
            allowance.hold(text.len());
            let sheet = delimited(&text, format == Some(Format::Tsv), &allowance)?;
            allowance.free(text.len());
            drop(text);
            Layer { encoding, ..layer(&[sheet], false, &allowance)? }
        }
        #[cfg(feature = "office")]
        Some(Format::Xlsx | Format::Ods) => {
            let sheets = sheets(bytes, taking.limit, &allowance)?;
            layer(&sheets, sheets.len() > 1, &allowance)?
        }
        Some(Format::Zip)
            if matches!(named, Format::Docx | Format::Odt | Format::Epub | Format::Xlsx | Format::Ods) =>
        {
            let name = named.name();
            let message = format!(
                "expected the parts of a file of {name}, found a ZIP file without them: it may be cut off"
            );
            return Err(Defect::new("broken-file", message));
        }
        Some(Format::Zip | Format::Tar | Format::Parquet) => {
            let message = format!(
                "expected one document, found a {} file of several",
                format.map_or("", Format::name).to_uppercase()
            );
            return Err(Defect::new("unsupported-format", message));
        }
        Some(format) => return Err(unsupported(format.name())),
        None => plain(bytes, taking, &allowance)?,
    };
    Ok((format.unwrap_or(Format::Text), layer))
}

/// What bytes are, by themselves or by their name.
fn told(bytes: &[u8], named: Format) -> Option<Format> {
    Format::of_content(bytes).or_else(|| {
        let is_text = matches!(named, Format::Html | Format::Csv | Format::Tsv);
        Some(named).filter(|_| is_text && !bytes.starts_with(OLD_OFFICE))
    })
}

/// The sheets of a workbook.
///
/// # Errors
/// As [`read`].
#[cfg(feature = "office")]
pub(in crate::source) fn sheets(
    bytes: &[u8],
    limit: u64,
    allowance: &Allowance<'_>,
) -> Result<Vec<Sheet>, Defect> {
    match Format::of_content(bytes) {
        Some(Format::Ods) => super::office::ods(bytes, limit, allowance),
        _ => super::office::xlsx(bytes, limit, allowance),
    }
}

/// What Office wrote before 2007 begins so, and what it still wraps encrypted documents in.
const OLD_OFFICE: &[u8] = b"\xD0\xCF\x11\xE0";

/// Plain text, or why it is none.
fn plain(bytes: &[u8], taking: &Taking<'_>, allowance: &Allowance<'_>) -> Result<Layer, Defect> {
    if bytes.starts_with(OLD_OFFICE) {
        return Err(old_office(bytes));
    }
    let decoded = decode_within(bytes, taking.encoding, allowance)?;
    Ok(Layer { text: decoded.text, encoding: decoded.encoding, is_file: decoded.is_utf8, ..Layer::default() })
}

fn old_office(bytes: &[u8]) -> Defect {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &name).is_some() {
        return Defect::encrypted(false).at(0);
    }
    let message =
        "expected a document that can be read, found an old Office file; save it as .docx, or .xlsx, first";
    Defect::new("unsupported-format", message).at(0)
}

fn unsupported(name: &str) -> Defect {
    let message = format!(
        "expected a document that this program can read, found a {} file, whose reader it was built without",
        name.to_uppercase()
    );
    Defect::new("unsupported-format", message).at(0)
}
