//! What extractors ask of a document beside its matches: the words of some classes, the numbers and the entries at a
//! token.
//!
//! Words *begin at* a token, and end right before another one. A number is no entry: where it counts too, it is asked for beside them.

use super::lattice::{Edge, NUMBER};
use super::view::View;
use crate::lexicon::{ClassSet, EntryMap, Sighting};
use crate::numeral::Numeral;
use crate::text::TokenRange;

/// How many tokens words have at most that [`View::words_before`] finds.
const REACH: u32 = 5;

impl View<'_> {
    /// Whether words of some classes begin at a token.
    #[must_use]
    #[inline]
    pub fn begins(&self, at: u32, classes: &ClassSet) -> bool {
        self.lattice.has(at as usize, classes)
    }

    /// One past the longest words of some classes that begin at a token.
    #[must_use]
    #[inline]
    pub fn words_at(&self, at: u32, classes: &ClassSet) -> Option<u32> {
        let found = self.lattice.sightings_of(at as usize, |class| classes.has(class)).iter();
        let of_them = found.filter(|found| classes.has(found.class));
        of_them.map(|found| at + u32::from(found.length)).max()
    }

    /// Where the longest words of some classes begin that end right before a token, have at most five tokens and begin at
    /// `floor` or later.
    #[must_use]
    #[inline]
    pub fn words_before(&self, at: u32, floor: u32, classes: &ClassSet) -> Option<u32> {
        (floor.max(at.saturating_sub(REACH))..at).find(|&from| {
            if from + 1 < at && !self.lattice.is_several(from as usize) {
                return false;
            }
            let mut found = self.lattice.sightings_of(from as usize, |class| classes.has(class)).iter();
            found.any(|found| from + u32::from(found.length) == at && classes.has(found.class))
        })
    }

    /// The first of these tokens that words of some classes begin at, and one past the longest of them, which may lie beyond
    /// the tokens.
    #[must_use]
    #[inline]
    pub fn words_within(&self, tokens: impl Into<TokenRange>, classes: &ClassSet) -> Option<(u32, u32)> {
        let TokenRange { first, end } = tokens.into();
        let at = (first..end).find(|&at| self.begins(at, classes))?;
        Some((at, self.words_at(at, classes)?))
    }

    /// Reports the words of some classes in the whole document, by first token; much quicker than to ask each token.
    pub fn each_of(&self, classes: &ClassSet, report: impl FnMut(Edge)) {
        self.lattice.report_classes(classes, report);
    }

    /// The number that an edge is.
    #[must_use]
    #[inline]
    pub fn number(&self, edge: &Edge) -> Option<&Numeral> {
        self.lattice.numeral(edge)
    }

    /// The longest number that begins at a token.
    #[must_use]
    #[inline]
    pub fn number_at(&self, at: u32) -> Option<&Numeral> {
        self.numbers_at(at).max_by_key(|number| number.last)
    }

    /// The numbers that begin at a token, shorter ones first: «۲۰» and «۲۰ میلیون».
    #[inline]
    pub fn numbers_at(&self, at: u32) -> impl Iterator<Item = &Numeral> {
        let found = self.lattice.sightings(at as usize).iter().filter(|found| found.class == NUMBER);
        found.filter_map(|found| Some(self.lattice.number(found.value)?.0))
    }

    /// The numbers that end right before a token and begin at `floor` or later, longer ones first.
    #[inline]
    pub fn numbers_before(&self, at: u32, floor: u32) -> impl Iterator<Item = &Numeral> {
        let begin = (floor..at).flat_map(|from| self.numbers_at(from));
        begin.filter(move |number| number.last == at)
    }

    /// The lexicon entries that begin at a token, shorter ones first.
    #[inline]
    pub fn entries_at(&self, at: u32) -> impl Iterator<Item = Edge> {
        let found = self.lattice.sightings(at as usize).iter().filter(|found| found.class != NUMBER);
        found.flat_map(move |found| self.lattice.edges_of(at as usize, found))
    }

    /// The lexicon entries that begin at a token and mean something to a stage, with what they mean, shorter ones first.
    #[inline]
    pub fn meanings_at<'m, T>(
        &self,
        meanings: &'m EntryMap<T>,
        at: u32,
    ) -> impl Iterator<Item = (Edge, &'m T)> {
        let found = self.lattice.sightings_of(at as usize, |class| meanings.may_have(class)).iter();
        self.meanings_of(meanings, at, found.filter(|found| meanings.may_have(found.class)))
    }

    /// The same of the entries that begin at one of these tokens and end right before one of the tokens `least..=most`, by first
    /// token.
    #[inline]
    pub fn meanings_ending<'m, T>(
        &'m self,
        meanings: &'m EntryMap<T>,
        tokens: impl Into<TokenRange>,
        (least, most): (u32, u32),
    ) -> impl Iterator<Item = (Edge, &'m T)> {
        let reaching = move |at: &u32| at + 1 >= least || self.lattice.is_several(*at as usize);
        tokens.into().positions().filter(reaching).flat_map(move |at| {
            let found = self.lattice.sightings_of(at as usize, |class| meanings.may_have(class)).iter();
            let found = found.filter(move |found| {
                (least..=most).contains(&(at + u32::from(found.length))) && meanings.may_have(found.class)
            });
            self.meanings_of(meanings, at, found)
        })
    }

    /// The entries that some of what begins at a token stands for and that mean something, with what they mean.
    #[inline]
    fn meanings_of<'s, 'm, T>(
        &'s self,
        meanings: &'m EntryMap<T>,
        at: u32,
        found: impl Iterator<Item = &'s Sighting>,
    ) -> impl Iterator<Item = (Edge, &'m T)> {
        let entries = found.filter(|found| found.class != NUMBER);
        entries
            .flat_map(move |found| self.lattice.edges_of(at as usize, found))
            .filter_map(|edge| Some((edge, meanings.get(edge.value)?)))
    }

    /// Whether a number begins at a token, be it an ordinal.
    #[must_use]
    #[inline]
    pub fn counts(&self, at: u32) -> bool {
        self.lattice.at(at as usize).any(|edge| edge.is_number())
    }

    /// Whether an entry or a number begins at a token.
    #[must_use]
    #[inline]
    pub fn knows(&self, at: u32) -> bool {
        self.lattice.knows(at as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Grammar, RuleSetBuilder};
    use crate::lexicon::{ClassSet, EntryMap, LexiconBuilder, Schema};
    use crate::numeral::Numeral;
    use crate::rule::View;

    const WORDS: [(&str, &str); 8] = [
        ("thing", "پل"),
        ("thing", "پل چوبی"),
        ("thing", "پل چوبی کهنه"),
        ("place", "پل"),
        ("place", "کوه"),
        ("saying", "چهار پا بهتر از دو پا"),
        ("saying", "پا بهتر از دو پا"),
        ("numeral", "میلیون"),
    ];

    /// Tokens: 0 «از», 1 «پل», 2 «چوبی», 3 «کهنه», 4 «۲۰», 5 «میلیون», 6 «کوه».
    const TEXT: &str = "از پل چوبی کهنه ۲۰ میلیون کوه";

    fn grammar() -> Grammar {
        let keys = "[[class]]\nname = \"numeral\"\nkeys = { role = \"text\", value = \"integer\" }\n";
        let mut lexicon = LexiconBuilder::new(Schema::parse("schema.toml", keys).unwrap());
        for (id, (class, word)) in WORDS.iter().enumerate() {
            let role = if *class == "numeral" { "role = \"scale\"\nvalue = 1000000" } else { "" };
            let file = format!(
                "class = \"{class}\"\nsummary = \"s\"\nframe = \"{{}}\"\n[[entry]]\nid = \"{id}\"\n\
                 forms = [\"{word}\"]\n{role}"
            );
            lexicon.add("words.toml", &file, false).unwrap();
        }
        let lexicon = lexicon.build().unwrap();
        let rules = RuleSetBuilder::new(&[]).build(&lexicon).unwrap();
        Grammar::new(lexicon, rules).unwrap()
    }

    /// The words of a class.
    fn words(grammar: &Grammar, class: &str) -> ClassSet {
        grammar.lexicon.class_set(|found| Some(found) == grammar.lexicon.class(class))
    }

    #[test]
    fn of_a_class_the_longest_words_are_told() {
        let grammar = grammar();
        let view = View::new(&grammar, TEXT);
        let [thing, place] = ["thing", "place"].map(|class| words(&grammar, class));
        assert_eq!([&thing, &place].map(|class| view.words_at(1, class)), [Some(4), Some(2)]);
        assert_eq!((0..8).filter(|&at| view.begins(at, &place)).collect::<Vec<_>>(), [1, 6]);
        assert_eq!((0..8).filter(|&at| view.words_at(at, &thing).is_some()).collect::<Vec<_>>(), [1]);
        assert_eq!(view.words_at(1, &ClassSet::EMPTY), None);
        assert!(!view.begins(1, &ClassSet::EMPTY));
    }

    #[test]
    fn words_before_a_token_end_there_and_begin_behind_the_floor() {
        let grammar = grammar();
        let view = View::new(&grammar, TEXT);
        let [thing, place] = ["thing", "place"].map(|class| words(&grammar, class));
        assert_eq!(
            [2, 3, 4, 5].map(|at| view.words_before(at, 0, &thing)),
            [Some(1), Some(1), Some(1), None]
        );
        assert_eq!([1, 2].map(|floor| view.words_before(4, floor, &thing)), [Some(1), None]);
        assert_eq!([2, 3, 7].map(|at| view.words_before(at, 0, &place)), [Some(1), None, Some(6)]);
        assert_eq!(view.words_before(2, 0, &ClassSet::EMPTY), None);
        // Of two that end alike the longer one is told, if it has no more than five tokens.
        let view = View::new(&grammar, "چهار پا بهتر از دو پا");
        assert_eq!(view.words_at(0, &words(&grammar, "saying")), Some(6));
        assert_eq!(view.words_before(6, 0, &words(&grammar, "saying")), Some(1));
    }

    #[test]
    fn the_first_words_among_tokens_may_end_beyond_them() {
        let grammar = grammar();
        let view = View::new(&grammar, TEXT);
        let [thing, place] = ["thing", "place"].map(|class| words(&grammar, class));
        assert_eq!(view.words_within((0, 2), &thing), Some((1, 4)));
        assert_eq!(
            [(0, 7), (2, 7)].map(|range| view.words_within(range, &place)),
            [Some((1, 2)), Some((6, 7))]
        );
        assert_eq!([(0, 1), (2, 6), (7, 9)].map(|range| view.words_within(range, &place)), [None; 3]);
        assert_eq!(view.words_within((0, 7), &ClassSet::EMPTY), None);
    }

    #[test]
    fn all_words_of_a_class_are_reported_in_order() {
        let grammar = grammar();
        let view = View::new(&grammar, TEXT);
        let found = |class: &str| {
            let mut found = Vec::new();
            view.each_of(&words(&grammar, class), |edge| found.push((edge.first, edge.last())));
            found
        };
        assert_eq!(found("thing"), [(1, 2), (1, 3), (1, 4)]);
        assert_eq!(found("place"), [(1, 2), (6, 7)]);
        assert_eq!(found("no-such-class"), []);
    }

    #[test]
    fn numbers_are_told_from_both_ends() {
        let grammar = grammar();
        let view = View::new(&grammar, TEXT);
        let place = |number: &Numeral| (number.first, number.last);
        assert_eq!(view.numbers_at(4).map(place).collect::<Vec<_>>(), [(4, 5), (4, 6)]);
        assert_eq!(view.number_at(4).and_then(Numeral::integer), Some(20_000_000));
        assert_eq!([3, 6, 7].map(|at| view.number_at(at)), [None; 3]);
        let before = |at, floor| view.numbers_before(at, floor).map(place).collect::<Vec<_>>();
        assert_eq!(before(6, 0), [(4, 6), (5, 6)]);
        assert_eq!(before(6, 5), [(5, 6)]);
        assert_eq!((before(5, 0), before(4, 0)), (vec![(4, 5)], vec![]));
        let edge = view.lattice.at(4).last().unwrap();
        assert_eq!(view.number(&edge).map(place), Some((4, 6)));
        assert_eq!(view.number(&view.entries_at(6).next().unwrap()), None);
    }

    #[test]
    fn numbers_are_no_entries() {
        let grammar = grammar();
        let view = View::new(&grammar, TEXT);
        let entries = |at| view.entries_at(at).map(|edge| (edge.value, edge.last())).collect::<Vec<_>>();
        assert_eq!(entries(1), [(0, 2), (3, 2), (1, 3), (2, 4)]);
        assert_eq!(entries(4), []);
        // The scale word is an entry and begins a number too.
        assert_eq!(entries(5), [(7, 6)]);
        // The first number of a text has the position of the lexicon's first entry, and not its meaning.
        let meanings: EntryMap<char> = [Some('a'), None, Some('c')].into_iter().collect();
        let found =
            |at| view.meanings_at(&meanings, at).map(|(edge, m)| (edge.last(), *m)).collect::<Vec<_>>();
        assert_eq!((found(1), found(4)), (vec![(2, 'a'), (4, 'c')], vec![]));
    }

    #[test]
    fn what_is_known_is_an_entry_or_a_number() {
        let grammar = grammar();
        let view = View::new(&grammar, TEXT);
        assert_eq!((0..8).filter(|&at| view.knows(at)).collect::<Vec<_>>(), [1, 4, 5, 6]);
    }
}
