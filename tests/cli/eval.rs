//! `eval`: precision by what people said, and against gold of every form.

use super::Project;
use std::fs;

const TEXT: &str =
    "🙂 علی لاریجانی در ۱۹ آبان ۱۳۹۹ به تهران رفت.\nاو ۵ کیلومتر راه رفت و ۳۰ کیلوگرم بار برد.\n";

fn project() -> Project {
    let project = Project::new(&[
        ("raw/a.txt", TEXT.as_bytes()),
        ("raw/b.txt", "در ۲۰ آذر ۱۳۹۸ باران آمد.\n".as_bytes()),
    ]);
    project.jadval(&["extract", "raw", "--out", "t", "--format", "parquet,csv", "--quiet"]).says(0, &[]);
    project
}

/// The characters of some words of the text, in code points or in units of UTF-16.
fn place(words: &str, utf16: bool) -> (usize, usize) {
    let at = TEXT.find(words).expect("the words");
    let count = |text: &str| if utf16 { text.encode_utf16().count() } else { text.chars().count() };
    (count(&TEXT[..at]), count(&TEXT[..at + words.len()]))
}

#[test]
fn a_dataset_against_itself_is_wholly_right() {
    let project = project();
    let ended = project.jadval(&["eval", "t", "--gold", "t", "--format", "json"]);
    ended.says(0, &[]);
    let told: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let tables = told["gold"]["tables"].as_array().expect("tables");
    assert!(tables.len() >= 3, "{tables:?}");
    for table in tables {
        for number in ["precision", "recall", "f1", "exact", "value"] {
            assert_eq!(table["score"][number], 1.0, "{}: {number}", table["table"]);
        }
        assert_eq!(table["misses"].as_array().map(Vec::len), Some(0));
    }
    let same = project.jadval(&["eval", "t", "--gold", "t", "--compare", "t"]);
    assert!(same.stdout.contains("+0.0 to +0.0") && same.stdout.contains("cannot be told"), "{same:?}");
}

#[test]
fn foreign_gold_is_read_checked_and_limited() {
    let project = project();
    for utf16 in [false, true] {
        let span = |words: &str, label: &str| {
            let (start, end) = place(words, utf16);
            serde_json::json!([start, end, label])
        };
        let gold = serde_json::json!({"text": TEXT, "label":
            [span("۱۹ آبان ۱۳۹۹", "DATE"), span("۵ کیلومتر", "QUANTITY"), span("تهران", "LOC")]});
        project.write("gold.jsonl", gold.to_string().as_bytes());
        let ended = project.jadval(&[
            "eval",
            "t",
            "--gold",
            "gold.jsonl",
            "--fail-under",
            "dates.f1=1",
            "--fail-under",
            "figures.recall=1",
        ]);
        ended.says(0, &[]);
        assert!(ended.stdout.contains("spurious a: …") && ended.stdout.contains("«۳۰ کیلوگرم»"), "{ended:?}");
        let args = [
            "eval",
            "t",
            "--gold",
            "gold.jsonl",
            "--format",
            "junit",
            "--fail-under",
            "figures.precision=0.9",
        ];
        let junit = project.jadval(&args);
        junit.says(1, &["figures.precision: expected at least 0.9, found 0.5"]);
        assert!(junit.stdout.contains("<failure type=\"fail-under\""), "{junit:?}");
    }
    project
        .jadval(&["eval", "t", "--gold", "gold.jsonl", "--fail-under", "date.f1=1"])
        .says(2, &["did you mean \"dates.f1\""]);
    project
        .jadval(&["eval", "t", "--gold", "gold.jsonl", "--fail-under", "dates.f1=7"])
        .says(2, &["from 0 to 1"]);
    project.write(
        "wrong.jsonl",
        r#"{"doc_id":"a","table":"dates","char_start":0,"char_end":3,"text":"فردا"}"#.as_bytes(),
    );
    project.jadval(&["eval", "t", "--gold", "wrong.jsonl"]).says(2, &["wrong.jsonl:1", "expected «فردا»"]);
    project.jadval(&["eval", "t", "--gold", "nowhere.jsonl"]).says(3, &["nowhere.jsonl"]);
    let md = project.jadval(&["eval", "t", "--agreement", "t", "gold.jsonl", "--format", "md"]);
    assert!(md.code == 0 && md.stdout.contains("| dates | 1 | 1 |"), "{md:?}");
}

#[test]
fn what_people_said_gives_precision_with_its_interval() {
    let project = project();
    let csv = fs::read_to_string(project.path("t/figures.csv")).expect("a table");
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let names = lines.next().expect("names");
    let at = |name: &str| names.iter().position(|other| *other == name).expect("a column");
    let said: Vec<String> = lines
        .zip(["accept", "reject"])
        .map(|(row, verdict)| {
            let number = |name: &str| row[at(name)].parse::<usize>().expect("a number");
            let (start, end) = (number("char_start"), number("char_end"));
            let chars: Vec<char> = TEXT.chars().collect();
            let part = |from: usize, to: usize| chars[from..to.min(chars.len())].iter().collect::<String>();
            serde_json::json!({"table": "figures", "row_id": row[0], "verdict": verdict, "doc_id": "a", "reviewer": "x",
                "rule": row[at("rule")],
                "quote": {"exact": part(start, end), "prefix": part(start.saturating_sub(32), start), "suffix": part(end, end + 32),
                    "char_start": start, "char_end": end}}).to_string()
        })
        .collect();
    project.write("c.jsonl", said.join("\n").as_bytes());
    project.jadval(&["extract", "raw", "--out", "t", "--corrections", "c.jsonl", "--quiet"]).says(0, &[]);
    let ended = project.jadval(&["eval", "t", "--format", "json", "--fail-under", "figures.precision=0.6"]);
    ended.says(1, &["figures.precision: expected at least 0.6, found 0.5"]);
    let told: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let figures = &told["reviewed"]["tables"]["figures"];
    assert_eq!(
        (&figures["rows"], &figures["reviewed"], &figures["right"]),
        (&2.into(), &2.into(), &1.into())
    );
    let low = figures["low"].as_f64().expect("a number");
    assert!((low - 0.0945).abs() < 1e-3, "{figures}");
    let human = project.jadval(&["eval", "t"]);
    assert!(human.stdout.contains("more for ±5 %"), "{human:?}");
}

#[test]
fn no_row_counts_twice_and_places_that_do_not_fit_are_refused() {
    let project = project();
    let (first, _) = place("۵ کیلومتر", false);
    let (_, last) = place("۳۰ کیلوگرم", false);
    let line = |start: i64, end: i64, rest: &str| {
        format!("{{\"doc_id\":\"a\",\"table\":\"figures\",\"char_start\":{start},\"char_end\":{end}{rest}}}")
    };
    let figures = |gold: &str| {
        project.write("gold.jsonl", gold.as_bytes());
        let ended = project.jadval(&["eval", "t", "--gold", "gold.jsonl", "--format", "json"]);
        ended.says(0, &[]);
        let told: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
        let score = told["gold"]["tables"][0]["score"].clone();
        ["gold", "rows", "found"].map(|name| score[name].as_u64().expect("a count"))
    };
    // Two of the program's rows overlap one of the gold: one is found, one is too many.
    assert_eq!(figures(&line(first as i64, last as i64, "")), [1, 2, 1]);
    let (start, end) = place("۵ کیلومتر", false);
    let same = line(start as i64, end as i64, "");
    assert_eq!(figures(&format!("{same}\n{same}\n{same}")), [3, 2, 1]);
    let letters = TEXT.chars().count() as i64;
    for (gold, words) in [
        (line(5, 5, ""), "expected a place"),
        (line(9, 4, ""), "expected a place"),
        (line(3, letters + 2, ""), "expected a place within its"),
        (line(-1, 4, ""), "char_start: expected a number from 0 on"),
        (line(start as i64, end as i64, ",\"text\":\"۶ کیلومتر\""), "expected «۶ کیلومتر»"),
        // A place that fits in no unit: the words stand one further in code points and nowhere in units of UTF-16.
        (line(start as i64 + 7, end as i64 + 7, ",\"text\":\"۵ کیلومتر\""), "expected «۵ کیلومتر»"),
    ] {
        project.write("gold.jsonl", gold.as_bytes());
        project.jadval(&["eval", "t", "--gold", "gold.jsonl"]).says(2, &["gold.jsonl:1", words]);
    }
    // Half of a character of two units is no place.
    project
        .write("b.jsonl", serde_json::json!({"text": TEXT, "label": [[1, 5, "PER"]]}).to_string().as_bytes());
    let (code, stderr) = {
        let ended = project.jadval(&["eval", "t", "--gold", "b.jsonl", "--format", "json"]);
        (ended.code, ended.stderr)
    };
    assert!(code == 0 || stderr.contains("expected a place"), "{stderr}");
}

#[test]
fn numbers_have_their_intervals_by_genre_and_the_comparison_is_the_same_each_time() {
    let project = Project::new(&[
        ("raw/law/a.txt", "ماده ۱ - ۵ کیلومتر راه در ۱۹ آبان ۱۳۹۹ ساخته شد.\n".as_bytes()),
        ("raw/news/b.txt", "در ۲۰ آذر ۱۳۹۸ باران آمد و ۳ نفر رفتند.\n".as_bytes()),
    ]);
    project.jadval(&["extract", "raw", "--out", "t", "--format", "csv", "--quiet"]).says(0, &[]);
    project.jadval(&["extract", "raw", "--out", "without", "--format", "csv", "--quiet"]).says(0, &[]);
    let json = |args: &[&str]| -> serde_json::Value {
        let ended = project.jadval(&[&["eval", "t", "--format", "json"], args].concat());
        ended.says(0, &[]);
        serde_json::from_str(&ended.stdout).expect("JSON")
    };
    let told = json(&["--gold", "t"]);
    let dates = &told["gold"]["tables"][0];
    assert_eq!(dates["table"], "dates");
    let names: Vec<&String> = dates["genres"].as_object().expect("genres").keys().collect();
    assert_eq!(names, ["law", "news"]);
    let interval = dates["score"]["precision_interval"].as_array().expect("an interval");
    assert!(interval[0].as_f64() < Some(0.5) && interval[1] == 1.0, "{interval:?}");
    let reviewed = json(&[]);
    let genres = reviewed["reviewed"]["genres"].as_array().expect("genres");
    assert!(
        genres.iter().any(|one| one["table"] == "dates" && one["genre"] == "law" && one["rows"] == 1),
        "{genres:?}"
    );
    let human = project.jadval(&["eval", "t", "--gold", "t"]);
    assert!(human.stdout.contains("95 % intervals"), "{human:?}");
    let compared = json(&["--gold", "t", "--compare", "without"]);
    assert_eq!(compared, json(&["--gold", "t", "--compare", "without"]));
    assert!(compared["compared"].as_array().is_some_and(|tables| !tables.is_empty()), "{compared}");
}
