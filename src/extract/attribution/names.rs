//! Where a name begins and ends: titles, offices and callings stand before it, seats and degrees
//! behind.

use super::given_names;
use super::lexicon as lex;
use super::mentions::Mention;
use super::people::Gender;
use super::tokens::{ALL_CAPITALS, Token, TokenKind};

/// A name taken apart.
pub(crate) struct NameParts<'t> {
    /// What stands before it, its titles among it.
    pub lead: &'t [Token],
    /// Its first token, titles left out.
    pub from: usize,
    /// The token behind it, of what stands behind names nothing among it.
    pub to: usize,
    /// What its titles tell.
    pub gender: Gender,
}

impl<'t> NameParts<'t> {
    /// Returns the hashes of the titles.
    pub(crate) fn titles(&self) -> impl Iterator<Item = u64> + use<'t> {
        self.lead.iter().filter(|t| is_title(t)).map(|t| t.hash)
    }

    pub(crate) fn has_titles(&self) -> bool {
        self.titles().next().is_some()
    }

    /// Returns the name as it stands in `text`, whose tokens are `tokens`.
    pub(crate) fn slice<'a>(&self, text: &'a str, tokens: &[Token]) -> &'a str {
        &text[tokens[self.from].start..tokens[self.to - 1].end]
    }
}

/// Leaves out of a name what is none: titles, callings and offices before it, "of Ohio" and "MP"
/// behind.
pub(crate) fn take_apart(tokens: &[Token], from: usize, to: usize) -> NameParts<'_> {
    let start = start(tokens, from, to);
    let lead = &tokens[from..start];
    NameParts { lead, from: start, to: end(tokens, start, to, lead), gender: gender_of(lead) }
}

/// Returns where a name begins: behind the last title that a word still follows, and behind a
/// calling that a whole name follows.
fn start(tokens: &[Token], from: usize, to: usize) -> usize {
    let last = tokens[from..to].iter().enumerate().rev().skip(1).find(|(_, t)| is_title(t));
    let start = last.map_or(from, |(offset, _)| from + offset + 1);
    if tokens[start].has(lex::PARTICLE) && !tokens[start].is_capital() {
        // "Of" opens no name. Only a given name tells where the office of "Secretary of State Ada
        // Lund" ends and the name begins.
        let is_given = |at: &usize| is_given_name(&tokens[*at]) || is_initial(&tokens[*at]);
        return (start + 1..to.saturating_sub(1)).find(is_given).unwrap_or(from);
    }
    let behind = |at: &usize| calls(&tokens[*at], &tokens[*at + 1..to]);
    (start..to.saturating_sub(1)).rev().find(behind).map_or(start, |at| at + 1)
}

/// Says whether a word tells what the person is whose name follows: "striker Ann Roe", "husband Otto",
/// "DCI Roe".
fn calls(token: &Token, name: &[Token]) -> bool {
    let is_part = |t: &Token| {
        let is_word = t.is_capital() || t.has(lex::PARTICLE);
        is_word && !t.has(lex::BODY | lex::ROLE | lex::TITLE)
    };
    let is_rank = token.looks(ALL_CAPITALS) || token.has(lex::KINSHIP);
    let least = if is_rank { 1 } else { 2 };
    let is_name = (least..=5).contains(&name.len()) && name.iter().all(is_part);
    is_name
        && name[0].is_capital()
        && (token.has(lex::CALLING) || token.has(lex::PARTY) && is_given_name(&name[0]))
}

/// Returns where a name that begins at `from` ends: before "of" and a place or body, and before the
/// letters of a seat or degree.
fn end(tokens: &[Token], from: usize, to: usize, lead: &[Token]) -> usize {
    let words = &tokens[from..to];
    let is_letters = |t: &Token| t.has(lex::POSTNOMINAL) && t.looks(ALL_CAPITALS);
    let letters = words.iter().skip(2).rev().take_while(|t| is_letters(t)).count();
    let words = &words[..words.len() - letters];
    let Some(of) = words.iter().position(|t| t.entry.neighbour == lex::OF && !t.is_capital())
    else {
        return from + words.len();
    };
    let before = &words[..of];
    let is_plain = before.iter().all(|t| t.is_word() && t.is_capital() && !t.has(lex::BODY));
    // "Lord Reed of Hartlake" is a name, as that of a queen is.
    let is_noble = lead.iter().any(|t| t.has(lex::MASCULINE | lex::FEMININE));
    let has_title = lead.iter().any(is_title);
    let is_name = match before {
        [] => false,
        [_] => has_title && !is_noble,
        [first, ..] => has_title && !is_noble || is_given_name(first),
    };
    if is_name && is_plain { from + of } else { from + words.len() }
}

/// Says whether a word is a given name that the list knows.
pub(crate) fn is_given_name(token: &Token) -> bool {
    token.is_capital() && given_names::gender(token.hash) != Gender::Unknown
}

/// Says whether the words of a name behind the first `given` are its surname, so that the first belong to
/// it: a particle opens the surname, or given names stand before and none in it.
pub(crate) fn is_surname(name: &[Token], given: usize) -> bool {
    let mut words = name.iter().filter(|t| t.is_word());
    let before: Vec<&Token> = words.by_ref().take(given).collect();
    let Some(first) = words.next() else { return false };
    let other = lex::CALLING | lex::ROLE | lex::DEMONYM | lex::TITLE | lex::PARTY | lex::BODY;
    let is_plain = before.iter().all(|t| !t.has(other | lex::NOT_A_NAME));
    let has_given = before.iter().any(|t| is_given_name(t) || t.has(lex::PARTICLE));
    let has_particle = words.next().is_some_and(|t| t.has(lex::PARTICLE) && !t.is_capital());
    let is_open = first.has(lex::PARTICLE) || !is_given_name(first) && (has_given || has_particle);
    is_plain && is_open
}

/// Says whether a word is a letter that stands for a given name: "K.".
fn is_initial(token: &Token) -> bool {
    token.looks(ALL_CAPITALS) && token.end - token.start <= 2
}

/// Says whether a word is a title.
fn is_title(token: &Token) -> bool {
    token.is_word() && token.has(lex::TITLE) && token.is_capital()
}

/// Returns the gender that titles tell.
pub(crate) fn gender_of(tokens: &[Token]) -> Gender {
    if tokens.iter().any(|t| t.has(lex::MASCULINE)) {
        Gender::Masculine
    } else if tokens.iter().any(|t| t.has(lex::FEMININE)) {
        Gender::Feminine
    } else {
        Gender::Unknown
    }
}

/// Returns the surname: the last word that is no "Jr".
pub(crate) fn surname_of(tokens: &[Token], from: usize, to: usize) -> Option<u64> {
    let mut words = tokens[from..to].iter().rev().filter(|t| t.is_word());
    words.clone().find(|t| !t.has(lex::JUNIOR)).or_else(|| words.next()).map(|t| t.hash)
}

/// Returns a name as one line without soft hyphens.
pub(crate) fn tidied(slice: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if slice.bytes().all(is_plain) && !slice.contains("  ") {
        return slice.to_owned();
    }
    slice.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{ad}', "")
}

/// Returns the words of a name without the titles before it.
pub(crate) fn plain_name(text: &str, tokens: &[Token], mention: &Mention) -> String {
    tidied(take_apart(tokens, mention.from, mention.to).slice(text, tokens))
}

/// Returns the name of a body that somebody owns: "the Prime Minister’s Office".
pub(crate) fn body_name(text: &str, tokens: &[Token], mention: &Mention) -> Option<String> {
    let is_article =
        tokens[mention.from].has(lex::DETERMINER) && !tokens[mention.from].has(lex::OWNER);
    let from = mention.from + usize::from(is_article);
    let words = tokens.get(from..mention.to)?;
    let is_owned = words.iter().any(|t| t.kind == TokenKind::Possessive);
    let named = words.first()?.is_capital() && words.last()?.is_capital();
    let parts = NameParts { lead: &[], from, to: mention.to, gender: Gender::Unknown };
    (is_owned && named).then(|| tidied(parts.slice(text, tokens)))
}
