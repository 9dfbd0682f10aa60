//! One utterance in numbers, its words aside.

use super::Utterance;
use super::words::Marks;

/// Stands for no article, speaker or container.
const NOBODY: u64 = u64::MAX;
/// Stands for no speaker.
const NO_SPEAKER: u32 = u32::MAX;

/// The days on which something was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Days {
    first: i32,
    last: i32,
}

impl Days {
    /// No date known.
    pub(super) const NONE: Self = Self { first: i32::MAX, last: i32::MIN };

    /// Returns one day.
    pub(super) fn of_day(day: i32) -> Self {
        Self { first: day, last: day }
    }

    /// Returns the days from the first to the last.
    pub(super) fn new(first: i32, last: i32) -> Self {
        Self { first, last }
    }

    /// Returns the first day and the last; where no date is known, the end of time and its beginning.
    pub(super) fn bounds(self) -> (i32, i32) {
        (self.first, self.last)
    }

    /// Returns the first day; where none is known, the end of time.
    pub(super) fn first(self) -> i32 {
        self.first
    }

    /// Returns the days between two ranges, 0 where they meet; none where either is undated.
    pub(super) fn apart(self, other: Self) -> Option<i32> {
        if self == Self::NONE || other == Self::NONE {
            return None;
        }
        Some(
            (self.first.saturating_sub(other.last))
                .max(other.first.saturating_sub(self.last))
                .max(0),
        )
    }

    /// Returns the range that takes in both.
    pub(super) fn join(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    fn of(utterance: &Utterance<'_>) -> Self {
        let clamp = |day: i64| day.clamp(-1_000_000, 1_000_000) as i32;
        utterance.published.map_or(Self::NONE, |date| {
            let (first, last) = date.day_range();
            Self { first: clamp(first), last: clamp(last) }
        })
    }
}

/// One utterance, its words aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    /// What breaks ties.
    pub(super) key: u64,
    article: u64,
    container: u64,
    /// The days on which its article was published.
    pub(super) days: Days,
    speaker: u32,
    /// Its place in the input; it means nothing later.
    pub(super) place: u32,
    /// What it discloses about cuts.
    pub(super) marks: Marks,
}

impl Said {
    /// Returns what is to be remembered of an utterance.
    pub(super) fn of(
        utterance: &Utterance<'_>,
        place: usize,
        speaker: Option<u32>,
        marks: Marks,
    ) -> Self {
        Self {
            key: utterance.key,
            article: utterance.article_or_issue().unwrap_or(NOBODY),
            container: utterance.nested_in.unwrap_or(NOBODY),
            days: Days::of(utterance),
            speaker: speaker.unwrap_or(NO_SPEAKER),
            place: place as u32,
            marks,
        }
    }

    /// Returns the article, none where it is not known.
    pub(super) fn article(&self) -> Option<u64> {
        (self.article != NOBODY).then_some(self.article)
    }

    /// Returns the key of the utterance that this one stands inside.
    pub(super) fn container(&self) -> Option<u64> {
        (self.container != NOBODY).then_some(self.container)
    }

    /// Returns the number of the speaker.
    pub(super) fn speaker(&self) -> Option<u32> {
        (self.speaker != NO_SPEAKER).then_some(self.speaker)
    }

    /// Returns it, spoken by the speaker of another number.
    pub(super) fn by(self, speaker: Option<u32>) -> Self {
        Self { speaker: speaker.unwrap_or(NO_SPEAKER), ..self }
    }

    /// Returns an utterance from what was kept of it.
    pub(super) fn kept(
        key: u64,
        [article, container]: [Option<u64>; 2],
        days: Days,
        speaker: Option<u32>,
        marks: Marks,
    ) -> Self {
        let speaker = speaker.unwrap_or(NO_SPEAKER);
        let [article, container] = [article, container].map(|id| id.unwrap_or(NOBODY));
        Self { key, article, container, days, speaker, place: 0, marks }
    }
}
