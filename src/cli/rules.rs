//! `jadval rules`: the forms that are known, and one of them whole.

use super::args::RulesArgs;
use super::plain::results;
use super::{Failure, Verdict};
use crate::Error;
use crate::pipeline::{Request, engine};
use crate::rule::Rule;
use std::cmp::Reverse;
use std::io::Write;

pub(super) fn rules(args: &RulesArgs) -> Result<Verdict, Failure> {
    let mut request = Request::new("rules", Vec::new(), Default::default());
    request.rules.clone_from(&args.rules);
    request.lexicons.clone_from(&args.lexicon);
    let engine = engine(&request)?;
    let known = engine.rules().rules();
    let mut results = results();
    let Some(name) = &args.name else {
        let tables = known.iter().map(|rule| rule.table.chars().count()).max().unwrap_or(0);
        let names = known.iter().map(|rule| rule.name.chars().count()).max().unwrap_or(0);
        for rule in known {
            writeln!(results, "{:tables$}  {:names$}  {}", rule.table, rule.name, rule.summary)?;
        }
        return Ok(Verdict::Fine);
    };
    let (table, stem) =
        name.split_once('/').map_or((None, name.as_str()), |(table, stem)| (Some(table), stem));
    let found: Vec<&Rule> =
        known.iter().filter(|rule| rule.name == stem && table.is_none_or(|t| rule.table == t)).collect();
    if found.is_empty() {
        let mut near: Vec<&str> =
            known.iter().map(|rule| rule.name.as_str()).filter(|n| shared(n, stem) > 0).collect();
        // The most words in common, then the fewest others.
        near.sort_by_key(|name| (Reverse(shared(name, stem)), name.len()));
        near.truncate(NEAR);
        let hint = if near.is_empty() {
            "`jadval rules` lists them".to_owned()
        } else {
            format!("near it: {}", near.join(", "))
        };
        return Err(
            Error::configuration(format!("expected the name of a rule, found «{name}»; {hint}")).into()
        );
    }
    for rule in found {
        show(&mut results, rule)?;
    }
    Ok(Verdict::Fine)
}

fn show(results: &mut impl Write, rule: &Rule) -> std::io::Result<()> {
    writeln!(results, "{}/{}: {}", rule.table, rule.name, rule.summary)?;
    if let Some(why) = &rule.why {
        writeln!(results, "\n{}", why.trim())?;
    }
    writeln!(results, "\npattern  {}\nreading  {}", rule.pattern, rule.meaning())?;
    if !rule.over.is_empty() {
        writeln!(results, "over     {}", rule.over.join(", "))?;
    }
    writeln!(results, "\nexamples")?;
    for example in rule.examples() {
        writeln!(results, "  {}", example.text)?;
        if let Some(today) = &example.reference_date {
            writeln!(results, "    on {today}")?;
        }
        for (column, cell) in &example.row {
            writeln!(results, "    {column} = {cell}")?;
        }
        for check in &example.findings {
            writeln!(results, "    finding {check}")?;
        }
    }
    writeln!(results, "\ncounterexamples")?;
    for counterexample in rule.counterexamples() {
        writeln!(results, "  {}\n    {}", counterexample.text, counterexample.because)?;
    }
    Ok(())
}

/// How many names a mistyped one brings up.
const NEAR: usize = 5;

/// How many words of the typed name a known one holds.
fn shared(known: &str, typed: &str) -> usize {
    typed.split('-').filter(|word| word.len() > 2 && known.contains(word)).count()
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn a_name_resembles_those_that_share_a_word() {
        assert_eq!(shared("day-month-year", "month-day"), 2);
        assert_eq!(shared("day-month-year", "of"), 0);
        assert_eq!(shared("percent", "weekday"), 0);
    }
}
