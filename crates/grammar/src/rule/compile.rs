//! Patterns to steps.

use super::bounds;
use super::classes::Classes;
use super::file::Rule;
use super::parse::{Node, Parser};
use super::pattern::{Need, Part, Pattern, Step};
use super::phrase::Phrases;
use super::reading::ReadingKind;
use crate::error::{Error, Result};

/// Compiles the pattern of a rule with this reading; without one, all parts that have names keep them as slots, and nothing is checked
/// that a reading asks for.
pub(super) fn compile(
    rule: &Rule,
    classes: &Classes<'_>,
    phrases: &Phrases,
    reading: Option<&ReadingKind>,
) -> Result<Pattern> {
    let mut parser = Parser::new(&rule.pattern, classes, phrases, reading);
    let node = parser.whole()?;
    let mut steps = Vec::new();
    let classes = &parser.out.classes;
    emit(&looking_ahead(node.clone(), &|class| classes[usize::from(class)].has_words()), &mut steps);
    if node.most(|step| matches!(step, Step::Open)) > 1 {
        return parser.fail("one [ x ] on each way through the pattern, or none");
    }
    if node.most(Step::takes) > REACH {
        return parser.fail(&format!("at most {REACH} parts on each way through the pattern"));
    }
    let mut pattern = Pattern { steps, ..parser.out };
    pattern.steps.push(Step::Done);
    pattern.needs = needs(&node);
    check(&node, &pattern, reading, rule.sense.as_deref()).map(|()| pattern)
}

/// Refuses a pattern that may take nothing, leaves a slot empty that its reading needs, or can be read in too many ways.
fn check(node: &Node, pattern: &Pattern, reading: Option<&ReadingKind>, sense: Option<&str>) -> Result<()> {
    let refuse = |message: String| Err(Error::configuration(format!("pattern: {message}")));
    if pattern.first().iter().any(|first| matches!(first.step, Step::Done)) {
        return refuse(
            "expected words or marks on each way through it, found one that takes nothing at all".to_owned(),
        );
    }
    for need in reading.into_iter().flat_map(|reading| reading.needs(sense)) {
        let fills = |slot: u16| {
            pattern.slots.get(usize::from(slot)).is_some_and(|name| need.contains(&name.as_str()))
        };
        if !fills_always(node, &fills) {
            let (named, some) =
                (need.join(" or "), need.iter().any(|name| pattern.slots.iter().any(|slot| slot == name)));
            let found = if some { "ways that leave it empty" } else { "none" };
            return refuse(format!(
                "expected the slot {named}, which the reading {:?} needs, on each way through it, found {found}",
                reading.map_or("", |reading| reading.name)
            ));
        }
    }
    if bounds::states(pattern, WAYS) > WAYS {
        return refuse(format!(
            "expected at most {WAYS} places to be in while it is tried at a word, found more: fewer parts that may be \
             missing, or shorter runs, leave fewer"
        ));
    }
    Ok(())
}

/// Most parts that a match can have: five times what the longest rule needs.
const REACH: usize = 100;

/// Most places, in the pattern and in the text, that trying it at one word can come to: ten times what any of the
/// program's rules has.
const WAYS: usize = 5000;

/// Whether each way through the pattern fills one of some slots.
fn fills_always(node: &Node, fills: &dyn Fn(u16) -> bool) -> bool {
    match node {
        Node::Step(Step::Class { slot: Some(slot), .. }) => fills(*slot),
        Node::Step(_) | Node::Maybe(_) => false,
        Node::All(nodes) => nodes.iter().any(|node| fills_always(node, fills)),
        Node::Any(nodes) => nodes.iter().all(|node| fills_always(node, fills)),
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
        Node::Step(Step::Class { class, .. } | Step::Guard { class, wanted: true, .. }) => {
            vec![vec![Part::Class(*class)]]
        }
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
