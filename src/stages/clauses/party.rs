//! Who a provision binds, serves and puts in charge.

use super::model::{Party, PartyRole};
use super::when::{Rows, tokens_of};
use super::words::Words;
use crate::lexicon::{ClassSet, Particle};
use crate::rule::View;
use crate::segment::{SegmentKind, Segments};
use crate::syntax::{Bearing, principals};
use crate::text::fold::Code;
use crate::text::{Span, TokenKind, TokenRange};
use rustc_hash::FxHashMap;

/// Words that may stand between a body («نیروهای», «گروهی از نیروهای صلح‌بان») and the name it belongs to.
const BODY_REACH: u32 = 5;
/// How far into a sentence the comma behind its first adverbial is sought, in tokens.
const ADVERBIAL_REACH: u32 = 25;

/// An actor and where it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Actor {
    pub(super) entity: usize,
    pub(super) mention: Option<usize>,
}

/// Names that a document gives to parties («که از این پس «طرف‌ها» …»).
#[derive(Debug, Default)]
pub(super) struct Definitions {
    /// Each time a term is defined: behind which token, and as whom. Agreements of one document define
    /// the same names, each for itself.
    terms: FxHashMap<Vec<Code>, Vec<(u32, Vec<Actor>)>>,
    /// Most letters of a term.
    longest: usize,
}

impl Definitions {
    /// Reads the definitions of a document.
    pub(super) fn new(view: &View<'_>, segments: &Segments, words: &Words, rows: &Rows<'_>) -> Self {
        let mut out = Self::default();
        for sentence in segments.list.iter().filter(|segment| segment.kind == SegmentKind::Sentence) {
            let TokenRange { first, end: last } = sentence.tokens;
            let mut from = first;
            let mut at = first;
            while let Some((opens, opener)) = view.words_within((at, last), &words.features.definition) {
                at = opens;
                let named = |from: u32| principal_actors(view, words, rows, view.span(from, at));
                (at, from) = out.terms_behind(
                    view,
                    (words, rows),
                    TokenRange::new(opener, last),
                    &named(from),
                    &named(first),
                );
            }
        }
        out
    }

    /// Takes the quoted terms of one definition, which name what stands since the one before, or with
    /// «با هم» all the sentence names; gives the tokens behind the definition and its last term.
    fn terms_behind(
        &mut self,
        view: &View<'_>,
        (words, rows): (&Words, &Rows<'_>),
        TokenRange { first: from, end: last }: TokenRange,
        named: &[Actor],
        all: &[Actor],
    ) -> (u32, u32) {
        let (mut at, mut open) = (from, None);
        let (mut end, mut together) = (from, false);
        // «که به طور جداگانه «طرف» نامیده می‌شوند» names each of them, not all.
        let mut each = false;
        while at < last && !view.begins(at, &words.features.definition) {
            match (mark(view, at), open) {
                (Some('«' | '"' | '“'), None) => open = Some(at + 1),
                (Some('»' | '"' | '”'), Some(start)) => {
                    let term = codes(view, start, at);
                    // «… و شرکت X که «پیمانکار» نامیده می‌شود»: behind a term another one is named.
                    let between = || principal_actors(view, words, rows, view.span(end, start));
                    let others = if end > from && !together { between() } else { Vec::new() };
                    let named = if together {
                        all
                    } else if others.is_empty() {
                        named
                    } else {
                        &others
                    };
                    let several = each && named.len() > 1;
                    if !(term.is_empty() || named.is_empty() || several) {
                        self.longest = self.longest.max(term.len());
                        self.terms.entry(term).or_default().push((at, named.to_vec()));
                    }
                    (open, each, together, end) = (None, false, false, at + 1);
                }
                _ => {
                    each |= view.begins(at, &words.features.individually);
                    together |= view.begins(at, &words.features.together);
                }
            }
            at += 1;
        }
        (at, end)
    }

    /// The parties that a defined name at a token stands for, and the token behind it: of several
    /// definitions the nearest before it, and of several names the longest («طرف نخست», not «طرف»).
    fn at(&self, view: &View<'_>, at: u32, last: u32) -> Option<(&[Actor], u32)> {
        let (mut found, mut term) = (None, Vec::new());
        for behind in at..last {
            term.extend_from_slice(view.tokens.codes_of(behind as usize));
            if term.len() > self.longest {
                break;
            }
            found = self.terms.get(&term).map(|known| (known, behind + 1)).or(found);
        }
        let (known, behind) = found?;
        let nearest = known.partition_point(|(defined, _)| *defined < at).saturating_sub(1);
        known.get(nearest).map(|(_, parties)| (parties.as_slice(), behind))
    }
}

/// The actors named in a place, but for those that tell of another one there.
fn principal_actors(view: &View<'_>, words: &Words, rows: &Rows<'_>, place: Span) -> Vec<Actor> {
    let (actors, names): (Vec<Actor>, Vec<TokenRange>) = rows
        .mentions(place)
        .map(|(n, row)| (Actor { entity: row.value.entity, mention: Some(n) }, tokens_of(view, row.span)))
        .unzip();
    let features = &words.features;
    let meant = principals(view, &names, |at| {
        let behalf = view.words_at(at, &features.behalf).map(|end| (Bearing::Behalf, end));
        behalf.or_else(|| Some((Bearing::Describes, view.words_at(at, &features.describing)?)))
    });
    actors.into_iter().zip(meant).filter(|(_, meant)| *meant).map(|(actor, _)| actor).collect()
}

/// What parties are sought in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) words: &'a Words,
    pub(super) rows: &'a Rows<'a>,
    pub(super) definitions: &'a Definitions,
    pub(super) sentence: TokenRange,
}

impl Search<'_> {
    /// The grammatical subject, where it is one or more actors: at the sentence's start or behind the
    /// comma of its first adverbial («طبق این توافق، …»).
    /// What stands behind the verb at `verb` is none.
    pub(super) fn subject(&self, verb: u32) -> Vec<Actor> {
        let TokenRange { first, end: last } = self.sentence;
        let found = self.actors(first);
        if !found.is_empty() || !self.view.begins(first, &self.words.features.adverbial) {
            return found;
        }
        let comma =
            (first..last.min(first + ADVERBIAL_REACH).min(verb)).find(|&at| mark(self.view, at) == Some('،'));
        comma.map_or_else(Vec::new, |at| self.actors(at + 1))
    }

    /// The subject behind a condition that begins the sentence: «هرگاه …، X باید …».
    pub(super) fn subject_behind(&self, condition: Span) -> Vec<Actor> {
        let TokenRange { first, end: last } = tokens_of(self.view, condition);
        if first != self.sentence.first || mark(self.view, last) != Some('،') {
            return Vec::new();
        }
        self.actors(last + 1)
    }

    /// The actors that «توسط» names. Before the sentence's verb at `verb`, «که توسط X …» says of a noun
    /// what X did or does to it.
    pub(super) fn agents(&self, verb: u32) -> Vec<Actor> {
        self.openers(&self.words.features.agent)
            .filter(|&(at, _)| {
                let relative = at < verb && at > self.sentence.first && self.view.is(at - 1, Particle::That);
                !relative
                    && self
                        .view
                        .words_before(at, self.sentence.first, &self.words.features.participle)
                        .is_none()
            })
            .flat_map(|(_, behind)| self.actors(behind))
            .collect()
    }

    /// Who is given something: «تحویل X», «در اختیار X», and «به X» beside a word of giving.
    pub(super) fn recipients(&self) -> Vec<Actor> {
        let mut found: Vec<Actor> =
            self.openers(&self.words.features.delivery).flat_map(|(_, behind)| self.actors(behind)).collect();
        if found.is_empty() && self.view.words_within(self.sentence, &self.words.features.transfer).is_some()
        {
            found = self
                .openers(self.view.grammar.particles.words(Particle::Toward))
                .flat_map(|(_, behind)| self.actors(behind))
                .collect();
        }
        found.dedup();
        found
    }

    /// Who watches or is in charge; and whether that is what the sentence says («… تحت کنترل X خواهد بود»).
    pub(super) fn supervisors(&self) -> (Vec<Actor>, bool) {
        let (mut found, mut charged) = (Vec::new(), false);
        for (_, behind) in self.openers(&self.words.features.supervision) {
            let (actors, end) = self.run(behind);
            found.extend(actors);
            charged |= end > behind && self.view.begins(end, &self.words.features.copula);
        }
        (found, charged)
    }

    /// Where words of these classes begin in the sentence, and the tokens behind them.
    fn openers<'w>(&self, words: &'w ClassSet) -> impl Iterator<Item = (u32, u32)> + use<'w, '_> {
        let view = self.view;
        (self.sentence.first..self.sentence.end).filter_map(move |at| Some((at, view.words_at(at, words)?)))
    }

    fn actors(&self, at: u32) -> Vec<Actor> {
        self.run(at).0
    }

    /// The actors named from a token on, joined by «و» and commas, and the token behind them.
    fn run(&self, from: u32) -> (Vec<Actor>, u32) {
        let (mut found, mut end, mut at) = (Vec::new(), from, from);
        while let Some((actors, behind)) = self.actor(at) {
            found.extend(actors);
            end = behind;
            let comma = mark(self.view, behind) == Some('،');
            match self.view.words_at(behind, self.view.grammar.particles.words(Particle::And)) {
                Some(next) => at = next,
                None if comma => at = behind + 1,
                None => break,
            }
        }
        (found, end)
    }

    /// The actor named at a token, or behind a body that it leads («نیروهای X»).
    fn actor(&self, at: u32) -> Option<(Vec<Actor>, u32)> {
        let last = self.sentence.end;
        if at >= last {
            return None;
        }
        if let Some((parties, behind)) = self.definitions.at(self.view, at, last) {
            return Some((parties.to_vec(), behind));
        }
        if let Some(found) = self.named(at) {
            return Some(found);
        }
        let body = self.view.words_at(at, &self.words.features.body)?;
        (body..last.min(body + BODY_REACH))
            .take_while(|&n| {
                self.view.tokens.list.get(n as usize).is_some_and(|t| t.kind == TokenKind::Word)
                    && !self.view.begins(n, &self.words.features.phrase_end)
            })
            .find_map(|n| self.named(n))
    }

    fn named(&self, at: u32) -> Option<(Vec<Actor>, u32)> {
        let start = self.view.tokens.list.get(at as usize)?.span().start;
        let end = self.view.tokens.list.get(self.sentence.end.checked_sub(1)? as usize)?.span().end;
        let (n, row) = self.rows.mention_at(start, end)?;
        let actor = Actor { entity: row.value.entity, mention: Some(n) };
        Some((vec![actor], tokens_of(self.view, row.span).end))
    }
}

/// Adds actors in a role, each entity once.
pub(super) fn add(parties: &mut Vec<Party>, role: PartyRole, actors: Vec<Actor>) {
    for Actor { entity, mention } in actors {
        if !parties.iter().any(|party| party.role == role && party.entity == entity) {
            parties.push(Party { role, entity, mention });
        }
    }
}

fn mark(view: &View<'_>, at: u32) -> Option<char> {
    let token = view.tokens.list.get(at as usize)?;
    if token.kind == TokenKind::Punctuation { view.slice(token.span()).chars().next() } else { None }
}

/// The folded letters of a range of tokens.
pub(super) fn codes(view: &View<'_>, first: u32, last: u32) -> Vec<Code> {
    (first..last).flat_map(|at| view.tokens.codes_of(at as usize)).copied().collect()
}
