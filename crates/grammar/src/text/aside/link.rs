//! Links of wikis that are shown by other words: «[[استان گیلان|گیلان]]».

use super::model::{Aside, AsideKind};
use memchr::{memchr3, memmem};

/// Longest title of a page, and longest words that a link is shown by, in bytes.
const LONGEST: usize = 300;

/// Finds what such a link leads to, which nobody reads: its brackets up to the stroke.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Where the last one ends.
    behind: usize,
}

impl Links {
    /// Reads what begins with «[» at a byte.
    pub(super) fn read(&mut self, text: &str, at: usize, found: &mut Vec<Aside>) {
        let Some(rest) = text.get(at..).filter(|_| at >= self.behind) else { return };
        if let Some(length) = hidden(rest) {
            self.behind = at + length;
            found.push(Aside::new(at, self.behind, AsideKind::Tag));
        }
    }
}

/// The bytes up to the stroke of a link that a text begins with.
fn hidden(text: &str) -> Option<usize> {
    let title = text.strip_prefix("[[")?.as_bytes();
    let title = title.get(..title.len().min(LONGEST)).unwrap_or_default();
    let stroke = memchr3(b'|', b']', b'\n', title).filter(|at| title.get(*at) == Some(&b'|') && *at > 0)?;
    let length = "[[".len() + stroke + 1;
    let shown = text.as_bytes().get(length..)?;
    let shown = shown.get(..shown.len().min(LONGEST)).unwrap_or_default();
    let end = memmem::find(shown, b"]]").filter(|end| *end > 0)?;
    shown.get(..end)?.iter().all(|byte| !matches!(byte, b'\n' | b'[')).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use memchr::memchr_iter;

    fn found(text: &str) -> Vec<&str> {
        let (mut found, mut links) = (Vec::new(), Links::default());
        memchr_iter(b'[', text.as_bytes()).for_each(|at| links.read(text, at, &mut found));
        found.iter().map(|aside| &text[aside.start as usize..aside.end as usize]).collect()
    }

    #[test]
    fn what_a_link_leads_to_is_hidden_where_other_words_show_it() {
        assert_eq!(found("در [[باغ (شهر)|باغ]] و [[رود|رودی]]"), ["[[باغ (شهر)|", "[[رود|"]);
        for none in
            ["[[باغ]]", "[باغ|رود]", "[[باغ|]]", "[[|باغ]]", "[[باغ\n|رود]]", "[[باغ|رود", "[[باغ|[[رود]]]]"]
        {
            assert!(found(none).is_empty(), "{none}");
        }
    }
}
