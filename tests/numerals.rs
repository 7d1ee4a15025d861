//! Number words to values: every number to a million and random ones beyond, in several spellings.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

use jadval::extract::Engine;
use jadval::rule::{Grammar, View};
use rust_decimal::Decimal;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().expect("the built-in grammar"));

/// The value of the numeral that is the whole text.
fn value(grammar: &Grammar, text: &str) -> Option<Decimal> {
    let view = View::new(grammar, text);
    let end = view.tokens.list.len() as u32;
    let whole = view.lattice.at(0).filter(|edge| edge.last() == end);
    whole.filter_map(|edge| view.lattice.numeral(&edge)).map(|numeral| numeral.value).next()
}

/// How a number is spelled out.
#[derive(Clone, Copy)]
struct Spelling {
    /// Between the parts.
    and: &'static str,
    /// Between a coefficient and its scale word.
    gap: &'static str,
    /// «چهار صد» for «چهارصد».
    split_hundreds: bool,
    /// «یک هزار», «یکصد» for «هزار», «صد».
    one: bool,
    /// Digits for coefficients of a thousand and more («۲ هزار و ۷۸۳»).
    digits: bool,
}

const SPELLINGS: [Spelling; 7] = [
    Spelling { and: " و ", gap: " ", split_hundreds: false, one: false, digits: false },
    Spelling { and: " و ", gap: " ", split_hundreds: true, one: true, digits: false },
    Spelling { and: " و ", gap: "\u{200c}", split_hundreds: false, one: true, digits: false },
    Spelling { and: "\u{200c}و\u{200c}", gap: " ", split_hundreds: false, one: true, digits: false },
    Spelling { and: " ", gap: " ", split_hundreds: false, one: true, digits: false },
    Spelling { and: "و", gap: "", split_hundreds: false, one: true, digits: false },
    Spelling { and: " و ", gap: " ", split_hundreds: false, one: true, digits: true },
];

const UNITS: [&str; 20] = [
    "",
    "یک",
    "دو",
    "سه",
    "چهار",
    "پنج",
    "شش",
    "هفت",
    "هشت",
    "نه",
    "ده",
    "یازده",
    "دوازده",
    "سیزده",
    "چهارده",
    "پانزده",
    "شانزده",
    "هفده",
    "هجده",
    "نوزده",
];
const TENS: [&str; 10] = ["", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"];
const HUNDREDS: [&str; 10] = ["", "صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"];
const SCALES: [&str; 5] = ["", "هزار", "میلیون", "میلیارد", "تریلیون"];

impl Spelling {
    fn write(self, mut number: u64) -> String {
        let mut groups = Vec::new();
        for scale in SCALES {
            let (rest, group) = (number / 1000, (number % 1000) as usize);
            number = rest;
            if group == 0 {
                continue;
            }
            if group == 1 && scale == SCALES[1] && !self.one {
                groups.push(scale.to_owned());
            } else if scale.is_empty() {
                let ones = if self.digits { digits(group) } else { self.below_thousand(group) };
                // «هزار پنج» are two numbers, «هزار دویست» is one.
                let apart = self.and == " " && group < 100 && number > 0;
                groups.push(if apart { format!("و {ones}") } else { ones });
            } else {
                let coefficient = if self.digits { digits(group) } else { self.below_thousand(group) };
                groups.push(format!("{coefficient}{}{scale}", self.gap));
            }
        }
        groups.reverse();
        groups.join(self.and)
    }

    fn below_thousand(self, number: usize) -> String {
        let mut parts = Vec::new();
        match number / 100 {
            0 => {}
            1 if self.one => parts.push("یکصد".to_owned()),
            n if n > 3 && n != 5 && self.split_hundreds => parts.push(format!("{} صد", UNITS[n])),
            n => parts.push(HUNDREDS[n].to_owned()),
        }
        let rest = number % 100;
        if rest >= 20 {
            parts.push(TENS[rest / 10].to_owned());
            parts.push(UNITS[rest % 10].to_owned());
        } else {
            parts.push(UNITS[rest].to_owned());
        }
        parts.retain(|part| !part.is_empty());
        parts.join(self.and)
    }
}

fn digits(number: usize) -> String {
    let digit = |c: char| char::from_u32('۰' as u32 + c as u32 - '0' as u32).unwrap_or(c);
    number.to_string().chars().map(digit).collect()
}

/// Collects the first few misreadings of a set of numbers.
fn misread(numbers: impl Iterator<Item = u64>) -> Vec<String> {
    let grammar = ENGINE.grammar();
    let mut wrong = Vec::new();
    for number in numbers {
        for spelling in SPELLINGS {
            let text = spelling.write(number);
            let read = value(grammar, &text);
            if read != Some(Decimal::from(number)) {
                wrong.push(format!("«{text}»: expected {number}, read {read:?}"));
                if wrong.len() >= 20 {
                    return wrong;
                }
            }
        }
    }
    wrong
}

#[test]
fn every_number_to_ten_thousand() {
    let wrong = misread(2..=10_000);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes a minute without optimization: cargo test --release")]
fn every_number_to_a_million() {
    let wrong = misread(2..=1_000_000);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn random_numbers_to_ten_to_the_fifteenth() {
    // A fixed linear congruential sequence (Knuth's MMIX), so that every run sees the same numbers.
    let mut state = 20_201_110_u64;
    let count: u32 = if cfg!(debug_assertions) { 3_000 } else { 100_000 };
    let numbers = (0..count).map(|n| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // All magnitudes alike.
        (state >> 8) % 10_u64.pow(2 + n % 14) + 2
    });
    let wrong = misread(numbers.filter(|number| *number < 1_000_000_000_000_000));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
