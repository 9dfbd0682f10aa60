//! Records, sound and not.

use super::*;
use crate::model::Sha256Hash;

fn read(line: &str) -> Result<(Option<Value>, Article), String> {
    let facts = Arc::default();
    let bytes = line.as_bytes().to_vec();
    article_of_line(&Line { source_name: "a.jsonl".into(), number: 7, bytes, facts })
        .map_err(|error| format!("{} {}", error.source_name(), error.reason()))
}

#[test]
fn a_record_states_its_facts() {
    let (id, article) = read(
        r#"{"id": 12, "text": "It is over.", "outlet": " Harbour Post ", "date": "22.05.2024",
            "url": "https://post.example/1", "kind": "primary", "title": null, "extra": [1]}"#,
    )
    .expect("a record");
    assert_eq!(id, Some(Value::from(12)));
    assert_eq!(article.source, "a.jsonl#12");
    assert_eq!(article.outlet(), Some("Harbour Post"));
    assert_eq!(article.published().map(|date| date.as_str()), Some("2024-05-22"));
    assert_eq!(article.url(), Some("https://post.example/1"));
    assert_eq!(article.kind().as_str(), "primary");
    assert_eq!(article.title(), None);
    assert_eq!(article.bytes_sha256, Sha256Hash::of(b"It is over."));
}

#[test]
fn escapes_stand_for_their_characters() {
    let (_, article) = read(r#"{"text": "\u201cZo\u00eb\u201d\n\ud83d\ude4f"}"#).expect("a record");
    assert_eq!(article.text, "“Zoë”\n🙏");
    assert_eq!(article.source, "a.jsonl:7");
}

#[test]
fn a_bad_line_says_where_and_why() {
    let rows = [
        ("{\"id\": 1}", "a.jsonl:7 is no article: missing field `text`"),
        ("[1]", "a.jsonl:7 is no article: the line is no JSON object"),
        ("{\"text\": \"It", "a.jsonl:7 is no article: EOF while parsing a string"),
        ("{\"text\": \" \"}", "a.jsonl:7 has no text in it"),
        ("{\"text\": 5}", "a.jsonl:7 is no article: invalid type"),
        ("{\"text\": \"a\", \"text\": \"b\"}", "a.jsonl:7 is no article: duplicate field `text`"),
    ];
    for (line, expected) in rows {
        let found = read(line).map(|_| ()).expect_err("a bad line");
        assert!(found.starts_with(expected), "{line}: {found}");
    }
}

#[test]
fn what_describes_a_record_comes_after_its_own_fields() {
    let (_, article) = read(
        r#"{"text": "It is over.", "title": "Over", "metadata": {"title": "No", "text": "no",
            "source": "Harbour Post", "date": "2024-05-22"}}"#,
    )
    .expect("a record");
    assert_eq!((article.title(), article.outlet()), (Some("Over"), Some("Harbour Post")));
    assert_eq!(article.published().map(|date| date.as_str()), Some("2024-05-22"));
    assert_eq!(article.text, "It is over.");
}

#[test]
fn what_programs_write_wrongly_is_read() {
    let rows = [
        (r#"{"text": "It is \ud83d over.", "score": NaN}"#, "It is \u{fffd} over.", 1),
        ("\u{1e}{\"text\": \"It is over.\"}", "It is over.", 0),
        (r#"{"text": null, "body": "It is over."}"#, "It is over.", 0),
    ];
    for (line, expected, replaced) in rows {
        let (_, article) = read(line).expect("a record");
        assert_eq!(article.text, expected);
        assert_eq!(article.reading.encoding.map_or(0, |encoding| encoding.replaced), replaced);
    }
}

#[test]
fn fields_go_by_other_names_too() {
    let (id, article) = read(
        r#"{"id": null, "text": " ", "maintext": "It is over.", "headline": "Over", "source": {"id": 1,
            "name": "Harbour Post"}, "publishedAt": "2024-05-22", "authors": ["Jo Reed", "Al Hill"],
            "date": "soon", "article": 7}"#,
    )
    .expect("a record");
    assert_eq!(id, None);
    assert_eq!(article.text, "It is over.");
    assert_eq!(article.title(), Some("Over"));
    assert_eq!(article.outlet(), Some("Harbour Post"));
    assert_eq!(article.published().map(|date| date.as_str()), Some("2024-05-22"));
    assert_eq!(article.facts.byline.map(|fact| fact.value).as_deref(), Some("Jo Reed, Al Hill"));
}
