//! What the words for those who take part in something tell of them: who they are, and whether they can act.

use super::model::{EventType, Participant};
use super::phrases::Lead;
use super::roles::Search;
use super::words::Thing;
use crate::lexicon::{ClassSet, Particle};
use crate::stages::actors::EntityKind;
use crate::text::TokenRange;

/// How many words of a phrase tell what kind of thing it is.
const HEAD: usize = 2;
/// Longest conjunction before a pronoun, in tokens.
const JOINT: u32 = 4;

impl Search<'_> {
    /// Whether a phrase stands for somebody who can act.
    pub(super) fn can_act(&self, phrase: TokenRange) -> bool {
        self.reader.named(phrase).iter().any(|name| self.acts(name.mention, name.entity))
            || self.begins(phrase, Thing::Person)
            || self.meant(phrase).is_some()
            || self.begins(phrase, Thing::Body) && !self.begins(phrase, Thing::Land)
    }

    /// «او»: whom a pronoun that begins a clause of one means: the only person who was named before it in its paragraph.
    pub(super) fn meant(&self, phrase: TokenRange) -> Option<usize> {
        let (scene, words, at) = (self.scene(), &self.scene().words.features, phrase.first);
        if scene.words_at(at, &words.pronoun) != Some(phrase.end) {
            return None;
        }
        let joint = |before: u32| {
            let particle = matches!(scene.view.particle(before), Some(Particle::And | Particle::That));
            let floor = before.saturating_sub(JOINT).max(self.sentence.first);
            particle
                || scene.mark(before).is_some()
                || scene.view.words_before(at, floor, &words.connective).is_some()
        };
        let opens = at == self.sentence.first || at.checked_sub(1).is_some_and(joint);
        let verb = self.reader.groups.iter().find(|group| group.tokens.first >= phrase.end);
        let told = self.reader.groups.iter().find(|group| group.tokens.end == self.trigger.end);
        let several = verb.is_none_or(|group| scene.is_of_several(group));
        let several = several || told.is_some_and(|group| scene.is_of_several(group));
        if !opens || several || scene.view.begins(phrase.end, &words.object) {
            return None;
        }
        let person = |(mention, _): &(usize, TokenRange)| scene.kind(*mention) == Some(EntityKind::Person);
        let mut persons = scene
            .mentions_in(TokenRange::new(self.block, at.max(self.block)))
            .filter(person)
            .filter_map(|(mention, _)| scene.entity(mention));
        let one = persons.next()?;
        persons.all(|other| other == one).then_some(one)
    }

    /// The nouns for things of a kind.
    fn nouns(&self, thing: Thing) -> &ClassSet {
        let words = &self.scene().words.features;
        match thing {
            Thing::Person => &words.person,
            Thing::Land => &words.territory,
            Thing::Works => &words.works,
            Thing::Arms => &words.arms,
            Thing::Body => &words.body,
            Thing::Protester => &words.protester,
            Thing::Message => &words.message,
            Thing::Instrument => &words.instrument,
        }
    }

    /// Whether the first word of a phrase is of this kind of thing.
    pub(super) fn begins_head(&self, phrase: TokenRange, thing: Thing) -> bool {
        self.scene().view.begins(self.reader.head(phrase), self.nouns(thing))
    }

    /// Whether words of a phrase's head are of this kind of thing.
    pub(super) fn begins(&self, phrase: TokenRange, thing: Thing) -> bool {
        let (words, classes) = (&self.scene().words.features, self.nouns(thing));
        let head = self.reader.head(phrase);
        // «ساختار ارتش», «اعتماد مردم», «مرز مفهوم خود را از دست داد»
        let view = self.scene().view;
        let own = |at: u32| {
            view.begins(at, &words.own)
                && view.words_before(at, at.saturating_sub(2), &words.abstract_).is_some()
        };
        let abstract_ = view.begins(head, &words.abstract_) && self.scene().mention_at(head).is_none();
        if abstract_ || phrase.positions().any(own) {
            return false;
        }
        // «جلسهٔ شورا» is no council.
        let founds = thing == Thing::Body && self.frame.kind == EventType::Found;
        let words = if thing == Thing::Message || founds { 1 } else { HEAD };
        // «مناطقی از X», but not «۵ تن گندم»
        let measured = |at: u32| self.reader.figures.within(phrase).any(|(_, figure)| figure.contains(at));
        let part = (phrase.first..head).any(|at| !measured(at) && self.scene().view.begins(at, classes));
        part || (head..phrase.end).take(words).any(|at| self.scene().view.begins(at, classes))
    }

    /// Whether one who takes part is of one of these kinds of thing.
    pub(super) fn is_of(&self, things: &[Thing], part: &Participant) -> bool {
        let scene = self.scene();
        let tokens = crate::syntax::tokens_of(scene.view, part.span);
        let kind = part.mention.and_then(|mention| scene.kind(mention));
        things.iter().any(|&thing| match (kind, thing) {
            (
                Some(EntityKind::Person | EntityKind::Group | EntityKind::ArmedForce | EntityKind::State),
                Thing::Person,
            )
            | (Some(EntityKind::State | EntityKind::Place), Thing::Land)
            | (Some(EntityKind::Place), Thing::Works)
            | (
                Some(EntityKind::Organisation | EntityKind::Company | EntityKind::Media),
                Thing::Body | Thing::Works,
            ) => true,
            // «۲۰۰ سرباز X» is of X, and who holds an office is a person.
            (None, Thing::Person) if part.entity.is_some() => true,
            _ => self.begins(tokens, thing),
        }) || part.entity.is_none()
            && things.iter().any(|thing| thing.is_counted())
            && self.counts(tokens)
            // «۱۸ دستگاه تانک» are no people.
            && ![Thing::Arms, Thing::Works].iter().any(|other| !things.contains(other) && self.begins(tokens, *other))
    }

    /// The phrases that «به» leads in the clause.
    pub(super) fn goals(&self) -> impl Iterator<Item = TokenRange> {
        let phrases = self.reader.phrases(TokenRange::new(self.clause.first, self.trigger.first));
        phrases.into_iter().filter(|phrase| phrase.lead == Lead::Toward).map(|phrase| phrase.tokens)
    }

    /// Whether people are named who get something: «به ۲۰۰ خانواده», «میان سیل‌زدگان».
    pub(super) fn is_for_people(&self) -> bool {
        let phrases = self.reader.phrases(TokenRange::new(self.clause.first, self.trigger.first));
        phrases.iter().any(|phrase| {
            let led = matches!(phrase.lead, Lead::Toward | Lead::For | Lead::Between);
            led && self.begins(phrase.tokens, Thing::Person)
        })
    }

    /// Whether a court, the police or a state is meant.
    pub(super) fn begins_authority(&self, phrase: TokenRange) -> bool {
        self.scene().view.begins(phrase.first, &self.scene().words.features.authority)
    }

    /// Whether a phrase names something that can be attacked: «به X», «به پادگان», «به آنان», but not «به زبان او».
    pub(super) fn can_suffer(&self, phrase: TokenRange) -> bool {
        const ALL: [Thing; 6] =
            [Thing::Person, Thing::Land, Thing::Works, Thing::Arms, Thing::Body, Thing::Protester];
        let (scene, words) = (self.scene(), &self.scene().words.features);
        let named = scene.mentions_in(phrase).next().is_some();
        let pronoun = scene.words_at(phrase.first, &words.pronoun) == Some(phrase.end);
        let abstract_ = scene.view.begins(self.reader.head(phrase), &words.abstract_);
        !abstract_ && (named || pronoun || ALL.iter().any(|&thing| self.begins(phrase, thing)))
    }

    /// «ساخت پل در ۱۳۲۰ آغاز شد»: whether a noun is the subject of a verb that says when work went on.
    pub(super) fn is_begun(&self) -> bool {
        let (view, words) = (self.scene().view, &self.scene().words.features);
        if self.frame.kind != EventType::Build || self.infinitive {
            return false;
        }
        let before = TokenRange::new(self.clause.first, self.trigger.first);
        let led = before
            .end
            .checked_sub(1)
            .filter(|at| *at >= before.first)
            .is_some_and(|at| view.begins(at, &words.preposition) || view.is(at, Particle::And));
        let bare = self.reader.phrases(before).iter().any(|phrase| phrase.lead == Lead::Bare);
        let verb =
            self.reader.groups.iter().find(|group| group.closes && group.tokens.first >= self.trigger.end);
        !led && !bare
            && verb.is_some_and(|verb| {
                let near = verb.tokens.first.saturating_sub(2).max(self.trigger.end)..verb.tokens.end;
                !verb.negated && near.into_iter().any(|at| view.begins(at, &words.outbreak))
            })
    }

    /// Whether one who takes part is land by its name or its first word: «پسته کشور» is none.
    pub(super) fn is_land(&self, part: &Participant) -> bool {
        let tokens = crate::syntax::tokens_of(self.scene().view, part.span);
        self.is_of(&[Thing::Land], part) && (part.mention.is_some() || self.begins_head(tokens, Thing::Land))
    }

    /// «۹ فروند», «۵ تن دیگر»: whether a phrase counts what was named before it.
    fn counts(&self, phrase: TokenRange) -> bool {
        let counted = self.reader.figures.at(phrase.first).map(|(_, figure)| figure.end);
        counted.is_some_and(|at| {
            at < phrase.end && self.scene().view.begins(at, &self.scene().words.features.classifier)
        })
    }

    /// Whether the words for one who takes part begin with one of some classes.
    pub(super) fn begins_with(&self, part: &Participant, classes: &ClassSet) -> bool {
        self.scene().view.begins(crate::syntax::tokens_of(self.scene().view, part.span).first, classes)
    }

    /// Whether one who takes part is named by «او» or «آنان» alone.
    pub(super) fn is_pronoun(&self, part: &Participant) -> bool {
        let tokens = crate::syntax::tokens_of(self.scene().view, part.span);
        let pronoun = self.scene().words_at(tokens.first, &self.scene().words.features.pronoun);
        pronoun == Some(tokens.end)
    }

    /// Whether anything is known of one who takes part but its words.
    pub(super) fn is_known(&self, part: &Participant) -> bool {
        const ALL: [Thing; 5] = [Thing::Person, Thing::Land, Thing::Works, Thing::Arms, Thing::Body];
        let tokens = crate::syntax::tokens_of(self.scene().view, part.span);
        let counts = || tokens.positions().any(|at| self.reader.figures.at(at).is_some());
        part.entity.is_some() || self.is_of(&ALL, part) || counts()
    }
}
