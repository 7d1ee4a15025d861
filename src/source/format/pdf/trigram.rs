//! How often a letter stands between two others in Persian text.

/// The letters, from 1; 0 is everything that is none.
pub(super) const LETTERS: &str = include_str!("letters.txt");

/// For each letter before and each one behind: ten times the binary logarithm of how often each letter stands between them, and
/// one. `letters.py` beside it counts them.
const COUNTS: &[u8] = include_bytes!("trigrams.bin");

/// What a count of nothing weighs, in shares of what the letters by themselves would give.
const UNSEEN: f64 = 0.02;

pub(super) fn letter_of(number: usize) -> char {
    LETTERS.trim_end().chars().nth(number.wrapping_sub(1)).unwrap_or(' ')
}

/// The counts, and their sums.
pub(super) struct Trigrams {
    size: usize,
    counts: Vec<f32>,
    /// Of pairs: the letter with the one before, and with the one behind.
    before: Vec<f32>,
    behind: Vec<f32>,
    single: Vec<f32>,
    /// Of all letters: between two, behind one, before one.
    between: Vec<f32>,
    after: Vec<f32>,
    ahead: Vec<f32>,
    all: f32,
}

impl Trigrams {
    pub(super) fn new() -> Self {
        let size = LETTERS.trim_end().chars().count() + 1;
        let counts: Vec<f32> = COUNTS.iter().map(|byte| (f32::from(*byte) / 10.0).exp2() - 1.0).collect();
        let mut out = Self {
            size,
            before: vec![0.0; size * size],
            behind: vec![0.0; size * size],
            single: vec![0.0; size],
            between: vec![0.0; size * size],
            after: vec![0.0; size],
            ahead: vec![0.0; size],
            all: 0.0,
            counts,
        };
        for (at, count) in out.counts.iter().enumerate() {
            let (before, behind, letter) = (at / size / size, at / size % size, at % size);
            for (sums, place) in [
                (&mut out.before, before * size + letter),
                (&mut out.behind, behind * size + letter),
                (&mut out.single, letter),
                (&mut out.between, before * size + behind),
                (&mut out.after, before),
                (&mut out.ahead, behind),
            ] {
                if let Some(sum) = sums.get_mut(place) {
                    *sum += count;
                }
            }
            out.all += count;
        }
        out
    }

    /// The number of a letter, however it is spelled.
    pub(super) fn number(c: char) -> Option<usize> {
        let c = match c {
            'ي' | 'ى' => 'ی',
            'ك' => 'ک',
            'ۀ' | 'ة' => 'ه',
            'أ' | 'إ' => 'ا',
            'ؤ' => 'و',
            other => other,
        };
        LETTERS.trim_end().chars().position(|letter| letter == c).map(|at| at + 1)
    }

    /// For each letter the binary logarithm of how likely it stands at all these places; `number` gives what is known of what stands
    /// beside.
    pub(super) fn scores<P>(
        &self,
        places: &[(P, P)],
        number: impl Fn(&P) -> Option<usize>,
    ) -> Vec<(f64, usize)> {
        let mut scores: Vec<(f64, usize)> = (1..self.size).map(|letter| (0.0, letter)).collect();
        let get = |counts: &[f32], at: usize| counts.get(at).copied().map_or(0.0, f64::from);
        let share = |part: f64, whole: f64| part / whole.max(1.0);
        for (before, behind) in places {
            let (before, behind) = (number(before), number(behind));
            let weight = |letter: usize| {
                let alone = share(get(&self.single, letter), self.all.into());
                let after =
                    |before| share(get(&self.before, before * self.size + letter), get(&self.after, before));
                let ahead =
                    |behind| share(get(&self.behind, behind * self.size + letter), get(&self.ahead, behind));
                match (before, behind) {
                    (None, None) => alone,
                    (Some(before), None) => after(before) + UNSEEN * alone,
                    (None, Some(behind)) => ahead(behind) + UNSEEN * alone,
                    (Some(before), Some(behind)) => {
                        let pairs = (after(before) * ahead(behind) / alone.max(1e-9)).min(1.0);
                        let place = before * self.size + behind;
                        let seen = get(&self.counts, place * self.size + letter);
                        (seen + 2.0 * pairs) / (get(&self.between, place) + 2.0) + 0.1 * UNSEEN * alone
                    }
                }
            };
            for (score, letter) in &mut scores {
                *score += weight(*letter).max(1e-7).log2();
            }
        }
        scores
    }
}
