//! A source file as the words in its code.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The words and signs of a file's code, without comments, texts and test modules.
pub(crate) struct Source {
    /// Relative to the root of the sources, with `/`.
    path: String,
    tokens: Vec<String>,
    lines: usize,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../gc-core/src")
}

/// All files of `gc-core`.
pub(crate) fn all() -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the sources are there") {
            let path = entry.expect("a folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let relative = path.strip_prefix(root()).expect("it lies below the root");
                let parts: Vec<_> = relative.iter().map(|it| it.to_string_lossy()).collect();
                found.push(Source::read(&parts.join("/")));
            }
        }
    }
    found
}

impl Source {
    pub(crate) fn read(path: &str) -> Self {
        let text = fs::read_to_string(root().join(path)).expect("a source can be read");
        Self::new(path, &text)
    }

    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            tokens: without_tests(tokens(text)),
            lines: text.lines().count(),
        }
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) const fn lines(&self) -> usize {
        self.lines
    }

    /// The top-level module that the file belongs to.
    pub(crate) fn module(&self) -> String {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs").to_owned()
    }

    /// Whether a word occurs in the code.
    pub(crate) fn names(&self, word: &str) -> bool {
        self.tokens.iter().any(|it| it == word)
    }

    /// How many `super`s lead from the file to the crate's root.
    fn depth(&self) -> usize {
        self.path.split('/').count() - usize::from(self.path.ends_with("/mod.rs"))
    }

    /// The names that follow `crate::`, or as many `super::`s as lead to the root.
    pub(crate) fn names_of_the_root(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let (start, supers) = self.path_head(at);
            let is_macro_root = at > 0 && self.tokens[at - 1] == "$";
            let from_root = self.tokens[at] == "crate" && !is_macro_root || supers >= self.depth();
            if from_root && start > at && self.token(start) == "::" {
                names.extend(self.first_names(start + 1));
            }
            at = start.max(at + 1);
        }
        names
    }

    /// Where the `crate` or the row of `super`s that begins at `at` ends, and how many it is of.
    fn path_head(&self, at: usize) -> (usize, usize) {
        if self.token(at) == "crate" {
            return (at + 1, 0);
        }
        let mut end = at;
        let mut supers = 0;
        while self.token(end) == "super" {
            supers += 1;
            end += 1;
            if self.token(end) == "::" && self.token(end + 1) == "super" {
                end += 1;
            }
        }
        (end, supers)
    }

    /// The first name of a path, or of each path of a group in braces.
    fn first_names(&self, at: usize) -> Vec<String> {
        if self.token(at) != "{" {
            return vec![self.token(at).to_owned()];
        }
        let mut names = Vec::new();
        let (mut depth, mut is_first) = (1, true);
        for token in &self.tokens[at + 1..] {
            match token.as_str() {
                "{" => depth += 1,
                "}" if depth == 1 => break,
                "}" => depth -= 1,
                "," if depth == 1 => is_first = true,
                name if is_first => {
                    names.push(name.to_owned());
                    is_first = false;
                }
                _ => {}
            }
        }
        names
    }

    fn token(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", String::as_str)
    }

    /// From each name in a `pub use module::{…}` to the module.
    pub(crate) fn exports(&self) -> BTreeMap<String, String> {
        let mut exports = BTreeMap::new();
        for (at, token) in self.tokens.iter().enumerate() {
            if token == "use" && self.token(at + 2) == "::" {
                let module = self.token(at + 1).to_owned();
                for name in self.first_names(at + 3) {
                    exports.insert(name, module.clone());
                }
            }
        }
        exports
    }
}

/// Words, `::`, and single signs.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = skipped(rest);
        if len > 0 {
            rest = &rest[len..];
        } else if first.is_alphanumeric() || first == '_' {
            let len = rest
                .find(|it: char| !it.is_alphanumeric() && it != '_')
                .unwrap_or(rest.len());
            tokens.push(rest[..len].to_owned());
            rest = &rest[len..];
        } else {
            let len = if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            tokens.push(rest[..len].to_owned());
            rest = &rest[len..];
        }
    }
    tokens
}

/// How many bytes at the start of `rest` are space, comment, text or character.
fn skipped(rest: &str) -> usize {
    let space = rest.len() - rest.trim_start().len();
    if space > 0 {
        return space;
    }
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment(rest);
    }
    let raw = ["r\"", "r#", "br\"", "br#"]
        .iter()
        .any(|it| rest.starts_with(it));
    if raw {
        return raw_text(rest);
    }
    if rest.starts_with('"') || rest.starts_with("b\"") {
        return escaped(rest, '"');
    }
    if rest.starts_with('\'') && is_character(rest) {
        return escaped(rest, '\'');
    }
    0
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    loop {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            match here.chars().next() {
                Some(next) => at += next.len_utf8(),
                None => return at,
            }
        }
    }
}

/// A raw text; 0 for a raw identifier.
fn raw_text(rest: &str) -> usize {
    let start = rest.find('r').map_or(0, |it| it + 1);
    let hashes = rest[start..].len() - rest[start..].trim_start_matches('#').len();
    let open = start + hashes;
    if !rest[open..].starts_with('"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let end = rest[open + 1..].find(&close);
    end.map_or(rest.len(), |end| open + 1 + end + close.len())
}

/// A text or character that begins at the first `quote` and ends at the next one without a `\`.
fn escaped(rest: &str, quote: char) -> usize {
    let open = rest.find(quote).unwrap_or(0) + 1;
    let mut is_escaped = false;
    for (at, next) in rest[open..].char_indices() {
        match next {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if next == quote => return open + at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Whether a `'` begins a character and not a lifetime.
fn is_character(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    match chars.next() {
        Some('\\') => true,
        Some(_) => chars.next() == Some('\''),
        None => false,
    }
}

/// Leaves out each `#[cfg(test)] mod name { … }`.
fn without_tests(tokens: Vec<String>) -> Vec<String> {
    const ATTRIBUTE: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_test = tokens[at..].len() > ATTRIBUTE.len() + 2
            && tokens[at..]
                .iter()
                .zip(ATTRIBUTE)
                .all(|(token, due)| token == due)
            && tokens[at + ATTRIBUTE.len()] == "mod";
        if is_test {
            at = end_of_block(&tokens, at + ATTRIBUTE.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Behind the `;` or the closing brace of the item at `at`.
fn end_of_block(tokens: &[String], mut at: usize) -> usize {
    let mut depth = 0;
    while at < tokens.len() {
        match tokens[at].as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        at += 1;
        let ended = matches!(tokens[at - 1].as_str(), "}" | ";");
        if ended && depth == 0 {
            break;
        }
    }
    at
}
