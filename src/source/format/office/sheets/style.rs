//! How the cells of a workbook show their numbers.

use super::super::xml::{Node, Xml};
use super::value::Shown;
use crate::source::Defect;
use crate::source::allowance::Allowance;
use rustc_hash::FxHashMap;

/// The way of each style of cells, by its number.
///
/// # Errors
/// `broken-file`.
pub(super) fn read(text: &str, part: &str, allowance: &Allowance<'_>) -> Result<Vec<Shown>, Defect> {
    let mut xml = Xml::new(text, part, allowance);
    let (mut codes, mut out, mut in_cells) = (FxHashMap::default(), Vec::new(), false);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) => match tag.name().as_str() {
                "numFmt" => {
                    if let Some(id) = tag.number("numFmtId") {
                        allowance.hold(4 * size_of::<(i64, Shown)>());
                        codes.insert(id, of_code(&tag.get("formatCode").unwrap_or_default()));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = tag.number("numFmtId").unwrap_or_default();
                    out.push(codes.get(&id).copied().unwrap_or_else(|| of_number(id)));
                }
                _ => {}
            },
            Node::End(name) if name == "cellXfs" => in_cells = false,
            _ => {}
        }
    }
    Ok(out)
}

/// The way of a format that every workbook has.
const fn of_number(id: i64) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Moment,
        _ => Shown::Number,
    }
}

/// The way of a format by its code: what stands in quotes, behind a backslash or in brackets is no part of it.
fn of_code(code: &str) -> Shown {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for c in code.split(';').next().unwrap_or_default().chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' => bracketed = true,
            ']' => bracketed = false,
            // Hours beyond a day stand in brackets.
            _ if bracketed => {}
            '%' => return Shown::Percent,
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 's' | 'm' | 'M' => return Shown::Moment,
            _ => {}
        }
    }
    Shown::Number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::allowance::Limits;

    #[test]
    fn ways_are_told_by_codes_and_numbers() {
        for (code, shown) in [
            ("yyyy\\-mm\\-dd", Shown::Moment),
            ("[$-fa-IR,16]yyyy/mm/dd", Shown::Moment),
            ("0.0%", Shown::Percent),
            ("#,##0.00", Shown::Number),
            ("#,##0\" days\"", Shown::Number),
            ("[Red]0.0", Shown::Number),
            ("General", Shown::Number),
        ] {
            assert_eq!(of_code(code), shown, "{code}");
        }
        let styles = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="d mmm"/></numFmts>
            <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;
        let expected = [Shown::Number, Shown::Moment, Shown::Percent];
        assert_eq!(
            read(styles, "xl/styles.xml", &Allowance::of(Limits::default(), 0)).expect("styles"),
            expected
        );
    }
}
