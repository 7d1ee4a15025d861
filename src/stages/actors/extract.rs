//! Finds the mentions of a document and the entities that they stand for.

use super::alias;
use super::coreference;
use super::doubt;
use super::entry::TitleKind;
use super::fuzzy;
use super::learned::{Joined, Late};
use super::ledger::Ledger;
use super::likely;
use super::model::{Entity, EntityKind, Mention, MentionRow, Method};
use super::pending::EntityRef;
use super::pending::{Doubtful, PendingMention};
use super::reading;
use super::reading::{Candidate, Reader, Reading};
use super::registry::Registry;
use super::role;
use super::table::{ACTORS, PLACES, PRODUCTS};
use super::vocabulary::{Vocabulary, Word, is_derived, word_end};
use crate::corrections::{Applied, Correction};
use crate::error::Result;
use crate::finding::Finding;
use crate::rule::{self, ByRule, Grammar, Review, RuleId, RuleTable, TokenSet, View, keep_longest};
use crate::segment::Segments;
use crate::stages::correct::{self, Corrector};
use crate::stages::extractor::{Extractor, Input};
use crate::table::{Declared, Rows, RowsOf, TableRows};
use crate::tagger::Tagger;
use crate::text::fold::Code;
use crate::text::{TokenKind, TokenRange};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

/// The rules' folder.
pub(crate) const TABLE: &str = "actors";

/// The table of these rules.
pub(crate) const RULES: RuleTable = RuleTable { name: TABLE, rows: "mentions", readings: reading::READINGS };

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Actors {
    pub(super) registry: Registry,
    vocabulary: Vocabulary,
    /// Made when a text first has a word that may be a name misspelt.
    nearby: OnceLock<fuzzy::Nearby>,
    readings: ByRule<Reading>,
    /// The rule that stands for names which only the document explains.
    named: RuleId,
    /// The model that finds names which no rule does.
    pub(crate) tagger: Option<Tagger>,
}

/// Most times that an ordinary word may stand alone, for each time that the words beside it make it a name, and still
/// be read as the name there. Family names of people are exempt: they often stand alone.
const DOUBTS: usize = 4;

/// Letters that a name must have to be read in a text of another language.
const LETTERS: usize = 4;

/// Names that are certain or in doubt, before the whole document speaks.
#[derive(Debug)]
pub(crate) struct Pending {
    ledger: Ledger,
    held: Vec<PendingMention>,
    doubtful: Vec<Doubtful>,
    late: Vec<Late>,
    taken: TokenSet,
}

/// Bytes of a name that waits for the rest of the document, with whom it would be of.
const WAITING: usize = size_of::<Late>() + size_of::<Entity>() + 96;

impl<A> Extractor<A> for Actors
where
    A: RowsOf<MentionRow> + RowsOf<Entity> + RowsOf<Finding> + RowsOf<Applied> + Default + 'static,
{
    const FINDS_BY: &'static [RuleTable] = &[RULES];
    const TABLES: &'static [&'static dyn TableRows<A>] =
        &[&Rows::<MentionRow>::NEW, &Declared(|| &ACTORS), &Declared(|| &PLACES), &Declared(|| &PRODUCTS)];
    const CORRECTED: &'static [(&'static str, &'static [&'static str])] =
        &[("mentions", <Self as Corrector<A, Mention>>::COLUMNS)];
    type Pending = Pending;

    fn new(grammar: &Grammar) -> Result<Self> {
        let registry = Registry::new(grammar)?;
        let vocabulary = Vocabulary::new(grammar)?;
        Ok(Self {
            nearby: OnceLock::new(),
            registry,
            vocabulary,
            readings: grammar.rules.readings(TABLE)?,
            named: grammar.rules.id(TABLE, "registry-name").unwrap_or(RuleId::NONE),
            tagger: None,
        })
    }

    fn find(&self, input: &Input<'_>, taken: &mut TokenSet) -> Pending {
        let view = input.view;
        let quantities = &*taken;
        let mut taken = taken.clone();
        let mut ledger = Ledger::default();
        let (titles, no_names) = self.inside_words(view);
        let count = view.candidate_count(TABLE);
        let (mut held, mut doubtful) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let (mut state, mut late) = (None, Vec::new());
        for (n, segment) in input.segments.sentences() {
            if view.watch.ended() {
                break;
            }
            let reader = Reader {
                view,
                registry: &self.registry,
                vocabulary: &self.vocabulary,
                sentence: segment.tokens,
                titles: &titles,
                no_names: &no_names,
                state,
                quantities,
            };
            let mut doubts = Vec::new();
            let readings = self.sentence(view, &reader, &mut taken, |found, name| doubts.push((found, name)));
            let Joined { readings, late: alone } = match &self.tagger {
                Some(tagger) if !view.is_foreign(segment.tokens.first, segment.tokens.end) => {
                    reader.learned(tagger, readings, &mut doubts, &mut taken)
                }
                _ => Joined { readings, late: Vec::new() },
            };
            let name = |(first, last, candidate, likely)| Late { first, last, segment: n, candidate, likely };
            let of_model = readings.iter().filter(|reading| reading.found.rule == RuleId::MODEL).count();
            view.watch.hold(((of_model + alone.len() + doubts.len()) * WAITING) as u64);
            late.extend(alone.into_iter().map(name));
            doubtful.extend(doubts.into_iter().map(|(found, Candidate { kind, who, .. })| {
                let (first, last) = (found.first, found.last);
                Doubtful { first, last, segment: n, rule: found.rule, kind, who }
            }));
            for reading in readings {
                let Candidate { kind, who, method, short, .. } = reading.value;
                if let (EntityKind::State, EntityRef::Known(entry)) = (kind, &who) {
                    state = Some(*entry);
                }
                if let Some(entity) = ledger.index(&self.registry, who) {
                    let (first, last) = (reading.found.first, reading.found.last);
                    let rule = reading.found.rule;
                    held.push(PendingMention { first, last, segment: n, rule, kind, entity, method, short });
                }
            }
        }
        Pending { ledger, held, doubtful, late, taken }
    }

    fn resolve(&self, input: &Input<'_>, mut pending: Pending, analysis: &mut A) {
        let doubtful = std::mem::take(&mut pending.doubtful);
        let Pending { mut ledger, mut held, mut taken, late, .. } = pending;
        if !input.view.foreign {
            for passage in &input.view.foreign_passages {
                taken.take(passage.first, passage.end);
            }
            if coreference::later(input.view, &self.vocabulary, &mut held) {
                ledger.drop_unmentioned(&mut held);
            }
            self.recall(input.view, input.segments, &mut taken, &mut ledger, &mut held, doubtful);
            self.add_late(input.view, input.segments, &mut taken, &mut ledger, &mut held, late);
        }
        *analysis.rows_of_mut() = self.rows(input.view, input.segments, &held);
        *analysis.rows_of_mut() = ledger.list;
    }

    fn correct(&self, input: &Input<'_>, analysis: &mut A) {
        correct::correct::<A, Mention, _>(self, input, analysis);
    }

    fn sound(&self, correction: &Correction) -> std::result::Result<(), String> {
        correct::sound::<A, Mention, _>(self, correction)
    }
}

impl Actors {
    /// Whether a name is likely to be written alike in other languages: it is in the registry, and so long that hardly a
    /// word of another language looks like it.
    fn is_alike_in_any_language(&self, view: &View<'_>, found: &rule::Match, candidate: &Candidate) -> bool {
        let letters =
            view.slice(view.span(found.first, found.last)).chars().filter(|c| c.is_alphabetic()).count();
        candidate.method == Method::Lexicon && !candidate.doubtful && letters >= LETTERS
    }

    /// The names of one sentence; those in doubt are handed to `doubt`.
    fn sentence(
        &self,
        view: &View<'_>,
        reader: &Reader<'_>,
        taken: &mut TokenSet,
        mut doubt: impl FnMut(rule::Match, Candidate),
    ) -> Vec<rule::Reading<Candidate>> {
        let (mut readings, mut reported, mut doubts) = (Vec::new(), 0, 0);
        view.matches(TABLE, reader.sentence, |mut found| {
            reported += 1;
            let Some(reading) = self.readings.get(found.rule) else { return };
            if reading == Reading::ListedPlace {
                for (item, value) in reader.listed(&found) {
                    if !taken.any(item.first, item.last) {
                        readings.push(rule::Reading { found: item, value });
                    }
                }
                return;
            }
            let Some(candidate) = reader.read(reading, &mut found) else { return };
            if taken.any(found.first, found.last)
                || reader.is_no_name(found.first, found.last)
                || view.is_foreign(found.first, found.last)
                    && !self.is_alike_in_any_language(view, &found, &candidate)
            {
                return;
            }
            if candidate.doubtful {
                let _ = view.refuse::<()>(
                    &found,
                    "it is an ordinary word too, and nothing says that it is a name here",
                );
                doubts += 1;
                doubt(found, candidate);
            } else {
                // Context does not make a name longer.
                (found.from, found.to) = (found.first, found.last);
                readings.push(rule::Reading { found, value: candidate });
            }
        });
        let kept = keep_longest(readings, taken, |a, b| view.wins_over(a, b));
        view.release_matches(TABLE, reported, kept.len() + doubts);
        kept
    }

    /// Tokens inside a title, and where it ends («رئیس | جمهوری» آذربایجان); and words that look like a name and are none.
    fn inside_words(&self, view: &View<'_>) -> (FxHashMap<u32, u32>, Vec<TokenRange>) {
        let (mut titles, mut no_names) = (FxHashMap::default(), Vec::new());
        view.lattice.report_several(|edge| match self.vocabulary.word(&edge) {
            Some(Word::Title(TitleKind::Office, _)) => {
                for at in edge.first + 1..edge.last() {
                    let end = titles.entry(at).or_insert(edge.last());
                    *end = edge.last().max(*end);
                }
            }
            Some(Word::NoName) => no_names.push(TokenRange::new(edge.first, edge.last())),
            _ => {}
        });
        (titles, no_names)
    }

    /// What the whole document explains: ambiguous forms and family names alone.
    fn recall(
        &self,
        view: &View<'_>,
        segments: &Segments,
        taken: &mut TokenSet,
        ledger: &mut Ledger,
        held: &mut Vec<PendingMention>,
        doubtful: Vec<Doubtful>,
    ) {
        let mut surnames = coreference::surnames(view, &self.vocabulary, &self.registry, held);
        // Where an entity is named first, and how often.
        let mut earlier: FxHashMap<usize, (u32, usize)> = FxHashMap::default();
        for mention in held.iter() {
            earlier.entry(mention.entity).or_insert((mention.first, 0)).1 += 1;
        }
        let known = doubtful.iter().filter_map(|name| Some((ledger.find(&self.registry, &name.who)?, name)));
        let mut doubts: FxHashMap<usize, usize> = FxHashMap::default();
        for (entity, _) in known.clone() {
            *doubts.entry(entity).or_default() += 1;
        }
        let mut more = Vec::new();
        for (entity, &Doubtful { first, last, segment, rule, kind, .. }) in known {
            let named = earlier.get(&entity).is_some_and(|&(at, times)| {
                // «شهر نور» once and «نور» thirty times: mostly light is meant.
                let word = doubts.get(&entity).is_some_and(|doubts| *doubts > times * DOUBTS);
                at < first && (kind == EntityKind::Person || !word)
            });
            if named && !taken.any(first, last) {
                taken.take(first, last);
                let method = Method::Coreference;
                more.push(PendingMention { first, last, segment, rule, kind, entity, method, short: None });
            }
        }
        let recalled = more.len();
        let mut told: FxHashSet<&[Code]> = FxHashSet::default();
        for alias in alias::defined(view, &self.vocabulary, taken, held) {
            let (first, last) = (alias.first, alias.last);
            let of = &held[alias.of];
            coreference::add_alias(view, &mut surnames, TokenRange::new(first, last), of.entity);
            told.insert(view.tokens.codes_between(first, last));
            if !taken.any(first, last) {
                taken.take(first, last);
                let (rule, method) = (self.named, Method::Coreference);
                more.push(PendingMention { first, last, rule, method, short: None, ..of.clone() });
            }
        }
        // What the text itself says that something is called is no doubt.
        let mut aliases = more.split_off(recalled);
        if !surnames.is_empty() {
            for (n, segment) in segments.sentences() {
                let before = more.len();
                coreference::alone(
                    view,
                    &self.vocabulary,
                    &mut surnames,
                    segment.tokens,
                    taken,
                    |first, last, entity| {
                        let known = ledger.list.get(entity).and_then(|known| known.kind);
                        more.push(PendingMention {
                            first,
                            last,
                            segment: n,
                            rule: self.named,
                            kind: known.unwrap_or(EntityKind::Person),
                            entity,
                            method: Method::Coreference,
                            short: Some(first),
                        });
                    },
                );
                more.iter().skip(before).for_each(|mention| taken.take(mention.first, mention.last));
            }
        }
        let (named, mut more): (Vec<_>, Vec<_>) = more
            .into_iter()
            .partition(|mention| told.contains(view.tokens.codes_between(mention.first, mention.last)));
        aliases.extend(named);
        if let Some(tagger) = &self.tagger {
            doubt::drop_words(tagger, view, segments, held, &mut more, taken);
        }
        more.append(&mut aliases);
        let mut unknown = view.lattice.unknown_words().peekable();
        for (n, segment) in segments.sentences() {
            while unknown.next_if(|at| *at < segment.tokens.first).is_some() {}
            while let Some(at) = unknown.next_if(|at| *at < segment.tokens.end) {
                let Some(entry) = self.misspelt(view, taken, at) else { continue };
                let Some(known) = self.registry.get(entry) else { continue };
                let Some(entity) = ledger.index(&self.registry, EntityRef::Known(entry)) else {
                    continue;
                };
                taken.take(at, at + 1);
                more.push(PendingMention {
                    first: at,
                    last: at + 1,
                    segment: n,
                    rule: self.named,
                    kind: known.kind,
                    entity,
                    method: Method::Fuzzy,
                    short: None,
                });
            }
        }
        held.append(&mut more);
        held.sort_by_key(|mention| mention.first);
    }

    /// Names that only the model has, where nothing else has said whose they are; and the same words elsewhere, where the model
    /// was not as sure.
    fn add_late(
        &self,
        view: &View<'_>,
        segments: &Segments,
        taken: &mut TokenSet,
        ledger: &mut Ledger,
        held: &mut Vec<PendingMention>,
        late: Vec<Late>,
    ) {
        let (likely, sure): (Vec<Late>, Vec<Late>) = late.into_iter().partition(|name| name.likely.is_some());
        let mut named = coreference::Named::default();
        for Late { first, last, segment, candidate: Candidate { kind, who, method, short, .. }, .. } in sure {
            if !taken.any(first, last)
                && let Some(entity) = ledger.index(&self.registry, who)
            {
                let rule = RuleId::MODEL;
                taken.take(first, last);
                named.add(view, TokenRange::new(first, last), (entity, kind));
                held.push(PendingMention { first, last, segment, rule, kind, entity, method, short });
            }
        }
        let words = |name: &&PendingMention| name.last > word_end(&view.tokens, name.first);
        for name in held.iter().filter(|name| name.method == Method::Model).filter(words) {
            named.add(view, TokenRange::new(name.first, name.last), (name.entity, name.kind));
        }
        let certain = held.len();
        likely::add(view, (&self.registry, self.named), taken, ledger, held, likely);
        for name in held.iter().skip(certain) {
            named.add(view, TokenRange::new(name.first, name.last), (name.entity, name.kind));
        }
        for (first, last, segment, entity) in named.again(view, &self.vocabulary, segments, taken) {
            let Some(kind) = ledger.list.get(entity).and_then(|known| known.kind) else { continue };
            let (rule, method) = (self.named, Method::Coreference);
            taken.take(first, last);
            held.push(PendingMention { first, last, segment, rule, kind, entity, method, short: None });
        }
        held.sort_by_key(|mention| mention.first);
    }

    /// Returns the registry's entry whose name is misspelt by a long word that no lexicon knows.
    fn misspelt(&self, view: &View<'_>, taken: &TokenSet, at: u32) -> Option<u32> {
        let token = view.tokens.list.get(at as usize)?;
        // Few words are that long, and fewer of them unknown.
        if token.kind != TokenKind::Word {
            return None;
        }
        let word = view.tokens.codes_of(at as usize);
        if word.len() < fuzzy::LEAST || view.knows(at) {
            return None;
        }
        let alone = view.tokens.begins_word(at as usize)
            && view.tokens.begins_word(at as usize + 1)
            && !taken.any(at, at + 1);
        // «اوکراینی» is of there.
        let of_there = || is_derived(&view.grammar.lexicon, word, |entry| self.registry.get(entry).is_some());
        // «کالاهای» is a plural.
        if alone && self.vocabulary.things(view, at, at + 1).is_none() && !of_there() {
            let nearby = || fuzzy::Nearby::new(&self.registry, &self.vocabulary.places);
            self.nearby.get_or_init(nearby).find(word)
        } else {
            None
        }
    }

    fn rows(&self, view: &View<'_>, segments: &Segments, held: &[PendingMention]) -> Vec<MentionRow> {
        let mut rows = Vec::with_capacity(held.len());
        for (at, mention) in held.iter().enumerate() {
            let sentence = segments
                .list
                .get(mention.segment as usize)
                .map_or(TokenRange::default(), |segment| segment.tokens);
            let role = if mention.kind == EntityKind::Person {
                role::role(view, &self.vocabulary, held, at, sentence)
            } else {
                None
            };
            let (role, owner) = role.map_or((None, None), |(span, owner)| (Some(span), owner));
            rows.push(MentionRow {
                span: view.span(mention.first, mention.last),
                segment: mention.segment,
                rule: mention.rule,
                review: Review::None,
                value: Mention {
                    entity: mention.entity,
                    kind: mention.kind,
                    role,
                    role_of: owner.and_then(|owner| held.get(owner)).map(|owner| owner.entity),
                    method: mention.method,
                },
            });
        }
        rows
    }
}
