//! What a check says in words: the summary beside the verdict and the facts below the text.

use std::collections::BTreeSet;

use crate::model::{
    Appearance, AppearanceId, ArticleKind, AttributionResult, ChangeClass, Check, Kind, Verdict,
};
use crate::report::Look;
use crate::report::human::ink::{Style, Text};
use crate::report::human::parts;

/// Returns how many changes from the closest text are material.
pub(super) fn material(answer: &Check) -> usize {
    answer.changes.iter().filter(|change| change.material == Some(true)).count()
}

/// Returns the sentence beside the verdict.
pub(super) fn summary(answer: &Check) -> String {
    let changes = answer.changes.iter().filter(|change| change.class != ChangeClass::Cut).count();
    let ran = matching_outlets(answer).len();
    match answer.verdict {
        Verdict::Verbatim => standing("", ran, answer),
        Verdict::Typographic => standing("other typography", ran, answer),
        Verdict::Excerpt => standing("part of a longer text", ran, answer),
        Verdict::Elided => standing("cuts disclosed", ran, answer),
        Verdict::NotAsserted => "only where it is denied or supposed".to_owned(),
        Verdict::Misattributed => "the words stand, under another name".to_owned(),
        Verdict::Unquoted => {
            let is_label = answer.closest.as_ref().is_some_and(|one| one.kind == Kind::Label);
            let place = if is_label { "in marks, as no quote" } else { "outside quotation marks" };
            match changes {
                0 => format!("only {place}"),
                _ => format!("only {place}, with {}", parts::count(changes, "change")),
            }
        }
        Verdict::Altered | Verdict::Reworded => match material(answer) {
            0 => format!("{}, none judged material", parts::count(changes, "change")),
            material => parts::count(material, "material change"),
        },
        Verdict::NotFound => "in the scope searched".to_owned(),
        Verdict::TooShort => "under four words: no verdict".to_owned(),
    }
}

/// Returns "in 3 outlets, contested by 1", after what comes before it.
fn standing(what: &str, ran: usize, answer: &Check) -> String {
    let place = match ran {
        0 => "outlet unknown".to_owned(),
        _ => format!("in {}", parts::count(ran, "outlet")),
    };
    let lead = if what.is_empty() { place } else { format!("{what}, {place}") };
    match (answer.contested, answer.contested_by.len()) {
        (true, others) if others > 0 => format!("{lead}, contested by {others}"),
        _ => lead,
    }
}

fn matched(answer: &Check) -> BTreeSet<AppearanceId> {
    answer.matches.iter().map(|found| found.appearance_id).collect()
}

fn all(answer: &Check) -> impl Iterator<Item = &Appearance> {
    answer.wordings.iter().flat_map(|wording| &wording.appearances)
}

/// Returns the outlets in which the checked words stand.
fn matching_outlets(answer: &Check) -> BTreeSet<&str> {
    let matched = matched(answer);
    all(answer)
        .chain(&answer.closest)
        .filter(|run| matched.contains(&run.id))
        .filter_map(|run| run.outlet.as_deref())
        .collect()
}

/// Returns the letter of the wording that the differences are counted from.
pub(super) fn closest_siglum(answer: &Check) -> String {
    let wording = answer.closest.as_ref().and_then(|run| run.wording_id);
    let index = answer.wordings.iter().position(|one| Some(one.wording_id) == wording);
    index.map_or_else(|| "=".to_owned(), parts::siglum).replace('=', "A")
}

/// Returns what is known, and what is not, each with its label, in reading order.
pub(super) fn facts(answer: &Check, look: &Look) -> Vec<(String, Text)> {
    let mut facts: Vec<(&str, Text)> = Vec::new();
    if let Some(closest) = &answer.closest {
        let siglum = closest_siglum(answer);
        facts.push(("closest", Text::plain(&closest_runs(answer, closest, &siglum))));
    }
    if let Some(times) = spoken(answer) {
        facts.push(("spoken", Text::plain(&times)));
    }
    let warnings = answer.warnings.iter();
    facts.extend(warnings.map(|text| ("warning", Text::of(Style::Strong, text))));
    if answer.changes.iter().any(|change| change.class != ChangeClass::Cut) {
        facts.push(("changes", parts::changes(&answer.changes)));
    }
    if !answer.folds.is_empty() {
        facts.push(("set aside", Text::plain(&answer.folds.join(", ").replace('-', " "))));
    }
    if answer.quote_id.is_some() || !answer.attribution.named.is_empty() {
        facts.push(("speaker", speaker(answer)));
    }
    if !answer.also_ran.is_empty() {
        facts.push(("also ran", Text::plain(&parts::runs(&answer.also_ran))));
    }
    if !answer.ambiguous.is_empty() {
        let ids: Vec<String> = answer.ambiguous.iter().map(|id| look.ids.show(id)).collect();
        let told = format!("the text stands in {} quotes: {}", ids.len(), ids.join(", "));
        facts.push(("ambiguous", Text::plain(&told)));
    }
    if let Some(possible) = parts::possible(&answer.possible, look) {
        facts.push(("possible", Text::plain(&possible)));
    }
    if answer.quote_id.is_some() {
        facts.push(("reference", Text::plain(&reference(answer))));
        let departures = parts::departures(&answer.departures).into_iter().enumerate();
        facts.extend(departures.map(|(at, told)| (if at == 0 { "reports" } else { "" }, told)));
        facts.push(("copies", Text::plain(&copies(answer))));
    }
    let scope = parts::scope(&answer.scope);
    let scope = match answer.verdict {
        Verdict::NotFound => {
            format!("{scope}: the words are not in them, which does not make the quote false")
        }
        _ => scope,
    };
    facts.push(("scope", Text::plain(&scope)));
    facts.into_iter().map(|(label, text)| (label.to_owned(), text)).collect()
}

/// Returns when the words were spoken, where captions have them and begin before them.
fn spoken(answer: &Check) -> Option<String> {
    let whole = |id: AppearanceId| {
        let mut runs = all(answer).chain(&answer.closest);
        runs.find(|run| run.id == id).and_then(|run| run.time_code)
    };
    let mut times: Vec<String> = Vec::new();
    for found in &answer.matches {
        let time = found.time_code.filter(|time| Some(*time) != whole(found.appearance_id));
        let told = time.map(|time| format!("the words begin at {time}"));
        times.extend(told.filter(|told| !times.contains(told)));
    }
    (!times.is_empty()).then(|| times.join(", "))
}

/// Returns where the closest text ran: its wording's runs, or its own.
fn closest_runs(answer: &Check, closest: &Appearance, siglum: &str) -> String {
    let wording =
        answer.wordings.iter().find(|wording| Some(wording.wording_id) == closest.wording_id);
    match wording {
        Some(wording) => format!("{siglum}: {}", parts::runs(&wording.appearances)),
        None => parts::runs(std::slice::from_ref(closest)),
    }
}

/// Returns who is named for the words, and whether that is who was asked for.
fn speaker(answer: &Check) -> Text {
    let attribution = &answer.attribution;
    let named = if attribution.named.is_empty() {
        "nobody is named".to_owned()
    } else {
        let named = attribution.named.iter().map(|name| parts::named(name, all(answer)));
        named.collect::<Vec<_>>().join(" / ")
    };
    let asked = attribution.asked.as_deref().unwrap_or_default();
    match attribution.result {
        AttributionResult::NotAsked => Text::plain(&named),
        AttributionResult::Agrees => Text::plain(&format!("{named}: agrees with {asked}")),
        AttributionResult::Disagrees => Text::of(Style::Strong, &format!("{named}, not {asked}")),
        AttributionResult::Unattributed => {
            Text::plain(&format!("nobody is named for it: {asked} is not confirmed"))
        }
        AttributionResult::Disputed if attribution.named.len() == 1 && !asked.is_empty() => {
            Text::plain(&format!("{named}; whether that is {asked} is open"))
        }
        AttributionResult::Disputed => {
            let asked = if asked.is_empty() { String::new() } else { format!(" (asked: {asked})") };
            Text::plain(&format!("disputed: {named}{asked}"))
        }
    }
}

fn reference(answer: &Check) -> String {
    let wording = answer.reference.appearance.as_ref().and_then(|run| run.wording_id);
    let index = answer.wordings.iter().position(|one| Some(one.wording_id) == wording);
    let runs: Vec<&[Appearance]> =
        answer.wordings.iter().map(|wording| wording.appearances.as_slice()).collect();
    parts::reference(&answer.reference, &parts::siglum(index.unwrap_or(0)), &runs)
}

/// Returns how many texts stand behind the quote, and that copies were counted once.
fn copies(answer: &Check) -> String {
    let primaries = all(answer).filter(|run| run.article_kind == ArticleKind::Primary).count();
    let primary = if primaries == 0 { "" } else { ", primary sources among them" };
    let told = format!(
        "{} in {} from {}, copies counted once{primary}",
        parts::independent(answer.independent_texts),
        parts::count(all(answer).count(), "appearance"),
        parts::count(parts::outlets(all(answer)), "outlet"),
    );
    match parts::paraphrased(all(answer)) {
        Some(copies) => format!("{told}; {copies}"),
        None => told,
    }
}
