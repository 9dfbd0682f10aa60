//! What the comparison of articles promises, on articles of our own.

use super::*;

/// A report on a harbour, written for these tests.
const REPORT: &str = "\
The harbour board will close the northern quay in May, the general manager said on Monday.
Two officials familiar with the plan said the decision followed a secret meeting in February.
The board said it had asked an engineer to examine the old cranes, and that the findings were alarming.
“We cannot promise that anybody is safe under those cranes,” general manager Ada Reed said.
According to the officials, the conversation between the board and the ministry lasted three hours.
The ministry has denied the allegations and said the information in the report was wrong.
In a statement sent on Tuesday, the general manager said the treatment of the dockers was fair.
A possible strike would harm the fishing fleet, an important part of the town, officials said.
Ships from the islands often use the quay because the southern basin is too small for them.
The government released the first part of its report in March, and the second part is due in June.
Families who live near the quay said they had received no help and very little information.
The general manager suggested that the board release the rest of the documents before summer.";

/// The same words used by others, so that it can be told how they are used.
const OTHERS: [&str; 3] = [
    "The general manager of the northern railway said on Friday that a possible strike was an \
     important part of the conversation between the union and the ministry. According to the \
     officials, the information in the statement sent on Thursday was wrong, and the treatment \
     of the drivers was unfair. Families who live near the line said they had received no help.",
    "A secret meeting in February followed the decision of the council, two officials familiar \
     with the plan said. The government released the first part of its report because the \
     general manager suggested it. An engineer will examine the old bridge before summer, and \
     the findings of the report were alarming, the board said.",
    "The ministry has denied the allegations. In a statement sent on Wednesday it said the \
     information was wrong. The board said it had asked an engineer to examine the old pumps. \
     Very little information was released, officials said, and the rest of the documents are \
     due in June because the government asked for help.",
];

/// Swaps in the manner of a paraphrasing machine; none of them is looked for by name.
const SWAPS: [(&str, &str); 16] = [
    (" general ", " normal "),
    (" said", " mentioned"),
    (" secret ", " clandestine "),
    (" officials ", " officers "),
    (" information ", " data "),
    (" statement ", " assertion "),
    (" treatment ", " therapy "),
    (" possible ", " doable "),
    (" important ", " necessary "),
    (" because ", " as a result of "),
    (" conversation ", " dialog "),
    (" released ", " launched "),
    (" help ", " assist "),
    (" decision ", " choice "),
    (" old ", " outdated "),
    (" wrong", " incorrect"),
];

/// Swaps everywhere but in quotation marks.
fn paraphrased(text: &str) -> String {
    let mut spun = String::new();
    for (at, piece) in text.split_inclusive(['“', '”']).enumerate() {
        let swap = |piece: String, (from, to): &(&str, &str)| piece.replace(from, to);
        let piece = piece.to_owned();
        spun.push_str(&if at % 2 == 0 { SWAPS.iter().fold(piece, swap) } else { piece });
    }
    spun
}

fn quoted(text: &str) -> Vec<CharSpan> {
    let place = |mark| text.chars().position(|c| c == mark);
    place('“').zip(place('”')).map(|(a, b)| CharSpan::new(a + 1, b)).into_iter().collect()
}

/// Relates texts, whose ids are their places in the order given by `ids`.
fn related(texts: &[&str], ids: &[u64]) -> Relations {
    let spans: Vec<Vec<CharSpan>> = texts.iter().map(|text| quoted(text)).collect();
    let articles: Vec<ArticleText<'_>> = texts
        .iter()
        .zip(&spans)
        .zip(ids)
        .map(|((text, quoted), id)| ArticleText {
            id: ArticleId(*id),
            outlet: None,
            published: None,
            address: None,
            text,
            quoted,
        })
        .collect();
    relate(&articles)
}

#[test]
fn a_machine_is_found_and_its_source_named() {
    let copy = paraphrased(REPORT);
    let texts = [OTHERS[0], REPORT, OTHERS[1], &copy, OTHERS[2]];
    let relations = related(&texts, &[1, 2, 3, 4, 5]);
    let kinds: Vec<_> = relations.findings.iter().map(|finding| finding.relation).collect();
    assert_eq!(kinds[3], ArticleRelation::MachineParaphrased);
    assert_eq!(kinds.iter().filter(|kind| **kind == kinds[3]).count(), 1, "{kinds:?}");
    let finding = &relations.findings[3];
    assert_eq!(finding.source, Some(ArticleId(2)));
    let swaps = |from: &str, to: &str| {
        let found = finding.substitutions.iter().find(|swap| swap.from == from && swap.to == to);
        found.map_or(0, |swap| swap.count)
    };
    assert_eq!(swaps("general", "normal"), 3, "{:?}", finding.substitutions);
    assert_eq!(swaps("normal", "general"), 0);
    assert_eq!(finding.verbs.first(), Some(&("mentioned".to_owned(), 8)));
    let pair = relations.pairs.iter().find(|pair| pair.relation == kinds[3]);
    assert_eq!(pair.map(|pair| (pair.left, pair.right)), Some((1, 3)));
}

/// Relates texts likewise, each with its date; ids are the places.
fn dated(texts: &[(&str, &str)]) -> Relations {
    let spans: Vec<Vec<CharSpan>> = texts.iter().map(|(text, _)| quoted(text)).collect();
    let dates: Vec<Option<PublishedDate>> =
        texts.iter().map(|(_, date)| date.parse().ok()).collect();
    let article = |at: usize| ArticleText {
        id: ArticleId(at as u64 + 1),
        outlet: None,
        published: dates[at].as_ref(),
        address: None,
        text: texts[at].0,
        quoted: &spans[at],
    };
    relate(&(0..texts.len()).map(article).collect::<Vec<_>>())
}

#[test]
fn of_equal_sources_the_first_is_named() {
    let (copy, reprint) = (paraphrased(REPORT), format!("HARBOUR (Wire) - {REPORT}"));
    let rows = [
        ("2024-05-08T12:30:00Z", "2024-05-08T09:00:00Z", 2),
        ("2024-05-08T09:00:00Z", "2024-05-08T12:30:00Z", 1),
        // Nothing tells which was first: by id.
        ("2024-05-08", "2024-05-08", 1),
        ("", "2024-05-08", 1),
    ];
    for (first, second, expected) in rows {
        let mut texts = vec![(reprint.as_str(), first), (REPORT, second), (&*copy, "2024-05-10")];
        texts.extend(OTHERS.map(|text| (text, "2024-05-01")));
        let relations = dated(&texts);
        let finding = &relations.findings[2];
        assert_eq!(finding.source, Some(ArticleId(expected)), "{first} and {second}");
        // The reprint is told of by itself: what a machine made of it is no evidence about it.
        let reprint = &relations.findings[0];
        assert_eq!(reprint.relation, ArticleRelation::Reprint);
        assert_eq!(reprint.compared_with, [ArticleId(2)]);
        assert_eq!((reprint.substitutions.len(), reprint.swaps_per_hundred), (0, 0.0));
    }
}

#[test]
fn the_source_of_a_copy_relates_to_it_by_the_words_that_they_share() {
    let copy = paraphrased(REPORT);
    let (left, right) = (quoted(REPORT), quoted(&copy));
    let article = |id, text, quoted| ArticleText {
        id: ArticleId(id),
        outlet: None,
        published: None,
        address: None,
        text,
        quoted,
    };
    let pair = (article(1, REPORT, &left), article(2, &*copy, &right));
    let found = relate_two_among(pair.0, pair.1, &OTHERS);
    assert_eq!(found.findings[1].relation, ArticleRelation::MachineParaphrased);
    assert_eq!(found.findings[0].relation, found.pairs[0].by_shares);
    assert_eq!(found.findings[0].shared_words, found.pairs[0].shared_words);
}

#[test]
fn direction_does_not_depend_on_ids_or_order() {
    let copy = paraphrased(REPORT);
    let texts = [&copy, OTHERS[2], OTHERS[0], REPORT, OTHERS[1]];
    for ids in [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [3, 9, 1, 2, 4]] {
        let relations = related(&texts, &ids);
        assert_eq!(relations.findings[0].relation, ArticleRelation::MachineParaphrased);
        assert_eq!(relations.findings[0].source, Some(ArticleId(ids[3])));
        assert_ne!(relations.findings[3].relation, ArticleRelation::MachineParaphrased);
    }
}

#[test]
fn two_texts_alone_do_not_tell_which_came_first() {
    let copy = paraphrased(REPORT);
    let copy = copy.replace(" mentioned", " said");
    let (left, right) = (quoted(REPORT), quoted(&copy));
    let article = |id, text, quoted| ArticleText {
        id: ArticleId(id),
        outlet: None,
        published: None,
        address: None,
        text,
        quoted,
    };
    let relation = |elsewhere: &[&str]| {
        let pair = (article(1, REPORT, &left), article(2, &*copy, &right));
        relate_two_among(pair.0, pair.1, elsewhere).pairs[0].relation
    };
    assert_ne!(relation(&[]), ArticleRelation::MachineParaphrased);
    assert_eq!(relation(&OTHERS), ArticleRelation::MachineParaphrased);
}

#[test]
fn reprints_rewrites_and_others_are_told_apart() {
    let reprint = format!("The Harbour Herald\n{REPORT}\nCopyright: our wire service.");
    let lines: Vec<&str> = REPORT.lines().collect();
    let rewrite = format!(
        "{}\n{}\n{}\n{}\n{}\nFishermen met on the pier last night to talk about what comes next for \
         their boats, and some wept. The mayor, who grew up two streets away, promised them soup, \
         lawyers and a hearing. Nobody believed a word of it, least of all the oldest of them.",
        lines[0], lines[3], lines[4], lines[9], lines[10]
    );
    let relations = related(&[REPORT, &reprint, &rewrite, OTHERS[0]], &[1, 2, 3, 4]);
    let kinds: Vec<_> = relations.findings.iter().map(|finding| finding.relation).collect();
    assert_eq!(kinds[..2], [ArticleRelation::Reprint; 2]);
    assert_eq!(kinds[2], ArticleRelation::Rewrite);
    assert_eq!(kinds[3], ArticleRelation::InsufficientOverlap);
    let outlets = [(ArticleId(1), Some("A")), (ArticleId(2), Some("B")), (ArticleId(3), None)];
    assert_eq!(independent_texts(&outlets, &relations), 2);
}

#[test]
fn a_writer_who_cuts_and_joins_is_no_machine() {
    let human = "\
The northern quay will close in May. That is the decision of the harbour board, reached at a secret meeting.
An engineer had examined the cranes and found them alarming, the board said.
“We cannot promise that anybody is safe under those cranes,” Ada Reed said.
Her conversation with the ministry lasted three hours, according to the officials familiar with the plan.
The ministry has rejected the allegations and said the information in the report was wrong.
On Tuesday the general manager stated that the dockers had been treated fairly.
Should there be a strike, officials said, it would harm the fishing fleet, an important part of the town.
Because the southern basin is too small for them, ships from the islands often use the quay.
The first part of the government report came out in March; the second part is due in June.
Families who live near the quay said they had received no help.";
    let relations = related(&[REPORT, human, OTHERS[0], OTHERS[1]], &[1, 2, 3, 4]);
    for finding in &relations.findings {
        assert_ne!(finding.relation, ArticleRelation::MachineParaphrased);
    }
}

#[test]
fn nothing_is_related_to_nothing() {
    assert_eq!(relate(&[]), Relations::default());
    let relations = related(&["", "…", "one word"], &[1, 2, 3]);
    let kinds: Vec<_> = relations.findings.iter().map(|finding| finding.relation).collect();
    assert_eq!(kinds, [ArticleRelation::InsufficientOverlap; 3]);
}

#[test]
fn revisions_of_one_address_are_no_copies_of_one_another() {
    let revised = REPORT.replacen("harbour", "port", 1);
    let spans = [quoted(REPORT), quoted(&revised)];
    let article = |at: usize, address| ArticleText {
        id: ArticleId(at as u64 + 1),
        outlet: None,
        published: None,
        address,
        text: [REPORT, &revised][at],
        quoted: &spans[at],
    };
    let one = Some("https://wire.example/1");
    for (address, expected) in [
        (one, ArticleRelation::InsufficientOverlap),
        (Some("https://post.example/1"), ArticleRelation::Reprint),
        (None, ArticleRelation::Reprint),
    ] {
        let found = relate(&[article(0, one), article(1, address)]);
        assert_eq!(found.findings[1].relation, expected, "{address:?}");
        // They are one text all the same, and each other's counterpart for who asks about the two.
        assert_eq!(found.pairs[0].relation, ArticleRelation::Reprint);
        let asked = relate_two(article(0, one), article(1, address));
        assert_eq!(asked.findings[1].relation, ArticleRelation::Reprint);
    }
}

#[test]
fn sentences_swapped_beyond_recognition_count_where_their_neighbours_pair() {
    const BEYOND: &str = "Nobody at breakfast grasps such tedious gibberish about tolls.";
    let line = |(at, line)| if at % 4 == 2 { BEYOND } else { line };
    let swapped: Vec<&str> = REPORT.lines().enumerate().map(line).collect();
    let swapped = paraphrased(&swapped.join("\n"));
    let moved = swapped.lines().filter(|line| *line != BEYOND);
    let moved: Vec<&str> = moved.chain([BEYOND; 3]).collect();
    for (copy, expected) in [(&swapped, Some(ArticleId(1))), (&moved.join("\n"), None)] {
        let mut texts = vec![(REPORT, "2024-05-08"), (copy, "2024-05-10")];
        texts.extend(OTHERS.map(|text| (text, "2024-05-01")));
        let finding = &dated(&texts).findings[1];
        assert_eq!(finding.relation, ArticleRelation::MachineParaphrased, "{copy}");
        assert_eq!(finding.source, expected, "{copy}");
    }
}
