//! The contract of the columns, and rows built from a small analysis.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Date32Type, Float64Type, Int32Type, Int64Type};
use proptest::prelude::*;

use super::*;
use crate::calendar::{Calendar, Day, Period};
use crate::extract::{Analysis, Document, Finding, Found, RowRef, Severity};
use crate::rule::{Review, RuleId};
use crate::segment::{Segment, SegmentKind};
use crate::source::Reject;
use crate::stages::actors::{Entity, EntityKind, Mention, Method};
use crate::stages::clauses::{Clause, ClauseKind, Modality, Party, PartyRole, Provision, Reference};
use crate::stages::dates::{Anchor, Kind, Modifier, Precision, Resolution, TemporalExpression, Written};
use crate::stages::figures::{Base, Measure, Quantity, Unit};
use crate::table::Vocabulary;
use crate::table::tests::columns;
use crate::text::{Span, TokenRange};

#[test]
fn tables_that_are_of_no_stage_have_the_columns_of_the_contract() {
    let contract = [
        (
            "documents",
            "doc_id path format encoding bytes chars sha256 language title reference_date reference_source producer pages",
        ),
        ("findings", "finding_id doc_id table row_id check severity message char_start char_end"),
        ("rejects", "path stage code message byte_offset"),
        ("texts", "doc_id text"),
    ];
    for (name, expected) in contract {
        let counted =
            tables().iter().filter(|table| table.counted && name == "documents").map(|table| table.name);
        let expected: Vec<&str> = expected.split(' ').chain(counted).collect();
        assert_eq!(columns(table(name).unwrap()), expected.join(" "), "{name}");
    }
    let counted: Vec<&str> = tables().iter().filter(|table| table.counted).map(|table| table.name).collect();
    assert!(counted.starts_with(&["dates", "figures", "mentions", "clauses"]), "{counted:?}");
}

#[test]
fn keys_and_references_name_columns_that_exist() {
    let has =
        |table: &str, name: &str| super::table(table).unwrap().columns().any(|column| column.name == name);
    for table in tables() {
        for key in table.primary_key {
            assert!(table.columns().any(|column| column.name == *key && column.required && column.unique));
        }
        for reference in table.references {
            assert!(has(table.name, reference.column), "{}.{}", table.name, reference.column);
            assert!(has(reference.table, reference.to), "{}.{}", reference.table, reference.to);
        }
    }
}

#[test]
fn names_and_id_prefixes_are_unique() {
    let mut names: Vec<&str> = tables().iter().map(|table| table.name).collect();
    let mut prefixes: Vec<&str> = tables().iter().filter_map(|table| table.id_prefix).collect();
    for list in [&mut names, &mut prefixes] {
        let count = list.len();
        list.sort_unstable();
        list.dedup();
        assert_eq!(list.len(), count);
    }
    for table in tables() {
        let columns: Vec<&str> = table.columns().map(|column| column.name).collect();
        for (index, name) in columns.iter().enumerate() {
            assert!(
                !columns.iter().take(index).any(|earlier| earlier == name),
                "{} twice in {}",
                name,
                table.name
            );
        }
    }
}

#[test]
fn places_and_products_are_no_actors() {
    let kinds = table("actors").unwrap().columns().find(|column| column.name == "kind").unwrap().words;
    assert!([EntityKind::Place, EntityKind::Product].iter().all(|kind| !kinds.contains(&kind.word())));
    assert_eq!(kinds.len() + 2, EntityKind::WORDS.len());
}

#[test]
fn descriptions_name_every_column() {
    let (plain, markdown, json) = (text(), markdown(2), json());
    for (table, described) in tables().iter().zip(json.as_array().unwrap()) {
        assert_eq!(described["name"], table.name);
        assert!(markdown.contains(&format!("## {}\n", table.name)));
        for (column, described) in table.columns().zip(described["columns"].as_array().unwrap()) {
            assert_eq!(described["name"], column.name);
            assert_eq!(described["nullable"], !column.required);
            assert!(markdown.contains(&format!("| `{}` |", column.name)));
            assert!(plain.contains(&format!("  {} ", column.name)));
        }
    }
}

/// An agreement of two lines: «۱- » and a sentence with a date, a figure, a mention and a provision.
pub(crate) const TEXT: &str = "تفاهم‌نامه، \"نسخه\"\n۱- ایران ۵ کیلومتر را تا ۱۹ آبان ۱۳۹۹ در تهران می‌سازد";

fn span(part: &str) -> Span {
    let start = TEXT.find(part).unwrap();
    Span::new(start as u32, (start + part.len()) as u32)
}

fn found<T>(part: &str, value: T) -> Found<T> {
    Found { span: span(part), segment: 1, rule: RuleId(0), review: Review::None, value }
}

/// An analysis with a row in every table.
pub(crate) fn analysis() -> Analysis {
    let line = TEXT.split('\n').nth(1).unwrap();
    let segment = |kind, part: &str, parent, ordinal| Segment {
        kind,
        span: span(part),
        tokens: TokenRange::default(),
        parent,
        heading: (kind != SegmentKind::Heading).then_some(0),
        level: 1,
        ordinal,
    };
    let day = Calendar::Solar.day(1399, 8, 19).unwrap();
    let mention = |part: &str, entity, kind| {
        found(part, Mention { entity, kind, role: None, role_of: None, method: Method::Lexicon })
    };
    let entity = |id: &str, name: &str, kind| Entity {
        id: id.to_owned(),
        kind: Some(kind),
        name_fa: name.to_owned(),
        ..Entity::default()
    };
    #[allow(clippy::needless_update, reason = "the rows of a stage that is added are none")]
    Analysis {
        language: crate::language::Language::Persian,
        segments: vec![
            segment(SegmentKind::Heading, TEXT.split('\n').next().unwrap(), None, 1),
            segment(SegmentKind::ListItem, line, None, 2),
            segment(SegmentKind::Sentence, line, Some(1), 1),
        ],
        dates: vec![found(
            "۱۹ آبان ۱۳۹۹",
            TemporalExpression {
                kind: Kind::Date,
                calendar: Some(Calendar::Solar),
                resolution: Resolution::Explicit,
                period: Some(Period::single(day)),
                precision: Precision::Day,
                written: Written { year: Some(1399), month: Some(8), day: Some(19), weekday: None },
                instant: Some(1_604_955_600_000_000),
                time_zone: Some("Asia/Tehran"),
                // A day has no clock, whatever stands here.
                clock: Some(crate::stages::dates::Clock { hour: 1, minute: 2, second: 3 }),
                clock_end: None,
                duration: None,
                modifier: Modifier::Approx,
                paired_with: None,
                anchor: Some(Anchor::Reference),
                shape: crate::stages::dates::Shape::default(),
            },
        )],
        figures: vec![found(
            "۵ کیلومتر",
            Quantity {
                measure: Measure::Single(5.into()),
                approximate: false,
                kind: crate::stages::figures::Kind::Length,
                unit: Some(Unit {
                    code: "km".into(),
                    base: Some(Base { code: "m".into(), factor: 1000.0, offset: 0.0 }),
                }),
                unit_span: Some(span("کیلومتر")),
                item: None,
                per: None,
                as_written: None,
                denied_bound: false,
                fact: Default::default(),
            },
        )],
        mentions: vec![mention("ایران", 0, EntityKind::State), mention("تهران", 1, EntityKind::Place)],
        entities: vec![
            entity("iran", "ایران", EntityKind::State),
            entity("tehran", "تهران", EntityKind::Place),
        ],
        clauses: vec![found(
            line,
            Clause {
                kind: ClauseKind::Item,
                instrument: Some(span("تفاهم‌نامه")),
                list: 0,
                label: span("۱"),
                ordinal: 1,
                level: 1,
                parent: None,
                eid: "item_1".to_owned(),
                heading: None,
            },
        )],
        provisions: vec![found(
            line,
            Provision {
                clause: 0,
                modality: Modality::Obligation,
                effective: None,
                deadline: Some(day),
                duration: None,
                condition: None,
                parties: vec![Party { role: PartyRole::Obligor, entity: 0, mention: Some(0) }],
            },
        )],
        references: vec![found(
            "تهران",
            Reference { clause: 0, target: "point_1".to_owned(), internal: true, resolved: Some(0) },
        )],
        findings: vec![
            Finding {
                check: "calendar-mismatch",
                severity: Severity::Warning,
                row: Some(RowRef { table: "dates", index: 0 }),
                span: span("۱۹ آبان ۱۳۹۹"),
                message: "one, \"two\"".to_owned(),
            },
            Finding {
                check: "sum-mismatch",
                severity: Severity::Info,
                row: None,
                span: span("ایران"),
                message: "three".to_owned(),
            },
        ],
        ..Analysis::default()
    }
}

/// The tables of documents with these ids, each with the same text.
pub(crate) fn built(doc_ids: &[&str]) -> Tables {
    let mut builder = TablesBuilder::new(|_| "day-month-year");
    for doc_id in doc_ids {
        let document = Document { doc_id, text: TEXT, reference: Some(Day(18_606)), ..Document::default() };
        // A path with a comma, for CSV.
        let record = DocumentRecord { path: "raw/a,b.txt", sha256: "00", ..DocumentRecord::of(&document) };
        builder.append(&record, &analysis(), TEXT);
    }
    builder.reject(&Reject {
        path: "raw/c.txt".to_owned(),
        stage: "source",
        code: "binary",
        message: "expected text".to_owned(),
        byte_offset: Some(7),
    });
    builder.finish().unwrap()
}

fn cell<'a>(batch: &'a RecordBatch, column: &str, row: usize) -> Option<&'a str> {
    let array = batch.column_by_name(column).unwrap().as_string::<i32>();
    array.is_valid(row).then(|| array.value(row))
}

#[test]
fn every_table_gets_its_rows() {
    let tables = built(&["one"]);
    let expected = |name| match name {
        "segments" => 3,
        "mentions" | "findings" => 2,
        "documents" | "dates" | "figures" | "actors" | "places" | "clauses" | "provisions" => 1,
        "provision_parties" | "clause_references" | "rejects" | "texts" => 1,
        _ => 0,
    };
    for (table, batch) in super::tables().iter().zip(tables.batches()) {
        assert_eq!(batch.num_rows(), expected(table.name), "{}", table.name);
        assert_eq!(batch.schema(), table.arrow_schema());
    }
}

#[test]
fn rows_state_place_values_and_links() {
    let tables = built(&["one"]);
    let dates = tables.get("dates").unwrap();
    let number = |batch: &RecordBatch, column: &str| {
        batch.column_by_name(column).unwrap().as_primitive::<Int32Type>().value(0) as usize
    };
    let (start, end) = (number(dates, "char_start"), number(dates, "char_end"));
    let slice: String = TEXT.chars().skip(start).take(end - start).collect();
    assert_eq!(slice, "۱۹ آبان ۱۳۹۹");
    assert_eq!(&TEXT[number(dates, "byte_start")..number(dates, "byte_end")], slice);
    assert_eq!(cell(dates, "text", 0), Some(slice.as_str()));
    assert_eq!(cell(dates, "rule", 0), Some("day-month-year"));
    assert_eq!(cell(dates, "edtf", 0), Some("2020-11-09~"));
    assert_eq!(cell(dates, "solar_start", 0), Some("1399/08/19"));
    assert_eq!(cell(dates, "anchor_id", 0), Some("reference"));
    assert!(dates.column_by_name("hour").unwrap().is_null(0));
    assert_eq!(dates.column_by_name("start_date").unwrap().as_primitive::<Date32Type>().value(0), 18_575);

    let segments = tables.get("segments").unwrap();
    assert_eq!(cell(dates, "segment_id", 0), cell(segments, "segment_id", 1));
    assert_eq!(cell(segments, "parent_id", 2), cell(segments, "segment_id", 1));
    assert_ne!(cell(segments, "segment_id", 1), cell(segments, "segment_id", 2));
    assert_eq!(cell(segments, "heading_id", 0), None);
    assert_eq!(cell(segments, "heading_id", 2), cell(segments, "segment_id", 0));

    let figures = tables.get("figures").unwrap();
    let base = figures.column_by_name("value_base").unwrap().as_primitive::<Float64Type>();
    assert_eq!((base.value(0), cell(figures, "unit_base", 0)), (5000.0, Some("m")));
    assert_eq!(cell(figures, "unit_text", 0), Some("کیلومتر"));

    let findings = tables.get("findings").unwrap();
    assert_eq!(cell(findings, "table", 0), Some("dates"));
    assert_eq!(cell(findings, "row_id", 0), cell(dates, "date_id", 0));
    assert_eq!((cell(findings, "table", 1), cell(findings, "row_id", 1)), (None, None));

    let parties = tables.get("provision_parties").unwrap();
    assert_eq!(cell(parties, "mention_id", 0), cell(tables.get("mentions").unwrap(), "mention_id", 0));
    assert_eq!(cell(parties, "entity_id", 0), Some("iran"));
    let clauses = tables.get("clauses").unwrap();
    assert_eq!(cell(tables.get("provisions").unwrap(), "clause_id", 0), cell(clauses, "clause_id", 0));
    assert_eq!(cell(clauses, "instrument", 0), Some("تفاهم‌نامه"));
    assert!(cell(clauses, "list_id", 0).unwrap().starts_with("l-"));
    for name in ["dates", "figures", "mentions", "clause_references"] {
        assert_eq!(cell(tables.get(name).unwrap(), "clause_id", 0), cell(clauses, "clause_id", 0), "{name}");
    }
    let references = tables.get("clause_references").unwrap();
    assert_eq!(cell(references, "target_clause_id", 0), cell(clauses, "clause_id", 0));
    assert_eq!(
        (cell(references, "target", 0), cell(references, "scope", 0)),
        (Some("point_1"), Some("internal"))
    );
}

#[test]
fn indices_and_spans_that_point_nowhere_break_nothing() {
    let mut analysis = analysis();
    analysis.dates[0].span = Span::new(1, i32::MAX as u32);
    analysis.dates[0].segment = 99;
    analysis.dates[0].value.paired_with = Some(99);
    analysis.mentions[0].value.entity = 99;
    analysis.provisions[0].value.clause = 99;
    analysis.findings[0].row = Some(RowRef { table: "dates", index: 99 });
    let document = Document { doc_id: "x", text: TEXT, ..Document::default() };
    let record = DocumentRecord { keep_text: false, ..DocumentRecord::of(&document) };
    let mut builder = TablesBuilder::new(|_| "");
    builder.append(&record, &analysis, TEXT);
    let tables = builder.finish().unwrap();
    assert_eq!(cell(tables.get("dates").unwrap(), "paired_with", 0), None);
    assert_eq!(tables.get("texts").unwrap().num_rows(), 0);
}

proptest! {
    #[test]
    fn entities_count_the_same_in_any_grouping(
        documents in proptest::collection::vec(proptest::collection::vec(0usize..4, 0..5), 0..6),
        cut in 0usize..6,
    ) {
        let analyses: Vec<Analysis> = documents.iter().map(|mentions| {
            let entity = |&index: &usize| Entity {
                id: format!("e{index}"),
                kind: Some(if index == 0 { EntityKind::Place } else { EntityKind::State }),
                ..Entity::default()
            };
            let sample = analysis();
            Analysis {
                mentions: (0..mentions.len()).map(|at| {
                    let mut mention = sample.mentions[0].clone();
                    mention.value.entity = at;
                    mention
                }).collect(),
                entities: mentions.iter().map(entity).collect(),
                ..Analysis::default()
            }
        }).collect();
        let count = |analyses: &[Analysis]| {
            let mut counts = EntityCounts::default();
            analyses.iter().for_each(|analysis| counts.add(analysis));
            counts
        };
        let whole = count(&analyses);
        let (head, tail) = analyses.split_at(cut.min(analyses.len()));
        let mut merged = count(head);
        merged.merge(&count(tail));
        prop_assert_eq!(whole.actors().unwrap(), merged.actors().unwrap());
        prop_assert_eq!(whole.places().unwrap(), merged.places().unwrap());
        let mentions: i64 = [whole.actors().unwrap(), whole.places().unwrap()].iter().flat_map(|batch| {
            batch.column_by_name("mentions").unwrap().as_primitive::<Int64Type>().values().to_vec()
        }).sum();
        prop_assert_eq!(mentions, documents.iter().map(|mentions| mentions.len() as i64).sum::<i64>());
    }
}

#[test]
fn a_long_document_in_parts_has_the_rows_of_one_batch() {
    let engine = crate::extract::Engine::builder().build().unwrap();
    let text = "ماده ۱ - علی در ۲۰ آبان ۱۳۹۹ ده نفر را دید.\n".repeat(9_000);
    let document = Document { doc_id: "long", text: &text, ..Document::default() };
    let whole = extract_one(&engine, &document).unwrap();

    let (mut parts, mut cut) = (Vec::new(), TablesBuilder::new(|rule| engine.rules().name(rule)));
    let record = DocumentRecord::of(&document);
    cut.append_in_parts(&record, &engine.analyse(&document), &text, &mut |part| {
        parts.push(part);
        Ok(())
    })
    .unwrap();
    assert!(!parts.is_empty());
    parts.push(cut.finish().unwrap());
    parts.push(Tables::of_text("long", text.clone()).unwrap());
    for (at, (table, batch)) in tables().iter().zip(whole.batches()).enumerate() {
        let some: Vec<_> = parts.iter().map(|part| part.batches()[at].clone()).collect();
        let joined = arrow::compute::concat_batches(&table.arrow_schema(), &some).unwrap();
        assert_eq!(&joined, batch, "{}", table.name);
        assert!(some.iter().all(|part| part.num_rows() < 20_000), "{}", table.name);
    }
}
