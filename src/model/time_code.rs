//! When words were spoken, counted from the beginning of a recording.

use std::fmt;

/// A moment of a recording, in milliseconds from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeCode(pub u64);

impl fmt::Display for TimeCode {
    /// Writes hours, minutes and whole seconds: `00:01:23`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 / 1000;
        write!(f, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

/// The stretch of a text that one caption shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cue {
    /// Where its words begin in the text, in code points; they end where the next cue's begin.
    pub start: usize,
    /// Who speaks them, where the file names a voice.
    pub voice: Option<String>,
    /// When it appears; none where the file does not say so legibly.
    pub shown_at: Option<TimeCode>,
    /// When it goes; none likewise.
    pub hidden_at: Option<TimeCode>,
}

impl Cue {
    /// Returns the cue that shows the word at `place`: the last of `cues` that begins before it.
    pub fn at(cues: &[Self], place: usize) -> Option<&Self> {
        let before = cues.partition_point(|cue| cue.start <= place);
        before.checked_sub(1).and_then(|last| cues.get(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_code_reads_as_players_show_it() {
        let rows = [(0, "00:00:00"), (83_999, "00:01:23"), (360_000_000, "100:00:00")];
        for (milliseconds, expected) in rows {
            assert_eq!(TimeCode(milliseconds).to_string(), expected);
        }
    }
}
