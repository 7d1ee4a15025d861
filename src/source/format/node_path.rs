//! Ways to nodes of trees.

use std::fmt::{self, Display, Formatter};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The way to a node of a tree, which displays as an XPath: `/html[1]/body[1]/p[3]`. Nodes share the ways to those that they
/// stand in, so that a page of many nodes in many others takes no more memory than its elements do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodePath(Arc<Step>);

#[derive(Debug, PartialEq, Eq)]
struct Step {
    above: Option<NodePath>,
    /// Empty for what stands in no node at all.
    name: Box<str>,
    /// Its number among those of its name; 0 where there is but one.
    number: u32,
    /// Bytes of the way as it is written.
    length: usize,
}

impl NodePath {
    /// The way to a node of this name: below another, or from the root. With 0 for its number it has none.
    pub(super) fn new(above: Option<&Self>, name: &str, number: u32) -> Self {
        let digits = number.checked_ilog10().map_or(0, |tens| tens as usize + 3);
        let own = if name.is_empty() { 0 } else { 1 + name.len() + digits };
        let length = above.map_or(0, Self::written).saturating_add(own);
        Self(Arc::new(Step { above: above.cloned(), name: name.into(), number, length }))
    }

    /// The way to a node below this one.
    pub(super) fn below(&self, name: &str, number: u32) -> Self {
        Self::new(Some(self), name, number)
    }

    /// Bytes of the way as it is written.
    pub(super) fn written(&self) -> usize {
        self.0.length
    }

    /// Bytes that its last step holds.
    pub(super) fn step_bytes(&self) -> usize {
        size_of::<Step>() + 2 * size_of::<usize>() + self.0.name.len()
    }
}

impl Display for NodePath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let up = std::iter::successors(Some(self), |path| path.0.above.as_ref());
        let mut steps: Vec<&Step> = up.map(|path| &*path.0).filter(|step| !step.name.is_empty()).collect();
        steps.reverse();
        steps.into_iter().try_for_each(|step| match step.number {
            0 => write!(f, "/{}", step.name),
            number => write!(f, "/{}[{number}]", step.name),
        })
    }
}

impl Hash for NodePath {
    /// As the text that it is.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_string().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_written_from_the_root_and_share_what_is_above() {
        let page = NodePath::new(None, "html", 1);
        let body = page.below("body", 1);
        for (path, written) in [
            (body.below("p", 12), "/html[1]/body[1]/p[12]"),
            (NodePath::new(None, "/office:text", 0).below("/text:p", 100), "//office:text//text:p[100]"),
            (page.clone(), "/html[1]"),
            (NodePath::new(None, "", 0), ""),
        ] {
            assert_eq!(path.to_string(), written);
            assert_eq!(path.written(), written.len(), "{written}");
        }
        assert_eq!(body.below("p", 1), NodePath::new(None, "html", 1).below("body", 1).below("p", 1));
        assert_eq!(Arc::strong_count(&page.0), 2);
    }
}
