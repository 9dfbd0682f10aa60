//! What stands around an excerpt in its own sentence, and what a reader should know of it.

use super::lexicon::{
    Feature, base_name, features, is_condition, is_exception, is_negation, is_personal, is_pronoun,
    is_subject, is_title, number_value, unit,
};
use super::reading::Prepared;
use super::speakers::is_office;
use super::spelling::is_inflection;
use crate::model::{ChangeClass, CharSpan, Context};
use crate::text::{fold_char, sentence_around, sentences};

/// Nouns and verbs that hand on a claim without making it.
const CLAIMS: &[&str] = &[
    "suggestion",
    "claim",
    "allegation",
    "accusation",
    "assertion",
    "idea",
    "notion",
    "belief",
    "rumour",
    "rumor",
    "theory",
    "report",
    "argument",
    "charge",
    "insinuation",
    "impression",
    "speculation",
    "possibility",
    "hypothesis",
    "myth",
    "lie",
    "story",
    "view",
    "opinion",
    "perception",
    "implication",
    "contention",
    "complaint",
    "concern",
    "fear",
    "hope",
    "assumption",
    "prospect",
    "pretence",
    "pretense",
    "fiction",
    "falsehood",
    "innuendo",
    "say",
    "said",
    "saying",
    "claimed",
    "claiming",
    "allege",
    "alleged",
    "alleging",
    "suggest",
    "suggested",
    "suggesting",
    "think",
    "thought",
    "thinking",
    "believe",
    "believed",
    "believing",
    "argue",
    "argued",
    "arguing",
    "assert",
    "asserted",
    "asserting",
    "pretend",
    "pretended",
    "pretending",
    "imagine",
    "imagined",
    "suppose",
    "supposed",
    "deny",
    "denied",
    "denying",
    "doubt",
    "doubted",
    "doubting",
    "wonder",
    "wondered",
    "imply",
    "implied",
    "implying",
    "insinuate",
    "insinuated",
    "assume",
    "assumed",
    "assuming",
    "speculate",
    "speculated",
    "wish",
    "wished",
    "accuse",
    "accused",
    "accusing",
    "told",
    "tell",
    "telling",
    "heard",
    "feared",
    "hoped",
    "dreamt",
    "dreamed",
    "convinced",
    "persuaded",
    "rumoured",
    "rumored",
    "insist",
    "insisted",
    "insisting",
    "warn",
    "warned",
    "warning",
    "swear",
    "swore",
    "sworn",
    "complain",
    "complained",
    "complaining",
    "false",
    "untrue",
    "wrong",
    "guess",
    "guessed",
    "suspect",
    "suspected",
    "suspecting",
    "reckon",
    "reckoned",
    "seem",
    "seemed",
    "forbid",
];

/// Words that hand on a whole sentence as somebody's claim, wherever they stand in it.
const HEARSAY: &[&str] = &[
    "supposedly",
    "allegedly",
    "reportedly",
    "purportedly",
    "apparently",
    "ostensibly",
    "rumour",
    "rumor",
];

/// Words that leave open whether something is so.
const HEDGES: &[&str] = &[
    "probably",
    "perhaps",
    "maybe",
    "possibly",
    "likely",
    "presumably",
    "conceivably",
    "arguably",
    "potentially",
    "seemingly",
];

/// Words before a noun that make something else of it: "vice president", "so-called experts".
const LESSENING: &[&str] =
    &["vice", "deputy", "former", "ex", "acting", "pseudo", "fake", "mock", "alleged", "assistant"];

/// Returns what stands before and after `span` in its sentence of `text`.
pub(crate) fn around(text: &str, span: CharSpan) -> Context {
    let sentence = sentence_around(text, span);
    let part = |start: usize, end: usize| {
        CharSpan::new(start, end).slice(text).unwrap_or_default().trim().to_owned()
    };
    let after = part(span.end, sentence.end);
    let has_words = after.chars().any(char::is_alphanumeric);
    Context {
        before: part(sentence.start, span.start),
        after: if has_words { after } else { String::new() },
    }
}

/// Returns what the context holds that turns the excerpt's sense: denials, conditions, embeddings, a
/// quantity.
pub(crate) fn warnings(context: &Context, excerpt: &str) -> Vec<String> {
    let (before, after) = (Prepared::new(&context.before), Prepared::new(&context.after));
    let excerpt_read = Prepared::new(excerpt);
    let mut found = Vec::new();
    let head = embedding(&before).or_else(|| hearsay(&before)).or_else(|| governing(&before));
    if let Some(head) = head {
        found.push(format!("embedding: “{}”", ellipsis(&[head, context.after.trim()])));
    } else if let Some(tail) = claim_behind(&after).or_else(|| hearsay(&after)) {
        found.push(format!("embedding: “… {tail}”"));
    }
    for (read, side) in [(&before, "before"), (&after, "after")] {
        let denial = (0..read.tokens.len()).find(|at| is_negation(read, *at));
        if let Some(at) = denial {
            found.push(format!("negation {side} the excerpt: “{}”", phrase(read, at)));
        }
        let condition = (0..read.tokens.len()).find(|at| is_condition(read, *at));
        let condition = condition.or_else(|| time_of_future(read, &excerpt_read));
        if let Some(at) = condition {
            found.push(format!("condition {side} the excerpt: “{}”", phrase(read, at)));
        }
    }
    if let Some(word) = hedge_before(&before) {
        found.push(format!("hedge before the excerpt: “{word}”"));
    }
    if let Some(word) = hedge_behind(&after) {
        found.push(format!("hedge after the excerpt: “{word}”"));
    }
    if let Some(words) = quantity(&before).or_else(|| measure(&before, &excerpt_read)) {
        found.push(format!("quantity before the excerpt: “{words}”"));
    }
    if let Some(words) = bound(&after).or_else(|| unit_behind(&after, &excerpt_read)) {
        found.push(format!("quantity after the excerpt: “{words}”"));
    }
    if let Some(words) = compound(context, excerpt) {
        found.push(format!("cut inside a compound: “{words}”"));
    }
    if context.after.contains('?') && !excerpt.contains('?') {
        found.push("the sentence is a question".to_owned());
    }
    found
}

/// Most words of a sentence that takes back the one before it.
const LONGEST_RETRACTION: usize = 8;

/// Returns the sentence behind that of `span` which takes it back: "That is not true."
pub(crate) fn taken_back(text: &str, span: CharSpan) -> Option<String> {
    const FALSE: &[&str] = &["lie", "nonsense", "joke", "false", "untrue", "myth", "rubbish"];
    const TRUE: &[&str] = &["true", "right", "so", "correct", "case", "happening"];
    const WHOLE: &[&[&str]] = &[
        &["of", "course", "not"],
        &["just", "kidding"],
        &["only", "kidding"],
        &["just", "joking"],
        &["only", "joking"],
        &["i'm", "joking"],
        &["i'm", "kidding"],
        &["not", "really"],
    ];
    let own = sentence_around(text, span);
    let rest: String = text.chars().skip(own.end).collect();
    let next = *sentences(&rest).first()?;
    let words = next.slice(&rest)?;
    let read = Prepared::new(words);
    let keys: Vec<&str> = read.keys().collect();
    let opens = matches!(
        *keys.first()?,
        "that" | "that's" | "this" | "it" | "it's" | "not" | "none" | "no"
    ) || keys.starts_with(&["of", "course"]);
    let is_denied = |at: usize| is_negation(&read, at);
    let denies = (0..keys.len()).any(is_denied) && keys.iter().any(|key| TRUE.contains(key));
    let says_false = keys.iter().any(|key| FALSE.contains(key)) && !(0..keys.len()).any(is_denied);
    let is_short = keys.len() <= LONGEST_RETRACTION && !words.contains('?');
    let takes_back = WHOLE.contains(&keys.as_slice()) || opens && (denies || says_false);
    (is_short && takes_back).then(|| format!("taken back in the next sentence: “{words}”"))
}

/// Most words between an excerpt and the quantity that counts what it begins with: "some of the".
const LONGEST_QUANTITY: usize = 3;

/// Returns the quantity that counts what the excerpt begins with: "some of the", "more than".
fn quantity<'a>(before: &Prepared<'a>) -> Option<&'a str> {
    const LINKS: &[&str] = &[
        "of", "the", "these", "those", "my", "our", "your", "their", "his", "her", "its", "than",
        "as",
    ];
    let count = before.tokens.len();
    let key = |at: usize| before.tokens[at].key.as_str();
    let is_joined = |at: &usize| before.marks[at + 1].folded.is_empty();
    let links = (0..count).rev().take_while(|at| is_joined(at) && LINKS.contains(&key(*at)));
    let links = links.take(LONGEST_QUANTITY).count();
    let at = (count - links).checked_sub(1).filter(is_joined)?;
    let is_counted = |word| (at + 1..count).any(|link| key(link) == word);
    let counts = match features(before, at).first()?.class {
        ChangeClass::Quantifier => {
            let is_degree = matches!(key(at), "much" | "more" | "less" | "enough" | "lot" | "lots");
            !is_degree || is_counted("of") || is_counted("than")
        }
        ChangeClass::Number => is_counted("of"),
        _ => false,
    };
    // "At least", "as many as": the word before belongs to it.
    let opens = at > 0 && matches!(key(at - 1), "at" | "as" | "a");
    counts.then(|| before.slice(at - usize::from(opens), count))
}

/// Returns the word before the excerpt that says how much of what it begins with is meant: "half", "all
/// but", "about" before a number.
fn measure<'a>(before: &Prepared<'a>, excerpt: &Prepared<'_>) -> Option<&'a str> {
    const ABOUT: &[&str] = &[
        "about",
        "around",
        "roughly",
        "approximately",
        "nearly",
        "almost",
        "some",
        "minus",
        "over",
        "under",
        "above",
        "below",
    ];
    let count = before.tokens.len();
    let last = count.checked_sub(1).filter(|_| before.marks[count].folded.is_empty())?;
    let key = before.tokens[last].key.as_str();
    let is_number = |feature: &Feature| feature.class == ChangeClass::Number;
    let opens_with_number =
        !excerpt.tokens.is_empty() && features(excerpt, 0).iter().any(is_number);
    let is_after = |word: &str| last > 0 && before.tokens[last - 1].key == word;
    let from = match key {
        "half" => last,
        "but" if is_exception(before, last) => last - 1,
        "to" if opens_with_number && (is_after("up") || is_after("close")) => last - 1,
        _ if opens_with_number && ABOUT.contains(&key) => last,
        _ => return None,
    };
    Some(before.slice(from, count))
}

/// Returns the words behind the excerpt that say how much is meant: "at most", "or more".
fn bound<'a>(after: &Prepared<'a>) -> Option<&'a str> {
    let key = |at: usize| after.tokens.get(at).map(|token| token.key.as_str());
    let is_bound = match key(0)? {
        "at" => matches!(key(1)?, "most" | "least" | "best" | "worst"),
        "or" => matches!(key(1)?, "more" | "less" | "fewer") || key(1)? == "so" && key(2).is_none(),
        _ => false,
    };
    is_bound.then(|| after.slice(0, 2))
}

/// Returns the unit behind the excerpt of the number that it ends with: "40", "years".
fn unit_behind<'a>(after: &Prepared<'a>, excerpt: &Prepared<'_>) -> Option<&'a str> {
    let last = excerpt.tokens.last().filter(|last| number_value(&last.key).is_some())?;
    let first = after.tokens.first().map(|token| token.key.as_str());
    if last.key == "half" && matches!(first, Some("a" | "an")) {
        return Some(after.slice(0, after.tokens.len().min(SHOWN)));
    }
    let ends = excerpt.marks.last().is_some_and(|mark| mark.folded.contains([',', ';', '?', '!']));
    let is_unit = after.tokens.first().is_some_and(|token| unit(&token.key).is_some());
    let is_counted = last.key != "once" && is_unit && after.marks[0].folded.is_empty() && !ends;
    is_counted.then(|| after.token_text(0))
}

/// Returns the word that leaves open what the excerpt says, where it stands right before it or opens its
/// sentence: "perhaps".
fn hedge_before<'a>(before: &Prepared<'a>) -> Option<&'a str> {
    let is_hedge = |at: &usize| HEDGES.contains(&before.tokens[*at].key.as_str());
    let is_joint = |key: &str| matches!(key, "but" | "and" | "so");
    let is_broken = before.marks.iter().any(|mark| mark.folded.contains([';', ':', '-']))
        || before.tokens.iter().any(|token| is_joint(&token.key));
    let last = before.tokens.len().checked_sub(1).filter(is_hedge);
    let at = last.or_else(|| (!before.tokens.is_empty() && !is_broken).then_some(0))?;
    is_hedge(&at).then(|| before.token_text(at))
}

/// Returns the word behind the excerpt that leaves open what it says: ", probably".
fn hedge_behind<'a>(after: &Prepared<'a>) -> Option<&'a str> {
    let first = after.tokens.first().filter(|first| HEDGES.contains(&first.key.as_str()))?;
    let ends = !after.marks[1].folded.is_empty() || after.tokens.len() == 1;
    (ends && !first.key.is_empty()).then(|| after.token_text(0))
}

/// Returns the place of the "when" on which what will be depends: "we will sell it", "when the banks ask".
fn time_of_future(read: &Prepared<'_>, excerpt: &Prepared<'_>) -> Option<usize> {
    let is_future = |at: usize| {
        features(excerpt, at).iter().any(|feature| {
            let is_modal = feature.class == ChangeClass::Modal;
            is_modal && matches!(feature.value.as_str(), "will" | "shall" | "may" | "going to")
        })
    };
    let at = (0..read.tokens.len()).find(|at| read.tokens[*at].key == "when")?;
    let opens = at == 0 && is_subject(read, 1);
    (opens && (0..excerpt.tokens.len()).any(is_future)).then_some(at)
}

/// Returns the words from which the excerpt's clause hangs, where they hand it on as a claim.
///
/// The claim must stand in the excerpt's own clause: no comma or dash between them.
fn embedding<'a>(before: &Prepared<'a>) -> Option<&'a str> {
    let count = before.tokens.len();
    let is_break =
        |at: &usize| before.marks[*at].folded.contains([',', ';', ':', '-', '.', '!', '?']);
    let clause = (1..=count).rev().find(is_break).unwrap_or(0);
    let at = (clause..count).rev().find(|at| is_claim(&before.tokens[*at].key))?;
    let links = before.tokens[at + 1..].iter().map(|token| token.key.as_str());
    let opens = links.clone().any(|key| matches!(key, "that" | "of" | "whether" | "if" | "as"));
    // "They warned us", "a lie to tell you".
    let is_told = links.clone().all(is_pronoun);
    (opens || is_told || is_verb(before, at)).then(|| before.slice(at, count))
}

/// Returns the words of a sentence that make all of it somebody's claim: "according to my neighbour".
fn hearsay<'a>(read: &Prepared<'a>) -> Option<&'a str> {
    let count = read.tokens.len();
    let key = |at: usize| read.tokens.get(at).map(|token| token.key.as_str());
    let is_hearsay = |at: &usize| {
        HEARSAY.contains(&read.tokens[*at].key.as_str())
            || key(*at) == Some("according") && key(at + 1) == Some("to")
    };
    let at = (0..count).find(is_hearsay)?;
    Some(read.slice(at, count))
}

/// Returns the end of the words that an ellipsis stands for, where they turn the sense of what follows: a
/// claim that is handed on, or what is only tried, kept from happening or voted against.
pub(crate) fn left_out(words: &str) -> Option<String> {
    let read = Prepared::new(words);
    let found = embedding(&read).or_else(|| governing(&read));
    let found = found.or_else(|| hedge_left_out(&read))?;
    Some(format!("left out before what follows: “{found}”"))
}

/// Returns the end of some words, where it makes of what follows a thing only tried, kept from happening,
/// voted against or likened.
fn governing<'a>(read: &Prepared<'a>) -> Option<&'a str> {
    const STOPPING: &[&str] =
        &["stop", "prevent", "keep", "kept", "ban", "bar", "block", "save", "protect"];
    const TRYING: &[&str] = &[
        "try",
        "tried",
        "tries",
        "trying",
        "attempted",
        "attempts",
        "wanted",
        "hoped",
        "planned",
        "threatened",
        "offered",
        "promised",
        "seem",
        "seems",
        "seemed",
        "appear",
        "appears",
        "appeared",
        "claims",
        "claimed",
    ];
    const LIKENING: &[&str] = &["look", "sound", "feel", "felt", "act", "behave", "treat", "seem"];
    let last = read.tokens.len().checked_sub(1)?;
    let first = (1..=last).rev().find(|at| !read.marks[*at].folded.is_empty()).unwrap_or(0);
    let key = |at: usize| read.tokens[at].key.as_str();
    let stops =
        |key: &str| STOPPING.iter().any(|verb| is_inflection(verb, key) || key.starts_with(verb));
    let likens = |key: &str| LIKENING.iter().any(|verb| is_inflection(verb, key) || *verb == key);
    let turned = match key(last) {
        "against" => true,
        "than" => (first..last).any(|at| key(at) == "rather"),
        "from" => (first..last).any(|at| stops(key(at))),
        "to" => last > first && TRYING.contains(&key(last - 1)),
        "of" => last > first && key(last - 1) == "instead",
        "like" => (first..last).rev().take(SHOWN).any(|at| likens(key(at))),
        _ => false,
    };
    turned.then(|| read.slice(last.saturating_sub(SHOWN), last + 1))
}

/// Most words of a cut in which one that leaves the rest open is looked for: a longer one takes what it is
/// said of along.
const LONGEST_HEDGED_CUT: usize = 4;

/// Returns the word among those left out that leaves open what is kept: "allegedly", "probably".
fn hedge_left_out<'a>(read: &Prepared<'a>) -> Option<&'a str> {
    let is_hedge = |key: &str| HEDGES.contains(&key) || HEARSAY.contains(&key);
    let count = read.tokens.len();
    let key = |at: usize| read.tokens[at].key.as_str();
    if count >= 2 && (key(count - 2), key(count - 1)) == ("so", "called") {
        return Some(read.slice(count - 2, count));
    }
    let lessens = count.checked_sub(1).filter(|last| LESSENING.contains(&key(*last)));
    let at = lessens.or_else(|| (0..count).find(|at| is_hedge(key(*at))))?;
    (count <= LONGEST_HEDGED_CUT || lessens.is_some()).then(|| read.token_text(at))
}

/// Most words of a clause behind an excerpt that tells whose claim it is.
const LONGEST_CLAIM: usize = 8;

/// Returns the clause behind the excerpt that tells whose claim it is: ", or so the builders say", ", her
/// neighbours like to say".
fn claim_behind<'a>(after: &Prepared<'a>) -> Option<&'a str> {
    let key = |at: usize| after.tokens.get(at).map(|token| token.key.as_str());
    let is_aside = after.marks[0].folded.contains([',', '-']);
    let is_so = key(0) == Some("or") && key(1) == Some("so");
    let end = (1..after.tokens.len()).find(|at| !after.marks[*at].folded.is_empty());
    let end = end.unwrap_or(after.tokens.len());
    if !(is_aside || is_so) || !(2..=LONGEST_CLAIM).contains(&end) {
        return None;
    }
    let first = &after.tokens[0];
    const OPENING: &[&str] =
        &["the", "some", "many", "a", "my", "his", "her", "our", "their", "its"];
    let opens =
        is_so || first.is_name || is_personal(&first.key) || OPENING.contains(&first.key.as_str());
    let verb = (1..end).rev().find(|at| key(*at).is_none_or(|key| !is_pronoun(key)))?;
    (opens && is_claim(key(verb)?)).then(|| after.slice(0, end))
}

/// Returns the compound or the name that the excerpt begins or ends within: "deputy prime minister",
/// "Papua New Guinea", "ex-husband".
fn compound(context: &Context, excerpt: &str) -> Option<String> {
    let joined = |before: &str| before.ends_with(['-', '‐', '‑']) && !before.ends_with(" -");
    let whole = format!("{} {excerpt} {}", context.before, context.after);
    let read = Prepared::new(&whole);
    let first = read.tokens.iter().position(|token| token.bytes.0 >= context.before.len())?;
    let end = context.before.len() + 1 + excerpt.len();
    let behind = read.tokens.iter().position(|token| token.bytes.0 >= end);
    let show = |from: usize, to: usize| read.slice(from, to.min(read.tokens.len())).to_owned();
    let is_name = |at: usize| {
        let token = &read.tokens[at];
        token.is_name
            && !is_title(&token.key)
            && !is_office(&token.key)
            && base_name(&token.key) == token.key
    };
    let is_beside = |at: usize| read.marks[at].folded.is_empty();
    // A capital at the beginning of a sentence tells little: "Yesterday Ann came".
    let are_one = |at: usize| {
        is_beside(at) && is_name(at) && is_name(at - 1) && !read.tokens[at - 1].starts_sentence
    };
    if let Some(before) = first.checked_sub(1) {
        let key = |at: usize| read.tokens[at].key.as_str();
        let is_so_called = key(before) == "called" && before > 0 && key(before - 1) == "so";
        let is_in_marks = matches!(read.marks[first].folded.as_str(), "'" | "\"");
        let lessens =
            (is_beside(first) || is_in_marks) && (LESSENING.contains(&key(before)) || is_so_called);
        if joined(&context.before) || lessens || are_one(first) {
            return Some(show(before, first + 2).replace("- ", "-"));
        }
    }
    let behind = behind.filter(|at| *at > first && *at < read.tokens.len())?;
    let starts_joined = context.after.starts_with(['-', '‐', '‑'])
        && context.after.chars().nth(1).is_some_and(char::is_alphanumeric);
    (starts_joined || are_one(behind)).then(|| show(behind - 1, behind + 1).replace(" -", "-"))
}

/// Returns the words before the quotation inside `text` in which all of `span` stands: who said it is said
/// there.
pub(crate) fn inside_quotation(text: &str, span: CharSpan) -> Option<String> {
    inner_quotation(text, span, true)
}

/// Returns the words before the quotation inside `text` in which `span` begins, wherever it ends.
pub(crate) fn begins_in_quotation(text: &str, span: CharSpan) -> Option<String> {
    inner_quotation(text, span, false)
}

/// Returns the words before the quotation inside `text` in which `span` begins, and ends where `is_whole`.
fn inner_quotation(text: &str, span: CharSpan, is_whole: bool) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let folded = |at: usize| chars.get(at).map(|c| fold_char(*c).0);
    let is_space = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_none_or(|c| !c.is_alphanumeric() && *c != '.' && *c != ',')
    };
    let is_opening = |at: usize| {
        matches!(folded(at), Some('\'' | '"'))
            && !matches!(chars[at], '’' | '”')
            && is_space(at.checked_sub(1))
            && chars.get(at + 1).is_some_and(|c| c.is_alphanumeric() || *c == '[')
    };
    let is_closing = |at: usize, mark: Option<char>| {
        let is_word_behind = chars.get(at + 1).is_some_and(|c| c.is_alphanumeric());
        at > 0 && folded(at) == mark && !is_word_behind && !chars[at - 1].is_whitespace()
    };
    let open = (0..span.start.min(chars.len())).rev().find(|at| is_opening(*at))?;
    let mark = folded(open);
    let is_closed = |from: usize, to: usize| (from..to).any(|at| is_closing(at, mark));
    let last = span.end.saturating_sub(1).min(chars.len());
    let holds = match is_whole {
        true => !is_closed(open + 1, last) && is_closed(last, chars.len()),
        false => {
            let opens_word = chars.get(open + 1).is_some_and(|c| c.is_alphabetic());
            opens_word && !is_closed(open + 1, span.start) && is_closed(span.start, last)
        }
    };
    (open > 0 && holds).then(|| chars[..open].iter().collect())
}

/// Returns the words by which an article denies that somebody said what it quotes next: "did not think".
///
/// `before` is what stands before the quotation. A mark between the two parts them.
pub fn denied_before(before: &str) -> Option<String> {
    let is_opening = |c: char| c.is_whitespace() || matches!(fold_char(c).0, '"' | '\'');
    let read = Prepared::new(before.trim_end_matches(is_opening));
    let count = read.tokens.len();
    let is_break = |at: &usize| !read.marks[*at].folded.is_empty();
    let clause = (1..=count).rev().find(is_break).unwrap_or(0);
    let is_link =
        |key: &str| matches!(key, "that" | "there" | "was" | "were" | "is" | "are" | "it");
    let links = (clause..count).rev().take_while(|at| is_link(&read.tokens[*at].key)).count();
    let claim = (count - links).checked_sub(1).filter(|at| is_claim(&read.tokens[*at].key))?;
    let denial = (clause..claim).rev().find(|at| is_negation(&read, *at))?;
    Some(read.slice(denial.saturating_sub(1).max(clause), count).to_owned())
}

/// Says whether a word hands a claim on without making it, or is one that does so.
pub(crate) fn is_claim(key: &str) -> bool {
    CLAIMS.contains(&key) || key.strip_suffix('s').is_some_and(|stem| CLAIMS.contains(&stem))
}

/// Says whether a pronoun or a name stands right before the word: "they say".
fn is_verb(read: &Prepared<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| read.tokens.get(at));
    before.is_some_and(|token| is_pronoun(&token.key) || token.is_name)
}

/// Words shown around the one that a warning is about.
const SHOWN: usize = 3;

fn phrase<'a>(read: &Prepared<'a>, at: usize) -> &'a str {
    read.slice(at.saturating_sub(1), (at + SHOWN).min(read.tokens.len()))
}

fn ellipsis(parts: &[&str]) -> String {
    let trimmed = parts.iter().map(|part| part.trim_end_matches([',', '.', ';', ':']));
    let kept: Vec<&str> = trimmed.collect();
    kept.join(" … ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warned(sentence: &str, excerpt: &str) -> Vec<String> {
        let byte = sentence.find(excerpt).unwrap();
        let start = sentence[..byte].chars().count();
        let span = CharSpan::new(start, start + excerpt.chars().count());
        warnings(&around(sentence, span), excerpt)
    }

    #[test]
    fn a_claim_that_is_handed_on_is_warned_of() {
        let sentence = "We are a team, and suggestions that he is somehow not loyal to Canada should not be entertained,";
        let found = warned(sentence, "he is somehow not loyal to Canada");
        assert_eq!(found[0], "embedding: “suggestions that … should not be entertained”");
        assert!(found[1].contains("should not be entertained"));
    }

    #[test]
    fn whoever_else_claims_it_is_warned_of() {
        let rows = [
            ("The union insists the mine leaked for years.", "the mine leaked for years", 1),
            ("He warned us that the mine leaked for years.", "the mine leaked for years", 1),
            ("According to my aunt, the mine leaked for years.", "the mine leaked for years", 1),
            ("It is untrue that the mine leaked for years.", "the mine leaked for years", 1),
            ("Allegedly she sold the mine.", "she sold the mine", 1),
            ("The mine is safe, or so the owners keep telling us.", "The mine is safe", 1),
            ("The mine is safe, according to a leaflet.", "The mine is safe", 1),
            ("The mine is safe or so I was told.", "The mine is safe", 1),
            ("The mine is safe, the owners like to say.", "The mine is safe", 1),
            ("I suspect the mine leaked for years.", "the mine leaked for years", 1),
            ("Heaven forbid the mine leaks for years.", "the mine leaks for years", 1),
            ("The mine is safe, and the owners live there.", "The mine is safe", 0),
            ("The mine is safe, which is good news for us.", "The mine is safe", 0),
            ("It takes an hour or so.", "It takes an hour", 1),
        ];
        for (sentence, excerpt, expected) in rows {
            let found = warned(sentence, excerpt);
            assert_eq!(found.len(), expected, "{sentence}: {found:?}");
            let is_embedding = found.iter().all(|one| one.starts_with("embedding"));
            assert!(is_embedding || sentence.contains("hour"), "{sentence}: {found:?}");
        }
    }

    #[test]
    fn what_an_ellipsis_takes_from_the_words_behind_it_is_told() {
        let rows = [
            ("suspected by many, and accused of", true),
            ("the road and against", true),
            ("rather sell the theatre than", true),
            ("allegedly", true),
            ("was perhaps", true),
            ("seems to", true),
            ("was treated like", true),
            ("would like", false),
            ("paid more than", false),
            ("so-called", true),
            ("met the former", true),
            ("possibly the best known of all the singers here", false),
            ("tried to", true),
            ("stopped the boys from", true),
            ("came home from", false),
            ("said a few words on the lawn and went to", false),
            ("went to", false),
        ];
        for (words, expected) in rows {
            assert_eq!(left_out(words).is_some(), expected, "{words}: {:?}", left_out(words));
        }
    }

    #[test]
    fn a_cut_inside_a_compound_or_a_name_is_warned_of() {
        let rows = [
            ("Our deputy mayor sold the mine.", "mayor sold the mine", 1),
            ("Her ex-husband sold the mine.", "husband sold the mine", 1),
            ("I fear that South Sudan will leave the talks.", "Sudan will leave the talks", 1),
            ("They never asked North Korea.", "They never asked North", 1),
            ("The so-called ‘quiet neighbours’ sold the mine.", "quiet neighbours’ sold", 1),
            ("The ‘quiet neighbours’ sold the mine.", "quiet neighbours’ sold", 0),
            ("We told Mr Smith that the mine leaked.", "Smith that the mine leaked", 0),
            ("Yesterday Germany left the talks.", "Germany left the talks", 0),
            ("The mayor sold the mine.", "mayor sold the mine", 0),
            ("We left – nobody asked Germany.", "nobody asked Germany", 0),
        ];
        for (sentence, excerpt, expected) in rows {
            let found = warned(sentence, excerpt);
            let cuts = found.iter().filter(|one| one.starts_with("cut inside")).count();
            assert_eq!(cuts, expected, "{sentence}: {found:?}");
        }
    }

    #[test]
    fn words_inside_an_inner_quotation_are_somebody_elses() {
        let rows = [
            ("The clerk told us, ‘The mine is safe today,’ and left.", "The mine is safe", true),
            ("The clerk said: 'The mine is safe today.'", "mine is safe today.", true),
            (
                "The clerk said: “The mine is safe.” We don’t agree with him.",
                "We don’t agree",
                false,
            ),
            ("‘Shut it,’ he said, and the mine is safe, isn’t it.", "the mine is safe", false),
            ("The workers’ mine is safe and the owners’ mine is not.", "mine is safe", false),
        ];
        for (sentence, excerpt, expected) in rows {
            let start = sentence[..sentence.find(excerpt).unwrap()].chars().count();
            let span = CharSpan::new(start, start + excerpt.chars().count());
            let found = inside_quotation(sentence, span);
            assert_eq!(found.is_some(), expected, "{sentence}: {found:?}");
        }
    }

    #[test]
    fn a_sentence_that_is_taken_back_by_the_next_is_told() {
        let rows = [
            ("I sold the harbour. That is not true, of course.", true),
            ("I sold the harbour. Of course not. I love it.", true),
            ("I sold the harbour. That’s a lie!", true),
            ("I sold the harbour. Of course that isn’t true.", true),
            ("I sold the harbour. Of course that was hard.", false),
            ("I sold the harbour. Just kidding.", true),
            ("I sold the harbour. It was not easy.", false),
            ("I sold the harbour. That was the right thing to do.", false),
            ("I sold the harbour. That is no lie.", false),
            ("I sold the harbour. That is not true of the mill, which I kept for my son.", false),
            ("I sold the harbour.", false),
        ];
        for (text, expected) in rows {
            let found = taken_back(text, CharSpan::new(0, 19));
            assert_eq!(found.is_some(), expected, "{text}: {found:?}");
        }
    }

    #[test]
    fn an_excerpt_may_begin_inside_an_inner_quotation_and_end_behind_it() {
        let rows = [
            ("He shouted ‘Sell the boats!’ and ran off.", "Sell the boats!’ and ran off", true),
            ("He shouted ‘Sell the boats!’ and ran off.", "and ran off", false),
            ("Back in the '90s the owners' boats sank.", "boats sank", false),
            ("The workers’ boats, the owners’ pride, sank.", "boats, the owners’ pride", false),
        ];
        for (sentence, excerpt, expected) in rows {
            let start = sentence[..sentence.find(excerpt).unwrap()].chars().count();
            let span = CharSpan::new(start, start + excerpt.chars().count());
            let found = begins_in_quotation(sentence, span);
            assert_eq!(found.is_some(), expected, "{sentence}: {found:?}");
        }
    }

    #[test]
    fn what_an_article_denies_of_what_it_quotes_is_told() {
        let rows = [
            ("The clerk said she did not think “", Some("not think")),
            ("but nobody claimed that there was “", Some("nobody claimed that there was")),
            ("The clerk did not elaborate. She said “", None),
            ("The clerk, who was not there, said “", None),
            ("He never replied, but thought: “", None),
            ("The clerk said the boats were “", None),
        ];
        for (before, expected) in rows {
            let found = denied_before(before);
            assert_eq!(found.is_some(), expected.is_some(), "{before}: {found:?}");
            let has = |words: &str| found.as_ref().is_some_and(|found| found.contains(words));
            assert!(expected.is_none_or(has), "{before}: {found:?}");
        }
    }

    #[test]
    fn denials_and_conditions_around_an_excerpt_are_warned_of() {
        let rows = [
            ("I never said we will close the harbour.", "we will close the harbour", 2),
            ("If the buyer walks away, we will close the harbour.", "we will close the harbour", 1),
            ("We will close the harbour, unless a buyer comes.", "We will close the harbour", 1),
            ("Why would we close the harbour now?", "we close the harbour", 1),
            ("We will open the lock as long as the rain holds off.", "We will open the lock", 1),
            ("We will open the lock on condition that they pay.", "We will open the lock", 1),
            ("In case the dyke breaks, we will open the lock.", "we will open the lock", 1),
            ("We will open the lock, subject to a vote.", "We will open the lock", 1),
            ("But for the nurse, we had lost the boy.", "we had lost the boy", 1),
            ("We will open the lock once the ice has gone.", "We will open the lock", 1),
            ("Should the dyke break, we will open the lock.", "we will open the lock", 1),
            ("We would have left the town, had we known.", "We would have left the town", 1),
            ("We open the lock once a year.", "We open the lock", 0),
            ("The lock is as long as a train.", "The lock is", 0),
            ("In any case we will open the lock.", "we will open the lock", 0),
            ("The new subject we open in May is art.", "we open in May", 0),
            (
                "It was not for us but for the town that we opened the lock.",
                "we opened the lock",
                1,
            ),
            ("Some of the pumps failed at noon.", "the pumps failed at noon", 1),
            ("Most pumps failed at noon.", "pumps failed at noon", 1),
            ("As many as 40 pumps failed at noon.", "40 pumps failed at noon", 1),
            ("Half of the pumps failed at noon.", "the pumps failed at noon", 1),
            ("Half my herd would be dead.", "my herd would be dead.", 1),
            ("About 300 homes were lost.", "300 homes were lost.", 1),
            ("It takes up to $40 a day.", "$40 a day.", 1),
            ("It will take a year at most.", "It will take a year", 1),
            ("We went to 40 places.", "40 places.", 0),
            ("All but two pumps failed.", "two pumps failed.", 1),
            ("It is up to the council to decide.", "the council to decide.", 0),
            ("More rain came, and the pumps failed.", "the pumps failed", 0),
            ("The 40 pumps failed at noon.", "pumps failed at noon", 0),
            ("Yesterday we closed the harbour at noon.", "we closed the harbour", 0),
            ("It rained. We closed the harbour. Nobody came.", "We closed the harbour.", 0),
            ("We will open the lock when the boats arrive.", "We will open the lock", 1),
            ("When our boats arrive, we’ll open the lock.", "we’ll open the lock", 1),
            ("We opened the lock when the boats arrived.", "We opened the lock", 0),
            ("Our men opened the lock when asked.", "Our men opened the lock", 0),
            ("It stays open until the ice comes.", "It stays open", 1),
            ("It stays open until midnight.", "It stays open", 0),
            ("Perhaps we closed the harbour too early.", "we closed the harbour too early.", 1),
            ("He probably closed the harbour.", "closed the harbour.", 1),
            ("We closed the harbour too early, perhaps.", "We closed the harbour too early", 1),
            ("Perhaps it rained, but we closed the harbour.", "we closed the harbour", 0),
            ("We closed the harbour, perhaps the best in Spain.", "We closed the harbour", 0),
            ("The lock is open for 40 minutes.", "The lock is open for 40", 1),
            ("The lock is open for 40 boats.", "The lock is open for 40", 0),
            ("We tried to open the lock at noon.", "open the lock at noon", 1),
            ("We went to open the lock at noon.", "open the lock at noon", 0),
            ("They paid instead of closing the harbour.", "closing the harbour", 1),
            ("I felt like we owned the harbour.", "we owned the harbour", 1),
            ("We like to see the harbour.", "to see the harbour", 0),
            ("Traffic fell by half a point here.", "Traffic fell by half", 1),
            ("Traffic fell by half here.", "Traffic fell by half", 0),
        ];
        for (sentence, excerpt, expected) in rows {
            let found = warned(sentence, excerpt);
            assert_eq!(found.len(), expected, "{sentence}: {found:?}");
        }
    }
}
