//! Wordings one below the other, each with what it changes where it stands.

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::parts;
use crate::model::{Change, ChangeClass, WordingRuns};

/// Wordings listed before the rest are counted.
const MOST_LISTED: usize = 12;

/// Words shown on either side of a change.
const AROUND: usize = 8;

/// Writes each wording: the first whole, the others around their changes; `shows_runs` adds who
/// ran it.
pub(super) fn write<W: Write>(
    page: &mut Page<'_, W>,
    wordings: &[WordingRuns],
    shows_runs: bool,
) -> io::Result<()> {
    let listed = listed(wordings.iter().map(|wording| wording.changes.as_slice()));
    let left_out = wordings.len() - listed.len();
    for index in listed {
        let wording = &wordings[index];
        let first = Text::plain("  ").and(Style::Strong, &parts::siglum(index)).padded(4);
        let rest = Text::plain("    ");
        let words = if index == 0 {
            Text::plain(&format!("“{}”", wording.text))
        } else {
            marked(&wording.text, &wording.changes)
        };
        page.beside(&first, &rest, &words)?;
        if shows_runs {
            page.paragraph(4, &Text::of(Style::Quiet, &parts::runs(&wording.appearances)))?;
        }
    }
    if left_out > 0 {
        page.paragraph(4, &more(left_out))?;
    }
    Ok(())
}

/// Returns how many wordings are not shown.
pub(super) fn more(left_out: usize) -> Text {
    let told = format!(
        "… and {}, without material changes: --format json",
        parts::count(left_out, "more wording")
    );
    Text::of(Style::Quiet, &told)
}

/// Returns which wordings to list, by their changes: the first ones, and all with a material one.
pub(super) fn listed<'a>(wordings: impl IntoIterator<Item = &'a [Change]>) -> Vec<usize> {
    let is_material = |changes: &[Change]| changes.iter().any(|one| one.material == Some(true));
    let all = wordings.into_iter().enumerate();
    all.filter(|(index, changes)| *index < MOST_LISTED || is_material(changes))
        .map(|(index, _)| index)
        .collect()
}

/// Returns a wording with its changes marked, and words far from any change left out.
fn marked(text: &str, changes: &[Change]) -> Text {
    let chars: Vec<char> = text.chars().collect();
    let mut in_order: Vec<&Change> =
        changes.iter().filter(|change| change.class != ChangeClass::Cut).collect();
    in_order.sort_by_key(|change| (change.to_start, change.from_start));
    in_order.dedup_by_key(|change| (change.to_start, change.from.as_str(), change.to.as_str()));
    if in_order.is_empty() {
        return Text::plain(&format!("“{text}”"));
    }
    let is_bracketed = |one: &Change| {
        let mut others = changes.iter().filter(|other| other.to_start == one.to_start);
        others.any(|other| other.class == ChangeClass::Bracketed)
    };
    let mut out = Text::default();
    let mut at = 0;
    for (index, change) in in_order.iter().enumerate() {
        let mut start = change.to_start.clamp(at, chars.len());
        let mut end = (start + change.to.chars().count()).min(chars.len());
        let stands_in =
            start > at && (chars.get(start - 1), chars.get(end)) == (Some(&'['), Some(&']'));
        if stands_in && is_bracketed(change) {
            (start, end) = (start - 1, end + 1);
        }
        let between: String = chars[at..start].iter().collect();
        out = out.and(Style::Plain, &shortened(&between, index > 0, true));
        let before = start.checked_sub(1).and_then(|place| chars.get(place));
        let to: String = chars[start..end].iter().collect();
        out = out.then(mark((change, &to), before, chars.get(end)));
        at = end;
    }
    let tail: String = chars[at..].iter().collect();
    out.and(Style::Plain, &shortened(&tail, true, false))
}

/// Returns `[-from-]{+to+}`, words that fell out with a space on either side.
fn mark((change, to): (&Change, &str), before: Option<&char>, after: Option<&char>) -> Text {
    let is_material = change.material == Some(true);
    let style = if is_material { Style::Material } else { Style::Changed };
    let (from, to) = (change.from.trim(), to.trim());
    let fell_out = to.is_empty() && from.chars().any(char::is_alphanumeric);
    let gap = |needed: bool| Text::plain(if fell_out && needed { " " } else { "" });
    let mut out = gap(before.is_some_and(|c| !c.is_whitespace()));
    if !from.is_empty() {
        out = out.and(style, &format!("[-{from}-]"));
    }
    if !to.is_empty() {
        out = out.and(style, &format!("{{+{to}+}}"));
    }
    out.then(gap(after.is_some_and(|c| c.is_alphanumeric())))
}

/// Returns a stretch between changes without its middle; a space at its ends stays.
///
/// The first stretch, which keeps no head, opens the quotation and the last one closes it; what is
/// left out stands outside of the marks, which hold nothing that was not printed.
fn shortened(stretch: &str, keeps_head: bool, keeps_tail: bool) -> String {
    let words: Vec<&str> = stretch.split_whitespace().collect();
    let kept = AROUND * (usize::from(keeps_head) + usize::from(keeps_tail));
    if words.len() <= kept + 2 {
        let (open, close) = (if keeps_head { "" } else { "“" }, if keeps_tail { "" } else { "”" });
        return format!("{open}{stretch}{close}");
    }
    let head = || words[..AROUND].join(" ");
    let tail = || words[words.len() - AROUND..].join(" ");
    let lead = if stretch.starts_with(char::is_whitespace) { " " } else { "" };
    let trail = if stretch.ends_with(char::is_whitespace) { " " } else { "" };
    match (keeps_head, keeps_tail) {
        (true, true) => format!("{lead}{}” … “{}{trail}", head(), tail()),
        (true, false) => format!("{lead}{}” …", head()),
        (false, true) => format!("… “{}{trail}", tail()),
        (false, false) => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Look;

    fn change(class: ChangeClass, from: &str, to: &str, to_start: usize) -> Change {
        let (from, to) = (from.to_owned(), to.to_owned());
        Change { class, material: class.is_material(), from, to, from_start: 0, to_start }
    }

    fn plain(text: &Text) -> String {
        let mut out = Vec::new();
        let look = Look { width: 500, ..Look::default() };
        Page::new(&look, &mut out).line(text).expect("a vector takes everything");
        String::from_utf8(out).expect("text is UTF-8").trim_end().to_owned()
    }

    #[test]
    fn a_change_is_marked_where_it_stands() {
        let dropped = [change(ChangeClass::Dropped, "adamantly", "", 2)];
        assert_eq!(plain(&marked("I demanded it", &dropped)), "“I [-adamantly-] demanded it”");
        assert_eq!(
            plain(&marked("I demanded", &[change(ChangeClass::Dropped, "x", "", 1)])),
            "“I [-x-] demanded”"
        );
        let inserted = [change(ChangeClass::Negation, "", "never", 2)];
        assert_eq!(plain(&marked("I never did", &inserted)), "“I {+never+} did”");
        let other = [change(ChangeClass::Substituted, "member of our team", "team member", 3)];
        let expected = "“an [-member of our team-]{+team member+}, he said”";
        assert_eq!(plain(&marked("an team member, he said", &other)), expected);
        let bracket = [ChangeClass::Substituted, ChangeClass::Bracketed]
            .map(|class| change(class, "house", "home", 3));
        assert_eq!(plain(&marked("a [home] now", &bracket)), "“a [-house-]{+[home]+} now”");
        let comma = [change(ChangeClass::Punctuation, ",", "", 4)];
        assert_eq!(plain(&marked("team and more", &comma)), "“team[-,-] and more”");
    }

    #[test]
    fn a_place_past_the_end_marks_the_end() {
        let odd = [change(ChangeClass::Dropped, "x", "", 99)];
        assert_eq!(plain(&marked("short", &odd)), "“short [-x-]”");
    }
}
