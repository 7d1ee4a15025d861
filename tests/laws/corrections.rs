//! Corrections: they outlive what happens to documents, hit no other row, and leave datasets sound.

use jadval::corrections::{Correction, Corrections, Line, Quote, Verdict, read};
use jadval::dataset::Dataset;
use jadval::extract::{Document, Engine};
use jadval::pipeline::{Plan, Request};
use jadval::source::{discover, sha256};
use jadval::tables::{Row, Tables, extract_one, rows, rows_of_batch};
use jadval::validate::{Against, validate};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::{Arc, LazyLock};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().unwrap());

/// The tables with the columns of their ids.
const TABLES: [(&str, &str); 7] = [
    ("dates", "date_id"),
    ("figures", "figure_id"),
    ("mentions", "mention_id"),
    ("clauses", "clause_id"),
    ("provisions", "provision_id"),
    ("statements", "statement_id"),
    ("events", "event_id"),
];

fn extracted(doc_id: &str, text: &str, sha256: &str, corrections: &[Arc<Line>]) -> Tables {
    extract_one(&ENGINE, &Document { doc_id, text, sha256, corrections, ..Document::default() }).unwrap()
}

fn quote(text: &str, row: &Row) -> Quote {
    let at = |column: &str| row.get(column).unwrap().parse::<u32>().unwrap();
    let (char_start, char_end) = (at("char_start"), at("char_end"));
    let chars: Vec<char> = text.chars().collect();
    let (start, end) = (char_start as usize, char_end as usize);
    Quote {
        exact: chars[start..end].iter().collect(),
        prefix: chars[start.saturating_sub(32)..start].iter().collect(),
        suffix: chars[end..chars.len().min(end + 32)].iter().collect(),
        char_start,
        char_end,
    }
}

/// What a reviewer says of a row, by the number of the row.
fn line(table: &str, id: &str, row: &Row, text: &str, verdict: Verdict, number: u32) -> Arc<Line> {
    let set = match (verdict, table) {
        (Verdict::Correct, "dates") => json!({"kind": "date", "edtf": "2011-03-04", "calendar": "solar"}),
        (Verdict::Correct, "figures") => json!({"value": 77.5, "modifier": "none"}),
        (Verdict::Correct, "mentions") => json!({"entity_id": "somebody-else", "kind": "company"}),
        (Verdict::Correct, "clauses") => json!({"ordinal": 9}),
        (Verdict::Correct, "provisions") => json!({"modality": "permission", "deadline_date": "2030-01-01"}),
        (Verdict::Correct, "statements") => json!({"act": "deny", "hearsay": true}),
        (Verdict::Correct, _) => json!({"type": "found", "status": "planned"}),
        _ => json!({}),
    };
    let Value::Object(set) = set else { unreachable!() };
    let correction = Correction {
        table: table.to_owned(),
        row_id: row.get(id).map(ToOwned::to_owned),
        verdict,
        set,
        was: Map::new(),
        doc_id: "a".to_owned(),
        doc_sha256: Some("00".to_owned()),
        quote: quote(text, row),
        rule: row.get("rule").map(ToOwned::to_owned),
        reviewer: "مینا".to_owned(),
        at: None,
        note: None,
    };
    Arc::new(Line { file: "c.jsonl".into(), number, correction })
}

/// One correction for each row of a document; `verdicts` come round again.
fn lines(text: &str, tables: &Tables, verdicts: &[Verdict]) -> Vec<Arc<Line>> {
    let mut out = Vec::new();
    for (table, id) in TABLES {
        for row in rows(tables, table).unwrap() {
            let verdict = verdicts[out.len() % verdicts.len()];
            out.push(line(table, id, &row, text, verdict, out.len() as u32 + 1));
        }
    }
    out
}

const SENTENCES: [&str; 8] = [
    "وزیر نیرو حسین کاظمی در {} آبان ۱۳۹۹ گفت که {} کیلومتر خط تازه ساخته شده است.",
    "در زلزله {} شهریور ۱۳۸۵ در کرمان {} نفر کشته شدند و صدها خانه ویران شد.",
    "شرکت نفت پارس {} میلیون دلار به ایران پرداخت و قرارداد {} ساله بست.",
    "ماده {} - دولت ترکیه مکلف است ظرف {} روز گزارش خود را به مجلس بدهد.",
    "به گفته سخنگوی وزارت بهداشت {} بیمار در {} استان بستری شدند.",
    "بهای هر لیتر شیر از {} تومان به {} هزار تومان رسید.",
    "قرارداد میان ایران و عراق در {} مهر ۱۳۹۰ برای {} سال امضا شد.",
    "حدود {} تن گندم در {} روز نخست سال خریداری شد.",
];

fn text() -> impl Strategy<Value = Vec<String>> {
    let sentence = (0..SENTENCES.len(), 1..29_u32, 2..28_u32).prop_map(|(which, a, b)| {
        SENTENCES[which].replacen("{}", &a.to_string(), 1).replacen("{}", &b.to_string(), 1)
    });
    proptest::collection::vec(sentence, 1..6)
}

fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        'ي' => 'ی',
        'ك' => 'ک',
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200c}').map(plain).collect()
}

/// What became of corrections: status, and the words of the row that each found.
fn became(tables: &Tables) -> Vec<(String, Option<String>)> {
    let found = |table: &str, id: &str| {
        let (_, column) = TABLES.into_iter().find(|(name, _)| *name == table).unwrap();
        let rows = rows(tables, table).unwrap();
        let row = rows
            .iter()
            .find(|row| row.get(column) == Some(id))
            .unwrap_or_else(|| panic!("{table} has no {id}"));
        row.get("text").unwrap().to_owned()
    };
    let all = rows(tables, "corrections").unwrap();
    let one = |row: &Row| {
        let id = row.get("row_id").filter(|id| !id.is_empty());
        (row.get("status").unwrap().to_owned(), id.map(|id| found(row.get("table").unwrap(), id)))
    };
    all.iter().map(one).collect()
}

/// All rows but those of corrections, as text.
fn printed(tables: &Tables) -> Vec<String> {
    let names = jadval::tables::tables().iter().map(|table| table.name).filter(|name| *name != "corrections");
    names.flat_map(|name| rows(tables, name).unwrap()).map(|row| row.to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn they_survive_edits_elsewhere_names_spellings_and_lines(sentences in text(), extra in "[آ-ی ]{0,40}") {
        let text = sentences.join("\n\n");
        let said = lines(&text, &extracted("a", &text, "00", &[]), &[Verdict::Accept]);
        let versions = [
            ("a", "11", format!("{extra} بود.\n\n{text}\n\n{extra} هست.")),
            ("b", "00", text.clone()),
            ("a", "11", text.replace('ی', "ي").replace('ک', "ك")),
            ("a", "11", text.split(' ').enumerate().map(|(n, word)| format!("{word}{}", if n % 7 == 6 { '\n' } else { ' ' })).collect()),
            ("b", "11", format!("{text}\n\nپایان.")),
        ];
        for (doc_id, sum, version) in versions {
            let tables = extracted(doc_id, &version, sum, &said);
            let became = became(&tables);
            prop_assert_eq!(became.len(), said.len());
            for (line, (status, found)) in said.iter().zip(&became) {
                if let Some(found) = found {
                    prop_assert_eq!(folded(found), folded(&line.correction.quote.exact));
                }
                let known = ["applied", "moved", "ambiguous"].contains(&status.as_str());
                // A line end may cut a row in two.
                prop_assert!(known || version.contains('\n') && status == "outdated", "{} {}", status, line.correction.quote.exact);
            }
            // Sentences that stand there twice cannot be told apart by their words.
            let single = sentences.iter().collect::<std::collections::BTreeSet<_>>().len() == sentences.len();
            if single && doc_id == "b" && sum == "00" {
                prop_assert!(became.iter().all(|(status, _)| status != "ambiguous"), "{:?}", became);
            }
        }
    }

    #[test]
    fn they_never_hit_another_row(sentences in text(), gone in any::<prop::sample::Index>()) {
        let text = sentences.join("\n\n");
        let said = lines(&text, &extracted("a", &text, "00", &[]), &[Verdict::Reject]);
        let gone = gone.index(sentences.len());
        let starts = sentences[..gone].iter().map(|sentence| sentence.chars().count() + 2).sum::<usize>() as u32;
        let ends = starts + sentences[gone].chars().count() as u32;
        let mut rest = sentences.clone();
        rest.remove(gone);
        prop_assume!(!rest.contains(&sentences[gone]));
        let rest = rest.join("\n\n");
        let plain = extracted("a", &rest, "11", &[]);
        // Rows with the same words and all that is quoted on one side cannot be told from rows whose neighbours were edited.
        let others: Vec<Quote> = TABLES
            .iter()
            .flat_map(|(table, _)| rows(&plain, table).unwrap())
            .map(|row| quote(&rest, &row))
            .collect();
        let alike = |one: &Quote, other: &Quote| {
            one.exact == other.exact && (one.prefix == other.prefix || one.suffix == other.suffix)
        };
        let about: Vec<_> = said
            .iter()
            .filter(|line| {
                let quote = &line.correction.quote;
                let inside = quote.char_start >= starts && quote.char_end <= ends;
                inside && !others.iter().any(|other| alike(quote, other))
            })
            .cloned()
            .collect();
        let tables = extracted("a", &rest, "11", &about);
        for row in rows(&tables, "corrections").unwrap() {
            prop_assert!(["stale", "ambiguous", "outdated", "settled"].contains(&row.get("status").unwrap()), "{}", row);
        }
        prop_assert_eq!(printed(&plain), printed(&tables));
    }

    #[test]
    fn saying_it_twice_changes_nothing(sentences in text(), verdicts in verdicts()) {
        let text = sentences.join("\n\n");
        let said = lines(&text, &extracted("a", &text, "00", &[]), &verdicts);
        let once = extracted("a", &text, "00", &said);
        let twice: Vec<Arc<Line>> = said.iter().chain(&said).map(|line| Arc::new(Line::clone(line))).collect();
        prop_assert_eq!(printed(&once), printed(&extracted("a", &text, "00", &twice)));
        let applied = rows(&once, "corrections").unwrap();
        // What somebody says of one row may take others with it, and the next one of the same words has the id of such a one.
        let gone = |row: &Row| {
            let rejected = row.get("verdict") == Some("reject") && row.get("status") == Some("settled");
            rejected || row.get("message").is_some_and(|message| message.contains("makes no row"))
        };
        let alike = |row: &Row, other: &Row| ["table", "quote"].iter().all(|column| row.get(column) == other.get(column));
        prop_assert!(applied.iter().all(|row| match row.get("status").unwrap() {
            "applied" | "settled" => true,
            "moved" => applied.iter().any(|other| gone(other) && alike(row, other)),
            _ => gone(row),
        }), "{:?}", applied.iter().map(ToString::to_string).collect::<Vec<_>>());
        for (table, _) in TABLES {
            let corrected = rows(&once, table).unwrap();
            let of = |verdict| said.iter().filter(|line| line.correction.table == table && line.correction.verdict == verdict).count();
            let with = |review: &str| corrected.iter().filter(|row| row.get("review") == Some(review)).count();
            if ["dates", "figures", "mentions", "clauses"].contains(&table) {
                prop_assert_eq!(with("corrected"), of(Verdict::Correct), "{}", table);
                prop_assert_eq!(with("accepted"), of(Verdict::Accept), "{}", table);
            }
        }
    }

    #[test]
    fn datasets_with_them_are_sound(sentences in text(), verdicts in verdicts()) {
        let text = sentences.join("\n\n") + "\nپایان کار فردا است.";
        let mut said = lines(&text, &extracted("a", &text, "", &[]), &verdicts);
        let end = text.chars().count() as u32;
        for (table, set) in [("dates", json!({"edtf": "2020-05"})), ("figures", json!({"value": 3, "unit": "km"})), ("mentions", json!({"kind": "group"})), ("events", json!({"type": "decide"})),
            ("statements", json!({"cue_text": "پایان", "act": "warn"})), ("clauses", json!({"kind": "item"}))] {
            let added = json!({"table": table, "verdict": "add", "set": set, "doc_id": "a", "reviewer": "او",
                "quote": {"exact": "کار فردا", "prefix": "پایان ", "suffix": " است.", "char_start": end - 13, "char_end": end - 5}});
            let parsed = read("d.jsonl", &added.to_string(), &Engine::corrected_tables()).unwrap();
            said.extend(parsed.into_iter().map(Arc::new));
        }
        let (failed, _) = sound(&text, &said);
        prop_assert!(failed.is_empty(), "{}\n{}", text, failed.join("\n"));
    }

    /// Runs find the document by its quotations, whatever it is called and whatever it is written in by now.
    #[test]
    fn they_survive_other_names_with_other_texts_and_other_formats(sentences in text(), extra in "[آ-ی]{4,9}( [آ-ی]{2,7}){0,6}") {
        let sentences: Vec<String> = sentences.iter().enumerate().filter(|(n, one)| !sentences[..*n].contains(one)).map(|(_, one)| one.clone()).collect();
        let text = sentences.join("\n\n");
        let said = lines(&text, &extracted("a", &text, "00", &[]), &[Verdict::Accept]);
        let reflowed: String = text.split(' ').enumerate().map(|(n, word)| format!("{word}{}", if n % 7 == 6 { '\n' } else { ' ' })).collect();
        let paragraphs: String = sentences.iter().map(|one| format!("<p>{one}</p>\n")).collect();
        let page = format!("<html><body><article><p>{extra} بود.</p>{paragraphs}</article></body></html>");
        let record = json!({"doc_id": "records/1", "text": format!("{extra} بود.\n\n{text}")}).to_string();
        let spelt = text.replace('ی', "ي").replace('ک', "ك");
        for (name, content) in [
            ("b.txt", format!("{extra} بود.\n\n{text}\n\n{extra} هست.")),
            ("b.txt", format!("{extra} بود.\n\n{spelt}")),
            ("b.txt", format!("{extra} بود.\n\n{reflowed}")),
            ("a.html", page.clone()),
            ("b.html", page.clone()),
            ("c.jsonl", record),
        ] {
            let told = became_in_a_run(name, &content, &said);
            prop_assert_eq!(told.len(), said.len());
            for (status, message, quote) in &told {
                // A line end may cut a row in two.
                let known = ["applied", "moved"].contains(&status.as_str()) || status == "outdated" && message.contains("makes no row");
                let twice = status == "ambiguous" && message.contains("several");
                prop_assert!(known || twice, "{} {}: {} {}\n{}", name, quote, status, message, content);
            }
            let found = told.iter().filter(|(status, ..)| ["applied", "moved"].contains(&status.as_str())).count();
            prop_assert!(2 * found > told.len() || content.contains(&reflowed), "{} {:?}", name, told);
        }
    }

    #[test]
    fn added_clauses_find_their_place_in_the_tree(
        lines in proptest::collection::vec(0..LINES.len(), 2..9),
        added in proptest::collection::vec((any::<prop::sample::Index>(), 1..4_usize, prop::option::of(1..4_u8)), 1..4),
    ) {
        let lines: Vec<String> = lines.iter().enumerate().map(|(n, which)| LINES[*which].replace("{}", &(n + 1).to_string())).collect();
        let text = lines.join("\n");
        let mut said: Vec<Arc<Line>> = Vec::new();
        for (first, count, level) in &added {
            let first = first.index(lines.len());
            let quoted = lines[first..lines.len().min(first + count)].join("\n");
            let start = lines[..first].iter().map(|line| line.chars().count() as u32 + 1).sum::<u32>();
            let mut set = json!({"kind": "item"});
            if let Some(level) = level {
                set["level"] = json!(level);
            }
            let line = json!({"table": "clauses", "verdict": "add", "set": set, "doc_id": "a", "reviewer": "او",
                "quote": {"exact": quoted, "char_start": start, "char_end": start + quoted.chars().count() as u32}});
            said.extend(read("d.jsonl", &line.to_string(), &Engine::corrected_tables()).unwrap().into_iter().map(Arc::new));
        }
        let sum = sha256(text.as_bytes());
        let said: Vec<Arc<Line>> = said.iter().map(|line| {
            let mut line = Line::clone(line);
            line.correction.doc_sha256 = Some(sum.clone());
            Arc::new(line)
        }).collect();
        let (failed, tables) = sound(&text, &said);
        prop_assert!(failed.is_empty(), "{}\n{}", text, failed.join("\n"));
        let told = rows(&tables, "corrections").unwrap();
        let applied: std::collections::BTreeSet<_> = told
            .iter()
            .filter(|row| row.get("status") == Some("applied"))
            .map(|row| row.get("row_id").unwrap().to_owned())
            .collect();
        let clauses = rows(&tables, "clauses").unwrap();
        let people: std::collections::BTreeSet<_> = clauses
            .iter()
            .filter(|row| row.get("review") == Some("added"))
            .map(|row| row.get("clause_id").unwrap().to_owned())
            .collect();
        prop_assert_eq!(applied, people);
    }
}

/// Lines of which clauses are made, and others.
const LINES: [&str; 7] = [
    "ماده {} - وزارت راه مکلف است راه را بسازد.",
    "تبصره {} - راه باید پهن باشد.",
    "الف - راه نخست از شهر می‌گذرد.",
    "ب - راه دوم از کنار رود می‌رود.",
    "{} - هزینه را دولت می‌پردازد.",
    "این سطر شماره ندارد و دنباله است.",
    "مجلس آن را تصویب کرد.",
];

/// A plan whose engine all runs share: to make one takes longer than a run.
static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "x").unwrap();
    Plan::resolve(Request::new("sound", vec![folder.path().join("a.txt")], folder.path().join("out")))
        .unwrap()
});

/// Runs over one file of a folder with corrections, to the folder `out` beside it.
fn ran(folder: &Path, name: &str, content: &str, said: &[Arc<Line>]) {
    std::fs::write(folder.join(name), content).unwrap();
    let plan = Plan {
        files: Arc::new(discover(&[folder.join(name)]).unwrap()),
        reading: PLAN.reading.clone(),
        engine: Arc::clone(&PLAN.engine),
        out: folder.join("out"),
        sink: PLAN.sink.clone(),
        with_text: false,
        timeout_per_document: None,
        max_document_memory: None,
        jobs: None,
        corrections: Arc::new(Corrections::new(said.iter().map(|line| Line::clone(line)))),
        cache: None,
    };
    plan.run(&(), &Arc::default()).unwrap();
}

/// What is wrong with the dataset of a text with corrections, and its tables.
fn sound(text: &str, said: &[Arc<Line>]) -> (Vec<String>, Tables) {
    let folder = tempfile::tempdir().unwrap();
    ran(folder.path(), "a.txt", text, said);
    let against = Against {
        sources: Path::new("."),
        lexicon: &ENGINE.grammar().lexicon,
        expectations: &[],
        demands: jadval::validate::Demands::default(),
    };
    let report = validate(&folder.path().join("out"), against).unwrap();
    let failed =
        report.failures(jadval::validate::Severity::Error).map(|check| format!("{check:?}")).collect();
    (failed, extracted("a", text, &sha256(text.as_bytes()), said))
}

/// What becomes of corrections in a run over one file: status, message and quotation of each.
fn became_in_a_run(name: &str, content: &str, said: &[Arc<Line>]) -> Vec<(String, String, String)> {
    let folder = tempfile::tempdir().unwrap();
    ran(folder.path(), name, content, said);
    let mut out = Vec::new();
    for batch in Dataset::open(&folder.path().join("out")).unwrap().batches("corrections", None).unwrap() {
        for row in rows_of_batch(&batch.unwrap()).unwrap() {
            let cell = |column: &str| row.get(column).unwrap_or_default().to_owned();
            out.push((cell("status"), cell("message"), cell("quote")));
        }
    }
    out
}

fn verdicts() -> impl Strategy<Value = Vec<Verdict>> {
    proptest::collection::vec(
        prop::sample::select(vec![Verdict::Accept, Verdict::Reject, Verdict::Correct]),
        5..11,
    )
}
