//! How large nodes are on a screen of characters: computed once per node, kept until the node changes.
//!
//! ```text
//! display   what kind of box an element makes
//! flow      words into lines
//! measure   a tree into boxes
//! cache     what was computed, by node
//! ```
//!
//! A block takes the width that its parent leaves it and as many lines as its content needs; what is inline
//! flows through the lines of the block around it. Layouts are kept beside the tree, not in it: another screen
//! has others, and a node that dies takes its layout with it.

mod cache;
mod display;
mod flow;
mod measure;

pub use measure::Layouts;

/// How large a node's box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Columns that it may use.
    pub columns: usize,
    /// Lines that it takes.
    pub lines: usize,
}
