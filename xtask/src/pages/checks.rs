//! `docs/checks.md`: what `jadval validate` asks of a dataset, by the names that reports have.

use std::fmt::Write;

pub(crate) fn page() -> String {
    let mut out = String::from(
        "What `jadval validate` asks of a dataset. The names stay, so reports can be filtered by them.\n\n\
         | check | holds where |\n|---|---|\n",
    );
    for check in jadval::validate::CHECKS {
        let _ = writeln!(out, "| `{}` | {} |", check.name, check.summary.replace('|', "\\|"));
    }
    out.push_str(
        "\n## Expectations\n\n\
         A pipeline file says what it expects beyond these, one condition in each `[[expect]]`:\n\n\
         ```toml\n\
         [[expect]]\n\
         name = \"days-are-recent\"             # in reports; without it, the condition's (`expect-between`)\n\
         severity = \"warn\"                    # \"error\" without it; `--fail-on warn` makes both count\n\
         table = \"dates\"\n\
         column = \"start_date\"\n\
         between = { min = 1979-02-11 }       # numbers or days; nulls aside\n\
         ```\n\n\
         | condition | beside | holds where |\n|---|---|---|\n\
         | `rows = { min = 1, max = 9 }` | `table` | the table has so many rows |\n\
         | `not_null = 0.9` | `table`, `column` | at least this share of the rows has a value |\n\
         | `values = [\"a\", \"b\"]` | `table`, `column` | every text is one of these |\n\
         | `regex = \"^Q[0-9]+$\"` | `table`, `column` | every text has a match |\n\
         | `unique = true` | `table`, `column` | no two rows share a value |\n\
         | `between = { min = 0, max = 100 }` | `table`, `column` | every number or day lies between |\n\
         | `mean = { min = 5, max = 50 }` | `table`, `column` | the mean of the numbers does |\n\
         | `coverage = 0.8` | `table` | at least this share of the documents has a row |\n\
         | `sql = \"select …\"` | | the query over the Parquet tables returns no row |\n\n\
         Queries are read by [Polars](https://docs.pola.rs/api/python/stable/reference/sql/). The rows that they return \
         are shown as the\noffending ones; `doc_id`, `byte_start` and `text` among their columns place them in the \
         source.\n",
    );
    out
}
