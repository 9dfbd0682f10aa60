//! What people decide wins, whatever the order of ingest, and can be taken back.

use super::ingests::{Inputs, take_in};
use crate::model::{Appearance, QuoteId};
use crate::pipeline::{DecideError, journal, merge, split, undo};
use crate::store::{Filter, Store};

const BRIDGE: &str = "We never asked the harbour board to close the old bridge for good,";
const SHUT: &str = "We asked the harbour board to close the old bridge for good,";
const LAMPS: &str = "The street lamps will burn until midnight from now on,";
const FERRY: &str = "Every ferry from the northern pier sails at dawn tomorrow,";

/// A record of one article that runs these words, at an address where one is given.
fn record(outlet: &str, day: u32, url: &str, words: &str) -> String {
    serde_json::json!({
        "outlet": outlet, "published": format!("2024-05-{day:02}"), "url": url,
        "text": format!("“{words}” Ada Reed told {outlet} on day {day}."),
    })
    .to_string()
}

fn records() -> Vec<String> {
    vec![
        record("Harbour Post", 1, "", BRIDGE),
        record("Harbour Wire", 2, "", SHUT),
        record("Coast Daily", 3, "https://coast.example/1", BRIDGE),
        record("Coast Daily", 4, "", LAMPS),
        record("Inland News", 5, "", FERRY),
    ]
}

fn add(store: &mut Store, inputs: &Inputs, records: &[String]) {
    let path = inputs.write("records.jsonl", records.join("\n"));
    assert_eq!(take_in(store, &[path], None, 1).report.failed, []);
}

fn collection(inputs: &Inputs) -> Store {
    let mut store = Store::open_in_memory().unwrap();
    add(&mut store, inputs, &records());
    store
}

fn runs(store: &Store, words: &str) -> Vec<Appearance> {
    let all = store.appearances(&Filter::default()).unwrap();
    all.into_iter().filter(|one| one.text == words).collect()
}

/// Returns the quote of the only words of this kind.
fn quote(store: &Store, words: &str) -> QuoteId {
    let quotes: std::collections::BTreeSet<_> =
        runs(store, words).iter().map(|one| one.quote_id.unwrap()).collect();
    assert_eq!(quotes.len(), 1, "{words}");
    *quotes.first().unwrap()
}

fn ids(ids: &[&dyn ToString]) -> Vec<String> {
    ids.iter().map(|id| id.to_string()).collect()
}

#[test]
fn a_merge_outlasts_further_ingest_and_can_be_undone() {
    let inputs = Inputs::new();
    let mut store = collection(&inputs);
    let (lamps, ferry) = (quote(&store, LAMPS), quote(&store, FERRY));
    assert_ne!(lamps, ferry);
    let done = merge(&mut store, &ids(&[&lamps, &ferry]), Some("one speech")).unwrap();
    assert_eq!(done.decision.number, 1);
    let [merged] = done.quotes.as_slice() else { panic!("{done:?}") };
    assert_eq!((merged.wordings, merged.quote_id), (2, lamps.min(ferry)));
    // A third outlet runs one of the two: it joins the quote that was decided on.
    add(&mut store, &inputs, &[record("Harbour Post", 6, "", LAMPS)]);
    assert_eq!(quote(&store, LAMPS), quote(&store, FERRY));
    assert_eq!(store.verify().unwrap().failures, []);
    undo(&mut store, None, None).unwrap();
    assert_ne!(quote(&store, LAMPS), quote(&store, FERRY));
    let told = journal(&store).unwrap().decisions;
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].undone_by, told[1].undoes), (Some(2), Some(1)));
    assert_eq!(told[0].note.as_deref(), Some("one speech"));
    assert!(matches!(undo(&mut store, None, None), Err(DecideError::NothingToUndo { .. })));
}

#[test]
fn a_wording_that_was_split_off_takes_along_whoever_runs_it_later() {
    let inputs = Inputs::new();
    let mut store = collection(&inputs);
    assert_eq!(quote(&store, BRIDGE), quote(&store, SHUT));
    let wording = runs(&store, SHUT)[0].wording_id.unwrap();
    split(&mut store, &ids(&[&wording]), None).unwrap();
    assert_ne!(quote(&store, BRIDGE), quote(&store, SHUT));
    add(&mut store, &inputs, &[record("Inland News", 9, "", SHUT)]);
    assert_eq!(runs(&store, SHUT).len(), 2);
    assert_ne!(quote(&store, BRIDGE), quote(&store, SHUT));
}

#[test]
fn an_appearance_that_was_split_off_goes_alone_with_its_later_revisions() {
    let inputs = Inputs::new();
    let mut store = collection(&inputs);
    let is_coast = |one: &&Appearance| one.url.is_some();
    let found = runs(&store, BRIDGE);
    let own = found.iter().find(is_coast).unwrap().id;
    split(&mut store, &ids(&[&own]), None).unwrap();
    let quotes_of = |store: &Store| {
        let found = runs(store, BRIDGE);
        let (coast, other): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| is_coast(&one));
        let quote = |one: &Appearance| one.quote_id.unwrap();
        (coast.iter().map(quote).collect::<Vec<_>>(), other.iter().map(quote).collect::<Vec<_>>())
    };
    let (coast, other) = quotes_of(&store);
    assert_ne!(coast[0], other[0]);
    // The article is revised: the appearance that was named is superseded, and the decision holds
    // for the same words in the new text.
    let mut revised = record("Coast Daily", 7, "https://coast.example/1", BRIDGE);
    revised = revised.replace("told", "later told");
    add(&mut store, &inputs, &[revised]);
    let (coast, other) = quotes_of(&store);
    assert_eq!(coast.len(), 2);
    assert_eq!(coast[0], coast[1]);
    assert!(!other.contains(&coast[0]));
}

#[test]
fn of_two_decisions_the_later_one_prevails() {
    let inputs = Inputs::new();
    let mut store = collection(&inputs);
    let (lamps, ferry) = (quote(&store, LAMPS), quote(&store, FERRY));
    merge(&mut store, &ids(&[&lamps, &ferry]), None).unwrap();
    let own = runs(&store, LAMPS)[0].id;
    split(&mut store, &ids(&[&own]), None).unwrap();
    assert_ne!(quote(&store, LAMPS), quote(&store, FERRY));
    let (lamps, ferry) = (quote(&store, LAMPS), quote(&store, FERRY));
    merge(&mut store, &ids(&[&lamps, &ferry]), None).unwrap();
    assert_eq!(quote(&store, LAMPS), quote(&store, FERRY));
    // Without the last one, the split prevails again; without the split, the first merge.
    undo(&mut store, Some("3"), None).unwrap();
    assert_ne!(quote(&store, LAMPS), quote(&store, FERRY));
    let id = quote(&store, LAMPS).to_string();
    undo(&mut store, Some(&id), None).unwrap();
    assert_eq!(quote(&store, LAMPS), quote(&store, FERRY));
}

#[test]
fn decisions_hold_whatever_the_order_of_ingest() {
    let inputs = Inputs::new();
    let decide = |store: &mut Store| {
        let (lamps, ferry) = (quote(store, LAMPS), quote(store, FERRY));
        merge(store, &ids(&[&lamps, &ferry]), None).unwrap();
        let wording = runs(store, SHUT)[0].wording_id.unwrap();
        split(store, &ids(&[&wording]), None).unwrap();
    };
    let rest = [record("Inland News", 9, "", SHUT), record("Harbour Wire", 9, "", FERRY)];
    let grouped = |store: &Store| -> Vec<String> {
        let is_grouping = |row: &String| {
            ["quote:", "wording:", "possible_quote:", "appearance:"]
                .iter()
                .any(|table| row.starts_with(table))
        };
        store.dump().into_iter().filter(is_grouping).collect()
    };
    let mut early = collection(&inputs);
    decide(&mut early);
    add(&mut early, &inputs, &rest);
    let mut late = Store::open_in_memory().unwrap();
    add(&mut late, &inputs, &rest);
    let mut backwards = records();
    backwards.reverse();
    add(&mut late, &inputs, &backwards);
    decide(&mut late);
    assert_eq!(grouped(&early), grouped(&late));
}

#[test]
fn a_corrected_article_keeps_what_was_decided_about_it() {
    let inputs = Inputs::new();
    let mut store = Store::open_in_memory().unwrap();
    let mut unnamed = records();
    unnamed[3] = unnamed[3].replace("\"outlet\":\"Coast Daily\",", "");
    add(&mut store, &inputs, &unnamed);
    let (lamps, ferry) = (quote(&store, LAMPS), quote(&store, FERRY));
    merge(&mut store, &ids(&[&lamps, &ferry]), None).unwrap();
    let before = runs(&store, LAMPS)[0].id;
    add(&mut store, &inputs, &records()[3..4]);
    assert_ne!(runs(&store, LAMPS)[0].id, before, "its id names the outlet now");
    assert_eq!(quote(&store, LAMPS), quote(&store, FERRY));
}

#[test]
fn what_cannot_be_decided_is_refused_with_the_next_step() {
    let inputs = Inputs::new();
    let mut store = collection(&inputs);
    add(
        &mut store,
        &inputs,
        &["{\"text\": \"The so-called “snow tax” was dropped on Friday.\"}".to_owned()],
    );
    let (lamps, bridge) = (quote(&store, LAMPS), quote(&store, BRIDGE));
    let article = runs(&store, LAMPS)[0].article_id;
    let other = runs(&store, SHUT)[0].wording_id.unwrap();
    let whole = runs(&store, LAMPS)[0].wording_id.unwrap();
    let nothing = "q:0123456789abcdef".to_owned();
    type Row = (&'static str, Result<crate::model::DecidedReport, DecideError>);
    let mut rows: Vec<Row> = vec![
        ("nothing in the collection", merge(&mut store, &[lamps.to_string(), nothing], None)),
        ("is no id", merge(&mut store, &[lamps.to_string(), "lamps".to_owned()], None)),
        ("is an article", merge(&mut store, &ids(&[&lamps, &article]), None)),
        ("all stand for one", merge(&mut store, &ids(&[&lamps, &whole]), None)),
        ("is a whole quote", split(&mut store, &ids(&[&bridge]), None)),
        ("stand in 2 quotes", split(&mut store, &ids(&[&other, &whole]), None)),
        ("nothing would be left", split(&mut store, &ids(&[&whole]), None)),
        ("there is no decision 4", undo(&mut store, Some("4"), None)),
        ("no decision is in force", undo(&mut store, Some(&lamps.to_string()), None)),
    ];
    let labels = store.labels(&Filter::default()).unwrap();
    let label = labels.first().expect("a label").id.to_string();
    for id in [label.clone(), label.replace("x:", "q:")] {
        rows.push(("is a label", merge(&mut store, &[lamps.to_string(), id], None)));
    }
    for (expected, refused) in rows {
        let error = refused.expect_err(expected);
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.hint().is_some(), "{error}");
    }
    assert_eq!(journal(&store).unwrap().decisions, [], "nothing was entered");
}
