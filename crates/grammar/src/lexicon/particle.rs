//! Function words on which names, figures and clauses turn, each a class of its own that patterns can name too.

use super::class_set::ClassSet;
use super::compiled::Lexicon;
use super::entry::ClassId;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

/// A function word. The name of its class is that of the variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Particle {
    /// «و».
    And,
    /// «یا».
    Or,
    /// «که».
    That,
    /// «از».
    From,
    /// «تا», «الی».
    To,
    /// «به».
    Toward,
    /// «بر».
    Over,
    /// «برای».
    For,
    /// «این», «همین».
    ThisOne,
    /// «آن», «همان».
    ThatOne,
    /// «هر».
    Each,
}

impl Particle {
    /// Its bit among those of all.
    #[must_use]
    #[inline]
    pub(crate) const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The particles of a lexicon.
#[derive(Clone, Debug, Default)]
pub struct Particles {
    /// By class.
    particles: Vec<Option<Particle>>,
    /// By particle.
    sets: Vec<ClassSet>,
    /// All of them.
    any: ClassSet,
}

impl Particles {
    /// The classes of a lexicon that are particles.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let particles: Vec<Option<Particle>> = lexicon.classes().iter().map(|name| named(name)).collect();
        let (mut sets, mut any) = (Vec::new(), ClassSet::default());
        for particle in particles.iter().flatten() {
            let at = *particle as usize;
            sets.resize(sets.len().max(at + 1), ClassSet::EMPTY);
            let is_it = |class: ClassId| particles.get(usize::from(class.0)) == Some(&Some(*particle));
            sets[at] = lexicon.class_set(is_it);
            any.join(&sets[at]);
        }
        Self { particles, sets, any }
    }

    /// The particle of a class.
    #[must_use]
    #[inline]
    pub fn of(&self, class: ClassId) -> Option<Particle> {
        self.particles.get(usize::from(class.0)).copied().flatten()
    }

    /// The words that are particles.
    #[must_use]
    #[inline]
    pub const fn any(&self) -> &ClassSet {
        &self.any
    }

    /// The particles among the classes of sightings, a bit for each.
    #[must_use]
    pub(crate) fn among(&self, classes: &[ClassId]) -> u16 {
        let has = |set: &ClassSet| classes.iter().any(|class| set.has(*class));
        self.sets.iter().zip(0..).fold(0, |all, (set, at)| all | u16::from(has(set)) << at)
    }

    /// The words of a particle.
    #[must_use]
    #[inline]
    pub fn words(&self, particle: Particle) -> &ClassSet {
        self.sets.get(particle as usize).unwrap_or(const { &ClassSet::EMPTY })
    }
}

fn named(class: &str) -> Option<Particle> {
    let name: StrDeserializer<'_, Error> = class.into_deserializer();
    Particle::deserialize(name).ok()
}
