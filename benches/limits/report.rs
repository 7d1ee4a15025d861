//! Rates, and their ratios to the reference scans.

use super::scans::Scans;
use std::time::Instant;

/// The lines about one text.
pub(super) struct Report(Scans);

impl Report {
    /// Prints what the reference scans came to over some texts, as the head of all that follows.
    pub(super) fn new(scans: Scans, texts: &[&str]) -> Self {
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        let report = Self(scans);
        println!(
            "one core, {} MB in documents of 32 kB{:>14}{:>14}{:>12}{:>10}",
            bytes / 1_000_000,
            "MB/s",
            "Aho-Corasick",
            "daachorse",
            "words"
        );
        report.line("reference: check of UTF-8", report.0.utf8);
        report.line(&format!("reference: Aho-Corasick, {} forms", report.0.forms), report.0.aho_corasick);
        report.line("reference: daachorse by characters", report.0.daachorse);
        report.line("reference: words numbered", report.0.words);
        report
    }

    /// Prints a rate.
    pub(super) fn line(&self, name: &str, rate: f64) {
        let Self(scans) = self;
        println!(
            "  {name:<40}{rate:>9.1}{:>14.3}{:>12.3}{:>10.3}",
            rate / scans.aho_corasick,
            rate / scans.daachorse,
            rate / scans.words
        );
    }
}

/// The best of three runs over so many bytes, in MB/s.
pub(super) fn rate(bytes: usize, mut work: impl FnMut()) -> f64 {
    let best = (0..3).map(|_| {
        let started = Instant::now();
        work();
        started.elapsed().as_secs_f64()
    });
    bytes as f64 / 1e6 / best.fold(f64::INFINITY, f64::min)
}

/// The rate of some work on each of several texts.
pub(super) fn rate_of_each<T>(texts: &[&str], mut work: impl FnMut(&str) -> T) -> f64 {
    let bytes = texts.iter().map(|text| text.len()).sum();
    rate(bytes, || {
        for text in texts {
            std::hint::black_box(work(text));
        }
    })
}
