//! What `compare` starts can be started, and says what it measured.

use std::process::{Command, Output};

use gc_benches::Measure;

fn child(program: &str, args: &[&str]) -> Output {
    let output = Command::new(program).args(args).output();
    output.expect("the program can be started")
}

fn measures(program: &str, args: &[&str]) -> Vec<Measure> {
    let output = child(program, args);
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).expect("figures are text");
    let measure = |line: &str| {
        let (measure, figure) = line.split_once(' ').expect("a name and a figure");
        let figure: f64 = figure.parse().expect("a number");
        assert!(figure >= 0.0, "{line}");
        Measure::named(measure).expect("the name of a measure")
    };
    said.lines().map(measure).collect()
}

#[test]
fn a_child_prints_a_figure_for_each_measure() {
    let args = ["--child", "hold", "gc-core", "tiny"];
    let expected = [Measure::Hold, Measure::DropInOrder, Measure::DropShuffled];
    assert_eq!(measures(env!("CARGO_BIN_EXE_compare"), &args), expected);
    assert_eq!(
        measures(env!("CARGO_BIN_EXE_compare-mimalloc"), &args),
        expected
    );
}

#[test]
fn the_counting_allocator_tells_what_was_asked_of_it() {
    let args = ["--child", "object_bytes", "Rc", "tiny"];
    let program = env!("CARGO_BIN_EXE_object-bytes");
    assert_eq!(measures(program, &args), [Measure::BytesRequested]);
}

#[test]
fn a_case_that_does_not_exist_ends_with_code_two() {
    let args = ["--child", "hold", "Arc", "tiny"];
    let output = child(env!("CARGO_BIN_EXE_compare"), &args);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("no case `hold` with `Arc`"), "{said}");
}

#[test]
fn the_list_names_every_peer() {
    let output = child(env!("CARGO_BIN_EXE_compare"), &["--list"]);
    let said = String::from_utf8_lossy(&output.stdout);
    for peer in gc_benches::PEERS {
        assert!(said.contains(peer), "{peer} is missing in {said}");
    }
}
