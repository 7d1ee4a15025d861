//! Function words on which names, figures and clauses turn, each a class of its own that patterns can name too.

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

/// The particles of a lexicon.
#[derive(Clone, Debug, Default)]
pub struct Particles(Vec<Option<Particle>>);

impl Particles {
    /// The classes of a lexicon that are particles.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        Self(lexicon.classes().iter().map(|name| named(name)).collect())
    }

    /// The particle of a class.
    #[must_use]
    #[inline]
    pub fn of(&self, class: ClassId) -> Option<Particle> {
        self.0.get(usize::from(class.0)).copied().flatten()
    }

    /// The class of a particle.
    #[must_use]
    pub fn class(&self, particle: Particle) -> Option<ClassId> {
        self.0.iter().position(|found| *found == Some(particle)).map(|at| ClassId(at as u16))
    }
}

fn named(class: &str) -> Option<Particle> {
    let name: StrDeserializer<'_, Error> = class.into_deserializer();
    Particle::deserialize(name).ok()
}
