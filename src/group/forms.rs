//! The distinct word lists of a collection, each once, with the evidence of all who ran it.
//!
//! Forms are ordered by length, then by key, so that whatever is decided between two of them does
//! not depend on the order of input.

use super::said::{Days, Said};
use super::speakers::Speakers;
use super::split;
use super::words::{Marks, Vocabulary};
use super::{Utterance, cores};

/// Speakers kept as evidence for a form; the most often named occur among them.
const MAX_SPEAKERS: usize = 8;

/// One distinct word list.
#[derive(Debug, Clone)]
pub(super) struct Form {
    start: u32,
    /// How many words it has.
    pub(super) len: u32,
    /// A hash of its words, the same in every run.
    pub(super) hash: u64,
    /// The days of its dated members.
    pub(super) days: Days,
    /// The article, where all its members stand in one.
    pub(super) article: Option<u64>,
    /// What its members disclose about cuts.
    pub(super) marks: Marks,
    members: (u32, u32),
    speakers: (u32, u32),
}

/// A form before it has a place among the others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    hash: u64,
    /// The smallest key among its members.
    pub(super) key: u64,
    /// Its words: where they begin among those read, and how many there are.
    words: (u32, u32),
    /// Its members: where they begin among those of all drafts, and end.
    members: (u32, u32),
}

impl Draft {
    /// Returns what forms are ordered by.
    pub(super) fn order(&self) -> (u32, u64, u64) {
        (self.words.1, self.key, self.hash)
    }
}

/// Utterances that have been read, as drafts of forms in the order of forms.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    words: Vec<u32>,
    members: Vec<Said>,
    pub(super) drafts: Vec<Draft>,
}

impl Drafts {
    /// Returns the words of a draft.
    pub(super) fn words(&self, draft: &Draft) -> &[u32] {
        let (start, len) = (draft.words.0 as usize, draft.words.1 as usize);
        &self.words[start..start + len]
    }

    /// Returns the utterances that ran a draft, smallest key first.
    pub(super) fn members(&self, draft: &Draft) -> &[Said] {
        &self.members[draft.members.0 as usize..draft.members.1 as usize]
    }

    /// Makes forms of all drafts; their words and members stay where they are.
    pub(super) fn into_forms(self) -> Forms {
        let Self { words, members, drafts } = self;
        let mut forms = Forms { words, members, ..Forms::default() };
        forms.forms.reserve_exact(drafts.len());
        for draft in &drafts {
            forms.add(draft.hash, draft.words, draft.members);
        }
        forms
    }
}

/// All distinct word lists, from the shortest to the longest.
#[derive(Debug, Default)]
pub(super) struct Forms {
    forms: Vec<Form>,
    words: Vec<u32>,
    members: Vec<Said>,
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
    pub(super) fn members(&self, rank: usize) -> &[Said] {
        let (start, end) = self.forms[rank].members;
        &self.members[start as usize..end as usize]
    }

    /// Returns the speakers named for the form of this rank.
    pub(super) fn speakers(&self, rank: usize) -> &[u32] {
        let (start, end) = self.forms[rank].speakers;
        &self.speakers[start as usize..end as usize]
    }

    /// Returns the smallest key among the members of the form of this rank.
    pub(super) fn key(&self, rank: usize) -> u64 {
        self.members(rank)[0].key
    }

    /// Returns what forms are ordered by.
    pub(super) fn order(&self, rank: usize) -> (u32, u64, u64) {
        (self.forms[rank].len, self.key(rank), self.forms[rank].hash)
    }

    /// Returns the words of all forms, to be given other numbers.
    pub(super) fn all_words_mut(&mut self) -> &mut [u32] {
        &mut self.words
    }

    /// Gives the speakers other numbers.
    pub(super) fn renumber_speakers(&mut self, number: &mut dyn FnMut(u32) -> Option<u32>) {
        self.speakers.iter_mut().for_each(|one| *one = number(*one).unwrap_or(*one));
        for said in &mut self.members {
            *said = said.by(said.speaker().and_then(&mut *number));
        }
    }

    /// Adds a form after all others, which are before it in their order.
    pub(super) fn push(&mut self, hash: u64, words: &[u32], members: &[Said]) {
        let (word, member) = (self.words.len() as u32, self.members.len() as u32);
        self.words.extend_from_slice(words);
        self.members.extend_from_slice(members);
        self.add(hash, (word, words.len() as u32), (member, self.members.len() as u32));
    }

    /// Adds a form of words and members that are here already.
    fn add(&mut self, hash: u64, words: (u32, u32), members: (u32, u32)) {
        let own = &self.members[members.0 as usize..members.1 as usize];
        let mut form = Form {
            start: words.0,
            len: words.1,
            hash,
            days: Days::NONE,
            article: common_article(own),
            marks: Marks::default(),
            members,
            speakers: (self.speakers.len() as u32, 0),
        };
        let first = self.speakers.len();
        for member in own {
            form.days = form.days.join(member.days);
            form.marks.ellipses = form.marks.ellipses.max(member.marks.ellipses);
            form.marks.brackets = form.marks.brackets.max(member.marks.brackets);
            if let Some(speaker) = member.speaker()
                && self.speakers.len() - first < MAX_SPEAKERS
                && !self.speakers[first..].contains(&speaker)
            {
                self.speakers.push(speaker);
            }
        }
        form.speakers.1 = self.speakers.len() as u32;
        self.forms.push(form);
    }

    /// Returns the forms of several lists, one after the other.
    pub(super) fn joined(lists: Vec<Self>) -> Self {
        let mut all = Self::default();
        let sum = |count: fn(&Self) -> usize| lists.iter().map(count).sum();
        all.forms.reserve_exact(sum(|list| list.forms.len()));
        all.words.reserve_exact(sum(|list| list.words.len()));
        all.members.reserve_exact(sum(|list| list.members.len()));
        all.speakers.reserve_exact(sum(|list| list.speakers.len()));
        lists.into_iter().for_each(|list| all.append(list));
        all
    }

    fn append(&mut self, other: Self) {
        let [words, members, speakers] =
            [self.words.len(), self.members.len(), self.speakers.len()].map(|count| count as u32);
        let moved = |(start, end): (u32, u32), by: u32| (start + by, end + by);
        self.forms.extend(other.forms.into_iter().map(|form| Form {
            start: form.start + words,
            members: moved(form.members, members),
            speakers: moved(form.speakers, speakers),
            ..form
        }));
        self.words.extend(other.words);
        self.members.extend(other.members);
        self.speakers.extend(other.speakers);
    }

    /// Returns where the forms stand, in the order of forms.
    pub(super) fn sorted(&self) -> Vec<u32> {
        let packed = |at: usize| {
            let (len, key, _) = self.order(at);
            u128::from(len) << 96 | u128::from(key) << 32 | at as u128
        };
        let mut sorted: Vec<u128> = (0..self.len()).map(packed).collect();
        sorted.sort_unstable();
        let has_ties = sorted.windows(2).any(|pair| pair[0] >> 32 == pair[1] >> 32);
        let mut sorted: Vec<u32> = sorted.into_iter().map(|packed| packed as u32).collect();
        if has_ties {
            // No two utterances have one key, where it comes from content.
            sorted.sort_by_key(|at| self.order(*at as usize));
        }
        sorted
    }

    /// Returns the forms in this order, and so their words and members: whoever looks through all of
    /// them reads memory from one end to the other, which takes a third of the time.
    pub(super) fn in_order(&self, order: &[u32]) -> Self {
        let mut forms = Self::default();
        forms.forms.reserve_exact(self.forms.len());
        forms.words.reserve_exact(self.words.len());
        forms.members.reserve_exact(self.members.len());
        forms.speakers.reserve_exact(self.speakers.len());
        order.iter().for_each(|at| forms.push_from(self, *at as usize));
        forms
    }

    /// Takes the forms of these ranks out, which are in order. At the place of each rank that there
    /// was, and after the last, `visit` may add forms, so many in all. Words and members stay where
    /// they are: those of forms that were taken out too, until [`Forms::compacted`].
    pub(super) fn rearrange(
        &mut self,
        gone: &[usize],
        added: usize,
        mut visit: impl FnMut(&mut Self, usize),
    ) {
        let before = std::mem::take(&mut self.forms);
        self.forms.reserve_exact(before.len() + added);
        let (count, mut gone) = (before.len(), gone.iter().peekable());
        for (rank, form) in before.into_iter().enumerate() {
            visit(self, rank);
            if gone.next_if_eq(&&rank).is_none() {
                self.forms.push(form);
            }
        }
        visit(self, count);
    }

    /// Returns the forms without words and members that none of them has.
    pub(super) fn compacted(&self) -> Self {
        let ranks: Vec<u32> = (0..self.len() as u32).collect();
        self.in_order(&ranks)
    }

    /// Adds a form of other forms.
    pub(super) fn push_from(&mut self, other: &Self, rank: usize) {
        let form = other.form(rank);
        let (words, members, speakers) =
            (self.words.len() as u32, self.members.len() as u32, self.speakers.len() as u32);
        self.words.extend_from_slice(other.words(rank));
        self.members.extend_from_slice(other.members(rank));
        self.speakers.extend_from_slice(other.speakers(rank));
        self.forms.push(Form {
            start: words,
            members: (members, self.members.len() as u32),
            speakers: (speakers, self.speakers.len() as u32),
            ..form.clone()
        });
    }
}

/// Returns the article of all these members, none where they stand in several.
fn common_article(members: &[Said]) -> Option<u64> {
    let mut articles = members.iter().map(Said::article);
    let first = articles.next()??;
    articles.all(|article| article == Some(first)).then_some(first)
}

/// Utterances whose words one core numbers at a time.
pub(super) const SHARE: usize = 1 << 13;

/// The words of some utterances, in numbers of their own.
#[derive(Default)]
struct Share {
    vocabulary: Vocabulary,
    words: Vec<u32>,
    texts: Vec<ReadText>,
}

/// The text of one utterance: where its words end, their hash, and what it discloses about cuts.
struct ReadText {
    end: u32,
    hash: u64,
    marks: Marks,
}

impl Share {
    fn of(utterances: &[Utterance<'_>]) -> Self {
        let mut share = Self::default();
        share.texts.reserve_exact(utterances.len());
        for utterance in utterances {
            let start = share.words.len();
            let marks = share.vocabulary.read(utterance.text, &mut share.words);
            let hash = share.vocabulary.hash_of_all(&share.words[start..]);
            share.texts.push(ReadText { end: share.words.len() as u32, hash, marks });
        }
        share
    }
}

/// Utterances in numbers.
#[derive(Debug, Default)]
pub(super) struct Read {
    words: Vec<u32>,
    ends: Vec<u32>,
    hashes: Vec<u64>,
    said: Vec<Said>,
}

impl Read {
    /// Reads further utterances.
    ///
    /// Each core numbers the words of its share, and in the order of the shares these numbers become
    /// the vocabulary's: they are those that one core would give.
    pub(super) fn more(
        &mut self,
        utterances: &[Utterance<'_>],
        vocabulary: &mut Vocabulary,
        speakers: &mut Speakers,
    ) {
        let before = self.said.len();
        let shares: Vec<_> = utterances.chunks(SHARE).collect();
        // A share for each core at a time, or all words would be in memory twice.
        for round in shares.chunks(cores::count()) {
            for share in cores::map(round.len(), 1, || (), |(), at| Share::of(round[at])) {
                self.take_in(share, before, utterances, vocabulary, speakers);
            }
        }
    }

    /// Takes in the utterances of the next share; the first of `utterances` comes after `before` others.
    fn take_in(
        &mut self,
        share: Share,
        before: usize,
        utterances: &[Utterance<'_>],
        vocabulary: &mut Vocabulary,
        speakers: &mut Speakers,
    ) {
        let Share { vocabulary: own, words, texts } = share;
        let own = (0..own.len() as u32).map(|word| vocabulary.restore(own.word(word)));
        let numbers: Vec<u32> = own.collect();
        let start = self.words.len() as u32;
        self.words.extend(words.into_iter().map(|word| numbers[word as usize]));
        for ReadText { end, hash, marks } in texts {
            let place = self.said.len();
            let utterance = &utterances[place - before];
            let speaker = speakers.number(utterance.speaker);
            self.said.push(Said::of(utterance, place, speaker, marks));
            self.hashes.push(hash);
            self.ends.push(start + end);
        }
    }

    /// Reads utterances that have been read before: their words, and the rest.
    pub(super) fn push(&mut self, hash: u64, words: &[u32], said: &[Said]) {
        for one in said {
            self.words.extend_from_slice(words);
            self.ends.push(self.words.len() as u32);
            self.hashes.push(hash);
            self.said.push(*one);
        }
    }

    /// Returns the hashes of all word lists.
    pub(super) fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    fn range(&self, at: usize) -> std::ops::Range<usize> {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        start..self.ends[at] as usize
    }

    /// Returns every distinct word list, those of few words once for each speaker and time, in the
    /// order of forms.
    pub(super) fn into_drafts(self, speakers: &Speakers) -> Drafts {
        let words = |at: u32| &self.words[self.range(at as usize)];
        let mut order: Vec<u32> = (0..self.said.len() as u32).collect();
        order.sort_unstable_by(|a, b| {
            (self.hashes[*a as usize].cmp(&self.hashes[*b as usize]))
                .then_with(|| words(*a).cmp(words(*b)))
        });
        let (mut drafts, mut all) = (Vec::new(), Vec::with_capacity(self.said.len()));
        let is_same = |a: &u32, b: &u32| {
            self.hashes[*a as usize] == self.hashes[*b as usize] && words(*a) == words(*b)
        };
        for equal in order.chunk_by(is_same) {
            let range = self.range(equal[0] as usize);
            let hash = self.hashes[equal[0] as usize];
            let members: Vec<Said> = equal.iter().map(|at| self.said[*at as usize]).collect();
            for part in split::parts(range.len(), members, speakers) {
                let start = all.len() as u32;
                all.extend_from_slice(&part);
                drafts.push(Draft {
                    hash,
                    key: part[0].key,
                    words: (range.start as u32, range.len() as u32),
                    members: (start, all.len() as u32),
                });
            }
        }
        drafts.sort_unstable_by_key(|draft| (draft.order(), all[draft.members.0 as usize].place));
        Drafts { words: self.words, members: all, drafts }
    }
}
