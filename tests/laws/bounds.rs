//! What ends something by one past the last and what ends it by the last carry different names.

use super::sources::SOURCES;
use jadval::tables::tables;

/// Columns that hold the last of something, or the reading of a clock that ends it, though their name is that of one past it.
const INCLUSIVE: [&str; 4] = ["page_end", "solar_end", "hour_end", "minute_end"];

/// How many items of the code are called `last` and hold one past the last: they are to become `end`, and no more are
/// to join them.
const CALLED_LAST: usize = 6;

#[test]
fn columns_say_in_their_names_whether_they_include_their_end() {
    let mut problems = Vec::new();
    for table in tables() {
        for column in table.columns() {
            let (name, doc) = (column.name, column.doc);
            let half_open = doc.contains("one past");
            if half_open != (name.ends_with("_end") && !INCLUSIVE.contains(&name)) {
                problems.push(format!("{}.{name}: {doc}", table.name));
            }
            if doc.contains("inclusive") && !(name.starts_with("start_") || name.starts_with("end_")) {
                problems.push(format!("{}.{name}: {doc}", table.name));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The items below a documentation comment that says "one past", or "inclusive": whether it is the former, and the item.
fn bounds(code: &str) -> Vec<(bool, &str)> {
    let mut found = Vec::new();
    let (mut half_open, mut inclusive) = (false, false);
    for line in code.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("///") {
            half_open |= doc.to_lowercase().contains("one past");
            inclusive |= doc.contains("inclusive");
        } else if !line.starts_with("#[") {
            if half_open || inclusive {
                found.push((half_open, line));
            }
            (half_open, inclusive) = (false, false);
        }
    }
    found
}

/// Whether an item is a field or a function of this name.
fn is_called(item: &str, name: &str) -> bool {
    let words = item.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.into_iter().any(|word| word == name) && (item.ends_with(',') || item.contains(" fn "))
}

#[test]
fn no_more_items_are_called_last_that_hold_one_past_it() {
    let (mut last, mut end) = (Vec::new(), Vec::new());
    for source in SOURCES.iter() {
        for (half_open, item) in bounds(&source.code) {
            let place = format!("{}: {item}", source.path);
            match half_open {
                true if is_called(item, "last") => last.push(place),
                false if is_called(item, "end") => end.push(place),
                _ => {}
            }
        }
    }
    assert!(end.is_empty(), "called end, and inclusive:\n{}", end.join("\n"));
    assert_eq!(last.len(), CALLED_LAST, "called last, and one past it:\n{}", last.join("\n"));
}
