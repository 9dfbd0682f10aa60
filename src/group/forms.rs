//! The distinct word lists of a collection, each once, with the evidence of all who ran it.
//!
//! Ten equal words in a row are one utterance whoever is named for them. Fewer are told apart by
//! speaker, and under six also by date: "make America great again" is said every week. Forms are
//! ordered by length, then by key, so that whatever is decided between two of them does not
//! depend on the order of input.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Utterance;
use super::speakers::Speakers;
use super::words::{Marks, Vocabulary};

/// Words from which equal lists are one utterance whatever the speakers named.
pub(super) const SURE_WORDS: usize = 10;
/// Words under which equal lists also need close dates.
pub(super) const SHORT_WORDS: usize = 6;
/// Days within which a short list is one utterance though no speaker is known.
pub(super) const SHORT_DAYS: i32 = 3;
/// Days within which a short list by one speaker is one utterance.
pub(super) const SPEAKER_DAYS: i32 = 10;
/// Speakers kept as evidence for a form; the most often named occur among them.
const MAX_SPEAKERS: usize = 8;
/// Lists of the same words and surname that are tried before another is begun.
const MAX_TRIED: usize = 8;

/// The days on which a form was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    first: i32,
    last: i32,
}

impl Days {
    /// No date known.
    pub(super) const NONE: Self = Self { first: i32::MAX, last: i32::MIN };

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

    fn join(self, other: Self) -> Self {
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

/// One distinct word list.
#[derive(Debug, Clone)]
pub(super) struct Form {
    start: u32,
    /// How many words it has.
    pub(super) len: u32,
    /// The days of its dated members.
    pub(super) days: Days,
    /// The article, where all its members stand in one.
    pub(super) article: Option<u64>,
    /// What its members disclose about cuts.
    pub(super) marks: Marks,
    members: (u32, u32),
    speakers: (u32, u32),
}

/// All distinct word lists, from the shortest to the longest.
#[derive(Debug, Default)]
pub(super) struct Forms {
    forms: Vec<Form>,
    words: Vec<u32>,
    members: Vec<u32>,
    speakers: Vec<u32>,
}

impl Forms {
    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.forms.len()
    }

    /// Returns the form of this rank.
    pub(super) fn form(&self, rank: usize) -> &Form {
        &self.forms[rank]
    }

    /// Returns the words of the form of this rank.
    pub(super) fn words(&self, rank: usize) -> &[u32] {
        let form = &self.forms[rank];
        &self.words[form.start as usize..(form.start + form.len) as usize]
    }

    /// Returns the utterances that ran the form of this rank, smallest key first.
    pub(super) fn members(&self, rank: usize) -> &[u32] {
        let (start, end) = self.forms[rank].members;
        &self.members[start as usize..end as usize]
    }

    /// Returns the speakers named for the form of this rank.
    pub(super) fn speakers(&self, rank: usize) -> &[u32] {
        let (start, end) = self.forms[rank].speakers;
        &self.speakers[start as usize..end as usize]
    }

    /// Collapses the utterances to their distinct word lists.
    pub(super) fn of<'a>(
        utterances: &[Utterance<'a>],
        vocabulary: &mut Vocabulary,
        speakers: &mut Speakers<'a>,
    ) -> Self {
        let read = Read::all(utterances, vocabulary, speakers);
        let mut drafts = read.drafts(utterances, speakers);
        drafts.sort_unstable_by_key(|draft| (draft.len, draft.key, draft.members[0]));
        let mut forms = Self::default();
        forms.forms.reserve(drafts.len());
        for draft in drafts {
            forms.push(&read, draft);
        }
        forms
    }

    fn push(&mut self, read: &Read, draft: Draft) {
        let first = draft.members[0] as usize;
        let form = Form {
            start: self.words.len() as u32,
            len: draft.len,
            days: draft.days,
            article: draft.article,
            marks: draft.marks,
            members: (self.members.len() as u32, (self.members.len() + draft.members.len()) as u32),
            speakers: (
                self.speakers.len() as u32,
                (self.speakers.len() + draft.speakers.len()) as u32,
            ),
        };
        self.words.extend_from_slice(read.words(first));
        self.members.extend_from_slice(&draft.members);
        self.speakers.extend_from_slice(&draft.speakers);
        self.forms.push(form);
    }
}

/// The utterances in numbers.
struct Read {
    words: Vec<u32>,
    starts: Vec<u32>,
    hashes: Vec<u64>,
    marks: Vec<Marks>,
    speakers: Vec<Option<u32>>,
    days: Vec<Days>,
}

impl Read {
    fn all<'a>(
        utterances: &[Utterance<'a>],
        vocabulary: &mut Vocabulary,
        speakers: &mut Speakers<'a>,
    ) -> Self {
        let mut read = Self {
            words: Vec::new(),
            starts: vec![0],
            hashes: Vec::with_capacity(utterances.len()),
            marks: Vec::with_capacity(utterances.len()),
            speakers: utterances.iter().map(|u| speakers.number(u.speaker)).collect(),
            days: utterances.iter().map(Days::of).collect(),
        };
        for utterance in utterances {
            let start = read.words.len();
            read.marks.push(vocabulary.read(utterance.text, &mut read.words));
            let words = &read.words[start..];
            read.hashes.push(
                words.iter().fold(words.len() as u64, |hash, word| {
                    super::mix(hash ^ vocabulary.hash(*word))
                }),
            );
            read.starts.push(read.words.len() as u32);
        }
        read
    }

    fn words(&self, utterance: usize) -> &[u32] {
        &self.words[self.starts[utterance] as usize..self.starts[utterance + 1] as usize]
    }

    /// Returns every distinct word list, those of few words once for each speaker and time.
    fn drafts(&self, utterances: &[Utterance<'_>], speakers: &Speakers<'_>) -> Vec<Draft> {
        let mut order: Vec<u32> = (0..utterances.len() as u32).collect();
        order.sort_unstable_by(|a, b| {
            let (a, b) = (*a as usize, *b as usize);
            self.hashes[a]
                .cmp(&self.hashes[b])
                .then_with(|| self.words(a).cmp(self.words(b)))
                .then_with(|| self.days[a].first.cmp(&self.days[b].first))
                .then_with(|| utterances[a].key.cmp(&utterances[b].key))
                .then_with(|| utterances[a].text.cmp(utterances[b].text))
        });
        let mut drafts = Vec::new();
        let same = |a: &u32, b: &u32| self.words(*a as usize) == self.words(*b as usize);
        for equal in order.chunk_by(same) {
            let words = self.words(equal[0] as usize).len();
            if equal.len() == 1 || words >= SURE_WORDS {
                drafts.push(self.draft(utterances, equal.to_vec()));
            } else if words == 0 {
                drafts.extend(equal.iter().map(|one| self.draft(utterances, vec![*one])));
            } else {
                let mut split = Split::new(self, speakers, words);
                split.place_all(equal);
                drafts.extend(split.parts.into_iter().map(|p| self.draft(utterances, p.members)));
            }
        }
        drafts
    }

    fn draft(&self, utterances: &[Utterance<'_>], mut members: Vec<u32>) -> Draft {
        members.sort_unstable_by(|a, b| {
            let (a, b) = (&utterances[*a as usize], &utterances[*b as usize]);
            (a.key, a.text).cmp(&(b.key, b.text))
        });
        let mut draft = Draft {
            len: self.words(members[0] as usize).len() as u32,
            key: utterances[members[0] as usize].key,
            days: Days::NONE,
            article: common_article(utterances, &members),
            marks: Marks::default(),
            speakers: Vec::new(),
            members,
        };
        for member in draft.members.iter().map(|member| *member as usize) {
            draft.days = draft.days.join(self.days[member]);
            draft.marks.ellipses = draft.marks.ellipses.max(self.marks[member].ellipses);
            draft.marks.brackets = draft.marks.brackets.max(self.marks[member].brackets);
            if let Some(speaker) = self.speakers[member]
                && draft.speakers.len() < MAX_SPEAKERS
                && !draft.speakers.contains(&speaker)
            {
                draft.speakers.push(speaker);
            }
        }
        draft
    }
}

/// Returns the article of all these members, none where they stand in several.
fn common_article(utterances: &[Utterance<'_>], members: &[u32]) -> Option<u64> {
    let mut articles = members.iter().map(|member| utterances[*member as usize].article_or_issue());
    let first = articles.next()??;
    articles.all(|article| article == Some(first)).then_some(first)
}

struct Draft {
    len: u32,
    key: u64,
    days: Days,
    article: Option<u64>,
    marks: Marks,
    members: Vec<u32>,
    speakers: Vec<u32>,
}

/// Members of one word list that count as one utterance.
struct Part {
    /// The first day; later ones are measured from it, so that dates cannot chain.
    day: Option<i32>,
    speaker: Option<u32>,
    members: Vec<u32>,
}

/// Splits the utterances of one short word list by speaker and time.
struct Split<'a> {
    read: &'a Read,
    speakers: &'a Speakers<'a>,
    words: usize,
    parts: Vec<Part>,
    by_surname: FxHashMap<&'a str, Vec<usize>>,
    by_day: BTreeMap<i32, usize>,
}

impl<'a> Split<'a> {
    fn new(read: &'a Read, speakers: &'a Speakers<'a>, words: usize) -> Self {
        Self {
            read,
            speakers,
            words,
            parts: Vec::new(),
            by_surname: FxHashMap::default(),
            by_day: BTreeMap::new(),
        }
    }

    /// Places those with a speaker first, so that the others can join them; dates ascend.
    fn place_all(&mut self, members: &[u32]) {
        let (named, unnamed): (Vec<u32>, Vec<u32>) =
            members.iter().partition(|member| self.name(**member as usize).is_some());
        for member in named {
            self.place(member, Self::part_of_speaker);
        }
        for member in unnamed {
            self.place(member, Self::part_of_time);
        }
    }

    /// Returns the speaker of a member, where the mention names one.
    fn name(&self, member: usize) -> Option<u32> {
        self.read.speakers[member].filter(|speaker| self.speakers.is_named(*speaker))
    }

    fn place(&mut self, member: u32, find: fn(&Self, usize) -> Option<usize>) {
        let at = member as usize;
        if let Some(part) = find(self, at) {
            self.parts[part].members.push(member);
            return;
        }
        let day = (self.read.days[at] != Days::NONE).then_some(self.read.days[at].first);
        let speaker = self.name(at);
        let number = self.parts.len();
        self.parts.push(Part { day, speaker, members: vec![member] });
        if let Some(speaker) = speaker {
            self.by_surname.entry(self.speakers.surname(speaker)).or_default().push(number);
        }
        if let Some(day) = day {
            self.by_day.entry(day).or_insert(number);
        }
    }

    fn part_of_speaker(&self, member: usize) -> Option<usize> {
        let speaker = self.name(member)?;
        let limit = match self.words {
            1 => SHORT_DAYS,
            words if words < SHORT_WORDS => SPEAKER_DAYS,
            _ => i32::MAX,
        };
        let parts = self.by_surname.get(self.speakers.surname(speaker))?;
        parts.iter().rev().take(MAX_TRIED).copied().find(|part| {
            let part = &self.parts[*part];
            let is_near = part.day.is_none_or(|day| self.days_from(member, day) <= limit);
            is_near && part.speaker.is_some_and(|other| self.speakers.agree(speaker, other))
        })
    }

    fn part_of_time(&self, member: usize) -> Option<usize> {
        if self.words == 1 {
            return None;
        }
        let days = self.read.days[member];
        if days == Days::NONE {
            let is_clear = self.words >= SHORT_WORDS || (self.words > 3 && self.parts.len() == 1);
            return (is_clear && !self.parts.is_empty()).then_some(0);
        }
        let limit = if self.words < SHORT_WORDS { SHORT_DAYS } else { i32::MAX };
        let before = self.by_day.range(..=days.first).next_back();
        let after = self.by_day.range(days.first..).next();
        let near = [before, after].into_iter().flatten();
        near.map(|(day, part)| (self.days_from(member, *day), *part))
            .filter(|(apart, _)| *apart <= limit)
            .min()
            .map(|(_, part)| part)
    }

    /// Returns the days from a part's first day to this member; 0 where the member is undated.
    fn days_from(&self, member: usize, day: i32) -> i32 {
        self.read.days[member].apart(Days { first: day, last: day }).unwrap_or(0)
    }
}
