//! Instruments, put together from the written tables.

use super::super::dataset::{Dataset, Row};
use crate::Result;
use crate::text::{Layout, Tokenizer};
use rustc_hash::FxHashMap;

/// One list or instrument of a document.
#[derive(Debug, Default)]
pub(super) struct Instrument {
    pub(super) list_id: String,
    pub(super) doc_id: String,
    pub(super) title: Option<String>,
    /// The document's reference date.
    pub(super) date: Option<String>,
    /// Parents before their parts.
    pub(super) clauses: Vec<Clause>,
    /// Positions of the outermost clauses.
    pub(super) roots: Vec<usize>,
}

/// One clause with what its sentences provide.
#[derive(Debug, Default)]
pub(super) struct Clause {
    pub(super) id: String,
    /// `item`, `preamble` or `signature`.
    pub(super) kind: String,
    pub(super) label: String,
    pub(super) heading: Option<String>,
    pub(super) eid: String,
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) children: Vec<usize>,
    pub(super) provisions: Vec<Provision>,
    /// Where its words refer to another clause of the instrument: bytes of the document, and its `eid`.
    pub(super) links: Vec<(usize, usize, String)>,
}

/// One sentence.
#[derive(Debug, Default)]
pub(super) struct Provision {
    pub(super) text: String,
    pub(super) modality: String,
    pub(super) effective: Option<String>,
    pub(super) deadline: Option<String>,
    pub(super) duration: Option<String>,
    pub(super) condition: Option<String>,
    /// Role and name.
    pub(super) parties: Vec<(String, String)>,
}

/// The instrument that somebody asks for.
#[derive(Debug)]
pub(super) struct Wanted<'n> {
    name: &'n str,
    tokenizer: Tokenizer,
}

impl<'n> Wanted<'n> {
    pub(super) fn new(name: &'n str) -> Self {
        Self { name, tokenizer: Tokenizer::new() }
    }

    /// Whether the name is the instrument's id or a part of its title, however that is spelt.
    pub(super) fn is(&self, instrument: &Instrument) -> bool {
        if instrument.list_id == self.name {
            return true;
        }
        let letters = |text: &str| self.tokenizer.tokens(text, Layout::detect(text)).codes;
        let (wanted, title) = (letters(self.name), letters(instrument.title.as_deref().unwrap_or_default()));
        !wanted.is_empty() && title.windows(wanted.len()).any(|part| part == wanted)
    }
}

/// All instruments of a dataset, in document order.
pub(super) fn load(dataset: &Dataset) -> Result<Vec<Instrument>> {
    let dates = pairs(dataset, "documents", "doc_id", "reference_date")?;
    let mut instruments: Vec<Instrument> = Vec::new();
    let mut lists: FxHashMap<String, usize> = FxHashMap::default();
    // The instrument of each clause, and its position there.
    let mut places: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    for row in dataset.rows("clauses")? {
        let row = row?;
        let list_id = owned(&row, "list_id").unwrap_or_default();
        let at = *lists.entry(list_id).or_insert_with_key(|list_id| {
            let doc_id = owned(&row, "doc_id").unwrap_or_default();
            instruments.push(Instrument {
                list_id: list_id.clone(),
                date: dates.get(&doc_id).cloned(),
                doc_id,
                title: owned(&row, "instrument"),
                ..Instrument::default()
            });
            instruments.len() - 1
        });
        let Some(instrument) = instruments.get_mut(at) else { continue };
        let place = instrument.clauses.len();
        let clause = clause(&row);
        let parent = row.get("parent_id").and_then(|id| places.get(id)).filter(|(list, _)| *list == at);
        match parent.and_then(|(_, parent)| instrument.clauses.get_mut(*parent)) {
            Some(parent) => parent.children.push(place),
            None => instrument.roots.push(place),
        }
        places.insert(clause.id.clone(), (at, place));
        instrument.clauses.push(clause);
    }
    provisions(dataset, &mut instruments, &places)?;
    links(dataset, &mut instruments, &places)?;
    Ok(instruments)
}

type Places = FxHashMap<String, (usize, usize)>;

fn clause(row: &Row) -> Clause {
    let number = |column| row.get(column).and_then(|cell| cell.parse().ok()).unwrap_or(0);
    Clause {
        id: owned(row, "clause_id").unwrap_or_default(),
        kind: owned(row, "kind").unwrap_or_else(|| "item".to_owned()),
        label: owned(row, "label").unwrap_or_default(),
        heading: owned(row, "heading"),
        eid: owned(row, "eid").unwrap_or_default(),
        text: owned(row, "text").unwrap_or_default(),
        start: number("byte_start"),
        end: number("byte_end"),
        ..Clause::default()
    }
}

fn provisions(dataset: &Dataset, instruments: &mut [Instrument], places: &Places) -> Result<()> {
    let mut names = pairs(dataset, "actors", "actor_id", "name_fa")?;
    names.extend(pairs(dataset, "places", "place_id", "name_fa")?);
    let mut parties: FxHashMap<String, Vec<(String, String)>> = FxHashMap::default();
    if dataset.tables().any(|name| name == "provision_parties") {
        for row in dataset.rows("provision_parties")? {
            let row = row?;
            let Some((provision, entity)) = row.get("provision_id").zip(row.get("entity_id")) else {
                continue;
            };
            let name = names.get(entity).map_or(entity, String::as_str).to_owned();
            let role = owned(&row, "role").unwrap_or_default();
            parties.entry(provision.to_owned()).or_default().push((role, name));
        }
    }
    if !dataset.tables().any(|name| name == "provisions") {
        return Ok(());
    }
    for row in dataset.rows("provisions")? {
        let row = row?;
        let Some(clause) = at(instruments, places, row.get("clause_id")) else { continue };
        clause.provisions.push(Provision {
            text: owned(&row, "text").unwrap_or_default(),
            modality: owned(&row, "modality").unwrap_or_default(),
            effective: owned(&row, "effective_date"),
            deadline: owned(&row, "deadline_date"),
            duration: owned(&row, "duration"),
            condition: owned(&row, "condition"),
            parties: row.get("provision_id").and_then(|id| parties.remove(id)).unwrap_or_default(),
        });
    }
    Ok(())
}

fn links(dataset: &Dataset, instruments: &mut [Instrument], places: &Places) -> Result<()> {
    if !dataset.tables().any(|name| name == "clause_references") {
        return Ok(());
    }
    for row in dataset.rows("clause_references")? {
        let row = row?;
        let place = |column| row.get(column).and_then(|id| places.get(id)).copied();
        let (Some(from), Some(to)) = (place("clause_id"), place("target_clause_id")) else { continue };
        let target = instruments.get(to.0).and_then(|list| list.clauses.get(to.1)).map(|c| c.eid.clone());
        let span =
            ["byte_start", "byte_end"].map(|column| row.get(column).and_then(|cell| cell.parse().ok()));
        let (Some(eid), [Some(start), Some(end)]) = (target.filter(|_| from.0 == to.0), span) else {
            continue;
        };
        if let Some(clause) = at(instruments, places, row.get("clause_id"))
            && clause.links.last().is_none_or(|(_, last, _)| *last <= start)
        {
            clause.links.push((start, end, eid));
        }
    }
    Ok(())
}

fn at<'i>(instruments: &'i mut [Instrument], places: &Places, id: Option<&str>) -> Option<&'i mut Clause> {
    let (list, place) = *places.get(id?)?;
    instruments.get_mut(list)?.clauses.get_mut(place)
}

/// Two columns of a table; nothing where the table is absent.
fn pairs(dataset: &Dataset, table: &str, key: &str, value: &str) -> Result<FxHashMap<String, String>> {
    let mut out = FxHashMap::default();
    if dataset.tables().any(|name| name == table) {
        for row in dataset.rows(table)? {
            let row = row?;
            if let (Some(key), Some(value)) = (owned(&row, key), owned(&row, value)) {
                out.insert(key, value);
            }
        }
    }
    Ok(out)
}

fn owned(row: &Row, column: &str) -> Option<String> {
    row.get(column).map(str::to_owned)
}
