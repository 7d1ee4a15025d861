//! Elements of a page while they are open, and what their names and attributes tell.

use crate::source::format::NodePath;
use rustc_hash::FxHashMap;

/// Elements without an end.
pub(super) const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements that stand by themselves and not in a line.
const BLOCKS: [&str; 44] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Elements whose text is no text of the page.
const UNSEEN: [&str; 16] = [
    "button", "canvas", "head", "iframe", "math", "noscript", "object", "rp", "rt", "script", "select",
    "style", "svg", "template", "textarea", "video",
];

/// Elements that surround articles.
const AROUND: [&str; 4] = ["aside", "dialog", "footer", "nav"];

/// Roles of what surrounds articles.
const ROLES: [&str; 6] = ["banner", "complementary", "contentinfo", "menu", "navigation", "search"];

/// Beginnings of the words that classes and ids of what surrounds articles are made of.
const WORDS: [&str; 32] = [
    "advert",
    "breadcrumb",
    "byline",
    "comment",
    "cookie",
    "copyright",
    "disqus",
    "footer",
    "keyword",
    "menu",
    "meta",
    "modal",
    "mostread",
    "mostview",
    "mostvisit",
    "navbar",
    "navigation",
    "newsletter",
    "pager",
    "pagination",
    "popup",
    "promo",
    "rating",
    "recommend",
    "related",
    "share",
    "sharing",
    "sidebar",
    "social",
    "sponsor",
    "subscribe",
    "toolbar",
];

/// Words that stand there whole.
const WHOLE: [&str; 11] =
    ["ad", "ads", "adv", "editsection", "hidden", "nav", "noprint", "print", "tag", "tags", "toc"];

/// Why the text of an element is not in the layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// It is no text that readers see as such, and nobody misses it.
    Unseen,
    /// The page does not show it.
    Hidden,
    /// It surrounds the article: its element says so.
    Around,
    /// It does by the words of its class or id, which may be misread.
    Named,
}

/// What counts the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// Nothing is shown.
    Nothing,
    Bullets,
    /// In the digits of the page.
    Numbers,
    PersianDigits,
    ArabicDigits,
    WesternDigits,
    Letters(bool),
    Roman(bool),
}

/// An open element.
pub(super) struct Element {
    pub(super) name: String,
    /// The way to it, once something has asked for it.
    pub(super) path: Option<NodePath>,
    /// Its number among those of its name in its parent.
    pub(super) index: u32,
    /// How many children of each name it has had.
    pub(super) children: FxHashMap<String, u32>,
    pub(super) left: Option<Left>,
    pub(super) is_link: bool,
    /// The part of the page that may be its article, by number.
    pub(super) region: usize,
    /// Whether line ends count.
    pub(super) is_pre: bool,
    /// Whether the page marks it as its article.
    pub(super) is_article: bool,
    /// Of a list: how it counts, and the next number.
    pub(super) counting: Counting,
    pub(super) next: i64,
}

/// The attributes that are asked for.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) class: String,
    pub(super) style: String,
    pub(super) role: String,
    pub(super) is_hidden: bool,
    pub(super) is_body: bool,
    pub(super) kind: String,
    pub(super) start: Option<i64>,
    /// The columns and rows that a cell takes.
    pub(super) cell: (i64, i64),
}

impl Attributes {
    /// What a cell takes, as one number.
    pub(super) fn cell(&self) -> i64 {
        let (columns, rows) = self.cell;
        columns.clamp(1, 0xFFFF) | rows.clamp(1, 0xFFFF) << 16
    }
}

pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether an element is what the page marks as its article.
pub(super) fn is_article(name: &str, attributes: &Attributes) -> bool {
    matches!(name, "main" | "article") || matches!(attributes.role.as_str(), "main" | "article")
}

/// Why the text of an element is left out, by what the element itself says; `in_article`: inside of what the page marks as its
/// article.
pub(super) fn left(name: &str, attributes: &Attributes, in_article: bool) -> Option<Left> {
    if UNSEEN.contains(&name) {
        return Some(Left::Unseen);
    }
    // Frames of a page have classes that tell of all that is in them.
    if matches!(name, "html" | "body") || is_article(name, attributes) {
        return None;
    }
    if attributes.is_hidden
        || attributes.style.contains("display:none")
        || attributes.style.contains("visibility:hidden")
    {
        return Some(Left::Hidden);
    }
    if AROUND.contains(&name) || name == "header" && !in_article || ROLES.contains(&attributes.role.as_str())
    {
        return Some(Left::Around);
    }
    let is_note = name == "sup" && attributes.class.contains("reference");
    (is_note || names_surroundings(&attributes.class)).then_some(Left::Named)
}

/// Whether classes and an id, with spaces between, name what surrounds articles.
fn names_surroundings(class: &str) -> bool {
    let mut words = class.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| {
        let word = word.to_ascii_lowercase();
        WHOLE.contains(&word.as_str()) || WORDS.iter().any(|start| word.starts_with(start))
    })
}

/// How a list counts its items.
pub(super) fn counting(name: &str, attributes: &Attributes) -> Counting {
    let style = &attributes.style;
    let styled = style.find("list-style").and_then(|at| style.get(at..)).unwrap_or_default();
    let styled = styled.split(';').next().unwrap_or_default();
    let has = |word: &str| styled.contains(word);
    if has("none") || attributes.class.split_whitespace().any(|class| class.contains("unstyled")) {
        Counting::Nothing
    } else if name != "ol" {
        Counting::Bullets
    } else if has("persian") {
        Counting::PersianDigits
    } else if has("arabic-indic") {
        Counting::ArabicDigits
    } else if has("roman") || attributes.kind.eq_ignore_ascii_case("i") {
        Counting::Roman(has("upper") || attributes.kind == "I")
    } else if has("alpha") || has("latin") || attributes.kind.eq_ignore_ascii_case("a") {
        Counting::Letters(has("upper") || attributes.kind == "A")
    } else if has("decimal") && attributes.kind.is_empty() {
        Counting::WesternDigits
    } else {
        Counting::Numbers
    }
}

/// The elements that the start of another one ends, and those that it does not look behind.
pub(super) fn ended_by(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    const PLACES: &[&str] = &["td", "th", "li", "div", "article", "section", "body"];
    match name {
        "li" => (&["li"], &["ol", "ul", "menu", "table"]),
        "tr" => (&["tr", "td", "th"], &["table"]),
        "td" | "th" => (&["td", "th"], &["table"]),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "tr", "td", "th"], &["table"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "option" => (&["option"], &["select"]),
        _ if is_block(name) => (&["p"], PLACES),
        _ => (&[], &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surroundings_are_told_by_whole_words_and_beginnings() {
        for (class, expected) in [
            ("share-buttons", true),
            ("news_ad", true),
            ("post-meta", true),
            ("relatedNews", true),
            ("broad", false),
            ("loaded headline", false),
            ("article-body", false),
        ] {
            assert_eq!(names_surroundings(class), expected, "{class}");
        }
    }
}
