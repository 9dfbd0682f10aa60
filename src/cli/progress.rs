//! How far an ingest is, on a terminal, once it takes longer than a moment.

use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::session::Session;
use super::terminal;
use crate::pipeline::Event;

/// What takes less time than this needs no progress.
const PATIENCE: Duration = Duration::from_millis(250);
/// Redraws a second: as many as an eye can follow.
const REDRAWS: u8 = 10;

/// A line on standard error that says how far the work is.
pub(super) struct Progress {
    bar: ProgressBar,
    began: Instant,
    shows: bool,
    articles: u64,
    bytes: u64,
}

impl Progress {
    /// Begins counting; draws only where somebody watches a terminal.
    pub(super) fn new(session: &Session) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        // The template is a constant of this file.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        let shows = terminal::shows_progress() && !session.quiet;
        Self { bar, began: Instant::now(), shows, articles: 0, bytes: 0 }
    }

    /// Takes note of an event.
    pub(super) fn note(&mut self, event: &Event<'_>) {
        match event {
            Event::Read { bytes } => {
                self.articles += 1;
                self.bytes += u64::try_from(*bytes).unwrap_or_default();
                self.show(self.rate());
            }
            Event::Grouping => self.show("grouping quotes".to_owned()),
            Event::Listed { .. } | Event::Failed(_) | Event::Committed(_) => {}
        }
    }

    /// Clears the line.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn rate(&self) -> String {
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a rate to look at"
        )]
        let per_second = (self.bytes as f64 / seconds) as u64;
        let (articles, read) = (HumanCount(self.articles), HumanBytes(self.bytes));
        format!("{articles} articles, {read} read, {}/s", HumanBytes(per_second))
    }

    fn show(&mut self, message: String) {
        if !self.shows || self.began.elapsed() < PATIENCE {
            return;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(REDRAWS));
            self.bar.enable_steady_tick(PATIENCE);
        }
        self.bar.set_message(message);
    }
}
