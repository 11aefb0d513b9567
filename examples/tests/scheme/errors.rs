//! Errors say where, and how the program got there.

use super::sessions::value_of;

/// The complaint about a text; there must be one.
fn complaint(text: &str) -> String {
    match value_of(text) {
        Err(complaint) => complaint,
        Ok(value) => panic!("{text} is {value}"),
    }
}

#[test]
fn an_error_names_its_place_and_the_calls_that_led_there() {
    let text = "(define (inner x)\n  (+ 1 (car x)))\n(define (outer x)\n  (* 2 (inner x)))\n(+ 3\n   (outer 5))";
    let expected = "test:2:8: error: car: expected a pair, but found 5\n  \
                    in inner at test:2:8\n  in outer at test:4:8";
    assert_eq!(complaint(text), expected);
}

#[test]
fn places_are_those_of_the_innermost_expression() {
    let cases = [
        (
            "(+ 1\n   (vector-ref (vector 1)\n     9))",
            "test:2:4: error: vector-ref",
        ),
        (
            "(list 1 (undefined-thing))",
            "test:1:9: error: `undefined-thing` is not defined",
        ),
        (
            "(define (f) (error \"no\" 1))\n(list (f))",
            "test:1:13: error: no 1",
        ),
        (
            "(if #t\n  (let ((x 5))\n    (x)))",
            "test:3:5: error: expected a procedure",
        ),
        ("(map (lambda (x) (car x)) '(1))", "test:1:18: error: car"),
        (
            "(define (f) (raise 'boom))\n(+ 1 (f))",
            "test:1:13: error: boom was raised",
        ),
        (
            "(let loop ((i 0))\n  (if (= i 3)\n    (+ i 'x)\n    (loop (+ i 1))))",
            "test:3:5: error: +",
        ),
    ];
    for (text, expected) in cases {
        let complaint = complaint(text);
        assert!(complaint.starts_with(expected), "{complaint}");
    }
}

#[test]
fn mistakes_in_the_text_are_found_before_anything_runs() {
    let cases = [
        (
            "(display 1)\n(+ 1",
            "test:2:1: error: this is not complete where the text ends",
        ),
        ("(a . )", "test:1:6: error: expected a datum after the dot"),
        (")", "test:1:1: error: this `)` closes nothing"),
        (
            "(a . b c)",
            "test:1:8: error: only one datum may follow the dot",
        ),
        ("\"abc", "test:1:1: error: this text lacks its closing"),
        (
            "#\\nothing",
            "test:1:1: error: `#\\nothing` is no character",
        ),
        ("#q", "test:1:1: error: `#q` means nothing"),
        ("#| x", "test:1:1: error: this comment lacks its `|#`"),
        ("\"\\q\"", "test:1:2: error: `\\q` means nothing in a text"),
        (
            "#u8(1 300)",
            "test:1:7: error: a bytevector holds integers from 0 to 255",
        ),
        (
            "[a]",
            "test:1:1: error: `[a]`: only round brackets make lists",
        ),
        (
            "(define (f)\n  (let ((x)) x))",
            "test:2:3: error: a binding must be",
        ),
        (
            "(define-syntax m (syntax-rules () ((_ a) a)))\n(list\n  (m))",
            "test:3:3: error: no rule",
        ),
    ];
    for (text, expected) in cases {
        let complaint = complaint(text);
        assert!(complaint.starts_with(expected), "{text}: {complaint}");
    }
}

#[test]
fn a_deep_stack_is_told_in_short() {
    let text = "(define (f n) (if (= n 0) (car n) (+ 1 (f (- n 1)))))\n(f 1000)";
    let complaint = complaint(text);
    assert!(complaint.lines().count() < 20, "{complaint}");
    assert!(complaint.contains("calls more"), "{complaint}");
}

#[test]
fn an_error_that_is_raised_again_keeps_its_place() {
    let text = "(define (f) (list (car 5)))\n(guard (e ((string? e) 1)) (f))";
    assert!(
        complaint(text).starts_with("test:1:19: error: car"),
        "{}",
        complaint(text)
    );
}

#[test]
fn an_error_in_a_procedure_of_the_interpreter_names_the_form_that_called_it_last() {
    let cases = [
        (
            "1\n  (hash-table-ref\n (make-hash-table) 'a)",
            "test:2:3: error: hash-table-ref: no such key",
        ),
        ("(for-each car (list 1))", "test:1:1: error: car"),
    ];
    for (text, expected) in cases {
        let complaint = complaint(text);
        assert!(complaint.starts_with(expected), "{complaint}");
    }
}
