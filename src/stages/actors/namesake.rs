//! Whether a known name is that of another bearer: a party to a deal, a body of another state.

use super::EntityKind;
use super::entry::TitleKind;
use super::reading::{Candidate, Reader};
use super::registry::RegistryEntry;
use super::slug;
use super::vocabulary::{Word, word_end};
use crate::rule::Match;

impl Reader<'_> {
    /// Whether the words beside a public person's name say that somebody else bears it: «فروشنده: X», «X فرزند Y».
    pub(super) fn is_namesake(&self, first: u32, last: u32) -> bool {
        let floor = self.sentence.first;
        let address = |word: &Word| {
            matches!(word, Word::Title(TitleKind::Honorific | TitleKind::Address, _) | Word::Sayyid)
        };
        let party = |word: &Word| matches!(word, Word::Party);
        let mut at = first;
        while self.vocabulary.before(self.view, floor, at, party).is_none() {
            if let Some((from, _)) = self.vocabulary.before(self.view, floor, at, address) {
                at = from;
            } else if at > floor && self.slice(at - 1) == ":" {
                at -= 1;
            } else {
                break;
            }
        }
        let behind = last + u32::from(matches!(self.slice(last), "،" | "," | "("));
        self.vocabulary.before(self.view, floor, at, party).is_some()
            || behind < self.sentence.end
                && self.vocabulary.any(self.view, behind, |word| matches!(word, Word::Lineage))
    }

    /// Whether the word at token `at` makes another body of the known one before it: «شورای امنیت | ملی».
    pub(super) fn is_another(&self, known: &RegistryEntry, at: u32) -> bool {
        at < self.sentence.end
            && self.vocabulary.words_at(self.view, at).any(|(_, word)| match word {
                Word::BodyTail { of_no_state } => {
                    let whole = known.part_of().and_then(|whole| self.registry.kind_of(whole));
                    !of_no_state || whole.is_some_and(|whole| whole != EntityKind::State)
                }
                _ => false,
            })
    }

    /// The body of another state that has the name of a known one: «مجلس سنای فرانسه». A name that begins with no head
    /// of a body is one of its own.
    pub(super) fn other_states(&self, found: &mut Match, known: &RegistryEntry) -> Option<Candidate> {
        let own = known.part_of().filter(|_| known.kind == EntityKind::Organisation)?;
        let (edge, doubtful) = self.entity(found.last)?;
        let state = self.registry.get(edge.value).filter(|state| state.kind == EntityKind::State)?;
        let head = |word: &Word| matches!(word, Word::Head { .. } | Word::Body { .. });
        let mut heads = self.vocabulary.words_at(self.view, found.first);
        let (head, _) = heads.find(|(edge, word)| edge.last() < found.last && head(word))?;
        if doubtful
            || state.id() == own
            || self.registry.kind_of(own) != Some(EntityKind::State)
            || (head.last()..found.last)
                .any(|at| self.entity(at).is_some_and(|(inner, _)| inner.last() == found.last))
            || self.is_object(edge.last())
        {
            return None;
        }
        (found.last, found.to) = (edge.last(), edge.last());
        let name = self.view.slice(self.view.span(found.first, found.last));
        let id = slug::slug(&self.view.grammar.tokenizer, name);
        self.made(found, known.kind, id, None, Some(state.id().to_owned()))
    }

    /// Whether «را» stands at token `at`, so that what is before it owns nothing: «مجلس آمریکا را محکوم کرد».
    fn is_object(&self, at: u32) -> bool {
        at < self.sentence.end && self.vocabulary.any(self.view, at, |word| matches!(word, Word::ObjectMark))
    }

    /// First token of a name without the «سید» before it, which is a form of address; but for a name that it leaves nothing
    /// of that names somebody: «سید قطب».
    pub(super) fn behind_sayyid(&self, first: u32, last: u32) -> u32 {
        let sayyid = |word: &Word| matches!(word, Word::Sayyid);
        let named = |at: &u32| {
            *at < last
                && (word_end(&self.view.tokens, *at) < last
                    || self.given(*at).is_some_and(|(end, _)| end == last))
        };
        let first = self.behind_form_of_address(first, last);
        let bare = self.vocabulary.longest(self.view, first, sayyid).filter(named).unwrap_or(first);
        // «شیخ محمد خیابانی», but «ملا عمر».
        let behind = self.behind_address(bare, last);
        if behind < last && word_end(&self.view.tokens, behind) < last { behind } else { bare }
    }

    /// First token of a person's name without the forms of address before its given name: «امام | علی». What is no given
    /// name is called so with them: «شیخ طوسی».
    pub(super) fn behind_address(&self, first: u32, last: u32) -> u32 {
        let address = |word: &Word| {
            matches!(word, Word::Sayyid | Word::Title(TitleKind::Honorific | TitleKind::Address, _))
        };
        let mut bare = first;
        while let Some(end) = self.vocabulary.longest(self.view, bare, address) {
            // «میرزا محمود خان»: a given name, too.
            if end >= last
                || self.given(bare).is_some()
                || self.vocabulary.any(self.view, end, |word| matches!(word, Word::Descent))
            {
                break;
            }
            bare = end;
        }
        if self.given(bare).is_some_and(|(end, _)| end <= last) { bare } else { first }
    }

    /// The token behind the titles that no name has: «آیت‌الله | X».
    pub(super) fn behind_form_of_address(&self, first: u32, last: u32) -> u32 {
        let address = |word: &Word| matches!(word, Word::Title(TitleKind::Address, _));
        let mut bare = first;
        while let Some(end) = self.vocabulary.longest(self.view, bare, address).filter(|end| *end < last) {
            bare = end;
        }
        bare
    }

    /// The token behind the titles that a name begins with: «آیت‌الله», «سرتیپ»; but not behind a given name, «سردار آزمون».
    pub(super) fn behind_titles(&self, first: u32, last: u32) -> u32 {
        let title = |word: &Word| matches!(word, Word::Title(..));
        let mut bare = first;
        while self.given(bare).is_none()
            && let Some(end) = self.vocabulary.longest(self.view, bare, title)
            && end < last
            && !self.vocabulary.any(self.view, end, |word| matches!(word, Word::Descent))
        {
            bare = end;
        }
        bare
    }
}
