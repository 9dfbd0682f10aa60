//! Short words that two articles share belong together where the articles tell the same story.
//!
//! "hedging" in two articles means nothing by itself. Where both also run the same long quote it
//! is the same word of the same speaker.

use rustc_hash::{FxHashMap, FxHashSet};

use super::forms::Forms;
use super::said::Said;
use super::speakers::{Agreement, Speakers};
use super::split::SHORT_WORDS;

/// Words from which a quote that two articles share makes them one story.
const STORY_WORDS: u32 = 8;

/// Joins short forms of the same words whose articles share a longer quote.
///
/// Only a tree that nothing else has joined moves, so that two utterances never grow together
/// over a phrase.
pub(super) fn join(forms: &Forms, speakers: &Speakers, roots: &mut [u32]) {
    let short = repeated(forms);
    let stories = stories_of_articles(forms, &short, roots);
    let mut sizes = vec![0u32; forms.len()];
    roots.iter().for_each(|root| sizes[*root as usize] += 1);
    let mut by_words: FxHashMap<(&[u32], u32), u32> = FxHashMap::default();
    for rank in short {
        let articles = forms.members(rank).iter().filter_map(Said::article);
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

/// Returns the short forms whose words another form has too, in order.
fn repeated(forms: &Forms) -> Vec<usize> {
    let is_short = |rank: &usize| (forms.form(*rank).len as usize) < SHORT_WORDS;
    let short: Vec<usize> =
        (0..forms.len()).take_while(is_short).filter(|rank| forms.form(*rank).len > 0).collect();
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    for rank in &short {
        *seen.entry(forms.form(*rank).hash).or_default() += 1;
    }
    short.into_iter().filter(|rank| seen[&forms.form(*rank).hash] > 1).collect()
}

/// Returns, for each article that ran one of these forms, the roots of the longer quotes in it.
fn stories_of_articles(forms: &Forms, short: &[usize], roots: &[u32]) -> FxHashMap<u64, Vec<u32>> {
    let wanted: FxHashSet<u64> =
        short.iter().flat_map(|rank| forms.members(*rank)).filter_map(Said::article).collect();
    let mut stories: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    if wanted.is_empty() {
        return stories;
    }
    for (rank, root) in roots.iter().enumerate() {
        if forms.form(rank).len < STORY_WORDS {
            continue;
        }
        for article in forms.members(rank).iter().filter_map(Said::article) {
            if wanted.contains(&article) {
                stories.entry(article).or_default().push(*root);
            }
        }
    }
    stories
}
