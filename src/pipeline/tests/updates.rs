//! A few articles more cost little, and change nothing else: after each step the rows are those
//! that grouping all anew gives.

use super::ingests::{Inputs, take_in};
use crate::model::{QuoteId, WordingId};
use crate::pipeline::{merge, split, undo};
use crate::store::Store;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) as usize % limit
    }
}

const WORDS: [&str; 24] = [
    "harbour", "bridge", "storm", "the", "we", "of", "never", "ferry", "winter", "board", "to",
    "close", "asked", "grain", "and", "promise", "a", "lamp", "council", "in", "will", "north",
    "repair", "tide",
];

fn sentence(dice: &mut Dice, words: usize) -> String {
    let words: Vec<&str> = (0..words).map(|_| WORDS[dice.below(WORDS.len())]).collect();
    words.join(" ")
}

/// Changes a word here and there, or cuts an end off.
fn varied(dice: &mut Dice, words: &str) -> String {
    let mut all: Vec<&str> = words.split(' ').collect();
    match dice.below(4) {
        0 => {}
        1 => {
            let at = dice.below(all.len());
            all[at] = WORDS[dice.below(WORDS.len())];
        }
        2 => all.truncate(3 + dice.below(all.len())),
        _ => drop(all.drain(..dice.below(all.len() / 2 + 1))),
    }
    all.join(" ")
}

/// Records of articles that share utterances, short words, passages of prose, and addresses.
fn records(dice: &mut Dice, count: usize) -> Vec<String> {
    let said: Vec<String> = (0..count / 3).map(|at| sentence(dice, 3 + at % 19)).collect();
    let prose: Vec<String> = (0..6).map(|_| sentence(dice, 120)).collect();
    (0..count)
        .map(|at| {
            let mut text = String::new();
            for _ in 0..1 + dice.below(3) {
                let said = &said[dice.below(said.len())];
                let speaker = ["Ada Reed", "Reed", "Bo Hill", "Carl Reed"][dice.below(4)];
                text += &format!("“{},” {speaker} said. ", varied(dice, said));
            }
            text += &format!("They call it “{}”. ", WORDS[dice.below(WORDS.len())]);
            if dice.below(3) == 0 {
                text += &format!("{}. ", prose[dice.below(prose.len())]);
            }
            let url = match dice.below(5) {
                0 => format!("https://coast.example/{}", dice.below(4)),
                _ => String::new(),
            };
            serde_json::json!({
                "id": at, "text": text, "url": url,
                "outlet": format!("Outlet {}", dice.below(6)),
                "published": format!("2024-05-{:02}", 1 + dice.below(28)),
            })
            .to_string()
        })
        .collect()
}

/// The same collection twice: once with what grouping remembers, once grouped anew each time.
struct Pair {
    inputs: Inputs,
    remembering: Store,
    anew: Store,
}

impl Pair {
    fn new() -> Self {
        let store = || Store::open_in_memory().unwrap();
        Self { inputs: Inputs::new(), remembering: store(), anew: store() }
    }

    fn each(&mut self, act: impl Fn(&mut Store)) {
        act(&mut self.remembering);
        self.anew.forget_memory();
        act(&mut self.anew);
        let (found, expected) = (self.remembering.dump(), self.anew.dump());
        for (one, other) in found.iter().zip(&expected) {
            assert_eq!(one, other);
        }
        assert_eq!(found.len(), expected.len());
        assert_eq!(self.remembering.verify().unwrap().failures, []);
    }

    fn add(&mut self, records: &[String]) {
        let path = self.inputs.write("records.jsonl", records.join("\n"));
        self.each(|store| {
            let done = take_in(store, std::slice::from_ref(&path), None, 1);
            assert_eq!(done.report.failed, []);
        });
    }
}

#[test]
fn each_step_gives_the_rows_of_grouping_anew() {
    for seed in 0..3 {
        let mut dice = Dice(seed);
        let mut pair = Pair::new();
        let mut records = records(&mut dice, 90);
        let mut rest = records.as_slice();
        while !rest.is_empty() {
            let (batch, left) = rest.split_at((1 + dice.below(25)).min(rest.len()));
            pair.add(batch);
            rest = left;
        }
        assert!(pair.remembering.remembered_rows("quotes") > 1, "something was remembered");
        // Dates, outlets and titles are corrected, and a text is revised.
        for at in 0..8 {
            let at = dice.below(records.len() - at);
            let corrected = match dice.below(3) {
                0 => records[at].replace("2024-05-", "2023-01-"),
                1 => records[at].replace("\"Outlet ", "\"The Outlet "),
                _ => records[at].replace("\"id\":", "\"title\":\"Reed on the tide\",\"id\":"),
            };
            records[at] = corrected;
            pair.add(&records[at..=at]);
        }
    }
}

#[test]
fn further_runs_of_known_words_give_the_rows_of_grouping_anew() {
    let said =
        "we shall rebuild the harbour wall before the winter storms and nobody will pay for it";
    let changed = said.replace("nobody", "no family");
    let copy = changed.replace("rebuild", "restore");
    let winter = said.replace("winter", "summer");
    let record = |outlet: &str, day: &str, said: &str| {
        let published = if day.is_empty() { String::new() } else { format!("2024-05-{day}") };
        serde_json::json!({
            "id": 1, "text": format!("“{said},” Ada Reed said in {outlet}."), "outlet": outlet,
            "published": published,
        })
        .to_string()
    };
    let mut pair = Pair::new();
    let first = [
        ("Coast", "07", said),
        ("Port", "08", &*changed),
        ("Bay", "09", &copy),
        ("Isle", "09", &winter),
    ];
    let first = first.map(|(outlet, day, said)| record(outlet, day, said));
    pair.add(&first);
    let rows = [
        ("Cape", "12", said),
        ("Cape", "12", &*changed),
        ("Dune", "09", &winter),
        ("Dune", "08", &copy),
        ("Reef", "", said),
        ("Reef", "06", &changed),
        ("Reef", "05", said),
        ("Shoal", "05", &copy),
        ("Coast", "20", &winter),
    ];
    for (outlet, day, said) in rows {
        pair.add(&[record(outlet, day, said)]);
    }
    assert_eq!(pair.remembering.quote_count().unwrap(), 1);
    assert_eq!(pair.remembering.wordings().unwrap().len(), 4);
}

#[test]
fn decisions_between_the_steps_give_the_rows_of_grouping_anew() {
    let mut dice = Dice(77);
    let mut pair = Pair::new();
    let records = records(&mut dice, 80);
    for batch in records.chunks(9) {
        pair.add(batch);
        let quotes = pair.anew.quotes().unwrap();
        let quote = |at: usize| quotes[at % quotes.len()].id;
        let (one, other) = (quote(dice.below(1000)), quote(dice.below(1000)));
        if one != other {
            let ids: Vec<String> = [one, other].map(|id: QuoteId| id.to_string()).into();
            pair.each(|store| drop(merge(store, &ids, None).unwrap()));
        }
        let is_several = |id: &QuoteId| pair.anew.wordings_of_quote(*id).unwrap().len() > 1;
        if let Some(quote) = quotes.iter().map(|quote| quote.id).find(is_several) {
            let wordings = pair.anew.wordings_of_quote(quote).unwrap();
            let ids: Vec<WordingId> = wordings.iter().map(|wording| wording.id).collect();
            let ids = [ids[dice.below(ids.len())].to_string()];
            pair.each(|store| drop(split(store, &ids, None)));
        }
        if dice.below(2) == 0 {
            pair.each(|store| drop(undo(store, None, None)));
        }
    }
    assert!(pair.remembering.decisions().unwrap().len() > 8);
}

#[test]
fn primary_sources_among_the_steps_give_the_rows_of_grouping_anew() {
    let mut dice = Dice(5);
    let mut pair = Pair::new();
    let mut records = records(&mut dice, 60);
    for at in [20, 41] {
        records[at] = records[at].replace("\"id\":", "\"kind\":\"primary\",\"id\":");
    }
    for batch in records.chunks(7) {
        pair.add(batch);
    }
}
