//! Links the parts of one utterance that its cue divides, and joins reopened paragraphs.

use super::spans::Span;

/// Longest text between two parts of one utterance, in bytes: "the mayor of the city told the
/// paper's readers on Monday" fits.
const MAX_BETWEEN: usize = 160;

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
    earlier.is_unclosed
        && earlier.is_quotation
        && later.is_quotation
        && later.starts_paragraph
        && later.paragraph == earlier.last_paragraph + 1
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
    let head = text[earlier.start..earlier.end].chars().next_back();
    let inner = between.trim();
    let opens_cue =
        matches!(head, Some(',' | '?' | '!' | '—' | '–' | '…' | '-')) || inner.starts_with(',');
    let ends_cue = inner.ends_with([',', '.', ':', '—', '–', ';']);
    let middle = inner.trim_matches([',', '.', ':', '—', '–', ';', ' ']);
    opens_cue && ends_cue && is_one_clause(middle) && starts_like_a_part(text, later, inner)
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

/// Says whether the later part goes on where the earlier one stopped: in small letters after a
/// comma, as a new sentence after a full stop.
fn starts_like_a_part(text: &str, later: &Span, between: &str) -> bool {
    let begins = text[later.start..later.end].chars().next();
    between.ends_with(['.', ':'])
        || begins.is_some_and(|c| !c.is_uppercase() || c == 'I')
        || between.ends_with(',')
}
