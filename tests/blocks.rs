//! What a source says of its blocks is believed: headings, titles, rows of tables, code.

use jadval::extract::{Analysis, Document, Engine};
use jadval::segment::SegmentKind;
use jadval::text::{Block, BlockRole, Span};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().expect("the built-in data"));

/// The text of some lines, each a block where it has a role.
fn layer(lines: &[(&str, Option<(BlockRole, u8)>)]) -> (String, Vec<Block>) {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    for (line, told) in lines {
        let start = text.len() as u32;
        text.push_str(line);
        let span = Span::new(start, text.len() as u32);
        blocks.extend(told.map(|(role, level)| Block { span, role, level }));
        text.push('\n');
    }
    (text, blocks)
}

fn analysis(lines: &[(&str, Option<(BlockRole, u8)>)]) -> Analysis {
    let (text, blocks) = layer(lines);
    ENGINE.analyse(&Document { doc_id: "d", text: &text, blocks: &blocks, ..Document::default() })
}

/// The kinds and levels of all segments but sentences.
fn kinds(lines: &[(&str, Option<(BlockRole, u8)>)]) -> Vec<(SegmentKind, u8)> {
    let found = analysis(lines).segments;
    let blocks = found.iter().filter(|segment| segment.kind != SegmentKind::Sentence);
    blocks.map(|segment| (segment.kind, segment.level)).collect()
}

const LONG: &str = "کارگاه تازه در کنار رودخانه ساخته شد و مردم شهر از آن خرسند هستند و باز هم می‌آیند.";

#[test]
fn roles_decide_and_not_looks() {
    use SegmentKind::{Heading, Paragraph, TableRow};
    let told = |role, level| Some((role, level));
    // A short line above a long one looks like a heading, and a long one with a stop does not.
    assert_eq!(kinds(&[("کارگاه تازه", None), (LONG, None)]), [(Heading, 1), (Paragraph, 0)]);
    let lines =
        [("کارگاه تازه", told(BlockRole::Paragraph, 0)), (LONG, told(BlockRole::Heading, 2)), (LONG, None)];
    assert_eq!(kinds(&lines), [(Paragraph, 0), (Heading, 2), (Paragraph, 0)]);
    let row = [("آهن ۲۰ ۳۰", told(BlockRole::TableRow, 0)), (LONG, None)];
    assert_eq!(kinds(&row), [(TableRow, 0), (Paragraph, 0)]);
}

#[test]
fn headings_nest_by_the_levels_of_the_source() {
    let head = |level| Some((BlockRole::Heading, level));
    let found = analysis(&[
        ("پیش‌درآمد", head(1)),
        ("زمینه", head(2)),
        (LONG, None),
        ("پایان", head(1)),
        (LONG, None),
    ]);
    let blocks: Vec<_> = found.segments.iter().filter(|one| one.kind != SegmentKind::Sentence).collect();
    let above: Vec<Option<usize>> = blocks
        .iter()
        .map(|one| {
            one.heading.and_then(|at| blocks.iter().position(|other| *other == &found.segments[at as usize]))
        })
        .collect();
    assert_eq!(above, [None, Some(0), Some(1), None, Some(3)]);
}

#[test]
fn a_numbered_heading_is_no_clause_and_a_labelled_paragraph_is_one() {
    let head = Some((BlockRole::Heading, 1));
    let numbered = analysis(&[("۱- پیش‌گفتار", head), (LONG, None), ("۲- پایان", head), (LONG, None)]);
    assert!(numbered.clauses.is_empty(), "{:?}", numbered.clauses);
    let body = Some((BlockRole::Paragraph, 0));
    let labelled = analysis(&[("ماده ۱- کارگاه باید باز باشد.", body), ("ماده ۲- در نباید بسته شود.", body)]);
    assert_eq!(labelled.clauses.len(), 2);
    // «ماده ۱» is a clause of a law, whatever style its line has.
    let styled = analysis(&[("ماده ۱- کارگاه باید باز باشد.", head), ("ماده ۲- در نباید بسته شود.", head)]);
    assert_eq!(styled.clauses.len(), 2);
}

#[test]
fn rows_of_tables_and_code_have_no_labels() {
    for role in [BlockRole::TableRow, BlockRole::Code, BlockRole::Caption, BlockRole::Footnote] {
        let line = |text| (text, Some((role, 0)));
        let found = analysis(&[line("۱- آهن، ۲۰ تن"), line("۲- مس، ۳۰ تن")]);
        assert!(found.clauses.is_empty(), "{role:?}");
        assert_eq!(found.figures.len(), 2, "{role:?}");
    }
}
