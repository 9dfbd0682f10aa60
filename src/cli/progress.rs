//! How far an ingest is, once it takes longer than a moment: a line that changes on a terminal, a
//! line now and then elsewhere.

use std::time::{Duration, Instant};

use indicatif::{
    HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle,
};

use super::session::Session;
use super::terminal;
use crate::pipeline::Event;

/// What takes less time than this needs no progress.
const PATIENCE: Duration = Duration::from_millis(250);
/// Redraws a second: as many as an eye can follow.
const REDRAWS: u8 = 10;
/// How often a line is written where nobody watches: few enough for the log of a night.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// A line on standard error that says how far the work is.
pub(super) struct Progress<'a> {
    session: &'a Session,
    bar: ProgressBar,
    began: Instant,
    last_line: Instant,
    is_watched: bool,
    articles: u64,
    bytes: u64,
    /// The bytes read so far of all files, and how many they have.
    consumed: u64,
    whole: Option<u64>,
}

impl<'a> Progress<'a> {
    /// Begins counting.
    pub(super) fn new(session: &'a Session) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        // The template is a constant of this file.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        let (began, is_watched) = (Instant::now(), terminal::shows_progress() && !session.quiet);
        let (articles, bytes, consumed, whole) = (0, 0, 0, None);
        let last_line = began;
        Self { session, bar, began, last_line, is_watched, articles, bytes, consumed, whole }
    }

    /// Takes note of an event.
    pub(super) fn note(&mut self, event: &Event<'_>) {
        match event {
            Event::Listed { bytes, .. } => self.whole = *bytes,
            Event::Read { bytes, consumed } => {
                self.articles += 1;
                self.bytes += u64::try_from(*bytes).unwrap_or_default();
                self.consumed = *consumed;
                self.show(Self::rate);
            }
            Event::Grouping => self.show(|_| "grouping quotes".to_owned()),
            Event::PassedOver(_) | Event::Failed(_) | Event::Committed(_) => {}
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
        let left = self.time_left().map(|left| format!(", about {} left", HumanDuration(left)));
        let rate = HumanBytes(per_second);
        format!("{articles} articles, {read} of text, {rate}/s{}", left.unwrap_or_default())
    }

    /// Returns how long the rest of the files will take, going by those read so far.
    fn time_left(&self) -> Option<Duration> {
        let left = self.whole?.checked_sub(self.consumed).filter(|_| self.consumed > 0)?;
        #[expect(clippy::cast_precision_loss, reason = "a time to look at")]
        let share = left as f64 / self.consumed as f64;
        let left = Duration::try_from_secs_f64(self.began.elapsed().as_secs_f64() * share).ok()?;
        (left >= Duration::from_secs(1)).then_some(left)
    }

    fn show(&mut self, message: impl FnOnce(&Self) -> String) {
        if self.is_watched {
            if self.began.elapsed() < PATIENCE {
                return;
            }
            if self.bar.is_hidden() {
                self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(REDRAWS));
                self.bar.enable_steady_tick(PATIENCE);
            }
            self.bar.set_message(message(self));
        } else if self.last_line.elapsed() >= BETWEEN_LINES {
            self.session.note(&message(self));
            self.last_line = Instant::now();
        }
    }
}
