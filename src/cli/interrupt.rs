//! Ctrl-C: the first finishes what is at hand, the next ends the program.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::exit::Exit;

/// Whether the user asked to stop.
#[derive(Debug, Clone, Default)]
pub(super) struct Interrupt {
    asked: Arc<AtomicBool>,
    at_once: Arc<AtomicBool>,
}

impl Interrupt {
    /// Listens for Ctrl-C from now on; where that cannot be had, Ctrl-C ends the program as ever.
    pub(super) fn listen() -> Self {
        let interrupt = Self::default();
        let heard = interrupt.clone();
        let _ = ctrlc::set_handler(move || heard.hear());
        interrupt
    }

    /// Returns the flag that the first Ctrl-C sets.
    pub(super) fn asked(&self) -> &AtomicBool {
        &self.asked
    }

    /// Lets Ctrl-C end the program at once from now on: nothing is at hand that would be lost.
    pub(super) fn allow_at_once(&self) {
        self.at_once.store(true, Ordering::Relaxed);
    }

    fn hear(&self) {
        let is_first = !self.asked.swap(true, Ordering::Relaxed);
        if !is_first || self.at_once.load(Ordering::Relaxed) {
            end();
        }
    }
}

/// Ends the program; an open transaction is rolled back when the collection is next opened.
#[expect(clippy::exit, reason = "there is no other way out of a handler")]
fn end() -> ! {
    std::process::exit(Exit::Interrupted.code().into())
}
