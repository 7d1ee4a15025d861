//! `jadval ask`: a question about datasets.

use super::args::AskArgs;
use super::terminal::Terminal;
use super::{Failure, Verdict};
use crate::Error;
use crate::question::{SAVED, saved};
use std::io::{Write, stdout};

pub(super) fn ask(args: &AskArgs, terminal: &Terminal) -> Result<Verdict, Failure> {
    if args.list {
        return list(args);
    }
    let Some((question, folders)) = args.words.split_last().filter(|(_, folders)| !folders.is_empty()) else {
        let message = "expected the folder of a dataset and a question, found one of them: jadval ask --list has questions";
        return Err(Error::configuration(message).into());
    };
    answer::print(args, folders, question, terminal)
}

/// Prints the saved questions, or the query of one.
fn list(args: &AskArgs) -> Result<Verdict, Failure> {
    let mut out = stdout().lock();
    for name in &args.words {
        out.write_all(saved(name)?.sql.as_bytes())?;
    }
    if args.words.is_empty() {
        for saved in SAVED {
            writeln!(out, "{:20} {}", saved.name, saved.title())?;
        }
    }
    Ok(Verdict::Fine)
}

#[cfg(feature = "sql")]
mod answer {
    use crate::cli::args::{AnswerFormat, AskArgs};
    use crate::cli::grid::Grid;
    use crate::cli::plain::Plain;
    use crate::cli::terminal::Terminal;
    use crate::cli::{Failure, Verdict};
    use crate::dataset::{Dataset, at_one_time};
    use crate::question::{Answer, Cell, Query, saved};
    use serde_json::{Map, Value};
    use std::io::{Write, stdout};
    use std::path::Path;

    pub(super) fn print(
        args: &AskArgs,
        folders: &[String],
        question: &str,
        terminal: &Terminal,
    ) -> Result<Verdict, Failure> {
        let sql = if question.contains(char::is_whitespace) { question } else { saved(question)?.sql };
        let folders: Vec<&Path> = folders.iter().map(Path::new).collect();
        let mut answer: Answer = at_one_time(&folders, || {
            let datasets: Vec<Dataset> =
                folders.iter().map(|folder| Dataset::open(folder)).collect::<crate::Result<_>>()?;
            Query::new(sql).only(args.condition.as_deref()).ask(&datasets)
        })?;
        let total = answer.rows.len();
        if args.limit > 0 {
            answer.rows.truncate(args.limit);
        }
        let mut out = stdout().lock();
        match args.format {
            AnswerFormat::Table => grid(&answer, args.width, terminal)
                .write(&mut Plain::new(&mut out), |head| terminal.bold(head))?,
            AnswerFormat::Csv => csv(&answer, &mut out)?,
            AnswerFormat::Json => writeln!(out, "{:#}", json(&answer))?,
        }
        if answer.rows.len() < total {
            terminal.tell(format_args!("{} of {total} rows; --limit 0 prints all", answer.rows.len()));
        }
        Ok(Verdict::Fine)
    }

    fn grid(answer: &Answer, width: usize, terminal: &Terminal) -> Grid {
        Grid {
            columns: answer.columns.clone(),
            rows: answer.rows.iter().map(|row| row.iter().map(Cell::shown).collect()).collect(),
            width,
            on_screen: terminal.shows(),
        }
    }

    /// RFC 4180: a cell with a comma, a quotation mark or a line break stands in quotation marks.
    fn csv(answer: &Answer, out: &mut impl Write) -> std::io::Result<()> {
        let quoted = |cell: &str| {
            let plain = !cell.contains([',', '"', '\n', '\r']);
            if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
        };
        let heads: Vec<String> = answer.columns.iter().map(|name| quoted(name)).collect();
        write!(out, "{}\r\n", heads.join(","))?;
        for row in &answer.rows {
            let cells: Vec<String> =
                row.iter().map(|cell| cell.shown().map_or_else(String::new, |cell| quoted(&cell))).collect();
            write!(out, "{}\r\n", cells.join(","))?;
        }
        Ok(())
    }

    fn json(answer: &Answer) -> Value {
        let value = |cell: &Cell| match cell {
            Cell::Null => Value::Null,
            Cell::Flag(flag) => Value::from(*flag),
            Cell::Count(count) => Value::from(*count),
            Cell::Number(number) => Value::from(*number),
            Cell::Text(text) => Value::from(text.as_str()),
        };
        let object = |row: &Vec<Cell>| {
            let cells = answer.columns.iter().zip(row).map(|(name, cell)| (name.clone(), value(cell)));
            Value::Object(cells.collect::<Map<_, _>>())
        };
        Value::Array(answer.rows.iter().map(object).collect())
    }
}

#[cfg(not(feature = "sql"))]
mod answer {
    use crate::Error;
    use crate::cli::args::AskArgs;
    use crate::cli::terminal::Terminal;
    use crate::cli::{Failure, Verdict};

    pub(super) fn print(_: &AskArgs, _: &[String], _: &str, _: &Terminal) -> Result<Verdict, Failure> {
        Err(Error::configuration("this jadval was built without the feature `sql`, which answers questions")
            .into())
    }
}
