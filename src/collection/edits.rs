//! Stealth edits: what an outlet changed after publication, quotes first.

use std::collections::BTreeMap;

use super::{Collection, CollectionError};
use crate::compare;
use crate::model::{
    Appearance, ArticleId, Change, CharIndex, CharSpan, Edit, EditKind, EditSide, Kind,
    PublishedDate, RevisionBasis,
};
use crate::store::ArticleRow;
use crate::text::sentences;

/// Share of the content words of a sentence that another must have to be its later form.
const SAME_SENTENCE: f64 = 0.5;
/// Sentences on either side that are compared with one another; more are another article.
const MOST_SENTENCES: usize = 200;

/// Words of one revision, and where they are quoted.
type Words<'a> = (&'a str, Option<&'a Appearance>);

impl Collection {
    /// Returns what became of a quote in the revisions of each address that ran it.
    pub(super) fn edits_of(
        &self,
        appearances: &[Appearance],
    ) -> Result<Vec<Edit>, CollectionError> {
        let mut by_article: BTreeMap<ArticleId, Vec<Words<'_>>> = BTreeMap::new();
        let mut urls: Vec<&str> = Vec::new();
        for appearance in appearances {
            let words = (appearance.text.as_str(), Some(appearance));
            by_article.entry(appearance.article_id).or_default().push(words);
            urls.extend(appearance.url.as_deref());
        }
        urls.sort_unstable();
        urls.dedup();
        let mut edits = Vec::new();
        for url in urls {
            let revisions = self.store.revisions(url)?;
            for pair in revisions.windows(2) {
                let of = |row: &ArticleRow| by_article.get(&row.id).map_or(&[][..], Vec::as_slice);
                pairs(&pair[0], of(&pair[0]), &pair[1], of(&pair[1]), &mut edits);
            }
        }
        Ok(edits)
    }

    /// Returns what was changed between two revisions of one address; nothing for articles of two.
    pub(super) fn edits_between(
        &self,
        left: &ArticleRow,
        right: &ArticleRow,
    ) -> Result<Vec<Edit>, CollectionError> {
        let is_one_address = left.facts.url().is_some() && left.facts.url() == right.facts.url();
        if !is_one_address || left.id == right.id {
            return Ok(Vec::new());
        }
        let (from, to) =
            if left.revision <= right.revision { (left, right) } else { (right, left) };
        let quoted = [self.quotes_in(from)?, self.quotes_in(to)?];
        let words = |at: usize| -> Vec<Words<'_>> {
            quoted[at].iter().map(|one: &Appearance| (one.text.as_str(), Some(one))).collect()
        };
        let mut edits = Vec::new();
        pairs(from, &words(0), to, &words(1), &mut edits);
        let texts = [self.text_of(from)?, self.text_of(to)?];
        let own = |at: usize| -> Vec<Words<'_>> {
            let own = own_sentences(&texts[at], &quoted[at]);
            own.into_iter().map(|sentence| (sentence, None)).collect()
        };
        let (before, after) = (own(0), own(1));
        pairs(from, &before, to, &after, &mut edits);
        Ok(edits)
    }

    fn quotes_in(&self, article: &ArticleRow) -> Result<Vec<Appearance>, CollectionError> {
        let mut found = self.store.appearances_in_article(article.id)?;
        found.retain(|appearance| !matches!(appearance.kind, Kind::Label | Kind::Passage));
        Ok(found)
    }
}

/// Returns the sentences of a text in which nobody is quoted.
fn own_sentences<'a>(text: &'a str, quoted: &[Appearance]) -> Vec<&'a str> {
    let index = CharIndex::new(text);
    let is_own = |span: &CharSpan| {
        quoted.iter().all(|one| one.span.end <= span.start || one.span.start >= span.end)
    };
    let own = sentences(text).into_iter().filter(is_own).take(MOST_SENTENCES);
    own.filter_map(|span| index.slice(span)).collect()
}

/// Pairs the words of two revisions, and tells what became of those that differ.
fn pairs(
    from: &ArticleRow,
    before: &[Words<'_>],
    to: &ArticleRow,
    after: &[Words<'_>],
    edits: &mut Vec<Edit>,
) {
    let (gone, mut new) = differing(before, after);
    for old in gone {
        let overlap = |words: &Words<'_>| compare::wording(old.0, words.0).content_overlap;
        let best = (0..new.len())
            .map(|place| (overlap(&new[place]), place))
            .max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)));
        match best.filter(|(share, _)| *share >= SAME_SENTENCE) {
            Some((_, place)) => {
                let later = new.remove(place);
                let changes = compare::wording(old.0, later.0).changes;
                edits.push(edit(EditKind::Altered, (from, Some(old)), (to, Some(later)), changes));
            }
            None => {
                edits.push(edit(EditKind::Removed, (from, Some(old)), (to, None), Vec::new()));
            }
        }
    }
    for later in new {
        edits.push(edit(EditKind::Added, (from, None), (to, Some(later)), Vec::new()));
    }
}

/// Returns the words that only one of two revisions has, each as often as it has them more.
fn differing<'a>(before: &[Words<'a>], after: &[Words<'a>]) -> (Vec<Words<'a>>, Vec<Words<'a>>) {
    let mut new: Vec<Words<'a>> = after.to_vec();
    let mut gone = Vec::new();
    for old in before {
        match new.iter().position(|later| later.0 == old.0) {
            Some(place) => {
                new.remove(place);
            }
            None => gone.push(*old),
        }
    }
    (gone, new)
}

fn edit(
    kind: EditKind,
    from: (&ArticleRow, Option<Words<'_>>),
    to: (&ArticleRow, Option<Words<'_>>),
    changes: Vec<Change>,
) -> Edit {
    let basis = basis(from.0, to.0);
    let quoted = from.1.or(to.1).is_some_and(|words| words.1.is_some());
    Edit {
        outlet: to.0.facts.outlet().or(from.0.facts.outlet()).map(str::to_owned),
        url: to.0.facts.url().unwrap_or_default().to_owned(),
        basis,
        kind,
        is_quote: quoted,
        from: side(from, basis),
        to: side(to, basis),
        changes,
    }
}

fn side((article, words): (&ArticleRow, Option<Words<'_>>), basis: RevisionBasis) -> EditSide {
    let stated = article.facts.modified().or(article.facts.published());
    let dated = if basis == RevisionBasis::Retrieved { article.retrieved.as_ref() } else { stated };
    EditSide {
        article_id: article.id,
        revision: article.revision,
        dated: dated.cloned(),
        appearance_id: words.and_then(|words| words.1).map(|appearance| appearance.id),
        text: words.map(|words| words.0.to_owned()),
    }
}

/// Returns what tells that the one of two revisions came before the other.
fn basis(from: &ArticleRow, to: &ArticleRow) -> RevisionBasis {
    let is_before = |from: Option<&PublishedDate>, to: Option<&PublishedDate>| {
        from.zip(to).is_some_and(|(from, to)| from.is_before(to))
    };
    let stated = |row: &'_ ArticleRow| row.facts.modified().or(row.facts.published()).cloned();
    if is_before(stated(from).as_ref(), stated(to).as_ref()) {
        let is_modified = from.facts.modified().is_some() || to.facts.modified().is_some();
        return if is_modified { RevisionBasis::Modified } else { RevisionBasis::Published };
    }
    if is_before(from.retrieved.as_ref(), to.retrieved.as_ref()) {
        return RevisionBasis::Retrieved;
    }
    RevisionBasis::Undetermined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::quotations;
    use crate::model::{Article, Fact, FactSource, Facts, Reading, Sha256Hash};
    use crate::pipeline::regroup;
    use crate::store::Store;

    fn revision(text: &str, modified: Option<&str>) -> Article {
        let hash = Sha256Hash::of(text.as_bytes());
        let said = |value: &str| Some(Fact::new(value.to_owned(), FactSource::Manifest));
        let modified = modified.map(|date| Fact::new(date.parse().unwrap(), FactSource::Manifest));
        let facts = Facts {
            url: said("https://post.example/1"),
            outlet: said("Harbour Post"),
            modified,
            ..Facts::default()
        };
        let (source, reading) = ("a.txt".to_owned(), Reading::default());
        let (bytes_sha256, text_sha256, cues) = (hash, hash, Vec::new());
        Article { text: text.to_owned(), bytes_sha256, text_sha256, source, facts, cues, reading }
    }

    fn collection(articles: &[Article]) -> Collection {
        let mut store = Store::open_in_memory().unwrap();
        let found: Vec<_> =
            articles.iter().map(|one| (one.clone(), quotations(&one.text, None))).collect();
        store.put_articles(&found).unwrap();
        regroup(&mut store).unwrap();
        Collection::new(store)
    }

    const FIRST: &str = "“We never asked the harbour board to close the old bridge,” Ada Reed said. \
        The council met for an hour on Monday. “It was their own idea from the first day,” Reed said.";
    const SECOND: &str = "“We asked the harbour board to close the old bridge,” Ada Reed said. \
        The council met for two hours on Monday. “Nobody will be paid for the ferry this year,” Reed said.";

    #[test]
    fn what_an_outlet_changed_comes_quotes_first() {
        let articles = [revision(SECOND, Some("2024-05-23")), revision(FIRST, Some("2024-05-22"))];
        let collection = collection(&articles);
        let [one, two] = articles.map(|article| article.id().to_string());
        let edits = collection.diff_articles(&one, &two).unwrap().edits;
        let told: Vec<_> = edits
            .iter()
            .map(|edit| {
                (edit.kind.as_str(), edit.is_quote, edit.basis.as_str(), edit.from.revision)
            })
            .collect();
        let expected = [
            ("altered", true, "modified", 1),
            ("removed", true, "modified", 1),
            ("added", true, "modified", 1),
            ("altered", false, "modified", 1),
        ];
        assert_eq!(told, expected);
        let negation = edits[0].changes.iter().any(|change| change.material == Some(true));
        assert!(negation, "{:?}", edits[0].changes);
    }

    #[test]
    fn the_history_of_a_quote_tells_its_edit_and_whether_its_order_is_known() {
        let rows =
            [(Some("2024-05-22"), Some("2024-05-23"), "modified"), (None, None, "undetermined")];
        for (first, second, basis) in rows {
            let collection = collection(&[revision(FIRST, first), revision(SECOND, second)]);
            let quotes = collection.store.quotes().unwrap();
            let edits: Vec<Edit> = quotes
                .iter()
                .flat_map(|quote| collection.history(quote.id).unwrap().edits)
                .filter(|edit| edit.kind == EditKind::Altered)
                .collect();
            let [edit] = edits.as_slice() else { panic!("{edits:?}") };
            assert_eq!((edit.basis.as_str(), edit.is_quote), (basis, true));
        }
    }
}
