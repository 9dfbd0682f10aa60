//! Pages, as sites write them and programs save them.

use super::*;

#[test]
fn floods_of_markup_are_read_without_a_tree() {
    let quoted = "<p>“It is over,” Ada Reed said.</p>";
    let floods = [
        "<div>".repeat(100_000),
        "<b>".repeat(100_000),
        "<a><p>".repeat(20_000),
        "<table><tr><td>".repeat(5_000),
        "<b><i><u><p>".repeat(3_000),
        (0..2_000).map(|n| format!("<p><font size={n}></p>")).collect(),
        format!("<p {}>", (0..100_000).map(|n| format!("a{n}=1 ")).collect::<String>()),
        "<![CDATA[<!--".repeat(10_000),
        "<script>".repeat(10_000),
        "&amp".repeat(100_000),
        "&amp; ".repeat(300_000),
        format!("<p data-x=\"{}\">", "&amp;".repeat(100_000)),
        "<select>".repeat(1_000),
        "</p>".repeat(100_000),
        "<".repeat(100_000),
    ];
    for flood in floods {
        let html = format!("<html><body><article>{quoted}{flood}");
        let (articles, told) = read_as("page", html.as_bytes());
        let found = articles.first().is_some_and(|article| article.text.contains("“It is over,”"));
        assert!(found, "{}: {told:?}", &flood[..40]);
    }
}

#[test]
fn facts_of_a_page_are_those_that_it_states() {
    let html = r#"<html lang="en_CA"><head>
        <title>Bridge shut | Harbour Post</title>
        <link rel=canonical href="/news/1?x=1#top">
        <meta property="og:url" content="https://post.example/og">
        <meta property="og:site_name" content="Harbour Post">
        <meta property="og:title" content="Bridge &amp;amp; ferry shut">
        <meta name="author" content="Jo Reed">
        <meta property="article:published_time" content="2024-05-22T10:00:00+02:00">
        <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge shut for good",
          "dateModified": "2024-05-23T08:00:00Z", "publisher": {"name": "The Harbour Post"}}</script>
        </head><body><p>“It is over,” Ada Reed said, and the council met again.</p></body></html>"#;
    let mut bytes = b"<!-- saved from url=(0027)https://www.post.example/a -->\n".to_vec();
    bytes.extend_from_slice(html.as_bytes());
    let (articles, _) = read_as("page", &bytes);
    let facts = &articles[0].facts;
    assert_eq!(facts.title(), Some("Bridge shut for good"));
    assert_eq!(facts.outlet(), Some("The Harbour Post"));
    assert_eq!(facts.url(), Some("https://www.post.example/news/1?x=1"));
    assert_eq!(facts.published().map(|date| date.as_str()), Some("2024-05-22T10:00:00+02:00"));
    assert_eq!(facts.modified().map(|date| date.as_str()), Some("2024-05-23T08:00:00Z"));
    assert_eq!(facts.language(), Some("en-CA"));
    assert_eq!(facts.byline.as_ref().map(|fact| fact.value.as_str()), Some("Jo Reed"));
    let stated: Vec<String> = articles[0]
        .reading
        .statements
        .iter()
        .filter(|statement| matches!(statement.field, "title" | "url"))
        .map(|statement| format!("{} {}", statement.place.as_str(), statement.value))
        .collect();
    let expected = [
        "link https://www.post.example/news/1?x=1",
        "open-graph https://post.example/og",
        "json-ld Bridge shut for good",
        "open-graph Bridge & ferry shut",
        "title Bridge shut | Harbour Post",
    ];
    assert_eq!(stated, expected);
}

#[test]
fn the_address_of_a_page_taken_over_is_its_own() {
    let html = page("It is over")
        .replace("<head>", "<head><link rel=canonical href='https://wire.example/1'>");
    let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}");
    let bytes = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/9\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    );
    let (articles, _) = read_as("crawl", bytes.as_bytes());
    assert_eq!(articles[0].url(), Some("https://post.example/9"));
}

#[test]
fn quotes_outside_the_article_are_marked() {
    let html = page("It is over").replace(
        "</body>",
        "<aside><p>Also: <q>nobody asked us</q>, Jo Marsh says</p></aside></body>",
    );
    let (articles, _) = read_as("page", html.as_bytes());
    let article = &articles[0];
    let from = article.reading.outside_from.expect("a quote outside");
    let outside: String = article.text.chars().skip(from).collect();
    assert_eq!(outside, "Also: “nobody asked us”, Jo Marsh says");
}

#[test]
fn a_declaration_that_contradicts_the_bytes_decides_nothing() {
    let said = "<p>“Zoë went,” she said.</p>";
    let feed = "<rss version=\"2.0\"><channel><item><guid>1</guid><description>“Zoë went,” she said.</description></item></channel></rss>";
    let rows = [
        format!("<html><head><meta charset=utf-16></head><body>{said}</body></html>"),
        format!("<?xml version=\"1.0\" encoding=\"utf-16\"?><html><body>{said}</body></html>"),
        format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{feed}"),
    ];
    for text in rows {
        let (articles, told) = read_as("input", text.as_bytes());
        assert_eq!((texts(&articles), told), (vec!["“Zoë went,” she said."], Vec::new()), "{text}");
    }
    let html = "<html><head><!-- <meta charset=utf-8> --><meta charset=shift_jis></head><body><p>橋は閉鎖</p></body></html>";
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(html);
    assert_eq!(texts(&read_as("input", &bytes).0), ["橋は閉鎖"]);
}

#[test]
fn of_several_articles_the_facts_are_those_of_the_page() {
    let data = |address: &str| {
        format!(
            r#"<script type="application/ld+json">[
            {{"@type": "NewsArticle", "headline": "Ferry sails again", "url": "https://post.example/2"}},
            {{"@type": "NewsArticle", "headline": "Bridge shut for good", "url": "{address}"}}]</script>"#
        )
    };
    let rows = [
        ("https://post.example/1", "http://www.post.example/1/#top", "Elsewhere"),
        ("/1", "https://post.example/1", "Elsewhere"),
        ("", "https://post.example/9", "Bridge shut for good"),
    ];
    for (canonical, stated, heading) in rows {
        let html = format!(
            "<!-- saved from url=(0022)https://post.example/1 --><html><head>\
             <link rel=canonical href='{canonical}'>{}</head><body><h1>{heading}</h1>\
             <p>“It is over,” she said.</p></body></html>",
            data(stated)
        );
        let (articles, _) = read_as("page", html.as_bytes());
        assert_eq!(articles[0].facts.title(), Some("Bridge shut for good"), "{canonical} {stated}");
    }
}

#[test]
fn the_date_of_a_page_is_not_that_of_a_box() {
    let rows = [
        (
            "<aside><time datetime=2019-01-01>old</time></aside><time datetime=2024-05-22>",
            Some("2024-05-22"),
        ),
        (
            "<time datetime=2024-06-30>today</time><time pubdate datetime=2024-05-22>",
            Some("2024-05-22"),
        ),
        ("<footer><time datetime=2024-06-30>today</time></footer>", None),
    ];
    for (times, expected) in rows {
        let html = format!("<html><body>{times}<p>“It is over,” she said.</p></body></html>");
        let (articles, _) = read_as("page", html.as_bytes());
        let published = articles[0].facts.published().map(|date| date.as_str());
        assert_eq!(published, expected, "{times}");
    }
}

#[test]
fn an_encoding_is_that_of_the_mark_the_transport_or_the_page() {
    let html = "<meta charset=windows-1252><p>\u{201c}caf\u{e9}\u{201d} she said, and left.</p>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(html);
    let (articles, _) = read_as("page", &bytes);
    assert!(articles[0].text.contains("“café”"), "{}", articles[0].text);
    let encoding = articles[0].reading.encoding.as_ref().expect("a declared one");
    assert_eq!(
        (encoding.name, encoding.basis.as_str(), encoding.replaced),
        ("windows-1252", "declared", 0)
    );
    let facts = Facts::default();
    assert_eq!(articles[0].facts.kind, facts.kind);
}

#[test]
fn a_page_that_was_saved_with_its_header_is_a_page() {
    let head =
        "HTTP/1.1 200 OK\r\nDate: Wed, 22 May 2024 10:00:00 GMT\r\nContent-Type: text/html\r\n";
    let html = page("It is over");
    let plain = "HTTP/2 200\ncontent-type: text/plain\n\nIt is over, she said.".to_owned();
    let moved = format!("HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n{head}\r\n{html}");
    let size = html.len();
    let chunked =
        format!("{head}Transfer-Encoding: chunked\r\n\r\n{size:x}\r\n{html}\r\n0\r\n\r\n");
    let lines =
        "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"text\": \"It is over, she said.\"}";
    for answer in [format!("{head}\r\n{html}"), moved, chunked, plain, lines.to_owned()] {
        let (articles, told) = read_as("a", answer.as_bytes());
        let [article] = articles.as_slice() else { panic!("{answer}: {told:?}") };
        assert!(article.text.contains("It is over,"), "{}", article.text);
        assert!(!article.text.contains("HTTP"), "{}", article.text);
        if answer.contains("Date:") {
            assert_eq!(article.title(), Some("Bridge shut"));
            let retrieved = article.reading.retrieved.as_ref().map(|date| date.as_str());
            assert_eq!(retrieved, Some("2024-05-22"));
        }
    }
    let gone = format!("{}\r\n<p>Not here", head.replace("200 OK", "404 Not Found"));
    assert_eq!(read_as("a", gone.as_bytes()).1, ["a is no article: an answer with the status 404"]);
}

#[test]
fn a_page_in_xml_is_read_to_its_end() {
    let page = page("It is over").replace("<html", "<html xmlns=\"http://www.w3.org/1999/xhtml\"");
    let page = page.replace("</head>", "<script src=\"a.js\" /></head>");
    let (articles, told) = read_as("a", page.as_bytes());
    assert_eq!(told, Vec::<String>::new());
    assert!(articles[0].text.contains("“It is over,” Ada Reed said"), "{}", articles[0].text);
    assert_eq!(articles[0].title(), Some("Bridge shut"));
}

#[test]
fn an_article_that_scripts_show_is_read() {
    let said = "“It is over,” Ada Reed said on Monday. ".repeat(12);
    let data = |body: &str| {
        format!(
            "<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"articleBody\": {body:?}}}</script>"
        )
    };
    let html = |body: &str, shown: &str| {
        format!("<!DOCTYPE html><title>Over</title>{}<p>{shown}</p>", data(body))
    };
    let (articles, _) = read_as("a", html(&said, "Enable scripts to read “Over”.").as_bytes());
    assert!(articles[0].text.starts_with("“It is over,” Ada Reed"), "{}", articles[0].text);
    assert!(articles[0].text.ends_with("Enable scripts to read “Over”."), "{}", articles[0].text);
    assert!(articles[0].reading.outside_from.is_some());
    // What the page shows is what it says, as long as it shows it.
    let (articles, _) = read_as("a", html(&said.replace("Monday", "Tuesday"), &said).as_bytes());
    assert!(!articles[0].text.contains("Tuesday"), "{}", articles[0].text);
}

#[test]
fn the_date_of_a_comment_is_not_that_of_the_article() {
    let time = "<time datetime=\"2024-06-30\">30 June</time>";
    let rows = [
        (format!("<div class=\"comments\"><div>Al</div>{time}</div>"), None),
        (format!("<section id=disqus_thread><div>{time}</div></section>"), None),
        (
            "<div itemscope itemtype=\"http://schema.org/Comment\"><meta itemprop=datePublished content=2024-06-30></div>".to_owned(),
            None,
        ),
        (format!("<div class=\"comments\"><div>Al</div></div>{time}"), Some("2024-06-30")),
        (format!("<div class=\"has-comments\">{time}</div>"), Some("2024-06-30")),
    ];
    for (more, expected) in rows {
        let html = page("It is over").replace("</article>", &format!("</article>{more}"));
        let (articles, _) = read_as("a", html.as_bytes());
        let published = articles[0].published().map(|date| date.as_str());
        assert_eq!(published, expected, "{more}");
    }
}

#[test]
fn a_page_of_a_web_archive_is_that_of_its_site() {
    let copy = "https://archive.example/web/20240522100000/https://post.example/1";
    let head = format!("<head><link rel=canonical href=\"{copy}\"><link rel=x href=/>");
    let html = page("It is over").replace("<head>", &head);
    let saved = format!("<!-- saved from url=({:04}){copy} -->{}", copy.len(), page("It is over"));
    for html in [html, saved] {
        let (articles, _) = read_as("a", html.as_bytes());
        assert_eq!(articles[0].url(), Some("https://post.example/1"));
        let retrieved = articles[0].reading.retrieved.as_ref().map(|date| date.as_str());
        assert_eq!(retrieved, Some("2024-05-22T10:00:00Z"));
    }
}

#[test]
fn the_data_of_another_article_say_nothing_about_the_page() {
    let data = |headline: &str, address: &str| {
        format!(
            "<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"headline\": {headline:?}, \
             \"url\": {address:?}, \"datePublished\": \"2020-01-01\"}}</script></head>"
        )
    };
    let rows = [
        ("Ferry late again", "https://post.example/2", None),
        // The words of a headline are put in another way for those who search.
        ("Why the bridge is shut", "https://post.example/2", Some("2020-01-01")),
        ("Ferry late again", "https://post.example/1/", Some("2020-01-01")),
    ];
    for (headline, address, expected) in rows {
        let head =
            format!("<link rel=canonical href=https://post.example/1>{}", data(headline, address));
        let (articles, _) = read_as("a", page("It is over").replace("</head>", &head).as_bytes());
        let published = articles[0].published().map(|date| date.as_str());
        assert_eq!(published, expected, "{headline}");
    }
}
