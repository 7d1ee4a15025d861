//! Tags and texts of a page, one at a time: of a tag the attributes that mean something here, and no more of their values than is
//! looked at, since a page may be one tag of a million attributes.

use crate::source::allowance::Allowance;
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::convert::Infallible;

/// Attributes that are read.
const READ: [&str; 19] = [
    "aria-hidden",
    "class",
    "colspan",
    "content",
    "datetime",
    "dir",
    "hidden",
    "id",
    "itemprop",
    "lang",
    "name",
    "property",
    "role",
    "rowspan",
    "start",
    "style",
    "type",
    "value",
    "xml:lang",
];

/// Bytes of a value that are looked at.
const LONGEST: usize = 64 << 10;

/// What comes next in a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Start(Tag),
    End(String),
    /// What stands between tags, and the bytes of the page from and to which it does.
    Text(String, usize, usize),
    /// The allowance is used up.
    Over,
}

/// The start of an element.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(&'static str, String)>,
}

impl Tag {
    /// The value of an attribute, one of those that are read.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        debug_assert!(READ.contains(&name), "attributes that are looked at are read: {name}");
        self.attributes.iter().find(|(read, _)| *read == name).map(|(_, value)| value.as_str())
    }
}

/// The tags and texts of a page, in order.
pub(super) fn tokens<'p>(text: &'p str, allowance: &'p Allowance<'p>) -> impl Iterator<Item = Token> + 'p {
    let reading = Reading { allowance, tag: Tag::default(), value: None };
    let mut emitter = CallbackEmitter::new(reading);
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(text, emitter).map(|token: Result<_, Infallible>| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

/// A tag that is being read.
struct Reading<'a> {
    allowance: &'a Allowance<'a>,
    tag: Tag,
    /// The attribute whose value comes next.
    value: Option<usize>,
}

impl Reading<'_> {
    /// Of several attributes of a name the first counts.
    fn begin_value(&mut self, name: &[u8]) {
        let read = READ.into_iter().find(|read| read.as_bytes() == name);
        self.value = read.filter(|name| self.tag.get(name).is_none()).map(|name| {
            self.tag.attributes.push((name, String::new()));
            self.tag.attributes.len() - 1
        });
    }

    fn extend_value(&mut self, value: &[u8]) {
        let Some((_, so_far)) = self.value.and_then(|at| self.tag.attributes.get_mut(at)) else { return };
        let value = value.get(..value.len().min(LONGEST.saturating_sub(so_far.len()))).unwrap_or_default();
        so_far.push_str(&String::from_utf8_lossy(value));
    }
}

impl Callback<Token, usize> for Reading<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Token> {
        let name = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name: opened } => {
                self.tag = Tag { name: name(opened), attributes: Vec::new() };
                self.value = None;
            }
            CallbackEvent::AttributeName { name } => {
                self.begin_value(name);
                return self.allowance.is_over().then_some(Token::Over);
            }
            CallbackEvent::AttributeValue { value } => self.extend_value(value),
            CallbackEvent::CloseStartTag { .. } => return Some(Token::Start(std::mem::take(&mut self.tag))),
            // What stands behind the name of an end means nothing.
            CallbackEvent::EndTag { name: ended } => {
                (self.tag, self.value) = (Tag::default(), None);
                return Some(Token::End(name(ended)));
            }
            CallbackEvent::String { value } => return Some(Token::Text(name(value), span.start, span.end)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::allowance::{Limits, Timer};
    use std::time::Duration;

    fn read(text: &str, limits: Limits<'_>) -> Vec<Token> {
        tokens(text, &Allowance::of(limits, text.len())).collect()
    }

    #[test]
    fn of_a_tag_what_means_something_is_read_and_of_two_attributes_the_first() {
        let text = "<P Class=a onclick=b class=c hidden>خبر</p class=d><!-- e -->";
        let attributes = vec![("class", "a".to_owned()), ("hidden", String::new())];
        let start = Token::Start(Tag { name: "p".to_owned(), attributes });
        let between = Token::Text("خبر".to_owned(), 36, 42);
        assert_eq!(read(text, Limits::default()), [start, between, Token::End("p".to_owned())]);
    }

    #[test]
    fn no_more_of_a_value_is_held_than_is_looked_at() {
        let text = format!("<p class='{}'>", "ab".repeat(LONGEST));
        let [Token::Start(tag)] = &*read(&text, Limits::default()) else { panic!("one tag") };
        assert_eq!(tag.get("class").map(str::len), Some(LONGEST));
    }

    /// A tag of a hundred thousand attributes is no single step.
    #[test]
    fn a_tag_is_broken_off_among_its_attributes() {
        let attributes: String = (0..100_000).map(|number| format!(" a{number}=b")).collect();
        let timer = Some(Timer::start(Duration::ZERO, Duration::from_secs(1)));
        let found = read(&format!("<p{attributes}>"), Limits { timer, ..Limits::default() });
        assert_eq!(found.first(), Some(&Token::Over));
    }
}
