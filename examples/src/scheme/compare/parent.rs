//! The process that starts the others.

use std::env;
use std::ffi::OsStr;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::args::{Pointer, Task};
use super::child::measure;
use super::figures::{Sample, Space, Time};
use super::table::{Row, table};
use super::{Args, MEBIBYTE, Memory, plot};
use crate::scheme::Error;

/// Where the programs are that come with the interpreter.
fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/scheme")
}

/// Does what the command line says. Gives what is to be printed.
///
/// # Errors
///
/// If a program cannot be read, ends in an error, or prints something else over `Rc` than over `Gc`; or if
/// no process can be started.
pub fn run(args: &Args, memory: Memory) -> Result<String, Error> {
    if let Some(task) = args.child {
        let nothing = PathBuf::new();
        let file = args.programs.first().unwrap_or(&nothing);
        return measure(task, args.pointer, file, memory);
    }
    match &args.plot {
        Some(picture) => draw(args, picture),
        None => compare(args),
    }
}

fn draw(args: &Args, picture: &Path) -> Result<String, Error> {
    let named = args.programs.first().cloned();
    let program = named.unwrap_or_else(|| samples().join("closures.scm"));
    let mut curves = Vec::new();
    let mut text = String::new();
    for pointer in Pointer::BOTH {
        let answer = child(Task::Curve, pointer, &program)?;
        let curve = parsed(&program, Sample::read_all(&answer))?;
        let most = curve.iter().map(|sample| sample.bytes).fold(0.0, f64::max);
        let _ = writeln!(
            text,
            "{}: at most {:.1} MiB",
            pointer.name(),
            most / MEBIBYTE
        );
        curves.push((pointer, curve));
    }
    plot::draw(&name(&program), &curves, picture).map_err(|what| Error::Plot {
        path: picture.to_owned(),
        what,
    })?;
    let _ = writeln!(text, "drawn: {}", picture.display());
    Ok(text)
}

fn compare(args: &Args) -> Result<String, Error> {
    let programs = match &args.programs[..] {
        [] => all_samples()?,
        programs => programs.to_vec(),
    };
    let rows = programs.iter().map(|program| row(program, args.rounds));
    Ok(table(&rows.collect::<Result<Vec<_>, _>>()?))
}

fn all_samples() -> Result<Vec<PathBuf>, Error> {
    let folder = samples();
    let unreadable = |error| Error::Unreadable {
        path: folder.clone(),
        error,
    };
    let mut files = Vec::new();
    for entry in folder.read_dir().map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension() == Some(OsStr::new("scm")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn name(program: &Path) -> String {
    let stem = program.file_stem().unwrap_or(program.as_os_str());
    stem.to_string_lossy().into_owned()
}

fn row(program: &Path, rounds: u32) -> Result<Row, Error> {
    let mut times: [Vec<Duration>; 2] = Default::default();
    let mut output = None;
    for _ in 0..rounds {
        for (pointer, times) in Pointer::BOTH.into_iter().zip(&mut times) {
            let answer = child(Task::Time, pointer, program)?;
            let time = parsed(program, Time::read(&answer))?;
            if *output.get_or_insert(time.output) != time.output {
                let what = "it prints something else over the other pointer".to_owned();
                return Err(failed(program, what));
            }
            times.push(time.took);
        }
    }
    let space = |pointer| {
        let answer = child(Task::Memory, pointer, program)?;
        parsed(program, Space::read(&answer))
    };
    let space = [space(Pointer::Gc)?, space(Pointer::Rc)?];
    Ok(Row {
        program: name(program),
        times: times.map(median),
        space,
    })
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn failed(program: &Path, what: String) -> Error {
    Error::Measurement {
        program: program.display().to_string(),
        what,
    }
}

fn parsed<T>(program: &Path, figures: Option<T>) -> Result<T, Error> {
    figures.ok_or_else(|| failed(program, "its process wrote something else".to_owned()))
}

/// KiB of stack: 4 GiB, of which only what is used takes memory.
const STACK: &str = "4194304";

/// Measures in a process of its own, whose main thread has a deep stack where the system allows that. (Another
/// thread of this process could have one too, but where there are two threads glibc's allocator is a
/// slower one.)
fn child(task: Task, pointer: Pointer, program: &Path) -> Result<String, Error> {
    let itself = env::current_exe().map_err(|error| failed(program, error.to_string()))?;
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        let script = format!("ulimit -s {STACK} 2>/dev/null; exec \"$0\" \"$@\"");
        shell.arg("-c").arg(script).arg(itself);
        shell
    } else {
        Command::new(itself)
    };
    command
        .args(["--child", task.word(), "--pointer", pointer.word()])
        .arg(program)
        .stdin(Stdio::null());
    let output = command.output();
    let output = output.map_err(|error| failed(program, error.to_string()))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        let what = format!(
            "over {}: {}: {}",
            pointer.name(),
            output.status,
            complaint.trim()
        );
        return Err(failed(program, what));
    }
    String::from_utf8(output.stdout).map_err(|error| failed(program, error.to_string()))
}
