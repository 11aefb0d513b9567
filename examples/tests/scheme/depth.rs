//! Neither deep recursion nor deep data is too much for the host's stack. All of this runs on a small one.

use std::thread;

use super::sessions::value_of;

/// The value of an expression, evaluated on a stack of 512 KiB.
fn on_small_stack(text: &str) -> Result<String, String> {
    let text = text.to_owned();
    let small = thread::Builder::new().stack_size(512 << 10);
    let small = small
        .spawn(move || value_of(&text))
        .expect("a thread starts");
    small.join().expect("the stack does")
}

#[test]
fn tail_calls_take_no_space() {
    let loops = [
        "(define (f n) (if (= n 0) 'end (f (- n 1)))) (f 1000000)",
        "(define (a n) (if (= n 0) 'end (b (- n 1)))) (define (b n) (a n)) (a 500000)",
        "(define (f n) (cond ((= n 0) 'end) (else (and #t (or #f (begin (f (- n 1)))))))) (f 1000000)",
        "(define (f n) (apply (lambda (n) (if (= n 0) 'end (f (- n 1)))) (list n))) (f 1000000)",
        "(define (f n k) (if (= n 0) (k 'end) (f (- n 1) (lambda (v) (k v))))) (f 100000 (lambda (v) v))",
    ];
    for text in loops {
        assert_eq!(on_small_stack(text).as_deref(), Ok("end"), "{text}");
    }
}

#[test]
fn a_million_calls_may_wait_for_their_results() {
    let text = "(define (f n) (if (= n 0) 0 (+ 1 (f (- n 1))))) (f 1000000)";
    assert_eq!(on_small_stack(text).as_deref(), Ok("1000000"));
}

#[test]
fn endless_recursion_is_an_error_that_can_be_handled() {
    let endless = "(define (f n) (+ 1 (f n))) (f 0)";
    let complaint = on_small_stack(endless).expect_err("it cannot end");
    assert!(complaint.contains("recursion too deep"), "{complaint}");
    let handled = "(define (f n) (+ 1 (f n))) (guard (e (#t 'handled)) (f 0))";
    assert_eq!(on_small_stack(handled).as_deref(), Ok("handled"));
}

#[test]
fn deep_data_is_built_compared_and_dropped() {
    let build =
        "(define (nest n) (let loop ((i 0) (x '())) (if (= i n) x (loop (+ i 1) (list x)))))";
    let text = format!("{build} (equal? (nest 300000) (nest 300000))");
    assert_eq!(on_small_stack(&text).as_deref(), Ok("#t"));
    let vectors =
        "(define (nest n) (let loop ((i 0) (x 0)) (if (= i n) x (loop (+ i 1) (vector x)))))";
    let text = format!("{vectors} (equal? (nest 300000) (nest 300001))");
    assert_eq!(on_small_stack(&text).as_deref(), Ok("#f"));
}

#[test]
fn deep_data_is_written_and_read() {
    let text = "(define (nest n) (let loop ((i 0) (x '())) (if (= i n) x (loop (+ i 1) (list x)))))
        (define text (call-with-output-string (lambda (p) (write (nest 200000) p))))
        (list (string-length text) (equal? (nest 200000) (read (open-input-string text))))";
    assert_eq!(on_small_stack(text).as_deref(), Ok("(400002 #t)"));
}

#[test]
fn deep_quotations_are_data_like_any() {
    let text = format!("(pair? '{}{})", "(".repeat(300_000), ")".repeat(300_000));
    assert_eq!(on_small_stack(&text).as_deref(), Ok("#t"));
}

#[test]
fn deep_expressions_run_or_are_refused() {
    let deep = |n: usize| format!("{}0{}", "(+ 1 ".repeat(n), ")".repeat(n));
    assert_eq!(on_small_stack(&deep(20_000)).as_deref(), Ok("20000"));
    let complaint = on_small_stack(&deep(200_000)).expect_err("it is too deep");
    assert!(complaint.contains("forms inside each other"), "{complaint}");
}

#[test]
fn a_chain_of_a_million_closures_is_dropped() {
    let text = "(define (chain n k) (if (= n 0) k (chain (- n 1) (lambda () k)))) (procedure? (chain 1000000 #f))";
    assert_eq!(on_small_stack(text).as_deref(), Ok("#t"));
}

#[test]
fn macros_that_never_end_are_refused() {
    let text = "(define-syntax m (syntax-rules () ((_ a) (list (m (a)))))) (m 1)";
    let complaint = on_small_stack(text).expect_err("it never ends");
    assert!(complaint.contains("forms inside each other"), "{complaint}");
    let in_place = "(define-syntax m (syntax-rules () ((_ a) (m (a))))) (m 1)";
    let complaint = on_small_stack(in_place).expect_err("it never ends");
    assert!(complaint.contains("100000 expansions"), "{complaint}");
}

/// Were all matches copied for each item, this would take minutes.
#[test]
fn a_macro_takes_tens_of_thousands_of_items() {
    let items = "1 ".repeat(30_000);
    let text = format!(
        "(define-syntax all (syntax-rules () ((_ a ...) '(a ...)))) (length (all {items}))"
    );
    assert_eq!(on_small_stack(&text).as_deref(), Ok("30000"));
}
