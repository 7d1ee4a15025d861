//! What rules cost and what they give: over a corpus, how often each is tried, matches and makes a row.

use jadval::Result;
use jadval::extract::{Document, Engine, RULE_TABLES};
use jadval::tables::{DocumentRecord, TablesBuilder, rows};
use std::collections::BTreeMap;

/// A rule over a corpus.
#[derive(Clone, Debug)]
pub(crate) struct RuleEffort {
    /// Its folder and its name: `dates/month-day`.
    pub(crate) rule: String,
    /// Tokens at which the matcher tried its pattern.
    pub(crate) tries: u64,
    /// Matches that its reading was asked about.
    pub(crate) matches: u64,
    /// Rows that it made.
    pub(crate) rows: u64,
}

impl RuleEffort {
    /// Matches for a row; as many as there are where no row came of them.
    pub(crate) fn matches_per_row(&self) -> f64 {
        self.matches as f64 / self.rows.max(1) as f64
    }
}

/// Puts the program's own rules to some texts: those with the most matches for a row come first.
///
/// # Errors
/// Rows that cannot be read.
pub(crate) fn efforts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<Vec<RuleEffort>> {
    let engine = Engine::builder().build()?;
    let mut efforts: Vec<RuleEffort> = engine
        .rules()
        .rules()
        .iter()
        .map(|rule| RuleEffort {
            rule: format!("{}/{}", rule.table, rule.name),
            tries: 0,
            matches: 0,
            rows: 0,
        })
        .collect();
    for text in texts {
        let document = Document { doc_id: "effort", text, ..Document::default() };
        let (analysis, counted) = engine.analyse_counted(&document);
        for (effort, counted) in efforts.iter_mut().zip(counted) {
            effort.tries += counted.tries;
            effort.matches += counted.matches;
        }
        let mut tables = TablesBuilder::new(|rule| engine.rules().name(rule));
        tables.append(&DocumentRecord::of(&document), &analysis, text);
        let tables = tables.finish()?;
        let mut made: BTreeMap<String, u64> = BTreeMap::new();
        for table in RULE_TABLES.iter() {
            for row in rows(&tables, table.rows)? {
                let rule = row.get("rule").unwrap_or_default();
                *made.entry(format!("{}/{rule}", table.name)).or_default() += 1;
            }
        }
        for effort in &mut efforts {
            effort.rows += made.get(&effort.rule).copied().unwrap_or_default();
        }
    }
    efforts.sort_by(|a, b| b.matches_per_row().total_cmp(&a.matches_per_row()).then(a.rule.cmp(&b.rule)));
    Ok(efforts)
}
