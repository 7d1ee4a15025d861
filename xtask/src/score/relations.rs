//! How far statements, facts and events are those that people wrote down beside a document: `NAME.relations.jsonl`, as
//! `tests/gold/RELATIONS.md` describes it.

use super::Half;
use super::collection::GoldDocument;
use jadval::calendar::Day;
use jadval::eval::{Score, overlapping};
use jadval::extract::{Document, Engine};
use jadval::tables::{Row, extract_one, rows};
use jadval::text::Span;
use jadval::{Error, Result};
use serde_json::Value;
use std::collections::BTreeMap;

/// What is judged: of rows whether they are there, of a column the cells that are given.
pub(crate) const JUDGED: [(&str, &str); 12] = [
    ("statements", "row"),
    ("statements", "content"),
    ("statements", "speaker"),
    ("facts", "property"),
    ("facts", "subject"),
    ("facts", "place"),
    ("facts", "date"),
    ("facts", "statement"),
    ("events", "row"),
    ("events", "participant"),
    ("events", "place"),
    ("events", "date"),
];

/// The roles of participants that stand in columns of the gold.
const ROLES: [&str; 6] = ["agent", "patient", "counterpart", "recipient", "origin", "goods"];

/// How much longer than the gold's words those of a row may be, in characters.
const LONGER: usize = 8;

/// The rows or given cells of all documents, by half and what is judged; those that are right are `found`.
pub(crate) type Relations = BTreeMap<(Half, &'static str, &'static str), Score>;

/// Adds what the relations of one document come to, where people wrote them down.
///
/// # Errors
/// A row that does not stand in the document, or a table that cannot be built.
pub(crate) fn add(relations: &mut Relations, engine: &Engine, document: &GoldDocument) -> Result<()> {
    let Some(lines) = &document.relations else { return Ok(()) };
    let reference = document.about.reference_date.as_deref().and_then(Day::from_iso);
    let whole = Document { doc_id: "gold", text: &document.text, reference, ..Document::default() };
    let tables = extract_one(engine, &whole)?;
    let told = |name: &str| rows(&tables, name);
    let judge = Judge::new(document, told("mentions")?);
    let mut gold: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (n, line) in lines.lines().enumerate().skip(1) {
        let malformed = |cause: serde_json::Error| {
            Error::configuration(cause.to_string()).at(format!("{}.relations, line {}", document.name, n + 1))
        };
        let row: Value = serde_json::from_str(line).map_err(malformed)?;
        gold.entry(text_of(&row, "table").to_owned()).or_default().push(row);
    }
    let half = if document.held { Half::Held } else { Half::Open };
    let mut count = |table, cell, cells| *relations.entry((half, table, cell)).or_default() += cells;
    let of = |name: &str| gold.get(name).map_or(&[][..], Vec::as_slice);
    let dates = by_id(told("dates")?, "date_id");
    let speakers = told("statement_speakers")?;
    let statements = judge.statements(of("statements"), &told("statements")?, &speakers, &mut count);
    judge.facts(of("facts"), &told("figures")?, &dates, &statements, &mut count);
    judge.events(of("events"), &told("events")?, &told("event_participants")?, &dates, &mut count);
    Ok(())
}

/// The program's statements that stand for those of people, by the ids of these.
type Paired = BTreeMap<String, String>;

/// What is needed to tell whether a name or words are meant.
struct Judge<'d> {
    text: &'d str,
    starts: Vec<usize>,
    /// The program's mentions: span, entity, id.
    mentions: Vec<(Span, String, String)>,
    /// The program's entity of each of people's.
    entities: BTreeMap<String, String>,
}

impl<'d> Judge<'d> {
    fn new(document: &'d GoldDocument, mentions: Vec<Row>) -> Self {
        let text = document.text.as_str();
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mentions: Vec<_> = mentions
            .iter()
            .filter_map(|row| {
                Some((span(row)?, cell(row, "entity_id").to_owned(), cell(row, "mention_id").to_owned()))
            })
            .collect();
        let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for row in document.rows.iter().filter(|row| row.table == "mentions") {
            for (_, entity, _) in mentions.iter().filter(|(span, ..)| overlap(*span, row.span)) {
                *counts.entry(row.text("entity")).or_default().entry(entity).or_default() += 1;
            }
        }
        let most = |counts: &BTreeMap<&str, usize>| {
            counts.iter().max_by_key(|(_, count)| **count).map(|(entity, _)| (*entity).to_owned())
        };
        let entities =
            counts.iter().filter_map(|(slug, counts)| Some(((*slug).to_owned(), most(counts)?))).collect();
        Self { text, starts, mentions, entities }
    }

    /// Where words stand in a line of the text: all their occurrences.
    fn everywhere(&self, line: usize, words: &str) -> Vec<Span> {
        let start = line.checked_sub(1).and_then(|n| self.starts.get(n)).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or_default();
        let found = line.match_indices(words).filter(|_| !words.is_empty());
        found.map(|(at, _)| Span::new((start + at) as u32, (start + at + words.len()) as u32)).collect()
    }

    /// Where the words of a cell stand, of which the gold says which occurrence is meant.
    fn place_of(&self, row: &Value, key: &str, nth: &str) -> Option<Span> {
        let nth = row.get(nth).and_then(Value::as_u64).unwrap_or(1) as usize;
        self.everywhere(line_of(row), text_of(row, key)).get(nth.saturating_sub(1)).copied()
    }

    /// Whether an entity, or words or a mention, are what the gold says: a name of its list, or words of the line.
    fn is(&self, line: usize, want: &str, entity: &str, words: &str, mention: &str) -> bool {
        if !entity.is_empty()
            && (entity == want || self.entities.get(want).is_some_and(|known| known == entity))
        {
            return true;
        }
        let (said, meant) = (bare(words), bare(want));
        if !said.is_empty()
            && (meant.contains(&said)
                || said.contains(&meant) && said.chars().count() <= 3 * meant.chars().count() + LONGER)
        {
            return true;
        }
        let places = self.everywhere(line, want);
        let named = |(span, of, id): &(Span, String, String)| {
            (!mention.is_empty() && id == mention || !entity.is_empty() && of == entity)
                && places.iter().any(|place| overlap(*place, *span))
        };
        self.mentions.iter().any(named)
    }

    fn statements(
        &self,
        gold: &[Value],
        found: &[Row],
        speakers: &[Row],
        count: &mut impl FnMut(&'static str, &'static str, Score),
    ) -> Paired {
        let cues: Vec<Option<Span>> =
            gold.iter().map(|row| self.place_of(row, "cue_text", "cue_nth")).collect();
        let byte = |row: &Row, column: &str| {
            let at: usize = cell(row, column).parse().ok()?;
            Some(self.text.char_indices().nth(at).map_or(self.text.len(), |(byte, _)| byte) as u32)
        };
        let told: Vec<Option<Span>> = found
            .iter()
            .map(|row| Some(Span::new(byte(row, "cue_char_start")?, byte(row, "cue_char_end")?)))
            .collect();
        let mut paired = Paired::new();
        let (mut content, mut speaker) = (0, Score::default());
        let pairs = pairs(&cues, &told);
        for &(g, f) in &pairs {
            let (want, have) = (&gold[g], &found[f]);
            paired.insert(text_of(want, "id").to_owned(), cell(have, "statement_id").to_owned());
            let words = cell(have, "text");
            let ends = bare(words).starts_with(&bare(text_of(want, "content_start")))
                && bare(words).ends_with(&bare(text_of(want, "content_end")));
            content += usize::from(ends);
            let names = many(want, "speaker_entity");
            let of = |row: &&Row| cell(row, "statement_id") == cell(have, "statement_id");
            let given: Vec<&Row> = speakers.iter().filter(of).collect();
            let right = names.len() == given.len()
                && names.iter().all(|name| {
                    given.iter().any(|row| {
                        self.is(line_of(want), name, cell(row, "entity_id"), "", cell(row, "mention_id"))
                    })
                });
            speaker += one(!names.is_empty(), !given.is_empty(), right && !names.is_empty());
        }
        let all = |right| counts(gold.len(), found.len(), right);
        count("statements", "row", all(pairs.len()));
        count("statements", "content", all(content));
        count("statements", "speaker", speaker);
        paired
    }

    fn facts(
        &self,
        gold: &[Value],
        found: &[Row],
        dates: &BTreeMap<String, Row>,
        statements: &Paired,
        count: &mut impl FnMut(&'static str, &'static str, Score),
    ) {
        let want: Vec<Option<Span>> = gold.iter().map(|row| self.place_of(row, "text", "nth")).collect();
        let have: Vec<Option<Span>> = found.iter().map(span).collect();
        for (g, f) in pairs(&want, &have) {
            let (want, have) = (&gold[g], &found[f]);
            let line = line_of(want);
            let mut judged = |name, want: &[&str], given: bool, right: &dyn Fn(&str) -> bool| {
                count(
                    "facts",
                    name,
                    one(!want.is_empty(), given, given && want.iter().any(|want| right(want))),
                );
            };
            let property = cell(have, "property");
            judged("property", &many(want, "property"), !property.is_empty(), &|want| want == property);
            let (subject, words) = (cell(have, "subject_id"), cell(have, "subject_text"));
            let given = !subject.is_empty() || !words.is_empty();
            judged("subject", &many(want, "subject"), given, &|want| self.is(line, want, subject, words, ""));
            let place = cell(have, "place_id");
            judged("place", &many(want, "place"), !place.is_empty(), &|want| {
                self.is(line, want, place, "", "")
            });
            let date = cell(have, "date_id");
            judged("date", &many(want, "date"), !date.is_empty(), &|want| {
                self.is_dated(line, want, dates.get(date))
            });
            let statement = cell(have, "statement_id");
            let claims = |want: &str| statements.get(want).is_some_and(|id| id == statement);
            judged("statement", &many(want, "claimed_by"), !statement.is_empty(), &claims);
        }
    }

    fn events(
        &self,
        gold: &[Value],
        found: &[Row],
        participants: &[Row],
        dates: &BTreeMap<String, Row>,
        count: &mut impl FnMut(&'static str, &'static str, Score),
    ) {
        let want: Vec<Option<Span>> =
            gold.iter().map(|row| self.place_of(row, "trigger_text", "trigger_nth")).collect();
        let have: Vec<Option<Span>> = found.iter().map(span).collect();
        let same = |&(g, f): &(usize, usize)| text_of(&gold[g], "type") == cell(&found[f], "type");
        let pairs: Vec<_> = pairs(&want, &have).into_iter().filter(same).collect();
        count("events", "row", counts(gold.len(), found.len(), pairs.len()));
        for (g, f) in pairs {
            let (want, have) = (&gold[g], &found[f]);
            let line = line_of(want);
            let of =
                |row: &&Row| cell(row, "event_id") == cell(have, "event_id") && cell(row, "role") != "place";
            let mut given: Vec<&Row> = participants.iter().filter(of).collect();
            let wanted: Vec<(&str, &str)> = ROLES
                .iter()
                .flat_map(|role| many(want, role).into_iter().map(move |who| (*role, who)))
                .collect();
            let mut cells = counts(wanted.len(), given.len(), 0);
            for (role, who) in wanted {
                let fits = |row: &&Row| {
                    cell(row, "role") == role
                        && self.is(
                            line,
                            who,
                            cell(row, "entity_id"),
                            cell(row, "text"),
                            cell(row, "mention_id"),
                        )
                };
                if let Some(at) = given.iter().position(fits) {
                    given.swap_remove(at);
                    cells.found += 1;
                }
            }
            count("events", "participant", cells);
            let (place, date) = (cell(have, "place_id"), cell(have, "date_id"));
            let where_of = many(want, "place").first().copied();
            let right = where_of.is_some_and(|want| !place.is_empty() && self.is(line, want, place, "", ""));
            count("events", "place", one(where_of.is_some(), !place.is_empty(), right));
            let when = many(want, "date").first().copied();
            let right = when.is_some_and(|want| self.is_dated(line, want, dates.get(date)));
            count("events", "date", one(when.is_some(), !date.is_empty(), right));
        }
    }

    /// Whether a row of dates stands at words of a line.
    fn is_dated(&self, line: usize, words: &str, date: Option<&Row>) -> bool {
        let date = date.and_then(span);
        date.is_some_and(|date| self.everywhere(line, words).iter().any(|place| overlap(*place, date)))
    }
}

/// What some rows or cells come to.
fn counts(gold: usize, predicted: usize, found: usize) -> Score {
    Score { gold, predicted, found, ..Score::default() }
}

/// What one row or cell comes to.
fn one(gold: bool, given: bool, right: bool) -> Score {
    counts(usize::from(gold), usize::from(given), usize::from(right))
}

/// Pairs of overlapping rows; what does not stand in the text has none.
fn pairs(gold: &[Option<Span>], found: &[Option<Span>]) -> Vec<(usize, usize)> {
    let spans =
        |some: &[Option<Span>]| some.iter().map(|one| one.unwrap_or(Span::new(0, 0))).collect::<Vec<_>>();
    overlapping(&spans(gold), &spans(found))
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// Words without marks, blanks and joiners, in one spelling of yeh and kaf.
fn bare(words: &str) -> String {
    let spelt = |c: char| match c {
        '\u{64A}' | '\u{649}' => '\u{6CC}',
        '\u{643}' => '\u{6A9}',
        c => c,
    };
    words.chars().filter(|c| c.is_alphanumeric()).map(spelt).collect()
}

fn span(row: &Row) -> Option<Span> {
    Some(Span::new(cell(row, "byte_start").parse().ok()?, cell(row, "byte_end").parse().ok()?))
}

fn cell<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).unwrap_or_default()
}

fn by_id(rows: Vec<Row>, column: &str) -> BTreeMap<String, Row> {
    rows.into_iter().map(|row| (cell(&row, column).to_owned(), row)).collect()
}

fn text_of<'v>(row: &'v Value, key: &str) -> &'v str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn line_of(row: &Value) -> usize {
    row.get("line").and_then(Value::as_u64).unwrap_or(0) as usize
}

/// One value or several; none where the gold leaves them out.
fn many<'v>(row: &'v Value, key: &str) -> Vec<&'v str> {
    match row.get(key) {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
