//! What loaders refuse of rules that people write, and how they say it.

use jadval::extract::Engine;

#[test]
fn a_phrase_is_named_by_a_pattern_or_by_one_below_it() {
    let phrases = "[[phrase]]\nname = \"a\"\nsummary = \"s\"\npattern = \"{full-year}\"\n\
                   [[phrase]]\nname = \"b\"\nsummary = \"s\"\npattern = \"{season} <a:2>?\"\n";
    let built = |pattern: &str| {
        let rule = format!(
            "name = \"odd\"\nsummary = \"s\"\npattern = '{pattern}'\nreading = \"civil-date\"\n\
             [[example]]\ntext = \"a\"\nrow = {{}}\n[[counterexample]]\ntext = \"b\"\nbecause = \"c\"\n"
        );
        let engine =
            Engine::builder().rule_file("mine/phrases.toml", phrases).rule_file("dates/odd.toml", rule);
        engine.build().map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(built("{part} <b>"), Ok(()));
    // Neither one that only the other names, nor a mark before words in braces.
    for pattern in ["{part} <a>", "{part} <a> \\< {season} \\>"] {
        let problem = built(pattern).unwrap_err();
        assert!(problem.contains("\"b\", which none does") && problem.contains("phrases.toml"), "{problem}");
    }
}
