//! What all stages together give: the analysis of a document, and the stages in their order.

/// Declares the stages, in the order in which they run, each with the rows that it adds to an analysis.
macro_rules! stages {
    ($($name:ident: $module:ident::$stage:ident { $($(#[$doc:meta])+ $rows:ident: $row:ty),* $(,)? })+) => {
        /// A step of extraction that a pipeline can name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize)]
        #[serde(rename_all = "lowercase")]
        #[allow(missing_docs)]
        pub enum Stage {
            $($name,)+
        }

        impl Stage {
            /// All stages, in the order in which they run.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }

        /// Everything found in one document, in document order.
        #[derive(Clone, Debug, Default)]
        pub struct Analysis {
            /// The language that the document is in.
            pub language: $crate::language::Language,
            /// Headings, paragraphs, list items and sentences.
            pub segments: Vec<$crate::segment::Segment>,
            $($($(#[$doc])+ pub $rows: Vec<$row>,)*)+
            /// What the source has wrong or leaves open.
            pub findings: Vec<$crate::finding::Finding>,
            /// What became of what people said of its rows.
            pub corrections: Vec<$crate::corrections::Applied>,
        }

        $crate::stages::registry::rows_of!(segments: $crate::segment::Segment);
        $crate::stages::registry::rows_of!(findings: $crate::finding::Finding);
        $crate::stages::registry::rows_of!(corrections: $crate::corrections::Applied);
        $($($crate::stages::registry::rows_of!($rows: $row);)*)+

        /// How the tables of all stages are filled, in the order in which datasets list them.
        pub(crate) fn rows() -> impl Iterator<Item = &'static dyn $crate::table::TableRows<Analysis>> {
            let all = [$(<$module::$stage as Extractor<Analysis>>::TABLES),+];
            all.into_iter().flatten().copied()
        }

        /// The stages with what they know of a grammar.
        #[derive(Debug)]
        pub(crate) struct Stages {
            $(pub(crate) $module: $module::$stage,)+
        }

        impl Stages {
            pub(crate) fn new(grammar: &$crate::rule::Grammar) -> $crate::error::Result<Self> {
                Ok(Self { $($module: <$module::$stage as Extractor<Analysis>>::new(grammar)?,)+ })
            }

            /// The rules by which stages find, and those by which they relate.
            pub(crate) const RULES: &'static [(Stage, [&'static [$crate::rule::RuleTable]; 2])] = &[$((
                Stage::$name,
                [
                    <$module::$stage as Extractor<Analysis>>::FINDS_BY,
                    <$module::$stage as Extractor<Analysis>>::FINDS_IN_ITEMS_BY,
                ],
            )),+];

            /// The tables whose rows people can correct, with the columns that can be set.
            pub(crate) fn corrected() -> Vec<(&'static str, &'static [&'static str])> {
                let all = [$(<$module::$stage as Extractor<Analysis>>::CORRECTED),+];
                all.concat()
            }

            /// Of those, the columns that only rows which people add can be given.
            pub(crate) fn of_added() -> Vec<(&'static str, &'static [&'static str])> {
                let all = [$(<$module::$stage as Extractor<Analysis>>::OF_ADDED),+];
                all.concat()
            }

            /// Whether the values of a correction can be those of a row.
            ///
            /// # Errors
            /// Which value cannot, and why.
            pub(crate) fn sound(
                &self,
                correction: &$crate::corrections::Correction,
            ) -> std::result::Result<(), String> {
                $(
                    let tables = <$module::$stage as Extractor<Analysis>>::CORRECTED;
                    if tables.iter().any(|(table, _)| *table == correction.table) {
                        return Extractor::<Analysis>::sound(&self.$module, correction);
                    }
                )+
                Ok(())
            }

            /// Lets the stages find that are `wanted`, one after the other.
            pub(crate) fn find(
                &self,
                wanted: impl Fn(Stage) -> bool,
                input: &Input<'_>,
                taken: &mut $crate::rule::TokenSet,
            ) -> Pending {
                Pending {
                    $($module: wanted(Stage::$name)
                        .then(|| Extractor::<Analysis>::find(&self.$module, input, taken)),)+
                }
            }

            /// Lets them relate what was found, until the view is asked to stop.
            pub(crate) fn resolve(&self, input: &Input<'_>, pending: Pending, analysis: &mut Analysis) {
                $(
                    if let Some(pending) = pending.$module.filter(|_| !input.view.watch.ask()) {
                        Extractor::<Analysis>::resolve(&self.$module, input, pending, analysis);
                        if !input.corrections.is_empty() {
                            Extractor::<Analysis>::correct(&self.$module, input, analysis);
                        }
                        // Stages reserve for all that may match, and an analysis may wait in memory until it is written.
                        $(analysis.$rows.shrink_to_fit();)*
                    }
                )+
            }
        }

        /// What the stages need to know between finding and relating.
        pub(crate) struct Pending {
            $($module: Option<<$module::$stage as Extractor<Analysis>>::Pending>,)+
        }
    };
}

/// An analysis holds the rows of one type.
macro_rules! rows_of {
    ($rows:ident: $row:ty) => {
        impl $crate::table::RowsOf<$row> for Analysis {
            fn rows_of(&self) -> &[$row] {
                &self.$rows
            }

            fn rows_of_mut(&mut self) -> &mut Vec<$row> {
                &mut self.$rows
            }
        }
    };
}

pub(super) use {rows_of, stages};
