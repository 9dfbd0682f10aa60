//! Every form of every answer, over values built by hand.

mod collation;
pub(super) mod fixtures;

use std::io;

use super::{Look, csv, human, json};
use crate::model::OutletsReport;

type Writer<'a> = &'a mut Vec<u8>;

/// Returns what `write` writes on a plain page of 80 and of 120 columns.
fn pages(write: impl Fn(&Look, Writer<'_>) -> io::Result<()>) -> String {
    let page = |width| text(|out| write(&Look { width, ..Look::default() }, out));
    format!("{}\n{}\n{}", page(80), "=".repeat(120), page(120))
}

fn text(write: impl Fn(Writer<'_>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}

#[test]
fn check_for_people() {
    let page = |answer| pages(|look, out| human::check(&answer, 1, look, out));
    insta::assert_snapshot!("check_altered", page(fixtures::altered()));
    insta::assert_snapshot!("check_excerpt", page(fixtures::excerpt()));
    insta::assert_snapshot!("check_not_found", page(fixtures::not_found()));
}

#[test]
fn a_quote_for_people() {
    insta::assert_snapshot!(
        "diff",
        pages(|look, out| human::diff(&fixtures::diff(), false, look, out))
    );
    let wide = Look { width: 120, screen: 200, ..Look::default() };
    let beside = |only| text(|out| human::diff(&fixtures::diff(), only, &wide, out));
    insta::assert_snapshot!("diff_side_by_side", beside(false) + &beside(true));
    insta::assert_snapshot!(
        "diff_changes_only",
        pages(|look, out| human::diff(&fixtures::diff(), true, look, out))
    );
    insta::assert_snapshot!(
        "history",
        pages(|look, out| human::history(&fixtures::history(), look, out))
    );
    insta::assert_snapshot!(
        "outlets",
        pages(|look, out| human::outlets(&fixtures::outlets(), look, out))
    );
    insta::assert_snapshot!(
        "copies",
        pages(|look, out| human::copies(&fixtures::copies(), false, look, out))
    );
}

#[test]
fn plain_output_is_the_coloured_one_without_escapes() {
    for width in [60, 80, 120, 200] {
        let page = |color| {
            let look = Look { width: width.min(120), screen: width, color, ..Look::default() };
            text(|out| {
                human::check(&fixtures::altered(), 1, &look, out)?;
                human::diff(&fixtures::diff(), false, &look, out)?;
                human::diff(&fixtures::diff(), true, &look, out)?;
                human::history(&fixtures::history(), &look, out)?;
                human::outlets(&fixtures::outlets(), &look, out)?;
                human::copies(&fixtures::copies(), true, &look, out)
            })
        };
        let (plain, coloured) = (page(false), page(true));
        assert!(coloured.contains("\u{1b}[1;7m"), "material changes are a solid block");
        assert_eq!(without_escapes(&coloured), plain);
    }
}

/// Takes the escapes out, and fails on one that is not among those that reports may use.
fn without_escapes(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (codes, rest) = part.split_once('m').expect("every escape ends");
        let codes = codes.strip_prefix('[').expect("every escape sets attributes");
        assert!(
            codes.split(';').all(|code| ["0", "1", "2", "7", "31", "35", "36"].contains(&code))
        );
        plain.push_str(rest);
    }
    plain
}

#[test]
fn no_line_is_wider_than_the_page() {
    for width in [60, 80, 100, 120, 160, 200] {
        let look = Look { width: width.min(120), screen: width, ..Look::default() };
        let page = text(|out| {
            human::check(&fixtures::altered(), 1, &look, out)?;
            human::check(&fixtures::excerpt(), 0, &look, out)?;
            human::diff(&fixtures::diff(), false, &look, out)?;
            human::diff(&fixtures::diff(), true, &look, out)?;
            human::diff(&fixtures::without_spaces(), false, &look, out)?;
            human::history(&fixtures::without_spaces_history(), &look, out)?;
            human::history(&fixtures::history(), &look, out)
        });
        for line in page.lines() {
            let columns = unicode_width::UnicodeWidthStr::width(line);
            assert!(columns <= width, "{columns} columns on a page of {width}: {line}");
        }
    }
}

#[test]
fn what_articles_say_never_steers_the_terminal() {
    let mut answer = fixtures::diff();
    answer.wordings[0].runs.text = "\u{1b}]0;title\u{7} \u{202e}words\u{9b}31m".to_owned();
    answer.wordings.truncate(1);
    for run in &mut answer.wordings[0].runs.appearances {
        run.outlet = Some("Out\u{1b}[2Jlet".to_owned());
        run.speaker = Some("Some\u{8}body".to_owned());
    }
    let page = text(|out| human::diff(&answer, false, &Look::default(), out));
    let steers = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!page.contains(steers), "{page:?}");
}

#[test]
fn json_has_the_fields_of_the_contract() {
    insta::assert_snapshot!("check_json", text(|out| json::check(&fixtures::altered(), out)));
    insta::assert_snapshot!("history_json", text(|out| json::history(&fixtures::history(), out)));
    insta::assert_snapshot!("diff_json", text(|out| json::diff(&fixtures::diff(), out)));
    insta::assert_snapshot!("copies_json", text(|out| json::copies(&fixtures::copies(), out)));
}

#[test]
fn export_has_a_row_an_appearance_in_a_stated_order() {
    let table = text(|out| {
        let mut export = csv::Export::new(out, false)?;
        export.quote(&fixtures::history())?;
        export.label(&fixtures::run(9, "Rebel News", "2023-03-22", 9, "=label"))?;
        export.finish()
    });
    insta::assert_snapshot!("export_csv", table);
    insta::assert_snapshot!("outlets_csv", text(|out| csv::outlets(&fixtures::outlets(), out)));
    insta::assert_snapshot!("history_csv", text(|out| csv::history(&fixtures::history(), out)));
    insta::assert_snapshot!("copies_csv", text(|out| csv::copies(&fixtures::copies(), out)));
    insta::assert_snapshot!(
        "export_jsonl",
        text(|out| json::export_quote(&fixtures::history(), out))
    );
}

#[test]
fn of_many_wordings_none_with_a_material_change_is_left_out() {
    let mut answer = fixtures::diff();
    let plain = answer.wordings[2].clone();
    let negated = fixtures::altered();
    while answer.wordings.len() < 20 {
        answer.wordings.push(plain.clone());
    }
    let last = answer.wordings.len() - 1;
    answer.wordings[last].segments = negated.segments;
    answer.wordings[last].runs.changes = negated.changes;
    let page = text(|out| human::diff(&answer, false, &Look::default(), out));
    assert!(page.contains("!! negation") && page.contains("7 more wordings"), "{page}");
    assert!(page.contains("\n  T ") && !page.contains("\n  M "), "{page}");
}

#[test]
fn above_thirty_outlets_the_strip_counts_them() {
    let mut answer = fixtures::history();
    let runs = (10..50).map(|number| {
        fixtures::run(number, &format!("Outlet {number}"), "2023-03-22", 1, fixtures::A)
    });
    answer.wordings[0].runs.appearances.extend(runs);
    let page = text(|out| human::history(&answer, &Look::default(), out));
    assert!(page.contains("A (outlets)  ···41····"), "{page}");
    assert!(!page.contains("\n  Outlet 12 "), "{page}");
}

#[test]
fn an_unsure_speaker_is_marked_wherever_one_is_named() {
    let mut answer = fixtures::outlets();
    for run in answer.outlets.iter_mut().flat_map(|outlet| &mut outlet.appearances) {
        run.confidence = 0.42;
    }
    let page = |answer: &OutletsReport| text(|out| human::outlets(answer, &Look::default(), out));
    let doubted = page(&answer);
    assert!(doubted.contains("Justin Trudeau (doubtful: 0.42)"), "{doubted}");
    assert!(doubted.contains("he said (doubtful: 0.42)"), "{doubted}");
    // One article that names him plainly settles whose words they are.
    answer.outlets[0].appearances[0].confidence = 0.95;
    let settled = page(&answer);
    assert!(!settled.contains("Justin Trudeau (doubtful"), "{settled}");
}

#[test]
fn more_days_than_columns_become_months() {
    let mut answer = fixtures::history();
    let runs = (10..30).map(|number| {
        let date = format!("2023-{:02}-{number}", number % 4 + 1);
        fixtures::run(number, "Harbour Post", &date, 1, fixtures::A)
    });
    answer.wordings[0].runs.appearances.extend(runs);
    let page = text(|out| human::history(&answer, &Look::default(), out));
    assert!(page.contains("   Jan        Feb        Mar        Apr   "), "{page}");
    assert!(!page.contains("later: --format csv"), "{page}");
}

#[test]
fn of_an_endless_sentence_only_what_is_near_is_shown() {
    let mut answer = fixtures::excerpt();
    answer.context.before = "far ".repeat(500) + "near before";
    answer.context.after = "near behind".to_owned() + &" far".repeat(500);
    let page = text(|out| human::check(&answer, 0, &Look::default(), out));
    assert!(page.contains("near before") && page.contains("near behind"), "{page}");
    assert!(page.matches("far").count() < 100, "{page}");
}
