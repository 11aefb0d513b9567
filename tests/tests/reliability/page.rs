//! A page of Markdown as rows of tables, and the tests that these name.

use std::fs;
use std::path::{Path, PathBuf};

/// A page, and where it lies in the repository.
pub(crate) struct Page {
    path: String,
    text: String,
}

/// A row of a table.
pub(crate) struct Row(String);

impl Page {
    pub(crate) fn reliability() -> Self {
        Self::read("RELIABILITY.md")
    }

    pub(crate) fn traps() -> Self {
        Self::read("tests/TRAPS.md")
    }

    fn read(path: &str) -> Self {
        let text = fs::read_to_string(in_repository(path)).expect("the page can be read");
        Self::new(path, &text)
    }

    /// Writes new first cells to the table below a heading, whose rows keep their last one.
    pub(crate) fn bless(&self, heading: &str, cells: &[String]) {
        let old = self.section(heading);
        let (Some(first), Some(last)) = (old.first(), old.last()) else {
            panic!("{}: expected a table below {heading:?}", self.path);
        };
        let begin = self.text.find(first.text()).expect("a row of the page");
        let end = self.text.find(last.text()).expect("a row of the page") + last.text().len();
        let new: Vec<_> = cells
            .iter()
            .map(|cells| {
                let name = cells.split(' ').next();
                let same = old.iter().find(|row| row.cells().first().copied() == name);
                let rest = same.map_or("", |row| row.cells()[4]);
                format!("| {cells} | {rest} |")
            })
            .collect();
        let text = [&self.text[..begin], &new.join("\n"), &self.text[end..]].concat();
        fs::write(in_repository(&self.path), text).expect("the page can be written");
    }

    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The tests that it names.
    pub(crate) fn names(&self) -> Vec<String> {
        names(&self.text)
    }

    /// The rows of all tables, without the lines that part heads from bodies.
    pub(crate) fn rows(&self) -> Vec<Row> {
        rows(&self.text)
    }

    /// The rows below a heading, without the table's head.
    pub(crate) fn section(&self, heading: &str) -> Vec<Row> {
        let parts = self.text.split("\n## ");
        let found = parts.into_iter().find(|it| it.starts_with(heading));
        let body = found.unwrap_or_default();
        rows(body).into_iter().skip(1).collect()
    }
}

impl Row {
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    pub(crate) fn cells(&self) -> Vec<&str> {
        self.0
            .trim()
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect()
    }

    /// The number in its first cell.
    pub(crate) fn number(&self) -> Option<u32> {
        self.cells()[0].parse().ok()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        names(&self.0)
    }
}

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn rows(text: &str) -> Vec<Row> {
    text.lines()
        .filter(|line| line.starts_with('|') && !line.starts_with("|--"))
        .map(|line| Row(line.to_owned()))
        .collect()
}

/// What is in backticks and looks like a test: `file::name_of_the_test`, or a case of the derive's,
/// `ui/fail/name`.
fn names(text: &str) -> Vec<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_name = |it: &str| {
        let is_small = it.chars().all(|c| !c.is_uppercase() && !c.is_whitespace());
        is_small
            && (it.contains("::") || it.len() > 3 && it.starts_with("ui/"))
            && !it.contains(['(', '<'])
    };
    quoted.filter(|it| is_name(it)).map(str::to_owned).collect()
}
