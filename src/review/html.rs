//! Files of HTML: everything inside, and a policy that lets in nothing else.

use super::words::{ENGLISH, PERSIAN, TOLD, WORDS, text};
use crate::xml::name_of;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The program of the page, in the order in which its parts stand.
const PROGRAM: [&str; 16] = [
    include_str!("page/words.js"),
    include_str!("page/element.js"),
    include_str!("page/sentences.js"),
    include_str!("page/data.js"),
    include_str!("page/verdicts.js"),
    include_str!("page/corrections.js"),
    include_str!("page/text.js"),
    include_str!("page/marks.js"),
    include_str!("page/list.js"),
    include_str!("page/row.js"),
    include_str!("page/form.js"),
    include_str!("page/clauses.js"),
    include_str!("page/charts.js"),
    include_str!("page/timeline.js"),
    include_str!("page/map.js"),
    include_str!("page/main.js"),
];

/// The program of the list of pages.
const LIST: [&str; 3] =
    [include_str!("page/words.js"), include_str!("page/element.js"), include_str!("page/index.js")];

const STYLE: [&str; 3] =
    [include_str!("page/page.css"), include_str!("page/text.css"), include_str!("page/row.css")];

/// Vazirmatn (`font/README.md`).
const FONT: &[u8] = include_bytes!("font/vazirmatn-arabic-wght-normal.woff2");

/// One function, so that nothing of the page has a name outside.
static SCRIPT: LazyLock<String> = LazyLock::new(|| closed(&[&*WORDS, &*TOLD], &PROGRAM));

static LIST_SCRIPT: LazyLock<String> = LazyLock::new(|| closed(&[&*WORDS], &LIST));

fn closed(words: &[&str], parts: &[&str]) -> String {
    format!("(() => {{\n\"use strict\";\n{}{}\n}})();", words.concat(), parts.concat())
}

static STYLES: LazyLock<String> = LazyLock::new(|| {
    let font = STANDARD.encode(FONT);
    format!(
        "@font-face{{font-family:Vazirmatn;font-weight:100 900;src:url(data:font/woff2;base64,{font}) format(\"woff2\")}}\n{}",
        STYLE.concat()
    )
});

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// Text as it stands between tags or in a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (name_of(c), c) {
            (Some(name), _) => out.push_str(name),
            (None, '\'') => out.push_str("&#39;"),
            // No parser keeps them.
            (None, '\0') => out.push('\u{FFFD}'),
            // What turns the words around it, as the page shows it.
            (None, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') => out.push('\u{2423}'),
            (None, c) => out.push(c),
        }
    }
    out
}

/// What is said where the program of a page does not run.
fn needs(language: &str) -> String {
    escaped(&text(language, "needsScript"))
}

/// The page of a document, of its title and its [packed](super::payload::pack) data.
pub(super) fn page(title: &str, data: &str) -> String {
    let script = &*SCRIPT;
    let noscript = format!("<p lang=\"fa\" dir=\"rtl\">{}</p><p>{}</p>", needs(PERSIAN), needs(ENGLISH));
    let body = format!(
        "<noscript>{noscript}</noscript>\n<script type=\"text/plain\" id=\"data\">{data}</script>\n<script>{script}</script>\n"
    );
    whole(title, script, &body)
}

/// The list of pages, of its title and its body.
pub(super) fn list(title: &str, body: &str) -> String {
    let script = &*LIST_SCRIPT;
    whole(title, script, &format!("{body}<script>{script}</script>\n"))
}

/// A file of HTML of this title and body, which has the program in it.
fn whole(title: &str, script: &str, body: &str) -> String {
    let (styles, title) = (&*STYLES, escaped(title));
    let policy = format!(
        "default-src 'none'; script-src {}; style-src {}; font-src data:; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(styles)
    );
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{styles}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_program_ends_its_element() {
        for (text, end) in [
            (&*SCRIPT, "</script"),
            (&*SCRIPT, "<!--"),
            (&*LIST_SCRIPT, "</script"),
            (&*LIST_SCRIPT, "<!--"),
            (&*STYLES, "</style"),
        ] {
            assert!(!text.to_ascii_lowercase().contains(end), "{end}");
        }
        assert_eq!(
            escaped("<b a='\"'>&\0\u{202E}\u{2066}"),
            "&lt;b a=&#39;&quot;&#39;&gt;&amp;\u{FFFD}\u{2423}\u{2423}"
        );
    }

    #[test]
    fn the_program_makes_markup_of_no_text_and_asks_for_nothing() {
        let forbidden = [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "fetch(",
            "XMLHttpRequest",
            "WebSocket",
            "sendBeacon",
            "import(",
            "new Function",
            "http://",
            "https://",
        ];
        for script in [&*SCRIPT, &*LIST_SCRIPT] {
            // Names of vocabularies, which nobody asks for.
            let text = script.replace("http://www.w3.org/2000/svg", "");
            for word in forbidden {
                assert!(!text.contains(word), "{word}");
            }
        }
    }
}
