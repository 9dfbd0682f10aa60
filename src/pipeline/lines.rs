//! Grouping lines that a caller hands over, without a collection.

use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::compare::{Member, MemberAnswer, members};
use crate::group::{self, Utterance, cores};
use crate::model::{ChangeClass, PublishedDate, Sha256Hash, Verdict};

/// Clusters that one thread compares before it takes the next ones.
const BATCH: usize = 64;

/// One wording as a caller states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The caller's own id.
    pub id: Value,
    /// The words.
    pub text: String,
    /// Who is said to have said them.
    pub speaker: Option<String>,
    /// Who published them.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<PublishedDate>,
    /// Whether the others of its cluster are to be compared with this one.
    pub is_reference: bool,
}

/// Wordings that a caller states, in little memory: some 40 bytes each beside its words and its id.
#[derive(Debug, Default)]
pub struct Lines {
    /// Ids, as JSON writes them, and words.
    text: String,
    rows: Vec<Row>,
    names: Recurring<String>,
    dates: Recurring<PublishedDate>,
}

#[derive(Debug)]
struct Row {
    key: u64,
    /// Where its id ends, and where its words do.
    ends: (usize, usize),
    speaker: Option<Number>,
    outlet: Option<Number>,
    published: Option<Number>,
    is_reference: bool,
}

/// The number of a value, from 1.
type Number = std::num::NonZeroU32;

/// Values that many lines share, each kept once.
#[derive(Debug)]
struct Recurring<T> {
    values: Vec<T>,
    numbers: FxHashMap<String, Number>,
}

impl<T> Default for Recurring<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: FxHashMap::default() }
    }
}

impl<T> Recurring<T> {
    fn number(&mut self, name: &str, value: T) -> Option<Number> {
        if let Some(number) = self.numbers.get(name) {
            return Some(*number);
        }
        self.values.push(value);
        let number = Number::new(u32::try_from(self.values.len()).ok()?)?;
        self.numbers.insert(name.to_owned(), number);
        Some(number)
    }

    fn get(&self, number: Option<Number>) -> Option<&T> {
        self.values.get(number?.get() as usize - 1)
    }
}

impl Lines {
    /// Adds a line after the others.
    pub fn push(&mut self, line: Line) {
        let Line { id, text, speaker, outlet, published, is_reference } = line;
        let key = Sha256Hash::of(plain(&id).as_bytes()).prefix();
        self.text.push_str(&id.to_string());
        let id_end = self.text.len();
        self.text.push_str(&text);
        self.rows.push(Row {
            key,
            ends: (id_end, self.text.len()),
            speaker: speaker.and_then(|name| self.names.number(&name.clone(), name)),
            outlet: outlet.and_then(|name| self.names.number(&name.clone(), name)),
            published: published.and_then(|date| self.dates.number(date.clone().as_str(), date)),
            is_reference,
        });
    }

    /// Returns how many lines there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the caller's id of the line at this place; null where there is no such line.
    pub fn id(&self, at: usize) -> Value {
        let start = at.checked_sub(1).map_or(0, |before| self.rows[before].ends.1);
        let id = self.rows.get(at).map(|row| &self.text[start..row.ends.0]);
        id.and_then(|id| serde_json::from_str(id).ok()).unwrap_or_default()
    }

    fn text(&self, row: &Row) -> &str {
        &self.text[row.ends.0..row.ends.1]
    }

    fn utterances(&self) -> Vec<Utterance<'_>> {
        let utterance = |row: &Row| Utterance {
            key: row.key,
            text: self.text(row),
            speaker: self.names.get(row.speaker).map(String::as_str),
            outlet: self.names.get(row.outlet).map(String::as_str),
            published: self.dates.get(row.published),
            article: None,
            nested_in: None,
        };
        self.rows.iter().map(utterance).collect()
    }

    /// Compares the lines of a cluster, given by their places.
    fn compare(&self, places: &[usize]) -> Vec<MemberAnswer> {
        let ids: Vec<String> = places.iter().map(|at| plain(&self.id(*at))).collect();
        let cluster: Vec<Member<'_>> =
            places.iter().zip(&ids).map(|(at, id)| self.member(*at, id)).collect();
        members(&cluster)
    }

    fn member<'a>(&'a self, at: usize, id: &'a str) -> Member<'a> {
        let row = &self.rows[at];
        Member {
            id,
            text: self.text(row),
            published: self.dates.get(row.published),
            outlet: self.names.get(row.outlet).map(String::as_str),
            is_reference: row.is_reference,
        }
    }
}

/// What is said of one line; other lines are meant by their places in the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineAnswer {
    /// The line that names its cluster.
    pub cluster: usize,
    /// The line that it most likely came from.
    pub parent: Option<usize>,
    /// How it compares with the cluster's reference; none for the reference itself and for what
    /// stands alone.
    pub verdict: Option<Verdict>,
    /// The classes of its changes against the reference; none likewise.
    pub changes: Option<Vec<ChangeClass>>,
    /// Whether one of them is material.
    pub material: Option<bool>,
}

/// Groups lines and compares those of each cluster; one answer a line, in the same order.
pub fn group_lines(lines: &Lines) -> Vec<LineAnswer> {
    let clusters = group::group(&lines.utterances()).cluster;
    let mut in_order: Vec<usize> = (0..lines.len()).collect();
    in_order.sort_unstable_by_key(|at| (clusters[*at], *at));
    let several: Vec<&[usize]> = in_order
        .chunk_by(|one, other| clusters[*one] == clusters[*other])
        .filter(|places| places.len() > 1)
        .collect();
    let compare = |(): &mut (), at: usize| lines.compare(several[at]);
    let compared = cores::map(several.len(), BATCH, || (), compare);
    let alone = |cluster: &usize| LineAnswer {
        cluster: *cluster,
        parent: None,
        verdict: None,
        changes: None,
        material: None,
    };
    let mut answers: Vec<LineAnswer> = clusters.iter().map(alone).collect();
    for (places, said) in several.into_iter().zip(compared) {
        for (at, said) in places.iter().zip(said) {
            let MemberAnswer { parent, verdict, changes, material } = said;
            let parent = parent.map(|member| places[member]);
            answers[*at] =
                LineAnswer { cluster: clusters[*at], parent, verdict, changes, material };
        }
    }
    answers
}

/// Returns an id as text: a string without its marks, anything else as JSON writes it.
fn plain(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}
