//! Which property a figure is of: the nearest word of its clause that can say it.

use super::clause::Clause;
use super::placed::Figures;
use super::words::{Counted, Property, Scene, SubjectPlace};
use crate::lexicon::Particle;
use crate::stages::figures::Kind;
use crate::stages::scene::{NOMINAL, ends_with_yeh};
use crate::syntax::VerbGroup;
use crate::text::{TokenKind, TokenRange};

/// How far before a figure a word stands that says what it measures, in tokens.
const REACH: u32 = 12;

/// The same for a count.
const NEAR: u32 = 4;

/// The property of what somebody or something has, as the lexicon calls it.
pub(super) const HAS: &str = "count-of";

/// The property of those who belong to a body.
pub(super) const MEMBERS: &str = "members";

/// The properties of what changed and of what came in.
pub(super) const GROWTH: &str = "growth";
const REVENUE: &str = "revenue";
const SOLD: &str = "sold";

/// How much farther than any other word one of it counts as.
const LEAST: u32 = 80;

/// A word that says what a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// Index of the property.
    pub(super) property: usize,
    /// The word's tokens.
    pub(super) tokens: TokenRange,
}

impl Cue {
    /// What an earlier word or figure said, of a clause that does not say it again.
    pub(super) const fn carried(property: usize, clause: &Clause) -> Self {
        Self { property, tokens: TokenRange::new(clause.tokens.first, clause.tokens.first) }
    }
}

/// The property of a figure of some kind, whose item stands at `item`.
pub(super) fn property(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: TokenRange,
    item: Option<TokenRange>,
    kind: Kind,
    figures: &Figures,
) -> Option<Cue> {
    let fits =
        |property: usize| scene.words.list.get(property).is_some_and(|known| known.kinds.contains(&kind));
    let counts = kind == Kind::Count;
    // «بانک ۲۰ میلیون دلار را فروخت»: money that is sold itself has no price here.
    let traded = kind == Kind::Money && scene.view.begins(figure.end, &scene.words.features.object);
    let fits = |property: usize| {
        let sold = |known: &Property| kind == Kind::Money && &*known.name == SOLD;
        fits(property) && scene.words.list.get(property).is_none_or(|known| !sold(known) || traded)
    };
    let mut best: Option<(u32, Cue)> = None;
    let mut offer = |cost: u32, cue: Cue| {
        // Of two words that begin together the longer one tells: «فروش داشت».
        let longer =
            |other: &Cue| other.tokens.first == cue.tokens.first && other.tokens.end < cue.tokens.end;
        if best.is_none_or(|(least, other)| cost < least || cost == least && longer(&other)) {
            best = Some((cost, cue));
        }
    };
    // «دو بار»: how often is told by the noun alone.
    let often = item.filter(|item| scene.view.begins(item.first, &scene.words.features.times));
    for at in clause.tokens.positions().filter(|&at| often.is_none_or(|item| item.first == at)) {
        for (edge, &property) in
            scene.view.meanings_at(&scene.words.properties, at).filter(|(_, p)| fits(**p))
        {
            let tokens = TokenRange::new(at, at + u32::from(edge.length));
            // «می‌خرد» is a verb, and «از دست کم چهار» has a bound.
            let bound = (tokens.first + 1..tokens.end).any(|at| {
                scene.words_at(at, &scene.words.features.filler).is_some_and(|end| end > tokens.end)
            });
            // «از این تعداد، ۲۸ نفر»: what was counted before.
            let points = tokens.first.checked_sub(1).is_some_and(|at| scene.view.is(at, Particle::ThisOne));
            let again = points && scene.words.list.get(property).is_some_and(|known| &*known.name == HAS);
            // «هر عضو ۲۵۰ رأی»: of one of them nothing tells how many there are.
            let each = tokens.first.checked_sub(1).is_some_and(|at| scene.view.is(at, Particle::Each));
            let each = each
                && tokens.end <= figure.first
                && scene.words.list.get(property).is_some_and(|known| &*known.name == MEMBERS);
            if !scene.view.tokens.begins_word(tokens.first as usize) || bound || again || each {
                continue;
            }
            // «۵۰ زندانی آزاد شدند»: the verb says what became of whom the noun names.
            let told =
                of_verb(clause, tokens) && tokens.first >= figure.end && !figures.takes(figure, tokens, kind);
            if let Some(cost) = cost(scene, clause, figure, item, tokens, counts, figures)
                && (cost == 0
                    || of_verb(clause, tokens) && !figures.counts(tokens.first)
                    || is_object(scene, tokens, figure)
                    || !figures.takes(figure, tokens, kind))
                && !figures.has(tokens, figure.first)
            {
                let cost = match cost {
                    0 => 3,
                    // «سه قاچاقچی دستگیر و یک نفر کشته شد»: each has its own word.
                    1 => 0,
                    _ if counts && told => 1,
                    cost => cost + 3,
                };
                // What befell whom the noun counts is said before that somebody has them.
                let known = scene.words.list.get(property);
                if known.is_some_and(|known| !counts_such(scene, known, item)) {
                    continue;
                }
                let own = item.is_some_and(|item| item.first == at);
                let weak = known.is_some_and(|known| own && known.weak);
                let verb = clause.verb.map(|verb| verb.lemma);
                // «دو کارگر به بیمارستان رفتند»: nobody employs them here.
                let apart = known.is_some_and(|known| {
                    own && !known.with.is_empty() && verb.is_some_and(|verb| !known.with.contains(&verb))
                });
                // «شش جمعیت شناسایی شد»: what is counted is no measure of another thing.
                let measure =
                    known.is_some_and(|known| counts && own && known.subject == Some(SubjectPlace::Thing));
                // «به ۱۲ درصد کاهش یافت», «۲۰ واحد کاهش یافت»: a level is no growth, and points are nothing that somebody has.
                let changes = clause.verb.is_some()
                    && tokens.first >= figure.end
                    && is_level(scene, clause, figure, figures);
                let level = changes && known.is_some_and(|known| &*known.name == GROWTH);
                let moved = own
                    && known.is_some_and(|known| &*known.name == HAS)
                    && scene.view.begins(clause.verb_start(scene), &scene.words.features.change);
                // «ساخت برج ۲۲ طبقه»: the noun right before a number has so many, and nobody did anything to these.
                let within = tokens.end..figure.first;
                let plain = |at: u32| is_plain_noun(scene, at);
                let attributed = counts
                    && !within.is_empty()
                    && known.is_some_and(|known| known.agent.is_some())
                    && within.last().is_some_and(plain);
                // «سه عضو گروه را بازداشت کرد»: who has something done to them is not what somebody has.
                let owned = known.is_some_and(|known| {
                    let people = scene.view.begins(at, &scene.words.features.person);
                    known.subject == Some(SubjectPlace::OwnerBefore) || people && &*known.name == HAS
                });
                let object = |at: u32| scene.view.begins(at, &scene.words.features.object);
                let suffers = counts && own && owned && (figure.end..clause.verb_start(scene)).any(object);
                // «برای سه کرسی رقابت کردند»: what somebody wants he has not.
                let wanted = own
                    && known.is_some_and(|known| &*known.name == HAS)
                    && figure.first.checked_sub(1).is_some_and(|at| scene.view.is(at, Particle::For));
                // «در دو کتاب به آن پرداخت», «پس از هفت شماره بسته شد»: where and when something was has nobody; «با ۲۰ رأی» has somebody.
                let with = figure.first.checked_sub(1);
                let with = with.is_some_and(|at| scene.view.begins(at, &scene.words.features.together));
                // «عهدنامه‌ای در پنج ماده» has so many.
                let one = with_one(scene, figure);
                let where_ = own
                    && !one
                    && known.is_some_and(|known| &*known.name == HAS)
                    && often.is_none()
                    && !with
                    && is_led(scene, figure);
                if apart || measure || level || moved || attributed || suffers || wanted || where_ {
                    continue;
                }
                // «بانک ۲۰ میلیون دلار را به فروش رساند»
                let sold = kind == Kind::Money && known.is_some_and(|known| &*known.name == SOLD);
                if sold && !of_verb(clause, tokens) {
                    continue;
                }
                let cost = if sold { 0 } else { cost };
                let known = known.filter(|known| &*known.name == HAS);
                let cost = if known.is_some() || weak { cost + LEAST } else { cost };
                // «از آن کلاس سه نفر ماندند»: what there are so many of is what is counted.
                let other = item.is_none_or(|item| item.first != at);
                if other && known.is_some_and(|known| known.subject == Some(SubjectPlace::Doer)) {
                    continue;
                }
                offer(cost, Cue { property, tokens });
            }
        }
    }
    let led = counts && (is_led(scene, figure) || is_of_means(scene, figure));
    if let Some(verb) = clause.verb.filter(|_| often.is_none() && !led) {
        let takings = kind == Kind::Money && takes_in(scene, clause, figure, &verb);
        // «از دو نقطه عقب بکشند» kills nobody.
        let (first, nominal) = (verb.tokens.first, &scene.words.features.verb_noun);
        let other = scene.view.words_before(first, first.saturating_sub(NOMINAL), nominal).is_some();
        // «میان هواداران دو تیم بزرگ، یک نفر کشته شد»: what a comma parts from the next number has no part in the verb.
        let comma = (figure.end..first.max(figure.end)).find(|&at| scene.mark(at) == Some("،"));
        let other = other || counts && comma.is_some_and(|at| scene.view.counts(at + 1));
        let of_verb = scene.words.list.iter().filter(|_| !other || takings).position(|known| {
            let told = if takings { &*known.name == REVENUE } else { known.verbs.contains(&verb.lemma) };
            let sold = kind == Kind::Money && &*known.name == SOLD && !traded;
            told && !sold && known.kinds.contains(&kind) && counts_such(scene, known, item)
        });
        if let Some(property) = of_verb {
            // «دو عضو X را کشتند»
            let object = counts
                && (figure.end..verb.tokens.first)
                    .any(|at| scene.view.begins(at, &scene.words.features.object));
            offer(if object { 2 } else { 50 }, Cue { property, tokens: verb.tokens });
        }
    }
    best.map(|(_, cue)| whole(scene, clause, headed(scene, clause, cue, figure, kind)))
}

/// «بهای تمام‌شده درآمدهای عملیاتی», «هزینه حقوق»: of two nouns side by side before a measure the first one says what it is.
fn headed(scene: &Scene<'_>, clause: &Clause, cue: Cue, figure: TokenRange, kind: Kind) -> Cue {
    if kind != Kind::Money || cue.tokens.end > figure.first {
        return cue;
    }
    let property =
        |at: u32| scene.words.list.get(at as usize).is_some_and(|known| known.kinds.contains(&kind));
    let head = (clause.tokens.first..cue.tokens.first).rev().take(NEAR as usize).find_map(|at| {
        let whole = scene.view.tokens.begins_word(at as usize);
        let mut words = scene.view.meanings_at(&scene.words.properties, at).filter(|_| whole);
        let beside = |edge: u8| at + u32::from(edge) == cue.tokens.first;
        words
            .find(|(edge, known)| beside(edge.length) && property(**known as u32))
            .map(|(_, &property)| Cue { property, tokens: TokenRange::new(at, cue.tokens.first) })
    });
    head.unwrap_or(cue)
}

/// «عهدنامه‌ای در پنج ماده», «این کتاب در سه جلد»: whether one of a kind, or a writing, stands right before the preposition of a figure.
fn with_one(scene: &Scene<'_>, figure: TokenRange) -> bool {
    let begins = |at: &u32| scene.view.tokens.begins_word(*at as usize);
    let Some(lead) = figure.first.checked_sub(1) else { return false };
    let stops = |at: &u32| {
        scene.mark(*at).is_some()
            || scene.date_at(*at).is_some()
            || scene.view.begins(*at, &scene.words.features.object)
            || scene.view.begins(*at, &scene.words.features.preposition)
    };
    let written = (lead.saturating_sub(NEAR)..lead)
        .rev()
        .take_while(|at| !stops(at))
        .any(|at| scene.view.begins(at, &scene.words.features.document));
    let led = scene.view.begins(lead, &scene.words.features.inside);
    if written && led {
        return true;
    }
    let noun = (lead.saturating_sub(NEAR)..lead).rev().find(begins);
    noun.is_some_and(|noun| ends_with_yeh(scene.view.slice(scene.view.span(noun, lead))))
        && !scene.is_behind_name_or_date(lead, NEAR)
}

/// Whether a token is the last of a noun, and no filler, preposition or conjunction.
fn is_plain_noun(scene: &Scene<'_>, at: u32) -> bool {
    let words = &scene.words.features;
    let classes = [&words.filler, &words.preposition, &words.connective, &words.object, &words.average];
    let floor = at.saturating_sub(NEAR);
    let other = classes.into_iter().any(|classes| scene.view.words_before(at + 1, floor, classes).is_some());
    let word = scene.view.token_kind(at) == Some(TokenKind::Word);
    word && scene.view.particle(at).is_none() && !other && !scene.is_behind_name_or_date(at + 1, NEAR + 1)
}

/// Whether a property may count what the item is: people are killed, and things are sold.
fn counts_such(scene: &Scene<'_>, known: &Property, item: Option<TokenRange>) -> bool {
    let (Some(of), Some(item)) = (known.of, item) else { return true };
    let words = &scene.words.features;
    // «۵ فروند هواپیما»
    let behind = scene
        .words_at(item.first, &words.classifier)
        .filter(|_| !scene.view.begins(item.first, &words.person));
    let first = behind.unwrap_or(item.first);
    let person = scene.view.begins(first, &words.person);
    // «۱۲۰ خانوار» are counted by themselves, too.
    let thing = scene.view.begins(first, &words.thing) || scene.view.begins(item.first, &words.thing);
    match of {
        Counted::People => person || !thing,
        Counted::Things => !person || thing,
        // «چهار قطعنامه صادر کرد»: who issues a document supplies nothing.
        Counted::Goods => (!person || thing) && !scene.view.begins(first, &words.document),
    }
}

/// Whether a figure is where something came to: «به ۱۲ درصد افزایش یافت», but not «رشد به ۱۲ درصد رسید».
pub(super) fn is_level(scene: &Scene<'_>, clause: &Clause, figure: TokenRange, figures: &Figures) -> bool {
    let before = figure.first.checked_sub(1);
    // «از ۳۰ درصد به ۵۰ درصد افزایش یافت»: where it was before.
    let came = scene.view.is(figure.end, Particle::Toward) && scene.view.counts(figure.end + 1);
    let led = before
        .is_some_and(|at| scene.view.is(at, Particle::Toward) || came && scene.view.is(at, Particle::From));
    // «با ۲ درصد کاهش به ۹ درصد رسید»: by how much it changed is told beside where it came to.
    let beside = |at: u32| {
        let with = at.checked_sub(1).is_some_and(|at| scene.view.begins(at, &scene.words.features.together));
        with || figures.counts(at)
    };
    let grows = |at: u32| scene.view.begins(at, &scene.words.features.change) && !beside(at);
    led && !(clause.tokens.first..figure.first).any(grows)
}

/// «فیلم ۵ میلیون دلار فروخت»: whether a verb of selling tells what came in, and not what something was sold for.
fn takes_in(scene: &Scene<'_>, clause: &Clause, figure: TokenRange, verb: &VerbGroup) -> bool {
    let [_, sell] = scene.words.trading;
    let words = &scene.words.features;
    let object = || clause.tokens.positions().any(|at| scene.view.begins(at, &words.object));
    let bound = scene.view.words_before(figure.first, figure.first.saturating_sub(3), &words.filler);
    let led = figure.first.checked_sub(1).is_some_and(|at| scene.view.begins(at, &words.preposition));
    let led = led && bound.is_none();
    // «۳۱ میلیون دلار در گیشه فروخت»
    let beside = verb.tokens.first == figure.end
        || scene.view.begins(figure.end, &words.inside) && verb.tokens.first <= figure.end + NEAR;
    Some(verb.lemma) == sell && beside && !verb.passive && !led && !object()
}

/// A word with those right before it that say the same: «قیمت هر لیتر».
fn whole(scene: &Scene<'_>, clause: &Clause, cue: Cue) -> Cue {
    let says = |at: u32| {
        let mut words = scene.view.meanings_at(&scene.words.properties, at);
        words.any(|(edge, &property)| {
            property == cue.property && at + u32::from(edge.length) == cue.tokens.first
        })
    };
    let first = (clause.tokens.first..cue.tokens.first).rev().take(2).find(|&at| says(at));
    // What the words before it say stands behind them.
    first.map_or(cue, |first| Cue { tokens: TokenRange::new(first, cue.tokens.first), ..cue })
}

/// How far from a figure a word is that may say what it is of: its item first, then of counts the verb, of measures what
/// stands before them.
fn cost(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: TokenRange,
    item: Option<TokenRange>,
    word: TokenRange,
    counts: bool,
    figures: &Figures,
) -> Option<u32> {
    if item.is_some_and(|item| word.first < item.end && item.first < word.end) {
        return Some(0);
    }
    let features = &scene.words.features;
    // «متهم به قتل همسایه بودند»: «به قتل» tells of nobody without its verb.
    let is = |verb: &VerbGroup| Some(verb.lemma) == scene.words.auxiliaries.be;
    let told = of_verb(clause, word) || clause.verb.is_some_and(|verb| !is(&verb));
    if counts && scene.view.begins(word.first, &features.preposition) && !told {
        return None;
    }
    if word.end <= figure.first {
        // «سه متر پهنا و ۱۲ متر ارتفاع»: what stands right behind a measure tells of that one.
        if !counts && figures.counts(word.first) {
            return None;
        }
        let between = figure.first - word.end;
        let apart =
            (word.end..figure.first).any(|at| matches!(scene.mark(at), Some("،" | "؛" | ":" | "«" | "»")));
        // «از فروش نفت (با قیمت جاری) ۲۹ میلیارد دلار»: a bracket tells of what stands before it.
        let bracket =
            (word.end..figure.first).find_map(|at| scene.mark(at).filter(|m| matches!(*m, "(" | ")")));
        let apart = apart || bracket == Some(")");
        // «خریداری و در ۵۴ بسته فرستاده شد»
        let joins =
            |at: u32| scene.view.is(at, Particle::And) && scene.view.begins(at + 1, &features.preposition);
        // «۲۲۰ خانه ویران و راه ۴۷ روستا بسته شد»: what «و» follows tells of what stands before it.
        let told = scene.view.is(word.end, Particle::And) && clause.verb.is_some_and(|verb| verb.passive);
        let joined = counts && (told || (word.end..figure.first).any(joins));
        // «شمار کشته‌ها را ۵۰ نفر دانست»
        let object = is_object(scene, word, figure);
        let least = match (counts, object) {
            (true, true) => 2,
            (true, false) => 60,
            _ => 10,
        };
        // «تعداد گل‌های خود در ۳۶۵ بازی», «در بودجه سال ۵ تومان»
        let inside = word.first.checked_sub(1).is_some_and(|at| scene.view.begins(at, &features.inside));
        if counts && !object && is_led(scene, figure) || !counts && inside && between > 0 {
            return None;
        }
        // A count stands right behind the word that tells of it, or behind «به»: «شمار کشته‌ها به ۵۰ نفر رسید».
        let reached = scene.view.is(figure.first - 1, Particle::Toward);
        // «جمعیت X در سال ۲۰۰۱ دو میلیون نفر بود»
        let beside = |verb: &VerbGroup| item.is_some_and(|item| item.end == verb.tokens.first);
        let said = clause.verb.is_some_and(|verb| is(&verb) && beside(&verb))
            && scene.word_end(clause.tokens.first, word.end) == word.end
            && !(word.end..figure.first).any(|at| scene.view.is(at, Particle::And));
        let near = !counts || object || reached || said || between <= NEAR && !joined;
        return (between <= REACH && near && !apart).then_some(least + between);
    }
    if word.first < figure.end {
        return None;
    }
    // «وابستگی که ۴۵ درصد بود کم شود»: a verb right behind a measure is all that tells of it.
    let next = scene.view.verb(figure.end, scene.word_end(figure.end, word.first.max(figure.end + 1)));
    let is = next.is_some_and(|verb| Some(verb.lemma) == scene.words.auxiliaries.be);
    if is && !counts {
        return None;
    }
    if counts && of_verb(clause, word) && is_of_means(scene, figure) {
        return None;
    }
    let between = word.first - figure.end;
    if of_verb(clause, word) {
        // «در اثر دو بمباران … جان باختند»: who did stands elsewhere.
        // «۲۵ درصد از ۱۰۰ نفری که شرکت کردند»
        let that = (figure.end..word.first).find(|&at| scene.view.is(at, Particle::That));
        let relative = that.is_some();
        // «۵۰ سرباز به کشور و فریاد مادرانی که فرزندانشان را از دست دادند»: the relative clause is of another noun.
        let other = |that: u32| {
            let from = item.map_or(figure.end, |item| item.end).min(that);
            (from..that).any(|at| scene.view.is(at, Particle::And) || scene.view.is(at, Particle::Toward))
        };
        if counts && that.is_some_and(other) {
            return None;
        }
        // «سه متهم به شلاق محکوم و دو نفر بازداشت شدند»: another noun has the verb before, and is told of these.
        let own = |at: u32| {
            let told =
                scene.view.words_before(at, at.saturating_sub(NOMINAL).max(figure.end), &features.verb_noun);
            scene.view.is(at, Particle::And) && told.is_some() && figures.begins(at + 1)
        };
        if counts && (figure.end..word.first).any(own) {
            return None;
        }
        if counts && (is_led(scene, figure) || !relative && is_part(scene, clause, figure)) {
            return None;
        }
        return Some(if counts { 20 } else { 40 });
    }
    let words = &scene.words.features;
    // «۱۳ نفر از سران آن دستگیر و ۱۲ نفر اعدام شدند»: the verb is told once, behind the last.
    let partitive = |at: u32| {
        item.is_some_and(|item| item.first < at && at <= item.end) && scene.view.is(at, Particle::From)
    };
    let stops = |at: u32| {
        !partitive(at)
            && (scene.mark(at).is_some()
                || scene.view.is(at, Particle::And)
                || scene.view.begins(at, &words.preposition)
                || scene.view.begins(at, &words.object))
    };
    let shares = counts
        && scene.view.is(word.end, Particle::And)
        && clause
            .verb
            .is_some_and(|verb| scene.view.begins(verb.tokens.first, &words.light_verb) || verb.passive);
    if shares && !is_led(scene, figure) && !(figure.end..word.first).any(stops) {
        return Some(1);
    }
    let apart = (figure.end..word.first).any(|at| {
        scene.mark(at).is_some_and(|mark| !matches!(mark, "«" | "»" | "\"" | "-"))
            || scene.view.is(at, Particle::And)
            || counts && (scene.view.begins(at, &words.preposition) || scene.view.is(at, Particle::ThisOne))
    });
    (between <= REACH && !apart).then_some(if counts { 5 + between } else { 30 + between })
}

/// Whether «را» stands between a word and a figure: «شمار کشته‌ها را ۵۰ نفر دانست», but not «سه عضو را بازداشت و دو کشتی را توقیف کرد».
fn is_object(scene: &Scene<'_>, word: TokenRange, figure: TokenRange) -> bool {
    let marker =
        (word.end..figure.first).rev().find(|&at| scene.view.begins(at, &scene.words.features.object));
    marker.is_some_and(|marker| !(marker..figure.first).any(|at| scene.view.is(at, Particle::And)))
}

/// Whether a word is the nominal part of the clause's verb, or the verb itself.
fn of_verb(clause: &Clause, word: TokenRange) -> bool {
    clause.verb.is_some_and(|verb| word.end >= verb.tokens.first)
}

/// Whether a figure is part of what the verb is said of: «فرمان دستگیری ۵۰ نفر را صادر کرد», «از ۵ تکه ساخته شد».
fn is_part(scene: &Scene<'_>, clause: &Clause, figure: TokenRange) -> bool {
    let words = &scene.words.features;
    let Some(before) = figure.first.checked_sub(1) else { return false };
    // «بیش از ۵۰ نفر» is no part of them.
    let loose =
        before.checked_sub(1).is_some_and(|at| scene.words_at(at, &words.filler) == Some(figure.first));
    let of = scene.view.is(before, Particle::From) && !loose;
    let stops = |at: &u32| {
        scene.mark(*at).is_some()
            || scene.view.begins(*at, &words.object)
            || scene.mention_at(*at).is_some()
            || scene.date_at(*at).is_some()
    };
    // «از تنه دو درخت ساخته شد», «بین طرفداران دو تیم یک نفر کشته شد»: whose something is that a preposition leads.
    let begins = |at: &u32| scene.view.tokens.begins_word(*at as usize);
    let noun =
        (clause.tokens.first..figure.first).rev().find(begins).filter(|_| is_plain_noun(scene, before));
    let led_noun =
        noun.and_then(|noun| noun.checked_sub(1)).is_some_and(|at| scene.view.begins(at, &words.preposition));
    let of = of || led_noun;
    let mut own = (clause.tokens.first..figure.first).rev().take_while(|at| !stops(at));
    let led = |at: u32| at > clause.tokens.first && scene.view.begins(at - 1, &words.preposition);
    of || own.any(|at| scene.view.begins(at, &words.document) && !led(at))
}

/// Whether a preposition leads a figure that makes it none of those whom the verb tells of: «در», «با», but not «به ۵۰ نفر رسید».
pub(super) fn is_led(scene: &Scene<'_>, figure: TokenRange) -> bool {
    let Some(before) = figure.first.checked_sub(1) else { return false };
    let at = if scene.view.is(before, Particle::ThisOne) { before.saturating_sub(1) } else { before };
    // «با حداکثر سه ضربه»
    let filler =
        scene.view.words_before(figure.first, figure.first.saturating_sub(3), &scene.words.features.filler);
    let at = filler.and_then(|first| first.checked_sub(1)).unwrap_or(at);
    let loose = matches!(
        scene.view.particle(at),
        Some(Particle::From | Particle::Toward | Particle::To | Particle::That | Particle::And)
    );
    !loose && scene.view.begins(at, &scene.words.features.preposition) && scene.mark(at).is_none()
}

/// «با مشارکت ۱۲ شرکت ساخته شد»: whether a figure counts those of a noun that «با» leads, whom the verb tells nothing of.
fn is_of_means(scene: &Scene<'_>, figure: TokenRange) -> bool {
    let features = &scene.words.features;
    let noun = figure.first.checked_sub(1).filter(|&noun| is_plain_noun(scene, noun));
    let with = noun.and_then(|noun| noun.checked_sub(1));
    with.is_some_and(|with| scene.view.begins(with, &features.together))
        && noun.is_some_and(|noun| scene.view.meanings_at(&scene.words.properties, noun).next().is_none())
}
