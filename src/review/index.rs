//! The list of the pages, where there are several.

use super::html::{escaped, list};
use std::fmt::Write;

/// A page in the list.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// Its file, from the list.
    pub(super) file: String,
    pub(super) doc_id: String,
    pub(super) title: String,
    /// Rows of each table, by its name.
    pub(super) rows: Vec<(&'static str, usize)>,
    /// Findings about it.
    pub(super) findings: usize,
}

/// The list of the pages of a dataset.
pub(super) fn index(dataset: &str, pages: &[Listed]) -> String {
    let tables: Vec<&str> =
        pages.first().map_or(Vec::new(), |page| page.rows.iter().map(|(name, _)| *name).collect());
    let mut body = format!(
        "<main class=\"index\">\n<h1><bdi>{}</bdi></h1>\n<table>\n<thead><tr><th scope=\"col\" data-word=\"document\">document</th>",
        escaped(dataset)
    );
    // Writing to a string does not fail.
    for name in &tables {
        let _ = write!(body, "<th scope=\"col\" data-table=\"{name}\">{name}</th>");
    }
    body.push_str("<th scope=\"col\" data-word=\"findings\">findings</th></tr></thead>\n<tbody>\n");
    for page in pages {
        let name = escaped(&page.doc_id);
        let _ = write!(
            body,
            "<tr><th scope=\"row\"><a href=\"{}\"><bdi>{name}</bdi></a>",
            escaped(&link(&page.file))
        );
        if !page.title.is_empty() {
            let _ = write!(body, "<br><bdi>{}</bdi>", escaped(&page.title));
        }
        body.push_str("</th>");
        for (_, count) in &page.rows {
            let _ = write!(body, "<td data-count=\"{count}\">{count}</td>");
        }
        let _ = writeln!(body, "<td data-count=\"{0}\">{0}</td></tr>", page.findings);
    }
    body.push_str("</tbody>\n</table>\n</main>\n");
    list(dataset, &body)
}

/// A path as a link: all bytes but those that mean themselves in every URL are written as numbers.
fn link(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_documents_are_text() {
        let page = Listed {
            file: "a/001-گزارش \".html".to_owned(),
            doc_id: "<script>alert(1)</script>".to_owned(),
            title: "\" onclick=\"x".to_owned(),
            rows: vec![("dates", 3)],
            findings: 1,
        };
        let written = index("d<b>", &[page]);
        assert!(written.matches("<script").count() == 1 && !written.contains("\" onclick"), "{written}");
        assert!(written.contains("href=\"a/001-%DA%AF%D8%B2%D8%A7%D8%B1%D8%B4%20%22.html\""));
    }
}
