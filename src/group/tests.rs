//! What grouping promises, on quotes of our own.

use proptest::prelude::*;
use rustc_hash::FxHashSet;

use super::*;

/// Short forms for a table: words, speaker, day, article.
type Row<'a> = (&'a str, Option<&'a str>, &'a str, u64);

fn group_rows(rows: &[Row<'_>]) -> Vec<usize> {
    let dates: Vec<Option<PublishedDate>> = rows.iter().map(|row| row.2.parse().ok()).collect();
    let utterances: Vec<Utterance<'_>> = rows
        .iter()
        .zip(&dates)
        .enumerate()
        .map(|(at, (row, date))| Utterance {
            key: mix(at as u64 + 1),
            text: row.0,
            speaker: row.1,
            outlet: None,
            published: date.as_ref(),
            article: Some(row.3),
            nested_in: None,
        })
        .collect();
    group(&utterances).cluster
}

fn is_one(left: Row<'_>, right: Row<'_>) -> bool {
    let cluster = group_rows(&[left, right]);
    cluster[0] == cluster[1]
}

const LONG: &str = "We shall rebuild the harbour before the winter storms arrive, and no family \
                    will be asked to pay for it.";

#[test]
fn wordings_of_one_utterance_join() {
    let others = [
        "rebuild the harbour before the winter storms",
        "We shall rebuild the harbour … and no family will be asked to pay for it.",
        "[The council] shall rebuild the harbour before the winter storms arrive",
        "We shall rebuild the harbor before the winter storms arive, and no family will be asked to pay for it",
        "We shall certainly rebuild the harbour before winter storms arrive, and no family will be asked to pay for it.",
        "No family will be asked to pay for it, and we shall rebuild the harbour before the winter storms arrive",
        "We shall rebuild the harbour before the winter storms arrive. No family will be asked to pay for it.",
        "We will restore the harbour before the winter storms come, and no household will be asked to pay for it.",
        "We shall not rebuild the harbour before the winter storms arrive, and no family will be asked to pay for it.",
    ];
    for other in others {
        let speaker = Some("Ada Reed");
        assert!(
            is_one((LONG, speaker, "2024-05-01", 1), (other, speaker, "2024-05-02", 2)),
            "{other}"
        );
    }
}

#[test]
fn speakers_and_dates_are_evidence_and_no_wall() {
    let safety = "We take the safety of everybody here seriously";
    let rows: [(Row<'_>, Row<'_>, bool); 12] = [
        // Long words are one utterance though two offices are named for them, and years apart.
        (
            (LONG, Some("Ada Reed"), "2024-05-01", 1),
            (LONG, Some("Harbour Board"), "2027-01-01", 2),
            true,
        ),
        // A slogan is said again.
        (
            ("build it now", Some("Ada Reed"), "2024-05-01", 1),
            ("build it now", Some("Ada Reed"), "2025-05-01", 2),
            false,
        ),
        (
            ("build it now", Some("Ada Reed"), "2024-05-01", 1),
            ("build it now", Some("Reed"), "2024-05-09", 2),
            true,
        ),
        (("build it now", None, "2024-05-01", 1), ("build it now", None, "2024-05-03", 2), true),
        (("build it now", None, "2024-05-01", 1), ("build it now", None, "2024-06-03", 2), false),
        (
            ("build it now", Some("Ada Reed"), "2024-05-01", 1),
            ("build it now", Some("Bo Hill"), "2024-05-01", 2),
            false,
        ),
        // Nobody's boilerplate is said again, too; who is known for some words is quoted later.
        ((safety, None, "2024-05-01", 1), (safety, None, "2024-05-21", 2), true),
        ((safety, None, "2024-05-01", 1), (safety, None, "2024-07-01", 2), false),
        ((safety, Some("Ada Reed"), "2024-05-01", 1), (safety, None, "2024-07-01", 2), true),
        // One word is everybody's.
        (("hedging", None, "2024-05-01", 1), ("hedging", None, "2024-05-01", 2), false),
        (
            ("hedging", Some("Reed"), "2024-05-01", 1),
            ("hedging", Some("Ada Reed"), "2024-05-02", 2),
            true,
        ),
        // Another speaker's similar words.
        (
            ("I have full confidence in the board", Some("Ada Reed"), "2024-05-01", 1),
            (
                "I have full confidence in the board and in the mayor",
                Some("Bo Hill"),
                "2024-05-01",
                2,
            ),
            false,
        ),
    ];
    for (left, right, expected) in rows {
        assert_eq!(is_one(left, right), expected, "{left:?} {right:?}");
    }
}

#[test]
fn two_people_in_one_article_said_two_things() {
    let other = LONG.replace("We shall", "We will");
    let excerpt =
        "rebuild the harbour before the winter storms arrive, and no family will be asked";
    let (ada, ben) = (Some("Ada Reed"), Some("Ben Holt"));
    let rows = [
        (&*other, ada, ben, 1, false),
        (excerpt, ada, ben, 1, false),
        // Another article may be wrong about the name.
        (&*other, ada, ben, 2, true),
        // One person, told twice, or named once.
        (&*other, ada, Some("Reed"), 1, true),
        (excerpt, ada, None, 1, true),
        (excerpt, ada, Some("she"), 1, true),
    ];
    for (text, speaker, second, article, expected) in rows {
        let (left, right) =
            ((LONG, speaker, "2024-05-01", 1), (text, second, "2024-05-01", article));
        assert_eq!(is_one(left, right), expected, "{text} by {second:?} in {article}");
        assert_eq!(is_one(right, left), expected, "{text} by {second:?} in {article}");
    }
}

#[test]
fn boilerplate_with_an_end_of_its_own_stays_apart() {
    let left = "We take this matter very seriously, and the bridge will be inspected on Monday";
    let right = "We take this matter very seriously. Two officers have been suspended without pay";
    assert!(!is_one((left, None, "2024-05-01", 1), (right, None, "2024-05-01", 2)));
}

#[test]
fn a_sentence_of_the_same_shape_is_another_one() {
    // What was left of the first sentence resembles the second one; the sentence itself does not.
    let speaker = Some("Ada Reed");
    let whole = "Tell that to your sisters and brothers who are working two jobs to keep you here \
                 who are mending their nets.";
    let elided = "Tell that to your sisters ... you here who are mending their nets.";
    let other = "Tell that to the fisherman in here who's mending nets";
    let cluster = group_rows(&[
        (whole, speaker, "2024-05-01", 1),
        (elided, speaker, "2024-05-02", 2),
        (other, speaker, "2024-05-03", 3),
    ]);
    assert_eq!(cluster[0], cluster[1]);
    assert_ne!(cluster[0], cluster[2]);
}

#[test]
fn a_name_and_a_few_common_words_are_no_rewording() {
    // The name aside, what these share stands alone: "a", "of", "the".
    let left = "a hardening of the mood towards Eleanor B. Marsh";
    let right = "She now claims a commanding lead of forty points over the veteran challenger, \
                 Eleanor B. Marsh, among rural voters";
    let speaker = Some("The Valley Herald survey");
    assert!(!is_one((left, None, "2024-05-01", 1), (right, speaker, "2024-05-02", 2)));
}

#[test]
fn one_word_joins_where_the_articles_tell_one_story() {
    let cluster = group_rows(&[
        ("hedging", None, "2024-05-01", 1),
        (LONG, Some("Ada Reed"), "2024-05-01", 1),
        ("hedging", None, "", 2),
        (LONG, Some("Ada Reed"), "", 2),
        ("hedging", None, "2024-05-01", 3),
        ("invisible", Some("Ada Reed"), "2024-05-01", 1),
        ("invisible", Some("Bo Hill"), "", 2),
    ]);
    assert_eq!(cluster[0], cluster[2]);
    assert_ne!(cluster[0], cluster[4]);
    assert_ne!(cluster[5], cluster[6]);
}

#[test]
fn links_do_not_chain() {
    // Each shares half with the next; the first and the last share nothing.
    let rows = [
        "the ferry leaves at dawn from the northern quay with forty tonnes of grain aboard",
        "with forty tonnes of grain aboard the master refused to sail into the gathering storm",
        "refused to sail into the gathering storm because the pumps had failed twice that week",
    ];
    let rows = rows.map(|text| (text, Some("Ada Reed"), "2024-05-01", 1));
    let cluster = group_rows(&rows);
    assert_ne!(cluster[0], cluster[2]);
}

#[test]
fn what_a_speaker_quotes_is_not_their_own_utterance() {
    let mut inner = Utterance {
        key: 2,
        text: "never again will we sail",
        speaker: None,
        outlet: None,
        published: None,
        article: Some(1),
        nested_in: Some(1),
    };
    let outer = Utterance {
        key: 1,
        text: "My father told me ‘never again will we sail’ and kept his word until he died",
        nested_in: None,
        ..inner
    };
    assert_eq!(group(&[outer, inner]).cluster, [0, 1]);
    inner.nested_in = None;
    assert_eq!(group(&[outer, inner]).cluster, [0, 0]);
}

#[test]
fn doubtful_links_are_named_and_kept_apart() {
    let left = "We shall rebuild the harbour before the winter storms arrive this year";
    let right = "We will restore the harbour before the winter storms arrive next year or after";
    let dates = ["2024-05-01", "2025-09-01"].map(|date| date.parse::<PublishedDate>().unwrap());
    let utterance = |key, text, date| Utterance {
        key,
        text,
        speaker: None,
        outlet: None,
        published: Some(date),
        article: None,
        nested_in: None,
    };
    let grouping = group(&[utterance(7, left, &dates[0]), utterance(3, right, &dates[1])]);
    assert_eq!(grouping.cluster, [0, 1]);
    assert_eq!(grouping.possible, [(1, 0)]);
}

#[test]
fn nothing_and_words_without_letters_are_their_own() {
    assert_eq!(group(&[]), Grouping::default());
    let row = ("…", None, "", 1);
    assert_eq!(group_rows(&[row, row]), [0, 1]);
}

#[test]
fn a_book_in_quotation_marks_holds_up_nothing() {
    let book = |step: usize| -> String {
        (0..30_000).map(|at| format!("word{} ", at * step % 9_973)).collect()
    };
    let (one, other) = (book(7), book(11));
    let again = format!("{one}and so on");
    let (a, b, c) = (one.as_str(), other.as_str(), again.as_str());
    let rows = [a, b, c].map(|text| (text, Some("Ada Reed"), "2024-05-01", 1));
    let cluster = group_rows(&rows);
    assert_eq!(cluster[0], cluster[2]);
    assert_ne!(cluster[0], cluster[1]);
}

/// Wordings made of a few words, so that many are near one another.
fn some_utterances() -> impl Strategy<Value = Vec<(String, usize, u8, u8)>> {
    const WORDS: [&str; 12] = [
        "harbour", "storm", "we", "the", "grain", "sail", "never", "of", "[it]", "…", "pumps", "a",
    ];
    let text = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..14)
        .prop_map(|words| words.join(" "));
    prop::collection::vec((text, 0usize..4, 0u8..40, 0u8..5), 1..40)
}

proptest! {
    #[test]
    fn the_order_of_input_does_not_matter(
        rows in some_utterances(),
        seed in any::<u64>(),
    ) {
        const SPEAKERS: [Option<&str>; 4] = [None, Some("Ada Reed"), Some("Bo Hill"), Some("he")];
        let dates: Vec<Option<PublishedDate>> = rows
            .iter()
            .map(|row| format!("2024-05-{:02}", row.2).parse().ok())
            .collect();
        let utterances: Vec<Utterance<'_>> = rows
            .iter()
            .zip(&dates)
            .enumerate()
            .map(|(at, (row, date))| Utterance {
                key: mix(at as u64),
                text: &row.0,
                speaker: SPEAKERS[row.1],
                outlet: None,
                published: date.as_ref(),
                article: Some(u64::from(row.3)),
                nested_in: None,
            })
            .collect();
        let named = |utterances: &[Utterance<'_>]| {
            let grouping = group(utterances);
            let key = |at: usize| utterances[at].key;
            let mut clusters: Vec<(u64, u64)> = (0..utterances.len())
                .map(|at| (key(at), key(grouping.cluster[at])))
                .collect();
            clusters.sort_unstable();
            let possible: Vec<(u64, u64)> =
                grouping.possible.iter().map(|(a, b)| (key(*a), key(*b))).collect();
            (clusters, possible)
        };
        let mut shuffled = utterances.clone();
        shuffled.sort_by_key(|utterance| mix(utterance.key ^ seed));
        prop_assert_eq!(named(&utterances), named(&shuffled));
        for (at, name) in group(&utterances).cluster.iter().enumerate() {
            prop_assert!(utterances[*name].key <= utterances[at].key);
        }
    }
}

fn update<'a>(
    memory: &mut Memory,
    gone: &FxHashSet<u64>,
    added: impl AsRef<[Utterance<'a>]>,
) -> Update {
    let added = memory.read(added.as_ref());
    memory.update(gone, added)
}

/// The rows of a memory, as a database keeps them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Shelf([std::collections::BTreeMap<u32, Vec<u8>>; 3]);

impl Shelf {
    /// Writes down what is new in a memory.
    fn take(&mut self, memory: &mut Memory) {
        let kept = memory.keep(|part, new| {
            let rows = &mut self.0[part as usize];
            if new.is_whole {
                rows.clear();
            }
            rows.extend(new.rows);
            rows.retain(|_, bytes| !bytes.is_empty());
            Ok::<(), std::convert::Infallible>(())
        });
        assert_eq!(kept, Ok(()));
    }

    /// Returns the memory that was written down.
    fn give(&self) -> Option<Memory> {
        let [words, forms, notes] =
            self.0.each_ref().map(|rows| rows.values().cloned().collect::<Vec<_>>());
        Memory::restore(Known::restore(&words)?, &forms, &notes)
    }
}

/// Writes down what is new in a memory and returns what is read back from all of it.
fn kept_and_restored(mut memory: Memory, shelf: &mut Shelf) -> Memory {
    shelf.take(&mut memory);
    shelf.give().expect("what was written makes sense")
}

#[test]
fn what_is_not_a_memory_is_none() {
    let row = |key: u64, text: &'static str| Utterance {
        key,
        text,
        speaker: Some("Ada Reed"),
        outlet: None,
        published: None,
        article: Some(key),
        nested_in: None,
    };
    let rows = [row(7, "We never asked the port to pay"), row(9, "never asked the port to pay")];
    let mut memory = Memory::default();
    update(&mut memory, &FxHashSet::default(), rows);
    let mut shelf = Shelf::default();
    shelf.take(&mut memory);
    assert!(shelf.give().is_some());
    assert!(Shelf::default().give().is_none());
    for part in 0..3 {
        for number in shelf.0[part].keys().copied().collect::<Vec<_>>() {
            let bytes = shelf.0[part][&number].clone();
            for cut in 1..bytes.len() {
                let mut less = shelf.clone();
                less.0[part].insert(number, bytes[..cut].to_vec());
                assert!(less.give().is_none(), "cut at {cut}");
            }
            // Whatever a byte is changed to, nothing panics.
            for at in 0..bytes.len() {
                let mut changed = shelf.clone();
                changed.0[part].get_mut(&number).unwrap()[at] ^= 0xff;
                if let Some(mut memory) = changed.give() {
                    update(&mut memory, &FxHashSet::default(), rows);
                }
            }
        }
    }
}

/// Returns the groups and doubtful pairs of what a memory holds, by keys.
fn state(memory: &Memory, keys: &[u64]) -> (Vec<Vec<u64>>, Vec<(u64, u64)>) {
    (memory.groups_of(&keys.iter().copied().collect()), memory.possible())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn batch_by_batch_gives_the_groups_of_all_at_once(
        rows in some_utterances(),
        cuts in prop::collection::vec(0usize..40, 0..4),
        leaving in 0u64..8,
    ) {
        const SPEAKERS: [Option<&str>; 4] = [None, Some("Ada Reed"), Some("Bo Hill"), Some("he")];
        let dates: Vec<Option<PublishedDate>> =
            rows.iter().map(|row| format!("2024-05-{:02}", row.2).parse().ok()).collect();
        let utterances: Vec<Utterance<'_>> = rows
            .iter()
            .zip(&dates)
            .enumerate()
            .map(|(at, (row, date))| Utterance {
                key: mix(at as u64),
                text: &row.0,
                speaker: SPEAKERS[row.1],
                outlet: None,
                published: date.as_ref(),
                article: Some(u64::from(row.3)),
                nested_in: None,
            })
            .collect();
        let keys: Vec<u64> = utterances.iter().map(|utterance| utterance.key).collect();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(rows.len())).collect();
        cuts.extend([0, rows.len()]);
        cuts.sort_unstable();
        let none = FxHashSet::default();
        let mut piecemeal = Memory::default();
        // What the updates say of groups, put together, is what the groups are in the end.
        let mut told: std::collections::BTreeMap<u64, Vec<u64>> = Default::default();
        let mut tell = |update: Update| {
            for group in update.groups {
                group.iter().for_each(|key| {
                    told.insert(*key, group.clone());
                });
            }
        };
        let mut shelf = Shelf::default();
        for pair in cuts.windows(2) {
            tell(update(&mut piecemeal, &none, &utterances[pair[0]..pair[1]]));
            piecemeal = kept_and_restored(piecemeal, &mut shelf);
        }
        let mut whole = Memory::default();
        update(&mut whole, &none, &utterances);
        update(&mut piecemeal, &none, []);
        prop_assert_eq!(state(&piecemeal, &keys), state(&whole, &keys));
        // What is written down does not tell how it came.
        let mut anew = Shelf::default();
        anew.take(&mut whole);
        prop_assert_eq!(&shelf, &anew);
        // An article is taken out, and one comes back with another date.
        update(&mut piecemeal, &none, []);
        prop_assert_eq!(piecemeal.possible(), whole.possible());
        tell(update(&mut piecemeal, &[leaving].into_iter().collect(), []));
        let staying: Vec<Utterance<'_>> =
            utterances.iter().filter(|one| one.article != Some(leaving)).copied().collect();
        let mut rest = Memory::default();
        update(&mut rest, &none, &staying);
        prop_assert_eq!(state(&piecemeal, &keys), state(&rest, &keys));
        let mut anew = Shelf::default();
        anew.take(&mut rest);
        shelf.take(&mut piecemeal);
        prop_assert_eq!(&shelf, &anew);
        for group in state(&rest, &keys).0 {
            group.iter().for_each(|key| assert_eq!(told.get(key), Some(&group)));
        }
    }
}

#[test]
fn a_crowd_of_wordings_is_remembered_as_if_all_came_at_once() {
    // More wordings of one sentence than are aligned with one another, and longer texts around
    // them; they come, and some articles go, in batches.
    let sentence = "We shall rebuild the harbour wall before the winter storms arrive, and no family \
                    in this town will be asked to pay a penny for the stones that it takes";
    let words: Vec<&str> = sentence.split(' ').collect();
    let text = |number: u64| {
        let kept = words
            .iter()
            .enumerate()
            .filter(|(at, _)| !mix(number << 8 | *at as u64).is_multiple_of(6));
        let kept: Vec<&str> = kept.map(|(_, word)| *word).collect();
        match number % 3 {
            0 => format!("{}, said {}", kept.join(" "), kept[number as usize % 5]),
            _ => kept.join(" "),
        }
    };
    let texts: Vec<String> = (0..150).map(text).collect();
    let utterances: Vec<Utterance<'_>> = (0..)
        .zip(&texts)
        .map(|(number, text)| Utterance {
            key: mix(number),
            text,
            speaker: [None, Some("Ada Reed"), Some("Reed")][number as usize % 3],
            outlet: None,
            published: None,
            article: Some(number / 2),
            nested_in: None,
        })
        .collect();
    let none = FxHashSet::default();
    let (mut piecemeal, mut shelf) = (Memory::default(), Shelf::default());
    for batch in utterances.chunks(29) {
        update(&mut piecemeal, &none, batch);
        piecemeal = kept_and_restored(piecemeal, &mut shelf);
    }
    let compare = |shelf: &Shelf, utterances: &[Utterance<'_>]| {
        let (mut whole, mut anew) = (Memory::default(), Shelf::default());
        update(&mut whole, &none, utterances);
        anew.take(&mut whole);
        assert_eq!(*shelf, anew);
    };
    compare(&shelf, &utterances);
    for gone in [3, 40, 41, 74] {
        update(&mut piecemeal, &[gone].into_iter().collect(), []);
        piecemeal = kept_and_restored(piecemeal, &mut shelf);
    }
    let left: Vec<Utterance<'_>> = utterances
        .iter()
        .filter(|one| ![3, 40, 41, 74].map(Some).contains(&one.article))
        .copied()
        .collect();
    compare(&shelf, &left);
}

#[test]
fn utterances_read_a_few_at_a_time_are_those_read_at_once() {
    let texts = [
        "We have heard of no buyer for the harbour so far",
        "We have heard of no buyer for the harbour",
        "The ferry sails at six whatever the weather is",
        "we have heard of no buyer for the harbour so far",
        "The ferry sails at six",
    ];
    let utterances: Vec<Utterance<'_>> = (0..)
        .zip(texts)
        .map(|(number, text)| Utterance {
            key: mix(number),
            text,
            speaker: [Some("Ada Reed"), Some("Nora Quill")][number as usize % 2],
            outlet: None,
            published: None,
            article: Some(number),
            nested_in: (number == 4).then_some(mix(2)),
        })
        .collect();
    let taken_in = |at_a_time: usize| {
        let (mut memory, mut added) = (Memory::default(), Added::default());
        for some in utterances.chunks(at_a_time) {
            memory.read_more(&mut added, some);
        }
        memory.begin(added);
        let mut shelf = Shelf::default();
        shelf.take(&mut memory);
        (memory.groups(), memory.possible(), shelf)
    };
    let all = taken_in(texts.len());
    assert!(all.0.len() < texts.len());
    for at_a_time in 1..texts.len() {
        assert_eq!(taken_in(at_a_time), all, "{at_a_time} at a time");
    }
}
