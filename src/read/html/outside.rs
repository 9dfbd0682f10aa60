//! Paragraphs of a page in which somebody is quoted, and which its article lacks: headlines,
//! boxes, captions, and what was cut by mistake.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

/// Words that are compared at once.
const WINDOW: usize = 3;
/// Fewest words of a text that is an article by itself, and no description of one.
const SHORTEST_ARTICLE: usize = 80;
/// Share of the windows of a paragraph that the article must have: what differs then is a word
/// at its beginning or end that the page adds.
const SHARED: f64 = 0.8;
/// Characters that begin or end what somebody says.
const MARKS: [char; 20] = [
    '"', '“', '”', '„', '«', '»', '‘', '’', '‚', '‹', '›', '「', '」', '『', '』', '《', '》',
    '＂', '″', '`',
];
/// A mark like others, but also an apostrophe.
const APOSTROPHES: [char; 3] = ['\'', '‘', '’'];
/// Lines within which what somebody says has to end, where it does not on its own.
const LONGEST_SPEECH: usize = 8;

/// Returns the article's text with the paragraphs that it lacks behind it, and the code point at
/// which they begin.
pub(super) fn with_outside(article: String, page: &str) -> (String, Option<usize>) {
    let known = windows(article.lines());
    let mut seen = FxHashSet::default();
    let lacking: Vec<&str> = passages(page)
        .into_iter()
        .filter(|passage| !is_known(passage, &known) && seen.insert(*passage))
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

/// Says whether a page shows less than half of a text that is long enough for an article.
pub(super) fn lacks(page: &str, text: &str) -> bool {
    let words = hashes(text);
    if words.len() < SHORTEST_ARTICLE {
        return false;
    }
    let known = windows(page.lines());
    let of_text = windows_of(&words);
    let shown = of_text.iter().filter(|window| known.contains(window)).count();
    shown * 2 < of_text.len()
}

/// Returns the paragraphs of a page in which somebody is quoted: lines, or several where what is
/// said goes on over them.
fn passages(page: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in page.split_inclusive('\n') {
        let shown = line.trim_end_matches(['\n', '\r']);
        if !shown.is_empty() {
            lines.push((start, start + shown.len(), Speech::of(shown)));
        }
        start += line.len();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let (start, mut end, speech) = lines[at];
        at += 1;
        if !speech.is_quoted && !speech.is_open {
            continue;
        }
        if speech.is_open {
            let following = lines[at..].iter().take(LONGEST_SPEECH);
            // Another one that is only begun there may be the same, as each paragraph begins anew.
            if let Some(more) = following.clone().position(|(.., next)| next.ends_speech) {
                (end, at) = (lines[at + more].1, at + more + 1);
            } else if !speech.is_quoted {
                continue;
            }
        }
        found.push(&page[start..end]);
    }
    found
}

/// What the marks of a line say about it.
#[derive(Debug, Clone, Copy, Default)]
struct Speech {
    /// Something stands between two marks.
    is_quoted: bool,
    /// What a double mark begins does not end.
    is_open: bool,
    /// What was begun before it ends there.
    ends_speech: bool,
}

impl Speech {
    fn of(line: &str) -> Self {
        let mut speech = Self::default();
        let mut begun: Option<usize> = None;
        // A straight mark begins or ends by what stands around it.
        for (at, mark, is_opening) in marks(line) {
            let is_double = !APOSTROPHES.contains(&mark) && !matches!(mark, '‚' | '‹' | '›' | '`');
            match (is_opening, begun) {
                (true, _) => {
                    begun = begun.or(Some(at + mark.len_utf8()));
                    speech.is_open |= is_double;
                }
                (false, Some(from)) => {
                    // Between two apostrophes is one word: rock ’n’ roll.
                    let said = line[from..at].trim();
                    speech.is_quoted |= mark != '\'' || said.contains(char::is_whitespace);
                    speech.ends_speech |= is_double && speech.is_open;
                    if is_double {
                        speech.is_open = false;
                    }
                    begun = None;
                }
                (false, None) => speech.ends_speech |= is_double,
            }
        }
        speech
    }
}

/// Returns the quotation marks of a line, and which of them begin something.
fn marks(line: &str) -> impl Iterator<Item = (usize, char, bool)> {
    line.char_indices().filter_map(|(at, mark)| {
        let is_apostrophe = APOSTROPHES.contains(&mark);
        if !is_apostrophe && !MARKS.contains(&mark) {
            return None;
        }
        let before = line[..at].chars().next_back();
        let after = line[at + mark.len_utf8()..].chars().next();
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_within_word = is_apostrophe && is_letter(before) && is_letter(after);
        (!is_within_word).then(|| (at, mark, is_opening(mark, before, after)))
    })
}

fn is_opening(mark: char, before: Option<char>, after: Option<char>) -> bool {
    match mark {
        '「' | '『' | '《' | '„' | '‚' => return true,
        '」' | '』' | '》' => return false,
        _ => {}
    }
    let is_word = |c: Option<char>, others: &str| {
        c.is_some_and(|c| !c.is_whitespace() && !others.contains(c))
    };
    match (is_word(before, "([{—–-/:"), is_word(after, ")]},.;:!?…")) {
        (false, true) => true,
        (true, false) => false,
        _ => matches!(mark, '“' | '«' | '‘' | '‹' | '`'),
    }
}

/// Says whether nearly all of a paragraph stands in the article, and to the word what is quoted
/// in it: a word more or less there is another quote.
fn is_known(passage: &str, known: &FxHashSet<u64>) -> bool {
    let mut is_open = false;
    passage.lines().all(|line| {
        let words = words_of(line, &mut is_open);
        let hashes: Vec<u64> = words.iter().map(|(word, _)| *word).collect();
        if hashes.is_empty() {
            return true;
        }
        let of_line: Vec<u64> = windows_of(&hashes);
        let shared = of_line.iter().filter(|window| known.contains(window)).count();
        #[expect(clippy::cast_precision_loss, reason = "counts of words")]
        let share = shared as f64 / of_line.len() as f64;
        let mut quoted = words.chunk_by(|one, next| one.1 == next.1).filter(|run| run[0].1 > 0);
        share >= SHARED
            && quoted.all(|run| {
                let run: Vec<u64> = run.iter().map(|(word, _)| *word).collect();
                windows_of(&run).iter().all(|window| known.contains(window))
            })
    })
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
    words.windows(WINDOW.min(words.len()).max(1)).map(hash).collect()
}

/// Returns a number for each word, whatever its marks and the case of its letters.
fn hashes(line: &str) -> Vec<u64> {
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| hash(&word.to_lowercase())).collect()
}

/// Returns the words of a line likewise, each with the number of what it is quoted in, 0 for none;
/// `is_open` says whether a line before began something, and then whether this one did.
fn words_of(line: &str, is_open: &mut bool) -> Vec<(u64, usize)> {
    let mut marks = marks(line).map(|(at, _, is_opening)| (at, is_opening)).peekable();
    // What goes on ends with the first mark that begins nothing, or begins anew.
    let goes_on = *is_open && marks.peek().is_none_or(|(_, is_opening)| !is_opening);
    let begun = goes_on.then_some((0, true));
    let mut words = Vec::new();
    let (mut from, mut depth, mut number) = (0, 0_usize, 0);
    for (at, is_opening) in begun.into_iter().chain(marks).chain([(line.len(), false)]) {
        let own = if depth > 0 { number } else { 0 };
        words.extend(hashes(&line[from..at]).into_iter().map(|word| (word, own)));
        from = at;
        if at == line.len() {
            break;
        }
        number += usize::from(is_opening && depth == 0);
        depth = if is_opening { depth + 1 } else { depth.saturating_sub(1) };
    }
    *is_open = depth > 0;
    words
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
    fn what_is_quoted_with_another_word_is_another_quote() {
        let article = "“I did not say that the bridge was safe for lorries,” Ada Reed said on \
                       Monday, and left the room.";
        let rows = [
            ("“I did say that the bridge was safe for lorries,” Ada Reed said on Monday", true),
            ("“I did not say that the bridge was safe for lorries”", false),
            ("“the bridge was safe for lorries,” Ada Reed said on Monday, and left", false),
            (
                "By Jo: “I did not say that the bridge was safe for lorries,” Ada Reed said on Monday",
                false,
            ),
        ];
        for (page, is_added) in rows {
            let added = with_outside(article.to_owned(), page).1;
            assert_eq!(added.is_some(), is_added, "{page}");
        }
    }

    #[test]
    fn every_pair_of_marks_is_one() {
        let rows = [
            ("'We were never asked about it,' Marsh says", true),
            ("‚We were never asked‘, sagt Marsh", true),
            ("``We were never asked,'' Marsh says", true),
            ("＂We were never asked＂", true),
            ("他说《我们从来没有》", true),
            ("« We were never asked », dit-elle", true),
            ("The players' lounge isn't the owners' lounge", false),
            ("Rock 'n' roll at the harbour", false),
            ("The '90s are back", false),
        ];
        for (page, is_added) in rows {
            let (text, from) = with_outside(ARTICLE.to_owned(), page);
            assert_eq!(from.is_some(), is_added, "{page}");
            assert!(!is_added || text.ends_with(page), "{text}");
        }
    }

    #[test]
    fn what_goes_on_over_lines_is_one_quote() {
        let rows = [
            (
                "Menu\n\n“We were never\nasked about it,” Marsh says\n\nSports",
                "“We were never\nasked about it,” Marsh says",
            ),
            (
                "“We were never asked.\n\n“Nobody told us,” Marsh says\n\nSports",
                "“We were never asked.\n\n“Nobody told us,” Marsh says",
            ),
        ];
        for (page, expected) in rows {
            let (text, from) = with_outside(ARTICLE.to_owned(), page);
            let outside: String = text.chars().skip(from.unwrap_or_default()).collect();
            assert_eq!(outside, expected);
        }
        // A mark that nothing ends is an inch, or a slip.
        let page = "A board of 24″ and a “\n\nMenu\n\nSports";
        assert_eq!(with_outside(ARTICLE.to_owned(), page).1, None);
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
