//! How the pages of Parquet files are compressed.

use parquet::basic::{Compression as Codec, ZstdLevel};

/// A compression of Parquet files. It is each file's own affair: readers see which it is, and rows are the same under all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Compression {
    /// Zstandard at its first level: the smallest files.
    #[default]
    Zstd,
    /// LZ4 (the Parquet codec `LZ4_RAW`): quicker, and files half as large again.
    Lz4,
    /// None: quickest to write, and files about four times as large.
    None,
}

impl Compression {
    /// All of them, the usual one first.
    pub const ALL: [Self; 3] = [Self::Zstd, Self::Lz4, Self::None];

    /// The name in settings and descriptions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Lz4 => "lz4",
            Self::None => "none",
        }
    }

    /// What Parquet calls it.
    pub(super) fn codec(self) -> Codec {
        match self {
            Self::Zstd => Codec::ZSTD(ZstdLevel::default()),
            Self::Lz4 => Codec::LZ4_RAW,
            Self::None => Codec::UNCOMPRESSED,
        }
    }
}
