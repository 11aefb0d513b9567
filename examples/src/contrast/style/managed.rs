//! `@mut` of Rust 0.6, by [`managed`](crate::managed).
//!
//! In the Rust of its day (from memory of the language, not compiled):
//!
//! ```text
//! struct Node { parent: Option<@mut Node>, children: ~[@mut Node] }
//!
//! fn adopt(parent: @mut Node, child: @mut Node) {
//!     parent.children.push(child);     // a write guard on parent
//!     child.parent = Some(parent);     // a cycle: lives until the task ends
//! }
//! ```

use gc_core::{Heap, Trace};

use super::{Announcement, Style};
use crate::managed::{ManagedMut, managed_mut, task};

/// A node that owns its children and its parent.
#[derive(Debug, Trace)]
pub struct Node {
    announcement: Announcement,
    parent: Option<ManagedMut<Node>>,
    children: Vec<ManagedMut<Node>>,
}

/// `@mut`, for parents too: cycles wait for the end of the task.
#[derive(Debug)]
pub struct TaskManaged;

impl Style for TaskManaged {
    const NAME: &'static str = "@mut (2013)";
    const HEADER: usize = size_of::<[usize; 4]>();
    const SOURCE: &'static str = "ref_count, type_desc, prev, next: Rust 0.6's libcore/managed.rs";
    /// Our header and the borrow flag in place of those 32 bytes.
    const NODE: usize = 8 + size_of::<usize>() + size_of::<Node>();

    type Handle = ManagedMut<Node>;

    fn node(announcement: Announcement) -> ManagedMut<Node> {
        managed_mut(Node {
            announcement,
            parent: None,
            children: Vec::new(),
        })
    }

    fn adopt(parent: &ManagedMut<Node>, child: &ManagedMut<Node>) {
        parent.write().children.push(child.clone());
        child.write().parent = Some(parent.clone());
    }

    fn leave(child: &ManagedMut<Node>) {
        let parent = child.write().parent.take();
        if let Some(parent) = parent {
            parent.write().children.retain(|it| !it.is_same(child));
        }
    }

    fn parent(node: &ManagedMut<Node>) -> Option<ManagedMut<Node>> {
        node.freeze().parent.clone()
    }

    fn name(node: &ManagedMut<Node>) -> &'static str {
        node.freeze().announcement.name()
    }

    fn living_bytes() -> Option<usize> {
        Some(Heap::current().stats().bytes)
    }

    fn run<R: Send>(body: impl FnOnce() -> R + Send) -> R {
        match task(body) {
            Ok(result) => result,
            Err(failure) => panic!("{failure}"),
        }
    }
}
