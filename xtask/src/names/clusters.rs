//! Classes of words that stand beside the same classes of words, learned from running text without a name marked in it: so a
//! word that the corpus of names does not have is known by the company that it keeps.
//!
//! Words change classes one by one as long as that makes pairs of classes side by side tell more of each other (the exchange
//! algorithm of Martin, Liermann and Ney, "Algorithms for bigram and trigram word clustering", 1998). All sums are of whole
//! numbers, so that the same text makes the same classes everywhere.

use std::collections::BTreeMap;

/// How many clusterings are learned.
pub(crate) const LEARNED: usize = 2;
/// Classes of the two clusterings: of kinds of words, and of finer groups.
const CLASSES: [usize; LEARNED] = [100, 250];
/// A word that stands less often in running text is in no class.
const RARE: u32 = 2;
/// How often all words may change their class.
const PASSES: usize = 12;

/// The classes of words, by the number of each word.
pub(crate) type Clusters = BTreeMap<u32, [u8; LEARNED]>;

/// The classes of the words of sentences, which come as the numbers of their words.
pub(crate) fn learn(sentences: &[Vec<u32>]) -> Clusters {
    let text = Text::new(sentences);
    let found = CLASSES.map(|classes| Exchange::new(&text, classes).run());
    let classes = |word: usize| std::array::from_fn(|n| found[n][word] as u8);
    // The first word is the border of a sentence, and the second one all that are rare.
    text.words.iter().zip(FREQUENT..).map(|(word, at)| (*word, classes(at))).collect()
}

const BORDER: usize = 0;
const SELDOM: usize = 1;
const FREQUENT: usize = 2;

/// Pairs of words side by side.
struct Text {
    words: Vec<u32>,
    counts: Vec<u64>,
    /// What stands behind each word and before it, and how often.
    behind: Vec<Vec<(usize, u64)>>,
    before: Vec<Vec<(usize, u64)>>,
    total: u64,
}

impl Text {
    fn new(sentences: &[Vec<u32>]) -> Self {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        sentences.iter().flatten().for_each(|word| *counts.entry(*word).or_default() += 1);
        let mut words: Vec<(u32, u32)> = counts.into_iter().filter(|(_, count)| *count >= RARE).collect();
        // The most frequent ones are given classes of their own to begin with.
        words.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
        let places: BTreeMap<u32, usize> =
            words.iter().zip(FREQUENT..).map(|((word, _), at)| (*word, at)).collect();
        let place = |word: &u32| places.get(word).copied().unwrap_or(SELDOM);
        let mut pairs: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for sentence in sentences {
            let mut before = BORDER;
            for at in sentence.iter().map(place).chain([BORDER]) {
                // A word beside itself tells nothing of others.
                if at != before {
                    *pairs.entry((before, at)).or_default() += 1;
                }
                before = at;
            }
        }
        let length = words.len() + FREQUENT;
        let mut text = Self {
            words: words.into_iter().map(|(word, _)| word).collect(),
            counts: vec![0; length],
            behind: vec![Vec::new(); length],
            before: vec![Vec::new(); length],
            total: 0,
        };
        for ((first, second), count) in pairs {
            text.behind[first].push((second, count));
            text.before[second].push((first, count));
            text.counts[first] += count;
            text.counts[second] += count;
            text.total += count;
        }
        text
    }
}

/// `n log2 n` in parts of an exact number, by the count of what is told apart.
struct Logs(Vec<i64>);

impl Logs {
    /// Binary places of a logarithm.
    const PLACES: u32 = 16;

    fn new(most: u64) -> Self {
        Self((0..=most).map(|n| n as i64 * Self::log(n)).collect())
    }

    /// The logarithm of a whole number to the base 2, place by place.
    fn log(n: u64) -> i64 {
        let Some(whole) = n.checked_ilog2() else { return 0 };
        let mut log = i64::from(whole);
        let mut rest = (u128::from(n) << 62) >> whole;
        for _ in 0..Self::PLACES {
            rest = (rest * rest) >> 62;
            log *= 2;
            if rest >= 2 << 62 {
                rest /= 2;
                log += 1;
            }
        }
        log
    }

    fn of(&self, n: u64) -> i64 {
        self.0.get(n as usize).copied().unwrap_or(0)
    }
}

/// Words on their way to their classes. The border and what is rare have classes of their own, which they keep.
struct Exchange<'t> {
    text: &'t Text,
    logs: Logs,
    classes: usize,
    class: Vec<usize>,
    /// How often one class stands before another, row by row, and how often each stands at all.
    pairs: Vec<u64>,
    counts: Vec<u64>,
}

impl<'t> Exchange<'t> {
    fn new(text: &'t Text, classes: usize) -> Self {
        let all = classes + FREQUENT;
        let class: Vec<usize> = (0..text.counts.len())
            .map(|word| if word < FREQUENT { classes + word } else { (word - FREQUENT) % classes })
            .collect();
        let logs = Logs::new(2 * text.total);
        let mut exchange =
            Self { text, logs, classes, class, pairs: vec![0; all * all], counts: vec![0; all] };
        for (first, seconds) in text.behind.iter().enumerate() {
            for (second, count) in seconds {
                exchange.pairs[exchange.class[first] * all + exchange.class[*second]] += count;
            }
        }
        for (word, count) in text.counts.iter().enumerate() {
            exchange.counts[exchange.class[word]] += count;
        }
        exchange
    }

    fn run(mut self) -> Vec<usize> {
        for _ in 0..PASSES {
            let moved = (FREQUENT..self.class.len()).filter(|word| self.place(*word)).count();
            if moved * 1000 < self.class.len() {
                break;
            }
        }
        self.class
    }

    /// How often each class stands beside a word, for those that do.
    fn beside(&self, words: &[(usize, u64)]) -> Vec<(usize, u64)> {
        let mut sums = BTreeMap::new();
        for (word, count) in words {
            *sums.entry(self.class[*word]).or_insert(0) += count;
        }
        sums.into_iter().collect()
    }

    /// Puts a word where it fits best; whether that is another class.
    fn place(&mut self, word: usize) -> bool {
        let text = self.text;
        let (behind, before) = (self.beside(&text.behind[word]), self.beside(&text.before[word]));
        let (old, all) = (self.class[word], self.counts.len());
        for (class, count) in &behind {
            self.pairs[old * all + class] -= count;
        }
        for (class, count) in &before {
            self.pairs[class * all + old] -= count;
        }
        self.counts[old] -= text.counts[word];
        let new = (0..self.classes).max_by_key(|class| {
            // Of classes that are as good, the word stays in its own, or goes to the first.
            (self.gain(*class, &behind, &before, text.counts[word]), *class == old, std::cmp::Reverse(*class))
        });
        let new = new.unwrap_or(old);
        for (class, count) in &behind {
            self.pairs[new * all + class] += count;
        }
        for (class, count) in &before {
            self.pairs[class * all + new] += count;
        }
        self.counts[new] += text.counts[word];
        self.class[word] = new;
        new != old
    }

    /// What a word that stands before and behind these classes adds to what classes tell, as one of a class.
    fn gain(&self, class: usize, behind: &[(usize, u64)], before: &[(usize, u64)], count: u64) -> i64 {
        let (all, logs) = (self.counts.len(), &self.logs);
        let more = |now: u64, count: u64| logs.of(now + count) - logs.of(now);
        let mut own = 0;
        let mut gain = 0;
        for (other, count) in behind {
            if *other == class { own += count } else { gain += more(self.pairs[class * all + other], *count) }
        }
        for (other, count) in before {
            if *other == class { own += count } else { gain += more(self.pairs[other * all + class], *count) }
        }
        gain + more(self.pairs[class * all + class], own) - more(self.counts[class], count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_those_of_the_numbers() {
        for n in [1_u64, 2, 3, 10, 1000, 999_983] {
            let exact = (n as f64).log2() * f64::from(1 << Logs::PLACES);
            assert!((Logs::log(n) as f64 - exact).abs() < 2.0, "{n}");
        }
    }
}
