//! The work whose instructions are counted, each amount of it more than the one before.

use jadval::extract::{Document, Engine};
use jadval::sink::{DatasetWriter, Format, Options, Provenance};
use jadval::tables::{DocumentRecord, TablesBuilder};
use std::process::ExitCode;

/// How much is done with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Amount {
    /// It is read, and no engine made.
    Read,
    /// An engine is made.
    Start,
    /// Its documents are analysed.
    Analysis,
    /// Their rows are made.
    Rows,
    /// The rows are written as a dataset.
    Write,
}

impl Amount {
    const ALL: [Self; 5] = [Self::Read, Self::Start, Self::Analysis, Self::Rows, Self::Write];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Start => "start",
            Self::Analysis => "analysis",
            Self::Rows => "rows",
            Self::Write => "write",
        }
    }
}

/// Does an amount of work with a text file, whose documents end in a form feed.
pub(crate) fn run(amount: &str, path: &str) -> ExitCode {
    let Some(amount) = Amount::ALL.into_iter().find(|known| known.name() == amount) else {
        return ExitCode::FAILURE;
    };
    let text = std::fs::read_to_string(path).expect("the text");
    let texts: Vec<&str> = text.split('\u{C}').collect();
    if amount >= Amount::Start {
        let engine = Engine::builder().build().expect("the built-in data load");
        if amount >= Amount::Analysis {
            with(&engine, &texts, amount);
        }
    }
    ExitCode::SUCCESS
}

fn with(engine: &Engine, texts: &[&str], amount: Amount) {
    let mut tables = TablesBuilder::new(|rule| engine.rules().name(rule));
    for text in texts {
        let document = Document { doc_id: "speed", text, ..Document::default() };
        let analysis = engine.analyse(&document);
        if amount >= Amount::Rows {
            tables.append(
                &DocumentRecord { keep_text: false, ..DocumentRecord::of(&document) },
                &analysis,
                text,
            );
        }
    }
    if amount >= Amount::Rows {
        let tables = tables.finish().expect("tables");
        if amount >= Amount::Write {
            write(&tables);
        }
    }
}

fn write(tables: &jadval::tables::Tables) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = Options {
        formats: vec![Format::Parquet],
        provenance: Provenance { name: "speed".to_owned(), ..Provenance::default() },
        part_rows: Options::PART_ROWS,
    };
    let mut writer = DatasetWriter::create(&folder.path().join("dataset"), options).expect("a dataset");
    writer.write(tables).expect("rows are written");
    writer.finish().expect("the dataset is whole");
}
