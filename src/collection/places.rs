//! Texts that have been looked into for a passage: where its words stand in them.

use std::borrow::Cow;
use std::ops::Range;

use super::candidates::{MOST_NEAR_TEXTS, Term};
use crate::compare::passage::Standing;
use crate::compare::{Prepared, parts_between_gaps};
use crate::model::{ArticleKind, CharSpan, Kind, Sha256Hash};
use crate::store::{ArticleRow, Quoted};
use crate::text::{Shapes, Stretch, Wanted, passage_terms};

/// Most texts that are looked into though they have all words here and there only: those that have
/// most of them together.
///
/// In 250,000 articles three common words stood in 20,000 texts, and together in one of them.
const MOST_SCATTERED: usize = 24;

/// Stretches of a text that are looked into though they lack a word.
const MOST_STRETCHES: usize = 2;

/// Share of what all words weigh, as a divisor, that a stretch must have to be looked into.
const LEAST_SHARE: u64 = 8;

/// A text that may have a passage, or a piece of a long one.
#[derive(Debug)]
pub(super) struct Place {
    /// The hash of the text.
    pub(super) text_sha256: Sha256Hash,
    /// What it says; of a long text the piece.
    pub(super) body: String,
    /// Where that begins in the text, in code points.
    pub(super) start: usize,
    /// Whether it has all words of the passage.
    pub(super) has_all: bool,
    /// Whether they stand there as a passage that has them all would: together, or those of each part
    /// between two ellipses.
    pub(super) stands: bool,
    /// Whether they stand there side by side, or those of each part of a passage that discloses that it
    /// leaves some out.
    pub(super) has_words: bool,
    /// What all words of the passage weigh.
    total: u64,
    /// Whether there is more of the text than this.
    pub(super) is_piece: bool,
    /// Where most of the words stand together, the best first.
    stretches: Vec<Stretch>,
}

/// An article that may have a passage.
#[derive(Debug)]
pub(super) struct ArticlePlace<'p> {
    /// The article.
    pub(super) article: ArticleRow,
    /// Its text.
    pub(super) place: &'p Place,
    /// Everything quoted there, labels too.
    pub(super) quoted: Vec<Quoted>,
}

impl ArticlePlace<'_> {
    /// Returns where somebody is quoted. The words of a label are the article's own, though marks
    /// stand around them.
    pub(super) fn quotes(&self) -> impl Iterator<Item = CharSpan> {
        self.quoted.iter().filter(|one| one.kind != Kind::Label).map(|one| one.span)
    }

    /// Says whether a report has a span of its text in a label.
    pub(super) fn is_label(&self, span: CharSpan) -> bool {
        let is_report = self.article.facts.kind() != ArticleKind::Primary;
        let mut labels = self.quoted.iter().filter(|one| one.kind == Kind::Label);
        is_report && labels.any(|one| one.span.contains(span))
    }

    /// Says whether somebody is quoted at some bytes of its text.
    pub(super) fn is_quoted(&self, bytes: Range<usize>) -> bool {
        let body = &self.place.body;
        let start = self.place.start + body[..bytes.start].chars().count();
        let span = CharSpan::new(start, start + body[bytes].chars().count());
        self.quotes().any(|own| own.overlaps(span))
    }
}

impl Place {
    /// Says whether all words may stand together here: a few may be missing that a text of several
    /// pieces has in the next.
    pub(super) fn may_have_all(&self) -> bool {
        self.has_all || self.is_piece && self.weight() * 4 > self.total * 3
    }

    /// Returns the bytes of the body where most of the words stand together.
    pub(super) fn best(&self) -> Option<&Range<usize>> {
        self.stretches.first().map(|stretch| &stretch.bytes)
    }

    /// Returns what its best stretch weighs.
    fn weight(&self) -> u64 {
        self.stretches.first().map_or(0, |stretch| stretch.weight)
    }

    /// Returns the part of the text that it is, in code points.
    pub(super) fn span(&self) -> CharSpan {
        CharSpan::new(self.start, self.start + self.body.chars().count())
    }

    /// Returns a span of the text in code points of what it says; empty where it stands before.
    pub(super) fn own(&self, span: CharSpan) -> CharSpan {
        CharSpan::new(span.start.saturating_sub(self.start), span.end.saturating_sub(self.start))
    }

    /// Returns its stretches in code points of the text, each with what it weighs and whether it has all.
    pub(super) fn spans(&self) -> Vec<(CharSpan, u64, bool)> {
        let chars = |to: usize| self.body[..to].chars().count();
        let span = |one: &Stretch| {
            let start = self.start + chars(one.bytes.start);
            let length = self.body[one.bytes.clone()].chars().count();
            (CharSpan::new(start, start + length), one.weight, one.has_all)
        };
        self.stretches.iter().map(span).collect()
    }
}

/// Returns the bytes over which a passage may stretch.
fn width_of(passage: &str) -> usize {
    2 * passage.len() + 64
}

/// Returns what the parts of a passage between its ellipses have of its terms, each with the bytes over
/// which it may stretch; nothing of a passage that has no ellipsis inside.
fn parts(passage: &str, terms: &[Term]) -> Vec<(Wanted, usize)> {
    let read = Prepared::new(passage);
    let parts = parts_between_gaps(&read);
    if parts.len() < 2 {
        return Vec::new();
    }
    let of_part = |part: &str| {
        let own = passage_terms(part);
        let own = terms.iter().filter(|term| own.binary_search(&term.number).is_ok());
        (wanted(part, own), width_of(part))
    };
    parts.into_iter().map(of_part).collect()
}

fn wanted<'t>(passage: &str, terms: impl IntoIterator<Item = &'t Term>) -> Wanted {
    let terms = terms.into_iter().map(|term| (term.number, term.weight));
    Wanted::new(Shapes::of_passage(passage), terms)
}

/// Texts that have been looked into.
pub(super) struct Places {
    wanted: Wanted,
    /// Bytes over which a passage may stretch.
    width: usize,
    /// The parts of a passage that an ellipsis divides.
    parts: Vec<(Wanted, usize)>,
    /// Its words in their order.
    words: Standing,
    /// Whether only texts are kept that have them side by side, as long as any may.
    seeks_words: bool,
    /// Whether all texts are kept, whatever has its words side by side.
    keeps_all: bool,
    /// Whether some have been left out because others have its words side by side.
    left_out: bool,
    pub(super) found: Vec<Place>,
    /// How many of these do not have the words standing.
    others: usize,
}

impl Places {
    /// Returns none yet for a passage with these terms.
    pub(super) fn of(passage: &str, terms: &[Term]) -> Self {
        Self {
            wanted: wanted(passage, terms),
            width: width_of(passage),
            parts: parts(passage, terms),
            words: Standing::new(passage),
            seeks_words: false,
            keeps_all: false,
            left_out: false,
            found: Vec::new(),
            others: 0,
        }
    }

    /// Looks into a text, or into the piece of a long one that begins at a code point.
    pub(super) fn look_into(
        &mut self,
        text: Sha256Hash,
        body: Cow<'_, str>,
        start: usize,
        is_piece: bool,
    ) {
        let is_settled = (self.seeks_words || self.has_words()) && self.may_leave_out();
        if is_settled && !self.words.stands_in(&body, |_| true) {
            self.left_out = true;
            return;
        }
        let stretches = self.wanted.stretches(&body, self.width, MOST_STRETCHES);
        let weight = stretches.found.first().map_or(0, |stretch| stretch.weight);
        if stretches.has_all || weight > self.wanted.total() / LEAST_SHARE {
            let stands = stretches.has_all && self.stands_in(&body, &stretches.found);
            let has_words = stands && (is_settled || self.words.stands_in(&body, |_| true));
            if self.leaves_out(has_words) {
                return;
            }
            self.others += usize::from(!stands);
            self.found.push(Place {
                text_sha256: text,
                body: body.into_owned(),
                start,
                has_all: stretches.has_all,
                stands,
                has_words,
                total: self.wanted.total(),
                is_piece,
                stretches: stretches.found,
            });
        }
        if self.others > 8 * MOST_NEAR_TEXTS {
            self.narrow(MOST_NEAR_TEXTS);
        }
    }

    /// Says whether a text need not be kept, because others have the words side by side and it has not;
    /// leaves out those found before, where it is the first that has.
    fn leaves_out(&mut self, has_words: bool) -> bool {
        if !self.may_leave_out() {
            return false;
        }
        let is_first = has_words && !self.has_words();
        if is_first && !self.found.is_empty() {
            self.found.clear();
            (self.others, self.left_out) = (0, true);
        }
        let is_less = !has_words && self.has_words();
        self.left_out |= is_less;
        is_less
    }

    /// Says whether texts may be left out because others have the words side by side.
    pub(super) fn may_leave_out(&self) -> bool {
        !self.keeps_all && !self.words.is_disclosing()
    }

    /// Keeps from now on only texts that have the words side by side: to see that one has not takes less
    /// than to look into it.
    pub(super) fn seek_words(&mut self) {
        self.seeks_words = true;
    }

    /// Says whether some text has them so; where none has, all texts must be looked into again.
    pub(super) fn have_found_words(&mut self) -> bool {
        self.seeks_words = false;
        if !self.has_words() {
            self.found.clear();
            (self.others, self.left_out) = (0, false);
        }
        self.has_words()
    }

    /// Says whether the words stand side by side in some text.
    fn has_words(&self) -> bool {
        self.found.first().is_some_and(|place| place.has_words)
    }

    /// Keeps all texts from now on; says whether some were left out, and all must be looked into again.
    pub(super) fn keep_all(&mut self) -> bool {
        self.keeps_all = true;
        self.left_out
    }

    /// Says whether a text that has all words has them together: all, or those of each part.
    fn stands_in(&self, body: &str, stretches: &[Stretch]) -> bool {
        let has_part = |(wanted, width): &(Wanted, usize)| {
            wanted.stretches(body, *width, 1).found.first().is_none_or(|one| one.has_all)
        };
        stretches.iter().any(|stretch| stretch.has_all)
            || !self.parts.is_empty() && self.parts.iter().all(has_part)
    }

    /// Keeps all texts that have the words standing, and of the others the best.
    pub(super) fn narrow(&mut self, most: usize) {
        self.found.sort_by_key(|place| {
            (!place.has_all, u64::MAX - place.weight(), place.text_sha256, place.start)
        });
        self.found.dedup_by_key(|place| (place.text_sha256, place.start));
        let (mut scattered, mut near) = (0, 0);
        self.found.retain(|place| {
            let (count, most) = match (place.stands, place.has_all) {
                (true, _) => return true,
                (_, true) => (&mut scattered, MOST_SCATTERED),
                (_, false) => (&mut near, most),
            };
            *count += 1;
            *count <= most
        });
        self.others = self.found.iter().filter(|place| !place.stands).count();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places_of(passage: &str) -> Places {
        let numbers = passage_terms(passage).into_iter();
        let terms: Vec<Term> = numbers.map(|number| Term { bytes: 1, number, weight: 1 }).collect();
        Places::of(passage, &terms)
    }

    /// Returns how many texts are kept, and of these how many have the words standing.
    fn kept(passage: &str, texts: &[String]) -> (usize, usize) {
        let mut places = places_of(passage);
        places.keep_all();
        for text in texts {
            places.look_into(Sha256Hash::of(text.as_bytes()), Cow::Borrowed(text), 0, false);
        }
        places.narrow(1);
        let standing = places.found.iter().filter(|place| place.stands).count();
        (places.found.len(), standing)
    }

    #[test]
    fn texts_with_the_words_here_and_there_are_few() {
        let far = "and nobody asked what else there was to say about it ".repeat(8);
        let apart = |n: usize| format!("{n} harbour {far} stays {far} open today {far}");
        let texts: Vec<String> = (0..400).map(apart).collect();
        assert_eq!(kept("harbour stays open today", &texts), (MOST_SCATTERED, 0));
        // An ellipsis stands for what is between; its parts must stand together all the same.
        assert_eq!(kept("harbour … stays … open today", &texts), (400, 400));
        assert_eq!(kept("harbour … stays open today", &texts), (MOST_SCATTERED, 0));
        assert_eq!(kept("… harbour stays open today …", &texts), (MOST_SCATTERED, 0));
        let standing = (0..40).map(|n| format!("{n} {far} The harbour stays open today."));
        let texts: Vec<String> = texts.into_iter().chain(standing).collect();
        assert_eq!(kept("harbour stays open today", &texts), (40 + MOST_SCATTERED, 40));
    }

    #[test]
    fn where_the_words_stand_side_by_side_other_texts_are_left_out_until_they_are_asked_for() {
        let texts = [
            "The harbour, open today, stays.",
            "The harbour stays open today.",
            "It stays open today, the harbour.",
            "“Harbour stays open today,” they said.",
        ];
        let look = |places: &mut Places| {
            for text in texts {
                places.look_into(Sha256Hash::of(text.as_bytes()), Cow::Borrowed(text), 0, false);
            }
            places.narrow(1);
        };
        let mut places = places_of("harbour stays open today");
        look(&mut places);
        assert!(places.found.iter().all(|place| place.has_words));
        assert_eq!(places.found.len(), 2);
        assert!(places.keep_all());
        look(&mut places);
        assert_eq!(places.found.len(), 4);
        let mut none = places_of("today open harbour stays");
        look(&mut none);
        assert_eq!((none.found.len(), none.keep_all()), (4, false));
        let mut disclosing = places_of("harbour … stays open");
        look(&mut disclosing);
        assert_eq!((disclosing.found.len(), disclosing.keep_all()), (4, false));
    }
}
