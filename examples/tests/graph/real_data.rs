//! The program over real graphs: the workspace's own lock file, and autonomous systems of the
//! Internet where that file is at hand.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::sandbox::rows;

fn workspace() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .parent()
        .expect("the package lies in the workspace")
        .to_owned()
}

fn answer(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graph"));
    let output = command.args(args).current_dir(workspace()).output();
    let output = output.expect("the program starts");
    let complaint = String::from_utf8(output.stderr).expect("UTF-8 on stderr");
    assert_eq!(output.status.code(), Some(0), "{args:?}: {complaint}");
    String::from_utf8(output.stdout).expect("UTF-8 on stdout")
}

/// The autonomous systems, if the file is there.
fn systems() -> Option<String> {
    let path = workspace().join("../shared/data/as20graph.txt");
    if !path.is_file() {
        // Not `eprintln!`: what a passing test prints by it is not shown.
        let _ = writeln!(io::stderr(), "skipped: {} is absent", path.display());
        return None;
    }
    Some(path.to_str()?.to_owned())
}

#[test]
fn the_workspace_ranks_its_own_dependencies() {
    let answer = answer(&["--compare"]);
    assert!(answer.starts_with("Cargo.lock: "), "{answer}");
    assert!(answer.contains("`gc-core@"), "{answer}");
    assert!(answer.contains("Each row was checked"), "{answer}");
}

#[test]
fn the_workspace_without_its_parser_of_arguments_loses_what_that_needs() {
    let answer = answer(&["--drop", "clap"]);
    for gone in ["| clap@", "| clap_builder@", "| clap_derive@"] {
        assert!(
            answer.contains(gone),
            "expected `{gone}` among the dead:\n{answer}"
        );
    }
    assert!(
        !answer.contains("| gc-core@"),
        "the library needs no arguments:\n{answer}"
    );
}

#[test]
fn the_autonomous_systems_are_ranked_and_compared() {
    let Some(path) = systems() else { return };
    let answer = answer(&[&path, "--compare"]);
    assert!(answer.contains("6474 nodes, 26467 edges"), "{answer}");
    assert!(answer.contains("1 knot of 6474 nodes"), "{answer}");
    let leaky = answer
        .lines()
        .filter(|line| line.contains("6474 nodes, 26467 edges |"));
    assert_eq!(
        leaky.count(),
        2,
        "one edge held, then let go, with either kind of `Rc`:\n{answer}"
    );
}

#[test]
fn everything_goes_with_the_only_root_of_the_autonomous_systems() {
    let Some(path) = systems() else { return };
    let answer = answer(&[&path, "--drop", "1"]);
    let sums = rows(&answer, "objects in the heap");
    assert_eq!(sums, [["objects in the heap", "32941", "0", "32941"]]);
}

#[test]
fn all_ways_to_store_the_autonomous_systems_agree() {
    let Some(path) = systems() else { return };
    let answer = answer(&[&path, "--analyse", "--compare"]);
    assert_eq!(
        rows(&answer, "breadth first")[0][1],
        "6474 nodes reached, the farthest after 6 steps"
    );
    assert_eq!(
        rows(&answer, "components")[0][1],
        "1 component, the largest of 6474 nodes"
    );
    assert_eq!(rows(&answer, "petgraph").len(), 1);
}
