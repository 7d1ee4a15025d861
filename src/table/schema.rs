//! What a table is: its name, its columns and how its rows refer to others.

use std::sync::Arc;

use crate::check::RowCheck;
use crate::error::Result;
use crate::lexicon::Lexicon;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};

/// One table of a dataset, declared once; Arrow schema, builders and documentation come from it.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Name of the table and stem of its files.
    pub name: &'static str,
    /// What one row is, in a sentence.
    pub summary: &'static str,
    /// First part of its row ids; `None` where rows have no id of their own.
    pub id_prefix: Option<&'static str>,
    /// Whether its rows are sentences and more, which their own words tell apart: their ids do not depend on what stands
    /// beside them.
    pub whole: bool,
    /// The column whose word tells rows of one span apart in their ids.
    pub aspect: Option<&'static str>,
    /// Where rows belong together: the column that says so, and the first part of its ids.
    pub group: Option<Group>,
    /// Whether its rows hold those of other tables, as clauses do.
    pub nests: bool,
    /// Whether `documents` counts its rows.
    pub counted: bool,
    /// What its rows must hold by themselves, as a lexicon knows it.
    pub(crate) checks: fn(&Lexicon) -> Result<Vec<RowCheck>>,
    /// Columns in order, in groups so that tables share the grounding columns.
    pub(crate) groups: &'static [&'static [Column]],
    /// The columns that together name a row; empty where nothing does.
    pub primary_key: &'static [&'static str],
    /// Columns that hold another row's key.
    pub references: &'static [Reference],
}

/// Rows that belong together, such as the clauses of one list: all have the id of the first.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The column that holds the id.
    pub column: &'static str,
    /// What a group is called; keeps its ids apart from those of rows.
    pub name: &'static str,
    /// First part of the ids.
    pub id_prefix: &'static str,
}

/// One column: name, type, whether it may be null, and what it means.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name of the column.
    pub name: &'static str,
    /// Type of its values.
    pub kind: ColumnType,
    /// Whether every row has a value.
    pub required: bool,
    /// Whether no two rows share a value.
    pub unique: bool,
    /// What it means, as a phrase.
    pub doc: &'static str,
    /// The closed list of its values; empty where the list is open.
    pub words: &'static [&'static str],
    /// The regular expression that its texts match.
    pub pattern: Option<&'static str>,
    /// The unit of its numbers.
    pub unit: Option<&'static str>,
}

/// `column` of this table holds a value of `to` in `table`.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// Column of this table.
    pub column: &'static str,
    /// The table referred to; may be this one.
    pub table: &'static str,
    /// The column referred to.
    pub to: &'static str,
}

/// The types that columns have. There is no nested and no null type, and no unsigned one, which Spark reads as a decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// UTF-8 text.
    Text,
    /// A Gregorian day.
    Date,
    /// Microseconds since 1970-01-01T00:00Z.
    Instant,
    /// A double.
    Float,
    /// A 16-bit integer.
    Int16,
    /// An 8-bit integer.
    Int8,
    /// A count or offset within a document.
    Int32,
    /// A count over files or documents.
    Int64,
    /// True or false.
    Flag,
}

impl Table {
    /// A table without columns, for declarations to name what is theirs.
    pub(crate) const EMPTY: Self = Self {
        name: "",
        summary: "",
        id_prefix: None,
        whole: false,
        aspect: None,
        group: None,
        nests: false,
        counted: false,
        checks: |_| Ok(Vec::new()),
        groups: &[],
        primary_key: &[],
        references: &[],
    };

    /// The columns in the order they are written in.
    pub fn columns(&self) -> impl Iterator<Item = &'static Column> + Clone + use<> {
        self.groups.iter().copied().flatten()
    }

    /// The Arrow schema.
    #[must_use]
    pub fn arrow_schema(&self) -> SchemaRef {
        let fields: Vec<Field> = self
            .columns()
            .map(|column| Field::new(column.name, column.kind.arrow(), !column.required))
            .collect();
        Arc::new(Schema::new(fields))
    }
}

impl ColumnType {
    /// The Arrow type of the column.
    #[must_use]
    pub fn arrow(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Date => DataType::Date32,
            Self::Instant => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Self::Float => DataType::Float64,
            Self::Int16 => DataType::Int16,
            Self::Int8 => DataType::Int8,
            Self::Int32 => DataType::Int32,
            Self::Int64 => DataType::Int64,
            Self::Flag => DataType::Boolean,
        }
    }

    /// The type that is stored as this Arrow type.
    #[must_use]
    pub fn of(arrow: &DataType) -> Option<Self> {
        [
            Self::Text,
            Self::Date,
            Self::Instant,
            Self::Float,
            Self::Int16,
            Self::Int8,
            Self::Int32,
            Self::Int64,
            Self::Flag,
        ]
        .into_iter()
        .find(|kind| kind.arrow() == *arrow)
    }

    /// The name of the type in documentation.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Date => "date32",
            Self::Instant => "timestamp(us, UTC)",
            Self::Float => "float64",
            Self::Int16 => "int16",
            Self::Int8 => "int8",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Flag => "boolean",
        }
    }
}

/// Constructors for declarations: a nullable column, then what narrows it.
impl Column {
    pub(crate) const fn new(name: &'static str, kind: ColumnType, doc: &'static str) -> Self {
        Self { name, kind, required: false, unique: false, doc, words: &[], pattern: None, unit: None }
    }

    pub(crate) const fn text(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, ColumnType::Text, doc)
    }

    pub(crate) const fn date(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, ColumnType::Date, doc)
    }

    pub(crate) const fn float(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, ColumnType::Float, doc)
    }

    /// A required count or offset within a document.
    pub(crate) const fn count(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, ColumnType::Int32, doc).required()
    }

    /// A required column of true and false.
    pub(crate) const fn flag(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, ColumnType::Flag, doc).required()
    }

    /// A text column with a closed list of values.
    pub(crate) const fn words(name: &'static str, words: &'static [&'static str], doc: &'static str) -> Self {
        let mut column = Self::text(name, doc);
        column.words = words;
        column
    }

    /// The id of the table's own rows.
    pub(crate) const fn id(name: &'static str, doc: &'static str) -> Self {
        let mut column = Self::text(name, doc).required();
        column.unique = true;
        column
    }

    pub(crate) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(crate) const fn pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }

    pub(crate) const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = Some(unit);
        self
    }
}
