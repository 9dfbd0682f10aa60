//! Narrowing a question to an outlet or a stretch of time, and saying what was searched.

use rustc_hash::FxHashSet;

use super::{ArticleRow, Store, StoreError, parsed_option};
use crate::model::{PublishedDate, Scope};

/// Which articles a question is about; the default is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only this outlet's, letter case aside.
    pub outlet: Option<String>,
    /// Only those that may have been published then or later; undated ones are left out.
    pub since: Option<PublishedDate>,
    /// Only those that may have been published then or earlier; undated ones are left out.
    pub until: Option<PublishedDate>,
}

impl Filter {
    /// Says whether every article is wanted.
    pub fn is_empty(&self) -> bool {
        self.outlet.is_none() && self.since.is_none() && self.until.is_none()
    }

    /// Says whether `article` is wanted.
    pub fn admits(&self, article: &ArticleRow) -> bool {
        self.admits_values(article.facts.outlet(), article.facts.published())
    }

    /// Says whether articles of this outlet are wanted.
    pub fn admits_outlet(&self, outlet: Option<&str>) -> bool {
        self.outlet.as_ref().is_none_or(|wanted| {
            outlet.is_some_and(|outlet| outlet.to_lowercase() == wanted.trim().to_lowercase())
        })
    }

    /// Says whether an article of this outlet and date is wanted.
    pub fn admits_values(&self, outlet: Option<&str>, published: Option<&PublishedDate>) -> bool {
        let not_before =
            self.since.as_ref().is_none_or(|since| published.is_some_and(|d| !d.is_before(since)));
        let not_after =
            self.until.as_ref().is_none_or(|until| published.is_some_and(|d| !until.is_before(d)));
        self.admits_outlet(outlet) && not_before && not_after
    }
}

impl Store {
    /// Returns the names of all outlets, in order.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn outlet_names(&self) -> Result<Vec<String>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT name FROM outlet ORDER BY name")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Returns what `filter` leaves to search: articles, outlets, dates.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn scope(&self, filter: &Filter) -> Result<Scope, StoreError> {
        // In the order in which they are stored: to sort them would take as long again.
        let sql = "SELECT outlet, published FROM article_row";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut scope = Scope::default();
        let mut outlets: FxHashSet<String> = FxHashSet::default();
        while let Some(row) = rows.next()? {
            let outlet = row.get_ref(0)?.as_str_or_null().map_err(rusqlite::Error::from)?;
            let published = parsed_option(row, 1)?;
            if !filter.admits_values(outlet, published.as_ref()) {
                continue;
            }
            scope.articles += 1;
            if let Some(outlet) = outlet.filter(|outlet| !outlets.contains(*outlet)) {
                outlets.insert(outlet.to_owned());
            }
            match published {
                None => scope.undated += 1,
                Some(date) => widen(&mut scope, date),
            }
        }
        scope.outlets = outlets.len();
        Ok(scope)
    }
}

fn widen(scope: &mut Scope, date: PublishedDate) {
    if scope.from.as_ref().is_none_or(|from| date.display_order(from).is_lt()) {
        scope.from = Some(date.clone());
    }
    if scope.to.as_ref().is_none_or(|to| date.display_order(to).is_gt()) {
        scope.to = Some(date);
    }
}
