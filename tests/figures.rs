//! The figures stage over short texts.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

use jadval::extract::{Analysis, DecimalSlash, Document, Engine, Settings};
use jadval::figures::{Kind, Measure, Quantity};
use rust_decimal::Decimal;

fn analyse(text: &str, decimal_slash: DecimalSlash) -> Analysis {
    let settings = Settings { decimal_slash, ..Settings::default() };
    let engine = Engine::builder().settings(settings).build().unwrap();
    engine.analyse(&Document { doc_id: "t", text, reference: None })
}

fn quantities(text: &str) -> Vec<Quantity> {
    analyse(text, DecimalSlash::Auto).figures.into_iter().map(|row| row.value).collect()
}

fn checks(text: &str) -> Vec<&'static str> {
    analyse(text, DecimalSlash::Auto).findings.iter().map(|finding| finding.check).collect()
}

fn single(value: i64, scale: u32) -> Measure {
    Measure::Single(Decimal::new(value, scale))
}

#[test]
fn what_is_counted_stands_over_classifiers() {
    let text = "۳ فروند هواپیما و ۴ نفر خلبان";
    let items: Vec<&str> =
        quantities(text).iter().filter_map(|quantity| text.get(quantity.item?.range())).collect();
    assert_eq!(items, ["هواپیما", "نفر"]);
}

#[test]
fn slashes_are_decimals_unless_the_document_says_otherwise() {
    let plain = "سهم آن ۲/۵ درصد است";
    assert_eq!(quantities(plain)[0].measure, single(25, 1));
    let swapped = analyse(plain, DecimalSlash::Swapped);
    assert_eq!(swapped.figures[0].value.measure, single(52, 1));
    assert_eq!(swapped.figures[0].value.as_written, Some(Decimal::new(25, 1)));
    assert_eq!(swapped.findings[0].check, "swapped-decimal");
    let zero = "سهم نخست ۰۸/۴ درصد و سهم دوم ۱/۳ درصد بود";
    assert_eq!(quantities(zero)[1].measure, single(31, 1));
    let backwards = "ذخایر آن ۷ تا ۶/۷ میلیارد بشکه و هزینه ۱/۳ میلیارد دلار";
    assert_eq!(quantities(backwards)[1].measure, single(3_100_000_000, 0));
    let forwards = "ذخایر آن ۶ تا ۷/۵ میلیارد بشکه و هزینه ۱/۳ میلیارد دلار";
    assert_eq!(quantities(forwards)[1].measure, single(1_300_000_000, 0));
}

#[test]
fn sums_of_one_sentence_share_their_currency() {
    let kinds: Vec<Kind> =
        quantities("ایران ۲ میلیارد دلار و عراق ۶۰۰ میلیون درآمد داشت و ۳ میلیون نفر آمدند")
            .iter()
            .map(|quantity| quantity.kind)
            .collect();
    assert_eq!(kinds, [Kind::Money, Kind::Money, Kind::Count]);
}

#[test]
fn parts_that_do_not_make_their_total_are_reported() {
    let listed = |last: &str| {
        format!(
            "طول راه ۱۰۰ کیلومتر است و بخش‌های آن چنین است:\n- در شمال، ۴۰ کیلومتر\n- در جنوب، {last} کیلومتر\n"
        )
    };
    assert!(checks(&listed("۵۵")).contains(&"sum-mismatch"));
    assert!(!checks(&listed("۶۰")).contains(&"sum-mismatch"));
    let inline =
        |last: &str| format!("در مجموع ۱۰۰ کیلومتر، شامل ۴۰ کیلومتر در شمال و {last} کیلومتر در جنوب");
    assert!(checks(&inline("۵۵")).contains(&"sum-mismatch"));
    assert!(!checks(&inline("۶۰")).contains(&"sum-mismatch"));
}

#[test]
fn two_values_of_one_thing_and_more_than_a_whole_are_reported() {
    let twice = |value: &str| format!("ارتفاع قله دماوند ۵۶۷۱ متر است. ارتفاع قله دماوند {value} متر است.");
    assert!(checks(&twice("۵۶۱۰")).contains(&"conflicting-values"));
    assert!(!checks(&twice("۵۶۷۱")).contains(&"conflicting-values"));
    // Two words that name something and a pronoun do not say what is measured.
    let vague = "ارتفاع این قله ۵۶۷۱ متر است. ارتفاع این قله ۵۶۱۰ متر است.";
    assert!(!checks(vague).contains(&"conflicting-values"));
    assert!(checks("۱۲۰ درصد از مردم رای دادند").contains(&"percent-over-whole"));
    assert!(!checks("تولید ۱۲۰ درصد رشد کرد").contains(&"percent-over-whole"));
}
