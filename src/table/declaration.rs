//! The tables of a dataset, each declared once.

use super::schema::{Column, ColumnType, Reference, Table};
use super::vocabulary::{FigureModifier, Scope, Vocabulary};
use crate::actors::{EntityKind, Method};
use crate::calendar::Calendar;
use crate::clauses::{ClauseKind, Modality, PartyRole};
use crate::extract::Severity;
use crate::language::Language;
use crate::segment::SegmentKind;
use crate::source::ReferenceSource;
use crate::{dates, figures};

/// Every table, in the order datasets list them.
pub(super) static TABLES: &[&Table] = &[
    &DOCUMENTS,
    &SEGMENTS,
    &DATES,
    &FIGURES,
    &MENTIONS,
    &ACTORS,
    &PLACES,
    &CLAUSES,
    &PROVISIONS,
    &PROVISION_PARTIES,
    &CLAUSE_REFERENCES,
    &FINDINGS,
    &REJECTS,
    &TEXTS,
];

const DOC_ID: Column = Column::text(
    "doc_id",
    "the document: its path below the raw folder without extension, or the record's own id",
)
.required();

const OFFSETS: [Column; 4] = [
    Column::count("char_start", "first character of the span, in Unicode code points of the text layer")
        .unit("code point"),
    Column::count("char_end", "one past the last character").unit("code point"),
    Column::count("byte_start", "first byte of the span, in UTF-8 bytes of the text layer").unit("byte"),
    Column::count("byte_end", "one past the last byte").unit("byte"),
];

const TEXT: Column =
    Column::text("text", "exactly that slice of the text layer, as written, nothing repaired").required();

/// The place of a row in its source: the same columns in every table of spans.
const GROUNDING: &[Column] = &[
    DOC_ID,
    Column::text("segment_id", "the sentence, heading or list item that holds the span"),
    OFFSETS[0],
    OFFSETS[1],
    OFFSETS[2],
    OFFSETS[3],
    TEXT,
    Column::text("rule", "the rule or lexicon entry that made the row").required(),
];

const IN_DOCUMENT: Reference = Reference { column: "doc_id", table: "documents", to: "doc_id" };
const IN_SEGMENT: Reference = Reference { column: "segment_id", table: "segments", to: "segment_id" };

/// Behind the place of rows that may stand in a clause.
const CLAUSE_ID: Column = Column::text("clause_id", "the innermost clause that holds the row");
const IN_CLAUSE: Reference = Reference { column: "clause_id", table: "clauses", to: "clause_id" };

pub(super) static DOCUMENTS: Table = Table {
    name: "documents",
    summary: "One row is a document that was read.",
    id_prefix: None,
    groups: &[&[
        Column::id(
            "doc_id",
            "the document: its path below the raw folder without extension, or the record's own id",
        ),
        Column::text(
            "path",
            "the file it was read from, as it was named: a path from the folder that jadval ran in",
        )
        .required(),
        Column::text("format", "file format, by extension (`txt`, `jsonl`)").required(),
        Column::text("encoding", "character encoding of the source").required(),
        Column::new("bytes", ColumnType::Int64, "length of the source").required().unit("byte"),
        Column::new("chars", ColumnType::Int64, "length of the text layer").required().unit("code point"),
        Column::text("sha256", "SHA-256 of the source file, in hexadecimal").required(),
        Column::words(
            "language",
            Language::WORDS,
            "the language that most of it is in, by its BCP 47 code (`prs`: Dari); `mixed`: several; `none`: no language that is known",
        )
        .required(),
        Column::text("title", "the title, where the source states one"),
        Column::date("reference_date", "\"today\" for relative dates"),
        Column::words(
            "reference_source",
            ReferenceSource::WORDS,
            "who gave it: the document's own `record`, or the `pipeline` (its file, or `--reference-date`)",
        )
        .required(),
        Column::count("dates", "rows of `dates` in this document").unit("row"),
        Column::count("figures", "rows of `figures` in this document").unit("row"),
        Column::count("mentions", "rows of `mentions` in this document").unit("row"),
        Column::count("clauses", "rows of `clauses` in this document").unit("row"),
    ]],
    primary_key: &["doc_id"],
    references: &[],
};

pub(super) static SEGMENTS: Table = Table {
    name: "segments",
    summary: "One row is a heading, a paragraph, a list item or a sentence.",
    id_prefix: Some("s"),
    groups: &[
        &[
            Column::id("segment_id", "the segment"),
            DOC_ID,
            Column::words("kind", SegmentKind::WORDS, "what it is").required(),
            Column::text("parent_id", "the segment that holds this one"),
            Column::text(
                "heading_id",
                "the heading that it stands under: the last one before it; of a heading, the last one of a lower level",
            ),
            Column::count("level", "depth of headings and list items, from 1; 0 for the others"),
            Column::count("ordinal", "1-based position among its siblings"),
        ],
        &OFFSETS,
        &[TEXT],
    ],
    primary_key: &["segment_id"],
    references: &[
        IN_DOCUMENT,
        Reference { column: "parent_id", table: "segments", to: "segment_id" },
        Reference { column: "heading_id", table: "segments", to: "segment_id" },
    ],
};

/// A solar day as it is written.
const SOLAR_DAY: &str = "^[0-9]{4}/[0-9]{2}/[0-9]{2}$";

pub(super) static DATES: Table = Table {
    name: "dates",
    summary: "One row is the longest temporal expression in one calendar: a date, a range, a duration or a time.",
    id_prefix: Some("d"),
    groups: &[
        &[Column::id("date_id", "the row")],
        GROUNDING,
        &[
            CLAUSE_ID,
            Column::words("kind", dates::Kind::WORDS, "which kind of expression it is").required(),
            Column::words(
                "calendar",
                <Option<Calendar>>::WORDS,
                "the calendar it is written in; `none` for durations and relative expressions",
            )
            .required(),
            Column::words(
                "resolution",
                dates::Resolution::WORDS,
                "`explicit`: all written; `completed`: a missing year or month found in the context; \
                 `relative`: counted from a reference day or another row; `unresolved`: nothing completes it",
            )
            .required(),
            Column::date(
                "start_date",
                "first Gregorian day, inclusive, of what is written, also where the writer erred; \
                 null for durations and where it cannot be known",
            ),
            Column::date("end_date", "last Gregorian day, inclusive"),
            Column::words("precision", dates::Precision::WORDS, "the calendar unit it names").required(),
            Column::text("edtf", "EDTF (ISO 8601-2) of start and end"),
            Column::text("solar_start", "the first day in the Solar Hijri calendar, `1399/08/19`")
                .pattern(SOLAR_DAY),
            Column::text("solar_end", "the last day in the Solar Hijri calendar").pattern(SOLAR_DAY),
            Column::new(
                "hour",
                ColumnType::Int8,
                "for times: the hour as written, on a clock of 24 (24 is the midnight that ends the day)",
            )
            .unit("hour"),
            Column::new("minute", ColumnType::Int8, "for times: the minute; 0 where none is written")
                .unit("minute"),
            Column::new("second", ColumnType::Int8, "for times: the second; 0 where none is written")
                .unit("second"),
            Column::new(
                "written_year",
                ColumnType::Int16,
                "the year as written, in `calendar`; a two-digit year is widened",
            ),
            Column::new("written_month", ColumnType::Int8, "the month as written, in `calendar`"),
            Column::new("written_day", ColumnType::Int8, "the day of the month as written, in `calendar`"),
            Column::words("written_weekday", dates::Weekday::WORDS, "the day of the week as written"),
            Column::new(
                "instant",
                ColumnType::Instant,
                "for times: the instant, where day and zone are known",
            ),
            Column::text("time_zone", "the IANA time zone that the text names"),
            Column::text("duration", "for durations: the length as ISO 8601 (`P45D`, `P6W`, `P28D/P29D`)"),
            Column::words(
                "modifier",
                dates::Modifier::WORDS,
                "how words beside or inside the expression loosen or narrow it",
            )
            .required(),
            Column::text("paired_with", "the row that states the same date in another calendar"),
            Column::text("anchor_id", "the row, or `reference`, that completed or resolved this one"),
        ],
    ],
    primary_key: &["date_id"],
    references: &[
        IN_DOCUMENT,
        IN_SEGMENT,
        Reference { column: "paired_with", table: "dates", to: "date_id" },
        IN_CLAUSE,
    ],
};

pub(super) static FIGURES: Table = Table {
    name: "figures",
    summary: "One row is a numeric quantity, in digits or words.",
    id_prefix: Some("f"),
    groups: &[
        &[Column::id("figure_id", "the row")],
        GROUNDING,
        &[
            CLAUSE_ID,
            Column::float(
                "value",
                "the number with its scale words multiplied out; null for ranges and vague plurals",
            ),
            Column::float("lower", "lower bound of a range, of «بیش از ۵۰» (50), of «دهها» (10)"),
            Column::float("upper", "upper bound of a range, of «کمتر از ۵۰» (50)"),
            Column::words("modifier", FigureModifier::WORDS, "how the number is to be read").required(),
            Column::words("kind", figures::Kind::WORDS, "what is measured").required(),
            Column::text(
                "unit",
                "UCUM code (`km`, `[bbl_us]/d`, `%`) or, for money, ISO 4217 code (`USD`, `IRR`); `IRT` for the toman, \
                 which has no ISO code; a name in braces (`{jerib}`) for what UCUM does not have; null for counts",
            ),
            Column::text("unit_text", "the unit as written"),
            Column::float("value_base", "the value in `unit_base`, where an exact factor exists"),
            Column::text(
                "unit_base",
                "the coherent base unit (`m`, `m3`, `kg`, `m/s`, `K`); of tomans `IRR`, ten for each; other currencies stay",
            ),
            Column::text("item", "head of the counted noun phrase, as written"),
            Column::text(
                "per",
                "UCUM unit of the period (`d`, `a`) where a rate word stands apart («روزانه»)",
            ),
            Column::float(
                "as_written",
                "the literal reading, where `value` is a repaired one (digits swapped around «/»)",
            ),
        ],
    ],
    primary_key: &["figure_id"],
    references: &[IN_DOCUMENT, IN_SEGMENT, IN_CLAUSE],
};

pub(super) static MENTIONS: Table = Table {
    name: "mentions",
    summary: "One row is a mention of a named actor or place.",
    id_prefix: Some("m"),
    groups: &[
        &[Column::id("mention_id", "the row")],
        GROUNDING,
        &[
            CLAUSE_ID,
            Column::text("entity_id", "whom or what is named: a row of `actors` or of `places`").required(),
            Column::words("kind", EntityKind::WORDS, "what is named").required(),
            Column::text("role", "a person's title as written beside the mention"),
            Column::text("role_of", "entity_id of the state or body named in that title"),
            Column::words("method", Method::WORDS, "how the mention was found").required(),
        ],
    ],
    primary_key: &["mention_id"],
    references: &[IN_DOCUMENT, IN_SEGMENT, IN_CLAUSE],
};

/// What an actor can be: every kind of entity but a place, which stands last.
const ACTOR_KINDS: &[&str] = match EntityKind::WORDS.split_last() {
    Some((_place, actors)) => actors,
    None => &[],
};

const NAME_FA: Column = Column::text("name_fa", "the usual Persian name").required();
const NAME_EN: Column = Column::text("name_en", "the usual English name");
const WIKIDATA: Column = Column::text("wikidata", "Wikidata item (`Q…`)");
const ISO3166: Column = Column::text("iso3166", "ISO 3166-1 alpha-2 or ISO 3166-2 code");
const ENTITY_COUNTS: &[Column] = &[
    Column::new("mentions", ColumnType::Int64, "rows of `mentions` that name it").required().unit("row"),
    Column::new("documents", ColumnType::Int64, "documents that name it").required().unit("document"),
];

pub(super) static ACTORS: Table = Table {
    name: "actors",
    summary: "One row is a person, state, organisation, armed force, medium, company or group that is mentioned.",
    id_prefix: None,
    groups: &[
        &[
            Column::id("actor_id", "slug of the usual English name, or one made from the Persian name"),
            NAME_FA,
            NAME_EN,
            Column::words("kind", ACTOR_KINDS, "what it is").required(),
            WIKIDATA,
            ISO3166,
            Column::text("part_of", "id of the entity it belongs to, which need not be mentioned itself"),
        ],
        ENTITY_COUNTS,
    ],
    primary_key: &["actor_id"],
    references: &[],
};

pub(super) static PLACES: Table = Table {
    name: "places",
    summary: "One row is a place that is mentioned.",
    id_prefix: None,
    groups: &[
        &[
            Column::id("place_id", "slug of the usual English name, or one made from the Persian name"),
            NAME_FA,
            NAME_EN,
            WIKIDATA,
            ISO3166,
            Column::float("latitude", "WGS 84 degrees north").unit("degree"),
            Column::float("longitude", "WGS 84 degrees east").unit("degree"),
            Column::text(
                "capital_of",
                "id of the state it is the capital of, which need not be mentioned itself",
            ),
        ],
        ENTITY_COUNTS,
    ],
    primary_key: &["place_id"],
    references: &[],
};

pub(super) static CLAUSES: Table = Table {
    name: "clauses",
    summary: "One row is a numbered or lettered item of an agreement, a law or a list, or a law's preamble or signature part.",
    id_prefix: Some("c"),
    groups: &[
        &[Column::id("clause_id", "the row")],
        GROUNDING,
        &[
            Column::text("instrument", "the title line it belongs to, as written"),
            Column::text("list_id", "the list or instrument: the same for all its clauses").required(),
            Column::text(
                "label",
                "the label as written, without punctuation (`۱`, `الف`, `ماده ۵`, `-`); null where `kind` is not `item`",
            ),
            Column::count("ordinal", "1-based position in its parent"),
            Column::count("level", "depth, from 1"),
            Column::text("parent_id", "the clause that holds this one"),
            Column::text("eid", "Akoma Ntoso style path (`art_5__point_b`)").required(),
            Column::text("heading", "the heading beside or below the label, as written"),
            Column::words(
                "kind",
                ClauseKind::WORDS,
                "`preamble`: what stands between the title of a law or treaty and its first article; \
                 `signature`: what stands over the signatures",
            )
            .required(),
        ],
    ],
    primary_key: &["clause_id"],
    references: &[
        IN_DOCUMENT,
        IN_SEGMENT,
        Reference { column: "parent_id", table: "clauses", to: "clause_id" },
    ],
};

pub(super) static PROVISIONS: Table = Table {
    name: "provisions",
    summary: "One row is a sentence of a clause that obliges, permits, forbids or states.",
    id_prefix: Some("p"),
    groups: &[
        &[
            Column::id("provision_id", "the row"),
            Column::text("clause_id", "the clause it stands in").required(),
        ],
        GROUNDING,
        &[
            Column::words("modality", Modality::WORDS, "what it does").required(),
            Column::date("effective_date", "from when it holds"),
            Column::date("deadline_date", "by when it must be done"),
            Column::text(
                "duration",
                "for how long it holds, or within how long it must be done, as ISO 8601",
            ),
            Column::text("condition", "the words of its condition, as written"),
        ],
    ],
    primary_key: &["provision_id"],
    references: &[IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT],
};

pub(super) static PROVISION_PARTIES: Table = Table {
    name: "provision_parties",
    summary: "One row is an actor's part in a provision.",
    id_prefix: None,
    groups: &[&[
        Column::text("provision_id", "the provision").required(),
        Column::words("role", PartyRole::WORDS, "the part").required(),
        Column::text("entity_id", "the actor: a row of `actors` or of `places`").required(),
        Column::text("mention_id", "the mention that names the actor"),
    ]],
    primary_key: &[],
    references: &[
        Reference { column: "provision_id", table: "provisions", to: "provision_id" },
        Reference { column: "mention_id", table: "mentions", to: "mention_id" },
    ],
};

pub(super) static CLAUSE_REFERENCES: Table = Table {
    name: "clause_references",
    summary: "One row is a provision that the words of a clause refer to; «مواد ۳ و ۴» are two rows of one span.",
    id_prefix: Some("r"),
    groups: &[
        &[
            Column::id("reference_id", "the row"),
            Column::text("clause_id", "the clause it stands in").required(),
        ],
        GROUNDING,
        &[
            Column::text(
                "target",
                "what is referred to, as written: kinds and numbers, the outermost first (`art_3__point_b`); \
                 a kind alone where no number is written («این ماده»: `art`)",
            )
            .required(),
            Column::words(
                "scope",
                Scope::WORDS,
                "`internal`: a law of this document; `external`: another law («ماده ۵ قانون مدنی»)",
            )
            .required(),
            Column::text(
                "target_clause_id",
                "the clause referred to; null where it is of another law or the document does not have it",
            ),
        ],
    ],
    primary_key: &["reference_id"],
    references: &[
        IN_CLAUSE,
        IN_DOCUMENT,
        IN_SEGMENT,
        Reference { column: "target_clause_id", table: "clauses", to: "clause_id" },
    ],
};

/// The tables that a finding can be about.
static FINDING_TABLES: &[&str] = &[DATES.name, FIGURES.name, MENTIONS.name, CLAUSES.name, PROVISIONS.name];

pub(super) static FINDINGS: Table = Table {
    name: "findings",
    summary: "One row is something that the source itself has wrong or leaves open; nothing is silently mended.",
    id_prefix: Some("x"),
    groups: &[&[
        Column::id("finding_id", "the row"),
        DOC_ID,
        Column::words("table", FINDING_TABLES, "the table of the row it is about"),
        Column::text("row_id", "the row it is about"),
        Column::text("check", "the check that speaks (`weekday-mismatch`, `reversed-range`)").required(),
        Column::words("severity", Severity::WORDS, "how grave it is").required(),
        Column::text("message", "one sentence: what is written, what was expected").required(),
        OFFSETS[0],
        OFFSETS[1],
    ]],
    primary_key: &["finding_id"],
    references: &[IN_DOCUMENT],
};

pub(super) static REJECTS: Table = Table {
    name: "rejects",
    summary: "One row is a document that could not be read.",
    id_prefix: None,
    groups: &[&[
        Column::text("path", "the file, with the line of a `.jsonl` corpus").required(),
        Column::text("stage", "the stage that gave up").required(),
        Column::text("code", "a short name of the reason").required(),
        Column::text("message", "one sentence: what was expected, what was found").required(),
        Column::new("byte_offset", ColumnType::Int64, "where in the file, if the place is known")
            .unit("byte"),
    ]],
    primary_key: &[],
    references: &[],
};

pub(super) static TEXTS: Table = Table {
    name: "texts",
    summary: "One row is the text layer of a document whose source is not itself a UTF-8 `.txt` file.",
    id_prefix: None,
    groups: &[&[
        Column::id("doc_id", "the document"),
        Column::text("text", "the decoded document: the layer that all offsets point into").required(),
    ]],
    primary_key: &["doc_id"],
    references: &[IN_DOCUMENT],
};

/// Every table, in the order that datasets list them.
#[must_use]
pub fn tables() -> &'static [&'static Table] {
    TABLES
}

/// The table of that name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    tables().iter().copied().find(|table| table.name == name)
}
