//! Questions of a fact-checker, and what the answer must say.

use super::*;
use crate::model::{
    AppearanceId, ArticleKind, AttributionResult, Basis, ChangeClass, CharSpan, Check, Kind,
    Sha256Hash, Stance, Verdict,
};

/// Builds an appearance: who ran which words when, and who is named for them.
fn ran(number: u64, outlet: &str, date: &str, speaker: &str, text: &str) -> Appearance {
    Appearance {
        id: AppearanceId(number),
        article_id: ArticleId(number),
        quote_id: Some(QuoteId(1)),
        wording_id: None,
        outlet: Some(outlet.to_owned()),
        article_kind: ArticleKind::Report,
        source: format!("{outlet}.txt"),
        published: date.parse().ok(),
        title: None,
        url: None,
        text_sha256: Sha256Hash::of(text.as_bytes()),
        revision: 1,
        superseded: false,
        revised: None,
        outside_article: false,
        span: CharSpan::new(100, 100 + text.chars().count()),
        text: text.to_owned(),
        prefix: String::new(),
        suffix: String::new(),
        kind: Kind::Statement,
        stance: Stance::Asserted,
        speaker: (!speaker.is_empty()).then(|| speaker.to_owned()),
        speaker_mention: None,
        cue: None,
        confidence: 1.0,
        part_of: None,
        nested_in: None,
        in_paraphrase: false,
        time_code: None,
    }
}

fn asked(quotes: &[Vec<Appearance>], query: &str, speaker: Option<&str>) -> Check {
    asked_of(quotes, query, speaker, &[], &|_| None)
}

fn asked_of(
    quotes: &[Vec<Appearance>],
    query: &str,
    speaker: Option<&str>,
    unquoted: &[Appearance],
    text: &dyn Fn(ArticleId) -> Option<String>,
) -> Check {
    let candidates: Vec<Candidate<'_>> = quotes
        .iter()
        .enumerate()
        .map(|(index, found)| Candidate { quote_id: QuoteId(index as u64 + 1), appearances: found })
        .collect();
    let scope = Scope { articles: 5, outlets: 4, undated: 2, from: None, to: None };
    let independent = |found: &[&Appearance]| {
        let outlets: std::collections::BTreeSet<_> = found.iter().map(|a| &a.outlet).collect();
        outlets.len()
    };
    let input = CheckInput {
        query,
        speaker,
        candidates: &candidates,
        text,
        independent: &independent,
        scope: &scope,
    };
    let linked: Vec<Appearance> = quotes.concat();
    let judged = judge(input).with_linked(&linked).with_unquoted(unquoted);
    let decides = candidates.iter().find(|one| Some(one.quote_id) == judged.quote_id());
    judged.answer(decides.map_or(&[], |one| one.appearances), &["Han Tao"])
}

const FIRST: &str = "I raised the status of Michael Spavor and Michael Kovrig and called for their immediate release,";
const LOYAL: &str = "I want to make everyone understand fully that Han Dong is an outstanding member of our team, and suggestions that he is somehow not loyal to Canada should not be entertained,";

#[test]
fn a_paraphrase_that_kept_only_small_words_is_not_found_and_its_like_is_shown() {
    let said = "Yet another harbour we could have kept if everyone had paid,";
    let other = "We could pay if everyone else did, and another thing: we have kept it up so far";
    let quotes = [
        vec![ran(1, "Echo24", "2023", "Ann Lee", said)],
        vec![ran(2, "Echo24", "2023", "Ann Lee", other)],
    ];
    let check =
        asked(&quotes, "Yet another port we could have held if everyone had donated,", None);
    assert_eq!((check.verdict, check.quote_id), (Verdict::NotFound, None));
    assert_eq!(check.closest.map(|run| run.text).as_deref(), Some(said));
    assert!(check.matches.is_empty() && !check.changes.is_empty());
    let far = asked(&quotes, "We have no comment on what another if of this", None);
    assert_eq!((far.verdict, far.closest), (Verdict::NotFound, None));
}

fn one_wording() -> Vec<Appearance> {
    vec![
        ran(1, "Rebel News", "2023-03-22", "Han Dong", FIRST),
        ran(2, "24CA News", "2023-03-22", "Han Dong", FIRST),
        ran(3, "LifeSiteNews", "2023-03-23", "Han Dong", FIRST),
        ran(4, "The Post Millennial", "", "Han Dong", FIRST),
        ran(5, "Rebel News", "", "Han Dong", FIRST),
    ]
}

fn two_wordings() -> Vec<Appearance> {
    let with = "At every turn before they came home, I adamantly demanded their release to Norway without delay. Other claims mislead you, and slander me.";
    let without = "At every turn before they came home, I demanded their release to Norway without delay. Other claims mislead you and slander me.";
    vec![
        ran(11, "Rebel News", "2023-03-22", "Han Dong", without),
        ran(12, "24CA News", "2023-03-22", "Han Dong", with),
        ran(13, "LifeSiteNews", "2023-03-23", "Han Dong", with),
    ]
}

fn three_wordings() -> Vec<Appearance> {
    let team = "Han Dong is an outstanding team member, and suggestions that he is somehow not loyal to Canada should not be entertained,";
    let part = "outstanding member of our team and suggestions that he is not loyal to Canada should not be entertained.";
    vec![
        ran(21, "Rebel News", "2023-03-22", "Justin Trudeau", team),
        ran(22, "24CA News", "2023-03-22", "Justin Trudeau", LOYAL),
        ran(23, "LifeSiteNews", "2023-03-23", "Justin Trudeau", part),
    ]
}

fn has_material(check: &Check, class: ChangeClass) -> bool {
    check.changes.iter().any(|change| change.class == class && change.material == Some(true))
}

#[test]
fn a_comma_at_the_end_parts_verbatim_from_typographic() {
    let check = asked(&[one_wording()], FIRST, None);
    assert_eq!((check.verdict, check.contested), (Verdict::Verbatim, false));
    assert_eq!((check.independent_texts, check.matches.len()), (4, 5));
    assert_eq!((check.matches[0].start, check.matches[0].end), (100, 196));
    let check = asked(&[one_wording()], FIRST.trim_end_matches(','), None);
    assert_eq!((check.verdict, check.contested), (Verdict::Typographic, false));
    assert_eq!(check.folds, ["final-punctuation"]);
}

#[test]
fn other_words_in_the_stretch_contest_and_nothing_else_does() {
    let first = "At every turn before they came home, I adamantly demanded their release to Norway without delay.";
    let check = asked(&[two_wordings()], first, None);
    assert_eq!((check.verdict, check.contested), (Verdict::Excerpt, true));
    assert_eq!(check.reference.basis, Basis::Undetermined);
    // The second sentence differs by a comma only.
    let check = asked(&[two_wordings()], "Other claims mislead you, and slander me.", None);
    assert_eq!((check.verdict, check.contested), (Verdict::Excerpt, false));
    // A shorter excerpt in another outlet is no other wording of what it leaves out.
    let check = asked(&[three_wordings()], "I want to make everyone understand fully", None);
    assert_eq!((check.verdict, check.contested), (Verdict::Excerpt, false));
    let check = asked(&[three_wordings()], "Han Dong is an outstanding member of our team", None);
    assert_eq!((check.verdict, check.contested), (Verdict::Excerpt, true));
}

#[test]
fn a_negation_that_comes_or_goes_is_altered() {
    let rows = [
        "I raised the status of Michael Spavor and Michael Kovrig but never called for their immediate release,",
        "I [never] raised the status of Michael Spavor and Michael Kovrig",
    ];
    for query in rows {
        let check = asked(&[one_wording()], query, None);
        assert_eq!(check.verdict, Verdict::Altered, "{query}");
        assert!(has_material(&check, ChangeClass::Negation), "{query}");
    }
    let check = asked(&[three_wordings()], "he is … loyal to Canada", None);
    assert_eq!(check.verdict, Verdict::Altered);
    assert!(has_material(&check, ChangeClass::Negation));
}

#[test]
fn an_excerpt_is_warned_of_by_what_stands_around_it() {
    let check = asked(&[three_wordings()], "he is somehow not loyal to Canada", None);
    assert_eq!(check.verdict, Verdict::Excerpt);
    assert!(check.context.before.ends_with("and suggestions that"));
    assert_eq!(check.context.after, "should not be entertained,");
    assert!(check.warnings[0].contains("suggestions that … should not be entertained"));
}

#[test]
fn the_right_words_under_another_name_are_misattributed() {
    let rows = [
        ("Justin Trudeau", Verdict::Misattributed, AttributionResult::Disagrees),
        ("Han Tao", Verdict::Misattributed, AttributionResult::Disagrees),
        ("Consul General Han", Verdict::Misattributed, AttributionResult::Disagrees),
        ("Dong", Verdict::Verbatim, AttributionResult::Agrees),
        ("MP Han Dong", Verdict::Verbatim, AttributionResult::Agrees),
    ];
    for (speaker, verdict, result) in rows {
        let check = asked(&[one_wording()], FIRST, Some(speaker));
        assert_eq!((check.verdict, check.attribution.result), (verdict, result), "{speaker}");
    }
    let nobody = vec![ran(1, "A", "2023-01-01", "", FIRST)];
    let check = asked(&[nobody], FIRST, Some("Han Dong"));
    assert_eq!(check.verdict, Verdict::Verbatim);
    assert_eq!(check.attribution.result, AttributionResult::Unattributed);
}

#[test]
fn outlets_that_name_different_speakers_make_it_disputed() {
    let words = "only learned that a meeting took place after the member told us,";
    let quote = vec![
        ran(1, "A", "2023-01-01", "Alison Murphy", words),
        ran(2, "B", "2023-01-02", "Prime Minister's Office", words),
    ];
    let check = asked(std::slice::from_ref(&quote), words, None);
    assert_eq!(check.attribution.named, ["Alison Murphy", "Prime Minister's Office"]);
    assert_eq!(check.attribution.result, AttributionResult::Disputed);
    assert_eq!(asked(&[quote], words, Some("Murphy")).verdict, Verdict::Verbatim);
}

#[test]
fn a_surname_that_several_bear_leaves_open_who_is_asked_for() {
    let words = "only learned that a meeting took place after the member told us,";
    let mut quote = vec![ran(1, "A", "2023-01-01", "Alison Murphy", words)];
    let other =
        vec![ran(3, "C", "2023-01-02", "Tom Murphy", "The budget was never put to a vote.")];
    let (agrees, disputed) = (AttributionResult::Agrees, AttributionResult::Disputed);
    let (misattributed, disagrees) = (Verdict::Misattributed, AttributionResult::Disagrees);
    let rows = [
        ("Murphy", Verdict::Verbatim, disputed, 1),
        ("Alison Murphy", Verdict::Verbatim, agrees, 0),
        ("Alison Murphy, a spokeswoman for the board", Verdict::Verbatim, agrees, 0),
        ("Sen. Alison Murphy (Ind.)", Verdict::Verbatim, agrees, 0),
        ("Alison Murphy of Holt Bay", Verdict::Verbatim, agrees, 0),
        ("Holt’s chief of staff, Alison Murphy,", Verdict::Verbatim, agrees, 0),
        ("Alison Murphy herself", Verdict::Verbatim, agrees, 0),
        ("the lawyer of Alison Murphy", misattributed, disagrees, 0),
        ("Tom Bay, a friend of Alison Murphy", misattributed, disagrees, 0),
        ("She", Verdict::Verbatim, AttributionResult::NotAsked, 1),
        ("WHO", misattributed, disagrees, 0),
        ("Tom Murphy", misattributed, disagrees, 0),
        ("Holt", misattributed, disagrees, 0),
    ];
    for (speaker, verdict, result, warnings) in rows {
        let check = asked(&[quote.clone(), other.clone()], words, Some(speaker));
        assert_eq!((check.verdict, check.attribution.result), (verdict, result), "{speaker}");
        assert_eq!(check.warnings.len(), warnings, "{speaker}: {:?}", check.warnings);
    }
    // Outlets that name one person by more and by less do not dispute it.
    quote.push(ran(2, "B", "2023-01-02", "Murphy", words));
    let check = asked(&[quote, other], words, None);
    assert_eq!(check.attribution.result, AttributionResult::NotAsked);
}

#[test]
fn what_nobody_ran_is_not_found_and_the_scope_is_said() {
    let query = "We will cut taxes for every working family by Christmas, whatever it takes";
    let check = asked(&[one_wording(), two_wordings(), three_wordings()], query, None);
    assert_eq!(check.verdict, Verdict::NotFound);
    assert_eq!((check.scope.articles, check.scope.outlets, check.scope.undated), (5, 4, 2));
    assert!(check.matches.is_empty() && check.quote_id.is_none());
}

#[test]
fn under_four_words_hits_are_listed_and_no_verdict_is_given() {
    let check = asked(&[one_wording()], "their immediate release", None);
    assert_eq!((check.verdict, check.matches.len()), (Verdict::TooShort, 5));
}

#[test]
fn words_that_an_article_denies_are_not_asserted() {
    let mut denied = ran(1, "A", "2023-01-01", "Ann Dunn", "I have taken money from the fund");
    denied.stance = Stance::Denied;
    let check = asked(&[vec![denied.clone()]], &denied.text, None);
    assert_eq!(check.verdict, Verdict::NotAsserted);
    let asserted = ran(2, "B", "2023-01-02", "Ann Dunn", &denied.text);
    let check = asked(&[vec![denied.clone(), asserted]], &denied.text, None);
    assert_eq!((check.verdict, check.matches.len()), (Verdict::Verbatim, 1));
}

#[test]
fn words_outside_quotation_marks_are_unquoted() {
    let mut passage =
        ran(1, "A", "2023-01-01", "", "the fund had paid for the new roof of the hall");
    passage.kind = Kind::Passage;
    let check = asked_of(&[], "The fund had paid for the new roof", None, &[passage], &|_| None);
    assert_eq!((check.verdict, check.matches.len()), (Verdict::Unquoted, 1));
    assert_eq!((check.matches[0].start, check.matches[0].end), (100, 134));
    assert_eq!(check.warnings, Vec::<String>::new());
}

#[test]
fn words_of_a_label_are_unquoted_with_a_warning() {
    let mut label = ran(1, "A", "2023-01-01", "", "What We Did on Our Holiday in the Rain");
    label.kind = Kind::Label;
    let ask = |passages: &[Appearance]| {
        asked_of(&[], "What We Did on Our Holiday", None, passages, &|_| None)
    };
    let check = ask(std::slice::from_ref(&label));
    assert_eq!(
        (check.verdict, check.matches.len(), check.warnings.len()),
        (Verdict::Unquoted, 1, 1)
    );
    let plain = Appearance { id: AppearanceId(2), kind: Kind::Passage, ..label.clone() };
    assert_eq!(ask(&[label, plain]).warnings, Vec::<String>::new());
}

#[test]
fn parts_around_a_cue_pass_as_if_they_stood_together() {
    let first = ran(1, "A", "2023-01-01", "Ann Reed", "We have never sold a single boat,");
    let mut second = ran(2, "A", "2023-01-01", "Ann Reed", "And we are not about to start now.");
    second.article_id = first.article_id;
    second.part_of = Some(first.id);
    let quote = vec![first, second];
    for query in [
        "We have never sold a single boat. And we are not about to start now.",
        "We have never sold a single boat, And we are not about to start now.",
        "never sold a single boat. And we are not about to start",
    ] {
        let check = asked(std::slice::from_ref(&quote), query, None);
        assert!(matches!(check.verdict, Verdict::Typographic | Verdict::Excerpt), "{query}");
        assert!(check.folds.contains(&"joined-parts".to_owned()), "{query}: {:?}", check.folds);
        assert_eq!(check.matches.len(), 2, "{query}");
    }
    let check = asked(&[quote], "We have never sold a single boat", None);
    assert!(!check.folds.contains(&"joined-parts".to_owned()));
}

#[test]
fn words_of_an_inner_quotation_are_not_plainly_the_speakers() {
    let said = "The clerk told us, ‘No boat will leave before noon,’ and then the boats left,";
    let quote = [vec![ran(1, "A", "2023-01-01", "Ann Reed", said)]];
    let inner = "No boat will leave before noon";
    let rows = [
        (inner, "Ann Reed", Verdict::Excerpt, AttributionResult::Disputed),
        (inner, "the clerk", Verdict::Excerpt, AttributionResult::Disputed),
        (inner, "Bo Lind", Verdict::Misattributed, AttributionResult::Disagrees),
        ("and then the boats left", "Ann Reed", Verdict::Excerpt, AttributionResult::Agrees),
    ];
    for (query, speaker, verdict, result) in rows {
        let check = asked(&quote, query, Some(speaker));
        assert_eq!((check.verdict, check.attribution.result), (verdict, result), "{speaker}");
        let is_warned = check.warnings.iter().any(|one| one.starts_with("embedding"));
        assert_eq!(is_warned, query == inner, "{query}: {:?}", check.warnings);
    }
}

#[test]
fn an_ellipsis_that_takes_the_governing_words_is_warned_of() {
    let said = "The guards stopped the crowd from setting fire to the old town hall last night,";
    let quote = [vec![ran(1, "A", "2023-01-01", "Ann Reed", said)]];
    let rows = [
        ("The guards … setting fire to the old town hall", 1),
        ("The guards stopped the crowd … last night", 0),
    ];
    let hedged = "The mayor probably sold the harbour, and we allegedly knew of it,";
    let hedged = [vec![ran(1, "A", "2023-01-01", "Ann Reed", hedged)]];
    for query in ["The mayor … sold the harbour", "The mayor probably sold the harbour … we … knew"]
    {
        let check = asked(&hedged, query, None);
        let told = check.warnings.iter().any(|one| one.starts_with("left out"));
        assert!(told, "{query}: {:?} {:?}", check.verdict, check.warnings);
    }
    for (query, expected) in rows {
        let check = asked(&quote, query, None);
        assert_eq!(check.verdict, Verdict::Elided, "{query}");
        let told = check.warnings.iter().filter(|one| one.starts_with("left out")).count();
        assert_eq!(told, expected, "{query}: {:?}", check.warnings);
    }
}

#[test]
fn a_noun_in_brackets_for_whoever_speaks_is_told() {
    let said = "We never sold the boats that they lent us";
    let quote = [vec![ran(1, "A", "2023-01-01", "Ann Reed", said)]];
    let rows = [
        ("[Crooks] never sold the boats that they lent us", 1),
        ("[They] never sold the boats that they lent us", 0),
        ("We never sold the boats that [the owners] lent us", 0),
    ];
    for (query, expected) in rows {
        let check = asked(&quote, query, None);
        assert_eq!(check.verdict, Verdict::Elided, "{query}");
        let told = check.warnings.iter().filter(|one| one.contains("stands for")).count();
        assert_eq!(told, expected, "{query}: {:?}", check.warnings);
    }
}

#[test]
fn words_that_an_editor_adds_in_brackets_are_told() {
    let said = "He sold the boats that Ann Reed lent them";
    let quote = [vec![ran(1, "A", "2023-01-01", "Ann Reed", said)]];
    let rows = [
        ("He [the mayor] sold the boats that Ann Reed lent them", 0),
        ("He sold the [stolen] boats that Ann Reed lent them", 1),
        ("He sold [the good boats] that Ann Reed lent them", 1),
        ("He sold the boats [laughs] that Ann Reed lent them", 0),
        ("He sold the boats that Ann Reed lent [the crew]", 0),
    ];
    for (query, expected) in rows {
        let check = asked(&quote, query, None);
        assert_eq!(check.verdict, Verdict::Elided, "{query}");
        let told = check.warnings.iter().filter(|one| one.ends_with("is added")).count();
        assert_eq!(told, expected, "{query}: {:?}", check.warnings);
    }
}

#[test]
fn two_sentences_around_a_cue_are_not_one() {
    let first = ran(1, "A", "2023-01-01", "Ann Reed", "I never claimed that,");
    let mut second = ran(2, "A", "2023-01-01", "Ann Reed", "The bank lost our money.");
    second.article_id = first.article_id;
    second.part_of = Some(first.id);
    let quote = |prefix: &str| {
        let second = Appearance { prefix: prefix.to_owned(), ..second.clone() };
        vec![first.clone(), second]
    };
    let rows = [
        ("” said Ann Reed. “", "I never claimed that. The bank lost our money.", true),
        ("” said Ann Reed. “", "I never claimed that the bank lost our money.", false),
        ("” said Ann Reed, “", "I never claimed that the bank lost our money.", true),
    ];
    for (prefix, query, passes) in rows {
        let check = asked(&[quote(prefix)], query, None);
        assert_eq!(check.verdict.is_pass(), passes, "{prefix} {query}: {:?}", check.changes);
        let is_merged = has_material(&check, ChangeClass::MergedSentences);
        assert_eq!(is_merged, !passes, "{prefix} {query}: {:?}", check.changes);
    }
}

#[test]
fn of_two_texts_the_one_with_more_of_all_words_is_shown() {
    let first = ran(1, "A", "2023-01-01", "Ann Reed", "I didn't believe they would do it,");
    let mut second = ran(2, "A", "2023-01-01", "Ann Reed", "I really didn't. Not in five years.");
    second.article_id = first.article_id;
    second.part_of = Some(first.id);
    let check = asked(
        &[vec![first, second]],
        "I believed they would do it. I really didn't. Not in five years.",
        None,
    );
    assert_eq!(check.verdict, Verdict::Altered);
    assert!(has_material(&check, ChangeClass::Negation), "{:?}", check.changes);
}

#[test]
fn another_passage_of_the_same_sentence_is_another_utterance() {
    let said = "Ten years ago there was nothing here but mud, and people told me to go home again.";
    let passage = |number: u64, start: usize, end: usize| {
        let mut found = ran(number, "Council", "2023-01-01", "", &said[start..end]);
        (found.article_kind, found.kind) = (ArticleKind::Primary, Kind::Passage);
        (found.article_id, found.speaker) = (ArticleId(1), None);
        found.span = CharSpan::new(start, end);
        found
    };
    let quotes = [vec![passage(1, 0, 44)], vec![passage(2, 46, 81)]];
    let text = |_: ArticleId| Some(said.to_owned());
    let ask = |query: &str| asked_of(&quotes, query, None, &[], &text);
    let check = ask("Ten years ago there was nothing here but mud");
    assert_eq!((check.verdict, check.quote_id), (Verdict::Excerpt, Some(QuoteId(1))));
    assert!(check.ambiguous.is_empty(), "{:?}", check.ambiguous);
    let check = ask("nothing here but mud, and people told me to go home");
    assert_eq!((check.verdict, check.ambiguous.len()), (Verdict::Excerpt, 2));
}

#[test]
fn a_primary_source_decides_and_reports_that_leave_it_are_named() {
    let said =
        "Good morning. I adamantly demand that the harbour stays open. We need it. Thank you.";
    let mut primary = ran(
        1,
        "Council",
        "2023-01-01",
        "Ann Reed",
        "I adamantly demand that the harbour stays open.",
    );
    primary.article_kind = ArticleKind::Primary;
    primary.kind = Kind::Passage;
    primary.speaker = None;
    primary.span = CharSpan::new(14, 61);
    let report = ran(2, "A", "2023-01-02", "Ann Reed", "I demand that the harbour stays open,");
    let quote = vec![primary, report];
    let text = |_: ArticleId| Some(said.to_owned());
    let ask = |query: &str| asked_of(std::slice::from_ref(&quote), query, None, &[], &text);

    let check = ask("I demand that the harbour stays open,");
    assert_eq!((check.verdict, check.also_ran.len()), (Verdict::Altered, 1));
    assert_eq!(check.changes[0].class, ChangeClass::Dropped);
    assert_eq!(check.changes[0].from, "adamantly");
    // A transcript's passage names nobody; the reports do.
    assert_eq!(check.attribution.named, ["Ann Reed"]);

    let check = ask("I adamantly demand that the harbour stays open.");
    assert_eq!((check.verdict, check.contested), (Verdict::Verbatim, true));
    assert_eq!(check.attribution.named, ["Ann Reed"]);
    assert_eq!(check.reference.basis, Basis::Primary);
    assert_eq!((check.matches[0].start, check.matches[0].end), (14, 61));

    // Another utterance of the same source is no place of this one.
    let mut thanks = quote[0].clone();
    (thanks.id, thanks.span, thanks.text) =
        (AppearanceId(9), CharSpan::new(74, 84), "Thank you.".to_owned());
    let quotes = [quote.clone(), vec![thanks]];
    let check =
        asked_of(&quotes, "I adamantly demand that the harbour stays open.", None, &[], &text);
    assert_eq!((check.verdict, check.ambiguous.len()), (Verdict::Verbatim, 0));

    // A stretch of whole sentences that nobody quoted so far is verbatim too.
    let check = ask("I adamantly demand that the harbour stays open. We need it.");
    assert_eq!(check.verdict, Verdict::Verbatim);
    assert_eq!(ask("demand that the harbour stays open. We need it").verdict, Verdict::Excerpt);
}

#[test]
fn a_text_in_two_quotes_is_ambiguous() {
    let words = "We are going to win this one";
    let quotes = [
        vec![ran(1, "A", "2023-01-01", "Ann Reed", words)],
        vec![ran(2, "B", "2024-01-01", "Bo Lind", words)],
    ];
    let check = asked(&quotes, words, None);
    assert_eq!(check.ambiguous, [QuoteId(1), QuoteId(2)]);
    assert_eq!(check.verdict, Verdict::Verbatim);
}

#[test]
fn only_outlets_that_ran_other_words_contest() {
    const SAID: &str = "The tunnel is dry, and we will favour trains over lorries";
    let ran =
        |number, outlet: &str, text: &str| ran(number, outlet, "2024-05-02", "Ada Holm", text);
    let runs = vec![
        ran(1, "Post", &format!("{SAID},")),
        ran(2, "Echo", "The tunnel is dry"),
        ran(3, "Wire", &SAID.replace("favour", "favor")),
        ran(4, "Star", &format!("{SAID}. Nobody needs to fear the water.")),
        ran(5, "Mail", &SAID.replace("dry", "safe")),
        // Has both.
        ran(6, "Sun", &SAID.replace("dry", "safe")),
        ran(7, "Sun", SAID),
    ];
    let found = asked(std::slice::from_ref(&runs), SAID, None);
    assert_eq!((found.contested, found.contested_by), (true, vec!["Mail".to_owned()]));
    let found = asked(&[runs[..4].to_vec()], SAID, None);
    assert_eq!((found.contested, found.contested_by), (false, Vec::new()));
}

#[test]
fn words_that_stand_in_no_last_revision_pass_with_a_warning() {
    let mut before = ran(1, "Post", "2024-05-02", "Ada Holm", FIRST);
    before.superseded = true;
    let after = ran(2, "Post", "2024-05-03", "Ada Holm", &FIRST.replace("raised", "asked about"));
    let found = asked(&[vec![before.clone(), after.clone()]], FIRST, None);
    assert_eq!(found.verdict, Verdict::Verbatim);
    assert_eq!(found.warnings, ["the words stand only in a revision that Post has since replaced"]);
    let kept = ran(3, "Echo", "2024-05-04", "Ada Holm", FIRST);
    let found = asked(&[vec![before, after, kept]], FIRST, None);
    assert_eq!((found.verdict, found.warnings), (Verdict::Verbatim, Vec::new()));
}
