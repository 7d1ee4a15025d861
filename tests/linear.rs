//! Extraction takes work in proportion to the text: twice the law, twice the work.
//!
//! Work is counted: every allocation of this program, and its bytes, go through a counter. What allocates nothing is
//! compared with itself: sixteen times the text may not take four times what is due, so no machine is too slow.

#![allow(clippy::unwrap_used, reason = "a test may stop")]
#![allow(unsafe_code, reason = "an allocator is unsafe by its contract; this one passes every call on")]

use jadval::extract::{Document, Engine};
use jadval::pipeline::{Cache, Plan, Request};
use jadval::sink::{DatasetWriter, Format, Options, Provenance};
use jadval::tables::Tables;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

struct Counting;

static BYTES: AtomicU64 = AtomicU64::new(0);
static CALLS: AtomicU64 = AtomicU64::new(0);
/// Bytes that are held, and the most that were at a time.
static HELD: AtomicU64 = AtomicU64::new(0);
static MOST: AtomicU64 = AtomicU64::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BYTES.fetch_add(layout.size() as u64, Ordering::Relaxed);
        CALLS.fetch_add(1, Ordering::Relaxed);
        let held = HELD.fetch_add(layout.size() as u64, Ordering::Relaxed) + layout.size() as u64;
        MOST.fetch_max(held, Ordering::Relaxed);
        // SAFETY: the caller's contract is the system allocator's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size() as u64, Ordering::Relaxed);
        // SAFETY: the pointer comes from `alloc` above, and so from the system allocator.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Tests run side by side, and the counters count for all threads.
static ALONE: Mutex<()> = Mutex::new(());

/// A law in chapters, with notes, lists, references, definitions, dates and a numbering gap.
fn law(n: usize) -> String {
    let mut out = format!(
        "قانون راه شمارهٔ {n}\n\nشهرداری نیک‌دره (که از این پس «طرف {n}» خوانده می‌شود) و ایران (که از این پس «طرف دوم» \
         خوانده می‌شود) چنین توافق کردند:\n\n"
    );
    for chapter in 1..=3 {
        out.push_str(&format!("فصل {chapter} - راه‌ها\n"));
        for article in 1..=4 {
            let number = (chapter - 1) * 4 + article;
            out.push_str(&format!(
                "ماده {number} - طرف {n} باید طبق مواد 1 تا {number} این قانون و بند الف ماده {number} تا ۱۰ آبان ۱۴۰۲ \
                 گزارش دهد و:\nالف) راه را بسازد؛\nب) مهلت بند قبل را نگه دارد.\nتبصره - در صورت بارش برف، این ماده اجرا \
                 نمی‌شود.\n"
            ));
        }
    }
    out + "\nبرای گواهی مراتب بالا، این قانون در دو نسخه امضا شد.\n\n"
}

/// Clauses found, and what finding them took: allocations and their bytes.
fn work(engine: &Engine, text: &str) -> (usize, u64, u64) {
    let before = (CALLS.load(Ordering::Relaxed), BYTES.load(Ordering::Relaxed));
    let analysis = engine.analyse(&Document { doc_id: "law", text, ..Document::default() });
    let calls = CALLS.load(Ordering::Relaxed) - before.0;
    (analysis.clauses.len(), calls, BYTES.load(Ordering::Relaxed) - before.1)
}

/// Whether four times the text takes about four times the work. Tables that double as they grow make
/// steps of up to two; work by the square of the text would be sixteen times as much.
#[track_caller]
fn proportional(engine: &Engine, short: &str, long: &str) {
    let (few, calls, bytes) = work(engine, short);
    let (many, more_calls, more_bytes) = work(engine, long);
    assert!(few > 100 && many >= 4 * few - 4, "{few} and {many} clauses");
    assert!(more_calls < 6 * calls, "{calls} and {more_calls} allocations");
    assert!(more_bytes < 8 * bytes, "{bytes} and {more_bytes} bytes");
}

#[test]
fn a_statute_book_takes_work_in_proportion_to_its_size() {
    let _alone = ALONE.lock();
    let engine = Engine::builder().build().unwrap();
    let book = |laws: usize| (0..laws).map(law).collect::<String>();
    proportional(&engine, &book(20), &book(80));
    // One law of many articles, and one list of many items.
    let articles = |n: usize| {
        let article = |n: usize| format!("ماده {n} - طبق ماده {} این قانون راه باز است.\n", n / 2 + 1);
        "قانون راه\n".to_owned() + &(1..=n).map(article).collect::<String>()
    };
    proportional(&engine, &articles(400), &articles(1600));
    let bullets = |n: usize| "کارها چنین است:\n".to_owned() + &"- راه باید ساخته شود.\n".repeat(n);
    proportional(&engine, &bullets(500), &bullets(2000));
}

/// Texts of one kind of thing, over and over: each found a quadratic step somewhere, or could have.
#[test]
fn monotonous_texts_take_work_in_proportion_to_their_size() {
    let _alone = ALONE.lock();
    let engine = Engine::builder().build().unwrap();
    let kinds: [(&str, &dyn Fn(usize) -> String); 12] = [
        ("digits", &|n| "۱".repeat(8 * n)),
        ("digits with marks", &|n| "۱۲۳٬".repeat(2 * n)),
        ("opening brackets", &|n| "(".repeat(8 * n)),
        ("opening quotes", &|n| "«".repeat(8 * n)),
        ("«و»", &|n| "و ".repeat(8 * n)),
        ("joiners", &|n| "\u{200C}".repeat(8 * n)),
        ("marks", &|n| "\u{64B}".repeat(8 * n)),
        ("number words", &|n| "سی و ".repeat(3 * n)),
        ("months", &|n| "آبان و ".repeat(2 * n)),
        ("nested items", &|n| (0..n).map(|at| format!("{}- مورد\n", " ".repeat(at % 40))).collect()),
        ("one line", &|n| "در ۲۰ آبان ۱۳۹۹ ده نفر به تهران آمدند و ".repeat(n / 2)),
        ("names", &|n| "علی رضایی و رضایی و ".repeat(n)),
    ];
    for (name, text) in kinds {
        let (_, calls, bytes) = work(&engine, &text(500));
        let (_, more_calls, more_bytes) = work(&engine, &text(2_000));
        // Few allocations say little; a thousand are noise.
        assert!(more_calls < 6 * calls + 1_000, "{name}: {calls} and {more_calls} allocations");
        assert!(more_bytes < 8 * bytes + (1 << 20), "{name}: {bytes} and {more_bytes} bytes");
        // The square of sixteen is four times what is let through, and each has three attempts.
        let (short, long) = (least(&engine, &text(1_000)), least(&engine, &text(16_000)));
        let due = 16 * short.max(Duration::from_millis(1));
        assert!(long < 4 * due, "{name}: {short:?} and {long:?}");
    }
}

/// Of a file its name and stamp stay, in front coding, and of a record nothing; from where tables are written in chunks.
#[test]
fn memory_hardly_grows_with_the_number_of_documents() {
    let _alone = ALONE.lock();
    // How many groups are in work at once depends on the other work of the machine, so each has three attempts.
    let least = |count| (0..3).map(|_| most_held(count)).min().unwrap_or_default();
    let (few, many) = (least(7_000), least(14_000));
    let each = many.saturating_sub(few) / 7_000;
    assert!(each < 400, "{each} bytes for each file and record: {few} and {many}");
}

/// The most that a run over so many files holds, and one over as many records, where a state is left.
fn most_held(documents: usize) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let raw = folder.path().join("raw");
    std::fs::create_dir(&raw).unwrap();
    for n in 0..documents {
        std::fs::write(raw.join(format!("{n:06}.txt")), "سال ۱۹۹۲").unwrap();
    }
    let record = |n| format!("{{\"doc_id\":\"record {n}\",\"text\":\"سال ۱۹۹۲\"}}\n");
    std::fs::write(raw.join("records.jsonl"), (0..documents).map(record).collect::<String>()).unwrap();
    let mut request = Request::new("many", vec![raw], folder.path().join("out"));
    request.part_rows = 500;
    let cache = folder.path().join("cache");
    request.cache = Some(Cache { folder: cache, tool: String::new(), now: SystemTime::UNIX_EPOCH });
    MOST.store(HELD.load(Ordering::Relaxed), Ordering::Relaxed);
    let before = HELD.load(Ordering::Relaxed);
    let summary = Plan::resolve(request).unwrap().run(&(), &Arc::default()).unwrap();
    assert_eq!(summary.documents, 2 * documents as u64);
    MOST.load(Ordering::Relaxed) - before
}

/// The text itself and two copies in the encoder; room for what is compressed, which hardly any of it needs, is made for
/// three.
#[test]
fn a_long_text_is_written_with_two_copies() {
    let _alone = ALONE.lock();
    let folder = tempfile::tempdir().unwrap();
    let formats = vec![Format::Parquet];
    let options = Options { formats, provenance: Provenance::default(), part_rows: Options::PART_ROWS };
    let mut writer = DatasetWriter::create(&folder.path().join("out"), options).unwrap();
    let text = "در ۲۰ آبان ۱۳۹۹ ده نفر به تهران آمدند.\n".repeat(400_000);
    let length = text.len() as f64;
    let before = HELD.load(Ordering::Relaxed) - text.len() as u64;
    MOST.store(before, Ordering::Relaxed);
    writer.write(&Tables::of_text("long", text).unwrap()).unwrap();
    writer.finish().unwrap();
    let most = (MOST.load(Ordering::Relaxed) - before) as f64 / length;
    assert!(most < 6.1, "{most} times the text");
}

/// The least of three times that the analysis of a text takes.
fn least(engine: &Engine, text: &str) -> Duration {
    let once = |_| {
        let began = Instant::now();
        let _ = engine.analyse(&Document { doc_id: "text", text, ..Document::default() });
        began.elapsed()
    };
    (0..3).map(once).min().unwrap_or_default()
}

/// What is held is not far beyond what is counted, in texts that are of one thing over and over.
#[test]
fn what_an_analysis_holds_is_counted() {
    let _alone = ALONE.lock();
    let engine = Engine::builder().build().unwrap();
    let kinds = [
        ("numbers in columns", "۱۲۳\t۴۵۶\t۷۸۹\t۱۲\t۳۴\n"),
        ("numbers apart", "12 34 56 78 90 12\n"),
        ("digits and commas", "1,2,3,4,5\n"),
        ("people counted", "۵ نفر "),
        ("people counted in sentences", "۵ نفر. "),
        ("brackets", "(((((((((("),
        ("dates", "۱/۱/۹۹ "),
        ("names", "ایران و تهران، "),
        ("items", "۱- علی گفت.\n"),
        ("one letter", "و "),
        ("ends", ".\n"),
        ("sayings", "علی گفت: برو. "),
    ];
    let mut wrong = Vec::new();
    for (name, text) in kinds {
        let text = text.repeat((4 << 20) / text.len());
        let extraction = jadval::extraction::Extraction::new(&engine).max_document_memory(ROOM);
        MOST.store(HELD.load(Ordering::Relaxed), Ordering::Relaxed);
        let before = HELD.load(Ordering::Relaxed);
        let tables =
            extraction.documents([Document { doc_id: "a", text: &text, ..Document::default() }]).unwrap();
        let most = MOST.load(Ordering::Relaxed) - before;
        let rejected = tables.get("rejects").unwrap().num_rows();
        println!("{name}: {} MB at most, {rejected} rejected", most >> 20);
        // Some of what is asked for is room that is never used, and takes no memory.
        if most > 3 * ROOM {
            wrong.push((name, most));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Bytes that an analysis may hold in the test.
const ROOM: u64 = 96 << 20;
