//! Small families of wordings whose lines a philologist would draw without doubt.

use super::*;
use crate::compare::{is_lineage_unmoved, reference, wordings};
use crate::model::{
    Appearance, AppearanceId, ArticleId, ArticleKind, Basis, CharSpan, Kind, Sha256Hash, Stance,
};

pub(crate) fn ran(number: u64, outlet: &str, date: &str, text: &str) -> Appearance {
    Appearance {
        id: AppearanceId(number),
        article_id: ArticleId(number),
        quote_id: None,
        wording_id: None,
        outlet: Some(outlet.to_owned()),
        article_kind: ArticleKind::Report,
        source: outlet.to_owned(),
        published: date.parse().ok(),
        title: None,
        url: None,
        text_sha256: Sha256Hash::of(text.as_bytes()),
        revision: 1,
        superseded: false,
        revised: None,
        outside_article: false,
        span: CharSpan::new(0, text.chars().count()),
        text: text.to_owned(),
        prefix: String::new(),
        suffix: String::new(),
        kind: Kind::Statement,
        stance: Stance::Asserted,
        speaker: None,
        speaker_mention: None,
        cue: None,
        confidence: 1.0,
        part_of: None,
        nested_in: None,
        in_paraphrase: false,
        time_code: None,
    }
}

fn family(appearances: &[Appearance]) -> (Vec<WordingGroup>, Basis, usize, Vec<Parentage>) {
    let found = wordings(appearances, &|found| found.len());
    let (basis, chosen) = reference(&found);
    let lines = lineage(&found, chosen);
    (found, basis, chosen, lines)
}

/// Returns the outlet of the parent of the wording that `outlet` ran.
fn parent_of<'f>(found: &'f [WordingGroup], lines: &[Parentage], outlet: &str) -> Option<&'f str> {
    let at = found.iter().position(|w| w.appearances[0].outlet.as_deref() == Some(outlet))?;
    let parent = lines[at].parent?;
    found[parent].appearances[0].outlet.as_deref()
}

const FULL: &str = "We will rebuild the old harbour before the summer, and nobody in this town shall pay a cent for it.";

#[test]
fn a_shared_reading_that_the_reference_lacks_makes_a_line() {
    let changed = FULL.replace("nobody", "no family");
    let copy = changed.replace("rebuild", "restore");
    let appearances = [
        ran(1, "First", "2023-01-01", FULL),
        ran(2, "Second", "2023-01-02", &changed),
        ran(3, "Third", "2023-01-03", &copy),
        ran(4, "Fourth", "2023-01-03", &FULL.replace("summer", "winter")),
    ];
    let (found, basis, chosen, lines) = family(&appearances);
    assert_eq!((basis, found[chosen].appearances[0].id), (Basis::FirstSeen, AppearanceId(1)));
    assert_eq!(parent_of(&found, &lines, "Second"), Some("First"));
    assert_eq!(parent_of(&found, &lines, "Third"), Some("Second"));
    assert_eq!(parent_of(&found, &lines, "Fourth"), Some("First"));
    let third = found.iter().position(|w| w.appearances[0].id == AppearanceId(3)).unwrap();
    assert!(lines[third].evidence.contains("no family"), "{}", lines[third].evidence);
}

#[test]
fn further_runs_of_known_words_leave_lines_as_they_are_unless_they_come_first() {
    let changed = FULL.replace("nobody", "no family");
    let winter = FULL.replace("summer", "winter");
    let before = [
        ran(11, "First", "2023-01-01", FULL),
        ran(12, "Second", "2023-01-02", &changed),
        ran(13, "Third", "2023-01-03", &changed.replace("rebuild", "restore")),
        ran(14, "Fourth", "2023-01-03", &winter),
    ];
    let (former, _, former_reference, former_lines) = family(&before);
    let rows = [
        (ran(21, "Fifth", "2023-01-04", FULL), true),
        (ran(1, "Fifth", "2023-01-04", &changed), true),
        (ran(21, "Fifth", "", FULL), true),
        // Seen earlier, in other words, or before another of one day.
        (ran(21, "Fifth", "2022-12-31", FULL), false),
        (ran(21, "Fifth", "2023-01-01", &changed), false),
        (ran(21, "Fifth", "2023-01-04", &FULL.replace("town", "city")), false),
        (ran(1, "Fifth", "2023-01-04", &winter), false),
        // The first run of its wording in other letters.
        (ran(21, "Sixth", "2023-01-03", &winter.to_uppercase()), true),
        (ran(21, "Earlier", "2023-01-03", &winter.to_uppercase()), false),
    ];
    for (new, expected) in rows {
        let all: Vec<Appearance> = before.iter().cloned().chain([new.clone()]).collect();
        let (found, _, reference, lines) = family(&all);
        let is_unmoved = is_lineage_unmoved(&found, &|run| run.id == new.id);
        assert_eq!(is_unmoved, expected, "{new:?}");
        if is_unmoved {
            assert_eq!((found.len(), reference), (former.len(), former_reference));
            assert_eq!(lines, former_lines);
        }
    }
}

#[test]
fn house_style_makes_no_line() {
    let british = FULL.replace("rebuild", "labour on");
    let american = FULL.replace("harbour", "harbor");
    let both = american.replace("summer", "winter");
    let appearances = [
        ran(1, "First", "2023-01-01", FULL),
        ran(2, "Second", "2023-01-02", &american),
        ran(3, "Third", "2023-01-03", &both),
        ran(4, "Fourth", "2023-01-03", &british),
    ];
    let (found, _, _, lines) = family(&appearances);
    assert_eq!(parent_of(&found, &lines, "Third"), Some("First"));
}

#[test]
fn a_fuller_wording_did_not_come_from_an_excerpt() {
    let appearances = [
        ran(1, "First", "2023-01-01", "nobody in this town shall pay a cent for it"),
        ran(2, "Second", "2023-01-02", FULL),
    ];
    let (found, basis, _, lines) = family(&appearances);
    assert_eq!((basis, parent_of(&found, &lines, "Second")), (Basis::FirstSeen, None));
    assert_eq!(lines[1].evidence, "has words that First lacks");
}

#[test]
fn another_part_of_the_utterance_comes_from_what_has_all_its_words() {
    let (first, rest) = FULL.split_once(", and ").unwrap();
    let more = "the fishermen can come and see the plans on any day they like";
    let mut later = ran(2, "First", "2023-01-01", rest);
    later.part_of = Some(AppearanceId(1));
    later.article_id = ArticleId(1);
    later.span = CharSpan::new(300, 360);
    let appearances = [
        ran(1, "First", "2023-01-01", first),
        later,
        ran(3, "Second", "2023-01-02", "nobody in this town shall pay a cent"),
        ran(4, "Third", "2023-01-03", &format!("{first}, and {more}")),
        ran(5, "Fourth", "2023-01-04", first),
        ran(6, "Fifth", "2023-01-05", &FULL.replace(", and ", " ")),
    ];
    let (found, _, chosen, lines) = family(&appearances);
    assert_eq!(found[chosen].text, first);
    let evidence = |outlet: &str| {
        let is_own = |w: &&WordingGroup| w.appearances[0].outlet.as_deref() == Some(outlet);
        let at = found.iter().rposition(|w| is_own(&w)).unwrap();
        (lines[at].parent.map(|at| found[at].text.as_str()), lines[at].evidence.as_str())
    };
    let behind = "another part of the utterance, which First ran behind the reference’s words";
    assert_eq!(evidence("First"), (None, behind));
    let whole = "another part of the utterance, which stands whole in the words of First; dated a day later";
    assert_eq!(evidence("Second"), (Some(rest), whole));
    assert_eq!(evidence("Third"), (None, "has words that First lacks"));
    assert_eq!(evidence("Fifth").0, Some(first));
}

#[test]
fn a_wording_is_not_before_what_one_run_of_may_be_older() {
    let changed = FULL.replace("nobody", "no family");
    let appearances = [
        ran(1, "First", "2023-03", FULL),
        ran(2, "Second", "2023-04-01", &changed),
        ran(3, "Third", "2023-03-31T23:30:00-05:00", &changed),
    ];
    let (found, basis, chosen, lines) = family(&appearances);
    assert_eq!((basis, found[chosen].text.as_str()), (Basis::Undetermined, changed.as_str()));
    let evidence = "2023-03 and 2023-03-31T23:30:00-05:00, when the reference’s words ran again, \
                    give no order";
    assert_eq!(lines[1 - chosen].evidence, evidence);
    let (_, basis, _, _) = family(&appearances[..2]);
    assert_eq!(basis, Basis::FirstSeen);
}

#[test]
fn revisions_of_one_address_are_told_apart() {
    let changed = FULL.replace("nobody", "no family");
    let mut second = ran(2, "First", "2023-01-02", &changed);
    second.revision = 2;
    let copy = ran(3, "Third", "2023-01-03", "nobody in this town shall pay a cent for it");
    let (found, _, _, lines) = family(&[ran(1, "First", "2023-01-01", FULL), second, copy]);
    let third = found.iter().position(|w| w.appearances[0].id == AppearanceId(3)).unwrap();
    let evidence = "shares “nobody” with First of 2023-01-01, which First of 2023-01-02 lacks; \
                    dated 2 days later";
    assert_eq!(lines[third].evidence, evidence);
}

#[test]
fn shared_words_are_told_in_their_order() {
    let more = format!("{} Not one cent, and that is my promise.", FULL);
    let excerpt = "We will rebuild the old harbour before the summer";
    let copy = more.replace("rebuild", "restore");
    let appearances = [
        ran(1, "First", "2023-01-01", excerpt),
        ran(2, "Second", "2023-01-02", &more),
        ran(3, "Third", "2023-01-03", &copy),
    ];
    let (found, _, _, lines) = family(&appearances);
    let third = found.iter().position(|w| w.appearances[0].id == AppearanceId(3)).unwrap();
    let evidence = "shares “and nobody in this town shall pay a cent for it. Not one cent, and that \
                    is my promise” with Second, which the reference does not have; dated a day later";
    assert_eq!(lines[third].evidence, evidence);
}

#[test]
fn what_an_article_repeats_of_its_own_words_comes_from_them() {
    let headline = |number, article, outlet| {
        let run = ran(number, outlet, "2023-01-03", "nobody shall pay a cent");
        Appearance { article_id: ArticleId(article), ..run }
    };
    let text = "In this town nobody shall pay a cent for it";
    let mut runs = vec![
        ran(1, "First", "2023-01-01", FULL),
        ran(2, "Second", "2023-01-03", text),
        headline(3, 2, "Second"),
    ];
    let (found, _, _, lines) = family(&runs);
    let at = |id: u64| found.iter().position(|w| w.appearances[0].id == AppearanceId(id)).unwrap();
    assert_eq!(lines[at(3)].parent, Some(at(2)));
    assert_eq!(lines[at(3)].evidence, "Second has it whole in the same article");
    // Who ran these words alone may have them from elsewhere.
    runs.push(headline(4, 4, "Fourth"));
    let (found, _, chosen, lines) = family(&runs);
    let at = |id: u64| found.iter().position(|w| w.appearances[0].id == AppearanceId(id)).unwrap();
    assert_ne!(lines[at(4)].evidence, "Second has it whole in the same article");
    assert!(!is_lineage_unmoved(&found, &|run| run.id == AppearanceId(4)));
    assert_eq!(lines[at(1)].parent.is_none(), at(1) == chosen);
}

#[test]
fn a_revision_is_seen_from_its_own_date_on() {
    let changed = FULL.replace("nobody", "no family");
    let mut second = ran(2, "First", "2023-01-01", &changed);
    (second.revision, second.revised) = (2, "2023-01-05".parse().ok());
    let copy = ran(3, "Third", "2023-01-03", FULL);
    let (found, basis, chosen, lines) =
        family(&[second, ran(1, "First", "2023-01-01", FULL), copy]);
    assert_eq!((basis, found[chosen].text.as_str()), (Basis::FirstSeen, FULL));
    let revised = &found[1 - chosen];
    assert_eq!(revised.first_seen().map(PublishedDate::as_str), Some("2023-01-05"));
    assert_eq!(lines[1 - chosen].parent, Some(chosen));
}

#[test]
fn a_wording_seen_later_is_no_parent() {
    let changed = FULL.replace("nobody", "no family");
    let appearances = [
        ran(1, "First", "2023-01-01", FULL),
        ran(2, "Late", "2023-01-09", &changed),
        ran(3, "Early", "2023-01-03", &changed.replace("rebuild", "restore")),
    ];
    let (found, _, _, lines) = family(&appearances);
    assert_eq!(parent_of(&found, &lines, "Early"), Some("First"));
}

#[test]
fn two_wordings_of_one_day_stay_unordered_without_evidence() {
    let appearances = [
        ran(1, "First", "2023-01-01", FULL),
        ran(2, "Second", "2023-01-01", &FULL.replace("nobody", "none")),
        ran(
            3,
            "Third",
            "2023-01-02",
            "rebuild the harbour before the summer, and nobody in this town shall pay",
        ),
    ];
    let (found, basis, _, lines) = family(&appearances);
    assert_eq!(basis, Basis::Undetermined);
    assert_eq!(parent_of(&found, &lines, "Second"), None);
    let second = found.iter().position(|w| w.appearances[0].id == AppearanceId(2)).unwrap();
    assert_eq!(lines[second].evidence, "same day as First, no hour stated");
    assert_eq!(parent_of(&found, &lines, "Third"), Some("First"));
    let third = found.iter().position(|w| w.appearances[0].id == AppearanceId(3)).unwrap();
    let evidence = "shares “nobody” with First, which Second lacks; dated a day later";
    assert_eq!(lines[third].evidence, evidence);
}

#[test]
fn the_reference_is_primary_else_first_else_the_most_independent() {
    let changed = FULL.replace("nobody", "no family");
    let mut primary = ran(9, "Council", "2023-02-01", FULL);
    primary.article_kind = ArticleKind::Primary;
    let (found, basis, chosen, _) = family(&[ran(1, "A", "2023-01-01", &changed), primary]);
    assert_eq!((basis, found[chosen].appearances[0].id), (Basis::Primary, AppearanceId(9)));

    // An undated wording may be the oldest of all.
    let two = [
        ran(1, "A", "2023-01-01", &changed),
        ran(2, "B", "", FULL),
        ran(3, "C", "2023-01-05", FULL),
    ];
    let (found, basis, chosen, _) = family(&two);
    assert_eq!((basis, found[chosen].text.as_str()), (Basis::Undetermined, FULL));
    assert_eq!(found[chosen].id.0, 2);
}

#[test]
fn the_order_of_the_appearances_changes_nothing() {
    let changed = FULL.replace("nobody", "no family");
    let mut appearances = vec![
        ran(4, "A", "2023-01-01", FULL),
        ran(2, "B", "2023-01-01", &changed),
        ran(3, "C", "2023-01-02", &changed.replace("old ", "")),
        ran(1, "D", "", "nobody in this town shall pay"),
    ];
    let forward = family(&appearances);
    appearances.reverse();
    assert_eq!(family(&appearances), forward);
}

#[test]
fn following_parents_always_ends() {
    let texts = [
        FULL.to_owned(),
        FULL.replace("nobody", "no family"),
        FULL.replace("nobody", "no family").replace("old ", ""),
        FULL.replace("old ", ""),
        "nobody in this town shall pay a cent".to_owned(),
    ];
    let appearances: Vec<Appearance> = (0_u64..)
        .zip(&texts)
        .map(|(number, text)| ran(number + 1, &format!("Outlet {number}"), "2023-01-01", text))
        .collect();
    let (_, _, _, lines) = family(&appearances);
    for start in 0..lines.len() {
        let steps = std::iter::successors(Some(start), |at| lines[*at].parent);
        assert!(steps.take(lines.len() + 1).count() <= lines.len());
    }
}
