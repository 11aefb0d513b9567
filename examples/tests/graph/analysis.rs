//! What the program prints about a whole graph.

use super::sandbox::{LIST, Sandbox, assert_contains, rows};

const QUESTIONS: [&str; 5] = [
    "breadth first",
    "components",
    "shortest paths",
    "PageRank",
    "dominators",
];

#[test]
fn every_question_is_answered() {
    let sandbox = Sandbox::with(&[("list.txt", LIST)]);
    let answer = sandbox.answer(&["list.txt", "--analyse"]);
    assert_contains(&answer, &["6 nodes, 7 edges; seen from `root`"]);
    let answers = QUESTIONS.map(|question| rows(&answer, question)[0][1].to_owned());
    assert_eq!(answers[0], "6 nodes reached, the farthest after 3 steps");
    assert_eq!(answers[1], "5 components, the largest of 2 nodes");
    assert_eq!(
        answers[2],
        "the longest leads to `a-very-long-name`: length 3, 3 edges"
    );
    assert_contains(&answers[3], &["`a-very-long-name` "]);
    assert_eq!(answers[4], "`root` immediately dominates most: 3 nodes");
}

#[test]
fn the_third_column_is_the_length_of_edges() {
    let list = b"a b 10\na c 1\nc b 2\n";
    let sandbox = Sandbox::with(&[("list.txt", list)]);
    let answer = sandbox.answer(&["list.txt", "--analyse", "--weighted"]);
    let longest = rows(&answer, "shortest paths")[0][1].to_owned();
    assert_eq!(longest, "the longest leads to `b`: length 3, 2 edges");
}

#[test]
fn a_graph_can_be_drawn_and_compared() {
    let sandbox = Sandbox::with(&[]);
    let answer = sandbox.answer(&[
        "--generate",
        "3000",
        "--seed",
        "5",
        "--analyse",
        "--compare",
    ]);
    assert_contains(&answer, &["generated with seed 5: ", ", 3000 edges;"]);
    let leaked = |storage| rows(&answer, storage)[0][9].to_owned();
    assert_eq!(leaked("Gc"), "nothing");
    assert_eq!(leaked("petgraph"), "nothing");
    assert_ne!(leaked("Rc + Weak"), "nothing");
    assert_ne!(leaked("Rc"), "nothing");
}

#[test]
fn a_drawn_graph_can_be_cut_too() {
    let sandbox = Sandbox::with(&[]);
    let answer = sandbox.answer(&["--generate", "100"]);
    assert_contains(&answer, &["100 edges; held by", "Each row was checked"]);
}

#[test]
fn arguments_that_contradict_each_other_are_errors() {
    let sandbox = Sandbox::with(&[("list.txt", LIST)]);
    for args in [
        &["list.txt", "--generate", "10"][..],
        &["list.txt", "--analyse", "--drop", "a"],
        &["--generate", "0"],
        &["list.txt", "--seed", "3"],
    ] {
        let output = sandbox.run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn lengths_that_are_none_are_errors() {
    let sandbox = Sandbox::with(&[
        ("words.txt", b"a b 1\nb c far\n"),
        ("two.txt", b"a b\n"),
        ("Cargo.lock", b"version = 4\n"),
    ]);
    let expected = [
        ("words.txt", "line 2: expected `from to length`"),
        ("two.txt", "line 1: expected `from to length`"),
        (
            "Cargo.lock",
            "is a lock file, and its edges have no lengths",
        ),
    ];
    for (file, part) in expected {
        let complaint = sandbox.complaint(&[file, "--weighted"]);
        assert_contains(&complaint, &[part]);
    }
}

#[test]
fn no_bar_is_shown_where_stderr_is_no_terminal() {
    let list: String = (0..150_000).map(|i| format!("{i} {}\n", i + 1)).collect();
    let sandbox = Sandbox::with(&[("list.txt", list.as_bytes())]);
    // Asserts that stderr is empty.
    let answer = sandbox.answer(&["list.txt", "--analyse"]);
    assert_contains(&answer, &["150001 nodes reached"]);
}
