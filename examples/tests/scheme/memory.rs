//! What programs leave behind: nothing, over `Gc`.

use std::io;
use std::thread;

use gc_examples::scheme::Engine;

use super::sessions::Collected;

/// Runs in a thread of its own, whose heap nobody else uses.
fn alone<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> R {
    thread::spawn(work)
        .join()
        .expect("the test's thread ends well")
}

/// Makes all kinds of cycles.
const CYCLES: &str = "
    (define (counter) (define n 0) (define (self) (set! n (+ n 1)) self) self)
    (define (work n)
      (let loop ((i 0))
        (if (< i n)
            (begin
              (counter)
              (let ((p (list 1 2))) (set-cdr! (cdr p) p))
              (let ((v (vector 1))) (vector-set! v 0 v))
              (let ((t (make-hash-table))) (hash-table-set! t 'self t))
              (let ((k #f)) (call/cc (lambda (c) (set! k c))))
              (letrec ((p (delay (force p)))) p)
              (loop (+ i 1))))))";

#[test]
fn an_interpreter_leaves_nothing() {
    let (before, after) = alone(|| {
        let before = gc_core::stats().objects;
        let mut engine = Collected::new(Box::new(io::sink()));
        engine.run("cycles", CYCLES).expect("it runs");
        engine
            .run("work", "(work 100) (define kept counter)")
            .expect("it runs");
        drop(engine);
        gc_core::collect();
        (before, gc_core::stats().objects)
    });
    assert_eq!(after, before);
}

#[test]
fn what_a_program_let_go_of_is_collected() {
    let (before, after) = alone(|| {
        let mut engine = Collected::new(Box::new(io::sink()));
        engine.run("cycles", CYCLES).expect("it runs");
        engine.run("work", "(work 10)").expect("it runs");
        gc_core::collect();
        let before = gc_core::stats().objects;
        engine.run("work", "(work 1000)").expect("it runs");
        gc_core::collect();
        (before, gc_core::stats().objects)
    });
    assert_eq!(after, before);
}

#[test]
fn a_failed_program_leaves_nothing_either() {
    let (before, after) = alone(|| {
        let mut engine = Collected::new(Box::new(io::sink()));
        engine.run("cycles", CYCLES).expect("it runs");
        let fail = "(define (fail n) (counter) (if (= n 0) (car n) (+ 1 (fail (- n 1)))))";
        engine.run("fail", fail).expect("it runs");
        engine.run("fail", "(fail 10)").expect_err("it fails");
        gc_core::collect();
        let before = gc_core::stats().objects;
        engine.run("fail", "(fail 1000)").expect_err("it fails");
        gc_core::collect();
        (before, gc_core::stats().objects)
    });
    assert_eq!(after, before);
}

#[test]
fn symbols_that_nobody_uses_any_more_are_forgotten() {
    const NAMES: &str = "
        (define (names n)
          (if (> n 0)
              (begin (string->symbol (number->string n)) (names (- n 1)))))";
    let (before, after) = alone(|| {
        let mut engine = Collected::new(Box::new(io::sink()));
        engine.run("names", NAMES).expect("it runs");
        engine.run("work", "(names 10)").expect("it runs");
        let before = gc_core::stats().objects;
        engine.run("work", "(names 1000)").expect("it runs");
        (before, gc_core::stats().objects)
    });
    assert_eq!(after, before);
}

#[test]
fn a_long_loop_that_makes_closures_is_collected_on_the_way() {
    let stats = alone(|| {
        let mut engine = Collected::new(Box::new(io::sink()));
        engine.run("cycles", CYCLES).expect("it runs");
        let text = "(let loop ((i 0)) (if (< i 100000) (begin (counter) (loop (+ i 1)))))";
        engine.run("loop", text).expect("it runs");
        gc_core::stats()
    });
    assert!(stats.collections > 0 && stats.objects < 100_000, "{stats}");
}
