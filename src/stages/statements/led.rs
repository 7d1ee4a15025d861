//! What prepositions and nouns of saying lead: the rest of a sentence behind a source, «از X», an aside.

use super::content::{Around, Content, JOINTS};
use super::cue::Cue;
use super::model::{Act, Form};
use super::words::{Reading, Takes};
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::{Quotation, VerbGroup};
use crate::text::TokenRange;

/// How far behind the name of a source the preposition stands that leads what it says, in tokens.
const SOURCE: u32 = 3;
/// The same of «برای» behind a request, where whom it is made to stands between.
const ASKED: u32 = 12;
/// How far before «از» the words begin that it leads the whole of, in tokens.
const PART: u32 = 4;
/// Fewest tokens of what is left of a sentence behind its source.
const REST: u32 = 3;

impl Around<'_> {
    /// «هشدار X درباره Y»: what the preposition behind the source leads.
    pub(super) fn behind_source(&self, cue: &Cue, floor: u32) -> Option<Content> {
        let view = self.scene.view;
        let end = self.groups.iter().find(|group| group.closes && group.tokens.first >= floor);
        let end = end.map_or(self.sentence.end, |group| group.tokens.first);
        let opens = |at: u32| {
            let effect = self.scene.words_at(at, &self.scene.words.features.to_the_effect);
            // «گزارش X درباره Y» has a topic, and nothing is said.
            let topic = cue.act == Act::Assert && view.begins(at, &self.scene.words.features.about);
            if topic && effect.is_none() {
                return None;
            }
            effect.or_else(|| cue.takes.iter().find_map(|takes| self.preposition_end(at, *takes)))
        };
        // «درخواست X از Y برای Z»
        let asked = |at: u32| (cue.act == Act::Demand && view.is(at, Particle::For)).then_some(at + 1);
        // «هشدار X به Y درباره Z»
        let to = view.is(floor, Particle::Toward).then(|| self.scene.mention_at(floor + 1)).flatten();
        let floor = to.map_or(floor, |(_, name)| name.end);
        let near = (floor..end.min(floor + SOURCE)).find_map(opens);
        let plain = |at: &u32| self.scene.mark(*at).is_none();
        let from = near.or_else(|| (floor..end.min(floor + ASKED)).take_while(plain).find_map(asked))?;
        let stops = |at: &u32| {
            self.scene.mark(*at).is_some_and(|mark| !matches!(mark, "«" | "»"))
                || view.begins(*at, &self.scene.words.features.object)
        };
        let end = (from..end).find(stops).unwrap_or(end);
        self.phrase(from, end)
    }

    /// What is left of the sentence behind a source that a preposition names, up to «؛».
    pub(super) fn rest(&self, cue: &Cue, floor: u32) -> Option<Content> {
        // «قطعهٔ «رنج به روایت متای قدیس» را نواخت»: a title that ends with its source.
        let titled = |marks: &Quotation| marks.open < cue.tokens.first && marks.close == Some(floor);
        if self.quotations.iter().any(titled) {
            return None;
        }
        let mut from = floor.max(cue.tokens.end);
        while self.scene.mark(from).is_some_and(|mark| mark != "«")
            || self.scene.view.is(from, Particle::That)
        {
            from += 1;
        }
        from = self.behind_office(from).unwrap_or(from);
        from = self.behind_talk(from).unwrap_or(from);
        // «به نقل از سه دیپلمات نوشته بود که …»; «کافر از نظر X بود» says it before the cue.
        if let Some(verb) = self.groups.iter().find(|group| group.closes && group.tokens.first == from) {
            let opens =
                |&that: &u32| self.scene.view.is(that, Particle::That) || self.scene.mark(that) == Some(":");
            let that = Some(verb.tokens.end).filter(opens);
            from = that.filter(|_| !cue.hearsay)? + 1;
        }
        // «از زبان X این‌طور نقل شده است که …»
        let told = self.cues.iter().find(|next| next.tokens.first >= from && next.verb.is_some());
        if let Some(told) = told.filter(|told| self.scene.view.is(told.end(), Particle::That)) {
            let words = &self.scene.words.features;
            let mut at = from;
            while let Some(behind) = [&words.manner, &words.connective]
                .into_iter()
                .find_map(|classes| self.scene.words_at(at, classes))
            {
                at = behind;
            }
            if at == told.tokens.first {
                from = told.end() + 1;
            }
        }
        // «این راه (به گفته X، راه تابستانی) دراز بود»
        let end = self.bracket_end(cue.tokens.first, from).unwrap_or(self.sentence.end);
        let end = (from..end).find(|&at| self.scene.mark(at) == Some("؛")).unwrap_or(end);
        let end = self.coordinate(cue, from).map_or(end, |beside| beside.min(end));
        let content = |first| {
            let tokens = self.scene.trimmed(TokenRange::new(first, end));
            (tokens.first < tokens.end).then(|| Content { tokens, form: self.form(tokens) })
        };
        let opening = self.quotations.iter().find(|quotation| quotation.open == from);
        match opening {
            Some(quotation)
                if quotation
                    .close
                    .is_some_and(|close| self.scene.trimmed(TokenRange::new(close, end)).first >= end) =>
            {
                Some(Content { tokens: self.scene.trimmed(quotation.inside(end)), form: Form::Direct })
            }
            // «به گزارش نگاه کرد»: what is left is no sentence.
            _ => content(from).filter(|content| content.tokens.len() >= REST),
        }
    }

    /// «به گفته X مسئول روابط Y در آن سال، …»: one past the comma behind what a source is.
    fn behind_office(&self, from: u32) -> Option<u32> {
        let near = TokenRange::new(from.saturating_sub(SOURCE), from);
        let named = self.scene.mentions_in(near).any(|(_, name)| name.end == from);
        let words = &self.scene.words.features;
        let kinds = [&words.title, &words.person];
        let office = kinds.into_iter().any(|classes| self.scene.view.begins(from, classes));
        if named && office { self.behind_comma(from) } else { None }
    }

    /// «به گفته X در گفت‌وگو با Y، …»: one past the comma behind where the source said it.
    fn behind_talk(&self, from: u32) -> Option<u32> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let noun = self.scene.words_at(from, &words.inside)?;
        let points = view.is(noun, Particle::ThisOne) || view.is(noun, Particle::ThatOne);
        let noun = noun + u32::from(points || view.counts(noun));
        if !view.begins(noun, &words.talk) && !view.begins(noun, &words.holds_words) {
            return None;
        }
        self.behind_comma(noun)
    }

    /// One past the comma that parts what stands at a token from the clause behind, with no verb before it.
    fn behind_comma(&self, from: u32) -> Option<u32> {
        let view = self.scene.view;
        let stops = |at: &u32| {
            self.scene.mark(*at).is_some_and(|mark| !matches!(mark, "«" | "»" | "(" | ")"))
                || self.groups.iter().any(|group| group.closes && group.tokens.contains(*at))
        };
        let comma = (from..self.sentence.end).find(stops)?;
        let list = self.scene.mention_at(comma + 1).is_some_and(|(_, name)| {
            view.is(name.end, Particle::And) || self.scene.mark(name.end) == Some("،")
        });
        (self.scene.mark(comma) == Some("،") && !list).then_some(comma + 1)
    }

    /// «خواستار X شد»: what stands between the noun and its verb.
    pub(super) fn behind_noun(&self, cue: &Cue) -> Option<Content> {
        let verb = cue.verb?;
        let from = cue.tokens.end;
        let mut end = if cue.is_split() { verb.tokens.first } else { return None };
        // «در صورت» and the like may go on behind the content, but nothing tells where it ends.
        let marked = self.scene.view.begins(end - 1, &self.scene.words.features.object);
        let auxiliaries = &self.scene.words.auxiliaries;
        let is = auxiliaries.is_becoming(verb.lemma) || Some(verb.lemma) == auxiliaries.be;
        // «گزارش X را داد», but «خواستار X شد».
        if !marked && !is && cue.act == Act::Assert {
            return None;
        }
        end -= u32::from(marked);
        self.phrase(from, end)
    }

    /// «خبرهایی از X منتشر شد»: what the news is of.
    pub(super) fn published(&self, cue: &Cue, floor: u32) -> Option<Content> {
        let verb = cue.verb?;
        let end = verb.tokens.first.checked_sub(1)?;
        let opens = |at: u32| self.preposition_end(at, Takes::From);
        if let Some(behind) = (cue.tokens.end..end).find_map(opens) {
            return self.phrase(behind, end);
        }
        let about =
            |at: u32| self.preposition_end(at, Takes::About).filter(|&behind| behind < cue.tokens.first);
        (floor..cue.tokens.first).find_map(about).and_then(|behind| self.phrase(behind, cue.tokens.first))
    }

    /// «از X خبر داد»: what stands between the preposition and the noun, or behind both in an aside.
    pub(super) fn behind_preposition(&self, cue: &Cue, takes: Takes, floor: u32) -> Option<Content> {
        // «در مناطقی از X گزارش شده‌اند»: where something was, and not what.
        let part = |at: u32| {
            let partitive = &self.scene.words.features.partitive;
            takes == Takes::From
                && self.scene.view.words_before(at, at.saturating_sub(PART), partitive).is_some()
        };
        let opens = |at: u32| self.preposition_end(at, takes).filter(|_| !part(at));
        if cue.reading == Reading::Aside {
            let behind = opens(cue.tokens.end)?;
            return self.aside(cue, behind);
        }
        let noun = cue.tokens.first;
        // «به معنایی عام، فلسفه اشاره به X دارد»: what stands right behind the noun is its own.
        if let Some(verb) = cue.verb.filter(|_| cue.is_split())
            && let Some(behind) = opens(cue.tokens.end)
        {
            return self.phrase(behind, verb.tokens.first);
        }
        // «به راحتی X را به Y متهم کرد»: it stands behind the object.
        let object = |at: &u32| self.scene.view.begins(*at, &self.scene.words.features.object);
        let marker = (floor..noun).rev().find(object);
        let told = |marker: u32| {
            let within = |group: &VerbGroup| marker < group.tokens.first && group.tokens.end <= noun;
            self.groups.iter().any(|group| group.closes && within(group))
        };
        let floor = marker.filter(|&marker| !told(marker)).map_or(floor, |marker| marker + 1);
        if let Some(behind) = (floor..noun).find_map(|at| opens(at).filter(|&behind| behind < noun)) {
            // «برای سفر به X دعوت کرد»
            let asked = (floor..behind).find(|&at| self.scene.view.is(at, Particle::For));
            let behind = asked.filter(|_| cue.act == Act::Demand).map_or(behind, |at| at + 1);
            return self.phrase(behind, self.before_judge(cue, behind, noun));
        }
        // «متهم به X کرد»
        let verb = cue.verb.filter(|_| cue.is_split())?;
        // «متهم ردیف دوم به سه سال زندان محکوم شد»: who is accused is no accusation.
        let until = if cue.act == Act::Accuse { cue.tokens.end + 1 } else { verb.tokens.first };
        let behind = (cue.tokens.end..until).find_map(opens)?;
        self.phrase(behind, verb.tokens.first)
    }

    /// «از X به دادگاه شکایت کرد»: where whom a complaint is made to begins, with its preposition, right before the noun.
    fn before_judge(&self, cue: &Cue, from: u32, noun: u32) -> u32 {
        let view = self.scene.view;
        let to = (from + 1..noun).rev().find(|&at| view.is(at, Particle::Toward));
        let Some(to) = to.filter(|_| cue.act == Act::Accuse && cue.takes.contains(&Takes::From)) else {
            return noun;
        };
        let named = self.scene.mention_at(to + 1).is_some_and(|(mention, name)| {
            name.end == noun && self.scene.kind(mention).is_some_and(EntityKind::acts)
        });
        let body = self.scene.words_at(to + 1, &self.scene.words.features.body) == Some(noun);
        if named || body { to } else { noun }
    }

    pub(super) fn preposition_end(&self, at: u32, takes: Takes) -> Option<u32> {
        let particle = match takes {
            Takes::From => Particle::From,
            Takes::On => Particle::Over,
            Takes::To => Particle::Toward,
            Takes::About => return self.scene.words_at(at, &self.scene.words.features.about),
            Takes::With => return self.scene.words_at(at, &self.scene.words.features.together),
            _ => return None,
        };
        // «به منظور» leads nothing that is said.
        let preposition = &self.scene.words.features.preposition;
        let longer = self.scene.words_at(at, preposition).is_some_and(|end| end > at + 1)
            || at
                .checked_sub(1)
                .is_some_and(|before| self.scene.words_at(before, preposition) == Some(at + 1));
        // «به شدت مخالفت کرد»
        let words = &self.scene.words.features;
        let longer = longer
            || [&words.connective, &words.manner]
                .into_iter()
                .any(|classes| self.scene.words_at(at, classes).is_some_and(|end| end > at + 1));
        if self.scene.view.is(at, particle) && !longer {
            return Some(at + 1);
        }
        self.scene.words_at(at, &self.scene.words.features.about).filter(|_| takes == Takes::From)
    }

    /// What an aside says from a token on: «با رد X», «با بیان اینکه X است».
    pub(super) fn aside(&self, cue: &Cue, from: u32) -> Option<Content> {
        let Some(clause) = self.scene.words_at(from, &self.scene.words.features.that_clause) else {
            let end = self.aside_end(cue);
            // «با اعلام این مطلب که X آن را به دست گرفت»: the relative clause belongs to it.
            let relative = (from..end).any(|at| self.scene.view.is(at, Particle::That));
            let verb = self.groups.iter().find(|group| group.closes && group.tokens.first >= from);
            let verb = verb.filter(|verb| relative && verb.tokens.first == end).map(|verb| verb.tokens.end);
            let end = verb.unwrap_or(end);
            // «ضمن مخالفت با X Y را خواستند», «با بیان شعر X را دلداری دادند»: nothing tells where the object of the sentence begins.
            let object = |at: u32| self.scene.view.begins(at, &self.scene.words.features.object);
            let marked = !relative && (from..end).any(object);
            return if marked { None } else { self.phrase(from, end) };
        };
        // The clause has a verb of its own, behind which a comma or the next cue ends it.
        let verb = self.groups.iter().find(|group| group.closes && group.tokens.first >= clause)?;
        let next = self.cues.iter().map(|next| next.tokens.first).find(|&first| first >= verb.tokens.end);
        let comma = (verb.tokens.end..self.sentence.end)
            .find(|&at| self.scene.mark(at).is_some_and(|mark| JOINTS.contains(&mark)));
        let end = [comma, next].into_iter().flatten().min()?;
        let tokens = self.scene.trimmed(TokenRange::new(clause, end));
        (tokens.first < tokens.end).then(|| Content { tokens, form: self.form(tokens) })
    }

    /// Where an aside ends: at the next comma, or before the next cue.
    pub(super) fn aside_end(&self, cue: &Cue) -> u32 {
        let comma = (cue.tokens.end..self.sentence.end)
            .find(|&at| self.scene.mark(at).is_some_and(|mark| JOINTS.contains(&mark)));
        let behind = self.cues.iter().find(|next| next.tokens.first > cue.tokens.end);
        let next = behind.map(|next| next.tokens.first);
        let verb = self.groups.iter().map(|group| group.tokens.first).find(|&first| first > cue.tokens.end);
        let end = [comma, next, verb].into_iter().flatten().min().unwrap_or(self.sentence.end);
        // «با تشریح X بر Y تأکید کرد»: what «بر» leads is of the verb.
        let own = behind.filter(|next| next.takes.contains(&Takes::On) && next.tokens.first == end);
        let over = |at: &u32| self.preposition_end(*at, Takes::On).is_some();
        own.and_then(|_| (cue.tokens.end + 1..end).rev().find(over)).unwrap_or(end)
    }
}
