//! The inventory of quotation marks: which characters they are, which close which, and what
//! their surroundings say about their direction.

/// A quotation mark by its shape.
///
/// `Straight`, `Apostrophes` and `Apostrophe` look the same on both sides; the others prefer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// `"` and its full-width form.
    Straight,
    /// Two apostrophes, or two right single marks, that stand for one double mark.
    Apostrophes,
    /// Two backticks or two left single marks: the opening partner of `Apostrophes`.
    Backticks,
    /// `“`
    Left,
    /// `”`
    Right,
    /// `„` and `‟`
    Low,
    /// `″`: inches and seconds, now and then a quotation mark.
    Prime,
    /// `«`
    AngleLeft,
    /// `»`
    AngleRight,
    /// `‹`
    SmallAngleLeft,
    /// `›`
    SmallAngleRight,
    /// `「` and its vertical form.
    CornerOpen,
    /// `」` and its vertical form.
    CornerClose,
    /// `『` and its vertical form.
    WhiteCornerOpen,
    /// `』` and its vertical form.
    WhiteCornerClose,
    /// `《` and `〈`: titles of works.
    TitleOpen,
    /// `》` and `〉`: titles of works.
    TitleClose,
    /// `'`
    Apostrophe,
    /// `‘` and `‛`
    SingleLeft,
    /// `’`
    SingleRight,
    /// `‚`
    SingleLow,
    /// A lone backtick, closed by an apostrophe.
    Backtick,
}

/// A mark and where it stands, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// The first byte.
    pub(super) start: usize,
    /// The first byte after.
    pub(super) end: usize,
    /// Its shape.
    pub(super) glyph: Glyph,
}

impl Glyph {
    /// Says whether the mark also serves as apostrophe, foot or accent.
    pub(super) fn is_single(self) -> bool {
        matches!(
            self,
            Self::Apostrophe
                | Self::SingleLeft
                | Self::SingleRight
                | Self::SingleLow
                | Self::Backtick
        )
    }

    /// Says whether the shape alone tells the direction, without regard to spaces.
    pub(super) fn is_cjk(self) -> bool {
        matches!(
            self,
            Self::CornerOpen
                | Self::CornerClose
                | Self::WhiteCornerOpen
                | Self::WhiteCornerClose
                | Self::TitleOpen
                | Self::TitleClose
        )
    }

    /// Says whether the shape is made to open.
    pub(super) fn is_opener(self) -> bool {
        matches!(
            self,
            Self::Left
                | Self::Low
                | Self::Backticks
                | Self::AngleLeft
                | Self::SmallAngleLeft
                | Self::CornerOpen
                | Self::WhiteCornerOpen
                | Self::TitleOpen
                | Self::SingleLeft
                | Self::SingleLow
                | Self::Backtick
        )
    }

    /// Says whether the shape is made to close.
    pub(super) fn is_closer(self) -> bool {
        matches!(
            self,
            Self::Right
                | Self::AngleRight
                | Self::SmallAngleRight
                | Self::CornerClose
                | Self::WhiteCornerClose
                | Self::TitleClose
                | Self::SingleRight
        )
    }

    /// Returns what it costs to read `self` as the closing partner of `opener`, direction included.
    ///
    /// Zero for the pairs that some language prints; `“…"` is common where a page was edited
    /// twice; a corner bracket never closes a curly mark.
    pub(super) fn cost_closing(self, opener: Glyph) -> f32 {
        use Glyph as G;
        match (opener, self) {
            (G::Straight, G::Straight)
            | (G::Left | G::Low, G::Right)
            | (G::Low, G::Left)
            | (G::Apostrophes | G::Backticks, G::Apostrophes)
            | (G::AngleLeft, G::AngleRight)
            | (G::AngleRight, G::AngleLeft | G::AngleRight)
            | (G::SmallAngleLeft, G::SmallAngleRight)
            | (G::SmallAngleRight, G::SmallAngleLeft | G::SmallAngleRight)
            | (G::CornerOpen, G::CornerClose)
            | (G::WhiteCornerOpen, G::WhiteCornerClose)
            | (G::TitleOpen, G::TitleClose)
            | (G::Right, G::Right)
            | (G::Prime, G::Prime) => 0.0,
            (a, b) if a.is_cjk() != b.is_cjk() || (a.is_cjk() && b.is_opener()) => 8.0,
            (_, b) if b.is_opener() => 1.5,
            (a, b) if a.is_angle() != b.is_angle() => 2.0,
            _ => 0.2,
        }
    }

    /// Returns what it costs to read the shape as an opening mark, surroundings aside.
    pub(super) fn cost_opening(self) -> f32 {
        match self {
            g if g.is_cjk() && g.is_closer() => 8.0,
            g if g.is_closer() => 1.5,
            _ => 0.0,
        }
    }

    fn is_angle(self) -> bool {
        matches!(
            self,
            Self::AngleLeft | Self::AngleRight | Self::SmallAngleLeft | Self::SmallAngleRight
        )
    }
}

/// Returns the glyph of `c`, or `None` where it is no quotation mark.
pub(super) fn glyph(c: char) -> Option<Glyph> {
    Some(match c {
        '"' | '＂' => Glyph::Straight,
        '“' | '〝' | '❝' => Glyph::Left,
        '”' | '〞' | '〟' | '❞' => Glyph::Right,
        '„' | '‟' => Glyph::Low,
        '″' => Glyph::Prime,
        '«' => Glyph::AngleLeft,
        '»' => Glyph::AngleRight,
        '‹' => Glyph::SmallAngleLeft,
        '›' => Glyph::SmallAngleRight,
        '「' | '﹁' => Glyph::CornerOpen,
        '」' | '﹂' => Glyph::CornerClose,
        '『' | '﹃' => Glyph::WhiteCornerOpen,
        '』' | '﹄' => Glyph::WhiteCornerClose,
        '《' | '〈' => Glyph::TitleOpen,
        '》' | '〉' => Glyph::TitleClose,
        '\'' | '＇' => Glyph::Apostrophe,
        '‘' | '‛' | '❛' => Glyph::SingleLeft,
        '’' | '❜' => Glyph::SingleRight,
        '‚' => Glyph::SingleLow,
        '`' => Glyph::Backtick,
        _ => return None,
    })
}

/// Returns the double mark that two equal single marks in a row stand for.
pub(super) fn doubled(single: Glyph) -> Option<Glyph> {
    match single {
        Glyph::Apostrophe | Glyph::SingleRight => Some(Glyph::Apostrophes),
        Glyph::SingleLeft | Glyph::Backtick => Some(Glyph::Backticks),
        Glyph::SingleLow => Some(Glyph::Low),
        _ => None,
    }
}

/// What it costs to read a mark as opening and as closing, from the characters around it.
///
/// The figures are additive penalties, tuned by hand on news text: 2.5 for a space on the wrong
/// side, less for what is merely unusual.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// The cost as an opening mark.
    pub(super) opening: f32,
    /// The cost as a closing mark; the partner's shape is not in it.
    pub(super) closing: f32,
    /// Whether the mark stands for inches: a number of one or two digits before it.
    pub(super) is_inches: bool,
    /// Whether nothing but space stands before it in its paragraph.
    pub(super) is_first: bool,
}

impl Shape {
    /// Reads the surroundings of `mark` in `paragraph`, which begins at byte `offset` of the text.
    pub(super) fn of(paragraph: &str, offset: usize, mark: Mark) -> Self {
        let (head, tail) = (&paragraph[..mark.start - offset], &paragraph[mark.end - offset..]);
        let before = head.chars().next_back().unwrap_or(' ');
        let after = tail.chars().next().unwrap_or(' ');
        let is_first = head.len() <= 8 && head.trim().is_empty();
        let mut shape = Self { opening: 0.0, closing: 0.0, is_inches: false, is_first };
        if mark.glyph.is_cjk() {
            return shape;
        }
        shape.opening += mark.glyph.cost_opening();
        let is_open_side = opens_before(before);
        let is_close_side = closes_after(after);
        match (is_open_side, is_close_side) {
            (false, true) => shape.opening += 2.5,
            (true, false) => shape.closing += 2.5,
            (true, true) => {
                if before.is_whitespace() && is_stop(after) {
                    shape.opening += 1.0;
                }
                if is_first {
                    shape.closing += 1.5;
                }
            }
            (false, false) => match before {
                ',' | '.' | '!' | '?' => shape.opening += 0.7,
                ':' => shape.closing += 0.7,
                _ => {}
            },
        }
        if before.is_whitespace() && matches!(after, '-' | '–' | '—') {
            shape.closing += 0.5;
        }
        let is_upright = matches!(mark.glyph, Glyph::Straight | Glyph::Prime | Glyph::Apostrophes);
        if is_upright && before.is_ascii_digit() && !after.is_alphanumeric() {
            shape.opening += 4.0;
            shape.is_inches = mark.glyph != Glyph::Apostrophes && is_short_number(head);
        }
        shape
    }
}

/// Says whether an opening mark may well stand after `c`.
fn opens_before(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '―' | '-' | '/' | '…')
}

/// Says whether a closing mark may well stand before `c`.
fn closes_after(c: char) -> bool {
    is_stop(c) || c.is_whitespace() || matches!(c, ']' | '}' | '—' | '–' | '―' | '-' | '/' | '…')
}

fn is_stop(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')')
}

/// Says whether `head` ends in a number of one or two digits: `12"` is inches, `in 2012"` is not.
fn is_short_number(head: &str) -> bool {
    let bytes = head.as_bytes();
    let digits = bytes.iter().rev().take(3).take_while(|b| b.is_ascii_digit()).count();
    let before = bytes.len().checked_sub(digits + 1).map(|at| bytes[at]);
    (1..=2).contains(&digits) && before != Some(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_closes_its_own_marks() {
        let pairs =
            ["“”", "„“", "„”", "””", "«»", "»«", "»»", "‹›", "「」", "『』", "《》", "\"\""];
        for pair in pairs {
            let found: Vec<Glyph> = pair.chars().filter_map(glyph).collect();
            assert_eq!(found[1].cost_closing(found[0]), 0.0, "{pair}");
        }
        assert!(Glyph::CornerClose.cost_closing(Glyph::Left) > 5.0);
    }

    #[test]
    fn a_space_on_one_side_tells_the_direction() {
        let text = "so \"he\" said 12\" deep";
        let shapes: Vec<Shape> = text
            .match_indices('"')
            .map(|(start, _)| Mark { start, end: start + 1, glyph: Glyph::Straight })
            .map(|mark| Shape::of(text, 0, mark))
            .collect();
        assert!(shapes[0].opening < shapes[0].closing);
        assert!(shapes[1].closing < shapes[1].opening);
        assert!(shapes[2].is_inches && !shapes[1].is_inches);
    }
}
