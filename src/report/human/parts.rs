//! What several reports say in the same words.

use std::collections::BTreeSet;

use super::ink::{Style, Text};
use crate::model::{
    Appearance, ArticleKind, Basis, Change, ChangeClass, Departure, Kind, PublishedDate, QuoteId,
    Reference, Scope, WordingRuns,
};
use crate::report::Look;

/// Returns the letter of wording number `index`: A to Z, then AA.
pub(super) fn siglum(index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    match index / 26 {
        0 => letter.to_string(),
        rest => siglum(rest - 1) + &letter.to_string(),
    }
}

/// Returns a number with its noun: "1 outlet", "4 outlets", "no outlets".
pub(super) fn count(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{} {noun}s", grouped(number)),
    }
}

/// Returns a number with commas between thousands.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns the date as stated, or that there is none.
pub(super) fn date(published: Option<&PublishedDate>) -> &str {
    published.map_or("undated", PublishedDate::as_str)
}

/// Returns the outlet's name, or that it is not known.
pub(super) fn outlet(name: Option<&str>) -> &str {
    name.unwrap_or("unknown outlet")
}

/// Returns how many outlets ran these, an unknown one not counted.
pub(super) fn outlets<'a>(appearances: impl IntoIterator<Item = &'a Appearance>) -> usize {
    let named = appearances.into_iter().filter_map(|run| run.outlet.as_deref());
    named.collect::<BTreeSet<_>>().len()
}

/// Runs named on one line before the rest are counted.
const MOST_NAMED: usize = 8;

/// Returns outlets with their dates: "24CA News 2023-03-22 · The Post Millennial undated".
pub(super) fn runs(appearances: &[Appearance]) -> String {
    let mut named: Vec<String> = Vec::new();
    for run in appearances {
        let primary = match (run.article_kind, run.time_code) {
            (_, Some(time)) => format!(" (primary, at {time})"),
            (ArticleKind::Primary, None) => " (primary)".to_owned(),
            (ArticleKind::Report, None) => String::new(),
        };
        let since = if run.superseded { " (since revised)" } else { "" };
        let told = format!(
            "{} {}{primary}{}{since}",
            outlet(run.outlet.as_deref()),
            date(run.seen()),
            revision(run)
        );
        if !named.contains(&told) {
            named.push(told);
        }
    }
    let more = named.len().saturating_sub(MOST_NAMED);
    named.truncate(MOST_NAMED);
    let listed = named.join(" · ");
    if more == 0 { listed } else { format!("{listed} and {more} more") }
}

/// Returns which revision of its address ran it, where the date is that of the revision.
pub(super) fn revision(run: &Appearance) -> String {
    run.revised.as_ref().map_or_else(String::new, |_| format!(" (revision {})", run.revision))
}

/// Returns what was searched: "5 articles, 4 outlets, 2023-03-22 to 2023-03-23, 2 undated".
pub(super) fn scope(scope: &Scope) -> String {
    let mut parts = vec![count(scope.articles, "article"), count(scope.outlets, "outlet")];
    match (&scope.from, &scope.to) {
        (Some(from), Some(to)) if from != to => parts.push(format!("{from} to {to}")),
        (Some(date), _) | (_, Some(date)) => parts.push(date.to_string()),
        (None, None) => {}
    }
    if scope.undated > 0 {
        parts.push(format!("{} undated", grouped(scope.undated)));
    }
    parts.join(", ")
}

/// Returns which quotes may be the same utterance, none where there are none.
pub(super) fn possible(quotes: &[QuoteId], look: &Look) -> Option<String> {
    let ids: Vec<String> = quotes.iter().map(|id| look.ids.show(id)).collect();
    (!ids.is_empty()).then(|| format!("possibly the same utterance: {}", ids.join(", ")))
}

/// Returns which wording the others are set against, and why; `runs` are those of each wording.
pub(super) fn reference(reference: &Reference, siglum: &str, runs: &[&[Appearance]]) -> String {
    let run = reference.appearance.as_ref();
    let place = run.map_or_else(String::new, |run| {
        let time = run.time_code.map_or_else(String::new, |time| format!(" at {time}"));
        format!("{} {}{time}", outlet(run.outlet.as_deref()), date(run.seen()))
    });
    match reference.basis {
        Basis::Primary => format!("primary: {siglum}, {place}"),
        Basis::FirstSeen => {
            let first = run.map(|run| first_runs(run, runs)).unwrap_or_default();
            format!("first seen here: {siglum}, {first}; no primary source in the collection")
        }
        Basis::Undetermined => {
            let reason = why_undetermined(runs);
            format!("undetermined: no primary source in the collection; {reason}")
        }
    }
}

/// Returns the date of a wording's first run, and every outlet that may have been the first.
fn first_runs(first: &Appearance, runs: &[&[Appearance]]) -> String {
    let wording = runs.iter().find(|runs| runs.iter().any(|run| run.id == first.id));
    let is_as_early = |run: &&Appearance| match (first.seen(), run.seen()) {
        (Some(first), Some(date)) => !first.is_before(date),
        _ => false,
    };
    let named: BTreeSet<&str> = wording
        .into_iter()
        .flat_map(|runs| runs.iter())
        .filter(is_as_early)
        .chain([first])
        .map(|run| outlet(run.outlet.as_deref()))
        .collect();
    let named: Vec<&str> = named.into_iter().collect();
    format!("{} in {}", date(first.seen()), joined(&named))
}

/// Returns why no wording is surely the first: "A and B are both dated 2023-03-22".
fn why_undetermined(runs: &[&[Appearance]]) -> String {
    let first = |runs: &[Appearance]| {
        let dates = runs.iter().filter_map(|run| run.seen().cloned());
        dates.min_by(|left, right| left.display_order(right))
    };
    let firsts: Vec<(String, Option<PublishedDate>)> =
        runs.iter().enumerate().map(|(index, runs)| (siglum(index), first(runs))).collect();
    let dated: Vec<(&String, &PublishedDate)> =
        firsts.iter().filter_map(|(siglum, date)| Some((siglum, date.as_ref()?))).collect();
    let Some((_, earliest)) = dated.iter().min_by(|left, right| left.1.display_order(right.1))
    else {
        return "nothing that ran it is dated".to_owned();
    };
    let tied: Vec<&str> = dated
        .iter()
        .filter(|(_, date)| !earliest.is_before(date))
        .map(|(siglum, _)| siglum.as_str())
        .collect();
    let undated: Vec<&str> = firsts
        .iter()
        .filter(|(_, date)| date.is_none())
        .map(|(siglum, _)| siglum.as_str())
        .collect();
    let mut reasons = Vec::new();
    if tied.len() > 1 {
        let is_one_date = dated
            .iter()
            .filter(|(_, date)| !earliest.is_before(date))
            .all(|(_, date)| date.as_str() == earliest.as_str());
        let both = if tied.len() == 2 { "both" } else { "all" };
        reasons.push(if is_one_date {
            format!("{} are {both} dated {earliest}", joined(&tied))
        } else {
            format!("the dates of {} may be the same", joined(&tied))
        });
    }
    match undated.as_slice() {
        [] => {}
        [one] => reasons.push(format!("{one} is undated")),
        several => reasons.push(format!("{} are undated", joined(several))),
    }
    if reasons.is_empty() {
        return "no wording is dated before all others".to_owned();
    }
    reasons.join("; ")
}

/// Most names in a list that is written out.
const MOST_JOINED: usize = 6;

/// Returns "A", "A and B", "A, B and C", "A, B, C, D, E and 4 others".
fn joined(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [init @ .., last] if names.len() <= MOST_JOINED => {
            format!("{} and {last}", init.join(", "))
        }
        _ => {
            let listed = &names[..MOST_JOINED - 1];
            format!("{} and {} others", listed.join(", "), names.len() - listed.len())
        }
    }
}

/// How sure an attribution must be to be told without a word of doubt.
const SURE: f64 = 0.6;

/// Returns the doubt of an attribution that is not sure, in a bracket: " (doubtful: 0.42)".
fn doubt(run: &Appearance) -> Option<String> {
    let is_attributed = run.kind != Kind::Passage && run.speaker_mention.is_some();
    let is_doubtful = is_attributed && run.confidence < SURE;
    is_doubtful.then(|| format!(" (doubtful: {:.2})", run.confidence))
}

/// Returns a speaker's name, with the doubt of the surest run where all that name them are unsure.
pub(super) fn named<'a>(name: &str, runs: impl IntoIterator<Item = &'a Appearance>) -> String {
    let of_name = runs.into_iter().filter(|run| run.speaker.as_deref() == Some(name));
    let surest = of_name.max_by(|one, other| one.confidence.total_cmp(&other.confidence));
    format!("{name}{}", surest.and_then(doubt).unwrap_or_default())
}

/// Returns everybody named for the words, most often named first.
pub(super) fn speakers<'a>(
    appearances: impl IntoIterator<Item = &'a Appearance> + Clone,
) -> String {
    let mut all: Vec<(usize, &str)> = Vec::new();
    for speaker in appearances.clone().into_iter().filter_map(|run| run.speaker.as_deref()) {
        match all.iter_mut().find(|(_, name)| *name == speaker) {
            Some((times, _)) => *times += 1,
            None => all.push((1, speaker)),
        }
    }
    all.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(right.1)));
    let names: Vec<String> =
        all.into_iter().map(|(_, name)| named(name, appearances.clone())).collect();
    if names.is_empty() { "speaker unknown".to_owned() } else { names.join(" / ") }
}

/// Returns which outlets ran the words in a machine-paraphrased copy, if any did.
pub(super) fn paraphrased<'a>(
    appearances: impl IntoIterator<Item = &'a Appearance>,
) -> Option<String> {
    let copies: BTreeSet<&str> = appearances
        .into_iter()
        .filter(|run| run.in_paraphrase)
        .map(|run| outlet(run.outlet.as_deref()))
        .collect();
    let names: Vec<&str> = copies.into_iter().collect();
    (!names.is_empty()).then(|| {
        format!("{} ran it in a machine-paraphrased copy (see quotetrail copies)", names.join(", "))
    })
}

/// Returns how many texts stand behind the runs once copies are counted once.
pub(super) fn independent(independent_texts: usize) -> String {
    count(independent_texts, "independent text")
}

/// Says whether a change is one of words: such a change makes a wording contested.
pub(super) fn is_of_words(change: &Change) -> bool {
    !matches!(
        change.class,
        ChangeClass::Punctuation
            | ChangeClass::Case
            | ChangeClass::Cut
            | ChangeClass::Elided
            | ChangeClass::Bracketed
            | ChangeClass::MergedSentences
    )
}

/// Says whether a change only adds words before or behind all words of `base`: a longer text.
fn is_around(change: &Change, base: &str) -> bool {
    let blank = |mut part: std::str::Chars<'_>| !part.any(char::is_alphanumeric);
    let at = base.char_indices().nth(change.from_start).map_or(base.len(), |(at, _)| at);
    change.class == ChangeClass::Inserted
        && change.from.trim().is_empty()
        && (blank(base[..at].chars()) || blank(base[at..].chars()))
}

/// Returns "A/B contested" where wordings have other words than the first, else nothing; each comes
/// with the text that its changes are counted from.
pub(super) fn contested<'a>(wordings: impl IntoIterator<Item = (&'a str, &'a [Change])>) -> Text {
    let mut sigla: Vec<String> = Vec::new();
    for (index, (base, changes)) in wordings.into_iter().enumerate() {
        if index == 0 || changes.iter().any(|one| is_of_words(one) && !is_around(one, base)) {
            sigla.push(siglum(index));
        }
    }
    if sigla.len() < 2 {
        return Text::default();
    }
    let more = sigla.len().saturating_sub(4);
    sigla.truncate(4);
    let more = if more == 0 { String::new() } else { format!("/+{more}") };
    Text::of(Style::Contested, &format!("{}{more} contested", sigla.join("/")))
}

/// Returns how many changes are material: "3 changes, 0 material".
pub(super) fn material_count<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Text {
    let (mut all, mut material) = (0, 0);
    for change in changes.into_iter().filter(|change| change.class != ChangeClass::Cut) {
        all += 1;
        material += usize::from(change.material == Some(true));
    }
    let told = Text::plain(&format!("{}, ", count(all, "change")));
    match material {
        0 => told.and(Style::Plain, "0 material"),
        _ => told.and(Style::Material, &format!("!! {material} material")),
    }
}

/// Returns changes with their classes: `dropped [-somehow-], punctuation [-,-]`.
pub(super) fn changes(changes: &[Change]) -> Text {
    let mut told = Text::default();
    let mut in_order: Vec<&Change> = changes.iter().collect();
    in_order.sort_by_key(|change| {
        let is_cut = change.class == ChangeClass::Cut;
        (change.material != Some(true), is_cut, change.from_start, change.class)
    });
    for change in in_order {
        let gap = if told.is_blank() { "" } else { ", " };
        told = told.and(Style::Plain, gap).then(one_change(change));
    }
    if told.is_blank() { Text::plain("the same words") } else { told }
}

/// Departures from a primary source that are told before the rest are counted.
const MOST_DEPARTURES: usize = 6;

/// Returns what reports changed of a primary source's words: "3 of 4 outlets dropped “firmly”".
pub(super) fn departures(departures: &[Departure]) -> Vec<Text> {
    let is_told =
        |(at, one): &(usize, &Departure)| *at < MOST_DEPARTURES || one.material == Some(true);
    let told = departures.iter().enumerate().filter(is_told);
    let mut lines: Vec<Text> = told.map(|(_, one)| one_departure(one)).collect();
    let more = departures.len() - lines.len();
    if more > 0 {
        lines.push(Text::of(Style::Quiet, &format!("… and {}", count(more, "more change"))));
    }
    lines
}

fn one_departure(one: &Departure) -> Text {
    let (from, to) = (quoted_ends(&one.from), quoted_ends(&one.to));
    let what = match (one.from.trim().is_empty(), one.to.trim().is_empty()) {
        _ if one.class == ChangeClass::Moved => format!("moved {from}"),
        (_, true) => format!("dropped {from}"),
        (true, _) => format!("added {to}"),
        _ => format!("put {to} for {from}"),
    };
    let told = Text::plain(&format!("{} of {} {what}", one.outlets.len(), count(one.of, "outlet")));
    if one.material != Some(true) {
        return told;
    }
    told.and(Style::Plain, "  ").and(Style::Material, &format!("!! {}", one.class.as_str()))
}

/// Returns how many changes are not shown because the reader asked for that.
pub(super) fn left_out(left_out: &[(ChangeClass, usize)]) -> Option<String> {
    let told: Vec<String> =
        left_out.iter().map(|(class, times)| format!("{times} {}", class.as_str())).collect();
    (!told.is_empty()).then(|| format!("not shown, as asked: {}", told.join(", ")))
}

fn one_change(change: &Change) -> Text {
    let is_material = change.material == Some(true);
    let style = if is_material { Style::Material } else { Style::Changed };
    let class = change.class.as_str();
    let label = if is_material {
        Text::of(Style::Material, &format!("!! {class}")).and(Style::Plain, " ")
    } else {
        Text::plain(&format!("{class} "))
    };
    let (from, to) = (change.from.trim(), change.to.trim());
    if change.class == ChangeClass::Cut {
        return Text::plain(&format!("leaves out {}", quoted_ends(from)));
    }
    match (from.is_empty(), to.is_empty()) {
        (_, true) => label.and(style, &format!("[-{from}-]")),
        (true, _) => label.and(style, &format!("{{+{to}+}}")),
        _ => label.and(style, &format!("{{+{to}+}}")).and(Style::Plain, &format!(" for “{from}”")),
    }
}

/// Returns the beginning and the end of a long stretch.
pub(super) fn ends_of(text: &str) -> String {
    shortened(text, " … ")
}

/// Returns the same in quotation marks, which stand around what was printed alone.
pub(super) fn quoted_ends(text: &str) -> String {
    format!("“{}”", shortened(text, "” … “"))
}

fn shortened(text: &str, gap: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 9 {
        return words.join(" ");
    }
    format!("{}{gap}{}", words[..4].join(" "), words[words.len() - 4..].join(" "))
}

/// Returns which outlets ran the words of a wording with another number of question marks than it is
/// shown with: punctuation that nothing else tells, and that turns what was said.
pub(super) fn questions(wording: &WordingRuns) -> Option<Text> {
    let marks = |text: &str| text.chars().filter(|c| matches!(c, '?' | '？')).count();
    let shown = marks(&wording.text);
    let others = |is_other: fn(usize, usize) -> bool| {
        let runs = wording.appearances.iter().filter(|run| is_other(marks(&run.text), shown));
        let names: BTreeSet<&str> = runs.map(|run| outlet(run.outlet.as_deref())).collect();
        names.into_iter().collect::<Vec<_>>()
    };
    let told =
        [("lost", others(|own, shown| own < shown)), ("gained", others(|own, shown| own > shown))];
    let told = told.iter().filter(|(_, names)| !names.is_empty());
    let told: Vec<String> =
        told.map(|(what, names)| format!("question mark {what} in {}", joined(names))).collect();
    (!told.is_empty()).then(|| {
        Text::of(Style::Material, "!! punctuation")
            .and(Style::Plain, &format!(" {}", told.join(", ")))
    })
}

/// Returns the letters of the wordings that every article which ran wording `index` has as further
/// parts of the same quotation, divided by its cue.
pub(super) fn in_parts(index: usize, wordings: &[&WordingRuns]) -> Vec<String> {
    let own = wordings.get(index).map(|wording| wording.appearances.as_slice()).unwrap_or_default();
    let is_linked = |run: &Appearance, other: &Appearance| {
        run.article_id == other.article_id
            && (run.part_of == Some(other.id)
                || other.part_of == Some(run.id)
                || run.part_of.is_some() && run.part_of == other.part_of)
    };
    let has_all = |other: &&(usize, &&WordingRuns)| {
        let parts = &other.1.appearances;
        other.0 != index && own.iter().all(|run| parts.iter().any(|part| is_linked(run, part)))
    };
    let listed: Vec<(usize, &&WordingRuns)> = wordings.iter().enumerate().collect();
    let found = listed.iter().filter(has_all).filter(|_| !own.is_empty());
    found.map(|(at, _)| siglum(*at)).collect()
}

/// Returns "beside D, another part of the same quotation"; nothing where there is none.
pub(super) fn with_parts(index: usize, wordings: &[&WordingRuns]) -> String {
    let parts = in_parts(index, wordings);
    let names: Vec<&str> = parts.iter().map(String::as_str).collect();
    match names.as_slice() {
        [] => String::new(),
        [_] => format!("beside {}, another part of the same quotation", joined(&names)),
        _ => format!("beside {}, other parts of the same quotation", joined(&names)),
    }
}

/// Returns when the words of a caption were spoken, set off from what stands before it: "  at
/// 00:01:23".
pub(super) fn spoken_at(run: &Appearance) -> String {
    run.time_code.map_or_else(String::new, |time| format!("  at {time}"))
}

/// Returns the words that attribute a quote, as printed: "he wrote".
pub(super) fn as_printed(run: &Appearance) -> String {
    let parts = [run.speaker_mention.as_deref(), run.cue.as_deref()];
    let told: Vec<&str> = parts.into_iter().flatten().collect();
    let told = match (told.is_empty(), run.cue.as_deref()) {
        (true, _) => "nobody named".to_owned(),
        (false, Some(":")) => told.join(""),
        _ => told.join(" "),
    };
    told + &doubt(run).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_mark_that_some_lost_is_told() {
        let told = |texts: &[&str]| {
            let run = |(number, text): (usize, &&str)| {
                crate::report::tests::fixtures::run(1, &format!("No {number}"), "2023", 1, text)
            };
            let appearances: Vec<Appearance> = texts.iter().enumerate().map(run).collect();
            let id = crate::model::WordingId(1);
            let text = texts[0].to_owned();
            let wording = WordingRuns { wording_id: id, text, changes: Vec::new(), appearances };
            questions(&wording).map(|told| told.width())
        };
        let lost = "!! punctuation question mark lost in No 1".len();
        assert_eq!(told(&["Will it hold?", "Will it hold."]), Some(lost));
        assert_eq!(told(&["Will it hold,", "Will it hold?"]), Some(lost + 2));
        assert_eq!(told(&["Will it hold?", "Will it hold?”"]), None);
        assert_eq!(told(&["It will hold.", "It will hold,"]), None);
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 1, 25, 26, 27, 52].map(siglum), ["A", "B", "Z", "AA", "AB", "BA"]);
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(count(0, "outlet"), "no outlets");
        assert_eq!(count(1, "outlet"), "1 outlet");
    }

    #[test]
    fn a_scope_says_what_is_undated() {
        let scope_of_nothing = Scope::default();
        assert_eq!(scope(&scope_of_nothing), "no articles, no outlets");
        let dates = ["2023-03-22", "2023-03-23"].map(|date| date.parse().ok());
        let [from, to] = dates;
        let some = Scope { articles: 5, outlets: 4, undated: 2, from, to };
        assert_eq!(scope(&some), "5 articles, 4 outlets, 2023-03-22 to 2023-03-23, 2 undated");
    }
}
