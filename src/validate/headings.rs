//! Whether each segment names the heading that it stands under.

/// The headings of a document so far under which the next segment may stand, each of a lower level than the next.
#[derive(Debug, Default)]
pub(super) struct Headings {
    open: Vec<(u32, String)>,
}

/// A row of `segments`.
#[derive(Clone, Copy, Debug)]
pub(super) struct SegmentRow<'r> {
    pub(super) id: &'r str,
    pub(super) is_heading: bool,
    pub(super) level: u32,
    pub(super) heading: Option<&'r str>,
}

impl Headings {
    /// Forgets everything; the next segments are of another document.
    pub(super) fn clear(&mut self) {
        self.open.clear();
    }

    /// Adds the next segment of the document; what is wrong with its heading.
    pub(super) fn add(&mut self, row: SegmentRow<'_>) -> Option<String> {
        if row.is_heading {
            while self.open.last().is_some_and(|(level, _)| *level >= row.level) {
                self.open.pop();
            }
        }
        let expected = self.open.last().map(|(_, id)| id.as_str());
        let wrong = (row.heading != expected).then(|| {
            let shown = |id: Option<&str>| id.unwrap_or("null").to_owned();
            format!("heading_id is {}, expected {}", shown(row.heading), shown(expected))
        });
        if row.is_heading {
            self.open.push((row.level, row.id.to_owned()));
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_is_the_last_one_before_of_a_lower_level() {
        let row = |id, level, heading| SegmentRow { id, is_heading: level > 0, level, heading };
        let mut headings = Headings::default();
        for fine in [row("a", 0, None), row("h", 1, None), row("b", 0, Some("h")), row("i", 2, Some("h"))] {
            assert_eq!(headings.add(fine), None);
        }
        for wrong in [row("c", 0, Some("h")), row("c", 0, None), row("j", 1, Some("h"))] {
            assert!(headings.add(wrong).is_some_and(|wrong| wrong.contains("expected")), "{wrong:?}");
        }
        headings.clear();
        assert_eq!(headings.add(row("a", 0, None)), None);
    }
}
