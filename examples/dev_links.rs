//! Extracts the quotes of a file of articles, groups them and prints the links to be judged:
//! `dev_links FILE`.
//!
//! Reads JSON Lines `{"id", "text", "title"?, "source"?, "date"?}`. Prints one JSON line for each
//! utterance: its article, text, speaker, date and the number of its cluster.

use std::io::{BufWriter, Write};

use quotetrail::extract::quotations;
use quotetrail::group::{Utterance, group};
use quotetrail::model::{Kind, PublishedDate, Quotation, Sha256Hash};

#[derive(serde::Deserialize)]
struct Article {
    id: serde_json::Value,
    text: String,
    title: Option<String>,
    source: Option<String>,
    date: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: dev_links FILE")?;
    let file = std::fs::read_to_string(path)?;
    let articles: Vec<Article> =
        file.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let dates: Vec<Option<PublishedDate>> =
        articles.iter().map(|article| article.date.as_ref()?.parse().ok()).collect();
    let found: Vec<(usize, Quotation)> = articles
        .iter()
        .enumerate()
        .flat_map(|(at, article)| {
            let quotes = quotations(&article.text, article.title.as_deref());
            quotes.into_iter().filter(|q| q.kind != Kind::Label).map(move |quote| (at, quote))
        })
        .collect();
    let utterances: Vec<Utterance<'_>> = found
        .iter()
        .map(|(at, quote)| {
            let place = format!("{}\n{}", articles[*at].id, quote.span);
            Utterance {
                key: Sha256Hash::of(place.as_bytes()).prefix(),
                text: &quote.text,
                speaker: quote.speaker.as_deref(),
                outlet: articles[*at].source.as_deref(),
                published: dates[*at].as_ref(),
                article: Some(*at as u64),
                nested_in: None,
            }
        })
        .collect();
    let grouping = group(&utterances);
    let mut out = BufWriter::new(std::io::stdout());
    for (at, utterance) in utterances.iter().enumerate() {
        let row = serde_json::json!({
            "article": utterance.article, "text": utterance.text, "speaker": utterance.speaker,
            "date": utterance.published.map(PublishedDate::as_str),
            "cluster": grouping.cluster[at],
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}
