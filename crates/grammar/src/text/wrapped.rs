//! Paragraphs that are broken at a width, among lines that are paragraphs of their own.
//!
//! Whoever breaks lines at a width puts as many words on each as fit. So the first word of a line is one that the line before had no
//! room for: of lines that stand below each other for another reason that is so by chance, and seldom of several.

use super::line::{WIDEST, begins_item, is_finished};
use memchr::memchr_iter;
use std::ops::Range;

/// Fewest line ends that tell a width, where nothing else of the text does, and how seldom they may stand so by chance.
const TELLING: usize = 3;
const CHANCE: f64 = 0.01;
/// Of the width, the share by which lines differ that stand below each other for another reason.
const SPREAD: f64 = 0.4;
/// Most lines of a paragraph that is broken at the width of others.
const SHORT: usize = 40;
/// Of so many full lines one may end where another word had room, and no sentence ends: a note, a heading.
const CONTRARY: usize = 10;
/// A width below this, in letters, is that of verses and lists.
const NARROWEST: usize = 40;
/// Most lines that are looked at together: what is held while a text is read is bounded.
const TOGETHER: usize = 4096;
/// Numbers of a line from which it may be a row of a table without borders.
const NUMBERS: usize = 2;
/// Separators of a line from which it may be a row of a table.
const SEPARATORS: usize = 2;

/// The ways to count the width of a line: characters, those that take room, and bytes.
const MEASURES: [fn(&str) -> usize; 3] = [
    |text| text.chars().count(),
    |text| text.chars().filter(|c| !matches!(c, '\u{64B}'..='\u{65F}' | '\u{200B}'..='\u{200F}')).count(),
    str::len,
];

/// A width at which paragraphs are broken, and how it is counted.
#[derive(Clone, Copy)]
struct Width {
    columns: usize,
    measure: fn(&str) -> usize,
}

/// A line without blanks at its end.
#[derive(Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    start: u32,
    /// Where its line end stands.
    end: u32,
}

/// The lines of a part of a text.
fn lines(text: &str, part: Range<u32>) -> impl Iterator<Item = Line<'_>> {
    let Range { mut start, end: last } = part;
    let bytes = text.as_bytes().get(start as usize..last as usize).unwrap_or_default();
    let ends = memchr_iter(b'\n', bytes).map(move |at| part.start + at as u32);
    ends.chain([last]).map(move |end| {
        let words = text.get(start as usize..end as usize).unwrap_or("").trim_end();
        let line = Line { text: words, start, end };
        start = end + 1;
        line
    })
}

/// Reads the lines that stand together, and may all be ones of broken paragraphs.
fn read_blocks<'t>(lines: impl Iterator<Item = Line<'t>>, mut read: impl FnMut(&[Line<'t>])) {
    let mut block = Vec::new();
    for line in lines {
        let broken = line.may_be_broken();
        if broken {
            block.push(line);
        }
        if !broken || block.len() == TOGETHER {
            read(&block);
            block.clear();
        }
    }
    read(&block);
}

impl Line<'_> {
    /// Whether it can be one of a broken paragraph: it is no longer than a page is wide, and no row of a table.
    fn may_be_broken(&self) -> bool {
        // Wide gaps and leaders: «۱۲ ..... نان».
        let columned = || ["\t", "|", "  ", ".."].iter().any(|mark| self.text.trim_start().contains(mark));
        !self.text.is_empty() && self.text.len() <= WIDEST && !columned()
    }

    /// How many separators of cells it has.
    fn separators(&self) -> usize {
        self.text.matches([',', ';', '،']).count()
    }

    /// How many runs of digits it has.
    fn numbers(&self) -> usize {
        self.text.split(|c: char| !c.is_numeric()).filter(|run| !run.is_empty()).count()
    }

    fn first_word(&self) -> &str {
        self.text.split_whitespace().next().unwrap_or("")
    }
}

impl Width {
    /// Whether a line had no room for the first word of the next.
    fn is_full(self, line: Line<'_>, next: Line<'_>) -> bool {
        (self.measure)(line.text) + 1 + (self.measure)(next.first_word()) > self.columns
    }

    /// The width of the longest of some lines.
    fn of(lines: &[Line<'_>], measure: fn(&str) -> usize) -> Self {
        Self { columns: lines.iter().map(|line| measure(line.text)).max().unwrap_or(0), measure }
    }
}

/// Where the line ends stand, in bytes, that end no paragraph.
pub(super) fn within(text: &str) -> Vec<u32> {
    let ends = between_blank_lines(text);
    if ends.is_empty() { in_double_spacing(text) } else { ends }
}

/// The same of a text that has a blank line behind each line.
fn in_double_spacing(text: &str) -> Vec<u32> {
    let mut before = false;
    let touches = |line: Line<'_>| {
        let words = !line.text.is_empty();
        std::mem::replace(&mut before, words) && words
    };
    if lines(text, 0..text.len() as u32).any(touches) {
        return Vec::new();
    }
    let mut ends = Vec::new();
    let worded = lines(text, 0..text.len() as u32).filter(|line| !line.text.is_empty());
    read_blocks(worded, |block| ends.extend(broken(block).into_iter().flat_map(|(_, ends)| ends)));
    // The line ends of the blank lines behind them.
    let blanks = |end: u32| {
        let rest = text.as_bytes().get(end as usize..).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).enumerate();
        blank.filter(|(_, byte)| **byte == b'\n').map(move |(at, _)| end + at as u32)
    };
    ends.into_iter().flat_map(blanks).collect()
}

/// The same of the lines that stand below each other without a blank one.
fn between_blank_lines(text: &str) -> Vec<u32> {
    let (mut ends, mut short) = (Vec::new(), Vec::new());
    let mut width: Option<Width> = None;
    read_blocks(lines(text, 0..text.len() as u32), |block| {
        if let Some((found, more)) = broken(block) {
            ends.extend(more);
            width = width.filter(|width| width.columns >= found.columns).or(Some(found));
        } else if let [first, .., last] = block
            && block.len() <= SHORT
            && block.iter().any(|line| line.text.len() >= NARROWEST)
        {
            short.push(first.start..last.end);
        }
    });
    // A paragraph of a few lines tells no width, and has that of the others.
    if let Some(width) = width {
        for part in short {
            let block: Vec<Line<'_>> = lines(text, part).collect();
            ends.extend(broken_at(&block, width));
        }
        ends.sort_unstable();
    }
    ends
}

/// The width at which the paragraphs of a block of lines are broken, and where.
fn broken(block: &[Line<'_>]) -> Option<(Width, Vec<u32>)> {
    let letters = || Width::of(block, MEASURES[0]).columns;
    if block.len() <= TELLING || is_list(block) || letters() < NARROWEST {
        return None;
    }
    MEASURES.into_iter().find_map(|measure| {
        let width = Width::of(block, measure);
        Some((width, full_ends(block, width)?))
    })
}

/// Where the lines of a block end that had no room for more; nothing where they are not broken at this width.
fn full_ends(block: &[Line<'_>], width: Width) -> Option<Vec<u32>> {
    let (mut ends, mut joins, mut unfinished, mut contrary, mut chance) = (Vec::new(), 0, 0, 0, 1.0);
    let spread = width.columns as f64 * SPREAD;
    for pair in block.windows(2) {
        let [line, next] = pair else { continue };
        if begins_item(next.text.trim_start()) {
            continue;
        }
        joins += 1;
        let finished = is_finished(line.text);
        if width.is_full(*line, *next) {
            unfinished += usize::from(!finished);
            chance *= (((width.measure)(next.first_word()) + 1) as f64 / spread).min(1.0);
            ends.push(line.end);
        } else if !finished && (width.measure)(line.text) * 10 >= width.columns * 6 {
            contrary += 1;
        }
    }
    let told = ends.len() >= TELLING.max(contrary * CONTRARY)
        && chance < CHANCE
        && ends.len() * 10 >= joins * 6
        && unfinished * 2 > ends.len();
    told.then_some(ends)
}

/// Where the lines of a short paragraph end, if it is broken at a width that others told.
fn broken_at(block: &[Line<'_>], width: Width) -> Vec<u32> {
    let mut ends = Vec::new();
    for pair in block.windows(2) {
        let [line, next] = pair else { continue };
        if begins_item(next.text.trim_start()) || is_finished(line.text) {
            continue;
        }
        if !width.is_full(*line, *next) {
            return Vec::new();
        }
        ends.push(line.end);
    }
    let fits = block.iter().all(|line| (width.measure)(line.text) <= width.columns);
    if fits && !is_list(block) { ends } else { Vec::new() }
}

/// Whether lines are rows that are alike: most begin with a number or with the same word, have a colon or several
/// numbers, or all have as many separators.
fn is_list(block: &[Line<'_>]) -> bool {
    let most =
        |is: &dyn Fn(&Line<'_>) -> bool| block.iter().filter(|line| is(line)).count() * 2 > block.len();
    let separators = block.first().map_or(0, Line::separators);
    let first = block.first().map_or("", Line::first_word);
    let second = block.get(1).map_or("", Line::first_word);
    separators >= SEPARATORS && block.iter().all(|line| line.separators() == separators)
        || most(&|line| line.text.trim_start().starts_with(char::is_numeric))
        || most(&|line| line.text.contains(':'))
        || most(&|line| line.numbers() >= NUMBERS)
        || most(&|line| line.first_word() == first)
        || most(&|line| line.first_word() == second)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "در نشست دیروز شورای شهر که با حضور شهردار و معاونان او برگزار شد هفتاد و سه نفر از \
        کارکنان تازه معرفی شدند و پس از بحث دربارهٔ لایحهٔ آب با پنجاه و هشت رأی موافق آن را تصویب کردند. بودجهٔ این \
        طرح دو هزار و پانصد میلیارد ریال است و نزدیک به سیصد هزار کشاورز از آن بهره خواهند برد";

    /// Words on lines of so many letters at most.
    fn wrapped(text: &str, width: usize) -> String {
        let mut out = String::new();
        let mut left = 0;
        for word in text.split_whitespace() {
            let letters = word.chars().count();
            if left > letters {
                out.push(' ');
                left -= letters + 1;
            } else {
                out.push_str(if out.is_empty() { "" } else { "\n" });
                left = width - letters;
            }
            out.push_str(word);
        }
        out
    }

    fn unbroken(text: &str) -> Vec<String> {
        let ends = within(text);
        let mut out = vec![String::new()];
        for (at, c) in text.char_indices() {
            match c {
                '\n' if ends.contains(&(at as u32)) => out.last_mut().unwrap().push(' '),
                '\n' => out.push(String::new()),
                _ => out.last_mut().unwrap().push(c),
            }
        }
        out
    }

    #[test]
    fn a_paragraph_by_itself_is_seen() {
        for width in 60..90 {
            assert_eq!(unbroken(&wrapped(WORDS, width)).len(), 1, "{width}");
        }
    }

    #[test]
    fn long_lines_and_short_ones_beside_it_stay_as_they_are() {
        let long = WORDS.repeat(3);
        let text = format!("گزارش\n{}\n{long}\nپایان", wrapped(WORDS, 70));
        assert_eq!(
            unbroken(&text).iter().map(|line| line.chars().count()).collect::<Vec<_>>(),
            [
                5,
                WORDS.split_whitespace().collect::<Vec<_>>().join(" ").chars().count(),
                long.chars().count(),
                5
            ]
        );
    }

    #[test]
    fn a_short_paragraph_has_the_width_of_the_others() {
        let short: String = WORDS.split_whitespace().take(22).collect::<Vec<_>>().join(" ");
        let text = format!("{}\n\n{}", wrapped(WORDS, 60), wrapped(&short, 60));
        assert_eq!(unbroken(&text).len(), 3, "{text}");
        assert!(within(&wrapped(&short, 60)).is_empty());
    }

    #[test]
    fn paragraphs_stand_below_each_other_without_blank_lines() {
        let paragraphs: Vec<String> = (5..17)
            .map(|skip| WORDS.split_whitespace().skip(skip).collect::<Vec<_>>().join(" ") + ".")
            .collect();
        let lines: Vec<String> = paragraphs.iter().map(|paragraph| wrapped(paragraph, 72)).collect();
        assert_eq!(unbroken(&lines.join("\n")), paragraphs);
    }

    #[test]
    fn a_blank_line_may_stand_behind_each_line() {
        for gap in ["\n\n", "\r\n \r\n"] {
            let text = wrapped(WORDS, 60).replace('\n', gap);
            let ends = within(&text);
            assert_eq!(ends.len(), text.matches('\n').count(), "{text}");
            assert!(ends.iter().all(|end| text.as_bytes()[*end as usize] == b'\n'));
        }
        assert!(within(&WORDS.replace(". ", ".\n\n")).is_empty());
    }

    #[test]
    fn items_begin_paragraphs() {
        let text = format!("{}\n{}", wrapped(WORDS, 60), wrapped(&format!("۲- {WORDS}"), 60));
        let lines = unbroken(&text);
        assert!(lines.len() == 2 && lines[1].starts_with("۲-"), "{lines:?}");
    }

    #[test]
    fn lines_that_are_as_long_by_chance_are_no_paragraph() {
        let row = |day: u32| format!("{day} فروردین واریز دو میلیون و پانصد هزار ریال به شعبهٔ مرکزی");
        let rows: Vec<String> = (11..20).map(row).collect();
        assert!(within(&rows.join("\n")).is_empty());
        let pair = |name: &str| format!("{name}، زادهٔ هزار و سیصد و پنجاه، کارمند ادارهٔ کشاورزی شهرستان");
        assert!(within(&["بهزاد", "بهرام", "سیروس", "منوچهر", "کامران"].map(pair).join("\n")).is_empty());
        let verse = "چو باد از کران بیابان گذشت به دشت و دمن بوی باران گذشت\nشب آمد که مهتاب بر بام شد دل خسته آرام آرام شد\n\
                     بگفتا که این ره به پایان رسد پس از تیرگی روز خندان رسد\nنماند کسی را غمی در جهان اگر مهربان باشد این کاروان";
        assert!(within(verse).is_empty());
    }

    #[test]
    fn what_ends_no_paragraph_is_a_line_end() {
        let text = wrapped(WORDS, 50).replace('\n', "\r\n");
        let ends = within(&text);
        assert!(ends.len() > 3 && ends.iter().all(|end| text.as_bytes()[*end as usize] == b'\n'));
    }
}
