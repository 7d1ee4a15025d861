//! Any bytes: they are decoded or refused, and what is decoded has tokens in order and on character boundaries.

#![no_main]

use jadval::source::{Encoding, decode};
use jadval::text::{CharIndex, Layout, Tokenizer};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(Tokenizer::new);

fuzz_target!(|data: &[u8]| {
    for forced in [None, Encoding::from_name("windows-1256"), Encoding::from_name("utf-16le")] {
        let Ok(decoded) = decode(data, forced) else { continue };
        let text = decoded.text.as_str();
        let chars = CharIndex::new(text);
        assert_eq!(chars.chars(u32::MAX) as usize, text.chars().count());
        for layout in [Layout::detect(text), Layout::LinePerParagraph, Layout::HardWrapped(40)] {
            let tokens = TOKENIZER.tokens(text, layout);
            let mut last = 0;
            for (at, token) in tokens.list.iter().enumerate() {
                assert!(token.span().start >= last && !token.span().is_empty());
                assert!(text.get(token.span().range()).is_some());
                assert!(chars.chars(token.span().start) <= token.span().start);
                let _ = tokens.codes_of(at);
                last = token.span().end;
            }
        }
    }
});
