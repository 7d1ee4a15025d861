//! What files of words and rules may hold at most, and which names they may give.
//!
//! Ten to a hundred times what the program's own files need: what a person writes never gets there, and what is written to
//! do harm is refused at once, with a message.

/// Most bytes of a lexicon file.
pub const LEXICON_BYTES: usize = 64 << 20;
/// Most bytes of a file of rules, classes or phrases.
pub const RULE_BYTES: usize = 1 << 20;
/// Most characters of the name of a class, phrase, rule or entry.
pub const NAME: usize = 100;
/// Most classes of a lexicon, and of the files `classes.toml` together.
pub const CLASSES: usize = 2_000;
/// Most entries of a lexicon.
pub const ENTRIES: usize = 1_000_000;
/// Most rules.
pub const RULES: usize = 4_000;
/// Most rules that one rule wins over.
pub const OVER: usize = 100;
/// Most phrases.
pub const PHRASES: usize = 1_000;
/// Most phrases and brackets in one another, and classes in one another.
pub const DEPTH: usize = 20;

/// The classes of plain tokens, which every pattern can name: a word of the Arabic script, one at which nothing begins that
/// the lexicon knows, Latin letters, a run of digits, any token, any token but a mark that closes a quotation.
pub const PLAIN_TOKENS: [&str; 6] = ["word", "unknown", "latin", "digits", "any", "unquoted"];

/// What is wrong with a text that is too long for its kind of file.
#[must_use]
pub fn fault_of_size(text: &str, most: usize) -> Option<String> {
    (text.len() > most).then(|| format!("expected at most {most} bytes, found {}", text.len()))
}

/// What is wrong with a name that people alone read: the id of an entry, the name of a rule.
#[must_use]
pub fn fault_of_name(name: &str) -> Option<String> {
    let expected = if name.trim().is_empty() {
        "a name"
    } else if name.trim() != name || name.chars().any(char::is_control) {
        "a name without spaces around it and without control characters"
    } else if name.chars().nth(NAME).is_some() {
        return Some(format!("expected a name of at most {NAME} characters, found {}", name.chars().count()));
    } else {
        return None;
    };
    Some(format!("expected {expected}, found {name:?}"))
}

/// What is wrong with the name of a class, which stands in patterns.
#[must_use]
pub fn fault_of_class(name: &str) -> Option<String> {
    let good = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if let Some(fault) = fault_of_name(name) {
        Some(fault)
    } else if PLAIN_TOKENS.contains(&name) {
        Some(format!("expected another name, found {name:?}, which patterns call plain tokens by"))
    } else if !name.starts_with(char::is_alphabetic) || !name.chars().all(good) {
        Some(format!(
            "expected a name of letters, digits, «-» and «_» that begins with a letter, found {name:?}"
        ))
    } else {
        None
    }
}
