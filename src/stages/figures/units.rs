//! Which unit a word stands for where it could be several things, and what a rate makes of it.

use super::ambiguity::{Becomes, Sense};
use super::context::Context;
use super::cue;
use super::model::{Base, Kind, Unit};
use super::words::{UnitWord, Word, Words};
use crate::error::Result;
use crate::lexicon::{Lexicon, Particle};
use crate::numeral::{Numeral, Script};
use crate::rule::Edge;
use crate::text::{Gap, TokenKind, TokenRange};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// A unit as its context has it.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    pub(super) kind: Kind,
    pub(super) unit: Option<Unit>,
    pub(super) scale: Decimal,
}

/// Most words between «برابر» and the number that something comes to: «برابر است با».
const EQUALS: u32 = 2;

/// The unit of an edge behind a numeral; none where the word is no unit there («۱۰۰ تن از آنها»).
pub(super) fn resolve(
    context: &Context<'_>,
    edge: &Edge,
    numeral: Option<&Numeral>,
    sentence: TokenRange,
) -> Option<Measured> {
    let Some(Word::Unit(word)) = context.words.get(edge.value) else { return None };
    let measured = Measured { kind: word.kind, unit: Some(word.unit.clone()), scale: word.scale };
    if word.id == "richter" {
        return Some(Measured { unit: None, ..measured });
    }
    // «سه برابر»: a pure number, but «مجموع ۳ و ۲ برابر ۵ است» says what it comes to.
    if &*word.unit.code == "1" {
        // «سرشماری ۱۳۹۵ برابر با ۶۷۹ هزار نفر» does so, too.
        // So do «۲۵×۴ برابر است با ۱۰۰» and «برابر با».
        let next = edge.last();
        let equation = (next..=next + EQUALS)
            .take_while(|&at| at == next || context.is_function_word(at - 1))
            .any(|at| context.view.number_at(at).is_some());
        return (!equation).then_some(Measured { unit: None, ..measured });
    }
    // «نفر ۷ در صد متر اول شد»: two words before another number or unit.
    let apart = edge.length > 1 && context.gap(edge.first + 1) == Gap::Space;
    let counts = context.unit_at(edge.last()) || context.view.number_at(edge.last()).is_some();
    if word.kind == Kind::Percent && apart && counts {
        return None;
    }
    // «دلار ۷۹۸۵۰ یورو ۸۳۲۰۰»: each currency stands before its own number.
    let before =
        numeral.filter(|numeral| numeral.last <= edge.first).and_then(|numeral| numeral.first.checked_sub(1));
    if word.kind == Kind::Money && counts && before.is_some_and(|at| context.is_money(at)) {
        return None;
    }
    let written = context.view.slice(context.stem(edge));
    let near = TokenRange::new(
        sentence.first.max(edge.first.saturating_sub(25)),
        sentence.end.min(edge.last() + 25),
    );
    let speaks = |sense| context.speaks_of(sense, near);
    if word.id == "degree" {
        // «۶٫۲ درجه در مقیاس ریشتر»
        let ahead = edge.last()..sentence.end.min(edge.last() + 4);
        if ahead.into_iter().any(|at| context.is_unit(at, "richter")) {
            return Some(Measured { kind: Kind::Other, unit: None, scale: Decimal::ONE });
        }
        return Some(if speaks(Sense::Temperature) { celsius() } else { measured });
    }
    // «۱۲ دینار» in the year 413 is no money of today; Iran's own is told by nothing else.
    let own = word.unit.base.as_ref().is_some_and(|base| &*base.code == "IRR");
    if word.kind == Kind::Money && !own && is_of_history(context, near) {
        return Some(Measured { unit: None, ..measured });
    }
    // Folding takes the holy book for a coin.
    if word.not_written.iter().any(|other| written.contains(other.as_str())) {
        return None;
    }
    // «چهار بیتی»: couplets, where bits would be in digits.
    let words = numeral.is_some_and(|numeral| numeral.script == Script::Words);
    if word.id == "bit" && words && !speaks(Sense::Data) {
        return None;
    }
    if let Some(becomes) = &word.becomes
        && (becomes.forms.is_empty() || becomes.forms.iter().any(|form| form == written))
        && if !becomes.describing.is_empty() {
            describes(context, becomes, edge, numeral, sentence)
        } else if becomes.unless.is_empty() {
            cue::nearest(context, &becomes.senses, edge, near)
        } else {
            let told = becomes.senses.iter().any(|sense| speaks(*sense))
                && !becomes.unless.iter().any(|sense| speaks(*sense));
            let behind = TokenRange::new(edge.last(), edge.last() + 1);
            let of = becomes.of.iter().any(|sense| context.speaks_of(*sense, behind));
            told || of || is_converted(context, becomes, edge)
        }
    {
        let other = context.words.units().find(|(_, unit)| unit.id == becomes.unit);
        return other.map(|(_, unit)| plain(unit));
    }
    cue::is_unit(context, word, edge, numeral, near).then_some(measured)
}

/// Years of which the money is none that is in use.
const HISTORY: RangeInclusive<i64> = 1..=1250;

/// Whether all years with an era in some tokens are ones of history: «در سال ۴۱۳ ق».
fn is_of_history(context: &Context<'_>, TokenRange { first, end }: TokenRange) -> bool {
    let era = |last: u32| context.is_dated(last) && context.view.begins(last, &context.features().era);
    let year = |at: u32| {
        let number = context.view.numbers_at(at).find(|number| era(number.last))?;
        context.is_dated(at).then(|| number.integer()).flatten()
    };
    let mut years = (first..end).filter_map(year).peekable();
    years.peek().is_some() && years.all(|year| HISTORY.contains(&year))
}

/// How far before a number the word stands that it describes, in tokens: «متراژ این واحد: ۹۰ متر».
const DESCRIBED: u32 = 5;

/// Whether a number says how much there is of what stands beside it: «آپارتمان ۸۵ متری», «۹۰ متر زیربنا». A preposition
/// between is of another matter: «خانه‌ای در ۲۰۰ متری مترو».
fn describes(
    context: &Context<'_>,
    becomes: &Becomes,
    edge: &Edge,
    numeral: Option<&Numeral>,
    sentence: TokenRange,
) -> bool {
    let speaks = |at: u32, adjective: bool| {
        let further = if adjective { becomes.adjective.as_slice() } else { &[] };
        becomes
            .describing
            .iter()
            .chain(further)
            .any(|&sense| context.speaks_of(sense, TokenRange::new(at, at + 1)))
    };
    let first = numeral.map_or(edge.first, |numeral| numeral.first);
    // «قالی ۳×۴ متری»: a side.
    if first.checked_sub(1).is_some_and(|at| matches!(context.slice(at), "×" | "*" | "x")) {
        return false;
    }
    let before = (sentence.first.max(first.saturating_sub(DESCRIBED))..first)
        .rev()
        .take_while(|&at| !matches!(context.slice(at), "،" | "؛" | "."))
        .take_while(|&at| !context.is_number_leader(at) || is_demonstrative(context, at))
        .any(|at| speaks(at, edge.suffix != 0));
    let bare = edge.suffix == 0 || context.words.is_spoken(edge);
    let next = edge.last();
    // «متراژ ۵۲۰ متر مربع و ۱۲۰ متر طول دیوار»: the side that stands right behind is what is measured.
    if bare && next < sentence.end && context.speaks_of(Sense::Length, TokenRange::new(next, next + 1)) {
        return false;
    }
    before
        || bare && next < sentence.end && speaks(next, true)
        || bare && opens_item(context, first, sentence, speaks)
        || bare && is_item_of_dwelling(context, becomes, TokenRange::new(first, next), sentence)
}

/// How far from so much ground the words for rooms and flats stand, in tokens.
const FLAT: u32 = 12;

/// «فروش فوری، ۸۵ متر، ۲ خوابه»: whether the metres are an item by themselves of a list that speaks of flats or plots, and of no side.
fn is_item_of_dwelling(
    context: &Context<'_>,
    becomes: &Becomes,
    metres: TokenRange,
    sentence: TokenRange,
) -> bool {
    let mark = |at: u32| matches!(context.slice(at), "،" | "," | "؛" | ":" | "-" | "–" | "|" | "/");
    let opens = metres.first == sentence.first || mark(metres.first - 1);
    let ends = metres.end >= sentence.end || mark(metres.end);
    let near = TokenRange::new(
        sentence.first.max(metres.first.saturating_sub(FLAT)),
        sentence.end.min(metres.end + FLAT),
    );
    let dwells = becomes.adjective.iter().any(|&sense| context.speaks_of(sense, near));
    opens && ends && dwells && !context.speaks_of(Sense::Length, near)
}

/// «خانه‌ای نوساز، حیاط ۱۵۰ متر»: whether one word that speaks of it, and nothing else, stands between the number and what the
/// clause or item of a list begins behind.
fn opens_item(
    context: &Context<'_>,
    first: u32,
    sentence: TokenRange,
    speaks: impl Fn(u32, bool) -> bool,
) -> bool {
    let Some(word) = first.checked_sub(1).filter(|&word| word >= sentence.first) else { return false };
    let opens = word == sentence.first || context.token_kind(word - 1) == Some(TokenKind::Punctuation);
    opens && context.gap(first) == Gap::Space && speaks(word, true)
}

/// «زیربنای آن ۹۰ متر است»
fn is_demonstrative(context: &Context<'_>, at: u32) -> bool {
    matches!(context.view.particle(at), Some(Particle::ThisOne | Particle::ThatOne))
}

/// How far behind an opening bracket the number of a conversion can stand, in tokens: «(معادل تقریبی ۹۰۸ گرم)».
const CONVERSION: u32 = 4;

/// Whether what the unit becomes stands behind it in brackets, converted: «دو پوند (۹۰۸ گرم)».
fn is_converted(context: &Context<'_>, becomes: &Becomes, edge: &Edge) -> bool {
    let kind = |id: &str| context.words.units().find(|(_, unit)| unit.id == id).map(|(_, unit)| unit.kind);
    let open = edge.last();
    if context.slice(open) != "(" {
        return false;
    }
    let inside = (open + 1..open + CONVERSION).take_while(|&at| context.slice(at) != ")");
    let Some(number) = inside.filter_map(|at| context.view.number_at(at)).next() else { return false };
    let wanted = kind(&becomes.unit);
    context
        .meanings_at(number.last)
        .any(|(_, word)| matches!(word, Word::Unit(unit) if Some(unit.kind) == wanted))
}

pub(super) fn celsius() -> Measured {
    let base = Base { code: Arc::from("K"), factor: 1.0, offset: 273.15 };
    Measured {
        kind: Kind::Temperature,
        unit: Some(Unit { code: Arc::from("Cel"), base: Some(base) }),
        scale: Decimal::ONE,
    }
}

/// A unit divided by a period or another unit.
pub(super) fn divided(measured: Measured, per: &str) -> Measured {
    let seconds = seconds(per);
    let Some(unit) = measured.unit else {
        return Measured {
            kind: Kind::Rate,
            unit: Some(Unit { code: Arc::from(format!("/{per}")), base: None }),
            ..measured
        };
    };
    let base = unit.base.zip(seconds).filter(|(base, _)| base.offset == 0.0).map(|(base, seconds)| Base {
        code: Arc::from(format!("{}/s", base.code)),
        factor: base.factor / seconds,
        offset: 0.0,
    });
    let kind = if measured.kind == Kind::Length && seconds.is_some() { Kind::Speed } else { Kind::Rate };
    Measured { kind, unit: Some(Unit { code: Arc::from(format!("{}/{per}", unit.code)), base }), ..measured }
}

/// How much of one unit another one of its kind is: a gram of a kilogram, and a coin that is a hundredth of any money.
pub(super) fn share(part: &Measured, whole: &Measured) -> Option<Decimal> {
    if part.kind != whole.kind || part.kind == Kind::Percent {
        return None;
    }
    let (part_unit, whole_unit) = (part.unit.as_ref()?, whole.unit.as_ref()?);
    // «۲۵ یورو و ۴۰ سنت»
    if part.kind == Kind::Money && part.scale < Decimal::ONE && whole.scale == Decimal::ONE {
        return Some(part.scale);
    }
    let (small, large) = (part_unit.base.as_ref()?, whole_unit.base.as_ref()?);
    if small.code != large.code || small.offset != 0.0 || large.offset != 0.0 || part.scale != whole.scale {
        return None;
    }
    let share = Decimal::from_f64(small.factor / large.factor)?.round_dp(9);
    (share < Decimal::ONE).then_some(share)
}

/// The length of a period that has a fixed one.
pub(super) fn seconds(period: &str) -> Option<f64> {
    Some(match period {
        "s" => 1.0,
        "min" => 60.0,
        "h" => 3600.0,
        "d" => 86400.0,
        "wk" => 604_800.0,
        // UCUM: the Julian year and its twelfth.
        "mo" => 2_629_800.0,
        "a" => 31_557_600.0,
        _ => return None,
    })
}

/// Every unit that a lexicon knows, by its code.
#[derive(Debug)]
pub struct UnitTable {
    /// The base of each code, where it has one; a code whose entries differ has several.
    units: FxHashMap<Arc<str>, Vec<Option<Base>>>,
    /// Codes that a unit can be divided by.
    periods: FxHashSet<Arc<str>>,
}

impl UnitTable {
    /// Reads the units of a lexicon.
    ///
    /// # Errors
    /// An entry that cannot be used.
    pub fn new(lexicon: &Lexicon) -> Result<Self> {
        let words = Words::new(lexicon)?;
        let mut units: FxHashMap<Arc<str>, Vec<Option<Base>>> = FxHashMap::default();
        for (_, word) in words.units() {
            let bases = units.entry(Arc::clone(&word.unit.code)).or_default();
            if !bases.contains(&word.unit.base) {
                bases.push(word.unit.base.clone());
            }
            if let Some(base) = &word.unit.base {
                units.entry(Arc::clone(&base.code)).or_default();
            }
        }
        Ok(Self { units, periods: words.periods().collect() })
    }

    /// The bases that a value in this unit can have; `None` where the code is not known. A rate (`m3/d`) is
    /// known where both of its parts are.
    #[must_use]
    pub fn bases(&self, code: &str) -> Option<Vec<Option<Base>>> {
        if let Some(bases) = self.units.get(code) {
            return Some(bases.clone());
        }
        let (unit, per) = code.rsplit_once('/')?;
        if !self.is_period(per) && !self.units.contains_key(per) {
            return None;
        }
        if unit.is_empty() {
            return Some(vec![None]);
        }
        let rate = |base: Option<Base>| {
            let unit = Unit { code: Arc::from(unit), base };
            divided(Measured { kind: Kind::Other, unit: Some(unit), scale: Decimal::ONE }, per).unit?.base
        };
        Some(self.bases(unit)?.into_iter().map(rate).collect())
    }

    /// Whether a code stands for a period or another thing that a unit can be divided by.
    #[must_use]
    pub fn is_period(&self, code: &str) -> bool {
        seconds(code).is_some() || self.periods.contains(code)
    }
}

/// Whether a rate word beside the quantity becomes part of its unit: what flows, not what is paid.
pub(super) fn flows(kind: Kind) -> bool {
    matches!(kind, Kind::Length | Kind::Area | Kind::Volume | Kind::Mass | Kind::Energy)
}

/// A misspelt unit as its entry has it.
pub(super) fn plain(word: &UnitWord) -> Measured {
    Measured { kind: word.kind, unit: Some(word.unit.clone()), scale: word.scale }
}
