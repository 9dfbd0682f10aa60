//! One quote in three wordings, built by hand.

use crate::model::*;

pub(super) const A: &str = "I want to make everyone understand fully that Han Dong is an outstanding member of our team, and suggestions that he is somehow not loyal to Canada should not be entertained";
pub(super) const B: &str = "Han Dong is an outstanding team member, and suggestions that he is somehow not loyal to Canada should not be entertained";
pub(super) const C: &str = "outstanding member of our team and suggestions that he is not loyal to Canada should not be entertained";

pub(in crate::report) fn run(
    number: u64,
    outlet: &str,
    published: &str,
    wording: u64,
    text: &str,
) -> Appearance {
    Appearance {
        id: AppearanceId(number << 40),
        article_id: ArticleId(number << 36),
        quote_id: Some(QuoteId(0x7c1f_2a00_0000_0001)),
        wording_id: Some(WordingId(wording)),
        outlet: (!outlet.is_empty()).then(|| outlet.to_owned()),
        article_kind: ArticleKind::Report,
        source: format!("{number:03}.txt"),
        published: published.parse().ok(),
        title: None,
        url: (number == 3).then(|| "https://example.org/dong".to_owned()),
        text_sha256: Sha256Hash::of(&[u8::try_from(number).expect("fixtures are few")]),
        revision: 1,
        superseded: false,
        revised: None,
        outside_article: false,
        span: CharSpan::new(1000 * number as usize, 1000 * number as usize + text.chars().count()),
        text: text.to_owned(),
        prefix: "he said at the time, ".to_owned(),
        suffix: ", he added.".to_owned(),
        kind: Kind::Statement,
        stance: Stance::Asserted,
        speaker: Some("Justin Trudeau".to_owned()),
        speaker_mention: Some("he".to_owned()),
        cue: Some("said".to_owned()),
        confidence: 0.9,
        part_of: None,
        nested_in: None,
        in_paraphrase: number == 1,
        time_code: None,
    }
}

pub(super) fn change(
    class: ChangeClass,
    from: &str,
    to: &str,
    from_start: usize,
    to_start: usize,
) -> Change {
    let (from, to) = (from.to_owned(), to.to_owned());
    Change { class, material: class.is_material(), from, to, from_start, to_start }
}

pub(super) fn segment(op: SegmentOp, from: &str, to: &str, classes: &[ChangeClass]) -> Segment {
    let changes =
        classes.iter().map(|class| change(*class, from.trim(), to.trim(), 0, 0)).collect();
    Segment { op, from: from.to_owned(), to: to.to_owned(), changes }
}

fn equal(text: &str) -> Segment {
    segment(SegmentOp::Equal, text, text, &[])
}

pub(super) fn against_a(letter: char) -> Vec<Segment> {
    use ChangeClass::{Cut, Dropped, Punctuation, Substituted};
    match letter {
        'B' => vec![
            segment(
                SegmentOp::Delete,
                "I want to make everyone understand fully that ",
                "",
                &[Cut],
            ),
            equal("Han Dong is an outstanding "),
            segment(SegmentOp::Replace, "member of our team", "team member", &[Substituted]),
            equal(
                ", and suggestions that he is somehow not loyal to Canada should not be entertained",
            ),
        ],
        'C' => vec![
            segment(
                SegmentOp::Delete,
                "I want to make everyone understand fully that Han Dong is an ",
                "",
                &[Cut],
            ),
            equal("outstanding member of our team"),
            segment(SegmentOp::Delete, ",", "", &[Punctuation]),
            equal(" and suggestions that he is "),
            segment(SegmentOp::Delete, "somehow ", "", &[Dropped]),
            equal("not loyal to Canada should not be entertained"),
        ],
        _ => vec![equal(A)],
    }
}

/// Returns where `words` begin; the wordings are ASCII.
fn at(wording: &str, words: &str) -> usize {
    wording.find(words).expect("the wording has them")
}

fn changes(letter: char) -> Vec<Change> {
    use ChangeClass::{Cut, Dropped, Punctuation, Substituted};
    match letter {
        'B' => vec![
            change(Substituted, "member of our team", "team member", 73, at(B, "team member")),
            change(Cut, "I want to make everyone understand fully that", "", 0, 0),
        ],
        'C' => vec![
            change(Dropped, "somehow", "", 124, at(C, "not loyal")),
            change(Cut, "I want to make everyone understand fully that Han Dong is an", "", 0, 0),
            change(Punctuation, ",", "", 91, at(C, " and")),
        ],
        _ => Vec::new(),
    }
}

pub(super) fn wordings() -> Vec<WordingRuns> {
    let rows = [
        (
            'A',
            A,
            vec![run(1, "24CA News", "2023-03-22", 1, A), run(2, "The Post Millennial", "", 1, A)],
        ),
        ('B', B, vec![run(5, "Rebel News", "2023-03-22", 2, B)]),
        ('C', C, vec![run(3, "LifeSiteNews", "2023-03-23", 3, C)]),
    ];
    rows.into_iter()
        .zip(1..)
        .map(|((letter, text, appearances), number)| WordingRuns {
            wording_id: WordingId(number),
            text: text.to_owned(),
            changes: changes(letter),
            appearances,
        })
        .collect()
}

pub(super) fn reference() -> Reference {
    Reference {
        basis: Basis::Undetermined,
        appearance: Some(run(1, "24CA News", "2023-03-22", 1, A)),
    }
}

pub(super) fn scope() -> Scope {
    let [from, to] = ["2023-03-22", "2023-03-23"].map(|date| date.parse().ok());
    Scope { articles: 5, outlets: 4, undated: 2, from, to }
}

pub(super) fn diff() -> DiffReport {
    let wordings = wordings().into_iter().zip("ABC".chars());
    DiffReport {
        quote_id: QuoteId(0x7c1f_2a00_0000_0001),
        reference: reference(),
        reference_wording_id: WordingId(1),
        independent_texts: 4,
        wordings: wordings
            .map(|(runs, letter)| Collation { runs, segments: against_a(letter) })
            .collect(),
        departures: Vec::new(),
        edits: Vec::new(),
        left_out: Vec::new(),
        possible: Vec::new(),
    }
}

pub(super) fn history() -> HistoryReport {
    let evidence = [
        "",
        "same day as A, no hour stated",
        "shares “member of our team” with A, which B lacks; dated a day later",
    ];
    let wordings = wordings().into_iter().zip(evidence).zip([None, None, Some(WordingId(1))]);
    HistoryReport {
        quote_id: QuoteId(0x7c1f_2a00_0000_0001),
        reference: reference(),
        independent_texts: 4,
        wordings: wordings
            .map(|((runs, evidence), parent)| HistoryWording {
                first_seen: runs.appearances.first().and_then(|run| run.published.clone()),
                runs,
                parent,
                evidence: evidence.to_owned(),
            })
            .collect(),
        departures: Vec::new(),
        edits: Vec::new(),
        left_out: Vec::new(),
        possible: Vec::new(),
        decisions: Vec::new(),
    }
}

const WIDE: &str =
    "我们绝不会关闭这个港口，因为这里的人们需要它。议会明天将就此事进行表决，我希望大家都能参加。";

/// A quote in a script that sets no words apart, and a wording without its denial.
pub(super) fn without_spaces() -> DiffReport {
    use ChangeClass::{Inserted, Negation};
    let segments = vec![
        equal("我们"),
        segment(SegmentOp::Replace, "绝不会", "将", &[Negation]),
        equal("关闭这个港口，因为这里的人们"),
        segment(SegmentOp::Insert, "", "非常", &[Inserted]),
        equal("需要它。议会明天将就此事进行表决，我希望大家都能参加。"),
    ];
    let text: String = segments.iter().map(|segment| segment.to.as_str()).collect();
    let runs = |number, text: &str| WordingRuns {
        wording_id: WordingId(number),
        text: text.to_owned(),
        changes: segments.iter().flat_map(|s| s.changes.clone()).collect(),
        appearances: vec![run(number, "港口日报", "2023-03-22", number, text)],
    };
    let same = Collation { runs: runs(1, WIDE), segments: vec![equal(WIDE)] };
    let other = Collation { runs: runs(2, &text), segments: segments.clone() };
    DiffReport { wordings: vec![same, other], ..diff() }
}

pub(super) fn without_spaces_history() -> HistoryReport {
    let wordings = without_spaces().wordings.into_iter().map(|wording| HistoryWording {
        runs: wording.runs,
        first_seen: None,
        parent: None,
        evidence: String::new(),
    });
    HistoryReport { wordings: wordings.collect(), ..history() }
}

pub(super) fn outlets() -> OutletsReport {
    let mut outlets: Vec<OutletRuns> = Vec::new();
    for run in wordings().into_iter().flat_map(|wording| wording.appearances) {
        outlets.push(OutletRuns { outlet: run.outlet.clone(), appearances: vec![run] });
    }
    OutletsReport {
        quote_id: QuoteId(0x7c1f_2a00_0000_0001),
        independent_texts: 4,
        outlets,
        wordings: wordings(),
        reference: reference(),
    }
}

/// A text that drops the "not" and puts China for Canada.
pub(super) fn altered() -> Check {
    use ChangeClass::{Name, Negation};
    let (head, _) = A.split_once("not loyal").expect("A has it");
    let segments = vec![
        equal(head),
        segment(SegmentOp::Delete, "not ", "", &[Negation]),
        equal("loyal to "),
        segment(SegmentOp::Replace, "Canada", "China", &[Name]),
        equal(" should not be entertained"),
    ];
    let query = segments.iter().map(|segment| segment.to.as_str()).collect();
    Check {
        verdict: Verdict::Altered,
        contested: true,
        contested_by: Vec::new(),
        ambiguous: Vec::new(),
        query,
        scope: scope(),
        attribution: Attribution {
            asked: None,
            named: vec!["Justin Trudeau".to_owned()],
            result: AttributionResult::NotAsked,
        },
        reference: reference(),
        folds: Vec::new(),
        changes: vec![
            change(Negation, "not", "", 132, 132),
            change(Name, "Canada", "China", 145, 141),
        ],
        segments,
        closest: Some(run(1, "24CA News", "2023-03-22", 1, A)),
        matches: Vec::new(),
        context: Context::default(),
        warnings: Vec::new(),
        also_ran: Vec::new(),
        quote_id: Some(QuoteId(0x7c1f_2a00_0000_0001)),
        possible: Vec::new(),
        independent_texts: 4,
        wordings: wordings(),
        departures: Vec::new(),
    }
}

/// A clean part of A, with what stands around it.
pub(super) fn excerpt() -> Check {
    let appearance = run(1, "24CA News", "2023-03-22", 1, A);
    Check {
        verdict: Verdict::Excerpt,
        contested_by: vec!["LifeSiteNews".to_owned()],
        query: "he is somehow not loyal to Canada".to_owned(),
        attribution: Attribution {
            asked: Some("Justin Trudeau".to_owned()),
            named: vec!["Justin Trudeau".to_owned()],
            result: AttributionResult::Agrees,
        },
        changes: Vec::new(),
        segments: Vec::new(),
        matches: vec![Match {
            appearance_id: appearance.id,
            start: 1100,
            end: 1133,
            time_code: None,
        }],
        context: Context {
            before: "… and suggestions that".to_owned(),
            after: "should not be entertained".to_owned(),
        },
        warnings: vec![
            "the sentence around it denies it: “suggestions that … should not be entertained”"
                .to_owned(),
        ],
        ..altered()
    }
}

/// Words that are nowhere.
pub(super) fn not_found() -> Check {
    Check {
        verdict: Verdict::NotFound,
        contested: false,
        query: "I never once discussed their release with the consul general".to_owned(),
        attribution: Attribution {
            asked: None,
            named: Vec::new(),
            result: AttributionResult::NotAsked,
        },
        reference: Reference { basis: Basis::Undetermined, appearance: None },
        changes: Vec::new(),
        segments: Vec::new(),
        closest: None,
        quote_id: None,
        independent_texts: 0,
        wordings: Vec::new(),
        ..altered()
    }
}

pub(super) fn copies() -> CopiesReport {
    let swaps = [
        ("conversation", "dialog", 3),
        ("in", "within", 3),
        ("because", "as a result of", 2),
        ("general", "normal", 2),
        ("information", "data", 1),
    ];
    let (copy, other) = (ArticleId(0x00dc_1f04_b434_c9e5), ArticleId(0x36ac_3ccb_7688_e18d));
    CopiesReport {
        edits: Vec::new(),
        articles: vec![RelatedArticle {
            article_id: copy,
            outlet: Some("24CA News".to_owned()),
            title: Some("MP advised diplomat".to_owned()),
            origin: "001.txt".to_owned(),
            published: "2023-03-22".parse().ok(),
            revised: None,
            finding: ArticleFinding {
                relation: ArticleRelation::MachineParaphrased,
                source: None,
                compared_with: vec![other],
                shared_words: 170,
                aligned_words: 338,
                swaps_per_hundred: 13.9,
                substitutions: swaps
                    .map(|(from, to, count)| Substitution {
                        from: from.to_owned(),
                        to: to.to_owned(),
                        count,
                    })
                    .to_vec(),
                verbs: vec![("mentioned".to_owned(), 17), ("wrote".to_owned(), 2)],
            },
        }],
        named: vec![(other, Some("The Post Millennial".to_owned()), None, "002.txt".to_owned())],
        asked: None,
        pairs: Vec::new(),
    }
}
