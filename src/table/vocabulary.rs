//! The words of closed columns.

/// A type whose values are the words of a closed column.
pub trait Vocabulary {
    /// All words, in the order they are documented in.
    const WORDS: &'static [&'static str];

    /// The word for this value.
    fn word(&self) -> &'static str;
}

/// Lists each value with its word; a value without a word does not compile. Words after `also` belong to the
/// contract, though nothing here yields them yet.
macro_rules! vocabulary {
    ($type:ty { $($value:pat => $word:literal),+ $(,)? } $(also $($extra:literal),+)?) => {
        impl $crate::table::Vocabulary for $type {
            const WORDS: &'static [&'static str] = &[$($word,)+ $($($extra,)+)?];

            fn word(&self) -> &'static str {
                match self {
                    $($value => $word,)+
                }
            }
        }
    };
}

pub(crate) use vocabulary;
