//! What the program complains about.

use std::fs;
use std::process::Stdio;

use super::sandbox::{LIST, LOCK, Sandbox, assert_contains};

#[test]
fn files_that_cannot_be_read_are_errors() {
    let sandbox = Sandbox::with(&[
        ("bytes.txt", b"a b\n\xff b\n"),
        ("empty.txt", b""),
        ("Cargo.lock", b""),
    ]);
    let expected: &[(&[&str], &[&str])] = &[
        (&["absent.txt"], &["cannot read `absent.txt`"]),
        (&["."], &["`.` is a directory"]),
        (&["bytes.txt"], &["`bytes.txt`, line 2: not UTF-8"]),
        (&["empty.txt"], &["`empty.txt` holds no nodes", "edge"]),
        (&[], &["`Cargo.lock` holds no nodes", "package"]),
    ];
    for (args, parts) in expected {
        assert_contains(&sandbox.complaint(args), parts);
    }
}

#[test]
fn malformed_files_are_named_with_the_line() {
    let sandbox = Sandbox::with(&[
        ("one.txt", b"# ok\na b\nalone\n"),
        ("three.txt", b"a b 3\n"),
        ("syntax.lock", b"version = 4\n\n[[package]]\nname = \n"),
        ("ghost.lock", b"version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\n \"ghost\",\n]\n"),
    ]);
    let expected = [
        ("one.txt", "`one.txt`, line 3: expected `from to`"),
        ("three.txt", "`three.txt`, line 1: expected `from to`"),
        (
            "syntax.lock",
            "`syntax.lock`, line 4: not a valid Cargo.lock",
        ),
        ("ghost.lock", "`ghost.lock`, line 7: not a valid Cargo.lock"),
    ];
    for (file, part) in expected {
        assert_contains(&sandbox.complaint(&[file]), &[part]);
    }
}

#[test]
fn names_that_are_not_in_the_graph_are_errors() {
    let sandbox = Sandbox::with(&[("list.txt", LIST)]);
    let unknown = ["no node is named `midd`", "did you mean `middle`?"];
    assert_contains(
        &sandbox.complaint(&["list.txt", "--drop", "midd"]),
        &unknown,
    );
    assert_contains(
        &sandbox.complaint(&["list.txt", "--root", "midd"]),
        &unknown,
    );
    let complaint = sandbox.complaint(&["list.txt", "--root", "b", "--drop", "a"]);
    assert_contains(&complaint, &["`a` cannot be reached from the roots (`b`)"]);
}

#[test]
fn a_lock_file_of_foreign_packages_only_needs_a_root() {
    let text = String::from_utf8(LOCK.to_vec()).expect("UTF-8");
    let foreign = text.replacen(
        "version = \"0.1.0\"\n",
        "version = \"0.1.0\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n",
        1,
    );
    let sandbox = Sandbox::with(&[("Cargo.lock", foreign.as_bytes())]);
    assert_contains(&sandbox.complaint(&[]), &["has no roots", "--root"]);
    assert_contains(
        &sandbox.answer(&["--root", "app"]),
        &["held by `app@0.1.0`"],
    );
}

#[test]
fn without_a_lock_file_above_one_has_to_be_named() {
    let sandbox = Sandbox::with(&[]);
    assert_contains(
        &sandbox.complaint(&[]),
        &["no Cargo.lock in", "name a Cargo.lock or an edge list"],
    );
}

#[test]
fn unknown_arguments_are_errors() {
    let output = Sandbox::with(&[]).run(&["--dorp", "a"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty() && !output.stderr.is_empty());
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let list: String = (0..20_000).map(|i| format!("hub leaf{i}\n")).collect();
    let sandbox = Sandbox::with(&[("list.txt", list.as_bytes())]);
    let mut child = sandbox
        .command(&["list.txt", "--drop", "hub"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // Closes the reading end before the program can have written more than a pipe holds.
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_an_error() {
    let sandbox = Sandbox::with(&[("list.txt", LIST)]);
    let full = fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("the full device");
    let output = sandbox
        .command(&["list.txt"])
        .stdout(full)
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    assert_contains(
        &String::from_utf8_lossy(&output.stderr),
        &["cannot write to standard output"],
    );
}
