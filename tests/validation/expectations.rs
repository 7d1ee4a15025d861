//! What pipelines expect: each condition holds, fails with its rows, and mistakes point into the file.

use super::Written;
use jadval::pipeline::{Expectation, Request};
use jadval::validate::{Outcome, Severity};

const HEAD: &str = "name = \"a\"\nraw = [\"raw\"]\nout = \"out\"\n\n[[expect]]\n";

fn expectations(body: &str) -> jadval::Result<Vec<Expectation>> {
    Request::from_toml("p.toml", &format!("{HEAD}{body}")).map(|request| request.expectations)
}

#[test]
fn each_condition_holds_or_fails_with_its_rows() {
    let written = Written::new();
    for (holds, body) in [
        (true, "table = \"dates\"\nrows = { min = 10, max = 10000 }"),
        (false, "table = \"dates\"\nrows = { max = 10 }"),
        (true, "table = \"dates\"\ncolumn = \"text\"\nnot_null = true"),
        (false, "table = \"figures\"\ncolumn = \"unit\"\nnot_null = 0.99"),
        (
            true,
            "table = \"mentions\"\ncolumn = \"method\"\nvalues = [\"lexicon\", \"pattern\", \"coreference\", \"fuzzy\", \"model\"]",
        ),
        (false, "table = \"figures\"\ncolumn = \"kind\"\nvalues = [\"money\"]"),
        (true, "table = \"actors\"\ncolumn = \"wikidata\"\nregex = \"^Q[0-9]+$\""),
        (false, "table = \"figures\"\ncolumn = \"text\"\nregex = \"^[0-9]+$\""),
        (true, "table = \"segments\"\ncolumn = \"segment_id\"\nunique = true"),
        (false, "table = \"figures\"\ncolumn = \"value\"\nunique = true"),
        (
            true,
            "table = \"dates\"\ncolumn = \"start_date\"\nbetween = { min = 0622-01-01, max = 2100-12-31 }",
        ),
        (false, "table = \"dates\"\ncolumn = \"start_date\"\nbetween = { min = 2023-01-01 }"),
        (true, "table = \"places\"\ncolumn = \"latitude\"\nmean = { min = -90, max = 90.0 }"),
        (false, "table = \"figures\"\ncolumn = \"value\"\nmean = { max = 1 }"),
        (true, "table = \"dates\"\ncolumn = \"byte_start\"\nbetween = { min = 0 }"),
        (false, "table = \"dates\"\ncolumn = \"char_end\"\nbetween = { max = 1 }"),
        (false, "table = \"documents\"\ncolumn = \"bytes\"\nmean = { max = 1 }"),
        (true, "table = \"segments\"\ncoverage = 1"),
        (false, "table = \"clauses\"\ncoverage = 0.95"),
        #[cfg(feature = "sql")]
        (true, "sql = \"select * from dates where start_date > end_date\""),
        #[cfg(feature = "sql")]
        (
            false,
            "sql = \"\"\"select d.doc_id, d.byte_start, d.text, f.text as figure from dates d join figures f \
                 on d.segment_id = f.segment_id where f.kind = 'money'\"\"\"",
        ),
    ] {
        let expected = expectations(body).unwrap();
        let report = written.validate(&expected).unwrap();
        let check = report.checks.last().unwrap();
        let outcome = if holds { Outcome::Passed } else { Outcome::Failed };
        assert_eq!(check.outcome, outcome, "{body}: {check:?}");
        let of_rows = ["not_null", "values", "regex", "unique", "between", "sql"];
        if !holds && of_rows.iter().any(|key| body.contains(&format!("{key} ="))) {
            let example = &check.examples[0];
            assert!(
                example.text.is_some() && example.line.is_some() && example.doc_id.is_some(),
                "{check:?}"
            );
        }
    }
}

#[test]
fn a_warning_is_no_error_unless_it_is_asked_for() {
    let expected =
        expectations("name = \"few\"\nseverity = \"warn\"\ntable = \"dates\"\nrows = { max = 1 }").unwrap();
    let report = Written::new().validate(&expected).unwrap();
    assert_eq!(report.failures(Severity::Error).count(), 0);
    let warned: Vec<&str> = report.failures(Severity::Warn).map(|check| check.name.as_str()).collect();
    assert_eq!(warned, ["few"]);
}

#[test]
fn mistakes_point_into_the_file() {
    for (body, place, words) in [
        ("table = \"date\"\nrows = { min = 1 }", "6:9", "`dates`"),
        ("table = \"dates\"", "5:1", "expected one of `rows`"),
        ("table = \"dates\"\nrow = { min = 1 }", "7:1", "row"),
        ("table = \"dates\"\nrows = {}", "7:8", "`min`"),
        ("table = \"dates\"\nrows = { min = 5, max = 2 }", "7:8", "above"),
        ("table = \"dates\"\nrows = { min = -1 }", "7:16", "-1"),
        ("rows = { min = 1 }", "6:8", "`table`"),
        ("table = \"dates\"\nnot_null = 0.5", "7:12", "`column`"),
        ("table = \"dates\"\ncolumn = \"txt\"\nnot_null = 0.5", "7:10", "edtf"),
        ("table = \"dates\"\ncolumn = \"text\"\nnot_null = 50", "8:12", "between 0 and 1"),
        ("table = \"dates\"\ncolumn = \"text\"\nnot_null = 0.5\nunique = true", "9:10", "`not_null`"),
        ("table = \"dates\"\ncolumn = \"kind\"\nvalues = [\"day\"]", "8:10", "duration"),
        ("table = \"dates\"\ncolumn = \"kind\"\nvalues = []", "8:10", "at least one"),
        ("table = \"dates\"\ncolumn = \"written_day\"\nvalues = [\"1\"]", "8:10", "int8"),
        ("table = \"dates\"\ncolumn = \"text\"\nregex = \"(\"", "8:9", "regular expression"),
        ("table = \"dates\"\ncolumn = \"text\"\nunique = false", "8:10", "true"),
        ("table = \"dates\"\ncolumn = \"text\"\nbetween = { min = 1 }", "8:11", "string"),
        ("table = \"dates\"\ncolumn = \"start_date\"\nbetween = { min = 5 }", "8:11", "a day"),
        ("table = \"dates\"\ncolumn = \"written_day\"\nmean = { min = 2020-01-01 }", "8:8", "a number"),
        ("table = \"actors\"\ncoverage = 0.5", "7:12", "documents"),
        ("table = \"dates\"\ncolumn = \"text\"\ncoverage = 0.5", "7:10", "no `column`"),
        ("table = \"dates\"\nsql = \"select 1\"", "6:9", "no `table`"),
        ("sql = \" \"", "6:7", "a query"),
        ("sql = \"drop table dates\"", "6:7", "begins with select"),
        ("sql = \"-- select\\ntruncate table dates\"", "6:7", "begins with select"),
        ("name = \"\"\ntable = \"dates\"\nrows = { min = 1 }", "6:8", "name"),
        ("severity = \"fatal\"\ntable = \"dates\"\nrows = { min = 1 }", "6:12", "warn"),
    ] {
        let error = expectations(body).expect_err(body);
        let said = error.to_string();
        assert!(error.is_configuration(), "{said}");
        assert!(said.starts_with(&format!("p.toml:{place}: ")) && said.contains(words), "{body}: {said}");
    }
}

#[cfg(feature = "sql")]
#[test]
fn a_query_that_fails_is_a_mistake_in_the_file() {
    let written = Written::new();
    for (query, words) in [("select * from datez", "datez"), ("select nothing from dates", "nothing")] {
        let expected = expectations(&format!("sql = \"{query}\"")).unwrap();
        let error = written.validate(&expected).unwrap_err();
        let said = error.to_string();
        assert!(error.is_configuration() && said.starts_with("p.toml:6:7: "), "{said}");
        assert!(said.to_lowercase().contains(words), "{said}");
    }
    // What is no query at all is refused where the file is read.
    let said = expectations("sql = \"selekt * from dates\"").unwrap_err().to_string();
    assert!(said.starts_with("p.toml:6:7: ") && said.contains("select"), "{said}");
}
