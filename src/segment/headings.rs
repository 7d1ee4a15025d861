//! Which heading each segment stands under.

use super::{Segment, SegmentKind};

/// Tells each segment its heading: the last one before it, and a heading the last one of a lower level. What a sentence
/// stands under is what its block does.
pub(super) fn tell(list: &mut [Segment]) {
    // Each of a lower level than the next.
    let mut open: Vec<(u8, u32)> = Vec::new();
    for (at, segment) in (0..).zip(list) {
        if segment.kind == SegmentKind::Heading {
            while open.last().is_some_and(|&(level, _)| level >= segment.level) {
                open.pop();
            }
            segment.heading = open.last().map(|&(_, heading)| heading);
            open.push((segment.level, at));
        } else {
            segment.heading = open.last().map(|&(_, heading)| heading);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, TokenRange};
    use SegmentKind::{Heading, ListItem, Paragraph, Sentence};

    #[test]
    fn segments_stand_under_the_last_heading_and_headings_under_one_of_a_lower_level() {
        let segments: [(SegmentKind, u8, Option<u32>); 12] = [
            (Paragraph, 0, None),
            (Sentence, 0, None),
            (Heading, 1, None),
            (Heading, 2, Some(2)),
            (ListItem, 1, Some(3)),
            (Sentence, 0, Some(3)),
            (Heading, 3, Some(3)),
            (Paragraph, 0, Some(6)),
            // A level may be left out.
            (Heading, 2, Some(2)),
            (Heading, 4, Some(8)),
            (Heading, 1, None),
            (Paragraph, 0, Some(10)),
        ];
        let segment = |(kind, level, _)| Segment {
            kind,
            span: Span::new(0, 0),
            tokens: TokenRange::default(),
            parent: None,
            heading: None,
            level,
            ordinal: 1,
        };
        let mut list = segments.map(segment);
        tell(&mut list);
        assert_eq!(list.map(|segment| segment.heading), segments.map(|(.., heading)| heading));
    }
}
