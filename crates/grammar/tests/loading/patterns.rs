//! Patterns of rules.

use super::{rule, told};

#[test]
fn a_mistake_is_told_with_its_column() {
    for (pattern, expected) in [
        ("{thing} {}", "column 9: expected the name of a class between { and }, found {}"),
        ("{thing} {=}", "column 9: expected the name of a class between { and }, found {=}"),
        ("{thing} { }", "column 9: expected the name of a class between { and }, found { }"),
        ("{thing} {place", "column 9: expected a class and }, found {place without }"),
        ("{thing} {pla{ce}", "column 9: expected a class and }, found {pla without }"),
        ("{thing} place}", "column 9: expected a class in braces"),
        ("{thing} }", "column 9: expected the end of the pattern or \\} for the mark, found '}'"),
        ("{thing} {place}{3,1}", "column 16: expected a run such as {1,3}, of at most 9, found {3,1}"),
        ("{thing} {place}{10}", "column 16: expected a run such as {1,3}, of at most 9, found {10}"),
        ("{thing} {place}{,3}", "column 16: expected a run such as {1,3}, of at most 9, found {,3}"),
        ("{thing} {place}{ 1, 99999999999999999999 }", "column 16: expected a run"),
        ("{thing} {place}{-1}", "column 16: expected a run"),
        ("{thing} ~?", "column 10: expected something to repeat that takes a word or a mark"),
        ("{thing} !{place}{2}", "column 17: expected something to repeat that takes a word or a mark"),
        ("{thing} ($ | ^)?", "column 16: expected something to repeat that takes a word or a mark"),
        ("{thing} ()?", "column 11: expected something to repeat that takes a word or a mark"),
        ("{thing} {place}??", "column 17: expected one ? or {1,3} behind a part"),
        ("{thing} {place}?{1,3}", "column 17: expected one ? or {1,3} behind a part"),
        ("{thing} > {word} >", "column 18: expected a guard >{class}, or \\> for the mark, found '>'"),
        ("{thing} ! place", "column 9: expected a guard !{class} or !<{class}, or \\! for the mark"),
        ("{thing} []", "column 9: expected words or marks between [ and ]"),
        ("{thing} [ ~ ]", "column 9: expected words or marks between [ and ]"),
        ("{thing}? {place}?", "expected words or marks on each way through it"),
        ("({thing} | )", "expected words or marks on each way through it"),
        ("", "expected words or marks on each way through it"),
        ("{thing} {thign=place}", "unknown slot in {thign=place}"),
        ("{thing} {plcae}", "column 9: unknown class {plcae}"),
        ("{thing} \u{200C}", "column 9: "),
    ] {
        let told = told(&[(
            "things/a.toml",
            &rule("a", &format!("pattern = \"{}\"", pattern.replace('\\', "\\\\"))),
        )]);
        assert!(told.starts_with("things/a.toml:4: pattern") && told.contains(expected), "{pattern}: {told}");
    }
}

#[test]
fn guards_may_stand_apart_from_their_marks() {
    for pattern in [
        "{thing} > {place}",
        "< {place} {thing}",
        "{thing} ! {place}",
        "! < {place} {thing}",
        "!<{place} {thing}",
    ] {
        assert_eq!(
            told(&[("things/a.toml", &rule("a", &format!("pattern = '{pattern}'")))]),
            "",
            "{pattern}"
        );
    }
}
