//! Whether the clauses of a document nest.

use rustc_hash::FxHashMap;

/// What is known of the clauses of a document so far.
#[derive(Debug, Default)]
pub(super) struct ClauseTree {
    clauses: FxHashMap<String, Clause>,
    /// Where the last clause without a parent ends.
    end: u32,
}

#[derive(Debug)]
struct Clause {
    start: u32,
    end: u32,
    level: u32,
    list: String,
    /// Where its last part ends.
    parts_end: u32,
}

/// A row of `clauses`.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClauseRow<'r> {
    pub(super) id: &'r str,
    pub(super) parent: Option<&'r str>,
    pub(super) list: &'r str,
    pub(super) level: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl ClauseTree {
    /// Forgets everything; the next clauses are of another document.
    pub(super) fn clear(&mut self) {
        self.clauses.clear();
        self.end = 0;
    }

    /// Adds the next clause of the document; what is wrong with its place.
    pub(super) fn add(&mut self, row: ClauseRow<'_>) -> Option<String> {
        let ClauseRow { start, end, level, .. } = row;
        let wrong = match row.parent {
            None => {
                let before = self.end;
                self.end = before.max(end);
                if start < before {
                    Some(format!("begins at byte {start}, the clause before it ends at {before}"))
                } else {
                    (level != 1).then(|| format!("level {level} without a parent"))
                }
            }
            Some(parent) => match self.clauses.get_mut(parent) {
                None => Some(format!("the parent {parent} does not stand before it in the document")),
                Some(parent) => {
                    let before = parent.parts_end;
                    parent.parts_end = before.max(end);
                    if start < parent.start || end > parent.end {
                        let (first, last) = (parent.start, parent.end);
                        Some(format!("bytes {start}..{end} leave the parent's {first}..{last}"))
                    } else if start < before {
                        Some(format!("begins at byte {start}, the part before it ends at {before}"))
                    } else if level != parent.level + 1 {
                        Some(format!("level {level} in a parent of level {}", parent.level))
                    } else {
                        (parent.list != row.list).then(|| "the parent is of another list".to_owned())
                    }
                }
            },
        };
        let clause = Clause { start, end, level, list: row.list.to_owned(), parts_end: start };
        self.clauses.insert(row.id.to_owned(), clause);
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'r>(id: &'r str, parent: Option<&'r str>, level: u32, start: u32, end: u32) -> ClauseRow<'r> {
        ClauseRow { id, parent, list: "l", level, start, end }
    }

    #[test]
    fn parts_lie_in_their_parent_and_beside_each_other() {
        let mut tree = ClauseTree::default();
        assert_eq!(tree.add(row("a", None, 1, 0, 50)), None);
        assert_eq!(tree.add(row("b", Some("a"), 2, 5, 20)), None);
        assert_eq!(tree.add(row("c", Some("a"), 2, 20, 50)), None);
        assert_eq!(tree.add(row("d", None, 1, 50, 60)), None);
        for (wrong, words) in [
            (row("e", Some("a"), 2, 40, 60), "leave the parent's"),
            (row("f", Some("a"), 2, 45, 50), "the part before it ends"),
            (row("g", None, 1, 55, 70), "the clause before it ends"),
            (row("h", Some("x"), 2, 70, 71), "does not stand before it"),
            (row("i", Some("d"), 3, 55, 60), "level 3 in a parent of level 1"),
            (row("j", None, 2, 80, 81), "level 2 without"),
        ] {
            let found = tree.add(wrong).expect("a remark");
            assert!(found.contains(words), "{found}");
        }
        tree.clear();
        assert_eq!(tree.add(row("a", None, 1, 0, 5)), None);
    }
}
