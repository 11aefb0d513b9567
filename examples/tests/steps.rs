//! The program `steps`.
#![forbid(unsafe_code)]

use std::process::{Command, Output};

fn steps(args: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_steps");
    Command::new(program).args(args).output().expect("it runs")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn without_arguments_all_steps_run() {
    let output = steps(&[]);
    let text = text(&output);
    assert!(output.status.success());
    for step in ["own", "shared", "guarded", "watched", "knot"] {
        assert!(text.contains(&format!(". {step}: re-creates")), "{step}");
    }
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn a_single_step_can_be_named() {
    let output = steps(&["watched"]);
    let text = text(&output);
    assert!(text.starts_with("4. watched: re-creates Weak"), "{text}");
    assert!(!text.contains("knot:"), "{text}");
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn an_unknown_step_is_refused_with_the_names_of_all() {
    let output = steps(&["gc"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("guarded"), "{error}");
}
