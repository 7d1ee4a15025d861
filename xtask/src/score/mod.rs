//! How good the tables are on the gold documents, and the floors that hold it.

mod collection;
mod page;
mod relations;

pub(crate) use collection::documents;
#[allow(unused_imports, reason = "the test that reads the README asks for the headline alone")]
pub(crate) use page::{headline, page};

pub(crate) use relations::{JUDGED, Relations};

use jadval::Result;
use jadval::eval::{Score, TABLES, agreement, compare};
use jadval::extract::Engine;
use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use std::path::Path;

/// The halves of the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Half {
    /// What rules may be written by.
    Open,
    /// What nobody looks at while rules are written.
    Held,
}

impl Half {
    pub(crate) const ALL: [Self; 2] = [Self::Open, Self::Held];
}

impl Display for Half {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "open",
            Self::Held => "held",
        })
    }
}

/// What became of one row.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) genre: String,
    pub(crate) document: String,
    pub(crate) half: Half,
    pub(crate) table: &'static str,
    pub(crate) kind: String,
    pub(crate) score: Score,
    pub(crate) note: String,
}

/// What the collection says of an engine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quality {
    pub(crate) facts: Vec<Fact>,
    pub(crate) documents: usize,
    pub(crate) words: usize,
    /// Of each table, how far the two annotators agree.
    pub(crate) agreement: Vec<(&'static str, Score)>,
    /// What statements, facts and events come to, in the documents that have them.
    pub(crate) relations: Relations,
}

impl Quality {
    /// The sum over the facts that are `wanted`.
    pub(crate) fn score(&self, wanted: impl Fn(&Fact) -> bool) -> Score {
        let mut sum = Score::default();
        self.facts.iter().filter(|fact| wanted(fact)).for_each(|fact| sum += fact.score);
        sum
    }

    pub(crate) fn genres(&self) -> BTreeSet<&str> {
        self.facts.iter().map(|fact| fact.genre.as_str()).collect()
    }
}

/// Puts the built-in lexicon and rules to the gold below a checkout's root.
///
/// # Errors
/// A file that cannot be read, or a row that is not in its text.
pub(crate) fn quality(root: &Path) -> Result<Quality> {
    let engine = Engine::builder().build()?;
    let mut quality = Quality {
        agreement: TABLES.map(|(table, _)| (table, Score::default())).to_vec(),
        ..Quality::default()
    };
    for document in documents(root)? {
        quality.documents += 1;
        quality.words += document.text.split_whitespace().count();
        for (table, sum) in &mut quality.agreement {
            let [first, second] = &document.annotators;
            *sum += agreement(table, first, second);
        }
        relations::add(&mut quality.relations, &engine, &document)?;
        let half = if document.held { Half::Held } else { Half::Open };
        for outcome in compare(&engine, &document.text, &document.about, &document.rows)? {
            quality.facts.push(Fact {
                genre: document.genre.clone(),
                document: document.name.clone(),
                half,
                table: outcome.table,
                kind: outcome.kind,
                score: outcome.score,
                note: outcome.note,
            });
        }
    }
    Ok(quality)
}
