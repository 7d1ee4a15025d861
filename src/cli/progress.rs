//! The progress bar: documents, bytes, rate and time left, on a terminal alone.

use super::allocator::Allocator;
use super::terminal::Terminal;
use crate::extraction::{Event, Observer};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::atomic::{AtomicU64, Ordering};

/// Draws the events of a run; draws nothing where nobody looks.
pub(super) struct Progress {
    bar: ProgressBar,
    documents: AtomicU64,
    rejected: AtomicU64,
    allocator: Allocator,
}

impl Progress {
    pub(super) fn new(terminal: &Terminal) -> Self {
        let target =
            if terminal.draws() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        let template = "{spinner} {msg}  {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar, documents: AtomicU64::new(0), rejected: AtomicU64::new(0), allocator: Allocator::new() }
    }

    /// Takes the bar off the screen.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn say(&self) {
        let documents = self.documents.load(Ordering::Relaxed);
        let rejected = self.rejected.load(Ordering::Relaxed);
        let rejects = if rejected == 0 { String::new() } else { format!(", {rejected} rejected") };
        self.bar.set_message(format!("{documents} documents{rejects}"));
    }
}

impl Observer for Progress {
    fn event(&self, event: Event<'_>) {
        self.allocator.hear(&event);
        if self.bar.is_hidden() {
            return;
        }
        match event {
            Event::Started { bytes, .. } if bytes > 0 => self.bar.set_length(bytes),
            Event::Started { .. } | Event::Large | Event::Finished { .. } => {}
            Event::Document { bytes } => {
                self.documents.fetch_add(1, Ordering::Relaxed);
                self.bar.inc(bytes);
                self.say();
            }
            Event::Rejected { .. } => {
                self.rejected.fetch_add(1, Ordering::Relaxed);
                self.say();
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        // A run that fails must not leave half a bar above its error.
        self.clear();
    }
}
