//! `Gc` for everything.

use std::cell::RefCell;

use gc_core::{Gc, Trace};

use super::{Announcement, Style};

/// A node that owns its children and its parent.
#[derive(Debug, Trace)]
pub struct Node {
    announcement: Announcement,
    parent: RefCell<Option<Gc<Node>>>,
    children: RefCell<Vec<Gc<Node>>>,
}

/// `Gc`, for parents too: each pair of parent and child is a cycle, which a collection finds.
#[derive(Debug)]
pub struct Collected;

impl Style for Collected {
    const NAME: &'static str = "Gc";
    const HEADER: usize = size_of::<[u32; 2]>();
    const SOURCE: &'static str = "strong, weak with flags: gc-core's object/header.rs";
    const NODE: usize = Self::HEADER + size_of::<Node>();

    type Handle = Gc<Node>;

    fn node(announcement: Announcement) -> Gc<Node> {
        Gc::new(Node {
            announcement,
            parent: RefCell::default(),
            children: RefCell::default(),
        })
    }

    fn adopt(parent: &Gc<Node>, child: &Gc<Node>) {
        parent.children.borrow_mut().push(child.clone());
        *child.parent.borrow_mut() = Some(parent.clone());
    }

    fn leave(child: &Gc<Node>) {
        if let Some(parent) = child.parent.take() {
            let is_other = |it: &Gc<Node>| !Gc::ptr_eq(it, child);
            parent.children.borrow_mut().retain(is_other);
        }
    }

    fn parent(node: &Gc<Node>) -> Option<Gc<Node>> {
        node.parent.borrow().clone()
    }

    fn name(node: &Gc<Node>) -> &'static str {
        node.announcement.name()
    }

    fn collect() {
        gc_core::collect();
    }

    fn living_bytes() -> Option<usize> {
        Some(gc_core::stats().bytes)
    }
}
