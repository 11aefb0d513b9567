//! Texts that are wrong, and where.

use gc_examples::ast::{Mistake, analyse, check, parse};
use gc_examples::family::Collected;
use quickcheck::quickcheck;

fn mistakes(text: &str) -> Vec<Mistake> {
    match parse::<Collected>(text) {
        Err(mistake) => vec![mistake],
        Ok(root) => check::<Collected>(&root).unwrap_err(),
    }
}

/// The first mistake: what, and the part of the text.
fn first(text: &str) -> (String, &str) {
    let mistake = mistakes(text).swap_remove(0);
    (mistake.what, &text[mistake.span.range()])
}

#[test]
fn what_is_no_expression_is_told_with_its_place() {
    for (text, what, place) in [
        ("", "expected an expression, found the end of the text", ""),
        (
            "(1 + ",
            "expected an expression, found the end of the text",
            "",
        ),
        ("let in = 3 in 4", "expected a name, found `in`", "in"),
        ("let x 3", "expected `=`, found `3`", "3"),
        ("fn x: foo => 3", "expected a type, found `foo`", "foo"),
        ("f(3", "expected `)`, found the end of the text", ""),
        ("1 2", "expected an operator or the end, found `2`", "2"),
        (
            "if true then 1",
            "expected `else`, found the end of the text",
            "",
        ),
        ("3x", "expected an expression, found `3x`", "3x"),
        (
            "1 + 99999999999999999999",
            "this is more than a number can be, which is 9223372036854775807",
            "99999999999999999999",
        ),
    ] {
        assert_eq!(first(text), (what.to_owned(), place), "{text}");
    }
}

#[test]
fn what_has_no_type_is_told_with_its_place() {
    for (text, what, place) in [
        ("1 + true", "expected int, found bool", "true"),
        ("if 1 then 2 else 3", "expected bool, found int", "1"),
        (
            "if true then 2 else false",
            "expected int, found bool",
            "false",
        ),
        ("(fn x: int => x)(true)", "expected int, found bool", "true"),
        ("3(4)", "expected a function, found int", "3"),
        ("let x = 1 in y", "nothing is named `y` here", "y"),
        ("let x = x in x", "nothing is named `x` here", "x"),
        (
            "(fn x: int => x) == (fn x: int => x)",
            "functions cannot be compared, and this is int -> int",
            "fn x: int => x) == (fn x: int => x",
        ),
    ] {
        assert_eq!(first(text), (what.to_owned(), place), "{text}");
    }
}

#[test]
fn all_mistakes_are_told_in_order_and_each_once() {
    let found = mistakes("if 1 then a + true else b(2)");
    let whats: Vec<_> = found.iter().map(|mistake| mistake.what.as_str()).collect();
    assert_eq!(
        whats,
        [
            "expected bool, found int",
            "nothing is named `a` here",
            "expected int, found bool",
            "nothing is named `b` here"
        ]
    );
}

#[test]
fn too_deep_nesting_is_an_error_and_no_overflow() {
    for text in [
        "(".repeat(100_000),
        "-".repeat(100_000),
        "if true then ".repeat(100_000),
        format!("fn x: {}", "int -> ".repeat(100_000)),
        "f(".repeat(100_000),
    ] {
        assert_eq!(mistakes(&text)[0].what, "this is nested more than 100 deep");
    }
}

quickcheck! {
    fn no_text_makes_it_panic(text: String) -> bool {
        analyse::<Collected>(&text).is_ok_and(|tree| !tree.is_empty())
            || mistakes(&text).iter().all(|mistake| text.get(mistake.span.range()).is_some())
    }

    fn no_sequence_of_words_makes_it_panic(choices: Vec<u8>) -> bool {
        const WORDS: [&str; 21] = [
            "let", "x", "=", "in", "if", "then", "else", "fn", ":", "int", "=>", "(", ")", "1", "+", "-",
            "not", "==", "true", "->", "y",
        ];
        let words: Vec<_> = choices.iter().map(|&choice| WORDS[usize::from(choice) % WORDS.len()]).collect();
        let text = words.join(" ");
        analyse::<Collected>(&text).is_ok_and(|tree| !tree.is_empty())
            || mistakes(&text).iter().all(|mistake| text.get(mistake.span.range()).is_some())
    }
}
