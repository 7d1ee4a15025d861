//! The day of publication in the linked data of a page (JSON-LD), found in passing: nothing else of the data is held.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// How deep it may be nested.
const DEPTH: usize = 16;

/// `datePublished` of schema.org as it is written: of an object its own, else the first of what is in it.
pub(super) fn published(json: &str) -> Option<String> {
    let mut reading = serde_json::Deserializer::from_str(json);
    let found = Inside(DEPTH).deserialize(&mut reading).ok()?;
    reading.end().ok()?;
    found.of_objects
}

/// What a value has.
#[derive(Default)]
struct Found {
    /// The value itself, where it is a string.
    string: Option<String>,
    of_objects: Option<String>,
}

/// A value in which objects may stand so deep.
#[derive(Clone, Copy)]
struct Inside(usize);

impl<'de> DeserializeSeed<'de> for Inside {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, reading: D) -> Result<Found, D::Error> {
        if self.0 == 0 {
            return IgnoredAny::deserialize(reading).map(|_| Found::default());
        }
        reading.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Inside {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        let (mut own, mut first) = (None, None);
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            let found = map.next_value_seed(Self(self.0 - 1))?;
            match found.string.filter(|_| key == "datePublished") {
                Some(day) => own = Some(day),
                None => first = first.or(found.of_objects),
            }
        }
        Ok(Found { string: None, of_objects: own.or(first) })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Found, A::Error> {
        let mut first = None;
        while let Some(found) = list.next_element_seed(Self(self.0 - 1))? {
            first = first.or(found.of_objects);
        }
        Ok(Found { string: None, of_objects: first })
    }

    fn visit_str<E>(self, string: &str) -> Result<Found, E> {
        Ok(Found { string: Some(string.to_owned()), of_objects: None })
    }

    fn visit_bool<E>(self, _: bool) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(Found::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_s_own_day_comes_before_those_inside_of_it() {
        let day = |json: &str| published(json);
        let inner = r#"{"@graph": [{"image": {"datePublished": "2001"}}, {"datePublished": "2002"}]}"#;
        assert_eq!(day(inner).as_deref(), Some("2001"));
        let own =
            r#"{"part": {"datePublished": "2001"}, "n": [1, -1, 1.5, null, true], "datePublished": "2003"}"#;
        assert_eq!(day(own).as_deref(), Some("2003"));
        for (none, why) in [
            (r#"{"datePublished": 2001}"#, "no string"),
            (r#"{"datePublished": "2001"} {}"#, "no JSON"),
            (r#"["datePublished", "2001"]"#, "no object"),
        ] {
            assert_eq!(day(none), None, "{why}");
        }
    }

    #[test]
    fn what_is_nested_deeper_is_passed_over() {
        let nested = |depth: usize| {
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            published(&format!("{open}{{\"datePublished\": \"2001\"}}{close}"))
        };
        assert_eq!(nested(DEPTH - 2).as_deref(), Some("2001"));
        assert_eq!([DEPTH, 100, 1000].map(nested), [None, None, None]);
    }
}
