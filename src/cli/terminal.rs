//! Who is listening: whether lines may be coloured, bars drawn and people talked to.

use super::Failure;
use super::plain::{BOLD, remarks};
use crate::Error;
use crate::plain::on_one_line;
use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr, stdout};

/// What standard output and standard error lead to, and what the user wants on them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    quiet: bool,
    colour: bool,
}

impl Terminal {
    pub(super) fn new(quiet: bool, no_color: bool) -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { quiet, colour: wanted && !no_color }
    }

    /// Whether progress may be drawn.
    pub(super) fn draws(self) -> bool {
        !self.quiet && stderr().is_terminal()
    }

    /// Whether results go to a person's screen.
    pub(super) fn shows(self) -> bool {
        stdout().is_terminal()
    }

    /// The text in bold, on a screen that has colours.
    pub(super) fn bold(self, text: &str) -> String {
        if self.colour && stdout().is_terminal() {
            format!("{}{text}{}", BOLD[0], BOLD[1])
        } else {
            text.to_owned()
        }
    }

    /// Tells people something that is not a result. That nobody can hear it is no failure.
    pub(super) fn tell(self, line: impl Display) {
        if !self.quiet {
            let _ = writeln!(remarks(), "{line}");
        }
    }
}

/// Says on standard error what falls short.
pub fn say(why: &str) {
    let _ = writeln!(remarks(), "{why}");
}

/// Says on standard error why a command failed.
pub fn complain(failure: &Failure) {
    if let Failure::Error(error) = failure {
        let _ = writeln!(remarks(), "error: {}", in_lines(error));
    }
}

/// An error with its place on one line: a name with a line end in it is no second error. Messages of our own have lines.
fn in_lines(error: &Error) -> String {
    match error.place() {
        Some(place) => format!("{}: {}", on_one_line(place), error.message()),
        None => error.message().to_owned(),
    }
}
