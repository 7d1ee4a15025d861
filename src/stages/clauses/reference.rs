//! What the words of a clause refer to: «ماده ۵», «بند ب ماده ۳ این قانون», «این ماده», «تبصره فوق».

use super::cited::{MOST, Part, References, TABLE, Which};
use super::model::{ClauseRow, Reference, ReferenceRow};
use super::names::Names;
use super::party::codes;
use super::when::tokens_of;
use crate::lexicon::{ClassSet, Particle};
use crate::rule::{Review, TokenSet, View};
use crate::segment::ARTICLE_RANK;
use crate::text::fold::Code;
use crate::text::{Span, TokenRange};
use rustc_hash::FxHashMap;

/// Longest title of a law that is recognised behind a reference, in tokens.
const TITLE: u32 = 40;

/// How far the resolution of a chain of parts has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Start,
    Found(usize),
    Lost,
}

/// The law that a reference is to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Law {
    /// None is named: the law that the words stand in.
    Unnamed,
    /// A law of the document, by its list.
    Here(u32),
    Other,
}

/// The parts of one reference, as they stand in the text.
#[derive(Clone, Copy, Debug)]
struct Chain<'p> {
    parts: &'p [Part],
    /// The parts of the reference before, where «آن» says that it holds these: «ماده ۵ و تبصره ۱ آن».
    holder: &'p [Part],
    /// Whether the outermost stands first («ماده ۵ بند ب»).
    inward: bool,
    law: Law,
    first: u32,
    last: u32,
}

/// What was named last, by kind: for «ماده مذکور».
type Named = FxHashMap<(usize, String), (bool, Option<usize>)>;

impl References {
    /// Begins to read a document.
    pub(super) fn of<'a>(&'a self, view: &'a View<'a>, clauses: &'a [ClauseRow]) -> Reader<'a> {
        let mut titles = FxHashMap::default();
        let mut known = None;
        for row in clauses.iter().filter(|row| row.value.parent.is_none()) {
            if let Some(title) = row.value.instrument.filter(|_| known != Some(row.value.list)) {
                let TokenRange { first, end: last } = tokens_of(view, title);
                if (2..=TITLE).contains(&(last - first)) {
                    titles.entry(codes(view, first, last)).or_insert(row.value.list);
                }
            }
            known = Some(row.value.list);
        }
        let names = Names::new(clauses, |kind| self.ranks.get(kind).copied());
        let taken = TokenSet::new(view.tokens.list.len());
        let amended = clauses.iter().map(|row| amends(self, view, row)).collect();
        let mut labels = FxHashMap::default();
        for (at, row) in clauses.iter().enumerate() {
            let label = tokens_of(view, row.value.label);
            if label.end - label.first > 2
                && let Some((name, end)) = self.compound(view, label.first, label.end)
                && end == label.end
            {
                labels.entry((row.value.list, name)).or_insert(at);
            }
        }
        Reader { words: self, view, clauses, names, titles, labels, amended, taken, named: Named::default() }
    }
}

/// Reads the references of one document, clause by clause.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    words: &'a References,
    view: &'a View<'a>,
    clauses: &'a [ClauseRow],
    names: Names<'a>,
    /// The lists by the words of their title.
    titles: FxHashMap<Vec<Code>, u32>,
    /// The clauses by their list and a label of several numbers («۳-۲»).
    labels: FxHashMap<(u32, String), usize>,
    /// For each clause, whether what stands in it changes another law.
    amended: Vec<bool>,
    taken: TokenSet,
    named: Named,
}

impl Reader<'_> {
    /// Adds the references in a sentence or heading of a clause.
    pub(super) fn read(
        &mut self,
        clause: usize,
        segment: u32,
        tokens: TokenRange,
        out: &mut Vec<ReferenceRow>,
    ) {
        let view = self.view;
        let found =
            view.read(TABLE, tokens, &mut self.taken, |found| self.words.part(view, found, tokens.end));
        let parts = found.into_iter().map(|reading| reading.value);
        let mut parts: Vec<Part> = parts.filter(|part| !is_label(view, part, tokens)).collect();
        self.words.put_inside(&mut parts);
        let mut rest = parts.as_slice();
        let mut chains: Vec<Chain<'_>> = Vec::new();
        while let Some(first) = rest.first() {
            let (length, inward) = self.words.chain(view, rest);
            let inward = inward && length > 1;
            let (chain, others) = rest.split_at(length);
            let end = chain.last().map_or(first.last, |part| part.last);
            let (mut law, end) = self.law(clause, end, tokens.end);
            let mut holder: &[Part] = &[];
            // «ماده ۵ قانون کار و تبصره ۱ آن»
            if let Some(before) = chains.last()
                && law == Law::Unnamed
                && view.words_at(end, view.grammar.particles.words(Particle::ThatOne)).is_some()
            {
                law = before.law;
                let holds = |of: &Chain<'_>| {
                    !of.inward && of.parts.last().is_some_and(|part| part.rank <= ARTICLE_RANK)
                };
                if holds(before) && chain.iter().all(|part| part.rank > ARTICLE_RANK) && !inward {
                    holder = before.parts;
                }
            }
            chains.push(Chain { parts: chain, holder, inward, law, first: first.first, last: end });
            rest = others;
        }
        // «ماده ۳ و ماده ۵ قانون مدنی»: the law named last is that of all.
        for n in (1..chains.len()).rev() {
            let [.., before, after] = &mut chains[..=n] else { continue };
            if before.law == Law::Unnamed && self.words.joined(view, before.last, after.first) {
                before.law = after.law;
            }
        }
        let amended = self.amended(clause);
        for mut chain in chains {
            if amended && chain.law == Law::Unnamed {
                chain.law = Law::Other;
            }
            self.resolve(clause, segment, &chain, out);
        }
    }

    /// The law that is named behind a reference, and where the reference with its law ends.
    fn law(&self, clause: usize, end: u32, last: u32) -> (Law, u32) {
        let (view, words) = (self.view, &self.words.features);
        let particles = &view.grammar.particles;
        let own = Law::Here(self.names.list(clause));
        let at = |words: &ClassSet, at: u32| view.words_at(at, words).filter(|&end| end <= last);
        let from = at(&words.joint, end).unwrap_or(end);
        if from >= last {
            return (Law::Unnamed, end);
        }
        if let Some(law) =
            at(particles.words(Particle::ThisOne), from).and_then(|behind| at(&words.law, behind))
        {
            return (own, law);
        }
        if at(particles.words(Particle::ThatOne), from).and_then(|behind| at(&words.law, behind)).is_some() {
            return (Law::Other, end);
        }
        if let Some(end) = self.words.initials(view, from).filter(|&end| end <= last) {
            return (Law::Other, end);
        }
        let Some(law) = at(&words.law, from) else { return (Law::Unnamed, end) };
        if let Some(present) = at(&words.present, law) {
            return (own, present);
        }
        let mut title = codes(view, from, law);
        for behind in law..=last.min(from + TITLE) {
            if let Some(list) = self.titles.get(&title) {
                return (Law::Here(*list), behind);
            }
            if behind < last {
                title.extend_from_slice(view.tokens.codes_of(behind as usize));
            }
        }
        (Law::Other, end)
    }

    /// Adds a row for every provision that a chain of parts names, the outermost part first.
    fn resolve(&mut self, clause: usize, segment: u32, chain: &Chain<'_>, out: &mut Vec<ReferenceRow>) {
        let mut parts: Vec<&Part> = chain.parts.iter().chain(chain.holder.last()).collect();
        if !chain.inward {
            parts.reverse();
        }
        let Some((outermost, innermost)) = parts.first().zip(parts.last()) else { return };
        let span = self.view.span(chain.first, chain.last);
        let mut internal = chain.law != Law::Other;
        let list = if let Law::Here(list) = chain.law { list } else { self.names.list(clause) };
        let mut paths: Vec<(String, Step)> = vec![(String::new(), Step::Start)];
        match &outermost.which {
            Which::Bare => return,
            Which::Named(_) => {}
            pointer => {
                let Some((inside, found)) = self.pointed(clause, outermost, pointer) else { return };
                internal = inside;
                paths = vec![(outermost.head.clone(), found.map_or(Step::Lost, Step::Found))];
            }
        }
        for part in parts.iter().skip(usize::from(!matches!(outermost.which, Which::Named(_)))) {
            let bare = [part.head.clone()];
            let names = if let Which::Named(names) = &part.which { names.as_slice() } else { &bare };
            let mut longer = Vec::new();
            for (path, step) in &paths {
                for name in names.iter().take(MOST - longer.len().min(MOST)) {
                    let step = if internal { self.step(clause, list, *step, part, name) } else { Step::Lost };
                    let joint = if path.is_empty() { "" } else { "__" };
                    longer.push((format!("{path}{joint}{name}"), step));
                }
            }
            paths = longer;
        }
        let article = self.names.article(clause).unwrap_or(clause);
        // Outside laws «فصل ۱۳۶۲» is a season and «کتاب دوم» a book.
        let vague = chain.law == Law::Unnamed && outermost.rank < ARTICLE_RANK && !self.names.is_law(list);
        for (target, step) in paths {
            let resolved = if let Step::Found(at) = step { Some(at) } else { None };
            if vague && resolved.is_none() {
                continue;
            }
            self.named.insert((article, innermost.head.clone()), (internal, resolved));
            let value = Reference { clause, target, internal, resolved };
            out.push(ReferenceRow { span, segment, rule: innermost.rule, review: Review::None, value });
        }
    }

    /// Whether a clause that a clause stands in says that another law is changed, as it goes on to say.
    fn amended(&self, clause: usize) -> bool {
        let parent = |at: usize| self.clauses.get(at).and_then(|row| row.value.parent);
        let mut above = parent(clause);
        while let Some(at) = above {
            if self.amended.get(at).copied().unwrap_or(false) {
                return true;
            }
            above = parent(at);
        }
        false
    }

    /// The part of what was found so far; of nothing yet, the nearest of its name.
    fn step(&self, clause: usize, list: u32, from: Step, part: &Part, name: &str) -> Step {
        let own = self.names.list(clause);
        let number = name.split_once('_').map_or(name, |(_, number)| number);
        if number.contains('-') {
            let labelled = self.labels.get(&(list, number.to_owned())).copied();
            return labelled.map_or(Step::Lost, Step::Found);
        }
        let found = match (from, &part.which) {
            (Step::Lost, _) => None,
            (Step::Found(holder), Which::Bare) => self.names.only(list, holder, &part.head),
            (Step::Found(holder), Which::Named(_)) => self.names.part(list, Some(holder), name),
            (Step::Start, Which::Named(_)) => {
                let near = self.names.near(list, Some(clause).filter(|_| list == own), name);
                near.or_else(|| self.names.anywhere(list, name).filter(|_| part.rank <= ARTICLE_RANK))
            }
            _ => None,
        };
        // Articles are numbered through the law, whatever chapter is named with them.
        let found = match from {
            Step::Found(_) if found.is_none() && part.rank <= ARTICLE_RANK => self.names.anywhere(list, name),
            _ => found,
        };
        found.map_or(Step::Lost, Step::Found)
    }

    /// What «این ماده», «ماده مذکور», «بند قبل» stand for: whether it is here, and which clause.
    fn pointed(&self, clause: usize, part: &Part, which: &Which) -> Option<(bool, Option<usize>)> {
        let (names, head) = (&self.names, part.head.as_str());
        let counts_on = part.rank <= ARTICLE_RANK;
        let above = || {
            let around = names.around(clause, head).filter(|&at| at != clause);
            around.or_else(|| names.previous(clause, head, counts_on))
        };
        let here = match which {
            Which::This => names.around(clause, head),
            Which::Above => above(),
            Which::Previous => names.previous(clause, head, counts_on),
            Which::Next => names.next(clause, head, counts_on),
            Which::Said => {
                let article = names.article(clause).unwrap_or(clause);
                if let Some(named) = self.named.get(&(article, head.to_owned())) {
                    return Some(*named);
                }
                above().filter(|&at| names.article(at) == Some(article))
            }
            Which::Named(_) | Which::Bare => None,
        };
        here.map(|at| (true, Some(at)))
    }
}

/// Whether the first line of a clause ends with a colon and says that another law is changed: «قانون کار به شرح زیر اصلاح
/// می‌شود:».
fn amends(words: &References, view: &View<'_>, row: &ClauseRow) -> bool {
    let line = view.slice(row.span).split('\n').next().unwrap_or_default();
    if !line.trim_end().ends_with(':') {
        return false;
    }
    let tokens = tokens_of(view, Span::new(row.span.start, row.span.start + line.len() as u32));
    let this = view.grammar.particles.words(Particle::ThisOne);
    let other =
        |at: u32| view.begins(at, &words.features.law) && view.words_before(at, tokens.first, this).is_none();
    (tokens.first..tokens.end).any(other)
        && (tokens.first..tokens.end).any(|at| view.begins(at, &words.features.amends))
}

/// Whether a part is the label of a provision that another law's text is quoted with: «تبصره ۲ - …».
fn is_label(view: &View<'_>, part: &Part, sentence: TokenRange) -> bool {
    let text = |at: u32| view.tokens.list.get(at as usize).map_or("", |token| view.slice(token.span()));
    let begins =
        part.first == sentence.first || part.first == sentence.first + 1 && text(sentence.first) == "«";
    let marks = ['-', '–', '—', 'ـ', ':'];
    let marked = part.last < sentence.end && text(part.last).starts_with(marks)
        || part.last > part.first && text(part.last - 1).ends_with('ـ');
    begins && marked
}
