//! Help, completions and the manual page.

use super::support::Desk;

const COMMANDS: [&str; 14] = [
    "ingest",
    "check",
    "outlets",
    "diff",
    "history",
    "export",
    "find",
    "copies",
    "verify",
    "extract",
    "group",
    "demo",
    "completions",
    "man",
];

#[test]
fn help_says_what_every_command_does() {
    let desk = Desk::new();
    insta::assert_snapshot!("help", desk.run(["--help"]).stdout);
    for command in COMMANDS {
        let done = desk.run([command, "--help"]);
        assert_eq!((done.code, done.stderr.as_str()), (0, ""));
        insta::assert_snapshot!(format!("help_{command}"), done.stdout);
    }
}

#[test]
fn first_lines_begin_with_an_imperative_and_end_without_a_full_stop() {
    let desk = Desk::new();
    for command in COMMANDS {
        let help = desk.run([command, "-h"]).stdout;
        let first = help.lines().next().expect("a line");
        assert!(first.starts_with(char::is_uppercase) && !first.ends_with('.'), "{first}");
    }
}

#[test]
fn shells_and_man_get_every_command() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.run(["completions", shell]).stdout;
        assert!(COMMANDS.iter().all(|command| script.contains(command)), "{shell}");
    }
    let page = desk.run(["man"]).stdout;
    assert!(page.contains(".TH quotetrail 1"));
    assert!(COMMANDS.iter().all(|command| page.contains(&command.to_uppercase())));
}

#[test]
fn global_options_stand_anywhere() {
    let desk = Desk::new();
    for args in [["--db", "other.db", "copies"], ["copies", "--db", "other.db"]] {
        let done = desk.run(args);
        assert_eq!(done.code, 3);
        assert!(done.stderr.contains("other.db"), "{}", done.stderr);
    }
}
