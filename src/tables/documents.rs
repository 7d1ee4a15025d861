//! Documents in memory, and the tables that an extraction makes of them.

use super::input_document::InputDocument;
use super::{Tables, TablesBuilder};
use crate::error::{Error, Result};
use crate::extract::Engine;
use crate::extraction::{Analyst, Before, Event, Extraction, GROUP, Groups, OnReject, Outcome};
use crate::source::{Ids, Place, Reject};
use crate::text::MAX_TEXT_BYTES;
use std::ops::Deref;

/// A document, or why it is none.
type Given<'d> = std::result::Result<InputDocument<'d>, Reject>;

impl<E: Deref<Target = Engine> + Clone + Send + Sync> Extraction<'_, E> {
    /// The tables of these documents, with the rows in their order. They are taken one by one and not kept, and analysed
    /// as the settings of the extraction say.
    ///
    /// Of documents that cannot be read the table `rejects` tells, with these codes: `duplicate-id` where an earlier one
    /// has its id, `too-large`, `too-dense`, `timeout`, and `panic` where its analysis broke off. Where messages count
    /// documents, they count from 0.
    ///
    /// # Errors
    /// [`Error::interrupted`] where it was stopped; with [`OnReject::Fail`] the first document that cannot be read; where
    /// a table outgrows what Arrow can hold (2 GiB of text in one column: then [`Self::documents_in_parts`] is the way);
    /// and where threads cannot be started.
    pub fn documents<'d, D: Into<InputDocument<'d>>>(
        &self,
        documents: impl IntoIterator<Item = D, IntoIter: Send>,
    ) -> Result<Tables> {
        self.join_documents("document", 0, documents.into_iter().map(|document| Ok(document.into())))
    }

    /// The same for any number of documents: the tables of some of them at a time, in order, as they come. Of the documents
    /// and their rows only those in work are in memory. [`Tables::entities`] of all parts make the tables `actors` and
    /// `places` of all documents.
    ///
    /// ```
    /// use jadval::extract::Engine;
    /// use jadval::extraction::Extraction;
    /// use jadval::tables::{EntityCounts, InputDocument};
    ///
    /// let engine = Engine::builder().build()?;
    /// let documents = (0..1000).map(|n| InputDocument {
    ///     doc_id: format!("note-{n}").into(),
    ///     text: "یونسکو در تهران است.".into(),
    ///     ..InputDocument::default()
    /// });
    /// let (mut mentions, mut entities) = (0, EntityCounts::default());
    /// Extraction::new(&engine).texts(false).documents_in_parts(documents, |part| {
    ///     mentions += part.get("mentions").map_or(0, |batch| batch.num_rows());
    ///     entities.merge(part.entities());
    ///     Ok(())
    /// })?;
    /// assert_eq!((mentions, entities.actors()?.num_rows(), entities.places()?.num_rows()), (2000, 1, 1));
    /// # Ok::<(), jadval::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of `take`, and those of [`Self::documents`].
    pub fn documents_in_parts<'d, D: Into<InputDocument<'d>>>(
        &self,
        documents: impl IntoIterator<Item = D, IntoIter: Send>,
        take: impl FnMut(Tables) -> Result<()>,
    ) -> Result<()> {
        let documents = documents.into_iter().map(|document| Ok(document.into()));
        self.take_documents("document", 0, documents, take)
    }

    /// The tables of all, as [`Self::take_documents`] gives them.
    pub(super) fn join_documents<'d>(
        &self,
        what: &'static str,
        bytes: u64,
        documents: impl Iterator<Item = Given<'d>> + Send,
    ) -> Result<Tables> {
        let mut parts = Vec::new();
        self.take_documents(what, bytes, documents, |part| {
            parts.push(part);
            Ok(())
        })?;
        Tables::joined(parts)
    }

    /// `what` a document is called, and how many bytes of text there are, where that is known.
    pub(super) fn take_documents<'d>(
        &self,
        what: &'static str,
        bytes: u64,
        documents: impl Iterator<Item = Given<'d>> + Send,
        mut take: impl FnMut(Tables) -> Result<()>,
    ) -> Result<()> {
        let inputs = match documents.size_hint() {
            (least, Some(most)) if least == most => least,
            _ => 0,
        };
        self.tell(Event::Started { inputs, bytes });
        let cut = Cut { documents, what, max_bytes: self.max_bytes, ids: Ids::default(), position: 0 };
        let analyst = self.analyst();
        let (mut count, mut rejected) = (0, 0);
        let analyse = |group| tables_of(&analyst, self.texts, group);
        self.carry_out(cut, analyse, |(tables, outcome): (Tables, Outcome)| {
            count += outcome.documents.len() as u64;
            rejected += outcome.rejects.len() as u64;
            if let Some(reject) = outcome.rejects.first().filter(|_| self.on_reject == OnReject::Fail) {
                return Err(Error::document(&*reject.message));
            }
            take(tables)?;
            outcome.tell(self.observer);
            Ok(())
        })?;
        self.tell(Event::Finished { documents: count, rejected });
        Ok(())
    }
}

/// Documents in groups, each with an id of its own.
struct Cut<I> {
    documents: I,
    what: &'static str,
    max_bytes: u64,
    ids: Ids,
    /// Of the next document.
    position: u64,
}

impl<'d, I: Iterator<Item = Given<'d>>> Cut<I> {
    /// The next document, unless it is too large or has another's id.
    fn read(&mut self) -> Option<Given<'d>> {
        let given = self.documents.next()?;
        let at = self.position;
        self.position += 1;
        Some(given.and_then(|document| match self.defect(&document, at) {
            None => Ok(document),
            Some((code, defect)) => {
                let message = format!("{} {at} («{}»): {defect}", self.what, document.doc_id);
                Err(Reject { path: String::new(), stage: "source", code, message, byte_offset: None })
            }
        }))
    }

    fn defect(&mut self, document: &InputDocument<'_>, at: u64) -> Option<(&'static str, String)> {
        let (bytes, limit) = (document.text.len() as u64, self.max_bytes.min(MAX_TEXT_BYTES as u64));
        if bytes > limit {
            return Some(("too-large", format!("expected at most {limit} bytes of text, found {bytes}")));
        }
        match self.ids.insert(&document.doc_id, Place { file: 0, line: at }) {
            Ok(None) => None,
            Ok(Some(first)) => {
                let message =
                    format!("expected an id of its own, found that of {} {}", self.what, first.line);
                Some(("duplicate-id", message))
            }
            Err(cause) => Some(("unreadable", format!("expected to read the ids so far, found: {cause}"))),
        }
    }
}

impl<'d, I: Iterator<Item = Given<'d>>> Iterator for Cut<I> {
    type Item = Vec<Given<'d>>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut group, mut bytes) = (Vec::new(), 0);
        while group.len() < GROUP.items && bytes < GROUP.bytes {
            let Some(given) = self.read() else { break };
            bytes += size(&given);
            group.push(given);
        }
        (!group.is_empty()).then_some(group)
    }
}

impl<'d, I: Iterator<Item = Given<'d>>> Groups for Cut<I> {
    fn expects(&self) -> usize {
        GROUP.bytes
    }

    fn weight(group: &Self::Item) -> usize {
        group.iter().map(size).sum()
    }
}

fn size(given: &Given<'_>) -> usize {
    given.as_ref().map_or(0, |document| document.text.len())
}

/// The tables of a group.
fn tables_of<E: Deref<Target = Engine>>(
    analyst: &Analyst<E>,
    texts: bool,
    group: Vec<Given<'_>>,
) -> Result<(Tables, Outcome)> {
    let mut tables = TablesBuilder::new(|rule| analyst.engine().rules().name(rule));
    let mut outcome = Outcome::default();
    for given in group {
        let analysed = match &given {
            Ok(document) => analyst
                .analyse(&document.document(), "", Before::default())?
                .map(|analysis| (document, analysis)),
            Err(reject) => Err(reject.clone()),
        };
        match analysed {
            Ok((document, analysis)) => {
                tables.append(&document.record(texts), &analysis, &document.text);
                outcome.documents.push(document.text.len() as u64);
            }
            Err(reject) => {
                tables.reject(&reject);
                outcome.rejects.push(reject);
            }
        }
    }
    Ok((tables.finish()?, outcome))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Document;
    use crate::extraction::{BREAKING, Observer};
    use crate::tables::{EntityCounts, extract_one, rows, tables};
    use std::borrow::Cow;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, LazyLock, Mutex};
    use std::time::{Duration, Instant};

    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().expect("the built-in data"));

    /// On the thread that calls, on one other, on four.
    const THREADS: [Option<usize>; 3] = [None, Some(1), Some(4)];

    fn extraction(threads: Option<usize>) -> Extraction<'static, &'static Engine> {
        let extraction = Extraction::new(&*ENGINE);
        threads.into_iter().fold(extraction, Extraction::threads)
    }

    fn document(doc_id: impl Into<String>, text: impl Into<String>) -> InputDocument<'static> {
        let (doc_id, text) = (Cow::Owned(doc_id.into()), Cow::Owned(text.into()));
        InputDocument { doc_id, text, ..InputDocument::default() }
    }

    /// Documents that are not of the same length, in several groups.
    fn documents(count: usize) -> impl Iterator<Item = InputDocument<'static>> + Clone + Send {
        (0..count).map(|n| document(format!("d{n}"), "یونسکو در تهران ده نفر را دید. ".repeat(n % 7)))
    }

    /// The cells of a column.
    fn column(tables: &Tables, table: &str, column: &str) -> Vec<String> {
        let rows = rows(tables, table).expect("rows");
        rows.iter().map(|row| row.get(column).unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn the_tables_are_the_same_for_any_number_of_threads_and_those_of_one_document_after_the_other() {
        let one_by_one: Vec<Tables> = documents(300)
            .map(|document| extract_one(&ENGINE, &document.document()).expect("tables"))
            .collect();
        let expected = Tables::joined(one_by_one).expect("tables");
        assert_eq!(column(&expected, "documents", "doc_id").len(), 300);
        assert!(column(&expected, "figures", "text").len() > 500);
        assert_eq!(column(&expected, "actors", "actor_id").len(), 1);
        for threads in THREADS {
            let tables = extraction(threads).documents(documents(300)).expect("tables");
            assert!(tables.batches() == expected.batches(), "{threads:?}");
            let mut parts = Vec::new();
            let mut entities = EntityCounts::default();
            let take = |part: Tables| {
                entities.merge(part.entities());
                parts.push(part);
                Ok(())
            };
            extraction(threads).documents_in_parts(documents(300), take).expect("parts");
            assert_eq!(parts.len(), 3, "{threads:?}");
            assert_eq!(Some(&entities.actors().expect("a table")), expected.get("actors"));
        }
    }

    #[test]
    fn of_no_document_there_are_empty_tables() {
        for threads in THREADS {
            let tables_of_none = extraction(threads).documents(documents(0)).expect("tables");
            for (table, batch) in tables().iter().zip(tables_of_none.batches()) {
                assert_eq!((batch.num_rows(), batch.schema()), (0, table.arrow_schema()), "{}", table.name);
            }
        }
    }

    #[test]
    fn a_second_document_of_an_id_is_a_reject() {
        let documents = ["a", "b", "a", "c", "b", "a"].map(|id| document(id, "ده نفر"));
        for threads in THREADS {
            let tables = extraction(threads).documents(documents.clone()).expect("tables");
            assert_eq!(column(&tables, "documents", "doc_id"), ["a", "b", "c"]);
            assert_eq!(column(&tables, "rejects", "code"), ["duplicate-id"; 3]);
            let message = |n: usize, id, first| {
                format!("document {n} («{id}»): expected an id of its own, found that of document {first}")
            };
            let expected = [message(2, "a", 0), message(4, "b", 1), message(5, "a", 0)];
            assert_eq!(column(&tables, "rejects", "message"), expected);
        }
        // Ids are those of one call, not of the extraction.
        let extraction = extraction(None);
        for _ in 0..2 {
            let tables = extraction.documents([document("a", "")]).expect("tables");
            assert_eq!(column(&tables, "rejects", "code").len(), 0);
        }
    }

    #[test]
    fn a_document_that_breaks_its_analysis_off_is_a_reject_and_the_others_go_on() {
        let documents = || {
            documents(200).map(|given| match &*given.doc_id {
                "d1" | "d150" => document(given.doc_id, format!("ده نفر {BREAKING}")),
                _ => given,
            })
        };
        for threads in THREADS {
            let tables = extraction(threads).documents(documents()).expect("tables");
            assert_eq!(column(&tables, "documents", "doc_id").len(), 198);
            assert_eq!(column(&tables, "rejects", "code"), ["panic"; 2]);
            let messages = column(&tables, "rejects", "message");
            assert!(
                messages[0].contains("«d1»") && messages[0].contains("as it was told to"),
                "{messages:?}"
            );
            assert!(messages[1].contains("«d150»"), "{messages:?}");
            let error = extraction(threads).on_reject(OnReject::Fail).documents(documents()).expect_err("d1");
            assert!(error.is_document() && error.to_string() == messages[0], "{error}");
        }
    }

    #[test]
    fn documents_that_are_too_large_or_take_too_long_are_rejects() {
        let small = extraction(None).max_document_bytes(60).documents(documents(7)).expect("tables");
        assert_eq!(column(&small, "documents", "doc_id"), ["d0", "d1"]);
        assert_eq!(column(&small, "rejects", "code"), ["too-large"; 5]);
        let message = &column(&small, "rejects", "message")[0];
        assert!(message.starts_with("document 2 («d2»): expected at most 60 bytes"), "{message}");
        // No analysis takes a nanosecond, and none takes an hour.
        for (limit, codes) in
            [(Duration::from_nanos(1), &["timeout"; 7][..]), (Duration::from_secs(3600), &[])]
        {
            for threads in THREADS {
                let extraction = extraction(threads).timeout_per_document(limit);
                let tables = extraction.documents(documents(7)).expect("tables");
                assert_eq!(column(&tables, "rejects", "code"), codes);
                assert_eq!(column(&tables, "documents", "doc_id").len() + codes.len(), 7);
            }
        }
    }

    #[test]
    fn the_first_reject_may_end_everything() {
        for threads in THREADS {
            let mut given = 0;
            let twice = (0..9000).map(|n| document(format!("d{}", n % 1000), "")).inspect(|_| given += 1);
            let extraction = extraction(threads).on_reject(OnReject::Fail);
            let error = extraction.documents(twice).expect_err("a second d0");
            assert!(error.is_document() && error.to_string().contains("document 1000 («d0»)"), "{error}");
            assert!(given < 5000, "{given}");
        }
    }

    #[test]
    fn who_takes_parts_may_end_everything() {
        for threads in THREADS {
            let mut given = 0;
            let full = |_| Err(Error::output("full"));
            let result =
                extraction(threads).documents_in_parts(documents(3000).inspect(|_| given += 1), full);
            assert_eq!(result, Err(Error::output("full")));
            assert!(given < 2500, "{given}");
        }
    }

    #[test]
    fn documents_that_break_off_themselves_are_an_error_and_no_end() {
        for threads in [Some(1), Some(4)] {
            let broken = documents(300).inspect(|given| assert!(given.doc_id != "d200", "as it was told to"));
            let error = extraction(threads).documents(broken).expect_err("an error");
            assert!(error.is_io() && error.to_string().contains("broken off"), "{error}");
        }
    }

    #[test]
    fn it_stops_in_the_middle_of_documents() {
        for threads in THREADS {
            let stop = Arc::new(AtomicBool::new(false));
            let mut given = 0;
            let stopping = documents(4000).inspect(|_| {
                given += 1;
                stop.store(given >= 1000, Ordering::Relaxed);
            });
            let error = extraction(threads).stop(&stop).documents(stopping).expect_err("an error");
            assert!(error.is_interrupted(), "{error}");
            assert!((1000..2000).contains(&given), "{given}");
        }
    }

    #[test]
    fn it_stops_in_the_middle_of_a_document() {
        let text = "علی در ۲۰ آبان ۱۳۹۹ در تهران ده نفر را دید.\n".repeat(15_000);
        let long = Document { doc_id: "long", text: &text, ..Document::default() };
        LazyLock::force(&ENGINE);
        let began = Instant::now();
        extraction(None).documents([long]).expect("tables");
        let whole = began.elapsed();
        for threads in THREADS {
            let stop = Arc::new(AtomicBool::new(false));
            std::thread::scope(|scope| {
                scope.spawn(|| {
                    std::thread::sleep(whole / 10);
                    stop.store(true, Ordering::Relaxed);
                });
                let began = Instant::now();
                let error = extraction(threads).stop(&stop).documents([long]).expect_err("an error");
                assert!(error.is_interrupted(), "{error}");
                // Threads are waited for: so theirs did not go on to the end either.
                assert!(began.elapsed() < whole * 2 / 3, "{:?} of {whole:?}", began.elapsed());
            });
        }
    }

    #[derive(Default)]
    struct Heard(Mutex<Vec<String>>);

    impl Observer for Heard {
        fn event(&self, event: Event<'_>) {
            let said = match event {
                Event::Started { inputs, bytes } => format!("started {inputs} {bytes}"),
                Event::Document { bytes } => format!("document {bytes}"),
                Event::Rejected { reject } => format!("rejected {}", reject.code),
                Event::Finished { documents, rejected } => format!("finished {documents} {rejected}"),
                Event::Large => "large".to_owned(),
            };
            self.0.lock().expect("a list").push(said);
        }
    }

    #[test]
    fn who_listens_hears_of_each_document_once_and_in_order() {
        let given: Vec<_> = documents(260).chain([document("d7", "")]).collect();
        let mut expected = vec!["started 261 0".to_owned()];
        expected.extend(given[..260].iter().map(|given| format!("document {}", given.text.len())));
        expected.extend(["rejected duplicate-id".to_owned(), "finished 260 1".to_owned()]);
        for threads in THREADS {
            let heard = Heard::default();
            extraction(threads).observer(&heard).documents(given.clone()).expect("tables");
            assert_eq!(*heard.0.lock().expect("a list"), expected, "{threads:?}");
        }
    }

    #[test]
    fn texts_and_titles_are_kept_as_wanted() {
        let given = InputDocument { title: Some("تیتر".into()), ..document("a", "ده نفر") };
        for (keep, texts) in [(true, 1), (false, 0)] {
            let tables = extraction(None).texts(keep).documents([given.clone()]).expect("tables");
            assert_eq!(column(&tables, "texts", "text").len(), texts);
            assert_eq!(column(&tables, "documents", "title"), ["تیتر"]);
            assert_eq!(column(&tables, "figures", "text").len(), 1);
        }
    }
}
