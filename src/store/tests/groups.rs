//! Groups: replaced whole, found by any id of a member.

use super::{BRIDGE, article, dated, quotation};
use crate::model::{
    Appearance, AppearanceId, ArticleFinding, ArticleRelation, Basis, CharSpan, Kind, QuoteId,
    Substitution, WordingId,
};
use crate::store::{
    Filter, Groups, Passage, QuoteGroup, QuoteRow, RelationRow, Remembered, Resolved, Store,
    StoreError, WordingGroup, WordingRow,
};

fn two_outlets() -> Store {
    let mut store = Store::open_in_memory().unwrap();
    let batch = [
        dated(article(BRIDGE, Some("Harbour Post"), None), "2024-05-22"),
        article(&BRIDGE.replace("all of it", "every bit of it"), Some("Harbour Wire"), None),
    ];
    store.put_articles(&batch).unwrap();
    store
}

#[test]
fn what_is_set_aside_is_remembered_with_the_groups_and_not_before() {
    let mut store = two_outlets();
    let long = vec![7; 3 << 20];
    let aside = |store: &Store, part, is_whole, rows: &[(u32, &[u8])]| {
        let rows = rows.iter().map(|(number, bytes)| (*number, bytes.to_vec())).collect();
        store.set_aside(&Remembered { part, is_whole, rows }).unwrap();
    };
    aside(&store, "quotes", true, &[(0, b"first"), (1, &long), (2, b"third")]);
    aside(&store, "copies", true, &[(0, b"other")]);
    assert!(store.remembered("quotes").unwrap().is_empty());
    store.replace_groups(&Groups::default()).unwrap();
    assert_eq!(store.remembered("quotes").unwrap(), [b"first".to_vec(), long, b"third".to_vec()]);
    // One row is another one, one goes, and the rest stays as it is.
    aside(&store, "quotes", false, &[(1, b"second"), (2, b"")]);
    store.replace_groups(&Groups::default()).unwrap();
    assert_eq!(store.remembered("quotes").unwrap(), [b"first".to_vec(), b"second".to_vec()]);
    assert_eq!(store.remembered("copies").unwrap(), [b"other".to_vec()]);
    // What was not saved is not found later; nothing in the place of all is nothing.
    aside(&store, "copies", true, &[(0, b"lost")]);
    store.forget_set_aside().unwrap();
    aside(&store, "quotes", true, &[]);
    store.replace_groups(&Groups::default()).unwrap();
    assert!(store.remembered("quotes").unwrap().is_empty());
    assert_eq!(store.remembered("copies").unwrap(), [b"other".to_vec()]);
}

/// Puts appearances whose texts begin alike into one quote, each text a wording.
fn grouped(appearances: &[Appearance]) -> Groups {
    let mut groups = Groups::default();
    for beginning in ["The bridge", "Nobody"] {
        let members: Vec<_> =
            appearances.iter().filter(|a| a.text.starts_with(beginning)).collect();
        let id = QuoteId::from_smallest(members.iter().map(|a| a.id).min().unwrap());
        let mut texts: Vec<_> = members.iter().map(|a| a.text.clone()).collect();
        texts.sort();
        texts.dedup();
        let wordings: Vec<_> = texts
            .iter()
            .map(|text| {
                let ids: Vec<_> =
                    members.iter().filter(|a| a.text == *text).map(|a| a.id).collect();
                let wording = WordingRow {
                    id: WordingId::from_smallest(*ids.iter().min().unwrap()),
                    quote_id: id,
                    shown: members.iter().find(|a| a.text == *text).unwrap().id,
                    independent_texts: ids.len(),
                    parent: None,
                    evidence: "undetermined".to_owned(),
                };
                WordingGroup { wording, appearances: ids }
            })
            .collect();
        let quote = QuoteRow {
            id,
            basis: Basis::Undetermined,
            reference: wordings[0].wording.id,
            independent_texts: members.len(),
        };
        groups.quotes.push(QuoteGroup { quote, wordings });
    }
    groups
}

#[test]
fn groups_are_replaced_whole() {
    let mut store = two_outlets();
    assert!(!store.is_grouped().unwrap());
    let groups = grouped(&store.appearances(&Filter::default()).unwrap());
    store.replace_groups(&groups).unwrap();
    assert!(store.is_grouped().unwrap());
    assert_eq!(store.quotes().unwrap().len(), 2);
    assert_eq!(store.wordings().unwrap().len(), 3);
    let quote = &groups.quotes[0].quote;
    assert_eq!(store.quote(quote.id).unwrap().as_ref(), Some(quote));
    assert_eq!(store.appearances_of_quote(quote.id).unwrap().len(), 2);
    let before = store.dump();
    store.replace_groups(&groups).unwrap();
    assert_eq!(store.dump(), before);
    store.replace_groups(&Groups::default()).unwrap();
    assert_eq!(store.quotes().unwrap(), []);
    assert!(store.appearances(&Filter::default()).unwrap().iter().all(|a| a.quote_id.is_none()));
    assert_eq!(store.verify().unwrap().failures, []);
}

#[test]
fn quotes_that_come_in_parts_are_those_that_come_at_once() {
    let (mut at_once, mut in_parts) = (two_outlets(), two_outlets());
    let groups = grouped(&at_once.appearances(&Filter::default()).unwrap());
    let stale = Groups { quotes: groups.quotes[..1].to_vec(), ..Groups::default() };
    for store in [&mut at_once, &mut in_parts] {
        store.replace_groups(&stale).unwrap();
    }
    at_once.replace_groups(&groups).unwrap();
    let parts = groups.quotes.iter().map(|quote| vec![quote.clone()]);
    assert!(in_parts.replace_all_groups(&Groups::default(), parts).unwrap());
    assert_eq!(in_parts.dump(), at_once.dump());
    // Of the quotes of before none is left that does not come again.
    in_parts.replace_all_groups(&Groups::default(), [stale.quotes.clone()]).unwrap();
    at_once.replace_groups(&stale).unwrap();
    assert_eq!(in_parts.dump(), at_once.dump());
}

#[test]
fn groups_of_what_another_program_changed_are_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quotes.db");
    let mut one = Store::open(&path).unwrap();
    one.put_articles(&[article(BRIDGE, Some("Harbour Post"), None)]).unwrap();
    let mut groups = grouped(&one.appearances(&Filter::default()).unwrap());
    groups.read_at = Some(one.data_version().unwrap());
    let mut two = Store::open(&path).unwrap();
    two.put_articles(&[article(BRIDGE, Some("Harbour Wire"), None)]).unwrap();
    assert!(!one.replace_groups(&groups).unwrap());
    assert!(!one.is_grouped().unwrap());
    assert_eq!(one.quotes().unwrap(), []);
    let mut groups = grouped(&two.appearances(&Filter::default()).unwrap());
    groups.read_at = Some(two.data_version().unwrap());
    assert!(two.replace_groups(&groups).unwrap());
    assert!(one.is_grouped().unwrap());
}

#[test]
fn any_member_leads_to_its_quote_and_wording() {
    let mut store = two_outlets();
    let appearances = store.appearances(&Filter::default()).unwrap();
    store.replace_groups(&grouped(&appearances)).unwrap();
    for appearance in store.appearances(&Filter::default()).unwrap() {
        let digits = appearance.id.to_string().replace("x:", "");
        let quote = store.resolve(&format!("q:{digits}")).unwrap();
        assert_eq!(quote, appearance.quote_id.map(Resolved::Quote));
        let wording = store.resolve(&format!("w:{}", digits[..8].to_uppercase())).unwrap();
        assert_eq!(wording, appearance.wording_id.map(Resolved::Wording));
        let shown = store.shortened(Resolved::Appearance(appearance.id)).unwrap();
        assert_eq!(shown.len(), "x:".len() + 6);
        assert_eq!(store.resolve(&shown).unwrap(), Some(Resolved::Appearance(appearance.id)));
    }
}

#[test]
fn what_is_no_id_stands_for_nothing() {
    let store = two_outlets();
    for text in ["", "q:", "q:123", "q:12345678901234567", "q:xyz1", "z:1234", "quote", "q:%'--"] {
        assert_eq!(store.resolve(text).unwrap(), None, "{text}");
        assert!(!Store::is_id(text), "{text}");
    }
    assert!(Store::is_id("q:ffff"));
    assert_eq!(store.resolve("q:ffffffffffffffff").unwrap(), None);
}

#[test]
fn a_beginning_that_fits_two_things_is_refused() {
    let mut store = Store::open_in_memory().unwrap();
    let text = "“A word or two,” she said. ".repeat(1000);
    store.put_articles(&[article(&text, None, None)]).unwrap();
    let mut ids: Vec<_> =
        store.appearances(&Filter::default()).unwrap().iter().map(|a| a.id.0).collect();
    ids.sort_unstable();
    // 1,000 ids of 65,536 beginnings: two share one (the ids are hashes, so this never changes).
    let pair = ids.windows(2).find(|pair| pair[0] >> 48 == pair[1] >> 48).unwrap();
    let id = AppearanceId(pair[0]);
    let error = store.resolve(&id.to_string()[..6]).unwrap_err();
    let StoreError::Ambiguous { candidates, .. } = error else { panic!("{error}") };
    assert_eq!(candidates.len(), 2);
    let shown = store.shortened(Resolved::Appearance(id)).unwrap();
    assert_eq!(store.resolve(&shown).unwrap(), Some(Resolved::Appearance(id)));
}

#[test]
fn passages_and_relations_come_and_go_with_the_groups() {
    let mut store = two_outlets();
    let appearances = store.appearances(&Filter::default()).unwrap();
    let before = store.dump();
    let mut groups = grouped(&appearances);
    let [one, two] = store.articles().unwrap().try_into().unwrap();
    let span = CharSpan::new(40, 48);
    let text = store.text(&one.text_sha256).unwrap().unwrap();
    let mut found = quotation(&text, span);
    (found.kind, found.speaker) = (Kind::Passage, None);
    groups.passages.push(Passage {
        article_id: one.id,
        text_sha256: one.text_sha256,
        quotation: found,
    });
    let passage = AppearanceId::of(one.id, span);
    groups.quotes[0].wordings[0].appearances.push(passage);
    let relation = RelationRow {
        article_id: two.id,
        finding: ArticleFinding {
            relation: ArticleRelation::MachineParaphrased,
            source: Some(one.id),
            compared_with: vec![one.id],
            shared_words: 12,
            aligned_words: 90,
            swaps_per_hundred: 11.5,
            substitutions: vec![Substitution { from: "all".into(), to: "every".into(), count: 2 }],
            verbs: vec![("said".to_owned(), 2)],
        },
    };
    groups.relations.push(relation.clone());
    groups.same_text.push((two.id, one.id));
    groups.possible.push((groups.quotes[1].quote.id, groups.quotes[0].quote.id));
    store.replace_groups(&groups).unwrap();
    assert_eq!(store.relations().unwrap(), [relation]);
    let pair = (one.id.min(two.id), one.id.max(two.id));
    assert_eq!(store.same_text().unwrap(), [pair]);
    let ids: Vec<_> = groups.quotes.iter().map(|group| group.quote.id).collect();
    assert_eq!(store.possible_quotes(ids[0]).unwrap(), [ids[1]]);
    assert_eq!(store.possible_quotes(ids[1]).unwrap(), [ids[0]]);
    assert!(store.article(two.id).unwrap().unwrap().in_paraphrase);
    assert_eq!(store.appearance(passage).unwrap().unwrap().quote_id, Some(ids[0]));
    assert_eq!(store.verify().unwrap().failures, []);
    // Without it again, its id still leads to the quote that it was printed with.
    let mut without = grouped(&appearances);
    let heir = without.quotes[0].wordings[0].appearances[0];
    without.passage_aliases.push((passage, heir));
    store.replace_groups(&without).unwrap();
    let printed = passage.to_string().replace("x:", "q:");
    assert_eq!(store.resolve(&printed).unwrap(), Some(Resolved::Quote(ids[0])));
    store.replace_groups(&Groups::default()).unwrap();
    let left = store.dump();
    // What is grouped has changed no more.
    let before = before.into_iter().filter(|row| !row.starts_with("changed_article"));
    let before: Vec<_> = before.map(|row| row.replace("\"pending\"", "\"current\"")).collect();
    assert_eq!(left, before);
}

#[test]
fn a_filter_narrows_what_is_searched() {
    let store = two_outlets();
    let scope = |filter: Filter| {
        let scope = store.scope(&filter).unwrap();
        (scope.articles, scope.outlets, scope.undated)
    };
    let outlet = |name: &str| Filter { outlet: Some(name.to_owned()), ..Filter::default() };
    let since = |date: &str| Filter { since: date.parse().ok(), ..Filter::default() };
    let until = |date: &str| Filter { until: date.parse().ok(), ..Filter::default() };
    assert_eq!(scope(Filter::default()), (2, 2, 1));
    assert_eq!(scope(outlet("harbour wire")), (1, 1, 1));
    assert_eq!(scope(outlet("Nobody's Post")), (0, 0, 0));
    assert_eq!(scope(since("2024-05")), (1, 1, 0));
    assert_eq!(scope(since("2024-06")), (0, 0, 0));
    assert_eq!(scope(until("2024-05-22")), (1, 1, 0));
    assert_eq!(scope(until("2024-05-21")), (0, 0, 0));
}
