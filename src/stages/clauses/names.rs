//! The clauses of a document by name, and where they stand to each other.

use super::model::ClauseRow;
use crate::segment::ARTICLE_RANK;
use rustc_hash::FxHashMap;

/// A clause by its number in the document, of which there are fewer than bytes; a large law has very many.
type At = u32;

/// Where a name is sought: the list, and the clause that holds it.
type Place = (u32, Option<At>);

fn at(clause: usize) -> At {
    At::try_from(clause).unwrap_or(At::MAX)
}

/// An index over the clauses of a document.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    clauses: &'a [ClauseRow],
    /// By place and name (`point_b`); of equal ones the first.
    parts: FxHashMap<(Place, &'a str), At>,
    /// By list and name; of equal ones the first.
    anywhere: FxHashMap<(u32, &'a str), At>,
    /// By place and kind (`para`): the only one, or none where there are several.
    single: FxHashMap<(Place, &'a str), Option<At>>,
    /// By list and kind, in order.
    kinds: FxHashMap<(u32, &'a str), Vec<At>>,
    /// For each clause, the one of its kind before it and behind it in what holds both.
    before: Vec<Option<At>>,
    behind: Vec<Option<At>>,
    /// For each clause, the article or chapter that it is or stands in, else the outermost clause.
    articles: Vec<At>,
}

impl<'a> Names<'a> {
    /// The index; `rank` tells how deep a kind stands in laws.
    pub(super) fn new(clauses: &'a [ClauseRow], rank: impl Fn(&str) -> Option<u8>) -> Self {
        let mut out = Self { clauses, ..Self::default() };
        (out.behind, out.before) = (vec![None; clauses.len()], Vec::with_capacity(clauses.len()));
        out.articles.reserve_exact(clauses.len());
        let mut last: FxHashMap<(Place, &str), At> = FxHashMap::default();
        for (n, row) in clauses.iter().enumerate() {
            let (list, name) = (row.value.list, own(row));
            let (place, kind) = ((list, row.value.parent.map(at)), kind(name));
            let clause = at(n);
            out.parts.entry((place, name)).or_insert(clause);
            out.anywhere.entry((list, name)).or_insert(clause);
            out.single.entry((place, kind)).and_modify(|only| *only = None).or_insert(Some(clause));
            out.kinds.entry((list, kind)).or_default().push(clause);
            let before = last.insert((place, kind), clause);
            if let Some(slot) = before.and_then(|at| out.behind.get_mut(at as usize)) {
                *slot = Some(clause);
            }
            out.before.push(before);
            let heads = rank(kind).is_some_and(|rank| rank <= ARTICLE_RANK);
            let holder = row.value.parent.and_then(|at| out.articles.get(at)).copied();
            out.articles.push(holder.filter(|_| !heads).unwrap_or(clause));
        }
        out
    }

    pub(super) fn list(&self, at: usize) -> u32 {
        self.clauses.get(at).map_or(0, |row| row.value.list)
    }

    /// Whether a list has articles.
    pub(super) fn is_law(&self, list: u32) -> bool {
        ["art_1", "principle_1"].iter().any(|name| self.anywhere.contains_key(&(list, *name)))
    }

    /// The article or chapter that a clause is or stands in.
    pub(super) fn article(&self, at: usize) -> Option<usize> {
        self.articles.get(at).map(|at| *at as usize)
    }

    /// The part of a clause by its name; «جزء ۲» may be an item of a numbered list.
    pub(super) fn part(&self, list: u32, holder: Option<usize>, name: &str) -> Option<usize> {
        let place = (list, holder.map(at));
        let found = self.parts.get(&(place, name));
        let found = found.or_else(|| self.parts.get(&(place, name.strip_prefix("sub")?)));
        found.map(|at| *at as usize)
    }

    /// The only part of a kind.
    pub(super) fn only(&self, list: u32, holder: usize, kind: &str) -> Option<usize> {
        self.single.get(&((list, Some(at(holder))), kind)).copied().flatten().map(|at| at as usize)
    }

    /// The nearest clause of a name, seen from another: a part of it or of what holds it.
    pub(super) fn near(&self, list: u32, from: Option<usize>, name: &str) -> Option<usize> {
        let mut holder = from;
        while let Some(at) = holder {
            let found = self.part(list, holder, name);
            if found.is_some() {
                return found;
            }
            holder = self.parent(at);
        }
        self.part(list, None, name)
    }

    /// The first clause of a name in a list, wherever it stands.
    pub(super) fn anywhere(&self, list: u32, name: &str) -> Option<usize> {
        self.anywhere.get(&(list, name)).map(|at| *at as usize)
    }

    /// The clause of a kind that a clause is or stands in.
    pub(super) fn around(&self, at: usize, wanted: &str) -> Option<usize> {
        let mut next = Some(at);
        while let Some(at) = next {
            if self.clauses.get(at).is_some_and(|row| kind(own(row)) == wanted) {
                return Some(at);
            }
            next = self.parent(at);
        }
        None
    }

    /// The clause of a kind before the one around `at`, or before `at`; articles count on through chapters.
    pub(super) fn previous(&self, at: usize, wanted: &str, counts_on: bool) -> Option<usize> {
        let around = self.around(at, wanted);
        if let Some(around) = around.filter(|_| !counts_on) {
            return self.before.get(around).copied().flatten().map(|at| at as usize);
        }
        let all = self.kinds.get(&(self.list(at), wanted))?;
        let here = all.partition_point(|&n| (n as usize) < around.unwrap_or(at));
        all.get(here.checked_sub(1)?).map(|at| *at as usize)
    }

    /// The clause of a kind behind the one around `at`, or behind `at`.
    pub(super) fn next(&self, at: usize, wanted: &str, counts_on: bool) -> Option<usize> {
        let around = self.around(at, wanted);
        if let Some(around) = around.filter(|_| !counts_on) {
            return self.behind.get(around).copied().flatten().map(|at| at as usize);
        }
        let all = self.kinds.get(&(self.list(at), wanted))?;
        all.get(all.partition_point(|&n| n as usize <= around.unwrap_or(at))).map(|at| *at as usize)
    }

    fn parent(&self, at: usize) -> Option<usize> {
        self.clauses.get(at).and_then(|row| row.value.parent)
    }
}

/// A clause's own name: the last part of its path.
fn own(row: &ClauseRow) -> &str {
    row.value.eid.rsplit("__").next().unwrap_or_default()
}

/// The kind in a name (`art` of `art_5`).
fn kind(name: &str) -> &str {
    name.split('_').next().unwrap_or_default()
}
