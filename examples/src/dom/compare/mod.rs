//! The same work over this tree and over `markup5ever_rcdom`'s, which html5ever's own tests use: `Rc` for
//! children, `Weak` for parents, siblings by position.
//!
//! ```text
//! args
//! page        pages to work on: generated ones, files
//! tree        what both trees can do, and the tree over Gc
//! reference   the tree over Rc
//! measure     the work, with a clock and a look at the allocator
//! child       each measurement in a process of its own
//! report      results -> text
//! run
//! ```

mod args;
mod child;
mod measure;
mod page;
mod reference;
mod report;
mod run;
mod tree;

pub use args::{Args, Which};
pub use measure::Meter;
pub use page::{Page, generate};
pub use reference::Reference;
pub use run::run;
pub use tree::{Collected, Tree};
