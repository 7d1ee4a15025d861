//! Documents that would take more time or memory than they are allowed, of every format: they are given up while they are read.

use super::samples::package;
#[cfg(feature = "pdf")]
use super::samples::pdf_of;
use super::worked;
use jadval::source::format::{Taking, read};
use jadval::source::{Documents, Format, Reading, discover};
use std::time::{Duration, Instant};

/// Documents of nothing but what a format makes most of: about so many bytes of it.
fn dense(bytes: usize) -> Vec<(&'static str, Format, Vec<u8>)> {
    let many = |part: &str| part.repeat(bytes / part.len());
    let word = |body: String| {
        let body = format!("<w:document><w:body>{body}</w:body></w:document>");
        package(&[("word/document.xml", body.as_bytes())])
    };
    let open = |kind: &str, body: String| {
        let kind = format!("application/vnd.oasis.opendocument.{kind}");
        package(&[("mimetype", kind.as_bytes()), ("content.xml", body.as_bytes())])
    };
    let book = |body: String| {
        package(&[
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", br#"<container><rootfile full-path="b.opf"/></container>"#),
            (
                "b.opf",
                br#"<package><item id="c" href="c.xhtml" media-type="text/html"/><itemref idref="c"/></package>"#,
            ),
            ("c.xhtml", format!("<html><body>{body}").as_bytes()),
        ])
    };
    let sheet = |rows: String, strings: String| {
        package(&[
            ("xl/workbook.xml", br#"<workbook><sheets><sheet name="a" r:id="r"/></sheets></workbook>"#),
            (
                "xl/_rels/workbook.xml.rels",
                br#"<Relationships><Relationship Id="r" Type="x/worksheet" Target="s.xml"/></Relationships>"#,
            ),
            ("xl/sharedStrings.xml", format!("<sst><si><t>{strings}</t></si></sst>").as_bytes()),
            ("xl/s.xml", format!("<worksheet><sheetData>{rows}").as_bytes()),
        ])
    };
    vec![
        ("cells between commas", Format::Csv, many("1,2,3\n").into_bytes()),
        ("blocks of a page", Format::Html, format!("<html><body>{}", many("<p>a")).into_bytes()),
        (
            "blocks that are never closed",
            Format::Html,
            format!("<html><body>{}", many("<div><b>a</b>")).into_bytes(),
        ),
        ("cells of a page", Format::Html, format!("<html><table>{}", many("<tr><td>a<td>b")).into_bytes()),
        (
            "cells that take a hundred columns and rows",
            Format::Html,
            format!("<html><table>{}", many("<tr><td colspan=100 rowspan=100>a<td>b<tr><tr>")).into_bytes(),
        ),
        (
            "paragraphs of a text with groups",
            Format::Rtf,
            format!("{{\\rtf1 {}", many("a\\par ")).into_bytes(),
        ),
        ("cells of a text with groups", Format::Rtf, format!("{{\\rtf1 {}", many("\\cell ")).into_bytes()),
        ("paragraphs of Word", Format::Docx, word(many("<w:p><w:t>a</w:t></w:p>"))),
        ("cells of Word", Format::Docx, word(format!("<w:tbl><w:tr>{}", many("<w:tc/>")))),
        ("paragraphs of OpenDocument", Format::Odt, open("text", many("<text:p>a</text:p>"))),
        (
            "spaces of OpenDocument",
            Format::Odt,
            open("text", format!("<text:p>{}", many("<text:s text:c=\"1000\"/>a"))),
        ),
        (
            "cells of OpenDocument",
            Format::Ods,
            open(
                "spreadsheet",
                format!(
                    "<table:table>{}",
                    many(
                        "<table:table-row table:number-rows-repeated=\"9\"><table:table-cell><text:p>five</text:p></table:table-cell></table:table-row>"
                    )
                ),
            ),
        ),
        ("chapters of a book", Format::Epub, book(many("<p>a"))),
        ("cells of a workbook", Format::Xlsx, sheet(many("<row><c><v>1</v></c></row>"), "a".to_owned())),
        (
            "one string in all cells",
            Format::Xlsx,
            sheet(many("<row><c t=\"s\"><v>0</v></c></row>"), "a".repeat(bytes / 20)),
        ),
        #[cfg(feature = "pdf")]
        (
            "lines of a page on paper",
            Format::Pdf,
            pdf_of(&format!("BT /F1 12 Tf 400 700 Td {} ET", many("0 -20 Td <01> Tj "))),
        ),
    ]
}

#[test]
fn what_would_hold_more_than_it_is_allowed_is_given_up() {
    for (what, format, bytes) in dense(60_000) {
        let code = |most: u64| {
            let taking = Taking::up_to(64 << 20).memory(most);
            read(&bytes, format, &taking).err().map(|defect| (defect.code, defect.message))
        };
        // The file itself, and its parts, are not the ones that are too much.
        let (code_of_little, message) = code(250_000).expect(what);
        assert_eq!(code_of_little, "too-dense", "{what}: {message}");
        assert!(
            message.contains("at most 250000 bytes") && message.contains("--max-document-memory"),
            "{message}"
        );
        assert_eq!(code(4 << 30), None, "{what}");
    }
}

#[test]
fn what_takes_longer_than_it_is_allowed_is_given_up_while_it_is_read() {
    for (what, format, bytes) in dense(4_000_000) {
        let begun = Instant::now();
        let before = worked(begun);
        let taking = Taking::up_to(1 << 30).time(Duration::from_millis(30)).memory(u64::MAX);
        let defect = read(&bytes, format, &taking).expect_err(what);
        let took = worked(begun) - before;
        assert_eq!(defect.code, "timeout", "{what}: {defect:?}");
        assert!(took < Duration::from_millis(600), "{what}: {took:?}");
    }
}

/// Documents of so many parts that refer to each other, stand in each other or belong to one.
fn crowded(parts: u32) -> Vec<(&'static str, Format, Vec<u8>)> {
    let each = |part: &dyn Fn(u32) -> String| (0..parts).map(part).collect::<String>();
    let word = |body: String, notes: String| {
        let body = format!("<w:document><w:body><w:p>{body}</w:p></w:body></w:document>");
        let relations = r#"<Relationships><Relationship Id="r" Type="x/footnotes" Target="footnotes.xml"/></Relationships>"#;
        package(&[
            ("word/document.xml", body.as_bytes()),
            ("word/_rels/document.xml.rels", relations.as_bytes()),
            ("word/footnotes.xml", format!("<w:footnotes>{notes}</w:footnotes>").as_bytes()),
        ])
    };
    let page = |body: String| format!("<html><body>{body}").into_bytes();
    vec![
        (
            "notes that are named from the last to the first",
            Format::Docx,
            word(
                each(&|at| format!("<w:r><w:footnoteReference w:id=\"{}\"/></w:r>", parts - at)),
                each(&|at| format!("<w:footnote w:id=\"{at}\"><w:p><w:t>a</w:t></w:p></w:footnote>")),
            ),
        ),
        (
            "fields in fields",
            Format::Docx,
            word(
                each(&|_| {
                    "<w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"separate\"/><w:t>a</w:t>"
                        .to_owned()
                }),
                String::new(),
            ),
        ),
        (
            "tables in tables",
            Format::Docx,
            word(
                format!("{}<w:p><w:t>{}", "<w:tbl><w:tr><w:tc>".repeat(60), each(&|at| format!("{at} "))),
                String::new(),
            ),
        ),
        ("attributes of a tag", Format::Html, page(format!("<p{}>a", each(&|at| format!(" a{at}=b"))))),
        ("elements of many names", Format::Html, page(each(&|at| format!("<x{at}></x{at}>")))),
        ("elements in each other", Format::Html, page(each(&|_| "<b>a</i>".to_owned()))),
        ("groups in groups", Format::Rtf, format!("{{\\rtf1 {}", "{a".repeat(parts as usize)).into_bytes()),
    ]
}

#[test]
fn eight_times_as_much_is_not_read_in_three_times_what_is_due() {
    for (at, (what, format, few)) in crowded(4_000).into_iter().enumerate() {
        let Some((_, _, many)) = crowded(32_000).into_iter().nth(at) else { panic!("the same kinds") };
        let time = |bytes: &[u8]| {
            let begun = Instant::now();
            let before = worked(begun);
            read(bytes, format, &Taking::up_to(1 << 30).memory(u64::MAX)).expect(what);
            worked(begun) - before
        };
        let least = |bytes: &[u8]| (0..3).map(|_| time(bytes)).min().unwrap_or_default();
        // Time is told in hundredths of a second.
        let (few, many) = (least(&few) + Duration::from_millis(10), least(&many));
        assert!(many < few * 24, "{what}: {few:?} for a part, {many:?} for eight times as much");
    }
}

#[test]
fn the_time_of_reading_is_part_of_that_of_the_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jsonl");
    std::fs::write(&path, "{\"text\":\"a\"}\n").expect("a file");
    let documents = |timeout_per_document| {
        let reading = Reading { timeout_per_document, ..Reading::default() };
        Documents::new(discover(std::slice::from_ref(&path)).expect("files"), reading)
            .next()
            .expect("a document")
    };
    assert!(documents(Some(Duration::from_secs(3600))).is_ok_and(|document| document.spent > Duration::ZERO));
    assert!(documents(None).is_ok_and(|document| document.spent == Duration::ZERO));
    let page = folder.path().join("b.html");
    std::fs::write(&page, "<html><p>a").expect("a file");
    let reading = Reading { timeout_per_document: Some(Duration::from_nanos(1)), ..Reading::default() };
    let reject = Documents::new(discover(&[page]).expect("files"), reading).next().expect("a document");
    let reject = reject.expect_err("too long");
    assert_eq!((reject.code, reject.stage), ("timeout", "source"));
    assert!(reject.message.contains("«b» to take at most 0.000000001 s"), "{}", reject.message);
}
