//! Links the parts of one utterance that its cue divides, and joins reopened paragraphs.

use super::spans::Span;
use crate::model::Quotation;

/// Longest text between two parts of one utterance, in bytes: "the mayor of the city told the
/// paper's readers on Monday" fits.
const MAX_BETWEEN: usize = 160;

/// How many paragraphs further on a quotation may end that nothing opens again: posts have few lines.
pub(super) const MAX_PARAGRAPHS: usize = 5;

/// Joins a quotation that its paragraph leaves open with the next one, where that reopens it.
pub(super) fn join_reopened(spans: &mut Vec<Span>) {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    let mut moved: Vec<usize> = Vec::with_capacity(spans.len());
    let mut last_outer: Option<usize> = None;
    for span in spans.drain(..) {
        if span.nested_in.is_some() {
            moved.push(joined.len());
            let nested_in = span.nested_in.and_then(|at| moved.get(at).copied());
            joined.push(Span { nested_in, ..span });
            continue;
        }
        let earlier = last_outer.filter(|at| reopens(&joined[*at], &span));
        match earlier {
            Some(at) => {
                let whole = &mut joined[at];
                (whole.end, whole.outer_end) = (span.end, span.outer_end);
                (whole.is_unclosed, whole.last_paragraph) = (span.is_unclosed, span.last_paragraph);
                whole.is_quotation |= span.is_quotation;
                moved.push(at);
            }
            None => {
                last_outer = Some(joined.len());
                moved.push(joined.len());
                joined.push(span);
            }
        }
    }
    *spans = joined;
}

/// Says whether `later` carries on what `earlier` left open.
fn reopens(earlier: &Span, later: &Span) -> bool {
    // Where no mark opens again, lines without marks may stand between, as in a post.
    let reach = if later.is_unopened { MAX_PARAGRAPHS } else { 1 };
    earlier.is_unclosed
        && earlier.is_quotation
        && later.is_quotation
        && later.starts_paragraph
        && later.paragraph <= earlier.last_paragraph + reach
}

/// Sets `part_of` where a quotation carries on the one before it.
pub(super) fn link(text: &str, spans: &mut [Span]) {
    let mut last: Option<usize> = None;
    for at in 0..spans.len() {
        if spans[at].nested_in.is_some() || !spans[at].is_quotation {
            continue;
        }
        if let Some(earlier) = last.filter(|before| carries_on(text, &spans[*before], &spans[at])) {
            spans[at].part_of = Some(earlier);
        }
        last = Some(at);
    }
}

/// Says whether the two stand on both sides of one cue: "X," he said. "Y." or "X," he said, "y".
fn carries_on(text: &str, earlier: &Span, later: &Span) -> bool {
    if later.paragraph != earlier.last_paragraph || later.outer_start < earlier.outer_end {
        return false;
    }
    let between = &text[earlier.outer_end..later.outer_start];
    if between.len() > MAX_BETWEEN {
        return false;
    }
    // A quotation inside may end where this one does.
    let words = text[earlier.start..earlier.end].trim_end_matches(['\'', '’', '"', '”']);
    let last = words.chars().next_back();
    let between = between.trim();
    let opens_cue = matches!(last, Some(',' | '?' | '!' | '—' | '–' | '…' | '-'))
        || between.starts_with([',', '–', '—']);
    let middle = between.trim_matches([',', '.', ':', '—', '–', ';', ' ']);
    opens_cue && is_one_clause(middle) && follows(text, later, between)
}

/// Says whether `middle` is one clause: no full stop inside it but an abbreviation's.
fn is_one_clause(middle: &str) -> bool {
    let mut stops = middle.match_indices(['.', '!', '?']);
    !middle.is_empty()
        && stops.all(|(at, _)| {
            let word = middle[..at].rsplit(' ').next().unwrap_or("");
            word.len() <= 5 && word.starts_with(char::is_uppercase)
        })
}

/// Says whether the later part goes on after the cue: in the same sentence after a comma or a
/// dash, or as a sentence of its own, without a cue of its own, after a full stop.
fn follows(text: &str, later: &Span, between: &str) -> bool {
    let words = &text[later.start..later.end];
    match between.chars().next_back() {
        Some(',' | '—' | '–' | ';') => true,
        Some('.' | ':') => !words.ends_with(','),
        _ => false,
    }
}

/// Drops the link between two parts that turn out to have different speakers.
pub(super) fn part_speakers(found: &mut [Quotation]) {
    for at in 0..found.len() {
        let Some(earlier) = found[at].part_of else { continue };
        let (one, other) = (&found[earlier].speaker, &found[at].speaker);
        if one.is_some() && other.is_some() && one != other {
            found[at].part_of = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::lessons::quotations_by;
    use crate::extract::{Classifier, quotations};

    fn parts(text: &str) -> Vec<Option<usize>> {
        quotations(text, None).iter().map(|q| q.part_of).collect()
    }

    #[test]
    fn parts_around_one_cue_are_linked() {
        let rows: [(&str, &[Option<usize>]); 10] = [
            ("“The dam” – said Ana Reyes – “will hold.”", &[None, Some(0)]),
            ("“It holds” – Ana Reyes left. “It leaks,” said Tom Lund.", &[None, None]),
            ("“He asked, ‘Does it leak?’” Ana Reyes said. “It does.”", &[None, None, Some(0)]),
            ("“The dam,” Ana Reyes said, “will hold.”", &[None, Some(0)]),
            ("“The dam will hold,” Ana Reyes said. “We checked it twice.”", &[None, Some(0)]),
            ("“Is it safe?” asked Mr. Lund. “We have to know.”", &[None, Some(0)]),
            ("“It holds,” said Ana Reyes. “It leaks,” said Tom Lund.", &[None, None]),
            ("“It holds,” Ana Reyes said.\n\n“It leaks,” Tom Lund said.", &[None, None]),
            ("Reyes called it “sound.” Lund called it “a sieve.”", &[None, None]),
            ("“It holds,” Reyes said. Nobody agreed. “We checked it,” she added.", &[None, None]),
        ];
        for (text, expected) in rows {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn a_quotation_that_reopens_in_each_paragraph_is_one() {
        let text = "Reyes said: “The dam was checked.\n\n“It was checked twice.\n\n“It will hold.”";
        let found = quotations_by(Classifier::shipped(), text);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].text,
            "The dam was checked.\n\n“It was checked twice.\n\n“It will hold."
        );
        let british = text.replace('“', "‘").replace('”', "’");
        let found = quotations_by(Classifier::shipped(), &british);
        let texts: Vec<&str> = found.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["The dam was checked.\n\n‘It was checked twice.\n\n‘It will hold."]);
        // A plural's apostrophe closes nothing where the next paragraph opens again.
        let plural = "Reyes said: ‘The workers’ pay was late.\n\n‘They waited.’";
        let found = quotations_by(Classifier::shipped(), plural);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "The workers’ pay was late.\n\n‘They waited.");
        let closed = "Reyes met ‘the workers’ in June.\n\n“They waited,” Reyes said.";
        let found = quotations_by(Classifier::shipped(), closed);
        assert_eq!(found.last().map(|q| q.text.as_str()), Some("They waited,"));
    }

    #[test]
    fn a_post_of_several_lines_is_one_quotation() {
        let text =
            "Reyes wrote: “The dam was checked.\n\nIt will hold.\n\nThank you all 💙”\n\nShe left.";
        let found = quotations_by(Classifier::shipped(), text);
        let texts: Vec<&str> = found.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["The dam was checked.\n\nIt will hold.\n\nThank you all 💙"]);
        let text =
            "Reyes wrote: “The dam was checked.\n\nIt will hold.\n\nAna and Tom x”\n\nShe left.";
        assert!(quotations_by(Classifier::shipped(), text)[0].text.ends_with("Ana and Tom x"));
        // Who signs a quotation set apart is none of it.
        let text = "Reyes said: “We checked the dam, and we will again.\nAna Reyes, engineer.”\n\nShe left.";
        assert!(!quotations_by(Classifier::shipped(), text)[0].text.contains("engineer"));
        // A mark that closes nothing takes no paragraph with it.
        let text = "Reyes wrote to the town.\n\nThe dam was checked.”\n\nShe left.";
        assert_eq!(quotations_by(Classifier::shipped(), text).len(), 0);
    }

    #[test]
    fn an_open_quotation_is_not_joined_to_another_that_begins_later() {
        let text =
            "“The dam will hold for years to come.\n\nThe mayor spoke.\n\n“It leaks,” said Lund.";
        let found = quotations_by(Classifier::shipped(), text);
        assert_eq!(found.last().map(|q| q.text.as_str()), Some("It leaks,"));
    }
}
