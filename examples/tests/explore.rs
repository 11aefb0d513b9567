//! The program `explore`.
#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn explore(args: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_explore");
    Command::new(program).args(args).output().expect("it runs")
}

/// The answer; there must be one.
fn answer(args: &[&str]) -> String {
    let output = explore(args);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {complaint}");
    String::from_utf8(output.stdout).expect("UTF-8 on stdout")
}

/// The complaint; there must be nothing else.
fn complaint(args: &[&str]) -> String {
    let output = explore(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert!(output.stdout.is_empty(), "{args:?} printed half an answer");
    String::from_utf8(output.stderr).expect("UTF-8 on stderr")
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn the_leak_shows_in_the_growth() {
    let text = answer(&[]);
    assert!(
        text.contains("+39 objects, +936 B: gc_examples::explore::desktop::Listener"),
        "{text}"
    );
    assert!(text.contains("4 windows are open, 43 are alive"), "{text}");
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn the_path_goes_over_the_bus_and_a_listener() {
    let text = answer(&["--why", "preferences"]);
    let path = text.split("\n\n").next().expect("a first path");
    let steps: Vec<_> = path.lines().skip(1).collect();
    let types = ["Desktop", "Bus", "Listener", "Window"];
    assert_eq!(steps.len(), types.len(), "{path}");
    assert!(
        steps.iter().zip(types).all(|(step, of)| step.contains(of)),
        "{path}"
    );
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn the_mended_program_does_not_leak() {
    let text = answer(&["--fixed"]);
    assert!(text.contains("nothing has changed"), "{text}");
    assert!(text.contains("4 windows are open, 4 are alive"), "{text}");
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn the_three_files_are_written_to_a_directory_that_is_made() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let out = directory.path().join("new/heap");
    let text = answer(&["--windows", "20", "--out", &out.display().to_string()]);
    assert!(
        text.contains("wrote heap.html, heap.json and heap.dot"),
        "{text}"
    );
    let read = |name: &str| fs::read_to_string(out.join(name)).expect("a file");
    assert!(read("heap.html").starts_with("<!DOCTYPE html>"));
    assert!(read("heap.json").starts_with("{\"format\":\"gc-core-heap\""));
    assert!(read("heap.dot").contains("Preferences 5"));
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn a_text_that_nothing_holds_is_refused_with_texts_that_would_do() {
    let text = complaint(&["--why", "unicorn"]);
    assert!(
        text.starts_with("explore: no object on the heap has a type or label"),
        "{text}"
    );
    assert!(
        text.contains("Preferences") || text.contains("Document"),
        "{text}"
    );
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn a_directory_that_cannot_be_made_is_named() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let file = directory.path().join("file");
    fs::write(&file, "").expect("a file");
    let text = complaint(&["--out", &file.display().to_string()]);
    assert!(
        text.contains("cannot make the directory") && text.contains("--out"),
        "{text}"
    );
    assert!(Path::new(&file).is_file());
}

#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn no_windows_at_all_are_refused() {
    assert!(complaint(&["--windows", "0"]).contains("--windows"));
}
