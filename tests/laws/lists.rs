//! Which list an item goes on with, what belongs to it, and who its sentences bind.

use jadval::extract::{Analysis, Document, Engine};
use jadval::segment::{Segment, SegmentKind};
use jadval::stages::clauses::{Modality, PartyRole};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in data load"));

fn analyse(text: &str) -> Analysis {
    ENGINE.analyse(&Document { doc_id: "law", text, ..Document::default() })
}

fn names(text: &str) -> Vec<String> {
    analyse(text).clauses.into_iter().map(|row| row.value.eid).collect()
}

/// The entities of a role in the n-th provision.
fn parties(analysis: &Analysis, n: usize, role: PartyRole) -> Vec<&str> {
    let parties = analysis.provisions[n].value.parties.iter().filter(|party| party.role == role);
    parties.map(|party| analysis.entities[party.entity].id.as_str()).collect()
}

#[test]
fn letters_stand_inside_numbers_and_numbers_go_on_behind_them() {
    let text = "۱- راه\n۲- پل، شامل:\nالف - پایه\nب - عرشه\nج - نرده\n۳- تونل";
    let want = ["point_1", "point_2", "point_2__point_a", "point_2__point_b", "point_2__point_j", "point_3"];
    assert_eq!(names(text), want);
}

#[test]
fn a_list_goes_on_behind_a_note() {
    let text = "ماده ۱ - وظایف\n۱- راه\n۲- پل\nتبصره - پل چوبی پل نیست.\n۳- تونل\nماده ۲ - پایان";
    let want = ["art_1", "art_1__point_1", "art_1__point_2", "art_1__para_1", "art_1__point_3", "art_2"];
    assert_eq!(names(text), want);
}

#[test]
fn articles_count_on_through_chapters_and_begin_again_in_another_law() {
    let text = "قانون راه\nفصل اول - کلیات\nماده ۱ - الف است.\nفصل دوم - راه‌ها\nماده ۲ - ب است.\n\
                قانون پل\nماده ۱ - پ است.";
    let analysis = analyse(text);
    let rows: Vec<_> = analysis.clauses.iter().map(|row| (row.value.list, row.value.eid.as_str())).collect();
    let want = [(0, "chp_1"), (0, "chp_1__art_1"), (0, "chp_2"), (0, "chp_2__art_2"), (1, "art_1")];
    assert_eq!(rows, want);
    let instrument = analysis.clauses[4].value.instrument.map(|span| &text[span.range()]);
    assert_eq!(instrument, Some("قانون پل"));
    assert!(analysis.findings.iter().all(|finding| !finding.check.starts_with("numbering")));
}

#[test]
fn gaps_and_repeats_of_the_numbering_are_findings() {
    let checks = |text: &str| -> Vec<&str> { analyse(text).findings.iter().map(|f| f.check).collect() };
    assert_eq!(checks("۱- راه\n۲- پل\n۴- تونل"), ["numbering-gap"]);
    assert_eq!(checks("ماده ۱ - راه است.\nماده ۲ - پل است.\nماده ۲ - تونل است."), ["numbering-repeat"]);
    assert_eq!(checks("ماده ۱ - راه است.\nماده ۲ - پل است.\nماده ۲ مکرر - تونل است."), Vec::<&str>::new());
}

#[test]
fn paragraphs_belong_to_the_article_before_them_but_not_to_the_last_item_of_a_list() {
    let text =
        "ماده ۱ - راه است.\nاین راه باز است.\nماده ۲ - پل است.\n\n۱- راه\n۲- پل\nپس از آن باران بارید.";
    let analysis = analyse(text);
    let words = |n: usize| &text[analysis.clauses[n].span.range()];
    assert_eq!(words(0), "ماده ۱ - راه است.\nاین راه باز است.");
    assert_eq!(words(analysis.clauses.len() - 1), "۲- پل");
}

#[test]
fn menus_and_dialogues_are_no_clauses_and_numbered_headings_are() {
    assert_eq!(names("* فصل اول - کلیات\n* فصل دوم - راه‌ها\n* تازه‌ها"), Vec::<String>::new());
    assert_eq!(names("مادر گفت.\n- سلام، خوبی؟\nپدر نشست."), Vec::<String>::new());
    let report = "۱. زمینه\nدو شهر سال‌ها بر سر آب رود کشمکش داشتند و سرانجام نشستند.\n۲. پیامد\nآب تقسیم شد.";
    assert_eq!(names(report), ["point_1", "point_2"]);
    assert_eq!(names("- کلید کجاست؟\n- روی میز است."), Vec::<String>::new());
}

#[test]
fn a_table_of_contents_is_no_part_of_the_law() {
    let text = "قانون راه\nفصل اول - کلیات\nفصل دوم - راه‌ها\nفصل اول - کلیات\nماده ۱ - راه است.\n\
                فصل دوم - راه‌ها\nماده ۲ - پل است.";
    assert_eq!(names(text), ["chp_1", "chp_1__art_1", "chp_2", "chp_2__art_2"]);
}

#[test]
fn defined_names_stand_for_their_parties() {
    let text = "بیانیهٔ مشترک\nایران و ترکیه که از این پس «طرف‌ها» خوانده می‌شوند، چنین توافق کردند:\n\
                ماده ۱ - طرف‌ها گمرک مشترکی خواهند ساخت.\nماده ۲ - ایران باید نقشه‌ها را به ترکیه تحویل دهد.";
    let analysis = analyse(text);
    assert_eq!(parties(&analysis, 0, PartyRole::Obligor), ["iran", "turkey"]);
    assert_eq!(parties(&analysis, 1, PartyRole::Obligor), ["iran"]);
    assert_eq!(parties(&analysis, 1, PartyRole::Recipient), ["turkey"]);
}

#[test]
fn who_represents_a_party_is_none_and_whom_somebody_represents_is_one() {
    let text = "قرارداد باغبانی\nاین قرارداد بین شرکت شل به نمایندگی آقای کریم باغبان، به نشانی تهران، که از این پس \
                «کارفرما» نامیده می‌شود، و خانم مریم گلکار به نمایندگی از شرکت ملی نفت ایران که «پیمانکار» نامیده می‌شود \
                بسته شد.\nماده ۱- کارفرما باید باغ را تحویل دهد.\nماده ۲- پیمانکار موظف است باغ را آب دهد.\n\
                ماده ۳- پیمانکار حق فروش باغ را ندارد.";
    let analysis = analyse(text);
    assert_eq!(parties(&analysis, 0, PartyRole::Obligor), ["shell"]);
    assert_eq!(parties(&analysis, 1, PartyRole::Obligor), ["nioc"]);
    assert_eq!(parties(&analysis, 2, PartyRole::Obligor), ["nioc"]);
    let entity = |words: &str| {
        let row = analysis.mentions.iter().rev().find(|row| &text[row.span.range()] == words);
        row.map(|row| analysis.entities[row.value.entity].id.as_str())
    };
    assert_eq!([entity("کارفرما"), entity("پیمانکار")], [Some("shell"), Some("nioc")]);
    let text = "قرارداد فروش باغ\nفروشنده: شرکت شل به مدیریت آقای کریم باغبان، ثبت شده در مشهد (که در این قرارداد فروشنده \
                نامیده می‌شود)\nخریدار: خانم مریم گلکار فرزند جمشید ساکن اصفهان (از این پس «خریدار»)\n\
                ماده ۱- خریدار باید پول باغ را به فروشنده بپردازد.";
    let analysis = analyse(text);
    assert_eq!(parties(&analysis, 0, PartyRole::Obligor), ["mrim-glkar"]);
    assert_eq!(parties(&analysis, 0, PartyRole::Recipient), ["shell"]);
    // Without such words all of them are.
    let text = "پیمان باغ\nایران، روسیه و ترکیه که از این پس «طرف‌ها» نامیده می‌شوند، پیمان بستند:\n\
                ماده ۱- طرف‌ها باید باغ را آب دهند.";
    let analysis = analyse(text);
    assert_eq!(parties(&analysis, 0, PartyRole::Obligor), ["iran", "russia", "turkey"]);
}

#[test]
fn items_take_over_the_duty_that_introduces_them() {
    let text = "ماده ۱ - ایران موظف است:\nالف) راه را بسازد؛\nب) پل را نگه دارد. سوزاندن پل ممنوع است.\n\
                تبصره - هزینه با شهر است.";
    let analysis = analyse(text);
    let modality: Vec<_> = analysis.provisions.iter().map(|row| row.value.modality).collect();
    use Modality::{Obligation, Prohibition, Statement};
    assert_eq!(modality, [Obligation, Obligation, Obligation, Prohibition, Statement]);
    assert_eq!(parties(&analysis, 1, PartyRole::Obligor), ["iran"]);
}

#[test]
fn what_stands_below_a_heading_names_it() {
    let text = "گزارش سفر\n\nراه تهران بسته بود. پل نیز شکسته بود و کسی از آن نگذشت.\n\n\
                بازگشت از شهر\n\nدر راه بازگشت دو شب در کنار رود ماندیم.\n۱- چادر را بستیم.\n۲- آب آوردیم.\n";
    let analysis = analyse(text);
    let headings: Vec<(&str, Option<&str>)> = analysis
        .segments
        .iter()
        .filter(|segment| segment.kind != SegmentKind::Sentence)
        .map(|segment| {
            let words = |segment: &Segment| &text[segment.span.range()];
            let heading = segment.heading.and_then(|heading| analysis.segments.get(heading as usize));
            (words(segment).split(' ').next().unwrap_or_default(), heading.map(words))
        })
        .collect();
    let (first, second) = (Some("گزارش سفر"), Some("بازگشت از شهر"));
    let expected =
        [("گزارش", None), ("راه", first), ("بازگشت", None), ("در", second), ("۱-", second), ("۲-", second)];
    assert_eq!(headings, expected);
    // A sentence stands under what its paragraph does.
    let of_parents = analysis.segments.iter().filter_map(|segment| {
        let parent = analysis.segments.get(segment.parent? as usize)?;
        (parent.heading != segment.heading).then_some(segment)
    });
    assert_eq!(of_parents.count(), 0);
}
