//! How many names are found, exactly and with their kind.

use jadval::tagger::{KINDS, Label};
use std::fmt::{self, Display, Formatter};

/// Names by kind: those there are, those found, and those found that there are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally([[usize; 3]; KINDS.len()]);

/// The names that labels make.
fn names(labels: &[Label]) -> Vec<(usize, usize, usize)> {
    let mut names: Vec<(usize, usize, usize)> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        match (label.kind(), names.last_mut()) {
            (Some(kind), _) if label.begins() => names.push((at, at + 1, kind)),
            (Some(_), Some(name)) => name.1 = at + 1,
            _ => {}
        }
    }
    names
}

impl Tally {
    pub(crate) fn count(&mut self, gold: &[Label], found: &[Label]) {
        let (gold, found) = (names(gold), names(found));
        gold.iter().for_each(|name| self.0[name.2][0] += 1);
        found.iter().for_each(|name| self.0[name.2][1] += 1);
        found.iter().filter(|name| gold.contains(name)).for_each(|name| self.0[name.2][2] += 1);
    }

    pub(crate) fn join(&mut self, other: &Self) {
        self.0.iter_mut().flatten().zip(other.0.iter().flatten()).for_each(|(to, more)| *to += more);
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sum = |n: usize| self.0.iter().map(|kind| kind[n]).sum::<usize>();
        let show = |f: &mut Formatter<'_>, [gold, found, right]: [usize; 3]| {
            let share = |of: usize| right as f64 / of.max(1) as f64;
            write!(
                f,
                "P {:.3} R {:.3} F1 {:.3} ({gold})",
                share(found),
                share(gold),
                2.0 * right as f64 / (gold + found).max(1) as f64
            )
        };
        show(f, [sum(0), sum(1), sum(2)])?;
        for (kind, counts) in KINDS.iter().zip(self.0).filter(|(_, counts)| counts[0] > 0) {
            write!(f, "  {kind} {:.2}", 2.0 * counts[2] as f64 / (counts[0] + counts[1]).max(1) as f64)?;
        }
        Ok(())
    }
}
