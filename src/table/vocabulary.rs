//! The words of closed columns.

/// A type whose values are the words of a closed column.
pub trait Vocabulary {
    /// All words, in the order they are documented in.
    const WORDS: &'static [&'static str];

    /// The word for this value.
    fn word(&self) -> &'static str;
}

/// A vocabulary whose words are those of values, one each.
pub trait Closed: Vocabulary + Sized + 'static {
    /// All values, in the order of their words.
    const VALUES: &'static [Self];
}

/// Lists each value with its word; a value without a word does not compile. Words after `also` belong to the
/// contract, though nothing here yields them yet.
macro_rules! vocabulary {
    ($type:ty { $($value:ident $(:: $variant:ident)* $(($($held:tt)*))? => $word:literal),+ $(,)? }
        $(also $($extra:literal),+)?) => {
        impl $crate::table::Vocabulary for $type {
            const WORDS: &'static [&'static str] = &[$($word,)+ $($($extra,)+)?];

            fn word(&self) -> &'static str {
                match self {
                    $($value $(:: $variant)* $(($($held)*))? => $word,)+
                }
            }
        }

        impl $crate::table::Closed for $type {
            const VALUES: &'static [Self] = &[$($value $(:: $variant)* $(($($held)*))?,)+];
        }
    };
}

pub(crate) use vocabulary;
