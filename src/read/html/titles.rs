//! Titles of pages: the headline, and the name of the site that stands beside it.

/// The headings of the first rank of a page.
pub(super) struct Heading<'a> {
    /// The one of the article.
    pub(super) own: Option<&'a str>,
    /// The one that is the site's name, as the end or the beginning of the title says.
    pub(super) site: Option<&'a str>,
}

impl<'a> Heading<'a> {
    /// Tells them apart, where the outlet may be known.
    pub(super) fn of(
        headings: &'a [String],
        outlet: Option<&str>,
        titles: &[Option<&str>],
    ) -> Self {
        let titles = || titles.iter().flatten();
        // The site's name is the shorter part of a title, and stands at its end: at the beginning
        // only where another heading has the rest.
        let is_shorter = |one: &str, other: &str| {
            one.split_whitespace().count() < other.split_whitespace().count()
        };
        let is_headed = |rest: &str| headings.iter().any(|heading| rest.contains(heading.as_str()));
        let is_site = |heading: &&str| {
            outlet.is_some_and(|outlet| heading.eq_ignore_ascii_case(outlet))
                || titles().any(|title| {
                    let rest = without_outlet(title, Some(heading));
                    let is_at_end = title.starts_with(rest);
                    rest != *title && is_shorter(heading, rest) && (is_at_end || is_headed(rest))
                })
        };
        let headings = || headings.iter().map(String::as_str);
        let is_in_title = |heading: &&str| titles().any(|title| title.contains(*heading));
        let own = || headings().filter(|heading| !is_site(heading));
        Self {
            own: own().find(is_in_title).or_else(|| own().next()),
            site: headings().find(is_site),
        }
    }
}

/// What stands between a title and the outlet.
const BARS: [&str; 6] = [" | ", " - ", " – ", " — ", " · ", " : "];

/// Cuts the outlet off a title: `Bridge shut | Harbour Post`, `Harbour Post | Bridge shut`.
pub(super) fn without_outlet<'a>(title: &'a str, outlet: Option<&str>) -> &'a str {
    let Some(outlet) = outlet else { return title };
    let is_outlet = |part: &str| part.trim().eq_ignore_ascii_case(outlet);
    let at_end = BARS.iter().find_map(|bar| {
        let (before, after) = title.rsplit_once(bar)?;
        is_outlet(after).then_some(before)
    });
    let at_start = || {
        BARS.iter().find_map(|bar| {
            let (before, after) = title.split_once(bar)?;
            is_outlet(before).then_some(after)
        })
    };
    at_end.or_else(at_start).unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_of_an_article_is_not_the_name_of_the_site() {
        let rows: [(&[&str], &str, Option<&str>, &str); 8] = [
            (
                &["Harbour Post", "Bridge shut to lorries"],
                "Bridge shut to lorries - Harbour Post",
                None,
                "Bridge shut to lorries",
            ),
            (
                &["Harbour Post"],
                "Bridge shut to lorries | Harbour Post",
                None,
                "Bridge shut to lorries",
            ),
            (&["harbour post", "Bridge shut"], "Bridge shut", Some("Harbour Post"), "Bridge shut"),
            (
                &["Bridge shut to lorries"],
                "Harbour Post - Bridge shut to lorries",
                None,
                "Bridge shut to lorries",
            ),
            (
                &["Bridge shut to lorries"],
                "Lorries kept off bridge | Harbour Post",
                None,
                "Bridge shut to lorries",
            ),
            (&["Enough"], "Enough | The Harbour Post", None, "Enough"),
            // Nobody knows which of the two is the site.
            (&["Bridge shut"], "Harbour Post - Bridge shut", None, "Bridge shut"),
            (
                &["Live", "Bridge shut to lorries"],
                "Bridge shut to lorries",
                None,
                "Bridge shut to lorries",
            ),
        ];
        for (headings, title, outlet, expected) in rows {
            let headings: Vec<String> =
                headings.iter().map(|heading| (*heading).to_owned()).collect();
            let heading = Heading::of(&headings, outlet, &[Some(title)]);
            let title = heading.own.unwrap_or(without_outlet(title, outlet.or(heading.site)));
            assert_eq!(title, expected, "{headings:?}");
        }
    }
}
