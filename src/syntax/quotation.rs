//! Quotations: what stands between two marks.

use crate::rule::View;
use crate::text::{TokenKind, TokenRange};

/// A quotation, by its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// The opening mark.
    pub(crate) open: u32,
    /// The closing one; none where it was lost.
    pub(crate) close: Option<u32>,
}

impl Quotation {
    /// The tokens between the marks; up to `end` where the closing one was lost.
    pub(crate) fn inside(&self, end: u32) -> TokenRange {
        TokenRange::new(self.open + 1, self.close.unwrap_or(end))
    }
}

/// The outer quotations of tokens, in their order.
pub(crate) fn quotations(view: &View<'_>, tokens: TokenRange) -> Vec<Quotation> {
    let (mut found, mut open): (Vec<Quotation>, Option<(u32, &str)>) = (Vec::new(), None);
    let mut depth = 0_u32;
    for at in tokens.first..tokens.end {
        let Some(token) = view.tokens.list.get(at as usize).filter(|t| t.kind == TokenKind::Punctuation)
        else {
            continue;
        };
        let mark = view.slice(token.span());
        match open {
            None => open = opening(mark).then_some((at, mark)),
            Some((from, opener)) if closes(mark, opener) => {
                if depth == 0 {
                    found.push(Quotation { open: from, close: Some(at) });
                    open = None;
                } else {
                    depth -= 1;
                }
            }
            Some((_, opener)) => depth += u32::from(mark == opener && mark != "\""),
        }
    }
    if let Some((from, _)) = open {
        found.push(Quotation { open: from, close: None });
    }
    found
}

fn opening(mark: &str) -> bool {
    matches!(mark, "«" | "“" | "„" | "\"")
}

fn closes(mark: &str, opener: &str) -> bool {
    match opener {
        "«" => mark == "»",
        "“" | "„" => matches!(mark, "”" | "“"),
        _ => mark == opener,
    }
}
