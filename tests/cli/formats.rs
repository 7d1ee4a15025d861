//! Tables, corpora and archives as documents; where "today" comes from; what is read of a document.

use super::{Project, TEXT};
use std::fs;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a file");
        archive.write_all(bytes).expect("bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn cells_have_the_unit_or_the_count_that_the_head_of_their_column_says() {
    let table = "ردیف,نام باغ,تعداد درختان,برداشت (هزار کیلوگرم),فروش به میلیون ریال,سهم (درصد),سال\n\
                 1,شمالی,120,4.5,300,61,1399\n2,جنوبی,80,2,10,39,1400\n";
    let project = Project::new(&[("t.csv", table.as_bytes())]);
    project.jadval(&["extract", "t.csv", "--out", "o"]).says(0, &["looks like .csv 1 (rows of a table)"]);
    let column = |name| project.column("o", "figures", name);
    assert_eq!(column("text"), ["120", "4.5", "300", "61", "80", "2", "10", "39"]);
    assert_eq!(column("value"), ["120", "4500", "300000000", "61", "80", "2000", "10000000", "39"]);
    assert_eq!(column("unit"), ["", "kg", "IRR", "%", "", "kg", "IRR", "%"]);
    assert_eq!(column("item")[0], "درختان");
    // Years below «سال» are dates.
    assert_eq!(project.column("o", "dates", "text"), ["1399", "1400"]);
    assert_eq!(project.column("o", "dates", "start_date"), ["2020-03-20", "2021-03-21"]);
    // The same table of a web page gives the same.
    let rows: String =
        table.lines().map(|line| format!("<tr><td>{}</td></tr>", line.replace(',', "</td><td>"))).collect();
    project.write("t.html", format!("<!DOCTYPE html><table>{rows}</table>").as_bytes());
    project.jadval(&["extract", "t.html", "--out", "p", "--quiet"]).says(0, &[]);
    for name in ["figure_id", "value", "unit", "item"] {
        assert_eq!(project.column("p", "figures", name), column(name), "{name}");
    }
}

#[test]
fn rows_with_a_text_are_documents_and_a_missing_column_is_named() {
    let table = "id;content;day\n7;\"دیروز باران; آمد.\";۱۳۹۹/۰۸/۱۹\n8;امروز برف آمد.;\n";
    let project = Project::new(&[("news.csv", table.as_bytes())]);
    project
        .jadval(&["extract", "news.csv", "--out", "o"])
        .says(1, &["\"id\", \"content\"", "--text-column content"]);
    let columns = ["--text-column", "content", "--id-column", "id", "--date-column", "day", "--quiet"];
    project.jadval(&[&["extract", "news.csv", "--out", "o"], &columns[..]].concat()).says(0, &[]);
    assert_eq!(project.column("o", "documents", "doc_id"), ["7", "8"]);
    assert_eq!(project.column("o", "documents", "reference_source"), ["record", "none"]);
    assert_eq!(project.column("o", "dates", "start_date"), ["2020-11-08", ""]);
    // The same records as JSON, and through standard input.
    let json = "[{\"id\": 7, \"content\": \"دیروز باران; آمد.\", \"day\": \"۱۳۹۹/۰۸/۱۹\"},\n {\"id\": 8,\n \"content\": \"امروز برف آمد.\"}]";
    project.write("news.json", json.as_bytes());
    project.jadval(&[&["extract", "news.json", "--out", "j"], &columns[..]].concat()).says(0, &[]);
    assert_eq!(project.column("j", "dates", "date_id"), project.column("o", "dates", "date_id"));
    project.jadval(&["validate", "o"]).says(0, &[]);
}

#[test]
fn files_of_archives_are_documents_of_their_own() {
    let inner = archive(&[("c.txt", "در ۷ مهر ۱۴۰۰ آمد.".as_bytes())]);
    let files: [(&str, &[u8]); 6] = [
        ("a/x.txt", "در ۵ مهر ۱۴۰۰ آمد.".as_bytes()),
        ("a/x.html", "<!DOCTYPE html><p>در ۶ مهر ۱۴۰۰ آمد.</p>".as_bytes()),
        ("b.zip", &inner),
        ("c.jsonl", "{\"doc_id\": \"r\", \"text\": \"سال ۱۳۹۸\"}\n".as_bytes()),
        ("d.png", b"\x89PNG"),
        (".hidden.txt", b"x"),
    ];
    let project = Project::new(&[("in/all.zip", &archive(&files))]);
    let told = project.jadval(&["extract", "in", "--out", "o"]);
    told.says(0, &["in/all.zip/d.png", ".png 1"]);
    assert_eq!(project.column("o", "documents", "doc_id"), ["all/a/x", "all/a/x.txt", "all/b/c", "r"]);
    assert_eq!(project.column("o", "documents", "path"), ["in/all.zip"; 4]);
    assert_eq!(project.column("o", "rejects", "code"), ["unsupported-format"]);
    project.jadval(&["extract", "in", "--out", "o", "--strict"]).says(1, &["d.png"]);
    project.jadval(&["validate", "o"]).says(0, &[]);
}

#[test]
fn today_is_asked_of_metadata_and_names_in_an_order() {
    let page = "<!DOCTYPE html><head><meta property=\"article:published_time\" content=\"1399-08-19T08:00\"></head><p>دیروز آمد.</p>";
    let project = Project::new(&[
        ("in/a_20200102.html", page.as_bytes()),
        ("in/1399-09-20.txt", "دیروز آمد.".as_bytes()),
        ("in/plain.txt", "دیروز آمد.".as_bytes()),
    ]);
    let days = |asked: &str| {
        project.jadval(&["extract", "in", "--out", "o", "--quiet", "--reference-date", asked]).says(0, &[]);
        let [days, sources] =
            ["reference_date", "reference_source"].map(|name| project.column("o", "documents", name));
        days.into_iter().zip(sources).map(|(day, source)| format!("{day} {source}")).collect::<Vec<_>>()
    };
    assert_eq!(days("metadata"), [" none", "2020-11-09 metadata", " none"]);
    assert_eq!(
        days("filename,metadata,2021-01-01"),
        ["2020-12-10 filename", "2020-01-02 filename", "2021-01-01 pipeline"]
    );
    project
        .jadval(&["extract", "in", "--out", "o", "--reference-date", "today"])
        .says(2, &["metadata, filename"]);
}

#[test]
fn what_is_read_of_a_document_can_be_chosen_and_validation_knows() {
    let body = "<w:p><w:r><w:t>ده نفر</w:t></w:r><w:ins><w:r><w:t> و یک نفر</w:t></w:r></w:ins><w:del><w:r><w:delText> و دو نفر</w:delText></w:r></w:del></w:p>\
                <w:tbl><w:tr><w:tc><w:p><w:r><w:t>۵</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>۶</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let project = Project::new(&[("a.docx", &archive(&[("word/document.xml", body.as_bytes())]))]);
    let text = |options: &[&str]| project.jadval(&[&["text", "a.docx"], options].concat()).stdout;
    assert_eq!(text(&[]), "ده نفر و یک نفر\n\n۵\t۶\n");
    assert_eq!(text(&["--revisions", "original"]), "ده نفر و دو نفر\n\n۵\t۶\n");
    assert_eq!(text(&["--keep", "footnotes"]), "ده نفر و یک نفر\n");
    project.jadval(&["extract", "a.docx", "--out", "o", "--quiet"]).says(0, &[]);
    project.jadval(&["validate", "o"]).says(0, &[]);
    // What was read otherwise is not held against what is read as usual.
    project.jadval(&["extract", "a.docx", "--out", "o", "--quiet", "--keep", "footnotes"]).says(0, &[]);
    let told = project.jadval(&["validate", "o"]);
    told.says(0, &[]);
    assert!(told.stdout.contains("settings of their own"), "{told:?}");
}

#[test]
fn a_page_says_which_persian_it_is_in() {
    let page = |lang: &str| format!("<!DOCTYPE html><html lang=\"{lang}\"><p>باران در کوه بارید.</p></html>");
    let project = Project::new(&[]);
    for (lang, told) in [("fa-AF", "prs"), ("fa", "fa"), ("en", "fa")] {
        project.write("p.html", page(lang).as_bytes());
        project.jadval(&["extract", "p.html", "--out", "o", "--quiet"]).says(0, &[]);
        assert_eq!(project.column("o", "documents", "language"), [told], "{lang}");
    }
    project.jadval(&["validate", "o", "--re-extract", "1"]).says(0, &[]);
}

#[test]
fn a_document_that_is_cut_off_is_told_so() {
    let body = "<w:p><w:r><w:t>ده نفر آمدند.</w:t></w:r></w:p>";
    let whole = archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body.as_bytes())]);
    // Behind the name of its first part, and behind that of the one that tells what it is.
    for length in [40, 150] {
        let project = Project::new(&[("a.docx", &whole[..length])]);
        project.jadval(&["extract", "a.docx", "--out", "o"]).says(1, &["1 rejected"]);
        let reasons = project.jadval(&["show", "o", "rejects", "--width", "0"]).stdout;
        assert!(reasons.contains("broken-file") && reasons.contains("cut off"), "{reasons}");
    }
}

#[test]
fn a_table_that_is_cut_off_is_told_so() {
    let project = Project::new(&[("a.txt", TEXT.as_bytes())]);
    project.jadval(&["extract", "a.txt", "--out", "o", "--quiet"]).says(0, &[]);
    let table = fs::read(project.path("o/dates.parquet")).expect("a table");
    project.write("o/dates.parquet", &table[..table.len() / 2]);
    project.jadval(&["show", "o", "dates"]).says(3, &["dates.parquet", "cut off"]);
}
