//! Expressions and what they should be: tables of `EXPRESSION ;=> VALUE` and `EXPRESSION ;=! COMPLAINT`.

use std::io;

use gc_examples::scheme::Engine;

use super::sessions::{Collected, Counted, on_deep_stack, value, value_in};

const TABLES: [(&str, &str); 6] = [
    ("numbers", include_str!("cases/numbers.scm")),
    ("lists", include_str!("cases/lists.scm")),
    ("control", include_str!("cases/control.scm")),
    ("errors", include_str!("cases/errors.scm")),
    ("text", include_str!("cases/text.scm")),
    ("macros", include_str!("cases/macros.scm")),
];

/// What is wrong with a line of a table, if anything is.
fn check<E: Engine>(engine: &mut E, line: &str) -> Option<String> {
    // What defines something gets an interpreter of its own.
    let mut found = |text: &str| match text.contains("define") {
        true => value::<E>(text),
        false => value_in(engine, text),
    };
    if let Some((text, expected)) = line.split_once(" ;=> ") {
        let found = found(text);
        return (found.as_deref() != Ok(expected))
            .then(|| format!("{text}\n  expected {expected}\n  found {found:?}"));
    }
    let Some((text, expected)) = line.split_once(" ;=! ") else {
        return Some(format!("`{line}` says neither `;=>` nor `;=!`"));
    };
    match found(text) {
        Err(complaint) if complaint.contains(expected.trim()) => None,
        found => Some(format!(
            "{text}\n  expected the complaint {expected}\n  found {found:?}"
        )),
    }
}

fn check_all<E: Engine>() {
    let mut wrong = Vec::new();
    let mut lines = 0;
    let mut engine = E::new(Box::new(io::sink()));
    for (table, text) in TABLES {
        for line in text.lines() {
            lines += 1;
            wrong.extend(check(&mut engine, line).map(|what| format!("{table}: {what}")));
        }
    }
    assert!(lines > 400, "the tables have {lines} lines");
    assert!(
        wrong.is_empty(),
        "{} of {lines}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn expressions_over_gc_are_what_the_tables_say() {
    check_all::<Collected>();
}

#[test]
fn expressions_over_rc_are_what_the_tables_say() {
    on_deep_stack(check_all::<Counted>);
}
