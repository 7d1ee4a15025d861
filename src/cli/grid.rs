//! Rows of cells as an aligned table, in which Persian and Latin cells do not disturb each other.

use std::io::{self, Write};

/// A table to print.
pub(super) struct Grid {
    pub(super) columns: Vec<String>,
    /// One cell for each column; `None` is null.
    pub(super) rows: Vec<Vec<Option<String>>>,
    /// Characters of a cell before it is cut.
    pub(super) width: usize,
    /// Whether a screen shows it, which orders right-to-left cells by itself.
    pub(super) on_screen: bool,
}

impl Grid {
    pub(super) fn write(&self, out: &mut impl Write, head: impl Fn(&str) -> String) -> io::Result<()> {
        let cells: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| {
                row.iter().map(|cell| cell.as_deref().map_or(String::new(), |c| cut(c, self.width))).collect()
            })
            .collect();
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(i, name)| {
                cells
                    .iter()
                    .filter_map(|row| row.get(i))
                    .map(|c| width(c))
                    .max()
                    .unwrap_or(0)
                    .max(width(name))
            })
            .collect();
        let names: Vec<String> =
            self.columns.iter().zip(&widths).map(|(name, width)| format!("{name:width$}")).collect();
        writeln!(out, "{}", head(names.join("  ").trim_end()))?;
        for row in &cells {
            let mut line = String::new();
            for (cell, wanted) in row.iter().zip(&widths) {
                let isolate = self.on_screen && !cell.is_ascii();
                line.push_str(if isolate { "\u{2068}" } else { "" });
                line.push_str(cell);
                line.push_str(if isolate { "\u{2069}" } else { "" });
                line.extend(std::iter::repeat_n(' ', wanted.saturating_sub(width(cell)) + 2));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Characters that take a place on the line.
fn width(text: &str) -> usize {
    text.chars().filter(|&c| !is_zero_width(c)).count()
}

/// Marks above letters, joiners and direction marks.
const fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{0300}'..='\u{036F}'
            | '\u{0610}'..='\u{061A}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06DC}'
            | '\u{06DF}'..='\u{06E4}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
    )
}

/// The text on one line, cut to a width (0: not cut). Whole characters go, so nothing hangs over.
pub(super) fn cut(text: &str, limit: usize) -> String {
    // Line ends would break the table, and direction marks would reach beyond their cell.
    let visible = |c: char| match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => Some(' '),
        c => Some(c),
    };
    if limit == 0 || width(text) <= limit {
        return text.chars().filter_map(visible).collect();
    }
    let (mut kept, mut places) = (String::new(), 0);
    for c in text.chars().filter_map(visible) {
        places += usize::from(!is_zero_width(c));
        if places >= limit {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn printed(on_screen: bool) -> String {
        let cell = |text: &str| Some(text.to_owned());
        let grid = Grid {
            columns: vec!["text".into(), "kind".into()],
            rows: vec![vec![cell("سه\u{200C}شنبه"), cell("date")], vec![cell("یک\nمتن بسیار بلند"), None]],
            width: 10,
            on_screen,
        };
        let mut out = Vec::new();
        grid.write(&mut out, str::to_owned).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn cells_are_aligned_by_places_and_cut() {
        assert_eq!(printed(false), "text        kind\nسه\u{200C}شنبه      date\nیک متن بس…\n");
    }

    #[test]
    fn persian_cells_are_isolated_on_a_screen_alone() {
        assert!(printed(true).contains("\u{2068}سه\u{200C}شنبه\u{2069}"));
        assert!(!printed(false).contains('\u{2068}'));
    }

    proptest! {
        #[test]
        fn a_cut_cell_is_one_line_and_never_wider(text in any::<String>(), limit in 1usize..20) {
            let cell = cut(&text, limit);
            prop_assert!(width(&cell) <= limit);
            prop_assert!(!cell.contains(['\n', '\r']));
        }
    }
}
