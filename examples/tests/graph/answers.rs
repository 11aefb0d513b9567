//! What the program prints.

use std::fs;

use super::sandbox::{LIST, LOCK, Sandbox, assert_contains, rows};

#[test]
fn what_died_is_listed_in_order_of_size_with_sums() {
    let sandbox = Sandbox::with(&[("list.txt", LIST)]);
    let answer = sandbox.answer(&["list.txt", "--drop", "a"]);
    assert_contains(
        &answer,
        &[
            "list.txt: 6 nodes, 7 edges",
            "held by `root`",
            "from `root`, `middle`",
        ],
    );
    let dead: Vec<_> = answer
        .lines()
        .skip_while(|line| !line.contains("| size"))
        .skip(2)
        .take(3)
        .collect();
    let order: Vec<_> = dead
        .iter()
        .map(|row| row.split('|').nth(1).unwrap().trim())
        .collect();
    assert_eq!(order, ["middle", "a", "a-very-long-name"]);
    assert_eq!(rows(&answer, "nodes"), [["nodes", "6", "3", "3"]]);
    assert_eq!(rows(&answer, "edges"), [["edges", "7", "2", "5"]]);
    assert_eq!(
        rows(&answer, "objects in the heap"),
        [["objects in the heap", "13", "5", "8"]]
    );
}

#[test]
fn without_a_name_the_nodes_are_ranked() {
    let sandbox = Sandbox::with(&[("list.txt", LIST)]);
    let answer = sandbox.answer(&["list.txt"]);
    let first = &rows(&answer, "1")[0];
    assert_eq!(first[1..4], ["root (root)", "6", "7"]);
    assert_eq!(first[5], "100.0 %");
    assert_eq!(rows(&answer, "2")[0][1..4], ["a", "3", "5"]);
    assert_contains(&answer, &["Each row was checked"]);
}

#[test]
fn the_ranking_has_twenty_rows_at_most() {
    let list: String = (0..50).map(|i| format!("hub {i}\n")).collect();
    let sandbox = Sandbox::with(&[("list.txt", list.as_bytes())]);
    let answer = sandbox.answer(&["list.txt"]);
    assert_eq!(rows(&answer, "20").len(), 1);
    assert!(rows(&answer, "21").is_empty());
}

#[test]
fn the_nearest_lock_file_is_read_by_default() {
    let sandbox = Sandbox::with(&[("Cargo.lock", LOCK)]);
    let below = sandbox.path().join("member/src");
    fs::create_dir_all(&below).expect("directories");
    let output = sandbox
        .command(&[])
        .current_dir(below)
        .output()
        .expect("the program starts");
    let answer = String::from_utf8(output.stdout).expect("UTF-8 on stdout");
    assert_contains(
        &answer,
        &["Cargo.lock: 4 packages, 3 edges; held by `app@0.1.0`"],
    );
}

#[test]
fn a_version_picks_one_of_two_packages() {
    let sandbox = Sandbox::with(&[("Cargo.lock", LOCK)]);
    for name in ["syn@1.0.0", "syn 1.0.0"] {
        let answer = sandbox.answer(&["--drop", name]);
        assert_contains(&answer, &["Cut off `syn@1.0.0` from `json@1.2.0` (1 edge)"]);
    }
    let complaint = sandbox.complaint(&["--drop", "syn"]);
    assert_contains(
        &complaint,
        &["`syn` is ambiguous", "`syn@1.0.0`, `syn@2.0.0`"],
    );
}

#[test]
fn named_roots_take_the_place_of_the_suggested_ones() {
    let sandbox = Sandbox::with(&[("list.txt", LIST)]);
    let answer = sandbox.answer(&["list.txt", "--root", "a", "--root", "b", "--drop", "b"]);
    assert_contains(
        &answer,
        &[
            "held by `a`, `b`",
            "1 node cannot be reached",
            "Cut off `b`, a root.",
        ],
    );
    assert_eq!(rows(&answer, "nodes"), [["nodes", "5", "4", "1"]]);
}

#[test]
fn the_only_root_takes_everything_along() {
    let sandbox = Sandbox::with(&[("list.txt", b"a b\nb a\n")]);
    let answer = sandbox.answer(&["list.txt", "--drop", "a"]);
    assert_contains(&answer, &["a root with 1 edge from `b`"]);
    assert_eq!(
        rows(&answer, "objects in the heap"),
        [["objects in the heap", "4", "0", "4"]]
    );
}

#[test]
fn counting_alone_leaks_and_weak_sources_forget() {
    let sandbox = Sandbox::with(&[("Cargo.lock", LOCK)]);
    let answer = sandbox.answer(&["--drop", "json", "--compare"]);
    assert_contains(
        &answer,
        &[
            "The data itself has no circles",
            "but the edge `json@1.2.0` -> `syn@1.0.0`",
        ],
    );
    let [cut, edge] = &rows(&answer, "Gc")[..] else {
        panic!("expected `Gc` in two tables:\n{answer}");
    };
    assert_eq!((cut[1], cut[2], cut[4]), ("4", "4", "nothing"));
    assert_eq!(
        edge[1..],
        ["json@1.2.0", "syn@1.0.0", "2 packages", "nothing"]
    );
    let [cut, edge] = &rows(&answer, "Rc")[..] else {
        panic!("expected `Rc` in two tables:\n{answer}");
    };
    assert_eq!((cut[1], cut[2], cut[4]), ("1", "4", "4 packages, 2 edges"));
    assert_eq!(
        edge[1..],
        [
            "json@1.2.0",
            "syn@1.0.0",
            "4 packages",
            "4 packages, 3 edges"
        ]
    );
    let [cut, edge] = &rows(&answer, "Rc + Weak")[..] else {
        panic!("expected `Rc` with weak sources in two tables:\n{answer}");
    };
    assert_eq!((cut[1], cut[2], cut[4]), ("4", "4", "nothing"));
    assert_eq!(
        edge[1..],
        ["forgotten", "syn@1.0.0", "1 package", "nothing"]
    );
}

#[test]
fn circles_in_the_data_leak_with_weak_sources() {
    let sandbox = Sandbox::with(&[("list.txt", b"a b\nb c\nc b\nb d\n")]);
    let answer = sandbox.answer(&["list.txt", "--drop", "d", "--compare"]);
    assert_contains(&answer, &["(1 knot of 2 nodes: `b`, `c`)"]);
    let weak = &rows(&answer, "Rc + Weak")[0];
    assert_eq!((weak[1], weak[2], weak[4]), ("2", "2", "2 nodes, 2 edges"));
}

#[test]
fn a_chain_of_fifty_thousand_is_compared_without_overflow() {
    let list: String = (0..50_000).map(|i| format!("{i} {}\n", i + 1)).collect();
    let sandbox = Sandbox::with(&[("list.txt", list.as_bytes())]);
    let answer = sandbox.answer(&["list.txt", "--drop", "1", "--compare"]);
    assert_eq!(rows(&answer, "nodes"), [["nodes", "50001", "1", "50000"]]);
}

#[test]
fn a_word_of_a_hundred_thousand_letters_is_a_name() {
    let list = format!("a {}\n", "x".repeat(100_000));
    let sandbox = Sandbox::with(&[("list.txt", list.as_bytes())]);
    assert_contains(&sandbox.answer(&["list.txt"]), &["2 nodes, 1 edge"]);
}
