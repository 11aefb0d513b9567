//! The program `small`.

use std::fs;
use std::process::{Command, Output};

const NAMES: [&str; 5] = ["list", "lru", "signals", "ast", "world"];

fn run(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_small"));
    command.args(args).output().expect("the program starts")
}

fn answer(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
    assert!(output.stderr.is_empty(), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8 on stdout")
}

fn complaint(args: &[&str], code: i32) -> String {
    let output = run(args);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {output:?}");
    assert!(output.stdout.is_empty(), "{args:?} printed half an answer");
    String::from_utf8(output.stderr).expect("UTF-8 on stderr")
}

#[test]
fn each_structure_is_shown_over_all_pointers() {
    for name in NAMES {
        for pointers in ["gc", "rc-weak", "rc"] {
            let answer = answer(&[name, "--pointers", pointers]);
            assert!(
                answer.lines().count() > 3,
                "{name} over {pointers}: {answer}"
            );
        }
    }
}

#[test]
fn what_weak_pointers_forget_is_told() {
    for name in ["signals", "ast", "world"] {
        assert_ne!(
            answer(&[name]),
            answer(&[name, "--pointers", "rc-weak"]),
            "{name}"
        );
    }
}

#[test]
fn an_expression_is_shown_with_its_types() {
    let answer = answer(&["ast", "-e", "let x = -1 in x == 2"]);
    let expected = "let `x` (used once): bool\n  minus: int\n    1: int\n  equal: bool\n    `x`: int\n    2: int\n";
    assert_eq!(answer, expected);
}

#[test]
fn a_mistake_in_a_file_is_shown_with_its_line() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("wrong.txt");
    fs::write(&path, "let x = 1 in\nx + true\n").expect("a file in it");
    let complaint = complaint(&["ast", path.to_str().expect("UTF-8")], 1);
    assert!(
        complaint.contains("error: expected int, found bool"),
        "{complaint}"
    );
    assert!(complaint.contains("wrong.txt:2:5"), "{complaint}");
    assert!(
        complaint.contains("^^^^ this operand has to be int"),
        "{complaint}"
    );
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let complaint = complaint(&["ast", "absent.txt"], 1);
    assert!(
        complaint.starts_with("small: cannot read `absent.txt`"),
        "{complaint}"
    );
}

#[test]
fn unknown_names_and_pointers_are_errors() {
    assert!(complaint(&["tree"], 2).contains("unrecognized subcommand 'tree'"));
    assert!(complaint(&["list", "--pointers", "arc"], 2).contains("rc-weak"));
    assert!(complaint(&[], 2).contains("Usage"));
}
