//! Which quote or article the user means.

use super::{CheckRequest, Collection, CollectionError};
use crate::model::{AppearanceId, Check, QuoteId, Verdict};
use crate::store::{ArticleRow, Filter, Resolved, Store};

/// The quote that a text or an id leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundQuote {
    /// Its id.
    pub id: QuoteId,
    /// How the text compares with it; none where an id was given.
    pub verdict: Option<Verdict>,
}

impl FoundQuote {
    /// Says whether the text given is not what the quote's closest wording says.
    pub fn is_other_words(&self) -> bool {
        matches!(self.verdict, Some(Verdict::Altered | Verdict::Reworded))
    }
}

impl Collection {
    /// Returns the quote that `target` names: an id, the beginning of one, or its words.
    ///
    /// Words that were changed lead to the closest quote, and the answer says so.
    ///
    /// # Errors
    ///
    /// Where there is none, or more than one.
    pub fn find_quote(&self, target: &str) -> Result<FoundQuote, CollectionError> {
        if Store::is_id(target) {
            return self.quote_by_id(target.trim());
        }
        if is_like_an_id(target) {
            return Err(CollectionError::MalformedId { id: target.trim().to_owned() });
        }
        let request = CheckRequest { text: target.to_owned(), ..CheckRequest::default() };
        let check = self.check(&request)?;
        let quotes = quotes_in(&check);
        match quotes.as_slice() {
            [] => Err(CollectionError::QuoteNotFound { scope: check.scope }),
            [id] => Ok(FoundQuote { id: *id, verdict: Some(check.verdict) }),
            _ => Err(CollectionError::SeveralQuotes { quotes }),
        }
    }

    fn quote_by_id(&self, id: &str) -> Result<FoundQuote, CollectionError> {
        let missing = || CollectionError::NoSuchId { id: id.to_owned() };
        let label = || CollectionError::NoQuote { id: id.to_owned() };
        let quote = match self.store.resolve(id)?.ok_or_else(missing)? {
            Resolved::Quote(quote) => quote,
            Resolved::Wording(wording) => {
                self.quote_of(AppearanceId(wording.0))?.ok_or_else(label)?
            }
            Resolved::Appearance(appearance) => self.quote_of(appearance)?.ok_or_else(label)?,
            Resolved::Article(_) => return Err(label()),
        };
        Ok(FoundQuote { id: quote, verdict: None })
    }

    fn quote_of(&self, id: AppearanceId) -> Result<Option<QuoteId>, CollectionError> {
        Ok(self.store.appearance(id)?.and_then(|appearance| appearance.quote_id))
    }

    /// Returns the article that `name` names: an id or the beginning of one, the hash of its bytes
    /// or text, its address, its file, or the end of the file's path.
    ///
    /// # Errors
    ///
    /// Where there is none, or more than one.
    pub fn find_article(&self, name: &str) -> Result<ArticleRow, CollectionError> {
        if Store::is_id(name)
            && let Some(Resolved::Article(id)) = self.store.resolve(name)?
            && let Some(article) = self.store.article(id)?
        {
            return Ok(article);
        }
        let mut named = self.store.articles_in(&Filter::default())?;
        named.retain(|article| answers_to(article, name));
        match named.len() {
            0 => Err(CollectionError::NoSuchArticle { name: name.to_owned() }),
            1 => Ok(named.remove(0)),
            _ => Err(CollectionError::SeveralArticles {
                name: name.to_owned(),
                articles: named.iter().map(|article| article.id).collect(),
            }),
        }
    }
}

/// Returns the quotes that a check leads to, its own first.
fn quotes_in(check: &Check) -> Vec<QuoteId> {
    if check.ambiguous.is_empty() {
        check.quote_id.into_iter().collect()
    } else {
        check.ambiguous.clone()
    }
}

/// Fewest digits by which a hash names an article.
const MIN_HASH_DIGITS: usize = 8;

fn answers_to(article: &ArticleRow, name: &str) -> bool {
    let by_hash = name.len() >= MIN_HASH_DIGITS
        && [article.text_sha256, article.bytes_sha256]
            .iter()
            .any(|hash| hash.to_string().starts_with(&name.to_lowercase()));
    let path = std::path::Path::new(&article.source);
    let file = path.file_name().and_then(|file| file.to_str()).unwrap_or_default();
    let by_file = path.ends_with(name) || is_short_for(name, file);
    by_hash || by_file || article.source == name || article.facts.url() == Some(name)
}

/// Says whether `name` is the beginning of a file's name, up to where a word of it ends: "001" for
/// `001_f06a.txt`.
fn is_short_for(name: &str, file: &str) -> bool {
    let rest = file.strip_prefix(name).filter(|_| !name.is_empty());
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Says whether a text begins as an id does and goes on in one word: "q:zz".
fn is_like_an_id(text: &str) -> bool {
    let rest =
        text.trim().strip_prefix(['a', 'x', 'w', 'q']).and_then(|rest| rest.strip_prefix(':'));
    rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::is_short_for;

    #[test]
    fn a_file_answers_to_the_words_that_its_name_begins_with() {
        let rows = [
            ("001", "001_f06a.txt", true),
            ("001_f06a", "001_f06a.txt", true),
            ("001_f06a.txt", "001_f06a.txt", true),
            ("00", "001_f06a.txt", false),
            ("", "001_f06a.txt", false),
        ];
        for (name, file, expected) in rows {
            assert_eq!(is_short_for(name, file), expected, "{name} for {file}");
        }
    }
}
