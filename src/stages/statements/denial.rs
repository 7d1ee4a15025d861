//! What a statement says is not so.

use super::content::Around;
use super::cue::Cue;
use super::model::{Act, Denial, Form};
use crate::lexicon::Particle;
use crate::text::TokenRange;

/// How far into what is rejected the noun stands that says what it is, in tokens: «این دو ادعا».
const HEAD: u32 = 3;
/// Longest words for what is not so, in tokens.
const FALSE: u32 = 6;

impl Around<'_> {
    /// What of its content a statement denies. Objecting denies nothing: what somebody objects to has happened.
    pub(super) fn denial(&self, cue: &Cue, content: TokenRange, form: Form) -> Option<Denial> {
        if cue.act == Act::Assert {
            return self.is_called_false(cue, content).then_some(Denial::Claim);
        }
        let denies = cue.denies?;
        let behind = content.first >= cue.end();
        let that = self.scene.view.is(cue.end(), Particle::That);
        // «این خبر را تکذیب کرد: «تنها دو نفر زخمی شدند»»: what is quoted behind it is so.
        let aside = cue.verb.is_none();
        if behind && !aside && (!that || form == Form::Direct) {
            return None;
        }
        if denies == Denial::Claim || behind && !aside {
            return Some(Denial::Claim);
        }
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let reality = &self.scene.words.reality;
        let head = content.first..content.end.min(content.first + HEAD);
        let claim = head.into_iter().any(|at| reality.claims(view, at));
        let mut at = content.first;
        // «کشته شدن ۵ نفر را رد کرد»
        let act = loop {
            if at >= content.end || view.begins(at, &words.preposition) || view.counts(at) {
                break false;
            }
            if self.scene.is_infinitive(at, content.end) {
                break true;
            }
            at = self.scene.word_end(at, content.end);
        };
        Some(if claim || act { Denial::Claim } else { Denial::Thing })
    }

    /// «این خبر را دروغ خواند»: whether what «را» marks is called false.
    fn is_called_false(&self, cue: &Cue, content: TokenRange) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let reality = &self.scene.words.reality;
        let floor = content.end.saturating_sub(FALSE).max(content.first);
        let called = content.end <= cue.tokens.first;
        let word = view.words_before(content.end, floor, &reality.falsehood);
        called && word.is_some_and(|word| (content.first..word).any(|at| view.begins(at, &words.object)))
    }

    /// «گفت این خبر دروغ است»: whether a clause says of its subject that it is not so.
    pub(super) fn is_falsified(&self, cue: &Cue, content: TokenRange) -> bool {
        let reality = &self.scene.words.reality;
        let inside = |at: u32| content.contains(at);
        let mut verbs = self.groups.iter().filter(|group| group.closes && inside(group.tokens.first));
        let verb = verbs.next().filter(|_| verbs.next().is_none());
        cue.act == Act::Assert
            && verb.is_some_and(|verb| {
                let floor = content.first.max(verb.tokens.first.saturating_sub(FALSE));
                verb.tokens.end + 1 >= content.end
                    && self.scene.is_falsified(
                        verb,
                        floor,
                        self.scene.words.auxiliaries,
                        &reality.falsehood,
                        &reality.truth,
                    )
            })
    }
}
