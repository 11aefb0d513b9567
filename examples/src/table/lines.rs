//! How long a program is.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Error;

/// The lines of code in some files and directories below `examples/src`, without blank ones, comments and tests.
///
/// # Errors
///
/// If one cannot be read.
pub fn code_lines(sources: &[&str]) -> Result<usize, Error> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut pending: Vec<PathBuf> = sources.iter().map(|source| root.join(source)).collect();
    let mut lines = 0;
    while let Some(path) = pending.pop() {
        let counted = match path.is_dir() {
            true => entries(&path).map(|entries| pending.extend(entries)),
            false => fs::read_to_string(&path).map(|text| lines += lines_of_code(&text)),
        };
        counted.map_err(|error| Error::NoSource { path, error })?;
    }
    Ok(lines)
}

fn entries(directory: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(directory)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect()
}

/// A file's tests are at its end.
fn lines_of_code(text: &str) -> usize {
    let lines = text.lines().map(str::trim);
    let code = lines.take_while(|line| *line != "#[cfg(test)]");
    code.filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count()
}

#[cfg(test)]
mod tests {
    use super::{code_lines, lines_of_code};

    #[test]
    fn comments_blank_lines_and_tests_do_not_count() {
        let text =
            "//! Text.\n\nfn f() {\n    // why\n    g(); // here\n}\n#[cfg(test)]\nmod tests {}\n";
        assert_eq!(lines_of_code(text), 3);
    }

    #[test]
    fn a_source_that_is_not_there_is_named() {
        let message = code_lines(&["nowhere.rs"]).unwrap_err().to_string();
        assert!(message.contains("nowhere.rs"), "{message}");
    }
}
