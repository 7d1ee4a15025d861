//! Whether a disaster did what is told.

use super::extract::Reader;
use super::model::{EventRow, EventType, Participant, Role};
use super::words::{Behind, Frame};
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::tokens_of;
use crate::text::TokenRange;

/// How far before a sentence the disaster may be named that it tells of, in tokens.
const CALAMITY: u32 = 160;

impl Reader<'_> {
    /// Whether a disaster did it, and nobody: «در زلزله ۵۰ نفر کشته شدند».
    pub(super) fn is_calamity(
        &self,
        n: u32,
        sentence: TokenRange,
        kind: EventType,
        frame: &Frame,
        found: &[Participant],
        before: &[EventRow],
    ) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let hurt = matches!(kind, EventType::Assault | EventType::Coerce) && frame.nature || frame.accident;
        // «در جنگ کشته شدند», whatever is told before it.
        let fought = |at: u32| {
            let mut nouns = view.meanings_at(&self.scene.words.nouns, at);
            nouns.any(|(edge, noun)| {
                // «آتش» of «آتش‌سوزی» is no shot.
                let whole = view.tokens.begins_word(at as usize + usize::from(edge.length));
                whole && noun.frame.kind == EventType::Assault && noun.frame.behind == Behind::Agent
            })
        };
        let near = || self.near(n).max(sentence.first.saturating_sub(CALAMITY));
        // «بالگرد سقوط کرد و دو خدمه آن جان باختند»: what was told last before it was an accident.
        let last = before.iter().rfind(|row| {
            matches!(row.value.kind, EventType::Disaster | EventType::Assault | EventType::Seize)
        });
        // «مردی آتش گشود. در این حادثه ۵ نفر کشته شدند»: what somebody did last makes no disaster of it.
        let acted = last.filter(|row| {
            let acts = |part: &Participant| part.role == Role::Agent;
            row.value.kind == EventType::Assault && row.value.participants.iter().any(acts)
        });
        let fought_till = acted.map_or(0, |row| tokens_of(view, row.span).end);
        let told = || {
            let from = near().max(fought_till);
            let points = |at: u32| acted.is_some() && view.is(at, Particle::ThisOne);
            (from..sentence.end).any(|at| view.begins(at, &words.calamity) && !points(at))
        };
        let accident = || {
            let disaster = last.filter(|row| row.value.kind == EventType::Disaster);
            disaster.is_some_and(|row| tokens_of(view, row.span).first >= near())
        };
        // «X بر اثر بیماری فوت کرد»: one who dies by himself, where no accident was told before, is no disaster.
        let lone = frame.accident
            && found.iter().any(|part| {
                let kind = part.entity.and_then(|entity| self.entities.get(entity)?.kind);
                part.role == Role::Patient && kind == Some(EntityKind::Person)
            });
        let told = || if lone { accident() || self.titled_calamity } else { told() || accident() };
        hurt && !found.iter().any(|part| part.role == Role::Agent)
            && !sentence.positions().any(fought)
            && (told() || self.titled_calamity)
    }
}
