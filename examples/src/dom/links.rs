//! The pointers between nodes, all of them strong.
//!
//! ```text
//!               parent <------------+------------+
//!   first |        | last           | parent     | parent
//!         v        +-----------+    |            |
//!       child  --- next --->   v  child          |
//!              <-- previous ---                  |
//! ```
//!
//! A parent knows its first and its last child, a child its parent and its neighbours. So each edge
//! of a tree is part of a cycle, and whoever holds one node holds all the tree. [`link`] and
//! [`unlink`] are the only functions that write these pointers; they keep both directions in agreement.

use gc_core::{Gc, Trace};

use super::Node;

/// A node's neighbours.
#[derive(Default, Trace)]
pub(super) struct Links {
    parent: Option<Gc<Node>>,
    previous: Option<Gc<Node>>,
    next: Option<Gc<Node>>,
    first: Option<Gc<Node>>,
    last: Option<Gc<Node>>,
}

impl Node {
    /// The node that this one is a child of.
    #[must_use]
    pub fn parent(&self) -> Option<Gc<Self>> {
        self.links.borrow().parent.clone()
    }

    /// The child before this one, of the same parent.
    #[must_use]
    pub fn previous_sibling(&self) -> Option<Gc<Self>> {
        self.links.borrow().previous.clone()
    }

    /// The child after this one, of the same parent.
    #[must_use]
    pub fn next_sibling(&self) -> Option<Gc<Self>> {
        self.links.borrow().next.clone()
    }

    /// The first child.
    #[must_use]
    pub fn first_child(&self) -> Option<Gc<Self>> {
        self.links.borrow().first.clone()
    }

    /// The last child.
    #[must_use]
    pub fn last_child(&self) -> Option<Gc<Self>> {
        self.links.borrow().last.clone()
    }

    /// Whether there is a parent.
    #[must_use]
    pub fn has_parent(&self) -> bool {
        self.links.borrow().parent.is_some()
    }

    /// Whether there are children.
    #[must_use]
    pub fn has_children(&self) -> bool {
        self.links.borrow().first.is_some()
    }

    /// Whether this node is a child of that one.
    pub(super) fn is_child_of(&self, parent: &Gc<Self>) -> bool {
        let links = self.links.borrow();
        links
            .parent
            .as_ref()
            .is_some_and(|it| Gc::ptr_eq(it, parent))
    }
}

/// Makes a node that has no parent a child: before `before`, which is a child of `parent`, or last.
pub(super) fn link(parent: &Gc<Node>, child: &Gc<Node>, before: Option<&Gc<Node>>) {
    debug_assert!(
        !child.has_parent(),
        "expected a node without a parent, found {child:?} in {:?}",
        child.parent()
    );
    let previous = match before {
        Some(next) => next.previous_sibling(),
        None => parent.last_child(),
    };
    match &previous {
        Some(previous) => previous.links.borrow_mut().next = Some(child.clone()),
        None => parent.links.borrow_mut().first = Some(child.clone()),
    }
    match before {
        Some(next) => next.links.borrow_mut().previous = Some(child.clone()),
        None => parent.links.borrow_mut().last = Some(child.clone()),
    }
    let mut links = child.links.borrow_mut();
    links.parent = Some(parent.clone());
    links.previous = previous;
    links.next = before.cloned();
    drop(links);
    parent.touch();
}

/// Takes a node out of its parent, with all that is below it. Nothing happens where it has none.
pub(super) fn unlink(child: &Gc<Node>) {
    let mut links = child.links.borrow_mut();
    let (parent, previous, next) = (
        links.parent.take(),
        links.previous.take(),
        links.next.take(),
    );
    drop(links);
    let Some(parent) = parent else { return };
    match &previous {
        Some(previous) => previous.links.borrow_mut().next = next.clone(),
        None => parent.links.borrow_mut().first = next.clone(),
    }
    match next {
        Some(next) => next.links.borrow_mut().previous = previous,
        None => parent.links.borrow_mut().last = previous,
    }
    parent.touch();
}

/// Moves all children of one node to the end of another's.
pub(super) fn move_children(from: &Gc<Node>, to: &Gc<Node>, before: Option<&Gc<Node>>) {
    while let Some(child) = from.first_child() {
        unlink(&child);
        link(to, &child, before);
    }
}
