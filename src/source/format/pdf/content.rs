//! Running the program of a page, as far as text and rules go.

use super::actual::Actual;
use super::glyph::Glyph;
use super::ink::Ink;
use super::letters::{UNKNOWN, is_guessed, typed};
use super::program;
use super::suspect::{Suspects, may_be_wrong};
use crate::source::allowance::Allowance;
use hayro_cmap::BfString;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn, GlyphId};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Dict, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};
use kurbo::{Affine, Point, Rect};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;
use std::sync::Arc;

/// A font without outlines, in place of those that a file names and does not hold: their letters and widths the file says itself.
const BLANK: &[u8] = include_bytes!("blank.ttf");

/// How deep forms may stand in each other.
const FORMS: usize = 12;

/// States that may be saved at a time.
const STATES: usize = 512;

/// Glyphs of a page; what comes behind is dropped, and no printed page has so many.
const GLYPHS: usize = 200_000;

/// What all pages of a document share.
pub(super) struct Shared<'a> {
    cache: FontCache<'a>,
    resolve_font: FontResolverFn,
    resolve_cmap: CMapResolverFn,
    inks: FxHashMap<u128, Option<Rc<Ink>>>,
    unknown: FxHashMap<u128, u32>,
    /// Fonts that say letters which they have not.
    pub(super) suspects: Suspects,
    /// Instructions that may still be run: a page may draw forms that draw forms.
    pub(super) budget: u64,
    pub(super) allowance: &'a Allowance<'a>,
}

impl<'a> Shared<'a> {
    pub(super) fn new(budget: u64, allowance: &'a Allowance<'a>) -> Self {
        Self {
            cache: FontCache::new(),
            resolve_font: Arc::new(|_| Some((Arc::new(BLANK), 0))),
            resolve_cmap: Arc::new(|_| None),
            inks: FxHashMap::default(),
            unknown: FxHashMap::default(),
            suspects: Suspects::default(),
            budget,
            allowance,
        }
    }
}

/// What a page shows.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) actual: Actual,
    /// Vertical rules: place, top and bottom.
    pub(super) rules: Vec<(f64, f64, f64)>,
    pub(super) unmapped: u32,
    seen: FxHashSet<(i64, i64, String)>,
}

/// The state of text.
#[derive(Clone)]
struct State<'a> {
    page: Affine,
    text: Affine,
    line: Affine,
    font: Option<Font<'a>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    is_unseen: bool,
}

impl State<'_> {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.text = self.line;
    }
}

/// Runs a page.
pub(super) fn run<'a>(page: &'a Page<'a>, shared: &mut Shared<'a>) -> Shown {
    let mut shown = Shown::default();
    let start = Affine::new(page.initial_transform(true).as_coeffs());
    // What is far too much for a page has no end, as far as anybody knows.
    let Some(program) = program::of_page(page, shared.allowance) else {
        shared.budget = 0;
        return shown;
    };
    shown.run(TypedIter::new(&program), page.resources(), start, shared, 0);
    shown
}

impl Shown {
    fn run<'a>(
        &mut self,
        mut program: TypedIter<'_>,
        resources: &Resources<'a>,
        start: Affine,
        shared: &mut Shared<'a>,
        depth: usize,
    ) {
        let mut state = State {
            page: start,
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            is_unseen: false,
        };
        let (mut saved, mut path, mut pen) = (Vec::new(), Vec::new(), Point::ZERO);
        while let Some(op) = program.next() {
            let Some(left) = shared.budget.checked_sub(1) else { return };
            shared.budget = left;
            if shared.allowance.is_over() {
                return;
            }
            match op {
                Op::SaveState(_) if saved.len() < STATES => saved.push(state.clone()),
                Op::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Op::Transform(m) => state.page *= matrix([m.0, m.1, m.2, m.3, m.4, m.5].map(|n| n.as_f64())),
                Op::RectPath(r) => {
                    let [x, y, width, height] = [r.0, r.1, r.2, r.3].map(|n| n.as_f64());
                    path.push(Rect::new(x, y, x + width, y + height).abs());
                }
                Op::MoveTo(to) => pen = Point::new(to.0.as_f64(), to.1.as_f64()),
                Op::LineTo(to) => {
                    let to = Point::new(to.0.as_f64(), to.1.as_f64());
                    path.push(Rect::from_points(pen, to));
                    pen = to;
                }
                Op::FillPathNonZero(_)
                | Op::FillPathEvenOdd(_)
                | Op::StrokePath(_)
                | Op::CloseAndStrokePath(_)
                | Op::FillAndStrokeNonZero(_)
                | Op::FillPathNonZeroCompatibility(_) => {
                    path.drain(..).for_each(|rect| self.drawn(state.page, rect));
                }
                Op::EndPath(_) => path.clear(),
                Op::BeginMarkedContentWithProperties(marked) => {
                    let properties = match marked.1 {
                        Object::Dict(dict) => Some(dict.clone()),
                        Object::Name(name) => resources.properties.get::<Dict<'_>>(name.clone()),
                        _ => None,
                    };
                    let text = properties.and_then(|dict| dict.get::<PdfString<'_>>(b"ActualText"));
                    self.actual.begin(text.map(|text| pdf_text(text.as_bytes())));
                }
                Op::BeginMarkedContent(_) => self.actual.begin(None),
                Op::EndMarkedContent(_) => self.actual.end(),
                Op::BeginText(_) => (state.text, state.line) = (Affine::IDENTITY, Affine::IDENTITY),
                Op::SetTextMatrix(m) => {
                    state.line = matrix([m.0, m.1, m.2, m.3, m.4, m.5].map(|n| n.as_f64()));
                    state.text = state.line;
                }
                Op::TextFont(font) => {
                    state.size = font.1.as_f64();
                    let dict = resources.get_font(font.0);
                    state.font = dict.and_then(|dict| {
                        shared.cache.font(&dict, &shared.resolve_font, &shared.resolve_cmap)
                    });
                }
                Op::ShowText(text) => self.show(&mut state, text.0.as_bytes(), shared),
                Op::ShowTexts(texts) => {
                    for part in texts.0.iter::<Object<'_>>() {
                        if shared.allowance.is_over() {
                            return;
                        }
                        match part {
                            Object::Number(by) => {
                                let by = -by.as_f64() / 1000.0 * state.size * state.stretch;
                                state.text *= Affine::translate((by, 0.0));
                            }
                            Object::String(text) => self.show(&mut state, text.as_bytes(), shared),
                            _ => {}
                        }
                    }
                }
                Op::HorizontalScaling(by) => state.stretch = by.0.as_f64() / 100.0,
                Op::TextLeading(by) => state.leading = by.0.as_f64(),
                Op::CharacterSpacing(by) => state.letter_space = by.0.as_f64(),
                Op::WordSpacing(by) => state.word_space = by.0.as_f64(),
                Op::TextRise(by) => state.rise = by.0.as_f64(),
                Op::TextRenderingMode(mode) => state.is_unseen = mode.0.as_f64() as i64 == 3,
                Op::NextLine(by) => state.next_line(by.0.as_f64(), by.1.as_f64()),
                Op::NextLineAndSetLeading(by) => {
                    state.leading = -by.1.as_f64();
                    state.next_line(by.0.as_f64(), by.1.as_f64());
                }
                Op::NextLineUsingLeading(_) => state.next_line(0.0, -state.leading),
                Op::NextLineAndShowText(text) => {
                    state.next_line(0.0, -state.leading);
                    self.show(&mut state, text.0.as_bytes(), shared);
                }
                Op::ShowTextWithParameters(text) => {
                    (state.word_space, state.letter_space) = (text.0.as_f64(), text.1.as_f64());
                    state.next_line(0.0, -state.leading);
                    self.show(&mut state, text.2.as_bytes(), shared);
                }
                Op::XObject(name) if depth < FORMS => {
                    if let Some(form) = resources.get_x_object(name.0) {
                        self.form(&form, resources, state.page, shared, depth);
                    }
                }
                _ => {}
            }
        }
    }

    fn form<'a>(
        &mut self,
        form: &Stream<'a>,
        outer: &Resources<'a>,
        page: Affine,
        shared: &mut Shared<'a>,
        depth: usize,
    ) {
        let dict = form.dict();
        if dict.get::<Name<'_>>(b"Subtype").is_none_or(|name| &*name != b"Form") {
            return;
        }
        let Some(program) = program::unpacked(form, shared.allowance) else {
            shared.budget = 0;
            return;
        };
        let Some(program) = program else { return };
        let own = matrix(dict.get::<[f64; 6]>(b"Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
        let resources = dict.get::<Dict<'a>>(b"Resources").map(Resources::new);
        let resources = resources.as_ref().unwrap_or(outer);
        self.run(TypedIter::new(program.as_ref()), resources, page * own, shared, depth + 1);
    }

    /// A rectangle is drawn: thin ones are rules, and others have rules at their sides.
    fn drawn(&mut self, page: Affine, rect: Rect) {
        let mut rule = |rect: Rect| {
            let rect = page.transform_rect_bbox(rect);
            if rect.width() < 2.0 && rect.height() > 6.0 && self.rules.len() < GLYPHS {
                self.rules.push((rect.x0, rect.y0, rect.y1));
            }
        };
        rule(rect);
        if rect.width() > 2.0 && rect.height() > 6.0 {
            rule(Rect::new(rect.x0, rect.y0, rect.x0, rect.y1));
            rule(Rect::new(rect.x1, rect.y0, rect.x1, rect.y1));
        }
    }

    fn show(&mut self, state: &mut State<'_>, bytes: &[u8], shared: &mut Shared<'_>) {
        let Some(font) = state.font.clone() else { return };
        let mut at = 0;
        while at < bytes.len() && self.glyphs.len() < GLYPHS && !shared.allowance.is_over() {
            let (code, length) = font.read_code(bytes, at);
            at += length.max(1);
            let id = font.map_code(code);
            let scale = Affine::new([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise]);
            let moved = Affine::scale(1.0 / 1000.0) * Affine::translate(font.origin_displacement(code));
            let advance = font.code_advance(code).x;
            let place = state.page * state.text * scale * moved;
            self.glyph(
                &font,
                (id, code),
                place,
                (font.glyph_stretch(id, code), advance),
                state.is_unseen,
                shared,
            );
            let space = if code == 32 && length == 1 { state.word_space } else { 0.0 };
            let by = (advance / 1000.0 * state.size + state.letter_space + space) * state.stretch;
            state.text *= Affine::translate((by, 0.0));
        }
    }

    fn glyph(
        &mut self,
        font: &Font<'_>,
        (id, code): (GlyphId, u32),
        place: Affine,
        (stretch, advance): (f64, f64),
        is_unseen: bool,
        shared: &mut Shared<'_>,
    ) {
        let (mut ink, mut font_key) = (None, 0);
        let (key, letter) = match font.glyph(id, code) {
            FontGlyph::Outline(outline) => {
                let key = outline.identifier().cache_key();
                font_key = outline.font_data().map_or(0, |data| data.cache_key as u64);
                let allowance = shared.allowance;
                let own = shared.inks.entry(key).or_insert_with(|| {
                    allowance.hold(size_of::<Ink>() + 4 * size_of::<(u128, Rc<Ink>)>());
                    Ink::of(&outline.outline()).map(Rc::new)
                });
                ink.clone_from(own);
                (key, outline.as_unicode())
            }
            FontGlyph::Type3(drawn) => (drawn.char_code() as u128, drawn.as_unicode()),
        };
        let mut code_of = |key: u128| {
            let next = UNKNOWN + shared.unknown.len() as u32;
            let code = *shared.unknown.entry(key).or_insert(next);
            char::from_u32(code.min(0xF8FF))
        };
        let (raw, alias) = match letter {
            Some(BfString::Char(c)) => (c.to_string(), may_be_wrong(c).then(|| code_of(key)).flatten()),
            Some(BfString::String(text)) => (text, None),
            None => {
                self.unmapped += 1;
                (code_of(key).map(String::from).unwrap_or_default(), None)
            }
        };
        let (origin, end, top) =
            (place * Point::ZERO, place * Point::new(advance, 0.0), place * Point::new(0.0, 1000.0));
        let size = (top - origin).hypot();
        if !(size.is_finite() && origin.is_finite() && end.is_finite()) {
            return;
        }
        // Bold letters are often the same ones printed again beside themselves.
        if !raw.trim().is_empty() && self.is_again(origin, size, &raw) && advance != 0.0 {
            return;
        }
        let own = if advance == 0.0 { size / 1000.0 } else { stretch * (end.x - origin.x) / advance };
        let actual = self.actual.add(self.glyphs.len());
        self.glyphs.push(Glyph {
            text: typed(&raw),
            left: origin.x.min(end.x),
            right: origin.x.max(end.x),
            y: origin.y,
            size,
            ink,
            origin: origin.x,
            scale: own,
            actual,
            font: font_key,
            is_unseen,
            alias,
            is_guessed: is_guessed(&raw),
        });
    }

    /// Whether the same text was printed at this place before.
    fn is_again(&mut self, at: Point, size: f64, text: &str) -> bool {
        let step = (0.06 * size).max(0.2);
        let (x, y) = ((at.x / step).round() as i64, (at.y / step).round() as i64);
        let near = |x| (-1..=1).map(move |dy| (x, dy));
        let mut around = (-1..=1).flat_map(near);
        let found = size > 0.0
            && around.any(|(dx, dy)| {
                self.seen.contains(&(x.saturating_add(dx), y.saturating_add(dy), text.to_owned()))
            });
        self.seen.insert((x, y, text.to_owned()));
        found
    }
}

fn matrix(numbers: [f64; 6]) -> Affine {
    Affine::new(numbers)
}

/// A text string of PDF: UTF-16 behind its mark, else Latin.
pub(super) fn pdf_text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}
