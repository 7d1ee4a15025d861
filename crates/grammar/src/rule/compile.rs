//! Patterns to steps.

use super::classes::Classes;
use super::parse::{Node, Parser};
use super::pattern::{Need, Part, Pattern, Step};
use super::phrase::Phrases;
use super::reading::ReadingKind;
use crate::error::Result;

/// Compiles the pattern of a rule with this reading.
pub(super) fn compile(
    text: &str,
    classes: &Classes<'_>,
    phrases: &Phrases,
    reading: &ReadingKind,
) -> Result<Pattern> {
    let mut parser = Parser::new(text, classes, phrases, reading);
    let node = parser.whole()?;
    let mut steps = Vec::new();
    let classes = &parser.out.classes;
    emit(&looking_ahead(node.clone(), &|class| !classes[usize::from(class)].words.is_empty()), &mut steps);
    if most(&node, |step| matches!(step, Step::Open)) > 1 {
        return parser.fail("one [ x ] on each way through the pattern, or none");
    }
    if most(&node, |step| matches!(step, Step::Class { .. } | Step::Mark(_))) > REACH {
        return parser.fail(&format!("at most {REACH} parts on each way through the pattern"));
    }
    let mut pattern = Pattern { steps, ..parser.out };
    pattern.steps.push(Step::Done);
    pattern.needs = needs(&node);
    pattern.anchored = matches!(pattern.steps.first(), Some(Step::Start));
    Ok(pattern)
}

/// Most parts that a match can have: five times what the longest rule needs.
const REACH: usize = 100;

/// The most steps of a kind that one way through a pattern goes through.
fn most(node: &Node, counts: fn(&Step) -> bool) -> usize {
    match node {
        Node::Step(step) => usize::from(counts(step)),
        Node::All(nodes) => nodes.iter().map(|node| most(node, counts)).sum(),
        Node::Any(nodes) => nodes.iter().map(|node| most(node, counts)).max().unwrap_or(0),
        Node::Maybe(node) => most(node, counts),
    }
}

/// The alternatives of a pattern, of which those that begin with words by their features look for the mark behind first.
fn looking_ahead(node: Node, is_word: &impl Fn(u16) -> bool) -> Node {
    match node {
        Node::All(mut nodes) if nodes.len() == 1 => looking_ahead(nodes.remove(0), is_word),
        Node::Any(nodes) => Node::Any(nodes.into_iter().map(|node| looking_ahead(node, is_word)).collect()),
        node => match ahead(&node, is_word) {
            Some(step) => Node::All(vec![Node::Step(step), node]),
            None => node,
        },
    }
}

/// The mark that stands behind the words which a part begins with, as many as they must be.
fn ahead(node: &Node, is_word: &impl Fn(u16) -> bool) -> Option<Step> {
    let mut words = 0;
    let mut steps = flat(node).into_iter();
    loop {
        match steps.next()?? {
            Step::Guard { .. } | Step::Open | Step::Close | Step::Start => {}
            Step::Class { class, .. } if is_word(*class) => words += 1,
            Step::Mark(mark) if words > 0 => {
                let class = match steps.next().flatten() {
                    Some(Step::Class { class, .. }) => Some(*class),
                    _ => None,
                };
                return Some(Step::Ahead { words, mark: *mark, class });
            }
            _ => return None,
        }
    }
}

/// The steps of a part, one after the other; nothing for a part that may be one of several.
fn flat(node: &Node) -> Vec<Option<&Step>> {
    match node {
        Node::Step(step) => vec![Some(step)],
        Node::All(nodes) => nodes.iter().flat_map(flat).collect(),
        Node::Any(_) | Node::Maybe(_) => vec![None],
    }
}

/// What no way through the pattern leaves out; of alternatives, one need of each together.
fn needs(node: &Node) -> Vec<Need> {
    match node {
        Node::All(nodes) => nodes.iter().flat_map(needs).collect(),
        Node::Step(Step::Class { class, .. }) => vec![vec![Part::Class(*class)]],
        Node::Step(Step::Mark(mark)) => vec![vec![Part::Mark(*mark)]],
        Node::Any(nodes) => {
            let least = nodes.iter().map(|node| needs(node).into_iter().min_by_key(Vec::len));
            let one_of: Option<Vec<Need>> = least.collect();
            one_of.map(|parts| parts.concat()).into_iter().collect()
        }
        Node::Step(_) | Node::Maybe(_) => Vec::new(),
    }
}

fn emit(node: &Node, steps: &mut Vec<Step>) {
    match node {
        Node::Step(step) => steps.push(step.clone()),
        Node::All(nodes) => nodes.iter().for_each(|node| emit(node, steps)),
        Node::Maybe(node) => {
            let split = steps.len();
            steps.push(Step::Done);
            emit(node, steps);
            steps[split] = Step::Split(steps.len() as u32);
        }
        Node::Any(nodes) => {
            let mut jumps = Vec::new();
            for (n, node) in nodes.iter().enumerate() {
                let split = steps.len();
                if n + 1 < nodes.len() {
                    steps.push(Step::Done);
                }
                emit(node, steps);
                if n + 1 < nodes.len() {
                    jumps.push(steps.len());
                    steps.push(Step::Done);
                    steps[split] = Step::Split(steps.len() as u32);
                }
            }
            let end = steps.len() as u32;
            for jump in jumps {
                steps[jump] = Step::Jump(end);
            }
        }
    }
}
