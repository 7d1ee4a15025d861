//! Optional hyphens that are joiners.

use super::structure::EditKind;

/// What a reader leaves out or adds, by the place in the text.
pub(super) type Edits = Vec<(usize, EditKind, String)>;

/// Optional hyphens, and the sign that older programs have in their place, are joiners between Persian letters: that is how
/// one is typed in Word. Elsewhere optional hyphens are not seen.
pub(super) fn with_joiners(text: &str, edits: Edits) -> (String, Edits) {
    if !text.contains(['\u{AC}', '\u{AD}']) {
        return (text.to_owned(), edits);
    }
    let is_letter =
        |c: Option<char>| c.is_some_and(|c| ('\u{620}'..='\u{6FF}').contains(&c) && c.is_alphabetic());
    let (mut out, mut moved) = (String::with_capacity(text.len()), Vec::new());
    let mut waiting = edits.into_iter().peekable();
    for (at, c) in text.char_indices() {
        while let Some((_, kind, source)) = waiting.next_if(|(place, ..)| *place <= at) {
            moved.push((out.len(), kind, source));
        }
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        match c {
            '\u{AC}' | '\u{AD}' if is_letter(out.chars().next_back()) && is_letter(next) => {
                moved.push((out.len(), EditKind::ZwnjFromShape, c.to_string()));
                out.push('\u{200C}');
            }
            '\u{AD}' => {}
            _ => out.push(c),
        }
    }
    moved.extend(waiting.map(|(_, kind, source)| (out.len(), kind, source)));
    (out, moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn optional_hyphens_between_letters_are_joiners() {
        let (text, edits) = with_joiners("کتاب\u{AD}ها و بیت\u{AC}المال، ¬۵ co\u{AD}op", Vec::new());
        assert_eq!(text, "کتاب\u{200C}ها و بیت\u{200C}المال، ¬۵ coop");
        assert_eq!(edits.len(), 2);
        assert_eq!(&text[edits[1].0..edits[1].0 + 3], "\u{200C}");
    }
}
