//! Finding, reading and recognising the file.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Columns, parse_columns, parse_lock_file};
use crate::graph::Error;
use crate::graph::plain::PlainGraph;
use crate::graph::progress::{Unit, bar};

/// The `Cargo.lock` of a directory, or of the nearest one above it that has one.
///
/// # Errors
///
/// If there is none up to the file system's root.
pub fn find_lock_file(directory: &Path) -> Result<PathBuf, Error> {
    directory
        .ancestors()
        .map(|above| above.join("Cargo.lock"))
        .find(|path| path.is_file())
        .ok_or_else(|| Error::NoLockFile(directory.to_owned()))
}

/// Reads a `Cargo.lock` or an edge list. While a large one is read, a progress bar is shown where stderr
/// is a terminal.
///
/// A lock file is recognised by its name (`*.lock`) or by a line `[[package]]`; anything else is read
/// as an edge list.
///
/// # Errors
///
/// If the file cannot be read, is malformed or holds nothing, or if it is a lock file and lengths of
/// edges are asked for.
pub fn read_graph(path: &Path, columns: Columns) -> Result<PlainGraph, Error> {
    let text = read_text(path)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    match (is_lock_file(path, text), columns) {
        (true, Columns::Ends) => parse_lock_file(path, text),
        (true, Columns::EndsAndLength) => Err(Error::NoWeights(path.to_owned())),
        (false, _) => {
            let progress = bar(text.len() as u64, Unit::Bytes);
            parse_columns(path, text, columns, &progress)
        }
    }
}

fn read_text(path: &Path) -> Result<String, Error> {
    if path.is_dir() {
        return Err(Error::Directory(path.to_owned()));
    }
    let bytes = fs::read(path).map_err(|error| Error::Unreadable {
        path: path.to_owned(),
        error,
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let newlines = error.as_bytes()[..offset].iter().filter(|&&b| b == b'\n');
        Error::NotUtf8 {
            path: path.to_owned(),
            line: 1 + newlines.count(),
            offset,
        }
    })
}

fn is_lock_file(path: &Path, text: &str) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "lock")
        || text.lines().any(|line| line.trim() == "[[package]]")
}

#[cfg(test)]
mod tests {
    use super::{Columns, find_lock_file, is_lock_file, read_graph};
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_nearest_lock_file_above_is_found() {
        let top = tempfile::tempdir().unwrap();
        let deep = top.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(top.path().join("Cargo.lock"), "").unwrap();
        assert_eq!(
            find_lock_file(&deep).unwrap(),
            top.path().join("Cargo.lock")
        );
    }

    #[test]
    fn a_lock_file_is_known_by_its_name_or_its_content() {
        assert!(is_lock_file(Path::new("x/Cargo.lock"), ""));
        assert!(is_lock_file(
            Path::new("saved.txt"),
            "version = 4\n\n[[package]]\n"
        ));
        assert!(!is_lock_file(Path::new("list.txt"), "a b\n"));
    }

    #[test]
    fn a_byte_that_is_no_text_is_named_with_its_line() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("list.txt");
        fs::write(&path, b"a b\nc \xff\n").unwrap();
        let message = read_graph(&path, Columns::Ends).unwrap_err().to_string();
        assert!(message.contains("line 2: not UTF-8 (byte 6"), "{message}");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_a_name() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("list.txt");
        fs::write(&path, "\u{feff}a b\r\n").unwrap();
        let graph = read_graph(&path, Columns::Ends).unwrap();
        assert_eq!(graph.nodes()[0].name, "a");
        assert_eq!(graph.nodes()[1].name, "b");
    }
}
