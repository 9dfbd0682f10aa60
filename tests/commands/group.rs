//! `group`: appearances in, quotes out, without a database.

use super::support::{Desk, assert_has};

#[test]
fn wordings_of_one_utterance_share_a_cluster() {
    let desk = Desk::new();
    let line = |id: &str, text: &str| serde_json::json!({"quote_id": id, "text": text}).to_string();
    let input = [
        line(
            "1",
            "At every opportunity before they returned home, I adamantly demanded their release to Canada without delay.",
        ),
        line("2", "The bridge over the river will be closed to all traffic on Monday morning."),
        line(
            "3",
            "At every opportunity before they returned home, I demanded their release to Canada without delay.",
        ),
    ];
    let done = desk.feed(["group", "-"], &input.join("\n"));
    let lines = done.json_lines();
    assert_eq!(lines.len(), 3);
    for (line, id) in lines.iter().zip(["1", "2", "3"]) {
        assert_has(line, &["quote_id", "cluster", "parent", "verdict", "changes", "material"]);
        assert_eq!(line["quote_id"], id);
    }
    assert_eq!(lines[0]["cluster"], lines[2]["cluster"]);
    assert_ne!(lines[0]["cluster"], lines[1]["cluster"]);
    assert!(lines[1]["verdict"].is_null(), "it stands alone");
}
