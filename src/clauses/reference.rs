//! What the words of a clause refer to: «ماده ۵», «بند ب ماده ۳ این قانون», «این ماده», «تبصره فوق».

use super::model::{ClauseRow, Reference, ReferenceRow};
use super::names::Names;
use super::party::codes;
use super::when::tokens_of;
use super::words::Words;
use crate::error::{Error, Result};
use crate::lexicon::ClassId;
use crate::rule::{Grammar, Match, NUMBER, RuleId, Scene, Taken};
use crate::segment::{ARTICLE_RANK, head_ranks};
use crate::text::Span;
use crate::text::fold::Code;
use rustc_hash::FxHashMap;

const TABLE: &str = "references";
/// Of a wider range («مواد ۱ تا ۵۰۰») only the ends are named.
const WIDEST: i64 = 100;
/// One reference names no more provisions than this.
const MOST: usize = 200;
/// Longest title of a law that is recognised behind a reference, in tokens.
const TITLE: u32 = 40;

/// The readings that rules about references can name.
pub const REFERENCE_READINGS: &[&str] =
    &["numbered", "listed", "this", "said", "above", "previous", "next", "bare"];

/// How a part of a reference says which provision it means.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Which {
    /// By names (`art_5`), of which there may be several.
    Named(Vec<String>),
    /// By what holds it («تبصره ماده ۵»).
    Bare,
    This,
    Said,
    Above,
    Previous,
    Next,
}

/// One part of a reference: «بند ب» in «بند ب ماده ۳».
#[derive(Clone, Debug)]
struct Part {
    head: String,
    rank: u8,
    which: Which,
    rule: RuleId,
    first: u32,
    last: u32,
}

/// How far the resolution of a chain of parts has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Start,
    Found(usize),
    Lost,
}

/// What was named last, by kind: for «ماده مذکور».
type Named = FxHashMap<(usize, String), (bool, Option<usize>)>;

/// The words of references.
#[derive(Debug)]
pub(super) struct References {
    ranks: FxHashMap<String, u8>,
    letters: Option<ClassId>,
    joint: Option<ClassId>,
    repeated: Option<ClassId>,
    and: Option<ClassId>,
    to: Option<ClassId>,
    same: Option<ClassId>,
    that: Option<ClassId>,
    present: Option<ClassId>,
    instrument: Option<ClassId>,
}

impl References {
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        let lexicon = &grammar.lexicon;
        let ranks: FxHashMap<String, u8> = head_ranks(lexicon)?.into_iter().collect();
        let plurals = lexicon.class("provision-plural");
        for entry in lexicon.entries().iter().filter(|entry| Some(entry.class) == plurals) {
            if !ranks.contains_key(&entry.id) {
                let message = format!("expected the id of a provision-head, found {:?}", entry.id);
                return Err(Error::configuration(message).at(&entry.file));
            }
        }
        let class = |name: &str| lexicon.class(name);
        Ok(Self {
            ranks,
            letters: class("enumerator"),
            joint: class("reference-joint"),
            repeated: class("repeated-provision"),
            and: class("clause-and"),
            to: class("to"),
            same: class("same-demonstrative"),
            that: class("that-demonstrative"),
            present: class("present-word"),
            instrument: class("instrument"),
        })
    }

    /// Begins to read a document.
    pub(super) fn of<'a>(&'a self, scene: &'a Scene<'a>, clauses: &'a [ClauseRow]) -> Reader<'a> {
        let mut titles = FxHashMap::default();
        let mut known = None;
        for row in clauses.iter().filter(|row| row.value.parent.is_none()) {
            if let Some(title) = row.value.instrument.filter(|_| known != Some(row.value.list)) {
                let (first, last) = tokens_of(scene, title);
                if (2..=TITLE).contains(&(last - first)) {
                    titles.entry(codes(scene, first, last)).or_insert(row.value.list);
                }
            }
            known = Some(row.value.list);
        }
        let names = Names::new(clauses, |kind| self.ranks.get(kind).copied());
        let taken = Taken::new(scene.tokens.list.len());
        Reader { words: self, scene, names, titles, taken, named: Named::default() }
    }
}

/// Reads the references of one document, clause by clause.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    words: &'a References,
    scene: &'a Scene<'a>,
    names: Names<'a>,
    /// The lists by the words of their title.
    titles: FxHashMap<Vec<Code>, u32>,
    taken: Taken,
    named: Named,
}

impl Reader<'_> {
    /// Adds the references in a sentence or heading of a clause.
    pub(super) fn read(&mut self, clause: usize, segment: u32, tokens: (u32, u32), out: &mut Vec<ReferenceRow>) {
        let scene = self.scene;
        let found = scene.read(TABLE, tokens, &mut self.taken, |found| self.words.part(scene, found, tokens.1));
        let parts: Vec<Part> = found.into_iter().map(|reading| reading.value).collect();
        let mut rest = parts.as_slice();
        while !rest.is_empty() {
            let (length, inward) = self.words.chain(scene, rest);
            let (chain, others) = rest.split_at(length);
            rest = others;
            let mut chain: Vec<&Part> = chain.iter().collect();
            let written = chain.first().map_or(0, |part| part.first);
            let end = chain.last().map_or(0, |part| part.last);
            if !inward {
                chain.reverse();
            }
            let (list, end) = self.law(clause, end, tokens.1);
            let span = scene.span(written, end);
            self.resolve(clause, segment, span, list, &chain, out);
        }
    }

    /// The list of the law that is named behind a reference (none: another law), and where its name ends.
    fn law(&self, clause: usize, end: u32, last: u32) -> (Option<u32>, u32) {
        let (scene, words) = (self.scene, self.words);
        let own = self.names.list(clause);
        let at = |class: Option<ClassId>, at: u32| Words::at(scene, class, at).filter(|&end| end <= last);
        let from = at(words.joint, end).unwrap_or(end);
        if from >= last {
            return (Some(own), end);
        }
        if let Some(law) = at(words.same, from).and_then(|behind| at(words.instrument, behind)) {
            return (Some(own), law);
        }
        if at(words.that, from).and_then(|behind| at(words.instrument, behind)).is_some() {
            return (None, end);
        }
        let Some(law) = at(words.instrument, from) else { return (Some(own), end) };
        if let Some(present) = at(words.present, law) {
            return (Some(own), present);
        }
        let mut title = codes(scene, from, law);
        for behind in law..last.min(from + TITLE) + 1 {
            if let Some(list) = self.titles.get(&title) {
                return (Some(*list), behind);
            }
            title.extend_from_slice(scene.tokens.codes_of(behind as usize));
        }
        (None, end)
    }

    /// Adds a row for every provision that a chain of parts names, the outermost part first.
    fn resolve(
        &mut self,
        clause: usize,
        segment: u32,
        span: Span,
        list: Option<u32>,
        chain: &[&Part],
        out: &mut Vec<ReferenceRow>,
    ) {
        let Some((outermost, innermost)) = chain.first().zip(chain.last()) else { return };
        let mut internal = list.is_some();
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
        for part in chain.iter().skip(usize::from(!matches!(outermost.which, Which::Named(_)))) {
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
        for (target, step) in paths {
            let resolved = if let Step::Found(at) = step { Some(at) } else { None };
            self.named.insert((article, innermost.head.clone()), (internal, resolved));
            let value = Reference { clause, target, internal, resolved };
            out.push(ReferenceRow { span, segment, rule: innermost.rule, value });
        }
    }

    /// The part of what was found so far; of nothing yet, the nearest of its name.
    fn step(&self, clause: usize, list: Option<u32>, from: Step, part: &Part, name: &str) -> Step {
        let own = self.names.list(clause);
        let list = list.unwrap_or(own);
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

impl References {
    /// What a rule's match means.
    fn part(&self, scene: &Scene<'_>, found: &Match, last: u32) -> Option<Part> {
        let head = scene.entry(scene.slot(found, "head")?)?.id.clone();
        let rank = *self.ranks.get(&head)?;
        let rule = scene.grammar.rules.rule(found.rule)?;
        let mut end = found.last;
        let which = match rule.reading.as_str() {
            "numbered" | "listed" => {
                let start = scene.capture(found, "head")?.last;
                let several = rule.reading == "listed";
                let names;
                (names, end) = if scene.slot(found, "single").is_some() {
                    (vec![format!("{head}_1")], found.last)
                } else {
                    self.names(scene, &head, (start, last), several)?
                };
                Which::Named(names)
            }
            "this" => Which::This,
            "said" => Which::Said,
            "above" => Which::Above,
            "previous" => Which::Previous,
            "next" => Which::Next,
            _ => Which::Bare,
        };
        Some(Part { head, rank, which, rule: found.rule, first: found.first, last: end })
    }

    /// The names of a head with the numbers and letters behind it, and where these end.
    fn names(&self, scene: &Scene<'_>, head: &str, (from, last): (u32, u32), several: bool) -> Option<(Vec<String>, u32)> {
        let (mut names, mut end) = (Vec::new(), from);
        let mut next = Some(from);
        while let Some((number, name, behind)) = next.and_then(|at| self.number(scene, at, last)) {
            names.push(format!("{head}_{name}"));
            end = behind;
            let to = Words::at(scene, self.to, end).or_else(|| (slice(scene, end) == "-").then_some(end + 1));
            if let Some((upper, name, behind)) = to.and_then(|at| self.number(scene, at, last))
                && upper.zip(number).is_none_or(|(upper, lower)| upper > lower)
            {
                if let (Some(lower), Some(upper)) = (number, upper)
                    && upper - lower <= WIDEST
                {
                    names.extend((lower + 1..upper).map(|n| format!("{head}_{n}")));
                }
                names.push(format!("{head}_{name}"));
                end = behind;
            }
            if !several || names.len() >= MOST {
                break;
            }
            let behind = if slice(scene, end) == "،" { end + 1 } else { end };
            next = Words::at(scene, self.and, behind).or((behind > end).then_some(behind));
        }
        (!names.is_empty()).then_some((names, end))
    }

    /// A number or letter, which may stand in brackets: its value, its name, and the token behind it.
    fn number(&self, scene: &Scene<'_>, at: u32, last: u32) -> Option<(Option<i64>, String, u32)> {
        let open = slice(scene, at) == "(";
        let first = at + u32::from(open);
        let edges = scene.lattice.at(first as usize).iter();
        let fits = |class| move |edge: &&crate::rule::Edge| Some(edge.class) == class && edge.last <= last;
        let number = edges.clone().filter(fits(Some(NUMBER))).find_map(|edge| {
            let value = scene.lattice.numeral(edge)?.integer().filter(|n| (1..=1999).contains(n))?;
            Some((Some(value), value.to_string(), edge.last))
        });
        let letter = || {
            let edge = edges.clone().find(fits(self.letters))?;
            Some((None, scene.entry(edge)?.id.clone(), edge.last))
        };
        let (value, mut name, mut end) = number.or_else(letter)?;
        if open {
            if slice(scene, end) != ")" {
                return None;
            }
            end += 1;
        }
        if let Some(behind) = Words::at(scene, self.repeated, end) {
            name.push_str("bis");
            end = behind;
        }
        (end <= last).then_some((value, name, end))
    }

    /// How many parts are one reference, and whether the outermost stands first.
    fn chain(&self, scene: &Scene<'_>, parts: &[Part]) -> (usize, bool) {
        let inward = matches!(parts, [a, b, ..] if b.rank > a.rank);
        let joined = |pair: &&[Part]| {
            let [a, b] = pair else { return false };
            let near = a.last == b.first || Words::at(scene, self.joint, a.last) == Some(b.first);
            near && if inward { b.rank > a.rank } else { b.rank < a.rank }
        };
        (parts.windows(2).take_while(joined).count() + 1, inward)
    }
}

fn slice<'s>(scene: &Scene<'s>, at: u32) -> &'s str {
    scene.tokens.list.get(at as usize).map_or("", |token| scene.slice(token.span))
}
