//! Caption files, WebVTT and SubRip: what is spoken as running text, and when.
//!
//! The text is what a listener hears: styling, positions, notes and descriptions of sounds are left
//! out, lines that roll up through several captions stand once, and a sentence that runs over
//! several captions is one sentence. A turn begins a paragraph; a voice that the file names is kept
//! with the time.
//!
//! Files in the wild keep to no standard, so blocks are cut here, with patience: a line with an
//! arrow between two times begins a caption whatever stands before it. What is inside a caption,
//! tags and character references, is read by `fasrt`, which follows W3C, "WebVTT: The Web Video Text
//! Tracks Format" (2019), section 6.4.

use fasrt::srt::text::PlainText;
use fasrt::vtt::cue::{CueParser, CueToken, Tag};

use crate::model::{Cue, TimeCode};
use crate::text::opens_turn;

/// The text that captions speak, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Captions {
    /// What is spoken.
    pub(super) text: String,
    /// The captions that added to it, in order.
    pub(super) cues: Vec<Cue>,
}

/// Which of the two formats a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    WebVtt,
    SubRip,
}

/// Reads a file as captions; `None` where it is none.
///
/// WebVTT opens with its signature; SubRip with a caption, which its number may precede.
pub(super) fn read(file: &str) -> Option<Captions> {
    let format = format_of(file)?;
    let mut lines = shown_lines(&blocks(file, format), format);
    if is_rolling(&lines) {
        unroll(&mut lines);
    }
    let mut writer = Writer::default();
    lines.into_iter().for_each(|caption| writer.caption(caption));
    Some(Captions { text: writer.text, cues: writer.cues })
}

fn format_of(file: &str) -> Option<Format> {
    let file = file.trim_start_matches('\u{feff}');
    if let Some(rest) = file.strip_prefix("WEBVTT")
        && rest.chars().next().is_none_or(char::is_whitespace)
    {
        return Some(Format::WebVtt);
    }
    let mut lines = lines_of(file).map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    let is_number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    let timing = if is_number { lines.next()? } else { first };
    let (from, to) = timing_of(timing)?;
    (from.is_some() || to.is_some()).then_some(Format::SubRip)
}

/// A caption as the file has it.
struct Block<'a> {
    shown_at: Option<TimeCode>,
    hidden_at: Option<TimeCode>,
    lines: Vec<&'a str>,
}

/// Returns the lines of a file, whatever ends them.
fn lines_of(file: &str) -> impl Iterator<Item = &str> {
    file.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// Cuts a file into its captions.
fn blocks(file: &str, format: Format) -> Vec<Block<'_>> {
    let mut found: Vec<Block<'_>> = Vec::new();
    // Before the first caption, and in a comment or style sheet, nothing is spoken.
    let mut is_silent = true;
    let mut is_after_blank = true;
    let lines: Vec<&str> = lines_of(file).collect();
    for (at, line) in lines.iter().enumerate() {
        if let Some((shown_at, hidden_at)) = timing_of(line) {
            drop_name(&mut found, format);
            found.push(Block { shown_at, hidden_at, lines: Vec::new() });
            is_silent = false;
        } else if line.trim().is_empty() {
            // What follows a blank line in WebVTT is spoken only below a timing of its own.
            is_silent |= format == Format::WebVtt;
            is_after_blank = true;
            continue;
        } else if !(is_silent || is_after_blank && is_timing(lines.get(at + 1))) {
            let last = found.last_mut();
            last.into_iter().for_each(|block| block.lines.push(line));
        }
        is_after_blank = false;
    }
    found
}

/// Takes back a number that turned out to be that of the next caption, where no blank line sets
/// the two apart.
fn drop_name(found: &mut [Block<'_>], format: Format) {
    let Some(block) = found.last_mut() else { return };
    let is_number = |line: &&str| line.trim().bytes().all(|byte| byte.is_ascii_digit());
    let is_name = block.lines.last().is_some_and(is_number);
    if is_name && (format == Format::SubRip || block.lines.len() > 1) {
        block.lines.pop();
    }
}

/// Says whether a line is a timing: what stands above one, behind a blank line, is its name.
fn is_timing(line: Option<&&str>) -> bool {
    line.is_some_and(|line| timing_of(line).is_some())
}

/// Most characters of a timing line that are looked at for its arrow and its times.
const LONGEST_TIMES: usize = 80;

/// Reads `00:01:23.450 --> 00:01:25.000 align:start`; a time that is no time is none.
fn timing_of(line: &str) -> Option<(Option<TimeCode>, Option<TimeCode>)> {
    let line = line.trim_start_matches('\u{feff}').trim();
    let arrow = line.char_indices().take(LONGEST_TIMES).map(|(at, _)| at);
    let arrow = arrow.into_iter().find(|at| line[*at..].starts_with("-->"))?;
    let before = line[..arrow].trim();
    let after = line[arrow + 3..].split_whitespace().next().unwrap_or_default();
    let is_timed = |text: &str| {
        text.bytes().any(|byte| byte.is_ascii_digit())
            && text.bytes().all(|byte| byte.is_ascii_digit() || b":.,-".contains(&byte))
    };
    // An arrow in speech stands between words.
    (is_timed(before) || is_timed(after)).then(|| (time_of(before), time_of(after)))
}

/// Most hours, minutes or seconds that a number is read as; a player would be long out of tape.
const LONGEST_NUMBER: usize = 7;

/// Reads `1:23:45.678`, `23:45,678` and `23:45`.
fn time_of(text: &str) -> Option<TimeCode> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let number = |digits: &str| -> Option<u64> {
        let is_number = (1..=LONGEST_NUMBER).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().ok()).flatten()
    };
    let parts: Vec<u64> = whole.split(':').map(number).collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match parts.as_slice() {
        [minutes, seconds] => (0, *minutes, *seconds),
        [hours, minutes, seconds] => (*hours, *minutes, *seconds),
        _ => return None,
    };
    if minutes > 59 || seconds > 59 {
        return None;
    }
    let milliseconds = match fraction.get(..fraction.len().min(3)).unwrap_or_default() {
        "" => 0,
        digits => number(digits)? * 10_u64.pow(3 - u32::try_from(digits.len()).ok()?),
    };
    Some(TimeCode(((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds))
}

/// A line of a caption as it is heard.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// Who speaks it, where a voice tag says so.
    voice: Option<String>,
    text: String,
}

/// A caption as it is heard.
struct Heard {
    shown_at: Option<TimeCode>,
    hidden_at: Option<TimeCode>,
    lines: Vec<Line>,
}

fn shown_lines(blocks: &[Block<'_>], format: Format) -> Vec<Heard> {
    let heard = |block: &Block<'_>| {
        let (shown_at, hidden_at) = (block.shown_at, block.hidden_at);
        let body = block.lines.join("\n");
        let lines = match format {
            Format::WebVtt => voiced(&body),
            Format::SubRip => unvoiced(&body),
        };
        Heard { shown_at, hidden_at, lines }
    };
    blocks.iter().map(heard).collect()
}

/// Reads the tags of a WebVTT caption: voices are kept, all others left out, and so is what stands
/// above a word to say how it is read.
fn voiced(body: &str) -> Vec<Line> {
    let body = escaped(body);
    let mut lines: Vec<Line> = Vec::new();
    let mut voice: Option<String> = None;
    let mut is_above = false;
    let mut is_new_line = true;
    for token in CueParser::new(&body) {
        match token {
            CueToken::StartTag { tag: Tag::Voice, annotation, .. } => {
                voice = annotation.map(|name| name.normalize().to_owned());
                is_new_line = true;
            }
            CueToken::EndTag(Tag::Voice) => voice = None,
            CueToken::StartTag { tag: Tag::RubyText, .. } => is_above = true,
            CueToken::EndTag(Tag::RubyText | Tag::Ruby) => is_above = false,
            CueToken::Text(text) if !is_above => {
                for (place, part) in text.normalize().split('\n').enumerate() {
                    if is_new_line || place > 0 {
                        lines.push(Line { voice: voice.clone(), text: String::new() });
                    }
                    is_new_line = false;
                    lines.last_mut().into_iter().for_each(|line| line.text.push_str(part));
                }
            }
            _ => {}
        }
    }
    cleaned(lines)
}

/// Reads the tags of a SubRip caption: all of them are styling.
fn unvoiced(body: &str) -> Vec<Line> {
    let text = PlainText::new(body);
    let lines = text.normalize().split('\n');
    cleaned(lines.map(|line| Line { voice: None, text: line.to_owned() }).collect())
}

/// Writes `<` that opens no tag as a character reference, so that what follows it is not lost:
/// "I <3 this" speaks of a heart.
fn escaped(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    // Looking for the other half only as far as the last one there is keeps this linear.
    let last_close = body.rfind('>').unwrap_or(0);
    for (at, c) in body.char_indices() {
        let is_tag = c == '<' && at < last_close && {
            let inside = &body[at + 1..];
            let is_time = inside.bytes().take(12).any(|byte| byte == b':');
            inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
                || inside.starts_with(|c: char| c.is_ascii_digit()) && is_time
        };
        if c == '<' && !is_tag { out.push_str("&lt;") } else { out.push(c) }
    }
    out
}

/// Trims lines, drops those that nobody speaks, and white space that only players need.
fn cleaned(lines: Vec<Line>) -> Vec<Line> {
    let clean = |line: Line| {
        let text: Vec<&str> = line.text.split_whitespace().collect();
        Line { text: text.join(" "), ..line }
    };
    lines.into_iter().map(clean).filter(|line| is_spoken(&line.text)).collect()
}

/// Says whether a line is heard as words: no "[Applause]", "(laughter)" or "♪".
fn is_spoken(line: &str) -> bool {
    let is_between = |open: char, close: char| {
        line.starts_with(open) && line.find(close) == Some(line.len() - close.len_utf8())
    };
    let is_sound = is_between('[', ']') || is_between('(', ')') || line.starts_with(['♪', '♫']);
    line.contains(char::is_alphanumeric) && !is_sound
}

/// Says whether captions roll up: most repeat the line before and add one, or lengthen it.
///
/// Elsewhere a line that comes twice was said twice.
fn is_rolling(captions: &[Heard]) -> bool {
    let (mut rolling, mut all) = (0_usize, 0_usize);
    for pair in captions.windows(2) {
        let (before, after) = (&pair[0].lines, &pair[1].lines);
        let (Some(last), Some(first)) = (before.last(), after.first()) else { continue };
        if before == after || after.is_empty() {
            continue;
        }
        all += 1;
        let repeats = shared(before, after) > 0;
        let grows = grown(&last.text, &first.text).is_some_and(|more| !more.is_empty());
        // A caption that is only what was there already says nothing either way.
        rolling += usize::from(repeats || grows);
    }
    2 * rolling > all
}

/// Returns how many lines at the beginning of a caption are the last ones of the caption before.
fn shared(before: &[Line], after: &[Line]) -> usize {
    let most = before.len().min(after.len());
    (1..=most).rev().find(|lines| before.ends_with(&after[..*lines])).unwrap_or(0)
}

/// Returns what a line adds to one that it begins with.
fn grown<'a>(before: &str, after: &'a str) -> Option<&'a str> {
    let more = after.strip_prefix(before)?;
    (more.is_empty() || more.starts_with(' ')).then(|| more.trim_start())
}

/// Takes out of each caption what the one before shows already.
fn unroll(captions: &mut [Heard]) {
    let mut before: Vec<Line> = Vec::new();
    for caption in captions {
        let shown = std::mem::take(&mut caption.lines);
        let repeated = shared(&before, &shown);
        let mut fresh = shown[repeated..].to_vec();
        // Where no whole line comes again, the first may be the last one before, grown longer.
        if let (0, Some(last), Some(first)) = (repeated, before.last(), fresh.first_mut())
            && let Some(more) = grown(&last.text, &first.text)
        {
            first.text = more.to_owned();
        }
        fresh.retain(|line| !line.text.is_empty());
        caption.lines = fresh;
        if !shown.is_empty() {
            before = shown;
        }
    }
}

/// Silence after which a new paragraph begins where a sentence has ended.
const PAUSE: u64 = 3_000;
/// Characters after which a paragraph ends with its sentence, so that none holds a whole speech.
const LONG_PARAGRAPH: usize = 600;

/// Puts captions together as running text.
#[derive(Default)]
struct Writer {
    text: String,
    cues: Vec<Cue>,
    /// Code points written, and those of the paragraph at hand.
    chars: usize,
    paragraph: usize,
    voice: Option<String>,
    hidden_at: Option<TimeCode>,
}

impl Writer {
    fn caption(&mut self, caption: Heard) {
        if caption.lines.is_empty() {
            return;
        }
        let pause = match (self.hidden_at, caption.shown_at) {
            (Some(before), Some(now)) => now.0.saturating_sub(before.0) >= PAUSE,
            _ => false,
        };
        for (place, line) in caption.lines.into_iter().enumerate() {
            let (text, is_marked) = without_turn_mark(&line.text);
            let is_other = line.voice != self.voice;
            let pause = pause && place == 0;
            let is_long = self.paragraph >= LONG_PARAGRAPH;
            let has_ended = self.text.ends_with(['.', '!', '?', '…', '”', '"']);
            // What a machine writes down has no full stops at all.
            let is_endless = self.paragraph >= 2 * LONG_PARAGRAPH || (is_long && pause);
            let rests = is_endless || has_ended && (pause || is_long);
            let breaks = is_other || is_marked || opens_turn(text) || rests;
            self.gap(breaks);
            if place == 0 || is_other {
                let (shown_at, hidden_at) = (caption.shown_at, caption.hidden_at);
                let voice = line.voice.clone();
                self.cues.push(Cue { start: self.chars, voice, shown_at, hidden_at });
            }
            self.voice = line.voice;
            self.push(text);
        }
        self.hidden_at = caption.hidden_at.or(caption.shown_at);
    }

    fn gap(&mut self, is_break: bool) {
        if !self.text.is_empty() {
            self.push(if is_break { "\n" } else { " " });
        }
        if is_break {
            self.paragraph = 0;
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        let chars = text.chars().count();
        self.chars += chars;
        self.paragraph += chars;
    }
}

/// Returns a line without the marks by which captions show that somebody else speaks: ">>", and a
/// hyphen before a word.
fn without_turn_mark(line: &str) -> (&str, bool) {
    if line.starts_with(">>") {
        return (line.trim_start_matches('>').trim_start(), true);
    }
    let bare = line.strip_prefix(['-', '‐']).map(str::trim_start);
    match bare
        .filter(|bare| bare.starts_with(|c: char| c.is_alphabetic() || "“\"'‘¿¡[(".contains(c)))
    {
        Some(bare) => (bare, true),
        None => (line, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the text, and each cue as "00:01:23 Voice: the word that it begins with".
    fn heard(file: &str) -> (String, Vec<String>) {
        let Captions { text, cues } = read(file).expect("captions");
        let tell = |cue: &Cue| {
            let at = cue.shown_at.map_or_else(|| "--".to_owned(), |at| at.to_string());
            let rest: String = text.chars().skip(cue.start).collect();
            let word = rest.split_whitespace().next().unwrap_or_default();
            let voice = cue.voice.as_ref().map_or_else(String::new, |voice| format!("{voice}: "));
            format!("{at} {voice}{word}")
        };
        let told = cues.iter().map(tell).collect();
        (text, told)
    }

    fn text(file: &str) -> String {
        heard(file).0
    }

    #[test]
    fn a_sentence_runs_over_captions() {
        let file = "WEBVTT - Council\nKind: captions\nLanguage: en\n\nNOTE\nnot --this\n\n\
            STYLE\n::cue { color: red }\n\nREGION\nid:top\n\n\
            first\n00:00:01.000 --> 00:00:03.000 align:start position:0%\nWe will never\n\n\
            00:03.000 --> 00:05.500\nclose the <i>old</i> harbour &amp; its\n<c.loud>ferries</c>.\n\n\
            100:00:06.000 --> 100:00:08.000\n[Applause]\n\n\
            100:00:09.000 --> 100:00:10.000\nThank you.\n";
        let (text, cues) = heard(file);
        let said = "We will never close the old harbour & its ferries.\nThank you.";
        assert_eq!(text, said);
        assert_eq!(cues, ["00:00:01 We", "00:00:03 close", "100:00:09 Thank"]);
    }

    #[test]
    fn subrip_needs_neither_its_numbers_nor_its_blank_lines() {
        let rows = [
            "1\n00:00:01,000 --> 00:00:02,000\nWe <b>will</b> never\n\n2\n00:00:02,500 --> 00:00:04,000\n{\\an8}close it.\n",
            "\u{feff}1\r\n00:00:01,000 --> 00:00:02,000\r\nWe will never\r\n\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\nclose it.\r\n",
            "1\n00:00:01,000 --> 00:00:02,000\nWe will never\n2\n00:00:02,500 --> 00:00:04,000\nclose it.",
            "00:00:01.0 --> 00:00:02.0\nWe will never\n00:00:02.5 --> 00:00:04.0\nclose it.",
            "7\n0:00:01,000-->0:00:02,000\nWe will\n\nnever\n\n7\n0:00:02,500-->0:00:04,000\nclose it.",
        ];
        for file in rows {
            let (text, cues) = heard(file);
            assert_eq!(text, "We will never close it.", "{file}");
            assert_eq!(cues, ["00:00:01 We", "00:00:02 close"], "{file}");
        }
    }

    #[test]
    fn lines_that_roll_up_are_spoken_once() {
        let rolled = "WEBVTT\n\n00:01.000 --> 00:02.000\nwe will never\n\n\
            00:02.000 --> 00:02.010\nwe will never\n\n\
            00:02.010 --> 00:03.000\nwe will never\nclose<00:02.500><c> the</c>\n\n\
            00:03.000 --> 00:04.000\nclose the\nharbour here\n";
        let (text, cues) = heard(rolled);
        assert_eq!(text, "we will never close the harbour here");
        assert_eq!(cues, ["00:00:01 we", "00:00:02 close", "00:00:03 harbour"]);
        let grown = "WEBVTT\n\n00:01.000 --> 00:02.000\nwe will\n\n00:02.000 --> 00:03.000\nwe will never\n\n\
            00:03.000 --> 00:04.000\nwe will never close\n";
        assert_eq!(self::text(grown), "we will never close");
        // What is said twice is said twice.
        let said = "WEBVTT\n\n00:01.000 --> 00:02.000\nNever.\n\n00:02.000 --> 00:03.000\nNever.\n\n\
            00:03.000 --> 00:04.000\nWe will not sell.\n";
        assert_eq!(self::text(said), "Never. Never. We will not sell.");
    }

    #[test]
    fn whoever_speaks_begins_a_paragraph() {
        let file = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Ada Dunn>We will pay,</v>\n\n\
            00:02.000 --> 00:03.000\n<v Ada Dunn>and soon. <v The Chair>Order!\n\n\
            00:03.000 --> 00:04.000\n- When?\n- Now.\n\n00:04.000 --> 00:05.000\n>> MR. REED: Never.\nNot -5 of them.\n";
        let (text, cues) = heard(file);
        let said = "We will pay, and soon.\nOrder!\nWhen?\nNow.\nMR. REED: Never. Not -5 of them.";
        assert_eq!(text, said);
        let expected = [
            "00:00:01 Ada Dunn: We",
            "00:00:02 Ada Dunn: and",
            "00:00:02 The Chair: Order!",
            "00:00:03 When?",
            "00:00:04 MR.",
        ];
        assert_eq!(cues, expected);
    }

    #[test]
    fn no_word_is_lost_to_a_mark_or_a_broken_time() {
        let file = "WEBVTT\n\n00:61.000 --> 00:02.000\nI <3 this, 2 < 3, and <unknown>so\n\n\
            99:99:99.999 --> later\nA --> B is an arrow\n\n00:03.000 --> \nlast <i\n";
        let (text, cues) = heard(file);
        assert_eq!(text, "I <3 this, 2 < 3, and so A --> B is an arrow last <i");
        assert_eq!(cues, ["-- I", "-- A", "00:00:03 last"]);
    }

    #[test]
    fn a_speech_without_full_stops_is_not_one_paragraph() {
        let mut file = "WEBVTT\n\n".to_owned();
        for number in 0..400 {
            let (minute, second) = (number / 60, number % 60);
            file.push_str(&format!(
                "{minute:02}:{second:02}.000 --> {minute:02}:{second:02}.900\nwe come to point {number}\n\n"
            ));
        }
        let text = text(&file);
        let longest = text.lines().map(str::len).max().unwrap_or(0);
        assert!((LONG_PARAGRAPH..3 * LONG_PARAGRAPH).contains(&longest), "{longest}");
        assert_eq!(text.matches("we come to point").count(), 400);
    }

    #[test]
    fn other_files_are_no_captions() {
        for file in [
            "",
            "WEBVTTX\n\n00:01.000 --> 00:02.000\nNo.",
            "It rained.\n\n1\n00:00:01,000 --> 00:00:02,000\nNo.",
            "1\nIt rained.",
            "2 --> 3\nSteps of a proof",
        ] {
            assert_eq!(read(file), None, "{file:?}");
        }
        assert_eq!(text("WEBVTT"), "");
    }

    #[test]
    fn hostile_files_cost_no_more_than_long_ones() {
        let rows = [
            "WEBVTT\n\n00:01.000 --> 00:02.000\n".to_owned() + &"<".repeat(200_000),
            "WEBVTT\n\n00:01.000 --> 00:02.000\n".to_owned() + &"<v A><b>x".repeat(50_000),
            "1\n00:00:01,000 --> 00:00:02,000\n".repeat(20_000),
            "WEBVTT\n\n".to_owned() + &"00:01.000 --> 00:02.000\nha\nha\n\n".repeat(20_000),
            "WEBVTT\n\n00:01.000 --> 00:02.000\n".to_owned() + &"-->".repeat(50_000),
        ];
        for file in rows {
            let Captions { text, cues } = read(&file).expect("captions");
            let chars = text.chars().count();
            assert!(cues.windows(2).all(|pair| pair[0].start < pair[1].start));
            assert!(cues.iter().all(|cue| cue.start < chars));
        }
    }
}
