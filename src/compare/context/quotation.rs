//! Quotations around an excerpt: inside what was said, and in the article that denies it.

use super::claims::is_claim;
use crate::compare::lexicon::is_negation;
use crate::compare::reading::Prepared;
use crate::model::CharSpan;
use crate::text::fold_char;

/// Returns the words before the quotation inside `text` in which all of `span` stands: who said it is said
/// there.
pub(crate) fn inside_quotation(text: &str, span: CharSpan) -> Option<String> {
    inner_quotation(text, span, true)
}

/// Returns the words before the quotation inside `text` in which `span` begins, wherever it ends.
pub(crate) fn begins_in_quotation(text: &str, span: CharSpan) -> Option<String> {
    inner_quotation(text, span, false)
}

/// Returns the words before the quotation inside `text` in which `span` begins, and ends where `is_whole`.
fn inner_quotation(text: &str, span: CharSpan, is_whole: bool) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let folded = |at: usize| chars.get(at).map(|c| fold_char(*c).0);
    let is_space = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_none_or(|c| !c.is_alphanumeric() && *c != '.' && *c != ',')
    };
    let is_opening = |at: usize| {
        matches!(folded(at), Some('\'' | '"'))
            && !matches!(chars[at], '’' | '”')
            && is_space(at.checked_sub(1))
            && chars.get(at + 1).is_some_and(|c| c.is_alphanumeric() || *c == '[')
    };
    let is_closing = |at: usize, mark: Option<char>| {
        let is_word_behind = chars.get(at + 1).is_some_and(|c| c.is_alphanumeric());
        at > 0 && folded(at) == mark && !is_word_behind && !chars[at - 1].is_whitespace()
    };
    let open = (0..span.start.min(chars.len())).rev().find(|at| is_opening(*at))?;
    let mark = folded(open);
    let is_closed = |from: usize, to: usize| (from..to).any(|at| is_closing(at, mark));
    let last = span.end.saturating_sub(1).min(chars.len());
    let holds = match is_whole {
        true => !is_closed(open + 1, last) && is_closed(last, chars.len()),
        false => {
            let opens_word = chars.get(open + 1).is_some_and(|c| c.is_alphabetic());
            opens_word && !is_closed(open + 1, span.start) && is_closed(span.start, last)
        }
    };
    (open > 0 && holds).then(|| chars[..open].iter().collect())
}

/// Returns the words by which an article denies that somebody said what it quotes next: "did not think".
///
/// `before` is what stands before the quotation. A mark between the two parts them.
pub fn denied_before(before: &str) -> Option<String> {
    let is_opening = |c: char| c.is_whitespace() || matches!(fold_char(c).0, '"' | '\'');
    let read = Prepared::new(before.trim_end_matches(is_opening));
    let count = read.tokens.len();
    let is_break = |at: &usize| !read.marks[*at].folded.is_empty();
    let clause = (1..=count).rev().find(is_break).unwrap_or(0);
    let is_link =
        |key: &str| matches!(key, "that" | "there" | "was" | "were" | "is" | "are" | "it");
    let links = (clause..count).rev().take_while(|at| is_link(&read.tokens[*at].key)).count();
    let claim = (count - links).checked_sub(1).filter(|at| is_claim(&read.tokens[*at].key))?;
    let denial = (clause..claim).rev().find(|at| is_negation(&read, *at))?;
    Some(read.slice(denial.saturating_sub(1).max(clause), count).to_owned())
}
