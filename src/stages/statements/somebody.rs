//! Whether the words for who says something are somebody.

use super::cue::Cue;
use super::extract::Reader;
use super::speaker::Source;
use crate::lexicon::Particle;
use crate::text::TokenKind;

impl Reader<'_> {
    /// Whether the words for a source are function words alone, or begin or end with a number that was cut.
    pub(super) fn is_nobody(&self, source: &Source, cue: &Cue) -> bool {
        // «ما اعلام می‌کنیم»
        let own = cue.verb.is_some_and(|verb| self.scene.is_first_person(&verb));
        if own || source.refers || !source.speakers.is_empty() {
            return false;
        }
        let (view, tokens) = (self.scene.view, source.tokens);
        let digits = |at: u32| view.token_kind(at) == Some(TokenKind::Digits);
        let words = &self.scene.words.features;
        // «۱۵ پهپاد … انکار کرد»: things deny nothing.
        let one = cue.verb.is_some_and(|verb| !self.scene.is_of_several(&verb));
        let noun = self.scene.word_end(tokens.first, tokens.end);
        if one && view.counts(tokens.first) && view.begins(noun, &words.thing) {
            return true;
        }
        // «خودش», «ماده ۲»
        if view.begins(tokens.first, &words.own) || view.begins(tokens.first, &words.holds_words) {
            return false;
        }
        let function = &words.function;
        let mut at = tokens.first;
        while let Some(behind) = self.scene.words_at(at, function).filter(|&behind| behind <= tokens.end) {
            at = behind;
        }
        at == tokens.end || digits(tokens.end - 1)
    }

    /// Whether a source is surely somebody: a name, a pronoun, or words that begin with a noun for people or a body; of «برخی از …»
    /// what the part is of says it.
    pub(super) fn is_somebody(&self, source: &Source, cue: &Cue) -> bool {
        if source.refers || !source.speakers.is_empty() {
            return true;
        }
        let (scene, words) = (self.scene, &self.scene.words.features);
        let tokens = source.tokens;
        let points = |at: u32| scene.view.is(at, Particle::ThisOne) || scene.view.counts(at);
        let mut first = tokens.first;
        if points(first) {
            first = scene.word_end(first, tokens.end);
        }
        if let Some(behind) = scene.words_at(first, &words.partitive).filter(|&behind| behind <= tokens.end) {
            first = behind + u32::from(scene.view.is(behind, Particle::From));
            if first >= tokens.end {
                return cue.verb.is_none_or(|verb| scene.is_of_several(&verb));
            }
            first = if points(first) { scene.word_end(first, tokens.end) } else { first };
        }
        let mut kinds = words.somebody().into_iter().chain([&words.body]);
        kinds.any(|classes| scene.view.begins(first, classes))
    }

    /// Whether a source is somebody, or a text: a name, a pronoun, a noun for people or for what words stand in.
    pub(super) fn is_people(&self, source: &Source) -> bool {
        let words = &self.scene.words.features;
        let first =
            source.tokens.first + u32::from(self.scene.view.is(source.tokens.first, Particle::ThisOne));
        let others = [&words.partitive, &words.holds_words, &words.told_before];
        let mut kinds = words.somebody().into_iter().chain(others);
        let known = kinds.any(|classes| self.scene.view.begins(first, classes));
        known || source.refers || !source.speakers.is_empty()
    }

    /// Whether a word or a sign is what the clause of a cue tells of.
    pub(super) fn is_no_source(&self, cue: &Cue, start: u32) -> bool {
        let (scene, words) = (self.scene, &self.scene.words.features);
        let mut at = start;
        while let Some(behind) =
            scene.words_at(at, &words.connective).filter(|&behind| behind < cue.tokens.first)
        {
            at = behind;
        }
        at += u32::from(scene.view.is(at, Particle::ThisOne));
        cue.verb.is_some() && !cue.passive && at < cue.tokens.first && scene.view.begins(at, &words.sign)
    }
}
