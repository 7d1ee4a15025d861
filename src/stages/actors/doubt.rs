//! What the model says of words that only the rest of a document makes names.

use super::learned::position;
use super::pending::PendingMention;
use super::vocabulary::word_end;
use super::{EntityKind, Method};
use crate::rule::{TokenSet, View};
use crate::segment::Segments;
use crate::tagger::{NameSpan, Tagger};

/// How sure the model is to be that a word is no name where somebody of that name stands elsewhere: «کوک» behind «مایکل کوک».
const NO_SHORT_NAME: i32 = 500;

/// Takes words that the lexicon knows as something else from the names that stand for others of a document, where the model is
/// sure that they are none; `more` are those names, `held` those that stand by themselves, by sentence.
pub(super) fn drop_words(
    tagger: &Tagger,
    view: &View<'_>,
    segments: &Segments,
    held: &[PendingMention],
    more: &mut Vec<PendingMention>,
    taken: &mut TokenSet,
) {
    let doubted = |mention: &PendingMention| {
        // A family name alone, or a name that is an ordinary word too.
        let kind = if mention.short.is_some() {
            mention.kind == EntityKind::Person
        } else {
            !matches!(mention.kind, EntityKind::ArmedForce | EntityKind::Product | EntityKind::Group)
        };
        kind && mention.method == Method::Coreference
            && word_end(&view.tokens, mention.first) == mention.last
            && view.knows(mention.first)
    };
    let mut sentences: Vec<u32> =
        more.iter().filter(|mention| doubted(mention)).map(|mention| mention.segment).collect();
    sentences.sort_unstable();
    sentences.dedup();
    let mut dropped: Vec<u32> = Vec::new();
    for number in sentences {
        let Some(segment) = segments.list.get(number as usize) else { continue };
        let from = held.partition_point(|mention| mention.segment < number);
        let of_sentence = held.iter().skip(from).take_while(|mention| mention.segment == number);
        let others = more.iter().filter(|mention| mention.segment == number);
        let mut mentions: Vec<&PendingMention> = of_sentence.chain(others).collect();
        mentions.sort_by_key(|mention| mention.first);
        let proposals: Vec<NameSpan> = mentions
            .iter()
            .filter_map(|mention| {
                let kind = position(mention.kind)?;
                Some(NameSpan { first: mention.first, end: mention.last, kind, score: 0 })
            })
            .collect();
        let outside = tagger.names(view, segment.tokens, &proposals).outside;
        let none = proposals.iter().zip(outside).filter(|(_, outside)| *outside >= NO_SHORT_NAME);
        let none: Vec<u32> = none.map(|(name, _)| name.first).collect();
        dropped.extend(
            mentions
                .iter()
                .filter(|mention| doubted(mention) && none.contains(&mention.first))
                .map(|mention| mention.first),
        );
    }
    more.retain(|mention| {
        let kept = mention.method != Method::Coreference || !dropped.contains(&mention.first);
        if !kept {
            taken.release(mention.first, mention.last);
        }
        kept
    });
}
