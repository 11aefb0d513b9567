//! The programs that come with the interpreter print what they should, over both pointers.

use std::fs;
use std::path::Path;

use gc_examples::scheme::Engine;

use super::sessions::{Collected, Counted, on_deep_stack, output};

/// Programs by name, each with its text and what it should print.
fn samples() -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/scheme");
    let read = |path: &Path| {
        let text = fs::read_to_string(path);
        text.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let mut samples = Vec::new();
    for entry in folder.read_dir().expect("the programs have a folder") {
        let path = entry.expect("it can be read").path();
        if path.extension().is_some_and(|it| it == "scm") {
            let name = path.file_stem().expect("a file has a name");
            let name = name.to_string_lossy().into_owned();
            samples.push((name, read(&path), read(&path.with_extension("out"))));
        }
    }
    samples
}

fn check<E: Engine>() {
    let samples = samples();
    assert!(samples.len() >= 17, "{} programs", samples.len());
    for (name, text, expected) in samples {
        match output::<E>(&name, &text) {
            Ok(printed) => assert_eq!(printed, expected, "{name}"),
            Err(error) => panic!("{name}: {error}"),
        }
    }
}

#[test]
fn programs_over_gc_print_what_they_should() {
    check::<Collected>();
}

#[test]
fn programs_over_rc_print_what_they_should() {
    on_deep_stack(check::<Counted>);
}
