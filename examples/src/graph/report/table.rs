//! Tables.

use comfy_table::{CellAlignment, Table, presets::ASCII_MARKDOWN};

/// A table whose columns are numbers, flush right, but for those named.
pub(super) fn table(header: &[&str], texts: &[usize]) -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_header(header);
    for (index, column) in table.column_iter_mut().enumerate() {
        if !texts.contains(&index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn numbers_stand_flush_right_and_texts_left() {
        let mut table = table(&["name", "size"], &[0]);
        table.add_row(["a", "7"]).add_row(["longer", "12345"]);
        let lines: Vec<String> = table.lines().collect();
        assert_eq!(lines[2], "| a      |     7 |");
        assert_eq!(lines[3], "| longer | 12345 |");
    }
}
