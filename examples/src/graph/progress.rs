//! A bar that shows how far a long task is.

use indicatif::{ProgressBar, ProgressStyle};

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unit {
    /// Bytes of a file.
    Bytes,
    /// Edges drawn.
    Edges,
}

/// Tasks below this many steps are done before a bar could be read.
const SHORT: u64 = 1 << 20;

/// A bar of so many steps on stderr; a hidden one where that is no terminal, or where the task is short.
pub(crate) fn bar(steps: u64, unit: Unit) -> ProgressBar {
    if steps < SHORT {
        return ProgressBar::hidden();
    }
    let template = match unit {
        Unit::Bytes => "reading {wide_bar} {bytes} of {total_bytes}, {eta} left",
        Unit::Edges => "drawing {wide_bar} {human_pos} of {human_len} edges, {eta} left",
    };
    let style = ProgressStyle::with_template(template).expect("expected a well-formed template");
    ProgressBar::new(steps).with_style(style)
}

#[cfg(test)]
mod tests {
    use super::{SHORT, Unit, bar};

    #[test]
    fn both_templates_are_well_formed_and_short_tasks_show_nothing() {
        assert_eq!(bar(SHORT, Unit::Bytes).length(), Some(SHORT));
        assert_eq!(bar(SHORT, Unit::Edges).length(), Some(SHORT));
        assert!(bar(SHORT - 1, Unit::Bytes).is_hidden());
    }
}
