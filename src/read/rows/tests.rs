//! Rows, sound and not.

use super::*;

/// Returns rows as `1:a|b`, and what is none as `!2-3`.
fn cut(table: &str) -> Vec<String> {
    let dialect = Dialect::of(table.as_bytes(), |cells| cells.len() > 1).expect("a header");
    let mut input = table.as_bytes();
    let mut rows = Rows::new(&mut input, dialect, 1000);
    rows.header().expect("memory");
    rows.map(|cut| match cut {
        Cut::Row { line, cells } => format!("{line}:{}", strings(&cells).join("|")),
        Cut::Broken { from, to } => format!("!{from}-{to}"),
        Cut::TooLong { line } => format!("!{line} long"),
        Cut::Unreadable(error) => error.to_string(),
    })
    .collect()
}

#[test]
fn rows_are_read_as_programs_write_them() {
    let rows: [(&str, &[&str]); 12] = [
        ("a,b,c\n1,2,3\n", &["2:1|2|3"]),
        ("a;b;c\r\n1;\"2;\"\"x\"\"\";3", &["2:1|2;\"x\"|3"]),
        ("a\tb\n1\t2\n\n", &["2:1|2", "3:"]),
        ("a|b\n1|\"2\nmore\"\n3|4\n", &["2:1|2\nmore", "4:3|4"]),
        ("\r\nsep=;\r\na;b\r\n1;2\r\n", &["4:1|2"]),
        ("\u{feff}\"a\",\"b\"\n1,2\n", &["2:1|2"]),
        ("a,b\r1,\"2\rmore\"\r3,4\r", &["2:1|2\rmore", "4:3|4"]),
        ("a,b\n\"1\" ,\"2\" \n", &["2:1|2"]),
        // Cells that are written as they are.
        (
            "a;b\n1;\"So,\" she said\n2;\"No,\" he said, \"never\" again.\r\n3;\"x\"\n",
            &["2:1|\"So,\" she said", "3:2|\"No,\" he said, \"never\" again.", "4:3|x"],
        ),
        // A mark within a cell, and one within a cell without marks.
        (
            "a,b\n1,\"he said \"no\" twice\"\n2,5\" nails\n",
            &["2:1|he said \"no\" twice", "3:2|5\" nails"],
        ),
        ("a,b\n1,\"he said \\\"no, never\\\" twice\"\n", &["2:1|he said \"no, never\" twice"]),
        ("a,b\n1,\"C:\\\"\n2,\"D:\\x\\\"\n", &["2:1|C:\\", "3:2|D:\\x\\"]),
    ];
    for (table, expected) in rows {
        assert_eq!(cut(table), expected, "{table}");
    }
}

#[test]
fn a_table_of_markdown_is_text() {
    let of = |table: &str| Dialect::of(table.as_bytes(), |cells| cells.len() > 1).is_some();
    assert!(!of("title | text\n--- | :---\nOver | It is.\n"));
    assert!(!of("title\nOver\n"));
    assert!(of("title | text\n-1 | -\n"));
}

#[test]
fn a_stray_mark_costs_its_own_row() {
    let rows: [(&str, &[&str]); 9] = [
        ("a,b,c\n1,T,\"x\n2,U,\"y\"\n3,V,z\n", &["!2-2", "3:2|U|y", "4:3|V|z"]),
        ("a,b,c\n1,\"T,x\n2,U,y\n3,V,z\n", &["!2-2", "3:2|U|y", "4:3|V|z"]),
        ("a,b,c\n1,\"T,x\nmore of it\n2,U,\"y\nz\"\n", &["!2-3", "4:2|U|y\nz"]),
        ("a,b\n1,\"x\n2,\"y\"\n", &["!2-2", "3:2|y"]),
        ("a,b\n1,\"x\n2,y\n3,z\n", &["!2-2", "3:2|y", "4:3|z"]),
        // The last cell is only not closed, or the table is cut short.
        ("a,b\n1,\"x\n", &["2:1|x"]),
        ("a,b\n1,\"x\nand so on\n", &["!2-3"]),
        (
            "a,b,c\n1,T,\"He said \"no\" to us\nand, so, on\"\n2,U,y\n",
            &["2:1|T|He said \"no\" to us\nand, so, on", "4:2|U|y"],
        ),
        // Sentences with commas are no rows, and a mark in one is none that strays.
        (
            "a,b,c\n1,T,\"He said \"no\", again\nand, so, on\nand on\"\n2,U,y\n",
            &["2:1|T|He said \"no| again", "3:and| so| on", "4:and on\"", "5:2|U|y"],
        ),
    ];
    for (table, expected) in rows {
        assert_eq!(cut(table), expected, "{table}");
    }
}

#[test]
fn stray_marks_everywhere_cost_no_more_than_a_long_table() {
    let lines = (0..20_000).map(|number| format!("{number},\"x \"\"y\"\" z,w\n"));
    let table = format!("a,b,c\n{}", lines.collect::<String>());
    assert!(cut(&table).len() > 1);
}
