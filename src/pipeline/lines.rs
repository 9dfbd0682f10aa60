//! Grouping lines that a caller hands over, without a collection.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::compare::{Member, members};
use crate::group::{self, Utterance};
use crate::model::{ChangeClass, PublishedDate, Sha256Hash, Verdict};

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
pub fn group_lines(lines: &[Line]) -> Vec<LineAnswer> {
    let ids: Vec<String> = lines.iter().map(|line| plain(&line.id)).collect();
    let utterances: Vec<Utterance<'_>> = lines
        .iter()
        .zip(&ids)
        .map(|(line, id)| Utterance {
            key: Sha256Hash::of(id.as_bytes()).prefix(),
            text: &line.text,
            speaker: line.speaker.as_deref(),
            outlet: line.outlet.as_deref(),
            published: line.published.as_ref(),
            article: None,
            part_of: None,
            nested_in: None,
        })
        .collect();
    let grouping = group::group(&utterances);
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (line, cluster) in grouping.cluster.iter().enumerate() {
        clusters.entry(*cluster).or_default().push(line);
    }
    let mut answers: BTreeMap<usize, LineAnswer> = BTreeMap::new();
    for (cluster, places) in clusters {
        let compared: Vec<Member<'_>> = places
            .iter()
            .map(|at| Member {
                id: &ids[*at],
                text: &lines[*at].text,
                published: lines[*at].published.as_ref(),
                outlet: lines[*at].outlet.as_deref(),
                is_reference: lines[*at].is_reference,
            })
            .collect();
        for (at, said) in places.iter().zip(members(&compared)) {
            let parent = said.parent.map(|member| places[member]);
            let (verdict, changes, material) = (said.verdict, said.changes, said.material);
            answers.insert(*at, LineAnswer { cluster, parent, verdict, changes, material });
        }
    }
    answers.into_values().collect()
}

/// Returns an id as text: a string without its marks, anything else as JSON writes it.
fn plain(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}
