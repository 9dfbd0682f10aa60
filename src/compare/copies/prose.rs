//! Articles as sentences of numbered words, with what stands in quotation marks left out.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::ArticleText;
use super::candidates;
use super::verbs::is_reporting;
use crate::model::CharSpan;
use crate::text::{Word, fold_word, sentences, word_indices, words};

/// Words under which a sentence says too little to be paired.
const MIN_SENTENCE: usize = 6;
/// Words after which a sentence is cut: longer ones are lists or hostile, and slow to align.
const MAX_SENTENCE: usize = 200;
/// Sentences of an article that are paired; real ones have under 500.
const MAX_SENTENCES: usize = 2000;

/// The articles to be compared, in numbers.
#[derive(Debug, Default)]
pub(super) struct Prose {
    numbers: FxHashMap<String, u32>,
    /// The folded word of each number.
    pub(super) words: Vec<String>,
    /// The number of the stem of each word.
    pub(super) stems: Vec<u32>,
    /// A hash of each word, the same in every run.
    pub(super) hashes: Vec<u32>,
    /// Whether each word is one of the grammar rather than of the matter.
    pub(super) is_function: Vec<bool>,
    /// One entry for each article given; empty where it is in no pair.
    pub(super) articles: Vec<Article>,
}

/// One article in numbers.
#[derive(Debug, Default)]
pub(super) struct Article {
    /// All its words.
    pub(super) words: Vec<u32>,
    /// The hashes of all its words: numbers depend on what was read before.
    pub(super) hashed: Vec<u32>,
    /// The hashes of its runs of six words.
    pub(super) runs: Vec<u32>,
    /// Every word of its prose, quoted words left out.
    pub(super) prose: Vec<u32>,
    /// Where in the prose its sentences of six words and more begin and end.
    sentences: Vec<(u32, u32)>,
    /// Uses of each reporting verb in its prose, most frequent first.
    pub(super) verbs: Vec<(String, usize)>,
}

/// Words of grammar: they are in every sentence and pair nothing.
const FUNCTION: &[&str] = &[
    "a", "about", "after", "also", "an", "and", "are", "as", "at", "be", "because", "been",
    "before", "being", "but", "by", "can", "could", "did", "do", "does", "for", "from", "had",
    "has", "have", "he", "her", "him", "his", "i", "if", "in", "into", "is", "it", "its", "may",
    "might", "more", "must", "no", "not", "of", "on", "or", "our", "out", "over", "she", "should",
    "so", "some", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "to", "up", "was", "we", "were", "what", "when", "where", "which", "while", "who",
    "whom", "whose", "will", "with", "would", "you", "your",
];

impl Prose {
    /// Reads the articles that occur in `pairs`.
    pub(super) fn of_all(articles: &[ArticleText<'_>], pairs: &[(usize, usize)]) -> Self {
        let needed: BTreeSet<usize> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
        let mut prose = Self::default();
        prose.articles.resize_with(articles.len(), Article::default);
        for at in needed {
            let article = prose.read(&articles[at]);
            prose.articles[at] = article;
        }
        prose
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.words.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.words.push(word.to_owned());
        self.hashes.push(candidates::folded_hash(word));
        self.is_function.push(FUNCTION.binary_search(&word).is_ok());
        self.stems.push(number);
        let stem = stem(word);
        if stem != word {
            let stem = self.number(stem);
            self.stems[number as usize] = stem;
        }
        number
    }

    /// Returns the numbers of the words of a text that is not kept; an unknown word has one of
    /// its own.
    pub(super) fn numbers_of(&self, text: &str) -> impl Iterator<Item = u32> {
        word_indices(text)
            .map(|(_, word)| self.numbers.get(&fold_word(word)).copied().unwrap_or(u32::MAX - 1))
    }

    fn read(&mut self, article: &ArticleText<'_>) -> Article {
        let found = words(article.text);
        let quoted = is_quoted(&found, article.quoted);
        let mut read = Article::default();
        let mut ends = sentences(article.text).into_iter().map(|sentence| sentence.end).peekable();
        let mut start = 0;
        for (word, is_quoted) in found.iter().zip(quoted) {
            while ends.next_if(|end| *end <= word.span.start).is_some() {
                start = read.close(start);
            }
            let number = self.number(&word.key);
            read.words.push(number);
            if !is_quoted {
                read.prose.push(number);
            }
        }
        read.close(start);
        read.hashed = read.words.iter().map(|word| self.hashes[*word as usize]).collect();
        read.runs = super::runs::hashes(&read.hashed);
        read.verbs = self.verbs(&read.prose);
        read
    }

    fn verbs(&self, prose: &[u32]) -> Vec<(String, usize)> {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        for word in prose.iter().filter(|word| is_reporting(&self.words[**word as usize])) {
            *counts.entry(*word).or_default() += 1;
        }
        let mut verbs: Vec<(String, usize)> = counts
            .into_iter()
            .map(|(word, count)| (self.words[word as usize].clone(), count))
            .collect();
        verbs.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        verbs
    }
}

impl Article {
    /// Returns its sentences in order.
    pub(super) fn sentences(&self) -> impl ExactSizeIterator<Item = &[u32]> {
        self.sentences.iter().map(|(start, end)| &self.prose[*start as usize..*end as usize])
    }

    /// Returns one of its sentences, empty where it has fewer.
    pub(super) fn sentence(&self, at: usize) -> &[u32] {
        self.sentences
            .get(at)
            .map_or(&[], |(start, end)| &self.prose[*start as usize..*end as usize])
    }

    /// Ends the sentence that began at `start` and returns where the next one begins.
    fn close(&mut self, start: usize) -> usize {
        let end = self.prose.len();
        for from in (start..end).step_by(MAX_SENTENCE) {
            let to = end.min(from + MAX_SENTENCE);
            if to - from >= MIN_SENTENCE && self.sentences.len() < MAX_SENTENCES {
                self.sentences.push((from as u32, to as u32));
            }
        }
        end
    }
}

/// Says for each word whether it stands in one of the spans.
fn is_quoted(words: &[Word<'_>], quoted: &[CharSpan]) -> Vec<bool> {
    let mut spans: Vec<CharSpan> = quoted.to_vec();
    spans.sort_unstable();
    let mut next = 0;
    let mut end = 0;
    words
        .iter()
        .map(|word| {
            while next < spans.len() && spans[next].start <= word.span.start {
                end = end.max(spans[next].end);
                next += 1;
            }
            word.span.start < end
        })
        .collect()
}

/// Returns a word without its commonest endings: enough to see "released" in "releasing".
pub(super) fn stem(word: &str) -> &str {
    const ENDINGS: &[&str] =
        &["ations", "ation", "ings", "ing", "ers", "ied", "ies", "ed", "es", "ly", "'s", "s"];
    let bare = ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|bare| bare.chars().count() >= 4));
    bare.unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;

    #[test]
    fn quoted_words_are_no_prose() {
        let text = "He said “we shall all come home by the spring” to them on a cold Monday. Then he left.";
        let article = ArticleText {
            id: ArticleId(1),
            outlet: None,
            published: None,
            address: None,
            text,
            quoted: &[CharSpan::new(9, 45)],
        };
        let prose = Prose::of_all(&[article, article], &[(0, 1)]);
        let read = &prose.articles[0];
        let first = read.sentences().next().unwrap();
        let spelt: Vec<_> = first.iter().map(|w| &*prose.words[*w as usize]).collect();
        assert_eq!(spelt.join(" "), "he said to them on a cold monday");
        assert_eq!((read.sentences().len(), read.verbs.clone()), (1, vec![("said".to_owned(), 1)]));
    }

    #[test]
    fn the_function_words_are_sorted() {
        assert!(FUNCTION.is_sorted());
    }
}
