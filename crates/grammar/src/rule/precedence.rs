//! Which rules win over which: names that are there, and no circle.

use super::file::Rule;
use crate::error::{Error, Result};
use crate::limits::OVER;
use crate::suggestion::with_nearest;
use rustc_hash::FxHashMap;

/// Refuses a rule that is to win over one that its table does not have, over itself, or over one that wins over it, be it
/// through others.
pub(super) fn check(rules: &[Rule]) -> Result<()> {
    let named: FxHashMap<(&str, &str), usize> =
        rules.iter().enumerate().map(|(at, rule)| ((rule.table.as_str(), rule.name.as_str()), at)).collect();
    let mut beaten: Vec<Vec<usize>> = Vec::with_capacity(rules.len());
    for rule in rules {
        if rule.over.len() > OVER {
            let message = format!("over: expected at most {OVER} rules, found {}", rule.over.len());
            return Err(Error::configuration(message).at(rule.place.of("over")));
        }
        let mut over = Vec::with_capacity(rule.over.len());
        for name in &rule.over {
            let refuse = |message: String| Err(Error::configuration(message).at(rule.place.of("over")));
            match named.get(&(rule.table.as_str(), name.as_str())) {
                Some(at) if over.contains(at) => {
                    return refuse(format!("over: expected each rule once, found {name:?} again"));
                }
                Some(_) if *name == rule.name => {
                    return refuse(format!("over: expected other rules, found {name:?}, which is this one"));
                }
                Some(at) => over.push(*at),
                None => {
                    let known = || rules.iter().filter(|other| other.table == rule.table);
                    let message = format!(
                        "over: expected the name of a rule of the table {}, found {name:?}",
                        rule.table
                    );
                    return refuse(with_nearest(message, name, known().map(|other| other.name.as_str())));
                }
            }
        }
        beaten.push(over);
    }
    match circle(&beaten) {
        None => Ok(()),
        Some(circle) => {
            let names: Vec<&str> =
                circle.iter().filter_map(|at| Some(rules.get(*at)?.name.as_str())).collect();
            let message = format!("over: expected no circle of rules, found {}", names.join(" over "));
            let first = circle.first().and_then(|at| rules.get(*at));
            Err(Error::configuration(message).at(first.map_or(String::new(), |rule| rule.place.of("over"))))
        }
    }
}

/// A way from a node along its edges back to it, its first node again at its end.
fn circle(edges: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut done = vec![false; edges.len()];
    for start in 0..edges.len() {
        // The nodes from the start on, each with how many of its edges were followed.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((node, followed)) = way.last_mut() {
            if done[*node] {
                way.pop();
            } else if let Some(next) = edges[*node].get(*followed) {
                *followed += 1;
                if let Some(from) = way.iter().position(|(node, _)| node == next) {
                    return Some(way[from..].iter().map(|(node, _)| *node).chain([*next]).collect());
                }
                way.push((*next, 0));
            } else {
                done[*node] = true;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::circle;

    #[test]
    fn a_circle_is_found_wherever_it_is() {
        assert_eq!(circle(&[vec![1, 2], vec![2], vec![]]), None);
        assert_eq!(circle(&[vec![1], vec![2], vec![1]]), Some(vec![1, 2, 1]));
        assert_eq!(circle(&[vec![], vec![1]]), Some(vec![1, 1]));
        let chain: Vec<Vec<usize>> = (1..4000).map(|next| vec![next]).chain([vec![]]).collect();
        assert_eq!(circle(&chain), None);
    }
}
