//! Corrections as people use them: written, heeded by runs, checked, merged and pruned.

use super::{Ended, Project};
use std::fs;

const TEXT: &str =
    "توافق در ۱۹ آبان ۱۳۹۹ امضا شد.\nدر ۲۰ آذر ۱۳۹۸ باران آمد.\nسی نفر آمدند و ۵ کیلومتر راه ساخته شد.\n";

const PIPELINE: &str = "name = \"news\"\nraw = [\"raw/**/*.txt\"]\nout = \"datasets/news\"\ncorrections = [\"corrections/*.jsonl\"]\n\
                        [output]\nformats = [\"parquet\", \"csv\"]\n";

fn project() -> Project {
    let project = Project::new(&[
        ("raw/a.txt", TEXT.as_bytes()),
        ("raw/b.txt", "دیروز باران آمد.\n".as_bytes()),
        ("pipelines/news.toml", PIPELINE.as_bytes()),
    ]);
    run(&project).says(0, &[]);
    project
}

fn run(project: &Project) -> Ended {
    project.jadval(&["run", "pipelines/news.toml"])
}

/// The cells of a table of the dataset, by row and column name.
fn cells(project: &Project, table: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let written = project.jadval(&["show", "datasets/news", table, "--limit", "0", "--width", "0"]);
    written.says(0, &[]);
    let csv = fs::read_to_string(project.path(&format!("datasets/news/{table}.csv"))).expect("a table");
    let mut records = records(&csv).into_iter();
    let names = records.next().expect("names");
    records.map(|cells| names.iter().cloned().zip(cells).collect()).collect()
}

/// The records of a file of CSV.
fn records(csv: &str) -> Vec<Vec<String>> {
    let (mut out, mut record, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell));
                out.push(std::mem::take(&mut record));
            }
            other => cell.push(other),
        }
    }
    out
}

/// A line about the row of a table whose words are these.
fn line(project: &Project, table: &str, words: &str, verdict: &str, rest: &str) -> String {
    let row = cells(project, table).into_iter().find(|row| row["text"] == words);
    let row = row.unwrap_or_else(|| panic!("no {words} in {table}"));
    let id = &row[["date_id", "figure_id"][usize::from(table == "figures")]];
    let (start, end): (usize, usize) = (row["char_start"].parse().unwrap(), row["char_end"].parse().unwrap());
    let chars: Vec<char> = TEXT.chars().collect();
    let prefix: String = chars[start.saturating_sub(32)..start].iter().collect();
    let suffix: String = chars[end..chars.len().min(end + 32)].iter().collect();
    serde_json::json!({"table": table, "row_id": id, "verdict": verdict, "doc_id": "a", "reviewer": "مینا",
        "quote": {"exact": words, "prefix": prefix, "suffix": suffix, "char_start": start, "char_end": end}})
    .to_string()
    .replacen("\"verdict\"", &format!("{rest}\"verdict\""), 1)
}

/// A date that is corrected, one that is accepted, and a figure that is rejected.
fn said(project: &Project) -> [String; 3] {
    [
        line(
            project,
            "dates",
            "۱۹ آبان ۱۳۹۹",
            "correct",
            "\"set\":{\"edtf\":\"2020-11-10\"},\"was\":{\"edtf\":\"2020-11-09\"},",
        ),
        line(project, "dates", "۲۰ آذر ۱۳۹۸", "accept", ""),
        line(project, "figures", "۵ کیلومتر", "reject", ""),
    ]
}

#[test]
fn a_run_does_what_people_say_and_nothing_else() {
    let project = project();
    let said = said(&project);
    let others = |project: &Project| cells(project, "segments");
    let before = others(&project);
    project.write("corrections/mina.jsonl", said.join("\n").as_bytes());
    run(&project).says(0, &[]);
    let dates = cells(&project, "dates");
    let corrected = dates.iter().find(|row| row["text"] == "۱۹ آبان ۱۳۹۹").expect("the date");
    for (column, value) in [
        ("review", "corrected"),
        ("edtf", "2020-11-10"),
        ("start_date", "2020-11-10"),
        ("solar_start", "1399/08/20"),
        ("written_day", "20"),
    ] {
        assert_eq!(corrected[column], value, "{column}");
    }
    assert!(dates.iter().any(|row| row["text"] == "۲۰ آذر ۱۳۹۸" && row["review"] == "accepted"));
    assert!(cells(&project, "figures").iter().all(|row| row["text"] != "۵ کیلومتر"));
    assert_eq!(before, others(&project));
    let became = fs::read_to_string(project.path("datasets/news/corrections.csv")).expect("a table");
    assert_eq!(became.matches(",applied,").count(), 3, "{became}");
    project.jadval(&["validate", "datasets/news", "--fail-on", "warn"]).says(0, &[]);

    // The same again is taken over as it stands; without the corrections the old rows are back.
    let again = run(&project);
    assert!(again.stderr.contains("unchanged") || again.code == 0, "{again:?}");
    fs::remove_file(project.path("corrections/mina.jsonl")).expect("a file");
    run(&project).says(0, &[]);
    assert!(cells(&project, "dates").iter().all(|row| row["review"] == "none"));
    assert!(cells(&project, "figures").iter().any(|row| row["text"] == "۵ کیلومتر"));
}

#[test]
fn a_run_that_remembers_gives_what_one_that_does_not_does() {
    let project = project();
    let date = line(&project, "dates", "۱۹ آبان ۱۳۹۹", "reject", "");
    let lost = date.replace("\"doc_id\":\"a\"", "\"doc_id\":\"gone\"");
    for said in
        [date.clone(), format!("{date}\n{lost}"), lost.clone(), format!("\n{lost}\n{date}"), String::new()]
    {
        project.write("corrections/mina.jsonl", said.as_bytes());
        project.write("raw/b.txt", format!("دیروز {} نفر آمدند.\n", said.len()).as_bytes());
        run(&project).says(0, &[]);
        let files = || {
            let read =
                |name: &str| fs::read(project.path(&format!("datasets/news/{name}.csv"))).expect("a table");
            ["dates", "corrections", "documents", "figures"].map(read)
        };
        let remembered = files();
        project.jadval(&["run", "pipelines/news.toml", "--no-cache"]).says(0, &[]);
        assert_eq!(remembered, files(), "{said}");
    }
}

#[test]
fn what_cannot_be_done_is_said_with_its_line() {
    let project = project();
    let date = line(&project, "dates", "۱۹ آبان ۱۳۹۹", "accept", "");
    for (from, to, words) in [
        ("\"accept\"", "\"acept\"", "did you mean \"accept\""),
        ("\"accept\"", "\"correct\",\"set\":{\"edtf\":\"2020-13\"}", "edtf: expected a day, month or year"),
        ("\"accept\"", "\"correct\",\"set\":{\"calendar\":\"solr\"}", "did you mean \"solar\""),
        (
            "\"accept\"",
            "\"correct\",\"set\":{\"solar_start\":\"1399/01/01\"}",
            "columns of dates that people can set",
        ),
    ] {
        project.write("corrections/mina.jsonl", format!("{date}\n{}", date.replacen(from, to, 1)).as_bytes());
        run(&project).says(2, &["corrections/mina.jsonl:2", words]);
    }
    project.write("corrections/mina.jsonl", date.as_bytes());
    project
        .jadval(&["extract", "raw/a.txt", "--out", "t", "--corrections", "corrections/nobody.jsonl"])
        .says(3, &["nobody.jsonl"]);
}

#[test]
fn stale_lines_and_disagreements_are_told_merged_and_pruned() {
    let project = project();
    let date = line(&project, "dates", "۱۹ آبان ۱۳۹۹", "accept", "");
    let other = line(&project, "dates", "۲۰ آذر ۱۳۹۸", "accept", "");
    let reza = |line: &str| line.replace("مینا", "رضا");
    let lost =
        other.replace("باران آمد", "برف بارید").replace("۲۰ آذر ۱۳۹۸", "۷ تیر ۱۳۵۰").replace("\"d-", "\"d-x");
    project.write("corrections/mina.jsonl", format!("{date}\n{other}\n{lost}\n").as_bytes());
    project.write(
        "corrections/reza.jsonl",
        format!("{}\n{}\n", reza(&date).replace("accept", "reject"), reza(&other)).as_bytes(),
    );
    run(&project).says(0, &[]);
    project.jadval(&["validate", "datasets/news"]).says(0, &[]);
    let warned = project.jadval(&["validate", "datasets/news", "--fail-on", "warn"]);
    warned.says(1, &[]);
    for words in ["correction-stale", "mina.jsonl:3", "correction-conflict", "reza.jsonl:1"] {
        assert!(warned.stdout.contains(words), "{words}: {warned:?}");
    }
    let files = ["corrections/mina.jsonl", "corrections/reza.jsonl"];
    let check = project.jadval(&["corrections", "check", files[0], files[1], "--dataset", "datasets/news"]);
    check.says(1, &["people disagree on 1 row"]);
    assert!(
        check.stdout.contains("5 corrections by 2 reviewers") && check.stdout.contains("mina.jsonl:3: stale"),
        "{check:?}"
    );
    // However the file is named.
    let named = format!("./{}", files[0]);
    let check = project.jadval(&["corrections", "check", &named, "--dataset", "datasets/news"]);
    assert!(check.stdout.contains("mina.jsonl:3: stale"), "{check:?}");
    let merge = project.jadval(&["corrections", "merge", files[0], files[1], "--out", "both.jsonl"]);
    merge.says(1, &["people disagree on 1 row"]);
    assert_eq!(fs::read_to_string(project.path("both.jsonl")).expect("a file").lines().count(), 5);
    let prune = project.jadval(&["corrections", "prune", files[0], "--dataset", "datasets/news"]);
    prune.says(0, &[]);
    assert_eq!(fs::read_to_string(project.path(files[0])).expect("a file").lines().count(), 2, "{prune:?}");
}

#[test]
fn what_is_said_of_a_corrected_row_is_about_what_it_is_now() {
    let project = project();
    let first = line(
        &project,
        "dates",
        "۱۹ آبان ۱۳۹۹",
        "correct",
        "\"at\":\"1\",\"set\":{\"edtf\":\"2020-11-10\"},\"was\":{\"edtf\":\"2020-11-09\"},",
    );
    let again = first.replace("\"at\":\"1\"", "\"at\":\"2\"");
    let accept = again
        .replace("\"correct\"", "\"accept\"")
        .replace("\"set\":{\"edtf\":\"2020-11-10\"},", "")
        .replace("\"was\":{\"edtf\":\"2020-11-09\"}", "\"was\":{\"edtf\":\"2020-11-10\"}");
    let other = again
        .replace("\"edtf\":\"2020-11-10\"", "\"edtf\":\"2020-11-12\"")
        .replace("\"was\":{\"edtf\":\"2020-11-09\"}", "\"was\":{\"edtf\":\"2020-11-10\"}");
    let reza = |line: &str| line.replace("مینا", "رضا");
    for (said, day, review) in [
        (format!("{first}\n{accept}"), "2020-11-10", "corrected"),
        (format!("{first}\n{}", reza(&accept)), "2020-11-10", "corrected"),
        (format!("{first}\n{other}"), "2020-11-12", "corrected"),
        (format!("{first}\n{}", reza(&other)), "2020-11-09", "none"),
        (accept, "2020-11-09", "none"),
    ] {
        project.write("corrections/mina.jsonl", said.as_bytes());
        run(&project).says(0, &[]);
        let dates = cells(&project, "dates");
        let row = dates.iter().find(|row| row["text"] == "۱۹ آبان ۱۳۹۹").expect("the date");
        assert_eq!((row["edtf"].as_str(), row["review"].as_str()), (day, review), "{said}");
    }
}

#[test]
fn a_document_that_was_renamed_and_changed_is_found_by_what_was_quoted_of_it() {
    let project = project();
    let said = said(&project);
    project.write("corrections/mina.jsonl", said.join("\n").as_bytes());
    fs::remove_file(project.path("raw/a.txt")).expect("a file");
    let changed = format!("پیش‌درآمد تازه.\n\n{}\nپایان تازه.\n", TEXT.replace('ی', "ي").replace(". ", ".\n"));
    project.write("raw/2026/renamed.txt", changed.as_bytes());
    run(&project).says(0, &[]);
    let dates = cells(&project, "dates");
    let row = dates.iter().find(|row| row["text"] == "۱۹ آبان ۱۳۹۹").expect("the date");
    assert_eq!((row["edtf"].as_str(), row["review"].as_str()), ("2020-11-10", "corrected"));
    assert!(cells(&project, "figures").iter().all(|row| !row["text"].contains("کيلومتر")));
    let became = fs::read_to_string(project.path("datasets/news/corrections.csv")).expect("a table");
    assert_eq!(became.matches(",moved,").count() + became.matches(",applied,").count(), 3, "{became}");
    project.jadval(&["validate", "datasets/news", "--fail-on", "warn"]).says(0, &[]);
    let files = || {
        ["dates", "corrections"]
            .map(|name| fs::read(project.path(&format!("datasets/news/{name}.csv"))).expect("a table"))
    };
    let first = files();
    project.write("raw/c.txt", "باران آمد.\n".as_bytes());
    run(&project).says(0, &[]);
    assert_eq!(first, files(), "what is remembered is the same");
    // The page of the document begins with them too.
    let page = [
        "review",
        "datasets/news",
        "--table",
        "dates",
        "--only",
        "unreviewed",
        "--corrections",
        "corrections/mina.jsonl",
    ];
    project.jadval(&page).says(0, &["1 row "]);

    // Of two documents with these words none is taken.
    project.write("raw/other.txt", changed.as_bytes());
    run(&project).says(0, &[]);
    assert!(cells(&project, "dates").iter().all(|row| row["review"] == "none"));
    let became = fs::read_to_string(project.path("datasets/news/corrections.csv")).expect("a table");
    assert_eq!(became.matches(",ambiguous,").count(), 3, "{became}");
}

/// A line that adds a row for some words of a text.
fn added(table: &str, text: &str, words: &str, set: &serde_json::Value) -> String {
    let start = text[..text.find(words).expect("the words")].chars().count();
    let end = start + words.chars().count();
    let chars: Vec<char> = text.chars().collect();
    let part = |from: usize, to: usize| chars[from..to.min(chars.len())].iter().collect::<String>();
    serde_json::json!({"table": table, "verdict": "add", "set": set, "doc_id": "a", "reviewer": "مینا",
        "quote": {"exact": words, "prefix": part(start.saturating_sub(32), start), "suffix": part(end, end + 32),
            "char_start": start, "char_end": end}})
    .to_string()
}

#[test]
fn statements_and_clauses_can_be_added() {
    let text = "ماده ۱ - شهرداری باید راه را بسازد.\nبند ویژهٔ پل این است: شهرداری باید پل را بسازد.\nماده ۳ - این قانون از امروز اجرا می‌شود.\n\n\
                علی لاریجانی را این گمان است که راه خوب است. باران آمد.\n";
    let project =
        Project::new(&[("raw/a.txt", text.as_bytes()), ("pipelines/news.toml", PIPELINE.as_bytes())]);
    run(&project).says(0, &[]);
    let clauses = |project: &Project| -> Vec<(String, String, String, String)> {
        let of = |row: &std::collections::BTreeMap<String, String>| {
            (row["eid"].clone(), row["level"].clone(), row["label"].clone(), row["review"].clone())
        };
        cells(project, "clauses").iter().map(of).collect()
    };
    let before = clauses(&project);
    let second = "بند ویژهٔ پل این است: شهرداری باید پل را بسازد.";
    let said = [
        added(
            "clauses",
            text,
            second,
            &serde_json::json!({"label": "بند ویژه پل", "level": 1, "ordinal": 2}),
        ),
        added(
            "statements",
            text,
            "راه خوب است",
            &serde_json::json!({"cue_text": "این گمان است", "speaker_text": "علي لاريجاني", "act": "assert"}),
        ),
    ];
    project.write("corrections/mina.jsonl", said.join("\n").as_bytes());
    run(&project).says(0, &[]);
    let became = fs::read_to_string(project.path("datasets/news/corrections.csv")).expect("a table");
    assert_eq!(became.matches(",applied,").count(), 2, "{became}");
    let after = clauses(&project);
    let new: Vec<_> = after.iter().filter(|(.., review)| review == "added").collect();
    assert_eq!(new.len(), 1, "{before:?} {after:?}");
    assert_eq!((new[0].1.as_str(), new[0].2.as_str()), ("1", "بند ویژهٔ پل"), "{after:?}");
    assert_eq!(new[0].0, "art_2", "{after:?}");
    let statements = cells(&project, "statements");
    let statement = statements.iter().find(|row| row["review"] == "added").expect("the statement");
    assert_eq!(statement["cue_text"], "این گمان است");
    assert_eq!(statement["speaker_text"], "علی لاریجانی");
    let mentions = cells(&project, "mentions");
    let named = mentions.iter().find(|row| row["text"] == "علی لاریجانی").expect("the name");
    assert_eq!(
        (&statement["speaker_id"], &statement["speaker_mention_id"]),
        (&named["entity_id"], &named["mention_id"])
    );
    project.jadval(&["validate", "datasets/news", "--fail-on", "warn"]).says(0, &[]);

    for (line, words) in [
        (
            added("statements", text, "راه خوب است", &serde_json::json!({"act": "deny"})),
            "cue_text: expected the words",
        ),
        (
            added("statements", text, "راه خوب است", &serde_json::json!({"cue_text": "فرمود"})),
            "cue_text: expected words of the paragraph",
        ),
        (
            added(
                "statements",
                text,
                "راه خوب است",
                &serde_json::json!({"cue_text": "گمان است", "speaker_id": "nobody"}),
            ),
            "speaker_id: expected an entity",
        ),
        (
            added("clauses", text, "پل را", &serde_json::json!({"level": 1})),
            "which goes on behind these words",
        ),
        (added("clauses", text, second, &serde_json::json!({"label": "پل"})), "label: expected the words"),
    ] {
        project.write("corrections/mina.jsonl", line.as_bytes());
        run(&project).says(0, &[]);
        let became = fs::read_to_string(project.path("datasets/news/corrections.csv")).expect("a table");
        assert!(became.contains("outdated") && became.contains(words), "{words}: {became}");
    }
    let label = added("clauses", text, second, &serde_json::json!({"label": "بند ویژه پل"}));
    let wrong = label.replace("\"add\"", "\"correct\"").replacen('{', "{\"row_id\":\"c-1\",", 1);
    project.write("corrections/mina.jsonl", wrong.as_bytes());
    run(&project).says(2, &["label: expected it with the verdict add alone"]);
}

#[test]
fn files_beside_the_pipeline_are_called_what_people_call_them() {
    let project = project();
    let date = line(&project, "dates", "۱۹ آبان ۱۳۹۹", "reject", "\"was\":{\"kind\":\"date\"},");
    project.write("mina-1.jsonl", date.as_bytes());
    project.write("pipelines/news.toml", PIPELINE.replace("corrections/*.jsonl", "mina*.jsonl").as_bytes());
    run(&project).says(0, &[]);
    let check = project.jadval(&["corrections", "check", "mina-1.jsonl", "--dataset", "datasets/news"]);
    check.says(0, &[]);
    assert!(check.stdout.contains("1 applied"), "{check:?}");
    let eval = project.jadval(&["eval", "datasets/news", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&eval.stdout).expect("JSON");
    let kinds = told["reviewed"]["kinds"].as_array().expect("kinds");
    let dates = kinds.iter().find(|one| one["table"] == "dates" && one["kind"] == "date").expect("dates");
    assert_eq!(
        (&dates["reviewed"], &dates["right"]),
        (&1.into(), &0.into()),
        "a rejected row is one of its kind"
    );
}
