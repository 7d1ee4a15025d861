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
    let mut lines = csv.lines().map(|line| line.split(',').map(ToOwned::to_owned).collect::<Vec<_>>());
    let names = lines.next().expect("names");
    lines.map(|cells| names.iter().cloned().zip(cells).collect()).collect()
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

#[test]
fn a_run_does_what_people_say_and_nothing_else() {
    let project = project();
    let said = [
        line(
            &project,
            "dates",
            "۱۹ آبان ۱۳۹۹",
            "correct",
            "\"set\":{\"edtf\":\"2020-11-10\"},\"was\":{\"edtf\":\"2020-11-09\"},",
        ),
        line(&project, "dates", "۲۰ آذر ۱۳۹۸", "accept", ""),
        line(&project, "figures", "۵ کیلومتر", "reject", ""),
    ];
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
    let merge = project.jadval(&["corrections", "merge", files[0], files[1], "--out", "both.jsonl"]);
    merge.says(1, &["people disagree on 1 row"]);
    assert_eq!(fs::read_to_string(project.path("both.jsonl")).expect("a file").lines().count(), 5);
    let prune = project.jadval(&["corrections", "prune", files[0], "--dataset", "datasets/news"]);
    prune.says(0, &[]);
    assert_eq!(fs::read_to_string(project.path(files[0])).expect("a file").lines().count(), 2, "{prune:?}");
}
