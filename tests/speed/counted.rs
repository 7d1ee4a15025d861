//! Counts instructions.

use super::corpus::Corpus;
use super::work::Amount;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::path::Path;
use std::process::Command;

/// Size of each text.
const BYTES: usize = 1 << 20;

/// What was counted, by measure: for a byte, and `start` in millions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted(pub(crate) BTreeMap<String, f64>);

impl Display for Counted {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "instructions for a byte, of a start in millions")?;
        self.0.iter().try_for_each(|(measure, count)| writeln!(f, "  {measure:<28}{count:>9.1}"))
    }
}

/// A text and the work on it that is measured, besides its analysis.
struct Case {
    name: &'static str,
    corpus: Corpus,
    amounts: &'static [Amount],
}

fn cases() -> Vec<Case> {
    use Amount::{Analysis, Read, Rows, Start, Write};
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let case = |name, corpus, amounts| Case { name, corpus, amounts };
    let mut cases = vec![
        case("running", Corpus::own_running(root), &[Read, Start, Analysis, Rows, Write][..]),
        case("laws", Corpus::own_laws(root), &[Start, Analysis]),
        case("made-up-words", Corpus::made_up(BYTES), &[Start, Analysis]),
    ];
    // Repeated text is kind to whatever remembers words; that of the corpora is not repeated.
    for (name, folder) in [("running-corpus", "running"), ("laws-corpus", "legal")] {
        let corpus = Corpus::shared(root, folder);
        cases.extend(corpus.map(|corpus| case(name, corpus, &[Start, Analysis])));
    }
    cases
}

/// Counts all measures.
///
/// # Errors
/// A run that failed, or that valgrind did not count.
pub(crate) fn count() -> Result<Counted, String> {
    let folder = tempfile::tempdir().map_err(|cause| cause.to_string())?;
    let cases = cases();
    let mut runs = Vec::new();
    let mut sizes = Vec::new();
    for (n, case) in cases.iter().enumerate() {
        let texts = case.corpus.repeated(BYTES);
        let path = folder.path().join(format!("{}.txt", case.name));
        std::fs::write(&path, texts.join("\u{C}")).map_err(|cause| cause.to_string())?;
        sizes.push(texts.iter().map(|text| text.len()).sum::<usize>());
        runs.extend(case.amounts.iter().map(|amount| (n, *amount, path.clone())));
    }
    let counts = runs
        .par_iter()
        .map(|(n, amount, path)| Ok(((*n, *amount), instructions(*amount, path)?)))
        .collect::<Result<BTreeMap<_, _>, String>>()?;
    let mut counted = Counted::default();
    for (n, case) in cases.iter().enumerate() {
        for pair in case.amounts.windows(2) {
            let [before, amount] = [pair[0], pair[1]];
            let difference = counts[&(n, amount)].saturating_sub(counts[&(n, before)]) as f64;
            let (measure, per) = match amount {
                Amount::Start => ("start".to_owned(), 1e6),
                amount => (format!("{}-{}", amount.name(), case.name), sizes[n] as f64),
            };
            counted.0.insert(measure, difference / per);
        }
    }
    Ok(counted)
}

/// The instructions of one run of this program.
fn instructions(amount: Amount, text: &Path) -> Result<u64, String> {
    let own = std::env::current_exe().map_err(|cause| cause.to_string())?;
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(own)
        .args(["work", amount.name()])
        .arg(text)
        // Threads that wait for work would be counted too.
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .map_err(|cause| format!("valgrind: {cause}"))?;
    let said = String::from_utf8_lossy(&run.stderr);
    let count = said.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    count.filter(|_| run.status.success()).ok_or_else(|| format!("valgrind, {}: {said}", amount.name()))
}
