//! The tree of segments and clauses of any text: sentences lie in their blocks, blocks do not overlap,
//! clauses nest, siblings are apart and in order, and identifiers are unique.

use jadval::extract::{Analysis, Document, Engine};
use jadval::segment::SegmentKind;
use jadval::stages::clauses::{ClauseKind, ClauseRow};
use jadval::text::{Layout, Span, Tokenizer};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in data load"));

/// Beginnings of lines that make, continue and break lists.
const MARKERS: [&str; 23] = [
    "فصل اول - ",
    "فصل دوم",
    "مبحث اول - ",
    "ماده ۱ - ",
    "ماده ۲. ",
    "ماده (۳) ",
    "ماده ۲ مکرر - ",
    "ماده واحده - ",
    "تبصره - ",
    "تبصره ۲ـ ",
    "بند الف - ",
    "۱- ",
    "۲- ",
    "۳) ",
    "(۱) ",
    "الف) ",
    "ب) ",
    "یکم: ",
    "- ",
    "• ",
    "قانون ",
    "",
    "مقدمه",
];
const BODIES: [&str; 10] = [
    "هزینه‌ها",
    "طرف‌ها باید تا ۱۰ آبان ۱۴۰۲ راه را بسازند.",
    "شهردار موظف است:",
    "ایران راه را به ترکیه تحویل خواهد داد. این کار یک سال زمان می‌برد.",
    "در صورت خرابی، راه بسته می‌شود، مگر آن که برف نبارد.",
    "",
    "۴۴.۸ «درصد. بود» ه.ش. تمام!",
    "برای گواهی مراتب بالا",
    "نمایندگان دو شهر چنین توافق کردند:",
    "بند الف ماده ۲ این قانون، مواد ۱ تا ۳ و تبصره قبل در این ماده خوانده شود.",
];

fn documents() -> impl Strategy<Value = String> {
    let line = (proptest::sample::select(&MARKERS[..]), proptest::sample::select(&BODIES[..]))
        .prop_map(|(marker, body)| format!("{marker}{body}"));
    let line = prop_oneof![8 => line, 1 => "\\PC{0,30}"];
    let end = proptest::sample::select(&["\n", "\n\n", "\r\n", "\u{2028}"][..]);
    proptest::collection::vec((line, end), 0..24)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| format!("{line}{end}")).collect())
}

fn analyse(text: &str) -> Analysis {
    ENGINE.analyse(&Document { doc_id: "law", text, ..Document::default() })
}

/// The nearest clause before `at` that has the same parent.
fn sibling(clauses: &[ClauseRow], at: usize) -> Option<&ClauseRow> {
    clauses[..at].iter().rev().find(|row| row.value.parent == clauses[at].value.parent)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn segments_form_a_tree_that_covers_the_words(text in documents()) {
        let segments = analyse(&text).segments;
        let (mut block_end, mut sentence_end) = (0, 0);
        for segment in &segments {
            prop_assert!(text.get(segment.span.range()).is_some());
            if segment.kind == SegmentKind::Sentence {
                let parent = segment.parent.map(|at| segments[at as usize]).expect("a sentence has a block");
                prop_assert!(parent.kind != SegmentKind::Heading && parent.kind != SegmentKind::Sentence);
                prop_assert!(parent.span.contains(segment.span), "{:?} in {:?}", segment, parent);
                prop_assert!(segment.span.start >= sentence_end);
                sentence_end = segment.span.end;
            } else {
                prop_assert!(segment.span.start >= block_end, "blocks overlap at {:?}", segment);
                block_end = segment.span.end;
                if let Some(holder) = segment.parent.map(|at| segments[at as usize]) {
                    prop_assert_eq!(holder.kind, SegmentKind::ListItem);
                    prop_assert!(holder.span.end <= segment.span.start);
                }
            }
        }
        // Every word and number of the prose lies in a block; what stands in a tag or an address is no prose.
        let tokens = Tokenizer::new().tokens(&text, Layout::default());
        // Tatweel and diacritics alone are no word.
        let mark = |c: char| matches!(c, 'ـ' | '\u{64b}'..='\u{65f}' | '\u{670}');
        let letter = |c: char| ('آ'..='ی').contains(&c) && !mark(c);
        for (at, token) in tokens.list.iter().enumerate().filter(|&(at, _)| !tokens.is_opaque(at)) {
            let words = &text[token.span().range()];
            if words.chars().any(|c| letter(c) || c.is_ascii_digit()) {
                let covered = segments.iter().any(|s| s.kind != SegmentKind::Sentence && s.span.overlaps(token.span()));
                prop_assert!(covered, "{:?}, token {} is in no segment", words, at);
            }
        }
    }

    #[test]
    fn clauses_nest_and_siblings_are_apart(text in documents()) {
        let analysis = analyse(&text);
        let clauses = &analysis.clauses;
        let mut names = BTreeSet::new();
        for (at, row) in clauses.iter().enumerate() {
            let clause = &row.value;
            prop_assert!(text.get(row.span.range()).is_some());
            prop_assert!(row.span.contains(clause.label));
            prop_assert!(names.insert((clause.list, clause.eid.as_str())), "{} twice", clause.eid);
            let headed = clause.heading.is_none_or(|heading| row.span.contains(heading));
            prop_assert!(headed, "{} and its heading", clause.eid);
            match clause.parent {
                Some(parent) => {
                    prop_assert!(parent < at, "parents stand before their parts");
                    prop_assert!(clauses[parent].span.contains(row.span), "{} in {}", clause.eid, parent);
                    prop_assert_eq!(clauses[parent].value.level + 1, clause.level);
                    prop_assert_eq!(clauses[parent].value.list, clause.list);
                }
                None => prop_assert_eq!(clause.level, 1),
            }
            if let Some(before) = sibling(clauses, at) {
                prop_assert!(before.span.end <= row.span.start, "{} and {}", before.value.eid, clause.eid);
            }
        }
    }

    #[test]
    fn the_outermost_clauses_cover_their_instrument(text in documents()) {
        let analysis = analyse(&text);
        let lists: BTreeSet<u32> = analysis.clauses.iter().map(|row| row.value.list).collect();
        for list in lists {
            let rows = || analysis.clauses.iter().filter(|row| row.value.list == list);
            let tops: Vec<&ClauseRow> = rows().filter(|row| row.value.level == 1).collect();
            let outermost: Vec<Span> = tops.iter().map(|row| row.span).collect();
            let (Some(first), Some(last)) = (outermost.first(), outermost.last()) else { continue };
            let whole = Span::new(first.start, last.end);
            prop_assert!(rows().all(|row| whole.contains(row.span)));
            prop_assert!(outermost.windows(2).all(|pair| pair[0].end <= pair[1].start));
            // Between two of them stand at most headings, lines without a word, and the prose below a numbered heading.
            let below_heading = |block: Span| {
                let above = tops.partition_point(|row| row.span.end <= block.start).checked_sub(1);
                above.is_some_and(|at| {
                    analysis.segments[tops[at].segment as usize].kind == SegmentKind::Heading
                })
            };
            for block in analysis.segments.iter().filter(|block| whole.contains(block.span)) {
                let worded = text[block.span.range()].contains(char::is_alphanumeric);
                let between = block.kind == SegmentKind::Heading || !worded;
                let held = outermost.iter().any(|clause| clause.contains(block.span));
                prop_assert!(
                    held || between || below_heading(block.span),
                    "{:?} is in no clause of {}",
                    block,
                    list
                );
            }
        }
    }

    #[test]
    fn preambles_and_signatures_frame_the_articles(text in documents()) {
        let analysis = analyse(&text);
        for (at, row) in analysis.clauses.iter().enumerate().filter(|(_, row)| row.value.kind != ClauseKind::Item) {
            let preamble = row.value.kind == ClauseKind::Preamble;
            let list = |at: Option<usize>| at.and_then(|at| analysis.clauses.get(at)).map(|row| row.value.list);
            let (before, behind) = (list(at.checked_sub(1)), list(Some(at + 1)));
            let (inner, outer) = if preamble { (behind, before) } else { (before, behind) };
            prop_assert!(inner == Some(row.value.list) && outer != Some(row.value.list));
            prop_assert!(analysis.provisions.iter().all(|provision| provision.value.clause != at));
        }
    }

    #[test]
    fn provisions_lie_in_their_clauses(text in documents()) {
        let analysis = analyse(&text);
        for row in &analysis.provisions {
            let clause = &analysis.clauses[row.value.clause];
            prop_assert!(clause.span.contains(row.span));
            let inside = row.value.condition.is_none_or(|condition| row.span.contains(condition));
            prop_assert!(inside, "a condition outside its sentence");
            let apart = clause.value.heading.is_none_or(|heading| !heading.overlaps(row.span));
            prop_assert!(apart, "a heading provides nothing");
        }
    }

    #[test]
    fn rows_stand_in_the_order_of_the_text(text in documents()) {
        let analysis = analyse(&text);
        prop_assert!(analysis.clauses.is_sorted_by_key(|row| row.span.start));
        prop_assert!(analysis.provisions.is_sorted_by_key(|row| row.span));
        prop_assert!(analysis.references.is_sorted_by_key(|row| row.span));
    }

    #[test]
    fn references_lie_in_their_clauses(text in documents()) {
        let analysis = analyse(&text);
        for row in &analysis.references {
            prop_assert!(analysis.clauses[row.value.clause].span.contains(row.span));
            prop_assert!(!row.value.target.is_empty());
            let own = row.value.resolved.is_none_or(|at| at < analysis.clauses.len() && row.value.internal);
            prop_assert!(own, "a clause of another law");
        }
    }
}

#[test]
fn the_names_that_an_agreement_gives_its_parties() {
    let text = "موافقت‌نامه راه\n\nشهرداری نیک‌دره (که از این پس «طرف نخست» خوانده می‌شود) و شهرداری سنگ‌دره \
        (که از این پس «طرف دوم» خوانده می‌شود) و با هم «طرف‌ها» نامیده می‌شوند، چنین توافق کردند:\n\n\
        ماده ۱ - طرف دوم باید راه را بسازد.\n\nماده ۲ - هرگاه برف ببارد، طرف‌ها باید مشورت کنند.\n";
    let analysis = analyse(text);
    let parties: Vec<Vec<&str>> = analysis
        .provisions
        .iter()
        .map(|row| {
            let ids = row.value.parties.iter().map(|party| analysis.entities[party.entity].name_fa.as_str());
            ids.collect()
        })
        .collect();
    assert_eq!(parties, [vec!["شهرداری سنگ‌دره"], vec!["شهرداری نیک‌دره", "شهرداری سنگ‌دره"]]);
}
