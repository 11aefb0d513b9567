//! When things die with four kinds of pointers.
#![forbid(unsafe_code)]

use std::process::{Command, Output};

use gc_examples::contrast::document::{self, Outcome, Step};
use gc_examples::contrast::style::{Collected, StrongParents, TaskManaged, WeakParents};

fn died(outcome: &Outcome, name: &str) -> Option<Step> {
    let entry = outcome.entries.iter().find(|it| it.name == name);
    entry.expect("the node was born").died
}

fn contrast(args: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_contrast");
    Command::new(program).args(args).output().expect("it runs")
}

#[test]
fn what_is_in_no_cycle_dies_at_once_with_every_pointer() {
    for outcome in [
        document::run::<StrongParents>(),
        document::run::<WeakParents>(),
        document::run::<TaskManaged>(),
        document::run::<Collected>(),
    ] {
        assert_eq!(died(&outcome, "note"), Some(Step::Aside));
    }
}

#[test]
fn with_strong_parents_whatever_has_a_child_or_a_parent_never_dies() {
    let outcome = document::run::<StrongParents>();
    assert_eq!(outcome.left(), 7);
    assert_eq!(outcome.path, ["figure", "graphs", "intro", "book"]);
}

#[test]
fn with_weak_parents_a_leaf_does_not_keep_its_tree() {
    let outcome = document::run::<WeakParents>();
    assert_eq!(outcome.path, ["figure"]);
    assert_eq!(died(&outcome, "book"), Some(Step::KeepLeaf));
    assert_eq!(died(&outcome, "page"), Some(Step::Cut));
    assert_eq!(outcome.left(), 0);
}

#[test]
fn managed_cycles_live_until_the_task_ends() {
    let outcome = document::run::<TaskManaged>();
    assert_eq!(outcome.path, ["figure", "graphs", "intro", "book"]);
    for name in ["book", "intro", "body", "graphs", "figure", "draft", "page"] {
        assert_eq!(died(&outcome, name), Some(Step::End), "{name}");
    }
}

#[test]
fn collected_cycles_go_at_the_next_collection() {
    let outcome = document::run::<Collected>();
    assert_eq!(outcome.path, ["figure", "graphs", "intro", "book"]);
    assert_eq!(died(&outcome, "page"), Some(Step::Collect));
    assert_eq!(died(&outcome, "book"), Some(Step::CollectAgain));
    assert_eq!(outcome.left(), 0);
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn the_program_needs_no_arguments_and_says_which_there_are() {
    let output = contrast(&["--nodes", "100", "--rounds", "1"]);
    let text = String::from_utf8(output.stdout).expect("it prints text");
    assert!(output.status.success());
    assert!(output.stderr.is_empty());
    for part in [
        "never",
        "9 thread ends",
        "| borrowed",
        "No arguments are needed",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn a_wrong_argument_is_refused() {
    let output = contrast(&["--nodes", "3"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
}
