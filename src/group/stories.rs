//! Short words that two articles share belong together where the articles tell the same story.
//!
//! "hedging" in two articles means nothing by itself. Where both also run the same long quote it
//! is the same word of the same speaker.

use rustc_hash::FxHashMap;

use super::Utterance;
use super::forms::{Forms, SHORT_WORDS};
use super::speakers::{Agreement, Speakers};

/// Words from which a quote that two articles share makes them one story.
const STORY_WORDS: u32 = 8;

/// Joins short forms of the same words whose articles share a longer quote.
///
/// Only a tree that nothing else has joined moves, so that two utterances never grow together
/// over a phrase.
pub(super) fn join(
    utterances: &[Utterance<'_>],
    forms: &Forms,
    speakers: &Speakers<'_>,
    roots: &mut [u32],
) {
    let articles: Vec<Option<u64>> = utterances.iter().map(Utterance::article_or_issue).collect();
    let stories = stories_of_articles(&articles, forms, roots);
    let mut sizes = vec![0u32; forms.len()];
    roots.iter().for_each(|root| sizes[*root as usize] += 1);
    let short = (0..forms.len()).take_while(|rank| (forms.form(*rank).len as usize) < SHORT_WORDS);
    let mut by_words: FxHashMap<(&[u32], u32), u32> = FxHashMap::default();
    for rank in short.filter(|rank| forms.form(*rank).len > 0) {
        let articles = forms.members(rank).iter().filter_map(|member| articles[*member as usize]);
        let mut found: Vec<u32> =
            articles.filter_map(|article| stories.get(&article)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        for story in found {
            let first = *by_words.entry((forms.words(rank), story)).or_insert(rank as u32);
            let (mine, theirs) = (roots[rank], roots[first as usize]);
            let named = (forms.speakers(rank), forms.speakers(first as usize));
            let is_another = speakers.compare(named.0, named.1) == Agreement::Conflict;
            if mine == theirs || is_another {
                continue;
            }
            if sizes[mine as usize] == 1 {
                roots[rank] = theirs;
                sizes[theirs as usize] += 1;
            } else if sizes[theirs as usize] == 1 {
                roots[first as usize] = mine;
                sizes[mine as usize] += 1;
            }
        }
    }
}

/// Returns, for each article, the roots of the longer quotes in it.
fn stories_of_articles(
    articles: &[Option<u64>],
    forms: &Forms,
    roots: &[u32],
) -> FxHashMap<u64, Vec<u32>> {
    let mut stories: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (rank, root) in roots.iter().enumerate() {
        if forms.form(rank).len < STORY_WORDS {
            continue;
        }
        for member in forms.members(rank) {
            if let Some(article) = articles[*member as usize] {
                stories.entry(article).or_default().push(*root);
            }
        }
    }
    stories
}
