//! The mutants of a pattern: one guard, optional part or alternative changed.

use std::ops::Range;

/// What of a pattern was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Element {
    /// `!{class}`, `<{class}`, `>{class}` left out.
    Guard,
    /// `x?` left out, or no longer optional.
    Optional,
    /// `x{1,3}` as `x` alone.
    Run,
    /// One of `(x | y)` left out.
    Alternative,
}

/// A changed pattern, and what was changed, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PatternMutant {
    pub(crate) element: Element,
    pub(crate) pattern: String,
    pub(crate) change: String,
}

/// Every pattern that differs from this one, which compiles, in one element.
pub(crate) fn mutants(pattern: &str) -> Vec<PatternMutant> {
    let mut scan = Scan { text: pattern, at: 0, out: Vec::new() };
    scan.alternatives();
    scan.out
}

struct Scan<'p> {
    text: &'p str,
    at: usize,
    out: Vec<PatternMutant>,
}

impl Scan<'_> {
    fn alternatives(&mut self) {
        let mut bounds = vec![self.at];
        let mut ways = Vec::new();
        loop {
            let start = self.at;
            self.sequence();
            ways.push(start..self.at);
            if !self.rest().starts_with('|') {
                break;
            }
            bounds.push(self.at);
            self.at += 1;
        }
        if ways.len() < 2 {
            return;
        }
        for (n, way) in ways.iter().enumerate() {
            // The first goes with the bar behind it, the others with the one before them.
            let cut = if n == 0 { way.start..ways[1].start } else { bounds[n]..way.end };
            let change = format!("without the alternative {}", self.text[way.clone()].trim());
            self.put(Element::Alternative, cut, "", change);
        }
    }

    fn sequence(&mut self) {
        while let Some(first) = self.rest().chars().next() {
            let start = self.at;
            match first {
                ')' | '|' => return,
                '(' => {
                    self.at += 1;
                    self.alternatives();
                    self.at += 1;
                }
                '!' | '{' | '<' | '>' if first == '{' || self.is_guard() => {
                    self.at += self.rest().find('}').map_or(1, |end| end + 1);
                    if first != '{' {
                        let change = format!("without the guard {}", &self.text[start..self.at]);
                        self.put(Element::Guard, start..self.at, "", change);
                    }
                }
                '<' => self.at += self.rest().find('>').map_or(1, |end| end + 1),
                '\\' => self.at += 1 + self.rest().chars().nth(1).map_or(0, char::len_utf8),
                other => self.at += other.len_utf8(),
            }
            let part = start..self.at;
            let blank = self.rest().len() - self.rest().trim_start().len();
            let digit = |rest: &str| rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
            if first != ' ' && self.rest()[blank..].starts_with('{') && digit(&self.rest()[blank..]) {
                self.at += blank + self.rest()[blank..].find('}').map_or(1, |end| end + 1);
                let words = self.text[part.clone()].to_owned();
                self.put(Element::Run, part.end..self.at, "", format!("{words} once"));
            } else if first != ' ' && self.rest()[blank..].starts_with('?') {
                self.at += blank + 1;
                let words = self.text[part.clone()].to_owned();
                self.put(Element::Optional, part.start..self.at, "", format!("without {words}?"));
                self.put(Element::Optional, part.end..self.at, "", format!("with {words} and not {words}?"));
            }
        }
    }

    /// Whether a guard begins here: `!{`, `!<{`, `<{`, `>{`.
    fn is_guard(&self) -> bool {
        let rest = self.rest();
        rest.strip_prefix('!').map_or(rest, |rest| rest.strip_prefix('<').unwrap_or(rest)).starts_with('{')
            || rest.starts_with("<{")
            || rest.starts_with(">{")
    }

    fn put(&mut self, element: Element, cut: Range<usize>, instead: &str, change: String) {
        let mut pattern = self.text.to_owned();
        pattern.replace_range(cut, instead);
        self.out.push(PatternMutant { element, pattern, change });
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_element_is_changed_alone() {
        let found: Vec<String> =
            mutants("{a}? (b? | \\( ~ | {c=d}) !{e} <f>?").into_iter().map(|mutant| mutant.pattern).collect();
        let expected = [
            " (b? | \\( ~ | {c=d}) !{e} <f>?",
            "{a} (b? | \\( ~ | {c=d}) !{e} <f>?",
            "{a}? ( | \\( ~ | {c=d}) !{e} <f>?",
            "{a}? (b | \\( ~ | {c=d}) !{e} <f>?",
            "{a}? ( \\( ~ | {c=d}) !{e} <f>?",
            "{a}? (b? | {c=d}) !{e} <f>?",
            "{a}? (b? | \\( ~ ) !{e} <f>?",
            "{a}? (b? | \\( ~ | {c=d})  <f>?",
            "{a}? (b? | \\( ~ | {c=d}) !{e} ",
            "{a}? (b? | \\( ~ | {c=d}) !{e} <f>",
        ];
        assert_eq!(found, expected);
        let found: Vec<String> = mutants("<{a} {b}{1,3} ({c} !<{d}){2} >{e} <f>")
            .into_iter()
            .map(|mutant| mutant.pattern)
            .collect();
        let expected = [
            " {b}{1,3} ({c} !<{d}){2} >{e} <f>",
            "<{a} {b} ({c} !<{d}){2} >{e} <f>",
            "<{a} {b}{1,3} ({c} ){2} >{e} <f>",
            "<{a} {b}{1,3} ({c} !<{d}) >{e} <f>",
            "<{a} {b}{1,3} ({c} !<{d}){2}  <f>",
        ];
        assert_eq!(found, expected);
    }
}
