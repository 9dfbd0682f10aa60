//! Which utterances of one short word list count as one.
//!
//! Ten equal words in a row are one utterance whoever is named for them. Fewer are told apart by
//! speaker, and under six also by date: "make America great again" is said every week.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::said::{Days, Said};
use super::speakers::Speakers;

/// Words from which equal lists are one utterance whatever the speakers named.
pub(super) const SURE_WORDS: usize = 10;
/// Words under which equal lists also need close dates.
pub(super) const SHORT_WORDS: usize = 6;
/// Days within which a short list is one utterance though no speaker is known.
pub(super) const SHORT_DAYS: i32 = 3;
/// Days within which a short list by one speaker is one utterance.
pub(super) const SPEAKER_DAYS: i32 = 10;
/// Days within which a list of some words that nobody named said is one utterance: every company’s
/// spokesman takes safety very seriously.
pub(super) const UNNAMED_DAYS: i32 = 30;
/// Lists of the same words and surname that are tried before another is begun.
const MAX_TRIED: usize = 8;

/// Returns the utterances of one word list, of `words` words, by which of them count as one; the
/// smallest key of each first.
pub(super) fn parts(words: usize, mut equal: Vec<Said>, speakers: &Speakers) -> Vec<Vec<Said>> {
    let mut parts = if equal.len() == 1 || words >= SURE_WORDS {
        vec![equal]
    } else if words == 0 {
        equal.into_iter().map(|one| vec![one]).collect()
    } else {
        equal.sort_unstable_by_key(|said| (said.days.first(), said.key, said.place));
        Split::new(speakers, words).place_all(equal)
    };
    parts.iter_mut().for_each(|part| part.sort_unstable_by_key(|said| (said.key, said.place)));
    parts
}

/// Members of one word list that count as one utterance.
struct Part {
    /// The first day; later ones are measured from it, so that dates cannot chain.
    day: Option<i32>,
    speaker: Option<u32>,
    members: Vec<Said>,
}

/// Splits the utterances of one short word list by speaker and time.
struct Split<'a> {
    speakers: &'a Speakers,
    words: usize,
    parts: Vec<Part>,
    by_surname: FxHashMap<&'a str, Vec<usize>>,
    by_day: BTreeMap<i32, usize>,
}

impl<'a> Split<'a> {
    fn new(speakers: &'a Speakers, words: usize) -> Self {
        let (parts, by_surname, by_day) = (Vec::new(), FxHashMap::default(), BTreeMap::new());
        Self { speakers, words, parts, by_surname, by_day }
    }

    /// Places those with a speaker first, so that the others can join them; dates ascend.
    fn place_all(mut self, members: Vec<Said>) -> Vec<Vec<Said>> {
        let (named, unnamed): (Vec<Said>, Vec<Said>) =
            members.into_iter().partition(|member| self.name(member).is_some());
        for member in named {
            self.place(member, Self::part_of_speaker);
        }
        for member in unnamed {
            self.place(member, Self::part_of_time);
        }
        self.parts.into_iter().map(|part| part.members).collect()
    }

    /// Returns the speaker of a member, where the mention names one.
    fn name(&self, member: &Said) -> Option<u32> {
        member.speaker().filter(|speaker| self.speakers.is_named(*speaker))
    }

    fn place(&mut self, member: Said, find: fn(&Self, &Said) -> Option<usize>) {
        if let Some(part) = find(self, &member) {
            self.parts[part].members.push(member);
            return;
        }
        let day = (member.days != Days::NONE).then_some(member.days.first());
        let speaker = self.name(&member);
        let number = self.parts.len();
        self.parts.push(Part { day, speaker, members: vec![member] });
        if let Some(speaker) = speaker {
            self.by_surname.entry(self.speakers.surname(speaker)).or_default().push(number);
        }
        if let Some(day) = day {
            self.by_day.entry(day).or_insert(number);
        }
    }

    fn part_of_speaker(&self, member: &Said) -> Option<usize> {
        let speaker = self.name(member)?;
        let limit = match self.words {
            1 => SHORT_DAYS,
            words if words < SHORT_WORDS => SPEAKER_DAYS,
            _ => i32::MAX,
        };
        let parts = self.by_surname.get(self.speakers.surname(speaker))?;
        parts.iter().rev().take(MAX_TRIED).copied().find(|part| {
            let part = &self.parts[*part];
            let is_near = part.day.is_none_or(|day| days_from(member, day) <= limit);
            is_near && part.speaker.is_some_and(|other| self.speakers.agree(speaker, other))
        })
    }

    fn part_of_time(&self, member: &Said) -> Option<usize> {
        if self.words == 1 {
            return None;
        }
        if member.days == Days::NONE {
            let is_clear = self.words >= SHORT_WORDS || (self.words > 3 && self.parts.len() == 1);
            return (is_clear && !self.parts.is_empty()).then_some(0);
        }
        let limit = |part: usize| match self.parts[part].speaker {
            _ if self.words < SHORT_WORDS => SHORT_DAYS,
            Some(_) => i32::MAX,
            None => UNNAMED_DAYS,
        };
        let first = member.days.first();
        let before = self.by_day.range(..=first).next_back();
        let after = self.by_day.range(first..).next();
        let near = [before, after].into_iter().flatten();
        near.map(|(day, part)| (days_from(member, *day), *part))
            .filter(|(apart, part)| *apart <= limit(*part))
            .min()
            .map(|(_, part)| part)
    }
}

/// Returns the days from a part's first day to this member; 0 where the member is undated.
fn days_from(member: &Said, day: i32) -> i32 {
    member.days.apart(Days::of_day(day)).unwrap_or(0)
}
