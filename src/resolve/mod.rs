//! What only the whole document tells: missing years, pairs, later short names.
