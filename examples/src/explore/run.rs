//! The command.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

use gc_core::snapshot::{DotOptions, Snapshot};

use super::args::Args;
use super::desktop::Closing;
use super::error::Error;
use super::report;
use super::session::Session;

/// Runs the session, writes the files that are asked for, and gives the answer.
///
/// # Errors
///
/// If a file cannot be written, or nothing answers to `--why`.
pub fn run(args: &Args) -> Result<String, Error> {
    let closing = if args.fixed {
        Closing::Tidy
    } else {
        Closing::Forgetful
    };
    let session = Session::run(args.windows, closing);
    let mut text = match &args.why {
        Some(wanted) => report::why(&session.after, wanted)?,
        None => report::summary(&session),
    };
    if let Some(directory) = &args.out {
        write_files(&session.after, directory)?;
        text += &format!(
            "\nwrote heap.html, heap.json and heap.dot to {}\n",
            directory.display()
        );
    }
    Ok(text)
}

fn write_files(snapshot: &Snapshot, directory: &Path) -> Result<(), Error> {
    fs::create_dir_all(directory).map_err(|source| Error::Directory {
        path: directory.to_owned(),
        source,
    })?;
    write(&directory.join("heap.html"), |file| {
        snapshot.write_html(file, "A desktop")
    })?;
    write(&directory.join("heap.json"), |file| {
        snapshot.write_json(file)
    })?;
    write(&directory.join("heap.dot"), |file| {
        snapshot.write_dot(file, &picture(snapshot))
    })
}

/// What lies around the window that was opened first: if it should be gone, what holds it is there.
fn picture(snapshot: &Snapshot) -> DotOptions {
    let windows = report::windows(snapshot);
    let number = |label: &str| label.rsplit(' ').next()?.parse::<u32>().ok();
    let oldest = windows.min_by_key(|window| window.label().and_then(number));
    match oldest {
        Some(window) => DotOptions::new().around(window.id()).steps(3).limit(60),
        None => DotOptions::new(),
    }
}

fn write(
    path: &Path,
    content: impl FnOnce(BufWriter<File>) -> io::Result<()>,
) -> Result<(), Error> {
    let written = File::create(path).and_then(|file| content(BufWriter::new(file)));
    written.map_err(|source| Error::File {
        path: path.to_owned(),
        source,
    })
}
