//! Small documents of every format, and what is made to break their readers.

use bytes::Bytes;
use jadval::source::Format;
use std::io::{Cursor, Read, Write};
use std::sync::Arc;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A document and what its name would say that it is.
pub(super) struct Sample {
    pub(super) name: &'static str,
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
}

/// Packs parts in their order; the part `mimetype` stays as it is.
pub(super) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = match *name {
            "mimetype" => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("a part");
        archive.write_all(bytes).expect("bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

/// The parts of an archive.
pub(super) fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).ok()?;
        parts.push((part.name().ok()?.into_owned(), bytes));
    }
    Some(parts)
}

pub(super) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

const DOCUMENT: &str = r#"<w:document><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>گزارش باغ</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>هر سال ۴۰ درخت کاشته می‌شود.</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">در </w:t></w:r><w:del><w:r><w:delText>۳</w:delText></w:r></w:del><w:ins><w:r><w:t>۷</w:t></w:r></w:ins>
<w:r><w:t> مهر ۱۴۰۰ باران آمد.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>میوه</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>وزن</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>سیب</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>۱۲</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;

fn docx() -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", br#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#),
        ("word/document.xml", DOCUMENT.as_bytes()),
        ("word/_rels/document.xml.rels", br#"<Relationships><Relationship Id="a" Type="x/numbering" Target="numbering.xml"/>
<Relationship Id="b" Type="x/footnotes" Target="footnotes.xml"/><Relationship Id="c" Type="x/styles" Target="styles.xml"/></Relationships>"#),
        ("word/numbering.xml", br#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#),
        ("word/footnotes.xml", "<w:footnotes><w:footnote w:id=\"2\"><w:p><w:r><w:t>یک ماه زودتر.</w:t></w:r></w:p></w:footnote></w:footnotes>".as_bytes()),
        ("word/styles.xml", br#"<w:styles><w:style w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>"#),
    ])
}

fn odt() -> Vec<u8> {
    package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", "<office:text><text:h text:outline-level=\"1\">باغ</text:h><text:list><text:list-item><text:p>یک درخت</text:p>\
</text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>سیب</text:p></table:table-cell>\
<table:table-cell table:number-columns-spanned=\"2\"><text:p>۵</text:p></table:table-cell></table:table-row></table:table></office:text>".as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
    ])
}

fn epub() -> Vec<u8> {
    package(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", br#"<container><rootfile full-path="a/b.opf"/></container>"#),
        ("a/b.opf", br#"<package><dc:title>t</dc:title><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/><itemref idref="c"/></package>"#),
        ("a/c.xhtml", "<html><body><h1>فصل</h1><p>ده روز گذشت.</p></body></html>".as_bytes()),
    ])
}

fn xlsx() -> Vec<u8> {
    package(&[
        ("xl/workbook.xml", br#"<workbook><sheets><sheet name="a" r:id="r"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="r" Type="x/worksheet" Target="s.xml"/></Relationships>"#),
        ("xl/sharedStrings.xml", "<sst><si><t>میوه</t></si><si><t>وزن (تن)</t></si></sst>".as_bytes()),
        ("xl/styles.xml", br#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="d mmm"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>"#),
        ("xl/s.xml", br#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
<row r="2"><c r="A2" s="0"><v>44144.5</v></c><c r="B2"><v>12.25</v></c></row></sheetData></worksheet>"#),
    ])
}

fn ods() -> Vec<u8> {
    package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "<table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"3\"><table:table-cell>\
<text:p>سیب</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"5\" \
table:number-columns-repeated=\"2\"/></table:table-row></table:table>".as_bytes()),
    ])
}

/// A page with a font that says its letters, drawn line by line.
fn pdf() -> Vec<u8> {
    pdf_of("BT /F1 12 Tf 1 0 0 1 400 700 Tm <0201> Tj 0 -20 Td [<0102> -250 <0201>] TJ ET /X Do")
}

/// The same with a program of its own.
pub(super) fn pdf_of(text: &str) -> Vec<u8> {
    let map = "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <01> <0628> <02> <0627> endbfchar endcmap";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>/XObject<</X 7 0 R>>>>/Contents 4 0 R>>".to_owned(),
        format!("<</Length {}>>stream\n{text}\nendstream", text.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 1/LastChar 2/Widths[500 300]/ToUnicode 6 0 R>>".to_owned(),
        format!("<</Length {}>>stream\n{map}\nendstream", map.len()),
        // A form that draws itself.
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 7 0 R>>>>/Length 5>>stream\n/X Do\nendstream".to_owned(),
    ];
    let (mut out, mut places) = ("%PDF-1.7\n".to_owned(), Vec::new());
    for (object, number) in objects.iter().zip(1..) {
        places.push(out.len());
        out.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1));
    places.iter().for_each(|place| out.push_str(&format!("{place:010} 00000 n \n")));
    out.push_str(&format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", places.len() + 1));
    out.into_bytes()
}

fn parquet() -> Vec<u8> {
    use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
    let text: ArrayRef = Arc::new(StringArray::from(vec!["یک روز", "دو روز"]));
    let id: ArrayRef = Arc::new(Int64Array::from(vec![1, 2]));
    let batch = RecordBatch::try_from_iter([("text", text), ("doc_id", id)]).expect("a batch");
    let mut bytes = Vec::new();
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("rows");
    writer.close().expect("a file");
    Bytes::from(bytes).to_vec()
}

/// A tar archive with one file.
fn tar() -> Vec<u8> {
    let mut header = [0_u8; 512];
    header[..5].copy_from_slice(b"a.txt");
    header[124..135].copy_from_slice(b"00000000005");
    header[156] = b'0';
    header[257..263].copy_from_slice(b"ustar\0");
    let mut out = header.to_vec();
    out.extend(b"12345");
    out.resize(2048, 0);
    out
}

const RTF: &str = r"{\rtf1\ansi\ansicpg1256{\fonttbl{\f0\fcharset178 A;}}{\stylesheet{\s1 heading 1;}}\pard\s1 \u1576?\u1575?\par
\pard\rtlpar{\listtext 1-\tab}\f0\'c8\'c7\'db{\deleted 3}{\footnote n}\par\trowd\intbl a\cell 5\cell\row\pard}";

const HTML: &str = "<!DOCTYPE html><html><head><title>باغ</title><script type=\"application/ld+json\">{\"datePublished\":\"2020-11-09\"}</script>\
</head><body><nav><a href=x>خانه</a></nav><article><h1>باغ</h1><p>ده درخت &amp; یک چاه&zwnj;.</p><ol type=a start=3><li>سیب<li>به</ol>\
<table><tr><th>میوه<th>وزن<tr><td rowspan=2>سیب<td colspan=2>۵</table></article></body></html>";

/// One document of each format.
pub(super) fn samples() -> Vec<Sample> {
    let texts = [
        ("txt", Format::Text, "در ۵ مهر ۱۴۰۰ ده نفر آمدند."),
        ("html", Format::Html, HTML),
        ("rtf", Format::Rtf, RTF),
        ("csv", Format::Csv, "میوه;وزن (تن)\nسیب;\"۵\"\n"),
        ("csv-corpus", Format::Csv, "doc_id,text,reference_date\n1,\"ده روز, گذشت\",1399/08/19\n"),
        ("tsv", Format::Tsv, "a\tb\n1\t2\n"),
        (
            "jsonl",
            Format::Jsonl,
            "{\"doc_id\": 1, \"text\": \"ده روز\", \"reference_date\": 1607558400}\n{\"text\": \"\"}\n",
        ),
        ("json", Format::Json, "[{\"text\": \"ده \\\"روز\\\"\", \"x\": [{}]}]"),
    ];
    let mut samples: Vec<Sample> = texts
        .into_iter()
        .map(|(name, format, text)| Sample { name, format, bytes: text.as_bytes().to_vec() })
        .collect();
    for (name, format, bytes) in [
        ("docx", Format::Docx, docx()),
        ("odt", Format::Odt, odt()),
        ("epub", Format::Epub, epub()),
        ("xlsx", Format::Xlsx, xlsx()),
        ("ods", Format::Ods, ods()),
        ("parquet", Format::Parquet, parquet()),
        ("zip", Format::Zip, package(&[("a.txt", b"1"), ("b.docx", &docx())])),
        ("tar", Format::Tar, tar()),
        ("gz", Format::Text, packed(HTML.as_bytes())),
    ] {
        samples.push(Sample { name, format, bytes });
    }
    if cfg!(feature = "pdf") {
        samples.push(Sample { name: "pdf", format: Format::Pdf, bytes: pdf() });
    }
    samples
}

/// What is made to take all time or memory, with the least code that it may be answered with; `None` where it may be read.
pub(super) fn bombs() -> Vec<(&'static str, Format, Vec<u8>)> {
    let zeros = vec![b' '; 200 << 20];
    let deep = |open: &str, close: &str, times: usize| open.repeat(times) + "x" + &close.repeat(times);
    let docx = |body: &str| package(&[("word/document.xml", body.as_bytes())]);
    let ods = |body: &str| {
        package(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", body.as_bytes()),
        ])
    };
    vec![
        ("spaces in a part", Format::Docx, package(&[("word/document.xml", &zeros)])),
        ("spaces, packed", Format::Text, packed(&zeros)),
        ("spaces in an archive", Format::Zip, package(&[("a.txt", &zeros), ("b.txt", &zeros), ("c.txt", &zeros)])),
        ("boxes in boxes", Format::Docx, docx(&deep("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", 50_000))),
        ("tables in tables", Format::Docx, docx(&deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 50_000))),
        ("spans", Format::Ods, ods(&"<table:table><table:table-row table:number-rows-repeated='1000000'><table:table-cell \
            table:number-columns-repeated='16384'><text:p>x</text:p></table:table-cell></table:table-row></table:table>".repeat(20))),
        ("elements in elements", Format::Html, deep("<div><ul><li>", "</li></ul></div>", 100_000).into_bytes()),
        ("wide cells", Format::Html, format!("<!DOCTYPE html><table>{}</table>", "<tr><td rowspan=9999 colspan=9999>1<td>2".repeat(2000)).into_bytes()),
        ("groups in groups", Format::Rtf, deep("{\\rtf1", "}", 1_000_000).into_bytes()),
        ("lists in lists", Format::Json, deep("[", "]", 1_000_000).into_bytes()),
        ("objects in objects", Format::Jsonl, deep("{\"text\":", "}", 1_000_000).into_bytes()),
        ("an open quote", Format::Csv, format!("doc_id,text\n1,\"{}", "a,\n".repeat(3_000_000)).into_bytes()),
    ]
}
