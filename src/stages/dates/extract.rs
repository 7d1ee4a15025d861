//! Finds the temporal expressions of a document.

use super::age;
use super::chronicle::Chronicle;
use super::civil;
use super::clock;
use super::column::YearColumns;
use super::day_column;
use super::iso;
use super::join;
use super::length;
use super::length::Suffixes;
use super::length_column;
use super::model::{DateRow, Kind, Shift, TemporalExpression, Tense};
use super::numeric;
use super::readings::{Kinds, RULES, TABLE};
use super::refusal;
use super::resolve::Resolver;
use super::slots;
use super::slots::Slots;
use super::tense;
use super::tense::Sentence;
use super::whole_cell::{self, WholeCells};
use super::words::{Word, Words};
use crate::calendar::DurationUnit;
use crate::corrections::{Applied, Correction};
use crate::error::Result;
use crate::finding::Finding;
use crate::lexicon::{ClassSet, Particle};
use crate::numeral::Script;
use crate::rule::{ByRule, Found, Grammar, Match, Review, RuleId, RuleTable, TokenSet, View};
use crate::segment::Segments;
use crate::stages::correct::{self, Corrector};
use crate::stages::extractor::{Extractor, Input};
use crate::table::{Rows, RowsOf, TableRows};
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// The words that dates turn on without a pattern, by their features.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Features {
    /// A phrase that holds a word of time and names none.
    no_date: ClassSet,
    /// What may stand between a day and its hour.
    joint: ClassSet,
    minute: ClassSet,
    second: ClassSet,
    /// A street, which a date may be the name of.
    street: ClassSet,
    /// A degree, of which minutes and seconds are parts.
    arc: ClassSet,
    /// A month whose name things have that are counted too.
    thing_month: ClassSet,
    /// What stands before a time zone.
    zone_leader: ClassSet,
    /// What the head of a column of years begins with.
    year: ClassSet,
    /// What the head of a column of lengths begins with.
    length_head: ClassSet,
}

/// The years that a sentence tells.
#[derive(Debug, Default)]
struct Years {
    /// One past the last token of each.
    told: FxHashSet<u32>,
    /// Whether the sentence before in the same block tells one, or points at one told before it.
    told_before: bool,
    /// The years of the whole document.
    chronicle: Chronicle,
}

impl Years {
    fn are_told(&self) -> bool {
        self.told_before || !self.told.is_empty()
    }
}

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Dates {
    words: Words,
    slots: Slots,
    kinds: ByRule<Kinds>,
    features: Features,
    parts_of_day: ClassSet,
    days: ClassSet,
    suffixes: Suffixes,
    resolver: Resolver,
    /// The rule of a year that «سال» announces.
    announced: RuleId,
    /// The rule of a day and its month.
    of_month: RuleId,
    /// The rule of a length.
    of_length: RuleId,
    /// The rules of what fills a cell.
    of_cells: whole_cell::Rules,
}

impl<A: RowsOf<DateRow> + RowsOf<Finding> + RowsOf<Applied> + Default + 'static> Extractor<A> for Dates {
    const FINDS_BY: &'static [RuleTable] = &[RULES];
    const TABLES: &'static [&'static dyn TableRows<A>] = &[&Rows::<DateRow>::NEW];
    const CORRECTED: &'static [(&'static str, &'static [&'static str])] =
        &[("dates", <Self as Corrector<A, TemporalExpression>>::COLUMNS)];
    type Pending = Vec<DateRow>;

    fn new(grammar: &Grammar) -> Result<Self> {
        let words = Words::new(&grammar.lexicon)?;
        Ok(Self {
            parts_of_day: grammar
                .lexicon
                .class_set_of(&words.meanings, |word| matches!(word, Word::DayPart(_))),
            days: grammar
                .lexicon
                .class_set_of(&words.meanings, |word| matches!(word, Word::Unit(DurationUnit::Day))),
            words,
            slots: Slots::new(&grammar.rules),
            kinds: grammar.rules.readings(TABLE)?,
            features: grammar.lexicon.features(TABLE)?,
            resolver: Resolver::new(&grammar.lexicon)?,
            announced: grammar.rules.id(TABLE, "year").unwrap_or(RuleId::NONE),
            of_month: grammar.rules.id(TABLE, "day-and-month").unwrap_or(RuleId::NONE),
            of_length: grammar.rules.id(TABLE, "duration").unwrap_or(RuleId::NONE),
            of_cells: whole_cell::Rules {
                month: grammar.rules.id(TABLE, "month-alone").unwrap_or(RuleId::NONE),
                season: grammar.rules.id(TABLE, "season-alone").unwrap_or(RuleId::NONE),
                hours: grammar.rules.id(TABLE, "hour-range").unwrap_or(RuleId::NONE),
            },
            suffixes: Suffixes {
                plural: grammar.lexicon.suffix_number("plural"),
                joint: grammar.lexicon.suffix_number("joint-ye"),
                adjective: grammar.lexicon.suffix_number("length-adjective"),
            },
        })
    }

    fn find(&self, input: &Input<'_>, taken: &mut TokenSet) -> Vec<DateRow> {
        let view = input.view;
        let blocked = self.blocked(view);
        let columns = YearColumns::of(view, &self.features.year);
        let whole_cells = WholeCells::of(view, &self.words);
        let (nouns, rule, suffixes) = (&self.features.length_head, self.of_length, self.suffixes);
        let heads = length_column::Heads { nouns, rule, suffixes };
        let mut rows = Vec::with_capacity(view.candidate_count(TABLE));
        let mut block = None;
        let mut years = Years::default();
        for (n, segment) in input.segments.sentences() {
            years = Years {
                told_before: block.is_some() && block == segment.parent && years.are_told(),
                told: FxHashSet::default(),
                chronicle: std::mem::take(&mut years.chronicle),
            };
            block = segment.parent;
            let own = rows.len();
            let readings = view.read(TABLE, segment.tokens, taken, |found| {
                // «سی و چند سال» is more than the «چند سال» that no time is told by.
                let bound = view.capture(found, "bound").is_some_and(|bound| bound.first > found.first);
                if blocked.any(found.first, found.last) && !bound {
                    return view.refuse(found, "its words stand in a phrase that names no time");
                }
                if view.is_spelled(found.first, found.last) {
                    return view.refuse(found, "its words are the letters of an abbreviation");
                }
                self.read(view, found, found.first == segment.tokens.first, &mut years)
            });
            let readings = join::dates_and_times(view, &self.words, readings, &self.features.joint, taken);
            rows.extend(readings.into_iter().map(|mut reading| {
                if reading.value.kind == Kind::Time {
                    reading.value.time_zone =
                        clock::zone(&self.words, &self.features.zone_leader, view, reading.found.last);
                }
                let (first, last) = (reading.found.first, reading.found.last);
                let around = tense::around(segment.tokens, first, last);
                if is_open(&reading.value) {
                    let sentence = Sentence { words: &self.words, view, tokens: around };
                    reading.value.shape.tense = sentence.tense(first, last);
                    let weekday = reading.value.written.weekday.is_some();
                    let shape = &mut reading.value.shape;
                    // «در روز جهانی کودک (۱۶ مهر) گفت» was in its year.
                    let kept = !weekday && matches!(shape.tense, None | Some(Tense::Lasting));
                    shape.recurs = sentence.recurs(first, last)
                        || kept && sentence.is_kept(first, last)
                        || matches!(shape.shift, Some(Shift::OfWeekday(..)))
                            && sentence.is_one_of_many(first, &self.days, self.suffixes.plural);
                    shape.named = sentence.names_what_it_was(first);
                } else if reading.value.shape.narrative {
                    let sentence = Sentence { words: &self.words, view, tokens: around };
                    reading.value.shape.tense = sentence.tense(first, last);
                }
                let sentence = Sentence { words: &self.words, view, tokens: around };
                length::before_event(&mut reading.value, || {
                    let until = first.checked_sub(1).is_some_and(|before| view.is(before, Particle::To));
                    match sentence.tense(first, last) {
                        Some(Tense::Ahead) => true,
                        tense => until && tense.is_none(),
                    }
                });
                if age::may_be_lunar(&reading.value) && age::is_lunar(&self.words, view, around) {
                    age::make_lunar(&mut reading.value);
                }
                Found {
                    span: view.span(reading.found.first, reading.found.last),
                    segment: n,
                    rule: reading.found.rule,
                    review: Review::None,
                    value: reading.value,
                }
            }));
            let mut of_columns = columns.years(view, (n, segment.tokens), self.announced, taken);
            let cells = (n, segment.tokens);
            of_columns.extend(whole_cells.rows(view, cells, (self.of_cells, &rows), taken));
            of_columns.extend(day_column::days(view, &self.words, cells, (self.of_month, &rows), taken));
            of_columns.extend(length_column::lengths(view, &self.words, cells, &heads, taken));
            if !of_columns.is_empty() {
                rows.extend(of_columns);
                rows.get_mut(own..).unwrap_or_default().sort_by_key(|row| row.span.start);
            }
        }
        drop_untold(input.segments, &mut rows);
        rows
    }

    fn resolve(&self, input: &Input<'_>, mut rows: Vec<DateRow>, analysis: &mut A) {
        self.resolver.dates(input.view, input.segments, input.reference, &mut rows, analysis.rows_of_mut());
        *analysis.rows_of_mut() = rows;
    }

    fn correct(&self, input: &Input<'_>, analysis: &mut A) {
        correct::correct::<A, TemporalExpression, _>(self, input, analysis);
    }

    fn sound(&self, correction: &Correction) -> std::result::Result<(), String> {
        correct::sound::<A, TemporalExpression, _>(self, correction)
    }
}

impl Dates {
    /// The tokens of phrases that only look like dates.
    fn blocked(&self, view: &View<'_>) -> TokenSet {
        let mut blocked = TokenSet::new(view.tokens.list.len());
        view.each_of(&self.features.no_date, |edge| blocked.take(edge.first, edge.last()));
        // «۵۱ درجه و ۲۳ دقیقه و ۴ ثانیه» is an angle.
        view.each_of(&self.features.arc, |edge| {
            let mut end = edge.last();
            for unit in [&self.features.minute, &self.features.second] {
                end = self.arc_part(view, end, unit).unwrap_or(end);
            }
            blocked.take(edge.last(), end);
        });
        blocked
    }

    /// One past «و ۲۳ دقیقه» at a token.
    fn arc_part(&self, view: &View<'_>, at: u32, unit: &ClassSet) -> Option<u32> {
        let number = view.words_at(at, view.grammar.particles.words(Particle::And))?;
        view.numbers_at(number).filter_map(|number| view.words_at(number.last, unit)).max()
    }

    /// «برای ۵ سال بعد» is a length ahead, no point in time.
    fn lies_ahead(&self, view: &View<'_>, found: &Match, parts: &slots::Parts) -> bool {
        let Some(before) = found.from.checked_sub(1) else { return false };
        parts.direction == Some((1, false)) && view.is(before, Particle::For)
    }

    /// Whether the document tells a year near the one that is read.
    fn is_of_story(&self, view: &View<'_>, parts: &slots::Parts, years: &mut Years) -> bool {
        let year = parts.year.and_then(|year| year.integer());
        year.is_some_and(|year| years.chronicle.has_near(view, &self.words, &self.features.year, year))
    }

    /// «سه تیر», «دو مهر»: a few bullets or seals; days are that where something else says so.
    fn counts_things(&self, view: &View<'_>, found: &Match, parts: &slots::Parts) -> bool {
        let few = |day: slots::Number| day.words && !day.ordinal && day.integer().is_some_and(|day| day <= 3);
        parts.day.is_some_and(few)
            && parts.year.is_none()
            && parts.weekday.is_none()
            && parts.unit.is_none()
            && view.slot(found, "month").is_some_and(|edge| self.features.thing_month.has(edge.class))
    }

    /// Whether the unit that ends a match is that of the number behind it, as its ending says: «۸۰ روزی دو عدد».
    fn is_rate(&self, view: &View<'_>, found: &Match, parts: &slots::Parts) -> bool {
        let other = [self.suffixes.adjective, self.suffixes.plural, self.suffixes.joint];
        let ends = parts.unit_suffix != 0 && !other.contains(&Some(parts.unit_suffix));
        ends && view.number_at(found.last).is_some_and(|number| !number.ordinal)
    }

    /// Whether a match begins with a part of the day that stands right behind an hour.
    fn takes_from_hour(&self, view: &View<'_>, found: &Match) -> bool {
        let Some(part) = view.capture(found, "day-part").filter(|part| part.first == found.first) else {
            return false;
        };
        // «هنگام | ظهر»: the word that ends here may begin before the match.
        let floor = part.first.saturating_sub(2);
        let whole = view.words_before(part.last, floor, &self.parts_of_day);
        let first = whole.unwrap_or(part.first);
        // «۸ و نیم» is the longest number of an hour.
        let hour = || view.numbers_before(first, first.saturating_sub(3)).any(refusal::is_clock);
        refusal::is_behind(view, first, &self.features.minute) || hour()
    }

    fn read(
        &self,
        view: &View<'_>,
        found: &mut Match,
        opens: bool,
        years: &mut Years,
    ) -> Option<TemporalExpression> {
        let kind = self.kinds.get(found.rule)?;
        let mut both = self.slots.read(&self.words, view, found);
        if matches!(kind, Kinds::CivilDate) && refusal::is_before_clock(view, found, &both[0]) {
            both[0].year = None;
            found.last -= 1;
        }
        if matches!(kind, Kinds::ClockTime)
            && let Some(end) = refusal::next_clock_label(view, found)
        {
            both[0].day_part = None;
            found.last = end;
        }
        if matches!(kind, Kinds::Duration) && refusal::is_each_apart(view, found, &both[0]) {
            return view.refuse(found, "what each of several has, or what comes again, is no end of a range");
        }
        let found = &*found;
        let parts = &both[0];
        let row = match kind {
            // «همان سال» by itself is a date where a year was told.
            Kinds::CivilDate if parts.same_year && refusal::only_same_year(parts) && !years.are_told() => {
                view.refuse(found, "no year is told before it")
            }
            Kinds::CivilDate
                if parts.year.is_none() && refusal::is_behind(view, found.first, &self.features.street) =>
            {
                view.refuse(found, "a street is named so")
            }
            // «ساعت ۸ شب ۱۹ آبان»: the part of the day belongs to the hour.
            Kinds::CivilDate if self.takes_from_hour(view, found) => {
                view.refuse(found, "the part of the day belongs to the hour before it")
            }
            // «لیگ بیست و چهارم، ۲۵ مرداد»: what is counted in words and what in digits are no two days of one month.
            Kinds::CivilDate if refusal::is_ordinal_of_else(view, found, parts) => {
                view.refuse(found, "the ordinal before the comma counts something else")
            }
            // «نه، ۲۵ اردیبهشت»: a word that is a number too says no.
            Kinds::CivilDate if refusal::is_denial(view, found, parts) => {
                view.refuse(found, "a comma stands behind a word that says no")
            }
            // «در ربیع‌الاول ۷۹۵ بغداد را گرفت»: a month of a year of history.
            Kinds::CivilDate if refusal::is_of_early_year(view, found, parts) => view
                .refuse(found, "a year of history stands behind the month, which is of no year of our time"),
            Kinds::CivilDate if parts.of_story && !self.is_of_story(view, parts, years) => {
                view.refuse(found, "no year near it is told")
            }
            Kinds::CivilDate if parts.of_history && !refusal::is_lunar(parts) => {
                view.refuse(found, "the number behind a month that is not lunar may count something")
            }
            Kinds::CivilDate if self.counts_things(view, found, parts) => {
                view.refuse(found, "the month's name is that of a thing too, which a small number counts")
            }
            Kinds::CivilDate if parts.told_year.is_some_and(|year| !years.told.contains(&year.last)) => {
                view.refuse(found, "the year is not told beside it")
            }
            // «سال ۲۰۱۸ میلادی، ۱۲۹۷ پرنده»: years of one list are of one calendar.
            Kinds::CivilDate
                if parts.era.is_none()
                    && parts.told_year.zip(parts.year).is_some_and(refusal::are_of_two_calendars) =>
            {
                view.refuse(found, "the year before it in the list is one of another calendar")
            }
            // «پایان مرداد ۲۶٬۳۵۰ تومان», «مهر ۴۳/۷ بود»: two digits that a longer number begins with.
            Kinds::CivilDate if parts.year.is_some_and(|year| refusal::begins_longer(view, &year)) => {
                view.refuse(found, "its year is the beginning of a longer number")
            }
            Kinds::CivilDate => civil::date(parts),
            // «خطبه دوم – جمعه ۳ فروردین»: what the dash joins is a title and its day.
            Kinds::CivilRange if refusal::is_behind_ordinal(view, found, &both) => {
                view.refuse(found, "the number before the dash counts something else")
            }
            Kinds::CivilRange => civil::range(both),
            Kinds::NumericDate => numeric::date(view, found, opens, &both),
            Kinds::NumericMonth => numeric::month(view, found, parts),
            Kinds::IsoTime => iso::moment(view, found, &both),
            Kinds::FromNow if self.lies_ahead(view, found, parts) => {
                view.refuse(found, "it is a length that lies ahead, and no point in time")
            }
            // «قلعهٔ امروز»: the present one.
            Kinds::FromNow if parts.days == Some(0) && refusal::has_ezafe_before(view, found.first) => {
                view.refuse(found, "it belongs to the noun before it, and says that it is of the present")
            }
            Kinds::FromNow => length::from_now(&both, self.suffixes),
            Kinds::Duration if refusal::is_thing_among_things(view, found) => {
                view.refuse(found, "it is one of several things")
            }
            Kinds::Duration if refusal::names_before_year(view, found) => {
                view.refuse(found, "the number names something of the year behind it")
            }
            // «ب۱۲ هفته‌ای یک عدد»: a letter makes a name of the number.
            Kinds::Duration if refusal::is_behind_letter(view, found.first) => {
                view.refuse(found, "the letter before it makes a name of the number")
            }
            // «۸۰ روزی دو عدد»: so many a day.
            Kinds::Duration if self.is_rate(view, found, parts) => {
                view.refuse(found, "its unit says how often the next number is meant")
            }
            // «سه (۴) روز»: two numbers that disagree.
            Kinds::Duration if refusal::contradicts_number(view, found) => {
                view.refuse(found, "the number in brackets is another one than that before it")
            }
            Kinds::Duration => {
                let joined = view.capture(found, "joint").is_some();
                length::duration(&both, joined, self.suffixes)
            }
            // «بزرگی ۷٫۸ بامداد دیروز»: no hour is written with a decimal mark.
            Kinds::RaceTime => length::race(parts),
            Kinds::ClockTime
                if !clock::is_announced(parts)
                    && view.numeral(found, "hour").is_some_and(|hour| hour.script == Script::Marked) =>
            {
                view.refuse(found, "no hour is written with a decimal mark")
            }
            Kinds::ClockTime if clock::is_behind_label(view, found) => {
                view.refuse(found, "a thousands mark behind it makes a sum of its last number")
            }
            Kinds::ClockTime if clock::is_offset(view, found) => {
                view.refuse(found, "it is how far a time zone is from another one")
            }
            Kinds::ClockTime if clock::is_told_by_nothing(view, found, &both) => {
                view.refuse(found, "its numbers may be a chapter and a verse, or how long somebody took")
            }
            Kinds::ClockTime => clock::time(&both, found.from < found.first)
                .map(|row| TemporalExpression { clock_end: clock::until(&both[1]), ..row }),
        };
        if row.is_some() {
            let ends = both.iter().filter_map(|parts| parts.year);
            let told =
                |year: &slots::Number| year.digits == Some(2) || year.integer().is_some_and(|n| n >= 100);
            years.told.extend(ends.filter(told).map(|year| year.last));
        }
        row
    }
}

/// Drops what points to a day or month told before it in its paragraph, where none is: «جواب همان روز می‌رسد».
fn drop_untold(segments: &Segments, rows: &mut Vec<DateRow>) {
    let paragraph = |row: &DateRow| {
        let found = segments.list.get(row.segment as usize)?;
        Some(found.parent.unwrap_or(row.segment))
    };
    // The rows stand in the order of the text, so that the last day that was told has the paragraph.
    let mut told = None;
    rows.retain(|row| {
        let own = paragraph(row);
        if row.value.shape.told_only {
            return told == Some(own);
        }
        if row.value.kind != Kind::Duration {
            told = Some(own);
        }
        true
    });
}

/// Whether nothing but the verb of its sentence tells which of many days or months an expression is.
fn is_open(date: &TemporalExpression) -> bool {
    match date.shape.shift {
        Some(Shift::Point { unit: DurationUnit::Day, count }) => count == 0,
        Some(shift) => matches!(shift, Shift::OfWeekday(_, None)),
        None => date.calendar.is_some() && date.written.year.is_none() && date.written.month.is_some(),
    }
}
