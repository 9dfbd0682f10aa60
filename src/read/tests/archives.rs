//! Archives, whole and broken.

use super::*;

#[test]
fn a_web_archive_states_address_and_moment() {
    let (articles, _) = read_as("crawl", &record(1, "It is over"));
    let article = &articles[0];
    assert_eq!(article.source, "crawl#urn:uuid:1");
    assert_eq!(article.url(), Some("https://post.example/1"));
    assert_eq!(
        article.reading.retrieved.as_ref().map(|date| date.as_str()),
        Some("2024-05-22T10:00:00Z")
    );
    assert_eq!(article.facts.language(), Some("en-CA"));
    let raw = article.reading.raw.as_ref().expect("bytes that differ from the text");
    assert_eq!(raw.expand().expect("whole"), page("It is over").as_bytes());
}

#[test]
fn only_the_pages_of_a_wacz_are_read() {
    let wacz = zip(&[
        ("datapackage.json", b"{\"wacz_version\": \"1.1.1\"}".as_slice()),
        ("pages/pages.jsonl", b"{\"id\": \"1\", \"text\": \"A list.\"}\n"),
        ("archive/data.warc.gz", &gzip(&record(1, "It is over"))),
    ]);
    let (articles, told) = read_as("a.wacz", &wacz);
    assert_eq!((articles.len(), told.len()), (1, 0), "{told:?}");
    assert_eq!(articles[0].source, "a.wacz/archive/data.warc.gz#urn:uuid:1");
}

#[test]
fn names_that_lead_outside_are_only_names() {
    let words: &[u8] = b"It is over, she said.";
    let (articles, told) =
        read_as("a.zip", &zip(&[("../../etc/passwd", words), ("/abs.txt", words)]));
    assert_eq!((texts(&articles), told), (vec!["It is over, she said."; 2], Vec::new()));
    assert_eq!(articles[0].source, "a.zip/etc/passwd");
    let (articles, told) = read_as("a.zip", &zip(&[("./a.txt", words), ("./.b.txt", words)]));
    assert_eq!((articles.len(), told), (1, Vec::new()), "a hidden file is no article");
    assert_eq!(articles[0].source, "a.zip/a.txt");
    let mut builder = tar::Builder::new(Vec::new());
    let mut link = tar::Header::new_gnu();
    link.set_entry_type(tar::EntryType::Symlink);
    link.set_size(0);
    builder.append_link(&mut link, "innocent.txt", "/etc/passwd").expect("memory");
    let (articles, _) = read_as("a.tar", &builder.into_inner().expect("memory"));
    assert_eq!(texts(&articles), Vec::<&str>::new());
}

#[test]
fn what_is_cut_anywhere_gives_what_was_before_the_cut() {
    let web: Vec<u8> = (1..=3).flat_map(|number| gzip(&record(number, "It is over"))).collect();
    let plain: Vec<u8> = (1..=3).flat_map(|number| record(number, "It is over")).collect();
    let whole = zip(&[("a", page("It is over").as_bytes()), ("b", b"So it is, he said.")]);
    let packed = gzip(&tar(&[("a", b"It is over.".as_slice()), ("b", b"So it is, he said.")]));
    for bytes in [web, plain, whole, packed, page("It is over").into_bytes()] {
        let (all, _) = read_as("input", &bytes);
        let all: Vec<&str> = texts(&all);
        // Every place in the first bytes and the last, some in between.
        let places =
            (0..bytes.len()).filter(|at| *at < 40 || at + 40 > bytes.len() || at % 37 == 0);
        for place in places {
            let (articles, _) = read_as("input", &bytes[..place]);
            assert!(articles.len() <= all.len() + 1, "cut at {place}");
            let before = articles.len().saturating_sub(1);
            assert_eq!(texts(&articles)[..before], all[..before], "cut at {place}");
        }
    }
}

#[test]
fn flipped_bytes_cost_no_more_than_their_record() {
    let members: Vec<Vec<u8>> = (1..=3).map(|number| gzip(&record(number, "It is over"))).collect();
    let bytes = members.concat();
    let second = members[0].len()..members[0].len() + members[1].len();
    for place in second.step_by(11) {
        let mut broken = bytes.clone();
        broken[place] ^= 0xff;
        let (articles, told) = read_as("input", &broken);
        let sources: Vec<&str> = articles.iter().map(|article| article.source.as_str()).collect();
        assert!(sources.contains(&"input#urn:uuid:1"), "{place}: {sources:?} {told:?}");
        assert!(sources.contains(&"input#urn:uuid:3"), "{place}: {sources:?} {told:?}");
    }
}

#[test]
fn a_wrong_length_costs_its_record_only() {
    let good = record(2, "So it was");
    for length in ["1000000000000000", "-5", "99999999999999999999999", "", "nonsense", "0x10", "7"]
    {
        let text = String::from_utf8(record(1, "It is over")).expect("text");
        let start = text.find("Content-Length: ").expect("a length") + "Content-Length: ".len();
        let end = start + text[start..].find('\r').expect("an end");
        let wrong = [&text[..start], length, &text[end..]].concat().into_bytes();
        for bytes in [[wrong.clone(), good.clone()].concat(), [gzip(&wrong), gzip(&good)].concat()]
        {
            let (articles, told) = read_as("crawl", &bytes);
            let sources: Vec<&str> = articles.iter().map(|a| a.source.as_str()).collect();
            assert_eq!(sources, ["crawl#urn:uuid:2"], "{length}: {told:?}");
            assert!(!told.is_empty(), "{length}");
        }
    }
}

#[test]
fn broken_records_are_each_told_once_and_read_over_once() {
    let begun = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:9>\r\nContent-Length: 99\r\n\r\n";
    let cut = [record(1, "It is over"), b"\r\n".repeat(50_000), begun.as_bytes().to_vec()].concat();
    let (articles, told) = read_as("crawl", &cut);
    assert_eq!(articles.len(), 1);
    assert_eq!(told, ["crawl#urn:uuid:9 is damaged: the record is cut short"]);
    let long = begun.replace("99\r", "999999999\r").repeat(5_000);
    for kind in ["response", "metadata"] {
        let long = long.replace("response", kind).into_bytes();
        let (articles, told) = read_as("crawl", &[long, record(1, "It is over")].concat());
        assert_eq!((articles.len(), told.len()), (1, 5_000), "{kind}");
    }
}

#[test]
fn what_unpacks_without_end_is_named() {
    let zeros = vec![b'a'; 80 << 20];
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&zeros).expect("memory");
    let bomb = encoder.finish().expect("memory");
    let (articles, told) = read_as("bomb.gz", &bomb);
    assert_eq!(texts(&articles), Vec::<&str>::new());
    assert_eq!(told.len(), 1, "{told:?}");
    let in_zip = zip(&[("bomb", zeros.as_slice()), ("b.txt", b"It is over, she said.")]);
    let (articles, told) = read_as("bomb.zip", &in_zip);
    assert_eq!(texts(&articles), ["It is over, she said."]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("bomb.zip/bomb "), "{told:?}");
    let mut nested = b"It is over.".to_vec();
    for _ in 0..8 {
        nested = gzip(&nested);
    }
    assert_eq!(read_as("nested.gz", &nested).0.len(), 0);
}

#[test]
fn documents_that_are_not_read_are_named_wherever_they_lie() {
    let office = zip(&[
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("_rels/.rels", b"<Relationships/>"),
        ("word/document.xml", b"<w:document/>"),
    ]);
    let open = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text".as_slice()),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", b"<office/>"),
    ]);
    let all = zip(&[("a.docx", office.as_slice()), ("b.odt", &open), ("c.pdf", b"%PDF-1.7")]);
    let expected = [
        "a.zip/a.docx is an Office document",
        "a.zip/b.odt is an OpenDocument file",
        "a.zip/c.pdf is a PDF",
    ];
    let (articles, told) = read_as("a.zip", &all);
    assert_eq!((articles.len(), told), (0, expected.map(str::to_owned).to_vec()));
    let picture = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/9\r\n\
         Content-Type: application/http\r\nContent-Length: 60\r\n\r\n\
         HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%PDF-1.7 “a”\r\n\r\n";
    let (articles, told) = read_as("crawl", picture.as_bytes());
    assert_eq!(
        (articles.len(), told),
        (0, vec!["crawl#https://post.example/9 is no article: a PDF".to_owned()])
    );
}

#[test]
fn a_member_that_is_cut_is_no_article() {
    let bytes = tar(&[("a", b"It is over, she said."), ("b", "So it is. ".repeat(90).as_bytes())]);
    let (articles, told) = read_as("a.tar", &bytes[..2000]);
    assert_eq!(texts(&articles), ["It is over, she said."]);
    assert_eq!(told[0], "a.tar/b is damaged: the archive is cut short");
}

#[test]
fn a_length_that_takes_in_the_next_record_costs_neither() {
    let [first, second, third] = ["It is over", "So it was", "So it will be"];
    let [mut one, two, three] = [record(1, first), record(2, second), record(3, third)]
        .map(|record| String::from_utf8(record).expect("text"));
    let at = one.find("Content-Length: ").expect("a length") + 16;
    let digits = one[at..].find('\r').expect("an end");
    let length: usize = one[at..at + digits].parse().expect("a number");
    for more in [60, 200, two.len() + 100] {
        one.replace_range(at..at + digits, &(length + more).to_string());
        let (articles, told) = read_as("a", [one.as_str(), &two, &three].concat().as_bytes());
        assert_eq!(articles.len(), 3, "{more}: {told:?}");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("a#urn:uuid:1 is damaged: the length"), "{told:?}");
    }
    // A page may show what a record looks like.
    let shown =
        record(1, "It is over</p><pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n</pre><p>");
    let (articles, told) = read_as("a", &[shown, two.into_bytes()].concat());
    assert_eq!((articles.len(), told), (2, Vec::new()));
}

#[test]
fn members_of_one_name_are_all_read() {
    let two = zip(&[("a.txt", b"It is over."), ("b.txt", b"So it was."), ("c", b"So it is.")]);
    // Programs that append to an archive do not look whether it has the name.
    let name = |at: usize| two[at..].starts_with(b"b.txt");
    let mut one_name = two.clone();
    (0..two.len()).filter(|at| name(*at)).for_each(|at| one_name[at] = b'a');
    let (articles, told) = read_as("z", &one_name);
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(texts(&articles), ["It is over.", "So it was.", "So it is."]);
    assert_eq!(articles[1].source, "z/a.txt");
}

#[test]
fn what_a_page_is_drawn_with_is_no_article() {
    let members: [(&str, &[u8]); 5] = [
        ("p/app.js", b"var a = \"It is over\", b = 'so';"),
        ("p/style.CSS", b"q::before { content: open-quote }"),
        ("p/logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><text>\"So\"</text></svg>"),
        ("list.csv", b"file,outlet\na.txt,Post\n"),
        ("p/notes.txt", b"It is over, she said."),
    ];
    let (articles, told) = read_as("z", &zip(&members));
    assert_eq!(texts(&articles), ["It is over, she said."]);
    let what = |end: &str| told.iter().filter(|told| told.ends_with(end)).count();
    assert_eq!((what("a script or a style sheet"), what("a picture")), (2, 1), "{told:?}");
    assert_eq!(what("a table without a column text in its first line"), 1, "{told:?}");
    // What the caller names is read as what it is.
    let (articles, told) = read_as("app.js", b"var a = \"It is over\";");
    assert_eq!((articles.len(), told.len()), (1, 0));
}
