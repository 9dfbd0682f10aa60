//! Putting articles: what is the same article, what is corrected, what is kept.

use super::{BRIDGE, article, dated, primary, quotation, titled};
use crate::model::FactSource::Manifest;
use crate::model::{AppearanceId, ArticleId, CharSpan, FactSource, Sha256Hash};
use crate::store::PutAction::{Revision, Stored, Unchanged, Updated};
use crate::store::{Extracted, Filter, PutAction, Resolved, Store};

fn store() -> Store {
    Store::open_in_memory().unwrap()
}

fn put(store: &mut Store, extracted: Extracted) -> PutAction {
    store.put_articles(&[extracted]).unwrap()[0].action
}

#[test]
fn the_same_bytes_are_the_same_article_or_another() {
    type Identity = (Option<&'static str>, Option<&'static str>);
    let post: Identity = (Some("Harbour Post"), None);
    let wire: Identity = (Some("Harbour Wire"), None);
    let nobody: Identity = (None, None);
    let at_post: Identity = (Some("Harbour Post"), Some("https://post.example/1"));
    let somewhere: Identity = (None, Some("https://post.example/1"));
    let elsewhere: Identity = (None, Some("https://wire.example/9"));
    let rows: [(&[Identity], &[PutAction], usize); 12] = [
        (&[post, post], &[Stored, Unchanged], 1),
        (&[post, wire], &[Stored, Stored], 2),
        (&[post, nobody], &[Stored, Unchanged], 1),
        (&[nobody, post], &[Stored, Updated], 1),
        (&[nobody, post, wire], &[Stored, Updated, Stored], 2),
        (&[post, at_post, post], &[Stored, Updated, Unchanged], 1),
        (&[at_post, post, nobody], &[Stored, Unchanged, Unchanged], 1),
        (&[somewhere, post], &[Stored, Updated], 1),
        (&[somewhere, elsewhere], &[Stored, Stored], 2),
        (&[post, elsewhere], &[Stored, Updated], 1),
        (&[at_post, elsewhere], &[Stored, Stored], 2),
        (&[wire, at_post], &[Stored, Stored], 2),
    ];
    for (identities, expected, articles) in rows {
        let mut store = store();
        let actions: Vec<_> = identities
            .iter()
            .map(|(outlet, url)| put(&mut store, article(BRIDGE, *outlet, *url)))
            .collect();
        assert_eq!(actions, expected, "{identities:?}");
        assert_eq!(store.articles().unwrap().len(), articles, "{identities:?}");
        assert_eq!(store.verify().unwrap().failures, [], "{identities:?}");
    }
}

#[test]
fn many_new_articles_at_once_are_those_that_come_one_by_one() {
    let number = |n: usize| format!("{BRIDGE} Number {n}.");
    let batch: Vec<Extracted> = (0..250)
        // Some are there already, and one comes again with another title.
        .map(|n| article(&number(n % 240), Some("Harbour Post"), None))
        .chain([titled(article(&number(7), Some("Harbour Post"), None), "Seven", Manifest)])
        .collect();
    let (mut at_once, mut one_by_one) = (store(), store());
    let outcomes = at_once.put_articles(&batch).unwrap();
    let actions: Vec<_> = outcomes.iter().map(|outcome| outcome.action).collect();
    let singly: Vec<_> = batch.iter().map(|one| put(&mut one_by_one, one.clone())).collect();
    assert_eq!(actions, singly);
    let stored =
        |store: &Store| (store.articles().unwrap(), store.appearances(&Filter::default()).unwrap());
    assert_eq!(stored(&at_once), stored(&one_by_one));
    assert_eq!(at_once.verify().unwrap().failures, []);
    // Rows that lead nowhere are refused again.
    let sql = "INSERT INTO member (appearance, wording) VALUES (900000, 1)";
    assert!(at_once.connection.execute(sql, []).is_err());
}

#[test]
fn a_reprint_shares_its_text() {
    let mut store = store();
    put(&mut store, article(BRIDGE, Some("Harbour Post"), None));
    put(&mut store, article(BRIDGE, Some("Harbour Wire"), None));
    let dump = store.dump();
    let rows = |table: &str| dump.iter().filter(|row| row.starts_with(table)).count();
    assert_eq!((rows("text:"), rows("article:"), rows("appearance:")), (1, 2, 4));
    // A person named in full is one, however many articles name her.
    assert_eq!((rows("speaker:"), rows("speaker_alias:")), (1, 1));
}

#[test]
fn ingesting_the_same_again_changes_no_row() {
    let mut store = store();
    let one = dated(article(BRIDGE, Some("Harbour Post"), None), "2024-05-22");
    put(&mut store, one.clone());
    let before = store.dump();
    assert_eq!(put(&mut store, one), Unchanged);
    assert_eq!(store.dump(), before);
}

#[test]
fn corrected_metadata_is_taken_and_the_old_value_kept() {
    let mut store = store();
    let post = || article(BRIDGE, Some("Harbour Post"), None);
    put(&mut store, titled(dated(post(), "2024-05-22"), "Bridge shut", FactSource::Article));
    let corrected =
        titled(dated(primary(post()), "2024-05-21"), "Bridge stays shut", FactSource::Manifest);
    assert_eq!(put(&mut store, corrected.clone()), Updated);
    assert_eq!(put(&mut store, corrected), Unchanged);
    let [row] = store.articles().unwrap().try_into().unwrap();
    assert_eq!(row.facts.title(), Some("Bridge stays shut"));
    assert_eq!(row.facts.published().map(|date| date.as_str()), Some("2024-05-21"));
    assert_eq!(row.facts.kind().as_str(), "primary");
    // A weaker source changes nothing any more.
    let weaker = titled(post(), "Shut", FactSource::Article);
    assert_eq!(put(&mut store, weaker), Unchanged);
    let former: Vec<_> =
        store.dump().into_iter().filter(|row| row.starts_with("article_former")).collect();
    assert_eq!(former.len(), 2, "{former:?}");
    assert!(former[0].contains("2024-05-22") || former[1].contains("2024-05-22"));
}

#[test]
fn ids_in_use_before_a_correction_go_on_working() {
    let mut store = store();
    let nameless = store.put_articles(&[article(BRIDGE, None, None)]).unwrap()[0].article_id;
    let span = CharSpan::new(1, 37);
    let old = AppearanceId::of(nameless, span);
    assert!(store.appearance(old).unwrap().is_some());
    let named = store.put_articles(&[article(BRIDGE, Some("Harbour Post"), None)]).unwrap();
    let placed = article(BRIDGE, Some("Harbour Post"), Some("https://post.example/1"));
    let placed = store.put_articles(&[placed]).unwrap()[0].article_id;
    assert_ne!(named[0].article_id, placed);
    let hash = Sha256Hash::of(BRIDGE.as_bytes());
    assert_eq!(placed, ArticleId::of(&hash, Some("https://post.example/1"), None));
    for id in [nameless, named[0].article_id, placed] {
        assert_eq!(store.resolve(&id.to_string()).unwrap(), Some(Resolved::Article(placed)));
    }
    let now = AppearanceId::of(placed, span);
    assert_eq!(store.resolve(&old.to_string()).unwrap(), Some(Resolved::Appearance(now)));
    assert_eq!(store.verify().unwrap().failures, []);
}

#[test]
fn other_bytes_at_the_same_address_are_a_revision() {
    let url = Some("https://post.example/1");
    let texts = [
        ("First text.", Some("2024-05-22")),
        ("Second text.", Some("2024-05-23")),
        ("Third.", None),
    ];
    let make = |(text, date): (&str, Option<&str>)| {
        let plain = article(text, Some("Harbour Post"), url);
        date.map_or(plain.clone(), |date| dated(plain, date))
    };
    let mut dumps = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let mut store = store();
        let actions = order.map(|at| put(&mut store, make(texts[at])));
        assert_eq!(actions, [Stored, Revision, Revision]);
        let mut rows = store.articles().unwrap();
        rows.sort_by_key(|row| row.revision);
        let numbered: Vec<_> = rows
            .iter()
            .map(|row| (row.revision, row.superseded, row.facts.published().is_some()))
            .collect();
        // Whether the undated one came before or after the others, nothing says.
        assert_eq!(numbered, [(1, false, false), (2, true, true), (3, false, true)]);
        dumps.push(store.dump());
    }
    assert_eq!(dumps[0], dumps[1]);
    assert_eq!(dumps[0], dumps[2]);
}

#[test]
fn another_headline_means_what_was_found_with_it() {
    let mut store = store();
    let before = titled(article(BRIDGE, None, None), "Bridge shut", FactSource::Article);
    put(&mut store, before.clone());
    let (kept, dropped) = (before.1[0].clone(), before.1[1].clone());
    let found = quotation(BRIDGE, CharSpan::new(dropped.span.start, dropped.span.end - 1));
    let mut after = titled(before, "“Nobody asked us”", FactSource::Manifest);
    after.1 = vec![kept, found];
    assert_eq!(store.put_articles(&[after]).unwrap()[0].appearances, 1);
    let spans: Vec<_> = store
        .appearances(&Default::default())
        .unwrap()
        .into_iter()
        .map(|appearance| appearance.text)
        .collect();
    assert_eq!(spans, ["The bridge — all of it — stays shut,", "Nobody asked us"]);
    let [article] = store.articles().unwrap().try_into().unwrap();
    let id = |span| AppearanceId::of(article.id, span);
    let heir = store.resolve(&id(dropped.span).to_string()).unwrap();
    let shorter = CharSpan::new(dropped.span.start, dropped.span.end - 1);
    assert_eq!(heir, Some(Resolved::Appearance(id(shorter))));
}

#[test]
fn the_same_bytes_read_as_another_text_are_one_article_in_any_order() {
    let read_as = |text: &str, title: &str| {
        let mut read = article(text, Some("Harbour Post"), Some("https://post.example/1"));
        read.0.bytes_sha256 = Sha256Hash::of(b"the bytes of a page");
        titled(read, title, FactSource::Article)
    };
    let best = || read_as("“Nobody asked us,” she said.", "Bridge shut");
    let marked_up = || read_as("<p>“Nobody asked us,” she said.</p>", "Untitled");
    let garbled = || read_as("“Nobody \u{fffd} us,” she said", "Bridge \u{fffd}");
    let orders: [Vec<Extracted>; 4] = [
        vec![best(), marked_up(), garbled()],
        vec![garbled(), marked_up(), best()],
        vec![marked_up(), best(), garbled()],
        vec![garbled(), best(), marked_up()],
    ];
    let mut dumps = Vec::new();
    for order in orders {
        for at_once in [true, false] {
            let mut store = store();
            if at_once {
                store.put_articles(&order).unwrap();
            } else {
                for one in &order {
                    put(&mut store, one.clone());
                }
            }
            let [row] = store.articles().unwrap().try_into().unwrap();
            assert_eq!(row.facts.title(), Some("Bridge shut"));
            assert_eq!(store.text(&row.text_sha256).unwrap(), Some(best().0.text));
            assert_eq!(store.verify().unwrap().failures, []);
            assert_eq!(put(&mut store, marked_up()), Unchanged);
            // Former ids go on working: which there were is what the order says.
            let mut rows = store.dump();
            rows.retain(|row| !row.starts_with("id_alias"));
            dumps.push(rows);
        }
    }
    assert!(dumps.iter().all(|dump| *dump == dumps[0]), "{dumps:#?}");
}

#[test]
fn a_batch_with_words_that_are_not_in_the_text_is_not_stored() {
    let mut store = store();
    let good = article("“Fine words,” she said.", None, None);
    let mut bad = article(BRIDGE, None, None);
    bad.1[0].text = "The bridge stays shut,".to_owned();
    let before = store.dump();
    let error = store.put_articles(&[good, bad]).unwrap_err();
    assert!(error.is_damage(), "{error}");
    assert_eq!(store.dump(), before);
}

#[test]
fn speakers_that_are_remembered_are_there() {
    let by = |mut extracted: Extracted, name: &str| {
        extracted.1.iter_mut().for_each(|found| found.speaker = Some(name.to_owned()));
        extracted
    };
    let shut = || titled(article(BRIDGE, None, None), "Bridge shut", FactSource::Article);
    let corrected = || by(titled(shut(), "Bridge", FactSource::Manifest), "Bo Lund");
    let fine = || article("“Fine words,” she said.", None, None);
    let finer = || article("“Finer words,” she said.", None, None);
    let check = |store: &Store, expected: &[&str]| {
        assert_eq!(store.verify().unwrap().failures, []);
        assert_eq!(store.speaker_names(&Default::default()).unwrap(), expected);
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quotes.db");
    let mut here = Store::open(&path).unwrap();
    // What was written for her has been taken back.
    let mut bad = finer();
    bad.1[0].text.clear();
    here.put_articles(&[fine(), bad]).unwrap_err();
    put(&mut here, shut());
    check(&here, &["Ada Reed"]);
    // Nobody names her any more, as somebody else found out.
    let mut there = Store::open(&path).unwrap();
    put(&mut there, corrected());
    put(&mut here, fine());
    check(&here, &["Ada Reed", "Bo Lund"]);
    // And as was found out here.
    put(&mut here, titled(by(fine(), "Bo Lund"), "Words", FactSource::Manifest));
    check(&here, &["Bo Lund"]);
    put(&mut here, finer());
    check(&here, &["Ada Reed", "Bo Lund"]);
}

#[test]
fn verify_finds_what_was_changed_behind_our_back() {
    let rows = [
        ("UPDATE text SET body = replace(body, 'shut', 'open')", "text"),
        (
            "UPDATE appearance_row SET text = 'Somebody asked us' WHERE start_offset > 9",
            "appearance",
        ),
        ("UPDATE appearance_row SET end_offset = 9999", "appearance"),
        ("UPDATE article_row SET outlet = NULL", "article"),
    ];
    for (sql, what) in rows {
        let mut store = store();
        put(&mut store, article(BRIDGE, Some("Harbour Post"), None));
        assert_eq!(store.verify().unwrap().failures, []);
        store.connection.execute(sql, []).unwrap();
        let report = store.verify().unwrap();
        assert!(report.failures.iter().any(|failure| failure.what == what), "{sql}: {report:?}");
    }
}

#[test]
fn context_is_given_in_characters() {
    let mut store = store();
    put(&mut store, article(BRIDGE, None, None));
    let [first, second] = store.appearances(&Default::default()).unwrap().try_into().unwrap();
    assert_eq!(
        (first.prefix.as_str(), first.suffix.as_str()),
        ("“", "” Ms. Reed said. 🚧\n“Nobody asked")
    );
    assert_eq!(second.prefix, " stays shut,” Ms. Reed said. 🚧\n“");
    assert_eq!(second.suffix, "” she said.\n");
    assert_eq!(second.speaker.as_deref(), Some("Ada Reed"));
}

#[test]
fn what_a_text_no_longer_has_is_not_told_as_if_it_had() {
    let mut store = store();
    put(&mut store, article(BRIDGE, Some("Harbour Post"), None));
    assert!(!store.appearances(&Filter::default()).unwrap().is_empty());
    let sql = "UPDATE text SET body = replace(body, 'bridge', 'tunnel')";
    store.connection.execute(sql, []).unwrap();
    let error = store.appearances(&Filter::default()).unwrap_err();
    assert!(error.is_damage(), "{error}");
    assert!(error.to_string().contains("tunnel"), "{error}");
}
