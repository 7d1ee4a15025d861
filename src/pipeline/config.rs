//! The pipeline file: its keys, what they may hold, and errors that point at the line.

use super::expectation::ExpectTable;
use super::request::Request;
use crate::extract::{DecimalSlash, Stage};
use crate::limits::RULE_BYTES;
use crate::source::format::{Part, Parts, Revisions};
use crate::source::{Columns, Encoding, Reading, References, read_settings, sha256};
use crate::toml_error::{TomlPlace, point, refused};
use crate::{Error, Result, sink};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Spanned<String>,
    raw: Spanned<Vec<PathBuf>>,
    out: Spanned<PathBuf>,
    reference_date: Option<Spanned<toml::Value>>,
    encoding: Option<Spanned<String>>,
    max_document_bytes: Option<u64>,
    max_document_memory: Option<u64>,
    text_column: Option<String>,
    id_column: Option<String>,
    date_column: Option<String>,
    title_column: Option<String>,
    keep: Option<Spanned<Vec<Part>>>,
    revisions: Option<Spanned<Revisions>>,
    pages: Option<Spanned<toml::Value>>,
    password: Option<String>,
    timeout_per_document: Option<Spanned<toml::Value>>,
    #[serde(default)]
    corrections: Vec<PathBuf>,
    #[serde(default)]
    stage: Vec<StageTable>,
    #[serde(default)]
    output: OutputTable,
    #[serde(default)]
    expect: Vec<Spanned<ExpectTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StageTable {
    r#use: Spanned<Stage>,
    decimal_slash: Option<Spanned<DecimalSlash>>,
    #[serde(default)]
    lexicons: Vec<PathBuf>,
    #[serde(default)]
    rules: Vec<PathBuf>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct OutputTable {
    formats: Option<Spanned<Vec<sink::Format>>>,
    #[serde(default)]
    with_text: bool,
    part_rows: Option<std::num::NonZeroUsize>,
    #[serde(default)]
    compression: sink::Compression,
    csv: Option<sink::CsvMode>,
    /// Before `csv` was there.
    csv_raw: Option<Spanned<bool>>,
    title: Option<String>,
    description: Option<String>,
    license: Option<String>,
}

impl Request {
    /// Reads a pipeline file.
    ///
    /// # Errors
    ///
    /// An I/O error for a file that cannot be read, a configuration error with line and column for one
    /// that cannot be understood.
    pub fn from_file(path: &Path) -> Result<Self> {
        let source = read_settings(path, "pipeline", RULE_BYTES)?;
        Self::from_toml(&path.display().to_string(), &source)
    }

    /// Reads the text of a pipeline file; `file` names it in errors.
    ///
    /// # Errors
    ///
    /// A configuration error with line and column.
    pub fn from_toml(file: &str, source: &str) -> Result<Self> {
        let text = source.strip_prefix('\u{FEFF}').unwrap_or(source);
        let parsed: File = toml::from_str(text).map_err(|e| refused(file, text, &e))?;
        let shared: Arc<str> = Arc::from(text);
        let at = |span| TomlPlace::new(file, &shared, span);
        let mut request = parsed.request(&|span, message: &str| point(file, text, span, message), &at)?;
        request.pipeline_hash = Some(sha256(source.as_bytes()));
        Ok(request)
    }
}

type Point<'a> = dyn Fn(std::ops::Range<usize>, &str) -> Error + 'a;

impl File {
    fn request(self, point: &Point<'_>, at: &dyn Fn(std::ops::Range<usize>) -> TomlPlace) -> Result<Request> {
        let name = self.name.get_ref();
        if name.is_empty()
            || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c))
        {
            let message = format!("expected a name of a-z, 0-9, «-», «_» and «.», found «{name}»");
            return Err(point(self.name.span(), &message));
        }
        if self.raw.get_ref().is_empty() {
            return Err(point(
                self.raw.span(),
                "expected at least one file, folder or glob, found an empty list",
            ));
        }
        if self.out.get_ref().as_os_str().is_empty() {
            return Err(point(self.out.span(), "expected the folder of the dataset, found an empty path"));
        }
        let mut request = Request::new(name.clone(), self.raw.into_inner(), self.out.into_inner());
        if let Some(written) = &self.reference_date {
            let told = references(written, point)?;
            (request.reference_from, request.reference) = (told.from, told.otherwise);
        }
        if let Some(written) = &self.encoding {
            request.encoding = Some(Encoding::from_name(written.get_ref()).ok_or_else(|| {
                let message = format!(
                    "expected an encoding such as utf-8 or windows-1256, found «{}»",
                    written.get_ref()
                );
                point(written.span(), &message)
            })?);
        }
        request.max_document_bytes = self.max_document_bytes.unwrap_or(Reading::DEFAULT_MAX_DOCUMENT_BYTES);
        request.max_document_memory = self.max_document_memory;
        let Columns { text, id, date, title } = &mut request.columns;
        for (column, named) in [
            (text, self.text_column),
            (id, self.id_column),
            (date, self.date_column),
            (title, self.title_column),
        ] {
            *column = named.unwrap_or(std::mem::take(column));
        }
        request.parts = self.keep.map_or(request.parts, |parts| Parts::of(parts.get_ref()));
        request.revisions = self.revisions.map_or(request.revisions, |revisions| *revisions.get_ref());
        request.password = self.password;
        request.corrections = self.corrections;
        if let Some(written) = &self.pages {
            let pages = match written.get_ref() {
                toml::Value::String(pages) => pages.clone(),
                other => other.to_string(),
            };
            request.pages = Some(pages.parse().map_err(|message: String| point(written.span(), &message))?);
        }
        if let Some(written) = &self.timeout_per_document {
            let seconds = match written.get_ref() {
                toml::Value::Integer(whole) => *whole as f64,
                toml::Value::Float(seconds) => *seconds,
                _ => f64::NAN,
            };
            request.timeout_per_document = Some(timeout(seconds).ok_or_else(|| {
                let message = format!("expected a number of seconds above 0, found «{}»", written.get_ref());
                point(written.span(), &message)
            })?);
        }
        stages(self.stage, &mut request, point)?;
        output(self.output, &mut request, point)?;
        for expect in self.expect {
            let whole = expect.span();
            request.expectations.push(expect.into_inner().expectation(whole, at)?);
        }
        Ok(request)
    }
}

/// A day, or where one is found, or several of them in the order in which they are asked.
fn references(written: &Spanned<toml::Value>, point: &Point<'_>) -> Result<References> {
    let word = |value: &toml::Value| match value {
        toml::Value::Datetime(day) => day.to_string(),
        toml::Value::String(day) => day.clone(),
        other => other.to_string(),
    };
    let words = match written.get_ref() {
        toml::Value::Array(values) => values.iter().map(word).collect(),
        value => vec![word(value)],
    };
    References::parse(words.iter().map(String::as_str)).map_err(|message| point(written.span(), &message))
}

/// A time limit of so many seconds, if that is one.
pub(crate) fn timeout(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok().filter(|limit| !limit.is_zero())
}

/// Without any stage a pipeline has them all.
fn stages(tables: Vec<StageTable>, request: &mut Request, point: &Point<'_>) -> Result<()> {
    if tables.is_empty() {
        return Ok(());
    }
    request.stages.clear();
    for table in tables {
        let stage = *table.r#use.get_ref();
        if request.stages.contains(&stage) {
            return Err(point(table.r#use.span(), "expected each stage once, found this one again"));
        }
        if let Some(reading) = &table.decimal_slash {
            if stage != Stage::Figures {
                let message = "expected decimal_slash in the stage `figures` alone, found it in another";
                return Err(point(reading.span(), message));
            }
            request.decimal_slash = *reading.get_ref();
        }
        request.stages.push(stage);
        request.lexicons.extend(table.lexicons);
        request.rules.extend(table.rules);
    }
    // The order of work is the engine's; a pipeline file chooses, it does not reorder.
    request.stages.sort_unstable();
    Ok(())
}

fn output(table: OutputTable, request: &mut Request, point: &Point<'_>) -> Result<()> {
    request.with_text = table.with_text;
    request.part_rows = table.part_rows.map_or(request.part_rows, usize::from);
    request.compression = table.compression;
    request.csv = csv_mode(table.csv, table.csv_raw.as_ref(), point)?;
    request.title = table.title;
    request.description = table.description;
    request.license = table.license;
    let Some(formats) = table.formats else { return Ok(()) };
    if formats.get_ref().is_empty() {
        return Err(point(formats.span(), "expected at least one format, found an empty list"));
    }
    request.formats.clear();
    for &format in formats.get_ref() {
        if !request.formats.contains(&format) {
            request.formats.push(format);
        }
    }
    Ok(())
}

/// `csv_raw = true` is what is done anyway; where it says something else, it is better said than guessed.
fn csv_mode(
    mode: Option<sink::CsvMode>,
    raw: Option<&Spanned<bool>>,
    point: &Point<'_>,
) -> Result<sink::CsvMode> {
    let mode = mode.unwrap_or_default();
    match raw {
        Some(raw) if *raw.get_ref() != (mode == sink::CsvMode::Exact) => {
            let message = "expected csv = \"exact\" (which csv_raw = true was) or csv = \"spreadsheet\" alone, found a \
                           csv_raw that says otherwise";
            Err(point(raw.span(), message))
        }
        _ => Ok(mode),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::pipeline::{Bounds, Condition, Severity};
    use crate::source::format::Pages;
    use crate::source::{Reference, ReferenceSource};

    const WHOLE: &str = r#"
name = "news"
raw = ["raw/news/**/*.txt"]
out = "datasets/news"
reference_date = 2020-12-10
encoding = "windows-1256"
text_column = "body"
keep = ["headers"]
revisions = "original"
pages = "2-4"

[[stage]]
use = "figures"
decimal_slash = "swapped"
[[stage]]
use = "dates"
lexicons = ["a.toml"]

[output]
formats = ["csv", "parquet"]
with_text = true
part_rows = 1000
csv = "spreadsheet"
compression = "lz4"
license = "CC-BY-4.0"

[[expect]]
table = "dates"
rows = { min = 10 }
"#;

    #[test]
    fn every_key_is_read() {
        let request = Request::from_toml("p.toml", WHOLE).expect("pipeline");
        assert_eq!(request.reference, Reference { day: Some(Day(18606)), source: ReferenceSource::Pipeline });
        assert_eq!(request.stages, [Stage::Dates, Stage::Figures]);
        assert_eq!(request.decimal_slash, DecimalSlash::Swapped);
        assert_eq!(request.lexicons, [PathBuf::from("a.toml")]);
        assert_eq!(request.formats, [sink::Format::Csv, sink::Format::Parquet]);
        assert_eq!(request.encoding, Encoding::from_name("windows-1256"));
        assert_eq!(request.license.as_deref(), Some("CC-BY-4.0"));
        assert_eq!((request.columns.text.as_str(), request.columns.id.as_str()), ("body", "doc_id"));
        assert_eq!(request.parts, Parts { headers: true, footnotes: false, tables: false });
        assert_eq!(
            (request.revisions, request.pages),
            (Revisions::Original, Some(Pages { first: 2, last: 4 }))
        );
        assert!(request.with_text && request.part_rows == 1000);
        assert_eq!(request.csv, sink::CsvMode::Spreadsheet);
        assert_eq!(request.compression, sink::Compression::Lz4);
        let [rows] = &request.expectations[..] else { panic!("{:?}", request.expectations) };
        assert_eq!((rows.name.as_str(), rows.severity), ("expect-rows", Severity::Error));
        assert_eq!(rows.condition, Condition::Rows(Bounds { min: Some(10), max: None }));
    }

    #[test]
    fn reference_days_are_asked_for_in_an_order() {
        use ReferenceSource::{Filename, Metadata};
        for (written, from, day) in [
            ("2020-12-10", vec![], Some(Day(18606))),
            ("\"metadata\"", vec![Metadata], None),
            ("[\"filename\", \"metadata\", 2020-12-10]", vec![Filename, Metadata], Some(Day(18606))),
        ] {
            let source = format!("name='a'\nraw=['r']\nout='o'\nreference_date = {written}");
            let request = Request::from_toml("p.toml", &source).expect(written);
            assert_eq!((request.reference_from, request.reference.day), (from, day), "{written}");
        }
    }

    #[test]
    fn a_pipeline_without_stages_has_them_all() {
        let request = Request::from_toml("p.toml", "name='a'\nraw=['r']\nout='o'").expect("pipeline");
        assert_eq!(request.stages, Stage::ALL);
    }

    #[test]
    fn csv_cells_are_exact_unless_they_are_for_spreadsheets() {
        use sink::CsvMode::{Exact, Spreadsheet};
        for (written, expected) in [
            ("", Some(Exact)),
            ("csv = \"exact\"", Some(Exact)),
            ("csv_raw = true", Some(Exact)),
            ("csv = \"exact\"\ncsv_raw = true", Some(Exact)),
            ("csv = \"spreadsheet\"", Some(Spreadsheet)),
            ("csv = \"spreadsheet\"\ncsv_raw = false", Some(Spreadsheet)),
            ("csv_raw = false", None),
            ("csv = \"spreadsheet\"\ncsv_raw = true", None),
        ] {
            let source = format!("name='a'\nraw=['r']\nout='o'\n[output]\n{written}");
            let found = Request::from_toml("p.toml", &source);
            match expected {
                Some(mode) => assert_eq!(found.expect(written).csv, mode, "{written}"),
                None => assert!(found.expect_err(written).to_string().contains("spreadsheet"), "{written}"),
            }
        }
    }

    #[test]
    fn each_mistake_is_named_with_its_line_and_what_was_expected() {
        for (from, to, place, words) in [
            ("name = \"news\"", "nome = \"news\"", "p.toml:2:1", "name"),
            ("name = \"news\"", "name = \"a/b\"", "p.toml:2:8", "a-z"),
            ("raw = [\"raw/news/**/*.txt\"]", "raw = []", "p.toml:3:7", "at least one"),
            ("raw = [\"raw/news/**/*.txt\"]", "raw = 5", "p.toml:3:7", "expected"),
            ("2020-12-10", "\"1399-09-20\"", "p.toml:5:18", "Hijri"),
            ("2020-12-10", "2020-12-10T10:00:00Z", "p.toml:5:18", "Gregorian day"),
            ("windows-1256", "fa-1256", "p.toml:6:12", "encoding"),
            ("\"headers\"", "\"heads\"", "p.toml:8:9", "`headers`"),
            ("\"original\"", "\"old\"", "p.toml:9:13", "`original`"),
            ("2-4", "4-2", "p.toml:10:9", "3-9"),
            ("\"figures\"", "\"numbers\"", "p.toml:13:7", "`figures`"),
            ("\"dates\"\nlex", "\"figures\"\nlex", "p.toml:16:7", "once"),
            ("use = \"dates\"", "use = \"dates\"\ndecimal_slash = \"auto\"", "p.toml:17:17", "figures"),
            ("swapped", "turned", "p.toml:14:17", "`auto`"),
            ("lexicons", "lexicon", "p.toml:17:1", "lexicons"),
            ("\"csv\", ", "\"xlsx\", ", "p.toml:20:12", "`parquet`"),
            ("spreadsheet", "excel", "p.toml:23:7", "`exact`"),
            ("lz4", "snappy", "p.toml:24:15", "`none`"),
            ("table = \"dates\"", "table = \"date\"", "p.toml:28:9", "`dates`"),
            ("min = 10", "least = 10", "p.toml:29:10", "min"),
        ] {
            let source = WHOLE.replacen(from, to, 1);
            assert_ne!(source, WHOLE, "{from}");
            let error = Request::from_toml("p.toml", &source).expect_err(to);
            let message = error.to_string();
            assert!(
                error.is_configuration() && message.starts_with(&format!("{place}: ")),
                "{to}: {message}"
            );
            assert!(message.contains(words), "{to}: {message}");
        }
    }
}
