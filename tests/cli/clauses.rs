//! `jadval clauses`: trees for people, Akoma Ntoso for programs, and what is said when nothing fits.

use super::Project;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

const LAW: &str = "قانون راه & پل شهری\n\nدو شهر به شرح زیر توافق کردند:\n\nفصل اول - کلیات\n\nماده ۱ - ایران موظف است تا ۱۰ آبان ۱۴۰۲ این کارها را انجام دهد:\n\
                   الف) راه را بسازد؛\nب) پل را نگه دارد.\nتبصره - اجرای بند الف این ماده از ۱ دی ۱۴۰۲ آغاز می‌شود.\n\n\
                   ماده ۲ - در صورت بارش برف، مهلت ماده ۱ سه ماه < بیشتر است.\n\nبرای گواهی مراتب بالا، دو نماینده امضا کردند.\n";
const AGREEMENT: &str =
    "متن توافق به شرح زیر است:\n۱- ایران باید نقشه‌ها را به ترکیه تحویل دهد.\n۲- ترکیه نقشه را نگه می‌دارد.\n";

fn project(format: &str) -> Project {
    let project = Project::new(&[("law.txt", LAW.as_bytes()), ("deal.txt", AGREEMENT.as_bytes())]);
    let args = ["extract", "law.txt", "deal.txt", "--out", "out", "--format", format, "--quiet"];
    project.jadval(&args).says(0, &[]);
    project
}

/// The elements that hold clauses, in the schema's `hierElements`.
const HIERARCHY: [&str; 11] = [
    "book",
    "title",
    "part",
    "chapter",
    "section",
    "subsection",
    "article",
    "paragraph",
    "point",
    "indent",
    "hcontainer",
];

/// Whether the schema (akn-core-v1.0) lets an element stand in another one.
fn fits(parent: &str, child: &str) -> bool {
    let hierarchical = |name: &str| HIERARCHY.contains(&name) || name == "alinea";
    match parent {
        "" => child == "akomaNtoso",
        "akomaNtoso" => matches!(child, "act" | "doc"),
        "act" => matches!(child, "meta" | "preface" | "preamble" | "body" | "conclusions"),
        "doc" => matches!(child, "meta" | "preface" | "preamble" | "mainBody" | "conclusions"),
        "meta" => matches!(child, "identification" | "references"),
        "identification" => matches!(child, "FRBRWork" | "FRBRExpression" | "FRBRManifestation"),
        "FRBRWork" | "FRBRExpression" | "FRBRManifestation" => child.starts_with("FRBR"),
        "references" => child == "TLCOrganization",
        "preface" | "preamble" | "conclusions" | "content" | "intro" | "wrapUp" => child == "p",
        "body" | "mainBody" => hierarchical(child),
        "p" => matches!(child, "docTitle" | "ref"),
        _ if hierarchical(parent) => {
            hierarchical(child) || matches!(child, "num" | "heading" | "intro" | "content" | "wrapUp")
        }
        _ => false,
    }
}

/// Reads a document, asserts its structure, and gives the `eId` of its clauses with their parents' and
/// the targets of its links.
#[track_caller]
fn structure(xml: &str) -> (Vec<(String, String)>, Vec<String>) {
    let attribute = |element: &BytesStart<'_>, name: &str| {
        let found = element.try_get_attribute(name).expect("attributes");
        found.map(|found| found.value.into_owned())
    };
    let mut reader = Reader::from_str(xml);
    let (mut ids, mut links) = (Vec::new(), Vec::new());
    let mut open: Vec<(String, String, Vec<String>)> = vec![(String::new(), String::new(), Vec::new())];
    loop {
        let event = reader.read_event().expect("well-formed XML");
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                let (parent, above, siblings) = open.last_mut().expect("the document");
                assert!(fits(parent, &name), "<{name}> in <{parent}>");
                siblings.push(name.clone());
                let mut id = above.clone();
                if HIERARCHY.contains(&name.as_str()) {
                    id = attribute(element, "eId").expect("an eId");
                    ids.push((id.clone(), above.clone()));
                }
                links.extend(attribute(element, "href").filter(|_| name == "ref"));
                if matches!(event, Event::Start(_)) {
                    open.push((name, id, Vec::new()));
                }
            }
            Event::End(_) => {
                let (name, _, children) = open.pop().expect("an open element");
                if HIERARCHY.contains(&name.as_str()) {
                    assert_eq!(children.first().map(String::as_str), Some("num"), "{name}");
                    let content = children.iter().filter(|child| *child == "content").count();
                    let parts = children.iter().filter(|child| HIERARCHY.contains(&child.as_str())).count();
                    assert!((content == 1) != (parts > 0), "{name}: either content or parts: {children:?}");
                    let place = |wanted| children.iter().position(|child| child == wanted);
                    assert!(place("wrapUp").is_none_or(|at| at + 1 == children.len()), "{children:?}");
                    assert!(place("intro").is_none_or(|at| at <= 2), "{children:?}");
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let unique: BTreeSet<&String> = ids.iter().map(|(id, _)| id).collect();
    assert_eq!(unique.len(), ids.len(), "an eId twice");
    for (id, above) in ids.iter().filter(|(_, above)| !above.is_empty()) {
        assert!(id.starts_with(&format!("{above}__")), "{id} in {above}");
    }
    (ids, links)
}

#[test]
fn trees_show_labels_headings_and_what_sentences_provide() {
    for format in ["parquet", "csv"] {
        let project = project(format);
        let all = project.jadval(&["clauses", "out", "--width", "0"]);
        assert_eq!(all.code, 0, "{all:?}");
        for line in [
            "\nقانون راه & پل شهری\n",
            "\n  preamble\n      دو شهر به شرح زیر توافق کردند:\n",
            "\n  signature\n",
            "\n  فصل اول: کلیات\n",
            "\n    ماده ۱\n",
            "= obligation; obligor: ایران; by 2023-11-01\n",
            "\n      ب\n",
            "= condition: در صورت بارش برف\n",
            "متن توافق به شرح زیر است:\n",
            "= obligation; obligor: ایران; recipient: ترکیه\n",
        ] {
            assert!(all.stdout.contains(line), "expected {line:?} in {}", all.stdout);
        }
        let one = project.jadval(&["clauses", "out", "--doc", "deal", "--width", "12"]);
        assert!(one.stdout.starts_with("متن توافق ب…\ndeal, l-"), "{}", one.stdout);
        assert!(!one.stdout.contains("ماده"), "{}", one.stdout);
    }
}

#[test]
fn instruments_are_found_however_their_title_is_spelt() {
    let project = project("parquet");
    let named = project.jadval(&["clauses", "out", "--instrument", "قانون‌راه"]);
    assert!(named.code == 0 && named.stdout.starts_with("قانون راه & پل شهری\n"), "{named:?}");
    let id = named.stdout.lines().nth(1).and_then(|line| line.split(", ").nth(1)).expect("a list_id");
    assert_eq!(project.jadval(&["clauses", "out", "--instrument", id]).stdout, named.stdout);
}

#[test]
fn akoma_ntoso_nests_as_the_clauses_do() {
    let project = project("csv");
    let law = project.jadval(&["clauses", "out", "--instrument", "قانون راه", "--format", "akn"]);
    assert_eq!((law.code, law.stderr.as_str()), (0, ""), "{law:?}");
    assert!(law.stdout.contains("<act name=\"act\"") && law.stdout.contains("قانون راه &amp; پل شهری"));
    assert!(
        law.stdout.contains("<preamble>\n   <p>دو شهر") && law.stdout.contains("<conclusions>\n   <p>برای")
    );
    let (ids, links) = structure(&law.stdout);
    let ids: Vec<(&str, &str)> = ids.iter().map(|(id, above)| (id.as_str(), above.as_str())).collect();
    let article = "chp_1__art_1";
    assert_eq!(
        ids,
        [
            ("chp_1", ""),
            (article, "chp_1"),
            ("chp_1__art_1__point_a", article),
            ("chp_1__art_1__point_b", article),
            ("chp_1__art_1__para_1", article),
            ("chp_1__art_2", "chp_1"),
        ]
    );
    assert_eq!(links, ["#chp_1__art_1__point_a", "#chp_1__art_1"]);
    let deal = project.jadval(&["clauses", "out", "--doc", "deal", "--format", "akn"]);
    assert!(deal.stdout.contains("<doc name=\"doc\"") && deal.stdout.contains("<mainBody>"), "{deal:?}");
    assert_eq!(structure(&deal.stdout).0.len(), 2);
}

#[test]
fn what_does_not_fit_is_said_with_what_there_is() {
    let project = project("csv");
    let several = project.jadval(&["clauses", "out", "--format", "akn"]);
    several.says(2, &["expected one instrument", "found 2", "--instrument", "قانون راه", "deal"]);
    assert_eq!(several.stdout, "");
    project.jadval(&["clauses", "out", "--instrument", "قانون آب"]).says(2, &["found none", "قانون راه"]);
    project.jadval(&["clauses", "out", "--doc", "x"]).says(2, &["found none", "deal"]);
    project.jadval(&["clauses", "missing"]).says(3, &["missing"]);
    project.jadval(&["clauses", "out", "--format", "xml"]).says(2, &["xml", "akn"]);
    project.write("plain.txt", "باران بارید.\n".as_bytes());
    project.jadval(&["extract", "plain.txt", "--out", "none", "--quiet"]).says(0, &[]);
    let none = project.jadval(&["clauses", "none"]);
    none.says(0, &["no clauses"]);
    assert_eq!(none.stdout, "");
}
