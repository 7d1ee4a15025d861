//! `docs/cli.md`: every command's help, as the program prints it.

use std::fmt::Write;

pub(crate) fn page() -> String {
    let mut command = jadval::cli::command().disable_help_subcommand(true).term_width(100);
    command.build();
    let mut out = format!("```text\n{}\n```\n", command.render_long_help().to_string().trim());
    for sub in command.get_subcommands_mut() {
        let name = sub.get_name().to_owned();
        let _ = write!(out, "\n## {name}\n\n```text\n{}\n```\n", sub.render_long_help().to_string().trim());
        for inner in sub.get_subcommands_mut() {
            let help = inner.render_long_help().to_string();
            let _ = write!(out, "\n### {name} {}\n\n```text\n{}\n```\n", inner.get_name(), help.trim());
        }
    }
    out
}
