//! The program `scheme` and its command line.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn scheme(args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scheme"));
    command.args(args).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("it has an input");
    // It may end before it has read all.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

fn shown(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn expressions_are_evaluated_and_their_values_printed() {
    let output = scheme(&["-e", "(define x 5)", "-e", "(* x 2) \"text\""], "");
    assert_eq!(
        shown(&output),
        (Some(0), "10\n\"text\"\n".into(), String::new())
    );
}

#[test]
fn a_file_is_run_and_only_what_it_displays_is_printed() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let file = folder.path().join("hello.scm");
    fs::write(
        &file,
        "(define x 1)\n\"not shown\"\n(display \"hello\")\n(newline)\n",
    )
    .expect("a file");
    let output = scheme(&[file.to_str().expect("UTF-8")], "");
    assert_eq!(shown(&output), (Some(0), "hello\n".into(), String::new()));
}

#[test]
fn an_error_goes_to_stderr_with_exit_code_1_after_what_was_printed() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let file = folder.path().join("bad.scm");
    fs::write(
        &file,
        "(display \"first\")\n(define (f x)\n  (list (car x)))\n(list (f 5))\n",
    )
    .expect("a file");
    let name = file.to_str().expect("UTF-8");
    let expected =
        format!("{name}:3:9: error: car: expected a pair, but found 5\n  in f at {name}:3:9\n");
    assert_eq!(
        shown(&scheme(&[name], "")),
        (Some(1), "first".into(), expected)
    );
}

#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let (code, out, err) = shown(&scheme(&["absent.scm"], ""));
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("cannot read `absent.scm`"), "{err}");
}

#[test]
fn a_program_may_come_from_standard_input() {
    let output = scheme(&["-"], "(display (+ 1 2))");
    assert_eq!(shown(&output), (Some(0), "3".into(), String::new()));
}

#[test]
fn exit_ends_with_its_code() {
    assert_eq!(scheme(&["-e", "(exit 7)"], "").status.code(), Some(7));
    assert_eq!(scheme(&["-e", "(exit)"], "").status.code(), Some(0));
    assert_eq!(scheme(&["-e", "(exit #f)"], "").status.code(), Some(1));
}

#[test]
fn the_prompt_goes_on_after_an_error_and_over_lines() {
    let input = "(define x 5)\n(car x)\n(+ x\n   1)\n\"done\"\n";
    let (code, out, err) = shown(&scheme(&[], input));
    assert_eq!((code, out.as_str()), (Some(0), "6\n\"done\"\n"));
    assert!(err.contains("prompt:1:1: error: car"), "{err}");
}

#[test]
fn exit_leaves_what_was_entered_and_emergency_exit_does_not() {
    let leave = |how: &str| {
        let program = format!(
            "(dynamic-wind (lambda () (display 1)) (lambda () ({how} 3)) (lambda () (display 2)))"
        );
        let (code, out, _) = shown(&scheme(&["-e", &program], ""));
        (code, out)
    };
    assert_eq!(leave("exit"), (Some(3), "12".to_owned()));
    assert_eq!(leave("emergency-exit"), (Some(3), "1".to_owned()));
}

#[test]
fn a_program_may_write_to_standard_error() {
    let output = scheme(&["-e", "(display \"told\" (current-error-port))"], "");
    assert_eq!(shown(&output), (Some(0), String::new(), "told".into()));
}

#[test]
fn what_was_typed_is_kept_even_if_a_program_ends_the_session() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let file = folder.path().join("history");
    let name = file.to_str().expect("UTF-8");
    let input = "(define x 1)\n(emergency-exit 4)\n";
    assert_eq!(scheme(&["--history", name], input).status.code(), Some(4));
    let kept = fs::read_to_string(&file).expect("a history");
    assert!(kept.contains("(define x 1)\n(emergency-exit 4)"), "{kept}");
}

#[test]
fn a_history_that_cannot_be_kept_is_an_error() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let name = folder.path().to_str().expect("UTF-8");
    let (code, out, err) = shown(&scheme(&["--history", name], "1\n"));
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("cannot keep the history in"), "{err}");
}

#[test]
fn the_heap_tells_of_itself_when_asked() {
    let (code, out, err) = shown(&scheme(&["--stats", "-e", "1"], ""));
    assert_eq!((code, out.as_str()), (Some(0), "1\n"));
    assert!(err.starts_with("scheme: 0 objects"), "{err}");
}

#[test]
fn the_comparison_tells_time_and_memory_over_both_pointers() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let file = folder.path().join("small.scm");
    fs::write(
        &file,
        "(display (let loop ((i 0)) (if (< i 10) (loop (+ i 1)) i)))",
    )
    .expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_scheme_compare"))
        .args(["--rounds", "1"])
        .arg(&file)
        .output()
        .expect("the program starts");
    let (code, out, err) = shown(&output);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("small") && out.contains("Gc / Rc"), "{out}");
}

#[test]
fn the_plot_is_drawn_by_one_command() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let program = folder.path().join("loop.scm");
    fs::write(
        &program,
        "(define (f n) (define (g) g) (if (> n 0) (f (- n 1)))) (f 20000)",
    )
    .expect("a file");
    let picture = folder.path().join("memory.svg");
    let output = Command::new(env!("CARGO_BIN_EXE_scheme_compare"))
        .arg("--plot")
        .args([&picture, &program])
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let picture = fs::read_to_string(&picture).expect("it was drawn");
    assert!(picture.contains("<svg"), "{picture}");
}
