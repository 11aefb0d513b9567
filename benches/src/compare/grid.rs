//! A table of text, for the terminal or for Markdown.

use std::fmt::Write;

/// Rows of cells under a header.
#[derive(Debug)]
pub(super) struct Grid {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    pub(super) fn new<C: Into<String>>(header: impl IntoIterator<Item = C>) -> Self {
        Self {
            header: header.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row with a cell for each column.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.header.len(), "one cell a column");
        self.rows.push(cells);
    }

    /// The width of each column.
    fn widths(&self) -> Vec<usize> {
        let width = |column: usize| {
            let rows = self.rows.iter().chain([&self.header]);
            rows.map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        (0..self.header.len()).map(width).collect()
    }

    /// Lines of a Markdown table, figures to the right.
    pub(super) fn markdown(&self) -> String {
        let mut text = line(&self.header, &self.widths(), " | ", "| ", " |");
        for (column, width) in self.widths().into_iter().enumerate() {
            let width = width + 1;
            let _ = match column {
                0 => write!(text, "|:{:-<width$}", ""),
                _ => write!(text, "|{:-<width$}:", ""),
            };
        }
        text.push_str("|\n");
        for row in &self.rows {
            text += &line(row, &self.widths(), " | ", "| ", " |");
        }
        text
    }

    /// Lines for the terminal.
    pub(super) fn plain(&self) -> String {
        [&self.header]
            .into_iter()
            .chain(&self.rows)
            .map(|row| line(row, &self.widths(), "  ", "", ""))
            .collect()
    }
}

fn line(row: &[String], widths: &[usize], between: &str, start: &str, end: &str) -> String {
    let cells = row.iter().zip(widths).enumerate();
    let cells = cells.map(|(column, (cell, &width))| match column {
        0 => format!("{cell:<width$}"),
        _ => format!("{cell:>width$}"),
    });
    format!("{start}{}{end}\n", cells.collect::<Vec<_>>().join(between))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let mut grid = Grid::new(["what", "ns"]);
        grid.row(vec!["clone".to_owned(), "0.5".to_owned()]);
        grid
    }

    #[test]
    fn markdown_aligns_figures_to_the_right() {
        let expected = "| what  |  ns |\n|:------|----:|\n| clone | 0.5 |\n";
        assert_eq!(grid().markdown(), expected);
    }

    #[test]
    fn the_terminal_gets_plain_columns() {
        assert_eq!(grid().plain(), "what    ns\nclone  0.5\n");
    }
}
