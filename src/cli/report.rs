//! The closing summary: what was read, what was found, what was not read, and how long it took.

use crate::pipeline::Summary;
use crate::source::Format;
use std::fmt::{Display, Formatter, Result};
use std::time::Duration;

/// A summary as people read it.
pub(super) struct Report<'a> {
    pub(super) summary: &'a Summary,
    pub(super) took: Duration,
}

impl Display for Report<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Summary {
            out,
            documents,
            known,
            unchanged,
            bytes,
            rows,
            findings,
            rejected,
            first_rejects,
            other_kinds,
            formats,
        } = self.summary;
        let seconds = self.took.as_secs_f64();
        let rate = *bytes as f64 / 1e6 / seconds.max(1e-9);
        writeln!(
            f,
            "{}: {} from {} in {seconds:.2} s ({rate:.1} MB/s)",
            out.display(),
            counted(*documents, "document"),
            size(*bytes)
        )?;
        if *unchanged {
            writeln!(f, "nothing has changed since the last run, and the dataset stands as it was written")?;
        } else if *known > 0 {
            writeln!(f, "as in the last run: {}", counted(*known, "document"))?;
        }
        if formats.keys().any(|(name, _)| ![Format::Text, Format::Jsonl].map(Format::name).contains(name)) {
            let format = |((name, is_table), count): (&(&str, bool), &u64)| {
                format!(".{name} {count}{}", if *is_table { " (rows of a table)" } else { "" })
            };
            let formats: Vec<String> = formats.iter().map(format).collect();
            writeln!(f, "content looks like {}", formats.join(", "))?;
        }
        let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, count) in rows.iter().filter(|(_, count)| *count > 0) {
            write!(f, "  {name:width$} {count:>9}")?;
            if *name == "findings" {
                let checks: Vec<String> = findings.iter().map(|(check, n)| format!("{check} {n}")).collect();
                write!(f, "  {}", checks.join(", "))?;
            }
            writeln!(f)?;
        }
        if *rejected > 0 {
            writeln!(f, "rejected: {}", counted(*rejected, "document"))?;
            for reject in first_rejects {
                writeln!(f, "  {reject}")?;
            }
            if !other_kinds.is_empty() {
                let kind =
                    |kind: &str| if kind.is_empty() { "no extension".to_owned() } else { format!(".{kind}") };
                let kinds: Vec<String> =
                    other_kinds.iter().map(|(name, n)| format!("{} {n}", kind(name))).collect();
                writeln!(f, "  of kinds that are not read: {}", kinds.join(", "))?;
            }
            let more = rejected.saturating_sub(first_rejects.len() as u64);
            if more > 0 {
                writeln!(f, "  and {more} more in the table `rejects`")?;
            }
        }
        Ok(())
    }
}

/// A number and its noun, in the plural where there are not just one.
pub(super) fn counted(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Reject;

    #[test]
    fn a_summary_says_everything_once() {
        let reject = Reject {
            path: "raw/x.txt".into(),
            stage: "source",
            code: "binary",
            message: "expected plain text, found a PDF file".into(),
            byte_offset: Some(0),
        };
        let summary = Summary {
            out: "datasets/news".into(),
            documents: 1,
            bytes: 2_500_000,
            rows: vec![("documents", 1), ("findings", 3), ("rejects", 7), ("texts", 0)],
            findings: [("calendar-mismatch".to_owned(), 1), ("weekday-mismatch".to_owned(), 2)].into(),
            known: 1,
            unchanged: false,
            rejected: 7,
            first_rejects: vec![reject; 5],
            other_kinds: [("png".to_owned(), 2), (String::new(), 1)].into(),
            formats: [(("csv", true), 1), (("txt", false), 4)].into(),
        };
        let said = Report { summary: &summary, took: Duration::from_millis(500) }.to_string();
        assert!(said.starts_with("datasets/news: 1 document from 2.5 MB in 0.50 s (5.0 MB/s)\n"), "{said}");
        assert!(said.contains("findings          3  calendar-mismatch 1, weekday-mismatch 2\n"), "{said}");
        assert!(said.contains("content looks like .csv 1 (rows of a table), .txt 4\n"), "{said}");
        assert!(said.contains("of kinds that are not read: no extension 1, .png 2\n"), "{said}");
        assert!(said.contains("rejected: 7 documents\n") && said.contains("and 2 more"), "{said}");
        assert!(said.contains("as in the last run: 1 document\n") && !said.contains("texts"), "{said}");
    }
}
