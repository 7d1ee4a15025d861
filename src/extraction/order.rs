//! Groups of documents over threads: read by one, analysed by many, taken in order by the one that began.

use super::gate::{Gate, Ticket};
use super::group::Groups;
use crate::{Error, Result};
use rayon::ThreadPool;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// How long a wish to stop may go unheard while a slow input or a long document keeps everybody waiting.
const PATIENCE: Duration = Duration::from_millis(100);

/// Groups that are in work at the same time, for each thread.
const IN_WORK: usize = 3;

/// What the threads that read and analyse send.
enum Analysed<D> {
    /// A group by its number, and what it holds until it is taken.
    Group(usize, Result<D>, Ticket),
    /// Everything was read, and this is how many groups it made.
    End(usize),
}

/// On the thread that calls, one group after the other.
pub(super) fn here<G: Groups, D>(
    groups: G,
    stop: &AtomicBool,
    analyse: impl Fn(G::Item) -> Result<D>,
    mut take: impl FnMut(D) -> Result<()>,
) -> Result<()> {
    for group in groups {
        let analysed = catch_panic(|| analyse(group))?;
        // As it is over threads, where what was analysed is received.
        if stop.load(Ordering::Relaxed) {
            return Err(Error::interrupted());
        }
        take(analysed)?;
    }
    Ok(())
}

/// On the threads of a pool, which are done with everything when this returns: so all may be borrowed.
pub(super) fn scoped<G, D>(
    pool: &ThreadPool,
    groups: G,
    stop: &AtomicBool,
    analyse: impl Fn(G::Item) -> Result<D> + Send + Sync,
    take: impl FnMut(D) -> Result<()>,
) -> Result<()>
where
    G: Groups<Item: Send> + Send,
    D: Send,
{
    let gate = gate_of(pool);
    let (results, analysed) = channel();
    let (analyse, gate) = (&analyse, &gate);
    pool.in_place_scope_fifo(|scope| {
        thread::scope(|threads| {
            let feeding = thread::Builder::new().spawn_scoped(threads, move || {
                feed(groups, gate, stop, &results, |number, group, ticket| {
                    let results = results.clone();
                    scope.spawn_fifo(move |_| send(&results, number, ticket, || analyse(group)));
                });
            });
            feeding.map_err(no_threads)?;
            in_order(&analysed, gate, stop, take)
        })
    })
}

/// On the threads of a pool, of which none is joined: standard input, or one long document, may keep it waiting long
/// after everybody was told to stop.
pub(super) fn detached<G, D>(
    pool: &Arc<ThreadPool>,
    groups: G,
    stop: &Arc<AtomicBool>,
    analyse: impl Fn(G::Item) -> Result<D> + Send + Sync + 'static,
    take: impl FnMut(D) -> Result<()>,
) -> Result<()>
where
    G: Groups<Item: Send> + Send + 'static,
    D: Send + 'static,
{
    let gate = gate_of(pool);
    let (results, analysed) = channel();
    let feeding = thread::Builder::new().spawn({
        let (pool, gate, stop, analyse) =
            (Arc::clone(pool), Arc::clone(&gate), Arc::clone(stop), Arc::new(analyse));
        move || {
            feed(groups, &gate, &stop, &results, |number, group, ticket| {
                let (results, analyse) = (results.clone(), Arc::clone(&analyse));
                // The pool takes analysing and writing in the order in which they come up, so that no thread waits
                // while there is work of either kind.
                pool.spawn_fifo(move || send(&results, number, ticket, || analyse(group)));
            });
        }
    });
    feeding.map_err(no_threads)?;
    in_order(&analysed, &gate, stop, take)
}

/// The system gives no thread, as where a limit on memory is reached.
pub(crate) fn no_threads(cause: impl std::fmt::Display) -> Error {
    Error::output(format!("cannot start threads: {cause}"))
}

fn gate_of(pool: &ThreadPool) -> Arc<Gate> {
    Gate::new(IN_WORK * pool.current_num_threads())
}

/// Reads groups as the gate lets them in, and starts the analysis of each.
fn feed<G: Groups, D>(
    mut groups: G,
    gate: &Arc<Gate>,
    stop: &AtomicBool,
    results: &Sender<Analysed<D>>,
    start: impl Fn(usize, G::Item, Ticket),
) {
    let read = || {
        for number in 0.. {
            let Some(mut ticket) = gate.enter(groups.expects(), PATIENCE, stop) else { break };
            let Some(group) = groups.next() else { return Ok(Some(number)) };
            // A group can be heavier than it seemed, where nobody knew how long the next record is.
            let Some(()) = ticket.weigh(G::weight(&group), PATIENCE, stop) else { break };
            start(number, group, ticket);
        }
        Ok(None)
    };
    // An input that broke off is not at its end, which who waits for it is told when this sender is gone.
    if let Ok(Some(groups)) = catch_panic(read) {
        let _ = results.send(Analysed::End(groups));
    }
}

fn send<D>(results: &Sender<Analysed<D>>, number: usize, ticket: Ticket, work: impl FnOnce() -> Result<D>) {
    // The receiver is gone where taking an earlier group failed, and that failure is the one that is told.
    let _ = results.send(Analysed::Group(number, catch_panic(work), ticket));
}

/// Takes groups in order as they come.
fn in_order<D>(
    analysed: &Receiver<Analysed<D>>,
    gate: &Gate,
    stop: &AtomicBool,
    mut take: impl FnMut(D) -> Result<()>,
) -> Result<()> {
    let _closing = Closing(gate);
    let mut next = 0;
    let mut waiting = BTreeMap::new();
    let mut end = None;
    while end != Some(next) {
        match recv_or_stop(analysed, stop)? {
            Analysed::Group(number, group, ticket) => drop(waiting.insert(number, (group?, ticket))),
            Analysed::End(groups) => end = Some(groups),
        }
        while let Some((group, ticket)) = waiting.remove(&next) {
            take(group)?;
            drop(ticket);
            next += 1;
        }
    }
    Ok(())
}

/// Closes the gate when nobody takes what comes through it any more.
struct Closing<'a>(&'a Gate);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// The next of what other threads send. That they are gone is never the end, which they would have told: they were
/// told to stop, or broke off.
///
/// # Errors
/// [`Error::interrupted`] once `stop` is set; an error of output where they broke off.
pub(crate) fn recv_or_stop<T>(from: &Receiver<T>, stop: &AtomicBool) -> Result<T> {
    loop {
        if stop.load(Ordering::Relaxed) {
            return Err(Error::interrupted());
        }
        match from.recv_timeout(PATIENCE) {
            Ok(item) => return Ok(item),
            Err(RecvTimeoutError::Disconnected) if stop.load(Ordering::Relaxed) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(broken_off()),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Carries out a piece of work; nobody could wait for the result of a thread that is gone.
///
/// # Errors
/// Those of the work, and one of output where it panicked.
pub(crate) fn catch_panic<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(broken_off()))
}

fn broken_off() -> Error {
    Error::output("expected every row to be writable, found the work broken off; please report it")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Threads that heard the wish to stop go away, and who waits for them may see that first.
    #[test]
    fn threads_that_were_told_to_stop_are_not_at_their_end() {
        for _ in 0..200 {
            let stop = Arc::new(AtomicBool::new(false));
            let (sender, receiver) = channel::<()>();
            let thread = thread::spawn({
                let stop = Arc::clone(&stop);
                move || {
                    thread::yield_now();
                    stop.store(true, Ordering::Relaxed);
                    drop(sender);
                }
            });
            let heard = recv_or_stop(&receiver, &stop);
            assert!(heard.is_err_and(|error| error.is_interrupted()));
            thread.join().expect("it ends");
        }
    }

    #[test]
    fn threads_that_broke_off_are_not_at_their_end() {
        let (sender, receiver) = channel::<()>();
        drop(sender);
        let error = recv_or_stop(&receiver, &AtomicBool::new(false)).expect_err("an error");
        assert!(error.to_string().contains("broken off"), "{error}");
    }

    /// So many groups that it is seen when somebody reads on.
    const ENOUGH: usize = 1000;

    #[derive(Debug)]
    struct Numbers(std::ops::Range<usize>);

    /// Numbers that are still there afterwards, as far as they were not read.
    struct Reading<'a>(&'a mut Numbers);

    impl Iterator for Reading<'_> {
        type Item = usize;

        fn next(&mut self) -> Option<usize> {
            self.0.next()
        }
    }

    impl Groups for Reading<'_> {
        fn expects(&self) -> usize {
            1
        }

        fn weight(_: &usize) -> usize {
            1
        }
    }

    impl Iterator for Numbers {
        type Item = usize;

        fn next(&mut self) -> Option<usize> {
            self.0.next()
        }
    }

    impl Groups for Numbers {
        fn expects(&self) -> usize {
            1
        }

        fn weight(_: &usize) -> usize {
            1
        }
    }

    fn pool(threads: usize) -> Arc<ThreadPool> {
        Arc::new(rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads"))
    }

    /// Analysed in any order, since every third group takes long.
    fn slow(number: usize) -> Result<usize> {
        if number.is_multiple_of(3) {
            thread::sleep(Duration::from_millis(2));
        }
        Ok(number)
    }

    #[test]
    fn groups_are_taken_in_their_order() {
        let stop = Arc::new(AtomicBool::new(false));
        let expected: Vec<usize> = (0..50).collect();
        for threads in [1, 4] {
            let pool = pool(threads);
            let (mut borrowed, mut owned) = (Vec::new(), Vec::new());
            let mut take = |number| {
                borrowed.push(number);
                Ok(())
            };
            assert_eq!(scoped(&pool, Numbers(0..50), &stop, slow, &mut take), Ok(()));
            let take = |number| {
                owned.push(number);
                Ok(())
            };
            assert_eq!(detached(&pool, Numbers(0..50), &stop, slow, take), Ok(()));
            assert_eq!((borrowed, owned), (expected.clone(), expected.clone()));
        }
    }

    #[test]
    fn a_failure_ends_everything_and_nobody_reads_on() {
        let stop = Arc::new(AtomicBool::new(false));
        let pool = pool(2);
        let failing = |number| if number == 7 { Err(Error::output("full")) } else { Ok(()) };
        let mut numbers = Numbers(0..ENOUGH);
        assert_eq!(scoped(&pool, Reading(&mut numbers), &stop, slow, failing), Err(Error::output("full")));
        assert!(numbers.0.start < 100, "{numbers:?}");
        let breaking = |number| if number == 7 { panic!("as it was told to") } else { Ok(number) };
        let mut numbers = Numbers(0..ENOUGH);
        let result = scoped(&pool, Reading(&mut numbers), &stop, breaking, |_| Ok(()));
        assert!(result.is_err_and(|error| error.to_string().contains("broken off")));
        assert!(numbers.0.start < 100, "{numbers:?}");
        let stopping = |number| {
            stop.store(number >= 7, Ordering::Relaxed);
            Ok(())
        };
        let mut numbers = Numbers(0..ENOUGH);
        let result = scoped(&pool, Reading(&mut numbers), &stop, slow, stopping);
        assert!(result.is_err_and(|error| error.is_interrupted()));
        assert!(numbers.0.start < 100, "{numbers:?}");
    }

    #[test]
    fn what_is_analysed_after_the_wish_to_stop_is_not_taken() {
        let stop = Arc::new(AtomicBool::new(false));
        let stopping = |number: usize| {
            stop.store(true, Ordering::Relaxed);
            Ok(number)
        };
        let untaken = |number| panic!("{number} was taken");
        let results = [
            here(Numbers(0..1), &stop, stopping, untaken),
            scoped(&pool(1), Numbers(0..1), &stop, stopping, untaken),
        ];
        assert!(
            results.iter().all(|result| result.as_ref().is_err_and(Error::is_interrupted)),
            "{results:?}"
        );
    }

    #[test]
    fn a_group_that_breaks_off_is_an_error_on_the_thread_that_calls_too() {
        let breaking = |number| if number == 7 { panic!("as it was told to") } else { Ok(number) };
        let mut taken = 0;
        let result = here(Numbers(0..50), &AtomicBool::new(false), breaking, |_| {
            taken += 1;
            Ok(())
        });
        assert!(result.is_err_and(|error| error.to_string().contains("broken off")));
        assert_eq!(taken, 7);
    }
}
