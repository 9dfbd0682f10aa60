//! Tables and lines of JSON.

use super::*;

#[test]
fn records_and_tables_are_read_in_utf_16() {
    let lines =
        "{\"id\": 1, \"text\": \"“Zoë went,” she said.\"}\n{\"id\": 2, \"text\": \"So it is.\"}\n";
    let table = "id\ttitle\ttext\n1\tOver\t“Zoë went,” she said.\n2\tSo\tSo it is.\n";
    let page = "<html><body><p>“Zoë went,” she said.</p><p>So it is.</p></body></html>";
    for (name, text, articles) in
        [("a.jsonl", lines, 2), ("a", lines, 2), ("a", table, 2), ("a", page, 1)]
    {
        for mark in ["\u{feff}", ""] {
            let bytes: Vec<u8> =
                format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            let (found, told) = read_as(name, &bytes);
            assert_eq!((found.len(), told), (articles, Vec::new()), "{name} {mark:?} {text}");
            assert!(found[0].text.starts_with("“Zoë went,” she said."), "{}", found[0].text);
        }
    }
}

#[test]
fn records_are_told_though_the_first_line_is_none() {
    let good = "{\"id\": 1, \"text\": \"It is over.\"}\n";
    for first in ["{\"type\": \"meta\", \"count\": 1}\n", "{\"id\": 7, \"text\": \"cut\n"] {
        let (articles, told) = read_as("input", format!("{first}{good}").as_bytes());
        assert_eq!((texts(&articles), told.len()), (vec!["It is over."], 1), "{first}");
    }
    // An object of several lines that holds some.
    let one = format!("{{\n\"text\": \"It is over.\",\n\"more\": [\n{good}]\n}}\n");
    assert_eq!(texts(&read_as("input", one.as_bytes()).0), ["It is over."]);
}

#[test]
fn a_table_has_one_encoding() {
    let rows: [(&'static encoding_rs::Encoding, &str, &str); 2] = [
        (
            encoding_rs::WINDOWS_1251,
            "Мост",
            "«Мост останется закрытым до весны» сказала мэр города в понедельник.",
        ),
        (encoding_rs::SHIFT_JIS, "橋", "「橋は春まで閉鎖されたままです」と市長は月曜日に述べた。"),
    ];
    for (encoding, title, text) in rows {
        let table =
            format!("id,title,text\n1,{title},{text}\n2,{title},{title}\n3,Over,It is over.\n");
        let (bytes, ..) = encoding.encode(&table);
        let (articles, told) = read_as("a", &bytes);
        assert_eq!((texts(&articles), told), (vec![text, title, "It is over."], Vec::new()));
        assert_eq!(articles[1].title(), Some(title));
        let found =
            articles[1].reading.encoding.as_ref().map(|found| (found.name, found.basis.as_str()));
        assert_eq!(found, Some((encoding.name(), "detected")));
        assert_eq!(articles[2].reading.encoding, None);
    }
}

#[test]
fn rows_within_a_mark_that_nothing_closes_are_named() {
    let table = "id,title,text\n1,Over,It is over.\n2,\"Shut,So it is.\n3,Late,So it was.\n";
    let (articles, told) = read_as("a", table.as_bytes());
    assert_eq!(texts(&articles), ["It is over.", "So it was."]);
    let reason = "a:3 is no article: line 3: a quotation mark begins a cell, and none ends it";
    assert_eq!(told, [reason]);
    let table = "id,title,text\n1,Over,It is over, she said.\n2,Late,So it was.,,\n";
    let (articles, told) = read_as("a", table.as_bytes());
    assert_eq!(texts(&articles), ["So it was."]);
    assert!(told[0].starts_with("a#1 is no article: it has 4 cells"), "{told:?}");
}

#[test]
fn tables_are_read_as_spreadsheets_write_them() {
    let plain = "id,title,text\n1,Over,\"It is over, she said.\"\n";
    let rows = [
        plain.replace('\n', "\r"),
        plain.replace(',', "|"),
        format!("\r\n\n{plain}"),
        format!("sep=;\r\n{}", plain.replace(',', ";")),
        plain.replace("id,", "\"\",id,").replace("\n1,", "\n0,1,"),
    ];
    for table in rows {
        let (articles, told) = read_as("a", table.as_bytes());
        let [article] = articles.as_slice() else { panic!("{table}: {told:?}") };
        assert!(article.text.starts_with("It is over"), "{table}: {}", article.text);
        assert_eq!((article.source.as_str(), article.title()), ("a#1", Some("Over")), "{table}");
    }
}

#[test]
fn articles_are_found_in_lists_and_in_what_services_answer() {
    let article = r#"{"title": "Over", "content": "It is over."}"#;
    let rows = [
        format!(
            r#"{{"status": "ok", "tags": [{{"id": 1}}], "articles": [{article}], "more": [{{"a": 1}}]}}"#
        ),
        format!("{{\n \"articles\": [\n {article}\n ]\n}}"),
        r#"{"score": NaN, "title": "Over", "text": "It is over."}"#.to_owned(),
    ];
    for json in rows {
        let (articles, told) = read_as("a.json", json.as_bytes());
        assert_eq!((texts(&articles), told), (vec!["It is over."], Vec::new()), "{json}");
        assert_eq!(articles[0].title(), Some("Over"));
    }
    let (articles, told) = read_as("a.json", format!("[{{\"id\": 7}}, {article}]").as_bytes());
    assert_eq!(texts(&articles), ["It is over."]);
    assert_eq!(told, ["a.json:1 is no article: missing field `text`"]);
}
