//! What the program prints, and what it complains about.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::support::page;

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dom"));
    command
        .args(args)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/dom"));
    command
}

fn run(args: &[&str]) -> Output {
    command(args).output().expect("the program starts")
}

/// The answer; there must be one.
fn answer(args: &[&str]) -> String {
    let output = run(args);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {complaint}");
    assert_eq!(complaint, "");
    String::from_utf8(output.stdout).expect("UTF-8 on stdout")
}

/// The complaint, with that exit code; there must be nothing else.
fn complaint(args: &[&str], code: i32) -> String {
    let output = run(args);
    let complaint = String::from_utf8(output.stderr).expect("UTF-8 on stderr");
    assert_eq!(output.status.code(), Some(code), "{args:?}: {complaint}");
    assert!(output.stdout.is_empty(), "{args:?} printed half an answer");
    complaint
}

#[test]
fn an_outline_shows_matches_inside_each_other() {
    let text = answer(&["shop.html", "section, article, h2"]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("section.products  \"Classic, 1.7 l 59.90 49.90"));
    assert!(lines[1].starts_with("  article.product[data-id=\"17\"]"));
    assert_eq!(lines[2], "    h2  \"Classic, 1.7 l\"");
    assert_eq!(lines.len(), 7);
}

#[test]
fn html_and_text_are_printed_in_full() {
    let html = answer(&["shop.html", "del", "--format", "html"]);
    assert_eq!(html, "<del>59.90</del>\n");
    let text = answer(&["shop.html", ".pages a", "--format", "text"]);
    assert_eq!(text, "1\n2\n3\n");
}

#[test]
fn a_limit_leaves_out_the_rest() {
    let text = answer(&["shop.html", ".pages a", "--format", "text", "--limit", "2"]);
    assert_eq!(text, "1\n2\n");
}

#[test]
fn columns_say_how_large_a_match_is() {
    let text = answer(&["lists.html", "menu", "--columns", "40"]);
    assert_eq!(text, "menu (36 × 3)  \"TreesHerbsGrasses\"\n");
}

#[test]
fn the_heap_is_empty_when_the_document_is_gone() {
    let text = answer(&["drawing.html", "svg", "--heap"]);
    let heap = text.lines().find_map(|it| it.strip_prefix("heap: "));
    let objects = heap
        .and_then(|it| it.split(" objects").next())
        .expect("a line on the heap");
    let freed = format!("freed {objects} of {objects} objects");
    assert!(text.contains(&freed), "{text}");
}

#[test]
fn standard_input_is_read() {
    let mut child = command(&["-", "b", "--format", "text"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("its input");
    input.write_all(b"<p>a<b>c</b>").expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.stdout, b"c\n");
}

#[test]
fn no_match_is_said() {
    let complaint = complaint(&["shop.html", "dialog"], 2);
    assert_eq!(complaint, "dom: nothing in `shop.html` matches `dialog`\n");
}

#[test]
fn a_malformed_selector_is_an_error() {
    let complaint = complaint(&["shop.html", "div >"], 1);
    assert!(
        complaint.starts_with("dom: selector `div >`, line 1, column 6: expected a selector after"),
        "{complaint}"
    );
}

#[test]
fn files_that_cannot_be_read_are_errors() {
    let absent = complaint(&["absent.html", "p"], 1);
    assert!(
        absent.starts_with("dom: cannot read `absent.html`: "),
        "{absent}"
    );
    let directory = complaint(&[".", "p"], 1);
    assert!(
        directory.starts_with("dom: `.` is a directory"),
        "{directory}"
    );
}

#[test]
fn unknown_and_missing_arguments_are_errors() {
    complaint(&["shop.html"], 1);
    complaint(&["shop.html", "p", "--fromat", "html"], 1);
    complaint(&["shop.html", "p", "--columns", "0"], 1);
}

#[test]
fn help_is_no_error() {
    assert!(answer(&["--help"]).contains("Exit codes"));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    fs::write(file.path(), "<p>a paragraph".repeat(20_000)).expect("a page");
    let path = file.path().to_str().expect("a path in UTF-8");
    let mut child = command(&[path, "p"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn the_comparison_finds_no_difference() {
    let output = Command::new(env!("CARGO_BIN_EXE_dom_compare"))
        .args(["--mebibytes", "0", "--rounds", "1"])
        .args([page("shop.html"), page("templates.html")])
        .output()
        .expect("the program starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        text.contains("shop.html") && text.contains("ratio to rcdom"),
        "{text}"
    );
}

#[test]
fn a_page_too_large_to_make_or_none_at_all_is_an_error() {
    let cases = [
        (&["--mebibytes", "99999999"][..], "is not in 0..=1024"),
        (&["--mebibytes", "0"][..], "nothing to measure"),
    ];
    for (args, expected) in cases {
        let output = Command::new(env!("CARGO_BIN_EXE_dom_compare"))
            .args(args)
            .output()
            .expect("the program starts");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        assert!(complaint.contains(expected), "{complaint}");
    }
}
