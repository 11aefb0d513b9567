//! The tests that there are, by file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// All tests of the library and of this package: `file::name`, where the file is that of the test binary, or
/// `unit` for those inside the library.
pub(crate) struct Tests(BTreeSet<String>);

impl Tests {
    pub(crate) fn read() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = BTreeSet::new();
        for path in files(&package.join("tests"), "rs") {
            let below = path.strip_prefix(package.join("tests"));
            let below = below.expect("it lies below").with_extension("");
            let parts: Vec<_> = below.iter().map(|it| it.to_string_lossy()).collect();
            if parts[0] == "ui" && parts.len() > 1 {
                found.insert(parts.join("/"));
            } else {
                add(&mut found, &parts[0], &path);
            }
        }
        for path in files(&package.join("../gc-core/src"), "rs") {
            add(&mut found, "unit", &path);
        }
        Self(found)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// The tests whose name says which trap they are about.
    pub(crate) fn of_traps(&self) -> Vec<(u32, String)> {
        let traps = self.0.iter().filter_map(|name| {
            let number = name.strip_prefix("traps::trap_")?.get(..2)?;
            Some((number.parse().ok()?, name.clone()))
        });
        traps.collect()
    }
}

/// All files below a folder whose names end like that.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the sources are there") {
            let path = entry.expect("a folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(path);
            }
        }
    }
    found
}

/// A source as tokens: no comments, and texts are single ones.
pub(crate) fn tokens(path: &Path) -> Vec<TokenTree> {
    let text = fs::read_to_string(path).expect("a source can be read");
    let stream: TokenStream = text.parse().expect("a source is made of tokens");
    stream.into_iter().collect()
}

/// Adds the functions marked as tests, in modules too.
fn add(found: &mut BTreeSet<String>, file: &str, path: &Path) {
    let mut streams = vec![tokens(path)];
    while let Some(tokens) = streams.pop() {
        let mut is_test = false;
        let mut is_name = false;
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    is_test |= group.stream().to_string() == "test";
                    streams.push(group.stream().into_iter().collect());
                }
                TokenTree::Ident(word) if is_name => {
                    if is_test {
                        found.insert(format!("{file}::{word}"));
                    }
                    (is_name, is_test) = (false, false);
                }
                TokenTree::Ident(word) => is_name = word == "fn",
                _ => is_name = false,
            }
        }
    }
}
