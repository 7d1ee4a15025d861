//! Laws, a treaty and the sample document, which lie beside the checkout where they do: every article,
//! note and item, and nothing else.

use crate::{Test, read};
use jadval::extract::{Analysis, Document, Engine};
use jadval::stages::clauses::{ClauseKind, ClauseRow, Modality};
use jadval::stages::figures::FigureRow;
use jadval::text::Span;
use serde_json::Value;

pub(crate) const TESTS: &[Test] = &[
    ("the_constitution", &[CONSTITUTION, PRINCIPLES], the_constitution),
    ("the_labour_law", &[LABOUR_LAW], the_labour_law),
    ("the_treaty", &[TREATY], the_treaty),
    ("the_sample_document", &[SAMPLE], the_sample_document),
];

const CONSTITUTION: &str = "corpora/legal/constitution_1368.txt";
/// Its principles, by number and place.
const PRINCIPLES: &str = "corpora/legal/constitution_1368.gold.json";
const LABOUR_LAW: &str = "corpora/legal/labor_law_1369.txt";
const TREATY: &str = "corpora/legal/iran_malaysia_extradition_2022.txt";
const SAMPLE: &str = "source/karabakh-2020.txt";

/// A text and what is found in it.
fn analysed(path: &str) -> (String, Analysis) {
    let text = read(path);
    let engine = Engine::builder().build().expect("the built-in data load");
    let analysis = engine.analyse(&Document { doc_id: "law", text: &text, ..Document::default() });
    (text, analysis)
}

/// The clauses whose own name (the last part of their identifier) begins with `head`.
fn named<'a>(analysis: &'a Analysis, head: &str) -> Vec<(usize, &'a ClauseRow)> {
    let own = |row: &ClauseRow| row.value.eid.rsplit("__").next().is_some_and(|name| name.starts_with(head));
    analysis.clauses.iter().enumerate().filter(|(_, row)| own(row)).collect()
}

fn the_constitution() {
    let (text, analysis) = analysed(CONSTITUTION);
    let gold: Vec<Value> = serde_json::from_str(&read(PRINCIPLES)).expect("JSON");
    let principles = named(&analysis, "principle_");
    assert_eq!((principles.len(), named(&analysis, "chp_").len()), (177, 14));
    let chars = |byte: u32| text[..byte as usize].chars().count() as i64;
    let mut items = 0;
    for ((at, row), want) in principles.iter().zip(&gold) {
        let start = want["start"].as_i64().expect("start");
        assert!((chars(row.span.start) - start).abs() <= 2, "principle {}", want["number"]);
        // Marks without width may stand behind the last word.
        let end = want["end"].as_i64().expect("end");
        let rest: String = text.chars().take(end as usize).skip(chars(row.span.end) as usize).collect();
        assert!(chars(row.span.end) <= end + 2, "principle {}", want["number"]);
        assert!(rest.chars().all(|c| c == '\u{200e}' || c.is_whitespace()), "principle {}", want["number"]);
        let inside = analysis.clauses[at + 1..].iter().take_while(|other| row.span.contains(other.span));
        let labels: Vec<&str> = inside.map(|other| &text[other.value.label.range()]).collect();
        let wanted = want["items"].as_array().expect("items");
        items += wanted.iter().filter(|item| labels.contains(&item.as_str().unwrap_or(""))).count();
    }
    assert_eq!(items, 84, "items of 84");
}

fn the_labour_law() {
    let (text, analysis) = analysed(LABOUR_LAW);
    let articles: Vec<i64> = named(&analysis, "art_")
        .iter()
        .filter(|(_, row)| !text[row.value.label.range()].contains("واحده"))
        .filter_map(|(_, row)| row.value.eid.rsplit('_').next()?.parse().ok())
        .collect();
    assert_eq!(articles, (1..=203).collect::<Vec<_>>());
    let notes = named(&analysis, "para_").len();
    assert_eq!(notes, 124);
    // Articles are listed («مواد ۱۵، ۱۶ و ۱۷», «۱۱۸- ۱۱۹ـ ۱۳۰»), and none of their numbers counts anything.
    let mark = |c: char| matches!(c, '-' | '،' | 'ـ');
    let listed = |row: &&FigureRow| {
        let (before, after) = (&text[..row.span.start as usize], &text[row.span.end as usize..]);
        let before = before.trim_end().strip_suffix(mark).map(str::trim_end);
        let after = after.trim_start().strip_prefix(mark).map(str::trim_start);
        let digits = text[row.span.range()].starts_with(char::is_numeric);
        digits && before.is_some_and(|text| text.ends_with(char::is_numeric))
            || after.is_some_and(|text| text.starts_with(char::is_numeric))
    };
    let listed: Vec<&str> =
        analysis.figures.iter().filter(listed).map(|row| &text[row.span.range()]).collect();
    assert!(listed.is_empty(), "{listed:?}");
    // Nor does the number that a line begins with.
    let labels = analysis.clauses.iter().map(|row| row.value.label);
    let labels: Vec<Span> = labels.filter(|label| !label.is_empty()).collect();
    assert!(!analysis.figures.iter().any(|row| labels.iter().any(|label| label.overlaps(row.span))));
    // References to its own articles are found, those to other laws are not taken for them.
    let own =
        analysis.references.iter().filter(|row| row.value.internal && row.value.target.starts_with("art"));
    let (found, lost): (Vec<_>, Vec<_>) = own.partition(|row| row.value.resolved.is_some());
    // A note of an article that has none by that name, and the second paragraph of one, which has no label.
    assert!(found.len() >= 80 && lost.len() <= 2, "{} found, lost: {lost:?}", found.len());
    for row in
        found.iter().filter(|row| row.value.target.rsplit("__").count() == 1 && row.value.target != "art")
    {
        let eid = &analysis.clauses[row.value.resolved.expect("found")].value.eid;
        assert_eq!(eid.rsplit("__").next(), Some(row.value.target.as_str()), "{row:?}");
    }
    assert!(analysis.references.iter().all(|row| row.value.internal || row.value.resolved.is_none()));
    let law = text.find("\nقانون کار\n").expect("the title") as u32;
    let end = text.rfind("* * *").expect("the page's foot") as u32;
    assert!(analysis.clauses.iter().all(|row| row.span.start > law && row.span.end < end));
}

fn the_treaty() {
    let (_, analysis) = analysed(TREATY);
    let articles: Vec<&ClauseRow> = named(&analysis, "art_").into_iter().map(|(_, row)| row).collect();
    // The act that ratifies it has an article of its own.
    let treaty: Vec<_> = articles.iter().filter(|row| row.value.list == 1).collect();
    assert_eq!((articles.len(), treaty.len()), (23, 22));
    assert!(treaty.iter().all(|row| row.value.heading.is_some() && row.value.instrument.is_some()));
    let framed = analysis.clauses.iter().filter(|row| row.value.kind != ClauseKind::Item);
    let framed: Vec<_> = framed.map(|row| (row.value.list, row.value.kind)).collect();
    assert_eq!(framed, [(1, ClauseKind::Preamble), (1, ClauseKind::Signature)]);
    let signed = analysis.clauses.last().expect("the signatures").span;
    let dates: Vec<_> = analysis.dates.iter().filter(|row| signed.contains(row.span)).collect();
    assert!(dates.iter().any(|row| row.value.paired_with.is_some()), "{dates:?}");
}

fn the_sample_document() {
    let (text, analysis) = analysed(SAMPLE);
    let start = text.find("\n۱- ").expect("the first point") as u32;
    let point: Vec<&ClauseRow> = analysis.clauses.iter().filter(|row| row.value.list == 0).collect();
    assert_eq!(point.len(), 10);
    assert_eq!(point[0].span.start, start + 1);
    assert!(point.iter().zip(1..).all(|(row, n)| row.value.ordinal == n && row.value.level == 1));
    let instrument = point[0].value.instrument.map(|span| &text[span.range()]).expect("an instrument");
    assert!(instrument.contains("بیانیه مشترک"));
    let of = |n: usize| analysis.provisions.iter().filter(move |row| row.value.clause == n);
    assert_eq!((0..10).map(|n| of(n).count()).sum::<usize>(), 20);
    let duties = of(5).filter(|row| row.value.modality == Modality::Obligation).count();
    // Two districts have a day each.
    assert_eq!((of(5).count(), duties), (7, 4));
}
