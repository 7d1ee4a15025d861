//! Which property a figure is of: the nearest word of its clause that can say it.

use super::clause::Clause;
use super::words::Scene;
use crate::lexicon::Particle;
use crate::stages::figures::Kind;
use crate::syntax::RowsAt;
use crate::text::TokenRange;

/// How far before a figure a word stands that says what it measures, in tokens.
const REACH: u32 = 12;

/// The same for a count.
const NEAR: u32 = 4;

/// The property of what somebody or something has, as the lexicon calls it.
const HAS: &str = "count-of";

/// How much farther than any other word one of it counts as.
const LEAST: u32 = 4;

/// A word that says what a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// Index of the property.
    pub(super) property: usize,
    /// The word's tokens.
    pub(super) tokens: TokenRange,
}

/// The property of a figure of some kind, whose item stands at `item`.
pub(super) fn property(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: TokenRange,
    item: Option<TokenRange>,
    kind: Kind,
    figures: &RowsAt,
) -> Option<Cue> {
    let fits =
        |property: usize| scene.words.list.get(property).is_some_and(|known| known.kinds.contains(&kind));
    let counts = kind == Kind::Count;
    let mut best: Option<(u32, Cue)> = None;
    let mut offer = |cost: u32, cue: Cue| {
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, cue));
        }
    };
    for at in clause.tokens.positions() {
        for (edge, &property) in
            scene.view.meanings_at(&scene.words.properties, at).filter(|(_, p)| fits(**p))
        {
            let tokens = TokenRange::new(at, at + u32::from(edge.length));
            // «۵۰ زندانی آزاد شدند»: the verb says what became of whom the noun names.
            let told =
                of_verb(clause, tokens) && tokens.first >= figure.end && !takes(figures, figure, tokens);
            if let Some(cost) = cost(scene, clause, figure, item, tokens, counts)
                && (cost == 0
                    || of_verb(clause, tokens)
                    || is_object(scene, tokens, figure)
                    || !takes(figures, figure, tokens))
            {
                let cost = match cost {
                    0 => 3,
                    _ if counts && told => 1,
                    cost => cost + 3,
                };
                // What befell whom the noun counts is said before that somebody has them.
                let plain = scene.words.list.get(property).is_some_and(|known| &*known.name == HAS);
                let cost = if plain { cost + LEAST } else { cost };
                offer(cost, Cue { property, tokens });
            }
        }
    }
    if let Some(verb) = clause.verb.filter(|_| !counts || !is_led(scene, figure)) {
        let of_verb = scene
            .words
            .list
            .iter()
            .position(|known| known.verbs.contains(&verb.lemma) && known.kinds.contains(&kind));
        if let Some(property) = of_verb {
            offer(50, Cue { property, tokens: verb.tokens });
        }
    }
    best.map(|(_, cue)| cue)
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
) -> Option<u32> {
    if item.is_some_and(|item| word.first < item.end && item.first < word.end) {
        return Some(0);
    }
    if word.end <= figure.first {
        let between = figure.first - word.end;
        let apart =
            (word.end..figure.first).any(|at| matches!(scene.mark(at), Some("،" | "؛" | ":" | "«" | "»")));
        // «شمار کشته‌ها را ۵۰ نفر دانست»
        let object = is_object(scene, word, figure);
        let least = match (counts, object) {
            (true, true) => 2,
            (true, false) => 60,
            _ => 10,
        };
        // A count stands right behind the word that tells of it, or behind «به»: «شمار کشته‌ها به ۵۰ نفر رسید».
        let reached = scene.view.is(figure.first - 1, Particle::Toward);
        let near = !counts || object || reached || between <= NEAR;
        return (between <= REACH && near && !apart).then_some(least + between);
    }
    if word.first < figure.end {
        return None;
    }
    let between = word.first - figure.end;
    if of_verb(clause, word) {
        // «در اثر دو بمباران … جان باختند»: who did stands elsewhere.
        if counts && is_led(scene, figure) {
            return None;
        }
        return Some(if counts { 20 } else { 40 });
    }
    let words = &scene.words.features;
    let apart = (figure.end..word.first).any(|at| {
        scene.mark(at).is_some_and(|mark| !matches!(mark, "«" | "»" | "\"" | "-"))
            || counts && scene.view.is(at, Particle::And)
            || counts && (scene.view.begins(at, &words.preposition) || scene.view.is(at, Particle::ThisOne))
    });
    (between <= REACH && !apart).then_some(if counts { 5 + between } else { 30 + between })
}

/// Whether «را» stands between a word and a figure: «شمار کشته‌ها را ۵۰ نفر دانست».
fn is_object(scene: &Scene<'_>, word: TokenRange, figure: TokenRange) -> bool {
    (word.end..figure.first).any(|at| scene.view.begins(at, &scene.words.features.object))
}

/// Whether a word is the nominal part of the clause's verb, or the verb itself.
fn of_verb(clause: &Clause, word: TokenRange) -> bool {
    clause.verb.is_some_and(|verb| word.end >= verb.tokens.first)
}

/// Whether another figure stands between a figure and a word, which tells of that one.
fn takes(figures: &RowsAt, figure: TokenRange, word: TokenRange) -> bool {
    let between = if word.first >= figure.end {
        TokenRange::new(figure.end, word.first)
    } else {
        TokenRange::new(word.end.min(figure.first), figure.first)
    };
    figures.within(between).next().is_some()
}

/// Whether a preposition leads a figure that makes it none of those whom the verb tells of: «در», «با», but not «به ۵۰ نفر رسید».
fn is_led(scene: &Scene<'_>, figure: TokenRange) -> bool {
    let Some(before) = figure.first.checked_sub(1) else { return false };
    let at = if scene.view.is(before, Particle::ThisOne) { before.saturating_sub(1) } else { before };
    let loose = matches!(
        scene.view.particle(at),
        Some(Particle::From | Particle::Toward | Particle::To | Particle::That | Particle::And)
    );
    !loose && scene.view.begins(at, &scene.words.features.preposition) && scene.mark(at).is_none()
}
