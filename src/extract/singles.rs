//! Pairs of single marks, told from apostrophes, possessives, decades, feet and accents.

use super::candidates::{Candidate, Reading};
use super::marks::{Glyph, Mark};
use super::scan::Paragraph;

/// How many closing marks are tried for one opening mark: a plural's apostrophe looks like one.
const MAX_CLOSINGS: usize = 3;

/// Words that begin with an apostrophe: "’em", "’tis", "rock ’n’ roll".
const CLIPPED: [&str; 11] =
    ["em", "til", "till", "tis", "twas", "cause", "cuz", "n", "bout", "round", "neath"];

/// Returns the pairs of single marks of `paragraph`, in order of their opening marks, and what the first
/// that nothing closes leaves open.
pub(super) fn candidates(paragraph: &Paragraph<'_>) -> Vec<Candidate> {
    let context = Context { paragraph };
    let closings: Vec<Mark> =
        paragraph.singles.iter().copied().filter(|m| context.may_close(*m)).collect();
    let mut found = Vec::new();
    let mut from = 0;
    let openings: Vec<Mark> =
        paragraph.singles.iter().copied().filter(|m| context.may_open(*m)).collect();
    for (at, open) in openings.iter().copied().enumerate() {
        while closings.get(from).is_some_and(|c| c.start < open.end) {
            from += 1;
        }
        context.close(open, &openings[at + 1..], &closings[from..], &mut found);
    }
    found.extend(context.left_open(&openings, &closings));
    found
}

struct Context<'a> {
    paragraph: &'a Paragraph<'a>,
}

impl Context<'_> {
    fn before(&self, mark: Mark) -> &str {
        &self.paragraph.text[..mark.start - self.paragraph.offset]
    }

    fn after(&self, mark: Mark) -> &str {
        &self.paragraph.text[mark.end - self.paragraph.offset..]
    }

    /// Returns what runs on to the end of the paragraph, as the next one may carry it on: what the first
    /// mark opens that none behind it closes, but for those that may be plurals'.
    fn left_open(&self, openings: &[Mark], closings: &[Mark]) -> Option<Candidate> {
        let behind = |open: Mark| closings.iter().filter(move |close| close.start >= open.end);
        let is_left = |open: &&Mark| {
            open.glyph == Glyph::SingleLeft && behind(**open).all(|close| self.is_plural(*close))
        };
        let open = *openings.iter().find(is_left)?;
        let end = self.paragraph.offset + self.paragraph.text.trim_end().len();
        let is_plural_close = behind(open).next().is_some();
        Some(Candidate { is_plural_close, ..Candidate::left_open(open, end) })
    }

    fn may_open(&self, mark: Mark) -> bool {
        let before = self.before(mark).chars().next_back();
        let after = self.after(mark).chars().next();
        let is_free =
            before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '\'' | '’' | '‘'));
        let is_clipped =
            || self.after(mark).starts_with(['\'', '’']) && self.is_clipped_behind(mark);
        let leads = is_clipped()
            || after.is_some_and(|c| {
                c.is_alphanumeric()
                    || matches!(c, '[' | '$' | '#' | '@' | '…' | '.' | '“' | '"' | '¿' | '¡' | '(')
            });
        let points_right = match mark.glyph {
            Glyph::SingleRight => before.is_none_or(|c| !matches!(c, '”' | '"')),
            _ => true,
        };
        is_free && leads && points_right && !self.is_clipped_word(mark)
    }

    fn may_close(&self, mark: Mark) -> bool {
        let before = self.before(mark).chars().next_back();
        let after = self.after(mark).chars().next();
        !matches!(mark.glyph, Glyph::Backtick | Glyph::SingleLow)
            && before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '\'' | '‘' | '(' | '“'))
            && after.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '’'))
            && !self.ends_clipped_and(mark)
            && (mark.glyph != Glyph::SingleLeft || after.is_none_or(|c| !c.is_alphanumeric()))
    }

    /// Says whether the mark is the second of a clipped "and": "rock 'n' roll".
    fn ends_clipped_and(&self, mark: Mark) -> bool {
        let mut before = self.before(mark).chars().rev();
        matches!(before.next(), Some('n' | 'N'))
            && matches!(before.next(), Some('\'' | '’' | '‘' | '`'))
            && before.next().is_some_and(|c| !c.is_alphanumeric())
    }

    /// Says whether the mark begins a clipped word or a decade: "’em", "'90s".
    fn is_clipped_word(&self, mark: Mark) -> bool {
        if mark.glyph == Glyph::SingleLow || mark.glyph == Glyph::Backtick {
            return false;
        }
        is_clipped_start(self.after(mark))
    }

    /// Says whether a second mark right behind begins such a word: "‘’Tis a pity".
    fn is_clipped_behind(&self, mark: Mark) -> bool {
        let rest = self.after(mark);
        is_clipped_start(rest.strip_prefix(['\'', '’']).unwrap_or(rest))
    }

    /// Adds a candidate for each closing mark that may belong to `open`.
    ///
    /// A mark closes the last quotation that was opened: one opened in between takes the first.
    fn close(&self, open: Mark, inner: &[Mark], closings: &[Mark], found: &mut Vec<Candidate>) {
        let fitting = closings.iter().filter(|c| is_partner(open.glyph, c.glyph));
        let mut fitting = fitting.take(MAX_CLOSINGS).enumerate().peekable();
        while let Some((passed_over, close)) = fitting.next() {
            // The last mark that may close does, however much it looks like a plural's.
            let is_plural_close = self.is_plural(*close) && fitting.peek().is_some();
            found.push(Candidate {
                outer_start: open.start,
                outer_end: close.end,
                start: open.end,
                end: close.start,
                open: open.glyph,
                close: Some(close.glyph),
                reading: Reading::Single,
                is_irregular: false,
                is_inner: false,
                passed_over: passed_over as u8,
                is_plural_close,
            });
            let opened = inner.iter().take(MAX_CLOSINGS).filter(|m| m.start < close.start).count();
            if !is_plural_close && opened <= passed_over {
                break;
            }
        }
    }

    /// Says whether the mark may be the apostrophe of a plural: after an `s` and before a space.
    fn is_plural(&self, mark: Mark) -> bool {
        let before = self.before(mark).chars().next_back();
        let after = self.after(mark).chars().next();
        matches!(before, Some('s' | 'S')) && matches!(after, Some(c) if c.is_whitespace())
            || matches!(before, Some('n'))
                && matches!(after, Some(' '))
                && self.before(mark).ends_with("in")
    }
}

/// Says whether `close` may close what `open` opens.
fn is_partner(open: Glyph, close: Glyph) -> bool {
    match open {
        Glyph::Backtick => matches!(close, Glyph::Apostrophe | Glyph::SingleRight),
        Glyph::SingleLow => matches!(close, Glyph::SingleLeft | Glyph::SingleRight),
        Glyph::SingleRight => close == Glyph::SingleRight,
        _ => true,
    }
}

/// Says whether `rest` begins with a clipped word or a decade, its apostrophe left out.
fn is_clipped_start(rest: &str) -> bool {
    let length = rest.bytes().take(6).take_while(u8::is_ascii_alphanumeric).count();
    let word = &rest[..length];
    let digits = word.trim_end_matches('s');
    let is_decade = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
    is_decade || CLIPPED.iter().any(|clipped| word.eq_ignore_ascii_case(clipped))
}
