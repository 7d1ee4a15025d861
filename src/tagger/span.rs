//! Names as tokens of a sentence, and as labels of its tokens.

use super::label::Label;

/// A name in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameSpan {
    /// Its first token.
    pub first: u32,
    /// One past its last token.
    pub end: u32,
    /// Its kind, by position in [`KINDS`](super::KINDS).
    pub kind: usize,
    /// How much greater the sum of the labels is than that of the best ones without it; 0 where it is given.
    pub score: i32,
}

/// The labels of tokens `first..end` with some names, which do not overlap; of those that stand beyond, nothing.
#[must_use]
pub fn labels(first: u32, end: u32, names: &[NameSpan]) -> Vec<Label> {
    let mut labels = vec![Label::OUTSIDE; end.saturating_sub(first) as usize];
    for name in names {
        for at in name.first.max(first)..name.end.min(end) {
            if let Some(label) = labels.get_mut((at - first) as usize) {
                *label = if at == name.first { Label::begin(name.kind) } else { Label::inside(name.kind) };
            }
        }
    }
    labels
}

/// The names that labels of the tokens from one on make, without their scores.
pub(super) fn names(first: u32, labels: &[Label]) -> Vec<NameSpan> {
    let mut names: Vec<NameSpan> = Vec::new();
    for (label, at) in labels.iter().zip(first..) {
        match label.kind() {
            Some(kind) if label.begins() => names.push(NameSpan { first: at, end: at + 1, kind, score: 0 }),
            Some(_) => {
                if let Some(name) = names.last_mut() {
                    name.end = at + 1;
                }
            }
            None => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_the_names_and_names_the_labels() {
        let name = |first, end, kind| NameSpan { first, end, kind, score: 0 };
        let given = [name(2, 4, 0), name(4, 5, 0), name(7, 10, 3)];
        assert_eq!(names(2, &labels(2, 12, &given)), given);
        assert_eq!(names(0, &labels(0, 8, &given)), [given[0], given[1], name(7, 8, 3)]);
    }
}
