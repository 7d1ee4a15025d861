//! Who and where: short texts through the whole engine, the rules' examples, and the laws of the registry.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

mod registry;

use jadval::actors::{EntityKind, Method};
use jadval::extract::{Analysis, Document, Engine};
use std::sync::OnceLock;

pub(crate) fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::builder().build().expect("the program's own lexicon and rules compile"))
}

fn analyse(text: &str) -> Analysis {
    engine().analyse(&Document { doc_id: "test", text, reference: None })
}

/// Each mention: its words, its entity, its method.
fn mentions(text: &str) -> Vec<(&str, String, Method)> {
    let analysis = analyse(text);
    let rows = analysis.mentions.iter();
    rows.map(|row| {
        (&text[row.span.range()], analysis.entities[row.value.entity].id.clone(), row.value.method)
    })
    .collect()
}

fn names(text: &str) -> Vec<&str> {
    mentions(text).into_iter().map(|(name, ..)| name).collect()
}

#[test]
fn an_adjective_or_a_part_of_a_word_is_no_mention() {
    assert_eq!(names("فرش ایرانی و غذای فرانسوی را دوست داشتند."), Vec::<&str>::new());
    assert_eq!(names("هنرمندان لهستانی آمدند."), Vec::<&str>::new());
}

#[test]
fn the_republic_belongs_to_the_president() {
    assert_eq!(names("رئیس جمهوری آذربایجان به باکو رفت."), ["آذربایجان", "باکو"]);
    assert_eq!(names("دولت جمهوری آذربایجان به باکو رفت."), ["جمهوری آذربایجان", "باکو"]);
}

#[test]
fn an_army_is_one_entity_however_it_is_called() {
    let found = mentions("ارتش مصر عقب نشست. نیروهای مسلح مصر بیانیه دادند.");
    assert_eq!(found[0].1, "armed-forces-of-egypt");
    assert_eq!(found[0].1, found[1].1);
}

#[test]
fn the_ministry_of_this_country_is_that_of_the_state_named_last() {
    let found = mentions("هیئتی از مصر آمد. وزارت بهداشت این کشور بیانیه داد.");
    assert_eq!(found[1].0, "وزارت بهداشت");
    assert_eq!(found[1].1, "ministry-of-health-of-egypt");
}

#[test]
fn a_title_before_or_after_the_name_is_its_role() {
    for text in [
        "پرویز رستگاری، نخست‌وزیر مصر، آمد.",
        "نخست‌وزیر مصر، پرویز رستگاری، آمد.",
        "پرویز رستگاری نخست‌وزیر مصر آمد.",
    ] {
        let analysis = analyse(text);
        let person =
            analysis.mentions.iter().find(|row| row.value.kind == EntityKind::Person).expect("a person");
        assert_eq!(&text[person.span.range()], "پرویز رستگاری", "{text}");
        assert_eq!(person.value.role.map(|role| &text[role.range()]), Some("نخست‌وزیر"), "{text}");
        assert_eq!(person.value.role_of.map(|of| analysis.entities[of].id.as_str()), Some("egypt"), "{text}");
    }
}

#[test]
fn a_family_name_alone_is_the_person_named_before() {
    let found = mentions("پرویز رستگاری آمد. سپس رستگاری سخن گفت.");
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!((found[1].0, found[1].2), ("رستگاری", Method::Coreference));
    assert_eq!(found[0].1, found[1].1);
}

#[test]
fn a_name_that_the_text_defines_is_followed() {
    let found = mentions("سازمان ورزش مصر (ورزمان) تشکیل شد. ورزمان بیانیه داد.");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|(_, id, _)| *id == found[0].1), "{found:?}");
    let found = mentions("بارسلونا که مردم آن را «بارکینو» می‌نامند بزرگ است.");
    assert_eq!(found[1], ("بارکینو", found[0].1.clone(), Method::Coreference));
}

#[test]
fn a_slip_in_a_long_name_is_forgiven() {
    // «نظرآباد» is another town, «ساخالین» an island.
    assert!(names("در نورآباد باران بارید.").iter().all(|name| *name == "نورآباد"));
    assert!(names("ساخارین سرطان‌زا نیست.").is_empty());
    let found = mentions("هیئت ارمسنتان آمد.");
    assert_eq!(found, [("ارمسنتان", "armenia".to_owned(), Method::Fuzzy)]);
}

#[test]
fn an_unknown_name_has_the_same_id_in_every_text() {
    let first = mentions("خانم رستگاریان آمد.");
    let second = mentions("باران می‌بارید. خانم رستگاریان با مصر تماس گرفت.");
    assert_eq!(first[0].1, second[0].1);
}

#[test]
fn a_word_in_a_list_of_places_is_a_place() {
    assert_eq!(names("به رم و پاریس رفتند."), ["رم", "پاریس"]);
    assert_eq!(names("شهر رم زیباست."), ["رم"]);
}

#[test]
fn the_rules_do_what_their_examples_say() {
    let engine = engine();
    let mut faults = Vec::new();
    for rule in engine.rules().rules().iter().filter(|rule| rule.table == "actors") {
        for example in &rule.examples {
            let analysis = analyse(&example.text);
            let fits = analysis.mentions.iter().any(|row| {
                let cell = |key: &str| example.row.get(key).and_then(toml::Value::as_str);
                let entity = &analysis.entities[row.value.entity];
                engine.rules().name(row.rule) == rule.name
                    && cell("text").is_none_or(|text| text == &example.text[row.span.range()])
                    && cell("entity_id").is_none_or(|id| id == entity.id)
                    && cell("role").is_none_or(|role| {
                        row.value.role.is_some_and(|span| &example.text[span.range()] == role)
                    })
            });
            if !fits {
                faults.push(format!("{}: {} {:?}", rule.name, example.text, mentions(&example.text)));
            }
        }
        for counter in &rule.counterexamples {
            let analysis = analyse(&counter.text);
            if analysis.mentions.iter().any(|row| engine.rules().name(row.rule) == rule.name) {
                faults.push(format!("{} must not: {}", rule.name, counter.text));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

proptest::proptest! {
    #[test]
    fn what_stands_elsewhere_changes_no_id(order in 0..6_usize, extra in "[ا-ی]{0,12}") {
        let parts = ["خانم رستگاریان آمد.", "ارتش مصر عقب نشست.", "پرویز مهرنوش‌زاده رفت."];
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let text = format!("{}\n{extra}\n", orders[order].map(|n| parts[n]).join("\n"));
        let whole = mentions(&text);
        for part in parts {
            for (name, id, _) in mentions(part) {
                proptest::prop_assert!(whole.iter().any(|(n, i, _)| *n == name && *i == id), "{name} {whole:?}");
            }
        }
    }
}
