//! Signals: a wish to stop is heard once, and tells the exit status; what the caller has ignored stays ignored.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

/// The signal that ended the work; 0 where none has.
static HEARD: AtomicU8 = AtomicU8::new(0);

/// SIGINT, of which shells make 130.
const INTERRUPT: u8 = 2;

/// What a command exits with that a signal stopped, as shells have it: 128 and the number of the signal.
pub(super) fn status() -> u8 {
    128 + match HEARD.load(Ordering::Relaxed) {
        0 => INTERRUPT,
        signal => signal,
    }
}

/// Returns a flag that Ctrl-C and other signals to end set: the run ends within a moment, and the dataset stays as it was.
/// Another signal ends the program at once, and the next run sweeps what it leaves; but for one within a second, which is
/// the same wish: a shell and what supervises it both tell it.
pub(super) fn stop_on_signal() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    listen(&stop);
    stop
}

#[cfg(unix)]
fn listen(stop: &Arc<AtomicBool>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use std::io::Write;
    use std::time::{Duration, Instant};
    const SAME_WISH: Duration = Duration::from_secs(1);

    let ignored = ignored();
    let heeded = |signal: &i32| ignored & 1u64.checked_shl(signal.cast_unsigned() - 1).unwrap_or(0) == 0;
    // A file above a limit of the shell is an error of the write then, and the program lives to say so.
    if heeded(&SIGXFSZ) {
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    }
    let ending: Vec<i32> = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(heeded).collect();
    // Without a handler a signal ends the program at once, which leaves the old dataset whole too.
    let Ok(mut signals) = signal_hook::iterator::Signals::new(&ending) else { return };
    let flag = Arc::clone(stop);
    let listening = std::thread::Builder::new().spawn(move || {
        let mut first: Option<Instant> = None;
        for signal in signals.forever() {
            match first {
                None => {
                    first = Some(Instant::now());
                    HEARD.store(u8::try_from(signal).unwrap_or(INTERRUPT), Ordering::Relaxed);
                    flag.store(true, Ordering::Relaxed);
                    let words = "stopping (Ctrl-C again: at once); the dataset stays as it was";
                    let _ = writeln!(std::io::stderr(), "{words}");
                }
                Some(first) if first.elapsed() < SAME_WISH => {}
                Some(_) => std::process::exit(128 + signal),
            }
        }
    });
    if listening.is_err() {
        // The system has no thread to give: the wish is heard, and told by the end of the work.
        for signal in ending {
            let _ = signal_hook::flag::register(signal, Arc::clone(stop));
        }
    }
}

/// The signals that whoever started this program had it ignore (`nohup`, `trap ''`), a bit for each; none where the system
/// does not say.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}
