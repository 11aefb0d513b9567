//! The program `table`.

#![forbid(unsafe_code)]

use std::process::{Command, Output};

use gc_examples::table::{PROGRAMS, code_lines};

fn run(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_table"));
    command.args(args).output().expect("the program starts")
}

/// The rows of the table, cell by cell.
fn rows(args: &[&str]) -> Vec<Vec<String>> {
    let output = run(args);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {complaint}");
    let text = String::from_utf8(output.stdout).expect("UTF-8 on stdout");
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let cells = |row: &str| {
        row.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    rows.map(cells).collect()
}

#[test]
fn every_program_has_a_row_and_nothing_leaks_over_gc() {
    let rows = rows(&["--rounds", "1", "--percent", "1"]);
    let names: Vec<_> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
    let expected: Vec<_> = PROGRAMS.iter().map(|program| program.name).collect();
    assert_eq!(names, expected);
    for row in &rows {
        assert_eq!(row[7], "0", "leaked over Gc: {row:?}");
    }
}

#[test]
fn weak_pointers_leak_where_the_data_has_cycles_and_strong_ones_always() {
    let rows = rows(&["--rounds", "1", "--percent", "10", "list", "signals"]);
    assert_eq!(rows[0][8], "0");
    assert_ne!(rows[0][9], "0");
    assert_ne!(rows[1][8], "0");
}

#[test]
fn every_program_has_lines_to_count() {
    for program in PROGRAMS {
        let lines = code_lines(program.sources).expect("the sources");
        assert!(lines > 50, "{} has {lines} lines", program.name);
    }
}

#[test]
fn a_program_that_is_not_there_is_an_error_that_names_the_others() {
    let output = run(&["lisp"]);
    assert_eq!(output.status.code(), Some(2));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        complaint.contains("no program is called `lisp`; there are graph, list"),
        "{complaint}"
    );
    assert!(output.stdout.is_empty());
}
