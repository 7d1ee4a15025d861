//! Who and where: short texts through the whole engine, the rules' examples, and the laws of the registry.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

#[path = "../../xtask/src/mutate/registry.rs"]
#[allow(dead_code, reason = "mutation asks more of it")]
mod judge;
mod registry;

use arrow::array::AsArray;
use jadval::extract::{Analysis, Document, Engine};
use jadval::stages::actors::{EntityKind, Method};
use jadval::tables::extract_one;
use proptest::strategy::Strategy;
use std::sync::OnceLock;

pub(crate) fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        Engine::builder()
            .names_model(None)
            .with_examples()
            .build()
            .expect("the program's own lexicon and rules compile")
    })
}

fn analyse(text: &str) -> Analysis {
    engine().analyse(&Document { doc_id: "test", text, ..Document::default() })
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

/// The id, the kind, the maker and the line of each product.
fn products(text: &str) -> Vec<[String; 4]> {
    let tables = extract_one(engine(), &Document { doc_id: "test", text, ..Document::default() }).unwrap();
    let products = tables.get("products").unwrap();
    let cell = |column: &str, row: usize| {
        products.column_by_name(column).unwrap().as_string::<i32>().value(row).to_owned()
    };
    (0..products.num_rows())
        .map(|row| ["product_id", "kind", "maker", "part_of"].map(|column| cell(column, row)))
        .collect()
}

#[test]
fn products_have_their_kind_maker_and_line() {
    let found = |text| products(text).into_iter().next().unwrap();
    let phone = ["samsung-galaxy-s21", "device", "samsung", "samsung-galaxy"];
    assert_eq!(found("گوشی سامسونگ گلکسی اس ۲۱ گران شد."), phone);
    assert_eq!(found("گلکسی S21 گران شد."), phone);
    assert_eq!(found("پهپاد بایراکتار تی‌بی ۲ دیده شد."), ["bayraktar-tb2", "weapon", "baykar", "bayraktar"]);
    assert_eq!(found("پهپاد «رهدار» دیده شد."), ["product-rhdar", "weapon", "", ""]);
    assert_eq!(found("ناوشکن سهند دیده شد."), ["product-shnd", "ship", "", ""]);
    assert_eq!(found("واکسن اسپوتنیک وی رسید."), ["sputnik-v", "medicine", "", ""]);
}

#[test]
fn what_only_describes_or_counts_is_no_product() {
    let none = [
        "موشک بالستیک و پهپاد انتحاری بلند شد.",
        "پژو ۲ کارخانه دارد.",
        "مزدا ۱۵ هزار خودرو فروخت.",
        "به گزارش اسپوتنیک باران آمد.",
        "نور ماه زیبا بود و ظفر از آن ماست.",
        "قرص آسپرین ۸۰ داد.",
    ];
    for text in none {
        assert_eq!(products(text), Vec::<[String; 4]>::new(), "{text}");
    }
}

#[test]
fn a_place_and_a_person_of_one_name_are_two() {
    let found = mentions("اهالی روستای نیلوفرده از خانم نیلوفرده شکایت کردند.");
    let ids: Vec<&str> = found.iter().map(|(_, id, _)| id.as_str()).collect();
    assert_eq!(ids, ["place-nilufrdh", "nilufrdh"]);
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
fn a_ministers_title_keeps_its_portfolio() {
    for title in ["وزیر دفاع و پشتیبانی نیروهای مسلح", "وزیر فرهنگ و ارشاد اسلامی", "وزیر راه و شهرسازی"]
    {
        let text = format!("پرویز رستگاری، {title} مصر، آمد.");
        assert_eq!(names(&text), ["پرویز رستگاری", "مصر"], "{text}");
        let role = analyse(&text).mentions[0].value.role;
        assert_eq!(role.map(|role| &text[role.range()]), Some(title));
    }
    assert_eq!(names("رئیس بهزیستی مصر آمد."), ["بهزیستی مصر"]);
    assert_eq!(names("رئیس ستاد کل نیروهای مسلح مصر آمد."), ["ستاد کل نیروهای مسلح مصر"]);
}

#[test]
fn what_a_body_belongs_to_is_part_of_its_name_behind_it() {
    assert_eq!(names("سپاه پاسداران ایران بیانیه داد."), ["سپاه پاسداران ایران"]);
    assert_eq!(names("گردان‌های قسام حماس بیانیه داد."), ["گردان‌های قسام حماس"]);
    assert_eq!(names("سپاه پاسداران عراق را ترک کرد."), ["سپاه پاسداران", "عراق"]);
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
fn what_is_said_of_the_dead_behind_a_body_is_no_name_of_it() {
    let text = "کمیته امداد امام خمینی (ره) کمک کرد. امام (ره) آن را بنیاد نهاد.";
    assert!(names(text).iter().all(|name| *name != "ره"), "{:?}", names(text));
}

#[test]
fn names_are_defined_in_many_ways() {
    for (text, alias) in [
        ("پرویز رستگاری، معروف به گرودان، آمد. گرودان سخن گفت.", "گرودان"),
        ("پرویز رستگاری ملقب به «مرد دانه» آمد. مرد دانه سخن گفت.", "مرد دانه"),
        ("سازمان ورزش مصر (به اختصار ورزمان) تشکیل شد. ورزمان بیانیه داد.", "ورزمان"),
        ("سازمان ورزش مصر (موسوم به «ورزمان») تشکیل شد. ورزمان بیانیه داد.", "ورزمان"),
        ("سازمان ورزش مصر (SOE) تشکیل شد. SOE بیانیه داد.", "SOE"),
        ("سازمان ورزش مصر یا همان ورزمان تشکیل شد. ورزمان بیانیه داد.", "ورزمان"),
    ] {
        let found = mentions(text);
        assert_eq!(found.len(), 3, "{text} {found:?}");
        assert!(found[1..].iter().all(|(name, id, _)| *name == alias && *id == found[0].1), "{found:?}");
    }
}

#[test]
fn an_adjective_of_a_place_is_not_the_person_who_bears_it() {
    let found = names("احمد خراسانی آمد. غذای خراسانی خوردند. خراسانی سخن گفت.");
    assert_eq!(found, ["احمد خراسانی", "خراسانی"]);
}

#[test]
fn a_family_name_may_have_two_parts() {
    assert_eq!(names("محمد ناطق نوری آمد. ناطق نوری سخن گفت."), ["محمد ناطق نوری", "ناطق نوری"]);
    assert_eq!(names("حسن قاضی‌زاده هاشمی آمد."), ["حسن قاضی‌زاده هاشمی"]);
}

#[test]
fn a_title_stays_with_its_holder() {
    let text = "پرویز رستگاری، وزیر دفاع آلبرت رستمیان، آمد.";
    let analysis = analyse(text);
    let roles: Vec<_> = analysis.mentions.iter().map(|row| row.value.role.is_some()).collect();
    assert_eq!(roles, [true, false]);
}

#[test]
fn a_verb_or_an_adjective_behind_a_head_is_no_name() {
    for text in [
        "می رود و باز می‌گردد.",
        "از کاه کوه بسازند.",
        "به ورزشگاه بیایند.",
        "از پل هوایی گذشت.",
        "در زندان انفرادی بود.",
        "همه در جلسه شرکت نداشتند.",
        "کالاهای خارجی گران شد.",
    ] {
        assert_eq!(names(text), Vec::<&str>::new(), "{text}");
    }
    assert_eq!(names("در فرودگاه بین‌المللی تبریز فرود آمد."), ["فرودگاه بین‌المللی تبریز"]);
}

#[test]
fn a_town_may_be_its_club() {
    let found = mentions("سرمربی لیورپول استعفا داد. باران در لیورپول بارید.");
    assert_eq!((found[0].1.as_str(), found[1].1.as_str()), ("liverpool-fc", "liverpool"));
}

#[test]
fn an_everyday_word_is_a_town_behind_a_head_alone() {
    for (word, id) in [("نور", "nur"), ("بهار", "bahar"), ("خور", "khur")] {
        assert_eq!(names(&format!("در {word} نشستند.")), Vec::<&str>::new(), "{word}");
        let text = format!("در شهر {word} نشستند.");
        let found = mentions(&text);
        assert_eq!(found.len(), 1, "{word} {found:?}");
        assert_eq!((found[0].0, found[0].1.as_str()), (word, id));
    }
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
        for example in rule.examples() {
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
        for counter in rule.counterexamples() {
            let analysis = analyse(&counter.text);
            if analysis.mentions.iter().any(|row| engine.rules().name(row.rule) == rule.name) {
                faults.push(format!("{} must not: {}", rule.name, counter.text));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The mentions of a text as a table has them: the words, the entity's id, the row's id.
fn mention_rows(text: &str) -> Vec<(String, String, String)> {
    let document = Document { doc_id: "test", text, ..Document::default() };
    let tables = extract_one(engine(), &document).expect("a short text fits a batch");
    let batch = tables.get("mentions").expect("the table of mentions");
    let column = |name: &str| -> Vec<String> {
        let cells = batch.column_by_name(name).expect("a column").as_string::<i32>();
        cells.iter().map(|cell| cell.unwrap_or_default().to_owned()).collect()
    };
    let rows = column("text").into_iter().zip(column("entity_id")).zip(column("mention_id"));
    rows.map(|((text, entity), id)| (text, entity, id)).collect()
}

/// Sentences about different people and places, so that none explains another.
const SENTENCES: [&str; 6] = [
    "خانم رستگاریان به شهر رم رفت.",
    "ارتش مصر عقب نشست و وزارت بهداشت مصر بیانیه داد.",
    "پرویز مهرنوش‌زاده، شهردار ملایر، سخن گفت.",
    "روزنامه «آوای دره» از شرکت آبفاران نوشت.",
    "دریای سیاه توفانی است.",
    "اعضای حزب سپیده‌دم در تبریز گرد آمدند.",
];

proptest::proptest! {
    #[test]
    fn ids_of_untouched_sentences_stay(
        order in proptest::sample::subsequence((0..SENTENCES.len()).collect::<Vec<_>>(), 1..SENTENCES.len())
            .prop_shuffle(),
        edited in "[ا-ی]{0,12}",
        touched in 0..SENTENCES.len(),
    ) {
        let want: Vec<_> = SENTENCES.iter().map(|sentence| mention_rows(sentence)).collect();
        let text: Vec<String> = order
            .iter()
            .map(|&n| if n == touched { format!("{edited} باران می‌بارید.") } else { SENTENCES[n].to_owned() })
            .collect();
        let rows = mention_rows(&text.join("\n"));
        for n in order.into_iter().filter(|n| *n != touched) {
            for row in &want[n] {
                proptest::prop_assert!(rows.contains(row), "{row:?} is not among {rows:?}");
            }
        }
    }

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
