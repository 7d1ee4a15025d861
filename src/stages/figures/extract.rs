//! Finds the figures of a document.

use super::bare;
use super::broken;
use super::cell_heads::CellHeads;
use super::checks;
use super::checks::Placed;
use super::context::{Context, Marked};
use super::declared;
use super::degrees;
use super::doubtful;
use super::heads;
use super::marks;
use super::model::{FigureRow, Kind, Quantity};
use super::rates;
use super::reading::{Draft, Form, Meaning, READINGS, Reader};
use super::sheet::{Sheet, parts_by_slash};
use super::slash;
use super::slash::{DecimalSlash, Doubt};
use super::spelling::Spelling;
use super::words::Words;
use super::worth;
use crate::corrections::{Applied, Correction};
use crate::error::Result;
use crate::finding::Finding;
use crate::rule::{ByRule, Grammar, Reading, Review, RuleTable, TokenSet};
use crate::stages::correct::{self, Corrector};
use crate::stages::extractor::{Extractor, Input};
use crate::table::{Rows, RowsOf, TableRows};
use crate::text::Span;
use std::cell::LazyCell;

/// The rules' folder.
pub(crate) const TABLE: &str = "figures";

/// The table of these rules.
pub(crate) const RULES: RuleTable = RuleTable { name: TABLE, rows: TABLE, readings: READINGS };

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Figures {
    pub(super) words: Words,
    spelling: Spelling,
    forms: ByRule<Form>,
    /// How decimals written with «/» are read.
    pub(crate) decimal_slash: DecimalSlash,
}

/// Figures that are not yet seen together.
#[derive(Debug)]
pub(crate) struct Pending {
    drafts: Vec<(Option<Box<Doubt>>, FigureRow)>,
    places: Vec<Placed>,
    marked: Marked,
}

impl<A: RowsOf<FigureRow> + RowsOf<Finding> + RowsOf<Applied> + Default + 'static> Extractor<A> for Figures {
    const FINDS_BY: &'static [RuleTable] = &[RULES];
    const TABLES: &'static [&'static dyn TableRows<A>] = &[&Rows::<FigureRow>::NEW];
    const CORRECTED: &'static [(&'static str, &'static [&'static str])] =
        &[("figures", <Self as Corrector<A, Quantity>>::COLUMNS)];
    type Pending = Pending;

    fn new(grammar: &Grammar) -> Result<Self> {
        let words = Words::new(&grammar.lexicon)?;
        let spelling = Spelling::new(&grammar.lexicon, &words);
        let forms = grammar.rules.readings(TABLE)?;
        Ok(Self { words, spelling, forms, decimal_slash: DecimalSlash::default() })
    }

    fn find(&self, input: &Input<'_>, taken: &mut TokenSet) -> Pending {
        let view = input.view;
        let mut context = Context::new(view, &self.words, input.segments, taken);
        context.declare(declared::all(&context));
        let pairs = cells_of_pairs(&context);
        let cell_heads = CellHeads::of(&view.cells);
        let count = view.candidate_count(TABLE);
        let mut drafts = Vec::with_capacity(count);
        let mut places = Vec::with_capacity(count);
        for (at, segment) in input.segments.sentences() {
            let sentence = segment.tokens;
            let reader = Reader { context: &context, spelling: &self.spelling, sentence, pairs: &pairs };
            let read = view.read(TABLE, segment.tokens, taken, |found| {
                let form = self.forms.get(found.rule)?;
                reader.read(form, found)
            });
            // What a number names may have a name in it, which is for later stages.
            let quantity = |Reading { found, value }| match value {
                Meaning::Quantity(draft) => Some(Reading { found, value: *draft }),
                Meaning::Designation => {
                    taken.release(found.first, found.last);
                    None
                }
            };
            let mut readings: Vec<Reading<Draft>> = read.into_iter().filter_map(quantity).collect();
            rates::periods(&context, segment.tokens, &mut readings);
            rates::currencies(&context, segment.tokens, &mut readings);
            cell_heads.tell(&context, &mut readings);
            for reading in readings {
                let found = &reading.found;
                if reading.value.quantity.kind == Kind::Money {
                    // «لیر | ترکیه»: whose money it is is named, too.
                    let named = |at: u32| {
                        view.entries_at(at).find(|edge| edge.last() == found.last && self.words.is_name(edge))
                    };
                    if let Some(state) = (found.first + 2..found.last).find_map(named) {
                        taken.release(state.first, state.last());
                    }
                }
                places.push(Placed {
                    from: found.from.min(found.first),
                    first: found.first,
                    last: found.last,
                });
                let whole = view.span(found.first, found.last);
                let doubt = Doubt::of(&reading.value);
                let row = FigureRow {
                    span: Span { end: whole.end - reading.value.clitic, ..whole },
                    segment: at,
                    rule: found.rule,
                    review: Review::None,
                    value: reading.value.quantity,
                };
                drafts.push((doubt, row));
            }
        }
        // Room for all that may match is room for many times what does, and whoever takes it over would copy it whole.
        drafts.shrink_to_fit();
        places.shrink_to_fit();
        Pending { drafts, places, marked: context.into_marked() }
    }

    fn resolve(&self, input: &Input<'_>, pending: Pending, analysis: &mut A) {
        let Pending { mut drafts, mut places, marked } = pending;
        let findings: &mut Vec<Finding> = analysis.rows_of_mut();
        let context = Context::of(input.view, &self.words, marked);
        // Most documents have no table, and no number that waits for one.
        let sheet = LazyCell::new(|| Sheet::new(&context));
        let named = heads::names(&sheet, &drafts.iter().map(|(_, row)| row).collect::<Vec<_>>());
        if named.contains(&true) {
            let mut kept = named.iter().map(|named| !named);
            drafts.retain(|_| kept.next().unwrap_or(true));
            let mut kept = named.iter().map(|named| !named);
            places.retain(|_| kept.next().unwrap_or(true));
        }
        marks::agree(&context, &mut drafts, &places, findings);
        if let Some(evidence) = self.decimal_slash.evidence(input.view, &drafts) {
            for (at, (draft, row)) in drafts.iter_mut().enumerate() {
                let doubt = draft.as_deref();
                findings.extend(doubt.and_then(|doubt| slash::repair(doubt, row, at, &evidence)));
            }
        }
        let mut rows: Vec<FigureRow> = drafts.into_iter().map(|(_, row)| row).collect();
        degrees::settle(&sheet, &mut rows);
        heads::settle(&sheet, &mut rows);
        worth::settle(&context, &mut rows, &places, findings);
        heads::assume_money(&context, &mut rows, findings);
        bare::find(&sheet, &rows, findings);
        doubtful::find(&context, &rows, findings);
        broken::find(&context, &rows, findings);
        checks::run(&context, input.segments, &rows, &places, findings);
        *analysis.rows_of_mut() = rows;
    }

    fn correct(&self, input: &Input<'_>, analysis: &mut A) {
        correct::correct::<A, Quantity, _>(self, input, analysis);
    }

    fn sound(&self, correction: &Correction) -> std::result::Result<(), String> {
        correct::sound::<A, Quantity, _>(self, correction)
    }
}

/// The cells of a text that hold two numbers; most texts have none, and nothing that looks like one.
fn cells_of_pairs(context: &Context<'_>) -> Vec<Span> {
    let text = context.view.text;
    let number = |sign: char| sign.is_numeric() || matches!(sign, '-' | '−' | '+');
    if !parts_by_slash(text, number) || !parts_by_slash(text, char::is_alphabetic) {
        return Vec::new();
    }
    Sheet::new(context).cells_of_pairs()
}
