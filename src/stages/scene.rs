//! A document as stages see it that relate rows: its tokens, with the names and dates at them.

use super::actors::{EntityKind, MentionRow};
use super::dates::DateRow;
use super::extractor::Input;
use crate::lexicon::{ClassSet, Particle, VerbForm};
use crate::rule::View;
use crate::syntax::{Auxiliaries, Mood, RowsAt, VerbGroup, VerbsRead, tokens_of};
use crate::text::fold::Code;
use crate::text::{TokenKind, TokenRange};
use smallvec::SmallVec;

/// How far before a verb its nominal part begins, in tokens.
pub(super) const NOMINAL: u32 = 3;
/// Longest name of a place that a dash joins to another, in tokens.
const DASHED: u32 = 6;
/// How far into a noun with the form of a verb in it that verb stands, in tokens.
const PAIR: u32 = 2;
/// How far before a verb or a bracket the words stand that it tells of, in tokens.
const TOLD: u32 = 10;
/// Longest words before a date that lead it, in tokens.
const LEAD: u32 = 3;
/// How far from a date the brackets stand that it is in, and from one that stands there alone, in tokens.
const BRACKETED: u32 = 24;
const ALONE: u32 = 2;
/// The ending of a plural that nothing in ezafe follows.
const PLURAL: &str = "\u{647}\u{627}";
/// Fewest letters of a plural with it in one piece: shorter words may end so by themselves.
const JOINED: usize = 6;
/// The same ending before a word in ezafe.
const OF_PLURAL: [&str; 2] = ["\u{647}\u{627}\u{6CC}", "\u{647}\u{627}\u{64A}"];
/// The mark of an adverb, and the letter that may stand behind it.
const TANWIN: char = '\u{64B}';
const ALEF: char = '\u{627}';

/// Whether words end with the letter that makes an adjective of a number with its unit, and a noun indefinite.
pub(super) fn ends_with_yeh(words: &str) -> bool {
    words.ends_with(['\u{6CC}', '\u{64A}'])
}

/// A document with the rows of earlier stages, and the words of the stage that looks at it.
#[derive(Debug)]
pub(super) struct Scene<'a, W> {
    pub(super) view: &'a View<'a>,
    pub(super) words: &'a W,
    pub(super) mentions: &'a [MentionRow],
    mentions_at: RowsAt,
    dates_at: RowsAt,
    verbs_read: &'a VerbsRead,
}

impl<'a, W> Scene<'a, W> {
    pub(super) fn new(
        &Input { view, verbs: verbs_read, .. }: &Input<'a>,
        words: &'a W,
        mentions: &'a [MentionRow],
        dates: &[DateRow],
    ) -> Self {
        // A product neither acts nor is acted with: it stands in the words of those that do.
        let named = mentions.iter().enumerate().filter(|(_, row)| row.value.kind != EntityKind::Product);
        let mentions_at = RowsAt::of_some(view, named.map(|(at, row)| (at, row.span)));
        let dates_at = RowsAt::new(view, dates.iter().map(|row| row.span));
        Self { view, words, mentions, mentions_at, dates_at, verbs_read }
    }

    /// The mention that begins at a token.
    pub(super) fn mention_at(&self, at: u32) -> Option<(usize, TokenRange)> {
        self.mentions_at.at(at)
    }

    /// The date that begins at a token.
    pub(super) fn date_at(&self, at: u32) -> Option<(usize, TokenRange)> {
        self.dates_at.at(at)
    }

    /// One past the date that begins at a token, with the participle of what has not come yet: «هنوز یک ساعت نگذشته دو طرف …».
    pub(super) fn behind_date(&self, at: u32) -> Option<u32> {
        let (_, date) = self.date_at(at)?;
        let end = self.word_end(date.end, self.view.tokens.list.len() as u32);
        let verb = self.view.verb(date.end, end);
        let yet = verb.is_some_and(|verb| verb.form == VerbForm::Participle && verb.negated);
        Some(if yet { end } else { date.end })
    }

    /// The mentions in some tokens, in text order.
    pub(super) fn mentions_in(
        &self,
        tokens: TokenRange,
    ) -> impl DoubleEndedIterator<Item = (usize, TokenRange)> {
        self.mentions_at.within(tokens)
    }

    /// The dates in some tokens, in text order.
    pub(super) fn dates_in(
        &self,
        tokens: TokenRange,
    ) -> impl DoubleEndedIterator<Item = (usize, TokenRange)> {
        self.dates_at.within(tokens)
    }

    /// What a mention names.
    pub(super) fn kind(&self, mention: usize) -> Option<EntityKind> {
        self.mentions.get(mention).map(|row| row.value.kind)
    }

    /// The entity that a mention stands for.
    pub(super) fn entity(&self, mention: usize) -> Option<usize> {
        self.mentions.get(mention).map(|row| row.value.entity)
    }

    /// Who holds an office, where the document says so of somebody: «رئیس‌جمهور X».
    pub(super) fn holder(&self, office: TokenRange) -> Option<usize> {
        let (owner, place) = self.mentions_in(office).next()?;
        let entity = self.entity(owner)?;
        let title = TokenRange::new(office.first, place.first);
        let letters = |tokens: TokenRange| self.view.tokens.codes_between(tokens.first, tokens.end);
        let holds = |row: &&MentionRow| {
            row.value.role_of == Some(entity)
                && row.value.role.is_some_and(|role| letters(tokens_of(self.view, role)) == letters(title))
        };
        // An office has holders one after the other: whom the text named last.
        let span = self.view.span(office.first, office.end);
        let named = self.mentions.iter().take_while(|row| row.span.start < span.start).filter(holds).last();
        let holder = named.or_else(|| self.mentions.iter().find(holds));
        holder.map(|row| row.value.entity)
    }

    /// One past words of these classes that begin at a token.
    pub(super) fn words_at(&self, at: u32, classes: &ClassSet) -> Option<u32> {
        self.view.words_at(at, classes)
    }

    /// One past words of some classes that end with a word: «هم», but not that of «هم‌زمان».
    pub(super) fn whole_at(&self, at: u32, classes: &ClassSet) -> Option<u32> {
        let tokens = &self.view.tokens;
        let whole = |end: &u32| *end as usize >= tokens.list.len() || tokens.begins_word(*end as usize);
        self.words_at(at, classes).filter(whole)
    }

    /// Whether a noun phrase is over at a token, since the word before it is a plural in «‌ها», which would have a «ی» before a word
    /// of its own: «آلمانی‌ها شهر را گرفتند».
    pub(super) fn is_behind_plural(&self, at: u32) -> bool {
        let Some(last) = at.checked_sub(1) else { return false };
        let word = |at: u32| self.view.token_kind(at) == Some(TokenKind::Word);
        let suffix = || {
            let apart = !self.view.tokens.begins_word(last as usize);
            let word = self.view.slice(self.view.span(last, at));
            if apart { word == PLURAL } else { word.ends_with(PLURAL) && word.chars().count() >= JOINED }
        };
        let joined = || matches!(self.view.particle(at), Some(Particle::And | Particle::Or | Particle::From));
        // «ده‌ها خانه»
        let number = || {
            let begins = |word: &u32| self.view.tokens.begins_word(*word as usize);
            (last.saturating_sub(LEAD)..at).rev().find(begins).is_some_and(|word| self.view.counts(word))
        };
        word(at) && self.view.tokens.begins_word(at as usize) && suffix() && !joined() && !number()
    }

    /// Whether a noun phrase is cut before a token: the word before it has the «ی» of a plural, which a word of its own follows.
    pub(super) fn is_open_plural(&self, at: u32) -> bool {
        let Some(last) = at.checked_sub(1) else { return false };
        let word = self.view.slice(self.view.span(last, at));
        OF_PLURAL.iter().any(|ending| word.ends_with(ending))
    }

    /// Whether a name or a date ends right before a token, which begins at most so many before it.
    pub(super) fn is_behind_name_or_date(&self, at: u32, reach: u32) -> bool {
        let near = TokenRange::new(at.saturating_sub(reach), at);
        self.mentions_in(near).any(|(_, name)| name.end == at)
            || self.dates_in(near).any(|(_, date)| date.end == at)
    }

    /// Whether words of these classes stand at a token, and a word that they may lead right behind them.
    pub(super) fn leads_word(&self, at: u32, behind: u32, classes: &ClassSet) -> bool {
        self.words_at(at, classes) == Some(behind) && self.view.token_kind(behind) == Some(TokenKind::Word)
    }

    /// A mark, as written; none where another token stands.
    pub(super) fn mark(&self, at: u32) -> Option<&'a str> {
        let token = self.view.tokens.list.get(at as usize)?;
        let is_mark = matches!(token.kind, TokenKind::Punctuation | TokenKind::Stop | TokenKind::Hyphen);
        is_mark.then(|| self.view.slice(token.span()))
    }

    /// Whether a dash stands at a token: between two names, or behind a date or a name that what follows is told of.
    pub(super) fn is_dash(&self, at: u32) -> bool {
        matches!(self.mark(at), Some("-" | "–" | "—"))
    }

    /// One past the brackets that open at a token, where they close before `end`.
    pub(super) fn behind_brackets(&self, at: u32, end: u32) -> Option<u32> {
        if self.mark(at) != Some("(") {
            return None;
        }
        (at + 1..end).find(|&at| self.mark(at) == Some(")")).map(|close| close + 1)
    }

    /// The «که» right before a token.
    pub(super) fn that_before(&self, at: u32) -> Option<u32> {
        at.checked_sub(1).filter(|&that| self.view.is(that, Particle::That))
    }

    /// Whether a token is «که» behind no verb, as that of a relative clause is.
    pub(super) fn is_relative(&self, that: u32, groups: &[VerbGroup]) -> bool {
        self.view.is(that, Particle::That) && !groups.iter().any(|group| group.tokens.end == that)
    }

    /// Whether an infinitive begins at a token of a phrase that ends at `end`.
    pub(super) fn is_infinitive(&self, at: u32, end: u32) -> bool {
        let verb = || self.view.verb(at, self.word_end(at, end));
        self.view.tokens.begins_word(at as usize)
            && verb().is_some_and(|verb| verb.form == VerbForm::Infinitive)
    }

    /// Some tokens without the marks at their edges.
    pub(super) fn trimmed(&self, tokens: TokenRange) -> TokenRange {
        let is_edge = |at: u32| self.mark(at).is_some_and(|mark| !matches!(mark, "(" | ")" | "%" | "٪"));
        let first = tokens.positions().find(|&at| !is_edge(at)).unwrap_or(tokens.end);
        let end = (first..tokens.end).rev().find(|&at| !is_edge(at)).map_or(first, |at| at + 1);
        TokenRange::new(first, end)
    }

    /// The verbs of a sentence; «روز گذشته» is none, nor is one of `pairs`: «گفت و گو».
    pub(super) fn verbs(
        &self,
        auxiliaries: &Auxiliaries,
        pairs: &ClassSet,
        contrast: &ClassSet,
        sentence: TokenRange,
    ) -> Vec<VerbGroup> {
        let mut groups = self.verbs_read.of(self.view, auxiliaries, sentence);
        if groups.is_empty() {
            return groups;
        }
        let dates: SmallVec<[TokenRange; 8]> = self.dates_in(sentence).map(|(_, date)| date).collect();
        let dated = |group: &VerbGroup| {
            dates.iter().any(|date| date.first < group.tokens.end && group.tokens.first < date.end)
        };
        // «گفت و گو», «محیط زیست»
        let part = |at: u32| {
            (at.saturating_sub(PAIR)..=at)
                .any(|first| self.view.words_at(first, pairs).is_some_and(|end| end > at))
        };
        // «رود X» is a river, whose name may be of either word.
        let names: SmallVec<[TokenRange; 16]> = self.mentions_in(sentence).map(|(_, name)| name).collect();
        let named = |group: &VerbGroup| {
            names.iter().any(|name| name.first <= group.tokens.first && group.tokens.end <= name.end)
        };
        let river = |group: &VerbGroup| {
            let verb = self.view.verb(group.tokens.first, group.tokens.end);
            verb.is_some_and(|verb| verb.form == VerbForm::BarePresent)
                && self.mention_at(group.tokens.end).is_some()
        };
        groups.retain(|group| {
            let single = group.tokens.len() == 1;
            !(dated(group) || single && (part(group.tokens.first) || river(group)) || named(group))
        });
        // «به ۵ نفر رسید در حالی که …»: what is set against it by «که» begins another clause.
        let against =
            |at: u32| self.words_at(at, contrast).is_some_and(|end| self.view.is(end - 1, Particle::That));
        for group in groups.iter_mut().filter(|group| !group.closes) {
            group.closes = against(group.tokens.end);
        }
        groups
    }

    /// «این خبر دروغ است», «صحت ندارد»: whether a verb says of its subject that it is not so, by words that begin not before a token.
    pub(super) fn is_falsified(
        &self,
        verb: &VerbGroup,
        floor: u32,
        auxiliaries: Auxiliaries,
        falsehood: &ClassSet,
        truth: &ClassSet,
    ) -> bool {
        let plain = auxiliaries.plain_present.contains(&Some(verb.lemma));
        let classes = if verb.negated { truth } else { falsehood };
        plain
            && verb.mood == Mood::Told
            && self.view.words_before(verb.tokens.first, floor, classes).is_some()
    }

    /// «خبر X را تکذیب کرد», «این خبر را دروغ خواند»: whether a verb denies what is told behind a token, by a word of some classes right
    /// before it; the object stands there, or the verb is a passive.
    pub(super) fn is_dismissed(
        &self,
        verb: &VerbGroup,
        from: u32,
        auxiliaries: Auxiliaries,
        object: &ClassSet,
        words: &ClassSet,
    ) -> bool {
        let first = verb.tokens.first;
        let word = self.view.words_before(first, from.max(first.saturating_sub(TOLD)), words);
        let passive = verb.passive || auxiliaries.is_becoming(verb.lemma);
        // «از دست دادن ۵ تانک را تأیید و کشته شدن ۲۰ سرباز را رد کرد»: only the last object is of this verb.
        let objects = |word: u32| (from..word).filter(|&at| self.view.begins(at, object)).count();
        let marked = |word: u32| match objects(word) {
            0 => passive,
            several => several == 1,
        };
        !verb.negated && verb.mood == Mood::Told && word.is_some_and(marked)
    }

    /// Whether a date is of somebody's life, and not of what he does: «متوفای ۱۳۴۸», «X (۶۴۸–۷۲۶)».
    pub(super) fn is_of_life(&self, date: TokenRange, life: &ClassSet) -> bool {
        let led = self.view.words_before(date.first, date.first.saturating_sub(LEAD), life).is_some();
        let open = date.first.checked_sub(1).filter(|&open| self.mark(open) == Some("("));
        let bracketed = open.filter(|_| self.mark(date.end) == Some(")"));
        let of_person = |open: u32| {
            let near = TokenRange::new(open.saturating_sub(TOLD), open);
            let last = self.mentions_in(near).next_back().filter(|(_, name)| name.end == open);
            // «در دوره X (۱۲۶۴–۱۳۱۳)» is when he reigned.
            let last = last.filter(|(_, name)| {
                name.first == 0 || self.view.token_kind(name.first - 1) != Some(TokenKind::Word)
            });
            last.is_some_and(|(mention, _)| self.kind(mention) == Some(EntityKind::Person))
        };
        led || bracketed.is_some_and(of_person)
    }

    /// Whether a verb is told by those who did it: «گفتم», «گفتیم».
    pub(super) fn is_first_person(&self, verb: &VerbGroup) -> bool {
        let (verbs, codes) = (&self.view.grammar.verbs, self.first_word(verb));
        verbs.is_first_person(codes) || verbs.is_first_persons(codes)
    }

    /// Whether a verb is told by several who did it: «گفتیم».
    pub(super) fn is_first_persons(&self, verb: &VerbGroup) -> bool {
        self.view.grammar.verbs.is_first_persons(self.first_word(verb))
    }

    /// Whether a verb tells of several: «گفتند».
    pub(super) fn is_of_several(&self, verb: &VerbGroup) -> bool {
        self.view.grammar.verbs.is_third_persons(self.first_word(verb))
    }

    fn first_word(&self, verb: &VerbGroup) -> &'a [Code] {
        let end = self.word_end(verb.tokens.first, verb.tokens.end);
        self.view.tokens.codes_between(verb.tokens.first, end)
    }

    /// Whether a date says which one a noun is, and not when something was: a bare year right behind a word that leads no time,
    /// «قرارداد ۱۹۱۹», but not that of the event itself, whose words are `own`, nor one that «در» leads: «در المپیک ۲۰۱۲»; `leads` are
    /// the words that may stand before a date.
    pub(super) fn is_of_noun(
        &self,
        date: TokenRange,
        own: TokenRange,
        leads: &[&ClassSet],
        inside: &ClassSet,
    ) -> bool {
        let kind = |at: u32| self.view.token_kind(at);
        let Some(before) = date.first.checked_sub(1) else { return false };
        let year = date.len() == 1 && kind(date.first) == Some(TokenKind::Digits);
        let word = kind(before) == Some(TokenKind::Word) && own.end != date.first;
        let led = || {
            let floor = before.saturating_sub(LEAD);
            leads.iter().any(|classes| self.view.words_before(date.first, floor, classes).is_some())
        };
        let joined = || matches!(self.view.particle(before), Some(Particle::And | Particle::Or));
        let word_at = |at: &u32| kind(*at) == Some(TokenKind::Word);
        let within = || {
            let mut near = (before.saturating_sub(LEAD)..before).rev().take_while(word_at);
            near.any(|at| self.view.begins(at, inside) && self.words_at(at, inside) == Some(at + 1))
        };
        year && word && !joined() && !led() && !within()
    }

    /// Whether a date stands in brackets with something else, of which it tells: «(معادل ۵ پوند در ۲۰۰۹)»; `own` are the words of
    /// what is told.
    pub(super) fn is_in_aside(&self, date: TokenRange, own: TokenRange) -> bool {
        let bracket = |at: &u32| matches!(self.mark(*at), Some("(" | ")"));
        let floor = date.first.saturating_sub(BRACKETED);
        let open = (floor..date.first).rev().find(bracket).filter(|&at| self.mark(at) == Some("("));
        let close = (date.end..date.end + BRACKETED).find(bracket).filter(|&at| self.mark(at) == Some(")"));
        let Some((open, close)) = open.zip(close) else { return false };
        let alone = date.first - open <= ALONE && close - date.end <= 1;
        !(alone || open < own.first && own.end <= close)
    }

    /// One past an adverb at a token by its form, which has a tanwin: «متقابلاً».
    pub(super) fn adverb_at(&self, at: u32) -> Option<u32> {
        let end = self.word_end(at, self.view.tokens.list.len() as u32);
        let word = self.view.slice(self.view.span(at, end));
        word.trim_end_matches(ALEF).ends_with(TANWIN).then_some(end)
    }

    /// Whether a place stands in a relative clause whose verb stands before a token, too: «X که دیروز آمد، گفت».
    pub(super) fn is_in_relative(
        &self,
        sentence: TokenRange,
        groups: &[VerbGroup],
        place: TokenRange,
        before: u32,
    ) -> bool {
        let first = self.clause_start(sentence, groups, place);
        let that = first.checked_sub(1).filter(|&that| that >= sentence.first);
        let ends =
            |group: &VerbGroup| group.closes && group.tokens.first >= place.end && group.tokens.end <= before;
        that.is_some_and(|that| self.is_relative(that, groups) && groups.iter().any(ends))
    }

    /// Where the clause of some tokens of a sentence begins: behind the verb before them, «که» or «؛».
    pub(super) fn clause_start(&self, sentence: TokenRange, groups: &[VerbGroup], of: TokenRange) -> u32 {
        let before = groups.iter().filter(|group| group.closes && group.tokens.end <= of.first);
        let label = self.behind_label(sentence, groups);
        let floor = before.map(|group| group.tokens.end).max().unwrap_or(label).max(label.min(of.first));
        let opens = |at: &u32| self.mark(*at) == Some("؛") || self.view.is(*at, Particle::That);
        (floor..of.first).rev().find(opens).map_or(floor, |at| at + 1)
    }

    /// One past a noun phrase that begins at a token and has `longest` tokens or so: names are passed whole, and a mark, a
    /// date, «که» or what `stops` says ends it.
    pub(super) fn phrase_end(
        &self,
        TokenRange { first, end }: TokenRange,
        longest: u32,
        mut stops: impl FnMut(u32) -> bool,
    ) -> u32 {
        let mut at = first;
        while at < end && at < first + longest {
            if let Some((_, name)) = self.mention_at(at).filter(|(_, name)| name.end <= end) {
                at = name.end;
                while let Some(next) = self.behind_dash(at, end) {
                    at = next;
                }
                continue;
            }
            let ends = stops(at)
                || at > first && self.is_behind_plural(at)
                || self.mark(at).is_some()
                || self.view.is(at, Particle::That)
                || self.date_at(at).is_some();
            if ends {
                break;
            }
            at = self.word_end(at, end);
        }
        at
    }

    /// «خط لولهٔ باکو – تفلیس»: one past the place that a dash joins to the one before a token.
    pub(super) fn behind_dash(&self, at: u32, end: u32) -> Option<u32> {
        let next = self.mention_at(at + 1).filter(|(_, name)| self.is_dash(at) && name.end <= end)?;
        let before = self.mentions_in(TokenRange::new(at.saturating_sub(DASHED), at)).next_back();
        let before = before.filter(|(_, name)| name.end == at)?;
        let place = |mention| matches!(self.kind(mention), Some(EntityKind::Place | EntityKind::State));
        (place(before.0) && place(next.0)).then_some(next.1.end)
    }

    /// One past the word at a token, with what a ZWNJ joins to it.
    pub(super) fn word_end(&self, at: u32, end: u32) -> u32 {
        (at + 1..end).find(|&next| self.view.tokens.begins_word(next as usize)).unwrap_or(end)
    }
}
