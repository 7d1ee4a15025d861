//! What an entry of the lexicon expects of its texts: a wrong value, a lost form and a row that is not there are told.

use jadval::example::check_entry;
use jadval::extract::Engine;

/// What does not hold of the entries of a file of units.
fn problems(head: &str, entry: &str) -> jadval::Result<Vec<String>> {
    let text = format!(
        "class = \"unit-of-measure\"\nsummary = \"s\"\n{head}\n[[entry]]\nid = \"gaz\"\nforms = [\"گزمتر\", \"زرمتر\"]\n\
         code = \"{{gaz}}\"\nkind = \"length\"\nbase = \"m\"\nfactor = 1.04\n{entry}\n"
    );
    let engine = Engine::builder().lexicon_file("units.toml", text).build()?;
    let entries = engine.grammar().lexicon.entries().iter().enumerate();
    let own = entries.filter(|(_, entry)| &*entry.file == "units.toml");
    own.map(|(at, entry)| check_entry(&engine, at, entry))
        .collect::<jadval::Result<Vec<_>>>()
        .map(|all| all.concat())
}

const FRAME: &str = "frame = \"به طول ۵ {} بود.\"\ntable = \"figures\"";

#[test]
fn each_form_has_the_row() {
    assert!(problems(FRAME, "row = { unit = \"{gaz}\", value_base = 5.2 }").unwrap().is_empty());
    let wrong = problems(FRAME, "row = { value_base = 52 }").unwrap();
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[1].contains("«به طول ۵ زرمتر بود.»") && wrong[1].contains("value_base=5.2"), "{wrong:?}");
}

#[test]
fn a_form_stands_in_the_example_and_in_the_cells() {
    let example = "example = \"به طول ۷ {} بود.\"";
    let row = "row = { value = 7, unit_text = \"{}\" }";
    assert!(problems(FRAME, &format!("{example}\n{row}")).unwrap().is_empty());
    let wrong = problems(FRAME, &format!("{example}\nrow = {{ unit_text = \"گزمتر\" }}")).unwrap();
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    let lost = problems(FRAME, "example = \"به طول ۷ متر بود.\"").unwrap();
    assert!(lost[0].contains("is not found"), "{lost:?}");
}

#[test]
fn several_rows_are_several_rows_of_the_text() {
    let example = "example = \"به طول ۷ {} بود.\"";
    assert_eq!(
        problems(FRAME, &format!("{example}\nrow = [{{ value = 7 }}, {{ value = 7 }}]")).unwrap().len(),
        2
    );
    let example = "example = \"به طول ۷ {} و به عرض ۷ {} بود.\"";
    assert!(
        problems(FRAME, &format!("{example}\nrow = [{{ value = 7 }}, {{ value = 7 }}]")).unwrap().is_empty()
    );
}

#[test]
fn an_entry_may_name_another_table() {
    assert!(problems(FRAME, "table = \"documents\"\nrow = { figures = 1 }").unwrap().is_empty());
    assert_eq!(problems(FRAME, "table = \"documents\"\nrow = { figures = 2 }").unwrap().len(), 2);
}

#[test]
fn a_row_is_cells_of_a_table() {
    let message = |head, entry| problems(head, entry).unwrap_err().to_string();
    assert!(message("frame = \"{}\"", "row = { value = 5 }").contains("a row and no table"));
    let found = message(FRAME, "row = \"۵\"");
    assert!(found.contains("expected cells, found string"), "{found}");
    assert!(message(FRAME, "row = [5]").contains("expected cells, found integer"));
    assert!(message(FRAME, "row = []").contains("expected cells, found array"));
}
