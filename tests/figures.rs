//! The figures stage over short texts.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

use jadval::extract::{Analysis, DecimalSlash, Document, Engine, Settings};
use jadval::stages::figures::{Kind, Measure, Quantity};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

fn analyse(text: &str, decimal_slash: DecimalSlash) -> Analysis {
    let settings = Settings { decimal_slash, ..Settings::default() };
    let engine = Engine::builder().settings(settings).build().unwrap();
    engine.analyse(&Document { doc_id: "t", text, ..Document::default() })
}

fn quantities(text: &str) -> Vec<Quantity> {
    analyse(text, DecimalSlash::Auto).figures.into_iter().map(|row| row.value).collect()
}

/// The numbers of figures that have one number each.
fn numbers(text: &str) -> Vec<f64> {
    quantities(text)
        .iter()
        .map(|quantity| quantity.measure.number().and_then(|n| n.to_f64()).unwrap())
        .collect()
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
fn marks_part_thousands_where_a_document_says_so() {
    let loads = "بار نخست ۱.۳۰۰.۰۰۰ تن و بار دوم ۲.۱۲۵ تن کالا بود";
    let read = analyse(loads, DecimalSlash::Auto);
    assert_eq!(read.figures[1].value.measure, single(2125, 0));
    assert_eq!(read.figures[1].value.as_written, Some(Decimal::new(2125, 3)));
    assert_eq!(read.findings[0].check, "mark-between-digits");
    // Decimals beside it, and nothing beside it.
    for text in ["بار نخست ۱.۳ تن و بار دوم ۲.۱۲۵ تن کالا بود", "بار دوم او ۲.۱۲۵ تن کالا بود"]
    {
        let read = analyse(text, DecimalSlash::Auto);
        assert_eq!(read.figures.last().unwrap().value.measure, single(2125, 3), "{text}");
        assert!(read.findings.is_empty(), "{text}");
    }
    // Behind «/» sums say nothing of weights.
    let bill = "وزن بسته ۲/۱۲۵ کیلوگرم و بهای آن ۱/۳۰۰/۰۰۰ ریال است";
    assert_eq!(quantities(bill)[0].measure, single(2125, 3));
}

#[test]
fn an_old_scale_word_is_worth_what_the_money_of_a_document_says() {
    let old = "شاه پنج کرور تومان خواست و دو کرور همان سال رسید";
    let values: Vec<Measure> = quantities(old).iter().map(|quantity| quantity.measure).collect();
    assert_eq!(values, [single(2_500_000, 0), single(1_000_000, 0)]);
    let open = analyse("دو کرور نفر آمدند", DecimalSlash::Auto);
    assert_eq!(open.figures[0].value.measure, single(20_000_000, 0));
    assert_eq!(open.findings[0].check, "ambiguous-scale");
    assert!(checks("دو کرور افغانی پرداخت").is_empty());
}

#[test]
fn whole_numbers_that_the_table_does_not_hold_are_told() {
    assert_eq!(checks("بدهی ۱۸۰۱۴۳۹۸۵۰۹۴۸۱۹۸۵ ریال است"), ["inexact-number"]);
    assert!(checks("بدهی ۱۸۰۱۴۳۹۸۵۰۹۴۸۱۹۸۴ ریال است").is_empty());
    assert!(checks("بدهی دو سوم آن است و سود ۰٫۱ درصد").is_empty());
}

#[test]
fn scale_words_multiply_whatever_is_glued_to_them() {
    let engine = Engine::builder().build().unwrap();
    let quantities = |text: &str| -> Vec<Quantity> {
        let analysis = engine.analyse(&Document { doc_id: "t", text, ..Document::default() });
        analysis.figures.into_iter().map(|row| row.value).collect()
    };
    let scales = [("هزار", 1_000), ("میلیون", 1_000_000), ("میلیارد", 1_000_000_000)];
    let nouns = [
        "تومان",
        "تومن",
        "ریال",
        "دلار",
        "یورو",
        "افغانی",
        "درهم",
        "لیر",
        "روپیه",
        "نفر",
        "متر",
        "هکتار",
        "لیتر",
    ];
    for (scale, value) in scales {
        for noun in nouns {
            for (number, times) in [("۳۵ ", 35), ("۳۵", 35), ("سیصد ", 300), ("بیست و پنج ", 25), ("دو", 2)]
            {
                for joint in ["", "\u{200c}"] {
                    let text = format!("آنجا {number}{scale}{joint}{noun} بود");
                    let found = quantities(&text);
                    assert_eq!(found.len(), 1, "{text}");
                    assert_eq!(found[0].measure, single(times * value, 0), "{text}");
                }
            }
        }
    }
    for text in ["هزارتوی شهر", "هزارپا را دید", "میلیونر آمد", "هزاره‌ها گذشت", "تپهٔ سیلک"]
    {
        assert!(quantities(text).is_empty(), "{text}");
    }
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

/// The forms of units and currencies that are other words too, each with its entry.
fn ambiguous_forms(engine: &Engine) -> Vec<(toml::Table, String)> {
    let lexicon = &engine.grammar().lexicon;
    let measures = ["unit-of-measure", "currency"].map(|name| lexicon.class(name));
    let mut forms = Vec::new();
    for entry in lexicon.entries().iter().filter(|entry| measures.contains(&Some(entry.class))) {
        let keys: toml::Table = entry.read().unwrap();
        let ambiguous = keys.get("ambiguous_forms").and_then(toml::Value::as_array).cloned();
        for form in ambiguous.into_iter().flatten() {
            forms.push((keys.clone(), form.as_str().unwrap().to_owned()));
        }
    }
    forms
}

#[test]
fn an_ambiguous_form_is_the_unit_beside_a_cue_alone() {
    let engine = Engine::builder().build().unwrap();
    let kinds = |text: &str| -> Vec<Kind> {
        let analysis = engine.analyse(&Document { doc_id: "t", text, ..Document::default() });
        analysis.figures.into_iter().map(|row| row.value.kind).collect()
    };
    let forms = ambiguous_forms(&engine);
    assert!(forms.len() > 20, "{}", forms.len());
    for (keys, form) in forms {
        let has = |key: &str, value: &str| {
            let values = keys.get(key).and_then(toml::Value::as_array);
            values.is_some_and(|values| values.iter().any(|known| known.as_str() == Some(value)))
        };
        // Two of what the word says, where nothing speaks of a measure; goods and people decide about the tonne.
        if keys.contains_key("told_by") && !keys.contains_key("unless") {
            let text = format!("آنجا دو {form} دیده شد.");
            assert!(kinds(&text).iter().all(|kind| *kind == Kind::Count), "{text}: {:?}", kinds(&text));
        }
        let cues = [
            ("told_by", "price", format!("قیمت آن دو {form} است.")),
            ("told_by", "money", format!("هزینه آن دو {form} است.")),
            ("told_by", "length", format!("ارتفاع آن دو {form} است.")),
            ("told_by", "speed", format!("سرعت آن دو {form} است.")),
            ("told_by", "pressure", format!("فشار آن دو {form} است.")),
            ("told_by", "data", format!("پهنای باند آن دو {form} است.")),
            ("told_by", "mass", format!("وزن آن دو {form} است.")),
            ("told_by", "precious", format!("وزن طلای آن دو {form} است.")),
            ("number", "digits", format!("آنجا ۲۰ {form} دیده شد.")),
            ("number", "scale", format!("آنجا دو میلیون {form} دیده شد.")),
            ("number", "fraction", format!("آنجا ۲٫۵ {form} دیده شد.")),
        ];
        for (_, _, text) in cues.iter().filter(|(key, value, _)| has(key, value)) {
            assert!(kinds(text).iter().any(|kind| *kind != Kind::Count), "{text}: {:?}", kinds(text));
        }
    }
}

/// Three hundred prices: a toman is ten rials, whatever the number and its spelling.
#[test]
fn toman_and_rial_are_never_off_by_ten() {
    let engine = Engine::builder().build().unwrap();
    let scales = [("", 1.0), (" هزار", 1e3), (" میلیون", 1e6), (" میلیارد", 1e9), (" هزار میلیارد", 1e12)];
    let units = [("تومان", 10.0), ("تومانی", 10.0), ("ریال", 1.0), ("ریالی", 1.0)];
    for number in (2..17).chain([450, 1200]).map(f64::from) {
        for (scale, factor) in scales.into_iter().filter(|(scale, _)| number < 1000.0 || scale.is_empty()) {
            for (unit, rials) in units {
                let text = format!("بهای آن {number}{scale} {unit} است");
                let analysis = engine.analyse(&Document { doc_id: "t", text: &text, ..Document::default() });
                let in_rials = analysis.figures.first().and_then(|row| {
                    let base = row.value.unit.as_ref()?.base.as_ref()?;
                    assert_eq!(&*base.code, "IRR", "{text}");
                    let Measure::Single(value) = row.value.measure else { return None };
                    Some(value.to_f64()? * base.factor)
                });
                let expected = number * factor * rials;
                let near = in_rials.is_some_and(|rials| (rials - expected).abs() <= 1e-9 * expected);
                assert!(near, "{text}: expected {expected}, found {in_rials:?}");
            }
        }
    }
}

#[test]
fn a_comparative_is_no_item_and_a_noun_that_ends_alike_is_one() {
    let items = |text: &'static str| -> Vec<&str> {
        quantities(text).iter().filter_map(|quantity| text.get(quantity.item?.range())).collect()
    };
    for text in ["۴۰ درصد بیشتر شد", "۴۰ درصد گرانتر شد", "۴۰ درصد مهم‌تر شد", "۵ کیلوگرم سنگینتر شد"]
    {
        assert_eq!(items(text), Vec::<&str>::new(), "{text}");
    }
    assert_eq!(items("۴۰ درصد خاکستر ریخت"), ["خاکستر"]);
    assert_eq!(items("۴۰ درصد کامپیوتر خراب است"), ["کامپیوتر"]);
    assert_eq!(items("۴۰ درصد کامپیوتر‌ها خراب است"), ["کامپیوتر‌ها"]);
    // A unit is not what another one measures.
    assert_eq!(items("زمین‌لرزه‌ای به بزرگی ۷٫۷ درجهٔ ریشتر"), Vec::<&str>::new());
}

#[test]
fn a_number_that_nothing_says_what_it_is_of_is_told() {
    let texts: toml::Table = include_str!("figures/bare-numbers.toml").parse().unwrap();
    for (name, is_bare) in [("bare", true), ("counted", false)] {
        for text in texts[name].as_array().unwrap() {
            let text = text.as_str().unwrap();
            assert_eq!(checks(text).contains(&"bare-number"), is_bare, "{text}");
        }
    }
}

/// The figures of a text, each as its words, value and unit.
fn told(text: &str) -> Vec<(&str, String, String)> {
    let rows = analyse(text, DecimalSlash::Auto).figures;
    let row = |row: &jadval::stages::figures::FigureRow| {
        let value = row.value.measure.number().map_or(String::new(), |value| value.normalize().to_string());
        let unit = row.value.unit.as_ref().map_or(String::new(), |unit| unit.code.to_string());
        (&text[row.span.range()], value, unit)
    };
    rows.iter().map(row).collect()
}

fn rows<'a>(expected: &[(&'a str, &str, &str)]) -> Vec<(&'a str, String, String)> {
    expected.iter().map(|(text, value, unit)| (*text, (*value).to_owned(), (*unit).to_owned())).collect()
}

#[test]
fn no_figure_has_numbers_of_two_cells() {
    let table = "کالا\tتخفیف\tمبلغ\nالف\t۵٪\t۱۶۱,۵۰۰\nب\t۷٪\t۲۰۰\n";
    let expected = [("۵٪", "5", "%"), ("۱۶۱,۵۰۰", "161500", ""), ("۷٪", "7", "%"), ("۲۰۰", "200", "")];
    assert_eq!(told(table), rows(&expected));
    let mirrored = "کالا\tمبلغ\tتخفیف\nالف\t۹۰,۰۰۰\t٪۱۰\nب\t۸۰,۰۰۰\t\t٪۲\n";
    let expected = [("۹۰,۰۰۰", "90000", ""), ("٪۱۰", "10", "%"), ("۸۰,۰۰۰", "80000", ""), ("٪۲", "2", "%")];
    assert_eq!(told(mirrored), rows(&expected));
    // So it is between words.
    let line = "تخفیف ۵٪ ۱۶۱,۵۰۰ و ۹۰,۰۰۰ ٪۱۰ بود";
    let expected = [("۵٪", "5", "%"), ("۱۶۱,۵۰۰", "161500", ""), ("۹۰,۰۰۰", "90000", ""), ("٪۱۰", "10", "%")];
    assert_eq!(told(line), rows(&expected));
    assert_eq!(told("رشد آن ٪ ۱۰ بود"), rows(&[("٪ ۱۰", "10", "%")]));
    // A sign that fills a cell is that of the number beside it.
    let beside = "آزمایش\tمقدار\tیکا\nقند\t۶٫۱\t٪\nوزن\t۷۲\tkg\n";
    assert_eq!(told(beside), rows(&[("۶٫۱\t٪", "6.1", "%"), ("۷۲\tkg", "72", "kg")]));
}

#[test]
fn a_unit_in_a_cell_of_its_own_is_that_of_its_line() {
    let table = "کالا\tتعداد\tواحد\nبرنج\t۳\tتن\nمداد\t۵۰۰\tعدد\nشکر\t۲۰\tکیسه\nچای\t۴۰\tکیلو\nقلم\t۷\t\n";
    let units: Vec<String> = told(table).into_iter().map(|(_, _, unit)| unit).collect();
    assert_eq!(units, ["t", "", "", "kg", ""]);
    // What stands in the cell itself holds for those below.
    let below = "فلز\tبها\nفولاد\t۷۰۱۰ ریال\nمس\t۵۴۸۰\n";
    assert_eq!(told(below), rows(&[("۷۰۱۰ ریال", "7010", "IRR"), ("۵۴۸۰", "5480", "IRR")]));
}

#[test]
fn a_price_is_not_in_the_unit_that_goods_are_sold_by() {
    let behind = "کالا\tقیمت\tواحد\tتعداد\nبرنج\t۹۸۰۰۰\tکیلوگرم\t۲۵\nآب\t۵۰۰۰\tلیتر\t۱۲\n";
    let units: Vec<String> = told(behind).into_iter().map(|(_, _, unit)| unit).collect();
    assert_eq!(units, ["", "", "", ""]);
    let before = "کالا\tواحد\tمقدار\tبهای واحد\nچای\tکیلوگرم\t۳۴\t۶۲۰۰۰۰\nآب\tلیتر\t۱۲\t۵۰۰۰\n";
    let units: Vec<String> = told(before).into_iter().map(|(_, _, unit)| unit).collect();
    assert_eq!(units, ["kg", "", "L", ""]);
    // Money beside a price is its own.
    let money = "کالا\tقیمت\tواحد\nبرنج\t۹۸۰۰۰\tتومان\nآب\t۵۰۰۰\tتومان\n";
    let units: Vec<String> = told(money).into_iter().map(|(_, _, unit)| unit).collect();
    assert_eq!(units, ["IRT", "IRT"]);
}

#[test]
fn what_a_caption_declares_stands_over_heads_that_name_nothing_counted() {
    let table = "قیمت‌ها (میلیون تومان)\nمدل|کارخانه|بازار\nپژو|۴۰۵|۷۲۰\nسمند|۳۹۸|۵۶۰٫۵\n";
    let values: Vec<(String, String)> =
        told(table).into_iter().map(|(_, value, unit)| (value, unit)).collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(value, unit)| (&**value, &**unit)).collect();
    let million = [("405000000", "IRT"), ("720000000", "IRT"), ("398000000", "IRT"), ("560500000", "IRT")];
    assert_eq!(values, million);
    // Another table has a caption of its own.
    let two = format!("{table}\nنرخ ارز\nارز | خرید | نرخ روز\nدلار | ۵۰۱۰۰ | ۵۰۳۰۰\n");
    let units: Vec<String> = told(&two).into_iter().skip(4).map(|(_, _, unit)| unit).collect();
    assert_eq!(units, ["", ""]);
    // Under «تعداد» numbers count.
    let counted = "فروش (میلیون تومان)\nشعبه|تعداد مشتری|کتاب\nشمال|۴۰۵|۷۲۰\nجنوب|۳۹۸|۵۶۰\n";
    let units: Vec<String> = told(counted).into_iter().map(|(_, _, unit)| unit).collect();
    assert_eq!(units, ["", "IRT", "", "IRT"]);
}

#[test]
fn rates_of_exchange_are_not_in_the_currency_that_heads_them() {
    let units = |table: &str| -> Vec<String> { told(table).into_iter().map(|(_, _, unit)| unit).collect() };
    let rates = "تاریخ\tدلار\tیورو\n۱۴۰۲/۱۰/۰۱\t۵۰۵۰۰\t۵۵۰۰۰\n۱۴۰۲/۱۰/۰۲\t۵۰۶۰۰\t۵۵۱۰۰\n";
    assert_eq!(units(rates), ["", "", "", ""]);
    assert!(checks(rates).contains(&"bare-number"));
    assert_eq!(units("تاریخ\tدلار\n۱۴۰۲/۱۰/۰۱\t۵۰۵۰۰\n۱۴۰۲/۱۰/۰۲\t۵۰۶۰۰\n"), ["", ""]);
    // Prices in two currencies, and sums beside other units.
    assert_eq!(units("کالا\tتومان\tدلار\nگوشی\t۳۰۰۰۰\t۵۹۰\nکیف\t۹۰۰۰\t۱۸۰\n"), ["IRT", "USD", "IRT", "USD"]);
    assert_eq!(
        units("کشور\tکیلوگرم\tدلار\nعراق\t۱۲۰۰۰\t۵۶۰۰۰\nچین\t۹۰۰۰\t۱۸۰۰۰\n"),
        ["kg", "USD", "kg", "USD"]
    );
}

#[test]
fn a_number_shares_the_whole_unit_behind_the_next_one() {
    let units = |text: &str| -> Vec<String> { told(text).into_iter().map(|(_, _, unit)| unit).collect() };
    assert_eq!(units("قند از ۱۸۴٫۵ به ۱۵۲٫۳ میلی‌گرم بر دسی‌لیتر رسید."), ["mg/dL", "mg/dL"]);
    assert_eq!(units("تولید از ۲ به ۳ میلیون بشکه در روز رسید."), ["[bbl_us]/d", "[bbl_us]/d"]);
    assert_eq!(units("قند آنان ۱۸۴ و ۱۵۲ میلی‌گرم بر دسی‌لیتر بود."), ["mg/dL", "mg/dL"]);
    assert_eq!(units("تولید گندم از ۲۰۰ به ۵۰۰ تن در سال ۱۴۰۰ رسید."), ["t", "t"]);
}

#[test]
fn a_number_that_describes_a_noun_takes_no_money_of_the_next_sum() {
    let text = "شاخص در ارتفاع ۲ میلیون و ۱۸۸ هزار واحدی ایستاد و ارزش معاملات ۵۶۰۰ میلیارد تومان بود.";
    let kinds: Vec<Kind> = quantities(text).iter().map(|quantity| quantity.kind).collect();
    assert_eq!(kinds, [Kind::Count, Kind::Money]);
    let text = "شهر ۲ میلیون و ۱۰۰ هزار نفری تهران هزینه ۵۰ میلیارد تومان دارد.";
    let kinds: Vec<Kind> = quantities(text).iter().map(|quantity| quantity.kind).collect();
    assert_eq!(kinds, [Kind::Count, Kind::Money]);
}

#[test]
fn a_classifier_counts_itself_before_what_is_no_thing() {
    let items = |text: &str| -> Vec<String> {
        let items = quantities(text).into_iter().filter_map(|quantity| quantity.item);
        items.map(|item| text[item.range()].to_owned()).collect()
    };
    assert_eq!(items("۲۰۰ واحد مسکونی و ۵۰ واحد تجاری ساخته شد."), ["واحد", "واحد"]);
    assert_eq!(items("قرارداد در سه نسخه تنظیم و امضا شد."), ["نسخه"]);
    assert_eq!(items("شاخص با ۱۲۵۰ واحد افت به کار پایان داد."), ["واحد"]);
    assert_eq!(items("۳۰ دستگاه خودرو و ۵۰ واحد خون رسید."), ["خودرو", "خون"]);
}

#[test]
fn money_of_history_is_none_of_today() {
    let units = |text: &str| -> Vec<String> { told(text).into_iter().map(|(_, _, unit)| unit).collect() };
    assert_eq!(units("در سال ۴۱۳ هجری قمری حقوق استاد ۱۲ دینار بود."), [""]);
    assert_eq!(units("در سال ۴۱۳ ق حقوق استاد ۱۲ درهم بود."), [""]);
    assert_eq!(units("در سال ۲۰۰۳ میلادی حقوق استاد ۱۲ دینار بود."), ["IQD"]);
    assert_eq!(units("حقوق استاد ۱۲ دینار بود."), ["IQD"]);
}

#[test]
fn what_a_column_of_a_thing_has_is_told_by_its_lines() {
    let table = "ویژگی | گلکسی | ردمی\nصفحه | ۶٫۴ اینچ | ۶٫۶۷ اینچ\nحافظه | ۲۵۶ گیگابایت | ۱۲۸\n";
    let expected = [
        ("۶٫۴ اینچ", "6.4", "[in_i]"),
        ("۶٫۶۷ اینچ", "6.67", "[in_i]"),
        ("۲۵۶ گیگابایت", "256", "GBy"),
        ("۱۲۸", "128", ""),
    ];
    assert_eq!(told(table), rows(&expected));
    assert!(quantities(table).iter().all(|quantity| quantity.item.is_none()));
    // The dead are no feet, and days no sums.
    let units = |table: &str| -> Vec<String> { told(table).into_iter().map(|(_, _, unit)| unit).collect() };
    assert_eq!(units("شهر\tتولد\tفوت\nبم\t۱۲۰\t۳۰\nرشت\t۴۲۰\t۹۰\n"), ["", "", "", ""]);
    assert_eq!(units("شهر\tمبتلا\tفوتی\nبم\t۱۲۰\t۳۰\nرشت\t۴۲۰\t۹۰\n"), ["", "", "", ""]);
    assert_eq!(units("شهر\tفاصله (فوت)\nبم\t۱۲۰\nرشت\t۴۲۰\n"), ["[ft_i]", "[ft_i]"]);
    let wages = "حقوق آذرماه - مبالغ به ریال\nنام\tروز کارکرد\tحقوق\tاضافه‌کار (ساعت)\nرضا\t۳۰\t۷۵٬۰۰۰٬۰۰۰\t۱۲\nمینا\t۲۸\t۶۸٬۰۰۰٬۰۰۰\t۱۵\n";
    // The hours of the last column are lengths of time.
    assert_eq!(units(wages), ["", "IRR", "", "IRR"]);
    // Hundreds below thousands are of another scale.
    let prices = "مسیر | بها\nیزد | ۱۹۵ هزار تومان\nاهواز | ۳۱۰\nقم | ۱۲۰ هزار تومان\n";
    assert_eq!(units(prices), ["IRT", "", "IRT"]);
    // So are tests of differences.
    let tests = "متغیر | میانگین | P\nقد (سانتی‌متر) | ۱۶۸٫۵ | ۰٫۳۱۶\nوزن (کیلوگرم) | ۷۴٫۲ ± ۹٫۵ | ۰٫۸۵\n";
    assert_eq!(units(tests), ["cm", "", "kg", ""]);
}

#[test]
fn a_line_that_ends_in_the_middle_of_a_number_is_told() {
    let told = |text: &str| checks(text).iter().filter(|check| **check == "broken-number").count();
    let broken = [
        ("بودجه ۱۲۰\nهزار تومان است.", 2),
        ("مجلس با هفتاد و\nسه نفر آغاز شد.", 1),
        ("در آن ۱۵\nمتر سیم است.", 1),
        ("مجلس با هفتاد و-\nسه نفر آغاز شد.", 1),
        ("نزدیک به دو\nمیلیون کشاورز آمدند.", 1),
        ("کار تا ۱۵\nمهر ۱۴۰۱ به پایان می‌رسد.", 1),
    ];
    for (text, count) in broken {
        assert_eq!(told(text), count, "{text}");
    }
    // A blank line is between paragraphs, and lists have numbers at the ends and the beginnings of their lines.
    for text in [
        "بودجه ۱۲۰\n\nهزار تومان است.",
        "نان ۵\nشیر ۷\n",
        "نان ۵\n۲ کیلو شیر\n",
        "نان ۵ تومان\nمتر دو تومان",
        "کار تا ۱۵\nدر مهر ۱۴۰۱ به پایان می‌رسد.",
    ] {
        assert_eq!(told(text), 0, "{text}");
    }
}

#[test]
fn a_paragraph_that_is_broken_at_a_width_is_one() {
    let text = "گزارش شورا\nدر نشست دیروز شورای شهر که با حضور شهردار و معاونان او برگزار شد، هفتاد و\n\
                سه نفر از کارکنان تازه معرفی شدند و پس از بحث دربارهٔ لایحهٔ آب، بودجهٔ این\n\
                طرح دو هزار و پانصد میلیارد ریال دانسته شد. رئیس شورا گفت نزدیک به سیصد\n\
                هزار کشاورز از آن بهره خواهند برد و ساختن بند تا پایان پاییز به درازا\n\
                می‌کشد.\n";
    assert_eq!(numbers(text), [73.0, 2_500_000_000_000.0, 300_000.0]);
    assert!(!checks(text).contains(&"broken-number"));
}

#[test]
fn what_was_torn_apart_at_its_marks_is_one_number_or_none() {
    assert_eq!(numbers("تولید ۱٫ ۸۵۰ تن و ۳ ٫ ۲۴۰ تن بود."), [1850.0, 3240.0]);
    assert_eq!(numbers("فروش ۲ . ۱۳۵ . ۰۰۰ ریال و ۸۵ , ۰۰۰ تومان بود."), [2_135_000.0, 85_000.0]);
    assert!(numbers("مبلغ ۰۰۰ ریال").is_empty());
    assert_eq!(numbers("آن سال ۱۲ نفر رفتند . ۲۰۰ نفر آمدند . ۳۰۰ نفر ماندند ."), [12.0, 200.0, 300.0]);
}

#[test]
fn cells_between_commas_are_numbers_of_their_own() {
    assert_eq!(
        numbers("شهر,دما,کمینه,رطوبت\nیزد,۳۴,۱۹,۱۲\nکرمان,۲۹,۱۱,۱۸\n"),
        [34.0, 19.0, 12.0, 29.0, 11.0, 18.0]
    );
    assert_eq!(numbers("طول آن ۳,۵ متر، عرض ۲,۲۵ متر و بها ۱,۲۵۰,۰۰۰ ریال بود."), [3.5, 2.25, 1_250_000.0]);
}
