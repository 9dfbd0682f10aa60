//! Paragraphs of a page in which somebody is quoted, and which its article lacks: headlines,
//! boxes, captions, and what was cut by mistake.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

/// Words that are compared at once.
const WINDOW: usize = 3;
/// Share of the windows of a paragraph that the article must have: what differs then is a word
/// at its beginning or end that the page adds.
const SHARED: f64 = 0.8;
/// Characters that begin or end what somebody says.
const MARKS: [char; 12] = ['"', '“', '”', '„', '«', '»', '‘', '’', '‹', '›', '「', '『'];

/// Returns the article's text with the paragraphs that it lacks behind it, and the code point at
/// which they begin.
pub(super) fn with_outside(article: String, page: &str) -> (String, Option<usize>) {
    let known = windows(article.lines());
    let mut seen = FxHashSet::default();
    let lacking: Vec<&str> = page
        .lines()
        .filter(|line| quotes(line) && !is_known(line, &known) && seen.insert(*line))
        .collect();
    if lacking.is_empty() {
        return (article, None);
    }
    let mut text = article;
    text.push_str("\n\n");
    let from = text.chars().count();
    text.push_str(&lacking.join("\n\n"));
    (text, Some(from))
}

/// Says whether a paragraph has a pair of marks around something.
fn quotes(line: &str) -> bool {
    let apostrophe = |at: usize, mark: char| {
        let before = line[..at].chars().next_back();
        let after = line[at + mark.len_utf8()..].chars().next();
        matches!(mark, '‘' | '’')
            && before.is_some_and(char::is_alphanumeric)
            && after.is_some_and(char::is_alphanumeric)
    };
    let marks = line.match_indices(MARKS);
    marks
        .filter(|(at, mark)| mark.chars().next().is_some_and(|mark| !apostrophe(*at, mark)))
        .nth(1)
        .is_some()
}

/// Says whether nearly all of a paragraph stands in the article.
fn is_known(line: &str, known: &FxHashSet<u64>) -> bool {
    let words = hashes(line);
    if words.is_empty() {
        return true;
    }
    let of_line: Vec<u64> = windows_of(&words);
    let shared = of_line.iter().filter(|window| known.contains(window)).count();
    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    let share = shared as f64 / of_line.len() as f64;
    share >= SHARED
}

/// Returns every run of up to [`WINDOW`] words of the article's paragraphs.
fn windows<'a>(lines: impl Iterator<Item = &'a str>) -> FxHashSet<u64> {
    let mut known = FxHashSet::default();
    for line in lines {
        let words = hashes(line);
        for length in 1..=WINDOW.min(words.len()) {
            known.extend(words.windows(length).map(hash));
        }
    }
    known
}

fn windows_of(words: &[u64]) -> Vec<u64> {
    words.windows(WINDOW.min(words.len())).map(hash).collect()
}

/// Returns a number for each word, whatever its marks and the case of its letters.
fn hashes(line: &str) -> Vec<u64> {
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| hash(&word.to_lowercase())).collect()
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "The council met.\n\n“The bridge stays shut,” Ada Reed said on Monday.";

    #[test]
    fn a_quote_that_the_article_lacks_comes_behind_it() {
        let page = "Menu\n“The bridge stays shut,” Ada Reed said on Monday.\nThe council met.\n\
                    Jo Marsh: “We were never asked.”\nSports, weather and more";
        let (text, from) = with_outside(ARTICLE.to_owned(), page);
        let from = from.expect("a paragraph was lacking");
        let outside: String = text.chars().skip(from).collect();
        assert_eq!(outside, "Jo Marsh: “We were never asked.”");
        assert!(text.starts_with(ARTICLE));
    }

    #[test]
    fn what_the_article_has_is_not_added() {
        let rows = [
            "“The bridge stays shut,” Ada Reed said on Monday.",
            "\"The bridge stays shut\", Ada Reed said on Monday. Share",
            "Don’t miss it. It’s free",
            "“” ",
            "",
        ];
        for page in rows {
            assert_eq!(with_outside(ARTICLE.to_owned(), page).1, None, "{page}");
        }
    }
}
